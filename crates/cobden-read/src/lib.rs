//! From documents to proposed entries of a dispute record, each with the exact words behind it.

mod clause;
pub mod fact;
mod facts;
pub mod foreign;
pub mod gold;
pub mod layout;
mod lexicon;
mod offsets;
mod period;
mod proposal;
mod read;
mod sentence;
mod span;
mod statement;
mod text;
pub mod time;
mod who;
mod words;

pub use fact::{Extract, Fact, Kind};
pub use offsets::Offsets;
pub use period::Period;
pub use proposal::{DocumentNote, Proposal, Quoted, Reading};
pub use read::{Read, read};
pub use span::Span;
