//! Proposals that the rules of this crate did not make, and the check that they have to pass.
//!
//! A [`Proposer`] is anything that reads a document and says what it found: a language model behind an endpoint, as a rule.
//! What it says is data and nothing else. [`admit`] lets a proposal in if its words stand in the document, its kind and
//! values are among those of [`crate::fact`], and its numbers and dates are in its evidence; everything else is refused, with
//! the field that is at fault and why. What is admitted carries words cut out of the document, never the proposer's copy.
//!
//! # When not to use it
//!
//! The check tells whether a proposal is *about these words*, not whether it understands them. A proposer may still take a
//! threat for a measure, or one country for another; a person has to read what is admitted.

mod admit;
mod agree;
mod choice;
mod dates;
mod fold;
mod lists;
mod names;
mod norms;
mod numbers;
mod paragraph;
mod proposal;
mod proposer;
mod rejection;
mod search;
mod shape;
mod slots;

#[cfg(test)]
mod tests;

pub use admit::{Admission, admit};
pub use proposal::{ForeignProposal, IllFormed};
pub use proposer::{Document, Proposed, Proposer, ProposerError};
pub use rejection::{Fault, Notice, NoticeKind, Reason, Rejection, shown};
pub use shape::{Choice, NormShape, NormValue, Shape, SlotShape};

/// Code points of evidence, at most.
pub const MAX_EVIDENCE: usize = 2000;

/// Code points of a plain value, at most.
pub const MAX_VALUE: usize = 160;

/// Proposals on one document, at most; what comes after is refused.
pub const MAX_PROPOSALS: usize = 2000;

/// Confidence of an admitted proposal: below that of any rule, as how often models are right has not been measured here.
pub const CONFIDENCE: f64 = 0.3;

/// Confidence where the quoted words stand in several places.
pub const CONFIDENCE_AMBIGUOUS: f64 = 0.25;

/// Confidence where words around the evidence may turn its meaning.
pub const CONFIDENCE_TURNED: f64 = 0.15;

/// Confidence beside text that speaks to the machine that reads it, or in words with hidden characters.
pub const CONFIDENCE_SUSPICIOUS: f64 = 0.05;
