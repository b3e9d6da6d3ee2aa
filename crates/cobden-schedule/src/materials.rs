//! What of a record does not depend on the day of knowledge: compiled once, shared by all schedules.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use cobden_codes::{CodeSet, Economy, EconomyKind};
use cobden_record::{Amendment, Effect, Entry, Expression, Instrument, Rates, Record};

use crate::condition::{CompiledCondition, bits, compile};
use crate::error::ScheduleFault;
use crate::painted::Painted;
use crate::segments::Segments;

/// How many conditions a mask of them can hold.
const CONDITIONS: usize = u64::BITS as usize;

/// Products, listed rates and conditions of all measures, and the economies that can export.
#[derive(Debug)]
pub(crate) struct Materials<'r> {
    pub(crate) record: &'r Record,
    /// In order of id, as the record has them.
    measures: Vec<Arc<Material<'r>>>,
    pub(crate) conditions: Vec<CompiledCondition>,
    pub(crate) exporters: HashMap<&'static str, usize>,
    pub(crate) exporter_codes: Vec<&'static str>,
    segments: HashMap<&'r str, OnceLock<Segments>>,
}

/// What of a measure does not depend on the day of knowledge.
#[derive(Debug)]
pub(crate) struct Material<'r> {
    /// Its place among all measures of the record.
    pub(crate) index: usize,
    /// None for a measure whose list is not held.
    pub(crate) products: Option<CodeSet>,
    pub(crate) listed: Painted<&'r Expression>,
    /// Whether a listed rate depends on the ordinary duty.
    pub(crate) lists_use_base: bool,
    pub(crate) when: u64,
    pub(crate) unless: u64,
    /// All conditions that its duty depends on: those of `when`, `unless` and its rates.
    pub(crate) asks: u64,
}

impl Material<'_> {
    /// Whether its products hold a ten-digit code.
    pub(crate) fn holds(&self, line: u64) -> bool {
        let products = self.products.as_ref();
        products.is_some_and(|set| set.contains(line))
    }
}

impl<'r> Materials<'r> {
    pub(crate) fn new(record: &'r Record) -> Result<Self, ScheduleFault> {
        let conditions = compile(record);
        if conditions.len() > CONDITIONS {
            return Err(ScheduleFault::TooManyConditions {
                found: conditions.len(),
                limit: CONDITIONS,
            });
        }
        let mask = |ids: &[&str]| {
            let find = |id: &&str| conditions.binary_search_by(|one| one.id.as_str().cmp(id));
            let indices = ids.iter().filter_map(|id| find(id).ok());
            indices.fold(0_u64, |mask, index| mask | 1 << index)
        };
        let named = |ids: &[String]| mask(&ids.iter().map(String::as_str).collect::<Vec<_>>());
        let rates_asked = |rates: &Rates| match rates {
            Rates::Listed => 0,
            Rates::Steps(steps) => steps
                .iter()
                .fold(0, |all, step| all | mask(&step.rate.conditions())),
        };
        // A correction may set other rates.
        let corrected = record.amendments.values().filter_map(|entry| {
            let Effect::Corrects(set) = &entry.body.effect else {
                return None;
            };
            set.rate.as_ref()
        });
        let corrected = corrected.fold(0, |all, rates| all | rates_asked(rates));
        let entries = record.measures.values().enumerate();
        let measures = entries
            .map(|(index, Entry { body, .. })| {
                let listed = record.listed_rates(body);
                let in_lists = listed
                    .iter()
                    .fold(0, |all, (_, rate)| all | mask(&rate.conditions()));
                let in_rates = body.rate.as_ref().map_or(0, rates_asked);
                let (when, unless) = (named(&body.when), named(&body.unless));
                Arc::new(Material {
                    index,
                    products: record.codes(&body.products),
                    lists_use_base: listed.iter().any(|(_, rate)| rate.uses_base()),
                    listed: Painted::new(listed),
                    when,
                    unless,
                    asks: when | unless | in_lists | in_rates | corrected,
                })
            })
            .collect();
        // A union that acts as one, such as the EU, is a group: its members are the exporters. The rest of a
        // world is nobody.
        let is_one = |kind| matches!(kind, EconomyKind::Economy | EconomyKind::Withdrawn);
        let exporter_codes: Vec<&'static str> = Economy::all()
            .filter(|economy| is_one(economy.kind()))
            .map(Economy::code)
            .collect();
        let actors = record
            .measures
            .values()
            .map(|entry| entry.body.actor.as_str());
        Ok(Self {
            record,
            measures,
            conditions,
            exporters: exporter_codes.iter().copied().zip(0..).collect(),
            exporter_codes,
            segments: actors.map(|actor| (actor, OnceLock::new())).collect(),
        })
    }

    /// All of them, in order of id.
    pub(crate) fn all(&self) -> &[Arc<Material<'r>>] {
        &self.measures
    }

    /// The code space of an actor, cut wherever any of its duties may ever change.
    pub(crate) fn segments(&self, actor: &str) -> &Segments {
        let cell = self.segments.get(actor).expect("a cell for every actor");
        cell.get_or_init(|| self.cut(actor))
    }

    fn cut(&self, actor: &str) -> Segments {
        let entries = self.record.measures.values().zip(&self.measures);
        let layers: Vec<&Material<'r>> = entries
            .filter(|(entry, _)| entry.body.actor == actor && may_be_layer(entry.body.instrument))
            .map(|(_, material)| &**material)
            .collect();
        let asked = layers.iter().fold(0, |mask, one| mask | one.asks);
        let shares = bits(asked).flat_map(|index| self.conditions[index].cuts());
        let listed = layers.iter().flat_map(|one| one.listed.cuts());
        let suspended = self
            .record
            .amendments
            .values()
            .filter_map(suspended_products);
        let suspended: Vec<CodeSet> = suspended
            .filter_map(|products| self.record.codes(products))
            .collect();
        let suspended = suspended.iter().flat_map(CodeSet::ranges);
        let suspended = suspended.flat_map(|range| [range.start, range.end]);
        let sets = layers
            .iter()
            .filter_map(|one| Some((one.index, one.products.as_ref()?)));
        Segments::new(
            self.measures.len(),
            &sets.collect::<Vec<_>>(),
            shares.chain(listed).chain(suspended),
        )
    }
}

/// Whether a measure of that instrument can be a layer of a duty or take one away.
pub(crate) fn may_be_layer(instrument: Instrument) -> bool {
    instrument.is_duty() || instrument == Instrument::Exemption
}

fn suspended_products(entry: &Entry<Amendment>) -> Option<&cobden_record::Products> {
    match &entry.body.effect {
        Effect::Suspends { products, .. } => products.as_ref(),
        _ => None,
    }
}
