//! Where a dispute record meets a world: duties in force, by importer, exporter and sector.

use cobden_model::Shock;
use cobden_schedule::{Schedule, SectorFault, SectorTariffs, TradeWeights, sector_tariffs};
use cobden_world::World;
use jiff::civil::Date;

/// The duties of a day on the economies and sectors of a world.
///
/// Trade-weighted means of the total duty by sector; none for services and wherever the record or the
/// weights say nothing.
///
/// # Errors
/// [`SectorFault`] for a world whose labels are no codes, and for a group in the weights whose members are not treated as one.
pub fn world_tariffs(
    schedule: &Schedule<'_>,
    weights: &TradeWeights,
    world: &World,
    on: Date,
) -> Result<SectorTariffs, SectorFault> {
    let economies: Vec<&str> = world
        .economies
        .iter()
        .map(|one| one.code.as_str())
        .collect();
    let sectors: Vec<&str> = world.sectors.iter().map(|one| one.code.as_str()).collect();
    sector_tariffs(schedule, weights, &economies, &economies, &sectors, on)
}

/// The shock that takes a world from its own tariffs to those of a day, where there are any.
///
/// What is `None` in `tariffs` keeps the world's own.
pub fn tariff_shock(world: &World, tariffs: &SectorTariffs) -> Shock {
    let mut shock = Shock::none(world);
    for ((importer, exporter, sector), tariff) in shock.tariff.indexed_iter_mut() {
        if let Some(rate) = tariffs.rate(importer, exporter, sector) {
            *tariff = rate;
        }
    }
    shock
}
