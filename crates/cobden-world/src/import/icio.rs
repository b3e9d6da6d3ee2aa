//! OECD Inter-Country Input-Output tables in their official CSV layout.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use cobden_codes::{ElasticitySet, parse_sector};
use cobden_diagnostics::{Diagnostic, Diagnostics, Place};
use ndarray::{Array2, Array3};

use super::{elasticity_for, is_goods};
use crate::table::{Faults, Lines, unreadable};
use crate::world::{Economy, Provenance, Sector, World};

/// An imported table and what had to be touched on the way.
#[derive(Debug, Clone, PartialEq)]
pub struct IcioImport {
    /// The world, not yet calibrated.
    pub world: World,
    /// Negative flows (inventory run-downs) set to zero.
    pub negative_flows: usize,
    /// Their absolute value as a part of all flows.
    pub negative_share: f64,
    /// Sectors whose intermediate bill exceeds their output; their value added was set to zero.
    pub negative_value_added: usize,
    /// Largest relative difference between an OUT cell and the uses it should sum.
    pub largest_output_gap: f64,
}

/// Economies that the tables split by kind of firm, and the economy they belong to.
const SPLIT: [(&str, &str); 4] = [
    ("CN1", "CHN"),
    ("CN2", "CHN"),
    ("MX1", "MEX"),
    ("MX2", "MEX"),
];

/// How far OUT may be from the sum of uses before it is a fault rather than rounding.
const OUTPUT_TOLERANCE: f64 = 1e-3;

/// A labelled row or column: economy and sector, or economy and final-demand item.
type Pair = (usize, usize);

