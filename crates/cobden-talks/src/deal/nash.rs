//! The highest product of gains.

use cobden_num::ascent::Summit;

use crate::GameFault;

use super::attempt::{Attempt, End};
use super::hill::Bargain;
use super::level::normalised;
use super::start::Start;

/// Climbs at most: each takes its units anew where the one before stopped short.
const CLIMBS: usize = 4;

impl Bargain<'_> {
    /// Nash's solution from one starting point: first to where every side gains, then up the product.
    ///
    /// # Errors
    /// As [`Bargain::payoffs`].
    pub(super) fn nash(
        &mut self,
        (start, from): &(Start, Vec<f64>),
        power: &[f64],
    ) -> Result<Attempt, GameFault> {
        let (evaluations, failures) = (self.evaluations, self.failures);
        let mut attempt = self.proportional((*start, from), &vec![1.0; power.len()], true)?;
        if attempt.end == End::NoEquilibrium {
            return Ok(attempt);
        }
        let mut gains = self.gains(&attempt.payoffs);
        if gains
            .iter()
            .any(|gain| *gain <= self.terms.effort.least_gain)
        {
            // Not for want of rounds.
            if attempt.converged() {
                attempt.end = End::NoGain;
            }
            attempt.value = f64::NEG_INFINITY;
            return Ok(attempt);
        }
        let effort = self.terms.effort;
        let mut rates = attempt.rates;
        let weights = |gains: &[f64]| -> Vec<f64> {
            power
                .iter()
                .zip(gains)
                .map(|(power, gain)| power / gain)
                .collect()
        };
        let logs = |gains: &[f64]| -> f64 {
            let pairs = power.iter().zip(gains).filter(|(power, _)| **power > 0.0);
            pairs.map(|(power, gain)| power * libm::log(*gain)).sum()
        };
        let mut stationarity = f64::INFINITY;
        let mut end = End::OutOfRounds;
        for _ in 0..CLIMBS {
            // In the unit that makes the weights of payoffs sum to one here.
            let unit = 1.0 / weights(&gains).iter().sum::<f64>();
            let threat = &self.terms.threat;
            let merit = |payoffs: &[f64]| {
                let gains: Vec<f64> = payoffs.iter().zip(threat).map(|(w, d)| w - d).collect();
                let inside = gains.iter().all(|gain| *gain > 0.0);
                inside.then(|| {
                    let weights = weights(&gains).iter().map(|w| unit * w).collect();
                    (unit * logs(&gains), weights)
                })
            };
            let climbed = self.climb(&merit, 0.1 * effort.tolerance, &mut rates)?;
            let Some(payoffs) = self.payoffs(&rates)? else {
                break;
            };
            gains = self.gains(&payoffs);
            stationarity = self.stationarity(&rates, &weights(&gains))?;
            if stationarity <= effort.tolerance {
                end = End::Converged;
                break;
            }
            if climbed.summit == Summit::Stalled {
                end = End::Stalled;
            }
        }
        Ok(Attempt {
            start: *start,
            end,
            value: logs(&gains),
            payoffs: self
                .terms
                .threat
                .iter()
                .zip(&gains)
                .map(|(d, s)| d + s)
                .collect(),
            weights: normalised(&weights(&gains)),
            rates,
            stationarity,
            violation: 0.0,
            evaluations: self.evaluations - evaluations,
            failures: self.failures - failures,
        })
    }
}
