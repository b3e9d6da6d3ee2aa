//! Who expects what by when, and how that turned out.

use cobden_record::Kind;
use schemars::JsonSchema;
use serde::Serialize;

use crate::context::Context;
use crate::figure::{Figure, Unit};
use crate::trail::{Cited, Ledger};

/// An expectation with a day by which it is due.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Forecast {
    /// The forecast, as a figure's name.
    pub id: String,
    /// Its id in the record.
    pub entry: String,
    /// Who expects it.
    pub by: String,
    /// What.
    pub what: String,
    /// When it was made.
    pub made: String,
    /// By when it is to have happened.
    pub due: String,
    /// How likely, in percent, if a figure was given.
    pub probability: Option<Figure>,
    /// What became of it, as far as known.
    pub outcome: Option<Outcome>,
    /// Whether it is past its day without an outcome on file.
    pub overdue: bool,
    /// Sources that do not rest on each other.
    pub independent_sources: usize,
    /// Who says so.
    pub sources: Vec<Cited>,
}

/// What became of a forecast.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Outcome {
    /// The outcome, as a figure's name.
    pub id: String,
    /// Whether it came true.
    pub happened: bool,
    /// When that was settled.
    pub on: String,
    /// Whether what happened, happened by the day it was due.
    pub in_time: bool,
    /// Days between what happened and the day due; negative where it came early.
    pub days_after_due: i64,
    /// In words.
    pub title: String,
    /// Brier score, 0 is best, where a probability was given.
    pub brier: Option<Figure>,
}

/// Forecasts known and made, those still due first, by the day they are due.
pub(crate) fn forecasts(context: &Context<'_>, ledger: &mut Ledger<'_>) -> Vec<Forecast> {
    let on = context.asked.on;
    let record = context.record;
    let begun = context.asked.round.map(|round| round.body.from);
    let all = record.forecasts.values();
    let known = all.filter(|entry| context.view.knows(entry) && entry.body.made <= on);
    let in_round = known.filter(|entry| begun.is_none_or(|begun| entry.body.made >= begun));
    let mut found: Vec<Forecast> = Vec::new();
    for entry in in_round {
        let body = &entry.body;
        let basis = ledger.says(Kind::Forecast, entry);
        let outcomes = record.outcomes.values();
        let mut outcomes = outcomes.filter(|one| {
            context.view.knows(one) && one.body.forecast == entry.id && one.body.on <= on
        });
        let outcome = outcomes.next_back().map(|outcome| {
            let settled = ledger.says(Kind::Outcome, outcome);
            let title = outcome
                .common
                .title
                .clone()
                .unwrap_or_else(|| outcome.id.clone());
            let late = outcome
                .body
                .on
                .since(body.due)
                .map_or(0, |span| i64::from(span.get_days()));
            Outcome {
                id: ledger.file(
                    &format!("outcome.{}", outcome.id),
                    title.clone(),
                    settled.clone(),
                ),
                happened: outcome.body.happened,
                on: outcome.body.on.to_string(),
                in_time: outcome.body.happened && outcome.body.on <= body.due,
                days_after_due: late,
                title: title.clone(),
                brier: outcome.body.brier_score(body).map(|score| {
                    ledger.figure(
                        &format!("outcome.{}.brier", outcome.id),
                        score,
                        Unit::Score,
                        format!("Brier score: {title}"),
                        settled,
                    )
                }),
            }
        });
        let title = format!("{}: {}", body.by, body.what);
        let id = ledger.file(
            &format!("forecast.{}", entry.id),
            title.clone(),
            basis.clone(),
        );
        let key = format!("forecast.{}.probability", entry.id);
        found.push(Forecast {
            id,
            entry: entry.id.clone(),
            by: body.by.clone(),
            what: body.what.trim_end_matches('.').to_owned(),
            made: body.made.to_string(),
            due: body.due.to_string(),
            probability: body.probability.map(|one| {
                ledger.figure(
                    &key,
                    100.0 * one,
                    Unit::Percent,
                    title.clone(),
                    basis.clone(),
                )
            }),
            overdue: outcome.is_none() && body.due < on,
            outcome,
            independent_sources: ledger.independent(&entry.id),
            sources: ledger.sources(&entry.id),
        });
    }
    found.sort_by(|a, b| {
        let settled = |one: &Forecast| one.outcome.is_some();
        settled(a)
            .cmp(&settled(b))
            .then_with(|| a.due.cmp(&b.due))
            .then_with(|| a.entry.cmp(&b.entry))
    });
    found
}
