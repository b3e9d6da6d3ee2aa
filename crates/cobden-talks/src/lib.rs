//! What each side of a trade dispute would do, and what both could sign.
//!
//! A [`Game`] is a model seen from the negotiating table: players choose rates of their instruments within
//! bounds, and an equilibrium gives every player a payoff, with its gradient from the model. [`GeneralGame`]
//! is that of the general model; [`StrategySpace`] makes its players and instruments from a few choices.

mod check;
mod game;
mod general;
mod instrument;
mod payoff;
mod player;
mod side;
mod strategies;
mod strategy_space;

pub use game::{Game, GameFault};
pub use general::GeneralGame;
pub use instrument::{Instrument, Levy, Span};
pub use player::{Objective, Player};
pub use side::{Side, economies_of};
pub use strategies::Strategies;
pub use strategy_space::{Against, Grain, Levies, StrategySpace};
