//! What several documents say, and on how many sources it rests.

use serde::Serialize;

use crate::document::{DocumentIndex, FactRef};

/// A fact that more than one document reports.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Claim {
    /// What sort of fact.
    pub kind: ClaimKind,
    /// What is claimed, in the words of the first report.
    pub words: String,
    /// Everything that makes it the same claim, in plain values: `tariff, USA on CHN, 145%`.
    pub about: String,
    /// Who reports it, in the order of documents; a document may report it twice.
    pub reports: Vec<Report>,
    /// The sources behind the reports; documents that copy each other, or name the same source, share one.
    pub sources: Vec<Source>,
    /// How many documents report it.
    pub documents: usize,
}

impl Claim {
    /// How many sources say so independently of each other, as far as the documents tell.
    pub fn independent(&self) -> usize {
        self.sources.len()
    }
}

/// Sorts of claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimKind {
    /// The same words of the same speaker.
    Quotation,
    /// The same speaker said the same in other words.
    Utterance,
    /// The same step of policy.
    Measure,
    /// The same contact of the same parties.
    Meeting,
    /// The same indicator, stretch of time and value.
    Figure,
    /// The same expectation of the same forecaster.
    Forecast,
    /// The same position of the same holder.
    Position,
}

/// One document's report of a claim.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// The fact.
    pub fact: FactRef,
    /// Its place in [`Claim::sources`].
    pub source: usize,
}

/// Where reports come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Source {
    /// What makes them one source.
    pub kind: SourceKind,
    /// Who it is: a speaker, an outlet, or the first document's name.
    pub name: String,
    /// The documents that go back to it.
    pub documents: Vec<DocumentIndex>,
}

/// What makes several reports one source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// All rest on what one speaker said.
    Speaker,
    /// All rest on one outlet's report.
    Outlet,
    /// The documents share their text.
    Family,
    /// A document that names no source of its own and repeats none.
    Document,
}
