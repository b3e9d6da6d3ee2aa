//! Loading a world folder: tables to arrays, all faults at once.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::path::Path;

use cobden_codes::suggest;
use cobden_diagnostics::{Diagnostic, Diagnostics, Place};
use ndarray::{Array2, Array3};

use crate::cells::{check_tariff, check_value};
use crate::check;
use crate::folder::{Directory, Folder};
use crate::provenance;
use crate::table::{ColumnSpec, Faults, Filled, OtherColumns, Table, read_table};
use crate::world::{Economy, Sector, World};

impl World {
    /// Loads and checks a world folder on disk; the warnings come along.
    ///
    /// # Errors
    /// Every fault of the folder's files, and of the benchmark they make (see [`crate::check()`]).
    pub fn load(folder: impl AsRef<Path>) -> Result<(Self, Diagnostics), Diagnostics> {
        let folder = folder.as_ref();
        if !folder.is_dir() {
            let what = if folder.exists() {
                "is a file; a world is a folder of tables"
            } else {
                "there is no such folder"
            };
            let place = Place::File(folder.display().to_string());
            return Err(Diagnostic::error(place, what).into());
        }
        Self::load_from(&Directory(folder.to_owned()))
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
            Ok(None) => Read::Absent,
            Ok(Some(table)) => Read::Table(table),
            Err(faults) => {
                found.extend(faults);
                Read::Faulty
            }
        };
        let economies = keep(read_required(folder, "economies", &ECONOMIES));
        let sectors = keep(read_required(folder, "sectors", &SECTORS));
        let flows = keep(read_required(folder, "flows", &FLOWS));
        let optional = |stem, specs| read_table(folder, stem, specs, OtherColumns::Refuse);
        let inputs = keep(optional("inputs", &INPUTS));
        let value_added = keep(optional("value_added", &VALUE_ADDED));
        let header = match provenance::read(folder) {
            Ok((header, warnings)) => {
                found.extend(warnings);
                header
            }
            Err(faults) => {
                found.extend(faults);
                Default::default()
            }
        };
        match (&value_added, &inputs) {
            (Read::Table(one), Read::Absent) | (Read::Absent, Read::Table(one)) => {
                let fault = Diagnostic::error(
                    Place::File(one.path.clone()),
                    "inputs and value_added belong together, and one of them is missing",
                )
                .hint("add the other table, or remove this one for a world without intermediates");
                found.push(fault);
            }
            _ => {}
        }
        // Without the codes nothing else can be looked up.
        let (Read::Table(economies), Read::Table(sectors)) = (economies, sectors) else {
            return Err(found);
        };
        let economies = read_economies(&economies, &mut found);
        let sectors = read_sectors(&sectors, &mut found);
        let nests = header.nests(&sectors, &mut found);
        let labels = Labels::new(&economies, &sectors);
        let (n, j) = (economies.len(), sectors.len());
        let (flows, tariffs) = match flows {
            Read::Table(flows) => read_flows(&flows, &labels, &mut found),
            _ => (Array3::zeros((n, n, j)), Array3::zeros((n, n, j))),
        };
        // A world without technology: output is value added, as in gravity models.
        let value_added_share = match value_added {
            Read::Table(table) => read_value_added(&table, &labels, &mut found),
            _ => Array2::ones((n, j)),
        };
        let input_shares = match inputs {
            Read::Table(table) => read_inputs(&table, &labels, &mut found),
            _ => Array3::zeros((n, j, j)),
        };
        found.finish(Self {
            provenance: header.provenance,
            economies,
            sectors,
            flows,
            tariffs,
            value_added_share,
            input_shares,
            nests,
        })
    }
}

/// What reading a table came to; the faults of a faulty one are kept elsewhere.
enum Read {
    Table(Table),
    Absent,
    Faulty,
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
pub(crate) struct Labels<'a> {
    economies: HashMap<&'a str, usize>,
    sectors: HashMap<&'a str, usize>,
    economy_list: &'a [Economy],
    sector_list: &'a [Sector],
}

impl<'a> Labels<'a> {
    pub(crate) fn new(economy_list: &'a [Economy], sector_list: &'a [Sector]) -> Self {
        let economies = economy_list.iter().enumerate();
        let sectors = sector_list.iter().enumerate();
        Self {
            economies: economies.map(|(k, e)| (e.code.as_str(), k)).collect(),
            sectors: sectors.map(|(k, s)| (s.code.as_str(), k)).collect(),
            economy_list,
            sector_list,
        }
    }

    fn size(&self) -> (usize, usize) {
        (self.economy_list.len(), self.sector_list.len())
    }

    fn economy(&self, position: usize) -> &str {
        &self.economy_list[position].code
    }