/// Imports a table whose rows and columns are labelled `economy_sector`, with final-demand columns
/// `economy_item` (HFCE, NPISH, GGFC, GFCF, INVNT, DPABR, ...), rows VALU or VA and TLS or
/// TAXSUB below, and OUT (TOTAL, OUTPUT) as last row and column.
///
/// Flows are intermediate plus final uses at basic prices; value added takes taxes less subsidies
/// in; there are no tariffs in these tables. CN1, CN2, MX1 and MX2 are joined to CHN and MEX.
/// Calibrate the world before use.
///
/// # Errors
/// Unreadable cells, unknown and repeated labels, sectors without a column of uses, and outputs
/// that are not the sum of their uses, with line and column.
pub fn import_icio(path: &Path, elasticities: &ElasticitySet) -> Result<IcioImport, Diagnostics> {
    let shown = path.display().to_string();
    let bytes =
        std::fs::read(path).map_err(|error| Diagnostic::unreadable(shown.clone(), &error))?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let mut lines = Lines::new(bytes);
    let mut reader = csv::ReaderBuilder::new().from_reader(bytes);
    let header: Vec<String> = reader
        .headers()
        .map_err(|error| unreadable(&shown, 1, &error))?
        .iter()
        .map(|label| label.trim().to_owned())
        .collect();
    let mut found = Faults::new(&shown);
    let mut rows: Vec<Row> = Vec::new();
    let mut record = csv::StringRecord::new();
    loop {
        let line = lines.line_at(reader.position().byte() as usize);
        match reader.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => rows.push(Row::read(&shown, line, &header, &record, &mut found)),
            Err(error) => found.push(|| unreadable(&shown, line, &error)),
        }
    }
    // In a table of another layout every cell would be at fault.
    if rows.iter().all(|row| split(&row.label).is_none()) {
        let place = Place::File(shown);
        let fault = Diagnostic::error(place, "no row is labelled economy_sector");
        let hint = "rows of the official layout are labelled like AUS_A01";
        return Err(fault.hint(hint).into());
    }
    found.stop_if_any()?;

    let mut found = Faults::new(&shown);
    let labels = Labels::of_rows(&rows, &shown, &mut found);
    let columns = labels.columns(&header, &shown, &mut found);
    found.stop_if_any()?;

    let (n, j) = (labels.economies.len(), labels.sectors.len());
    let mut flows = Array3::<f64>::zeros((n, n, j));
    let mut bills = Array3::<f64>::zeros((n, j, j));
    let mut stated_output = Array2::<f64>::zeros((n, j));
    for row in &rows {
        let Some((exporter, sector)) = labels.pair(&row.label) else {
            continue;
        };
        for (column, value) in columns.iter().zip(&row.cells) {
            match column {
                Column::Intermediate((importer, user)) => {
                    flows[[*importer, exporter, sector]] += value;
                    bills[[*importer, *user, sector]] += value;
                }
                Column::Final(importer) => flows[[*importer, exporter, sector]] += value,
                Column::Output => stated_output[[exporter, sector]] += value,
                Column::Unknown => {}
            }
        }
    }
    let mut found = Faults::new(&shown);
    check_accounts(&rows, &header, &columns, &shown, &mut found);
    check_codes(&labels, &shown, &mut found);
    let largest_output_gap = compare_output(&flows, &stated_output, &labels, &shown, &mut found);
    found.stop_if_any()?;

    let total: f64 = flows.iter().map(|f| f.abs()).sum();
    let negative: Vec<f64> = flows.iter().copied().filter(|f| *f < 0.0).collect();
    flows.mapv_inplace(|f| f.max(0.0));
    let output = flows.sum_axis(ndarray::Axis(0));
    let mut negative_value_added = 0;
    let value_added_share = Array2::from_shape_fn((n, j), |(e, s)| {
        let bill: f64 = bills.slice(ndarray::s![e, s, ..]).sum();
        if output[[e, s]] <= 0.0 || bill <= 0.0 {
            return 1.0;
        }
        let share = 1.0 - bill / output[[e, s]];
        negative_value_added += usize::from(share < 0.0);
        share.max(0.0)
    });
    let mut input_shares = bills;
    for mut row in input_shares.lanes_mut(ndarray::Axis(2)) {
        let bill = row.sum();
        if bill > 0.0 {
            row /= bill;
        } else {
            row.fill(0.0);
        }
    }
    let sector = |code: &String| Sector {
        code: code.clone(),
        name: code.clone(),
        goods: is_goods(code),
        trade_elasticity: elasticity_for(elasticities, code),
    };
    let economy = |code: &String| Economy {
        code: code.clone(),
        name: cobden_codes::Economy::find(code)
            .map_or_else(|| code.clone(), |e| e.name().to_owned()),
    };
    let world = World {
        provenance: Provenance {
            name: path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            source: "OECD Inter-Country Input-Output tables".into(),
            notes: format!("Trade elasticities: {}. No tariffs.", elasticities.name()),
            ..Provenance::default()
        },
        economies: labels.economies.iter().map(economy).collect(),
        sectors: labels.sectors.iter().map(sector).collect(),
        tariffs: Array3::zeros(flows.raw_dim()),
        flows,
        value_added_share,
        input_shares,
        nests: Vec::new(),
    };
    Ok(IcioImport {
        world,
        negative_flows: negative.len(),
        negative_share: -negative.iter().sum::<f64>() / total,
        negative_value_added,
        largest_output_gap,
    })
}

/// A line of the table below the header.
struct Row {
    line: usize,
    label: String,
    cells: Vec<f64>,
}

impl Row {
    fn read(
        path: &str,
        line: usize,
        header: &[String],
        record: &csv::StringRecord,
        found: &mut Faults,
    ) -> Self {
        let label = record.get(0).unwrap_or_default().trim().to_owned();
        let cells = record.iter().enumerate().skip(1).map(|(k, cell)| {
            let number = cell.trim().parse::<f64>().ok().filter(|x| x.is_finite());
            number.unwrap_or_else(|| {
                found.push(|| {
                    let message = format!("\"{cell}\" in row {label} is not a finite number");
                    Diagnostic::error(cell_place(path, line, header, k), message)
                });
                0.0
            })
        });
        Self {
            line,
            cells: cells.collect(),
            label,
        }
    }
}

fn cell_place(path: &str, line: usize, header: &[String], k: usize) -> Place {
    Place::Cell {
        path: path.to_owned(),
        row: line,
        is_line: true,
        column: header.get(k).cloned().unwrap_or_default(),
        position: k + 1,
    }
}

enum Column {
    Intermediate(Pair),
    Final(usize),
    Output,
    Unknown,
}

