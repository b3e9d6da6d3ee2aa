//! What all parts of a report are made from.

use std::borrow::Cow;
use std::collections::BTreeMap;

use cobden_codes::Group;
use cobden_record::{Economies, Entry, Measure, Record, Target, View, Weights};
use cobden_schedule::{Schedule, State, TradeWeights};
use cobden_world::World;
use jiff::civil::Date;

use crate::duties::{Imports, OwnTariffs};
use crate::fault::BriefFault;
use crate::parties::Dispute;
use crate::question::Settled;

/// The record as known, its duties and the trade to weigh them with.
pub(crate) struct Context<'r> {
    /// The folder as the reader wrote it, for commands that repeat an answer.
    pub folder: String,
    pub record: &'r Record,
    pub view: View<'r>,
    pub schedule: Schedule<'r>,
    pub asked: Settled<'r>,
    /// The world's tariffs without the record's additional duties in them.
    pub own_tariffs: OwnTariffs,
    weights: BTreeMap<String, (TradeWeights, &'r Entry<Weights>)>,
}

impl<'r> Context<'r> {
    pub(crate) fn new(
        folder: &str,
        view: View<'r>,
        asked: Settled<'r>,
        world: &World,
    ) -> Result<Self, BriefFault> {
        let schedule = Schedule::new(view)?;
        let mut importers: Vec<&str> = schedule.importers();
        importers.extend(asked.parties.iter().map(String::as_str));
        importers.sort_unstable();
        importers.dedup();
        let mut weights: BTreeMap<String, (TradeWeights, &Entry<Weights>)> = BTreeMap::new();
        for importer in importers {
            if let Some(entry) = view.weights(importer) {
                weights.insert(
                    importer.to_owned(),
                    (TradeWeights::open(entry)?.of(importer), entry),
                );
            }
        }
        let imports: Vec<Imports<'_>> = weights
            .iter()
            .map(|(importer, (weights, _))| (importer.as_str(), weights))
            .collect();
        Ok(Self {
            own_tariffs: OwnTariffs::new(world, view.record(), &imports)?,
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

    /// The trade of every importer that has any.
    pub(crate) fn imports(&self) -> Vec<Imports<'_>> {
        let all = self.weights.iter();
        all.map(|(importer, (weights, _))| (importer.as_str(), weights))
            .collect()
    }

    /// The measures of an economy that are in force against another on a day, as corrected, in order of id.
    pub(crate) fn in_force(
        &self,
        actor: &str,
        target: &str,
        on: Date,
    ) -> Vec<(&'r Entry<Measure>, Cow<'r, Measure>)> {
        let held = self.view.measures().filter(|(entry, measure)| {
            measure.actor == actor
                && hits(&measure.target, target, on)
                && self.schedule.state(&entry.id, on) == Some(State::InForce)
        });
        held.collect()
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

    /// The two sides, and what tells their dispute from that of others.
    pub(crate) fn dispute(&self) -> Dispute<'_> {
        Dispute::new(self.view, &self.asked.parties, self.asked.elsewhere)
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
