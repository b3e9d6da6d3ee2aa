//! Inexact Newton with a backtracking line search; linear systems by preconditioned GMRES.
//!
//! Source: Eisenstat and Walker (1996), SIAM J. Sci. Comput. 17(1), for the forcing terms
//! (choice 2 with γ = 0.9, exponent 2); Eisenstat and Walker (1994), SIAM J. Optim. 4(2), algorithm
//! INB, for the line search, here by halving.

use crate::gmres::{Gmres, GmresWorkspace, LinearOperator};
use crate::kernels::{max_abs, norm};
use crate::monitor::{Control, Iteration, Monitor};

/// F(x) = 0 with products of its Jacobian.
pub trait NonlinearSystem {
    /// Number of unknowns.
    fn size(&self) -> usize;
    /// `out` = F(`x`).
    fn residual(&mut self, x: &[f64], out: &mut [f64]);
    /// Makes `x`, the point of the latest [`residual`](Self::residual), the point of the products below.
    fn linearize(&mut self, x: &[f64]);
    /// `out` = F'(x) `v` at the linearised point.
    fn jacobian_product(&mut self, v: &[f64], out: &mut [f64]);
    /// `out` = M⁻¹ `v`, M an approximation of F'.
    fn precondition(&mut self, v: &[f64], out: &mut [f64]);
    /// `preconditioned` = M⁻¹ `v` and `out` = F'(x) M⁻¹ `v`: one after the other unless overridden
    /// where the two can share work.
    fn preconditioned_product(&mut self, v: &[f64], preconditioned: &mut [f64], out: &mut [f64]) {
        self.precondition(v, preconditioned);
        self.jacobian_product(preconditioned, out);
    }
    /// Rebuilds M at the linearised point; called when GMRES needs many products.
    fn refresh_preconditioner(&mut self) {}
    /// `out` = the point a fraction `length` of the way along `step` from `x`; any curve with
    /// this tangent will do.
    fn advance(&self, x: &[f64], step: &[f64], length: f64, out: &mut [f64]) {
        for ((t, x), s) in out.iter_mut().zip(x).zip(step) {
            *t = x + length * s;
        }
    }
    /// Largest fraction of `step` from `x` that stays where F makes sense, in (0, 1].
    fn longest_step(&self, x: &[f64], step: &[f64]) -> f64 {
        let _ = (x, step);
        1.0
    }
}

/// How a solve ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Largest absolute residual at or below the tolerance.
    Converged,
    /// Iterations used up.
    IterationLimit,
    /// No step along the Newton direction lowers the residual.
    Stalled,
    /// The residual is not a number at the start.
    NotFinite,
    /// The monitor asked to stop.
    Interrupted,
}

/// Work done and residual left.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct NewtonStatistics {
    /// Newton steps taken.
    pub iterations: usize,
    /// Evaluations of F.
    pub residual_evaluations: usize,
    /// Products with F'.
    pub jacobian_products: usize,
    /// Times the preconditioner was rebuilt.
    pub preconditioner_refreshes: usize,
    /// Largest absolute residual.
    pub residual: f64,
}

/// Status and statistics of a Newton solve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NewtonOutcome {
    /// How it ended.
    pub status: Status,
    /// Work and residual.
    pub statistics: NewtonStatistics,
}

/// Settings of the method.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Newton {
    /// Converged when max |F| is at most this.
    pub tolerance: f64,
    /// Newton steps at most.
    pub max_iterations: usize,
    /// Jacobian products a step at most.
    pub max_products: usize,
    /// Rebuild the preconditioner after a step that needed more products than this.
    pub refresh_after: usize,
    /// Halvings of a step before giving up.
    pub max_halvings: usize,
}

impl Default for Newton {
    fn default() -> Self {
        Self {
            tolerance: 1e-10,
            max_iterations: 60,
            max_products: 120,
            refresh_after: 25,
            max_halvings: 12,
        }
    }
}

/// Loosest and first forcing term.
const FORCING_LARGEST: f64 = 0.1;
/// No linear solve goes further below the tolerance than this, but for the polishing step.
const LINEAR_FLOOR: f64 = 0.1;
/// How much the polishing step lowers the residual, at most to `POLISHED`.
const POLISH: f64 = 1e-4;
/// Residual, as a part of the tolerance, below which nothing is left to polish.
const POLISHED: f64 = 1e-3;
/// Sufficient decrease of ‖F‖₂ (Armijo).
const SUFFICIENT_DECREASE: f64 = 1e-4;

