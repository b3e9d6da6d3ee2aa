//! A record compiled for questions.

use std::collections::HashMap;
use std::sync::Arc;

use cobden_record::{Entry, Instrument, Measure, Products, Record, Status, View};
use jiff::civil::Date;

use crate::compiled::Compiled;
use crate::condition::CompiledCondition;
use crate::error::ScheduleFault;
use crate::materials::Materials;
use crate::relation::Relations;
use crate::segments::Segments;
use crate::tariff::Tariff;
use crate::validity::{State, validities};

/// What was known of all duties on a day, ready to answer.
///
/// # Example
/// ```
/// use cobden_record::Record;
/// use cobden_schedule::{Query, Schedule};
/// use jiff::civil::date;
///
/// let record = Record::from_texts(vec![
///     ("record.toml".into(), "[record]\ntitle = \"Example\"\nformat = 1\n".into()),
///     ("all.toml".into(), r#"
/// [source.gazette]
/// publisher = "Gazette"
/// kind = "official"
/// date = 2025-02-01
///
/// [measure.ten]
/// actor = "USA"
/// target = "CHN"
/// instrument = "tariff"
/// authority = "emergency"
/// products = "all"
/// rate = "10%"
/// from = 2025-02-04
/// known = 2025-02-01
/// sources = ["gazette"]
/// "#.into()),
/// ]).map_err(|faults| faults.to_string())?.0;
/// let schedule = Schedule::new(record.latest())?;
/// let answer = schedule.duty(&Query::new("USA", "CHN", "8517.13.00".parse()?, date(2025, 2, 4)))?;
/// assert_eq!(answer.total, 0.1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Schedule<'r> {
    pub(crate) record: &'r Record,
    view: View<'r>,
    pub(crate) materials: Arc<Materials<'r>>,
    pub(crate) measures: Vec<Compiled<'r>>,
    pub(crate) relations: Relations,
    pub(crate) tariffs: HashMap<&'r str, Tariff>,
}

impl<'r> Schedule<'r> {
    /// Compiles what a record knew; with what is supposed of it, should the view say so
    /// ([`View::supposing`]).
    ///
    /// What holds between two economies on a day is put in order when it is first asked for; relations that
    /// cannot be ordered are a fault of the question then, or of [`Schedule::check`].
    ///
    /// # Errors
    /// [`ScheduleFault`] for more conditions than can be told apart.
    pub fn new(view: View<'r>) -> Result<Self, ScheduleFault> {
        let materials = Materials::new(view.record())?;
        Ok(Self::with(&Arc::new(materials), view))
    }

    /// As [`Schedule::new`], of what was compiled before for another day of knowledge.
    pub(crate) fn with(materials: &Arc<Materials<'r>>, view: View<'r>) -> Self {
        let known: Vec<(&Entry<Measure>, Measure)> = view
            .measures()
            .map(|(entry, measure)| (entry, measure.into_owned()))
            .collect();
        let validities = validities(view, &known);
        let relations = Relations::new(view, &known);
        let all = materials.record.measures.values().zip(materials.all());
        let all: HashMap<&str, _> = all.map(|(entry, one)| (entry.id.as_str(), one)).collect();
        let measures: Vec<Compiled<'r>> = known
            .into_iter()
            .zip(validities)
            .map(|((entry, measure), validity)| Compiled {
                entry,
                validity,
                is_ordinary: measure.instrument == Instrument::OrdinaryDuty,
                material: all[entry.id.as_str()].clone(),
                measure,
            })
            .collect();
        let mut importers: Vec<&'r str> = measures
            .iter()
            .filter(|one| one.is_layer())
            .map(|one| one.entry.body.actor.as_str())
            .collect();
        importers.sort_unstable();
        importers.dedup();
        let tariffs = importers.into_iter();
        let tariffs = tariffs.map(|actor| (actor, Tariff::new(actor, &measures, &relations)));
        Self {
            record: view.record(),
            view,
            materials: materials.clone(),
            tariffs: tariffs.collect(),
            measures,
            relations,
        }
    }

    /// Puts everything in order that holds at any time between any two economies.
    ///
    /// # Errors
    /// [`ScheduleFault`] for relations that go in a circle and for too many measures at once.
    pub fn check(&self) -> Result<(), ScheduleFault> {
        for tariff in self.tariffs.values() {
            for interval in 0..=tariff.days.len() {
                self.situation(tariff, interval, 0)?;
            }
        }
        Ok(())
    }

    /// The record it was compiled from.
    pub fn record(&self) -> &'r Record {
        self.record
    }

    /// The day of knowledge.
    pub fn known(&self) -> Date {
        self.view.known()
    }

    /// What it was compiled from: the record on a day of knowledge, as supposed.
    pub fn view(&self) -> View<'r> {
        self.view
    }

    /// The economies whose duties it has.
    pub fn importers(&self) -> Vec<&'r str> {
        let mut importers: Vec<&str> = self.tariffs.keys().copied().collect();
        importers.sort_unstable();
        importers
    }

    /// Where a measure stands on a day, for all its products and targets; none if it is not known.
    pub fn state(&self, measure: &str, day: Date) -> Option<State> {
        let index = self.index_of(measure)?;
        let compiled = &self.measures[index];
        Some(compiled.validity.state(compiled.measure.status, day))
    }

    /// Every day on which a duty of an economy may change, sorted.
    pub fn days(&self, importer: &str) -> &[Date] {
        self.tariffs
            .get(importer)
            .map_or(&[], |tariff| &tariff.days)
    }

    /// The code space of an importer, cut where a duty may change.
    pub(crate) fn segments(&self, tariff: &Tariff) -> &Segments {
        self.materials.segments(&tariff.importer)
    }

    pub(crate) fn conditions(&self) -> &[CompiledCondition] {
        &self.materials.conditions
    }

    pub(crate) fn index_of(&self, measure: &str) -> Option<usize> {
        let found = self
            .measures
            .binary_search_by(|one| one.entry.id.as_str().cmp(measure));
        found.ok()
    }

    pub(crate) fn exporter_index(&self, code: &str) -> Option<usize> {
        self.materials.exporters.get(code).copied()
    }

    pub(crate) fn exporter_code(&self, index: usize) -> &'static str {
        self.materials.exporter_codes[index]
    }

    /// Measures that would apply to the line but for a list that is not held.
    pub(crate) fn unlisted(
        &self,
        importer: &str,
        exporter: usize,
        day: Date,
    ) -> impl Iterator<Item = &Compiled<'r>> {
        self.measures.iter().filter(move |one| {
            one.measure.actor == importer
                && one.measure.products == Products::Unlisted
                && one.measure.status == Status::Enacted
                && (one.measure.instrument.is_duty()
                    || one.measure.instrument == Instrument::Exemption)
                && one.validity.state(Status::Enacted, day) == State::InForce
                && self.targets(&one.measure.target, importer, day)[exporter]
        })
    }
}
