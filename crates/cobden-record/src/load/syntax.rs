//! TOML as such: what the parser says, in the words of a record.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use cobden_diagnostics::{Diagnostic, Diagnostics, Place, SourceText};
use cobden_toml::{DeTable, Spanned, document};

use super::Draft;
use super::draft::spot;

/// Faults of one file's syntax that are shown; the rest is counted.
const SHOWN: usize = 100;

/// What the parser says of a key or table that is there already.
const TWICE: &str = "duplicate key";

/// Parses a text; after a syntax fault the draft is known to lack entries.
pub(super) fn parse<'a>(source: &'a Arc<SourceText>, draft: &mut Draft) -> Spanned<DeTable<'a>> {
    let mut found = Diagnostics::new();
    let whole = document(source, &mut found);
    draft.broken |= found.has_errors();
    let mut found: Vec<Diagnostic> = found.iter().cloned().collect();
    found.sort_by_key(|fault| range(fault).start);
    // The keys below the header of a table that is there twice are told as given twice, too.
    let mut below = 0..0;
    let headers = found.iter().any(|fault| fault.message == TWICE);
    let headers = if headers {
        headers_of(&source.text)
    } else {
        HashMap::new()
    };
    let mut shown = 0;
    let mut more = 0;
    for mut fault in found {
        let at = range(&fault);
        if fault.message == TWICE {
            if below.contains(&at.start) {
                continue;
            }
            if let Some(end) = table(&source.text, at.start) {
                below = at.start..end;
                // What is not shown need not be worded.
                if shown < SHOWN {
                    twice(&mut fault, &at, source, &headers);
                }
            } else {
                fault.hint = Some("a key stands once in a table".to_owned());
            }
        }
        draft.syntax.extend(spot(&fault.place));
        if shown == SHOWN {
            more += 1;
            continue;
        }
        shown += 1;
        draft.found.push(fault);
    }
    if more > 0 {
        let place = Place::File(source.path.clone());
        let message = format!("{more} more faults of this file are not shown");
        draft.found.push(Diagnostic::error(place, message));
    }
    whole
}

/// Says which entry is there twice, and where first.
fn twice(
    fault: &mut Diagnostic,
    at: &Range<usize>,
    source: &Arc<SourceText>,
    headers: &HashMap<&str, usize>,
) {
    let text = &source.text;
    let id = text.get(at.clone()).unwrap_or_default();
    let id = id.trim_matches(['"', '\'']);
    let start = text[..at.start].rfind('\n').map_or(0, |line| line + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    let first = header(line).and_then(|header| headers.get(header).copied());
    if let Some(first) = first.filter(|first| *first < start) {
        let place = Place::Span {
            source: source.clone(),
            range: first..first,
        };
        fault.message = format!("\"{id}\" is an entry already, at {place}");
    }
    fault.hint = Some("an id names one entry of a record; give this one another".to_owned());
}

/// Where each header of a table stands first.
fn headers_of(text: &str) -> HashMap<&str, usize> {
    let mut headers = HashMap::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if let Some(header) = header(line) {
            let indent = line.len() - line.trim_start().len();
            headers.entry(header).or_insert(start + indent);
        }
        start += line.len();
    }
    headers
}

/// The header on a line, without what stands behind it.
fn header(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let end = line.starts_with('[').then(|| line.find(']')).flatten()?;
    Some(&line[..=end])
}

/// The end of the table whose header a place is in; none if it is in no header.
fn table(text: &str, at: usize) -> Option<usize> {
    let start = text[..at].rfind('\n').map_or(0, |line| line + 1);
    if !text[start..].trim_start().starts_with('[') {
        return None;
    }
    let next = text[at..].find("\n[").map(|line| at + line);
    Some(next.unwrap_or(text.len()))
}

fn range(fault: &Diagnostic) -> Range<usize> {
    match &fault.place {
        Place::Span { range, .. } => range.clone(),
        _ => 0..0,
    }
}
