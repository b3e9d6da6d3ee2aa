//! Values of one state, their differential and its transpose.

use cobden_num::dense::add_transposed_product;
use cobden_num::kernels::{multiply, multiply_transposed_add};

use super::OneStage;

/// What is fixed for given tariffs.
#[derive(Debug, Clone)]
pub(super) struct Weights {
    /// t' by (sector, importer, exporter).
    pub tariff: Vec<f64>,
    /// K.
    pub weight: Vec<f64>,
    /// H.
    pub net: Vec<f64>,
}

impl Weights {
    pub(super) fn new(world: &OneStage) -> Self {
        let net = world.share.iter().zip(&world.tariff);
        Self {
            tariff: world.tariff.clone(),
            weight: world.share.clone(),
            net: net.map(|(share, t)| share / (1.0 + t)).collect(),
        }
    }

    /// Takes the weights to new tariffs; cells whose rate stays are left alone.
    pub(super) fn set(&mut self, world: &OneStage, tariff: impl Fn(usize, usize, usize) -> f64) {
        for j in 0..world.sectors {
            let theta = world.elasticity[j];
            for n in 0..world.economies {
                // Neighbours often pay the same change of rate, and powers are dear.
                let mut last = (1.0, 1.0);
                for i in 0..world.economies {
                    let at = world.at(n, i, j);
                    let rate = tariff(n, i, j);
                    if rate == self.tariff[at] {
                        continue;
                    }
                    self.tariff[at] = rate;
                    let change = (1.0 + rate) / (1.0 + world.tariff[at]);
                    if change != last.0 {
                        last = (change, libm::pow(change, -theta));
                    }
                    self.weight[at] = world.share[at] * last.1;
                    self.net[at] = self.weight[at] / (1.0 + rate);
                }
            }
        }
    }
}

/// One state: everything that the equations and the outcomes read. Arrays over (sector, economy) are by sector in
/// padded rows.
#[derive(Debug, Clone)]
pub(super) struct State {
    /// ln ŵ and then X'/X.
    pub unknowns: Vec<f64>,
    /// a, by (sector, exporter).
    pub attraction: Vec<f64>,
    /// S, by (sector, importer); one where nothing is bought.
    pub denominator: Vec<f64>,
    /// e X'/S, by (sector, importer).
    pub demand: Vec<f64>,
    /// Y, by (sector, exporter).
    pub output: Vec<f64>,
    /// Σ_i F, by (sector, importer).
    pub imports: Vec<f64>,
}

impl State {
    pub(super) fn new(world: &OneStage) -> Self {
        let cells = vec![0.0; world.sectors * world.stride];
        let mut unknowns = vec![0.0; 2 * world.economies];
        unknowns[world.economies..].fill(1.0);
        Self {
            unknowns,
            attraction: cells.clone(),
            denominator: cells.clone(),
            demand: cells.clone(),
            output: cells.clone(),
            imports: cells,
        }
    }

    /// Brings everything to `unknowns`.
    pub(super) fn evaluate(&mut self, world: &OneStage, weights: &Weights, unknowns: &[f64]) {
        let (n, stride) = (world.economies, world.stride);
        self.unknowns.copy_from_slice(unknowns);
        let (logs, spending) = self.unknowns.split_at(n);
        for j in 0..world.sectors {
            let row = j * stride..(j + 1) * stride;
            let block = j * n * stride..(j + 1) * n * stride;
            let theta = world.elasticity[j];
            let attraction = &mut self.attraction[row.clone()];
            for (a, u) in attraction.iter_mut().zip(logs) {
                *a = libm::exp(-theta * u);
            }
            let denominator = &mut self.denominator[row.clone()];
            multiply(
                &weights.weight[block.clone()],
                stride,
                attraction,
                &mut denominator[..n],
            );
            let demand = &mut self.demand[row.clone()];
            let shares = &world.spending_share[j * n..(j + 1) * n];
            for k in 0..n {
                if shares[k] == 0.0 {
                    denominator[k] = 1.0;
                }
                demand[k] = shares[k] * spending[k] * world.spending[k] / denominator[k];
            }
            let net = &weights.net[block];
            let imports = &mut self.imports[row.clone()];
            multiply(net, stride, attraction, &mut imports[..n]);
            imports.iter_mut().zip(&*demand).for_each(|(m, d)| *m *= d);
            let output = &mut self.output[row];
            output.fill(0.0);
            multiply_transposed_add(net, stride, &demand[..n], output);
            output
                .iter_mut()
                .zip(&*attraction)
                .for_each(|(y, a)| *y *= a);
        }
    }

