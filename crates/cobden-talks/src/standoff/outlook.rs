//! Standoffs under several sets of inputs, mixed.

use super::equilibrium::{Movers, Standoff};
use super::fault::StandoffFault;
use super::side::Side;

/// When talks start and who moves first, over input sets with weights: what one does not know of the inputs.
///
/// The two sides know their own; a mixture is of outcomes, not of inputs.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlook {
    /// Weights, which sum to one, and equilibria.
    parts: Vec<(f64, Standoff)>,
}

/// Relative width at which the search for a quantile stops.
const QUANTILE_WIDTH: f64 = 1e-13;
/// Months past which no quantile is sought.
const FARTHEST: f64 = 1e15;

impl Outlook {
    /// Solves every set; sets of weight zero are left out.
    ///
    /// # Errors
    /// Every [`StandoffFault`] of the sets and their weights.
    pub fn over(sets: &[(f64, [Side; 2])]) -> Result<Self, Vec<StandoffFault>> {
        let mut faults = Vec::new();
        let mut parts = Vec::new();
        let names = |sides: &[Side; 2]| format!("{} and {}", sides[0].name, sides[1].name);
        for (set, (weight, sides)) in sets.iter().enumerate() {
            if !(weight.is_finite() && *weight >= 0.0) {
                faults.push(StandoffFault::Weight {
                    set: set + 1,
                    weight: *weight,
                });
            }
            if names(sides) != names(&sets[0].1) {
                faults.push(StandoffFault::OtherSides {
                    set: set + 1,
                    found: names(sides),
                    expected: names(&sets[0].1),
                });
            }
            match Standoff::between(sides.clone()) {
                Ok(standoff) if *weight > 0.0 => parts.push((*weight, standoff)),
                Ok(_) => {}
                Err(more) => faults.extend(more),
            }
        }
        if parts.is_empty() && faults.is_empty() {
            faults.push(StandoffFault::NoSets);
        }
        if !faults.is_empty() {
            faults.dedup();
            return Err(faults);
        }
        let total: f64 = parts.iter().map(|(weight, _)| weight).sum();
        for (weight, _) in &mut parts {
            *weight /= total;
        }
        Ok(Self { parts })
    }

    /// Weights, which sum to one, and the equilibrium of each set.
    pub fn parts(&self) -> &[(f64, Standoff)] {
        &self.parts
    }

    /// The two sides, as in the first set.
    pub fn sides(&self) -> &[Side; 2] {
        self.parts[0].1.sides()
    }

    /// Probability that talks have started by month `t`.
    pub fn started_by(&self, t: f64) -> f64 {
        self.mean(|one| one.started_by(t))
    }

    /// Probability that nobody ever moves.
    pub fn never(&self) -> f64 {
        self.mean(Standoff::never)
    }

    /// Who has moved first by month `t`; with `t` infinite, ever.
    pub fn movers_by(&self, t: f64) -> Movers {
        let movers: Vec<(f64, Movers)> = self
            .parts
            .iter()
            .map(|(weight, one)| (*weight, one.movers_by(t)))
            .collect();
        let mean =
            |of: fn(&Movers) -> f64| movers.iter().map(|(weight, one)| weight * of(one)).sum();
        Movers {
            first: [mean(|one| one.first[0]), mean(|one| one.first[1])],
            together: mean(|one| one.together),
        }
    }

    /// Mean of the months until talks start, if they do; zero where they never do.
    pub fn mean_if_started(&self) -> f64 {
        let started = 1.0 - self.never();
        if started <= 0.0 {
            return 0.0;
        }
        self.mean(|one| one.mean_if_started() * (1.0 - one.never())) / started
    }

    /// Month by which talks have started with probability `q`; none where that never happens.
    pub fn quantile(&self, q: f64) -> Option<f64> {
        if let [(_, only)] = &self.parts[..] {
            return only.quantile(q);
        }
        if self.started_by(0.0) >= q {
            return Some(0.0);
        }
        let mut high = 1.0;
        while self.started_by(high) < q {
            high *= 2.0;
            if high > FARTHEST {
                return None;
            }
        }
        let mut low = 0.0;
        while high - low > QUANTILE_WIDTH * high {
            let middle = 0.5 * (low + high);
            if middle <= low || middle >= high {
                break;
            }
            if self.started_by(middle) >= q {
                high = middle;
            } else {
                low = middle;
            }
        }
        Some(high)
    }

    /// What the standoff costs a side up to month `t`, expected and discounted ([`Standoff::cost_by`]).
    pub fn cost_by(&self, side: usize, t: f64) -> f64 {
        self.mean(|one| one.cost_by(side, t))
    }

    /// The largest gain from deviating in any set ([`Standoff::gain_from_deviating`]).
    pub fn gain_from_deviating(&self, side: usize) -> f64 {
        let gains = self
            .parts
            .iter()
            .map(|(_, one)| one.gain_from_deviating(side));
        gains.fold(f64::NEG_INFINITY, f64::max)
    }

    fn mean(&self, of: impl Fn(&Standoff) -> f64) -> f64 {
        self.parts
            .iter()
            .map(|(weight, one)| weight * of(one))
            .sum()
    }
}
