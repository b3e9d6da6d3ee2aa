//! Small dense linear systems: responses of limits to each other's wedges.

/// Solves A x = b by elimination with row exchanges; nothing where A is singular to rounding.
///
/// `matrix`: A by rows, overwritten; `right`: b, overwritten with x.
pub(crate) fn solve_dense(matrix: &mut [Vec<f64>], right: &mut [f64]) -> Option<()> {
    let size = right.len();
    let rows = matrix.iter().flatten();
    let scale = rows.fold(0.0, |most: f64, v| most.max(v.abs()));
    for column in 0..size {
        let pivot = (column..size).max_by(|a, b| {
            matrix[*a][column]
                .abs()
                .total_cmp(&matrix[*b][column].abs())
        })?;
        let lead = matrix[pivot][column];
        if lead.is_nan() || lead.abs() <= 1e-13 * scale {
            return None;
        }
        matrix.swap(column, pivot);
        right.swap(column, pivot);
        let (above, below) = matrix.split_at_mut(column + 1);
        let top = &above[column];
        let top_right = right[column];
        for (row, value) in below.iter_mut().zip(&mut right[column + 1..]) {
            let factor = row[column] / lead;
            if factor != 0.0 {
                for (v, t) in row[column..].iter_mut().zip(&top[column..]) {
                    *v -= factor * t;
                }
                *value -= factor * top_right;
            }
        }
    }
    for row in (0..size).rev() {
        let known: f64 = (row + 1..size).map(|k| matrix[row][k] * right[k]).sum();
        right[row] = (right[row] - known) / matrix[row][row];
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_solves_and_notices_what_has_no_solution() {
        let mut matrix = vec![
            vec![0.0, 2.0, 1.0],
            vec![1.0, 1.0, 0.0],
            vec![3.0, 0.0, -1.0],
        ];
        let mut right = vec![7.0, 3.0, 0.0];
        assert_eq!(solve_dense(&mut matrix, &mut right), Some(()));
        for (found, expected) in right.iter().zip([1.0, 2.0, 3.0]) {
            assert!((found - expected).abs() < 1e-14, "{right:?}");
        }
        let mut singular = vec![vec![1.0, 2.0], vec![2.0, 4.0]];
        assert_eq!(solve_dense(&mut singular, &mut [1.0, 1.0]), None);
    }
}
