//! What a search for a deal found.

use crate::GameFault;

use super::attempt::Attempt;
use super::terms::TermsFault;

/// A deal: the best of the local solutions found.
#[derive(Debug, Clone, PartialEq)]
pub struct Deal {
    /// The attempt that found it, with rates, payoffs, stationarity and violation.
    pub best: Attempt,
    /// s: what each side gains over the threat point, in payoffs.
    pub gains: Vec<f64>,
    /// The most that each side could gain while nobody loses, where the solution asked for it.
    pub ideal_gains: Option<Vec<f64>>,
    /// All attempts, the best among them.
    pub attempts: Vec<Attempt>,
    /// Local solutions that differ in a payoff by more than a millionth, this one included.
    pub distinct: usize,
    /// Value of the best less that of the worst local solution.
    pub spread: f64,
    /// Largest difference of a rate among the attempts that reached the same payoffs: above zero where rates make no
    /// difference to anybody.
    pub slack: f64,
}

/// How a search for a deal ended.
#[derive(Debug, Clone, PartialEq)]
pub enum DealOutcome {
    /// A deal that is better for every side, or for those with a share in it, than the threat point.
    Agreed(Box<Deal>),
    /// No deal better than the threat point was found from any starting point.
    NoneBetter(Vec<Attempt>),
    /// No attempt converged, and nothing is shown.
    NotConverged(Vec<Attempt>),
}

/// Why no search was made, or why it was broken off.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum DealFault {
    /// Every fault of the terms.
    #[error("{}", list(.0))]
    Terms(Vec<TermsFault>),
    /// The game was stopped, or refused the rates.
    #[error(transparent)]
    Game(#[from] GameFault),
}

fn list(faults: &[TermsFault]) -> String {
    let lines: Vec<String> = faults.iter().map(TermsFault::to_string).collect();
    lines.join("\n")
}

/// Payoffs closer than this are those of one solution.
const SAME_PAYOFF: f64 = 1e-6;

/// Whether two attempts have the same payoffs.
fn same(a: &Attempt, b: &Attempt) -> bool {
    let pairs = a.payoffs.iter().zip(&b.payoffs);
    pairs.into_iter().all(|(a, b)| (a - b).abs() <= SAME_PAYOFF)
}

impl DealOutcome {
    /// The best of the attempts, if one converged to a gain.
    ///
    /// `threat`: payoffs without a deal; `better`: whether a value is one.
    pub(super) fn from_attempts(
        attempts: Vec<Attempt>,
        threat: &[f64],
        ideal_gains: Option<Vec<f64>>,
        better: impl Fn(&Attempt) -> bool,
    ) -> Self {
        let local: Vec<&Attempt> = attempts.iter().filter(|one| one.converged()).collect();
        let found = local.iter().filter(|one| better(one));
        let Some(best) = found.max_by(|a, b| a.value.total_cmp(&b.value)) else {
            let nothing = attempts
                .iter()
                .any(|one| one.converged() || one.end == super::attempt::End::NoGain);
            return if nothing {
                Self::NoneBetter(attempts)
            } else {
                Self::NotConverged(attempts)
            };
        };
        let mut kinds: Vec<&Attempt> = Vec::new();
        for one in &local {
            if kinds.iter().all(|known| !same(known, one)) {
                kinds.push(one);
            }
        }
        let worst = local.iter().map(|one| one.value).fold(best.value, f64::min);
        let alike = local.iter().filter(|one| same(one, best));
        let apart = alike.flat_map(|one| {
            one.rates
                .iter()
                .zip(&best.rates)
                .map(|(a, b)| (a - b).abs())
        });
        Self::Agreed(Box::new(Deal {
            gains: best
                .payoffs
                .iter()
                .zip(threat)
                .map(|(w, d)| w - d)
                .collect(),
            ideal_gains,
            distinct: kinds.len(),
            spread: best.value - worst,
            slack: apart.fold(0.0, f64::max),
            best: (*best).clone(),
            attempts,
        }))
    }
}
