//! Value added with political weights on sectors.

use crate::benchmark::Benchmark;
use crate::error::ModelError;
use crate::system::Point;

impl Benchmark {
    /// Σ_j λ_j β_j Y_j of an economy.
    pub(crate) fn weighted_value_added(
        &self,
        economy: usize,
        weights: &[f64],
        point: &Point,
    ) -> f64 {
        let cells = self.layout.row(economy).zip(weights);
        cells
            .map(|(cell, lambda)| lambda * self.value_added_share[cell] * point.output[cell])
            .sum()
    }

    /// Σ_j β_j Y_j of an economy: its value added, as its sales give it.
    pub(crate) fn earned(&self, economy: usize, point: &Point) -> f64 {
        let row = self.layout.row(economy);
        cobden_num::kernels::dot(&self.value_added_share[row.clone()], &point.output[row])
    }

    /// Whether there is a weight for every sector, none is below zero, and one is on a sector that earns something.
    pub(crate) fn check_sector_weights(
        &self,
        economy: usize,
        weights: &[f64],
    ) -> Result<(), ModelError> {
        let reason = if weights.len() != self.layout.sectors {
            "there must be one for every sector of the world"
        } else if !weights.iter().all(|w| *w >= 0.0 && w.is_finite()) {
            "each must be a finite number from zero"
        } else if !self.earns_in_any(economy, weights) {
            "none is on a sector in which it earns anything"
        } else {
            return Ok(());
        };
        Err(ModelError::SectorWeights {
            economy: self.world.economies[economy].code.clone(),
            reason,
        })
    }

    fn earns_in_any(&self, economy: usize, weights: &[f64]) -> bool {
        let economies = 0..self.layout.economies;
        let sells = |j: usize| {
            economies
                .clone()
                .any(|n| self.world.flows[[n, economy, j]] > 0.0)
        };
        let earns = |j: usize| self.world.value_added_share[[economy, j]] > 0.0 && sells(j);
        weights
            .iter()
            .enumerate()
            .any(|(j, weight)| *weight > 0.0 && earns(j))
    }
}
