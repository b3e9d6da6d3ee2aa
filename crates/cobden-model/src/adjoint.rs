//! Products with the transposed Jacobian: values seeded on quantities are pulled back to the
//! unknowns and, where asked, to tariffs, export taxes, trade costs and elasticities.
//!
//! One sweep backwards through [`crate::system`], with as many bilateral products as forwards.

use cobden_num::kernels::dot;
use ndarray::Array3;

use crate::layout::Layout;
use crate::shock::Shock;
use crate::system::{Point, System};

/// Weights on quantities, whose weighted sum is differentiated.
#[derive(Debug, Clone)]
pub(crate) struct Seeds {
    /// On u, p and x directly.
    pub unknowns: Vec<f64>,
    /// On GDP' by economy, deficits' response included.
    pub income: Vec<f64>,
    /// On duty revenue R' by economy, beyond its part in GDP'.
    pub duty_revenue: Vec<f64>,
    /// On export-tax revenue by economy, beyond its part in GDP'.
    pub export_revenue: Vec<f64>,
    /// On receipts Y by (economy, sector), padded.
    pub output: Vec<f64>,
    /// On −p as the sectors' prices give it, ln S/θ, by (economy, sector), padded.
    pub log_denominator: Vec<f64>,
    /// On ln c by (economy, sector), padded; empty for none.
    pub cost: Vec<f64>,
    /// On bilateral flows at customs value: (importer, exporter, sector, weight).
    pub flows: Vec<(usize, usize, usize, f64)>,
}

impl Seeds {
    pub(crate) fn new(system: &System) -> Self {
        let layout = &system.benchmark.layout;
        Self {
            unknowns: vec![0.0; layout.unknowns()],
            income: vec![0.0; layout.economies],
            duty_revenue: vec![0.0; layout.economies],
            export_revenue: vec![0.0; layout.economies],
            output: vec![0.0; layout.cells()],
            log_denominator: vec![0.0; layout.cells()],
            cost: Vec::new(),
            flows: Vec::new(),
        }
    }

    /// The seeds on log costs, to add to.
    pub(crate) fn on_cost(&mut self, layout: &Layout) -> &mut [f64] {
        self.cost.resize(layout.cells(), 0.0);
        &mut self.cost
    }
}

/// Adjoints of one sector's values, by economy.
#[derive(Debug, Clone)]
struct SectorAdjoint {
    attraction: Vec<f64>,
    denominator: Vec<f64>,
    net: Vec<f64>,
    demand: Vec<f64>,
    /// a times the seed on receipts.
    receipts: Vec<f64>,
    /// a times the seed on export-tax revenue.
    export_revenue: Vec<f64>,
    scratch: Vec<f64>,
    /// On log cost, by economy.
    cost: Vec<f64>,
    /// On x, by economy.
    expenditure: Vec<f64>,
}

/// Memory for the sweep.
#[derive(Debug, Clone)]
pub(crate) struct AdjointWork {
    sectors: Vec<SectorAdjoint>,
    cost: Vec<f64>,
    /// On imports at customs value, home included: the adjoint of −R'.
    revenue: Vec<f64>,
    /// On export-tax revenue.
    export_revenue: Vec<f64>,
    gdp: Vec<f64>,
}

impl AdjointWork {
    pub(crate) fn new(system: &System) -> Self {
        let layout = &system.benchmark.layout;
        let padded = || vec![0.0; layout.economy_stride];
        Self {
            sectors: vec![
                SectorAdjoint {
                    attraction: padded(),
                    denominator: padded(),
                    net: padded(),
                    demand: padded(),
                    receipts: padded(),
                    export_revenue: padded(),
                    scratch: padded(),
                    cost: padded(),
                    expenditure: padded(),
                };
                layout.sectors
            ],
            cost: vec![0.0; layout.cells()],
            revenue: vec![0.0; layout.economies],
            export_revenue: vec![0.0; layout.economies],
            gdp: vec![0.0; layout.economies],
        }
    }
}

