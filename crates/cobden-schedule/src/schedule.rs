//! A record compiled for questions.

use std::collections::{BTreeSet, HashMap};

use cobden_codes::{CodeSet, Economy, EconomyKind, Group};
use cobden_record::{
    Duty, Economies, Entry, Expression, Facts, Instrument, Measure, Products, Rates, Record,
    Status, Target, View,
};
use jiff::civil::Date;

use crate::condition::{CompiledCondition, bits, compile};
use crate::error::ScheduleFault;
use crate::painted::Painted;
use crate::relation::Relations;
use crate::segments::{Inside, Segments};
use crate::situation::{Key, LIMIT, MemberKey, Situation, Trait};
use crate::validity::{State, Validity, validities};

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
    known: Date,
    pub(crate) measures: Vec<Compiled<'r>>,
    pub(crate) conditions: Vec<CompiledCondition>,
    relations: Relations,
    pub(crate) tariffs: HashMap<&'r str, Tariff>,
    exporters: HashMap<&'static str, usize>,
    exporter_codes: Vec<&'static str>,
}

/// How many conditions a mask of them can hold.
const CONDITIONS: usize = u64::BITS as usize;

/// One measure with its products, rates and days.
#[derive(Debug)]
pub(crate) struct Compiled<'r> {
    pub(crate) entry: &'r Entry<Measure>,
    /// With corrections made.
    pub(crate) measure: Measure,
    pub(crate) validity: Validity,
    pub(crate) is_ordinary: bool,
    pub(crate) when: u64,
    pub(crate) unless: u64,
    /// All conditions that its duty depends on: those of `when`, `unless` and its rates.
    pub(crate) asks: u64,
    /// None for measures whose list is not held.
    pub(crate) products: Option<CodeSet>,
    pub(crate) listed: Painted<Expression>,
}

impl Compiled<'_> {
    /// The rate of a step on a line.
    pub(crate) fn rate(&self, step: usize, line: u64, facts: &dyn Facts) -> Duty {
        let expression = match &self.measure.rate {
            Some(Rates::Listed) => self.listed.at(line),
            Some(Rates::Steps(steps)) => steps.get(step).map(|step| &step.rate),
            None => None,
        };
        expression.map_or(Duty::valued(0.0), |rate| rate.evaluate(facts))
    }

    /// Which step of its rates holds on a day.
    fn step(&self, day: Date) -> usize {
        match &self.measure.rate {
            Some(Rates::Steps(steps)) => {
                let begun = steps
                    .iter()
                    .filter(|step| step.from.is_none_or(|from| from <= day));
                begun.count().saturating_sub(1)
            }
            _ => 0,
        }
    }

    /// Whether it can be a layer of a duty or take one away.
    fn is_layer(&self) -> bool {
        let instrument = self.measure.instrument;
        let acts = instrument.is_duty() || instrument == Instrument::Exemption;
        let counts = matches!(self.measure.status, Status::Enacted | Status::Reported);
        acts && counts && self.products.is_some()
    }

    fn uses_base(&self) -> bool {
        match &self.measure.rate {
            Some(Rates::Steps(steps)) => steps.iter().any(|step| step.rate.uses_base()),
            Some(Rates::Listed) => self.measure.instrument == Instrument::Tariff,
            None => false,
        }
    }
}

/// The duties of one economy over time.
#[derive(Debug)]
pub(crate) struct Tariff {
    /// Days on which something changes, sorted; the first interval begins before the first of them.
    pub(crate) days: Vec<Date>,
    pub(crate) situations: Vec<Situation>,
    /// The code space, cut where a duty may change.
    pub(crate) segments: Segments,
    /// The powers under which duties were set, sorted.
    pub(crate) authorities: Vec<String>,
    /// The place in `authorities` of each measure of the schedule that is a duty of this economy.
    pub(crate) authority_of: Vec<usize>,
    /// Situation by interval and exporter.
    index: Vec<Vec<usize>>,
}

impl Tariff {
    /// The interval that a day lies in.
    pub(crate) fn interval(&self, day: Date) -> usize {
        self.days.partition_point(|change| *change <= day)
    }

    /// The measures whose products hold a ten-digit code.
    pub(crate) fn inside(&self, line: u64) -> Inside<'_> {
        self.segments.inside(self.segments.at(line))
    }

    /// The situation of an exporter in an interval.
    pub(crate) fn situation(&self, interval: usize, exporter: usize) -> usize {
        self.index[interval][exporter]
    }
}

