//! Questions to the example record: load, one duty, a million duties, averages, the panel.

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use cobden::brief::costs::Scenarios;
use cobden::brief::{Brief, Question, page};
use cobden::codes::HsCode;
use cobden::record::Record;
use cobden::schedule::{By, Query, Schedule, TradeWeights, check_claims, write_panel};
use jiff::ToSpan;
use jiff::civil::date;

use super::timing::{self, Timing, milliseconds, repeat};

/// Counts what is written and forgets it: the disk is not what is measured.
#[derive(Default)]
struct Counter {
    bytes: u64,
}

impl Write for &mut Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The section, made by a process of its own: a peak of memory is that of a whole process.
pub(super) fn of_another_process() -> Result<String, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let output = Command::new(program).arg("performance-of-duties").output();
    let output = output.map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The section of the document.
///
/// # Errors
/// A record that cannot be read or asked.
pub fn section() -> Result<String, String> {
    let folder = crate::root().join("examples/us-china");
    let load = || Record::load(&folder).map_err(|faults| faults.to_string());
    let record = load()?.0;
    let loading = repeat(10, || {
        let _ = std::hint::black_box(load());
    });
    let claims: usize = record
        .asserts
        .values()
        .map(|entry| entry.body.claims.len())
        .sum();
    let checking = repeat(5, || {
        let _ = std::hint::black_box(check_claims(&record));
    });
    let compile = || Schedule::new(record.latest()).map_err(|fault| fault.to_string());
    let compiling = repeat(10, || {
        let _ = std::hint::black_box(compile());
    });
    let phone = HsCode::parse("8517.13.00").map_err(|fault| fault.to_string())?;
    let query = Query::new("USA", "CHN", phone, date(2025, 5, 2));
    let fresh = compile()?;
    let start = Instant::now();
    fresh.duty(&query).map_err(|fault| fault.to_string())?;
    let first = start.elapsed().as_secs_f64();
    let again = repeat(1000, || {
        let _ = std::hint::black_box(fresh.duty(&query));
    });
    let million = a_million(&fresh, &record)?;

    let weights = &record.weights["us-imports-2024"].body;
    let bytes = std::fs::read(&weights.path).map_err(|error| error.to_string())?;
    let trade = TradeWeights::read(&weights.file, &bytes).map_err(|faults| faults.to_string())?;
    let averaging = repeat(10, || {
        let _ = std::hint::black_box(fresh.average(
            &trade,
            "USA",
            None,
            date(2025, 11, 14),
            By::Authority,
        ));
    });

    let brief = brief(&folder, &record)?;

    let mut sink = Counter::default();
    let start = Instant::now();
    let mut observer = |_| ControlFlow::Continue(());
    let panel = write_panel(
        &fresh,
        "USA",
        date(2018, 1, 1),
        date(2027, 1, 1),
        &mut sink,
        &mut observer,
    )
    .map_err(|fault| fault.to_string())?;
    let seconds = start.elapsed().as_secs_f64();

    let row = |what: &str, timing: &Timing, bar: &str| {
        format!(
            "| {what} | {} ({}) | {bar} |\n",
            milliseconds(timing.best),
            milliseconds(timing.median)
        )
    };
    let mut text = format!(
        "\n## Duties: the record `examples/us-china`\n\n{} measures, {} amendments and rules, {} lists, {claims} claims on many days of knowledge.\n\n\
         | what | best (median) | bar |\n|---|---:|---:|\n",
        record.measures.len(),
        record.amendments.len() + record.rules.len(),
        record.lists.len(),
    );
    text += &row("load and check", &loading, "300 ms");
    text += &row("test every claim", &checking, "–");
    text += &row("compile for questions", &compiling, "–");
    text += &format!(
        "| first duty with its layers | {} | 10 ms |\n",
        milliseconds(first)
    );
    text += &format!(
        "| the same again | {:.1} µs ({:.1} µs) | – |\n",
        1e6 * again.best,
        1e6 * again.median
    );
    text += &format!(
        "| a million duties, lines × partners × days, one thread | {million:.2} s | 5 s |\n"
    );
    text += &row(
        "average over all partners and 138,718 codes",
        &averaging,
        "–",
    );
    text += &row(
        &format!(
            "brief of 2 May 2025 after loading, {} runs of the model and the page included, two threads",
            brief.1
        ),
        &brief.0,
        "10 s with loading",
    );
    text += &format!(
        "| panel 2018 to 2026: {} lines × {} partners, {} rows, {:.0} MB of Parquet | {seconds:.1} s | 20 s |\n",
        panel.lines,
        panel.partners,
        panel.rows,
        sink.bytes as f64 / 1e6
    );
    text += &format!(
        "\nPeak memory of the process, panel included: {} (bar 1 GB). The tracker that makes such a panel for 2025 and 2026 documents 32 GB and about an hour.\n",
        timing::peak_memory_megabytes()
    );
    Ok(text)
}

/// The brief of a day, and how many runs of the model are in it.
fn brief(folder: &Path, record: &Record) -> Result<(Timing, usize), String> {
    let (world, _) = cobden::open_world("default", None).map_err(|faults| faults.to_string())?;
    let day = date(2025, 5, 2);
    let shown = folder.display().to_string();
    let make = || {
        let view = record.as_known(day);
        let made = Brief::make(
            &shown,
            view,
            &world,
            &Question::on(day),
            &Scenarios::default(),
        );
        made.map(|made| (page::html(&made.brief.page()), made.brief.costs.runs.len()))
    };
    let runs = make().map_err(|fault| fault.to_string())?.1;
    let timing = repeat(5, || {
        let _ = std::hint::black_box(make());
    });
    Ok((timing, runs))
}

/// Seconds for a million totals: every fifth line, partners and days in turn.
fn a_million(schedule: &Schedule<'_>, record: &Record) -> Result<f64, String> {
    const QUESTIONS: usize = 1_000_000;
    let lines = &record.nomenclatures["hts-2025"].body.lines;
    let partners = [
        "CHN", "CAN", "DEU", "VNM", "MEX", "BRA", "JPN", "HKG", "IND", "GBR",
    ];
    let mut queries = Vec::with_capacity(QUESTIONS);
    for index in 0..QUESTIONS {
        let day = date(2018, 1, 1)
            .checked_add(((index as i64 * 37) % 3200).days())
            .map_err(|error| error.to_string())?;
        let line = lines[(index * 5) % lines.len()];
        queries.push(Query::new(
            "USA",
            partners[index % partners.len()],
            line,
            day,
        ));
    }
    // Every interval is put in order before, as after a first round of questions.
    schedule.check().map_err(|fault| fault.to_string())?;
    let start = Instant::now();
    let mut sum = 0.0;
    for query in &queries {
        sum += schedule.total(query).map_err(|fault| fault.to_string())?;
    }
    let seconds = start.elapsed().as_secs_f64();
    std::hint::black_box(sum);
    Ok(seconds)
}
