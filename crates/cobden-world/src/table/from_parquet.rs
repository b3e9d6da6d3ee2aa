//! Parquet files with flat columns, read without Arrow.

mod guarded_pages;

use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use cobden_diagnostics::{Diagnostic, Diagnostics, Place};
use parquet::basic::{ConvertedType, LogicalType};
use parquet::column::reader::{ColumnReader, get_column_reader};
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::schema::types::ColumnDescriptor;

use super::{ColumnSpec, Faults, Kind, OtherColumns, Table, Values, Words, locate};
use guarded_pages::GuardedPages;

/// Values read in one go.
const BATCH: usize = 8192;
/// Rows for which space is made before they are read: what a file says of itself can be wrong.
const RESERVED: usize = 1 << 20;

pub(super) fn read(
    path: String,
    bytes: Bytes,
    specs: &[ColumnSpec],
    others: OtherColumns,
) -> Result<Table, Diagnostics> {
    // The library panics on some damaged files; to the user they are one fault like any other.
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        read_trusting(&path, bytes, specs, others)
    }));
    outcome.unwrap_or_else(|_| Err(refused(&path, "its parts do not fit together")))
}

fn refused(path: &str, reason: &str) -> Diagnostics {
    let message = format!("not a readable Parquet file: {reason}");
    let fault = Diagnostic::error(Place::File(path.to_owned()), message);
    fault
        .hint("get the file again, or save the table as .csv")
        .into()
}

fn read_trusting(
    path: &str,
    bytes: Bytes,
    specs: &[ColumnSpec],
    others: OtherColumns,
) -> Result<Table, Diagnostics> {
    let refuse = |error: ParquetError| refused(path, &error.to_string());
    let reader = SerializedFileReader::new(bytes).map_err(refuse)?;
    let schema = reader.metadata().file_metadata().schema_descr_ptr();
    let header: Vec<String> = schema
        .columns()
        .iter()
        .map(|column| column.path().string())
        .collect();
    let positions = locate(path, &header, specs, others)?;
    let rows = usize::try_from(reader.metadata().file_metadata().num_rows()).unwrap_or(0);
    let mut table = Table {
        path: path.to_owned(),
        names: specs.iter().map(|spec| spec.name.to_owned()).collect(),
        positions,
        values: Vec::new(),
        rows,
        lines: None,
    };
    let mut faults = Faults::new(path);
    for (column, spec) in specs.iter().enumerate() {
        let position = table.positions[column];
        if position == usize::MAX {
            table.values.push(Values::Absent);
            continue;
        }
        let mut values = match spec.kind {
            Kind::Text => Values::Text(Words::default()),
            Kind::Number => Values::Number(Vec::with_capacity(rows.min(RESERVED))),
        };
        let descriptor = schema.column(position);
        if let Some(reason) = unread_type(&descriptor) {
            let place = Place::File(format!("{path}, column {}", spec.name));
            faults.push(|| {
                Diagnostic::error(place, reason).hint("store it as text or as 64-bit floats")
            });
            table.values.push(values);
            continue;
        }
        let mut bad = Vec::new();
        for group in 0..reader.num_row_groups() {
            let group = reader.get_row_group(group).map_err(refuse)?;
            let pages = group.get_column_page_reader(position).map_err(refuse)?;
            let pages = Box::new(GuardedPages(pages));
            let chunk = get_column_reader(descriptor.clone(), pages);
            read_column(chunk, rows, &mut values, &mut bad).map_err(refuse)?;
        }
        if values.len() != rows {
            let reason = format!(
                "column {} has {} values and the table {rows} rows",
                spec.name,
                values.len()
            );
            return Err(refused(path, &reason));
        }
        table.values.push(values);
        for (row, message) in bad {
            let place = table.cell(row, column);
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

/// Why a column's type is not read, if it is not.
fn unread_type(column: &ColumnDescriptor) -> Option<String> {
    if column.max_rep_level() > 0 || column.max_def_level() > 1 {
        return Some("lists and structures are not read".to_owned());
    }
    let physical = column.physical_type();
    if matches!(
        physical,
        parquet::basic::Type::INT96 | parquet::basic::Type::FIXED_LEN_BYTE_ARRAY
    ) {
        return Some(format!("values of type {physical} are not read"));
    }
    // Decimals, dates and times are integers to be scaled: read as they stand they would be wrong.
    let logical = column.logical_type_ref();
    let scaled = match (logical, column.converted_type()) {
        (Some(LogicalType::Decimal(_)), _) | (_, ConvertedType::DECIMAL) => "decimal",
        (Some(LogicalType::Date), _) | (_, ConvertedType::DATE) => "date",
        (Some(LogicalType::Time(_) | LogicalType::Timestamp(_)), _)
        | (
            _,
            ConvertedType::TIME_MILLIS
            | ConvertedType::TIME_MICROS
            | ConvertedType::TIMESTAMP_MILLIS
            | ConvertedType::TIMESTAMP_MICROS,
        ) => "time",
        _ => return None,
    };
    Some(format!("values of type {scaled} are not read"))
}

/// Appends one column chunk of a table of `rows` rows; `bad` gathers rows and what is wrong.
fn read_column(
    chunk: ColumnReader,
    rows: usize,
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
                if values.len() + records > rows {
                    let message = format!("a column has more values than the table's {rows} rows");
                    return Err(ParquetError::General(message));
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
        // Refused by `unread_type`.
        ColumnReader::Int96ColumnReader(_) | ColumnReader::FixedLenByteArrayColumnReader(_) => {
            Ok(())
        }
    }
}

fn take_text(value: Option<&ByteArray>, values: &mut Values, bad: &mut Vec<(usize, String)>) {
    match values {
        Values::Text(words) => {
            let word = value.map_or(Ok(""), ByteArray::as_utf8);
            words.push(word.as_ref().unwrap_or(&"").trim());
            let fault = match word {
                Ok(word) if !word.trim().is_empty() => return,
                Ok(_) => "the cell is empty",
                Err(_) => "the cell is not UTF-8 text",
            };
            bad.push((words.rows.len() - 1, fault.to_owned()));
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