    /// The conditions: wages against labour's receipts, then spending against income, relative to the benchmark.
    pub(super) fn residual(&self, world: &OneStage, out: &mut [f64]) {
        let (n, stride) = (world.economies, world.stride);
        out.fill(0.0);
        let (labour, budget) = out.split_at_mut(n);
        for j in 0..world.sectors {
            let share = world.labour_share[j];
            for k in 0..n {
                let at = j * stride + k;
                labour[k] -= share * self.output[at];
                budget[k] += self.imports[at] - (1.0 - share) * self.output[at];
            }
        }
        let excess: f64 = (0..n)
            .map(|k| (libm::exp(self.unknowns[k]) - 1.0) * world.wages[k])
            .sum();
        let all: f64 = world.wages.iter().sum();
        for k in 0..n {
            let wages = libm::exp(self.unknowns[k]) * world.wages[k];
            labour[k] = (labour[k] + wages) / world.wages[k] + excess / all;
            budget[k] = (budget[k] - wages - world.deficit[k]) / world.spending[k];
        }
    }

    /// The differential of [`State::residual`] in the direction `v`.
    pub(super) fn tangent(&self, world: &OneStage, weights: &Weights, v: &[f64], out: &mut [f64]) {
        let (n, stride) = (world.economies, world.stride);
        out.fill(0.0);
        let (labour, budget) = out.split_at_mut(n);
        let (du, dx) = v.split_at(n);
        let (mut moved, mut spread, mut received) =
            (vec![0.0; stride], vec![0.0; stride], vec![0.0; stride]);
        let mut bought = vec![0.0; stride];
        for j in 0..world.sectors {
            let row = j * stride..(j + 1) * stride;
            let block = j * n * stride..(j + 1) * n * stride;
            let (theta, share) = (world.elasticity[j], world.labour_share[j]);
            let (attraction, demand) = (&self.attraction[row.clone()], &self.demand[row.clone()]);
            for k in 0..n {
                moved[k] = -theta * du[k] * attraction[k];
            }
            multiply(
                &weights.weight[block.clone()],
                stride,
                &moved,
                &mut spread[..n],
            );
            let net = &weights.net[block];
            multiply(net, stride, &moved, &mut bought[..n]);
            for k in 0..n {
                let at = row.start + k;
                let relative = dx[k] / self.unknowns[n + k] - spread[k] / self.denominator[at];
                spread[k] = demand[k] * relative;
                bought[k] = demand[k] * bought[k] + self.imports[at] * relative;
            }
            received.fill(0.0);
            multiply_transposed_add(net, stride, &spread[..n], &mut received);
            for k in 0..n {
                let change =
                    -theta * du[k] * self.output[row.start + k] + attraction[k] * received[k];
                labour[k] -= share * change;
                budget[k] += bought[k] - (1.0 - share) * change;
            }
        }
        let wage = |k: usize| libm::exp(self.unknowns[k]) * world.wages[k] * du[k];
        let excess: f64 = (0..n).map(wage).sum();
        let all: f64 = world.wages.iter().sum();
        for k in 0..n {
            labour[k] = (labour[k] + wage(k)) / world.wages[k] + excess / all;
            budget[k] = (budget[k] - wage(k)) / world.spending[k];
        }
    }

