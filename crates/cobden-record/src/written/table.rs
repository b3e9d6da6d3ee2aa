//! Product lists in CSV.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use cobden_codes::{Group, HsCode};
use cobden_diagnostics::{Diagnostic, Diagnostics, Place, Severity};
use csv::StringRecord;

use super::fields::{code_hint, unknown_economy};
use super::pending::{Pending, Reference, Table, Wanted};
use super::rate::below_zero;
use crate::entry::Kind;
use crate::files::{Files, join, unreadable};
use crate::list::Row;
use crate::rate::{Expression, RateFault};

/// Faults of one table that are shown; the rest is counted.
const SHOWN: usize = 20;

/// The tables of a record's folder, and what was read so far.
pub(crate) struct Shelf<'f> {
    files: &'f dyn Files,
    folder: String,
    rates: HashMap<String, Expression>,
    economies: HashSet<String>,
}

impl<'f> Shelf<'f> {
    /// Nothing read yet.
    pub(crate) fn new(files: &'f dyn Files) -> Self {
        Self {
            files,
            folder: String::new(),
            rates: HashMap::new(),
            economies: HashSet::new(),
        }
    }

    /// Turns to the tables of another folder.
    pub(crate) fn turn_to(&mut self, folder: &str) {
        folder.clone_into(&mut self.folder);
    }

    /// The path of a file as an entry writes it.
    pub(crate) fn path(&self, file: &str) -> String {
        join(&self.folder, file)
    }

    /// Whether there is such a file.
    pub(crate) fn exists(&self, path: &str) -> bool {
        self.files.exists(path)
    }

    /// Reads the table that an entry names, rows sorted by code and exporter.
    pub(super) fn read(
        &mut self,
        file: &str,
        columns: &[&'static str],
        pending: &mut Pending,
        found: &mut Diagnostics,
    ) -> Option<(Vec<Row>, Table)> {
        if let Some(fault) = outside(file, pending) {
            found.push(fault);
            return None;
        }
        let path = self.path(file);
        let text = match self.files.read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let fault =
                    Diagnostic::error(pending.key("file"), format!("there is no file {path}"));
                found.push(fault.hint("paths start at the folder of record.toml"));
                return None;
            }
            Err(error) => {
                found.push(unreadable(path, &error));
                return None;
            }
        };
        let mut reader = Reader {
            path,
            errors: Counted::default(),
            warnings: Counted::default(),
            found,
        };
        let header = reader.header(&text, columns)?;
        let table = reader.rows(&text, &header, self, pending);
        reader.finish();
        Some(table)
    }
}

/// Positions of the columns, from 0.
struct Header {
    code: usize,
    rate: Option<usize>,
    share: Option<usize>,
    exporter: Option<usize>,
    label: Option<usize>,
    width: usize,
}

impl Header {
    /// What messages call a column.
    fn name(&self, position: usize) -> &'static str {
        let at = Some(position);
        match position {
            _ if position == self.code => "code",
            _ if at == self.rate => "rate",
            _ if at == self.share => "share",
            _ if at == self.exporter => "exporter",
            _ if at == self.label => "label",
            _ => "without a name",
        }
    }
}

/// Lines of a text by the bytes at which they begin, asked for in order.
struct Lines<'t> {
    text: &'t [u8],
    end: u8,
    at: usize,
    line: u64,
}

impl<'t> Lines<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text: text.as_bytes(),
            // Where no line ends with a line feed, they end with carriage returns.
            end: if text.contains('\n') { b'\n' } else { b'\r' },
            at: 0,
            line: 1,
        }
    }

    /// The line of the record that the reader began to look for at a byte; blank lines may stand before it.
    fn of(&mut self, byte: u64) -> u64 {
        let from = usize::try_from(byte).unwrap_or(usize::MAX);
        let from = from.clamp(self.at, self.text.len());
        let blank = self.text[from..]
            .iter()
            .take_while(|c| matches!(c, b'\n' | b'\r'));
        let start = from + blank.count();
        let ends = self.text[self.at..start].iter().filter(|c| **c == self.end);
        self.line += ends.count() as u64;
        self.at = start;
        self.line
    }
}

