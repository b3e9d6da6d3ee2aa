//! What all parts of a report are made from.

use std::collections::BTreeMap;

use cobden_codes::Group;
use cobden_diagnostics::{Diagnostic, Diagnostics};
use cobden_record::{Economies, Entry, Measure, Record, Target, View, Weights};
use cobden_schedule::{Schedule, State, TradeWeights};
use jiff::civil::Date;

use crate::fault::BriefFault;
use crate::question::Settled;

/// The record as known, its duties and the trade to weigh them with.
pub(crate) struct Context<'r> {
    /// The folder as the reader wrote it, for commands that repeat an answer.
    pub folder: String,
    pub record: &'r Record,
    pub view: View<'r>,
    pub schedule: Schedule<'r>,
    pub asked: Settled<'r>,
    weights: BTreeMap<String, (TradeWeights, &'r Entry<Weights>)>,
}

impl<'r> Context<'r> {
    pub(crate) fn new(
        folder: &str,
        view: View<'r>,
        asked: Settled<'r>,
    ) -> Result<Self, BriefFault> {
        let schedule = Schedule::new(view)?;
        let mut importers: Vec<&str> = schedule.importers();
        importers.extend(asked.parties.iter().map(String::as_str));
        importers.sort_unstable();
        importers.dedup();
        let mut weights = BTreeMap::new();
        for importer in importers {
            if let Some(entry) = view.weights(importer) {
                weights.insert(importer.to_owned(), (open(entry)?.of(importer), entry));
            }
        }
        Ok(Self {
            folder: folder.to_owned(),
            record: view.record(),
            view,
            schedule,
            asked,
            weights,
        })
    }

    /// The trade of an importer, and the entry that names it.
    pub(crate) fn weights(&self, importer: &str) -> Option<(&TradeWeights, &'r Entry<Weights>)> {
        self.weights
            .get(importer)
            .map(|(weights, entry)| (weights, *entry))
    }

    /// Importers whose duties and trade are both there.
    pub(crate) fn weighed_importers(&self) -> impl Iterator<Item = (&str, &TradeWeights)> {
        let tariffs = self.schedule.importers();
        let all = self
            .weights
            .iter()
            .filter(move |(importer, _)| tariffs.contains(&importer.as_str()));
        all.map(|(importer, (weights, _))| (importer.as_str(), weights))
    }

    /// The measures of an economy that are in force against another on a day, in order of id.
    pub(crate) fn in_force(&self, actor: &str, target: &str, on: Date) -> Vec<&'r Entry<Measure>> {
        let held = self.view.measures().filter(|(entry, measure)| {
            measure.actor == actor
                && hits(&measure.target, target, on)
                && self.schedule.state(&entry.id, on) == Some(State::InForce)
        });
        held.map(|(entry, _)| entry).collect()
    }

    /// The title of a measure, amendment or event, or its id.
    pub(crate) fn title(&self, id: &str) -> String {
        let record = self.record;
        let commons = [
            record.measures.get(id).map(|entry| &entry.common),
            record.amendments.get(id).map(|entry| &entry.common),
            record.events.get(id).map(|entry| &entry.common),
        ];
        let title = commons
            .into_iter()
            .flatten()
            .find_map(|common| common.title.clone());
        title.unwrap_or_else(|| id.to_owned())
    }

    /// Whether the two sides meet in `names`: codes, or words that hold them.
    pub(crate) fn is_party(&self, name: &str) -> bool {
        let words = |party: &String| name.split([' ', ',', '(', ')']).any(|word| word == party);
        self.asked.parties.iter().any(words)
    }
}

/// Whether a target holds an economy on a day.
pub(crate) fn hits(target: &Target, economy: &str, on: Date) -> bool {
    let among = |names: &[String]| {
        names.iter().any(|name| {
            name == economy || Group::find(name).is_some_and(|group| group.has_on(economy, on))
        })
    };
    let included = match &target.include {
        Economies::All => true,
        Economies::Named(names) => among(names),
    };
    included && !among(&target.except)
}

fn open(entry: &Entry<Weights>) -> Result<TradeWeights, Diagnostics> {
    let shown = entry.body.path.display().to_string();
    let bytes =
        std::fs::read(&entry.body.path).map_err(|error| Diagnostic::unreadable(&shown, &error))?;
    TradeWeights::read(&shown, &bytes)
}
