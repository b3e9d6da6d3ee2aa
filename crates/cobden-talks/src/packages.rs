//! Every combination of the steps on the table.

mod best;
mod efficiency;
mod outcome;
mod progress;
mod subset;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use cobden_num::Control;
use rayon::prelude::*;

pub use best::{Best, FirstStep};
pub use efficiency::Efficiency;
pub use outcome::{Answer, GAIN, Package, PackageFault, Solved};
pub use progress::{Clock, Progress};
pub use subset::Subset;

/// Steps at most: twenty make a million packages.
pub const MOST_STEPS: usize = 20;

/// Something that one player can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its name for machines.
    pub id: String,
    /// Position of the player who takes it.
    pub by: usize,
    /// What it is.
    pub title: String,
}

/// Steps on the table, and the players who may take them.
///
/// A package is any subset of the steps, the empty one being today. What a package is worth is asked of the caller, who
/// brings the model; here is what follows from the payoffs.
///
/// # Example
/// Two steps, each of which costs who takes it 1 and brings the other 3: both better off if both take them.
/// ```
/// use cobden_num::Control;
/// use cobden_talks::{Answer, Packages, Step, Subset};
///
/// let step = |id: &str, by| Step { id: id.to_owned(), by, title: id.to_owned() };
/// let table = Packages::new(
///     vec!["A".to_owned(), "B".to_owned()],
///     vec![step("a-ends-duty", 0), step("b-ends-duty", 1)],
/// ).expect("two players, two steps");
/// let worth = |package: Subset| {
///     let [a, b] = [0, 1].map(|step| f64::from(u8::from(package.has(step))));
///     Ok::<_, String>(Answer { payoffs: vec![3.0 * b - a, 3.0 * a - b], residual: 0.0, iterations: 0 })
/// };
/// let solved = table.solve(|package| package, worth, &|_| Control::Continue).expect("today has payoffs");
/// let both = &solved.packages[3];
/// assert!(both.better_for_all && both.efficiency.is_some_and(|one| one.is_efficient()));
/// assert_eq!(solved.best.nash, Some(3));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packages {
    players: Vec<String>,
    steps: Vec<Step>,
}

/// What is wrong with a table of steps.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TableFault {
    /// Nobody is there to gain or lose.
    #[error("packages of steps need a player")]
    NoPlayers,
    /// More combinations than can be solved.
    #[error("{found} steps make 2^{found} packages; at most {MOST_STEPS} steps are combined")]
    TooManySteps {
        /// How many there are.
        found: usize,
    },
    /// A step of nobody.
    #[error("step \"{step}\" is of player {by}, and there are {players}")]
    NoPlayer {
        /// The step.
        step: String,
        /// The player's position.
        by: usize,
        /// How many players there are.
        players: usize,
    },
    /// Two steps with one name.
    #[error("two steps are called \"{step}\"")]
    Repeated {
        /// The name.
        step: String,
    },
}

/// Why there are no packages to compare.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Unsolved<F> {
    /// What all others are compared with has no payoffs.
    #[error("today, the package without steps, has no payoffs: {0}")]
    Today(PackageFault<F>),
    /// The work was stopped.
    #[error("stopped after {done} of {total} solves")]
    Interrupted {
        /// Solves done.
        done: usize,
        /// Solves that were to be done.
        total: usize,
    },
}

impl Packages {
    /// A table of steps.
    ///
    /// # Errors
    /// Everything that is wrong with it, all at once.
    pub fn new(players: Vec<String>, steps: Vec<Step>) -> Result<Self, Vec<TableFault>> {
        let mut faults = Vec::new();
        if players.is_empty() {
            faults.push(TableFault::NoPlayers);
        }
        if steps.len() > MOST_STEPS {
            faults.push(TableFault::TooManySteps { found: steps.len() });
        }
        for (position, step) in steps.iter().enumerate() {
            if step.by >= players.len() {
                faults.push(TableFault::NoPlayer {
                    step: step.id.clone(),
                    by: step.by,
                    players: players.len(),
                });
            }
            if steps[..position].iter().any(|other| other.id == step.id) {
                faults.push(TableFault::Repeated {
                    step: step.id.clone(),
                });
            }
        }
        if faults.is_empty() {
            Ok(Self { players, steps })
        } else {
            Err(faults)
        }
    }

    /// The players.
    pub fn players(&self) -> &[String] {
        &self.players
    }

    /// The steps.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// How many packages there are, 2^m of m steps.
    pub fn count(&self) -> usize {
        1 << self.steps.len()
    }

    /// Solves every package and compares them.
    ///
    /// `answer` gives the payoffs of a package, one a player. Packages to which `same` gives one key are known to have one
    /// answer and are solved once. Solves run on the threads of the current rayon pool; the result does not depend on
    /// their number if the answers do not. `progress` is told after each solve and may stop the work.
    ///
    /// # Errors
    /// [`Unsolved`]. A package without an answer is no error: it is part of the result, with why.
    pub fn solve<K: Ord, F: Clone + Send>(
        &self,
        same: impl Fn(Subset) -> K,
        answer: impl Fn(Subset) -> Result<Answer, F> + Sync,
        progress: &(dyn Fn(Progress) -> Control + Sync),
    ) -> Result<Solved<F>, Unsolved<F>> {
        // The first package of each key is solved; the empty one comes first of all.
        let mut places: BTreeMap<K, usize> = BTreeMap::new();
        let mut firsts: Vec<Subset> = Vec::new();
        let place_of: Vec<usize> = Subset::all(self.steps.len())
            .map(|subset| {
                *places.entry(same(subset)).or_insert_with(|| {
                    firsts.push(subset);
                    firsts.len() - 1
                })
            })
            .collect();
        let clock = Clock::new(firsts.len(), progress);
        let answers: Vec<Option<Result<Answer, PackageFault<F>>>> = firsts
            .par_iter()
            .map(|subset| {
                if clock.is_stopped() {
                    return None;
                }
                let found = answer(*subset)
                    .map_err(PackageFault::Unanswered)
                    .and_then(|answer| answer.checked(self.players.len()));
                clock.tick();
                Some(found)
            })
            .collect();
        let answers: Vec<_> = answers.into_iter().flatten().collect();
        if answers.len() < firsts.len() {
            return Err(clock.interrupted());
        }
        let outcomes = Subset::all(self.steps.len())
            .zip(place_of)
            .map(|(subset, place)| (subset, answers[place].clone()))
            .collect();
        Solved::compare(self, outcomes, answers.len())
    }
}
