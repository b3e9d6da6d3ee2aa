//! Average duties over time, and what the law has scheduled.

use cobden_schedule::{AverageFault, By};
use jiff::civil::Date;
use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

use crate::context::Context;
use crate::fault::BriefFault;
use crate::in_force::without_trade;

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
///
/// # Errors
/// A mean that cannot be taken for another reason than that there is no trade.
pub(crate) fn histories(context: &Context<'_>) -> Result<Vec<History>, BriefFault> {
    let on = context.asked.on;
    let directions = context.asked.directions();
    let mut histories = Vec::new();
    for (importer, exporter) in directions {
        let Some((weights, _)) = context.weights(importer) else {
            continue;
        };
        if !context.schedule.importers().contains(&importer) {
            continue;
        }
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
            match average {
                Ok(average) => Ok(Some((*day, 100.0 * average.additional))),
                Err(fault) if without_trade(&fault) => Ok(None),
                Err(fault) => Err(fault),
            }
        };
        // Days are independent of each other, and their order is kept.
        let levels: Vec<Result<Option<(Date, f64)>, AverageFault>> =
            days.par_iter().map(mean).collect();
        let mut past: Vec<Step> = Vec::new();
        let mut scheduled = Vec::new();
        let mut level = 0.0;
        for mean in levels {
            let Some((from, percent)) = mean? else {
                continue;
            };
            let moved = (percent - level).abs() >= NOTABLE;
            if from <= on && (moved || past.is_empty() && from == on) {
                past.push(Step { from, percent });
                level = percent;
            } else if from > on && moved {
                scheduled.push(Step { from, percent });
                level = percent;
            }
        }
        histories.push(History {
            importer: importer.to_owned(),
            exporter: exporter.to_owned(),
            past,
            scheduled,
        });
    }
    Ok(histories)
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
