//! A standoff by month as Parquet and CSV.

use std::io;
use std::path::Path;

use cobden::talks::standoff::Outlook;
use cobden::world::new_folder;
use cobden::world::table::{ColumnData, write_csv, write_parquet};

use super::json;

/// Writes `standoff` (.parquet and .csv), a row a month, and `run.json` into a folder, which appears only when it is complete.
pub(super) fn write(folder: &Path, outlook: &Outlook, months: u16) -> io::Result<()> {
    let column = |of: &dyn Fn(f64) -> f64| {
        ColumnData::Number((0..=months).map(|month| of(f64::from(month))).collect())
    };
    let names = outlook.sides().clone().map(|side| side.name);
    let moved = names.each_ref().map(|name| format!("moved_first_{name}"));
    let cost = names
        .each_ref()
        .map(|name| format!("expected_cost_percent_{name}"));
    let mut columns: Vec<(&str, ColumnData<'_>)> = vec![
        ("month", column(&|t| t)),
        ("started", column(&|t| outlook.started_by(t))),
        ("both_at_once", column(&|t| outlook.movers_by(t).together)),
    ];
    for i in 0..2 {
        columns.push((&moved[i], column(&|t| outlook.movers_by(t).first[i])));
        columns.push((&cost[i], column(&|t| outlook.cost_by(i, t))));
    }
    new_folder(folder, |partial| {
        write_parquet(&partial.join("standoff.parquet"), &columns)?;
        write_csv(&partial.join("standoff.csv"), &columns)?;
        std::fs::write(
            partial.join("run.json"),
            format!("{:#}\n", json::head(outlook)),
        )
    })
}
