//! Whether a shock to a world can have an equilibrium at all.

use crate::closure::Closure;
use crate::equilibrium::Snapshot;
use crate::error::ModelError;
use crate::limit::check_limits;
use crate::model::Model;
use crate::shock::Shock;
use crate::system::System;

/// Largest relative excess demand of a benchmark that counts as an equilibrium.
const BENCHMARK_TOLERANCE: f64 = 1e-9;

impl Model {
    /// The world is an equilibrium before any shock; otherwise changes would be measured from
    /// something that never was.
    pub(crate) fn check_benchmark(&self) -> Result<(), ModelError> {
        let (market, residual) = &self.off_benchmark;
        if *residual <= BENCHMARK_TOLERANCE {
            return Ok(());
        }
        Err(ModelError::NotABenchmark {
            market: market.clone(),
            residual: *residual,
        })
    }

    pub(crate) fn check_shock(&self, shock: &Shock) -> Result<(), ModelError> {
        let world = self.world();
        let expected = world.flows.shape();
        for (what, array) in [
            ("tariff", &shock.tariff),
            ("trade_cost_hat", &shock.trade_cost_hat),
            ("export_tax", &shock.export_tax),
        ] {
            if array.shape() != expected {
                return Err(ModelError::Shape {
                    what,
                    found: array.shape().to_vec(),
                    expected: expected.to_vec(),
                });
            }
        }
        if shock.elasticity.len() != world.sector_count() {
            return Err(ModelError::Shape {
                what: "elasticity",
                found: vec![shock.elasticity.len()],
                expected: vec![world.sector_count()],
            });
        }
        let rate = |v: f64| v > -1.0 && v.is_finite();
        let cost = |v: f64| v > 0.0;
        type Test = fn(f64) -> bool;
        let tests: [(&'static str, _, Test, &'static str); 3] = [
            (
                "the tariff",
                &shock.tariff,
                rate,
                "a finite number above -1",
            ),
            ("the trade cost", &shock.trade_cost_hat, cost, "above zero"),
            (
                "the export tax",
                &shock.export_tax,
                rate,
                "a finite number above -1",
            ),
        ];
        for (what, array, test, range) in tests {
            if array.iter().all(|v| test(*v)) {
                continue;
            }
            if let Some(((n, i, j), value)) = array.indexed_iter().find(|(_, v)| !test(**v)) {
                return Err(ModelError::Range {
                    what,
                    importer: world.economies[n].code.clone(),
                    exporter: world.economies[i].code.clone(),
                    sector: world.sectors[j].code.clone(),
                    value: *value,
                    range,
                });
            }
        }
        for (n, economy) in world.economies.iter().enumerate() {
            for (j, sector) in world.sectors.iter().enumerate() {
                let tax = shock.export_tax[[n, n, j]];
                if tax != 0.0 {
                    return Err(ModelError::Range {
                        what: "the export tax",
                        importer: economy.code.clone(),
                        exporter: economy.code.clone(),
                        sector: sector.code.clone(),
                        value: tax,
                        range: "zero at home",
                    });
                }
            }
        }
        check_limits(&shock.limits, world)?;
        let elasticities = shock.elasticity.iter().zip(&world.sectors);
        for (value, sector) in elasticities {
            if !(*value > 0.0 && value.is_finite()) {
                return Err(ModelError::Elasticity {
                    sector: sector.code.clone(),
                    value: *value,
                });
            }
        }
        Ok(())
    }

    /// Everything that is bought can still be bought from someone.
    pub(crate) fn check_supply(&self, system: &System) -> Result<(), ModelError> {
        let layout = &self.benchmark.layout;
        let world = self.world();
        for (sector, weights) in system.weights.iter().enumerate() {
            for economy in 0..layout.economies {
                let supplied = if weights.traded {
                    let start = economy * layout.economy_stride;
                    weights.weight[start..start + layout.economies]
                        .iter()
                        .any(|k| *k > 0.0)
                } else {
                    weights.weight[economy] > 0.0
                };
                if !supplied && self.benchmark.expenditure[layout.at(economy, sector)] > 0.0 {
                    return Err(ModelError::NoSupplier {
                        economy: world.economies[economy].code.clone(),
                        sector: world.sectors[sector].code.clone(),
                    });
                }
            }
        }
        Ok(())
    }

    /// Everyone has something to spend: equations alone would let an economy that lends more than
    /// it earns spend less than nothing.
    pub(crate) fn check_incomes(&self, state: &Snapshot) -> Result<(), ModelError> {
        let negative = (0..self.world().economy_count()).find(|n| state.income(*n) <= 0.0);
        negative.map_or(Ok(()), |n| {
            Err(ModelError::NegativeIncome {
                economy: self.world().economies[n].code.clone(),
                income: state.income(n),
                gdp: state.point.gdp[n],
                duty_revenue: state.point.duty_revenue[n],
                deficit: state.point.deficit[n],
            })
        })
    }

    /// Parts of the world that no longer trade with the rest have nobody to finance a deficit.
    pub(crate) fn check_stranded(
        &self,
        system: &System,
        closure: Closure,
    ) -> Result<(), ModelError> {
        if closure == Closure::Balanced {
            return Ok(());
        }
        let world = self.world();
        let scale: f64 = self.benchmark.value_added.iter().sum();
        for part in 0..world.economy_count() {
            let members: Vec<usize> = (0..world.economy_count())
                .filter(|n| system.component[*n] == part)
                .collect();
            let deficit: f64 = members.iter().map(|n| self.benchmark.deficit[*n]).sum();
            if deficit.abs() > 1e-12 * scale {
                let codes: Vec<&str> = members
                    .iter()
                    .map(|n| world.economies[*n].code.as_str())
                    .collect();
                return Err(ModelError::StrandedDeficit {
                    economies: codes.join(", "),
                    deficit,
                });
            }
        }
        Ok(())
    }
}
