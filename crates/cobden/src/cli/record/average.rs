//! `cobden average`.

use std::path::{Path, PathBuf};

use cobden::diagnostics::Diagnostic;
use cobden::record::{Record, View};
use cobden::schedule::{Average, AverageFault, By, TradeWeights};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::shown::{percent_value, points};
use super::{Failure, Source, begins, refused};
use crate::cli::failure::{print, print_json};
use crate::cli::format::{grouped, table};

/// The average duty on a day, weighted with trade
#[derive(clap::Args)]
#[command(
    after_help = "Weights are a CSV with columns importer, exporter, hs, value. Lines without duty count with zero;
trade whose code is not in the tariff is left out and shows in the coverage.

Examples:
  cobden average examples/us-china --importer USA --exporter CHN --on 2025-05-02 --by authority
  cobden average examples/us-china --importer USA --on 2025-11-14 --by exporter"
)]
pub(crate) struct AverageArguments {
    #[command(flatten)]
    source: Source,
    /// Who imports (ISO 3166-1 alpha-3)
    #[arg(long, value_name = "ECONOMY")]
    importer: String,
    /// From whom; without it, from all partners in the weights
    #[arg(long, value_name = "ECONOMY")]
    exporter: Option<String>,
    /// Day of entry
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    on: Date,
    /// Trade to weigh with: a CSV of importer, exporter, hs, value; without it, the record's own
    #[arg(long, value_name = "FILE")]
    weights: Option<PathBuf>,
    /// Split the average
    #[arg(long, value_name = "KEY")]
    by: Option<Key>,
}

/// What an average is split by.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Key {
    /// Contributions of the powers used; they sum to the total
    Authority,
    /// Chapters of the Harmonized System
    Chapter,
    /// Divisions of ISIC Rev.4
    Sector,
    /// Partners
    Exporter,
}

impl AverageArguments {
    pub(crate) fn run(&self) -> Result<(), Failure> {
        let record = self.source.load()?;
        let schedule = self.source.schedule(&record)?;
        let view = self.source.view(&record);
        let weights = open_weights(view, &self.importer, self.weights.as_deref())?;
        let weights = weights.ok_or_else(|| {
            Failure::argument(
                format!("the record has no trade weights of {}", self.importer),
                "give some with --weights FILE: a CSV of importer, exporter, hs, value",
            )
        })?;
        let by = match self.by {
            None => By::None,
            Some(Key::Authority) => By::Authority,
            Some(Key::Chapter) => By::Chapter,
            Some(Key::Sector) => By::Sector,
            Some(Key::Exporter) => By::Exporter,
        };
        let exporter = self.exporter.as_deref();
        let average = schedule
            .average(&weights, &self.importer, exporter, self.on, by)
            .map_err(|fault| average_fault(&fault))?;
        if self.source.json {
            print_json(&self.value(&record, &average))
        } else {
            print(&self.text(&record, &average))
        }
    }

    fn value(&self, record: &Record, average: &Average) -> Value {
        let by: Vec<Value> = average
            .by
            .iter()
            .map(|part| {
                json!({
                    "key": part.key,
                    "percent": percent_value(part.rate),
                    "trade_share_percent": percent_value(part.share),
                })
            })
            .collect();
        json!({
            "total_percent": percent_value(average.total),
            "coverage_percent": percent_value(average.coverage),
            "by": by,
            "additional_percent": percent_value(average.additional),
            "wider_than_lines_percent": percent_value(average.spread),
            "without_ad_valorem_percent": percent_value(average.unvalued),
            "without_ordinary_duty_percent": percent_value(average.without_ordinary),
            "trade": average.trade,
            "weights": weights_in_words(self.source.view(record), &self.importer, self.weights.as_deref()),
            "importer": self.importer,
            "exporter": self.exporter,
            "on": self.on.to_string(),
            "provenance": self.source.provenance(record),
        })
    }

