//! The sectors that change most.

use schemars::JsonSchema;
use serde::Serialize;

use super::run::SectorRun;
use super::{OWN, SetRuns};
use crate::context::Context;
use crate::figure::{Figure, Unit};
use crate::trail::{Basis, Ledger};
use crate::words;

/// A sector of one of the two sides, under what is in force.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SectorEffect {
    /// Whose.
    pub economy: String,
    /// Its code.
    pub sector: String,
    /// Its name.
    pub name: String,
    /// Volume of output, in percent.
    pub output: Figure,
    /// The same at old prices, in billions of the base year.
    pub output_value: Figure,
    /// Employment, in percent.
    pub employment: Figure,
    /// Purchasers' prices relative to world value added, in percent.
    pub prices: Figure,
}

/// Sectors told of each side.
const TOLD: usize = 8;

/// The sectors of each side whose output changes most in value, losers first.
pub(crate) fn sectors(
    context: &Context<'_>,
    ledger: &mut Ledger<'_>,
    own: &SetRuns,
) -> Vec<SectorEffect> {
    let run = &own.runs[0];
    let world = own.baseline.model.world();
    let billions = world.provenance.unit.to_billions();
    let mut found = Vec::new();
    for party in &context.asked.parties {
        let size = |one: &&SectorRun| (one.output * (one.output_volume_hat - 1.0)).abs();
        let mut sectors: Vec<&SectorRun> = run
            .sectors
            .iter()
            .filter(|one| one.economy == *party)
            .collect();
        sectors.sort_by(|a, b| {
            size(b)
                .total_cmp(&size(a))
                .then_with(|| a.sector.cmp(&b.sector))
        });
        sectors.truncate(TOLD);
        sectors.sort_by(|a, b| {
            a.output_volume_hat
                .total_cmp(&b.output_volume_hat)
                .then_with(|| a.sector.cmp(&b.sector))
        });
        for one in sectors {
            let name = world
                .sector_index(&one.sector)
                .map_or(&one.sector, |j| &world.sectors[j].name)
                .clone();
            let mut figure = |what: &str, value: f64, unit: Unit, title: &str, field: &str| {
                ledger.figure(
                    &format!("sector.{party}.{}.{what}", one.sector),
                    value,
                    unit,
                    format!("{title} in {name}, {}", words::name(party)),
                    Basis::Run {
                        run: format!("{}/{OWN}", run.scenario),
                        entries: Vec::new(),
                        field: format!(
                            "table sectors[{party}, {}].{field} (with --out)",
                            one.sector
                        ),
                    },
                )
            };
            let percent = |hat: f64| 100.0 * (hat - 1.0);
            found.push(SectorEffect {
                economy: party.clone(),
                sector: one.sector.clone(),
                output: figure(
                    "output",
                    percent(one.output_volume_hat),
                    Unit::Percent,
                    "Volume of output",
                    "output_volume_hat",
                ),
                output_value: figure(
                    "output-value",
                    one.output * (one.output_volume_hat - 1.0) * billions,
                    Unit::Billion,
                    "Volume of output at old prices in billions",
                    "output times (output_volume_hat less one)",
                ),
                employment: figure(
                    "employment",
                    percent(one.employment_hat),
                    Unit::Percent,
                    "Employment",
                    "employment_hat",
                ),
                prices: figure(
                    "prices",
                    percent(one.price_hat),
                    Unit::Percent,
                    "Purchasers' prices",
                    "price_hat",
                ),
                name: name.clone(),
            });
        }
    }
    found
}
