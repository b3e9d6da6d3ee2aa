//! Forecasts, and what to watch.

use super::{cell, column, nothing, table};
use crate::brief::Brief;
use crate::forecasts::{Forecast, Outcome};
use crate::page::{Block, Line, Section};
use crate::words::{self, dated};

pub(super) fn section(brief: &Brief) -> Section {
    let all = || brief.forecasts.iter();
    let open: Vec<&Forecast> = all()
        .filter(|one| one.outcome.is_none() && !one.overdue)
        .collect();
    let overdue: Vec<&Forecast> = all().filter(|one| one.overdue).collect();
    // What was settled later is told under what came after.
    let scored: Vec<(&Forecast, &Outcome)> = all()
        .filter_map(|one| Some((one, one.outcome.as_ref()?)))
        .filter(|(_, outcome)| outcome.on <= brief.on)
        .collect();
    let mut blocks = Vec::new();
    if !open.is_empty() {
        blocks.push(unsettled("Forecasts still open", &open));
    }
    if !overdue.is_empty() {
        let title = "Forecasts past their day, without an outcome on file";
        blocks.push(unsettled(title, &overdue));
    }
    if !scored.is_empty() {
        blocks.push(settled(&scored));
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

/// Forecasts without an outcome; with a column of probabilities where anybody gave one.
fn unsettled(title: &str, forecasts: &[&Forecast]) -> Block {
    let likely = forecasts.iter().any(|one| one.probability.is_some());
    let rows = forecasts.iter().map(|one| {
        let mut row = vec![
            Line::of(&one.due),
            Line::default().figure(&one.id, one.what.clone()),
            Line::of(by(one)),
        ];
        if likely {
            row.push(one.probability.as_ref().map_or_else(
                || Line::of("–"),
                |figure| cell(figure, words::rate(figure.value)),
            ));
        }
        row
    });
    let mut columns = ["Due", "What", "Who"]
        .map(|title| column(title, None, false))
        .to_vec();
    if likely {
        columns.push(column("Probability", None, false));
    }
    table(title, columns, rows.collect())
}

/// Forecasts with their outcomes; with a column of scores where anybody gave a probability.
fn settled(scored: &[(&Forecast, &Outcome)]) -> Block {
    let likely = scored.iter().any(|(_, outcome)| outcome.brier.is_some());
    let rows = scored.iter().map(|(one, outcome)| {
        let mut row = vec![
            Line::of(&one.due),
            Line::default().figure(&one.id, one.what.clone()),
            Line::of(by(one)),
            Line::default().figure(
                &outcome.id,
                format!("{}, {}: {}", outcome.verdict(), outcome.on, outcome.title),
            ),
        ];
        if likely {
            row.push(outcome.brier.as_ref().map_or_else(
                || Line::of("–"),
                |figure| cell(figure, format!("{:.2}", figure.value)),
            ));
        }
        row
    });
    let mut columns = ["Due", "What", "Who", "Outcome"]
        .map(|title| column(title, None, false))
        .to_vec();
    if likely {
        columns.push(column("Brier score", None, false));
    }
    table("Forecasts scored", columns, rows.collect())
}

pub(super) fn watch(brief: &Brief) -> Section {
    let items = brief.watch.iter().map(|one| {
        let line = Line::default().strong(format!("{} ", dated(&one.on)));
        line.figure(&one.id, one.what.clone())
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
