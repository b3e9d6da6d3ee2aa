//! Loading a world folder: tables to arrays, all faults at once.

use std::collections::HashMap;
use std::path::Path;

use cobden_codes::suggest;
use cobden_diagnostics::{Diagnostic, Diagnostics, Place};
use ndarray::{Array2, Array3};

use crate::check;
use crate::folder::{Directory, Folder};
use crate::provenance;
use crate::table::{ColumnSpec, Faults, OtherColumns, Table, read_table};
use crate::world::{Economy, Sector, World};

impl World {
    /// Loads and checks a world folder on disk; the warnings come along.
    ///
    /// # Errors
    /// Every fault of the folder's files, and of the benchmark they make (see [`crate::check()`]).
    pub fn load(folder: impl AsRef<Path>) -> Result<(Self, Diagnostics), Diagnostics> {
        Self::load_from(&Directory(folder.as_ref().to_owned()))
    }

    /// Loads and checks a world from any [`Folder`].
    ///
    /// # Errors
    /// As [`World::load`].
    pub fn load_from(folder: &dyn Folder) -> Result<(Self, Diagnostics), Diagnostics> {
        let (world, mut found) = Self::load_unchecked(folder)?;
        found.extend(check(&world));
        found.finish(world)
    }

    /// Loads a world whose benchmark may not be an equilibrium, to calibrate it.
    ///
    /// # Errors
    /// Every fault of the folder's files.
    pub fn load_unchecked(folder: &dyn Folder) -> Result<(Self, Diagnostics), Diagnostics> {
        let mut found = Diagnostics::new();
        let mut keep = |result: Result<Option<Table>, Diagnostics>| match result {
            Ok(table) => table,
            Err(faults) => {
                found.extend(faults);
                None
            }
        };
        let economies = keep(read_required(folder, "economies", &ECONOMIES));
        let sectors = keep(read_required(folder, "sectors", &SECTORS));
        let flows = keep(read_required(folder, "flows", &FLOWS));
        let inputs = keep(read_table(folder, "inputs", &INPUTS, OtherColumns::Refuse));
        let value_added = keep(read_table(
            folder,
            "value_added",
            &VALUE_ADDED,
            OtherColumns::Refuse,
        ));
        let provenance = match provenance::read(folder) {
            Ok((provenance, warnings)) => {
                found.extend(warnings);
                provenance
            }
            Err(faults) => {
                found.extend(faults);
                Default::default()
            }
        };
        let (Some(economies), Some(sectors), Some(flows)) = (economies, sectors, flows) else {
            return Err(found);
        };
        let economies = read_economies(&economies, &mut found);
        let sectors = read_sectors(&sectors, &mut found);
        let labels = Labels::new(&economies, &sectors);
        let (n, j) = (economies.len(), sectors.len());
        let (flows, tariffs) = read_flows(&flows, &labels, &mut found);
        let (value_added_share, input_shares) = match (value_added, inputs) {
            (Some(value_added), Some(inputs)) => (
                read_value_added(&value_added, &labels, &mut found),
                read_inputs(&inputs, &labels, &mut found),
            ),
            // A world without technology: output is value added, as in gravity models.
            (None, None) => (Array2::ones((n, j)), Array3::zeros((n, j, j))),
            (Some(one), None) | (None, Some(one)) => {
                let fault = Diagnostic::error(
                    Place::File(one.path),
                    "inputs and value_added belong together, and one of them is missing",
                )
                .hint("add the other table, or remove this one for a world without intermediates");
                found.push(fault);
                (Array2::ones((n, j)), Array3::zeros((n, j, j)))
            }
        };
        found.finish(Self {
            provenance,
            economies,
            sectors,
            flows,
            tariffs,
            value_added_share,
            input_shares,
        })
    }
}

pub(crate) const ECONOMIES: [ColumnSpec<'static>; 2] = [
    ColumnSpec::text("economy"),
    ColumnSpec::text("name").optional(),
];
pub(crate) const SECTORS: [ColumnSpec<'static>; 4] = [
    ColumnSpec::text("sector"),
    ColumnSpec::text("name").optional(),
    ColumnSpec::text("goods"),
    ColumnSpec::number("trade_elasticity"),
];
pub(crate) const FLOWS: [ColumnSpec<'static>; 5] = [
    ColumnSpec::text("importer"),
    ColumnSpec::text("exporter"),
    ColumnSpec::text("sector"),
    ColumnSpec::number("value"),
    ColumnSpec::number("tariff"),
];
pub(crate) const INPUTS: [ColumnSpec<'static>; 4] = [
    ColumnSpec::text("economy"),
    ColumnSpec::text("sector"),
    ColumnSpec::text("input"),
    ColumnSpec::number("share"),
];
pub(crate) const VALUE_ADDED: [ColumnSpec<'static>; 3] = [
    ColumnSpec::text("economy"),
    ColumnSpec::text("sector"),
    ColumnSpec::number("share"),
];

