//! One affirms what the other denies.

use cobden_read::{Kind, fact::Action};

use super::measure::same_goods;
use super::{Found, Merged, buckets, moment, pairs};
use crate::claims::{BANDS, rows};
use crate::contradiction::Field;
use crate::fact::{Fact, Marks};
use crate::names;
use crate::view::{Stage, View, key, key_of};
use crate::words::shared;

/// Of a denied utterance's stems so many must stand in what it denies, and the other way round for its own.
const ALIKE: f64 = 0.6;
const LEAST_STEMS: usize = 4;

pub(super) fn find(view: &View<'_>, found: &mut Merged) {
    for bucket in buckets(view, |fact| meeting(view, fact)) {
        against(view, &bucket, found, |fact| fact.marks.has(Marks::DENIED));
    }
    for bucket in buckets(view, |fact| measure(view, fact)) {
        against(view, &bucket, found, |fact| {
            fact.marks.has(Marks::DENIED) || Stage::of(fact) == Stage::Not
        });
    }
    utterances(view, found);
}

/// Meetings by sort and parties; contacts and talks are one sort here: who denies the one denies the other.
fn meeting(view: &View<'_>, fact: &Fact) -> Option<u64> {
    use cobden_read::fact::{MeetingState, MeetingType};
    let real = [MeetingState::Held as u8, MeetingState::Ongoing as u8].contains(&fact.code[1]);
    if fact.kind != Kind::Meeting || !real {
        return None;
    }
    let parties = view.parties(fact);
    let sort = if fact.code[0] == MeetingType::Contact as u8 {
        MeetingType::Talks as u8
    } else {
        fact.code[0]
    };
    (parties.len() >= 2).then(|| key(&[u64::from(sort), key_of(&parties)]))
}

/// Measures by instrument, action and parties: in force, or said not to be.
fn measure(view: &View<'_>, fact: &Fact) -> Option<u64> {
    let single = |name: &str| !name.is_empty() && !name.contains('+');
    let stage = Stage::of(fact);
    (fact.kind == Kind::Measure
        && fact.code[1] != 0
        && fact.code[1] != Action::Announce as u8 + 1
        && matches!(stage, Stage::Done | Stage::Not)
        && fact.marks.has(Marks::NAMED)
        && single(view.symbols.get(fact.a))
        && single(view.symbols.get(fact.b)))
    .then(|| {
        key(&[
            u64::from(fact.code[0]),
            u64::from(fact.code[1]),
            fact.a.number(),
            fact.b.number(),
        ])
    })
}

fn against(view: &View<'_>, bucket: &[u32], found: &mut Merged, denied: impl Fn(&Fact) -> bool) {
    if !bucket.iter().any(|fact| denied(view.fact(*fact))) {
        return;
    }
    // A voice that both affirms and denies speaks of different things.
    let told: rustc_hash::FxHashSet<(u32, bool)> = bucket
        .iter()
        .map(|fact| view.fact(*fact))
        .map(|fact| (fact.document, denied(fact)))
        .collect();
    pairs(view, bucket, |one, other| {
        let (a, b) = (view.fact(one), view.fact(other));
        if denied(a) == denied(b) || a.speaker.is_some() && a.speaker == b.speaker {
            return;
        }
        let (yes, no) = if denied(a) { (b, a) } else { (a, b) };
        if a.document != b.document && told.contains(&(no.document, false)) {
            return;
        }
        if !same_goods(view.facts.stems(a), view.facts.stems(b)) {
            return;
        }
        if a.kind == Kind::Measure {
            // "Refused to lift" and "lifted" stand in one story; goods or days must tie them.
            let goods = !view.facts.stems(a).is_empty();
            let days = a.date.is_known() && b.date.is_known();
            if a.document == b.document || !goods && !days || a.value.to_bits() != b.value.to_bits()
            {
                return;
            }
        }
        let Some((sure, when)) = moment(view, a, b) else {
            return;
        };
        let value = |fact: &Fact| if denied(fact) { "denied" } else { "affirmed" }.to_owned();
        let by = match view.symbols.get(no.speaker) {
            "" => "the other document".to_owned(),
            name => name.to_owned(),
        };
        found.push(
            view,
            Found {
                field: Field::Denial,
                one,
                other,
                values: (value(a), value(b)),
                about: names::about(view, yes),
                reason: format!("{by} says that it is not so; {when}"),
                sure: sure * 0.8,
            },
        );
    });
}

/// What somebody denies in much the same words as another says it.
fn utterances(view: &View<'_>, found: &mut Merged) {
    let is_denial = |fact: &Fact| {
        fact.kind == Kind::Statement
            && fact.marks.has(Marks::DENIED)
            && view.facts.stems(fact).len() >= LEAST_STEMS
    };
    if !view.facts.all.iter().any(is_denial) {
        return;
    }
    let mut seen = rustc_hash::FxHashSet::default();
    for band in 0..BANDS {
        let all = buckets(view, |fact| {
            let stems = view.facts.stems(fact);
            (fact.kind == Kind::Statement && stems.len() >= LEAST_STEMS)
                .then(|| rows(stems, band).0)
        });
        for bucket in all {
            if !bucket.iter().any(|fact| is_denial(view.fact(*fact))) {
                continue;
            }
            pairs(view, &bucket, |one, other| {
                let (a, b) = (view.fact(one), view.fact(other));
                if is_denial(a) == is_denial(b)
                    || a.speaker.is_some() && a.speaker == b.speaker
                    || seen.contains(&(one, other))
                {
                    return;
                }
                let stems = (view.facts.stems(a), view.facts.stems(b));
                let both = shared(stems.0, stems.1);
                let union = stems.0.len() + stems.1.len() - both;
                if (both as f64) < ALIKE * union as f64 {
                    return;
                }
                let Some((sure, when)) = moment(view, a, b) else {
                    return;
                };
                seen.insert((one, other));
                let value = |fact: &Fact| {
                    if is_denial(fact) {
                        "denied"
                    } else {
                        "affirmed"
                    }
                    .to_owned()
                };
                let no = if is_denial(a) { a } else { b };
                found.push(
                    view,
                    Found {
                        field: Field::Denial,
                        one,
                        other,
                        values: (value(a), value(b)),
                        about: names::about(view, no),
                        reason: format!(
                            "{} denies what the other says in the same words; {when}",
                            names::about(view, no)
                        ),
                        sure: sure * 0.8,
                    },
                );
            });
        }
    }
}