/// The cell that holds a line break, or whose quote is still open where the text ends.
fn broken(cells: &StringRecord, text: &str, start: usize) -> Option<usize> {
    let found = cells.iter().position(|cell| cell.contains(['\n', '\r']));
    // A cell without a line break can only be open on the last line.
    let rest = || {
        text.get(start..)
            .filter(|rest| !rest.contains(['\n', '\r']))
    };
    found.or_else(|| {
        let open = is_open(rest()?);
        open.then(|| cells.len().saturating_sub(1))
    })
}

/// Whether a line ends inside quotes; they count only where a cell begins.
fn is_open(line: &str) -> bool {
    let (mut quoted, mut begins) = (false, true);
    let mut rest = line.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' if quoted && rest.peek() == Some(&'"') => {
                rest.next();
            }
            '"' if quoted => quoted = false,
            '"' if begins => quoted = true,
            _ => {}
        }
        begins = c == ',' && !quoted;
    }
    quoted
}

/// What is wrong with a path that does not start at the record's folder.
pub(super) fn outside(file: &str, pending: &Pending) -> Option<Diagnostic> {
    let absolute = file.starts_with(['/', '\\']) || Path::new(file).is_absolute();
    absolute.then(|| {
        let message = format!("{file} is an absolute path");
        let hint = "paths start at the folder of record.toml, so that the record can be moved";
        Diagnostic::error(pending.key("file"), message).hint(hint)
    })
}

/// How many findings of one severity there were.
#[derive(Default)]
struct Counted {
    shown: usize,
    more: usize,
}

struct Reader<'d> {
    path: String,
    errors: Counted,
    warnings: Counted,
    found: &'d mut Diagnostics,
}

