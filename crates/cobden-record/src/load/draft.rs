//! A record in the making: entries, what they name, and the faults so far.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use cobden_codes::suggest;
use cobden_diagnostics::{Diagnostic, Diagnostics, Place, SourceText};

use super::Heading;
use crate::entry::{Entry, Kind};
use crate::record::Record;
use crate::written::{Body, Pending};

/// A record in the making.
#[derive(Default)]
pub(crate) struct Draft {
    /// Entries that could be read.
    pub(crate) record: Record,
    /// All entries, those that could not be read too.
    pub(crate) index: BTreeMap<String, Named>,
    /// Ids that were dropped, with the folder that did.
    pub(crate) dropped: BTreeMap<String, usize>,
    /// Names of authorities and families.
    pub(crate) layers: BTreeSet<String>,
    /// Whether entries may be missing because a file could not be read.
    pub(crate) broken: bool,
    /// Faults and warnings.
    pub(crate) found: Diagnostics,
    /// Where the parser stumbled.
    pub(super) syntax: HashSet<Spot>,
    /// Names of authorities and families of entries that were dropped or replaced, with the folder that did.
    gone: BTreeMap<String, usize>,
    /// Number of the folder that is being read.
    folder: usize,
    /// Ids that the folder being read may take from those it includes, and whether it did.
    overrides: BTreeMap<String, bool>,
}

/// An entry's name.
pub(crate) struct Named {
    /// Its kind.
    pub(crate) kind: Kind,
    /// What it leaves to be checked.
    pub(crate) pending: Pending,
    /// Number of its folder; included ones have lower numbers.
    pub(crate) folder: usize,
    /// Whether the entry could be read.
    pub(crate) read: bool,
}

/// A span of a file, cheap to compare: each file is read once.
pub(super) type Spot = (usize, usize, usize);

/// The spot of a place in a text.
pub(super) fn spot(place: &Place) -> Option<Spot> {
    match place {
        Place::Span { source, range } => Some((Arc::as_ptr(source).addr(), range.start, range.end)),
        _ => None,
    }
}

impl Draft {
    /// Whether every entry could be read.
    pub(crate) fn is_whole(&self) -> bool {
        !self.broken && self.index.values().all(|named| named.read)
    }

    /// Number of the folder that was asked for; the last one read.
    pub(crate) fn root(&self) -> usize {
        self.folder
    }

    /// The faults, without those at a place where the parser stumbled already.
    pub(super) fn told_once(&mut self) -> Diagnostics {
        let all = std::mem::take(&mut self.found);
        let mut left = Diagnostics::new();
        let mut told: HashSet<Spot> = HashSet::new();
        for fault in all.iter() {
            let stumbled = spot(&fault.place).filter(|spot| self.syntax.contains(spot));
            if stumbled.is_none_or(|spot| told.insert(spot)) {
                left.push(fault.clone());
            }
        }
        left
    }

    /// Begins a folder: what it drops of the included ones goes.
    pub(super) fn open_folder(&mut self, heading: &Heading, source: &Arc<SourceText>) {
        self.folder += 1;
        self.overrides.clear();
        for word in &heading.drop {
            let Some(named) = self.index.remove(&word.text) else {
                let message = format!(
                    "\"{}\" is to be dropped, but no included record has it",
                    word.text
                );
                self.unknown(word, source, message);
                continue;
            };
            self.leave(&named.pending);
            self.remove(named.kind, &word.text);
            self.dropped.insert(word.text.clone(), self.folder);
        }
        for word in &heading.overrides {
            if self.index.contains_key(&word.text) {
                self.overrides.insert(word.text.clone(), false);
            } else {
                let message = format!(
                    "\"{}\" is to take the place of an included entry, but there is none",
                    word.text
                );
                self.unknown(word, source, message);
            }
        }
    }

    /// Ends a folder: what was to be overridden must have been.
    pub(super) fn close_folder(&mut self, heading: &Heading, source: &Arc<SourceText>) {
        for word in &heading.overrides {
            if self.overrides.get(&word.text) == Some(&false) && !self.broken {
                let place = Place::Span {
                    source: source.clone(),
                    range: word.range.clone(),
                };
                let message = format!("nothing here takes the place of \"{}\"", word.text);
                let hint = "write an entry of that id, or name it in drop";
                self.found
                    .push(Diagnostic::error(place, message).hint(hint));
            }
        }
        self.overrides.clear();
    }

