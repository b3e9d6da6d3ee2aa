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

    /// How strongly payoffs curve in each instrument at the rates solved last, for scaling: √(Σ F' θ/(1+t') / income),
    /// with F' the flows that the instrument is levied on, t' their rates and the income of its player at the status
    /// quo. A rate that moves by dt moves imports by −F' θ dt/(1+t'), so near its best the payoff curves by about
    /// this squared.
    fn curvature(&self) -> Vec<f64>;

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

    /// ∂payoff_p/∂rate_k for every instrument k, p the player who sets it, at the rates solved last.
    ///
    /// # Errors
    /// [`GameFault`].
    fn own_slopes(&mut self) -> Result<Vec<f64>, GameFault> {
        slopes_of_all(self)
    }

    /// Positions of a player's instruments.
    fn instruments_of(&self, player: usize) -> Vec<usize> {
        let all = self.instruments().iter().enumerate();
        all.filter(|(_, one)| one.player == player)
            .map(|(k, _)| k)
            .collect()
    }
}

/// One gradient a player.
pub(crate) fn slopes_of_all(game: &mut (impl Game + ?Sized)) -> Result<Vec<f64>, GameFault> {
    let count = game.players().len();
    let mut slopes = vec![0.0; game.instruments().len()];
    for player in 0..count {
        let own = game.instruments_of(player);
        if own.is_empty() {
            continue;
        }
        let mut weights = vec![0.0; count];
        weights[player] = 1.0;
        let gradient = game.gradient(&weights)?;
        own.into_iter().for_each(|k| slopes[k] = gradient[k]);
    }
    Ok(slopes)
}

/// Smallest curvature of an instrument beside the largest: flows of next to nothing are not scaled up without end.
const LEAST_CURVATURE: f64 = 1e-3;

/// [`Game::curvature`], given F' θ/(1+t') of an instrument's flow and the income of a player.
pub(crate) fn root_of_curvature(
    instruments: &[Instrument],
    response: impl Fn(&Instrument, (usize, usize, usize)) -> f64,
    income: impl Fn(usize) -> f64,
) -> Vec<f64> {
    let of = |one: &Instrument| -> f64 {
        let responses = one.cells.iter().map(|cell| response(one, *cell));
        (responses.sum::<f64>() / income(one.player)).sqrt()
    };
    let roots: Vec<f64> = instruments.iter().map(of).collect();
    let most = roots.iter().fold(0.0, |most: f64, root| most.max(*root));
    let least = if most > 0.0 {
        LEAST_CURVATURE * most
    } else {
        1.0
    };
    roots.into_iter().map(|root| root.max(least)).collect()
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
    /// The model of one stage has no export taxes.
    #[error("the model of one stage has no export taxes; the general model has")]
    NoExportTaxes,
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
