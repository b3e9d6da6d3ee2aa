//! Readings in the form in which annotated collections score them: one fact a line.
//!
//! The first line is the document. Economies are written by ISO 3166-1 alpha-2, as such collections do.

use serde_json::{Map, Value, json};

use crate::offsets::Offsets;
use crate::proposal::{DocumentNote, Proposal, Quoted};
use crate::read::Read;
use crate::span::Span;

/// The lines of a document read, each a JSON object: the document, its parts, its facts.
pub fn lines(found: &Read, text: &str, note: DocumentNote) -> String {
    let reading = found.written(text, note);
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
        out.push_str(&line(proposal).to_string());
        out.push('\n');
    }
    out
}

fn line(proposal: &Proposal) -> Value {
    let mut norm = Map::new();
    for (name, value) in &proposal.norm {
        let short = matches!(
            name.as_str(),
            "actor"
                | "target"
                | "holder"
                | "to"
                | "side"
                | "initiator"
                | "requested_by"
                | "country"
                | "parties"
        );
        norm.insert(
            name.clone(),
            if short { alpha2(value) } else { value.clone() },
        );
    }
    let mut line = Map::new();
    line.insert("id".into(), json!(proposal.id));
    line.insert("kind".into(), json!(proposal.kind));
    line.insert("start".into(), json!(proposal.start));
    line.insert("end".into(), json!(proposal.end));
    line.insert("text".into(), json!(proposal.text));
    line.insert("slots".into(), Value::Object(proposal.slots.clone()));
    line.insert("norm".into(), Value::Object(norm));
    for (name, value) in [("from", &proposal.from), ("dup_of", &proposal.dup_of)] {
        if let Some(value) = value {
            line.insert(name.into(), json!(value));
        }
    }
    if let Some(layer) = proposal.layer {
        line.insert("layer".into(), json!(layer));
    }
    line.insert("rule".into(), json!(proposal.rule));
    line.insert("confidence".into(), json!(proposal.confidence));
    Value::Object(line)
}

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