    fn unknown(&mut self, word: &cobden_toml::Word, source: &Arc<SourceText>, message: String) {
        // An included record that could not be read may well have it.
        if self.broken {
            return;
        }
        let place = Place::Span {
            source: source.clone(),
            range: word.range.clone(),
        };
        let hint = match suggest::nearest(&word.text, self.index.keys().map(String::as_str)) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => "name the id of an entry of an included record".to_owned(),
        };
        self.found
            .push(Diagnostic::error(place, message).hint(hint));
    }

    /// Adds an entry, unless its id is taken.
    pub(super) fn add<T: Body>(&mut self, id: &str, entry: Option<Entry<T>>, pending: Pending) {
        if let Some(first) = self.index.get(id) {
            let (kind, place) = (
                first.kind,
                first.pending.place(first.pending.header.clone()),
            );
            let included = first.folder < self.folder;
            if included && let Some(done) = self.overrides.get_mut(id) {
                *done = true;
                self.remove(kind, id);
                if let Some(named) = self.index.remove(id) {
                    self.leave(&named.pending);
                }
            } else {
                let message = format!("\"{id}\" is {} already, at {place}", kind.with_article());
                let hint = if included {
                    format!(
                        "give it another id, or write override = [\"{id}\"] in record.toml to take its place"
                    )
                } else {
                    "an id names one entry of a record; give this one another".to_owned()
                };
                let here = pending.place(pending.header.clone());
                self.found.push(Diagnostic::error(here, message).hint(hint));
                return;
            }
        }
        let named = Named {
            kind: T::KIND,
            pending,
            folder: self.folder,
            read: entry.is_some(),
        };
        self.index.insert(id.to_owned(), named);
        if let Some(entry) = entry {
            T::entries_mut(&mut self.record).insert(id.to_owned(), entry);
        }
    }

    /// Keeps the names that an entry leaves behind.
    fn leave(&mut self, pending: &Pending) {
        for layer in &pending.layers {
            self.gone.insert(layer.clone(), self.folder);
        }
    }

    /// Gathers the names of authorities and families when all is read.
    ///
    /// Those that only dropped entries had are dropped with them.
    pub(super) fn settle_layers(&mut self) {
        let all = self.index.values();
        self.layers = all
            .flat_map(|named| named.pending.layers.iter().cloned())
            .collect();
        for (name, folder) in std::mem::take(&mut self.gone) {
            if !self.layers.contains(&name) && !self.index.contains_key(&name) {
                self.dropped.insert(name, folder);
            }
        }
    }

    fn remove(&mut self, kind: Kind, id: &str) {
        let record = &mut self.record;
        match kind {
            Kind::Source => drop(record.sources.remove(id)),
            Kind::Act => drop(record.acts.remove(id)),
            Kind::Measure => drop(record.measures.remove(id)),
            Kind::Amendment => drop(record.amendments.remove(id)),
            Kind::Rule => drop(record.rules.remove(id)),
            Kind::Condition => drop(record.conditions.remove(id)),
            Kind::List => drop(record.lists.remove(id)),
            Kind::Nomenclature => drop(record.nomenclatures.remove(id)),
            Kind::Weights => drop(record.weights.remove(id)),
            Kind::Position => drop(record.positions.remove(id)),
            Kind::Event => drop(record.events.remove(id)),
            Kind::Forecast => drop(record.forecasts.remove(id)),
            Kind::Outcome => drop(record.outcomes.remove(id)),
            Kind::Indicator => drop(record.indicators.remove(id)),
            Kind::Round => drop(record.rounds.remove(id)),
            Kind::Product => drop(record.products.remove(id)),
            Kind::Limit => drop(record.limits.remove(id)),
            Kind::Assert => drop(record.asserts.remove(id)),
        }
    }

    /// Gives entries that do not say when they were known the day of their act.
    pub(super) fn settle_known(&mut self) {
        let record = &mut self.record;
        for (id, named) in &self.index {
            let Some(act) = &named.pending.known_of else {
                continue;
            };
            // An act that is not there is a fault of its own.
            let Some(known) = record.acts.get(act).map(|act| act.common.known) else {
                continue;
            };
            let common = match named.kind {
                Kind::Measure => record.measures.get_mut(id).map(|entry| &mut entry.common),
                Kind::Amendment => record.amendments.get_mut(id).map(|entry| &mut entry.common),
                Kind::Rule => record.rules.get_mut(id).map(|entry| &mut entry.common),
                _ => None,
            };
            if let Some(common) = common {
                common.known = known;
            }
        }
    }
}
