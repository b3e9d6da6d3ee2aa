//! What is dated for the days to come.

use std::borrow::Cow;

use cobden_record::{Instrument, Kind, Measure};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::context::{Context, hits};
use crate::events::Event;
use crate::figure::Unit;
use crate::forecasts::Forecast;
use crate::history::History;
use crate::in_force::quoted;
use crate::pending::Pending;
use crate::trail::{Basis, Ledger};
use crate::words;

/// Something to watch, with its day.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Watched {
    /// When.
    pub on: String,
    /// law, measure, call, meeting or another kind of event, or forecast.
    pub kind: String,
    /// What.
    pub what: String,
    /// The entry or the mean as a figure's name.
    pub id: String,
    /// Of a change of law, by how many points the mean changes.
    pub points: Option<f64>,
}

impl Watched {
    /// Whether it is no small thing: a threat, a meeting, or a change of law of at least a point.
    pub(crate) fn is_notable(&self) -> bool {
        match self.points {
            Some(points) => points.abs() >= 1.0,
            None => self.kind != "forecast",
        }
    }
}

/// Changes that the law has scheduled, threats, events planned, agreements that take effect and forecasts due, by day.
pub(crate) fn watched(
    context: &Context<'_>,
    ledger: &mut Ledger<'_>,
    histories: &[History],
    pending: &[Pending],
    events: &[Event],
    forecasts: &[Forecast],
) -> Vec<Watched> {
    let on = context.asked.on.to_string();
    let mut found = Vec::new();
    let mut told: Vec<String> = Vec::new();
    for history in histories {
        let mut level = history.level(context.asked.on);
        for step in &history.scheduled {
            let points = step.percent - level;
            level = step.percent;
            found.push(law(
                context,
                ledger,
                history,
                (step.from, step.percent, points),
                &mut told,
            ));
        }
    }
    for one in pending {
        let Some(day) = one.from.as_ref().filter(|day| **day >= on) else {
            continue;
        };
        if told.contains(&one.measure) {
            continue;
        }
        let rate = one
            .rate
            .as_ref()
            .map_or(String::new(), |rate| format!(", {rate}"));
        found.push(Watched {
            on: day.clone(),
            kind: "measure".to_owned(),
            what: format!(
                "{}, {}: {}{rate}",
                words::name(&one.actor),
                one.status,
                one.title
            ),
            id: one.id.clone(),
            points: None,
        });
    }
    found.extend(planned(&on, events));
    for forecast in forecasts
        .iter()
        .filter(|one| one.outcome.is_none() && one.due >= on)
    {
        found.push(Watched {
            on: forecast.due.clone(),
            kind: "forecast".to_owned(),
            what: format!("due by then: {} ({})", forecast.what, forecast.by),
            id: forecast.id.clone(),
            points: None,
        });
    }
    found.sort_by(|a, b| a.on.cmp(&b.on).then_with(|| a.what.cmp(&b.what)));
    found
}

/// Events planned, and agreements known by the day that take effect later.
fn planned(on: &String, events: &[Event]) -> Vec<Watched> {
    let mut found = Vec::new();
    for event in events {
        let place = event
            .place
            .as_ref()
            .map_or(String::new(), |place| format!(", {place}"));
        let (day, what) = match &event.takes_effect {
            Some(day) if event.state == "held" && event.on <= *on && day >= on => {
                (day, format!("{} takes effect", event.title))
            }
            _ if event.ahead => (
                // What has begun is to be watched from the day on.
                (&event.on).max(on),
                format!("{} (planned{place})", event.title),
            ),
            _ => continue,
        };
        found.push(Watched {
            on: day.clone(),
            kind: event.kind.clone(),
            what,
            id: event.id.clone(),
            points: None,
        });
    }
    found
}

/// Measures named of a change of law.
const NAMED: usize = 3;

/// A change that the law has scheduled, and what makes it; measures told are added to `told`.
fn law(
    context: &Context<'_>,
    ledger: &mut Ledger<'_>,
    history: &History,
    (day, percent, points): (Date, f64, f64),
    told: &mut Vec<String>,
) -> Watched {
    let (importer, exporter) = (&history.importer, &history.exporter);
    let all: std::collections::BTreeMap<&str, Cow<'_, Measure>> = context
        .view
        .measures()
        .map(|(entry, measure)| (entry.id.as_str(), measure))
        .collect();
    let changes = context
        .schedule
        .changes(day.yesterday().unwrap_or(day), day);
    let made_by: Vec<&str> = changes
        .iter()
        .filter(|change| change.actor == *importer)
        .filter_map(|change| {
            let (id, measure) = all.get_key_value(change.measure.as_str())?;
            let is_duty =
                measure.instrument.is_duty() || measure.instrument == Instrument::Exemption;
            (is_duty && hits(&measure.target, exporter, day)).then_some(*id)
        })
        .collect();
    told.extend(made_by.iter().map(|id| (*id).to_owned()));
    let titles: Vec<String> = made_by
        .iter()
        .take(NAMED)
        .map(|id| context.title(id))
        .collect();
    let more = match made_by.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let by = if titles.is_empty() {
        String::new()
    } else {
        format!(": {}{more}", titles.join("; "))
    };
    let what = format!(
        "as the law stands, the average additional duty of {} on goods of {} becomes {}{by}",
        words::the(importer),
        words::the(exporter),
        words::rate(percent)
    );
    let measures = made_by
        .iter()
        .filter_map(|id| context.record.measures.get(*id))
        .map(|entry| ledger.entry(Kind::Measure, entry))
        .collect();
    let known = context.asked.known;
    let basis = Basis::Duties {
        how: format!(
            "duties of {importer} on {day}, as known on {known}, line by line, weighed with trade; the measures are those that change on that day"
        ),
        weights: context
            .weights(importer)
            .map(|(_, entry)| ledger.entry(Kind::Weights, entry))
            .unwrap_or_default(),
        measures,
        repeat: Some(format!(
            "cobden average {} --importer {importer} --exporter {exporter} --on {day} --known {known}",
            quoted(&context.folder)
        )),
    };
    let figure = ledger.figure(
        &format!("watch.{importer}-{exporter}.{day}"),
        percent,
        Unit::Percent,
        format!(
            "Average additional duty of {} on goods of {} from {day}, as the law stands",
            words::the(importer),
            words::the(exporter)
        ),
        basis,
    );
    Watched {
        on: day.to_string(),
        kind: "law".to_owned(),
        what,
        id: figure.id,
        points: Some(points),
    }
}
