//! Measures, meetings and figures by their parts.

use cobden_read::Kind;

use crate::days::Days;
use crate::fact::{Fact, Marks};
use crate::union::Union;
use crate::view::{Stage, View, is_barrier, key, key_of};
use crate::words::shared;

/// Days between documents without a date of the fact that speak of the same thing.
const DAYS: i32 = 3;
/// And so many if they give the same rate.
const WEEKS: i32 = 42;

/// What must be equal for two facts to be the same claim; none if the fact says too little.
fn parts(view: &View<'_>, fact: &Fact) -> Option<u64> {
    let bits = |value: f32| u64::from(value.to_bits());
    match fact.kind {
        Kind::Measure => {
            let told = fact.has_value() || !fact.extra.is_nan() || is_short(fact.date);
            if fact.a.is_none() || fact.b.is_none() || !told || fact.marks.has(Marks::DENIED) {
                return None;
            }
            // Without a rate, what is done must be the same, not only its direction.
            let action = if fact.has_value() {
                u64::from(is_barrier(fact))
            } else {
                u64::from(fact.code[1]) + 2
            };
            Some(key(&[
                fact.kind as u64,
                u64::from(fact.code[0]),
                action,
                Stage::of(fact) as u64,
                fact.a.number(),
                fact.b.number(),
                bits(fact.value),
                if fact.has_value() {
                    0
                } else {
                    bits(fact.extra)
                },
            ]))
        }
        Kind::Meeting => {
            let parties = view.parties(fact);
            if parties.len() < 2 || fact.marks.has(Marks::DENIED) {
                return None;
            }
            Some(key(&[
                fact.kind as u64,
                u64::from(fact.code[0]),
                u64::from(fact.code[1]),
                key_of(&parties),
                fact.b.number(),
            ]))
        }
        Kind::Figure => {
            if fact.a.is_none() || !fact.has_value() || fact.marks.has(Marks::DENIED) {
                return None;
            }
            Some(key(&[
                fact.kind as u64,
                fact.a.number(),
                fact.b.number(),
                fact.c.number(),
                u64::from(fact.code[0]),
                bits(fact.value),
            ]))
        }
        _ => None,
    }
}

/// Whether a date says more than a season.
fn is_short(days: Days) -> bool {
    days.is_known() && days.length() <= 31
}

/// Whether two facts of equal parts belong together: their days and their goods.
fn together(view: &View<'_>, one: &Fact, other: &Fact) -> bool {
    let goods = (view.facts.stems(one), view.facts.stems(other));
    if goods.0.is_empty() != goods.1.is_empty()
        || !goods.0.is_empty() && shared(goods.0, goods.1) == 0
    {
        return false;
    }
    if one.document == other.document || view.related(one, other) {
        return one.date.apart(other.date).is_none_or(|days| days == 0);
    }
    match one.date.apart(other.date) {
        Some(days) => days == 0,
        None => {
            let apart = view.day(one).apart(view.day(other));
            // A rate between two economies is told for weeks; a meeting or figure without its day is not.
            let longest = if one.kind == Kind::Measure && one.has_value() {
                WEEKS
            } else {
                DAYS
            };
            match apart {
                Some(days) => days <= longest,
                // Without any date the same rate on the same goods must do; on all goods it may be years apart.
                None => one.kind == Kind::Measure && one.has_value() && !goods.0.is_empty(),
            }
        }
    }
}

/// Puts together the measures, meetings and figures that are the same.
pub(super) fn join(view: &View<'_>, union: &mut Union) {
    const REPRESENTATIVES: usize = 12;
    let mut entries: Vec<(u64, i32, u32)> = (0u32..)
        .zip(&view.facts.all)
        .filter_map(|(number, fact)| Some((parts(view, fact)?, view.day(fact).first, number)))
        .collect();
    entries.sort_unstable();
    for run in entries.chunk_by(|one, other| one.0 == other.0) {
        let mut heads: Vec<u32> = Vec::new();
        for (_, _, number) in run {
            let fact = view.fact(*number);
            // The latest first: days are in order.
            let found = heads
                .iter()
                .rev()
                .copied()
                .find(|head| together(view, view.fact(*head), fact));
            match found {
                Some(head) => union.join(head, *number),
                None => {
                    if heads.len() >= REPRESENTATIVES {
                        heads.remove(0);
                    }
                    heads.push(*number);
                }
            }
        }
    }
}
