//! Where a dispute record meets a world: duties in force, by importer, exporter and sector.

use cobden_model::Shock;
use cobden_schedule::{Schedule, SectorFault, SectorTariffs, TradeWeights, sector_tariffs};
use cobden_world::World;
use jiff::civil::Date;

/// The duties of a day on the economies and sectors of a world.
///
/// Trade-weighted means by sector; none for services and wherever the record or the weights say nothing.
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

/// The new tariff of a cell: the record's, with the world's own as ordinary duty where the record holds none.
///
/// None where `tariffs` has nothing; positions are those of the world.
pub fn new_tariff(
    world: &World,
    tariffs: &SectorTariffs,
    (importer, exporter, sector): (usize, usize, usize),
) -> Option<f64> {
    let rate = tariffs.rate(importer, exporter, sector)?;
    Some(rate.total(world.tariffs[[importer, exporter, sector]]))
}

/// The shock that takes a world from its own tariffs to those of a day, where there are any.
pub fn tariff_shock(world: &World, tariffs: &SectorTariffs) -> Shock {
    let mut shock = Shock::none(world);
    for (cell, tariff) in shock.tariff.indexed_iter_mut() {
        if let Some(rate) = new_tariff(world, tariffs, cell) {
            *tariff = rate;
        }
    }
    shock
}
