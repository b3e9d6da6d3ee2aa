//! The whole tariff as a table: every line, partner and interval.

use std::io::{self, Write};
use std::ops::ControlFlow;

use jiff::civil::Date;
use parquet::errors::ParquetError;

use crate::error::QueryFault;
use crate::schedule::Schedule;

mod as_csv;
mod as_parquet;
mod plan;
use plan::Plan;

/// How far the writing of a panel is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PanelProgress {
    /// Partners written.
    pub done: usize,
    /// Partners to write.
    pub partners: usize,
    /// Rows written.
    pub rows: u64,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PanelSummary {
    /// Rows.
    pub rows: u64,
    /// Lines of the tariff.
    pub lines: usize,
    /// Partners.
    pub partners: usize,
    /// Groups of partners that are treated alike in all the time.
    pub distinct: usize,
    /// The powers that have a column each.
    pub authorities: Vec<String>,
    /// Rows with a specific duty without equivalent: their total is a lower bound.
    pub unvalued: u64,
    /// Rows without an ordinary duty in the record: their total is the additional duty alone.
    pub without_ordinary: u64,
}

/// Why no panel was written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PanelFault {
    /// A name that is not known.
    #[error(transparent)]
    Query(#[from] QueryFault),
    /// The record does not hold the lines of the tariff.
    #[error("the record has no file of the tariff lines of {importer}: a panel has a row for each")]
    NoLines {
        /// Who imports.
        importer: String,
    },
    /// The last day is not after the first.
    #[error("a panel from {from} until {until} has no days")]
    NoDays {
        /// First day.
        from: Date,
        /// First day no longer.
        until: Date,
    },
    /// The file cannot be written.
    #[error("the panel cannot be written: {0}")]
    Io(#[from] io::Error),
    /// The file cannot be written, as the format's library says.
    #[error("the panel cannot be written: {0}")]
    Parquet(#[from] ParquetError),
    /// The observer said so; what was written is no whole table.
    #[error("stopped after {done} of {partners} partners")]
    Stopped {
        /// Partners written.
        done: usize,
        /// Partners to write.
        partners: usize,
    },
}

/// Writes every line of an importer's tariff, for every partner and interval between two days, as Parquet.
///
/// | column | type | |
/// |---|---|---|
/// | `importer`, `exporter` | string | ISO 3166-1 alpha-3 |
/// | `hs10` | string | the line, digits only |
/// | `from`, `until` | date | half-open, cut to the days asked for |
/// | `total_percent` | double | all duties |
/// | `ordinary_percent` | double, may be null | null where the record has no ordinary duty of the line; `total_percent` is then the additional duty alone |
/// | `valued` | boolean | false where a specific duty has no equivalent and `total_percent` is a lower bound |
/// | `AUTHORITY_percent` | double | what each power adds, in order of name |
///
/// Intervals that follow each other with the same figures are one row. Percentages are rounded to nine decimals.
/// Partners are the economies of ISO 3166-1 whose code was in force at some time between the two days, but for the
/// importer; a partner has one row group. Partners that are treated alike follow each other, and their
/// columns are encoded once. The bytes depend on the record and the question alone. The file's metadata
/// name the version of this crate, the record's hash, the days, and what was supposed of the record, if anything.
///
/// `until` is the first day no longer. The observer is told after every partner and can stop the writing.
///
/// # Errors
/// [`PanelFault`]; what was written up to then is no whole table.
pub fn write_panel(
    schedule: &Schedule<'_>,
    importer: &str,
    from: Date,
    until: Date,
    sink: impl Write + Send,
    observer: &mut dyn FnMut(PanelProgress) -> ControlFlow<()>,
) -> Result<PanelSummary, PanelFault> {
    let plan = Plan::new(schedule, importer, from, until)?;
    as_parquet::write(&plan, sink, observer)
}

/// Writes the table of [`write_panel`] as CSV, for small panels: a whole tariff runs to gigabytes.
///
/// # Errors
/// [`PanelFault`]; what was written up to then is no whole table.
pub fn write_panel_csv(
    schedule: &Schedule<'_>,
    importer: &str,
    from: Date,
    until: Date,
    sink: impl Write,
    observer: &mut dyn FnMut(PanelProgress) -> ControlFlow<()>,
) -> Result<PanelSummary, PanelFault> {
    let plan = Plan::new(schedule, importer, from, until)?;
    as_csv::write(&plan, sink, observer)
}

/// Keeps count of what was written and tells the observer.
struct Progress<'o> {
    observer: &'o mut dyn FnMut(PanelProgress) -> ControlFlow<()>,
    summary: PanelSummary,
    done: usize,
}

impl<'o> Progress<'o> {
    fn new(plan: &Plan<'_>, observer: &'o mut dyn FnMut(PanelProgress) -> ControlFlow<()>) -> Self {
        let summary = PanelSummary {
            rows: 0,
            lines: plan.lines.len(),
            partners: plan.partners(),
            distinct: plan.classes.len(),
            authorities: plan.authorities.to_vec(),
            unvalued: 0,
            without_ordinary: 0,
        };
        Self {
            observer,
            summary,
            done: 0,
        }
    }

    /// One more partner.
    fn partner(&mut self, rows: &plan::Counts) -> Result<(), PanelFault> {
        self.done += 1;
        let summary = &mut self.summary;
        summary.rows += rows.rows;
        summary.unvalued += rows.unvalued;
        summary.without_ordinary += rows.without_ordinary;
        let (done, partners) = (self.done, summary.partners);
        let progress = PanelProgress {
            done,
            partners,
            rows: summary.rows,
        };
        match (self.observer)(progress) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(PanelFault::Stopped { done, partners }),
        }
    }
}
