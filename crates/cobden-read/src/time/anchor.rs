//! What a time phrase is measured from, and what comes of it.

use serde::{Deserialize, Serialize};

use crate::period::Period;

/// The tense of the clause a time phrase stands in.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Tense {
    /// "said", "rose", "has been".
    Past,
    /// "is", "says".
    Present,
    /// "will", "may", "is to", plans and threats.
    Future,
    /// Not known.
    #[default]
    Unknown,
}

/// What a time phrase is measured from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Anchor {
    /// The document's date. For a stretch of days, a phrase is resolved only if its first and last day agree on it.
    pub document: Option<Period>,
    /// The tense of the clause.
    pub tense: Tense,
    /// The date spoken of last: for "April that year", "later in the month", "the same day".
    pub previous: Option<Period>,
}

/// How the days of a phrase are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The words alone give them, a year among them.
    Stated,
    /// The words and the document's date, or a date before them in the text.
    Relative,
}

/// The days of a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resolved {
    /// The days.
    pub period: Period,
    /// How they are known.
    pub basis: Basis,
}
