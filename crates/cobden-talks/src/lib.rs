//! What each side of a trade dispute would do, and what both could sign.
//!
//! A [`Game`] is a model seen from the negotiating table: players choose rates of their instruments within
//! bounds, and an equilibrium gives every player a payoff, with its gradient from the model.

pub mod deal;
mod game;
mod instrument;
mod player;
pub mod standoff;
pub mod sustain;

pub use game::{Game, GameFault};
pub use instrument::{Instrument, Levy, Span};
pub use player::{Objective, Player};
