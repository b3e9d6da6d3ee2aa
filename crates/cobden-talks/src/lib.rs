//! What each side of a trade dispute would do, and what both could sign.
//!
//! A [`Game`] is a model seen from the negotiating table: players choose rates of their instruments within
//! bounds, and an equilibrium gives every player a payoff, with its gradient from the model. [`GeneralGame`] is that of
//! the general model, [`OneStageGame`] that without intermediates; [`StrategySpace`] makes players and instruments
//! from a few choices. [`optimal()`] is what a player would do alone, [`war()`] where all do so; [`deal`] is what sides could sign, [`sustain`] whether they would keep it,
//! [`standoff`] how long they may wait. [`Packages`] are all combinations of
//! steps on the table, whatever their payoffs come from.

mod certificate;
mod check;
mod climb;
pub mod deal;
mod formula;
mod game;
mod general;
mod instrument;
mod one_stage;
mod optimal;
mod packages;
mod payoff;
mod player;
mod side;
pub mod standoff;
mod strategies;
mod strategy_space;
pub mod sustain;
mod war;

pub use certificate::{Certificate, Deviation, Method, Scrutiny, certify};
pub use cobden_num::{Control, Iteration, Monitor, Silent, Summit};
pub use formula::{FormulaFault, FormulaWar, formula_war};
pub use game::{Game, GameFault};
pub use general::GeneralGame;
pub use instrument::{Instrument, Levy, Span};
pub use one_stage::OneStageGame;
pub use optimal::{BestResponse, CLIMB, Climb, STARTS, Start, optimal};
pub use packages::{
    Answer, Best, Clock, Efficiency, FirstStep, GAIN, MOST_STEPS, Package, PackageFault, Packages,
    Progress, Solved, Step, Subset, TableFault, Unsolved,
};
pub use player::{Objective, Player};
pub use side::{Side, economies_of};
pub use strategies::Strategies;
pub use strategy_space::{Against, Grain, Levies, StrategySpace};
pub use war::{Campaign, OtherWar, War, WarEnd, WarFault, WarSettings, proven_war, war};
