//! Readings in the form in which annotated collections score them: one fact a line.
//!
//! The first line is the document. Economies are written by ISO 3166-1 alpha-2, as such collections do.

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::fact::{Kind, Layer};
use crate::offsets::Offsets;
use crate::proposal::{Proposal, Quoted, Reading};
use crate::read::Read;
use crate::span::Span;

/// The lines of a document read, each a JSON object: the document, its parts, its facts.
///
/// `reading` is what was [written](Read::written) of it, with whatever was added since.
pub fn lines(found: &Read, reading: &Reading, text: &str) -> String {
    let note = &reading.document;
    let mut out = json!({
        "kind": "doc",
        "file": note.name,
        "chars": note.chars,
        "doc_date": note.date,
        "doc_date_basis": note.date_basis,
        "publisher": note.publisher,
        "byline": note.byline,
    })
    .to_string();
    out.push('\n');
    let offsets = Offsets::of(text);
    let mut number = 0;
    let mut part = |kind: &str, field: &str, line: Option<Span>, value: Option<Span>| {
        let Some(line) = line.or(value) else { return };
        number += 1;
        let line = Quoted::cut(text, &offsets, line);
        let mut slots = Map::new();
        if let Some(value) = value {
            slots.insert("value".into(), json!(Quoted::cut(text, &offsets, value)));
        }
        let norm = if field.is_empty() {
            json!({})
        } else {
            json!({ "field": field })
        };
        let fact = json!({ "id": format!("{}{number:02}", &kind[..3]), "kind": kind, "start": line.start, "end": line.end, "text": line.text, "slots": slots, "norm": norm });
        out.push_str(&fact.to_string());
        out.push('\n');
    };
    let meta = &found.layout.note;
    for (field, words) in [
        ("title", &meta.title),
        ("publisher", &meta.publisher),
        ("byline", &meta.byline),
        ("dateline", &meta.dateline),
        ("agency_credit", &meta.agency),
    ] {
        // A publisher that was only taken over from the credit or the byline stands there once.
        let taken = field == "publisher"
            && [&meta.byline, &meta.agency]
                .into_iter()
                .flatten()
                .any(|other| {
                    words
                        .as_ref()
                        .is_some_and(|words| words.value == other.value)
                });
        if let Some(words) = words.as_ref().filter(|_| !taken) {
            part("meta", field, words.line, words.value);
        }
    }
    if let Some(date) = &meta.date {
        part("meta", "date", date.line, date.value);
    }
    for section in &meta.sections {
        part("meta", "section", Some(*section), None);
    }
    for noise in &found.layout.noise {
        part("noise", "", Some(*noise), None);
    }
    for proposal in &reading.proposals {
        out.push_str(&serde_json::to_string(&Line::of(proposal)).unwrap_or_default());
        out.push('\n');
    }
    out
}

/// A line of a fact.
#[derive(Serialize)]
struct Line<'p> {
    id: &'p str,
    kind: Kind,
    start: usize,
    end: usize,
    text: &'p str,
    slots: &'p Map<String, Value>,
    norm: Map<String, Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dup_of: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    layer: Option<Layer>,
    rule: &'p str,
    confidence: f64,
}

impl<'p> Line<'p> {
    fn of(proposal: &'p Proposal) -> Self {
        let norm = proposal.norm.iter().map(|(name, value)| {
            let economy = ECONOMIES.contains(&name.as_str());
            let value = if economy {
                alpha2(value)
            } else {
                value.clone()
            };
            (name.clone(), value)
        });
        Self {
            id: &proposal.id,
            kind: proposal.kind,
            start: proposal.start,
            end: proposal.end,
            text: &proposal.text,
            slots: &proposal.slots,
            norm: norm.collect(),
            from: proposal.from.as_deref(),
            dup_of: proposal.dup_of.as_deref(),
            layer: proposal.layer,
            rule: &proposal.rule,
            confidence: proposal.confidence,
        }
    }
}

/// Norms that hold economies.
const ECONOMIES: [&str; 9] = [
    "actor",
    "target",
    "holder",
    "to",
    "side",
    "initiator",
    "requested_by",
    "country",
    "parties",
];

/// Alpha-3 codes, alone or joined by a plus sign or in a list, as alpha-2.
fn alpha2(value: &Value) -> Value {
    match value {
        Value::String(text) => {
            let parts: Vec<String> = text
                .split('+')
                .map(|code| {
                    cobden_codes::Economy::find(code).map_or_else(
                        || code.to_owned(),
                        |economy| economy.alpha2().unwrap_or(code).to_owned(),
                    )
                })
                .collect();
            Value::String(parts.join("+"))
        }
        Value::Array(values) => Value::Array(values.iter().map(alpha2).collect()),
        other => other.clone(),
    }
}
