//! Who proposes: the interface between documents and whatever reads them.

use std::error::Error;
use std::fmt;

use super::ForeignProposal;
use crate::fact::Layer;
use crate::period::Period;
use crate::span::Span;

/// A document as a proposer and the check see it. Spans are bytes of `text`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Document<'t> {
    /// Its text.
    pub text: &'t str,
    /// Its date, if known: relative days count from it.
    pub date: Option<Period>,
    /// Parts from which no fact may come: page furniture, captions, other headlines.
    pub noise: &'t [Span],
    /// Parts that restate the text.
    pub layers: &'t [(Span, Layer)],
}

impl<'t> Document<'t> {
    /// A text of which nothing else is known.
    pub fn of(text: &'t str) -> Self {
        Self {
            text,
            ..Self::default()
        }
    }
}

/// Something that reads documents and proposes facts.
pub trait Proposer {
    /// Its name, as it stands in [`crate::Proposal::rule`] after `model:`.
    fn name(&self) -> &str;

    /// Reads a document. What comes back has to pass [`super::admit`].
    ///
    /// # Errors
    /// When nothing came of it at all. Where a part of the document failed, the rest is returned with the failures in
    /// [`Proposed::faults`].
    fn propose(&self, document: &Document<'_>) -> Result<Proposed, ProposerError>;
}

/// What a proposer found, and what went wrong on the way.
#[derive(Debug, Default)]
pub struct Proposed {
    /// Unchecked, in the order of the document's parts.
    pub proposals: Vec<ForeignProposal>,
    /// Parts of the document that were not read, replies that were cut off.
    pub faults: Vec<ProposerError>,
}

/// Why a proposer did not read a document or a part of it.
#[derive(Debug)]
pub struct ProposerError {
    /// Which proposer.
    pub proposer: String,
    /// Why.
    pub cause: Box<dyn Error + Send + Sync>,
}

impl ProposerError {
    /// A proposer's own error.
    pub fn new(
        proposer: impl Into<String>,
        cause: impl Into<Box<dyn Error + Send + Sync>>,
    ) -> Self {
        Self {
            proposer: proposer.into(),
            cause: cause.into(),
        }
    }
}

impl fmt::Display for ProposerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", super::shown(&self.proposer), self.cause)
    }
}

impl Error for ProposerError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(self.cause.as_ref())
    }
}