    fn sector(&self, position: usize) -> &str {
        &self.sector_list[position].code
    }

    /// Positions of a text column's distinct words; unknown words are faults at their first row.
    pub(crate) fn positions(
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

/// Codes and names; the code stands in for a name that the table has no column for.
fn read_codes(table: &Table, faults: &mut Faults) -> Vec<(String, Option<String>)> {
    let mut seen = HashMap::new();
    (0..table.len())
        .map(|row| {
            let code = table.text(0).word(row).to_owned();
            match seen.entry(code.clone()) {
                Entry::Vacant(free) => _ = free.insert(row),
                Entry::Occupied(first) => faults.push(|| {
                    let first = table.cell(*first.get(), 0);
                    let message = format!("\"{code}\" is there already, at {first}");
                    Diagnostic::error(table.cell(row, 0), message).hint("keep it once")
                }),
            }
            let name = table.has(1).then(|| table.text(1).word(row).to_owned());
            (code, name)
        })
        .collect()
}

fn read_economies(table: &Table, found: &mut Diagnostics) -> Vec<Economy> {
    let mut faults = Faults::new(&table.path);
    let codes = read_codes(table, &mut faults);
    found.extend(faults.finish());
    let known = |code: &str| {
        let known = cobden_codes::Economy::find(code);
        known.map_or(code.to_owned(), |known| known.name().to_owned())
    };
    let economies = codes.into_iter().map(|(code, name)| Economy {
        name: name.unwrap_or_else(|| known(&code)),
        code,
    });
    economies.collect()
}

fn read_sectors(table: &Table, found: &mut Diagnostics) -> Vec<Sector> {
    let mut faults = Faults::new(&table.path);
    let codes = read_codes(table, &mut faults);
    let elasticities = table.numbers(3);
    let mut sectors = Vec::with_capacity(codes.len());
    for (row, (code, name)) in codes.into_iter().enumerate() {
        let goods = match table.text(2).word(row) {
            "true" | "True" | "TRUE" | "1" => true,
            "false" | "False" | "FALSE" | "0" => false,
            other => {
                faults.push(|| {
                    let message = format!("\"{other}\" is neither true nor false");
                    let hint = "goods is true for products on which duties can be levied";
                    Diagnostic::error(table.cell(row, 2), message).hint(hint)
                });
                false
            }
        };
        let trade_elasticity = elasticities[row];
        if trade_elasticity <= 0.0 {
            faults.push(|| {
                let message = format!("a trade elasticity of {trade_elasticity} is not above zero");
                let hint = "the sign convention is theta > 0 (sigma - 1 in Armington models)";
                Diagnostic::error(table.cell(row, 3), message).hint(hint)
            });
        }
        sectors.push(Sector {
            name: name.unwrap_or_else(|| code.clone()),
            code,
            goods,
            trade_elasticity,
        });
    }
    found.extend(faults.finish());
    sectors
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
    let mut filled = Filled::new(n * n * j);
    for row in 0..table.len() {
        let at = |column: usize, positions: &[Option<usize>]| {
            positions[table.text(column).rows[row] as usize]
        };
        let keys = (at(0, &importers), at(1, &exporters), at(2, &sectors));
        check_value(table, row, 3, values[row], &mut faults);
        check_tariff(table, row, 4, rates[row], &mut faults);
        if let (Some(importer), Some(exporter), Some(sector)) = keys {
            let cell = (importer * n + exporter) * j + sector;
            filled.fill(cell, table, row, &[0, 1, 2], &mut faults);
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
    let mut filled = Filled::new(n * j);
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
            filled.fill(economy * j + sector, table, row, &[0, 1], &mut faults);
            shares[[economy, sector]] = *share;
        }
    }
    // A code that is there twice has its fault already, and the cells of one of the two.
    let mut missing = filled.missing().filter(|cell| {
        let (economy, sector) = (cell / j, cell % j);
        labels.economies.get(labels.economy(economy)) == Some(&economy)
            && labels.sectors.get(labels.sector(sector)) == Some(&sector)
    });
    if let Some(first) = missing.next() {
        faults.push(|| {
            let message = format!(
                "{} of {} economy-sector pairs have no row; the first is {} {}",
                1 + missing.count(),
                labels.economies.len() * labels.sectors.len(),
                labels.economy(first / j),
                labels.sector(first % j)
            );
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
    let mut filled = Filled::new(n * j * j);
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
            let cell = (economy * j + sector) * j + input;
            filled.fill(cell, table, row, &[0, 1, 2], &mut faults);
            shares[[economy, sector, input]] = *share;
        }
    }
    found.extend(faults.finish());
    shares
}
