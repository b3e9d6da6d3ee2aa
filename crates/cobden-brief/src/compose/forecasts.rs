//! Forecasts, and what to watch.

use super::{cell, column, nothing, table};
use crate::brief::Brief;
use crate::forecasts::Forecast;
use crate::page::{Block, Line, Section};
use crate::words::{self, dated};

pub(super) fn section(brief: &Brief) -> Section {
    let (scored, due): (Vec<&Forecast>, Vec<&Forecast>) = brief
        .forecasts
        .iter()
        .partition(|one| one.outcome.is_some());
    let mut blocks = Vec::new();
    let dash = || Line::of("–");
    if !due.is_empty() {
        let rows = due.iter().map(|one| {
            let day = if one.overdue {
                format!("{} (past, no outcome on file)", one.due)
            } else {
                one.due.clone()
            };
            vec![
                Line::of(day),
                Line::default().figure(&one.id, one.what.clone()),
                Line::of(by(one)),
                one.probability
                    .as_ref()
                    .map_or_else(dash, |figure| cell(figure, words::rate(figure.value))),
            ]
        });
        let columns = ["Due", "What", "Who", "Probability"].map(|title| column(title, None, false));
        blocks.push(table(
            "Forecasts still open",
            columns.to_vec(),
            rows.collect(),
        ));
    }
    if !scored.is_empty() {
        let rows = scored.iter().filter_map(|one| {
            let outcome = one.outcome.as_ref()?;
            let verdict = match (outcome.happened, outcome.in_time) {
                (true, true) => "happened in time",
                (true, false) => "happened late",
                (false, _) => "did not happen",
            };
            Some(vec![
                Line::of(&one.due),
                Line::default().figure(&one.id, one.what.clone()),
                Line::of(by(one)),
                Line::default().figure(
                    &outcome.id,
                    format!("{verdict}, {}: {}", outcome.on, outcome.title),
                ),
                outcome
                    .brier
                    .as_ref()
                    .map_or_else(dash, |figure| cell(figure, format!("{:.2}", figure.value))),
            ])
        });
        let columns = ["Due", "What", "Who", "Outcome", "Brier score"]
            .map(|title| column(title, None, false));
        blocks.push(table("Forecasts scored", columns.to_vec(), rows.collect()));
    }
    if blocks.is_empty() {
        blocks.push(nothing("No forecasts are on file."));
    }
    Section {
        id: "forecasts".to_owned(),
        title: "Forecasts".to_owned(),
        blocks,
    }
}

pub(super) fn watch(brief: &Brief) -> Section {
    let items = brief.watch.iter().map(|one| {
        let line = Line::default().strong(format!("{} ", dated(&one.on)));
        match &one.id {
            Some(id) => line.figure(id, one.what.clone()),
            None => line.and(one.what.clone()),
        }
    });
    let items: Vec<Line> = items.collect();
    let block = if items.is_empty() {
        nothing("Nothing is dated for the days to come.")
    } else {
        Block::List(items)
    };
    Section {
        id: "watch".to_owned(),
        title: "To watch".to_owned(),
        blocks: vec![block],
    }
}

/// Who forecasts, and how well that is sourced.
fn by(forecast: &Forecast) -> String {
    let sources = words::sourced(forecast.independent_sources, &forecast.sources);
    format!("{} ({sources})", forecast.by)
}
