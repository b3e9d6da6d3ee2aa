//! Newton's method on wages and spending, and what is read off a solution.

use std::time::Instant;

use cobden_num::{Lu, Newton, NonlinearSystem, Silent, Status};
use ndarray::{Array2, Array3};

use super::OneStage;
use super::state::{State, Weights};
use crate::error::{Market, ModelError};
use crate::settings::SolveStatistics;

/// Solves one world again and again, each time from where it stands.
#[derive(Debug, Clone)]
pub struct OneStageSolver<'w> {
    pub(super) world: &'w OneStage,
    pub(super) weights: Weights,
    pub(super) state: State,
    /// Factors of the Jacobian at some earlier state.
    pub(super) factors: Lu,
    /// Whether they are those of the state held.
    pub(super) exact: bool,
    statistics: SolveStatistics,
    tolerance: f64,
}

/// Worlds up to this size take their exact Jacobian at every step: it costs less than products with it.
const SMALL: usize = 12;

/// Largest change of a log wage in one step.
const LONGEST_LOG_STEP: f64 = 2.0;

/// Part of its spending that an economy keeps in one step at least.
const SPENDING_LEFT: f64 = 0.1;

impl<'w> OneStageSolver<'w> {
    /// A solver that stands at the benchmark.
    pub fn new(world: &'w OneStage) -> Self {
        let weights = Weights::new(world);
        let mut state = State::new(world);
        let start = state.unknowns.clone();
        state.evaluate(world, &weights, &start);
        Self {
            factors: factors(&state.jacobian(world, &weights), 2 * world.economies),
            exact: true,
            statistics: SolveStatistics::default(),
            tolerance: 1e-11,
            world,
            weights,
            state,
        }
    }

