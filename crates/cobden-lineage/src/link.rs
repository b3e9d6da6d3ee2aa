//! Who repeats whom.

use serde::Serialize;

use crate::document::DocumentIndex;

/// Two documents, one of which repeats the other.
///
/// Where the direction is open (`decided` is none), `source` is merely the one that was pushed first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Link {
    /// The document repeated.
    pub source: DocumentIndex,
    /// The document that repeats it.
    pub repeater: DocumentIndex,
    /// How much it repeats.
    pub kind: LinkKind,
    /// What decides who repeats whom; none if nothing does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided: Option<Decision>,
    /// Share of the source's fingerprints that the repeater has, 0 to 1.
    pub of_source: f64,
    /// Share of the repeater's fingerprints that the source has, 0 to 1.
    pub of_repeater: f64,
    /// The shared passages, in the order of the repeater. At most [`Link::MOST_PASSAGES`], the longest.
    pub passages: Vec<Passage>,
    /// Words in all shared passages.
    pub words: usize,
    /// Why, strongest first.
    pub basis: Vec<Basis>,
}

impl Link {
    /// So many passages are listed; `words` counts all.
    pub const MOST_PASSAGES: usize = 20;
}

/// How much of another document a document repeats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// Most of both is the same.
    Copy,
    /// Most of the repeater stands in the source, which has more.
    Excerpt,
    /// Much is shared, and both have more.
    Reworked,
    /// Some passages are the same: a statement quoted by both, a paragraph taken over.
    Passages,
    /// No shared words are needed: the repeater credits the source's publisher with a fact that the source has.
    Credit,
}

/// What decided the direction of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// The repeater names the source's publisher.
    Credit,
    /// The source is what was quoted: an office's own text.
    Original,
    /// The source is older.
    Date,
    /// The repeater is a part of the source.
    Containment,
}

/// A reason for a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "basis", rename_all = "snake_case")]
pub enum Basis {
    /// The repeater's credits, byline or dateline name the source's publisher.
    CreditLine {
        /// The publisher.
        publisher: String,
    },
    /// A statement of the repeater says that the source's publisher reported it.
    ReportedBy {
        /// The publisher.
        publisher: String,
        /// The statement (id) of the repeater.
        statement: String,
        /// Where it stands in the repeater.
        at: Stretch,
    },
    /// The source is published by the office that speaks in the shared passages.
    OwnText {
        /// The publisher.
        publisher: String,
    },
    /// The source bears the earlier date.
    Earlier {
        /// The source's date.
        source: cobden_read::Period,
        /// The repeater's.
        repeater: cobden_read::Period,
    },
    /// Nearly all of the repeater stands in the source.
    Contained,
    /// Passages are shared word for word.
    SharedWords {
        /// How many words.
        words: usize,
        /// In how many passages.
        passages: usize,
    },
}

/// Words that stand in both documents, apart from capitals, punctuation and white space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Passage {
    /// In the source.
    pub in_source: Stretch,
    /// In the repeater.
    pub in_repeater: Stretch,
    /// How many words, at least.
    pub words: usize,
}

/// A stretch of a document's readable text, in Unicode code points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Stretch {
    /// First code point.
    pub start: usize,
    /// First code point after it.
    pub end: usize,
}

/// Documents that repeat each other, directly or through others (links of kind copy, excerpt or reworked).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Family {
    /// In the order in which they were pushed.
    pub members: Vec<DocumentIndex>,
    /// The one that all others go back to, if the links' directions lead to one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<DocumentIndex>,
}
