//! Which export controls hold trade down, and how far, on a day.

use std::collections::BTreeMap;

use cobden_record::{Economies, Entry, Limit};
use jiff::civil::Date;

use crate::schedule::Schedule;
use crate::validity::State;

impl<'r> Schedule<'r> {
    /// The limits that hold on a day, by measure, product and id.
    ///
    /// A limit holds if it was known, from its first day and until its last, while its measure is in force (see
    /// [`Schedule::state`]; what is threatened or reported holds nobody down). Of several about the same measure,
    /// product and importers, in whatever order these are named, the one that began last is taken, of those
    /// the one known last, and of those the last by id.
    pub fn limits(&self, on: Date) -> Vec<&'r Entry<Limit>> {
        let view = self.view();
        let mut latest: BTreeMap<Key<'r>, &'r Entry<Limit>> = BTreeMap::new();
        for entry in view.record().limits.values() {
            let limit = &entry.body;
            let days = limit.from <= on && limit.until.is_none_or(|until| on < until);
            if !days || !view.knows(entry) || self.state(&limit.measure, on) != Some(State::InForce)
            {
                continue;
            }
            let rank = |one: &Entry<Limit>| (one.body.from, one.common.known);
            let best = latest.entry(key(limit)).or_insert(entry);
            if rank(entry) >= rank(best) {
                *best = entry;
            }
        }
        let mut limits: Vec<&'r Entry<Limit>> = latest.into_values().collect();
        limits.sort_by_key(|entry| (&entry.body.measure, &entry.body.product, &entry.id));
        limits
    }

    /// The limit on what an importer buys of a product under a measure, on a day.
    ///
    /// Of those that hold, one that names the importer goes before one that names a group it is in, and that
    /// before one on all.
    pub fn limit(
        &self,
        measure: &str,
        product: &str,
        importer: &str,
        on: Date,
    ) -> Option<&'r Entry<Limit>> {
        let limits = self.limits(on).into_iter();
        let asked = limits.filter(|entry| {
            let limit = &entry.body;
            limit.measure == measure && limit.product == product
        });
        let close = asked.filter_map(|entry| {
            let closeness = entry.body.importers.closeness(importer, on)?;
            Some(((closeness, entry.body.from, entry.common.known), entry))
        });
        close.max_by_key(|(rank, _)| *rank).map(|(_, entry)| entry)
    }
}

/// Measure, product and importers; no importers for all.
type Key<'r> = (&'r str, &'r str, Option<Vec<&'r str>>);

fn key(limit: &Limit) -> Key<'_> {
    let importers = match &limit.importers {
        Economies::All => None,
        Economies::Named(names) => {
            let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
            names.sort_unstable();
            names.dedup();
            Some(names)
        }
    };
    (&limit.measure, &limit.product, importers)
}