impl<'r> Schedule<'r> {
    /// Compiles what a record knew.
    ///
    /// # Errors
    /// [`ScheduleFault`] for relations that go in a circle and for too many measures at once.
    pub fn new(view: View<'r>) -> Result<Self, ScheduleFault> {
        let record = view.record();
        let known: Vec<(&Entry<Measure>, Measure)> = view
            .measures()
            .map(|(entry, measure)| (entry, measure.into_owned()))
            .collect();
        let validities = validities(view, &known);
        let relations = Relations::new(view, &known);
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
        let measures: Vec<Compiled<'r>> = known
            .into_iter()
            .zip(validities)
            .map(|((entry, measure), validity)| {
                let listed = match measure.rate {
                    Some(Rates::Listed) => record.listed_rates(&measure),
                    _ => Vec::new(),
                };
                let (when, unless) = (named(&measure.when), named(&measure.unless));
                let in_rates = match &measure.rate {
                    Some(Rates::Steps(steps)) => steps
                        .iter()
                        .fold(0, |all, step| all | mask(&step.rate.conditions())),
                    _ => listed
                        .iter()
                        .fold(0, |all, (_, rate)| all | mask(&rate.conditions())),
                };
                let listed = listed.into_iter();
                Compiled {
                    entry,
                    validity,
                    is_ordinary: measure.instrument == Instrument::OrdinaryDuty,
                    when,
                    unless,
                    asks: when | unless | in_rates,
                    products: record.codes(&measure.products),
                    listed: Painted::new(listed.map(|(code, rate)| (code, rate.clone())).collect()),
                    measure,
                }
            })
            .collect();
        // A union that acts as one, such as the EU, is a group: its members are the exporters.
        let exporters: Vec<&'static str> = Economy::all()
            .filter(|economy| economy.kind() != EconomyKind::Composite)
            .map(Economy::code)
            .collect();
        let mut schedule = Self {
            record,
            known: view.known(),
            measures,
            conditions,
            relations,
            tariffs: HashMap::new(),
            exporters: exporters.iter().copied().zip(0..).collect(),
            exporter_codes: exporters,
        };
        let mut importers: Vec<&'r str> = schedule
            .measures
            .iter()
            .filter(|one| one.is_layer())
            .map(|one| one.entry.body.actor.as_str())
            .collect();
        importers.sort_unstable();
        importers.dedup();
        for importer in importers {
            let tariff = schedule.compile_tariff(importer)?;
            schedule.tariffs.insert(importer, tariff);
        }
        Ok(schedule)
    }

