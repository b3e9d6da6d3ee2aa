//! The record as a list of dated items.

use jiff::civil::Date;

use crate::amendment::Effect;
use crate::entry::{Common, Confidence, Entry, Kind};
use crate::measure::{Instrument, Status};
use crate::target::Economies;
use crate::view::View;

/// One dated entry.
#[derive(Debug, Clone, PartialEq)]
pub struct TimelineItem<'r> {
    /// When it begins: effective, held, said, due or measured.
    pub date: Date,
    /// First day no longer, where the entry or what corrects and extends it says so.
    pub until: Option<Date>,
    /// The day from which the public could know.
    pub known: Date,
    /// Kind of entry.
    pub kind: Kind,
    /// A finer kind: the instrument of a measure, the effect of an amendment, call or meeting, demand or offer.
    pub what: &'static str,
    /// Its id.
    pub id: &'r str,
    /// Who acts, speaks or meets.
    pub by: Vec<String>,
    /// Against or to whom.
    pub to: Vec<String>,
    /// A line about it.
    pub title: String,
    /// How sure it is.
    pub confidence: Confidence,
    /// What every entry says.
    pub common: &'r Common,
}

impl TimelineItem<'_> {
    /// Whether an economy acts in it or is acted on.
    pub fn concerns(&self, party: &str) -> bool {
        let named = |one: &String| {
            one == party
                || one == "all"
                || one.split([' ', ',', '(', ')']).any(|word| word == party)
        };
        self.by.iter().any(named) || self.to.iter().any(named)
    }
}

impl<'r> View<'r> {
    /// Everything dated that was known, by date and then by id.
    ///
    /// Acts, rules, conditions, lists, products and sources are left out: they are what the others rest on.
    pub fn timeline(&self) -> Vec<TimelineItem<'r>> {
        let record = self.record();
        let mut items = Vec::new();
        for (entry, measure) in self.measures() {
            let what = match (measure.status, measure.instrument) {
                (Status::Enacted, instrument) => instrument.word(),
                (status, Instrument::Tariff) => match status {
                    Status::Threatened => "threatened tariff",
                    Status::Reported => "reported tariff",
                    _ => "announced tariff",
                },
                (Status::Reported, Instrument::Exemption) => "reported exemption",
                (_, instrument) => instrument.word(),
            };
            let to = match &entry.body.target.include {
                Economies::All => vec!["all".to_owned()],
                Economies::Named(names) => names.clone(),
            };
            let date = measure.from.unwrap_or(entry.common.known);
            let item = item(entry, Kind::Measure, what, date, &measure.scope);
            items.push(TimelineItem {
                until: measure.until,
                by: vec![entry.body.actor.clone()],
                to,
                ..item
            });
        }
        for entry in self.amendments() {
            let effect = &entry.body.effect;
            let (date, until) = match effect {
                Effect::Suspends { from, until, .. } => (*from, *until),
                Effect::Resumes { from } | Effect::Ends { from } | Effect::StrikesDown { from } => {
                    (*from, None)
                }
                Effect::Extends { until } => (entry.common.known, Some(*until)),
                Effect::Corrects(_) => (entry.common.known, None),
            };
            let mut actors: Vec<String> = record
                .measures
                .values()
                .filter(|one| self.knows(one) && one.is_changed_by(entry))
                .map(|one| one.body.actor.clone())
                .collect();
            actors.sort_unstable();
            actors.dedup();
            let names = Some(format!(
                "{} {}",
                effect.word(),
                entry.body.measures.join(", ")
            ));
            let item = item(entry, Kind::Amendment, effect.word(), date, &names);
            items.push(TimelineItem {
                until,
                by: actors,
                to: entry.body.measures.clone(),
                ..item
            });
        }
        for entry in record.events.values().filter(|entry| self.knows(entry)) {
            let event = &entry.body;
            let item = item(
                entry,
                Kind::Event,
                event.kind.word(),
                event.from,
                &event.what,
            );
            items.push(TimelineItem {
                until: event.until,
                by: event.who.clone(),
                ..item
            });
        }
        for entry in record.positions.values().filter(|entry| self.knows(entry)) {
            let position = &entry.body;
            let date = position.from.unwrap_or(entry.common.known);
            let what = Some(position.what.clone());
            let item = item(entry, Kind::Position, position.kind.word(), date, &what);
            items.push(TimelineItem {
                until: position.until,
                by: vec![position.by.clone()],
                to: position.to.iter().cloned().collect(),
                ..item
            });
        }
        for entry in record.forecasts.values().filter(|entry| self.knows(entry)) {
            let forecast = &entry.body;
            let what = Some(forecast.what.clone());
            let item = item(entry, Kind::Forecast, "forecast", forecast.made, &what);
            items.push(TimelineItem {
                until: Some(forecast.due),
                by: vec![forecast.by.clone()],
                ..item
            });
        }
        for entry in record.outcomes.values().filter(|entry| self.knows(entry)) {
            let what = if entry.body.happened {
                "came true"
            } else {
                "did not come true"
            };
            let names = Some(format!("{what}: {}", entry.body.forecast));
            items.push(item(entry, Kind::Outcome, what, entry.body.on, &names));
        }
        for entry in record.indicators.values().filter(|entry| self.knows(entry)) {
            let indicator = &entry.body;
            let what = indicator
                .what
                .clone()
                .unwrap_or_else(|| indicator.name.clone());
            let item = item(
                entry,
                Kind::Indicator,
                "indicator",
                indicator.on,
                &Some(what),
            );
            items.push(TimelineItem {
                by: vec![indicator.economy.clone()],
                ..item
            });
        }
        for entry in record.rounds.values().filter(|entry| self.knows(entry)) {
            let names = Some(format!(
                "round of escalation: {}",
                entry.body.parties.join(", ")
            ));
            items.push(TimelineItem {
                by: entry.body.parties.to_vec(),
                ..item(entry, Kind::Round, "round", entry.body.from, &names)
            });
        }
        for entry in record.limits.values().filter(|entry| self.knows(entry)) {
            let limit = &entry.body;
            let measure = record.measures.get(&limit.measure);
            let by = measure.map(|measure| measure.body.actor.clone());
            let to = match &limit.importers {
                Economies::All => vec!["all".to_owned()],
                Economies::Named(names) => names.clone(),
            };
            let volume = cobden_toml::shown(limit.volume);
            let names = Some(format!(
                "{volume} of {} under {}",
                limit.product, limit.measure
            ));
            items.push(TimelineItem {
                until: limit.until,
                by: by.into_iter().collect(),
                to,
                ..item(entry, Kind::Limit, "limit", limit.from, &names)
            });
        }
        items.sort_by(|a, b| (a.date, a.id).cmp(&(b.date, b.id)));
        items
    }
}

fn item<'r, T>(
    entry: &'r Entry<T>,
    kind: Kind,
    what: &'static str,
    date: Date,
    otherwise: &Option<String>,
) -> TimelineItem<'r> {
    let title = entry.common.title.clone().or_else(|| otherwise.clone());
    TimelineItem {
        date,
        until: None,
        known: entry.common.known,
        kind,
        what,
        id: &entry.id,
        by: Vec::new(),
        to: Vec::new(),
        title: title.unwrap_or_else(|| entry.id.clone()),
        confidence: entry.common.confidence,
        common: &entry.common,
    }
}
