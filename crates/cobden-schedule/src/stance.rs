//! Who wants what on a day, and what became of it.

use cobden_record::{Entry, EventState, Position, View};
use jiff::civil::Date;

use crate::schedule::Schedule;
use crate::validity::State;

/// A position and where it stands.
#[derive(Debug, Clone)]
pub struct Stance<'r> {
    /// The position.
    pub entry: &'r Entry<Position>,
    /// Where it stands.
    pub standing: Standing,
    /// Entries known that cannot be true at the same time, whichever of the two says so.
    pub contradicts: Vec<String>,
}

/// Where a position stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Neither met nor withdrawn.
    Open,
    /// Met by an event, or by the state of measures, since that day if an event says so.
    Met {
        /// The event, or the measures whose state meets it.
        by: String,
        /// When, if an event says so.
        since: Option<Date>,
    },
    /// Withdrawn by an event.
    Withdrawn {
        /// The event.
        by: String,
        /// When.
        since: Date,
    },
    /// Past its own last day.
    Lapsed,
}

/// The positions known and taken up to a day, by who holds them.
pub fn stances<'r>(view: View<'r>, schedule: &Schedule<'r>, on: Date) -> Vec<Stance<'r>> {
    let record = view.record();
    let taken = record
        .positions
        .values()
        .filter(|entry| view.knows(entry) && entry.body.from.unwrap_or(entry.common.known) <= on);
    let mut stances: Vec<Stance<'r>> = taken
        .map(|entry| Stance {
            entry,
            standing: standing(view, schedule, entry, on),
            contradicts: contradictions(view, entry),
        })
        .collect();
    stances.sort_by_key(|one| (one.entry.body.by.clone(), one.entry.id.clone()));
    stances
}

/// What a position contradicts, and what contradicts it, as far as known.
fn contradictions(view: View<'_>, entry: &Entry<Position>) -> Vec<String> {
    let record = view.record();
    let mut said: Vec<(&str, &[String])> = Vec::new();
    macro_rules! known {
        ($($kind:ident),+) => {
            $(said.extend(record.$kind.values().filter(|one| view.knows(one)).map(|one| {
                (one.id.as_str(), one.body.contradicts.as_slice())
            }));)+
        };
    }
    known!(positions, events, forecasts);
    let own = &entry.body.contradicts;
    let either = said
        .iter()
        .filter(|(id, others)| own.iter().any(|one| one == id) || others.contains(&entry.id));
    either.map(|(id, _)| (*id).to_owned()).collect()
}

fn standing(
    view: View<'_>,
    schedule: &Schedule<'_>,
    entry: &Entry<Position>,
    on: Date,
) -> Standing {
    let events = view.record().events.values();
    let mut held: Vec<_> = events
        .filter(|event| view.knows(event) && event.body.state == EventState::Held)
        .filter(|event| event.body.from <= on)
        .collect();
    held.sort_by_key(|event| event.body.from);
    // The last word counts: what was met may be withdrawn later.
    for event in held.into_iter().rev() {
        let (by, since) = (event.id.clone(), event.body.from);
        if event.body.withdraws.contains(&entry.id) {
            return Standing::Withdrawn { by, since };
        }
        if event.body.meets.contains(&entry.id) {
            let since = Some(since);
            return Standing::Met { by, since };
        }
    }
    if let Some(met) = &entry.body.met_when {
        let in_force = |id: &String| schedule.state(id, on) == Some(State::InForce);
        let is_over = |id: &String| {
            use State::{Ended, StruckDown, Suspended};
            let state = schedule.state(id, on);
            matches!(state, Some(Ended(_) | StruckDown(_) | Suspended(_)))
        };
        if met.ended.iter().all(is_over) && met.in_force.iter().all(in_force) {
            let ended = met.ended.iter().map(|id| format!("{id} not in force"));
            let held = met.in_force.iter().map(|id| format!("{id} in force"));
            let by = ended.chain(held).collect::<Vec<_>>().join(", ");
            return Standing::Met { by, since: None };
        }
    }
    if entry.body.until.is_some_and(|until| until <= on) {
        return Standing::Lapsed;
    }
    Standing::Open
}
