//! The data of Caliendo and Parro (2015) as long tables.

use std::collections::HashMap;
use std::path::Path;

use cobden_codes::suggest;
use cobden_diagnostics::{Diagnostic, Diagnostics, Place};
use ndarray::{Array1, Array2, Array3};

use super::Unbalanced;
use crate::folder::{Directory, Folder};
use crate::table::{ColumnSpec, Faults, Filled, OtherColumns, Table, read_table};
use crate::unit::Unit;
use crate::world::{Economy, Provenance, Sector, World};

/// Their data, and the later tariffs that make their experiments.
#[derive(Debug, Clone, PartialEq)]
pub struct CaliendoParro {
    /// Benchmark year 1993; not an equilibrium, because final demand was cut off at zero.
    pub benchmark: Unbalanced,
    /// Tariffs of 2005 (n, i, j).
    pub tariffs_2005: Array3<f64>,
    /// Gross output as published (n, j), before it was raised to exports where it is below them.
    pub gross_output: Array2<f64>,
}

/// Reads a folder with the tables `countries` (iso3, name), `sectors` (idx, name, theta, tradable),
/// `country_sector` (country, sector_idx, va_share, alpha, domestic_sales_usd, gross_output_usd_raw), `country`
/// (country, value_added_usd, deficit_usd), `bilateral_trade_tariffs` (importer, exporter,
/// sector_idx, imports_usd, tariff_1993, tariff_2005) and `io_coefficients` (country, input_idx,
/// output_idx, share_of_intermediates); values in USD, other columns are passed over.
///
/// Input shares are rescaled to sum to one (the archive's are off by up to 1e-6).
///
/// # Errors
/// Missing tables, columns, cells, rows and codes, and rows that are there twice, all at once.
///
/// # Source
/// Caliendo and Parro (2015), Review of Economic Studies 82(1), replication archive.
pub fn import_caliendo_parro(folder: &Path) -> Result<CaliendoParro, Diagnostics> {
    let folder = Directory(folder.to_owned());
    let mut found = Diagnostics::new();
    let mut read = |stem: &str, specs: &[ColumnSpec]| {
        let missing = || {
            let place = Place::File(folder.shown(&format!("{stem}.csv")));
            let names: Vec<&str> = specs.iter().map(|spec| spec.name).collect();
            let fault =
                Diagnostic::error(place, "there is no such table, nor a .parquet of that name");
            Diagnostics::from(fault.hint(format!("{stem} has the columns {}", names.join(", "))))
        };
        let table = read_table(&folder, stem, specs, OtherColumns::Ignore);
        table
            .and_then(|table| table.ok_or_else(missing))
            .map_err(|faults| found.extend(faults))
            .ok()
    };
    let (text, number) = (ColumnSpec::text, ColumnSpec::number);
    let tables = (
        read("countries", &[text("iso3"), text("name")]),
        read(
            "sectors",
            &[text("name"), number("theta"), number("tradable")],
        ),
        read(
            "country_sector",
            &[
                text("country"),
                number("sector_idx"),
                number("va_share"),
                number("alpha"),
                number("domestic_sales_usd"),
                number("gross_output_usd_raw"),
            ],
        ),
        read(
            "country",
            &[
                text("country"),
                number("value_added_usd"),
                number("deficit_usd"),
            ],
        ),
        read(
            "bilateral_trade_tariffs",
            &[
                text("importer"),
                text("exporter"),
                number("sector_idx"),
                number("imports_usd"),
                number("tariff_1993"),
                number("tariff_2005"),
            ],
        ),
        read(
            "io_coefficients",
            &[
                text("country"),
                number("input_idx"),
                number("output_idx"),
                number("share_of_intermediates"),
            ],
        ),
    );
    let (Some(countries), Some(sectors), Some(by_sector), Some(by_country), Some(trade), Some(io)) =
        tables
    else {
        return Err(found);
    };
    let codes = &countries.text(0).distinct;
    let lookup: HashMap<&str, usize> = codes
        .iter()
        .enumerate()
        .map(|(k, code)| (code.as_str(), k))
        .collect();
    let (n, j) = (codes.len(), sectors.len());
    let mut at = Positions {
        lookup,
        sectors: j,
        faults: Faults::new(&countries.path),
    };
    let mut filled = Filled::new(n);
    for row in 0..countries.len() {
        if let Some(e) = at.economy(&countries, row, 0) {
            filled.fill(e, &countries, row, &[0], &mut at.faults);
        }
    }
    found.extend(at.next(&by_sector));

    let mut value_added_share = Array2::ones((n, j));
    let mut final_shares = Array2::zeros((n, j));
    let mut flows = Array3::zeros((n, n, j));
    let mut gross_output = Array2::zeros((n, j));
    let mut filled = Filled::new(n * j);
    for row in 0..by_sector.len() {
        if let (Some(e), Some(s)) = (
            at.economy(&by_sector, row, 0),
            at.sector(&by_sector, row, 1),
        ) {
            filled.fill(e * j + s, &by_sector, row, &[0, 1], &mut at.faults);
            value_added_share[[e, s]] = by_sector.numbers(2)[row];
            final_shares[[e, s]] = by_sector.numbers(3)[row];
            flows[[e, e, s]] = by_sector.numbers(4)[row];
            gross_output[[e, s]] = by_sector.numbers(5)[row];
        }
    }
    at.missing(&by_sector, &filled, |cell| {
        format!("{}, {}", codes[cell / j], cell % j + 1)
    });
    found.extend(at.next(&by_country));
    let mut value_added = Array1::zeros(n);
    let mut deficit = Array1::zeros(n);
    let mut filled = Filled::new(n);
    for row in 0..by_country.len() {
        if let Some(e) = at.economy(&by_country, row, 0) {
            filled.fill(e, &by_country, row, &[0], &mut at.faults);
            value_added[e] = by_country.numbers(1)[row];
            deficit[e] = by_country.numbers(2)[row];
        }
    }
    at.missing(&by_country, &filled, |cell| codes[cell].clone());
    found.extend(at.next(&trade));
    let mut tariffs = Array3::zeros((n, n, j));
    let mut tariffs_2005 = Array3::zeros((n, n, j));
    let mut filled = Filled::new(n * n * j);
    for row in 0..trade.len() {
        let pair = (at.economy(&trade, row, 0), at.economy(&trade, row, 1));
        if let ((Some(importer), Some(exporter)), Some(s)) = (pair, at.sector(&trade, row, 2)) {
            let cell = [importer, exporter, s];
            let number = (importer * n + exporter) * j + s;
            filled.fill(number, &trade, row, &[0, 1, 2], &mut at.faults);
            if importer != exporter {
                flows[cell] = trade.numbers(3)[row];
            }
            tariffs[cell] = trade.numbers(4)[row];
            tariffs_2005[cell] = trade.numbers(5)[row];
        }
    }
    found.extend(at.next(&io));
    let mut input_shares = Array3::zeros((n, j, j));
    let mut filled = Filled::new(n * j * j);
    for row in 0..io.len() {
        let keys = (
            at.economy(&io, row, 0),
            at.sector(&io, row, 1),
            at.sector(&io, row, 2),
        );
        if let (Some(e), Some(input), Some(output)) = keys {
            let number = (e * j + input) * j + output;
            filled.fill(number, &io, row, &[0, 1, 2], &mut at.faults);
            input_shares[[e, output, input]] = io.numbers(3)[row];
        }
    }
    found.extend(at.faults.finish());
    for mut row in input_shares.lanes_mut(ndarray::Axis(2)) {
        let sum = row.sum();
        if sum > 0.0 {
            row /= sum;
        }
    }
    let world = World {
        provenance: Provenance {
            name: "caliendo-parro-1993".into(),
            year: Some(1993),
            tariffs_on: None,
            unit: Unit {
                scale: 1.0,
                currency: "USD".into(),
            },
            source:
                "Caliendo and Parro (2015), Review of Economic Studies 82(1), replication archive"
                    .into(),
            ..Provenance::default()
        },
        economies: (0..n)
            .map(|row| Economy {
                code: countries.text(0).word(row).to_owned(),
                name: countries.text(1).word(row).to_owned(),
            })
            .collect(),
        sectors: (0..j)
            .map(|row| Sector {
                code: sectors.text(0).word(row).to_owned(),
                name: sectors.text(0).word(row).to_owned(),
                goods: sectors.numbers(2)[row] == 1.0,
                trade_elasticity: sectors.numbers(1)[row],
            })
            .collect(),
        flows,
        tariffs,
        value_added_share,
        input_shares,
        nests: Vec::new(),
    };
    let result = CaliendoParro {
        benchmark: Unbalanced {
            world,
            final_shares,
            value_added,
            deficit,
        },
        tariffs_2005,
        gross_output,
    };
    found.finish(result).map(|(result, _)| result)
}

