//! `cobden panel`.

use std::fs::{self, File};
use std::io::{self, BufWriter, ErrorKind};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::Instant;

use cobden::schedule::{PanelFault, PanelSummary, Schedule, write_panel, write_panel_csv};
use jiff::civil::Date;
use serde_json::json;

use super::{Failure, Source, refused};
use crate::cli::failure::{print, print_json};
use crate::cli::progress::Line;

/// Every line of an economy's tariff, every partner, every interval: one table
#[derive(clap::Args)]
#[command(
    after_help = "Consecutive days with the same figures are one row: from is the first day, until the first day no longer.
A name that ends in .csv gives CSV, any other Parquet; the file appears when it is complete and never replaces another.

Example:
  cobden panel examples/us-china --importer USA --out panel.parquet"
)]
pub(crate) struct PanelArguments {
    #[command(flatten)]
    source: Source,
    /// Whose tariff (ISO 3166-1 alpha-3); without it, the one whose lines the record holds
    #[arg(long, value_name = "ECONOMY")]
    importer: Option<String>,
    /// First day
    #[arg(long, value_name = "DATE", value_parser = super::day, default_value = "2018-01-01")]
    from: Date,
    /// First day no longer
    #[arg(long, value_name = "DATE", value_parser = super::day, default_value = "2027-01-01")]
    to: Date,
    /// File to write
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

impl PanelArguments {
    pub(crate) fn run(&self) -> Result<(), Failure> {
        let begun = Instant::now();
        let record = self.source.load()?;
        let schedule = self.source.schedule(&record)?;
        let importer = match &self.importer {
            Some(importer) => importer.clone(),
            None => {
                let held = record.nomenclatures.values();
                let mut held = held.filter(|entry| !entry.body.lines.is_empty());
                let first = held.next().map(|entry| entry.body.importer.clone());
                first.ok_or_else(|| {
                    Failure::argument(
                        "the record holds no tariff's lines",
                        "give a nomenclature a file with its lines",
                    )
                })?
            }
        };
        let summary = self.write(&schedule, &importer)?;
        let seconds = begun.elapsed().as_secs_f64();
        if self.source.json {
            return print_json(&json!({
                "file": self.out.display().to_string(),
                "importer": importer,
                "rows": summary.rows,
                "lines": summary.lines,
                "partners": summary.partners,
                "partners_treated_apart": summary.distinct,
                "authorities": summary.authorities,
                "rows_at_least": summary.unvalued,
                "rows_without_ordinary_duty": summary.without_ordinary,
                "provenance": self.source.provenance(&record),
            }));
        }
        print(&format!(
            "{}: {} rows, {} lines, {} partners in {} groups treated alike, {seconds:.1} s\n",
            self.out.display(),
            summary.rows,
            summary.lines,
            summary.partners,
            summary.distinct,
        ))
    }

    /// Writes beside the file and renames, so that nothing half-written has its name.
    fn write(&self, schedule: &Schedule<'_>, importer: &str) -> Result<PanelSummary, Failure> {
        let shown = self.out.display().to_string();
        let system = |error: io::Error| Failure::System(shown.clone(), error);
        if self.out.exists() {
            return Err(system(ErrorKind::AlreadyExists.into()));
        }
        let mut partial = self.out.clone().into_os_string();
        partial.push(".partial");
        let partial = PathBuf::from(partial);
        let sink = File::create_new(&partial)
            .map_err(|error| Failure::System(partial.display().to_string(), error))?;
        let written = self.fill(schedule, importer, sink);
        if written.is_err() {
            // What is left of a failed write is of no use to anyone.
            let _ = fs::remove_file(&partial);
        }
        match written {
            Ok(summary) => fs::rename(&partial, &self.out)
                .map(|()| summary)
                .map_err(system),
            Err(fault) => Err(match fault {
                PanelFault::Query(fault) => refused(&fault),
                PanelFault::Io(error) => system(error),
                other => {
                    Failure::argument(other.to_string(), "look at --importer, --from and --to")
                }
            }),
        }
    }

    fn fill(
        &self,
        schedule: &Schedule<'_>,
        importer: &str,
        sink: File,
    ) -> Result<PanelSummary, PanelFault> {
        let sink = BufWriter::new(sink);
        let mut line = Line::new(self.source.json);
        let mut observer = |progress: cobden::schedule::PanelProgress| {
            line.show(|seconds| {
                format!(
                    "{} of {} partners, {} rows, {seconds:.0} s",
                    progress.done, progress.partners, progress.rows
                )
            });
            ControlFlow::Continue(())
        };
        let (from, to) = (self.from, self.to);
        if self
            .out
            .extension()
            .is_some_and(|extension| extension == "csv")
        {
            write_panel_csv(schedule, importer, from, to, sink, &mut observer)
        } else {
            write_panel(schedule, importer, from, to, sink, &mut observer)
        }
    }
}