    /// The world.
    pub fn world(&self) -> &'w OneStage {
        self.world
    }

    /// The equilibrium at new tariffs (importer, exporter, sector), sought from the state held and, should that lead
    /// nowhere, from the benchmark. After an error the solver stands at the benchmark's wages.
    ///
    /// # Errors
    /// [`ModelError::NotConverged`], which names the economy furthest off.
    ///
    /// # Panics
    /// When the array has another shape.
    pub fn solve(&mut self, tariffs: &Array3<f64>) -> Result<SolveStatistics, ModelError> {
        let shape = (
            self.world.economies,
            self.world.economies,
            self.world.sectors,
        );
        assert_eq!(tariffs.dim(), shape);
        self.solve_at(|n, i, j| tariffs[[n, i, j]])
    }

    /// As [`OneStageSolver::solve`], with tariffs by a function of importer, exporter and sector.
    ///
    /// # Errors
    /// As there.
    pub fn solve_at(
        &mut self,
        tariff: impl Fn(usize, usize, usize) -> f64,
    ) -> Result<SolveStatistics, ModelError> {
        let begun = Instant::now();
        self.weights.set(self.world, tariff);
        let mut total = SolveStatistics::default();
        let mut status = self.newton(self.state.unknowns.clone(), &mut total);
        if status != Status::Converged {
            let benchmark = State::new(self.world).unknowns;
            status = self.newton(benchmark.clone(), &mut total);
            if status != Status::Converged {
                let failure = self.not_converged(status, total);
                self.state.evaluate(self.world, &self.weights, &benchmark);
                return Err(failure);
            }
        }
        total.time = begun.elapsed();
        self.statistics = total;
        Ok(total)
    }

    fn newton(&mut self, mut unknowns: Vec<f64>, total: &mut SolveStatistics) -> Status {
        let newton = Newton {
            tolerance: self.tolerance,
            refresh_after: 12,
            ..Newton::default()
        };
        let outcome = newton.solve(self, &mut unknowns, &mut Silent);
        total.iterations += outcome.statistics.iterations;
        total.residual_evaluations += outcome.statistics.residual_evaluations;
        total.jacobian_products += outcome.statistics.jacobian_products;
        total.residual = outcome.statistics.residual;
        outcome.status
    }

    fn not_converged(&self, status: Status, statistics: SolveStatistics) -> ModelError {
        let n = self.world.economies;
        let mut residual = vec![0.0; 2 * n];
        self.state.residual(self.world, &mut residual);
        let size = |k: &usize| {
            if residual[*k].is_nan() {
                f64::INFINITY
            } else {
                residual[*k].abs()
            }
        };
        let worst = (0..2 * n)
            .max_by(|a, b| size(a).total_cmp(&size(b)))
            .unwrap_or(0);
        ModelError::NotConverged {
            status,
            residual: statistics.residual,
            tolerance: self.tolerance,
            iterations: statistics.iterations,
            market: Market::Labour {
                economy: self.world.codes()[worst % n].clone(),
            },
            statistics: Box::new(statistics),
        }
    }

    /// Takes the Jacobian's factors at the state held: worth its cost before many gradients.
    pub fn sharpen(&mut self) {
        if !self.exact {
            self.factors = factors(
                &self.state.jacobian(self.world, &self.weights),
                2 * self.world.economies,
            );
            self.exact = true;
        }
    }

    /// Largest relative excess demand at which a solve counts as converged; 1e-11 unless set.
    pub fn set_tolerance(&mut self, tolerance: f64) {
        self.tolerance = tolerance.max(1e-13);
    }

    /// How elastic foreign demand for each economy's exports is: Σ_j θ_j Σ_{n≠i} F_nij (1 − π_nij) / Σ_{n≠i,j} F_nij.
    ///
    /// Source: Lashkaripour (2021), Journal of International Economics 131, in equation 14.
    pub fn export_elasticities(&self) -> Vec<f64> {
        let world = self.world;
        let (n, stride) = (world.economies, world.stride);
        let (mut weighted, mut exports) = (vec![0.0; n], vec![0.0; n]);
        for (j, theta) in world.elasticity.iter().enumerate() {
            let row = j * stride;
            let attraction = &self.state.attraction[row..row + n];
            for k in 0..n {
                let block = world.at(k, 0, j)..world.at(k, n, j);
                let cells = self.weights.net[block.clone()]
                    .iter()
                    .zip(&self.weights.weight[block]);
                let (demand, spread) = (
                    self.state.demand[row + k],
                    1.0 / self.state.denominator[row + k],
                );
                let home = (weighted[k], exports[k]);
                let sums = weighted.iter_mut().zip(&mut exports);
                for (((net, weight), a), (weighted, exports)) in cells.zip(attraction).zip(sums) {
                    let flow = net * a * demand;
                    *weighted += theta * flow * (1.0 - weight * a * spread);
                    *exports += flow;
                }
                (weighted[k], exports[k]) = home;
            }
        }
        weighted
            .iter()
            .zip(&exports)
            .map(|(weighted, exports)| weighted / exports)
            .collect()
    }

    /// Work and residual of the last solve.
    pub fn statistics(&self) -> &SolveStatistics {
        &self.statistics
    }

    /// ŵ.
    pub fn wage_hat(&self, economy: usize) -> f64 {
        libm::exp(self.state.unknowns[economy])
    }

    /// X̂ = Î: what an economy spends.
    pub fn income_hat(&self, economy: usize) -> f64 {
        self.state.unknowns[self.world.economies + economy]
    }

    /// P̂ of final spending.
    pub fn consumer_price_hat(&self, economy: usize) -> f64 {
        libm::exp(self.state.log_price(self.world, economy))
    }

    /// ln Ŵ = ln Î − ln P̂.
    pub fn log_real_income(&self, economy: usize) -> f64 {
        libm::log(self.income_hat(economy)) - self.state.log_price(self.world, economy)
    }

    /// R'.
    pub fn revenue(&self, economy: usize) -> f64 {
        self.state.revenue(self.world, economy)
    }

    /// Profits after, Σ_j (1−ℓ_j) Y'.
    pub fn profits(&self, economy: usize) -> f64 {
        State::by_economy(self.world, &self.state.output, economy, |j| {
            1.0 - self.world.labour_share[j]
        })
    }

    /// Y' (economy, sector), producers' receipts.
    pub fn output(&self) -> Array2<f64> {
        self.world.table(&self.state.output, self.world.stride)
    }

    /// π' of an economy's spending on a sector.
    pub fn share(&self, importer: usize, exporter: usize, sector: usize) -> f64 {
        let row = sector * self.world.stride;
        self.weights.weight[self.world.at(importer, exporter, sector)]
            * self.state.attraction[row + exporter]
            / self.state.denominator[row + importer]
    }

    /// A flow after, at customs value.
    pub fn flow(&self, importer: usize, exporter: usize, sector: usize) -> f64 {
        let row = sector * self.world.stride;
        self.weights.net[self.world.at(importer, exporter, sector)]
            * self.state.attraction[row + exporter]
            * self.state.demand[row + importer]
    }

    /// Flows after, at customs value (importer, exporter, sector).
    pub fn flows(&self) -> Array3<f64> {
        let world = self.world;
        let shape = (world.economies, world.economies, world.sectors);
        Array3::from_shape_fn(shape, |(n, i, j)| self.flow(n, i, j))
    }

    /// t' of a flow.
    pub fn tariff(&self, importer: usize, exporter: usize, sector: usize) -> f64 {
        self.weights.tariff[self.world.at(importer, exporter, sector)]
    }

    /// t' (importer, exporter, sector).
    pub fn tariffs(&self) -> Array3<f64> {
        self.world.cube(&self.weights.tariff)
    }

    /// Σ_j λ_j W_j of an economy over a fixed unit: its sectors' real incomes under political weights.
    ///
    /// W_j = (Y_j + s_j (R + D))/P, where s_j is the sector's share of the economy's labour.
    ///
    /// Source: Ossa (2014), American Economic Review 104(12), the objective of his governments.
    pub fn sector_weighted_income(&self, economy: usize, weights: &[f64]) -> f64 {
        let (earned, labour, weighted_labour) = self.sector_sums(economy, weights);
        let shared = self.revenue(economy) + self.world.deficit[economy];
        (earned + weighted_labour / labour * shared) / self.consumer_price_hat(economy)
    }

    /// Σ λY, Σ ℓY and Σ λℓY.
    pub(super) fn sector_sums(&self, economy: usize, weights: &[f64]) -> (f64, f64, f64) {
        let sum = |weight: &dyn Fn(usize) -> f64| {
            State::by_economy(self.world, &self.state.output, economy, weight)
        };
        let labour = &self.world.labour_share;
        (
            sum(&|j| weights[j]),
            sum(&|j| labour[j]),
            sum(&|j| weights[j] * labour[j]),
        )
    }
}

