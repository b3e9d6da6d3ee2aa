//! Average duties over time, and what the law has scheduled.

use cobden_schedule::By;
use jiff::civil::Date;
use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

use crate::context::Context;

/// The average additional duty of one side on the goods of the other, from change to change.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct History {
    /// Who imports.
    pub importer: String,
    /// From whom.
    pub exporter: String,
    /// The days on which it changed and what it was from then on, up to the day of the report.
    pub past: Vec<Step>,
    /// What the law, as known, holds for the days after.
    pub scheduled: Vec<Step>,
}

/// A level from a day on.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct Step {
    /// First day.
    #[serde(serialize_with = "as_text")]
    #[schemars(with = "String")]
    pub from: Date,
    /// Average additional duty in percent.
    pub percent: f64,
}

fn as_text<S: serde::Serializer>(day: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(day)
}

/// Changes smaller than this, in points, are not told.
const NOTABLE: f64 = 0.05;

/// How far ahead the law is looked at, in days.
const AHEAD: i64 = 366;

/// The averages of both directions; none where there is no trade to weigh with.
pub(crate) fn histories(context: &Context<'_>) -> Vec<History> {
    let on = context.asked.on;
    let directions = context.asked.directions();
    let histories = directions.into_iter().filter_map(|(importer, exporter)| {
        let (weights, _) = context.weights(importer)?;
        let last = on.checked_add(jiff::Span::new().days(AHEAD)).unwrap_or(on);
        let mut days: Vec<Date> = context
            .schedule
            .days(importer)
            .iter()
            .copied()
            .filter(|day| *day <= last)
            .collect();
        days.push(on);
        days.sort_unstable();
        days.dedup();
        let mean = |day: &Date| {
            let average =
                context
                    .schedule
                    .average(weights, importer, Some(exporter), *day, By::None);
            Some((*day, 100.0 * average.ok()?.additional))
        };
        // Days are independent of each other, and their order is kept.
        let levels: Vec<Option<(Date, f64)>> = days.par_iter().map(mean).collect();
        let mut past: Vec<Step> = Vec::new();
        let mut scheduled = Vec::new();
        let mut level = 0.0;
        for (from, percent) in levels.into_iter().flatten() {
            let moved = (percent - level).abs() >= NOTABLE;
            if from <= on && (moved || past.is_empty() && from == on) {
                past.push(Step { from, percent });
                level = percent;
            } else if from > on && moved {
                scheduled.push(Step { from, percent });
                level = percent;
            }
        }
        Some(History {
            importer: importer.to_owned(),
            exporter: exporter.to_owned(),
            past,
            scheduled,
        })
    });
    histories.collect()
}

impl History {
    /// The level on a day, zero before the first change.
    pub(crate) fn level(&self, day: Date) -> f64 {
        let steps = self.past.iter().chain(&self.scheduled);
        steps
            .take_while(|step| step.from <= day)
            .last()
            .map_or(0.0, |step| step.percent)
    }
}
