//! The equilibrium conditions under a shock, as residuals of the unknowns.
//!
//! Unknowns, all relative to the benchmark: log wages u = ln ŵ, log prices p = ln P̂ and
//! expenditures x = X'/X. With a_ij = exp(−θ c_ij), c = β u + γ(1−β) p the log unit cost, and the
//! weights K = π κ̂^(−θ), H = K/(1+t') fixed for a shock, all bilateral work is products with the
//! matrices K and H of each sector:
//!
//! ```text
//! S_nj = Σ_i K_nij a_ij           p_nj = −ln S_nj / θ_j         Q_nj = X'_nj / S_nj
//! T_nj = Σ_i H_nij a_ij           imports at customs value, home included: Q T
//! Y_ij = a_ij Σ_n H_nij Q_nj/(1+e')    receipts; export-tax revenue likewise with e'/(1+e')
//! ```
//!
//! Residuals: labour ŵwL − Σ_j βY over wL; price p + ln S/θ; goods X' − Σ_k γ(1−β)Y − α I' over X.
//! The labour residuals sum to zero in levels (Walras), so the numéraire condition of each
//! connected part of the world is added to all its labour rows, which makes the system regular. Where
//! sectors are nested, [`crate::nest`] puts composite prices into costs and spreads demand.

use cobden_num::kernels::{multiply, multiply_transposed_add};
use rayon::prelude::*;

use crate::benchmark::Benchmark;
use crate::closure::Deficits;
use crate::layout::Layout;
use crate::nest::NestPoint;
use crate::shock::Shock;
use crate::weights::SectorWeights;

/// Values of one sector at a point, by economy.
#[derive(Debug, Clone)]
pub(crate) struct SectorPoint {
    /// a = exp(−θ c) by exporter.
    pub attraction: Vec<f64>,
    /// S by importer.
    pub denominator: Vec<f64>,
    /// 1/S, zero where nothing is bought.
    pub denominator_inverse: Vec<f64>,
    /// T by importer.
    pub net: Vec<f64>,
    /// Q by importer.
    pub demand: Vec<f64>,
    /// Y by exporter.
    pub receipts: Vec<f64>,
    /// Export-tax revenue by exporter; empty without export taxes.
    pub export_revenue: Vec<f64>,
}

/// All values at a point.
#[derive(Debug, Clone)]
pub(crate) struct Point {
    pub sectors: Vec<SectorPoint>,
    /// Log unit cost by (economy, sector), padded.
    pub cost: Vec<f64>,
    /// ŵ wL by economy.
    pub wage_income: Vec<f64>,
    /// R' by economy.
    pub duty_revenue: Vec<f64>,
    /// Export-tax revenue by economy.
    pub export_revenue: Vec<f64>,
    /// GDP' by economy.
    pub gdp: Vec<f64>,
    /// D' by economy.
    pub deficit: Vec<f64>,
    /// Y by (economy, sector), padded.
    pub output: Vec<f64>,
    /// Values of nests of sectors.
    pub nest: NestPoint,
}

impl Point {
    pub(crate) fn new(benchmark: &Benchmark, weights: &[SectorWeights]) -> Self {
        let layout = &benchmark.layout;
        let economy = || vec![0.0; layout.economies];
        let padded = || vec![0.0; layout.economy_stride];
        Self {
            sectors: weights
                .iter()
                .map(|weights| SectorPoint {
                    attraction: padded(),
                    denominator: padded(),
                    denominator_inverse: padded(),
                    net: padded(),
                    demand: padded(),
                    receipts: padded(),
                    export_revenue: if weights.export_tax.is_some() {
                        padded()
                    } else {
                        Vec::new()
                    },
                })
                .collect(),
            cost: vec![0.0; layout.cells()],
            wage_income: economy(),
            duty_revenue: economy(),
            export_revenue: economy(),
            gdp: economy(),
            deficit: economy(),
            output: vec![0.0; layout.cells()],
            nest: NestPoint::new(layout, &benchmark.nests),
        }
    }
}

/// One economy's part of a vector of unknowns, to write into.
pub(crate) struct EconomyRows<'a> {
    pub wage: &'a mut f64,
    pub price: &'a mut [f64],
    pub expenditure: &'a mut [f64],
    pub scratch: &'a mut [f64],
}

