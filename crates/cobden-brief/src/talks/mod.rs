//! What could end a dispute: the steps that its positions ask for and offer, in every combination.

mod file;
mod packages;
mod panels;
mod prospects;
mod stated;
mod steps;
mod told;

pub use file::Steps;
pub use packages::{OnTheTable, Packages, PackagesFault, TakenStep, Tell, Work};
pub(crate) use prospects::Search;
pub use prospects::{Kept, Prospect, Prospects, Wait};
pub use stated::{Stated, Verdict};
pub use steps::{NotAStep, Step};
pub(crate) use told::Prepared;
pub use told::{FirstStep, Package, WayOut};
