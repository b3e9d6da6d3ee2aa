//! The highest point of a smooth function within bounds: projected limited-memory quasi-Newton.
//!
//! Sources: Nocedal (1980), Mathematics of Computation 35, for the two-loop recursion; Bertsekas (1982), SIAM Journal
//! on Control and Optimization 20, for curvature that only the variables free to move see, and for the search along
//! the projected path.

use crate::kernels::{dot, max_abs};
use crate::monitor::{Control, Iteration, Monitor};

/// A function to be climbed.
pub trait Hill {
    /// Number of variables.
    fn size(&self) -> usize;

    /// The value at `x`; none where the function has none.
    fn value(&mut self, x: &[f64]) -> Option<f64>;

    /// The gradient where [`Hill::value`] was asked last; none where it cannot be had.
    fn gradient(&mut self, out: &mut [f64]) -> Option<()>;
}

/// How to climb.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ascent {
    /// Largest element of the projected, scaled gradient at which the top counts as reached.
    pub tolerance: f64,
    /// Steps at most.
    pub max_iterations: usize,
    /// Pairs of steps and gradient changes remembered.
    pub memory: usize,
    /// Longest first step of a scaled variable; later steps have learnt the curvature.
    pub first_step: f64,
    /// Rounding error of the function: a step that loses no more than this may be taken.
    pub noise: f64,
}

impl Default for Ascent {
    fn default() -> Self {
        Self {
            tolerance: 1e-9,
            max_iterations: 500,
            memory: 20,
            first_step: 0.5,
            noise: 1e-12,
        }
    }
}

/// How a climb ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Summit {
    /// The projected gradient is within the tolerance.
    Reached,
    /// No step along an ascent direction goes up by more than rounding error.
    Stalled,
    /// More steps are needed than allowed.
    OutOfSteps,
    /// The function has no value or gradient at the start.
    NoStart,
    /// The monitor stopped it.
    Interrupted,
}

/// Where a climb ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AscentOutcome {
    /// How.
    pub summit: Summit,
    /// Value at the end.
    pub value: f64,
    /// Largest element of the projected, scaled gradient at the end.
    pub slope: f64,
    /// Steps.
    pub iterations: usize,
    /// Values asked for.
    pub evaluations: usize,
}

/// Sufficient increase, as a part of what the slope promises.
const SUFFICIENT: f64 = 1e-4;
/// Shortest step tried, as a part of the full one.
const SHORTEST: f64 = 1e-10;

/// One remembered step, in scaled variables: s, y = −Δ gradient, and 1/(s·y).
struct Pair {
    step: Vec<f64>,
    change: Vec<f64>,
}

impl Ascent {
    /// Climbs from `x` (moved inside the bounds first), which receives the top.
    ///
    /// `scale` are the units of the search: the variables it works in are x · scale, so that a scale of the root of
    /// the curvature makes the first step one of Newton's, but for what variables do to each other.
    ///
    /// # Panics
    /// When lengths differ.
    pub fn climb(
        &self,
        hill: &mut impl Hill,
        (lower, upper): (&[f64], &[f64]),
        scale: &[f64],
        x: &mut [f64],
        monitor: &mut impl Monitor,
    ) -> AscentOutcome {
        let size = hill.size();
        assert!([lower, upper, scale, x].iter().all(|v| v.len() == size));
        for k in 0..size {
            x[k] = x[k].clamp(lower[k], upper[k]);
        }
        let mut outcome = AscentOutcome {
            summit: Summit::NoStart,
            value: f64::NAN,
            slope: f64::NAN,
            iterations: 0,
            evaluations: 1,
        };
        let mut gradient = vec![0.0; size];
        let Some(value) = hill.value(x) else {
            return outcome;
        };
        outcome.value = value;
        if hill.gradient(&mut gradient).is_none() {
            return outcome;
        }
        let mut pairs: std::collections::VecDeque<Pair> = std::collections::VecDeque::new();
        let (mut trial, mut fresh) = (vec![0.0; size], vec![0.0; size]);
        loop {
            gradient.iter_mut().zip(scale).for_each(|(g, s)| *g /= s);
            let mut free: Vec<bool> = (0..size)
                .map(|k| {
                    !(x[k] <= lower[k] && gradient[k] < 0.0
                        || x[k] >= upper[k] && gradient[k] > 0.0)
                })
                .collect();
            let masked = |v: &[f64], free: &[bool]| -> Vec<f64> {
                v.iter()
                    .zip(free)
                    .map(|(v, f)| if *f { *v } else { 0.0 })
                    .collect()
            };
            let projected = masked(&gradient, &free);
            outcome.slope = max_abs(&projected);
            let progress = Iteration {
                iteration: outcome.iterations,
                residual: outcome.slope,
                evaluations: outcome.evaluations,
            };
            outcome.summit = if monitor.iteration(progress) == Control::Stop {
                Summit::Interrupted
            } else if outcome.slope <= self.tolerance {
                Summit::Reached
            } else if outcome.iterations >= self.max_iterations {
                Summit::OutOfSteps
            } else {
                Summit::Stalled
            };
            if outcome.summit != Summit::Stalled {
                return outcome;
            }
            // Variables that the step would push through a bound they stand on are held, and the step asked again.
            let mut direction = self.direction(&projected, &pairs, &free);
            for _ in 0..size {
                let blocked = |k: usize| {
                    free[k]
                        && (x[k] <= lower[k] && direction[k] < 0.0
                            || x[k] >= upper[k] && direction[k] > 0.0)
                };
                let held: Vec<usize> = (0..size).filter(|k| blocked(*k)).collect();
                if held.is_empty() {
                    break;
                }
                held.into_iter().for_each(|k| free[k] = false);
                direction = self.direction(&masked(&gradient, &free), &pairs, &free);
            }
            let longest = max_abs(&direction);
            if pairs.is_empty() && longest > self.first_step {
                direction
                    .iter_mut()
                    .for_each(|d| *d *= self.first_step / longest);
            }
            let Some(value) = self.search(
                hill,
                (lower, upper),
                (x, &direction, &gradient),
                scale,
                &mut trial,
                &mut outcome,
            ) else {
                if pairs.is_empty() {
                    // The gradient itself leads nowhere.
                    return outcome;
                }
                pairs.clear();
                // The hill stands where the search ended; back to the point the gradient belongs to.
                if hill.value(x).is_none() || hill.gradient(&mut gradient).is_none() {
                    return outcome;
                }
                outcome.evaluations += 1;
                continue;
            };
            if hill.gradient(&mut fresh).is_none() {
                return outcome;
            }
            let step: Vec<f64> = (0..size).map(|k| (trial[k] - x[k]) * scale[k]).collect();
            let change: Vec<f64> = (0..size)
                .map(|k| gradient[k] - fresh[k] / scale[k])
                .collect();
            if dot(&step, &change) > 1e-10 * dot(&step, &step).sqrt() * dot(&change, &change).sqrt()
            {
                if pairs.len() == self.memory {
                    pairs.pop_front();
                }
                pairs.push_back(Pair { step, change });
            }
            x.copy_from_slice(&trial);
            std::mem::swap(&mut gradient, &mut fresh);
            outcome.value = value;
            outcome.iterations += 1;
        }
    }

