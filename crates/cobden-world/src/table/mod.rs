//! Long tables with named columns, from CSV or Parquet, with faults down to the cell.

mod filled;
mod from_csv;
mod from_parquet;
mod lines;
mod write;

use std::collections::HashMap;

use cobden_diagnostics::{Diagnostic, Diagnostics, Place};

use crate::folder::Folder;

pub(crate) use filled::Filled;
pub(crate) use from_csv::unreadable;
pub(crate) use lines::Lines;
pub use write::{ColumnData, write_csv, write_parquet};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words: codes and names.
    Text,
    /// Finite numbers.
    Number,
}

/// A column that a reader asks for.
#[derive(Debug, Clone, Copy)]
pub struct ColumnSpec<'a> {
    /// Its name.
    pub name: &'a str,
    /// What it holds.
    pub kind: Kind,
    /// Whether the table may lack it.
    pub optional: bool,
}

impl<'a> ColumnSpec<'a> {
    /// A text column that must be there.
    pub const fn text(name: &'a str) -> Self {
        Self {
            name,
            kind: Kind::Text,
            optional: false,
        }
    }

    /// A number column that must be there.
    pub const fn number(name: &'a str) -> Self {
        Self {
            name,
            kind: Kind::Number,
            optional: false,
        }
    }

    /// The same column, which the table may lack.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.optional = true;
        self
    }
}

/// Words, each kept once.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// The distinct words, in order of appearance.
    pub distinct: Vec<String>,
    /// The word of each row, as a position in `distinct`.
    pub rows: Vec<u32>,
    lookup: HashMap<String, u32>,
}

impl Words {
    fn push(&mut self, word: &str) {
        let next = self.distinct.len() as u32;
        let code = match self.lookup.get(word) {
            Some(code) => *code,
            None => {
                self.lookup.insert(word.to_owned(), next);
                self.distinct.push(word.to_owned());
                next
            }
        };
        self.rows.push(code);
    }

    /// The word of a row.
    pub fn word(&self, row: usize) -> &str {
        &self.distinct[self.rows[row] as usize]
    }
}

#[derive(Debug, Clone)]
enum Values {
    Text(Words),
    Number(Vec<f64>),
    Absent,
}

impl Values {
    fn len(&self) -> usize {
        match self {
            Self::Text(words) => words.rows.len(),
            Self::Number(numbers) => numbers.len(),
            Self::Absent => 0,
        }
    }
}

/// A table as read: the columns asked for, in that order.
#[derive(Debug, Clone)]
pub struct Table {
    /// The file.
    pub path: String,
    names: Vec<String>,
    positions: Vec<usize>,
    values: Vec<Values>,
    rows: usize,
    /// Lines of the rows, for text files.
    lines: Option<Vec<usize>>,
}

impl Table {
    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// Whether the table has the `column`-th column asked for.
    pub fn has(&self, column: usize) -> bool {
        !matches!(self.values[column], Values::Absent)
    }

    /// The `column`-th column asked for, a text one.
    ///
    /// # Panics
    /// When that column was asked for as numbers or is absent.
    pub fn text(&self, column: usize) -> &Words {
        match &self.values[column] {
            Values::Text(words) => words,
            _ => panic!("column {} is not text", self.names[column]),
        }
    }

    /// The `column`-th column asked for, a numeric one.
    ///
    /// # Panics
    /// When that column was asked for as text or is absent.
    pub fn numbers(&self, column: usize) -> &[f64] {
        match &self.values[column] {
            Values::Number(numbers) => numbers,
            _ => panic!("column {} is not numeric", self.names[column]),
        }
    }

    /// A cell's content for messages.
    fn shown(&self, row: usize, column: usize) -> String {
        match &self.values[column] {
            Values::Text(words) => words.word(row).to_owned(),
            Values::Number(numbers) => numbers[row].to_string(),
            Values::Absent => String::new(),
        }
    }

    /// Where a cell is.
    pub fn cell(&self, row: usize, column: usize) -> Place {
        Place::Cell {
            path: self.path.clone(),
            row: self.lines.as_ref().map_or(row + 1, |lines| lines[row]),
            is_line: self.lines.is_some(),
            column: self.names[column].clone(),
            position: self.positions[column] + 1,
        }
    }
}

/// Faults of one table, cut off when there are very many of them.
#[derive(Debug)]
pub(crate) struct Faults<'a> {
    path: &'a str,
    found: Diagnostics,
    count: usize,
}

/// Faults of one table that are spelled out.
const SPELLED_OUT: usize = 20;

impl<'a> Faults<'a> {
    pub(crate) fn new(path: &'a str) -> Self {
        Self {
            path,
            found: Diagnostics::new(),
            count: 0,
        }
    }

    pub(crate) fn push(&mut self, fault: impl FnOnce() -> Diagnostic) {
        self.count += 1;
        if self.count <= SPELLED_OUT {
            self.found.push(fault());
        }
    }

