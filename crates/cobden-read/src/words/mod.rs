//! Words: where they begin and end, and what part they play in their sentence.

mod split;
mod tag;

pub(crate) use split::{split, tokens};
pub(crate) use tag::tag;

use crate::lexicon::{Lemma, Word};
use crate::span::Span;

/// A word, number or mark.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// The form in lower case, if the vocabulary holds it.
    pub(crate) word: Word,
    /// The verb or noun it is a form of, as it is tagged.
    pub(crate) lemma: Lemma,
    pub(crate) tag: Tag,
    pub(crate) shape: Shape,
}

impl Token {
    pub(crate) fn span(&self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }
}

/// What the letters look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Without a capital at the front.
    Lower,
    /// With one capital at the front.
    Capital,
    /// In capitals throughout, two or more.
    Upper,
    /// With a digit at the front.
    Digits,
    /// No letter and no digit.
    Mark,
}

/// The part a word plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Tag {
    Noun,
    Proper,
    Pronoun,
    Determiner,
    /// `my`, `its`, and the `'s` of `China's`.
    Possessive,
    Adjective,
    Adverb,
    Number,
    /// A verb in its base form, finite or after `to` or a modal.
    Base,
    Third,
    Past,
    Participle,
    Gerund,
    Modal,
    Be,
    Have,
    Do,
    Not,
    To,
    That,
    Preposition,
    Conjunction,
    Subordinator,
    Wh,
    Comma,
    Stop,
    Colon,
    Semicolon,
    Dash,
    Open,
    Close,
    /// Quotation marks; [`crate::sentence`] says which open and which close.
    Quote,
    Other,
}

impl Tag {
    /// Any form of a full verb.
    pub(crate) fn is_verb(self) -> bool {
        matches!(
            self,
            Tag::Base | Tag::Third | Tag::Past | Tag::Participle | Tag::Gerund
        )
    }

    /// A helping verb.
    pub(crate) fn is_auxiliary(self) -> bool {
        matches!(self, Tag::Modal | Tag::Be | Tag::Have | Tag::Do)
    }

    /// What a noun group can be made of.
    pub(crate) fn is_nominal(self) -> bool {
        matches!(
            self,
            Tag::Noun
                | Tag::Proper
                | Tag::Pronoun
                | Tag::Determiner
                | Tag::Possessive
                | Tag::Adjective
                | Tag::Number
        )
    }

    /// A mark that is not a word.
    pub(crate) fn is_mark(self) -> bool {
        matches!(
            self,
            Tag::Comma
                | Tag::Stop
                | Tag::Colon
                | Tag::Semicolon
                | Tag::Dash
                | Tag::Open
                | Tag::Close
                | Tag::Quote
                | Tag::Other
        )
    }
}