impl Newton {
    /// Solves F(x) = 0 from `x`, which receives the best point reached.
    pub fn solve(
        &self,
        system: &mut impl NonlinearSystem,
        x: &mut [f64],
        monitor: &mut impl Monitor,
    ) -> NewtonOutcome {
        let size = system.size();
        let mut f = vec![0.0; size];
        let mut trial_f = vec![0.0; size];
        let mut trial = vec![0.0; size];
        let mut step = vec![0.0; size];
        let mut work = GmresWorkspace::default();
        let mut statistics = NewtonStatistics::default();
        let mut forcing = FORCING_LARGEST;
        let mut refresh = false;
        let mut polished = false;

        system.residual(x, &mut f);
        statistics.residual_evaluations = 1;
        statistics.residual = max_abs(&f);
        let mut f_norm = norm(&f);
        let status = loop {
            if !statistics.residual.is_finite() {
                break Status::NotFinite;
            }
            let progress = Iteration {
                iteration: statistics.iterations,
                residual: statistics.residual,
                evaluations: statistics.residual_evaluations + statistics.jacobian_products,
            };
            let control = monitor.iteration(progress);
            let converged = statistics.residual <= self.tolerance;
            if converged && (polished || statistics.residual <= POLISHED * self.tolerance) {
                break Status::Converged;
            }
            // One more step costs a few products and buys the digits of small differences, which
            // a reader of percent changes sees first.
            polished = converged;
            if control == Control::Stop && !converged {
                break Status::Interrupted;
            }
            if statistics.iterations >= self.max_iterations && !converged {
                break Status::IterationLimit;
            }
            system.linearize(x);
            if refresh {
                system.refresh_preconditioner();
                statistics.preconditioner_refreshes += 1;
            }
            let linear = Gmres {
                tolerance: if converged {
                    (POLISH * f_norm).max(POLISHED * self.tolerance)
                } else {
                    (forcing * f_norm).max(LINEAR_FLOOR * self.tolerance)
                },
                max_iterations: self.max_products,
                restart: 60,
            };
            for f in &mut f {
                *f = -*f;
            }
            let outcome = linear.solve(&mut Linearized { system }, &f, &mut step, &mut work);
            statistics.jacobian_products += outcome.iterations;
            refresh = outcome.iterations > self.refresh_after;

            let mut length = system.longest_step(x, &step);
            let mut halvings = 0;
            let accepted = loop {
                system.advance(x, &step, length, &mut trial);
                system.residual(&trial, &mut trial_f);
                statistics.residual_evaluations += 1;
                let trial_norm = norm(&trial_f);
                if trial_norm <= (1.0 - SUFFICIENT_DECREASE * length) * f_norm {
                    break Some(trial_norm);
                }
                halvings += 1;
                if halvings > self.max_halvings {
                    break None;
                }
                length *= 0.5;
            };
            let Some(trial_norm) = accepted else {
                if converged {
                    // Only rounding error is left; the point evaluated last must be the solution.
                    system.residual(x, &mut trial_f);
                    statistics.residual_evaluations += 1;
                    break Status::Converged;
                }
                break Status::Stalled;
            };
            let reduction = trial_norm / f_norm;
            forcing = if length == 1.0 {
                (0.9 * reduction * reduction).min(FORCING_LARGEST)
            } else {
                FORCING_LARGEST
            };
            x.copy_from_slice(&trial);
            std::mem::swap(&mut f, &mut trial_f);
            f_norm = trial_norm;
            statistics.iterations += 1;
            statistics.residual = max_abs(&f);
        };
        NewtonOutcome { status, statistics }
    }
}

/// The Jacobian of a nonlinear system as GMRES sees it.
struct Linearized<'a, S> {
    system: &'a mut S,
}

impl<S: NonlinearSystem> LinearOperator for Linearized<'_, S> {
    fn size(&self) -> usize {
        self.system.size()
    }
    fn apply(&mut self, v: &[f64], out: &mut [f64]) {
        self.system.jacobian_product(v, out);
    }
    fn precondition(&mut self, v: &[f64], out: &mut [f64]) {
        self.system.precondition(v, out);
    }
    fn apply_preconditioned(&mut self, v: &[f64], preconditioned: &mut [f64], out: &mut [f64]) {
        self.system.preconditioned_product(v, preconditioned, out);
    }
}

#[cfg(test)]
mod tests;
