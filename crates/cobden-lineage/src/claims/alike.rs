//! Words alike: quotations by runs of words, reported speech by the share of common stems.

use cobden_read::Kind;

use crate::fact::{Fact, Marks};
use crate::union::Union;
use crate::view::{View, key};
use crate::words::{mix, shared};

/// Facts of a bucket that others are compared with.
const REPRESENTATIVES: usize = 8;
/// Bands of two least hashes each: sets that share 0.6 of their stems meet in one with a probability of 0.83.
pub(crate) const BANDS: u64 = 4;
/// Fewer stems say too little.
const LEAST_STEMS: usize = 4;
/// Share of common stems (Jaccard) at which two utterances are the same.
const ALIKE: f64 = 0.6;
/// Days between two reports of the same utterance.
const DAYS: i32 = 10;

/// Share of common members of two sorted sets: shared over both together.
fn jaccard(one: &[u32], other: &[u32]) -> f64 {
    let both = shared(one, other);
    both as f64 / (one.len() + other.len() - both).max(1) as f64
}

/// Whether two quotations share their words, or the shorter lies in the longer.
fn same_quotation(view: &View<'_>, one: &Fact, other: &Fact) -> bool {
    let (a, b) = (view.facts.grams(one), view.facts.grams(other));
    let least = a.len().min(b.len());
    let both = shared(a, b);
    if both == 0 || 2 * both < least {
        return false;
    }
    if both >= 3 {
        return true;
    }
    // Short quotations must agree in what surrounds the run, too.
    let (a, b) = (view.facts.stems(one), view.facts.stems(other));
    let least = a.len().min(b.len());
    least > 0 && 10 * shared(a, b) >= 7 * least
}

/// Puts quotations of the same words together; returns pairs whose speakers cannot be the same.
pub(super) fn quotations(view: &View<'_>, union: &mut Union) -> Vec<(u32, u32)> {
    let mut entries: Vec<u64> = Vec::new();
    for (number, fact) in (0u64..).zip(&view.facts.all) {
        if fact.kind == Kind::Statement {
            entries.extend(
                view.facts
                    .grams(fact)
                    .iter()
                    .map(|gram| u64::from(*gram) << 32 | number),
            );
        }
    }
    entries.sort_unstable();
    let mut apart = Vec::new();
    for run in entries.chunk_by(|one, other| one >> 32 == other >> 32) {
        let mut heads: Vec<u32> = Vec::new();
        for entry in run {
            let number = *entry as u32;
            let fact = view.fact(number);
            let mut placed = false;
            for head in &heads {
                if union.find(*head) == union.find(number) {
                    placed = true;
                    break;
                }
                let other = view.fact(*head);
                if !same_quotation(view, other, fact) {
                    continue;
                }
                if view.same_speaker(other, fact) {
                    union.join(*head, number);
                    placed = true;
                    break;
                }
                apart.push((*head, number));
            }
            if !placed && heads.len() < REPRESENTATIVES {
                heads.push(number);
            }
        }
    }
    apart.sort_unstable();
    apart.dedup();
    // A third quotation may have shown that the two are of the same speaker.
    apart.retain(|(one, other)| union.find(*one) != union.find(*other));
    apart
}

/// Two least hashes of a set under the hash function of a band.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rows(pub(crate) u64);

/// The rows of a set in a band (MinHash, Broder 1997).
pub(crate) fn rows(stems: &[u32], band: u64) -> Rows {
    let least = |row: u64| {
        stems
            .iter()
            .map(|stem| mix(u64::from(*stem) ^ mix(2 * band + row + 1)))
            .min()
            .unwrap_or(0)
    };
    Rows(key(&[least(0), least(1)]))
}

/// Who says it, as part of a key; none if nobody does.
fn by(view: &View<'_>, fact: &Fact) -> Option<u64> {
    match fact.kind {
        Kind::Statement => fact.speaker.is_some().then(|| fact.speaker.number()),
        Kind::Position => (fact.a.is_some())
            .then(|| key(&[fact.a.number(), fact.b.number(), u64::from(fact.code[0])])),
        Kind::Forecast => (fact.a.is_some() && view.symbols.get(fact.a) != "article author")
            .then(|| fact.a.number()),
        _ => None,
    }
}

/// Puts together what the same speaker is said to have said in much the same words within some days.
pub(super) fn utterances(view: &View<'_>, union: &mut Union) {
    let mut entries: Vec<(u64, i32, u32)> = Vec::new();
    for band in 0..BANDS {
        entries.clear();
        for (number, fact) in (0u32..).zip(&view.facts.all) {
            let stems = view.facts.stems(fact);
            if stems.len() < LEAST_STEMS {
                continue;
            }
            if let Some(by) = by(view, fact) {
                let denied = u64::from(fact.marks.has(Marks::DENIED));
                entries.push((
                    key(&[fact.kind as u64, by, denied, rows(stems, band).0]),
                    view.day(fact).first,
                    number,
                ));
            }
        }
        entries.sort_unstable();
        for run in entries.chunk_by(|one, other| one.0 == other.0) {
            let mut heads: Vec<u32> = Vec::new();
            for (_, _, number) in run {
                let fact = view.fact(*number);
                let found = heads.iter().copied().find(|head| {
                    let other = view.fact(*head);
                    let apart = view.day(other).apart(view.day(fact));
                    apart.is_none_or(|days| days <= DAYS)
                        && jaccard(view.facts.stems(other), view.facts.stems(fact)) >= ALIKE
                });
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
}
