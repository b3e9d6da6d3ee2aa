//! Trade to weigh with: imports by exporter and product.

use std::collections::{BTreeMap, HashMap};

use cobden_codes::{Economy, Group, HsCode, suggest};
use cobden_diagnostics::{Diagnostic, Diagnostics, Place};
use cobden_record::{Entry, Weights};

#[cfg(test)]
mod tests;

/// Imports of one or more economies, by exporter and product code.
///
/// Codes may have any number of digits, but no code of a pair may lie below another one of it, as the
/// value would then be counted twice.
///
/// # Example
/// ```
/// use cobden_schedule::TradeWeights;
///
/// let text = "importer,exporter,hs,value\nUSA,CHN,8517.13.00,40000\nUSA,VNM,8517.13.00,9000\n";
/// let weights = TradeWeights::read("imports.csv", text.as_bytes())?;
/// assert_eq!(weights.exporters("USA").collect::<Vec<_>>(), ["CHN", "VNM"]);
/// assert_eq!(weights.total("USA", "CHN"), 40000.0);
/// # Ok::<(), cobden_diagnostics::Diagnostics>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TradeWeights {
    pairs: BTreeMap<String, BTreeMap<String, Vec<(HsCode, f64)>>>,
}

/// The columns, which may stand in any order.
const COLUMNS: [&str; 4] = ["importer", "exporter", "hs", "value"];

/// Faults of one table that are spelled out.
const SPELLED_OUT: usize = 20;

/// Values from here on are slips: the trade of the world is some 1e13 dollars a year.
const LARGEST: f64 = 1e18;

impl TradeWeights {
    /// Reads a CSV table with the columns importer, exporter, hs and value, in any order.
    ///
    /// # Errors
    /// Every fault, with line and column: a missing or unknown column, an economy or code that is none,
    /// a value that is not a number, negative or not finite, a product that is there twice, and a table
    /// without rows.
    pub fn read(path: &str, bytes: &[u8]) -> Result<Self, Diagnostics> {
        // Spreadsheets put a byte-order mark in front.
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
        let positions = locate(path, &mut reader)?;
        let mut table = Table::new(path, bytes, positions);
        let mut record = csv::ByteRecord::new();
        loop {
            match reader.read_byte_record(&mut record) {
                Ok(true) => table.push(&record),
                Ok(false) => break,
                Err(error) => {
                    let message = format!("cannot be read: {error}");
                    return Err(Diagnostic::error(Place::File(path.to_owned()), message).into());
                }
            }
        }
        table.finish()
    }

    /// Reads the table that a record names.
    ///
    /// # Errors
    /// A file that cannot be read, and as [`TradeWeights::read`].
    pub fn open(entry: &Entry<Weights>) -> Result<Self, Diagnostics> {
        let path = &entry.body.path;
        let shown = path.display().to_string();
        let bytes = std::fs::read(path).map_err(|error| Diagnostic::unreadable(&shown, &error))?;
        Self::read(&shown, &bytes)
    }

    /// The rows of one importer alone.
    #[must_use]
    pub fn of(mut self, importer: &str) -> Self {
        self.pairs.retain(|one, _| one == importer);
        self
    }

    /// The economies whose imports it has, sorted.
    pub fn importers(&self) -> impl Iterator<Item = &str> {
        self.pairs.keys().map(String::as_str)
    }

    /// The partners of an importer, sorted.
    pub fn exporters(&self, importer: &str) -> impl Iterator<Item = &str> {
        let partners = self.pairs.get(importer).into_iter().flatten();
        partners.map(|(exporter, _)| exporter.as_str())
    }

    /// The products of a pair and their values, sorted by code; empty if there are none.
    pub fn products(&self, importer: &str, exporter: &str) -> &[(HsCode, f64)] {
        let partners = self.pairs.get(importer);
        let rows = partners.and_then(|partners| partners.get(exporter));
        rows.map_or(&[], Vec::as_slice)
    }

    /// The value of all that an importer buys from an exporter.
    pub fn total(&self, importer: &str, exporter: &str) -> f64 {
        let rows = self.products(importer, exporter);
        rows.iter().map(|(_, value)| value).sum()
    }
}

