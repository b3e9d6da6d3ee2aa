//! One stage of production: no intermediates, so that a world is its wages and its spending.
//!
//! ```text
//! S_nj  = Σ_i K_nij a_ij            K = π ((1+t')/(1+t))^(−θ_j),  a_ij = ŵ_i^(−θ_j),  P̂_nj = S_nj^(−1/θ_j)
//! F_nij = H_nij a_ij e_nj X'_n/S_nj  H = K/(1+t'), customs value
//! ŵ_i wL_i = Σ_j ℓ_j Y_ij           Y_ij = Σ_n F_nij
//! X'_n  = ŵ_n wL_n + Σ_j (1−ℓ_j) Y_nj + R_n + D_n,   R_n = X'_n − Σ_ij F_nij
//! ```
//!
//! ℓ_j is the share of labour in receipts: one where competition is perfect, (σ_j−1)/σ_j = θ_j/(1+θ_j) under
//! constant markups with a fixed number of firms, whose profits are the rest.
//!
//! Sources: Lashkaripour (2021), Journal of International Economics 131, equations 6 and 7, for ℓ = 1; Ossa (2014),
//! American Economic Review 104(12), his equilibrium in changes, for markups and profits.
//!
//! When not to use it: where inputs matter ([`crate::Model`]), or for export taxes and limits on quantities.

mod pull_back;
mod solve;
mod state;

use cobden_num::kernels::padded;
use cobden_world::World;
use ndarray::{Array2, Array3};

pub use pull_back::{OneStageSeeds, OneStageSlopes};
pub use solve::OneStageSolver;

/// What becomes of receipts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Competition {
    /// All receipts are wages.
    Perfect,
    /// Prices are σ/(σ−1) times costs, and profits stay in the economy.
    Markups,
}

/// A benchmark without intermediates.
#[derive(Debug, Clone)]
pub struct OneStage {
    pub(crate) economies: usize,
    pub(crate) sectors: usize,
    /// Elements of a row over exporters.
    pub(crate) stride: usize,
    /// θ.
    pub(crate) elasticity: Vec<f64>,
    /// ℓ.
    pub(crate) labour_share: Vec<f64>,
    /// π by (sector, importer, exporter), exporters padded.
    pub(crate) share: Vec<f64>,
    /// π (1+t)^θ, so that K = π ((1+t')/(1+t))^(−θ) takes one power a rate.
    pub(crate) untaxed: Vec<f64>,
    /// t by (sector, importer, exporter), exporters padded.
    pub(crate) tariff: Vec<f64>,
    /// e by (sector, importer).
    pub(crate) spending_share: Vec<f64>,
    /// X.
    pub(crate) spending: Vec<f64>,
    /// wL.
    pub(crate) wages: Vec<f64>,
    /// D.
    pub(crate) deficit: Vec<f64>,
    codes: Vec<String>,
}

/// Why a world cannot be taken as one stage.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error(
    "{economy} uses intermediate inputs in {sector} (value-added share {share}): a model of one stage has none"
)]
pub struct NotOneStage {
    /// Code of the economy.
    pub economy: String,
    /// Code of the sector.
    pub sector: String,
    /// Its value-added share.
    pub share: f64,
}

impl OneStage {
    /// The benchmark of a world without intermediates.
    ///
    /// # Errors
    /// [`NotOneStage`] for the first sector that uses inputs.
    pub fn new(world: &World, competition: Competition) -> Result<Self, NotOneStage> {
        let output = |i: usize, j: usize| world.flows.slice(ndarray::s![.., i, j]).sum();
        for ((i, j), share) in world.value_added_share.indexed_iter() {
            if *share != 1.0 && output(i, j) > 0.0 {
                return Err(NotOneStage {
                    economy: world.economies[i].code.clone(),
                    sector: world.sectors[j].code.clone(),
                    share: *share,
                });
            }
        }
        let elasticity: Vec<f64> = world.sectors.iter().map(|s| s.trade_elasticity).collect();
        let codes = world.economies.iter().map(|one| one.code.clone()).collect();
        Ok(Self::of(
            &world.flows,
            &world.tariffs,
            elasticity,
            competition,
            codes,
        ))
    }

