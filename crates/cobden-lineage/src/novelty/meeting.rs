//! Calls, visits, talks and contacts.

use cobden_codes::Economy;
use cobden_record::{EventKind, EventState};

use super::party::{Parties, same_name};
use super::shelf::{Body, Item, Span};
use super::{Found, Known, Question};

/// Days by which reports of a meeting may be off.
const SLACK: i32 = 1;
/// A document without a day for a meeting means one not longer ago.
const RECENT: i32 = 14;
/// Further apart, meetings are two.
const SAME_OCCASION: i32 = 10;

impl Known {
    /// Entries about the same contact.
    pub(super) fn meeting(&self, question: &Question<'_>) -> Vec<Found> {
        let norms = question.norms();
        let sort = norms.text("type").unwrap_or("talks");
        if sort == "contact" {
            let mut found = self.said(question);
            found.extend(self.events(question, sort));
            return found;
        }
        self.events(question, sort)
    }

    fn events(&self, question: &Question<'_>, sort: &str) -> Vec<Found> {
        let norms = question.norms();
        let parties = Parties::of(norms.several("parties"));
        let state = norms.text("status").unwrap_or("held");
        // Talks that somebody might hold one day, or that go on, are no meeting of a record.
        if matches!(state, "possible" | "ongoing") && question.dated().is_none() {
            return Vec::new();
        }
        let mut found = Vec::new();
        for (at, item) in self.shelf.items.iter().enumerate() {
            let Body::Event {
                kind,
                state: held,
                place,
                initiator,
                ..
            } = &item.body
            else {
                continue;
            };
            let same_sort = match kind {
                EventKind::Call => matches!(sort, "call" | "contact"),
                EventKind::Meeting => sort != "call",
                // Talks that ended in an agreement, on its day.
                EventKind::Agreement => matches!(sort, "talks" | "summit"),
                _ => false,
            };
            if !same_sort {
                continue;
            }
            let Some(closeness) = meets(&parties, item) else {
                continue;
            };
            let place_fits = place_fits(question, place.as_deref());
            let rank = closeness + f64::from(u8::from(place_fits == Some(true)));
            let found_here = |because: &str| Found::same(at, rank, because);
            if place_fits == Some(false) {
                continue;
            }
            // What an agreement covers may come later; it was made on its first day.
            let days = match kind {
                EventKind::Agreement => Span::day(item.days.first),
                _ => item.days,
            };
            if *kind == EventKind::Agreement && question.dated().is_none() {
                continue;
            }
            if fits(question, days, state) {
                let found_here = found_here("the same parties on these days");
                let past = question
                    .published()
                    .is_none_or(|day| item.days.first <= day.last);
                found.push(match (state, held) {
                    ("held" | "ongoing", EventState::Cancelled) if past => {
                        found_here.but("status", state, "cancelled")
                    }
                    _ => match (norms.several("initiator").as_slice(), initiator) {
                        ([one], Some(other)) if one != other => {
                            found_here.but("initiator", one, other)
                        }
                        _ => found_here,
                    },
                });
                continue;
            }
            // The same persons, the same sort, the same place: a meeting with two days.
            let named = closeness >= 2.0 && place_fits == Some(true);
            if let Some(days) = question.dated()
                && named
                && days.is_day()
                && question.proposal.slots.contains_key("when")
                && Span::of(days).apart(item.days) <= SAME_OCCASION
                && *kind != EventKind::Agreement
            {
                let days = Span::of(days);
                found.push(found_here("the same persons at the same place").but(
                    "date",
                    days.shown(),
                    item.days.shown(),
                ));
            }
        }
        found
    }
}

/// Whether the day fits.
fn fits(question: &Question<'_>, held: Span, state: &str) -> bool {
    if let Some(days) = question.dated() {
        let days = Span::of(days);
        // A month or more names no meeting.
        return days.length() <= RECENT && held.overlaps(days.widened(SLACK, SLACK));
    }
    let Some(published) = question.published() else {
        return false;
    };
    let window = match state {
        "planned" => published.widened(SLACK, RECENT),
        _ => published.widened(RECENT, SLACK),
    };
    held.overlaps(window)
}

/// How closely an entry's parties are those that meet: 1 for the same two economies, 2 for two persons; none if not.
fn meets(parties: &Parties, item: &Item) -> Option<f64> {
    let named = parties
        .names
        .iter()
        .filter(|(_, one)| {
            item.parties
                .names
                .iter()
                .any(|(_, two)| same_name(one, two))
        })
        .count();
    let economies = parties
        .economies
        .iter()
        .filter(|code| item.parties.economies.contains(code))
        .count();
    let all = parties.names.len() + parties.economies.len();
    if all < 2 {
        return None;
    }
    // An entry may name economies alone where a report names persons; then it takes all of them.
    let of_entry = item.parties.names.is_empty();
    if named >= 2 {
        Some(2.0 + named as f64 / 10.0)
    } else if named + economies >= 2 && named + economies >= all.min(3) {
        Some(1.0 + named as f64 / 10.0)
    } else if of_entry && named == 0 && economies >= 2 {
        Some(1.0)
    } else {
        None
    }
}

/// Whether the places are the same; none if one of them is not told.
fn place_fits(question: &Question<'_>, place: Option<&str>) -> Option<bool> {
    let words = |text: &str| -> Vec<String> {
        let text = text.to_lowercase();
        let all = text.split(|c: char| !c.is_alphanumeric());
        all.filter(|word| word.len() > 2 && *word != "the")
            .map(str::to_owned)
            .collect()
    };
    let told = question.norms().slot("place")?;
    // A country holds many towns.
    if Economy::by_name(&told).is_some() {
        return None;
    }
    let (one, two) = (words(&told), words(place?));
    Some(one.iter().any(|word| two.contains(word)))
}
