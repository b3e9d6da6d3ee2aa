//! TOML files read table by table, so that no key goes unread and no fault hides another.
//!
//! [`document`] parses a text and goes on after a syntax error; a [`Section`] hands out the values of
//! one table by kind, remembers which keys were asked for, and reports the rest. Faults go to one
//! list, with line, column and hint.
//!
//! When not to use it: to deserialise a file that nobody writes by hand; `serde` is shorter there.

mod rate;
mod section;

pub use rate::{NotARate, percent, shown, without_sign};
pub use section::{Section, Word, kind};
/// A value and where it stands.
pub use toml::Spanned;
/// A table and a value as they were parsed.
pub use toml::de::{DeTable, DeValue};

use std::sync::Arc;

use cobden_diagnostics::{Diagnostic, Diagnostics, Place, SourceText};

/// Parses a text; syntax faults are added to `found`, and what could be read is given all the same.
pub fn document<'a>(source: &'a Arc<SourceText>, found: &mut Diagnostics) -> Spanned<DeTable<'a>> {
    let (document, errors) = DeTable::parse_recoverable(&source.text);
    for error in errors {
        let place = Place::Span {
            source: source.clone(),
            range: error.span().unwrap_or(0..0),
        };
        let message = error.message().trim().to_owned();
        found.push(
            Diagnostic::error(place, message)
                .hint("the file is TOML: key = value, [table], [[list of tables]]"),
        );
    }
    document
}