/// Looks codes and sector numbers up, and keeps what is wrong with them.
struct Positions<'a> {
    lookup: HashMap<&'a str, usize>,
    sectors: usize,
    faults: Faults<'a>,
}

impl<'a> Positions<'a> {
    /// Goes on to another table; what was wrong with the last one.
    fn next(&mut self, table: &'a Table) -> Diagnostics {
        std::mem::replace(&mut self.faults, Faults::new(&table.path)).finish()
    }

    fn economy(&mut self, table: &Table, row: usize, column: usize) -> Option<usize> {
        let code = table.text(column).word(row);
        let found = self.lookup.get(code).copied();
        if found.is_none() {
            self.faults.push(|| {
                let message = format!("economy \"{code}\" is not in the table countries");
                let fault = Diagnostic::error(table.cell(row, column), message);
                match suggest::nearest(code, self.lookup.keys().copied()) {
                    Some(near) => fault.hint(format!("did you mean \"{near}\"?")),
                    None => fault.hint("add it to countries, or remove the row"),
                }
            });
        }
        found
    }

    /// Sector numbers count from one.
    fn sector(&mut self, table: &Table, row: usize, column: usize) -> Option<usize> {
        let number = table.numbers(column)[row];
        let whole = number.fract() == 0.0 && number >= 1.0 && number <= self.sectors as f64;
        if !whole {
            self.faults.push(|| {
                let message = format!("{number} is not a sector number from 1 to {}", self.sectors);
                Diagnostic::error(table.cell(row, column), message)
                    .hint("sectors are numbered in the order of the table sectors")
            });
        }
        whole.then(|| number as usize - 1)
    }

    /// A fault for cells without a row; `name` says what a cell is called.
    fn missing(&mut self, table: &Table, filled: &Filled, name: impl Fn(usize) -> String) {
        let mut missing = filled.missing();
        if let Some(first) = missing.next() {
            let mut message = format!("there is no row for {}", name(first));
            match missing.count() {
                0 => {}
                more => message += &format!(", nor for {more} others"),
            }
            let place = Place::File(table.path.clone());
            self.faults.push(|| Diagnostic::error(place, message));
        }
    }
}
