//! What each side of a trade dispute would do, and what both could sign.
//!
//! A [`Game`] is a model seen from the negotiating table: players choose rates of their instruments within
//! bounds, and an equilibrium gives every player a payoff, with its gradient from the model.
//! [`Packages`] are all combinations of steps on the table, whatever their payoffs come from.

mod game;
mod instrument;
mod packages;
mod player;

pub use cobden_num::Control;

pub use game::{Game, GameFault};
pub use instrument::{Instrument, Levy, Span};
pub use packages::{
    Answer, Best, Clock, Efficiency, FirstStep, GAIN, MOST_STEPS, Package, PackageFault, Packages,
    Progress, Solved, Step, Subset, TableFault, Unsolved,
};
pub use player::{Objective, Player};
