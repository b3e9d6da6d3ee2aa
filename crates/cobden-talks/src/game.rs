//! A model seen from the negotiating table.

use cobden_diagnostics::Diagnostics;
use cobden_model::ModelError;

use crate::instrument::Instrument;
use crate::player::Player;

/// Players, their instruments, and the payoffs that rates of the instruments give.
///
/// Rates are given in the order of [`Game::instruments`], one each; payoffs in the order of [`Game::players`], in the
/// units of their [`Objective`](crate::Objective). A game holds the last equilibrium, from which the next one is
/// sought and of which [`Game::gradient`] speaks.
pub trait Game {
    /// The players.
    fn players(&self) -> &[Player];

    /// All instruments of all players.
    fn instruments(&self) -> &[Instrument];

    /// The rates of the status quo, by instrument: where a search starts that is told nothing else.
    fn status_quo(&self) -> &[f64];

    /// How strongly payoffs curve in each instrument, for scaling: the square root of the share of the flows it is
    /// levied on in its player's income, times their trade elasticity (Ossa 2014 has no such step; bilateral rates
    /// need it).
    fn curvature(&self) -> &[f64];

    /// Solves at `rates` and gives the payoffs.
    ///
    /// # Errors
    /// [`GameFault`]; after one, the equilibrium held is the last that was found.
    fn payoffs(&mut self, rates: &[f64]) -> Result<Vec<f64>, GameFault>;

    /// Σ_p weights_p ∂payoff_p/∂rate_k for every instrument k, at the rates solved last.
    ///
    /// # Errors
    /// [`GameFault`].
    fn gradient(&mut self, weights: &[f64]) -> Result<Vec<f64>, GameFault>;
}

/// Why payoffs cannot be told.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum GameFault {
    /// The model has no answer.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// Rates that do not fit the instruments.
    #[error("{found} rates for {expected} instruments")]
    Rates {
        /// How many came.
        found: usize,
        /// How many instruments there are.
        expected: usize,
    },
    /// Weights that do not fit the players.
    #[error("{found} weights for {expected} players")]
    Weights {
        /// How many came.
        found: usize,
        /// How many players there are.
        expected: usize,
    },
    /// Players or instruments that make no game.
    #[error("{0}")]
    Strategies(Diagnostics),
    /// The work was stopped.
    #[error("stopped before it was done")]
    Interrupted,
}
