//! Checks of a record as a whole: what entries say of each other.

mod amendments;
mod circles;
mod codes;
mod corrections;
mod known;
mod layers;
mod limits;
mod overlap;
mod rates;
mod references;
mod relations;
mod repeats;
mod rules;
#[cfg(test)]
mod tests;
mod vintages;

use cobden_diagnostics::{Diagnostics, Place};
use jiff::civil::Date;

use crate::load::Draft;

/// Runs all checks; faults go to the draft.
///
/// Where entries could not be read, checks that would blame others for what is missing are left out.
pub(crate) fn all(draft: &mut Draft) {
    let mut found = Diagnostics::new();
    references::check(draft, &mut found);
    rates::check(draft, &mut found);
    codes::check(draft, &mut found);
    limits::check(draft, &mut found);
    repeats::check(draft, &mut found);
    let layers = layers::of(&draft.record);
    known::check(draft, &mut found);
    vintages::check(draft, &mut found);
    amendments::check(draft, &mut found);
    corrections::check(draft, &mut found);
    circles::check(draft, &layers, &mut found);
    rules::check(draft, &layers, &mut found);
    if draft.is_whole() {
        overlap::check(draft, &layers, &mut found);
        relations::check(draft, &mut found);
    }
    draft.found.extend(found);
}

/// The header of an entry.
fn header(draft: &Draft, id: &str) -> Place {
    let named = draft.index.get(id);
    named.map_or(Place::Nowhere, |named| {
        named.pending.place(named.pending.header.clone())
    })
}

/// The value of an entry's key, or its header.
fn key(draft: &Draft, id: &str, key: &str) -> Place {
    let named = draft.index.get(id);
    named.map_or(Place::Nowhere, |named| named.pending.key(key))
}

/// A half-open interval of days; the last day there is stands for no end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Span {
    from: Date,
    until: Date,
}

impl Span {
    /// From and until as entries write them.
    fn new(from: Option<Date>, until: Option<Date>) -> Self {
        Self {
            from: from.unwrap_or(Date::MIN),
            until: until.unwrap_or(Date::MAX),
        }
    }

    /// The days in both; none if there are none.
    fn and(self, other: Self) -> Option<Self> {
        let both = Self {
            from: self.from.max(other.from),
            until: self.until.min(other.until),
        };
        (both.from < both.until).then_some(both)
    }

    fn covers(self, day: Date) -> bool {
        self.from <= day && day < self.until
    }
}

/// The days in words.
impl std::fmt::Display for Span {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { from, until } = self;
        match (*from == Date::MIN, *until == Date::MAX) {
            (false, false) => write!(f, "from {from} until {until}"),
            (false, true) => write!(f, "from {from} on"),
            (true, false) => write!(f, "until {until}"),
            (true, true) => f.write_str("on every day"),
        }
    }
}
