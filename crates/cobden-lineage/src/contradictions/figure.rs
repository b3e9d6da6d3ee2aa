//! The same figure with another value or direction.

use cobden_read::Kind;
use rustc_hash::FxHashSet;

use super::{Found, Merged, buckets, pairs, same_value};
use crate::contradiction::Field;
use crate::fact::{Fact, Marks};
use crate::names;
use crate::view::{View, key};

/// A direction over fewer days than this is a moment of a market, which turns within hours.
const SETTLED: i32 = 28;

/// The same indicator of the same economy over the same stretch, compared with the same.
fn indicator(view: &View<'_>, fact: &Fact) -> Option<u64> {
    const BASES: [Marks; 2] = [Marks::YEARLY, Marks::SHORTER];
    let vague = [Marks::ABOUT, Marks::BOUND, Marks::SEVERAL, Marks::DENIED]
        .iter()
        .any(|mark| fact.marks.has(*mark));
    if fact.kind != Kind::Figure
        || vague
        || !fact.date.is_known()
        || fact.b.is_none()
        || view.symbols.get(fact.a).len() < 4
    {
        return None;
    }
    Some(key(&[
        fact.a.number(),
        fact.b.number(),
        fact.date.first as u32 as u64,
        fact.date.last as u32 as u64,
        u64::from(fact.extra.to_bits()),
        u64::from(fact.marks.only(&BASES).has(Marks::YEARLY)),
        u64::from(fact.marks.only(&BASES).has(Marks::SHORTER)),
    ]))
}

pub(super) fn find(view: &View<'_>, found: &mut Merged) {
    for bucket in buckets(view, |fact| indicator(view, fact)) {
        let told: FxHashSet<(u32, u32)> = bucket
            .iter()
            .map(|fact| view.fact(*fact))
            .map(|fact| (fact.document, fact.value.to_bits()))
            .collect();
        pairs(view, &bucket, |one, other| {
            let (a, b) = (view.fact(one), view.fact(other));
            if a.document == b.document {
                return;
            }
            let opposite = matches!((a.code[0], b.code[0]), (1, 2) | (2, 1));
            let knows = told.contains(&(a.document, b.value.to_bits()))
                || told.contains(&(b.document, a.value.to_bits()));
            let field = if opposite && a.date.length() >= SETTLED {
                Field::Direction
            } else if !opposite
                && a.has_value()
                && b.has_value()
                && a.c == b.c
                && a.marks.has(Marks::POINTS) == b.marks.has(Marks::POINTS)
                && !knows
                && !same_value(a.value, b.value)
            {
                Field::Value
            } else {
                return;
            };
            let values = if field == Field::Value {
                (names::value(view, a), names::value(view, b))
            } else {
                (way(a), way(b))
            };
            found.push(
                view,
                Found {
                    field,
                    one,
                    other,
                    about: names::figure(view, a),
                    reason: format!(
                        "the same figure over the same time is {} and {}",
                        values.0, values.1
                    ),
                    values,
                    sure: 0.8,
                },
            );
        });
    }
}

fn way(fact: &Fact) -> String {
    match fact.code[0] {
        1 => "up".to_owned(),
        2 => "down".to_owned(),
        _ => "flat".to_owned(),
    }
}
