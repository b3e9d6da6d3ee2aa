//! Where a dispute record meets a world: duties in force, by importer, exporter and sector.

use cobden_model::{Flows, Shock};
use cobden_record::Record;
use cobden_schedule::{
    Schedule, ScheduleFault, SectorFault, SectorTariffs, TradeWeights, sector_tariffs,
};
use cobden_world::World;
use jiff::civil::Date;

/// Trade to weigh with, and whose imports it is.
pub type Imports<'a> = (&'a str, &'a TradeWeights);

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

/// Why duties cannot be put on a world.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum DutiesFault {
    /// The record cannot be stacked.
    #[error(transparent)]
    Schedule(#[from] ScheduleFault),
    /// Labels or weights do not fit.
    #[error(transparent)]
    Sectors(#[from] SectorFault),
}

/// The tariffs of a world without the additional duties of a record, where the world has them.
///
/// Where a record holds no ordinary duty, the world's own tariff o stands for it. A world whose tariffs T are those of a day
/// ([`tariffs_on`](cobden_world::Provenance::tariffs_on)) has the additional duties a of that day in them, and levying those of another day on top would
/// count them twice. With u the share of a cell's trade whose ordinary duty is not held, and b the mean of those that are,
/// T = (1 − u) b + u o + a is solved for o.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnTariffs {
    own: Flows,
    /// Whether the record's duties were taken out of a cell.
    taken: Vec<bool>,
}

impl OwnTariffs {
    /// Of a world, given the record that was laid on it and the trade that weighed it.
    ///
    /// # Errors
    /// [`DutiesFault`] for a record or weights that do not fit the world.
    pub fn new(
        world: &World,
        record: &Record,
        weights: &[Imports<'_>],
    ) -> Result<Self, DutiesFault> {
        let mut own = world.tariffs.clone();
        let mut taken = vec![false; own.len()];
        let Some(day) = world.provenance.tariffs_on else {
            return Ok(Self { own, taken });
        };
        let schedule = Schedule::new(record.as_known(day))?;
        for (importer, weights) in weights {
            if !schedule.importers().contains(importer) {
                continue;
            }
            let tariffs = world_tariffs(&schedule, weights, world, day)?;
            for ((cell, own), taken) in own.indexed_iter_mut().zip(&mut taken) {
                let Some(rate) = tariffs.rate(cell.0, cell.1, cell.2) else {
                    continue;
                };
                *taken = true;
                let held = (1.0 - rate.without_ordinary) * rate.ordinary;
                *own = if rate.without_ordinary > 0.0 {
                    // Weights of another vintage can leave a little below nothing.
                    ((*own - held - rate.additional) / rate.without_ordinary).max(0.0)
                } else {
                    rate.ordinary
                };
            }
        }
        Ok(Self { own, taken })
    }

    /// The tariff of a cell without the record's additional duties.
    pub fn tariff(&self, cell: (usize, usize, usize)) -> f64 {
        self.own[[cell.0, cell.1, cell.2]]
    }

    /// The new tariff of a cell: the record's, with the world's own as ordinary duty where the record holds none.
    ///
    /// Where `tariffs` has nothing, the own tariff if the record's duties were taken out of the cell, else none.
    pub fn new_tariff(
        &self,
        tariffs: Option<&SectorTariffs>,
        cell: (usize, usize, usize),
    ) -> Option<f64> {
        let rate = tariffs.and_then(|tariffs| tariffs.rate(cell.0, cell.1, cell.2));
        let (_, exporters, sectors) = self.own.dim();
        let position = (cell.0 * exporters + cell.1) * sectors + cell.2;
        match rate {
            Some(rate) => Some(rate.total(self.tariff(cell))),
            None => self.taken[position].then(|| self.tariff(cell)),
        }
    }
}

/// The tariffs of a world on a day: the record's duties, and the world's own tariffs where it says nothing.
///
/// # Errors
/// [`DutiesFault`] for weights that do not fit the world.
pub fn tariffs_on(
    schedule: &Schedule<'_>,
    weights: &[Imports<'_>],
    world: &World,
    own: &OwnTariffs,
    on: Date,
) -> Result<Flows, DutiesFault> {
    let importers = schedule.importers();
    let mut found = Vec::new();
    for (importer, weights) in weights {
        if importers.contains(importer) {
            found.push(world_tariffs(schedule, weights, world, on)?);
        }
    }
    Ok(laid_on(world, own, &found))
}

/// The tariffs of a world under duties found for several importers: of those that have a rate for a cell the first counts, and the
/// world's own tariff where none has.
pub(crate) fn laid_on<'a>(
    world: &World,
    own: &OwnTariffs,
    found: impl IntoIterator<Item = &'a SectorTariffs>,
) -> Flows {
    let found: Vec<&SectorTariffs> = found.into_iter().collect();
    let mut duties = world.tariffs.clone();
    for (cell, duty) in duties.indexed_iter_mut() {
        let rated = found
            .iter()
            .find(|tariffs| tariffs.rate(cell.0, cell.1, cell.2).is_some());
        if let Some(rate) = own.new_tariff(rated.copied(), cell) {
            *duty = rate;
        }
    }
    duties
}

/// The shock that takes a world to given tariffs.
pub fn tariff_shock(world: &World, tariffs: Flows) -> Shock {
    Shock {
        tariff: tariffs,
        ..Shock::none(world)
    }
}