    /// The Jacobian of [`State::residual`] by rows.
    pub(super) fn jacobian(&self, world: &OneStage, weights: &Weights) -> Vec<f64> {
        let (n, stride) = (world.economies, world.stride);
        let size = 2 * n;
        let mut out = vec![0.0; size * size];
        let (mut flow, mut share) = (vec![0.0; n * stride], vec![0.0; n * stride]);
        // Σ_j ℓ θ FᵀΠ and Σ_j (1−ℓ) θ FᵀΠ, by (exporter, exporter).
        let (mut to_labour, mut to_profit) = (vec![0.0; n * stride], vec![0.0; n * stride]);
        for j in 0..world.sectors {
            let row = j * stride;
            let block = j * n * stride;
            let (theta, labour) = (world.elasticity[j], world.labour_share[j]);
            for k in 0..n {
                let scale = (self.demand[row + k], 1.0 / self.denominator[row + k]);
                for i in 0..n {
                    let a = self.attraction[row + i];
                    let at = k * stride + i;
                    flow[at] = weights.net[block + at] * a * scale.0;
                    share[at] = weights.weight[block + at] * a * scale.1;
                }
            }
            for k in 0..n {
                let (x, imports) = (self.unknowns[n + k], self.imports[row + k]);
                out[(n + k) * size + n + k] += imports / x;
                for i in 0..n {
                    let flow = flow[k * stride + i];
                    let at = (n + k) * size + i;
                    out[at] += theta * (imports * share[k * stride + i] - flow);
                    // What k buys more of i, labour and owners there receive.
                    out[i * size + n + k] -= labour * flow / x;
                    out[(n + i) * size + n + k] -= (1.0 - labour) * flow / x;
                }
                out[k * size + k] += labour * theta * self.output[row + k];
                out[(n + k) * size + k] += (1.0 - labour) * theta * self.output[row + k];
            }
            let weight = |part: f64, flow: &[f64]| -> Vec<f64> {
                flow.iter().map(|f| part * theta * f).collect()
            };
            add_transposed_product(&weight(labour, &flow), &share, stride, n, &mut to_labour);
            if labour < 1.0 {
                add_transposed_product(
                    &weight(1.0 - labour, &flow),
                    &share,
                    stride,
                    n,
                    &mut to_profit,
                );
            }
        }
        let all: f64 = world.wages.iter().sum();
        let wages: Vec<f64> = (0..n)
            .map(|k| libm::exp(self.unknowns[k]) * world.wages[k])
            .collect();
        for k in 0..n {
            for i in 0..n {
                out[k * size + i] -= to_labour[k * stride + i];
                out[(n + k) * size + i] -= to_profit[k * stride + i];
            }
            out[k * size + k] += wages[k];
            out[(n + k) * size + k] -= wages[k];
            let (labour, budget) = (1.0 / world.wages[k], 1.0 / world.spending[k]);
            out[k * size..(k + 1) * size]
                .iter_mut()
                .for_each(|v| *v *= labour);
            out[(n + k) * size..(n + k + 1) * size]
                .iter_mut()
                .for_each(|v| *v *= budget);
            for i in 0..n {
                out[k * size + i] += wages[i] / all;
            }
        }
        out
    }

    /// ln P̂ of final spending.
    pub(super) fn log_price(&self, world: &OneStage, economy: usize) -> f64 {
        (0..world.sectors)
            .map(|j| {
                let share = world.spending_share[j * world.economies + economy];
                -share / world.elasticity[j]
                    * libm::log(self.denominator[j * world.stride + economy])
            })
            .sum()
    }

    /// Σ_j of a (sector, economy) array with weights by sector.
    pub(super) fn by_economy(
        world: &OneStage,
        values: &[f64],
        economy: usize,
        weight: impl Fn(usize) -> f64,
    ) -> f64 {
        (0..world.sectors)
            .map(|j| weight(j) * values[j * world.stride + economy])
            .sum()
    }

    /// R.
    pub(super) fn revenue(&self, world: &OneStage, economy: usize) -> f64 {
        let spent = self.unknowns[world.economies + economy] * world.spending[economy];
        spent - Self::by_economy(world, &self.imports, economy, |_| 1.0)
    }
}