struct Labels {
    economies: Vec<String>,
    sectors: Vec<String>,
    economy_at: HashMap<String, usize>,
    sector_at: HashMap<String, usize>,
}

impl Labels {
    /// Economies and sectors in the order of the rows.
    fn of_rows(rows: &[Row], path: &str, found: &mut Faults) -> Self {
        let mut labels = Self {
            economies: Vec::new(),
            sectors: Vec::new(),
            economy_at: HashMap::new(),
            sector_at: HashMap::new(),
        };
        let mut seen = HashSet::new();
        for row in rows {
            let place = || Place::File(format!("{path}:{}", row.line));
            let label = row.label.as_str();
            if !seen.insert(label) {
                let message = format!("row \"{label}\" is there twice");
                found.push(|| Diagnostic::error(place(), message).hint("remove one of them"));
            }
            let Some((economy, sector)) = split(label) else {
                if !is_account(label) {
                    let message = format!("row \"{label}\" is not known");
                    let hint = "rows are economy_sector, such as AUS_A01, and TLS, VA and OUT";
                    found.push(|| Diagnostic::error(place(), message).hint(hint));
                }
                continue;
            };
            if !labels.economy_at.contains_key(economy) {
                labels
                    .economy_at
                    .insert(economy.to_owned(), labels.economies.len());
                labels.economies.push(economy.to_owned());
            }
            if !labels.sector_at.contains_key(sector) {
                labels
                    .sector_at
                    .insert(sector.to_owned(), labels.sectors.len());
                labels.sectors.push(sector.to_owned());
            }
        }
        labels
    }

    fn pair(&self, label: &str) -> Option<Pair> {
        let (economy, sector) = split(label)?;
        Some((*self.economy_at.get(economy)?, *self.sector_at.get(sector)?))
    }

    /// What each column but the first is.
    fn columns(&self, header: &[String], path: &str, found: &mut Faults) -> Vec<Column> {
        let mut seen = HashSet::new();
        let mut has_uses = vec![false; self.economies.len() * self.sectors.len()];
        let mut columns = Vec::new();
        for (k, label) in header.iter().enumerate().skip(1) {
            let place = || cell_place(path, 1, header, k);
            if !seen.insert(label) {
                let message = format!("column \"{label}\" is there twice");
                found.push(|| Diagnostic::error(place(), message).hint("remove one of them"));
            }
            let economy = split(label).and_then(|(economy, _)| self.economy_at.get(economy));
            columns.push(match (self.pair(label), economy) {
                (Some((economy, sector)), _) => {
                    has_uses[economy * self.sectors.len() + sector] = true;
                    Column::Intermediate((economy, sector))
                }
                (None, Some(economy)) => Column::Final(*economy),
                (None, None) if matches!(label.as_str(), "OUT" | "OUTPUT" | "TOTAL") => {
                    Column::Output
                }
                (None, None) => {
                    let message = format!("column \"{label}\" belongs to no economy of the rows");
                    let hint = "columns are economy_sector, economy_item, and OUT";
                    found.push(|| Diagnostic::error(place(), message).hint(hint));
                    Column::Unknown
                }
            });
        }
        // A misspelled column would pass for final demand.
        let mut missing = (0..has_uses.len()).filter(|pair| !has_uses[*pair]);
        if let Some(first) = missing.next() {
            let sectors = self.sectors.len();
            let (economy, sector) = (
                &self.economies[first / sectors],
                &self.sectors[first % sectors],
            );
            let mut message = format!("no column says what {economy}_{sector} uses");
            match missing.count() {
                0 => {}
                more => message += &format!(", nor what {more} other sectors use"),
            }
            let place = Place::File(format!("{path}:1"));
            let hint = "every economy_sector of the rows is a column too";
            found.push(|| Diagnostic::error(place, message).hint(hint));
        }
        columns
    }
}

/// Rows and columns that stand for no economy; names differ between releases.
fn is_account(label: &str) -> bool {
    const NAMES: [&str; 7] = ["TLS", "TAXSUB", "VA", "VALU", "OUT", "OUTPUT", "TOTAL"];
    NAMES.contains(&label) || label.ends_with("_TAXSUB") || label.ends_with("_TLS")
}

