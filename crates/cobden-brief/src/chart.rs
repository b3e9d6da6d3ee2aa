//! Charts: plain numbers in, a picture's description, words and a table out.
//!
//! Each function makes a [`Chart`] whose picture is Vega-Lite with the data inside. The picture, the words and the table
//! are made from the same input. Colours can be told apart without seeing red or green (Okabe and Ito, *Color Universal
//! Design*, 2008), and no series is told by colour alone: lines have dashes, points have shapes, bars stand in the order
//! of the legend. Names that come from elsewhere are shown without characters that act ([`shown`]).
//!
//! A value that is not finite is not drawn and stands as a dash in the table.

mod bars;
mod data;
mod ranges;
mod stacked;
mod steps;
pub(crate) mod theme;

pub use bars::{Bars, bars};
pub use data::Quantity;
pub use ranges::{Range, Ranges, ranges};
pub use stacked::{Stacked, stacked};
pub use steps::{StepSeries, Steps, steps};

use crate::page::{Chart, shown};

#[cfg(test)]
mod tests;
