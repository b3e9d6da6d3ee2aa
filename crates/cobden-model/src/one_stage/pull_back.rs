//! Gradients of outcomes with respect to every tariff, by the transposed system.

use std::collections::HashMap;

use cobden_num::gmres::GmresWorkspace;
use cobden_num::kernels::{multiply, multiply_transposed_add, norm};
use cobden_num::{Gmres, LinearOperator};
use ndarray::Array3;

use super::OneStageSolver;
use crate::error::ModelError;

/// Derivatives of what is to be differentiated by what it is read from; a sum of outcomes adds up.
#[derive(Debug, Clone)]
pub struct OneStageSeeds {
    /// By ln ŵ and X'/X.
    unknowns: Vec<f64>,
    /// By ln S, (sector, importer).
    log_denominator: Vec<f64>,
    /// By Y, (sector, exporter).
    output: Vec<f64>,
    /// By Σ_i F, (sector, importer).
    imports: Vec<f64>,
    /// By single flows: importer, exporter, sector, derivative.
    flows: Vec<(usize, usize, usize, f64)>,
}

/// Accuracy of the transposed system relative to its right-hand side.
const ACCURACY: f64 = 1e-13;

/// Products with the transposed Jacobian at most; with good factors a few are enough.
const PRODUCTS: usize = 300;