/// Positions of the columns.
fn locate(path: &str, reader: &mut csv::Reader<&[u8]>) -> Result<[usize; 4], Diagnostics> {
    let place = || Place::File(path.to_owned());
    let known = COLUMNS.join(", ");
    let header: Vec<String> = match reader.byte_headers() {
        Ok(header) => header
            .iter()
            .map(|name| String::from_utf8_lossy(name).trim().to_owned())
            .collect(),
        Err(error) => {
            return Err(Diagnostic::error(place(), format!("cannot be read: {error}")).into());
        }
    };
    if header.is_empty() {
        let hint = format!("the first line names the columns: {known}");
        return Err(Diagnostic::error(place(), "the file is empty")
            .hint(hint)
            .into());
    }
    if let [only] = &header[..]
        && only.contains([';', '\t'])
    {
        let fault = Diagnostic::error(place(), "the columns are not separated by commas");
        return Err(fault.hint("save it as CSV with commas, UTF-8").into());
    }
    let mut faults = Diagnostics::new();
    let mut positions = [0; 4];
    for (name, position) in COLUMNS.iter().zip(&mut positions) {
        let found: Vec<usize> = (0..header.len())
            .filter(|&at| header[at] == *name)
            .collect();
        match found[..] {
            [] => faults.push(
                Diagnostic::error(place(), format!("column \"{name}\" is missing"))
                    .hint(format!("columns found: {}", header.join(", "))),
            ),
            [only] => *position = only,
            _ => faults.push(
                Diagnostic::error(place(), format!("column \"{name}\" is there twice"))
                    .hint("remove one of them"),
            ),
        }
    }
    for (at, name) in header.iter().enumerate() {
        if !COLUMNS.contains(&name.as_str()) {
            let place = Place::Cell {
                path: path.to_owned(),
                row: 1,
                is_line: true,
                column: name.clone(),
                position: at + 1,
            };
            let message = format!("column \"{name}\" is not known here");
            faults.push(Diagnostic::error(place, message).hint(format!(
                "weights have the columns {known}; remove or rename the column"
            )));
        }
    }
    faults.finish(positions).map(|(positions, _)| positions)
}

/// One row: labels by index, code, value, and where the row is.
struct Row {
    importer: u32,
    exporter: u32,
    code: HsCode,
    value: f64,
    offset: u64,
}

/// Rows and faults as they come.
struct Table<'a> {
    path: &'a str,
    bytes: &'a [u8],
    positions: [usize; 4],
    labels: Vec<String>,
    lookup: HashMap<Vec<u8>, Option<u32>>,
    rows: Vec<Row>,
    faults: Diagnostics,
    count: usize,
}

impl<'a> Table<'a> {
    fn new(path: &'a str, bytes: &'a [u8], positions: [usize; 4]) -> Self {
        Self {
            path,
            bytes,
            positions,
            labels: Vec::new(),
            lookup: HashMap::new(),
            rows: Vec::with_capacity(bytes.len() / 24),
            faults: Diagnostics::new(),
            count: 0,
        }
    }

    fn push(&mut self, record: &csv::ByteRecord) {
        let offset = record.position().map_or(0, csv::Position::byte);
        if record.len() != COLUMNS.len() {
            let cells = record.len();
            let message = format!("the line has {cells} cells and the header 4");
            let hint =
                "cells are separated by commas, decimals by a point; no thousands separators";
            self.fault(offset, 0, message, Some(hint.to_owned()));
            return;
        }
        let cell = |column: usize| record.get(self.positions[column]).unwrap_or_default();
        let [importer, exporter, code, value] =
            [cell(0), cell(1), cell(2), cell(3)].map(<[u8]>::trim_ascii);
        let importer = self.label(offset, 0, importer);
        let exporter = self.label(offset, 1, exporter);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let code = match std::str::from_utf8(code).map(HsCode::parse) {
            Ok(Ok(code)) => Some(code),
            Ok(Err(fault)) => {
                let hint = "codes are text: a spreadsheet may have dropped a leading zero";
                self.fault(offset, 2, fault.to_string(), Some(hint.to_owned()));
                None
            }
            Err(_) => {
                let message = format!("`{}` is not a product code", text(code));
                self.fault(offset, 2, message, None);
                None
            }
        };
        let number = std::str::from_utf8(value)
            .ok()
            .and_then(|value| value.parse::<f64>().ok());
        let problem = match number {
            Some(number) if (0.0..LARGEST).contains(&number) => None,
            Some(number) if number.is_finite() && number < 0.0 => Some("is negative"),
            Some(number) if number.is_finite() => Some("is more than all trade there is"),
            Some(_) => Some("is not finite"),
            None => Some("is not a number"),
        };
        if let Some(problem) = problem {
            let message = format!("value `{}` {problem}", text(value));
            let hint = "trade is zero or more, with a point for decimals and no separators";
            self.fault(offset, 3, message, Some(hint.to_owned()));
        }
        if importer.is_some() && importer == exporter {
            let hint =
                "goods that come back are not imports of another economy's; leave the row out";
            let message = "importer and exporter are the same".to_owned();
            self.fault(offset, 1, message, Some(hint.to_owned()));
        }
        if let (Some(importer), Some(exporter), Some(code), Some(value)) =
            (importer, exporter, code, number)
        {
            self.rows.push(Row {
                importer,
                exporter,
                code,
                value,
                offset,
            });
        }
    }

    /// The index of an economy's label; none, and a fault at its first row, if it is no economy.
    fn label(&mut self, offset: u64, column: usize, cell: &[u8]) -> Option<u32> {
        if let Some(known) = self.lookup.get(cell) {
            return *known;
        }
        let label = String::from_utf8_lossy(cell).into_owned();
        let codes = || Economy::all().map(Economy::code);
        let groups = || Group::all().map(Group::name);
        let index = if codes().chain(groups()).any(|code| code == label) {
            self.labels.push(label);
            Some(self.labels.len() as u32 - 1)
        } else {
            let near = suggest::nearest(&label, codes().chain(groups()));
            let hint = match near {
                Some(near) => format!("did you mean {near}?"),
                None => "economies are ISO 3166-1 alpha-3 codes, or groups such as EU".to_owned(),
            };
            let message = format!("`{label}` is not an economy or group");
            self.fault(offset, column, message, Some(hint));
            None
        };
        self.lookup.insert(cell.to_vec(), index);
        index
    }

