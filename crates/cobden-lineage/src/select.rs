//! The facts that may have to do with those of one document.

use cobden_read::Kind;
use rustc_hash::FxHashSet;

use crate::claims::{BANDS, rows};
use crate::days::Days;
use crate::fact::{Fact, Facts};
use crate::view::{View, key, key_of};

/// Measures, meetings and figures of documents further apart than this are not looked at.
const DAYS: i32 = 60;

/// Under which keys a fact may meet others: wider than what makes a claim or a contradiction.
fn keys(view: &View<'_>, fact: &Fact, mut each: impl FnMut(u64)) {
    let kind = fact.kind as u64;
    match fact.kind {
        Kind::Statement | Kind::Position | Kind::Forecast => {
            for gram in view.facts.grams(fact) {
                each(key(&[100, u64::from(*gram)]));
            }
            for band in 0..BANDS {
                let rows = rows(view.facts.stems(fact), band);
                each(key(&[kind, band, rows.0]));
            }
        }
        Kind::Measure => each(key(&[
            kind,
            u64::from(fact.code[0]),
            fact.a.number(),
            fact.b.number(),
        ])),
        Kind::Meeting => each(key(&[kind, key_of(&view.parties(fact))])),
        Kind::Figure => each(key(&[kind, fact.a.number(), fact.b.number()])),
        Kind::Event => {}
    }
}

/// The facts of a document and all that share a key with one of them, in order.
pub(crate) fn near(view: &View<'_>, document: u32) -> Facts {
    let mut wanted: FxHashSet<u64> = FxHashSet::default();
    for fact in view
        .facts
        .all
        .iter()
        .filter(|fact| fact.document == document)
    {
        keys(view, fact, |key| {
            wanted.insert(key);
        });
    }
    let mut near = Facts::default();
    let published = Days::of(view.origins[document as usize].date);
    for fact in &view.facts.all {
        let mut meets = fact.document == document;
        let timely = matches!(fact.kind, Kind::Statement | Kind::Position | Kind::Forecast)
            || published
                .apart(view.published(fact))
                .is_none_or(|days| days <= DAYS);
        if !meets && timely {
            keys(view, fact, |key| meets |= wanted.contains(&key));
        }
        if meets {
            near.push(*fact, view.facts.stems(fact), view.facts.grams(fact));
        }
    }
    near
}
