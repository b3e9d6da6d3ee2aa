//! A damped fixed point with Anderson acceleration and a watchdog.
//!
//! Source: Walker and Ni (2011), SIAM J. Numer. Anal. 49(4), algorithm AA; the watchdog (drop the
//! history when the residual grows) is ours, because the plain method diverges on large shocks.

use crate::kernels::{axpy, dot, max_abs};
use crate::monitor::{Control, Iteration, Monitor};
use crate::newton::Status;

/// x ← G(x).
pub trait FixedPointMap {
    /// Number of unknowns.
    fn size(&self) -> usize;
    /// `out` = G(`x`).
    fn map(&mut self, x: &[f64], out: &mut [f64]);
}

/// Settings of the method.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Anderson {
    /// Converged when max |G(x) − x| is at most this.
    pub tolerance: f64,
    /// Maps at most.
    pub max_iterations: usize,
    /// Earlier steps kept.
    pub depth: usize,
    /// Fraction of the way to G(x) that is gone, in (0, 1].
    pub damping: f64,
}

/// How the iteration ended, its maps and its residual.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AndersonOutcome {
    /// How it ended.
    pub status: Status,
    /// Maps evaluated.
    pub maps: usize,
    /// max |G(x) − x|.
    pub residual: f64,
}

/// Residual growth beyond this factor of the best one drops the history.
const WATCHDOG: f64 = 2.0;
/// Damping below which a step that leads away is given up.
const SMALLEST_DAMPING: f64 = 0.02;

impl Anderson {
    /// Iterates from `x`, which receives the best point seen.
    pub fn solve(
        &self,
        map: &mut impl FixedPointMap,
        x: &mut [f64],
        monitor: &mut impl Monitor,
    ) -> AndersonOutcome {
        let size = map.size();
        let mut current = x.to_vec();
        let mut image = vec![0.0; size];
        let mut history: Vec<(Vec<f64>, Vec<f64>)> = Vec::new();
        let mut previous: Option<(Vec<f64>, Vec<f64>)> = None;
        let mut best = f64::INFINITY;
        let mut damping = self.damping;
        let mut maps = 0;
        let status = loop {
            map.map(&current, &mut image);
            maps += 1;
            let f: Vec<f64> = image.iter().zip(&current).map(|(g, x)| g - x).collect();
            let residual = max_abs(&f);
            if !residual.is_finite() && maps == 1 {
                break Status::NotFinite;
            }
            if residual < best {
                best = residual;
                x.copy_from_slice(&current);
            }
            let progress = Iteration {
                iteration: maps,
                residual,
                evaluations: maps,
            };
            let control = monitor.iteration(progress);
            if best <= self.tolerance {
                break Status::Converged;
            }
            if control == Control::Stop {
                break Status::Interrupted;
            }
            if maps >= self.max_iterations {
                break Status::IterationLimit;
            }
            if residual.is_nan() || residual > WATCHDOG * best {
                // Back to the best point, without the history that led away from it.
                if history.is_empty() {
                    // The plain step itself leads away: shorter ones are tried before giving up.
                    damping *= 0.5;
                    if damping < SMALLEST_DAMPING {
                        break Status::Stalled;
                    }
                }
                history.clear();
                previous = None;
                current.copy_from_slice(x);
                continue;
            }
            if let Some((x_before, f_before)) = &previous {
                let dx = current.iter().zip(x_before).map(|(a, b)| a - b).collect();
                let df = f.iter().zip(f_before).map(|(a, b)| a - b).collect();
                history.push((dx, df));
                if history.len() > self.depth {
                    history.remove(0);
                }
            }
            let weights = least_squares(&history, &f);
            let mut next = current.clone();
            axpy(damping, &f, &mut next);
            for (weight, (dx, df)) in weights.iter().zip(&history) {
                axpy(-weight, dx, &mut next);
                axpy(-weight * damping, df, &mut next);
            }
            previous = Some((std::mem::replace(&mut current, next), f));
        };
        AndersonOutcome {
            status,
            maps,
            residual: best,
        }
    }
}

/// Weights w that minimise ‖f − Σ w df‖₂, by modified Gram–Schmidt; directions that add nothing
/// new get weight zero.
fn least_squares(history: &[(Vec<f64>, Vec<f64>)], f: &[f64]) -> Vec<f64> {
    let count = history.len();
    let mut directions: Vec<Vec<f64>> = history.iter().map(|(_, df)| df.clone()).collect();
    let mut upper = vec![vec![0.0; count]; count];
    let mut projections = vec![0.0; count];
    let mut rest = f.to_vec();
    for k in 0..count {
        let before = dot(&directions[k], &directions[k]).sqrt();
        for earlier in 0..k {
            let (done, open) = directions.split_at_mut(k);
            let share = dot(&done[earlier], &open[0]);
            upper[earlier][k] = share;
            axpy(-share, &done[earlier], &mut open[0]);
        }
        let length = dot(&directions[k], &directions[k]).sqrt();
        if length <= 1e-10 * before {
            directions[k].fill(0.0);
            continue;
        }
        upper[k][k] = length;
        directions[k].iter_mut().for_each(|v| *v /= length);
        projections[k] = dot(&directions[k], &rest);
        axpy(-projections[k], &directions[k], &mut rest);
    }
    let mut weights = projections;
    for k in (0..count).rev() {
        if upper[k][k] == 0.0 {
            weights[k] = 0.0;
            continue;
        }
        for later in k + 1..count {
            weights[k] -= upper[k][later] * weights[later];
        }
        weights[k] /= upper[k][k];
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::monitor::Silent;

    /// A linear contraction with eigenvalues up to 0.99, slow without acceleration.
    struct Slow;

    impl FixedPointMap for Slow {
        fn size(&self) -> usize {
            5
        }
        fn map(&mut self, x: &[f64], out: &mut [f64]) {
            for k in 0..5 {
                let rate = [0.99, 0.9, 0.5, -0.5, 0.1][k];
                out[k] = rate * x[k] + 1.0 - rate;
            }
        }
    }

    /// G(x) = −10 x: every long step leads away from the root at zero.
    struct Away;

    impl FixedPointMap for Away {
        fn size(&self) -> usize {
            1
        }
        fn map(&mut self, x: &[f64], out: &mut [f64]) {
            out[0] = -10.0 * x[0];
        }
    }

    #[test]
    fn shorter_steps_are_tried_where_long_ones_lead_away() {
        let settings = Anderson {
            tolerance: 1e-10,
            max_iterations: 500,
            depth: 0,
            damping: 0.7,
        };
        let mut x = [1.0];
        let outcome = settings.solve(&mut Away, &mut x, &mut Silent);
        assert_eq!(outcome.status, Status::Converged, "{outcome:?}");
        assert!(x[0].abs() < 1e-9);
    }

    #[test]
    fn acceleration_beats_the_plain_iteration() {
        let settings = |depth| Anderson {
            tolerance: 1e-10,
            max_iterations: 5000,
            depth,
            damping: 1.0,
        };
        let mut fast = [0.0; 5];
        let accelerated = settings(5).solve(&mut Slow, &mut fast, &mut Silent);
        let plain = settings(0).solve(&mut Slow, &mut [0.0; 5], &mut Silent);
        assert_eq!(accelerated.status, Status::Converged);
        assert_eq!(plain.status, Status::Converged);
        assert!(
            accelerated.maps * 20 < plain.maps,
            "{accelerated:?} {plain:?}"
        );
        for x in fast {
            assert!((x - 1.0).abs() < 1e-8);
        }
    }
}