/// The system of one shock.
#[derive(Debug, Clone)]
pub(crate) struct System<'a> {
    pub benchmark: &'a Benchmark,
    pub weights: Vec<SectorWeights>,
    pub deficits: Deficits,
    /// Connected part of the world that each economy belongs to.
    pub component: Vec<usize>,
    /// One over the benchmark value added of each economy's part.
    pub component_scale: Vec<f64>,
    /// Threads that work on sectors and economies; one where the problem is small.
    pub threads: usize,
}

/// Problems smaller than this are not worth waking other threads for.
const PARALLEL_WORK: usize = 300_000;

impl<'a> System<'a> {
    pub(crate) fn new(
        benchmark: &'a Benchmark,
        shock: &Shock,
        deficits: Deficits,
        threads: usize,
    ) -> Self {
        let layout = &benchmark.layout;
        let weights = SectorWeights::under(&benchmark.weights, &benchmark.world, layout, shock);
        let component = components(layout, &weights);
        let deficits = deficits.in_parts(&component);
        let component_scale = component
            .iter()
            .map(|part| {
                let own = (0..layout.economies).filter(|n| component[*n] == *part);
                1.0 / own.map(|n| benchmark.value_added[n]).sum::<f64>()
            })
            .collect();
        Self {
            benchmark,
            weights,
            deficits,
            component,
            component_scale,
            threads: if layout.work() >= PARALLEL_WORK {
                threads
            } else {
                1
            },
        }
    }

    /// Runs `work` for every item, in parallel when the problem is large; items do not share.
    pub(crate) fn each<T: Send>(&self, items: &mut [T], work: impl Fn(usize, &mut T) + Sync) {
        if self.threads > 1 {
            items
                .par_iter_mut()
                .enumerate()
                .for_each(|(k, item)| work(k, item));
        } else {
            items
                .iter_mut()
                .enumerate()
                .for_each(|(k, item)| work(k, item));
        }
    }

    /// As [`System::each`] for the rows of an (economy, sector) array.
    pub(crate) fn each_row(&self, rows: &mut [f64], work: impl Fn(usize, &mut [f64]) + Sync) {
        let stride = self.benchmark.layout.sector_stride;
        if self.threads > 1 {
            rows.par_chunks_mut(stride)
                .enumerate()
                .for_each(|(n, row)| work(n, row));
        } else {
            rows.chunks_mut(stride)
                .enumerate()
                .for_each(|(n, row)| work(n, row));
        }
    }

