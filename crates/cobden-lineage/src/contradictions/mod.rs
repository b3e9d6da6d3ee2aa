//! What cannot both be so, decided from slots and norms only.
//!
//! Precision comes first: two facts are set against each other only if they speak of the same thing at the same time, and if
//! neither document knows the other's value too (then it tells of a change, of rounds, or of parts).

mod denial;
mod figure;
mod measure;
mod meeting;
mod quoted;

use rustc_hash::FxHashMap;

use crate::claims::Grouped;
use crate::contradiction::{Contradiction, Field, Stated};
use crate::document::DocumentIndex;
use crate::fact::Fact;
use crate::view::{View, key, key_of};

/// Days between two documents that tell of the same moment.
const SAME_MOMENT: i32 = 2;
/// Longest stretch that counts as a date.
const SHORT: i32 = 31;
/// Facts of a bucket with which each is compared, the nearest in time first.
const NEAREST: usize = 48;
/// Further documents listed for a side.
const MOST_ALSO: usize = 50;

/// Two facts that differ.
#[derive(Debug, Clone)]
struct Found {
    field: Field,
    one: u32,
    other: u32,
    /// What is said on each side.
    values: (String, String),
    about: String,
    reason: String,
    /// How sure, before the confidence of the facts.
    sure: f64,
}

/// Everything that contradicts, in the order of documents.
pub(crate) fn contradictions(view: &View<'_>, grouped: &Grouped) -> Vec<Contradiction> {
    let mut found = Merged::default();
    quoted::find(view, &grouped.other_speaker, &mut found);
    measure::find(view, &mut found);
    meeting::find(view, &mut found);
    figure::find(view, &mut found);
    denial::find(view, &mut found);
    let mut all = found.all;
    all.sort_by(|a, b| {
        let place = |found: &Contradiction| {
            (
                found.one.fact.document,
                found.other.fact.document,
                found.field,
                found.one.fact.id.clone(),
                found.other.fact.id.clone(),
            )
        };
        place(a).cmp(&place(b))
    });
    all
}

/// One contradiction for all pairs of facts that set the same values of the same thing against each other.
#[derive(Debug, Default)]
struct Merged {
    /// By the hash of what differs, of what and of both values.
    places: FxHashMap<u64, usize>,
    all: Vec<Contradiction>,
}

impl Merged {
    fn push(&mut self, view: &View<'_>, mut pair: Found) {
        if pair.one > pair.other {
            std::mem::swap(&mut pair.one, &mut pair.other);
            pair.values = (pair.values.1, pair.values.0);
        }
        let (one, other) = (view.fact(pair.one), view.fact(pair.other));
        let (low, high) = if pair.values.0 <= pair.values.1 {
            (&pair.values.0, &pair.values.1)
        } else {
            (&pair.values.1, &pair.values.0)
        };
        // Denials have no values of their own, and words no name: only the same facts are the same.
        let facts = match pair.field {
            Field::Denial | Field::Speaker => [pair.one, pair.other],
            _ => [0, 0],
        };
        let key = key(&[
            pair.field as u64,
            key_of(&[&pair.about, low, high]),
            u64::from(facts[0]),
            u64::from(facts[1]),
        ]);
        if let Some(&place) = self.places.get(&key) {
            let kept = &mut self.all[place];
            let flipped = kept.one.value != pair.values.0;
            let (first, second) = if flipped { (other, one) } else { (one, other) };
            also(&mut kept.one, first);
            also(&mut kept.other, second);
            return;
        }
        self.places.insert(key, self.all.len());
        let facts = f64::from(one.confidence.min(other.confidence)) / 100.0;
        self.all.push(Contradiction {
            field: pair.field,
            about: pair.about,
            one: stated(view, one, pair.values.0),
            other: stated(view, other, pair.values.1),
            reason: pair.reason,
            confidence: (facts * pair.sure * 100.0).round() / 100.0,
        });
    }
}

fn also(side: &mut Stated, fact: &Fact) {
    let document = DocumentIndex(fact.document);
    if side.fact.document != document
        && !side.also.contains(&document)
        && side.also.len() < MOST_ALSO
    {
        side.also.push(document);
        side.also.sort_unstable();
    }
}

