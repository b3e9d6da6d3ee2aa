//! What a document says of itself as a whole.

use serde::{Deserialize, Serialize};

use crate::period::Period;
use crate::span::Span;

/// Title, publisher, date and the like, each with the words that give it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meta {
    /// The headline.
    pub title: Option<Words>,
    /// A second headline under it.
    pub subtitle: Option<Words>,
    /// Who published it.
    pub publisher: Option<Words>,
    /// Who wrote it.
    pub byline: Option<Words>,
    /// The day of publication.
    pub date: Option<Stated>,
    /// The town it was sent from.
    pub dateline: Option<Words>,
    /// The agency credited with it.
    pub agency: Option<Words>,
    /// Headings that open a part of another standing: the outlet's view, a summary.
    pub sections: Vec<Span>,
    /// Whether it is a translation, or reads like one.
    pub translated: bool,
    /// As [`crate::DocumentNote::source_kind`] has it.
    pub source_kind: Option<&'static str>,
    /// Outlets it credits, by their usual names, each once, in the order of the text.
    pub repeats: Vec<String>,
    /// What a reader should know, such as a date that could not be found.
    pub notices: Vec<String>,
}

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The value.
    pub text: String,
    /// Where the value stands; none if the page's own data gave it.
    pub value: Option<Span>,
    /// The line or prefix around it.
    pub line: Option<Span>,
}

/// A date and how it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stated {
    /// The day.
    pub period: Period,
    /// How it is known.
    pub basis: Basis,
    /// Where it stands.
    pub value: Option<Span>,
    /// The line around it.
    pub line: Option<Span>,
}

/// How a document's date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The text gives it.
    Stated,
    /// The page's own data, or the user, gives it.
    Given,
}

impl Basis {
    /// As [`crate::DocumentNote::date_basis`] names it.
    pub fn name(self) -> &'static str {
        match self {
            Basis::Stated => "stated",
            Basis::Given => "given",
        }
    }
}

impl Words {
    /// A value that stands in the text.
    pub(super) fn cut(text: &str, value: Span, line: Span) -> Self {
        Self {
            text: value
                .of(text)
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" "),
            value: Some(value),
            line: Some(line),
        }
    }

    /// A value that the page's own data gives.
    pub(super) fn given(text: &str) -> Self {
        Self {
            text: text.trim().to_owned(),
            value: None,
            line: None,
        }
    }
}
