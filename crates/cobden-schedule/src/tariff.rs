//! The duties of one economy over time: intervals, exporters treated alike, and what holds between them.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use cobden_codes::Group;
use cobden_record::{Economies, Rates, Status, Target};
use jiff::civil::Date;

use crate::compiled::Compiled;
use crate::error::ScheduleFault;
use crate::relation::Relations;
use crate::schedule::Schedule;
use crate::situation::{Key, LIMIT, MemberKey, Situation, Trait};

/// The duties of one economy over time.
#[derive(Debug)]
pub(crate) struct Tariff {
    pub(crate) importer: String,
    /// Days on which something changes, sorted; the first interval begins before the first of them.
    pub(crate) days: Vec<Date>,
    /// The powers under which duties were set, sorted.
    pub(crate) authorities: Vec<String>,
    /// The place in `authorities` of each measure of the schedule that is a duty of this economy.
    pub(crate) authority_of: Vec<usize>,
    /// Measures that can be layers, by index.
    layers: Vec<usize>,
    /// What holds in each interval, once it is asked for.
    intervals: Vec<OnceLock<Result<Interval, ScheduleFault>>>,
    /// Situations that were ordered before: many intervals and exporters share one.
    ordered: Mutex<HashMap<Key, Arc<Situation>>>,
}

/// What holds between the importer and every exporter, for some days.
#[derive(Debug)]
struct Interval {
    party_of: Vec<usize>,
    situations: Vec<Arc<Situation>>,
}

impl Tariff {
    pub(crate) fn new(importer: &str, measures: &[Compiled<'_>], relations: &Relations) -> Self {
        let layers: Vec<usize> = (0..measures.len())
            .filter(|&index| measures[index].measure.actor == importer)
            .filter(|&index| measures[index].is_layer())
            .collect();
        let mut days: Vec<Date> = relations.days().collect();
        for &index in &layers {
            let one = &measures[index];
            days.extend(one.validity.days());
            if let Some(Rates::Steps(steps)) = &one.measure.rate {
                days.extend(steps.iter().filter_map(|step| step.from));
            }
            days.extend(group_days(&one.measure.target));
            let targets = one.validity.suspensions.iter();
            let targets = targets.filter_map(|spell| spell.target.as_ref());
            days.extend(targets.flat_map(group_days));
        }
        days.sort_unstable();
        days.dedup();
        let duties = layers.iter().copied().filter(|&index| {
            let measure = &measures[index].measure;
            measure.instrument.is_duty() && measure.status == Status::Enacted
        });
        let authority = |index: usize| &measures[index].measure.authority;
        let authorities: BTreeSet<&String> = duties.clone().map(authority).collect();
        let mut authority_of = vec![0; measures.len()];
        for index in duties {
            let before = authorities
                .iter()
                .take_while(|one| **one < authority(index));
            authority_of[index] = before.count();
        }
        Self {
            importer: importer.to_owned(),
            authorities: authorities.into_iter().cloned().collect(),
            authority_of,
            intervals: (0..=days.len()).map(|_| OnceLock::new()).collect(),
            days,
            layers,
            ordered: Mutex::default(),
        }
    }

    /// The interval that a day lies in.
    pub(crate) fn interval(&self, day: Date) -> usize {
        self.days.partition_point(|change| *change <= day)
    }

    fn first_day(&self, interval: usize) -> Date {
        match interval {
            0 => Date::MIN,
            after => self.days[after - 1],
        }
    }
}

impl Schedule<'_> {
    /// What holds between the importer and an exporter in an interval.
    ///
    /// # Errors
    /// Relations that go in a circle, and too many measures at once.
    pub(crate) fn situation<'s>(
        &'s self,
        tariff: &'s Tariff,
        interval: usize,
        exporter: usize,
    ) -> Result<&'s Arc<Situation>, ScheduleFault> {
        let cell =
            tariff.intervals[interval].get_or_init(|| self.settle_interval(tariff, interval));
        let interval = cell.as_ref().map_err(Clone::clone)?;
        Ok(&interval.situations[interval.party_of[exporter]])
    }

    fn settle_interval(&self, tariff: &Tariff, interval: usize) -> Result<Interval, ScheduleFault> {
        let day = tariff.first_day(interval);
        let (party_of, parties) = self.parties(&tariff.layers, day, &[]);
        let mut situations = Vec::with_capacity(parties.len());
        for members in parties {
            let key = self.key(members, day);
            // A panic elsewhere leaves the map as it was.
            let mut ordered = tariff
                .ordered
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            let situation = match ordered.get(&key) {
                Some(situation) => situation.clone(),
                None => {
                    let situation = Arc::new(self.order(&tariff.importer, &key)?);
                    ordered.insert(key, situation.clone());
                    situation
                }
            };
            situations.push(situation);
        }
        Ok(Interval {
            party_of,
            situations,
        })
    }

    /// The situation on a day as if the measures in `skip` had not come: for goods under way.
    pub(crate) fn situation_without(
        &self,
        tariff: &Tariff,
        exporter: usize,
        day: Date,
        skip: &[usize],
    ) -> Result<Situation, ScheduleFault> {
        let layers = tariff.layers.iter().copied();
        let layers: Vec<usize> = layers.filter(|index| !skip.contains(index)).collect();
        let (party_of, mut parties) = self.parties(&layers, day, skip);
        let key = self.key(parties.swap_remove(party_of[exporter]), day);
        self.order(&tariff.importer, &key)
    }

    fn order(&self, importer: &str, key: &Key) -> Result<Situation, ScheduleFault> {
        if key.members.len() > LIMIT {
            return Err(ScheduleFault::TooManyLayers {
                importer: importer.to_owned(),
                found: key.members.len(),
                limit: LIMIT,
            });
        }
        let about = |member: &MemberKey| {
            let one = &self.measures[member.measure];
            Trait {
                is_ordinary: one.is_ordinary,
                uses_base: one.uses_base(member.step),
            }
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
        layers: &[usize],
        day: Date,
        skip: &[usize],
    ) -> (Vec<usize>, Vec<Vec<MemberKey>>) {
        let mut party_of = vec![0; self.materials.exporter_codes.len()];
        let mut parties: Vec<Vec<MemberKey>> = vec![Vec::new()];
        for &index in layers {
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
    pub(crate) fn targets(&self, target: &Target, actor: &str, day: Date) -> Vec<bool> {
        let mut hit = vec![target.include == Economies::All; self.materials.exporter_codes.len()];
        let mut set = |name: &String, to: bool| {
            if let Some(&index) = self.materials.exporters.get(name.as_str()) {
                hit[index] = to;
            } else if let Some(group) = Group::find(name) {
                for member in group.members_on(day) {
                    if let Some(&index) = self.materials.exporters.get(member) {
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
