//! Long bilateral tables, as gravity programs read them.

use std::path::Path;

use cobden_diagnostics::Diagnostics;
use ndarray::{Array2, Array3};

use super::is_goods;
use crate::cells::{check_tariff, check_value};
use crate::folder::Directory;
use crate::table::{ColumnSpec, Faults, Filled, OtherColumns, read_file};
use crate::world::{Economy, Provenance, Sector, World};

/// Names of the columns, and what the table does not say.
#[derive(Debug, Clone, PartialEq)]
pub struct BilateralLayout {
    /// Column of importers.
    pub importer: String,
    /// Column of exporters.
    pub exporter: String,
    /// Column of sectors; without one the world has the single sector `all`.
    pub sector: Option<String>,
    /// Column of values, domestic sales included.
    pub value: String,
    /// Column of tariffs as ratios; without one there are none.
    pub tariff: Option<String>,
    /// Trade elasticity of every sector (replace it later by a published set).
    pub trade_elasticity: f64,
}

/// Imports a long table of bilateral flows as a world without intermediates.
///
/// Economies and sectors appear in the order of the file, exporters before those that only import. ISIC codes tell goods from services;
/// in a table without ISIC codes every sector counts as goods, unless its name begins with `Services`.
///
/// # Errors
/// Missing columns, bad cells and repeated rows, all at once; economies without domestic sales
/// are found when the world is checked.
pub fn import_bilateral(path: &Path, layout: &BilateralLayout) -> Result<World, Diagnostics> {
    let mut specs = vec![
        ColumnSpec::text(&layout.importer),
        ColumnSpec::text(&layout.exporter),
        ColumnSpec::number(&layout.value),
    ];
    specs.extend(layout.sector.as_deref().map(ColumnSpec::text));
    let tariff_column = specs.len();
    specs.extend(layout.tariff.as_deref().map(ColumnSpec::number));
    let folder = Directory(path.parent().unwrap_or(Path::new("")).to_owned());
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    let table = read_file(&folder, &file, &specs, OtherColumns::Ignore)?;

    let mut economies: Vec<String> = table.text(1).distinct.clone();
    for importer in &table.text(0).distinct {
        if !economies.contains(importer) {
            economies.push(importer.clone());
        }
    }
    let sectors = match layout.sector {
        Some(_) => table.text(3).distinct.clone(),
        None => vec!["all".to_owned()],
    };
    let (n, j) = (economies.len(), sectors.len());
    let position = |column: usize| -> Vec<usize> {
        let words = table.text(column).distinct.iter();
        words
            .map(|w| economies.iter().position(|e| e == w).unwrap_or(0))
            .collect()
    };
    let (importers, exporters) = (position(0), position(1));
    let mut flows = Array3::<f64>::zeros((n, n, j));
    let mut tariffs = Array3::zeros((n, n, j));
    let mut faults = Faults::new(&table.path);
    let mut filled = Filled::new(n * n * j);
    let keys: &[usize] = if layout.sector.is_some() {
        &[0, 1, 3]
    } else {
        &[0, 1]
    };
    for row in 0..table.len() {
        let importer = importers[table.text(0).rows[row] as usize];
        let exporter = exporters[table.text(1).rows[row] as usize];
        let sector = layout
            .sector
            .as_ref()
            .map_or(0, |_| table.text(3).rows[row] as usize);
        let value = table.numbers(2)[row];
        check_value(&table, row, 2, value, &mut faults);
        let cell = (importer * n + exporter) * j + sector;
        filled.fill(cell, &table, row, keys, &mut faults);
        flows[[importer, exporter, sector]] = value;
        if layout.tariff.is_some() {
            let rate = table.numbers(tariff_column)[row];
            check_tariff(&table, row, tariff_column, rate, &mut faults);
            tariffs[[importer, exporter, sector]] = rate;
        }
    }
    let found = faults.finish();
    let any_isic = sectors.iter().any(|s| is_goods(s));
    let sector = |code: String| Sector {
        goods: if any_isic {
            is_goods(&code)
        } else {
            !code.starts_with("Services")
        },
        name: code.clone(),
        trade_elasticity: layout.trade_elasticity,
        code,
    };
    let economy = |code: String| Economy {
        name: cobden_codes::Economy::find(&code)
            .map_or_else(|| code.clone(), |e| e.name().to_owned()),
        code,
    };
    let stem = path
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let world = World {
        provenance: Provenance {
            name: stem,
            notes: "Imported from a bilateral table; no intermediates.".into(),
            ..Provenance::default()
        },
        economies: economies.into_iter().map(economy).collect(),
        sectors: sectors.into_iter().map(sector).collect(),
        flows,
        tariffs,
        value_added_share: Array2::ones((n, j)),
        input_shares: Array3::zeros((n, j, j)),
        nests: Vec::new(),
    };
    found.finish(world).map(|(world, _)| world)
}