/// Economy and the rest of a label; the rows and columns that stand for no economy give `None`.
fn split(label: &str) -> Option<(&str, &str)> {
    if is_account(label) {
        return None;
    }
    let (economy, rest) = label.split_once('_')?;
    let joined = SPLIT.iter().find(|(part, _)| *part == economy);
    Some((joined.map_or(economy, |(_, whole)| whole), rest))
}

/// Faults of the table's frame: rows and columns without their counterpart, value added or output
/// that is not there, and columns whose inputs, taxes and value added do not make their output.
fn check_accounts(
    rows: &[Row],
    header: &[String],
    columns: &[Column],
    path: &str,
    found: &mut Faults,
) {
    let fault = |message: String, hint: &str| {
        Diagnostic::error(Place::File(path.to_owned()), message).hint(hint)
    };
    let named = |names: &[&str]| rows.iter().find(|row| names.contains(&row.label.as_str()));
    let value_added = named(&["VA", "VALU"]);
    let output = named(&["OUT", "OUTPUT", "TOTAL"]);
    for (there, what) in [
        (value_added.is_some(), "row VA or VALU"),
        (output.is_some(), "row OUT"),
        (
            columns.iter().any(|c| matches!(c, Column::Output)),
            "column OUT",
        ),
    ] {
        if !there {
            found.push(|| {
                fault(
                    format!("the {what} is missing"),
                    "the table is checked against it",
                )
            });
        }
    }
    let makers: HashSet<&str> = rows.iter().map(|row| row.label.as_str()).collect();
    for (k, column) in columns.iter().enumerate() {
        let label = header[k + 1].as_str();
        if !matches!(column, Column::Intermediate(_)) {
            continue;
        }
        if !makers.contains(label) {
            let message = format!("no row says who buys what {label} makes");
            found.push(|| fault(message, "every economy_sector of the columns is a row too"));
        }
        let (Some(value_added), Some(output)) = (value_added, output) else {
            continue;
        };
        let spent: f64 = rows
            .iter()
            .filter(|row| row.label != value_added.label && row.label != output.label)
            .map(|row| row.cells[k])
            .sum();
        let (made, stated) = (spent + value_added.cells[k], output.cells[k]);
        if (made - stated).abs() > OUTPUT_TOLERANCE * stated.abs().max(1.0) {
            let message = format!(
                "OUT of {label} is {stated}, but its inputs, taxes and value added sum to {made}"
            );
            found.push(|| fault(message, "a row or cell is missing or shifted"));
        }
    }
}

/// Sector codes have to be ISIC: whether a sector makes goods, and its elasticity, follow from it.
fn check_codes(labels: &Labels, path: &str, found: &mut Faults) {
    let unknown = labels
        .sectors
        .iter()
        .filter(|code| parse_sector(code).is_err());
    let unknown: Vec<&str> = unknown.map(String::as_str).collect();
    if !unknown.is_empty() {
        let message = format!("the sectors {} are not ISIC codes", unknown.join(", "));
        let place = Place::File(path.to_owned());
        let hint = "whether they are goods, and their elasticity, would be a guess";
        found.push(|| Diagnostic::error(place, message).hint(hint));
    }
}

/// Faults where OUT is not the sum of uses; the largest relative gap.
fn compare_output(
    flows: &Array3<f64>,
    stated: &Array2<f64>,
    labels: &Labels,
    path: &str,
    found: &mut Faults,
) -> f64 {
    let uses = flows.sum_axis(ndarray::Axis(0));
    let mut largest: f64 = 0.0;
    for ((e, s), out) in stated.indexed_iter() {
        let gap = (uses[[e, s]] - out).abs() / out.abs().max(1e-9 * stated.sum());
        largest = largest.max(gap);
        if gap > OUTPUT_TOLERANCE {
            let message = format!(
                "OUT of {}_{} is {out}, but its uses sum to {}",
                labels.economies[e],
                labels.sectors[s],
                uses[[e, s]]
            );
            let hint = "a column or row is missing or shifted";
            let place = Place::File(path.to_owned());
            found.push(|| Diagnostic::error(place, message).hint(hint));
        }
    }
    largest
}
