//! Rounds of escalation.

use jiff::civil::Date;

use crate::entry::Entry;
use crate::view::View;

/// A round of escalation between two economies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// Codes of the two economies, as written.
    pub parties: [String; 2],
    /// Its first day; what the round costs is measured from the day before.
    pub from: Date,
}

impl Round {
    /// The day that costs are compared with: the one before the first.
    pub fn before(&self) -> Date {
        self.from.yesterday().unwrap_or(Date::MIN)
    }
}

impl<'r> View<'r> {
    /// The round that a day lies in: of those known, the one that began latest on or before it, whoever is party.
    ///
    /// Of rounds that began on one day the one of the last id is taken.
    pub fn round(&self, on: Date) -> Option<&'r Entry<Round>> {
        self.rounds()
            .filter(|entry| entry.body.from <= on)
            .max_by_key(|entry| (entry.body.from, &entry.id))
    }

    /// As [`View::round`], of two economies, named in either order.
    pub fn round_between(&self, one: &str, other: &str, on: Date) -> Option<&'r Entry<Round>> {
        let between = |parties: &[String; 2]| {
            let [a, b] = parties;
            (a == one && b == other) || (a == other && b == one)
        };
        self.rounds()
            .filter(|entry| entry.body.from <= on && between(&entry.body.parties))
            .max_by_key(|entry| (entry.body.from, &entry.id))
    }

    fn rounds(&self) -> impl Iterator<Item = &'r Entry<Round>> {
        let view = *self;
        let all = self.record().rounds.values();
        all.filter(move |entry| view.knows(entry))
    }
}
