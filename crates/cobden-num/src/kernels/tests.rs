use proptest::prelude::*;

use super::*;

fn matrix(rows: usize, columns: usize, values: &[f64]) -> Vec<f64> {
    let stride = padded(columns);
    let mut out = vec![0.0; rows * stride];
    for row in 0..rows {
        for column in 0..columns {
            out[row * stride + column] = values[(row * columns + column) % values.len()];
        }
    }
    out
}

proptest! {
    #[test]
    fn products_agree_with_their_definition(
        rows in 1usize..11,
        columns in 1usize..11,
        values in prop::collection::vec(-1.0..1.0f64, 7..40),
    ) {
        let stride = padded(columns);
        let a = matrix(rows, columns, &values);
        let mut x = vec![0.0; stride];
        for (k, x) in x.iter_mut().enumerate().take(columns) { *x = (k as f64 + 1.0).sqrt(); }
        let mut y = vec![0.0; rows];
        multiply(&a, stride, &x, &mut y);
        for row in 0..rows {
            let direct: f64 = (0..columns).map(|c| a[row * stride + c] * x[c]).sum();
            prop_assert!((y[row] - direct).abs() < 1e-13);
        }
        let weights: Vec<f64> = (0..rows).map(|r| 0.5 - r as f64).collect();
        let mut z = vec![1.0; stride];
        multiply_transposed_add(&a, stride, &weights, &mut z);
        for column in 0..columns {
            let direct: f64 = (0..rows).map(|r| a[r * stride + column] * weights[r]).sum();
            prop_assert!((z[column] - 1.0 - direct).abs() < 1e-12);
        }
    }

    #[test]
    fn inverse_of_a_leontief_matrix(size in 1usize..9, values in prop::collection::vec(0.0..1.0f64, 7..40)) {
        let stride = padded(size);
        let mut a = matrix(size, size, &values);
        // Rows must sum to less than one.
        for row in a.chunks_mut(stride) {
            let sum: f64 = row.iter().sum();
            for v in row.iter_mut() { *v *= 0.9 / sum.max(1e-3); }
        }
        let mut inverse = a.clone();
        leontief_inverse(&mut inverse, size, stride);
        for i in 0..size {
            for k in 0..size {
                let product: f64 = (0..size)
                    .map(|m| (f64::from(u8::from(i == m)) - a[i * stride + m]) * inverse[m * stride + k])
                    .sum();
                prop_assert!((product - f64::from(u8::from(i == k))).abs() < 1e-12);
            }
        }
    }
}

#[test]
fn max_abs_shows_nan() {
    assert_eq!(max_abs(&[1.0, -3.0, 2.0]), 3.0);
    assert!(max_abs(&[1.0, f64::NAN, 9.0]).is_nan());
}
