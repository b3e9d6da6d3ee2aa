//! OECD Inter-Country Input-Output tables in their official CSV layout.

use std::collections::HashMap;
use std::path::Path;

use cobden_codes::ElasticitySet;
use cobden_diagnostics::{Diagnostic, Diagnostics, Place};
use ndarray::{Array2, Array3};

use super::{elasticity_for, is_goods};
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
/// TAXSUB below, and OUT as last row and column.
///
/// Flows are intermediate plus final uses at basic prices; value added takes taxes less subsidies
/// in; there are no tariffs in these tables. CN1, CN2, MX1 and MX2 are joined to CHN and MEX.
/// Calibrate the world before use.
///
/// # Errors
/// Unreadable cells, labels that are not `economy_sector`, columns that no row matches, and
/// outputs that are not the sum of their uses, all at once with line and column.
pub fn import_icio(path: &Path, elasticities: &ElasticitySet) -> Result<IcioImport, Diagnostics> {
    let shown = path.display().to_string();
    let file_fault = |message: String| Diagnostic::error(Place::File(shown.clone()), message);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(true)
        .from_path(path)
        .map_err(|error| file_fault(format!("cannot be read: {error}")))?;
    let header: Vec<String> = reader
        .headers()
        .map_err(|error| file_fault(format!("cannot be read: {error}")))?
        .iter()
        .map(|label| label.trim().to_owned())
        .collect();
    let mut found = Diagnostics::new();
    let mut rows: Vec<(String, Vec<f64>)> = Vec::new();
    for record in reader.records() {
        match record {
            Ok(record) => rows.push(read_row(&shown, &header, &record, &mut found)),
            Err(error) => found.push(file_fault(format!("a line cannot be read: {error}"))),
        }
    }
    if found.has_errors() {
        return Err(found);
    }

    let labels = Labels::of_rows(&rows, &shown)?;
    let columns: Vec<Column> = header
        .iter()
        .enumerate()
        .skip(1)
        .map(|(k, label)| labels.column(label, &shown, k, &mut found))
        .collect();
    let (n, j) = (labels.economies.len(), labels.sectors.len());
    let mut flows = Array3::<f64>::zeros((n, n, j));
    let mut bills = Array3::<f64>::zeros((n, j, j));
    let mut stated_output = Array2::<f64>::zeros((n, j));
    for (label, cells) in &rows {
        let Some((exporter, sector)) = labels.pair(label) else {
            continue;
        };
        for (column, value) in columns.iter().zip(cells) {
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
    let largest_output_gap = compare_output(&flows, &stated_output, &labels, &shown, &mut found);
    if found.has_errors() {
        return Err(found);
    }

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
    };
    Ok(IcioImport {
        world,
        negative_flows: negative.len(),
        negative_share: -negative.iter().sum::<f64>() / total,
        negative_value_added,
        largest_output_gap,
    })
}

fn read_row(
    path: &str,
    header: &[String],
    record: &csv::StringRecord,
    found: &mut Diagnostics,
) -> (String, Vec<f64>) {
    let line = record.position().map_or(0, |at| at.line() as usize);
    let label = record.get(0).unwrap_or_default().trim().to_owned();
    let cells = record.iter().enumerate().skip(1).map(|(k, cell)| {
        let number = cell
            .trim()
            .parse::<f64>()
            .ok()
            .filter(|number| number.is_finite());
        if number.is_none() {
            let place = Place::Cell {
                path: path.to_owned(),
                row: line,
                is_line: true,
                column: header.get(k).cloned().unwrap_or_default(),
                position: k + 1,
            };
            let message = format!("\"{cell}\" in row {label} is not a finite number");
            found.push(Diagnostic::error(place, message));
        }
        number.unwrap_or(0.0)
    });
    (label.clone(), cells.collect())
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
    fn of_rows(rows: &[(String, Vec<f64>)], path: &str) -> Result<Self, Diagnostics> {
        let mut labels = Self {
            economies: Vec::new(),
            sectors: Vec::new(),
            economy_at: HashMap::new(),
            sector_at: HashMap::new(),
        };
        for (label, _) in rows {
            let Some((economy, sector)) = split(label) else {
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
        if labels.economies.is_empty() {
            let fault = Diagnostic::error(
                Place::File(path.to_owned()),
                "no row is labelled economy_sector",
            )
            .hint("rows of the official layout are labelled like AUS_A01T02");
            return Err(fault.into());
        }
        Ok(labels)
    }

    fn pair(&self, label: &str) -> Option<Pair> {
        let (economy, sector) = split(label)?;
        Some((*self.economy_at.get(economy)?, *self.sector_at.get(sector)?))
    }

    fn column(&self, label: &str, path: &str, k: usize, found: &mut Diagnostics) -> Column {
        if let Some(pair) = self.pair(label) {
            return Column::Intermediate(pair);
        }
        match split(label).and_then(|(economy, _)| self.economy_at.get(economy)) {
            Some(economy) => Column::Final(*economy),
            None if matches!(label, "OUT" | "TOTAL") => Column::Output,
            None => {
                let message = format!(
                    "column {} \"{label}\" belongs to no economy of the rows",
                    k + 1
                );
                let hint = "columns are economy_sector, economy_item, and OUT";
                found.push(Diagnostic::error(Place::File(format!("{path}:1")), message).hint(hint));
                Column::Unknown
            }
        }
    }
}

/// Economy and the rest of a label; the rows and columns that stand for no economy give `None`.
fn split(label: &str) -> Option<(&str, &str)> {
    if label.ends_with("_TAXSUB") || label.ends_with("_TLS") {
        return None;
    }
    let (economy, rest) = label.split_once('_')?;
    let joined = SPLIT.iter().find(|(part, _)| *part == economy);
    Some((joined.map_or(economy, |(_, whole)| whole), rest))
}

/// Faults where OUT is not the sum of uses; the largest relative gap.
fn compare_output(
    flows: &Array3<f64>,
    stated: &Array2<f64>,
    labels: &Labels,
    path: &str,
    found: &mut Diagnostics,
) -> f64 {
    let uses = flows.sum_axis(ndarray::Axis(0));
    if stated.iter().all(|out| *out == 0.0) {
        return 0.0;
    }
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
            found.push(Diagnostic::error(Place::File(path.to_owned()), message).hint(hint));
        }
    }
    largest
}