    /// As [`System::each`] for each economy's part of a vector of unknowns, with a scratch row.
    pub(crate) fn each_economy(
        &self,
        unknowns: &mut [f64],
        scratch: &mut [f64],
        work: impl Fn(usize, EconomyRows<'_>) + Sync,
    ) {
        let layout = &self.benchmark.layout;
        let stride = layout.sector_stride;
        let (wages, prices, expenditures) = layout.split_mut(unknowns);
        if self.threads > 1 {
            let rows = prices
                .par_chunks_mut(stride)
                .zip(expenditures.par_chunks_mut(stride));
            let rows = wages
                .par_iter_mut()
                .zip(rows.zip(scratch.par_chunks_mut(stride)));
            rows.enumerate()
                .for_each(|(economy, (wage, ((price, expenditure), scratch)))| {
                    work(
                        economy,
                        EconomyRows {
                            wage,
                            price,
                            expenditure,
                            scratch,
                        },
                    );
                });
        } else {
            let rows = prices
                .chunks_mut(stride)
                .zip(expenditures.chunks_mut(stride));
            let rows = wages.iter_mut().zip(rows.zip(scratch.chunks_mut(stride)));
            rows.enumerate()
                .for_each(|(economy, (wage, ((price, expenditure), scratch)))| {
                    work(
                        economy,
                        EconomyRows {
                            wage,
                            price,
                            expenditure,
                            scratch,
                        },
                    );
                });
        }
    }

    /// c = β u + γ(1−β) p by (economy, sector), prices of nests composite; also its differential, being
    /// linear.
    pub(crate) fn cost(&self, wages: &[f64], prices: &[f64], out: &mut [f64]) {
        let benchmark = self.benchmark;
        let layout = &benchmark.layout;
        self.each_row(out, |n, row| {
            let range = layout.row(n);
            let inputs = benchmark.inputs_of(n);
            multiply(
                inputs,
                layout.sector_stride,
                &prices[range.clone()],
                &mut row[..layout.sectors],
            );
            for (c, beta) in row.iter_mut().zip(&benchmark.value_added_share[range]) {
                *c += beta * wages[n];
            }
        });
    }

    /// The transpose of [`System::cost`]: adds to wages and prices.
    pub(crate) fn cost_adjoint_add(&self, seed: &[f64], wages: &mut [f64], prices: &mut [f64]) {
        let benchmark = self.benchmark;
        let layout = &benchmark.layout;
        for n in 0..layout.economies {
            let range = layout.row(n);
            let row = &seed[range.clone()];
            let beta = &benchmark.value_added_share[range];
            wages[n] += cobden_num::kernels::dot(row, beta);
        }
        self.each_row(prices, |n, out| {
            let row = &seed[layout.row(n)][..layout.sectors];
            multiply_transposed_add(benchmark.inputs_of(n), layout.sector_stride, row, out);
        });
    }

    /// Evaluates everything at `z` and returns the residuals.
    pub(crate) fn evaluate(&self, z: &[f64], point: &mut Point, out: &mut [f64]) {
        let benchmark = self.benchmark;
        let layout = &benchmark.layout;
        let n = layout.economies;
        let (wages, prices, expenditures) = layout.split(z);
        let mut cost = std::mem::take(&mut point.cost);
        if benchmark.nests.is_empty() {
            self.cost(wages, prices, &mut cost);
        } else {
            benchmark.nests.evaluate(layout, prices, &mut point.nest);
            self.cost(wages, &point.nest.composite, &mut cost);
        }
        self.each(&mut point.sectors, |sector, at| {
            let weights = &self.weights[sector];
            let theta = weights.elasticity;
            for economy in 0..n {
                at.attraction[economy] = libm::exp(-theta * cost[layout.at(economy, sector)]);
            }
            weights.apply(&weights.weight, &at.attraction, &mut at.denominator, n);
            match &weights.net_of_duty {
                Some(net) => weights.apply(net, &at.attraction, &mut at.net, n),
                None => at.net.copy_from_slice(&at.denominator),
            }
            for economy in 0..n {
                let cell = layout.at(economy, sector);
                let s = at.denominator[economy];
                at.denominator_inverse[economy] = if s > 0.0 { 1.0 / s } else { 0.0 };
                at.demand[economy] = benchmark.expenditure[cell]
                    * expenditures[cell]
                    * at.denominator_inverse[economy];
            }
            weights.apply_transposed(weights.net(), &at.demand, &mut at.receipts, n);
            if let Some(tax) = &weights.export_tax {
                weights.apply_transposed(tax, &at.demand, &mut at.export_revenue, n);
                for (r, e) in at.receipts.iter_mut().zip(&mut at.export_revenue) {
                    *r -= *e;
                }
                for (e, a) in at.export_revenue.iter_mut().zip(&at.attraction) {
                    *e *= a;
                }
            }
            for (r, a) in at.receipts.iter_mut().zip(&at.attraction) {
                *r *= a;
            }
        });
        point.cost = cost;
        self.add_up(wages, expenditures, point);

        let (labour, price, goods) = layout.split_mut(out);
        let sectors = &point.sectors;
        self.each_row(price, |economy, row| {
            let p = &prices[layout.row(economy)];
            for (sector, out) in row.iter_mut().enumerate().take(layout.sectors) {
                let s = sectors[sector].denominator[economy];
                let log = if s > 0.0 {
                    libm::log(s) / self.weights[sector].elasticity
                } else {
                    0.0
                };
                *out = p[sector] + log;
            }
        });
        self.goods(
            &point.output,
            &point.gdp,
            &point.deficit,
            expenditures,
            goods,
        );
        benchmark
            .nests
            .spread_demand(layout, expenditures, &mut point.nest, goods);
        self.labour(&point.wage_income, &point.output, labour);
        self.add_numeraire(&|k| point.wage_income[k] - benchmark.value_added[k], labour);
    }

    /// Incomes and outputs by economy, from the sectors' values.
    fn add_up(&self, wages: &[f64], expenditures: &[f64], point: &mut Point) {
        let benchmark = self.benchmark;
        let layout = &benchmark.layout;
        for economy in 0..layout.economies {
            point.wage_income[economy] = libm::exp(wages[economy]) * benchmark.value_added[economy];
            let mut duty = 0.0;
            let mut tax = 0.0;
            for (sector, at) in point.sectors.iter().enumerate() {
                let cell = layout.at(economy, sector);
                point.output[cell] = at.receipts[economy];
                if self.weights[sector].net_of_duty.is_some() {
                    duty += benchmark.expenditure[cell] * expenditures[cell]
                        - at.demand[economy] * at.net[economy];
                }
                tax += at.export_revenue.get(economy).unwrap_or(&0.0);
            }
            point.duty_revenue[economy] = duty;
            point.export_revenue[economy] = tax;
            point.gdp[economy] = point.wage_income[economy] + duty + tax;
        }
        self.deficits.level(&point.gdp, &mut point.deficit);
    }

    /// (X' − Σ γ(1−β) Y − α (GDP + D)) / X: the goods residual and, being linear in its
    /// arguments, its differential.
    pub(crate) fn goods(
        &self,
        output: &[f64],
        gdp: &[f64],
        deficit: &[f64],
        expenditures: &[f64],
        out: &mut [f64],
    ) {
        let benchmark = self.benchmark;
        let layout = &benchmark.layout;
        self.each_row(out, |economy, row| {
            let range = layout.row(economy);
            row.fill(0.0);
            let y = &output[range.clone()][..layout.sectors];
            multiply_transposed_add(benchmark.inputs_of(economy), layout.sector_stride, y, row);
            let income = gdp[economy] + deficit[economy];
            let alpha = &benchmark.final_share[range.clone()];
            let inverse = &benchmark.expenditure_inverse[range.clone()];
            for (((out, a), scale), x) in row
                .iter_mut()
                .zip(alpha)
                .zip(inverse)
                .zip(&expenditures[range])
            {
                *out = x - (*out + a * income) * scale;
            }
        });
    }

    /// (ŵwL − Σ β Y) / wL, and its differential.
    pub(crate) fn labour(&self, wage_income: &[f64], output: &[f64], out: &mut [f64]) {
        let benchmark = self.benchmark;
        for (economy, out) in out.iter_mut().enumerate() {
            let range = benchmark.layout.row(economy);
            let earned = cobden_num::kernels::dot(
                &benchmark.value_added_share[range.clone()],
                &output[range],
            );
            *out = (wage_income[economy] - earned) / benchmark.value_added[economy];
        }
    }

    /// Adds Σ `amount` over each connected part, relative to its value added, to its labour rows.
    pub(crate) fn add_numeraire(&self, amount: &dyn Fn(usize) -> f64, labour: &mut [f64]) {
        let mut sums = vec![0.0; labour.len()];
        for economy in 0..labour.len() {
            sums[self.component[economy]] += amount(economy);
        }
        for (economy, out) in labour.iter_mut().enumerate() {
            *out += sums[self.component[economy]] * self.component_scale[economy];
        }
    }

    /// The unknowns at the benchmark.
    pub(crate) fn identity(&self) -> Vec<f64> {
        let layout = &self.benchmark.layout;
        let mut z = vec![0.0; layout.unknowns()];
        let (_, _, expenditures) = layout.split_mut(&mut z);
        for (x, e) in expenditures.iter_mut().zip(&self.benchmark.expenditure) {
            *x = f64::from(u8::from(*e > 0.0));
        }
        z
    }
}

/// Parts of the world that trade with each other, each named by its first economy.
fn components(layout: &Layout, weights: &[SectorWeights]) -> Vec<usize> {
    let mut part: Vec<usize> = (0..layout.economies).collect();
    for sector in weights.iter().filter(|sector| sector.traded) {
        for importer in 0..layout.economies {
            for exporter in 0..layout.economies {
                let linked = sector.weight[importer * layout.economy_stride + exporter] > 0.0;
                if linked && part[importer] != part[exporter] {
                    let (low, high) = (
                        part[importer].min(part[exporter]),
                        part[importer].max(part[exporter]),
                    );
                    part.iter_mut()
                        .filter(|p| **p == high)
                        .for_each(|p| *p = low);
                }
            }
        }
    }
    part
}
