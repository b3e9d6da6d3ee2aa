//! Calls, meetings, statements and agreements: what was held, and what is planned.

use cobden_record::{EventState, Kind};
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
    /// Its first day.
    pub on: String,
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

/// Events of the last weeks, newest first, and those that are planned.
pub(crate) fn events(context: &Context<'_>, ledger: &mut Ledger<'_>) -> Vec<Event> {
    let on = context.asked.on;
    let since = on
        .checked_sub(jiff::Span::new().days(BACK))
        .unwrap_or(on)
        .min(context.asked.since);
    let all = context.record.events.values();
    let told = all
        .filter(|entry| context.view.knows(entry))
        .filter(|entry| {
            let recent = entry.body.from >= since && entry.body.from <= on;
            let ahead = entry.body.from > on;
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
            let event = Event {
                id: ledger.file(&format!("event.{}", entry.id), title.clone(), basis),
                entry: entry.id.clone(),
                kind: entry.body.kind.word().to_owned(),
                state: entry.body.state.word().to_owned(),
                on: entry.body.from.to_string(),
                place: entry.body.place.clone(),
                who: entry.body.who.clone(),
                title,
                what: entry.body.what.clone(),
                confidence: entry.common.confidence.word().to_owned(),
                independent_sources: ledger.independent(&entry.id),
                sources: ledger.sources(&entry.id),
            };
            (entry.body.from, event)
        })
        .collect();
    found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.entry.cmp(&b.1.entry)));
    found.into_iter().map(|(_, event)| event).collect()
}
