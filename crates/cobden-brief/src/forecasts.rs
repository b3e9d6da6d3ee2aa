//! Who expects what by when, and how that turned out.

use cobden_record::{Entry, Forecast as Written, Kind, Outcome as Settled};
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
    /// What became of it, as far as known; that may be after the day of the report, if more is known.
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

impl Outcome {
    /// Whether it happened, and in time.
    pub(crate) fn verdict(&self) -> &'static str {
        match (self.happened, self.in_time) {
            (true, true) => "happened in time",
            (true, false) => "happened late",
            (false, _) => "did not happen",
        }
    }
}

/// Forecasts known and made by the day, those still due first, by the day they are due.
pub(crate) fn forecasts(context: &Context<'_>, ledger: &mut Ledger<'_>) -> Vec<Forecast> {
    let on = context.asked.on;
    let record = context.record;
    let dispute = context.dispute();
    let begun = context.asked.round.map(|round| round.body.from);
    let known = record.forecasts.values().filter(|entry| {
        let title = entry.common.title.as_deref();
        context.view.knows(entry)
            && entry.body.made <= on
            && begun.is_none_or(|begun| entry.body.made >= begun)
            && dispute.holds_forecast(title, &entry.body)
    });
    let mut found: Vec<Forecast> = Vec::new();
    for entry in known {
        let body = &entry.body;
        let basis = ledger.says(Kind::Forecast, entry);
        // Of several outcomes the one known last holds.
        let outcome = record
            .outcomes
            .values()
            .filter(|one| context.view.knows(one) && one.body.forecast == entry.id)
            .max_by_key(|one| (one.common.known, one.body.on, &one.id))
            .map(|one| settled(ledger, entry, one));
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

/// What became of a forecast.
fn settled(
    ledger: &mut Ledger<'_>,
    forecast: &Entry<Written>,
    outcome: &Entry<Settled>,
) -> Outcome {
    let basis = ledger.says(Kind::Outcome, outcome);
    let title = outcome
        .common
        .title
        .clone()
        .unwrap_or_else(|| outcome.id.clone());
    let (body, due) = (&outcome.body, forecast.body.due);
    Outcome {
        id: ledger.file(
            &format!("outcome.{}", outcome.id),
            title.clone(),
            basis.clone(),
        ),
        happened: body.happened,
        on: body.on.to_string(),
        in_time: body.happened && body.on <= due,
        days_after_due: body
            .on
            .since(due)
            .map_or(0, |span| i64::from(span.get_days())),
        title: title.clone(),
        brier: body.brier_score(&forecast.body).map(|score| {
            ledger.figure(
                &format!("outcome.{}.brier", outcome.id),
                score,
                Unit::Score,
                format!("Brier score: {title}"),
                basis,
            )
        }),
    }
}
