//! The limits of a shock in the arrays of the equations: cells, wedges, volumes.

use ndarray::Array3;

use super::{LimitOutcome, Rent};
use crate::equilibrium::Snapshot;
use crate::shock::Shock;
use crate::system::{Point, System};
use crate::tangent::WeightMove;

/// One flow under a limit, with its weights before any licence price.
#[derive(Debug, Clone)]
pub(crate) struct Cell {
    pub at: [usize; 3],
    position: usize,
    /// K without the wedge.
    weight: f64,
    /// 1 + t' and 1 + e' without the wedge.
    duty_factor: f64,
    tax_factor: f64,
    /// ln ĉ of the exporter before the shock.
    reference_cost: f64,
}

/// One limit.
#[derive(Debug, Clone)]
pub(crate) struct Licence {
    /// Its flows that are there and under no embargo.
    pub cells: Vec<Cell>,
    pub rent: Rent,
    /// Σ V⁰.
    pub reference: f64,
    /// ln(ℓ Σ V⁰).
    pub log_limit: f64,
}

/// All limits of a shock, with the log wedge of each.
#[derive(Debug, Clone)]
pub(crate) struct Licences {
    pub all: Vec<Licence>,
    /// ln(1 + w) of each; zero where it does not bind.
    pub log_wedge: Vec<f64>,
    /// The shock with all wedges in its tariffs and export taxes, as the system has them.
    pub policy: Shock,
}

impl Licence {
    /// The limits of a shock, measured from `before`: flows and log costs. `system` is that of the
    /// shock without licence prices.
    pub(crate) fn of_shock(
        shock: &Shock,
        system: &System,
        before: &Array3<f64>,
        before_cost: impl Fn(usize, usize) -> f64,
    ) -> Vec<Self> {
        let stride = system.benchmark.layout.economy_stride;
        let read = |limit: &super::QuantityLimit| {
            let reference: f64 = limit.flows.iter().map(|at| before[*at]).sum();
            let cell = |at: &[usize; 3]| {
                let [importer, exporter, sector] = *at;
                let weights = &system.weights[sector];
                let position = weights.position(importer, exporter, stride)?;
                let weight = weights.weight[position];
                (weight > 0.0).then(|| Cell {
                    at: *at,
                    position,
                    weight,
                    duty_factor: 1.0 + shock.tariff[*at],
                    tax_factor: 1.0 + shock.export_tax[*at],
                    reference_cost: before_cost(exporter, sector),
                })
            };
            Self {
                cells: limit.flows.iter().filter_map(cell).collect(),
                rent: limit.rent,
                reference,
                log_limit: libm::log(limit.volume * reference),
            }
        };
        shock.limits.iter().map(read).collect()
    }

    /// Puts the licence price into the system's weights.
    pub(crate) fn set_wedge(&self, system: &mut System, log_wedge: f64) {
        for cell in &self.cells {
            let weights = &mut system.weights[cell.at[2]];
            let (weight, duty_factor, tax_factor) =
                self.factors(cell, weights.elasticity, log_wedge);
            weights.set_factors(cell.position, weight, duty_factor, tax_factor, self.rent);
        }
    }

    /// K, 1 + t and 1 + e with the wedge.
    fn factors(&self, cell: &Cell, theta: f64, log_wedge: f64) -> (f64, f64, f64) {
        let price = libm::exp(log_wedge);
        let weight = cell.weight * libm::exp(-theta * log_wedge);
        match self.rent {
            Rent::Exporter => (weight, cell.duty_factor, cell.tax_factor * price),
            Rent::Importer => (weight, cell.duty_factor * price, cell.tax_factor),
        }
    }