    fn of(
        flows: &Array3<f64>,
        tariffs: &Array3<f64>,
        elasticity: Vec<f64>,
        competition: Competition,
        codes: Vec<String>,
    ) -> Self {
        let (economies, _, sectors) = flows.dim();
        let stride = padded(economies);
        let labour_share: Vec<f64> = (elasticity.iter())
            .map(|theta| match competition {
                Competition::Perfect => 1.0,
                Competition::Markups => theta / (1.0 + theta),
            })
            .collect();
        let mut share = vec![0.0; sectors * economies * stride];
        let mut tariff = share.clone();
        let mut spending_share = vec![0.0; sectors * economies];
        let mut spending = vec![0.0; economies];
        let (mut wages, mut receipts) = (vec![0.0; economies], vec![0.0; economies]);
        let mut paid = vec![0.0; economies];
        for ((n, i, j), flow) in flows.indexed_iter() {
            let rate = tariffs[[n, i, j]];
            let at = (j * economies + n) * stride + i;
            share[at] = flow * (1.0 + rate);
            tariff[at] = rate;
            spending_share[j * economies + n] += flow * (1.0 + rate);
            spending[n] += flow * (1.0 + rate);
            paid[n] += flow;
            wages[i] += labour_share[j] * flow;
            receipts[i] += flow;
        }
        for (row, total) in share.chunks_mut(stride).zip(&spending_share) {
            if *total > 0.0 {
                row.iter_mut().for_each(|s| *s /= total);
            }
        }
        let mut untaxed = share.clone();
        let block = economies * stride;
        for ((at, untaxed), rate) in untaxed.iter_mut().enumerate().zip(&tariff) {
            if *rate != 0.0 && *untaxed > 0.0 {
                *untaxed *= libm::pow(1.0 + rate, elasticity[at / block]);
            }
        }
        for row in spending_share.chunks_mut(economies) {
            row.iter_mut().zip(&spending).for_each(|(e, x)| *e /= x);
        }
        Self {
            economies,
            sectors,
            stride,
            elasticity,
            labour_share,
            share,
            untaxed,
            tariff,
            spending_share,
            spending,
            wages,
            deficit: paid.iter().zip(&receipts).map(|(m, y)| m - y).collect(),
            codes,
        }
    }

    /// Number of economies.
    pub fn economies(&self) -> usize {
        self.economies
    }

    /// Number of sectors.
    pub fn sectors(&self) -> usize {
        self.sectors
    }

    /// Codes of the economies.
    pub fn codes(&self) -> &[String] {
        &self.codes
    }

    /// θ, by sector.
    pub fn elasticities(&self) -> &[f64] {
        &self.elasticity
    }

    /// Tariffs of the benchmark (importer, exporter, sector).
    pub fn tariffs(&self) -> Array3<f64> {
        self.cube(&self.tariff)
    }

    /// Tariff of the benchmark on a flow.
    pub fn tariff(&self, importer: usize, exporter: usize, sector: usize) -> f64 {
        self.tariff[self.at(importer, exporter, sector)]
    }

    /// Spending of the benchmark, by economy.
    pub fn spending(&self) -> &[f64] {
        &self.spending
    }

    /// Flows of the benchmark at customs value (importer, exporter, sector).
    pub fn flows(&self) -> Array3<f64> {
        let shape = (self.economies, self.economies, self.sectors);
        Array3::from_shape_fn(shape, |(n, i, j)| {
            let at = self.at(n, i, j);
            let spent = self.spending_share[j * self.economies + n] * self.spending[n];
            spent * self.share[at] / (1.0 + self.tariff[at])
        })
    }

    /// Largest deficit of an economy, as a part of its spending.
    pub fn largest_deficit(&self) -> f64 {
        let parts = self.deficit.iter().zip(&self.spending);
        parts.fold(0.0, |most: f64, (d, x)| most.max((d / x).abs()))
    }

    pub(crate) fn at(&self, importer: usize, exporter: usize, sector: usize) -> usize {
        (sector * self.economies + importer) * self.stride + exporter
    }

    /// An (importer, exporter, sector) array of padded rows.
    pub(crate) fn cube(&self, rows: &[f64]) -> Array3<f64> {
        let shape = (self.economies, self.economies, self.sectors);
        Array3::from_shape_fn(shape, |(n, i, j)| rows[self.at(n, i, j)])
    }

    /// An (economy, sector) array of one stored by sector in rows of `stride`.
    pub(crate) fn table(&self, values: &[f64], stride: usize) -> Array2<f64> {
        Array2::from_shape_fn((self.economies, self.sectors), |(n, j)| {
            values[j * stride + n]
        })
    }

    /// The same world without deficits: the equilibrium at its own tariffs in which every economy spends what it
    /// earns, taken as the new benchmark.
    ///
    /// Source: Dekle, Eaton and Kortum (2007), American Economic Review 97(2); done before any experiment by
    /// Lashkaripour (2021) and Ossa (2014).
    ///
    /// # Errors
    /// As [`OneStageSolver::solve`].
    pub fn balanced(&self) -> Result<Self, crate::ModelError> {
        let mut without = self.clone();
        without.deficit.fill(0.0);
        let tariffs = without.tariffs();
        let mut solver = OneStageSolver::new(&without);
        solver.solve(&tariffs)?;
        let flows = solver.flows();
        let mut balanced = Self::of(
            &flows,
            &tariffs,
            self.elasticity.clone(),
            Competition::Perfect,
            self.codes.clone(),
        );
        balanced.labour_share.clone_from(&self.labour_share);
        balanced.wages.fill(0.0);
        for ((_, i, j), flow) in flows.indexed_iter() {
            balanced.wages[i] += self.labour_share[j] * flow;
        }
        // What is left is rounding error of the solve.
        balanced.deficit.fill(0.0);
        Ok(balanced)
    }
}
