//! From documents to proposed entries of a dispute record, each with the exact words behind it.

pub mod fact;
pub mod foreign;
mod offsets;
mod period;
mod proposal;
mod span;

pub use fact::{Extract, Fact, Kind};
pub use offsets::Offsets;
pub use period::Period;
pub use proposal::{DocumentNote, Proposal, Quoted, Reading};
pub use span::Span;
