//! Stacking: what each measure of a situation comes to on one line.
//!
//! A line's trade is a mix of shipments that answer the conditions differently ([`parts`]). Within a part
//! every measure either applies or does not, so relations are settled one after the other:
//! exempt, replaced, excluded by what is owed, and of a group only the highest. The duty of a line is
//! the mean over its parts.

use cobden_record::{Facts, Status};

use crate::condition::{Part, bits, parts, share_in_group};
use crate::materials::Material;
use crate::schedule::Schedule;
use crate::situation::{Mask, Situation};

/// What became of a measure in one part of a line's trade; others by place in the situation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// The line is none of its products.
    Outside,
    /// A condition of the measure is not met, by index.
    NotMet(usize),
    /// A condition that spares it is met, by index.
    Spared(usize),
    Suspended(usize),
    Reported,
    Exempt(usize),
    Replaced(usize),
    Excluded(usize),
    /// Another of its group is higher.
    NotHighest(usize),
    Applied,
}

/// The duties of one line; used again for the next one, it needs no new memory.
#[derive(Debug, Default)]
pub(crate) struct Resolved {
    /// Owed by member, as a ratio of customs value, mean over parts.
    pub(crate) owed: Vec<f64>,
    /// What each would charge if nothing stood in its way, mean over parts; only where fates are kept.
    pub(crate) statutory: Vec<f64>,
    /// Whether every specific duty that is owed has an equivalent.
    pub(crate) valued: bool,
    /// Whether an ordinary duty of the line is in the record.
    pub(crate) has_ordinary: bool,
    /// Parts of the trade with the fate of each member, if asked for.
    pub(crate) fates: Vec<(f64, Vec<Fate>)>,
    /// Sum over members.
    pub(crate) total: f64,
    /// Sum over members that are ordinary duties.
    pub(crate) ordinary: f64,
    /// What is the same in all parts: the fate of each member before relations.
    fixed: Vec<Fate>,
    /// Fates and duties in one part.
    part_fates: Vec<Fate>,
    part_owed: Vec<f64>,
    /// Duties in one part before the lower ones of a group go.
    before: Vec<f64>,
}

/// The line of a question: what rates and conditions need to know.
pub(crate) struct Line<'a> {
    pub(crate) schedule: &'a Schedule<'a>,
    pub(crate) exporter: &'a str,
    pub(crate) line: u64,
    /// Shares that the question assumes, by index of condition.
    pub(crate) assume: &'a [(usize, f64)],
}

impl Line<'_> {
    fn share_of(&self, condition: usize) -> f64 {
        let assumed = self.assume.iter().find(|(index, _)| *index == condition);
        match assumed {
            Some((_, share)) => *share,
            None => self.on_file(condition) * self.room(condition),
        }
    }

    fn on_file(&self, condition: usize) -> f64 {
        self.schedule.conditions()[condition].share(self.exporter, self.line)
    }

    /// How far the share of a condition shrinks for what the question assumes of others of its group: these are
    /// parts of one value, and what is assumed of one is not left for the rest.
    fn room(&self, condition: usize) -> f64 {
        let conditions = self.schedule.conditions();
        let is_of_group = |index: &usize| conditions[*index].is_beside(&conditions[condition]);
        let assumed = self.assume.iter().filter(|(index, _)| is_of_group(index));
        let taken: f64 = assumed.map(|(_, share)| share).sum();
        if taken <= 0.0 {
            return 1.0;
        }
        let is_assumed = |index: &usize| self.assume.iter().any(|(other, _)| other == index);
        let rest = (0..conditions.len()).filter(|index| is_of_group(index) && !is_assumed(index));
        let rest: f64 = rest.map(|index| self.on_file(index)).sum();
        let left = (1.0 - taken).max(0.0);
        if rest > left { left / rest } else { 1.0 }
    }
}

struct LineFacts<'a, 'l> {
    line: &'l Line<'a>,
    base: f64,
}

impl Facts for LineFacts<'_, '_> {
    fn base(&self) -> f64 {
        self.base
    }

    fn share(&self, condition: &str) -> f64 {
        let conditions = self.line.schedule.conditions();
        let index = conditions.binary_search_by(|one| one.id.as_str().cmp(condition));
        index.map_or(0.0, |index| {
            share_in_group(conditions, index, |one| self.line.share_of(one))
        })
    }
}

