//! Parquet files with flat columns, read without Arrow.

use bytes::Bytes;
use cobden_diagnostics::{Diagnostic, Diagnostics, Place};
use parquet::column::reader::ColumnReader;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};

use super::{ColumnSpec, Faults, Kind, OtherColumns, Table, Values, Words, locate};

/// Values read in one go.
const BATCH: usize = 8192;

pub(super) fn read(
    path: String,
    bytes: Bytes,
    specs: &[ColumnSpec],
    others: OtherColumns,
) -> Result<Table, Diagnostics> {
    let refuse = |error: ParquetError| -> Diagnostics {
        let message = format!("not a readable Parquet file: {error}");
        Diagnostic::error(Place::File(path.clone()), message).into()
    };
    let reader = SerializedFileReader::new(bytes).map_err(refuse)?;
    let schema = reader.metadata().file_metadata().schema_descr_ptr();
    let header: Vec<String> = schema
        .columns()
        .iter()
        .map(|column| column.path().string())
        .collect();
    let positions = locate(&path, &header, specs, others)?;
    let rows = usize::try_from(reader.metadata().file_metadata().num_rows()).unwrap_or(0);
    let mut table = Table {
        path: path.clone(),
        names: specs.iter().map(|spec| spec.name.to_owned()).collect(),
        positions,
        values: Vec::new(),
        rows,
        lines: None,
    };
    let mut faults = Faults::new(&path);
    for (column, spec) in specs.iter().enumerate() {
        let position = table.positions[column];
        if position == usize::MAX {
            table.values.push(Values::Absent);
            continue;
        }
        let mut values = match spec.kind {
            Kind::Text => Values::Text(Words::default()),
            Kind::Number => Values::Number(Vec::with_capacity(rows)),
        };
        let mut bad = Vec::new();
        for group in 0..reader.num_row_groups() {
            let group = reader.get_row_group(group).map_err(refuse)?;
            let chunk = group.get_column_reader(position).map_err(refuse)?;
            read_column(chunk, &mut values, &mut bad).map_err(refuse)?;
        }
        table.values.push(values);
        for (row, message) in bad {
            let place = if row == usize::MAX {
                Place::File(format!("{path}, column {}", spec.name))
            } else {
                table.cell(row, column)
            };
            faults.push(|| Diagnostic::error(place, message));
        }
    }
    let faults = faults.finish();
    if faults.has_errors() {
        Err(faults)
    } else {
        Ok(table)
    }
}

/// Appends one column chunk; `bad` gathers rows and what is wrong with them.
fn read_column(
    chunk: ColumnReader,
    values: &mut Values,
    bad: &mut Vec<(usize, String)>,
) -> Result<(), ParquetError> {
    macro_rules! each {
        ($reader:expr, $take:expr) => {{
            let mut reader = $reader;
            let mut buffer = Vec::with_capacity(BATCH);
            let mut levels = Vec::with_capacity(BATCH);
            loop {
                buffer.clear();
                levels.clear();
                let (records, ..) =
                    reader.read_records(BATCH, Some(&mut levels), None, &mut buffer)?;
                if records == 0 {
                    return Ok(());
                }
                let mut present = buffer.iter();
                for row in 0..records {
                    // Flat columns have definition level 1 for a value, 0 for none.
                    let missing = levels.get(row) == Some(&0);
                    let value = if missing { None } else { present.next() };
                    $take(value, values, bad);
                }
            }
        }};
    }
    match chunk {
        ColumnReader::ByteArrayColumnReader(reader) => each!(reader, take_text),
        ColumnReader::DoubleColumnReader(reader) => {
            each!(reader, |v: Option<&f64>, values, bad| take_number(
                v.copied(),
                values,
                bad
            ))
        }
        ColumnReader::FloatColumnReader(reader) => {
            each!(reader, |v: Option<&f32>, values, bad| take_number(
                v.map(|v| f64::from(*v)),
                values,
                bad
            ))
        }
        ColumnReader::Int32ColumnReader(reader) => {
            each!(reader, |v: Option<&i32>, values, bad| take_number(
                v.map(|v| f64::from(*v)),
                values,
                bad
            ))
        }
        ColumnReader::Int64ColumnReader(reader) => {
            each!(reader, |v: Option<&i64>, values, bad| take_number(
                v.map(|v| *v as f64),
                values,
                bad
            ))
        }
        ColumnReader::BoolColumnReader(reader) => {
            each!(reader, |v: Option<&bool>, values: &mut Values, bad| {
                let word = v.map(|v| ByteArray::from(if *v { "true" } else { "false" }));
                take_text(word.as_ref(), values, bad);
            })
        }
        _ => {
            bad.push((
                usize::MAX,
                "this type of column is not read; use text or doubles".into(),
            ));
            Ok(())
        }
    }
}

fn take_text(value: Option<&ByteArray>, values: &mut Values, bad: &mut Vec<(usize, String)>) {
    match values {
        Values::Text(words) => {
            let word = value.and_then(|v| v.as_utf8().ok()).unwrap_or_default();
            words.push(word);
            if word.is_empty() {
                bad.push((words.rows.len() - 1, "the cell is empty".to_owned()));
            }
        }
        Values::Number(numbers) => {
            numbers.push(f64::NAN);
            bad.push((
                numbers.len() - 1,
                "text where a number is needed".to_owned(),
            ));
        }
        Values::Absent => {}
    }
}

fn take_number(value: Option<f64>, values: &mut Values, bad: &mut Vec<(usize, String)>) {
    match values {
        Values::Number(numbers) => {
            numbers.push(value.unwrap_or(f64::NAN));
            match value {
                None => bad.push((numbers.len() - 1, "the cell is empty".to_owned())),
                Some(number) if !number.is_finite() => {
                    bad.push((
                        numbers.len() - 1,
                        format!("{number} is not a finite number"),
                    ));
                }
                Some(_) => {}
            }
        }
        Values::Text(words) => {
            words.push("");
            bad.push((
                words.rows.len() - 1,
                "a number where text is needed".to_owned(),
            ));
        }
        Values::Absent => {}
    }
}
