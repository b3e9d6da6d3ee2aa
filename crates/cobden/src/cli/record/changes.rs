//! `cobden diff`.

use std::path::PathBuf;

use cobden::record::Record;
use cobden::schedule::{AverageFault, By, Change, QueryFault, Schedule};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::average::{average_fault, open_weights};
use super::shown::{percent_value, state};
use super::{Failure, Source, known_economy};
use crate::cli::failure::{print, print_json};
use crate::cli::format::{counted, table};

/// What changed between two days, by measure and by average duty
#[derive(clap::Args)]
pub(crate) struct DiffArguments {
    #[command(flatten)]
    source: Source,
    /// The first day
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    from: Date,
    /// The second day
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    to: Date,
    /// Only measures of this economy, and averages of its duties
    #[arg(long, value_name = "ECONOMY")]
    importer: Option<String>,
    /// Only averages against this economy
    #[arg(long, value_name = "ECONOMY")]
    exporter: Option<String>,
    /// Trade to weigh with: a CSV of importer, exporter, hs, value; without it, the record's own
    #[arg(long, value_name = "FILE")]
    weights: Option<PathBuf>,
}

/// An average duty on both days.
struct Moved {
    importer: String,
    exporter: String,
    before: f64,
    after: f64,
    coverage: f64,
}

impl DiffArguments {
    pub(crate) fn run(&self) -> Result<(), Failure> {
        let record = self.source.load()?;
        let schedule = self.source.schedule(&record)?;
        known_economy(self.importer.as_deref())?;
        known_economy(self.exporter.as_deref())?;
        let asked = |actor: &str| self.importer.as_deref().is_none_or(|one| one == actor);
        let mut changes = schedule.changes(self.from, self.to);
        changes.retain(|change| asked(&change.actor));
        let (averages, notes) = self.averages(&record, &schedule)?;
        if self.source.json {
            return print_json(&self.value(&record, &changes, &averages, &notes));
        }
        print(&self.text(&changes, &averages, &notes))
    }

    /// Averages that moved, for every importer with weights.
    fn averages(
        &self,
        record: &Record,
        schedule: &Schedule<'_>,
    ) -> Result<(Vec<Moved>, Vec<String>), Failure> {
        let (mut moved, mut notes) = (Vec::new(), Vec::new());
        for importer in schedule.importers() {
            if self.importer.as_deref().is_some_and(|one| one != importer) {
                continue;
            }
            let view = self.source.view(record);
            let Some(weights) = open_weights(view, importer, self.weights.as_deref())? else {
                notes.push(format!(
                    "no average duties of {importer}: the record has no trade weights"
                ));
                continue;
            };
            let exporters = match &self.exporter {
                // Asked for one exporter among all importers, its own imports from itself are not meant.
                Some(exporter) if exporter == importer && self.importer.is_none() => continue,
                Some(exporter) => vec![exporter.clone()],
                None => weights.exporters(importer).map(str::to_owned).collect(),
            };
            for exporter in exporters {
                let on = |day| schedule.average(&weights, importer, Some(&exporter), day, By::None);
                let (before, after) = match (on(self.from), on(self.to)) {
                    (Ok(before), Ok(after)) => (before, after),
                    // A partner without trade, or a group that is not treated as one, has no average.
                    (Err(fault), _) | (_, Err(fault)) => match fault {
                        AverageFault::NoTrade { .. }
                        | AverageFault::NothingFound { .. }
                        | AverageFault::Query(QueryFault::GroupDiffers { .. }) => {
                            notes.push(fault.to_string());
                            continue;
                        }
                        other => return Err(average_fault(&other)),
                    },
                };
                if (before.total - after.total).abs() > 5e-7 {
                    moved.push(Moved {
                        importer: importer.to_owned(),
                        exporter,
                        before: before.total,
                        after: after.total,
                        coverage: after.coverage,
                    });
                }
            }
        }
        Ok((moved, notes))
    }

    fn text(&self, changes: &[Change], averages: &[Moved], notes: &[String]) -> String {
        let mut text = format!(
            "{} changed from {} to {}\n",
            counted(changes.len(), "measure"),
            self.from,
            self.to
        );
        let mut actor = "";
        for change in changes {
            if change.actor != actor {
                actor = &change.actor;
                text += &format!("\n{actor}\n");
            }
            let title = change.title.as_deref().unwrap_or_default();
            text += &format!(
                "  {} ({}): {}\n    {title}\n",
                change.measure,
                change.authority,
                moved(change)
            );
        }
        if !averages.is_empty() {
            text += "\nAverage duty, percent of customs value, weighted with trade\n";
            let rows = averages.iter().map(|one| {
                let (before, after) = (100.0 * one.before, 100.0 * one.after);
                vec![
                    format!("{} from {}", one.importer, one.exporter),
                    format!("{before:.2}"),
                    format!("{after:.2}"),
                    format!("{:+.2}", after - before),
                    format!("{:.1}", 100.0 * one.coverage),
                ]
            });
            let (from, to) = (self.from.to_string(), self.to.to_string());
            text += &table(&["", &from, &to, "change", "coverage"], rows.collect());
        }
        for note in notes {
            text += &format!("\nNote: {note}\n");
        }
        text
    }

    fn value(
        &self,
        record: &Record,
        changes: &[Change],
        averages: &[Moved],
        notes: &[String],
    ) -> Value {
        let measures: Vec<Value> = changes
            .iter()
            .map(|change| {
                json!({
                    "measure": change.measure,
                    "title": change.title,
                    "actor": change.actor,
                    "authority": change.authority,
                    "before": state(&change.before),
                    "after": state(&change.after),
                    "rate_before": change.rates.0,
                    "rate_after": change.rates.1,
                    "in_part": change.in_part,
                })
            })
            .collect();
        let averages: Vec<Value> = averages
            .iter()
            .map(|one| {
                json!({
                    "importer": one.importer,
                    "exporter": one.exporter,
                    "before_percent": percent_value(one.before),
                    "after_percent": percent_value(one.after),
                    "coverage_percent": percent_value(one.coverage),
                })
            })
            .collect();
        json!({
            "from": self.from.to_string(),
            "to": self.to.to_string(),
            "measures": measures,
            "averages": averages,
            "notes": notes,
            "provenance": self.source.provenance(record),
        })
    }
}

fn moved(change: &Change) -> String {
    let (before, after) = (state(&change.before), state(&change.after));
    match &change.rates {
        (Some(was), Some(is)) if was != is => format!("{was} -> {is}"),
        _ if change.in_part => "suspended or resumed for part of its products".to_owned(),
        (Some(rate), None) => format!("{before} at {rate} -> {after}"),
        (None, Some(rate)) => format!("{before} -> {after} at {rate}"),
        _ => format!("{before} -> {after}"),
    }
}
