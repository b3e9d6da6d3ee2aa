//! What has been read, as it leaves the program: each document with its proposals, each proposal with its words.
//!
//! Offsets count Unicode code points of the original text, so that any language can cut the words out again.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::fact::{Extract, Kind, Layer};
use crate::offsets::Offsets;
use crate::period::Period;
use crate::span::Span;

/// A document with everything read out of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// The document.
    pub document: DocumentNote,
    /// What it says, in the order of the text.
    pub proposals: Vec<Proposal>,
}

/// What is known of a document as a whole.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DocumentNote {
    /// Its file, relative to the folder read; `-` for standard input.
    pub name: String,
    /// SHA-256 of the file's bytes, hexadecimal.
    pub hash: String,
    /// `text`, `html` or `pdf`.
    pub format: String,
    /// Code points of the text.
    pub chars: usize,
    /// Its headline.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// When it was published, where it says so.
    pub date: Option<Period>,
    /// How the date is known: `stated`, `relative`, `given`.
    pub date_basis: Option<String>,
    /// What sort of source: `official`, `wire`, `state media`, `press`, `trade press`, `research`, `reprint`, `opinion`.
    pub source_kind: Option<String>,
    /// Publishers that it says it repeats or relies on.
    pub repeats: Vec<String>,
    /// What a reader should know: repaired bytes, cut-off parts, a date that could not be found.
    pub notices: Vec<String>,
}

/// A proposed entry: the fact, its words, and the rule that made it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Proposal {
    /// Unique within its document.
    pub id: String,
    /// What sort of fact.
    pub kind: Kind,
    /// First code point of the evidence.
    pub start: usize,
    /// First code point after it.
    pub end: usize,
    /// The evidence.
    pub text: String,
    /// The words that fill the fact's parts.
    pub slots: Map<String, Value>,
    /// The plain values read from them.
    pub norm: Map<String, Value>,
    /// The statement (id) it rests on; without one, the narrator's voice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The proposal (id) that it only says again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dup_of: Option<String>,
    /// The part of the document it stands in, if not the text itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub layer: Option<Layer>,
    /// Which rule made it, or `model:NAME`.
    pub rule: String,
    /// How often proposals of this rule are right, 0 to 1.
    pub confidence: f64,
}

/// Words cut out of a document, as they stand in [`Proposal::slots`]: one of these, or a list of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quoted {
    /// First code point.
    pub start: usize,
    /// First code point after it.
    pub end: usize,
    /// The words.
    pub text: String,
}

impl Quoted {
    /// Cuts a span out of the text.
    pub fn cut(text: &str, offsets: &Offsets<'_>, span: Span) -> Self {
        Self {
            start: offsets.code_point(span.start),
            end: offsets.code_point(span.end),
            text: span.of(text).to_owned(),
        }
    }
}

impl Proposal {
    /// Writes an extract of `text` down.
    pub fn of(extract: &Extract, text: &str, offsets: &Offsets<'_>) -> Self {
        let cut = |span: &Span| Quoted::cut(text, offsets, *span);
        let mut slots = Map::new();
        for (name, spans) in extract.fact.slots().iter() {
            let quoted: Vec<Quoted> = spans.iter().map(cut).collect();
            let value = match quoted.as_slice() {
                [one] => serde_json::to_value(one),
                more => serde_json::to_value(more),
            };
            slots.extend(value.ok().map(|value| (name.to_owned(), value)));
        }
        let evidence = cut(&extract.evidence);
        Self {
            id: extract.id.clone(),
            kind: extract.fact.kind(),
            start: evidence.start,
            end: evidence.end,
            text: evidence.text,
            slots,
            norm: extract.fact.norms().values().clone(),
            from: extract.from.clone(),
            dup_of: extract.duplicate_of.clone(),
            layer: extract.layer,
            rule: extract.rule.clone(),
            confidence: extract.confidence,
        }
    }
}
