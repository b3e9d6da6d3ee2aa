//! One search from one starting point.

use super::start::Start;

/// How a search from one starting point ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum End {
    /// At a local solution: stationarity and violation are within the tolerance.
    Converged,
    /// No deal gives every side a gain as far as this search went.
    NoGain,
    /// No step goes up by more than rounding error, short of the tolerance.
    Stalled,
    /// Rounds or steps were used up.
    OutOfRounds,
    /// The model has no equilibrium at the starting point.
    NoEquilibrium,
}

/// Where one search got.
#[derive(Debug, Clone, PartialEq)]
pub struct Attempt {
    /// Where it started.
    pub start: Start,
    /// How it ended.
    pub end: End,
    /// What was maximised: r of a proportional solution, Σ ω ln s of Nash's with powers that sum to one.
    pub value: f64,
    /// Rates reached, by instrument.
    pub rates: Vec<f64>,
    /// Payoffs there, by player.
    pub payoffs: Vec<f64>,
    /// Weights at which the rates maximise the weighted sum of payoffs, to first order; they sum to one.
    pub weights: Vec<f64>,
    /// Largest element of the projected gradient of that sum, in the units of [`Game::curvature`](crate::Game::curvature).
    pub stationarity: f64,
    /// By how much a side is short of what the solution gives it, in payoffs.
    pub violation: f64,
    /// Points valued.
    pub evaluations: usize,
    /// Points at which the model had no equilibrium.
    pub failures: usize,
}

impl Attempt {
    /// A search that had nowhere to start.
    pub(super) fn nowhere(start: Start, rates: Vec<f64>, failures: usize) -> Self {
        Self {
            start,
            end: End::NoEquilibrium,
            value: f64::NEG_INFINITY,
            rates,
            payoffs: Vec::new(),
            weights: Vec::new(),
            stationarity: f64::INFINITY,
            violation: f64::INFINITY,
            evaluations: 1,
            failures,
        }
    }

    /// Whether it ended at a local solution.
    pub fn converged(&self) -> bool {
        self.end == End::Converged
    }
}