fn read_required(
    folder: &dyn Folder,
    stem: &str,
    specs: &[ColumnSpec],
) -> Result<Option<Table>, Diagnostics> {
    let table = read_table(folder, stem, specs, OtherColumns::Refuse)?;
    if table.as_ref().is_none_or(Table::is_empty) {
        let path = folder.shown(&format!("{stem}.csv"));
        let what = if table.is_none() {
            "there is no such table, nor a .parquet of that name"
        } else {
            "the table has no rows"
        };
        let names: Vec<&str> = specs.iter().map(|spec| spec.name).collect();
        let fault = Diagnostic::error(Place::File(path), what).hint(format!(
            "a world folder needs economies, sectors and flows; {stem} has the columns {}",
            names.join(", ")
        ));
        return Err(fault.into());
    }
    Ok(table)
}

/// Positions of codes, and what to say of codes that are not there.
struct Labels<'a> {
    economies: HashMap<&'a str, usize>,
    sectors: HashMap<&'a str, usize>,
}

impl<'a> Labels<'a> {
    fn new(economies: &'a [Economy], sectors: &'a [Sector]) -> Self {
        let economies = economies.iter().enumerate();
        let sectors = sectors.iter().enumerate();
        Self {
            economies: economies.map(|(k, e)| (e.code.as_str(), k)).collect(),
            sectors: sectors.map(|(k, s)| (s.code.as_str(), k)).collect(),
        }
    }

    fn size(&self) -> (usize, usize) {
        (self.economies.len(), self.sectors.len())
    }

    /// Positions of a text column's distinct words; unknown words are faults at their first row.
    fn positions(
        &self,
        table: &Table,
        column: usize,
        of_sectors: bool,
        faults: &mut Faults,
    ) -> Vec<Option<usize>> {
        let (what, file, known) = if of_sectors {
            ("sector", "sectors", &self.sectors)
        } else {
            ("economy", "economies", &self.economies)
        };
        let words = table.text(column);
        let look_up = |(code, word): (usize, &String)| {
            let found = known.get(word.as_str()).copied();
            if found.is_none() {
                let row = words
                    .rows
                    .iter()
                    .position(|c| *c as usize == code)
                    .unwrap_or(0);
                faults.push(|| {
                    let message = format!("{what} \"{word}\" is not in the table {file}");
                    let fault = Diagnostic::error(table.cell(row, column), message);
                    match suggest::nearest(word, known.keys().copied()) {
                        Some(near) => fault.hint(format!("did you mean \"{near}\"?")),
                        None => fault.hint(format!("add it to {file}, or remove the row")),
                    }
                });
            }
            found
        };
        words.distinct.iter().enumerate().map(look_up).collect()
    }
}

fn read_codes(table: &Table, found: &mut Diagnostics) -> Vec<(String, String)> {
    let mut seen = HashMap::new();
    (0..table.len())
        .map(|row| {
            let code = table.text(0).word(row).to_owned();
            if let Some(first) = seen.insert(code.clone(), row) {
                let message = format!("\"{code}\" is there already, at {}", table.cell(first, 0));
                found.push(Diagnostic::error(table.cell(row, 0), message).hint("keep it once"));
            }
            let name = if table.has(1) {
                table.text(1).word(row)
            } else {
                &code
            };
            (code.clone(), name.to_owned())
        })
        .collect()
}

fn read_economies(table: &Table, found: &mut Diagnostics) -> Vec<Economy> {
    let name_of = |code: &str, name: String| {
        if name == code {
            cobden_codes::Economy::find(code).map_or(name, |known| known.name().to_owned())
        } else {
            name
        }
    };
    let codes = read_codes(table, found).into_iter();
    codes
        .map(|(code, name)| Economy {
            name: name_of(&code, name),
            code,
        })
        .collect()
}

fn read_sectors(table: &Table, found: &mut Diagnostics) -> Vec<Sector> {
    let codes = read_codes(table, found);
    let elasticities = table.numbers(3);
    let mut sectors = Vec::with_capacity(codes.len());
    for (row, (code, name)) in codes.into_iter().enumerate() {
        let goods = match table.text(2).word(row) {
            "true" | "True" | "TRUE" | "1" => true,
            "false" | "False" | "FALSE" | "0" => false,
            other => {
                let message = format!("\"{other}\" is neither true nor false");
                let hint = "goods is true for products on which duties can be levied";
                found.push(Diagnostic::error(table.cell(row, 2), message).hint(hint));
                false
            }
        };
        let trade_elasticity = elasticities[row];
        if trade_elasticity <= 0.0 {
            let message = format!("a trade elasticity of {trade_elasticity} is not above zero");
            let hint = "the sign convention is theta > 0 (sigma - 1 in Armington models)";
            found.push(Diagnostic::error(table.cell(row, 3), message).hint(hint));
        }
        sectors.push(Sector {
            code,
            name,
            goods,
            trade_elasticity,
        });
    }
    sectors
}

