//! `record.toml`.

use std::sync::Arc;

use cobden_diagnostics::{Diagnostic, Place, SourceText};
use cobden_toml::{DeTable, Word};

use super::Draft;
use crate::record::Manifest;
use crate::written::{Fields, Pending};

/// What `record.toml` says, with places.
#[derive(Default)]
pub(super) struct Heading {
    pub(super) title: String,
    pub(super) include: Vec<Word>,
    pub(super) overrides: Vec<Word>,
    pub(super) drop: Vec<Word>,
}

impl Heading {
    pub(super) fn into_manifest(self) -> Manifest {
        let plain = |words: Vec<Word>| words.into_iter().map(|word| word.text).collect();
        Manifest {
            title: self.title,
            include: plain(self.include),
            overrides: plain(self.overrides),
            drop: plain(self.drop),
        }
    }
}

/// Reads the table `[record]`.
pub(super) fn read(whole: &DeTable, source: &Arc<SourceText>, draft: &mut Draft) -> Heading {
    let hint = "begin the file with [record], title = \"...\" and format = 1";
    let value = whole.get("record");
    let Some((value, table)) = value.and_then(|value| Some((value, value.get_ref().as_table()?)))
    else {
        if !draft.broken {
            let place = Place::File(source.path.clone());
            let fault = Diagnostic::error(place, "there is no table [record]");
            draft.found.push(fault.hint(hint));
        }
        return Heading::default();
    };
    let pending = Pending::new(source.clone(), value.span());
    let mut fields = Fields::new("[record]", table, pending, &mut draft.found);
    let title = fields.needed_text("title");
    if fields.needs("format", "this program reads format = 1")
        && let Some((format, range)) = fields.number("format")
        && format != 1.0
    {
        let message = format!("format {format} is not known");
        fields.fault(range, message, "this program reads format = 1");
    }
    let heading = Heading {
        title: title.unwrap_or_default(),
        include: fields.words("include"),
        overrides: fields.words("override"),
        drop: fields.words("drop"),
    };
    fields.finish();
    heading
}