impl OneStageSolver<'_> {
    /// No outcome at all.
    pub fn seeds(&self) -> OneStageSeeds {
        let cells = vec![0.0; self.world.sectors * self.world.stride];
        OneStageSeeds {
            unknowns: vec![0.0; 2 * self.world.economies],
            log_denominator: cells.clone(),
            output: cells.clone(),
            imports: cells,
            flows: Vec::new(),
        }
    }

    /// Adds `weight` · ln Ŵ of an economy.
    pub fn seed_log_real_income(&self, seeds: &mut OneStageSeeds, economy: usize, weight: f64) {
        let n = self.world.economies;
        seeds.unknowns[n + economy] += weight / self.income_hat(economy);
        self.seed_log_price(seeds, economy, -weight);
    }

    fn seed_log_price(&self, seeds: &mut OneStageSeeds, economy: usize, weight: f64) {
        let world = self.world;
        for j in 0..world.sectors {
            let share = world.spending_share[j * world.economies + economy];
            seeds.log_denominator[j * world.stride + economy] -=
                weight * share / world.elasticity[j];
        }
    }

    /// Adds `weight` · R' of an economy.
    pub fn seed_revenue(&self, seeds: &mut OneStageSeeds, economy: usize, weight: f64) {
        let world = self.world;
        seeds.unknowns[world.economies + economy] += weight * world.spending[economy];
        for j in 0..world.sectors {
            seeds.imports[j * world.stride + economy] -= weight;
        }
    }

    /// Adds `weight` times a flow after, at customs value.
    pub fn seed_flow(
        &self,
        seeds: &mut OneStageSeeds,
        (importer, exporter, sector): (usize, usize, usize),
        weight: f64,
    ) {
        seeds.flows.push((importer, exporter, sector, weight));
    }

    /// Adds `weight` times [`OneStageSolver::sector_weighted_income`].
    pub fn seed_sector_weighted_income(
        &self,
        seeds: &mut OneStageSeeds,
        economy: usize,
        weights: &[f64],
        weight: f64,
    ) {
        let world = self.world;
        let (earned, labour, weighted_labour) = self.sector_sums(economy, weights);
        let shared = self.revenue(economy) + world.deficit[economy];
        let price = self.consumer_price_hat(economy);
        let unit = weight / price;
        for j in 0..world.sectors {
            let share = world.labour_share[j];
            let of_revenue = share * (weights[j] - weighted_labour / labour) / labour * shared;
            seeds.output[j * world.stride + economy] += unit * (weights[j] + of_revenue);
        }
        self.seed_revenue(seeds, economy, unit * weighted_labour / labour);
        self.seed_log_price(
            seeds,
            economy,
            -unit * (earned + weighted_labour / labour * shared),
        );
    }

    /// The derivatives of what `seeds` sum with respect to every new tariff t' (importer, exporter, sector), all else
    /// of policy given and everything in equilibrium.
    ///
    /// # Errors
    /// [`ModelError::GradientNotConverged`].
    pub fn gradient(&self, seeds: &OneStageSeeds) -> Result<Array3<f64>, ModelError> {
        let world = self.world;
        let mut slopes = self.slopes(seeds)?;
        let shape = (world.economies, world.economies, world.sectors);
        Ok(Array3::from_shape_fn(shape, |(n, i, j)| {
            slopes.by_tariff(n, i, j)
        }))
    }

    /// The same derivatives, worked out for the tariffs that are asked for.
    ///
    /// # Errors
    /// [`ModelError::GradientNotConverged`].
    pub fn slopes(&self, seeds: &OneStageSeeds) -> Result<OneStageSlopes<'_>, ModelError> {
        let multipliers = self.multipliers(seeds)?;
        let mut total = self.residual_seeds(&multipliers);
        total.add(seeds);
        let flows = total
            .flows
            .iter()
            .map(|(n, i, j, weight)| ((*n, *i, *j), *weight));
        Ok(OneStageSlopes {
            flows: flows.fold(HashMap::new(), |mut sums, (cell, weight)| {
                *sums.entry(cell).or_insert(0.0) += weight;
                sums
            }),
            by_demand: vec![f64::NAN; self.world.sectors * self.world.stride],
            seeds: total,
            solver: self,
        })
    }

    /// −λ with F_zᵀ λ = o_z, so that o − λᵀF has the total derivatives of o as its partial ones.
    fn multipliers(&self, seeds: &OneStageSeeds) -> Result<Vec<f64>, ModelError> {
        let size = 2 * self.world.economies;
        let mut right = vec![0.0; size];
        self.pull_back(seeds, &mut right);
        let mut multipliers = vec![0.0; size];
        if self.exact {
            multipliers.copy_from_slice(&right);
            self.factors.solve_transposed(&mut multipliers);
        } else {
            let scale = norm(&right);
            let gmres = Gmres {
                tolerance: ACCURACY * scale,
                max_iterations: PRODUCTS,
                restart: 60,
            };
            let mut transposed = Transposed { solver: self };
            let solved = gmres.solve(
                &mut transposed,
                &right,
                &mut multipliers,
                &mut GmresWorkspace::default(),
            );
            if !solved.converged {
                return Err(ModelError::GradientNotConverged {
                    residual: solved.residual / scale,
                    iterations: solved.iterations,
                });
            }
        }
        multipliers.iter_mut().for_each(|m| *m = -*m);
        Ok(multipliers)
    }

    /// What Σ λ · residual is read from.
    fn residual_seeds(&self, multipliers: &[f64]) -> OneStageSeeds {
        let world = self.world;
        let n = world.economies;
        let mut seeds = self.seeds();
        let (labour, budget) = multipliers.split_at(n);
        let all: f64 = world.wages.iter().sum();
        let sum: f64 = labour.iter().sum();
        for k in 0..n {
            let (by_labour, by_budget) =
                (labour[k] / world.wages[k], budget[k] / world.spending[k]);
            let wage = self.wage_hat(k) * world.wages[k];
            seeds.unknowns[k] = wage * (by_labour + sum / all - by_budget);
            for j in 0..world.sectors {
                let share = world.labour_share[j];
                seeds.output[j * world.stride + k] = -share * by_labour - (1.0 - share) * by_budget;
                seeds.imports[j * world.stride + k] = by_budget;
            }
        }
        seeds
    }

    /// Derivatives by the demand e X'/S of what `seeds` sum, (sector, importer).
    fn by_demand(&self, seeds: &OneStageSeeds) -> Vec<f64> {
        let world = self.world;
        let (n, stride) = (world.economies, world.stride);
        let mut out = vec![0.0; world.sectors * stride];
        let mut received = vec![0.0; stride];
        for j in 0..world.sectors {
            let row = j * stride..(j + 1) * stride;
            let net = &self.weights.net[j * n * stride..(j + 1) * n * stride];
            for k in 0..n {
                received[k] = self.state.attraction[row.start + k] * seeds.output[row.start + k];
            }
            let out = &mut out[row.clone()];
            multiply(net, stride, &received, &mut out[..n]);
            for k in 0..n {
                let demand = self.state.demand[row.start + k];
                if demand > 0.0 {
                    out[k] +=
                        seeds.imports[row.start + k] * self.state.imports[row.start + k] / demand;
                }
            }
        }
        for (importer, exporter, j, weight) in &seeds.flows {
            let net = self.weights.net[world.at(*importer, *exporter, *j)];
            out[j * stride + importer] +=
                weight * net * self.state.attraction[j * stride + exporter];
        }
        out
    }

    /// Derivatives by the unknowns of what `seeds` sum.
    fn pull_back(&self, seeds: &OneStageSeeds, out: &mut [f64]) {
        let world = self.world;
        let (n, stride) = (world.economies, world.stride);
        out.copy_from_slice(&seeds.unknowns);
        if seeds.prices_alone() {
            return self.pull_back_prices(seeds, out);
        }
        let by_demand = self.by_demand(seeds);
        let mut gained = vec![0.0; stride];
        let mut spread = vec![0.0; stride];
        for j in 0..world.sectors {
            let row = j * stride;
            let block = j * n * stride..(j + 1) * n * stride;
            let theta = world.elasticity[j];
            gained.fill(0.0);
            for k in 0..n {
                let demand = self.state.demand[row + k];
                spread[k] = demand * seeds.imports[row + k];
            }
            multiply_transposed_add(
                &self.weights.net[block.clone()],
                stride,
                &spread[..n],
                &mut gained,
            );
            for k in 0..n {
                let by_demand = by_demand[row + k] * self.state.demand[row + k];
                out[n + k] += by_demand / self.state.unknowns[n + k];
                spread[k] =
                    (seeds.log_denominator[row + k] - by_demand) / self.state.denominator[row + k];
            }
            multiply_transposed_add(
                &self.weights.weight[block],
                stride,
                &spread[..n],
                &mut gained,
            );
            for k in 0..n {
                let by_log = seeds.output[row + k] * self.state.output[row + k]
                    + self.state.attraction[row + k] * gained[k];
                out[k] -= theta * by_log;
            }
        }
        for (importer, exporter, j, weight) in &seeds.flows {
            out[*exporter] -= world.elasticity[*j] * weight * self.flow(*importer, *exporter, *j);
        }
    }

    /// The same where only prices are read: most outcomes are few economies' incomes and prices.
    fn pull_back_prices(&self, seeds: &OneStageSeeds, out: &mut [f64]) {
        let world = self.world;
        let (n, stride) = (world.economies, world.stride);
        for j in 0..world.sectors {
            let row = j * stride;
            for k in (0..n).filter(|k| seeds.log_denominator[row + k] != 0.0) {
                let by_log = seeds.log_denominator[row + k] / self.state.denominator[row + k]
                    * world.elasticity[j];
                let weight = &self.weights.weight[world.at(k, 0, j)..];
                let attraction = &self.state.attraction[row..];
                for ((out, weight), a) in out[..n].iter_mut().zip(weight).zip(attraction) {
                    *out -= by_log * weight * a;
                }
            }
        }
    }
}