    /// V of every cell, at prices before; the buyer pays the same wherever the rent goes.
    pub(crate) fn volumes<'a>(
        &'a self,
        system: &'a System,
        point: &'a Point,
        log_wedge: f64,
    ) -> impl Iterator<Item = (&'a Cell, f64)> {
        let layout = &system.benchmark.layout;
        self.cells.iter().map(move |cell| {
            let [importer, exporter, sector] = cell.at;
            let at = &point.sectors[sector];
            let theta = system.weights[sector].elasticity;
            let cost = point.cost[layout.at(exporter, sector)] - cell.reference_cost;
            let price = libm::exp(cost + (1.0 + theta) * log_wedge);
            let value = cell.weight * at.attraction[exporter] * at.demand[importer];
            (cell, value / (cell.duty_factor * cell.tax_factor * price))
        })
    }

    /// ln Σ V; minus infinity where nothing is left to trade.
    pub(crate) fn log_volume(&self, system: &System, point: &Point, log_wedge: f64) -> f64 {
        libm::log(self.volumes(system, point, log_wedge).map(|(_, v)| v).sum())
    }

    /// How the system's weights move with the log wedge.
    pub(crate) fn moves<'a>(
        &'a self,
        system: &'a System,
        log_wedge: f64,
        change: f64,
    ) -> impl Iterator<Item = WeightMove> + 'a {
        self.cells.iter().map(move |cell| {
            let [importer, exporter, sector] = cell.at;
            let theta = system.weights[sector].elasticity;
            let (weight, duty_factor, tax_factor) = self.factors(cell, theta, log_wedge);
            let net = weight / duty_factor;
            // H e/(1+e) = H − H/(1+e).
            let tax = net * (1.0 - 1.0 / tax_factor);
            let (net_change, tax_change) = match self.rent {
                Rent::Exporter => (-theta * net, -theta * tax + net / tax_factor),
                Rent::Importer => (-(1.0 + theta) * net, -(1.0 + theta) * tax),
            };
            WeightMove {
                importer,
                exporter,
                sector,
                weight: -theta * weight * change,
                net: net_change * change,
                export_tax: tax_change * change,
            }
        })
    }

    /// Rent by economy: what the licence price adds to what exporters or importers collect.
    fn rents(&self, state: &Snapshot, system: &System, log_wedge: f64) -> Vec<(usize, f64)> {
        let layout = &system.benchmark.layout;
        let mut rents: Vec<(usize, f64)> = Vec::new();
        let margin = libm::expm1(log_wedge);
        for (cell, volume) in self.volumes(system, &state.point, log_wedge) {
            let [importer, exporter, sector] = cell.at;
            let cost = state.point.cost[layout.at(exporter, sector)] - cell.reference_cost;
            let price = libm::exp(cost) * cell.tax_factor;
            let (keeper, rent) = match self.rent {
                Rent::Exporter => (exporter, volume * price * margin),
                Rent::Importer => (importer, volume * price * cell.duty_factor * margin),
            };
            match rents.iter_mut().find(|(economy, _)| *economy == keeper) {
                Some((_, sum)) => *sum += rent,
                None => rents.push((keeper, rent)),
            }
        }
        rents.sort_by_key(|(economy, _)| *economy);
        rents
    }
}

impl Licences {
    /// Limits without any wedge.
    pub(crate) fn new(all: Vec<Licence>, shock: &Shock) -> Self {
        Self {
            log_wedge: vec![0.0; all.len()],
            all,
            policy: shock.clone(),
        }
    }

    /// Takes the wedges and puts them into the policy.
    pub(crate) fn set(&mut self, log_wedge: Vec<f64>) {
        for (licence, log_wedge) in self.all.iter().zip(&log_wedge) {
            for cell in licence.cells.iter().filter(|_| *log_wedge != 0.0) {
                let (_, duty_factor, tax_factor) = licence.factors(cell, 0.0, *log_wedge);
                match licence.rent {
                    Rent::Exporter => self.policy.export_tax[cell.at] = tax_factor - 1.0,
                    Rent::Importer => self.policy.tariff[cell.at] = duty_factor - 1.0,
                }
            }
        }
        self.log_wedge = log_wedge;
    }

    /// Places of the limits that bind.
    pub(crate) fn binding(&self) -> Vec<usize> {
        let binds = |k: &usize| self.log_wedge[*k] > 0.0;
        (0..self.all.len()).filter(binds).collect()
    }

    /// Rent kept by each economy, under export and under import licences.
    pub(crate) fn rents(&self, state: &Snapshot, system: &System) -> (Vec<f64>, Vec<f64>) {
        let count = system.benchmark.layout.economies;
        let (mut exporters, mut importers) = (vec![0.0; count], vec![0.0; count]);
        for k in self.binding() {
            let licence = &self.all[k];
            for (economy, rent) in licence.rents(state, system, self.log_wedge[k]) {
                match licence.rent {
                    Rent::Exporter => exporters[economy] += rent,
                    Rent::Importer => importers[economy] += rent,
                }
            }
        }
        (exporters, importers)
    }

    /// What each limit came to.
    pub(crate) fn outcomes(&self, state: &Snapshot, system: &System) -> Vec<LimitOutcome> {
        let limits = self.all.iter().zip(&self.log_wedge).enumerate();
        let outcome = |(limit, (licence, log_wedge)): (usize, (&Licence, &f64))| {
            let volumes = licence.volumes(system, &state.point, *log_wedge);
            let volume: f64 = volumes.map(|(_, v)| v).sum();
            let ended = licence.reference > 0.0 && licence.cells.is_empty();
            LimitOutcome {
                limit,
                value: licence.reference,
                volume_hat: if licence.reference > 0.0 {
                    volume / licence.reference
                } else {
                    1.0
                },
                wedge: if ended && licence.log_limit == f64::NEG_INFINITY {
                    f64::INFINITY
                } else {
                    libm::expm1(*log_wedge)
                },
                rent: if *log_wedge > 0.0 {
                    licence.rents(state, system, *log_wedge)
                } else {
                    Vec::new()
                },
                binding: *log_wedge > 0.0 || ended && licence.log_limit == f64::NEG_INFINITY,
            }
        };
        limits.map(outcome).collect()
    }
}
