//! Products with the Jacobian of the equilibrium conditions, forward.
//!
//! Differentials of [`crate::system`], without exponentials: dc = β du + γ(1−β) dp, da = −θ a dc,
//! dS = K da, dT = H da, dQ = (dX' − Q dS)/S, dY = −θ Y dc + a Hᵀ dQ, d(QT) = T dQ + Q dT.

use crate::system::{Point, System};

/// A change of the weights of one flow: of K, H and H e'/(1+e').
#[derive(Debug, Clone, Copy)]
pub(crate) struct WeightMove {
    pub importer: usize,
    pub exporter: usize,
    pub sector: usize,
    pub weight: f64,
    pub net: f64,
    pub export_tax: f64,
}

/// Differentials of one sector, by economy.
#[derive(Debug, Clone)]
struct SectorTangent {
    attraction: Vec<f64>,
    denominator: Vec<f64>,
    net: Vec<f64>,
    demand: Vec<f64>,
    receipts: Vec<f64>,
    export_revenue: Vec<f64>,
}

/// Memory for [`System::tangent`].
#[derive(Debug, Clone)]
pub(crate) struct TangentWork {
    sectors: Vec<SectorTangent>,
    cost: Vec<f64>,
    /// dq in the place of dp; empty without nests.
    composite: Vec<f64>,
    output: Vec<f64>,
    wage_income: Vec<f64>,
    gdp: Vec<f64>,
    deficit: Vec<f64>,
}

impl TangentWork {
    pub(crate) fn new(system: &System) -> Self {
        let layout = &system.benchmark.layout;
        let padded = || vec![0.0; layout.economy_stride];
        let economy = || vec![0.0; layout.economies];
        Self {
            sectors: vec![
                SectorTangent {
                    attraction: padded(),
                    denominator: padded(),
                    net: padded(),
                    demand: padded(),
                    receipts: padded(),
                    export_revenue: padded(),
                };
                layout.sectors
            ],
            cost: vec![0.0; layout.cells()],
            composite: Vec::new(),
            output: vec![0.0; layout.cells()],
            wage_income: economy(),
            gdp: economy(),
            deficit: economy(),
        }
    }

    /// d ln c at a position of the latest [`System::tangent_with_moves`].
    pub(crate) fn cost_change(&self, cell: usize) -> f64 {
        self.cost[cell]
    }

    /// dQ of the latest product.
    pub(crate) fn demand_change(&self, sector: usize, importer: usize) -> f64 {
        self.sectors[sector].demand[importer]
    }
}