impl Reader<'_> {
    fn push(&mut self, diagnostic: Diagnostic) {
        let counted = match diagnostic.severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
        };
        if counted.shown < SHOWN {
            counted.shown += 1;
            self.found.push(diagnostic);
        } else {
            counted.more += 1;
        }
    }

    fn cell(&self, line: u64, column: &str, position: usize) -> Place {
        Place::Cell {
            path: self.path.clone(),
            row: usize::try_from(line).unwrap_or(usize::MAX),
            is_line: true,
            column: column.to_owned(),
            position: position + 1,
        }
    }

    fn open_quote(&mut self, line: u64, column: &str, position: usize) {
        let message = "a quote is not closed, or a cell holds a line break";
        let hint = "close the quote; a cell stands on one line";
        let column = column.lines().next().unwrap_or_default();
        let place = self.cell(line, column, position);
        self.push(Diagnostic::error(place, message).hint(hint));
    }

    fn finish(self) {
        let place = Place::File(self.path);
        if self.errors.more > 0 {
            let more = self.errors.more;
            let message = format!("{more} more faults of this table are not shown");
            self.found.push(Diagnostic::error(place.clone(), message));
        }
        if self.warnings.more > 0 {
            let more = self.warnings.more;
            let message = format!("{more} more warnings of this table are not shown");
            self.found.push(Diagnostic::warning(place, message));
        }
    }

    fn header(&mut self, text: &str, columns: &[&'static str]) -> Option<Header> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut names = StringRecord::new();
        let read = reader.read_record(&mut names);
        if !read.is_ok_and(|there| there) {
            let fault = Diagnostic::error(Place::File(self.path.clone()), "the table is empty");
            self.push(fault.hint("the first line names the columns; code is needed"));
            return None;
        }
        if let Some(position) = broken(&names, text, 0) {
            self.open_quote(1, names.get(position).unwrap_or_default(), position);
            return None;
        }
        let mut at = HashMap::new();
        for (position, name) in names.iter().enumerate() {
            let name = name.trim();
            match columns.iter().find(|column| **column == name) {
                Some(column) => {
                    if at.insert(*column, position).is_some() {
                        let place = self.cell(1, name, position);
                        self.push(Diagnostic::error(place, format!("a second column {name}")));
                    }
                }
                None => {
                    let place = self.cell(1, name, position);
                    let known = columns.join(", ");
                    let near = cobden_codes::suggest::nearest(name, columns.iter().copied());
                    let fault = Diagnostic::error(place, format!("no column is called \"{name}\""));
                    self.push(fault.hint(match near {
                        Some(near) => format!("did you mean \"{near}\"?"),
                        None => format!("known columns: {known}"),
                    }));
                }
            }
        }
        let Some(code) = at.get("code").copied() else {
            let message = "the table has no column code";
            let fault = Diagnostic::error(Place::File(self.path.clone()), message);
            self.push(fault.hint("name the columns on the first line, for example code,rate"));
            return None;
        };
        let of = |name: &str| at.get(name).copied();
        Some(Header {
            code,
            rate: of("rate"),
            share: of("share"),
            exporter: of("exporter"),
            label: of("label"),
            width: names.len(),
        })
    }

    fn rows(
        &mut self,
        text: &str,
        header: &Header,
        shelf: &mut Shelf,
        pending: &mut Pending,
    ) -> (Vec<Row>, Table) {
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut rows: Vec<(Row, u32)> = Vec::with_capacity(text.len() / 16);
        let mut cells = StringRecord::new();
        let has_quotes = text.contains('"');
        let mut lines = Lines::new(text);
        // The text is UTF-8 and any number of cells is taken, so that nothing is left to fail.
        while reader.read_record(&mut cells).unwrap_or_default() {
            let line = lines.of(cells.position().map_or(0, csv::Position::byte));
            if has_quotes && let Some(position) = broken(&cells, text, lines.at) {
                self.open_quote(line, header.name(position), position);
                continue;
            }
            if cells.len() > header.width {
                let message = format!(
                    "{} cells where the header has {}",
                    cells.len(),
                    header.width
                );
                let place = self.cell(line, "code", header.code);
                let fault = Diagnostic::error(place, message);
                self.push(fault.hint("put texts with commas in quotes"));
                continue;
            }
            if let Some(row) = self.row(&cells, line, header, shelf, pending) {
                rows.push((row, u32::try_from(line).unwrap_or(u32::MAX)));
            }
        }
        let order = |(a, _): &(Row, u32), (b, _): &(Row, u32)| {
            (a.code, &a.exporter).cmp(&(b.code, &b.exporter))
        };
        if !rows.is_sorted_by(|a, b| order(a, b).is_le()) {
            rows.sort_by(order);
        }
        self.twice(&mut rows, header);
        if rows.is_empty() && self.errors.shown == 0 {
            let fault = Diagnostic::error(Place::File(self.path.clone()), "the table has no rows");
            self.push(fault.hint("add codes, or leave the entry out"));
        }
        let table = Table {
            path: self.path.clone(),
            lines: rows.iter().map(|(_, line)| *line).collect(),
            code: header.code + 1,
            rate: header.rate.map(|position| position + 1),
        };
        (rows.into_iter().map(|(row, _)| row).collect(), table)
    }

    fn row(
        &mut self,
        cells: &StringRecord,
        line: u64,
        header: &Header,
        shelf: &mut Shelf,
        pending: &mut Pending,
    ) -> Option<Row> {
        let text = |column: Option<usize>| {
            let cell = column.and_then(|column| cells.get(column));
            cell.map(str::trim).filter(|cell| !cell.is_empty())
        };
        let code = match HsCode::parse(cells.get(header.code).unwrap_or_default().trim()) {
            Ok(code) => Some(code),
            Err(fault) => {
                let place = self.cell(line, "code", header.code);
                self.push(Diagnostic::error(place, fault.to_string()).hint(code_hint()));
                None
            }
        };
        let rate = match text(header.rate) {
            None => None,
            Some(written) => match shelf.rates.get(written) {
                Some(rate) => Some(rate.clone()),
                None => match Expression::parse(written) {
                    Ok(rate) => {
                        if rate.can_be_negative() {
                            let place = self.cell(line, "rate", header.rate.unwrap_or_default());
                            self.push(below_zero(place, &rate));
                        }
                        // A rate that asks for a condition is looked at in every list anew.
                        if rate.conditions().is_empty() {
                            shelf.rates.insert(written.to_owned(), rate.clone());
                        } else {
                            refer(&rate, pending);
                        }
                        Some(rate)
                    }
                    Err(RateFault { message, hint, .. }) => {
                        let place = self.cell(line, "rate", header.rate.unwrap_or_default());
                        self.push(Diagnostic::error(place, message).hint(hint));
                        return None;
                    }
                },
            },
        };
        let share = match text(header.share) {
            None => None,
            Some(written) => match written.parse::<f64>() {
                Ok(share) if (0.0..=1.0).contains(&share) => Some(share),
                _ => {
                    let place = self.cell(line, "share", header.share.unwrap_or_default());
                    let message = format!("\"{written}\" is not a share from 0 to 1");
                    let hint = "write 0.25 for a quarter";
                    self.push(Diagnostic::error(place, message).hint(hint));
                    return None;
                }
            },
        };
        let exporter = text(header.exporter);
        if let Some(exporter) = exporter
            && !shelf.economies.contains(exporter)
        {
            if let Some(hint) = unknown_economy(exporter, true) {
                let place = self.cell(line, "exporter", header.exporter.unwrap_or_default());
                let message = format!("no economy or group is called \"{exporter}\"");
                self.push(Diagnostic::error(place, message).hint(hint));
                return None;
            }
            shelf.economies.insert(exporter.to_owned());
        }
        if let Some(exporter) = exporter
            && share.is_some()
            && Group::find(exporter).is_some_and(|group| group.name() == exporter)
        {
            let place = self.cell(line, "exporter", header.exporter.unwrap_or_default());
            let message = format!("\"{exporter}\" is a group, and shares are of one economy");
            let hint = "write a row for each member, or leave the exporter out for all";
            self.push(Diagnostic::error(place, message).hint(hint));
            return None;
        }
        Some(Row {
            code: code?,
            rate,
            share,
            exporter: exporter.map(str::to_owned),
            label: text(header.label).map(str::to_owned),
        })
    }

    /// Drops rows that say the same again; those that say something else are faults.
    fn twice(&mut self, rows: &mut Vec<(Row, u32)>, header: &Header) {
        let mut faults = Vec::new();
        rows.dedup_by(|(later, line), (first, other)| {
            let again = later.code == first.code && later.exporter == first.exporter;
            if again {
                let (early, late) = ((*other).min(*line), (*other).max(*line));
                let same = later.rate == first.rate && later.share == first.share;
                faults.push((same, first.code, early, late));
            }
            again
        });
        for (same, code, early, late) in faults {
            let place = self.cell(u64::from(late), "code", header.code);
            self.push(if same {
                let message = format!("{code} is on line {early} already");
                Diagnostic::warning(place, message).hint("leave one of them out")
            } else {
                let message = format!("{code} is on line {early} already, with other values");
                Diagnostic::error(place, message).hint("keep the right one")
            });
        }
    }
}