fn stated(view: &View<'_>, fact: &Fact, value: String) -> Stated {
    Stated {
        fact: view.reference(fact),
        words: view.symbols.get(fact.words).to_owned(),
        value,
        also: Vec::new(),
    }
}

/// Whether two facts speak of the same moment, and how sure that is; in words.
fn moment(view: &View<'_>, one: &Fact, other: &Fact) -> Option<(f64, &'static str)> {
    let (a, b) = (one.date, other.date);
    if a.is_known() && b.is_known() {
        return (a.apart(b) == Some(0) && a.length() <= SHORT && b.length() <= SHORT)
            .then_some((1.0, "both give the same time"));
    }
    if one.document == other.document {
        return Some((0.8, "both stand in one document"));
    }
    let published = view.published(one).apart(view.published(other));
    if view.related(one, other) && published.is_none_or(|days| days <= SHORT) {
        return Some((0.9, "both documents share their text"));
    }
    published
        .is_some_and(|days| days <= SAME_MOMENT)
        .then_some((0.8, "both documents are of the same days"))
}

/// Calls `compare` with every two facts of a bucket that are near each other in time or in one family. The bucket holds
/// facts by number; they come out in the order of documents.
fn pairs(view: &View<'_>, bucket: &[u32], mut compare: impl FnMut(u32, u32)) {
    let mut compare = |one: u32, other: u32| {
        if view.in_focus(one) || view.in_focus(other) {
            compare(one, other);
        }
    };
    let mut order: Vec<(i32, u32)> = bucket
        .iter()
        .map(|fact| (view.day(view.fact(*fact)).first, *fact))
        .collect();
    order.sort_unstable();
    for (at, (_, one)) in order.iter().enumerate() {
        for (_, other) in &order[at + 1..order.len().min(at + 1 + NEAREST)] {
            compare(*one.min(other), *one.max(other));
        }
    }
    let mut kin: Vec<(u32, u32)> = bucket
        .iter()
        .map(|fact| (view.family[view.fact(*fact).document as usize], *fact))
        .collect();
    kin.sort_unstable();
    for family in kin.chunk_by(|one, other| one.0 == other.0) {
        for (at, (_, one)) in family.iter().enumerate() {
            for (_, other) in &family[at + 1..family.len().min(at + 1 + NEAREST)] {
                compare(*one, *other);
            }
        }
    }
}

/// Buckets of facts with equal keys, each of at least two facts, in the order of keys.
fn buckets(view: &View<'_>, key: impl Fn(&Fact) -> Option<u64>) -> Vec<Vec<u32>> {
    let mut entries: Vec<(u64, u32)> = (0u32..)
        .zip(&view.facts.all)
        .filter_map(|(number, fact)| Some((key(fact)?, number)))
        .collect();
    entries.sort_unstable();
    entries
        .chunk_by(|one, other| one.0 == other.0)
        .filter(|run| run.len() > 1)
        .map(|run| run.iter().map(|(_, fact)| *fact).collect())
        .collect()
}

/// The last digit that a value gives, as a power of ten; whole numbers below a thousand count to the unit.
fn precision(value: f32) -> f64 {
    let value = f64::from(value.abs());
    let mut unit = 1.0;
    if value >= 1000.0 {
        while (value / (unit * 10.0)).fract() == 0.0 && unit < 1e15 {
            unit *= 10.0;
        }
        return unit;
    }
    for digit in [1.0, 0.1, 0.01, 0.001] {
        unit = digit;
        if (value / digit - (value / digit).round()).abs() < 1e-3 {
            break;
        }
    }
    unit
}

/// Whether two values are the same, one of them perhaps rounded.
fn same_value(one: f32, other: f32) -> bool {
    let apart = (f64::from(one) - f64::from(other)).abs();
    apart < precision(one).max(precision(other)) - 1e-6 || apart < 1e-6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounded_values_are_the_same() {
        assert!(same_value(2.9, 2.93));
        assert!(same_value(40e9, 39.6e9));
        assert!(same_value(7.0, 6.5));
        assert!(!same_value(2.9, 3.1));
        assert!(!same_value(34.0, 54.0));
        assert!(!same_value(145.0, 125.0));
    }
}
