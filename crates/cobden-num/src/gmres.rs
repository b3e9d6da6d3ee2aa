//! GMRES with right preconditioning and restarts.
//!
//! Source: Saad and Schultz (1986), SIAM J. Sci. Stat. Comput. 7(3), algorithm 4; right
//! preconditioning as in Saad (2003), *Iterative Methods for Sparse Linear Systems*, algorithm 9.5.

use crate::kernels::{axpy, dot, norm};

/// A square linear system: products with the matrix and with an approximate inverse.
pub trait LinearOperator {
    /// Number of unknowns.
    fn size(&self) -> usize;
    /// `out` = A `v`.
    fn apply(&mut self, v: &[f64], out: &mut [f64]);
    /// `out` = M⁻¹ `v`, M an approximation of A. The identity unless overridden.
    fn precondition(&mut self, v: &[f64], out: &mut [f64]) {
        out.copy_from_slice(v);
    }
    /// `preconditioned` = M⁻¹ `v` and `out` = A M⁻¹ `v`: one after the other unless overridden
    /// where the two can share work.
    fn apply_preconditioned(&mut self, v: &[f64], preconditioned: &mut [f64], out: &mut [f64]) {
        self.precondition(v, preconditioned);
        self.apply(preconditioned, out);
    }
}

/// How far to go.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gmres {
    /// Stop when ‖b − A x‖₂ is at most this.
    pub tolerance: f64,
    /// Products with A at most.
    pub max_iterations: usize,
    /// Basis vectors kept before a restart.
    pub restart: usize,
}

/// What was reached.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GmresOutcome {
    /// Whether the tolerance was met.
    pub converged: bool,
    /// Products with A.
    pub iterations: usize,
    /// ‖b − A x‖₂ as the recurrence gives it.
    pub residual: f64,
}

/// Vectors reused from one solve to the next.
#[derive(Debug, Clone, Default)]
pub struct GmresWorkspace {
    basis: Vec<Vec<f64>>,
    preconditioned: Vec<f64>,
    product: Vec<f64>,
}

impl GmresWorkspace {
    fn reserve(&mut self, vectors: usize, size: usize) {
        while self.basis.len() < vectors {
            self.basis.push(vec![0.0; size]);
        }
        for v in &mut self.basis {
            v.resize(size, 0.0);
        }
        self.preconditioned.resize(size, 0.0);
        self.product.resize(size, 0.0);
    }
}

/// The upper triangle of the Hessenberg matrix and the rotations that made it so.
struct Triangle {
    columns: Vec<Vec<f64>>,
    rotations: Vec<(f64, f64)>,
    right_side: Vec<f64>,
}

impl Triangle {
    fn new(norm: f64) -> Self {
        Self {
            columns: Vec::new(),
            rotations: Vec::new(),
            right_side: vec![norm],
        }
    }

    /// Takes the next Hessenberg column (its last entry below the diagonal) and returns the
    /// residual norm that the basis so far can reach.
    fn push(&mut self, mut column: Vec<f64>) -> f64 {
        for (k, (c, s)) in self.rotations.iter().enumerate() {
            let (upper, lower) = (column[k], column[k + 1]);
            column[k] = c * upper + s * lower;
            column[k + 1] = c * lower - s * upper;
        }
        let k = self.columns.len();
        let length = (column[k] * column[k] + column[k + 1] * column[k + 1]).sqrt();
        let (c, s) = if length > 0.0 {
            (column[k] / length, column[k + 1] / length)
        } else {
            (1.0, 0.0)
        };
        column[k] = length;
        column.truncate(k + 1);
        self.columns.push(column);
        self.rotations.push((c, s));
        let last = self.right_side[k];
        self.right_side[k] = c * last;
        self.right_side.push(-s * last);
        self.right_side[k + 1].abs()
    }

    /// Weights of the basis vectors that minimise the residual.
    fn weights(&self) -> Vec<f64> {
        let size = self.columns.len();
        let mut y = self.right_side[..size].to_vec();
        for k in (0..size).rev() {
            let diagonal = self.columns[k][k];
            y[k] = if diagonal == 0.0 {
                0.0
            } else {
                y[k] / diagonal
            };
            for row in 0..k {
                y[row] -= self.columns[k][row] * y[k];
            }
        }
        y
    }
}

impl Gmres {
    /// Solves A x = b from x = 0; `x` receives the solution.
    pub fn solve(
        &self,
        operator: &mut impl LinearOperator,
        b: &[f64],
        x: &mut [f64],
        work: &mut GmresWorkspace,
    ) -> GmresOutcome {
        x.fill(0.0);
        let mut residual = b.to_vec();
        let mut size = norm(&residual);
        let mut iterations = 0;
        while size > self.tolerance && iterations < self.max_iterations {
            let before = size;
            let steps = self.restart.min(self.max_iterations - iterations);
            let (done, estimate) = self.cycle(operator, &residual, size, steps, x, work);
            iterations += done;
            if estimate <= self.tolerance || iterations >= self.max_iterations {
                size = estimate;
                break;
            }
            // A restart begins from the true residual.
            operator.apply(x, &mut work.product);
            iterations += 1;
            for ((r, b), a) in residual.iter_mut().zip(b).zip(&work.product) {
                *r = b - a;
            }
            size = norm(&residual);
            if size.is_nan() || size >= 0.99 * before {
                break;
            }
        }
        GmresOutcome {
            converged: size <= self.tolerance,
            iterations,
            residual: size,
        }
    }

    /// One cycle: up to `steps` Arnoldi steps, then `x` += M⁻¹ V y.
    fn cycle(
        &self,
        operator: &mut impl LinearOperator,
        residual: &[f64],
        size: f64,
        steps: usize,
        x: &mut [f64],
        work: &mut GmresWorkspace,
    ) -> (usize, f64) {
        work.reserve(1, residual.len());
        for (v, r) in work.basis[0].iter_mut().zip(residual) {
            *v = r / size;
        }
        let mut triangle = Triangle::new(size);
        let mut estimate = size;
        let mut done = 0;
        while done < steps && estimate > self.tolerance {
            work.reserve(done + 2, residual.len());
            let (basis, next) = work.basis.split_at_mut(done + 1);
            let next = &mut next[0];
            operator.apply_preconditioned(&basis[done], &mut work.preconditioned, next);
            let mut column = Vec::with_capacity(done + 2);
            for v in basis.iter() {
                let projection = dot(v, next);
                axpy(-projection, v, next);
                column.push(projection);
            }
            let length = norm(next);
            column.push(length);
            if length > 0.0 {
                next.iter_mut().for_each(|v| *v /= length);
            }
            estimate = triangle.push(column);
            done += 1;
            if length == 0.0 {
                break;
            }
        }
        work.product.fill(0.0);
        for (y, v) in triangle.weights().iter().zip(&work.basis) {
            axpy(*y, v, &mut work.product);
        }
        operator.precondition(&work.product, &mut work.preconditioned);
        axpy(1.0, &work.preconditioned, x);
        (done, estimate)
    }
}

#[cfg(test)]
mod tests;
