//! A word among its neighbours.

use crate::words::{Tag, Token};

/// A word and those beside it.
pub(super) struct Around<'t> {
    pub(super) tokens: &'t [Token],
    pub(super) index: usize,
}

impl Around<'_> {
    /// The token before, skipping quotation marks.
    pub(super) fn before(&self) -> Option<&Token> {
        self.tokens[..self.index]
            .iter()
            .rev()
            .find(|token| token.tag != Tag::Quote)
    }

    /// The token before that is no adverb.
    pub(super) fn before_adverbs(&self) -> Option<&Token> {
        self.tokens[..self.index]
            .iter()
            .rev()
            .find(|token| !matches!(token.tag, Tag::Quote | Tag::Adverb | Tag::Not))
    }

    pub(super) fn after(&self) -> Option<&Token> {
        self.tokens[self.index + 1..]
            .iter()
            .find(|token| token.tag != Tag::Quote)
    }
}
