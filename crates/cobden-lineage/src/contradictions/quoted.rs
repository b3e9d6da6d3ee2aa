//! The same words of two speakers.

use super::{Found, Merged, SHORT};
use crate::contradiction::Field;
use crate::fact::{Fact, Marks};
use crate::view::{View, is_economy};
use crate::words::shared;

/// Runs that both quotations must have: about ten words.
const LEAST: usize = 3;

/// Whether a statement names its speaker well enough.
fn certain(view: &View<'_>, fact: &Fact) -> bool {
    fact.speaker.is_some()
        && fact.code[0] == cobden_read::fact::Mode::Direct as u8
        && !fact.marks.has(Marks::PRONOUN)
        && !fact.marks.has(Marks::LAYER)
        && !fact.marks.has(Marks::ANONYMOUS)
        && view.symbols.get(fact.side) != "MEDIA"
        && (fact.marks.has(Marks::PERSON) || fact.marks.has(Marks::OFFICIAL))
}

pub(super) fn find(view: &View<'_>, pairs: &[(u32, u32)], found: &mut Merged) {
    for (one, other) in pairs {
        let (a, b) = (view.fact(*one), view.fact(*other));
        if a.document == b.document || !certain(view, a) || !certain(view, b) {
            continue;
        }
        let sides = (view.symbols.get(a.side), view.symbols.get(b.side));
        let persons = a.marks.has(Marks::PERSON) && b.marks.has(Marks::PERSON);
        let economies = is_economy(sides.0) && is_economy(sides.1);
        if !persons && !economies {
            continue;
        }
        let runs = (view.facts.grams(a), view.facts.grams(b));
        let both = shared(runs.0, runs.1);
        if both < LEAST || 10 * both < 7 * runs.0.len().min(runs.1.len()) {
            continue;
        }
        if view
            .day(a)
            .apart(view.day(b))
            .is_some_and(|days| days > SHORT)
        {
            continue;
        }
        let name = |fact: &Fact| view.symbols.get(fact.speaker).to_owned();
        found.push(
            view,
            Found {
                field: Field::Speaker,
                one: *one,
                other: *other,
                values: (name(a), name(b)),
                about: "the same quoted words".to_owned(),
                reason: format!("the same words are given to {} and to {}", name(a), name(b)),
                sure: 0.9,
            },
        );
    }
}