    /// `Err` with what was found, if anything was.
    pub(crate) fn stop_if_any(self) -> Result<(), Diagnostics> {
        self.finish().finish(()).map(|_| ())
    }

    pub(crate) fn finish(mut self) -> Diagnostics {
        if self.count > SPELLED_OUT {
            let more = self.count - SPELLED_OUT;
            let noun = if more == 1 { "fault" } else { "faults" };
            self.found.push(Diagnostic::error(
                Place::File(self.path.to_owned()),
                format!("{more} more {noun} in this table, not shown"),
            ));
        }
        self.found
    }
}

/// What to do with columns that nobody asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OtherColumns {
    /// They are faults: the project's own formats.
    Refuse,
    /// They are passed over: other people's formats.
    Ignore,
}

/// Reads `stem.parquet` or `stem.csv` from a folder; `None` when there is neither.
///
/// # Errors
/// A missing column, an empty or unreadable cell, a number that is not finite, a repeated or
/// unknown column: each names file, line or row, and column.
pub fn read_table(
    folder: &dyn Folder,
    stem: &str,
    specs: &[ColumnSpec],
    others: OtherColumns,
) -> Result<Option<Table>, Diagnostics> {
    let mut found = Vec::new();
    for ending in ["parquet", "csv"] {
        let file = format!("{stem}.{ending}");
        match folder.read(&file) {
            Ok(None) => {}
            Ok(Some(bytes)) => found.push((file, ending, bytes)),
            Err(error) => {
                let place = Place::File(folder.shown(&file));
                return Err(Diagnostic::error(place, format!("cannot be read: {error}")).into());
            }
        }
    }
    if found.len() > 1 {
        let place = Place::File(folder.shown(&found[1].0));
        let fault = Diagnostic::error(place, format!("{} is there as well", found[0].0))
            .hint("keep one of the two: it is not clear which one counts");
        return Err(fault.into());
    }
    let Some((file, ending, bytes)) = found.pop() else {
        return Ok(None);
    };
    let path = folder.shown(&file);
    match ending {
        "parquet" => from_parquet::read(path, bytes, specs, others).map(Some),
        _ => from_csv::read(path, &bytes, specs, others).map(Some),
    }
}

/// Reads one table file, by the ending of its name.
///
/// # Errors
/// As [`read_table`], and when there is no such file.
pub fn read_file(
    folder: &dyn Folder,
    file: &str,
    specs: &[ColumnSpec],
    others: OtherColumns,
) -> Result<Table, Diagnostics> {
    let path = folder.shown(file);
    let fault = |message: String| Diagnostic::error(Place::File(path.clone()), message);
    match folder.read(file) {
        Ok(Some(bytes)) if file.ends_with(".parquet") => {
            from_parquet::read(path, bytes, specs, others)
        }
        Ok(Some(bytes)) => from_csv::read(path, &bytes, specs, others),
        Ok(None) => Err(fault("there is no such file".to_owned()).into()),
        Err(error) => Err(fault(format!("cannot be read: {error}")).into()),
    }
}

/// Positions in `header` of the columns asked for (`usize::MAX` when absent and optional).
fn locate(
    path: &str,
    header: &[String],
    specs: &[ColumnSpec],
    others: OtherColumns,
) -> Result<Vec<usize>, Diagnostics> {
    let mut faults = Diagnostics::new();
    let mut positions = Vec::with_capacity(specs.len());
    let place = || Place::File(path.to_owned());
    let names: Vec<&str> = specs.iter().map(|spec| spec.name).collect();
    if header.is_empty() {
        let hint = format!("the first line names the columns: {}", names.join(", "));
        return Err(Diagnostic::error(place(), "the file is empty")
            .hint(hint)
            .into());
    }
    for spec in specs {
        let mut at = (0..header.len()).filter(|k| header[*k] == spec.name);
        let first = at.next();
        if at.next().is_some() {
            let message = format!("column \"{}\" is there twice", spec.name);
            faults.push(Diagnostic::error(place(), message).hint("remove one of them"));
        }
        if first.is_none() && !spec.optional {
            let message = format!("column \"{}\" is missing", spec.name);
            let there = header.join(", ");
            faults.push(Diagnostic::error(place(), message).hint(format!(
                "columns found: {there}; the names are compared letter by letter"
            )));
        }
        positions.push(first.unwrap_or(usize::MAX));
    }
    let unknown = header.iter().filter(|name| !names.contains(&name.as_str()));
    for name in unknown.filter(|_| others == OtherColumns::Refuse) {
        let message = format!("column \"{name}\" is not known here");
        faults.push(Diagnostic::error(place(), message).hint(format!(
            "this table has the columns {}; remove or rename the column",
            names.join(", ")
        )));
    }
    if faults.has_errors() {
        Err(faults)
    } else {
        Ok(positions)
    }
}