    fn text(&self, record: &Record, average: &Average) -> String {
        let from = self.exporter.as_deref().unwrap_or("all partners");
        let mut text = format!(
            "{} from {from} on {}: {:.2}% on average, of which {:.2}% is additional\nweights: {}; coverage {}% of trade worth {}\n",
            self.importer,
            self.on,
            100.0 * average.total,
            100.0 * average.additional,
            weights_in_words(
                self.source.view(record),
                &self.importer,
                self.weights.as_deref()
            ),
            points((1e4 * average.coverage).round() / 100.0),
            money(average.trade),
        );
        if average.spread > 0.0 {
            text += &format!(
                "{:.1}% of trade is in codes wider than tariff lines whose duties differ; their mean is taken\n",
                100.0 * average.spread
            );
        }
        if let Some(note) = begins(record, &self.importer, self.on) {
            text += &format!("Note: {note}\n");
        }
        if average.unvalued > 0.0 {
            text += &format!(
                "{:.1}% of trade pays a specific duty without ad valorem equivalent, counted as nothing\n",
                100.0 * average.unvalued
            );
        }
        if average.without_ordinary > 0.0 {
            text += &format!(
                "{:.1}% of trade is in lines whose ordinary duty is not in the record, counted as nothing\n",
                100.0 * average.without_ordinary
            );
        }
        if !average.by.is_empty() {
            let rows = average.by.iter().map(|part| {
                vec![
                    self.label(&part.key),
                    format!("{:.2}", 100.0 * part.rate),
                    format!("{:.1}", 100.0 * part.share),
                ]
            });
            let head = match self.by {
                Some(Key::Authority) => "points of the average",
                _ => "percent",
            };
            text += "\n";
            text += &table(&["", head, "share of trade"], rows.collect());
        }
        for (code, value) in average.missing.iter().take(5) {
            text += &format!(
                "not in the tariff: {code}, worth {} million\n",
                grouped(value / 1e6)
            );
        }
        text
    }

    fn label(&self, key: &str) -> String {
        match self.by {
            Some(Key::Chapter) => {
                let chapter = key.parse().unwrap_or(0);
                format!("{key} {}", cobden::codes::chapter_title(chapter))
            }
            Some(Key::Sector) => {
                let division = key.parse().ok();
                let division = division.and_then(cobden::codes::Division::find);
                let title = division.map_or("", |division| division.title());
                super::shown::clipped(&format!("{key} {title}"), 60)
            }
            _ => key.to_owned(),
        }
    }
}

/// A value in millions, or as it is where that would be nothing.
fn money(value: f64) -> String {
    if value >= 1e6 {
        format!("{} million", grouped(value / 1e6))
    } else {
        grouped(value)
    }
}

pub(super) fn average_fault(fault: &AverageFault) -> Failure {
    match fault {
        AverageFault::Query(fault) => refused(fault),
        AverageFault::NothingFound { .. } => Failure::argument(
            fault.to_string(),
            "the weights may be in codes of another year; the record's nomenclature says which it knows",
        ),
        other => Failure::argument(
            other.to_string(),
            "an average needs trade to weigh with: give it with --weights FILE",
        ),
    }
}

/// Reads a weights file, or the one that the record names for an importer; none if it names none.
pub(super) fn open_weights(
    view: View<'_>,
    importer: &str,
    file: Option<&Path>,
) -> Result<Option<TradeWeights>, Failure> {
    let Some(path) = file else {
        let own = view.weights(importer);
        return Ok(own.map(TradeWeights::open).transpose()?);
    };
    let shown = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| Diagnostic::unreadable(&shown, &error))?;
    Ok(Some(TradeWeights::read(&shown, &bytes)?))
}

/// What the weights are, in words: title, year and unit of the record's own, or the file's name.
pub(super) fn weights_in_words(view: View<'_>, importer: &str, file: Option<&Path>) -> String {
    if let Some(file) = file {
        return file.display().to_string();
    }
    view.weights(importer).map_or_else(String::new, |entry| {
        let title = entry.common.title.clone();
        let title = title.unwrap_or_else(|| entry.id.clone());
        format!("{title} ({}, {})", entry.body.year, entry.body.unit)
    })
}
