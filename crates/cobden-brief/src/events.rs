//! Calls, meetings, statements and agreements: what was held, and what is planned.

use cobden_record::{Entry, Event as Written, EventKind, EventState, Kind};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::context::Context;
use crate::trail::{Cited, Ledger};

/// An event, held or planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Event {
    /// The event, as a figure's name.
    pub id: String,
    /// Its id in the record.
    pub entry: String,
    /// call, meeting, statement, agreement, accusation or ruling.
    pub kind: String,
    /// held, planned or cancelled.
    pub state: String,
    /// Its first day; of an agreement the day on which it was known, if that is earlier.
    pub on: String,
    /// The first day on which an agreement holds, where that is later.
    pub takes_effect: Option<String>,
    /// Whether it is planned, not over on the day, and no event on file took its place.
    pub ahead: bool,
    /// Where.
    pub place: Option<String>,
    /// Who met or spoke.
    pub who: Vec<String>,
    /// What tables call it.
    pub title: String,
    /// What was said or settled.
    pub what: Option<String>,
    /// How well it is sourced: `A`, `B` or `C`.
    pub confidence: String,
    /// Sources that do not rest on each other.
    pub independent_sources: usize,
    /// Who says so.
    pub sources: Vec<Cited>,
}

/// Days back that events are told.
const BACK: i64 = 60;

/// Days by which an event that was held may be off the day it was planned for.
const MOVED: i32 = 3;

/// The day an event is told under: an agreement is news on the day it is known.
fn dated(entry: &Entry<Written>) -> Date {
    let known = entry.common.known;
    if entry.body.kind == EventKind::Agreement && known > Date::MIN {
        known.min(entry.body.from)
    } else {
        entry.body.from
    }
}

/// Events of the last weeks, newest first, those that are planned, and what is known of the days after.
pub(crate) fn events(context: &Context<'_>, ledger: &mut Ledger<'_>) -> Vec<Event> {
    let on = context.asked.on;
    let dispute = context.dispute();
    let since = on
        .checked_sub(jiff::Span::new().days(BACK))
        .unwrap_or(on)
        .min(context.asked.since);
    let known: Vec<&Entry<Written>> = context
        .record
        .events
        .values()
        .filter(|entry| context.view.knows(entry))
        .filter(|entry| dispute.holds_event(entry.common.title.as_deref(), &entry.body))
        .collect();
    let told = known.iter().filter(|entry| {
        let ahead = dated(entry) > on || entry.body.from > on;
        let recent = dated(entry) >= since;
        (recent || ahead) && entry.body.state != EventState::Cancelled
    });
    let mut found: Vec<(Date, Event)> = told
        .map(|entry| {
            let basis = ledger.says(Kind::Event, entry);
            let title = entry
                .common
                .title
                .clone()
                .unwrap_or_else(|| entry.id.clone());
            let day = dated(entry);
            let event = Event {
                id: ledger.file(&format!("event.{}", entry.id), title.clone(), basis),
                entry: entry.id.clone(),
                kind: entry.body.kind.word().to_owned(),
                state: entry.body.state.word().to_owned(),
                on: day.to_string(),
                takes_effect: (entry.body.from > day).then(|| entry.body.from.to_string()),
                ahead: entry.body.state == EventState::Planned
                    && !is_over(&entry.body, on)
                    && !known.iter().any(|other| took_place_of(other, entry)),
                place: entry.body.place.clone(),
                who: entry.body.who.clone(),
                title,
                what: entry.body.what.clone(),
                confidence: entry.common.confidence.word().to_owned(),
                independent_sources: ledger.independent(&entry.id),
                sources: ledger.sources(&entry.id),
            };
            (day, event)
        })
        .collect();
    found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.entry.cmp(&b.1.entry)));
    found.into_iter().map(|(_, event)| event).collect()
}

/// Whether the last day of an event is past.
fn is_over(event: &Written, on: Date) -> bool {
    event.until.map_or(event.from < on, |until| until <= on)
}

/// Whether an event was held in place of one that was planned: of the same kind, within three days, and at the same place
/// or, where one of them names none, with two of the same names among those who met.
fn took_place_of(held: &Entry<Written>, planned: &Entry<Written>) -> bool {
    let (a, b) = (&held.body, &planned.body);
    let days = a
        .from
        .since(b.from)
        .map_or(i32::MAX, |span| span.get_days());
    let same_place = match (&a.place, &b.place) {
        (Some(one), Some(other)) => one == other,
        _ => a.who.iter().filter(|one| b.who.contains(one)).count() >= 2,
    };
    a.state == EventState::Held && a.kind == b.kind && days.abs() <= MOVED && same_place
}
