//! What could end a dispute: the steps that its positions ask for and offer, in every combination.

mod file;
mod packages;
mod panels;
mod stated;
mod steps;
mod told;

pub use file::Steps;
pub use packages::{OnTheTable, Packages, PackagesFault, TakenStep, Tell, Work};
pub use stated::{Stated, Verdict};
pub use steps::{NotAStep, Step};
pub(crate) use told::Prepared;
pub use told::{FirstStep, Package, WayOut};
