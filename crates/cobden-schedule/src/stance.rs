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
        })
        .collect();
    stances.sort_by_key(|one| (one.entry.body.by.clone(), one.entry.id.clone()));
    stances
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
    for event in held {
        let since = event.body.from;
        if event.body.withdraws.contains(&entry.id) {
            let by = event.id.clone();
            return Standing::Withdrawn { by, since };
        }
        if event.body.meets.contains(&entry.id) {
            let by = event.id.clone();
            let since = Some(since);
            return Standing::Met { by, since };
        }
    }
    if let Some(met) = &entry.body.met_when {
        let in_force = |id: &String| schedule.state(id, on) == Some(State::InForce);
        if !met.ended.iter().any(in_force) && met.in_force.iter().all(in_force) {
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
