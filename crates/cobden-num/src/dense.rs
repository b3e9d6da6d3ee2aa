//! Small dense linear systems by elimination with row exchanges.

use pulp::Arch;

/// A = P⁻¹ L U of a square matrix, ready to solve with A and with its transpose.
#[derive(Debug, Clone)]
pub struct Lu {
    size: usize,
    /// L below the diagonal, U on and above it, by rows.
    factors: Vec<f64>,
    /// Row of A at each position.
    order: Vec<usize>,
}

/// A pivot this small beside the largest element counts as none.
const SINGULAR: f64 = 1e-14;

impl Lu {
    /// Factors a matrix given by rows; nothing where it is singular to rounding.
    ///
    /// # Panics
    /// When `matrix` is not `size` × `size`.
    pub fn new(matrix: Vec<f64>, size: usize) -> Option<Self> {
        assert_eq!(matrix.len(), size * size);
        let scale = matrix.iter().fold(0.0, |most: f64, v| most.max(v.abs()));
        let mut lu = Self {
            size,
            factors: matrix,
            order: (0..size).collect(),
        };
        let done = Arch::new().dispatch(|| lu.eliminate(SINGULAR * scale));
        done.then_some(lu)
    }

    #[inline(always)]
    fn eliminate(&mut self, smallest: f64) -> bool {
        let n = self.size;
        for column in 0..n {
            let magnitude = |row: &usize| self.factors[row * n + column].abs();
            let Some(pivot) = (column..n).max_by(|a, b| magnitude(a).total_cmp(&magnitude(b)))
            else {
                return false;
            };
            let lead = self.factors[pivot * n + column];
            if lead.is_nan() || lead.abs() <= smallest {
                return false;
            }
            if pivot != column {
                self.order.swap(pivot, column);
                let (above, below) = self.factors.split_at_mut(pivot * n);
                above[column * n..(column + 1) * n].swap_with_slice(&mut below[..n]);
            }
            let (above, below) = self.factors.split_at_mut((column + 1) * n);
            let top = &above[column * n..];
            for row in below.chunks_exact_mut(n) {
                let factor = row[column] / lead;
                row[column] = factor;
                if factor != 0.0 {
                    for (v, t) in row[column + 1..].iter_mut().zip(&top[column + 1..n]) {
                        *v -= factor * t;
                    }
                }
            }
        }
        true
    }

    /// `x` ← A⁻¹ `x`.
    pub fn solve(&self, x: &mut [f64]) {
        let n = self.size;
        let permuted: Vec<f64> = self.order.iter().map(|row| x[*row]).collect();
        x.copy_from_slice(&permuted);
        for row in 0..n {
            let known: f64 = (0..row).map(|k| self.factors[row * n + k] * x[k]).sum();
            x[row] -= known;
        }
        for row in (0..n).rev() {
            let known: f64 = (row + 1..n).map(|k| self.factors[row * n + k] * x[k]).sum();
            x[row] = (x[row] - known) / self.factors[row * n + row];
        }
    }

    /// `x` ← A⁻ᵀ `x`.
    pub fn solve_transposed(&self, x: &mut [f64]) {
        let n = self.size;
        for row in 0..n {
            x[row] /= self.factors[row * n + row];
            let value = x[row];
            for (x, u) in x[row + 1..]
                .iter_mut()
                .zip(&self.factors[row * n + row + 1..(row + 1) * n])
            {
                *x -= value * u;
            }
        }
        for row in (0..n).rev() {
            let value = x[row];
            for (x, l) in x[..row]
                .iter_mut()
                .zip(&self.factors[row * n..row * n + row])
            {
                *x -= value * l;
            }
        }
        let mut back = vec![0.0; n];
        for (position, row) in self.order.iter().enumerate() {
            back[*row] = x[position];
        }
        x.copy_from_slice(&back);
    }
}

/// C += Aᵀ B, with rows of A, B and C `stride` long, of which the first `columns` of A count.
///
/// # Panics
/// When the lengths do not fit together.
pub fn add_transposed_product(a: &[f64], b: &[f64], stride: usize, columns: usize, c: &mut [f64]) {
    assert!(a.len() == b.len() && a.len().is_multiple_of(stride) && c.len() >= columns * stride);
    Arch::new().dispatch(|| transposed_product_body(a, b, stride, columns, c));
}

#[inline(always)]
fn transposed_product_body(a: &[f64], b: &[f64], stride: usize, columns: usize, c: &mut [f64]) {
    let blocks = a.chunks_exact(4 * stride).zip(b.chunks_exact(4 * stride));
    for (a, b) in blocks {
        let (b0, rest) = b.split_at(stride);
        let (b1, rest) = rest.split_at(stride);
        let (b2, b3) = rest.split_at(stride);
        for (column, out) in c.chunks_exact_mut(stride).take(columns).enumerate() {
            let f = [
                a[column],
                a[stride + column],
                a[2 * stride + column],
                a[3 * stride + column],
            ];
            for ((((out, b0), b1), b2), b3) in out.iter_mut().zip(b0).zip(b1).zip(b2).zip(b3) {
                *out += (f[0] * b0 + f[1] * b1) + (f[2] * b2 + f[3] * b3);
            }
        }
    }
    let left = a.len() / (4 * stride) * 4 * stride;
    for (a, b) in a[left..]
        .chunks_exact(stride)
        .zip(b[left..].chunks_exact(stride))
    {
        for (column, out) in c.chunks_exact_mut(stride).take(columns).enumerate() {
            let factor = a[column];
            for (out, b) in out.iter_mut().zip(b) {
                *out += factor * b;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_solves_both_ways_and_notices_what_has_no_solution() {
        let matrix = vec![0.0, 2.0, 1.0, 1.0, 1.0, 0.0, 3.0, 0.0, -1.0];
        let lu = Lu::new(matrix, 3).unwrap();
        // A (1, 2, 3) and Aᵀ (1, 2, 3), by hand.
        let (mut x, mut y) = ([7.0, 3.0, 0.0], [11.0, 4.0, -2.0]);
        lu.solve(&mut x);
        lu.solve_transposed(&mut y);
        for found in [x, y] {
            for (found, expected) in found.iter().zip([1.0, 2.0, 3.0]) {
                assert!((found - expected).abs() < 1e-14, "{found}");
            }
        }
        assert!(Lu::new(vec![1.0, 2.0, 2.0, 4.0], 2).is_none());
    }

    #[test]
    fn transposed_products_add_up() {
        let (rows, stride) = (6, 4);
        let a: Vec<f64> = (0..rows * stride).map(|k| (k as f64 * 0.7).sin()).collect();
        let b: Vec<f64> = (0..rows * stride).map(|k| (k as f64 * 1.3).cos()).collect();
        let mut c = vec![1.0; 3 * stride];
        add_transposed_product(&a, &b, stride, 3, &mut c);
        for i in 0..3 {
            for k in 0..stride {
                let sum: f64 = (0..rows)
                    .map(|n| a[n * stride + i] * b[n * stride + k])
                    .sum();
                assert!((c[i * stride + k] - 1.0 - sum).abs() < 1e-14);
            }
        }
    }
}
