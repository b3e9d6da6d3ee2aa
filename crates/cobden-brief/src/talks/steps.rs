//! What each side can do, from what is asked and offered.

use std::collections::{BTreeMap, BTreeSet};

use cobden_record::{Entry, MetWhen, Position, PositionKind};
use cobden_schedule::{Standing, State, stances};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::context::Context;
use crate::words;

/// Something a side can do: measures of its own that end, and measures that it brings into force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its name for machines: that of the position it is from, or the reader's.
    pub id: String,
    /// What it is.
    pub name: String,
    /// The side that takes it.
    pub by: usize,
    /// Measures, families and authorities that do not count.
    pub without: Vec<String>,
    /// Measures that count though they are no law.
    pub suppose: Vec<String>,
    /// Positions it is from.
    pub from: Vec<String>,
    /// Positions that it meets because its reader says so.
    pub meets: Vec<String>,
    /// The day from which it was on the table.
    pub since: Date,
}

/// A position that no step is made of, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NotAStep {
    /// Its id in the record.
    pub position: String,
    /// Why.
    pub because: String,
}

/// What the record has on the table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Table {
    pub steps: Vec<Step>,
    pub not: Vec<NotAStep>,
}

impl Table {
    /// The steps that open positions of the two ask for or offer, first those of the first side, the newest first.
    ///
    /// A position is a step of who took its measures: that they end, where it is met when they have ended; that they come into
    /// force, where it is met when they are. One that is about measures of both sides makes a step of each; positions that ask
    /// for the same make one.
    pub(crate) fn of_record(context: &Context<'_>) -> Self {
        let dispute = context.dispute();
        let mut table = Self::default();
        let mut asked: BTreeMap<(usize, Vec<String>, Vec<String>), Step> = BTreeMap::new();
        for one in stances(context.view, &context.schedule, context.asked.on) {
            let is_open = one.standing == Standing::Open;
            if !is_open || dispute.between(&one.entry.body).is_none() {
                continue;
            }
            match parts(context, one.entry) {
                Ok(parts) => {
                    let alone = parts.len() == 1;
                    for (by, met_when) in parts {
                        let key = (by, met_when.ended.clone(), met_when.in_force.clone());
                        let step = step(context, one.entry, by, met_when, alone);
                        match asked.entry(key) {
                            std::collections::btree_map::Entry::Vacant(place) => {
                                place.insert(step);
                            }
                            std::collections::btree_map::Entry::Occupied(mut place) => {
                                let first = place.get_mut();
                                first.from.extend(step.from);
                                first.since = first.since.max(step.since);
                            }
                        }
                    }
                }
                Err(because) => table.not.push(NotAStep {
                    position: one.entry.id.clone(),
                    because,
                }),
            }
        }
        table.steps = asked.into_values().collect();
        table
            .steps
            .sort_by(|a, b| (a.by, b.since, &a.id).cmp(&(b.by, a.since, &b.id)));
        table
    }

    /// Keeps the newest of the steps, in their order, and gives the ids of the others.
    pub(crate) fn keep_newest(&mut self, most: usize) -> Vec<String> {
        let mut order: Vec<usize> = (0..self.steps.len()).collect();
        order.sort_by_key(|place| std::cmp::Reverse(self.steps[*place].since));
        let kept: BTreeSet<usize> = order.into_iter().take(most).collect();
        let mut left = Vec::new();
        let mut place = 0;
        self.steps.retain(|step| {
            let keep = kept.contains(&place);
            place += 1;
            if !keep {
                left.push(step.id.clone());
            }
            keep
        });
        left
    }
}

/// What each side has to do for a position to be met, sides in order; why nothing can be made of it otherwise.
fn parts(context: &Context<'_>, entry: &Entry<Position>) -> Result<Vec<(usize, MetWhen)>, String> {
    let position = &entry.body;
    if position.kind == PositionKind::RedLine {
        return Err("a red line is nothing to do; packages that cross it are named".to_owned());
    }
    let Some(met_when) = &position.met_when else {
        return Err(match position.about.is_empty() {
            true => "it names no measures".to_owned(),
            false => "the record does not say which state of its measures meets it".to_owned(),
        });
    };
    let mut parts: BTreeMap<usize, MetWhen> = BTreeMap::new();
    let both = [(&met_when.ended, true), (&met_when.in_force, false)];
    for (ids, ends) in both {
        for id in ids {
            let is_so = match context.schedule.state(id, context.asked.on) {
                Some(State::InForce) => !ends,
                Some(State::Ended(_) | State::StruckDown(_) | State::Suspended(_)) => ends,
                _ => false,
            };
            if is_so {
                continue;
            }
            let found = context.view.measures().find(|(entry, _)| entry.id == *id);
            let Some((_, measure)) = found else {
                return Err(format!("its measure {id} is not known yet"));
            };
            let parties = &context.asked.parties;
            let Some(by) = parties.iter().position(|party| *party == measure.actor) else {
                return Err(format!(
                    "its measure {id} is one of {}, which is neither side",
                    words::the(&measure.actor)
                ));
            };
            let part = parts.entry(by).or_default();
            let list = if ends {
                &mut part.ended
            } else {
                &mut part.in_force
            };
            list.push(id.clone());
        }
    }
    for part in parts.values_mut() {
        for list in [&mut part.ended, &mut part.in_force] {
            list.sort();
            list.dedup();
        }
    }
    if parts.is_empty() {
        return Err("nothing is left to do for it".to_owned());
    }
    Ok(parts.into_iter().collect())
}

/// A side's part of a position as a step; the whole of it, or one of two.
fn step(
    context: &Context<'_>,
    entry: &Entry<Position>,
    by: usize,
    part: MetWhen,
    alone: bool,
) -> Step {
    let side = &context.asked.parties[by];
    let titled = |ids: &[String]| {
        let titles: Vec<String> = ids
            .iter()
            .map(|id| format!("\u{201c}{}\u{201d}", context.title(id)))
            .collect();
        words::listed(&titles)
    };
    let mut does = Vec::new();
    if !part.ended.is_empty() {
        does.push(format!("ends {}", titled(&part.ended)));
    }
    if !part.in_force.is_empty() {
        does.push(format!("puts {} into force", titled(&part.in_force)));
    }
    Step {
        id: if alone {
            entry.id.clone()
        } else {
            format!("{}-{side}", entry.id)
        },
        name: format!("{} {}", words::the_capital(side), words::listed(&does)),
        by,
        without: part.ended,
        suppose: part.in_force,
        from: vec![entry.id.clone()],
        meets: Vec::new(),
        since: entry.body.from.unwrap_or(entry.common.known),
    }
}