/// Derivatives of an outcome by tariffs, see [`OneStageSolver::slopes`].
#[derive(Debug, Clone)]
pub struct OneStageSlopes<'a> {
    solver: &'a OneStageSolver<'a>,
    /// What o − λᵀF is read from.
    seeds: OneStageSeeds,
    /// Derivatives by single flows.
    flows: HashMap<(usize, usize, usize), f64>,
    /// Derivatives by the demand e X'/S, (sector, importer); not a number until asked for.
    by_demand: Vec<f64>,
}

impl OneStageSlopes<'_> {
    /// By t' of a flow, per unit of the rate.
    pub fn by_tariff(&mut self, importer: usize, exporter: usize, sector: usize) -> f64 {
        let (solver, state) = (self.solver, &self.solver.state);
        let world = solver.world;
        let (row, theta) = (sector * world.stride, world.elasticity[sector]);
        let to = row + importer;
        if self.by_demand[to].is_nan() {
            self.by_demand[to] = self.of_demand(importer, sector);
        }
        let at = world.at(importer, exporter, sector);
        let attraction = state.attraction[row + exporter];
        let by_log = self.seeds.log_denominator[to] - self.by_demand[to] * state.demand[to];
        let share = solver.weights.weight[at] * attraction / state.denominator[to];
        let flow = solver.weights.net[at] * attraction * state.demand[to];
        let single = self
            .flows
            .get(&(importer, exporter, sector))
            .unwrap_or(&0.0);
        let by_flow = self.seeds.output[row + exporter] + self.seeds.imports[to] + single;
        -(theta * by_log * share + (1.0 + theta) * by_flow * flow)
            / (1.0 + solver.weights.tariff[at])
    }

    fn of_demand(&self, importer: usize, sector: usize) -> f64 {
        let world = self.solver.world;
        let row = sector * world.stride;
        let first = world.at(importer, 0, sector);
        let net = &self.solver.weights.net[first..first + world.economies];
        let attraction = &self.solver.state.attraction[row..];
        let output = &self.seeds.output[row..];
        let imports = self.seeds.imports[row + importer];
        let mut sum = 0.0;
        for ((net, a), output) in net.iter().zip(attraction).zip(output) {
            sum += net * a * (output + imports);
        }
        if !self.flows.is_empty() {
            for (exporter, (net, a)) in net.iter().zip(attraction).enumerate() {
                sum += net
                    * a
                    * self
                        .flows
                        .get(&(importer, exporter, sector))
                        .unwrap_or(&0.0);
            }
        }
        sum
    }
}

impl OneStageSeeds {
    /// Whether nothing is read but wages, spending and prices.
    fn prices_alone(&self) -> bool {
        let nothing = |values: &[f64]| values.iter().all(|v| *v == 0.0);
        self.flows.is_empty() && nothing(&self.output) && nothing(&self.imports)
    }

    fn add(&mut self, other: &Self) {
        let pairs = [
            (&mut self.unknowns, &other.unknowns),
            (&mut self.log_denominator, &other.log_denominator),
            (&mut self.output, &other.output),
            (&mut self.imports, &other.imports),
        ];
        for (own, more) in pairs {
            own.iter_mut().zip(more).for_each(|(a, b)| *a += b);
        }
        self.flows.extend_from_slice(&other.flows);
    }
}

struct Transposed<'a, 'w> {
    solver: &'a OneStageSolver<'w>,
}

impl LinearOperator for Transposed<'_, '_> {
    fn size(&self) -> usize {
        2 * self.solver.world.economies
    }

    fn apply(&mut self, v: &[f64], out: &mut [f64]) {
        let seeds = self.solver.residual_seeds(v);
        self.solver.pull_back(&seeds, out);
    }

    fn precondition(&mut self, v: &[f64], out: &mut [f64]) {
        out.copy_from_slice(v);
        self.solver.factors.solve_transposed(out);
    }
}
