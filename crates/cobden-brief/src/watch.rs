//! What is dated for the days to come.

use cobden_record::EventState;
use schemars::JsonSchema;
use serde::Serialize;

use crate::context::Context;
use crate::events::Event;
use crate::forecasts::Forecast;
use crate::history::History;
use crate::words;

/// Something to watch, with its day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Watched {
    /// When.
    pub on: String,
    /// law, meeting or forecast.
    pub kind: String,
    /// What.
    pub what: String,
    /// The entry as a figure's name, where there is one.
    pub id: Option<String>,
}

/// Changes that the law has scheduled, events planned and forecasts due, by day.
pub(crate) fn watched(
    context: &Context<'_>,
    histories: &[History],
    events: &[Event],
    forecasts: &[Forecast],
) -> Vec<Watched> {
    let on = context.asked.on.to_string();
    let mut found = Vec::new();
    for history in histories {
        for step in &history.scheduled {
            found.push(Watched {
                on: step.from.to_string(),
                kind: "law".to_owned(),
                what: format!(
                    "as the law stands, the average additional duty of {} on goods of {} becomes {}",
                    words::the(&history.importer),
                    words::the(&history.exporter),
                    words::rate(step.percent)
                ),
                id: None,
            });
        }
    }
    for event in events
        .iter()
        .filter(|one| one.on > on || one.state == EventState::Planned.word())
    {
        let place = event
            .place
            .as_ref()
            .map_or(String::new(), |place| format!(", {place}"));
        found.push(Watched {
            on: event.on.clone(),
            kind: event.kind.clone(),
            what: format!("{} ({}{place})", event.title, event.state),
            id: Some(event.id.clone()),
        });
    }
    for forecast in forecasts
        .iter()
        .filter(|one| one.outcome.is_none() && one.due >= on)
    {
        found.push(Watched {
            on: forecast.due.clone(),
            kind: "forecast".to_owned(),
            what: format!("due by then: {} ({})", forecast.what, forecast.by),
            id: Some(forecast.id.clone()),
        });
    }
    found.sort_by(|a, b| a.on.cmp(&b.on).then_with(|| a.what.cmp(&b.what)));
    found
}
