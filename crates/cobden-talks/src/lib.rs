//! What each side of a trade dispute would do, and what both could sign.
//!
//! A [`Game`] is a model seen from the negotiating table: players choose rates of their instruments within
//! bounds, and an equilibrium gives every player a payoff, with its gradient from the model. [`optimal()`] is what a
//! player would do alone, [`war()`] where all do so.

mod formula;
mod game;
mod instrument;
mod one_stage;
mod optimal;
mod player;
mod war;

pub use formula::{FormulaFault, FormulaWar, formula_war};
pub use game::{Game, GameFault};
pub use instrument::{Instrument, Levy, Span};
pub use one_stage::OneStageGame;
pub use optimal::{BestResponse, CLIMB, Climb, STARTS, Start, optimal};
pub use player::{Objective, Player};
pub use war::{Campaign, War, WarEnd, WarFault, WarSettings, war};
