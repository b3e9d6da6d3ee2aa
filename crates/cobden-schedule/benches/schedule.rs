//! Speed on the example record: reading, compiling, single questions, averages and panels.

use std::hint::black_box;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Duration;

use cobden_codes::HsCode;
use cobden_record::Record;
use cobden_schedule::{By, Query, Schedule, TradeWeights, check_claims, write_panel};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use jiff::civil::date;

const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/us-china");

fn load() -> Record {
    match Record::load(Path::new(EXAMPLE)) {
        Ok((record, _)) => record,
        Err(faults) => panic!("{faults}"),
    }
}

fn weights(record: &Record) -> TradeWeights {
    let entry = record
        .weights
        .values()
        .find(|entry| entry.body.importer == "USA");
    let path = &entry.expect("weights of the United States").body.path;
    let bytes = std::fs::read(path).expect("the file of the weights");
    TradeWeights::read(&path.display().to_string(), &bytes).expect("weights")
}

/// Questions spread over lines, partners and days.
fn questions(record: &Record, count: usize) -> Vec<Query> {
    let exporters = ["CHN", "DEU", "CAN", "VNM", "RUS", "JPN", "AGO"];
    let days = [
        date(2018, 9, 30),
        date(2025, 4, 20),
        date(2025, 11, 20),
        date(2026, 3, 1),
    ];
    let lines: &[HsCode] = record
        .nomenclature("USA", days[0])
        .map_or(&[], |entry| &entry.body.lines);
    (0..count)
        .map(|k| {
            let code = lines[k * 7919 % lines.len()];
            Query::new("USA", exporters[k % 7], code, days[k / 7 % 4])
        })
        .collect()
}

fn records(c: &mut Criterion) {
    let mut group = c.benchmark_group("record");
    group.sample_size(10);
    group.bench_function("load and check", |b| b.iter(load));
    let record = load();
    group.bench_function("compile", |b| {
        b.iter(|| Schedule::new(black_box(&record).latest()).expect("a schedule"));
    });
    group.bench_function("claims", |b| {
        b.iter(|| check_claims(&record).expect("claims"))
    });
    group.finish();
}

fn points(c: &mut Criterion) {
    let record = load();
    let schedule = Schedule::new(record.latest()).expect("a schedule");
    let mut group = c.benchmark_group("question");
    let one = Query::new(
        "USA",
        "CHN",
        "8517.13.00.00".parse().expect("a code"),
        date(2025, 4, 20),
    );
    group.bench_function("one duty with its layers", |b| {
        b.iter(|| schedule.duty(black_box(&one)).expect("an answer"));
    });
    let all = questions(&record, 1_000_000);
    group
        .sample_size(10)
        .measurement_time(Duration::from_secs(15));
    group.throughput(Throughput::Elements(all.len() as u64));
    group.bench_function("1,000,000 totals", |b| {
        b.iter(|| {
            let totals = all
                .iter()
                .map(|query| schedule.total(query).expect("a total"));
            totals.sum::<f64>()
        });
    });
    group.finish();
}

fn tables(c: &mut Criterion) {
    let record = load();
    let schedule = Schedule::new(record.latest()).expect("a schedule");
    let mut group = c.benchmark_group("table");
    group.sample_size(10);
    group.bench_function("read weights", |b| b.iter(|| weights(&record)));
    let weights = weights(&record);
    group.bench_function("average over all partners", |b| {
        b.iter(|| schedule.average(&weights, "USA", None, date(2025, 9, 1), By::Authority));
    });
    group.measurement_time(Duration::from_secs(60));
    for (name, from) in [("panel of a year", 2025), ("panel of nine years", 2018)] {
        group.bench_function(name, |b| {
            b.iter(|| {
                let (from, until) = (
                    date(from, 1, 1),
                    date(if from == 2018 { 2027 } else { 2026 }, 1, 1),
                );
                let mut go_on = |_| ControlFlow::Continue(());
                write_panel(&schedule, "USA", from, until, std::io::sink(), &mut go_on)
                    .expect("a panel")
            });
        });
    }
    group.finish();
}

criterion_group!(benches, records, points, tables);
criterion_main!(benches);
