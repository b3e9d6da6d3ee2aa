//! The same contact with another first mover or on another day.

use cobden_read::{Kind, fact::MeetingState, fact::MeetingType};
use rustc_hash::FxHashSet;

use super::measure::{told_together, written};
use super::{Found, Merged, buckets, moment, pairs};
use crate::contradiction::Field;
use crate::fact::{Fact, Marks};
use crate::names;
use crate::view::{View, is_economy, key, key_of};

fn happened(fact: &Fact) -> bool {
    let state = fact.code[1];
    state == MeetingState::Held as u8 || state == MeetingState::Ongoing as u8
}

/// Who stands behind a fact within its document: the outlet, else the speaker, else the narrator.
fn voice(fact: &Fact) -> (u64, u64) {
    (fact.outlet.number(), fact.speaker.number())
}

pub(super) fn find(view: &View<'_>, found: &mut Merged) {
    for bucket in buckets(view, |fact| first_mover(view, fact)) {
        initiators(view, &bucket, found);
    }
    for bucket in buckets(view, |fact| same_meeting(view, fact)) {
        dates(view, &bucket, found);
    }
}

/// Whether a contact is a complaint or a notice: it follows something else and is no first step.
fn is_notice(words: &str) -> bool {
    let words = words.to_lowercase();
    ["summon", "inform", "notif", "protest", "complain"]
        .iter()
        .any(|stem| words.contains(stem))
}

/// A contact between two economies of which one moved first.
fn first_mover(view: &View<'_>, fact: &Fact) -> Option<u64> {
    let initiator = view.symbols.get(fact.b);
    if fact.kind != Kind::Meeting
        || !happened(fact)
        || fact.code[0] != MeetingType::Contact as u8
        || fact.marks.has(Marks::DENIED)
        || !fact.marks.has(Marks::NAMED)
        || !is_economy(initiator)
        || is_notice(view.symbols.get(fact.words))
    {
        return None;
    }
    let parties = view.parties(fact);
    (parties.len() == 2
        && parties.contains(&initiator)
        && parties.iter().all(|party| is_economy(party)))
    .then(|| key_of(&parties))
}

fn initiators(view: &View<'_>, bucket: &[u32], found: &mut Merged) {
    let told: FxHashSet<(u32, (u64, u64), u64)> = bucket
        .iter()
        .map(|fact| view.fact(*fact))
        .map(|fact| (fact.document, voice(fact), fact.b.number()))
        .collect();
    pairs(view, bucket, |one, other| {
        let (a, b) = (view.fact(one), view.fact(other));
        // A voice that lets both sides move tells of an exchange.
        let both =
            |fact: &Fact, initiator: u64| told.contains(&(fact.document, voice(fact), initiator));
        if a.b == b.b || both(a, b.b.number()) || both(b, a.b.number()) {
            return;
        }
        let Some((sure, when)) = moment(view, a, b) else {
            return;
        };
        let (first, second) = (view.symbols.get(a.b), view.symbols.get(b.b));
        found.push(
            view,
            Found {
                field: Field::Initiator,
                one,
                other,
                values: (first.to_owned(), second.to_owned()),
                about: format!("who moved first, {}", view.parties(a).join(" and ")),
                reason: format!(
                    "one says that {first} moved first, the other that {second} did; {when}"
                ),
                sure: sure * 0.8,
            },
        );
    });
}

/// A meeting on a day with a place or persons that tell it from others.
fn same_meeting(view: &View<'_>, fact: &Fact) -> Option<u64> {
    let dated = fact.date.is_known() && fact.date.length() == 1;
    if fact.kind != Kind::Meeting || !dated || fact.marks.has(Marks::DENIED) {
        return None;
    }
    let parties = view.parties(fact);
    let persons = view
        .symbols
        .get(fact.a)
        .split('+')
        .filter(|name| name.contains(' '))
        .count();
    let named = fact.c.is_some() || persons >= 2;
    let once = fact.code[0] != MeetingType::Contact as u8;
    (parties.len() >= 2 && named && once).then(|| {
        let who = if fact.c.is_some() {
            key_of(&parties)
        } else {
            fact.a.number()
        };
        key(&[
            u64::from(fact.code[0]),
            u64::from(fact.code[1]),
            fact.c.number(),
            who,
        ])
    })
}

fn dates(view: &View<'_>, bucket: &[u32], found: &mut Merged) {
    let told: FxHashSet<(u32, i32)> = bucket
        .iter()
        .map(|fact| view.fact(*fact))
        .map(|fact| (fact.document, fact.date.first))
        .collect();
    pairs(view, bucket, |one, other| {
        let (a, b) = (view.fact(one), view.fact(other));
        // Talks go on over a weekend: a day apart is no contradiction, but for a call.
        let least = if a.code[0] == MeetingType::Call as u8 {
            1
        } else {
            2
        };
        let apart = a.date.apart(b.date).unwrap_or(0);
        if a.document == b.document
            || !(least..=14).contains(&apart)
            || told.contains(&(a.document, b.date.first))
            || told.contains(&(b.document, a.date.first))
        {
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
                about: names::meeting(view, a),
                reason: format!(
                    "the same meeting on {} and on {}; {when}",
                    written(a.date),
                    written(b.date)
                ),
                sure: sure * 0.9,
            },
        );
    });
}
