//! The largest r at which every side gains r times its share.
//!
//! max r with s_p(x) ≥ r g_p by augmented Lagrangian. For multipliers ν and a penalty ρ the best r is found in closed form,
//! which leaves a smooth function of the rates,
//!
//! ```text
//! φ(x) = max_r  r − Σ_p (m_p² − ν_p²)/(2ρ)      m_p = max(0, ν_p + ρ (r g_p − s_p))
//! ```
//!
//! whose gradient is Σ_p m_p ∇W_p: one solve and one transposed solve, however many sides. After each climb ν takes m.
//!
//! Source: Hestenes (1969) and Powell (1969) for the method, Rockafellar (1973), Mathematical Programming 5, for inequalities.

use cobden_num::ascent::Summit;

use crate::GameFault;

use super::attempt::{Attempt, End};
use super::hill::Bargain;
use super::start::Start;

/// By how much the violation has to fall in a round for the penalty to stay.
const PROGRESS: f64 = 0.25;
/// What the penalty grows by otherwise.
const GROWTH: f64 = 5.0;
/// First penalty times the first violation.
const FIRST_PENALTY: f64 = 10.0;
/// Smallest gap, in payoffs, that the first penalty is measured by.
const SMALLEST_GAP: f64 = 1e-4;
/// Largest penalty: past it rounding error of payoffs is all that is climbed.
const LARGEST_PENALTY: f64 = 1e9;
/// Slope of a climb as a part of the violation before it.
const LOOSE: f64 = 0.1;
/// What a search goes on to, as a part of the tolerance: the checks at its end measure anew.
const TIGHT: f64 = 0.3;

/// The best r for given gains, with φ and the multipliers m.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Level {
    pub(super) height: f64,
    pub(super) multipliers: Vec<f64>,
}

/// φ and m: r solves ρ Σ g_p² max(0, r − b_p) = 1, with b_p = (s_p − ν_p/ρ)/g_p where a side stops to count.
pub(super) fn level(gains: &[f64], shares: &[f64], known: &[f64], penalty: f64) -> Level {
    let mut stops: Vec<(f64, f64)> = (0..gains.len())
        .filter(|p| shares[*p] > 0.0)
        .map(|p| ((gains[p] - known[p] / penalty) / shares[p], shares[p]))
        .collect();
    stops.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut squares, mut sum, mut r) = (0.0, 0.0, f64::INFINITY);
    for (stop, share) in stops {
        if r <= stop {
            break;
        }
        squares += share * share;
        sum += share * share * stop;
        r = (1.0 / penalty + sum) / squares;
    }
    let multipliers: Vec<f64> = (0..gains.len())
        .map(|p| (known[p] + penalty * (r * shares[p] - gains[p])).max(0.0))
        .collect();
    let penalties = multipliers.iter().zip(known);
    let paid: f64 = penalties.map(|(m, nu)| m * m - nu * nu).sum();
    Level {
        height: r - paid / (2.0 * penalty),
        multipliers,
    }
}