/// Fills a cell of a dense array once; a second row for it is a fault.
fn fill(filled: &mut [bool], at: usize, table: &Table, row: usize, faults: &mut Faults) {
    if std::mem::replace(&mut filled[at], true) {
        faults.push(|| {
            let message = "this row's keys are in the table already";
            Diagnostic::error(table.cell(row, 0), message).hint("keep one row a key")
        });
    }
}

fn read_flows(
    table: &Table,
    labels: &Labels,
    found: &mut Diagnostics,
) -> (Array3<f64>, Array3<f64>) {
    let (n, j) = labels.size();
    let mut faults = Faults::new(&table.path);
    let importers = labels.positions(table, 0, false, &mut faults);
    let exporters = labels.positions(table, 1, false, &mut faults);
    let sectors = labels.positions(table, 2, true, &mut faults);
    let (values, rates) = (table.numbers(3), table.numbers(4));
    let mut flows = Array3::zeros((n, n, j));
    let mut tariffs = Array3::zeros((n, n, j));
    let mut filled = vec![false; n * n * j];
    for row in 0..table.len() {
        let at = |column: usize, positions: &[Option<usize>]| {
            positions[table.text(column).rows[row] as usize]
        };
        let keys = (at(0, &importers), at(1, &exporters), at(2, &sectors));
        if values[row] < 0.0 {
            faults.push(|| {
                let message = format!("a flow of {} is negative", values[row]);
                let hint = "flows are values of purchases; set it to zero and calibrate the world";
                Diagnostic::error(table.cell(row, 3), message).hint(hint)
            });
        }
        if rates[row] <= -1.0 {
            faults.push(|| {
                let message = format!(
                    "a duty of {}% makes the good free or worse",
                    100.0 * rates[row]
                );
                let hint = "tariff is a ratio above -1: 0.25 is 25%";
                Diagnostic::error(table.cell(row, 4), message).hint(hint)
            });
        }
        if let (Some(importer), Some(exporter), Some(sector)) = keys {
            fill(
                &mut filled,
                (importer * n + exporter) * j + sector,
                table,
                row,
                &mut faults,
            );
            flows[[importer, exporter, sector]] = values[row];
            tariffs[[importer, exporter, sector]] = rates[row];
        }
    }
    found.extend(faults.finish());
    (flows, tariffs)
}

fn read_value_added(table: &Table, labels: &Labels, found: &mut Diagnostics) -> Array2<f64> {
    let mut faults = Faults::new(&table.path);
    let economies = labels.positions(table, 0, false, &mut faults);
    let sectors = labels.positions(table, 1, true, &mut faults);
    let (n, j) = labels.size();
    let mut shares = Array2::zeros((n, j));
    let mut filled = vec![false; n * j];
    for (row, share) in table.numbers(2).iter().enumerate() {
        if !(0.0..=1.0).contains(share) {
            faults.push(|| {
                let message = format!("a value-added share of {share} is not between 0 and 1");
                Diagnostic::error(table.cell(row, 2), message).hint("it is value added over output")
            });
        }
        let economy = economies[table.text(0).rows[row] as usize];
        let sector = sectors[table.text(1).rows[row] as usize];
        if let (Some(economy), Some(sector)) = (economy, sector) {
            fill(&mut filled, economy * j + sector, table, row, &mut faults);
            shares[[economy, sector]] = *share;
        }
    }
    let missing = filled.iter().filter(|there| !**there).count();
    if missing > 0 {
        faults.push(|| {
            let message = format!("{missing} of {} economy-sector pairs have no row", n * j);
            let hint = "every economy needs a value-added share in every sector (1 where idle)";
            Diagnostic::error(Place::File(table.path.clone()), message).hint(hint)
        });
    }
    found.extend(faults.finish());
    shares
}

fn read_inputs(table: &Table, labels: &Labels, found: &mut Diagnostics) -> Array3<f64> {
    let mut faults = Faults::new(&table.path);
    let economies = labels.positions(table, 0, false, &mut faults);
    let sectors = labels.positions(table, 1, true, &mut faults);
    let inputs = labels.positions(table, 2, true, &mut faults);
    let (n, j) = labels.size();
    let mut shares = Array3::zeros((n, j, j));
    let mut filled = vec![false; n * j * j];
    for (row, share) in table.numbers(3).iter().enumerate() {
        if *share < check::LOWEST_INPUT_SHARE || *share > 1.0 + check::SHARE_TOLERANCE {
            faults.push(|| {
                let message = format!("an input share of {share} is not between 0 and 1");
                Diagnostic::error(table.cell(row, 3), message)
                    .hint("it is the input's part of the sector's intermediate bill")
            });
        }
        let keys = (
            economies[table.text(0).rows[row] as usize],
            sectors[table.text(1).rows[row] as usize],
            inputs[table.text(2).rows[row] as usize],
        );
        if let (Some(economy), Some(sector), Some(input)) = keys {
            fill(
                &mut filled,
                (economy * j + sector) * j + input,
                table,
                row,
                &mut faults,
            );
            shares[[economy, sector, input]] = *share;
        }
    }
    found.extend(faults.finish());
    shares
}
