//! A panel as CSV.

use std::io::{self, Write};
use std::ops::ControlFlow;

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::plan::Plan;
use super::{PanelFault, PanelProgress, PanelSummary, Progress};

pub(super) fn write(
    plan: &Plan<'_>,
    sink: impl Write,
    observer: &mut dyn FnMut(PanelProgress) -> ControlFlow<()>,
) -> Result<PanelSummary, PanelFault> {
    let mut progress = Progress::new(plan, observer);
    let mut writer = csv::Writer::from_writer(sink);
    let put = |error: csv::Error| PanelFault::Io(io::Error::other(error));
    let authorities = plan.authorities.iter();
    let columns = FIXED.map(str::to_owned).into_iter();
    let columns = columns.chain(authorities.map(|authority| format!("{authority}_percent")));
    writer.write_record(columns).map_err(put)?;
    for class in &plan.classes {
        let rows = plan.rows(class);
        let counts = plan.counts(&rows);
        for partner in &class.partners {
            for row in 0..rows.line.len() {
                let outcome = &plan.outcomes[rows.outcome[row] as usize];
                let ordinary = outcome.ordinary.map(|rate| rate.to_string());
                let cells = [
                    plan.importer.clone(),
                    (*partner).to_owned(),
                    plan.lines[rows.line[row] as usize].plain(),
                    day(rows.from[row]).to_string(),
                    day(rows.until[row]).to_string(),
                    outcome.total.to_string(),
                    ordinary.unwrap_or_default(),
                    outcome.valued.to_string(),
                ];
                let layers = outcome.layers.iter().map(f64::to_string);
                let cells = cells.into_iter().chain(layers);
                writer.write_record(cells).map_err(put)?;
            }
            progress.partner(&counts)?;
        }
    }
    writer.flush()?;
    Ok(progress.summary)
}

/// The columns before those of the authorities.
pub(super) const FIXED: [&str; 8] = [
    "importer",
    "exporter",
    "hs10",
    "from",
    "until",
    "total_percent",
    "ordinary_percent",
    "valued",
];

/// The day that many days after the first of 1970.
pub(super) fn day(days: i32) -> Date {
    date(1970, 1, 1).saturating_add(i64::from(days).days())
}