    fn fault(&mut self, offset: u64, column: usize, message: String, hint: Option<String>) {
        self.count += 1;
        if self.count > SPELLED_OUT {
            return;
        }
        let mut fault = Diagnostic::error(self.cell(offset, column), message);
        fault.hint = hint;
        self.faults.push(fault);
    }

    fn cell(&self, offset: u64, column: usize) -> Place {
        Place::Cell {
            path: self.path.to_owned(),
            row: line_of(self.bytes, offset as usize),
            is_line: true,
            column: COLUMNS[column].to_owned(),
            position: self.positions[column] + 1,
        }
    }

    /// Trade of a member counts twice beside that of its group.
    fn members_beside_groups(&mut self, rows: &[Row]) {
        let mut pairs: Vec<(u32, u32, u64)> = Vec::new();
        for row in rows {
            let pair = (row.importer, row.exporter);
            if pairs.last().is_none_or(|last| (last.0, last.1) != pair) {
                pairs.push((pair.0, pair.1, row.offset));
            }
        }
        // Former members stand beside their group rightly.
        let still = jiff::civil::Date::MAX;
        for (importer, group, _) in &pairs {
            let name = self.labels[*group as usize].clone();
            let Some(group) = Group::find(&name) else {
                continue;
            };
            for (other, member, offset) in &pairs {
                let member = &self.labels[*member as usize];
                if other == importer && *member != name && group.has_on(member, still) {
                    let message = format!("{member} stands beside {name}, of which it is a member");
                    let hint = "keep one of the two: the value would count twice";
                    self.fault(*offset, 1, message, Some(hint.to_owned()));
                }
            }
        }
    }

    fn finish(mut self) -> Result<TradeWeights, Diagnostics> {
        let mut rows = std::mem::take(&mut self.rows);
        if rows.is_empty() && self.count == 0 {
            let place = Place::File(self.path.to_owned());
            let fault = Diagnostic::error(place, "the table has no rows");
            return Err(fault
                .hint("without trade there is nothing to weigh with")
                .into());
        }
        let key = |row: &Row| (row.importer, row.exporter, row.code);
        if !rows.is_sorted_by_key(key) {
            rows.sort_by_key(key);
        }
        // The widest code that is still open: codes below it come right after it.
        let mut open: Option<usize> = None;
        for at in 0..rows.len() {
            let row = &rows[at];
            let wide = open.map(|open| &rows[open]);
            let wide = wide.filter(|wide| {
                (wide.importer, wide.exporter) == (row.importer, row.exporter)
                    && wide.code.covers(row.code)
            });
            let Some(wide) = wide else {
                open = Some(at);
                continue;
            };
            let line = line_of(self.bytes, wide.offset as usize);
            let (message, hint) = if wide.code == row.code {
                let message = format!("{} of this pair is in line {line} as well", row.code);
                (message, "add the values up into one row")
            } else {
                let message = format!("{} lies below {} of line {line}", row.code, wide.code);
                (message, "keep one of the two: the value would count twice")
            };
            let offset = row.offset;
            self.fault(offset, 2, message, Some(hint.to_owned()));
        }
        self.members_beside_groups(&rows);
        if self.count > SPELLED_OUT {
            let more = self.count - SPELLED_OUT;
            let noun = if more == 1 { "fault" } else { "faults" };
            let message = format!("{more} more {noun} in this table, not shown");
            let place = Place::File(self.path.to_owned());
            self.faults.push(Diagnostic::error(place, message));
        }
        let mut pairs: BTreeMap<String, BTreeMap<String, Vec<_>>> = BTreeMap::new();
        let same_pair = |a: &Row, b: &Row| (a.importer, a.exporter) == (b.importer, b.exporter);
        for pair in rows.chunk_by(same_pair) {
            let label = |index: u32| self.labels[index as usize].clone();
            let (importer, exporter) = (label(pair[0].importer), label(pair[0].exporter));
            let products = pair.iter().map(|row| (row.code, row.value)).collect();
            let partners = pairs.entry(importer).or_default();
            partners.insert(exporter, products);
        }
        let (weights, _) = self.faults.finish(TradeWeights { pairs })?;
        Ok(weights)
    }
}

/// The line, from 1, of the first record at or after a byte offset.
fn line_of(bytes: &[u8], offset: usize) -> usize {
    let blank = bytes[offset..]
        .iter()
        .take_while(|byte| matches!(byte, b'\r' | b'\n'));
    let before = &bytes[..offset + blank.count()];
    before.iter().filter(|byte| **byte == b'\n').count() + 1
}
