//! How entries are written: reading and printing of each kind, side by side.

mod act;
mod amendment;
mod assert;
mod common;
mod condition;
mod event;
mod fields;
mod forecast;
mod indicator;
mod limit;
mod list;
mod measure;
mod nomenclature;
mod pending;
mod position;
mod printer;
mod product;
mod products;
mod rate;
mod round;
mod rule;
mod source;
mod table;
mod target;
mod weights;

use cobden_diagnostics::Diagnostics;
use jiff::civil::Date;

pub(crate) use fields::Fields;
pub(crate) use pending::{Pending, Reference, Wanted};
pub(crate) use printer::{Printer, quoted};
pub(crate) use table::{Shelf, rows};

use crate::entry::{Common, Confidence, Entry, Kind};
use crate::record::{Entries, Record};

/// What one kind of entry says beyond what all entries say.
pub(crate) trait Body: Sized {
    /// Its kind.
    const KIND: Kind;

    /// Where a record keeps the entries of this kind.
    fn entries(record: &Record) -> &Entries<Self>;

    /// The same, to change.
    fn entries_mut(record: &mut Record) -> &mut Entries<Self>;

    /// Reads its keys; none where one that it needs is missing or at fault.
    fn read(fields: &mut Fields) -> Option<Self>;

    /// Reads the table that the entry names.
    fn fill(&mut self, _shelf: &mut Shelf, _pending: &mut Pending, _found: &mut Diagnostics) {}

    /// Writes its keys.
    fn print(&self, printer: &mut Printer);

    /// The day from which the public could know, where it need not be written as `known`: what rests on other
    /// entries is known from the first day there is.
    fn known(&self) -> Option<Date> {
        None
    }

    /// The act it rests on.
    fn act(&self) -> Option<&str> {
        None
    }
}

/// Reads one entry of a kind.
///
/// An entry whose day of knowledge is that of its act gets the last day there is, and `known_of` names
/// the act.
pub(crate) fn read<T: Body>(id: &str, mut fields: Fields) -> (Option<Entry<T>>, Pending) {
    let common = fields.common(T::KIND);
    let body = T::read(&mut fields);
    let mut known = common.known;
    if let Some(body) = &body
        && known.is_none()
        && !common.known_at_fault
    {
        known = body.known();
        if known.is_none() {
            match body.act() {
                Some(act) => {
                    fields.pending.known_of = Some(act.to_owned());
                    known = Some(Date::MAX);
                }
                None => fields.missing(
                    "known",
                    "write the day from which the public could know, for example known = 2025-04-02",
                ),
            }
        }
    }
    let (source, header) = (fields.pending.source.clone(), fields.pending.header.clone());
    let pending = fields.finish();
    let entry = || {
        Some(Entry {
            id: id.to_owned(),
            common: Common {
                title: common.title,
                sources: common.sources,
                known: known?,
                confidence: common.confidence,
                note: common.note,
            },
            body: body?,
            place: cobden_diagnostics::Place::Span {
                source,
                range: header,
            },
        })
    };
    (entry(), pending)
}

/// Writes one entry.
pub(crate) fn print<T: Body>(entry: &Entry<T>, printer: &mut Printer) {
    printer.header(T::KIND, &entry.id);
    let common = &entry.common;
    printer.optional_text("title", common.title.as_deref());
    if T::KIND != Kind::Source {
        printer.citations(&common.sources);
        if entry.body.known() != Some(common.known) {
            printer.date("known", common.known);
        }
    }
    if common.confidence != Confidence::A {
        printer.word("confidence", common.confidence);
    }
    entry.body.print(printer);
    printer.optional_text("note", common.note.as_deref());
}

/// Where a record keeps the entries of a kind.
macro_rules! kept_in {
    ($kind:ident, $field:ident) => {
        const KIND: $crate::entry::Kind = $crate::entry::Kind::$kind;

        fn entries(record: &$crate::record::Record) -> &$crate::record::Entries<Self> {
            &record.$field
        }

        fn entries_mut(record: &mut $crate::record::Record) -> &mut $crate::record::Entries<Self> {
            &mut record.$field
        }
    };
}
use kept_in;
