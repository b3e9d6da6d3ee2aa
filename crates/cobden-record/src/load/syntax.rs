//! TOML as such: what the parser says, in the words of a record.

use std::ops::Range;
use std::sync::Arc;

use cobden_diagnostics::{Diagnostic, Diagnostics, Place, SourceText};
use cobden_toml::{DeTable, Spanned, document};

use super::Draft;

/// Parses a text; after a syntax fault the draft is known to lack entries.
pub(super) fn parse<'a>(source: &'a Arc<SourceText>, draft: &mut Draft) -> Spanned<DeTable<'a>> {
    let mut found = Diagnostics::new();
    let whole = document(source, &mut found);
    draft.broken |= found.has_errors();
    let mut found: Vec<Diagnostic> = found.iter().cloned().collect();
    found.sort_by_key(|fault| range(fault).start);
    // The keys below the header of a table that is there twice are told as given twice, too.
    let mut below = 0..0;
    for mut fault in found {
        let at = range(&fault);
        if fault.message == "duplicate key" {
            if below.contains(&at.start) {
                continue;
            }
            if let Some(end) = table(&source.text, at.start) {
                below = at.start..end;
                twice(&mut fault, &at, source);
            } else {
                fault.hint = Some("a key stands once in a table".to_owned());
            }
        }
        draft.syntax.push(fault.place.clone());
        draft.found.push(fault);
    }
    whole
}

/// Says which entry is there twice, and where first.
fn twice(fault: &mut Diagnostic, at: &Range<usize>, source: &Arc<SourceText>) {
    let text = &source.text;
    let id = text.get(at.clone()).unwrap_or_default();
    let id = id.trim_matches(['"', '\'']);
    let start = text[..at.start].rfind('\n').map_or(0, |line| line + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    let first = text[..start].find(line.trim());
    if let Some(first) = first {
        let place = Place::Span {
            source: source.clone(),
            range: first..first,
        };
        fault.message = format!("\"{id}\" is an entry already, at {place}");
    }
    fault.hint = Some("an id names one entry of a record; give this one another".to_owned());
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