impl Resolved {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Settles a situation on a line; `inside` says whether a measure's products hold the line.
    pub(crate) fn settle(
        &mut self,
        situation: &Situation,
        line: &Line<'_>,
        inside: impl Fn(&Material<'_>) -> bool,
        keep_fates: bool,
    ) {
        let schedule = line.schedule;
        let members = &situation.members;
        self.fates.clear();
        self.valued = true;
        self.has_ordinary = false;
        self.fixed.clear();
        let (mut live, mut ordinary): (Mask, Mask) = (0, 0);
        let mut matter = 0_u64;
        for (at, member) in members.iter().enumerate() {
            let index = member.key.measure;
            let compiled = &schedule.measures[index];
            if !inside(&compiled.material) {
                self.fixed.push(Fate::Outside);
                continue;
            }
            if compiled.is_ordinary {
                ordinary |= 1 << at;
                self.has_ordinary = true;
            }
            let suspended = member.key.suspensions.iter().copied().find(|&spell| {
                let products = &compiled.validity.suspensions[spell].products;
                products.as_ref().is_none_or(|set| set.contains(line.line))
            });
            self.fixed.push(match (compiled.measure.status, suspended) {
                (Status::Enacted, None) => {
                    live |= 1 << at;
                    matter |= compiled.material.when | compiled.material.unless;
                    Fate::Applied
                }
                (Status::Enacted, Some(spell)) => Fate::Suspended(spell),
                _ => Fate::Reported,
            });
        }
        for sums in [&mut self.owed, &mut self.statutory, &mut self.part_owed] {
            sums.clear();
            sums.resize(members.len(), 0.0);
        }
        let whole = [Part {
            weight: 1.0,
            meets: 0,
        }];
        let split;
        let parts: &[Part] = if matter == 0 {
            &whole
        } else {
            split = parts(schedule.conditions(), matter, |index| line.share_of(index));
            &split
        };
        for part in parts {
            let base = self.settle_part(situation, line, part, live);
            if keep_fates {
                self.fates.push((part.weight, self.part_fates.clone()));
                let facts = LineFacts { line, base };
                for (at, member) in members.iter().enumerate() {
                    if self.fixed[at] != Fate::Outside {
                        let compiled = &schedule.measures[member.key.measure];
                        let duty = compiled.rate(member.key.step, line.line, &facts);
                        self.statutory[at] += part.weight * duty.ratio;
                    }
                }
            }
        }
        self.total = self.owed.iter().sum();
        self.ordinary = places(ordinary).map(|at| self.owed[at]).sum();
    }

    /// Settles one part and gives the ordinary duty owed in it.
    fn settle_part(
        &mut self,
        situation: &Situation,
        line: &Line<'_>,
        part: &Part,
        live: Mask,
    ) -> f64 {
        let schedule = line.schedule;
        self.part_fates.clone_from(&self.fixed);
        self.part_owed.fill(0.0);
        let (fates, owed) = (&mut self.part_fates, &mut self.part_owed);
        // Members that apply; that act, so that they exempt others; of which something is due.
        let (mut applies, mut acts, mut due): (Mask, Mask, Mask) = (0, 0, 0);
        let mut facts = LineFacts { line, base: 0.0 };
        let (mut settled, mut unvalued): (Mask, Mask) = (0, 0);
        for block in &situation.blocks {
            for at in places(live & block.members) {
                let member = &situation.members[at];
                let compiled = &schedule.measures[member.key.measure];
                let Material { when, unless, .. } = *compiled.material;
                let unmet = (when & !part.meets) | (unless & part.meets);
                if let Some(condition) = bits(unmet).next() {
                    let spares = unless & (1 << condition) != 0;
                    fates[at] = if spares {
                        Fate::Spared(condition)
                    } else {
                        Fate::NotMet(condition)
                    };
                    continue;
                }
                applies |= 1 << at;
                let duty = compiled.rate(member.key.step, line.line, &facts);
                fates[at] = if let Some(by) = lowest(member.exempt_by & acts) {
                    Fate::Exempt(by)
                } else if let Some(by) = lowest(member.replaced_by & applies) {
                    Fate::Replaced(by)
                } else if let Some(by) = lowest(member.excluded_by & due) {
                    acts |= 1 << at;
                    Fate::Excluded(by)
                } else {
                    acts |= 1 << at;
                    settled |= 1 << at;
                    owed[at] = duty.ratio;
                    if !duty.valued {
                        unvalued |= 1 << at;
                    }
                    // A specific duty without an equivalent is owed too, only not known how much.
                    if duty.ratio > 0.0 || !duty.valued {
                        due |= 1 << at;
                    }
                    Fate::Applied
                };
            }
            // Every group looks at what was owed before any was cut, so their order changes nothing.
            let standing = settled;
            self.before.clone_from(owed);
            let before = &self.before;
            for &group in &block.highest {
                let best = places(group & standing).reduce(|best, at| {
                    let higher = before[at] > before[best];
                    if higher { at } else { best }
                });
                for at in places(group & settled) {
                    if let Some(best) = best.filter(|&best| best != at) {
                        fates[at] = Fate::NotHighest(best);
                        owed[at] = 0.0;
                        due &= !(1 << at);
                        settled &= !(1 << at);
                    }
                }
            }
            for at in places(block.members & settled) {
                if schedule.measures[situation.members[at].key.measure].is_ordinary {
                    facts.base += owed[at];
                }
            }
        }
        self.valued &= unvalued & settled == 0;
        for at in places(settled) {
            self.owed[at] += part.weight * owed[at];
        }
        facts.base
    }
}

fn lowest(mask: Mask) -> Option<usize> {
    (mask != 0).then(|| mask.trailing_zeros() as usize)
}

/// The positions of the ones.
pub(crate) fn places(mut mask: Mask) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let at = lowest(mask)?;
        mask &= mask - 1;
        Some(at)
    })
}