/// Derivatives with respect to everything a [`Shock`] holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ParameterAdjoint {
    pub tariff: Array3<f64>,
    pub export_tax: Array3<f64>,
    pub log_trade_cost: Array3<f64>,
    pub elasticity: Vec<f64>,
}

impl System<'_> {
    /// `out` = F'(z)ᵀ `v` at the point's z.
    pub(crate) fn transposed(
        &self,
        point: &Point,
        v: &[f64],
        work: &mut AdjointWork,
        out: &mut [f64],
    ) {
        let seeds = self.residual_seeds(point, v);
        self.pull_back(point, &seeds, work, out);
    }

    /// Seeds whose weighted sum is Σ `v` F.
    pub(crate) fn residual_seeds(&self, point: &Point, v: &[f64]) -> Seeds {
        let benchmark = self.benchmark;
        let layout = &benchmark.layout;
        let mut seeds = Seeds::new(self);
        let (labour, price, goods) = layout.split(v);
        let mut on_goods: Vec<f64> = goods
            .iter()
            .zip(&benchmark.expenditure_inverse)
            .map(|(v, scale)| v * scale)
            .collect();
        {
            let (_, prices, _) = layout.split_mut(&mut seeds.unknowns);
            prices.copy_from_slice(price);
            let nests = &benchmark.nests;
            nests.spread_adjoint(layout, &point.nest, &mut on_goods, goods, prices);
        }
        self.each_row(&mut seeds.output, |economy, row| {
            let range = layout.row(economy);
            let inputs = benchmark.inputs_of(economy);
            let goods = &on_goods[range.clone()];
            cobden_num::kernels::multiply(
                inputs,
                layout.sector_stride,
                goods,
                &mut row[..layout.sectors],
            );
            let on_labour = labour[economy] / benchmark.value_added[economy];
            for (out, beta) in row.iter_mut().zip(&benchmark.value_added_share[range]) {
                *out = -*out - beta * on_labour;
            }
        });
        let mut numeraire = vec![0.0; layout.economies];
        for economy in 0..layout.economies {
            numeraire[self.component[economy]] += labour[economy] * self.component_scale[economy];
        }
        let (wages, _, expenditures) = layout.split_mut(&mut seeds.unknowns);
        for economy in 0..layout.economies {
            let range = layout.row(economy);
            seeds.income[economy] = -dot(&benchmark.final_share[range.clone()], &on_goods[range]);
            wages[economy] = point.wage_income[economy]
                * (labour[economy] / benchmark.value_added[economy]
                    + numeraire[self.component[economy]]);
        }
        seeds.log_denominator.copy_from_slice(price);
        expenditures.copy_from_slice(goods);
        seeds
    }

    /// The derivative of the seeded sum with respect to the unknowns.
    pub(crate) fn pull_back(
        &self,
        point: &Point,
        seeds: &Seeds,
        work: &mut AdjointWork,
        out: &mut [f64],
    ) {
        let benchmark = self.benchmark;
        let layout = &benchmark.layout;
        let n = layout.economies;
        work.gdp.copy_from_slice(&seeds.income);
        self.deficits
            .adjoint_add(&point.gdp, &seeds.income, &mut work.gdp);
        for economy in 0..n {
            work.revenue[economy] = work.gdp[economy] + seeds.duty_revenue[economy];
            work.export_revenue[economy] = work.gdp[economy] + seeds.export_revenue[economy];
        }
        let (revenue, export_revenue) = (&work.revenue, &work.export_revenue);
        self.each(&mut work.sectors, |sector, d| {
            self.pull_back_sector(sector, point, seeds, revenue, export_revenue, d);
        });
        for (sector, d) in work.sectors.iter().enumerate() {
            for economy in 0..n {
                work.cost[layout.at(economy, sector)] = d.cost[economy];
            }
        }
        for (cost, seed) in work.cost.iter_mut().zip(&seeds.cost) {
            *cost += seed;
        }
        out.copy_from_slice(&seeds.unknowns);
        let (wages, prices, expenditures) = layout.split_mut(out);
        for economy in 0..n {
            wages[economy] += point.wage_income[economy] * work.gdp[economy];
            for (sector, d) in work.sectors.iter().enumerate() {
                let cell = layout.at(economy, sector);
                expenditures[cell] += benchmark.expenditure[cell] * d.expenditure[economy];
            }
        }
        if benchmark.nests.is_empty() {
            self.cost_adjoint_add(&work.cost, wages, prices);
        } else {
            let mut composite = vec![0.0; layout.cells()];
            self.cost_adjoint_add(&work.cost, wages, &mut composite);
            let nests = &benchmark.nests;
            nests.adjoint_add(layout, &point.nest, &mut composite, prices);
        }
    }

    fn pull_back_sector(
        &self,
        sector: usize,
        point: &Point,
        seeds: &Seeds,
        revenue: &[f64],
        export_revenue: &[f64],
        d: &mut SectorAdjoint,
    ) {
        let layout = &self.benchmark.layout;
        let (n, stride) = (layout.economies, layout.economy_stride);
        let weights = &self.weights[sector];
        let at = &point.sectors[sector];
        let theta = weights.elasticity;
        let duty = weights.net_of_duty.is_some();
        for economy in 0..n {
            let seed = seeds.output[layout.at(economy, sector)];
            d.receipts[economy] = at.attraction[economy] * seed;
            d.cost[economy] = -theta * at.receipts[economy] * seed;
        }
        // Demand: from receipts, from export-tax revenue, from duty revenue R' = Σ X' − QT.
        if let Some(tax) = &weights.export_tax {
            for economy in 0..n {
                d.export_revenue[economy] = at.attraction[economy] * export_revenue[economy];
                d.cost[economy] -= theta * at.export_revenue[economy] * export_revenue[economy];
                d.scratch[economy] = d.export_revenue[economy] - d.receipts[economy];
            }
            weights.apply(tax, &d.scratch, &mut d.demand, n);
            d.scratch.copy_from_slice(&d.demand);
            weights.apply(weights.net(), &d.receipts, &mut d.demand, n);
            for (demand, more) in d.demand.iter_mut().zip(&d.scratch) {
                *demand += more;
            }
        } else {
            weights.apply(weights.net(), &d.receipts, &mut d.demand, n);
        }
        for economy in 0..n {
            let on_revenue = if duty { revenue[economy] } else { 0.0 };
            d.demand[economy] -= at.net[economy] * on_revenue;
            d.net[economy] = -at.demand[economy] * on_revenue;
            d.expenditure[economy] = on_revenue;
        }
        d.attraction.fill(0.0);
        for (importer, exporter, _, weight) in seeds.flows.iter().filter(|seed| seed.2 == sector) {
            if let Some(position) = weights.position(*importer, *exporter, stride) {
                let h = weights.net()[position];
                d.demand[*importer] += at.attraction[*exporter] * h * weight;
                d.attraction[*exporter] += h * at.demand[*importer] * weight;
            }
        }
        for economy in 0..n {
            let cell = layout.at(economy, sector);
            let inverse = at.denominator_inverse[economy];
            d.denominator[economy] = seeds.log_denominator[cell] * inverse / theta
                - d.demand[economy] * at.demand[economy] * inverse;
            d.expenditure[economy] += d.demand[economy] * inverse;
        }
        weights.apply_transposed(&weights.weight, &d.denominator, &mut d.scratch, n);
        for (a, s) in d.attraction.iter_mut().zip(&d.scratch) {
            *a += s;
        }
        if let Some(net) = &weights.net_of_duty {
            weights.apply_transposed(net, &d.net, &mut d.scratch, n);
            for (a, s) in d.attraction.iter_mut().zip(&d.scratch) {
                *a += s;
            }
        }
        for economy in 0..n {
            d.cost[economy] -= theta * at.attraction[economy] * d.attraction[economy];
        }
    }

    /// The derivative of the seeded sum with respect to policy and parameters, the unknowns held
    /// fixed. Runs [`System::pull_back`] for its intermediate values.
    pub(crate) fn pull_back_parameters(
        &self,
        point: &Point,
        seeds: &Seeds,
        shock: &Shock,
        work: &mut AdjointWork,
    ) -> ParameterAdjoint {
        let layout = &self.benchmark.layout;
        let (n, stride) = (layout.economies, layout.economy_stride);
        let mut unused = vec![0.0; layout.unknowns()];
        self.pull_back(point, seeds, work, &mut unused);
        let shape = shock.tariff.raw_dim();
        let mut result = ParameterAdjoint {
            tariff: Array3::zeros(shape),
            export_tax: Array3::zeros(shape),
            log_trade_cost: Array3::zeros(shape),
            elasticity: vec![0.0; layout.sectors],
        };
        let mut flow_seeds = Array3::<f64>::zeros(shape);
        for (importer, exporter, sector, weight) in &seeds.flows {
            flow_seeds[[*importer, *exporter, *sector]] += weight;
        }
        for (sector, d) in work.sectors.iter().enumerate() {
            let at = &point.sectors[sector];
            let theta = self.weights[sector].elasticity;
            let mut on_theta = 0.0;
            for economy in 0..n {
                // a = exp(−θ c): the adjoint of c over θ is that of −ln a; and p = −ln S/θ.
                let cell = layout.at(economy, sector);
                on_theta += d.cost[economy] * point.cost[cell] / theta;
                let s = at.denominator[economy];
                if s > 0.0 {
                    on_theta -= seeds.log_denominator[cell] * libm::log(s) / (theta * theta);
                }
            }
            result.elasticity[sector] = on_theta;
        }
        // An importer's part of the large arrays stays in the nearest memory.
        for importer in 0..n {
            for (sector, d) in work.sectors.iter().enumerate() {
                let weights = &self.weights[sector];
                let at = &point.sectors[sector];
                let theta = weights.elasticity;
                let q = at.demand[importer];
                for exporter in 0..n {
                    let Some(position) = weights.position(importer, exporter, stride) else {
                        continue;
                    };
                    let k = weights.weight[position];
                    if k == 0.0 {
                        continue;
                    }
                    let cell = [importer, exporter, sector];
                    let (t, e) = (shock.tariff[cell], shock.export_tax[cell]);
                    let a = at.attraction[exporter];
                    let h = k / (1.0 + t);
                    // What the seeds put on the cell's weights: K by way of S, H by way of T,
                    // flows and receipts.
                    let on_k = k * a * d.denominator[importer];
                    let receipts = q * d.receipts[exporter];
                    let tax = if weights.export_tax.is_some() {
                        q * d.export_revenue[exporter]
                    } else {
                        0.0
                    };
                    let direct = a * (d.net[importer] + q * flow_seeds[cell]);
                    let on_h = h * (direct + (receipts + tax * e) / (1.0 + e));
                    let on_cost = -theta * (on_k + on_h);
                    result.log_trade_cost[cell] = on_cost;
                    // A duty on a cell of a sector without any still moves revenue by R' = Σ X' − QT.
                    let untaxed = if weights.net_of_duty.is_some() {
                        0.0
                    } else {
                        h * a * q * work.revenue[importer]
                    };
                    result.tariff[cell] = (on_cost - on_h + untaxed) / (1.0 + t);
                    let untaxed_export = if weights.export_tax.is_some() {
                        tax
                    } else {
                        q * a * work.export_revenue[exporter]
                    };
                    if importer != exporter {
                        result.export_tax[cell] = on_cost / (1.0 + e)
                            + h * (untaxed_export - receipts) / ((1.0 + e) * (1.0 + e));
                    }
                    let wedge = (1.0 + t) / (1.0 + self.benchmark.world.tariffs[cell])
                        * (1.0 + e)
                        * shock.trade_cost_hat[cell];
                    if wedge != 1.0 {
                        result.elasticity[sector] -= (on_k + on_h) * libm::log(wedge);
                    }
                }
            }
        }
        result
    }
}
