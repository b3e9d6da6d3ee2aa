//! Dense kernels with a fixed order of summation.
//!
//! Rows are padded with zeros to a multiple of [`LANE`], sums run in a fixed number of partial sums,
//! and no multiply-add is fused: so the wide instructions that a processor may have change the
//! speed and never a digit.

use pulp::Arch;

/// Partial sums of a row; rows are padded to a multiple of it.
pub const LANE: usize = 4;

/// `length` rounded up to a whole number of lanes.
pub const fn padded(length: usize) -> usize {
    length.div_ceil(LANE) * LANE
}

/// y = A x, with A stored by rows of `stride` elements (a multiple of [`LANE`], padding zero).
///
/// Rows: `y.len()`; `x` holds `stride` elements.
///
/// # Panics
/// When the lengths do not fit together.
pub fn multiply(matrix: &[f64], stride: usize, x: &[f64], y: &mut [f64]) {
    assert!(stride.is_multiple_of(LANE) && x.len() == stride && matrix.len() >= stride * y.len());
    Arch::new().dispatch(|| multiply_body(matrix, stride, x, y));
}

/// y += Aᵀ x, with A as in [`multiply`]; rows: `x.len()`; `y` holds `stride` elements.
///
/// # Panics
/// When the lengths do not fit together.
pub fn multiply_transposed_add(matrix: &[f64], stride: usize, x: &[f64], y: &mut [f64]) {
    assert!(stride.is_multiple_of(LANE) && y.len() == stride && matrix.len() >= stride * x.len());
    Arch::new().dispatch(|| transposed_body(matrix, stride, x, y));
}

/// Σ x y.
///
/// # Panics
/// When the lengths differ.
pub fn dot(x: &[f64], y: &[f64]) -> f64 {
    assert_eq!(x.len(), y.len());
    Arch::new().dispatch(|| dot_body(x, y))
}

/// y += a x.
///
/// # Panics
/// When the lengths differ.
pub fn axpy(a: f64, x: &[f64], y: &mut [f64]) {
    assert_eq!(x.len(), y.len());
    Arch::new().dispatch(|| {
        for (y, x) in y.iter_mut().zip(x) {
            *y += a * x;
        }
    });
}

/// Euclidean norm.
pub fn norm(x: &[f64]) -> f64 {
    dot(x, x).sqrt()
}

/// Largest absolute value; NaN if any element is.
pub fn max_abs(x: &[f64]) -> f64 {
    x.iter().fold(0.0, |most: f64, v| {
        if v.is_nan() || most.is_nan() {
            f64::NAN
        } else {
            most.max(v.abs())
        }
    })
}

/// The inverse of I − A for a matrix A ≥ 0 whose rows sum to less than one (an M-matrix, such as
/// a Leontief system), by elimination without pivoting, which is stable for such matrices.
///
/// `matrix`: A by rows of `stride`, of which the first `size` columns count; overwritten with
/// (I − A)⁻¹, padding zero.
///
/// Source: for diagonal dominance making pivoting needless, Golub and Van Loan (2013), section 4.1.1.
pub fn leontief_inverse(matrix: &mut [f64], size: usize, stride: usize) {
    for (row, values) in matrix.chunks_mut(stride).take(size).enumerate() {
        for v in values.iter_mut() {
            *v = -*v;
        }
        values[row] += 1.0;
    }
    Arch::new().dispatch(|| invert_body(matrix, size, stride));
}

