//! A record as it stood on a day of knowledge.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::amendment::{Amendment, Effect};
use crate::entry::Entry;
use crate::measure::Measure;
use crate::nomenclature::Nomenclature;
use crate::record::Record;
use crate::rule::Rule;
use crate::supposition::Supposition;
use crate::weights::Weights;

#[cfg(test)]
mod tests;

/// What was known on a day: later entries do not exist yet, later corrections are not made yet.
#[derive(Debug, Clone, Copy)]
pub struct View<'r> {
    record: &'r Record,
    known: Date,
    supposition: Option<&'r Supposition>,
}

impl<'r> View<'r> {
    pub(crate) fn new(record: &'r Record, known: Date) -> Self {
        Self {
            record,
            known,
            supposition: None,
        }
    }

    pub(crate) fn with_supposition<'s>(self, supposition: &'s Supposition) -> View<'s>
    where
        'r: 's,
    {
        View {
            record: self.record,
            known: self.known,
            supposition: Some(supposition),
        }
    }

    /// What is supposed of its measures, if anything.
    pub fn supposition(&self) -> Option<&'r Supposition> {
        self.supposition
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

    /// The measures, with corrections and extensions made, in order of id; as supposed, if something is.
    ///
    /// Both are made in the order in which they were known, so that of two ends the one known later holds.
    pub fn measures(&self) -> impl Iterator<Item = (&'r Entry<Measure>, Cow<'r, Measure>)> {
        let view = *self;
        let amendments = self.amendments();
        self.record
            .measures
            .values()
            .filter(move |entry| view.knows(entry))
            .filter(move |entry| !view.supposition.is_some_and(|one| one.leaves_out(entry)))
            .map(move |entry| {
                let mut measure = Cow::Borrowed(&entry.body);
                for amendment in &amendments {
                    if entry.is_changed_by(amendment) {
                        amendment.apply(entry, &mut measure);
                    }
                }
                if let Some(supposition) = view.supposition {
                    supposition.apply(entry, &mut measure);
                }
                (entry, measure)
            })
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

    /// The vintage that an economy's codes are written in on a day.
    ///
    /// That is the one that began latest on or before the day, even if it is over; where none began yet, the earliest.
    pub fn nomenclature(&self, importer: &str, day: Date) -> Option<&'r Entry<Nomenclature>> {
        let known = || {
            let all = self.record.nomenclatures.values();
            all.filter(|entry| self.knows(entry) && entry.body.importer == importer)
        };
        let begun = |entry: &&Entry<Nomenclature>| entry.body.from.is_none_or(|from| from <= day);
        known()
            .filter(begun)
            .max_by_key(|entry| entry.body.from)
            .or_else(|| known().min_by_key(|entry| entry.body.from))
    }

    /// The trade of an economy's newest year.
    pub fn weights(&self, importer: &str) -> Option<&'r Entry<Weights>> {
        let all = self.record.weights.values();
        all.filter(|entry| self.knows(entry) && entry.body.importer == importer)
            .max_by_key(|entry| entry.body.year)
    }
}

impl Entry<Amendment> {
    /// Makes a correction or an extension; other effects are about days on which a measure holds, not about what it says.
    ///
    /// An extension by family or authority leaves measures without an end alone.
    pub(crate) fn apply(&self, entry: &Entry<Measure>, measure: &mut Cow<'_, Measure>) {
        match &self.body.effect {
            Effect::Extends { until }
                if measure.until.is_some() || self.body.measures.contains(&entry.id) =>
            {
                measure.to_mut().until = Some(*until);
            }
            Effect::Corrects(set) => {
                let measure = measure.to_mut();
                measure.from = set.from.or(measure.from);
                measure.until = set.until.or(measure.until);
                measure.rate = set.rate.clone().or(measure.rate.take());
                measure.status = set.status.unwrap_or(measure.status);
            }
            _ => {}
        }
    }
}

impl Entry<Measure> {
    /// Whether a relation's name means this measure: its id, its family or its authority.
    pub fn answers_to(&self, name: &str) -> bool {
        self.id == name || self.body.authority == name || self.body.family.as_deref() == Some(name)
    }
    /// Whether an amendment names it and was not known before it: what a family or authority gets
    /// later is not meant.
    pub fn is_changed_by(&self, amendment: &Entry<Amendment>) -> bool {
        self.common.known <= amendment.common.known
            && amendment
                .body
                .measures
                .iter()
                .any(|name| self.answers_to(name))
    }
}
