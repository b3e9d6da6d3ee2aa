//! What came of every package.

use super::best::{self, Best, FirstStep};
use super::efficiency::{Efficiency, efficiency};
use super::subset::Subset;
use super::{Packages, Unsolved};

/// Payoffs of a package, and how well they were solved for.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// One a player, in any unit of his own.
    pub payoffs: Vec<f64>,
    /// Largest relative excess demand left.
    pub residual: f64,
    /// Steps of the solver.
    pub iterations: usize,
}

impl Answer {
    /// The answer, if its payoffs can be compared.
    pub(super) fn checked<F>(self, players: usize) -> Result<Self, PackageFault<F>> {
        if self.payoffs.len() != players {
            return Err(PackageFault::Payoffs {
                found: self.payoffs.len(),
                expected: players,
            });
        }
        match self.payoffs.iter().position(|payoff| !payoff.is_finite()) {
            Some(player) => Err(PackageFault::NotFinite { player }),
            None => Ok(self),
        }
    }
}

/// Why a package has no payoffs.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PackageFault<F> {
    /// The caller has none.
    #[error("{0}")]
    Unanswered(F),
    /// Too few or too many.
    #[error("{found} payoffs for {expected} players")]
    Payoffs {
        /// How many came.
        found: usize,
        /// How many players there are.
        expected: usize,
    },
    /// A payoff that is no number.
    #[error("the payoff of player {player} is not finite")]
    NotFinite {
        /// The player.
        player: usize,
    },
}

/// A package and how it stands to the others.
#[derive(Debug, Clone, PartialEq)]
pub struct Package<F> {
    /// Its steps.
    pub subset: Subset,
    /// Its payoffs, or why it has none.
    pub outcome: Result<Answer, PackageFault<F>>,
    /// What each player gains against today, payoff less payoff; empty without payoffs.
    pub gains: Vec<f64>,
    /// Whether every player gains more than [`GAIN`].
    pub better_for_all: bool,
    /// How it stands to the other packages that were solved; none without payoffs.
    pub efficiency: Option<Efficiency>,
}

/// From where on a gain counts as one: below, it may be the solver's last digits.
pub const GAIN: f64 = 1e-9;

/// Every package, and what follows from their payoffs.
#[derive(Debug, Clone, PartialEq)]
pub struct Solved<F> {
    /// All packages in the order of [`Subset::all`]: a package stands at its [`Subset::index`].
    pub packages: Vec<Package<F>>,
    /// How many packages have no payoffs. If any, what is efficient or best is so among those that have.
    pub failed: usize,
    /// How many were solved, packages with one answer counted once.
    pub solves: usize,
    /// The best ones, by position.
    pub best: Best,
    /// Every step taken alone.
    pub first_steps: Vec<FirstStep>,
}

impl<F> Solved<F> {
    /// Compares packages by their payoffs.
    pub(super) fn compare(
        table: &Packages,
        outcomes: Vec<(Subset, Result<Answer, PackageFault<F>>)>,
        solves: usize,
    ) -> Result<Self, Unsolved<F>>
    where
        F: Clone,
    {
        let today = match outcomes.first() {
            Some((_, Ok(answer))) => answer.payoffs.clone(),
            Some((_, Err(fault))) => return Err(Unsolved::Today(fault.clone())),
            None => Vec::new(),
        };
        let payoffs: Vec<&[f64]> = outcomes
            .iter()
            .filter_map(|(_, outcome)| outcome.as_ref().ok())
            .map(|answer| answer.payoffs.as_slice())
            .collect();
        let failed = outcomes.len() - payoffs.len();
        let mut standing = efficiency(&payoffs).into_iter();
        let packages: Vec<Package<F>> = outcomes
            .into_iter()
            .map(|(subset, outcome)| {
                let gains: Vec<f64> = outcome.as_ref().map_or_else(
                    |_| Vec::new(),
                    |answer| {
                        let pairs = answer.payoffs.iter().zip(&today);
                        pairs.map(|(new, old)| new - old).collect()
                    },
                );
                Package {
                    subset,
                    better_for_all: !gains.is_empty() && gains.iter().all(|gain| *gain > GAIN),
                    efficiency: outcome.is_ok().then(|| standing.next()).flatten(),
                    gains,
                    outcome,
                }
            })
            .collect();
        let best = Best::of(&packages, table.players().len());
        let first_steps = best::first_steps(table, &packages);
        Ok(Self {
            packages,
            failed,
            solves,
            best,
            first_steps,
        })
    }

    /// The packages that no solved one dominates, by position.
    pub fn efficient(&self) -> impl Iterator<Item = usize> {
        let all = self.packages.iter().enumerate();
        all.filter(|(_, one)| one.efficiency == Some(Efficiency::Strong))
            .map(|(place, _)| place)
    }
}
