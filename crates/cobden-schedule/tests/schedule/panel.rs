//! The panel, read back and compared with single questions.

use std::ops::ControlFlow;

use crate::common::with_files;
use bytes::Bytes;
use cobden_record::Record;
use cobden_schedule::{
    PanelFault, PanelProgress, PanelSummary, Query, Schedule, write_panel, write_panel_csv,
};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;

const FROM: Date = date(2019, 6, 1);
const UNTIL: Date = date(2025, 12, 1);

fn example() -> Record {
    with_files(
        r#"
[nomenclature.old]
importer = "USA"
hs = 2017
until = 2022-01-01
file = "old.csv"
[nomenclature.new]
importer = "USA"
hs = 2022
from = 2022-01-01
file = "new.csv"
[list.claimed]
file = "claimed.csv"
nomenclature = "new"
[condition.usmca]
text = "Is the preference claimed?"
default = 0
shares = "claimed"
[measure.ordinary]
instrument = "ordinary duty"
authority = "mfn"
products = ["64", "85"]
rate = "3%"
from = 2018-01-01
[measure.specific]
instrument = "ordinary duty"
authority = "mfn"
products = ["04"]
rate = "0.2 USD/kg"
from = 2018-01-01
[measure.s301-list]
authority = "s301"
target = "CHN"
products = ["8517"]
rate = [{ from = 2019-01-01, rate = "10%" }, { from = 2019-09-01, rate = "25%" }]
from = 2019-01-01
[measure.again]
authority = "s301"
target = "CHN"
products = ["8517"]
rate = "25%"
from = 2021-01-01
ends = ["s301-list"]
[measure.eu]
authority = "s301-eu"
target = "EU"
rate = "7.5%"
from = 2019-10-18
until = 2021-03-01
[measure.border]
authority = "border"
target = ["CAN", "MEX"]
rate = "25%"
from = 2025-03-04
unless = ["usmca"]
"#,
        &[
            (
                "old.csv",
                "code\n0402100000\n6403990000\n8517120000\n9503000000\n",
            ),
            (
                "new.csv",
                "code\n0402100000\n6403990000\n8517130000\n9503000000\n",
            ),
            (
                "claimed.csv",
                "code,exporter,share\n64,CAN,0.8\n85,MEX,0.5\n",
            ),
        ],
    )
}

