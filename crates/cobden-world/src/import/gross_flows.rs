//! Folders of a long table of flows with duty in them and elasticities by source, as the public programs of
//! Lashkaripour (2021) read them.

use std::path::Path;

use cobden_codes::suggest;
use cobden_diagnostics::{Diagnostic, Diagnostics, Place};

use super::{BilateralLayout, import_bilateral};
use crate::folder::Directory;
use crate::table::{ColumnSpec, OtherColumns, read_file};
use crate::world::World;

/// File of elasticities that tells such a folder from others.
const ELASTICITIES: &str = "elasticities.csv";

/// Tables of flows, the first that is there.
const FLOWS: [&str; 2] = ["flows.parquet", "flows.csv"];

/// Whether a folder has flows and elasticities by source, and no economies of a world.
pub fn is_gross_flows(folder: &Path) -> bool {
    folder.join(ELASTICITIES).is_file()
        && !folder.join("economies.csv").exists()
        && FLOWS.iter().any(|file| folder.join(file).is_file())
}

/// Imports such a folder as a world without intermediates.
///
/// Flows (`exporter`, `importer`, `sector`, `trade_value`, `tariff`) include the importer's duty, which is taken off:
/// F = (trade_value + `home_sales`)/(1 + t), where `home_sales` is added to what an economy sells itself in every
/// sector (the programs add one million dollars to OECD tables, so that no cell is empty; nothing to WIOD).
/// `source` picks a column of `elasticities.csv` (`sector`, `source`, `epsilon`), θ = ε.
///
/// Trade is not balanced.
///
/// # Errors
/// Faults of the tables, a source that is not there, sectors without an elasticity: all at once.
///
/// # Source
/// Lashkaripour (2021), Journal of International Economics 131, article 103419; the programs' own tables.
pub fn import_gross_flows(
    folder: &Path,
    source: &str,
    home_sales: f64,
) -> Result<World, Diagnostics> {
    let layout = BilateralLayout {
        importer: "importer".into(),
        exporter: "exporter".into(),
        sector: Some("sector".into()),
        value: "trade_value".into(),
        tariff: Some("tariff".into()),
        trade_elasticity: 4.0,
    };
    let files = Directory(folder.to_owned());
    let flows = FLOWS
        .iter()
        .find(|file| folder.join(file).is_file())
        .unwrap_or(&FLOWS[0]);
    let mut world = import_bilateral(&folder.join(flows), &layout)?;
    for ((importer, exporter, sector), flow) in world.flows.indexed_iter_mut() {
        let added = if importer == exporter {
            home_sales
        } else {
            0.0
        };
        *flow = (*flow + added) / (1.0 + world.tariffs[[importer, exporter, sector]]);
    }
    let specs = [
        ColumnSpec::text("sector"),
        ColumnSpec::text("source"),
        ColumnSpec::number("epsilon"),
    ];
    let table = read_file(&files, ELASTICITIES, &specs, OtherColumns::Ignore)?;
    let mut faults = Diagnostics::new();
    let mut found = vec![false; world.sector_count()];
    for row in (0..table.len()).filter(|row| table.text(1).word(*row) == source) {
        let Some(sector) = world.sector_index(table.text(0).word(row)) else {
            continue;
        };
        let value = table.numbers(2)[row];
        if !(value > 0.0 && value.is_finite()) {
            let fault = Diagnostic::error(
                table.cell(row, 2),
                format!("a trade elasticity of {value} is not above zero"),
            );
            faults.push(fault.hint("epsilon is sigma - 1"));
        }
        found[sector] = true;
        world.sectors[sector].trade_elasticity = value;
    }
    let place = || Place::File(table.path.clone());
    if found.iter().all(|found| !found) {
        let sources = &table.text(1).distinct;
        let hint = suggest::nearest(source, sources.iter().map(String::as_str)).map_or_else(
            || format!("there are {}", sources.join(", ")),
            |near| format!("did you mean \"{near}\"? There are {}", sources.join(", ")),
        );
        faults.push(
            Diagnostic::error(
                place(),
                format!("there are no elasticities of the source \"{source}\""),
            )
            .hint(hint),
        );
    } else {
        for (sector, _) in world
            .sectors
            .iter()
            .zip(&found)
            .filter(|(_, found)| !**found)
        {
            let fault = Diagnostic::error(
                place(),
                format!(
                    "the source \"{source}\" has no elasticity of \"{}\"",
                    sector.code
                ),
            );
            faults.push(fault.hint("add a row for it"));
        }
    }
    let folder_name = folder.file_name().unwrap_or_default().to_string_lossy();
    world.provenance.name = folder_name.into_owned();
    world.provenance.notes =
        format!("Imported from flows with duty in them, elasticities {source}; no intermediates.");
    faults.finish(world).map(|(world, _)| world)
}
