//! CSV with a header line.

use cobden_diagnostics::{Diagnostic, Diagnostics, Place};

use super::{ColumnSpec, Faults, Kind, Lines, OtherColumns, Table, Values, Words, locate};

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
        Err(error) => return Err(unreadable(&path, 1, &error).into()),
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
    let mut lines = Lines::new(bytes);
    let mut record = csv::StringRecord::new();
    loop {
        let line = lines.line_at(reader.position().byte() as usize);
        match reader.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {}
            Err(error) => {
                faults.push(|| unreadable(&path, line, &error));
                if error.is_io_error() {
                    break;
                }
                continue;
            }
        }
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

/// What is wrong with a record that the CSV reader refuses.
pub(crate) fn unreadable(path: &str, line: usize, error: &csv::Error) -> Diagnostic {
    let fault = |message: String| Diagnostic::error(Place::File(format!("{path}:{line}")), message);
    match error.kind() {
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => fault(format!(
            "the line has {len} cells and the header {expected_len}"
        ))
        .hint("cells are separated by commas; one that holds a comma needs quotes around it"),
        csv::ErrorKind::Utf8 { .. } => {
            fault("the line is not UTF-8 text".to_owned()).hint("save the file as \"CSV UTF-8\"")
        }
        _ => fault(format!("the line cannot be read: {error}")),
    }
}
