//! `cobden tariffs`.

use std::path::{Path, PathBuf};

use cobden::duties::{DutiesFault, Imports, OwnTariffs, world_tariffs};
use cobden::schedule::{SectorRate, SectorTariffs};
use cobden::world::World;
use cobden::world::table::{ColumnData, write_csv, write_parquet};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::average::open_weights;
use super::shown::percent_value;
use super::{Failure, Source};
use crate::cli::failure::{print, print_json};
use crate::cli::format::{counted, table};

/// The duties of a day on the economies and sectors of a world: a tariff table for scenarios
#[derive(clap::Args)]
#[command(
    after_help = "Duties are trade-weighted means by sector; services, pairs without trade in the weights, and importers without duties in
the record have no row and keep the world's own tariff. Where the record holds no ordinary duty, the world's own
tariff stands for it. The table is what `file` of [[tariff]] in a scenario reads.

Example:
  cobden tariffs examples/us-china --on 2025-05-02 --out tariffs-2025-05-02.csv"
)]
pub(crate) struct TariffsArguments {
    #[command(flatten)]
    source: Source,
    /// Day of entry
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    on: Date,
    /// World whose economies and sectors are meant: an embedded world or a folder
    #[arg(long, value_name = "NAME|DIR", default_value = cobden::world::DEFAULT_WORLD)]
    world: String,
    /// Trade to weigh with: a CSV of importer, exporter, hs, value; without it, the record's own
    #[arg(long, value_name = "FILE")]
    weights: Option<PathBuf>,
    /// Write the table: CSV, or Parquet if the name ends in .parquet
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// One cell that has a duty.
struct Cell<'a> {
    importer: &'a str,
    exporter: &'a str,
    sector: &'a str,
    tariff: f64,
    rate: SectorRate,
}

impl TariffsArguments {
    pub(crate) fn run(&self) -> Result<(), Failure> {
        let record = self.source.load()?;
        let schedule = self.source.schedule(&record)?;
        let (world, _) = cobden::open_world(&self.world, None)?;
        let view = self.source.view(&record);
        let mut weights = Vec::new();
        for importer in schedule.importers() {
            if let Some(found) = open_weights(view, importer, self.weights.as_deref())? {
                weights.push((importer, found.of(importer)));
            }
        }
        if weights.is_empty() {
            return Err(Failure::argument(
                "the record has no trade weights",
                "give some with --weights FILE: a CSV of importer, exporter, hs, value",
            ));
        }
        let misfit = |fault: DutiesFault| {
            Failure::argument(
                fault.to_string(),
                "look at the world's labels and the weights",
            )
        };
        let imports: Vec<Imports<'_>> = (weights.iter())
            .map(|(importer, weights)| (*importer, weights))
            .collect();
        let own = OwnTariffs::new(&world, &record, &imports).map_err(misfit)?;
        let mut found = Vec::new();
        for (_, weights) in &weights {
            let tariffs = world_tariffs(&schedule, weights, &world, self.on);
            found.push(tariffs.map_err(|fault| misfit(fault.into()))?);
        }
        let cells = cells(&own, &found);
        if let Some(path) = &self.out {
            self.write(path, &cells)?;
        }
        if self.source.json {
            let rows: Vec<Value> = cells
                .iter()
                .map(|cell| {
                    json!({
                        "importer": cell.importer,
                        "exporter": cell.exporter,
                        "sector": cell.sector,
                        "percent": percent_value(cell.tariff),
                        "additional_percent": percent_value(cell.rate.additional),
                        "without_ordinary_duty_percent": percent_value(cell.rate.without_ordinary),
                        "without_ad_valorem_percent": percent_value(cell.rate.unvalued),
                    })
                })
                .collect();
            return print_json(&json!({
                "on": self.on.to_string(),
                "world": world.provenance.name,
                "tariffs": rows,
                "provenance": self.source.provenance(&record),
            }));
        }
        print(&self.text(&world, &cells))
    }

    fn write<'c>(&self, path: &Path, cells: &[Cell<'c>]) -> Result<(), Failure> {
        let system = |error| Failure::System(path.display().to_string(), error);
        if path.exists() {
            return Err(system(std::io::ErrorKind::AlreadyExists.into()));
        }
        let text =
            |pick: fn(&Cell<'c>) -> &'c str| ColumnData::Text(cells.iter().map(pick).collect());
        let columns = vec![
            ("importer", text(|cell| cell.importer)),
            ("exporter", text(|cell| cell.exporter)),
            ("sector", text(|cell| cell.sector)),
            (
                "tariff",
                ColumnData::Number(cells.iter().map(|cell| cell.tariff).collect()),
            ),
        ];
        let written = match path
            .extension()
            .is_some_and(|extension| extension == "parquet")
        {
            true => write_parquet(path, &columns),
            false => write_csv(path, &columns),
        };
        written.map_err(system)
    }

    fn text(&self, world: &World, cells: &[Cell<'_>]) -> String {
        let mut text = format!(
            "{} duties on {} for the world {}, percent of customs value\n\n",
            cells.len(),
            self.on,
            world.provenance.name
        );
        let importers: Vec<&str> = {
            let mut importers: Vec<&str> = cells.iter().map(|cell| cell.importer).collect();
            importers.dedup();
            importers
        };
        for importer in importers {
            let of_importer: Vec<&Cell<'_>> = cells
                .iter()
                .filter(|cell| cell.importer == importer)
                .collect();
            let mut sectors: Vec<&str> = of_importer.iter().map(|cell| cell.sector).collect();
            sectors.sort_unstable();
            sectors.dedup();
            let mut exporters: Vec<&str> = of_importer.iter().map(|cell| cell.exporter).collect();
            exporters.dedup();
            let head: Vec<&str> = [importer]
                .into_iter()
                .chain(sectors.iter().copied())
                .collect();
            let rows = exporters.iter().map(|exporter| {
                let rate = |sector: &&str| {
                    let cell = of_importer
                        .iter()
                        .find(|cell| cell.exporter == *exporter && cell.sector == *sector);
                    cell.map_or(String::new(), |cell| format!("{:.1}", 100.0 * cell.tariff))
                };
                let name = std::iter::once((*exporter).to_owned());
                name.chain(sectors.iter().map(rate)).collect()
            });
            text += &table(&head, rows.collect());
        }
        let lacking = cells.iter().filter(|cell| cell.rate.without_ordinary > 0.0);
        let lacking = lacking.count();
        if lacking > 0 {
            text += &format!(
                "\nNote: in {} the record lacks ordinary duties; the world's own tariff stands for them\n",
                counted(lacking, "cell")
            );
        }
        if let Some(path) = &self.out {
            text += &format!("\nwritten to {}\n", path.display());
        }
        text
    }
}

/// The cells that have a duty, importer by importer.
fn cells<'a>(own: &OwnTariffs, found: &'a [SectorTariffs]) -> Vec<Cell<'a>> {
    let mut cells = Vec::new();
    for tariffs in found {
        for (n, importer) in tariffs.importers.iter().enumerate() {
            for (i, exporter) in tariffs.exporters.iter().enumerate() {
                for (j, sector) in tariffs.sectors.iter().enumerate() {
                    let tariff = own.new_tariff(Some(tariffs), (n, i, j));
                    if let (Some(tariff), Some(rate)) = (tariff, tariffs.rate(n, i, j)) {
                        cells.push(Cell {
                            importer,
                            exporter,
                            sector,
                            tariff,
                            rate,
                        });
                    }
                }
            }
        }
    }
    cells
}
