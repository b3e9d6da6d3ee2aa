//! Across documents: copies and derived articles, claims with the sources that make them, contradictions; and what a
//! document adds to a record.
//!
//! Documents are pushed one after the other into a [`Collection`], which keeps a sketch of each and its facts in compact
//! form, never its text. [`Collection::finish`] compares them all; [`Collection::compare`] compares one with all that are
//! there. Everything follows from the documents and their order: no clock, no random numbers, no threads.
//!
//! Copies are found by shared words, so they are found in any language. Rewrites share facts, not words, and are found by
//! the slots and norms of what `cobden-read` read; what it misses is missed here too.

mod claim;
mod claims;
mod collection;
mod contradiction;
mod contradictions;
mod copies;
mod days;
mod document;
mod fact;
mod lineage;
mod link;
mod names;
pub mod novelty;
mod select;
mod sketch;
mod symbols;
mod union;
mod view;
mod words;

pub use claim::{Claim, ClaimKind, Report, Source, SourceKind};
pub use collection::{Collection, Comparison};
pub use contradiction::{Contradiction, Field, Stated};
pub use document::{DocumentIndex, FactRef, Listed};
pub use lineage::Lineage;
pub use link::{Basis, Decision, Family, Link, LinkKind, Passage, Stretch};