#[inline(always)]
fn multiply_body(matrix: &[f64], stride: usize, x: &[f64], y: &mut [f64]) {
    let first_left = y.len() / 4 * 4;
    for (y, block) in y.chunks_exact_mut(4).zip(matrix.chunks_exact(4 * stride)) {
        let (r0, rest) = block.split_at(stride);
        let (r1, rest) = rest.split_at(stride);
        let (r2, r3) = rest.split_at(stride);
        let mut sums = [[0.0; LANE]; 4];
        let columns = r0.chunks_exact(LANE).zip(r1.chunks_exact(LANE));
        let columns = columns.zip(r2.chunks_exact(LANE).zip(r3.chunks_exact(LANE)));
        for (((a0, a1), (a2, a3)), x) in columns.zip(x.chunks_exact(LANE)) {
            for lane in 0..LANE {
                sums[0][lane] += a0[lane] * x[lane];
                sums[1][lane] += a1[lane] * x[lane];
                sums[2][lane] += a2[lane] * x[lane];
                sums[3][lane] += a3[lane] * x[lane];
            }
        }
        for (y, sum) in y.iter_mut().zip(&sums) {
            *y = add_lanes(sum);
        }
    }
    for (row, y) in y.iter_mut().enumerate().skip(first_left) {
        *y = row_dot(&matrix[row * stride..(row + 1) * stride], x);
    }
}

#[inline(always)]
fn row_dot(row: &[f64], x: &[f64]) -> f64 {
    let mut sum = [0.0; LANE];
    for (a, x) in row.chunks_exact(LANE).zip(x.chunks_exact(LANE)) {
        for lane in 0..LANE {
            sum[lane] += a[lane] * x[lane];
        }
    }
    add_lanes(&sum)
}

#[inline(always)]
fn add_lanes(sum: &[f64; LANE]) -> f64 {
    (sum[0] + sum[1]) + (sum[2] + sum[3])
}

#[inline(always)]
fn transposed_body(matrix: &[f64], stride: usize, x: &[f64], y: &mut [f64]) {
    for (x, block) in x.chunks_exact(4).zip(matrix.chunks_exact(4 * stride)) {
        let (r0, rest) = block.split_at(stride);
        let (r1, rest) = rest.split_at(stride);
        let (r2, r3) = rest.split_at(stride);
        for ((((y, a0), a1), a2), a3) in y.iter_mut().zip(r0).zip(r1).zip(r2).zip(r3) {
            *y += (a0 * x[0] + a1 * x[1]) + (a2 * x[2] + a3 * x[3]);
        }
    }
    for (row, x) in x.iter().enumerate().skip(x.len() / 4 * 4) {
        for (y, a) in y.iter_mut().zip(&matrix[row * stride..(row + 1) * stride]) {
            *y += a * x;
        }
    }
}

#[inline(always)]
fn dot_body(x: &[f64], y: &[f64]) -> f64 {
    const WIDE: usize = 8;
    let mut sum = [0.0; WIDE];
    let (xs, ys) = (x.chunks_exact(WIDE), y.chunks_exact(WIDE));
    let mut tail = 0.0;
    for (x, y) in xs.remainder().iter().zip(ys.remainder()) {
        tail += x * y;
    }
    for (x, y) in xs.zip(ys) {
        for lane in 0..WIDE {
            sum[lane] += x[lane] * y[lane];
        }
    }
    ((sum[0] + sum[4]) + (sum[1] + sum[5])) + ((sum[2] + sum[6]) + (sum[3] + sum[7])) + tail
}

/// Gauss–Jordan in place.
#[inline(always)]
fn invert_body(matrix: &mut [f64], size: usize, stride: usize) {
    let mut pivot_row = vec![0.0; stride];
    for pivot in 0..size {
        let at = pivot * stride;
        let scale = 1.0 / matrix[at + pivot];
        matrix[at + pivot] = 1.0;
        for v in &mut matrix[at..at + stride] {
            *v *= scale;
        }
        pivot_row.copy_from_slice(&matrix[at..at + stride]);
        for row in (0..size).filter(|row| *row != pivot) {
            let values = &mut matrix[row * stride..(row + 1) * stride];
            let factor = values[pivot];
            if factor == 0.0 {
                continue;
            }
            values[pivot] = 0.0;
            for (v, p) in values.iter_mut().zip(&pivot_row) {
                *v -= factor * p;
            }
        }
    }
}

#[cfg(test)]
mod tests;
