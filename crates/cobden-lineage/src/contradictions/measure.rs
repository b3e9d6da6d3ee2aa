//! The same measure at another rate or on another day.

use cobden_read::Kind;
use rustc_hash::FxHashSet;

use super::{Found, Merged, buckets, moment, pairs, same_value};
use crate::contradiction::Field;
use crate::days::Days;
use crate::fact::{Fact, Marks};
use crate::names;
use crate::view::{Stage, View, is_barrier, key};

fn parties(view: &View<'_>, fact: &Fact) -> Option<u64> {
    let single = |name: &str| !name.is_empty() && !name.contains('+');
    (fact.kind == Kind::Measure
        && single(view.symbols.get(fact.a))
        && single(view.symbols.get(fact.b)))
    .then(|| key(&[u64::from(fact.code[0]), fact.a.number(), fact.b.number()]))
}

/// Whether a fact's rate or date can be held against another's.
fn firm(fact: &Fact) -> bool {
    matches!(Stage::of(fact), Stage::Done | Stage::Coming)
        && ![
            Marks::DENIED,
            Marks::BOUND,
            Marks::ABOUT,
            Marks::POINTS,
            Marks::SEVERAL,
        ]
        .iter()
        .any(|mark| fact.marks.has(*mark))
        && fact.marks.has(Marks::NAMED)
}

/// Whether two measures of one instrument and the same parties are the same step on the same goods.
fn same_step(view: &View<'_>, one: &Fact, other: &Fact) -> bool {
    const KINDS: [Marks; 2] = [Marks::ADDED, Marks::TOTAL];
    let goods = (view.facts.stems(one), view.facts.stems(other));
    is_barrier(one) == is_barrier(other)
        && (Stage::of(one) == Stage::of(other) || one.code[1] == other.code[1])
        && one.marks.only(&KINDS) == other.marks.only(&KINDS)
        && same_goods(goods.0, goods.1)
}

/// The same goods: the same words, or all of the shorter description in the longer.
pub(super) fn same_goods(one: &[u32], other: &[u32]) -> bool {
    let both = crate::words::shared(one, other);
    one.is_empty() == other.is_empty() && both == one.len().min(other.len())
}

/// What a document tells: document and value.
type Told = FxHashSet<(u32, u64)>;

fn knows(told: &Told, one: &Fact, other: &Fact, value: impl Fn(&Fact) -> u64) -> bool {
    told.contains(&(one.document, value(other))) || told.contains(&(other.document, value(one)))
}

pub(super) fn find(view: &View<'_>, found: &mut Merged) {
    for bucket in buckets(view, |fact| parties(view, fact)) {
        let facts: Vec<&Fact> = bucket.iter().map(|fact| view.fact(*fact)).collect();
        rates(view, &bucket, &facts, found);
        dates(view, &bucket, &facts, found);
    }
}

fn rates(view: &View<'_>, bucket: &[u32], facts: &[&Fact], found: &mut Merged) {
    let rate = |fact: &Fact| u64::from(fact.value.to_bits());
    let told: Told = facts
        .iter()
        .filter(|fact| fact.has_value())
        .map(|fact| (fact.document, rate(fact)))
        .collect();
    let mut known: Vec<f32> = facts
        .iter()
        .filter(|fact| fact.has_value())
        .map(|fact| fact.value)
        .collect();
    known.sort_by(f32::total_cmp);
    known.dedup();
    known.truncate(64);
    let firm: Vec<u32> = bucket
        .iter()
        .copied()
        .filter(|fact| view.fact(*fact).has_value() && firm(view.fact(*fact)))
        .collect();
    pairs(view, &firm, |one, other| {
        let (a, b) = (view.fact(one), view.fact(other));
        if same_value(a.value, b.value) || !same_step(view, a, b) || knows(&told, a, b, rate) {
            return;
        }
        let Some((sure, when)) = moment(view, a, b) else {
            return;
        };
        let apart = (a.value - b.value).abs();
        let part = known
            .iter()
            .copied()
            .find(|part| (part - apart).abs() < 1e-3);
        // If one of the two gives the part as well, it tells of layers.
        if part.is_some_and(|part| {
            let bits = u64::from(part.to_bits());
            told.contains(&(a.document, bits)) || told.contains(&(b.document, bits))
        }) {
            return;
        }
        let (sum, note) = match part {
            Some(part) => (0.5, format!("; the higher may be a sum with {part}%")),
            None => (1.0, String::new()),
        };
        found.push(
            view,
            Found {
                field: Field::Rate,
                one,
                other,
                values: (names::value(view, a), names::value(view, b)),
                about: format!("{} ({})", names::measure(view, a), names::action(a)),
                reason: format!(
                    "the same measure at {}% and at {}%; {when}{note}",
                    a.value, b.value
                ),
                sure: sure * sum,
            },
        );
    });
}

fn dates(view: &View<'_>, bucket: &[u32], facts: &[&Fact], found: &mut Merged) {
    let day = |fact: &Fact| fact.date.first as u32 as u64;
    let told: Told = facts
        .iter()
        .filter(|fact| fact.date.is_known())
        .map(|fact| (fact.document, day(fact)))
        .collect();
    let firm: Vec<u32> = bucket
        .iter()
        .copied()
        .filter(|fact| {
            let fact = view.fact(*fact);
            fact.has_value() && fact.date.is_known() && fact.date.length() == 1 && firm(fact)
        })
        .collect();
    pairs(view, &firm, |one, other| {
        let (a, b) = (view.fact(one), view.fact(other));
        let known_apart = a
            .date
            .apart(b.date)
            .is_some_and(|days| (1..=45).contains(&days));
        if !known_apart
            || a.value != b.value
            || a.code[1] != b.code[1]
            || Stage::of(a) != Stage::of(b)
            || !same_step(view, a, b)
            || knows(&told, a, b, day)
        {
            return;
        }
        if a.document == b.document {
            return;
        }
        let Some((sure, when)) = told_together(view, a, b) else {
            return;
        };
        found.push(
            view,
            Found {
                field: Field::Date,
                one,
                other,
                values: (written(a.date), written(b.date)),
                about: format!(
                    "{} ({}), {}%",
                    names::measure(view, a),
                    names::action(a),
                    a.value
                ),
                reason: format!(
                    "the same step on {} and on {}; {when}",
                    written(a.date),
                    written(b.date)
                ),
                sure,
            },
        );
    });
}

/// Whether two documents tell of something at the same time, whatever day they give it.
pub(super) fn told_together(
    view: &View<'_>,
    one: &Fact,
    other: &Fact,
) -> Option<(f64, &'static str)> {
    let undated = |fact: &Fact| {
        let mut fact = *fact;
        fact.date = Days::NONE;
        fact
    };
    moment(view, &undated(one), &undated(other))
}

/// A first day as ISO 8601.
pub(super) fn written(days: Days) -> String {
    use jiff::ToSpan;
    jiff::civil::date(1970, 1, 1)
        .checked_add(i64::from(days.first).days())
        .map_or(String::new(), |day| day.to_string())
}
