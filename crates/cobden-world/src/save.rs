//! Writing a world folder.

use std::io;
use std::path::Path;

use crate::new_folder::new_folder;
use crate::provenance;
use crate::table::{ColumnData, write_csv, write_parquet};
use crate::world::World;

/// File format of a world folder's large tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// `flows.parquet`, `inputs.parquet`, `value_added.parquet`.
    #[default]
    Parquet,
    /// The same as CSV, with all digits.
    Csv,
}

impl World {
    /// Writes the world into a folder, which appears only when it is complete.
    ///
    /// # Errors
    /// When the folder exists already, or what the operating system says.
    pub fn save(&self, folder: &Path, format: Format) -> io::Result<()> {
        new_folder(folder, |partial| self.write_files(partial, format))
    }

    /// Writes tariffs of this world's cells, those that `keep` says, as the table that a scenario's
    /// `[[tariff]] file` reads: importer, exporter, sector, tariff.
    ///
    /// # Errors
    /// What the operating system says.
    pub fn write_tariffs(
        &self,
        path: &Path,
        tariffs: &ndarray::Array3<f64>,
        keep: impl Fn([usize; 3]) -> bool,
    ) -> io::Result<()> {
        let cells: Vec<([usize; 3], f64)> = tariffs
            .indexed_iter()
            .map(|((n, i, j), tariff)| ([n, i, j], *tariff))
            .filter(|(cell, _)| keep(*cell))
            .collect();
        let text = |pick: fn(&Self, [usize; 3]) -> &str| {
            ColumnData::Text(cells.iter().map(|(cell, _)| pick(self, *cell)).collect())
        };
        let columns = [
            ("importer", text(|world, [n, ..]| world.economy(n))),
            ("exporter", text(|world, [_, i, _]| world.economy(i))),
            ("sector", text(|world, [.., j]| world.sector(j))),
            (
                "tariff",
                ColumnData::Number(cells.iter().map(|(_, tariff)| *tariff).collect()),
            ),
        ];
        write_csv(path, &columns)
    }

    fn write_files(&self, folder: &Path, format: Format) -> io::Result<()> {
        std::fs::write(folder.join(provenance::FILE), provenance::write(self))?;
        let economies = [
            (
                "economy",
                ColumnData::Text(self.economies.iter().map(|e| e.code.as_str()).collect()),
            ),
            (
                "name",
                ColumnData::Text(self.economies.iter().map(|e| e.name.as_str()).collect()),
            ),
        ];
        write_csv(&folder.join("economies.csv"), &economies)?;
        let goods = self
            .sectors
            .iter()
            .map(|s| if s.goods { "true" } else { "false" });
        let sectors = [
            (
                "sector",
                ColumnData::Text(self.sectors.iter().map(|s| s.code.as_str()).collect()),
            ),
            (
                "name",
                ColumnData::Text(self.sectors.iter().map(|s| s.name.as_str()).collect()),
            ),
            ("goods", ColumnData::Text(goods.collect())),
            (
                "trade_elasticity",
                ColumnData::Number(self.sectors.iter().map(|s| s.trade_elasticity).collect()),
            ),
        ];
        write_csv(&folder.join("sectors.csv"), &sectors)?;
        let write = |stem: &str, columns: &[(&str, ColumnData)]| match format {
            Format::Parquet => write_parquet(&folder.join(format!("{stem}.parquet")), columns),
            Format::Csv => write_csv(&folder.join(format!("{stem}.csv")), columns),
        };
        write("flows", &self.flow_columns())?;
        write("inputs", &self.input_columns())?;
        write("value_added", &self.value_added_columns())
    }

    fn economy(&self, position: usize) -> &str {
        &self.economies[position].code
    }

    fn sector(&self, position: usize) -> &str {
        &self.sectors[position].code
    }

    /// Cells with a flow or a tariff; a cell that is left out is zero.
    fn flow_columns(&self) -> [(&str, ColumnData<'_>); 5] {
        let cells: Vec<_> = self
            .flows
            .indexed_iter()
            .filter(|(at, flow)| **flow != 0.0 || self.tariffs[*at] != 0.0)
            .collect();
        let text = |pick: fn(&Self, (usize, usize, usize)) -> &str| {
            ColumnData::Text(cells.iter().map(|(at, _)| pick(self, *at)).collect())
        };
        [
            ("importer", text(|world, at| world.economy(at.0))),
            ("exporter", text(|world, at| world.economy(at.1))),
            ("sector", text(|world, at| world.sector(at.2))),
            (
                "value",
                ColumnData::Number(cells.iter().map(|(_, flow)| **flow).collect()),
            ),
            (
                "tariff",
                ColumnData::Number(cells.iter().map(|(at, _)| self.tariffs[*at]).collect()),
            ),
        ]
    }

    fn input_columns(&self) -> [(&str, ColumnData<'_>); 4] {
        let cells: Vec<_> = self
            .input_shares
            .indexed_iter()
            .filter(|(_, share)| **share != 0.0)
            .collect();
        let text = |pick: fn(&Self, (usize, usize, usize)) -> &str| {
            ColumnData::Text(cells.iter().map(|(at, _)| pick(self, *at)).collect())
        };
        [
            ("economy", text(|world, at| world.economy(at.0))),
            ("sector", text(|world, at| world.sector(at.1))),
            ("input", text(|world, at| world.sector(at.2))),
            (
                "share",
                ColumnData::Number(cells.iter().map(|(_, share)| **share).collect()),
            ),
        ]
    }

    fn value_added_columns(&self) -> [(&str, ColumnData<'_>); 3] {
        let cells: Vec<_> = self.value_added_share.indexed_iter().collect();
        let text = |pick: fn(&Self, (usize, usize)) -> &str| {
            ColumnData::Text(cells.iter().map(|(at, _)| pick(self, *at)).collect())
        };
        [
            ("economy", text(|world, at| world.economy(at.0))),
            ("sector", text(|world, at| world.sector(at.1))),
            (
                "share",
                ColumnData::Number(cells.iter().map(|(_, share)| **share).collect()),
            ),
        ]
    }
}