    /// The two-loop recursion among the variables that are free to move; the gradient where it shows no way up.
    fn direction(
        &self,
        gradient: &[f64],
        pairs: &std::collections::VecDeque<Pair>,
        free: &[bool],
    ) -> Vec<f64> {
        let among = |a: &[f64], b: &[f64]| -> f64 {
            (0..a.len()).filter(|k| free[*k]).map(|k| a[k] * b[k]).sum()
        };
        let mut q = gradient.to_vec();
        let mut used = Vec::with_capacity(pairs.len());
        let mut inverse = 1.0;
        for pair in pairs.iter().rev() {
            let curvature = among(&pair.step, &pair.change);
            if curvature <= 1e-12 * among(&pair.step, &pair.step) {
                continue;
            }
            if used.is_empty() {
                inverse = curvature / among(&pair.change, &pair.change);
            }
            let a = among(&pair.step, &q) / curvature;
            for k in (0..q.len()).filter(|k| free[*k]) {
                q[k] -= a * pair.change[k];
            }
            used.push((pair, a, curvature));
        }
        q.iter_mut().for_each(|q| *q *= inverse);
        for (pair, a, curvature) in used.into_iter().rev() {
            let b = among(&pair.change, &q) / curvature;
            for k in (0..q.len()).filter(|k| free[*k]) {
                q[k] += (a - b) * pair.step[k];
            }
        }
        let up = among(&q, gradient) > 1e-12 * dot(&q, &q).sqrt() * dot(gradient, gradient).sqrt();
        if up { q } else { gradient.to_vec() }
    }

    /// Backtracks along the projected path; leaves the hill valued at `trial`.
    fn search(
        &self,
        hill: &mut impl Hill,
        (lower, upper): (&[f64], &[f64]),
        (x, direction, gradient): (&[f64], &[f64], &[f64]),
        scale: &[f64],
        trial: &mut [f64],
        outcome: &mut AscentOutcome,
    ) -> Option<f64> {
        let noise = self.noise * outcome.value.abs().max(1.0);
        let mut length = 1.0;
        while length > SHORTEST {
            for k in 0..x.len() {
                trial[k] = (x[k] + length * direction[k] / scale[k]).clamp(lower[k], upper[k]);
            }
            let promised: f64 = (0..x.len())
                .map(|k| gradient[k] * (trial[k] - x[k]) * scale[k])
                .sum();
            outcome.evaluations += 1;
            match hill.value(trial) {
                Some(value) if value >= outcome.value + SUFFICIENT * promised - noise => {
                    return Some(value);
                }
                // The top of the parabola through value, slope and trial, kept from both ends.
                Some(value) if promised > 0.0 => {
                    let shortfall = promised - (value - outcome.value);
                    length *= (0.5 * promised / shortfall).clamp(0.1, 0.5);
                }
                _ => length *= 0.25,
            }
        }
        None
    }
}

#[cfg(test)]
mod tests;
