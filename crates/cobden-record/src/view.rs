//! A record as it stood on a day of knowledge.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::amendment::{Amendment, Effect};
use crate::entry::Entry;
use crate::measure::Measure;
use crate::record::Record;
use crate::rule::Rule;

/// What was known on a day: later entries do not exist yet, later corrections are not made yet.
#[derive(Debug, Clone, Copy)]
pub struct View<'r> {
    record: &'r Record,
    known: Date,
}

impl<'r> View<'r> {
    pub(crate) fn new(record: &'r Record, known: Date) -> Self {
        Self { record, known }
    }

    /// The whole record.
    pub fn record(&self) -> &'r Record {
        self.record
    }

    /// The day of knowledge.
    pub fn known(&self) -> Date {
        self.known
    }

    /// Whether an entry was known.
    pub fn knows<T>(&self, entry: &Entry<T>) -> bool {
        entry.common.known <= self.known
    }

    /// The measures, with corrections made, in order of id.
    pub fn measures(&self) -> impl Iterator<Item = (&'r Entry<Measure>, Cow<'r, Measure>)> {
        let view = *self;
        self.record
            .measures
            .values()
            .filter(move |entry| view.knows(entry))
            .map(move |entry| (entry, view.corrected(entry)))
    }

    /// The amendments, by the day they were known and then by id.
    pub fn amendments(&self) -> Vec<&'r Entry<Amendment>> {
        let mut known: Vec<_> = self
            .record
            .amendments
            .values()
            .filter(|entry| self.knows(entry))
            .collect();
        known.sort_by_key(|entry| entry.common.known);
        known
    }

    /// The rules, in order of id.
    pub fn rules(&self) -> impl Iterator<Item = &'r Entry<Rule>> {
        let view = *self;
        self.record
            .rules
            .values()
            .filter(move |entry| view.knows(entry))
    }

    fn corrected(&self, entry: &'r Entry<Measure>) -> Cow<'r, Measure> {
        let mut measure = Cow::Borrowed(&entry.body);
        for amendment in self.amendments() {
            let Effect::Corrects(set) = &amendment.body.effect else {
                continue;
            };
            if !amendment
                .body
                .measures
                .iter()
                .any(|name| entry.answers_to(name))
            {
                continue;
            }
            let measure = measure.to_mut();
            measure.from = set.from.or(measure.from);
            measure.until = set.until.or(measure.until);
            measure.rate = set.rate.clone().or(measure.rate.take());
            measure.status = set.status.unwrap_or(measure.status);
        }
        measure
    }
}

impl Entry<Measure> {
    /// Whether a relation's name means this measure: its id, its family or its authority.
    pub fn answers_to(&self, name: &str) -> bool {
        self.id == name || self.body.authority == name || self.body.family.as_deref() == Some(name)
    }
}
