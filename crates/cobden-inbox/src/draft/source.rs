//! The source entry of a document.

use cobden_read::DocumentNote;

use super::Draft;
use super::id::{joined, slug, when};
use super::words::{clause, one_line};

/// The kinds of source that a record knows.
const KINDS: [&str; 9] = [
    "official",
    "wire",
    "state media",
    "press",
    "trade press",
    "research",
    "dataset",
    "reprint",
    "opinion",
];

pub(super) fn id(note: &DocumentNote) -> String {
    let publisher = slug(note.publisher.as_deref().unwrap_or("unknown"), 4);
    let publisher = if publisher.is_empty() {
        "source"
    } else {
        &publisher
    };
    match note.date {
        Some(_) => joined(&[publisher, &when(note.date)]),
        None => joined(&[
            publisher,
            &slug(note.title.as_deref().unwrap_or(&note.name), 4),
        ]),
    }
}

pub(super) fn draft(note: &DocumentNote, id: &str) -> Draft {
    let mut draft = Draft::new("source", id.to_owned());
    let title = note.title.as_deref().unwrap_or(&note.name);
    draft.text_key("title", &clause(title));
    let mut remarks = vec![names_document(note)];
    let publisher = note.publisher.as_deref().map(one_line);
    match publisher.as_deref().filter(|name| !name.is_empty()) {
        Some(name) => draft.text_key("publisher", name),
        None => {
            draft.word("publisher", "unknown");
            draft.wish(
                "publisher",
                "who published it; without a name it stays unknown",
            );
        }
    }
    match note
        .source_kind
        .as_deref()
        .filter(|kind| KINDS.contains(kind))
    {
        Some(kind) => draft.word("kind", kind),
        None => {
            let (kind, why) = match publisher {
                Some(_) => (
                    "press",
                    "The kind of source is not known and was taken to be press.",
                ),
                None => ("reprint", "Publisher and kind are not known."),
            };
            draft.word("kind", kind);
            remarks.push(why.to_owned());
        }
    }
    match note.date {
        Some(period) => {
            draft.day("date", period.last);
            if !period.is_day() {
                remarks.push(format!("Dated {period}; the last day of that is written."));
            }
            if note.date_basis.as_deref() == Some("relative") {
                remarks.push("The day was worked out from words such as weekdays.".to_owned());
            }
        }
        None => draft.gap(
            "date",
            "the day on which it was published, such as 2025-05-02",
        ),
    }
    let repeats: Vec<String> = note
        .repeats
        .iter()
        .map(|name| a_name(&one_line(name)))
        .filter(|name| !name.is_empty() && Some(name) != publisher.as_ref())
        .collect();
    draft.list("repeats", &repeats);
    if let Some(byline) = &note.byline {
        remarks.push(format!("By {}.", clause(byline)));
    }
    draft.text_key("note", &remarks.join(" "));
    draft
}

/// The words by which the source entry of a document is found again.
pub(crate) fn names_document(note: &DocumentNote) -> String {
    format!("Read from {}, SHA-256 {}.", one_line(&note.name), note.hash)
}

/// A publisher's name with a capital letter: without one a record would take it for the id of a source.
fn a_name(name: &str) -> String {
    if name.contains(|c: char| c.is_whitespace() || c.is_uppercase()) {
        name.to_owned()
    } else {
        clause(name)
    }
}
