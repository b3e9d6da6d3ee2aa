//! One document, from its bytes to what is printed of it.

use std::io::Read as _;

use cobden::diagnostics::Diagnostics;
use cobden::document::{Document, DocumentError, Limits, Origin};
use cobden::lineage::novelty::Novelty;
use cobden::read::layout::{Declared, Layout};
use cobden::read::{DocumentNote, Offsets, Period, Reading, gold, read};
use serde_json::{Value, json};

use super::fault::diagnostic;
use super::files::{Input, Next};
use super::{Format, Wishes, model, news, shown};

/// A document that was read.
pub(super) struct Opened {
    pub(super) reading: Reading,
    /// Its readable text.
    pub(super) text: String,
    /// Its parts.
    pub(super) layout: Layout,
    /// What is printed; nothing if it goes to an inbox.
    pub(super) printed: String,
    /// What a model proposed in vain.
    pub(super) told: Diagnostics,
}

/// Opens and reads a document.
pub(super) fn open(input: Input, wishes: &Wishes) -> Next<Opened> {
    let (document, place, name) = match input {
        Input::Standard => (standard(), "standard input".to_owned(), "-".to_owned()),
        Input::File(path, name) => {
            let place = path.display().to_string();
            let opened = Document::read(&path, &place, &limits());
            (opened, place, name)
        }
    };
    let mut document = document.map_err(|error| Box::new(diagnostic(&error, &place)))?;
    document.name = name;
    let declared = Declared {
        title: document.declared.title.clone(),
        publisher: document.declared.publisher.clone(),
        byline: document.declared.byline.clone(),
        date: wishes.date.or(document.declared.date.map(Period::day)),
    };
    let mut found = read(&document.text, &declared);
    let is_wanted = |kind| wishes.wants(kind);
    found
        .extracts
        .retain(|extract| is_wanted(extract.fact.kind()));
    let note = DocumentNote {
        name: document.name.clone(),
        hash: document.hash.clone(),
        format: document.format.name().to_owned(),
        notices: document.notices.clone(),
        ..DocumentNote::default()
    };
    let mut reading = found.written(&document.text, note);
    let mut told = Diagnostics::new();
    if let Some(endpoint) = &wishes.endpoint {
        told = model::second(endpoint, &document.text, &found.layout, &mut reading)?;
        reading.proposals.retain(|one| wishes.wants(one.kind));
    }
    let printed = match (wishes.printed, wishes.format) {
        (false, _) => String::new(),
        (true, Format::Gold) => gold::lines(&found, &reading, &document.text),
        (true, format) => {
            let news = wishes.known.as_ref().map(|known| known.compare(&reading));
            let news = news.as_deref();
            match (format, news) {
                (Format::Json, _) => as_json(&reading, &document, news, wishes.lines),
                (_, Some(news)) => news::text(&reading, news, wishes.look),
                (_, None) => shown::text(&reading, wishes.look),
            }
        }
    };
    Ok(Opened {
        reading,
        text: document.text,
        layout: found.layout,
        printed,
        told,
    })
}

/// Text that facts are looked for in: eight long books. Reading takes some sixty times the memory of its text.
fn limits() -> Limits {
    Limits {
        text: 16 << 20,
        ..Limits::default()
    }
}

fn standard() -> Result<Document, DocumentError> {
    let limits = limits();
    let mut bytes = Vec::new();
    let most = limits.bytes as u64 + 1;
    let taken = std::io::stdin().lock().take(most).read_to_end(&mut bytes);
    taken.map_err(|error| DocumentError::Io {
        name: "standard input".to_owned(),
        error,
    })?;
    Document::open("standard input", bytes, &limits)
}

/// The reading as an object; of HTML and PDF, every proposal with where it stands in the file; where there is a record,
/// with what that has of it.
fn as_json(
    reading: &Reading,
    document: &Document,
    news: Option<&[Novelty]>,
    on_one_line: bool,
) -> String {
    let mut value = json!(reading);
    if let (Some(news), Some(Value::Array(proposals))) = (news, value.get_mut("proposals")) {
        for (proposal, one) in proposals.iter_mut().zip(news) {
            proposal["record"] = json!({ "verdict": one.verdict, "entries": one.entries });
        }
    }
    if document.format != cobden::document::Format::Text
        && let Some(Value::Array(proposals)) = value.get_mut("proposals")
    {
        let offsets = Offsets::of(&document.text);
        for (proposal, read) in proposals.iter_mut().zip(&reading.proposals) {
            let evidence = offsets.byte(read.start)..offsets.byte(read.end);
            proposal["original"] = match document.original(evidence) {
                Origin::Source(range) => json!({ "start": range.start, "end": range.end }),
                Origin::Pages { from, to } => json!({ "page": from.page, "last_page": to.page }),
            };
        }
    }
    match on_one_line {
        true => format!("{value}\n"),
        false => format!("{value:#}\n"),
    }
}
