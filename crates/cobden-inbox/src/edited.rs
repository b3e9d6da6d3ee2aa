//! Entries as a person edited them.

use std::collections::BTreeSet;
use std::path::Path;

use cobden_diagnostics::{Diagnostic, Diagnostics, Place, SourceText};
use cobden_record::Kind;

use crate::accept::Outcome;
use crate::decision::Edit;
use crate::desk::Known;

/// The blocks of an edited text, sources apart, and the ids of its entries; its faults, if the record could not even
/// read it as entries with free ids.
pub(crate) fn edited(
    text: &str,
    file: &Path,
    known: &Known,
    allotted: &BTreeSet<String>,
) -> Result<(Vec<Edit>, Vec<String>), Outcome> {
    let source = SourceText::new("the edited entry", text);
    let fault = |range, message: String, hint: &str| {
        let source = source.clone();
        Diagnostic::error(Place::Span { source, range }, message).hint(hint)
    };
    let refused = |faults: Diagnostics| Err(Outcome::Refused { faults });
    let table: toml::Table = match toml::from_str(text) {
        Ok(table) => table,
        Err(error) => {
            let range = error.span().unwrap_or(0..text.len());
            let message = error.message().to_owned();
            return refused(fault(range, message, "mend the text").into());
        }
    };
    let mut faults = Diagnostics::new();
    let mut ids = Vec::new();
    for (word, entries) in &table {
        let at = text.find(word.as_str()).unwrap_or(0);
        let place = at..at + word.len();
        let entries = entries
            .as_table()
            .filter(|_| Kind::from_word(word).is_some());
        let Some(entries) = entries else {
            let message = format!("\"{word}\" is no kind of entry");
            faults.push(fault(
                place,
                message,
                "entries begin with [kind.id], such as [event.talks]",
            ));
            continue;
        };
        for id in entries.keys() {
            if known.ids.contains(id) || allotted.contains(id) {
                let at = text.find(id.as_str()).unwrap_or(0);
                let message = format!("the record has an entry \"{id}\"");
                faults.push(fault(at..at + id.len(), message, "take another id"));
            }
            if word != "source" {
                ids.push(id.clone());
            }
        }
    }
    if ids.is_empty() && faults.is_empty() {
        let hint = "reject the proposal if it is to have no entry";
        faults.push(fault(0..0, "the text has no entry".to_owned(), hint));
    }
    if !faults.is_empty() {
        return refused(faults);
    }
    let adds = |block| Edit {
        file: file.to_owned(),
        block,
        removes: false,
    };
    let (sources, others) = blocks(text);
    let mut edits: Vec<Edit> = sources.into_iter().map(adds).collect();
    edits.extend(Some(others).filter(|text| !text.is_empty()).map(adds));
    Ok((edits, ids))
}

/// The source entries of a text, and all else as one block.
fn blocks(text: &str) -> (Vec<String>, String) {
    let mut sources: Vec<String> = Vec::new();
    let mut others = String::new();
    let mut in_source = false;
    for line in text.lines() {
        if line.starts_with('[') {
            in_source = line.starts_with("[source.");
            if in_source {
                sources.push(String::new());
            }
        }
        let block = match sources.last_mut() {
            Some(source) if in_source => source,
            _ => &mut others,
        };
        block.push_str(line.trim_end());
        block.push('\n');
    }
    let tidy = |text: &str| match text.trim_matches('\n') {
        "" => String::new(),
        text => format!("{text}\n"),
    };
    (
        sources.iter().map(|source| tidy(source)).collect(),
        tidy(&others),
    )
}
