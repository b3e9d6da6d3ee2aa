//! Small records for tests.
#![allow(dead_code, reason = "each test file uses a part")]

use cobden_codes::HsCode;
use cobden_record::Record;
use cobden_schedule::{DutyAnswer, Query, Schedule};
use jiff::civil::{Date, date};

/// A record from entries; each gets a source, and measures what they do not say themselves.
pub(crate) fn record(entries: &str) -> Record {
    with_files(entries, &[])
}

/// The same with further files.
pub(crate) fn with_files(entries: &str, files: &[(&str, &str)]) -> Record {
    let mut texts = vec![
        (
            "record.toml".to_owned(),
            "[record]\ntitle = \"Test\"\nformat = 1\n".to_owned(),
        ),
        (
            "sources.toml".to_owned(),
            "[source.s]\npublisher = \"Gazette\"\nkind = \"official\"\ndate = 2017-01-01\n"
                .to_owned(),
        ),
        ("entries.toml".to_owned(), complete(entries)),
    ];
    texts.extend(
        files
            .iter()
            .map(|(path, text)| ((*path).to_owned(), (*text).to_owned())),
    );
    match Record::from_texts(texts) {
        Ok((record, _)) => record,
        Err(faults) => panic!("{faults}"),
    }
}

/// Adds to each entry what the tests do not care about.
pub(crate) fn complete(entries: &str) -> String {
    let mut text = String::new();
    for block in entries
        .split("\n[")
        .filter(|block| !block.trim().is_empty())
    {
        let block = block.trim().trim_start_matches('[');
        let (header, body) = block.split_once('\n').unwrap_or((block, ""));
        text.push_str(&format!("[{header}\n{body}\n"));
        let says = |key: &str| body.lines().any(|line| line.trim_start().starts_with(key));
        let mut add = |key: &str, line: &str| {
            if !says(key) {
                text.push_str(line);
                text.push('\n');
            }
        };
        add("sources", "sources = [\"s\"]");
        add("known", "known = 2017-01-01");
        if header.starts_with("measure.") {
            let id = header.trim_start_matches("measure.").trim_end_matches(']');
            add("actor", "actor = \"USA\"");
            add("target", "target = \"all\"");
            add("instrument", "instrument = \"tariff\"");
            add("authority", &format!("authority = \"{id}\""));
            add("products", "products = \"all\"");
            add("from", "from = 2025-01-01");
        }
        text.push('\n');
    }
    text
}

/// The duty of the United States on a code from an economy.
pub(crate) fn ask(record: &Record, exporter: &str, code: &str, on: Date) -> DutyAnswer {
    let schedule = Schedule::new(record.latest()).expect("a schedule");
    let query = Query::new("USA", exporter, code.parse().expect("a code"), on);
    let answer = schedule.duty(&query).expect("an answer");
    let total = schedule.total(&query).expect("a total");
    assert!(
        (answer.total - total).abs() < 1e-12,
        "{} and {total}",
        answer.total
    );
    let layers: f64 = answer.layers.iter().map(|layer| layer.rate).sum();
    assert!(
        (answer.total - layers).abs() < 1e-12,
        "{} and {layers}",
        answer.total
    );
    answer
}

/// The same on a day in the middle of 2025, in percent.
pub(crate) fn percent(record: &Record, exporter: &str, code: &str) -> f64 {
    ask(record, exporter, code, date(2025, 6, 1)).total * 100.0
}

/// What a layer adds, in percent, and what became of it.
pub(crate) fn layer(answer: &DutyAnswer, measure: &str) -> (f64, String) {
    let layer = answer.layers.iter().find(|layer| layer.measure == measure);
    let layer = layer.unwrap_or_else(|| panic!("no layer {measure} in {:?}", answer.layers));
    ((layer.rate * 1e11).round() / 1e9, layer.status.to_string())
}

/// Equal but for the last digits.
#[track_caller]
pub(crate) fn near(found: f64, expected: f64) {
    assert!(
        (found - expected).abs() < 1e-9,
        "found {found}, expected {expected}"
    );
}

/// A product code.
pub(crate) fn code(text: &str) -> HsCode {
    text.parse().unwrap()
}
