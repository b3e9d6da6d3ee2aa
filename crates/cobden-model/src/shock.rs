//! A change in trade policy, trade costs or elasticities.

use cobden_world::World;
use ndarray::Array3;

use crate::limit::QuantityLimit;

/// New policy levels and cost changes, all (importer n, exporter i, sector j).
///
/// `tariff` and `export_tax` are new levels as ratios of customs value and of the producer's
/// price; `trade_cost_hat` is the new over the old iceberg factor, infinite for an embargo.
/// `elasticity` replaces the world's trade elasticities.
#[derive(Debug, Clone, PartialEq)]
pub struct Shock {
    /// t', above −1.
    pub tariff: Array3<f64>,
    /// Iceberg factor new/old, above zero.
    pub trade_cost_hat: Array3<f64>,
    /// e', above −1, zero at home; the benchmark has none.
    pub export_tax: Array3<f64>,
    /// θ, above zero, by sector.
    pub elasticity: Vec<f64>,
    /// Limits on quantities.
    pub limits: Vec<QuantityLimit>,
}

impl Shock {
    /// No change at all.
    pub fn none(world: &World) -> Self {
        Self {
            tariff: world.tariffs.clone(),
            trade_cost_hat: Array3::ones(world.flows.raw_dim()),
            export_tax: Array3::zeros(world.flows.raw_dim()),
            elasticity: world.sectors.iter().map(|s| s.trade_elasticity).collect(),
            limits: Vec::new(),
        }
    }

    /// Adds to `importer`'s duties on all goods from `exporter`: 0.1 is ten points.
    ///
    /// # Panics
    /// When the world has no economy at one of the positions, or both are the same.
    pub fn add_duty_on_goods(
        &mut self,
        world: &World,
        importer: usize,
        exporter: usize,
        points: f64,
    ) {
        assert_ne!(importer, exporter, "duties are levied at a border");
        for (j, _) in world
            .sectors
            .iter()
            .enumerate()
            .filter(|(_, sector)| sector.goods)
        {
            self.tariff[[importer, exporter, j]] += points;
        }
    }

    /// The shock a fraction of the way from no change: rates linearly, trade costs and limits in logs. An
    /// embargo is whole at any fraction above zero, and elasticities are the new ones throughout.
    #[must_use]
    pub fn fraction(&self, world: &World, fraction: f64) -> Self {
        let mut tariff = self.tariff.clone();
        tariff.zip_mut_with(&world.tariffs, |new, old| {
            *new = old + fraction * (*new - old)
        });
        Self {
            tariff,
            trade_cost_hat: self.trade_cost_hat.mapv(|d| libm::pow(d, fraction)),
            export_tax: &self.export_tax * fraction,
            elasticity: self.elasticity.clone(),
            limits: (self.limits.iter())
                .map(|limit| QuantityLimit {
                    volume: libm::pow(limit.volume, fraction),
                    ..limit.clone()
                })
                .collect(),
        }
    }

    /// The shock with limits of nothing at all as embargoes.
    pub(crate) fn with_embargoes(&self) -> std::borrow::Cow<'_, Self> {
        let mut shock = std::borrow::Cow::Borrowed(self);
        let ended = self.limits.iter().filter(|limit| limit.volume == 0.0);
        for flow in ended.flat_map(|limit| &limit.flows) {
            shock.to_mut().trade_cost_hat[*flow] = f64::INFINITY;
        }
        shock
    }

    /// As [`Shock::fraction`] with every wedge in logs, which cuts prohibitive rates into parts
    /// of like effect.
    pub(crate) fn fraction_in_logs(&self, world: &World, fraction: f64) -> Self {
        let mut tariff = self.tariff.clone();
        tariff.zip_mut_with(&world.tariffs, |new, old| {
            if *new != *old {
                *new = libm::pow(1.0 + old, 1.0 - fraction) * libm::pow(1.0 + *new, fraction) - 1.0;
            }
        });
        Self {
            tariff,
            export_tax: self.export_tax.mapv(|e| libm::pow(1.0 + e, fraction) - 1.0),
            ..self.fraction(world, fraction)
        }
    }
}