/// Keeps the conditions that a rate asks for, to be looked up.
fn refer(rate: &Expression, pending: &mut Pending) {
    for condition in rate.conditions() {
        if !pending.references.iter().any(|one| one.name == condition) {
            pending.references.push(Reference {
                name: condition.to_owned(),
                range: pending.header.clone(),
                wanted: Wanted::One(Kind::Condition),
                key: "rate",
            });
        }
    }
}

/// Rows as CSV in one way of writing; columns that no row fills are left out.
pub(crate) fn rows(rows: &[Row]) -> String {
    let has = |filled: fn(&Row) -> bool| rows.iter().any(filled);
    let (rates, shares) = (
        has(|row| row.rate.is_some()),
        has(|row| row.share.is_some()),
    );
    let exporters = has(|row| row.exporter.is_some());
    let labels = has(|row| row.label.is_some());
    let mut text = String::with_capacity(rows.len() * 16);
    text.push_str("code");
    for (there, name) in [
        (rates, ",rate"),
        (shares, ",share"),
        (exporters, ",exporter"),
        (labels, ",label"),
    ] {
        if there {
            text.push_str(name);
        }
    }
    text.push('\n');
    // Neighbours often have the same rate, and writing one is slow.
    let mut last: Option<(&Expression, String)> = None;
    for row in rows {
        text.push_str(&row.code.plain());
        if rates {
            text.push(',');
            if let Some(rate) = &row.rate {
                let written = match &last {
                    Some((same, written)) if *same == rate => written.clone(),
                    _ => quoted(&rate.to_string()),
                };
                text.push_str(&written);
                last = Some((rate, written));
            }
        }
        if shares {
            text.push(',');
            if let Some(share) = row.share {
                text.push_str(&share.to_string());
            }
        }
        for (there, cell) in [(exporters, &row.exporter), (labels, &row.label)] {
            if there {
                text.push(',');
                text.push_str(&quoted(cell.as_deref().unwrap_or_default()));
            }
        }
        text.push('\n');
    }
    text
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}
