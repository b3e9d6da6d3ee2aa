//! What cannot both be so.

use serde::Serialize;

use crate::document::{DocumentIndex, FactRef};

/// Two facts about the same thing, one part of which differs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Contradiction {
    /// What differs.
    pub field: Field,
    /// What both are about, in plain values: `tariff, USA on CHN`.
    pub about: String,
    /// What the earlier document says.
    pub one: Stated,
    /// What the other says.
    pub other: Stated,
    /// Why the two do not go together, as a sentence.
    pub reason: String,
    /// How sure it is that they do not, 0 to 1: the lesser confidence of the two facts, less what is only inferred.
    pub confidence: f64,
}

/// What differs between two facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The rate of a measure.
    Rate,
    /// The day of a measure or meeting.
    Date,
    /// Who said the words.
    Speaker,
    /// Who moves or moved first.
    Initiator,
    /// Whether it is so at all: one affirms what the other denies.
    Denial,
    /// The value of a figure.
    Value,
    /// Which way a figure went.
    Direction,
}

/// One side of a contradiction.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Stated {
    /// The fact.
    pub fact: FactRef,
    /// The evidence, cut after 140 code points.
    pub words: String,
    /// The value of the part that differs: `145`, `2025-05-02`, `CHN`.
    pub value: String,
    /// Other documents with this value.
    pub also: Vec<DocumentIndex>,
}
