//! A table of tariffs put into a world.

use std::path::Path;

use cobden_diagnostics::{Diagnostic, Diagnostics};

use crate::cells::check_tariff;
use crate::folder::Directory;
use crate::load::Labels;
use crate::table::{ColumnSpec, Faults, Filled, OtherColumns, read_file};
use crate::world::World;

const COLUMNS: [ColumnSpec<'static>; 4] = [
    ColumnSpec::text("importer"),
    ColumnSpec::text("exporter"),
    ColumnSpec::text("sector"),
    ColumnSpec::number("tariff"),
];

impl World {
    /// Sets the tariffs of the cells in a table (importer, exporter, sector, tariff as a ratio), as
    /// [`World::write_tariffs`] and `cobden tariffs --out` write it, and returns how many there are.
    ///
    /// Flows at customs value stay; revenue and what buyers pay change, so that the world has to be
    /// calibrated ([`crate::calibrate()`]) where less is bought than firms use.
    ///
    /// # Errors
    /// An unreadable table, unknown codes, cells with two rows, tariffs of -1 or less, and duties on
    /// sales at home or on services, all at once; the world is then as before.
    pub fn set_tariffs(&mut self, path: &Path) -> Result<usize, Diagnostics> {
        let folder = Directory(path.parent().unwrap_or(Path::new("")).to_owned());
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let table = read_file(&folder, &file, &COLUMNS, OtherColumns::Refuse)?;
        let labels = Labels::new(&self.economies, &self.sectors);
        let mut faults = Faults::new(&table.path);
        let importers = labels.positions(&table, 0, false, &mut faults);
        let exporters = labels.positions(&table, 1, false, &mut faults);
        let sectors = labels.positions(&table, 2, true, &mut faults);
        let (n, j) = (self.economy_count(), self.sector_count());
        let mut filled = Filled::new(n * n * j);
        let mut cells = Vec::new();
        for (row, rate) in table.numbers(3).iter().enumerate() {
            let at = |column: usize, positions: &[Option<usize>]| {
                positions[table.text(column).rows[row] as usize]
            };
            check_tariff(&table, row, 3, *rate, &mut faults);
            let keys = (at(0, &importers), at(1, &exporters), at(2, &sectors));
            let (Some(importer), Some(exporter), Some(sector)) = keys else {
                continue;
            };
            let cell = (importer * n + exporter) * j + sector;
            filled.fill(cell, &table, row, &[0, 1, 2], &mut faults);
            if importer == exporter && *rate != 0.0 {
                faults.push(|| {
                    let message = format!(
                        "{} has no border with itself",
                        self.economies[importer].code
                    );
                    Diagnostic::error(table.cell(row, 1), message).hint("remove the row")
                });
            }
            if !self.sectors[sector].goods && *rate != 0.0 {
                faults.push(|| {
                    let message = format!(
                        "a duty on {}, which are services",
                        self.sectors[sector].code
                    );
                    Diagnostic::error(table.cell(row, 2), message)
                        .hint("duties fall on goods alone")
                });
            }
            cells.push(([importer, exporter, sector], *rate));
        }
        faults.stop_if_any()?;
        for (cell, rate) in &cells {
            self.tariffs[*cell] = *rate;
        }
        Ok(cells.len())
    }
}
