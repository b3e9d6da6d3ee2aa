//! Packages as Parquet and CSV.

use std::io;
use std::path::Path;

use cobden::brief::talks::{Packages, Verdict};
use cobden::record::Record;
use cobden::talks::Package;
use cobden::world::new_folder;
use cobden::world::table::{ColumnData, write_csv, write_parquet};

use super::json;

/// Writes `packages` (.parquet and .csv), a row a package, and `run.json` into a folder, which appears only when it is complete.
///
/// Steps are columns of one and zero under their ids; a package that failed has no numbers (NaN) and its fault.
pub(super) fn write(folder: &Path, packages: &Packages, record: &Record) -> io::Result<()> {
    let all = &packages.solved.packages;
    let numbers = |value: &dyn Fn(&Package<String>) -> f64| {
        ColumnData::Number(all.iter().map(value).collect())
    };
    let words = |value: &dyn Fn(&Package<String>) -> String| -> Vec<String> {
        all.iter().map(value).collect()
    };
    let steps: Vec<String> = (packages.steps.iter())
        .map(|taken| format!("step_{}", taken.step.id))
        .collect();
    let gains: Vec<String> = (packages.sides.iter())
        .map(|side| format!("real_income_change_percent_{side}"))
        .collect();
    let listed =
        |verdict: Verdict| words(&|one| json::positions(packages, one.subset, verdict).join(" "));
    let efficiency = words(&|one| one.efficiency.map_or("", json::efficiency).to_owned());
    let fault = words(&|one| {
        let fault = one.outcome.as_ref().err();
        fault.map_or_else(String::new, ToString::to_string)
    });
    let verdicts = [
        ("meets", listed(Verdict::Meets)),
        ("crosses", listed(Verdict::Crosses)),
        ("touches", listed(Verdict::Touches)),
    ];
    let mut columns: Vec<(&str, ColumnData<'_>)> =
        vec![("package", numbers(&|one| one.subset.index() as f64))];
    for (place, name) in steps.iter().enumerate() {
        let has = numbers(&|one| f64::from(u8::from(one.subset.has(place))));
        columns.push((name, has));
    }
    for (side, name) in gains.iter().enumerate() {
        let gain =
            |one: &Package<String>| one.gains.get(side).map_or(f64::NAN, |gain| 100.0 * gain);
        columns.push((name, numbers(&gain)));
    }
    columns.push((
        "better_for_both",
        numbers(&|one| f64::from(u8::from(one.better_for_all))),
    ));
    columns.push(("efficiency", text(&efficiency)));
    columns.push((
        "residual",
        numbers(&|one| {
            let answer = one.outcome.as_ref();
            answer.map_or(f64::NAN, |answer| answer.residual)
        }),
    ));
    for (name, words) in &verdicts {
        columns.push((name, text(words)));
    }
    columns.push(("fault", text(&fault)));
    new_folder(folder, |partial| {
        write_parquet(&partial.join("packages.parquet"), &columns)?;
        write_csv(&partial.join("packages.csv"), &columns)?;
        let head = json::head(packages, record);
        std::fs::write(partial.join("run.json"), format!("{head:#}\n"))
    })
}

fn text(words: &[String]) -> ColumnData<'_> {
    ColumnData::Text(words.iter().map(String::as_str).collect())
}