    /// The record it was compiled from.
    pub fn record(&self) -> &'r Record {
        self.record
    }

    /// The day of knowledge.
    pub fn known(&self) -> Date {
        self.known
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

    pub(crate) fn index_of(&self, measure: &str) -> Option<usize> {
        let found = self
            .measures
            .binary_search_by(|one| one.entry.id.as_str().cmp(measure));
        found.ok()
    }

    pub(crate) fn exporter_index(&self, code: &str) -> Option<usize> {
        self.exporters.get(code).copied()
    }

    pub(crate) fn exporter_code(&self, index: usize) -> &'static str {
        self.exporter_codes[index]
    }

    fn compile_tariff(&self, importer: &str) -> Result<Tariff, ScheduleFault> {
        let of_importer: Vec<usize> = (0..self.measures.len())
            .filter(|&index| self.measures[index].measure.actor == importer)
            .filter(|&index| self.measures[index].is_layer())
            .collect();
        let mut days: Vec<Date> = self.relations.days().collect();
        for &index in &of_importer {
            let one = &self.measures[index];
            days.extend(one.validity.days());
            if let Some(Rates::Steps(steps)) = &one.measure.rate {
                days.extend(steps.iter().filter_map(|step| step.from));
            }
            days.extend(group_days(&one.measure.target));
        }
        days.sort_unstable();
        days.dedup();
        let duties = of_importer.iter().copied().filter(|&index| {
            let measure = &self.measures[index].measure;
            measure.instrument.is_duty() && measure.status == Status::Enacted
        });
        let authority = |index: usize| &self.measures[index].measure.authority;
        let authorities: BTreeSet<&String> = duties.clone().map(authority).collect();
        let mut authority_of = vec![0; self.measures.len()];
        for index in duties {
            let before = authorities
                .iter()
                .take_while(|one| **one < authority(index));
            authority_of[index] = before.count();
        }
        let mut tariff = Tariff {
            authorities: authorities.into_iter().cloned().collect(),
            authority_of,
            index: Vec::with_capacity(days.len() + 1),
            days,
            situations: Vec::new(),
            segments: self.segments(&of_importer),
        };
        let mut found: HashMap<Key, usize> = HashMap::new();
        for interval in 0..=tariff.days.len() {
            let day = match interval {
                0 => Date::MIN,
                after => tariff.days[after - 1],
            };
            let (party_of, parties) = self.parties(&of_importer, day, &[]);
            let mut situations = Vec::with_capacity(parties.len());
            for members in parties {
                let key = self.key(members, day);
                situations.push(match found.get(&key) {
                    Some(&situation) => situation,
                    None => {
                        tariff.situations.push(self.situation(importer, &key)?);
                        let situation = tariff.situations.len() - 1;
                        found.insert(key, situation);
                        situation
                    }
                });
            }
            let row = party_of.into_iter().map(|party| situations[party]);
            let row = row.collect();
            tariff.index.push(row);
        }
        Ok(tariff)
    }

    fn segments(&self, of_importer: &[usize]) -> Segments {
        let all = || of_importer.iter().map(|&index| &self.measures[index]);
        let asked = all().fold(0, |mask, one| mask | one.asks);
        let shares = bits(asked).flat_map(|index| self.conditions[index].cuts());
        let listed = all().flat_map(|one| one.listed.cuts());
        let spells = all().flat_map(|one| &one.validity.suspensions);
        let suspended = spells
            .filter_map(|spell| spell.products.as_ref())
            .flat_map(|set| set.ranges())
            .flat_map(|range| [range.start, range.end]);
        let cuts = shares.chain(listed).chain(suspended);
        Segments::new(&self.measures, of_importer, cuts)
    }

    /// The situation on a day as if the measures in `skip` had not come: for goods under way.
    pub(crate) fn situation_without(
        &self,
        importer: &str,
        exporter: usize,
        day: Date,
        skip: &[usize],
    ) -> Result<Situation, ScheduleFault> {
        let of_importer: Vec<usize> = (0..self.measures.len())
            .filter(|&index| self.measures[index].measure.actor == importer)
            .filter(|&index| self.measures[index].is_layer() && !skip.contains(&index))
            .collect();
        let (party_of, mut parties) = self.parties(&of_importer, day, skip);
        let key = self.key(parties.swap_remove(party_of[exporter]), day);
        self.situation(importer, &key)
    }

    fn situation(&self, importer: &str, key: &Key) -> Result<Situation, ScheduleFault> {
        if key.members.len() > LIMIT {
            return Err(ScheduleFault::TooManyLayers {
                importer: importer.to_owned(),
                found: key.members.len(),
                limit: LIMIT,
            });
        }
        let about = |index: usize| Trait {
            is_ordinary: self.measures[index].is_ordinary,
            uses_base: self.measures[index].uses_base(),
        };
        Situation::new(key, about).map_err(|circle| ScheduleFault::Cycle {
            measures: circle
                .into_iter()
                .map(|index| self.measures[index].entry.id.clone())
                .collect(),
        })
    }

    /// Exporters that the same measures are in force against on a day, and these measures in order.
    ///
    /// All begin as one party, which every measure splits into those it is aimed at and the others.
    fn parties(
        &self,
        of_importer: &[usize],
        day: Date,
        skip: &[usize],
    ) -> (Vec<usize>, Vec<Vec<MemberKey>>) {
        let mut party_of = vec![0; self.exporters.len()];
        let mut parties: Vec<Vec<MemberKey>> = vec![Vec::new()];
        for &index in of_importer {
            let one = &self.measures[index];
            if !one.validity.holds(day, skip) {
                continue;
            }
            let spells: Vec<(usize, Option<Vec<bool>>)> = (0..one.validity.suspensions.len())
                .filter(|&spell| {
                    let spell = &one.validity.suspensions[spell];
                    crate::validity::covers(Some(spell.from), spell.until, day)
                })
                .map(|spell| {
                    let target = one.validity.suspensions[spell].target.as_ref();
                    (spell, target.map(|target| self.targets(target, "", day)))
                })
                .collect();
            let targets = self.targets(&one.measure.target, &one.measure.actor, day);
            // None where it is not aimed at, else which of the spells hit.
            let hits = |exporter: usize| -> Option<Vec<usize>> {
                let hit = |(_, target): &&(usize, Option<Vec<bool>>)| {
                    target.as_ref().is_none_or(|target| target[exporter])
                };
                let hits = spells.iter().filter(hit).map(|(spell, _)| *spell);
                targets[exporter].then(|| hits.collect())
            };
            let add = |members: &mut Vec<MemberKey>, hits: Option<Vec<usize>>| {
                members.extend(hits.map(|suspensions| MemberKey {
                    measure: index,
                    step: one.step(day),
                    suspensions,
                }));
            };
            // The first answer keeps the party; any other one founds a new party.
            let mut answers: Vec<Vec<(Option<Vec<usize>>, usize)>> =
                vec![Vec::new(); parties.len()];
            let mut founded = 0;
            for (exporter, party) in party_of.iter_mut().enumerate() {
                let (own, hits) = (*party, hits(exporter));
                let same = |answer: &Option<Vec<usize>>| {
                    answer.is_some() == hits.is_some() && (spells.is_empty() || *answer == hits)
                };
                let known = answers[own].iter().find(|(answer, _)| same(answer));
                *party = match known {
                    Some((_, party)) => *party,
                    None if answers[own].is_empty() => own,
                    None => {
                        founded += 1;
                        parties.len() + founded - 1
                    }
                };
                if known.is_none() {
                    answers[own].push((hits, *party));
                }
            }
            parties.resize(parties.len() + founded, Vec::new());
            for (own, answers) in answers.into_iter().enumerate() {
                for (hits, party) in answers.into_iter().rev() {
                    if party != own {
                        parties[party] = parties[own].clone();
                    }
                    add(&mut parties[party], hits);
                }
            }
        }
        (party_of, parties)
    }

    fn key(&self, members: Vec<MemberKey>, day: Date) -> Key {
        let has = |measure: usize| {
            members
                .binary_search_by_key(&measure, |member| member.measure)
                .is_ok()
        };
        let yielding = members
            .iter()
            .map(|member| &self.relations.edges[member.measure]);
        let mut edges: Vec<_> = yielding
            .flatten()
            .filter(|edge| edge.holds(day) && has(edge.to))
            .map(|edge| (edge.kind, edge.yields, edge.to))
            .collect();
        edges.sort_unstable_by_key(|(kind, yields, to)| (*yields, *to, *kind as u8));
        edges.dedup();
        let highest = self.relations.highest.iter();
        let highest = highest
            .filter(|group| group.holds(day))
            .map(|group| {
                group
                    .members
                    .iter()
                    .copied()
                    .filter(|&one| has(one))
                    .collect()
            })
            .filter(|group: &Vec<usize>| group.len() > 1)
            .collect();
        Key {
            members,
            edges,
            highest,
        }
    }

    /// Which economies a target means on a day.
    fn targets(&self, target: &Target, actor: &str, day: Date) -> Vec<bool> {
        let mut hit = vec![target.include == Economies::All; self.exporters.len()];
        let mut set = |name: &String, to: bool| {
            if let Some(&index) = self.exporters.get(name.as_str()) {
                hit[index] = to;
            } else if let Some(group) = Group::find(name) {
                for member in group.members_on(day) {
                    if let Some(&index) = self.exporters.get(member) {
                        hit[index] = to;
                    }
                }
            }
        };
        if let Economies::Named(names) = &target.include {
            names.iter().for_each(|name| set(name, true));
        }
        let own = actor.to_owned();
        let except = target.except.iter().chain([&own]);
        except.for_each(|name| set(name, false));
        hit
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

/// Days on which the members of a target's groups change.
fn group_days(target: &Target) -> Vec<Date> {
    let named = match &target.include {
        Economies::All => &[],
        Economies::Named(names) => names.as_slice(),
    };
    let groups = named.iter().chain(&target.except);
    groups
        .filter_map(|name| Group::find(name))
        .flat_map(|group| group.memberships())
        .flat_map(|spell| [Some(spell.from()), spell.until()].into_iter().flatten())
        .collect()
}