/// Factors of a Jacobian; of the identity where it has none, which GMRES then has to make up for.
fn factors(jacobian: &[f64], size: usize) -> Lu {
    let identity = || {
        (0..size * size)
            .map(|k| f64::from(u8::from(k % (size + 1) == 0)))
            .collect()
    };
    Lu::new(jacobian.to_vec(), size)
        .or_else(|| Lu::new(identity(), size))
        .expect("the identity has factors")
}

impl NonlinearSystem for OneStageSolver<'_> {
    fn size(&self) -> usize {
        2 * self.world.economies
    }

    fn residual(&mut self, x: &[f64], out: &mut [f64]) {
        self.exact = false;
        self.state.evaluate(self.world, &self.weights, x);
        self.state.residual(self.world, out);
    }

    fn linearize(&mut self, _: &[f64]) {
        if self.world.economies <= SMALL {
            self.sharpen();
        }
    }

    fn jacobian_product(&mut self, v: &[f64], out: &mut [f64]) {
        self.state.tangent(self.world, &self.weights, v, out);
    }

    fn precondition(&mut self, v: &[f64], out: &mut [f64]) {
        out.copy_from_slice(v);
        self.factors.solve(out);
    }

    fn refresh_preconditioner(&mut self) {
        self.sharpen();
    }

    fn longest_step(&self, x: &[f64], step: &[f64]) -> f64 {
        let n = self.world.economies;
        let logs = step[..n].iter().map(|s| s.abs() / LONGEST_LOG_STEP);
        let spending = (n..2 * n).map(|k| -step[k] / ((1.0 - SPENDING_LEFT) * x[k]));
        1.0 / logs.chain(spending).fold(1.0, f64::max)
    }
}
