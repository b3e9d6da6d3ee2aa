//! CSV with a header line.

use cobden_diagnostics::{Diagnostic, Diagnostics, Place};

use super::{ColumnSpec, Faults, Kind, OtherColumns, Table, Values, Words, locate};

pub(super) fn read(
    path: String,
    bytes: &[u8],
    specs: &[ColumnSpec],
    others: OtherColumns,
) -> Result<Table, Diagnostics> {
    // Spreadsheets put a byte-order mark in front.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().from_reader(bytes);
    let header: Vec<String> = match reader.headers() {
        Ok(header) => header.iter().map(|name| name.trim().to_owned()).collect(),
        Err(error) => return Err(unreadable(&path, &error).into()),
    };
    let positions = locate(&path, &header, specs, others)?;
    let mut table = Table {
        names: specs.iter().map(|spec| spec.name.to_owned()).collect(),
        values: specs
            .iter()
            .zip(&positions)
            .map(|(spec, position)| match spec.kind {
                _ if *position == usize::MAX => Values::Absent,
                Kind::Text => Values::Text(Words::default()),
                Kind::Number => Values::Number(Vec::new()),
            })
            .collect(),
        positions,
        rows: 0,
        lines: Some(Vec::new()),
        path: path.clone(),
    };
    let mut faults = Faults::new(&path);
    let mut record = csv::StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {}
            Err(error) => {
                faults.push(|| unreadable(&path, &error));
                if error.is_io_error() {
                    break;
                }
                continue;
            }
        }
        let line = record.position().map_or(0, |at| at.line() as usize);
        if let Some(lines) = &mut table.lines {
            lines.push(line);
        }
        table.rows += 1;
        for column in 0..specs.len() {
            let Some(cell) = record.get(table.positions[column]) else {
                continue;
            };
            let cell = cell.trim();
            let fault = push(&mut table.values[column], cell);
            if let Some(message) = fault {
                let place = table.cell(table.rows - 1, column);
                faults.push(|| Diagnostic::error(place, message));
            }
        }
    }
    let faults = faults.finish();
    if faults.has_errors() {
        Err(faults)
    } else {
        Ok(table)
    }
}

/// Adds a cell to its column; says what is wrong with it.
fn push(values: &mut Values, cell: &str) -> Option<String> {
    match values {
        Values::Absent => None,
        Values::Text(words) => {
            words.push(cell);
            cell.is_empty().then(|| "the cell is empty".to_owned())
        }
        Values::Number(numbers) => {
            let number = cell.parse::<f64>();
            numbers.push(*number.as_ref().unwrap_or(&f64::NAN));
            match number {
                Ok(number) if number.is_finite() => None,
                _ if cell.is_empty() => Some("the cell is empty".to_owned()),
                Ok(_) => Some(format!("\"{cell}\" is not a finite number")),
                Err(_) => Some(format!(
                    "\"{cell}\" is not a number (a point for decimals, no separators, no percent sign)"
                )),
            }
        }
    }
}

fn unreadable(path: &str, error: &csv::Error) -> Diagnostic {
    let place = match error.position() {
        Some(at) => Place::File(format!("{path}:{}", at.line())),
        None => Place::File(path.to_owned()),
    };
    Diagnostic::error(place, format!("the line cannot be read: {error}"))
}