impl System<'_> {
    /// `out` = F'(z) `v` at the point's z.
    pub(crate) fn tangent(
        &self,
        point: &Point,
        v: &[f64],
        work: &mut TangentWork,
        out: &mut [f64],
    ) {
        self.tangent_with_moves(point, v, &[], work, out);
    }

    /// As [`System::tangent`] where the weights of some flows move as well.
    pub(crate) fn tangent_with_moves(
        &self,
        point: &Point,
        v: &[f64],
        moves: &[WeightMove],
        work: &mut TangentWork,
        out: &mut [f64],
    ) {
        let (wages, prices, _) = self.benchmark.layout.split(v);
        let mut cost = std::mem::take(&mut work.cost);
        let nests = &self.benchmark.nests;
        if nests.is_empty() {
            self.cost(wages, prices, &mut cost);
        } else {
            let layout = &self.benchmark.layout;
            nests.tangent(layout, &point.nest, prices, &mut work.composite);
            self.cost(wages, &work.composite, &mut cost);
        }
        self.tangent_with_cost(point, v, &cost, moves, work, out);
        work.cost = cost;
    }

    /// As [`System::tangent_with_moves`] where the change of log costs that `v` implies is known already;
    /// of composite prices too, where there are nests.
    pub(crate) fn tangent_with_cost(
        &self,
        point: &Point,
        v: &[f64],
        cost: &[f64],
        moves: &[WeightMove],
        work: &mut TangentWork,
        out: &mut [f64],
    ) {
        let benchmark = self.benchmark;
        let layout = &benchmark.layout;
        let n = layout.economies;
        let (wages, prices, expenditures) = layout.split(v);
        self.each(&mut work.sectors, |sector, d| {
            let weights = &self.weights[sector];
            let at = &point.sectors[sector];
            let theta = weights.elasticity;
            for economy in 0..n {
                d.attraction[economy] =
                    -theta * at.attraction[economy] * cost[layout.at(economy, sector)];
            }
            weights.apply(&weights.weight, &d.attraction, &mut d.denominator, n);
            match &weights.net_of_duty {
                Some(net) => weights.apply(net, &d.attraction, &mut d.net, n),
                None => d.net.copy_from_slice(&d.denominator),
            }
            let moved = || moves.iter().filter(|moved| moved.sector == sector);
            for moved in moved() {
                let a = at.attraction[moved.exporter];
                d.denominator[moved.importer] += moved.weight * a;
                d.net[moved.importer] += moved.net * a;
            }
            for economy in 0..n {
                let cell = layout.at(economy, sector);
                let dx = benchmark.expenditure[cell] * expenditures[cell];
                d.demand[economy] = (dx - at.demand[economy] * d.denominator[economy])
                    * at.denominator_inverse[economy];
            }
            weights.apply_transposed(weights.net(), &d.demand, &mut d.receipts, n);
            for moved in moved() {
                d.receipts[moved.exporter] += moved.net * at.demand[moved.importer];
            }
            if let Some(tax) = &weights.export_tax {
                weights.apply_transposed(tax, &d.demand, &mut d.export_revenue, n);
                for moved in moved() {
                    d.export_revenue[moved.exporter] +=
                        moved.export_tax * at.demand[moved.importer];
                }
                for economy in 0..n {
                    d.receipts[economy] -= d.export_revenue[economy];
                    let dc = cost[layout.at(economy, sector)];
                    d.export_revenue[economy] = at.attraction[economy] * d.export_revenue[economy]
                        - theta * at.export_revenue[economy] * dc;
                }
            }
            for economy in 0..n {
                let dc = cost[layout.at(economy, sector)];
                d.receipts[economy] = at.attraction[economy] * d.receipts[economy]
                    - theta * at.receipts[economy] * dc;
            }
        });

        for economy in 0..n {
            let mut revenue = 0.0;
            for (sector, d) in work.sectors.iter().enumerate() {
                let cell = layout.at(economy, sector);
                work.output[cell] = d.receipts[economy];
                if self.weights[sector].net_of_duty.is_some() {
                    let at = &point.sectors[sector];
                    revenue += benchmark.expenditure[cell] * expenditures[cell]
                        - at.net[economy] * d.demand[economy]
                        - at.demand[economy] * d.net[economy];
                }
                if self.weights[sector].export_tax.is_some() {
                    revenue += d.export_revenue[economy];
                }
            }
            work.wage_income[economy] = point.wage_income[economy] * wages[economy];
            work.gdp[economy] = work.wage_income[economy] + revenue;
        }
        self.deficits
            .tangent(&point.gdp, &work.gdp, &mut work.deficit);

        let (labour, price, goods) = layout.split_mut(out);
        let sectors = &work.sectors;
        self.each_row(price, |economy, row| {
            let dp = &prices[layout.row(economy)];
            for (sector, out) in row.iter_mut().enumerate().take(layout.sectors) {
                let inverse = point.sectors[sector].denominator_inverse[economy];
                let ds = sectors[sector].denominator[economy];
                *out = dp[sector] + ds * inverse / self.weights[sector].elasticity;
            }
        });
        self.goods(&work.output, &work.gdp, &work.deficit, expenditures, goods);
        benchmark.nests.spread_tangent(
            layout,
            &point.nest,
            (prices, &work.composite),
            expenditures,
            goods,
        );
        self.labour(&work.wage_income, &work.output, labour);
        self.add_numeraire(&|k| work.wage_income[k], labour);
    }
}
