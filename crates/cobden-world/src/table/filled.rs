//! One row a key.

use cobden_diagnostics::Diagnostic;

use super::{Faults, Table};

/// Cells of a dense array that have their row of the table; a second row is a fault.
#[derive(Debug)]
pub(crate) struct Filled(Vec<Option<usize>>);

impl Filled {
    pub(crate) fn new(cells: usize) -> Self {
        Self(vec![None; cells])
    }

    /// `keys`: the columns that name the cell.
    pub(crate) fn fill(
        &mut self,
        cell: usize,
        table: &Table,
        row: usize,
        keys: &[usize],
        faults: &mut Faults,
    ) {
        let Some(first) = self.0[cell] else {
            self.0[cell] = Some(row);
            return;
        };
        faults.push(|| {
            let words: Vec<String> = keys.iter().map(|key| table.shown(row, *key)).collect();
            let first = table.cell(first, keys[0]);
            let message = format!("{} has a row already, at {first}", words.join(", "));
            Diagnostic::error(table.cell(row, keys[0]), message).hint("keep one of the two rows")
        });
    }

    /// Cells without a row.
    pub(crate) fn missing(&self) -> impl Iterator<Item = usize> {
        let cells = self.0.iter().enumerate();
        cells.filter_map(|(cell, row)| row.is_none().then_some(cell))
    }
}