impl Bargain<'_> {
    /// Climbs to the proportional solution of `shares` from one starting point. With `until_gain` it stops as soon as every
    /// side gains something, which is all that a start for Nash's solution needs.
    ///
    /// # Errors
    /// As [`Bargain::payoffs`].
    pub(super) fn proportional(
        &mut self,
        (start, from): (Start, &[f64]),
        shares: &[f64],
        until_gain: bool,
    ) -> Result<Attempt, GameFault> {
        let (evaluations, failures) = (self.evaluations, self.failures);
        let effort = self.terms.effort;
        let mut rates = from.to_vec();
        let Some(payoffs) = self.payoffs(&rates)? else {
            return Ok(Attempt::nowhere(start, rates, 1));
        };
        // In units in which the shares sum to one, r is a payoff and multipliers are of order one.
        let total: f64 = shares.iter().sum();
        let unit: Vec<f64> = shares.iter().map(|share| share / total).collect();
        let mut gains = self.gains(&payoffs);
        let claimed: Vec<usize> = (0..unit.len()).filter(|p| unit[*p] > 0.0).collect();
        let mut known: Vec<f64> = unit.iter().map(|g| f64::from(u8::from(*g > 0.0))).collect();
        let apart = |gains: &[f64]| {
            let ratios = claimed.iter().map(|p| gains[*p] / unit[*p]);
            let (low, high) = ratios.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), r| {
                (l.min(r), h.max(r))
            });
            let lost = gains.iter().map(|gain| -gain).fold(0.0, f64::max);
            (high - low).max(lost)
        };
        let mut penalty = FIRST_PENALTY / apart(&gains).max(SMALLEST_GAP);
        let mut missed = f64::INFINITY;
        let mut slope = LOOSE * SMALLEST_GAP;
        let mut end = End::OutOfRounds;
        let mut stalls = 0;
        for _ in 0..effort.max_rounds {
            if self.evaluations - evaluations > effort.max_evaluations {
                break;
            }
            let threat = &self.terms.threat;
            let merit = |payoffs: &[f64]| {
                let gains: Vec<f64> = payoffs.iter().zip(threat).map(|(w, d)| w - d).collect();
                let level = level(&gains, &unit, &known, penalty);
                Some((level.height, level.multipliers))
            };
            let climbed = self.climb(&merit, slope, &mut rates)?;
            let Some(payoffs) = self.payoffs(&rates)? else {
                return Ok(Attempt::nowhere(start, rates, self.failures - failures));
            };
            gains = self.gains(&payoffs);
            let next = level(&gains, &unit, &known, penalty).multipliers;
            let moved = next
                .iter()
                .zip(&known)
                .map(|(m, nu)| (m - nu).abs() / penalty);
            let now = moved.fold(0.0, f64::max);
            known = next;
            if until_gain && gains.iter().all(|gain| *gain > effort.least_gain) {
                end = End::Converged;
                break;
            }
            if now.max(climbed.slope) <= TIGHT * effort.tolerance {
                end = End::Converged;
                break;
            }
            // A climb that rounding stops twice at the tightest slope will not get further.
            stalls = if climbed.summit == Summit::Stalled {
                stalls + 1
            } else {
                0
            };
            if stalls > 2 && now <= effort.tolerance {
                end = End::Stalled;
                break;
            }
            if now > PROGRESS * missed {
                penalty = (GROWTH * penalty).min(LARGEST_PENALTY);
            }
            missed = now;
            slope = (LOOSE * now).max(0.1 * TIGHT * effort.tolerance).min(slope);
        }
        let stationarity = self.stationarity(&rates, &known)?;
        let counted: f64 = known.iter().zip(&unit).map(|(nu, g)| nu * g).sum();
        let common = known.iter().zip(&gains).map(|(nu, s)| nu * s).sum::<f64>() / counted;
        let short = unit.iter().zip(&gains).map(|(g, s)| common * g - s);
        let violation = short.fold(0.0, f64::max);
        let ratios = claimed.iter().map(|p| gains[*p] / shares[*p]);
        // What the checks say counts, however the search ended.
        let sound = stationarity <= effort.tolerance && violation <= effort.tolerance;
        if sound {
            end = End::Converged;
        } else if end == End::Converged && !until_gain {
            end = End::Stalled;
        }
        Ok(Attempt {
            start,
            end,
            value: ratios.fold(f64::INFINITY, f64::min),
            payoffs: self
                .terms
                .threat
                .iter()
                .zip(&gains)
                .map(|(d, s)| d + s)
                .collect(),
            weights: normalised(&known),
            rates,
            stationarity,
            violation,
            evaluations: self.evaluations - evaluations,
            failures: self.failures - failures,
        })
    }
}

/// Weights that sum to one.
pub(super) fn normalised(weights: &[f64]) -> Vec<f64> {
    let total: f64 = weights.iter().sum();
    weights.iter().map(|weight| weight / total).collect()
}