fn go_on(_: PanelProgress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn parquet_of(record: &Record) -> (Bytes, PanelSummary) {
    let schedule = Schedule::new(record.latest()).unwrap();
    let mut file = Vec::new();
    let summary = write_panel(&schedule, "USA", FROM, UNTIL, &mut file, &mut go_on).unwrap();
    (file.into(), summary)
}

/// A row as text and numbers.
#[derive(Debug, Clone, PartialEq)]
struct Row {
    exporter: String,
    code: String,
    from: Date,
    until: Date,
    total: f64,
    ordinary: Option<f64>,
    valued: bool,
    layers: Vec<(String, f64)>,
}

fn rows(file: Bytes) -> Vec<Row> {
    let reader = SerializedFileReader::new(file).unwrap();
    let day = |field: &Field| match field {
        Field::Date(days) => date(1970, 1, 1).saturating_add(i64::from(*days).days()),
        other => panic!("{other:?} is no date"),
    };
    let number = |field: &Field| match field {
        Field::Double(number) => Some(*number),
        Field::Null => None,
        other => panic!("{other:?} is no number"),
    };
    let text = |field: &Field| match field {
        Field::Str(text) => text.clone(),
        other => panic!("{other:?} is no text"),
    };
    let rows = reader.get_row_iter(None).unwrap();
    rows.map(|row| {
        let row = row.unwrap();
        let cells: Vec<(&String, &Field)> = row.get_column_iter().collect();
        assert_eq!(text(cells[0].1), "USA");
        Row {
            exporter: text(cells[1].1),
            code: text(cells[2].1),
            from: day(cells[3].1),
            until: day(cells[4].1),
            total: number(cells[5].1).unwrap(),
            ordinary: number(cells[6].1),
            valued: matches!(cells[7].1, Field::Bool(true)),
            layers: cells[8..]
                .iter()
                .map(|(name, field)| ((*name).clone(), number(field).unwrap()))
                .collect(),
        }
    })
    .collect()
}

#[test]
fn every_row_is_what_a_question_gives() {
    let record = example();
    let schedule = Schedule::new(record.latest()).unwrap();
    let (file, summary) = parquet_of(&record);
    let rows = rows(file);
    assert_eq!(rows.len() as u64, summary.rows);
    assert_eq!(summary.authorities, ["border", "mfn", "s301", "s301-eu"]);
    assert_eq!(summary.lines, 5);
    // The EU's members, the United Kingdom, China, Canada, Mexico, the others.
    assert_eq!(summary.distinct, 6);
    let without = rows.iter().filter(|row| row.ordinary.is_none()).count();
    assert_eq!(
        (without as u64, summary.without_ordinary),
        (without as u64, without as u64)
    );
    assert!(summary.unvalued > 0);
    for row in &rows {
        for on in [row.from, row.until.saturating_sub(1.day())] {
            let query = Query::new("USA", &row.exporter, row.code.parse().unwrap(), on);
            let answer = schedule.duty(&query).unwrap();
            assert!((answer.total * 100.0 - row.total).abs() < 1e-9, "{row:?}");
            assert_eq!(answer.has_ordinary, row.ordinary.is_some(), "{row:?}");
            assert_eq!(answer.valued, row.valued, "{row:?}");
            let ordinary = (answer.total - answer.additional) * 100.0;
            assert!(
                (ordinary - row.ordinary.unwrap_or(0.0)).abs() < 1e-9,
                "{row:?}"
            );
            for (name, rate) in &row.layers {
                let authority = name.strip_suffix("_percent").unwrap();
                let layers = answer.layers.iter();
                let own = layers.filter(|layer| layer.authority == authority);
                let own: f64 = own.map(|layer| layer.rate * 100.0).sum();
                assert!((own - rate).abs() < 1e-9, "{row:?} {name}");
            }
        }
    }
    // Lines and intervals: nothing is missing, and rows that follow each other differ.
    let of = |exporter: &str, code: &str| -> Vec<Row> {
        let own = rows
            .iter()
            .filter(|row| row.exporter == exporter && row.code == code);
        own.cloned().collect()
    };
    for pair in rows.windows(2) {
        let [one, two] = pair else { continue };
        if (&one.exporter, &one.code) == (&two.exporter, &two.code) && one.until == two.from {
            assert!(
                (&one.layers, one.valued) != (&two.layers, two.valued),
                "{one:?}"
            );
        }
    }
    let china = of("CHN", "6403990000");
    assert_eq!(china.len(), 1);
    assert_eq!((china[0].from, china[0].until), (FROM, UNTIL));
    let phones = of("CHN", "8517120000");
    // Its successor goes on with the same rate under the same power: one row.
    let days: Vec<(Date, Date)> = phones.iter().map(|row| (row.from, row.until)).collect();
    let step = date(2019, 9, 1);
    assert_eq!(days, [(FROM, step), (step, date(2022, 1, 1))]);
    assert_eq!(of("CHN", "8517130000")[0].from, date(2022, 1, 1));
    assert_eq!(of("GBR", "9503000000").len(), 3);
    assert!(of("USA", "9503000000").is_empty());
    assert!(of("EU", "9503000000").is_empty() && of("ROW", "9503000000").is_empty());
}

#[test]
fn csv_has_the_same_rows() {
    let record = example();
    let schedule = Schedule::new(record.latest()).unwrap();
    let mut file = Vec::new();
    let summary = write_panel_csv(&schedule, "USA", FROM, UNTIL, &mut file, &mut go_on).unwrap();
    let (parquet, other) = parquet_of(&record);
    assert_eq!(summary, other);
    let mut reader = csv::Reader::from_reader(file.as_slice());
    let expected = "importer,exporter,hs10,from,until,total_percent,ordinary_percent,valued,\
                    border_percent,mfn_percent,s301_percent,s301-eu_percent";
    let header: Vec<String> = reader
        .headers()
        .unwrap()
        .iter()
        .map(str::to_owned)
        .collect();
    assert_eq!(header.join(","), expected);
    let rows = rows(parquet);
    let mut count = 0;
    for (cells, row) in reader.records().zip(&rows) {
        let cells = cells.unwrap();
        assert_eq!(cells[1], row.exporter);
        assert_eq!(cells[2], row.code);
        assert_eq!(cells[3], row.from.to_string());
        assert_eq!(cells[4], row.until.to_string());
        assert_eq!(cells[5].parse::<f64>().unwrap(), row.total);
        assert_eq!(cells[6].parse().ok(), row.ordinary);
        assert_eq!(cells[7], row.valued.to_string());
        count += 1;
    }
    assert_eq!(count, rows.len());
}

#[test]
fn bytes_do_not_depend_on_the_number_of_threads() {
    let record = example();
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.unwrap().install(|| parquet_of(&record).0)
    };
    let one = with(1);
    assert_eq!(one, with(2));
    assert_eq!(one, with(7));
}

#[test]
fn metadata_name_the_record() {
    let record = example();
    let (file, _) = parquet_of(&record);
    let reader = SerializedFileReader::new(file).unwrap();
    let metadata = reader
        .metadata()
        .file_metadata()
        .key_value_metadata()
        .unwrap();
    let value = |key: &str| {
        let found = metadata.iter().find(|pair| pair.key == key);
        found.and_then(|pair| pair.value.clone()).unwrap()
    };
    assert_eq!(value("cobden.record"), record.hash);
    assert_eq!(value("cobden.version"), env!("CARGO_PKG_VERSION"));
    assert_eq!(value("cobden.from"), "2019-06-01");
    assert_eq!(value("cobden.until"), "2025-12-01");
    assert_eq!(value("cobden.known"), "all of the record");
}

#[test]
fn the_observer_sees_every_partner_and_can_stop() {
    let record = example();
    let schedule = Schedule::new(record.latest()).unwrap();
    let mut seen = Vec::new();
    let mut observer = |progress: PanelProgress| {
        seen.push(progress.done);
        if progress.done == 3 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    let stopped = write_panel(&schedule, "USA", FROM, UNTIL, Vec::new(), &mut observer);
    assert!(matches!(stopped, Err(PanelFault::Stopped { done: 3, .. })));
    assert_eq!(seen, [1, 2, 3]);
}

#[test]
fn questions_without_a_panel_are_refused() {
    let record = crate::common::record("[measure.ten]\nrate = \"10%\"\n");
    let schedule = Schedule::new(record.latest()).unwrap();
    let panel = |importer, from, until| {
        write_panel(&schedule, importer, from, until, Vec::new(), &mut go_on).unwrap_err()
    };
    assert!(matches!(
        panel("USA", FROM, UNTIL),
        PanelFault::NoLines { .. }
    ));
    assert!(matches!(
        panel("USA", UNTIL, FROM),
        PanelFault::NoDays { .. }
    ));
    assert!(matches!(panel("CHN", FROM, UNTIL), PanelFault::Query(_)));
}
