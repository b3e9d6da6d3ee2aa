//! Bargaining solutions, each from several starting points.

use cobden_num::monitor::Monitor;

use crate::{Game, GameFault};

use super::hill::Bargain;
use super::level::normalised;
use super::outcome::{DealFault, DealOutcome};
use super::start::{Start, starts};
use super::terms::{Terms, shares_faults};

/// Which deal sides come to.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Solution {
    /// Highest product of gains, each to its side's power.
    Nash {
        /// ω, by player; only their ratios count.
        power: Vec<f64>,
    },
    /// Equal parts of the most that each could gain.
    KalaiSmorodinsky,
    /// As much for each, in payoffs: of real income, points of its own at the status quo.
    Egalitarian,
    /// Gains in given proportions.
    Proportional {
        /// g, by player.
        shares: Vec<f64>,
    },
}

/// Finds a deal.
///
/// # Errors
/// [`DealFault`]: every fault of the terms at once, or the game's own.
pub fn agree(
    game: &mut dyn Game,
    terms: &Terms,
    solution: &Solution,
    monitor: &mut dyn Monitor,
) -> Result<DealOutcome, DealFault> {
    let players = game.players().len();
    let mut faults = terms.faults(game);
    match solution {
        Solution::Nash { power } => faults.extend(shares_faults("powers", power, players)),
        Solution::Proportional { shares } => {
            faults.extend(shares_faults("shares", shares, players));
        }
        Solution::KalaiSmorodinsky | Solution::Egalitarian => {}
    }
    if !faults.is_empty() {
        return Err(DealFault::Terms(faults));
    }
    let starts = starts(game, terms);
    let mut bargain = Bargain {
        game,
        terms,
        monitor,
        evaluations: 0,
        failures: 0,
    };
    let least = terms.effort.least_gain;
    let outcome = match solution {
        Solution::Egalitarian => bargain.shared(&starts, &vec![1.0; players], None)?,
        Solution::Proportional { shares } => bargain.shared(&starts, shares, None)?,
        Solution::KalaiSmorodinsky => {
            let ideals = bargain.ideals(&starts)?;
            let Some(gains) = ideals.gains(&terms.threat) else {
                // Where nobody can be spared a loss no ideal converges; the level says whether that is why.
                let even = bargain.shared(&starts, &vec![1.0; players], None)?;
                return Ok(match even {
                    DealOutcome::NoneBetter(_) => even,
                    _ => DealOutcome::NotConverged(ideals.attempts()),
                });
            };
            if gains.iter().all(|gain| *gain <= least) {
                return Ok(DealOutcome::NoneBetter(ideals.attempts()));
            }
            let shares: Vec<f64> = gains
                .iter()
                .map(|gain| if *gain > least { *gain } else { 0.0 })
                .collect();
            bargain.shared(&starts, &shares, Some(gains))?
        }
        Solution::Nash { power } => {
            let power = normalised(power);
            let mut attempts = Vec::new();
            for start in &starts {
                attempts.push(bargain.nash(start, &power)?);
            }
            DealOutcome::from_attempts(attempts, &terms.threat, None, |one| {
                let pairs = one.payoffs.iter().zip(&terms.threat);
                pairs.into_iter().all(|(w, d)| w - d > 0.0)
            })
        }
    };
    Ok(outcome)
}

impl Bargain<'_> {
    /// The proportional solution from every starting point.
    fn shared(
        &mut self,
        starts: &[(Start, Vec<f64>)],
        shares: &[f64],
        ideal_gains: Option<Vec<f64>>,
    ) -> Result<DealOutcome, GameFault> {
        let mut attempts = Vec::new();
        for (start, rates) in starts {
            attempts.push(self.proportional((*start, rates), shares, false)?);
        }
        let (threat, least) = (&self.terms.threat, self.terms.effort.least_gain);
        Ok(DealOutcome::from_attempts(
            attempts,
            threat,
            ideal_gains,
            |one| {
                let gains = one.payoffs.iter().zip(threat).map(|(w, d)| w - d);
                let mut claimed = gains.zip(shares).filter(|(_, share)| **share > 0.0);
                claimed.all(|(gain, _)| gain > least)
            },
        ))
    }
}
