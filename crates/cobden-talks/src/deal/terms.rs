//! What is bargained over, and from where.

use crate::Game;

/// The threat point, the bounds and the starting points of a bargain.
#[derive(Debug, Clone, PartialEq)]
pub struct Terms {
    /// d: payoffs without a deal, by player.
    pub threat: Vec<f64>,
    /// Rates of the threat point, where they are known: one more place to start from.
    pub threat_rates: Option<Vec<f64>>,
    /// Smallest rates that may be signed, by instrument.
    pub lower: Vec<f64>,
    /// Largest.
    pub upper: Vec<f64>,
    /// How hard to look.
    pub effort: Effort,
}

/// How hard to look for a deal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effort {
    /// Random starting points, besides status quo, threat and free trade.
    pub random: usize,
    /// Seed of the random starting points.
    pub seed: u64,
    /// Largest projected gradient of the Lagrangian (weights summing to one, instruments in the units of
    /// [`Game::curvature`]) and largest violation of a constraint, in payoffs, of a solution.
    pub tolerance: f64,
    /// Gain, in payoffs, below which a deal is no better than none.
    pub least_gain: f64,
    /// Rounds of multipliers at most.
    pub max_rounds: usize,
    /// Steps of a climb at most.
    pub max_steps: usize,
    /// Points valued in an attempt, about; one that needs more is given up.
    pub max_evaluations: usize,
}

impl Default for Effort {
    fn default() -> Self {
        Self {
            random: 4,
            seed: 1,
            tolerance: 1e-7,
            least_gain: 1e-6,
            max_rounds: 40,
            max_steps: 400,
            max_evaluations: 4000,
        }
    }
}

/// Terms that do not fit the game.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum TermsFault {
    /// As many numbers as there are players, or instruments, are needed.
    #[error("{found} numbers as {what}; the game needs {expected}")]
    Count {
        /// Which numbers.
        what: &'static str,
        /// How many came.
        found: usize,
        /// How many are needed.
        expected: usize,
    },
    /// Not a number.
    #[error("{what} has a number that is not finite, at position {position}")]
    NotFinite {
        /// Which numbers.
        what: &'static str,
        /// Position, from one.
        position: usize,
    },
    /// Bounds the wrong way round.
    #[error("instrument {position} may be {lower} at least and {upper} at most")]
    Bounds {
        /// Position of the instrument, from one.
        position: usize,
        /// Smallest rate.
        lower: f64,
        /// Largest rate.
        upper: f64,
    },
    /// Shares or powers that are negative or all zero.
    #[error("{what} must be zero or above, one of them above; these are {given:?}")]
    Shares {
        /// Powers or shares.
        what: &'static str,
        /// As given.
        given: Vec<f64>,
    },
    /// A frontier with too few directions.
    #[error("a frontier of {steps} steps has no directions between the ends")]
    Steps {
        /// As given.
        steps: usize,
    },
}

impl TermsFault {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Count { .. } => {
                "payoffs, powers and shares go by player, rates and bounds by instrument"
            }
            Self::NotFinite { .. } => "give finite bounds and payoffs",
            Self::Bounds { .. } => "exchange the two",
            Self::Shares { .. } => "leave a player who is to gain nothing at zero",
            Self::Steps { .. } => "take 2 or more",
        }
    }
}

impl Terms {
    /// Terms from a threat point, with the bounds of the game's instruments.
    pub fn from_threat(game: &dyn Game, threat: Vec<f64>) -> Self {
        let bounds =
            |of: fn(&crate::Instrument) -> f64| game.instruments().iter().map(of).collect();
        Self {
            threat,
            threat_rates: None,
            lower: bounds(|one| one.lower),
            upper: bounds(|one| one.upper),
            effort: Effort::default(),
        }
    }

    pub(super) fn faults(&self, game: &dyn Game) -> Vec<TermsFault> {
        let (players, instruments) = (game.players().len(), game.instruments().len());
        let mut faults = Vec::new();
        let mut given = vec![
            ("the threat point", &self.threat, players),
            ("lower bounds", &self.lower, instruments),
            ("upper bounds", &self.upper, instruments),
        ];
        if let Some(rates) = &self.threat_rates {
            given.push(("rates of the threat point", rates, instruments));
        }
        for (what, numbers, expected) in given {
            if numbers.len() != expected {
                faults.push(TermsFault::Count {
                    what,
                    found: numbers.len(),
                    expected,
                });
            }
            let odd = numbers.iter().position(|number| !number.is_finite());
            if let Some(position) = odd {
                faults.push(TermsFault::NotFinite {
                    what,
                    position: position + 1,
                });
            }
        }
        for (k, (lower, upper)) in self.lower.iter().zip(&self.upper).enumerate() {
            if lower > upper {
                faults.push(TermsFault::Bounds {
                    position: k + 1,
                    lower: *lower,
                    upper: *upper,
                });
            }
        }
        faults
    }
}

/// Faults of powers or shares, by player.
pub(super) fn shares_faults(what: &'static str, given: &[f64], players: usize) -> Vec<TermsFault> {
    let mut faults = Vec::new();
    if given.len() != players {
        faults.push(TermsFault::Count {
            what,
            found: given.len(),
            expected: players,
        });
    }
    let sound = given.iter().all(|share| share.is_finite() && *share >= 0.0);
    if !sound || given.iter().all(|share| *share == 0.0) {
        faults.push(TermsFault::Shares {
            what,
            given: given.to_vec(),
        });
    }
    faults
}
