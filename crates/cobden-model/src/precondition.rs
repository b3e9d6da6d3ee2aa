//! An approximate inverse of the Jacobian: each economy by itself.
//!
//! Within an economy the Jacobian is solved exactly: how its own prices react to its own costs, its
//! spending to its own sales, its sales everywhere to its own costs. Left out are duties on its own
//! goods, the numéraire unless it is alone, and what runs through other economies' prices and
//! incomes, which is weak where most spending is domestic: GMRES then gains about a digit in two
//! products.
//!
//! With g = γ(1−β) and D = π_nn, prices solve (I − D g) p = r + D β u. The matrix
//! G = g (I − D g)⁻¹ of an economy gives its costs in one product, c = G r + (β + G D β) u, and
//! then p = r + D c; its transpose gives spending, X = r' + Gᵀ(y + D r') for (I − gᵀD) X = r' + gᵀ y
//! (the economy's duty on itself left out). G costs 2J³ an economy once, 2J² a use.

use cobden_num::kernels::{dot, leontief_inverse, multiply, multiply_transposed_add};

use crate::system::{EconomyRows, Point, System};

/// One economy's part.
#[derive(Debug, Clone)]
struct Block {
    /// G by rows.
    propagation: Vec<f64>,
    /// π_nn, the share of own goods, by sector.
    own_share: Vec<f64>,
    /// H_nn a_n / S_n by sector: own receipts per unit of own spending.
    own_net: Vec<f64>,
    /// θ (Y − Σ_m Y_m π_m): what own receipts lose to a unit of own log cost.
    loss: Vec<f64>,
    /// Duty revenue lost to a unit of own log cost.
    revenue_loss: Vec<f64>,
    /// Part of spending that is duty, 1 − T/S.
    duty_part: Vec<f64>,
    /// Spending per unit of income, before the duty on it is earned again.
    final_response: Vec<f64>,
    /// One over 1 − duty on that spending.
    final_scale: f64,
    /// Responses to a unit of own log wage: costs and spending.
    cost_per_wage: Vec<f64>,
    spending_per_wage: Vec<f64>,
    /// Excess labour per unit of own log wage.
    labour_per_wage: f64,
}

/// The approximate inverse at a point.
#[derive(Debug, Clone)]
pub(crate) struct Preconditioner {
    blocks: Vec<Block>,
}

impl Preconditioner {
    /// Builds it at the values of a point.
    pub(crate) fn new(system: &System, point: &Point, z: &[f64]) -> Self {
        let layout = &system.benchmark.layout;
        let (_, _, expenditures) = layout.split(z);
        let losses = sales_losses(system, point);
        let mut blocks: Vec<Option<Block>> = vec![None; layout.economies];
        system.each(&mut blocks, |economy, block| {
            *block = Some(Block::new(system, point, expenditures, &losses, economy));
        });
        Self {
            blocks: blocks.into_iter().flatten().collect(),
        }
    }

    /// `out` = M⁻¹ `v`; `cost` receives β u + g p of the result, which [`System::tangent`] wants next.
    pub(crate) fn apply(&self, system: &System, v: &[f64], out: &mut [f64], cost: &mut [f64]) {
        system.each_economy(out, cost, |economy, rows| {
            let part = Part::of(system, v, economy);
            self.blocks[economy].apply(&part, rows);
        });
    }

    /// `out` = M⁻ᵀ `v`; `scratch` is overwritten.
    pub(crate) fn apply_transposed(
        &self,
        system: &System,
        v: &[f64],
        out: &mut [f64],
        scratch: &mut [f64],
    ) {
        system.each_economy(out, scratch, |economy, rows| {
            let part = Part::of(system, v, economy);
            self.blocks[economy].apply_transposed(&part, rows);
        });
    }
}

/// One economy's part of a vector, with the benchmark values that its block needs.
struct Part<'a> {
    labour: f64,
    price: &'a [f64],
    goods: &'a [f64],
    final_share: &'a [f64],
    value_added_share: &'a [f64],
    expenditure: &'a [f64],
    expenditure_inverse: &'a [f64],
    value_added: f64,
}

impl<'a> Part<'a> {
    fn of(system: &System<'a>, v: &'a [f64], economy: usize) -> Self {
        let benchmark = system.benchmark;
        let (labour, price, goods) = benchmark.layout.split(v);
        let range = benchmark.layout.row(economy);
        Self {
            labour: labour[economy],
            price: &price[range.clone()],
            goods: &goods[range.clone()],
            final_share: &benchmark.final_share[range.clone()],
            value_added_share: &benchmark.value_added_share[range.clone()],
            expenditure: &benchmark.expenditure[range.clone()],
            expenditure_inverse: &benchmark.expenditure_inverse[range],
            value_added: benchmark.value_added[economy],
        }
    }
}

/// θ (Y_ij − Σ_n Y_nij π_nij) by (sector, economy).
fn sales_losses(system: &System, point: &Point) -> Vec<Vec<f64>> {
    let layout = &system.benchmark.layout;
    let (n, stride) = (layout.economies, layout.economy_stride);
    let mut losses = vec![vec![0.0; n]; layout.sectors];
    system.each(&mut losses, |sector, losses| {
        let weights = &system.weights[sector];
        let at = &point.sectors[sector];
        let net = weights.net();
        let tax = weights.export_tax.as_deref();
        let mut returned = vec![0.0; stride];
        let mut add = |importer: usize, exporter: usize, position: usize| {
            let own = net[position] - tax.map_or(0.0, |tax| tax[position]);
            let receipts = at.attraction[exporter] * own * at.demand[importer];
            let share = weights.weight[position]
                * at.attraction[exporter]
                * at.denominator_inverse[importer];
            returned[exporter] += receipts * share;
        };
        for importer in 0..n {
            if weights.traded {
                for exporter in 0..n {
                    add(importer, exporter, importer * stride + exporter);
                }
            } else {
                add(importer, importer, importer);
            }
        }
        for economy in 0..n {
            losses[economy] = weights.elasticity * (at.receipts[economy] - returned[economy]);
        }
    });
    losses
}

impl Block {
    fn new(
        system: &System,
        point: &Point,
        expenditures: &[f64],
        losses: &[Vec<f64>],
        economy: usize,
    ) -> Self {
        let benchmark = system.benchmark;
        let layout = &benchmark.layout;
        let (j, stride) = (layout.sectors, layout.sector_stride);
        let range = layout.row(economy);
        let zeros = || vec![0.0; stride];
        let mut block = Self {
            propagation: Vec::new(),
            own_share: zeros(),
            own_net: zeros(),
            loss: zeros(),
            revenue_loss: zeros(),
            duty_part: zeros(),
            final_response: zeros(),
            final_scale: 1.0,
            cost_per_wage: zeros(),
            spending_per_wage: zeros(),
            labour_per_wage: 1.0,
        };
        for sector in 0..j {
            let weights = &system.weights[sector];
            let at = &point.sectors[sector];
            let position = weights
                .position(economy, economy, layout.economy_stride)
                .unwrap_or(0);
            let scale = at.attraction[economy] * at.denominator_inverse[economy];
            block.own_share[sector] = weights.weight[position] * scale;
            block.own_net[sector] = weights.net()[position] * scale;
            block.loss[sector] = losses[sector][economy];
            if weights.net_of_duty.is_some() && at.denominator[economy] > 0.0 {
                let cell = layout.at(economy, sector);
                let net = at.net[economy] * at.denominator_inverse[economy];
                let spent = benchmark.expenditure[cell] * expenditures[cell];
                block.duty_part[sector] = 1.0 - net;
                block.revenue_loss[sector] = spent
                    * weights.elasticity
                    * (net * block.own_share[sector] - block.own_net[sector]);
            }
        }
        block.propagation = propagation(benchmark.inputs_of(economy), &block.own_share, j, stride);

        let alpha = &benchmark.final_share[range.clone()];
        let beta = &benchmark.value_added_share[range];
        let own: Vec<f64> = alpha
            .iter()
            .zip(&block.own_share)
            .map(|(a, s)| a * s)
            .collect();
        block.final_response.copy_from_slice(alpha);
        multiply_transposed_add(
            &block.propagation,
            stride,
            &own[..j],
            &mut block.final_response,
        );
        block.final_scale = 1.0 / (1.0 - dot(&block.duty_part, &block.final_response));

        let from_wage: Vec<f64> = beta
            .iter()
            .zip(&block.own_share)
            .map(|(b, s)| b * s)
            .collect();
        let mut costs = zeros();
        multiply(&block.propagation, stride, &from_wage, &mut costs[..j]);
        for (c, b) in costs.iter_mut().zip(beta) {
            *c += b;
        }
        let wage_income = point.wage_income[economy];
        let income = wage_income - dot(&block.revenue_loss, &costs);
        let mut spending: Vec<f64> = alpha.iter().map(|a| a * income).collect();
        let earned = block.spend(&costs, &mut spending, &mut zeros(), beta);
        // The numéraire's own part keeps an economy without trade regular.
        let part = system.component[economy];
        let alone = system.component.iter().filter(|p| **p == part).count() == 1;
        let numeraire = f64::from(u8::from(alone));
        block.labour_per_wage = wage_income * (1.0 + numeraire) - earned;
        block.cost_per_wage = costs;
        block.spending_per_wage = spending;
        block
    }

    /// From own costs and the right-hand side in `spending` to spending, duties earned on it
    /// included; returns the value added that own sales and own spending bring. `pushed` is scratch.
    fn spend(&self, cost: &[f64], spending: &mut [f64], pushed: &mut [f64], beta: &[f64]) -> f64 {
        let stride = spending.len();
        let sectors = self.propagation.len() / stride;
        for s in 0..sectors {
            pushed[s] = self.own_share[s] * spending[s] - self.loss[s] * cost[s];
        }
        multiply_transposed_add(&self.propagation, stride, &pushed[..sectors], spending);
        let duty = dot(&self.duty_part, spending) * self.final_scale;
        let mut earned = 0.0;
        for s in 0..sectors {
            spending[s] += duty * self.final_response[s];
            earned += beta[s] * (self.own_net[s] * spending[s] - self.loss[s] * cost[s]);
        }
        earned
    }

    fn apply(&self, part: &Part<'_>, rows: EconomyRows<'_>) {
        let stride = part.price.len();
        let j = self.propagation.len() / stride;
        let (alpha, beta) = (part.final_share, part.value_added_share);
        multiply(
            &self.propagation,
            stride,
            part.price,
            &mut rows.scratch[..j],
        );
        let income = -dot(&self.revenue_loss, rows.scratch);
        for s in 0..stride {
            rows.expenditure[s] = part.goods[s] * part.expenditure[s] + alpha[s] * income;
        }
        let earned = self.spend(rows.scratch, rows.expenditure, rows.price, beta);
        let wage = (part.labour * part.value_added + earned) / self.labour_per_wage;
        for s in 0..stride {
            rows.scratch[s] += wage * self.cost_per_wage[s];
            rows.price[s] = part.price[s] + self.own_share[s] * rows.scratch[s];
            rows.expenditure[s] = (rows.expenditure[s] + wage * self.spending_per_wage[s])
                * part.expenditure_inverse[s];
        }
        *rows.wage = wage;
    }

    /// The transpose of [`Block::apply`], step by step backwards.
    fn apply_transposed(&self, part: &Part<'_>, rows: EconomyRows<'_>) {
        let stride = part.price.len();
        let j = self.propagation.len() / stride;
        let (alpha, beta) = (part.final_share, part.value_added_share);
        let mut on_wage = part.labour;
        for s in 0..stride {
            rows.expenditure[s] = part.goods[s] * part.expenditure_inverse[s];
            on_wage += self.cost_per_wage[s] * self.own_share[s] * part.price[s]
                + self.spending_per_wage[s] * rows.expenditure[s];
        }
        let on_earned = on_wage / self.labour_per_wage;
        for s in 0..stride {
            rows.expenditure[s] += on_earned * beta[s] * self.own_net[s];
        }
        let on_duty = dot(&self.final_response, rows.expenditure) * self.final_scale;
        for s in 0..stride {
            rows.expenditure[s] += on_duty * self.duty_part[s];
        }
        multiply(
            &self.propagation,
            stride,
            rows.expenditure,
            &mut rows.scratch[..j],
        );
        for s in 0..stride {
            rows.expenditure[s] += self.own_share[s] * rows.scratch[s];
        }
        let on_income = dot(alpha, rows.expenditure);
        for s in 0..stride {
            let on_sales = rows.scratch[s] + on_earned * beta[s];
            rows.scratch[s] = self.own_share[s] * part.price[s]
                - self.loss[s] * on_sales
                - self.revenue_loss[s] * on_income;
        }
        rows.price.copy_from_slice(part.price);
        multiply_transposed_add(&self.propagation, stride, &rows.scratch[..j], rows.price);
        for (x, scale) in rows.expenditure.iter_mut().zip(part.expenditure) {
            *x *= scale;
        }
        *rows.wage = on_earned * part.value_added;
    }
}

/// G = g (I − D g)⁻¹ by rows.
fn propagation(inputs: &[f64], own_share: &[f64], sectors: usize, stride: usize) -> Vec<f64> {
    let mut inverse = inputs.to_vec();
    for (row, share) in inverse.chunks_mut(stride).zip(own_share) {
        row.iter_mut().for_each(|v| *v *= share);
    }
    leontief_inverse(&mut inverse, sectors, stride);
    let mut product = vec![0.0; inputs.len()];
    for (row, out) in inputs.chunks(stride).zip(product.chunks_mut(stride)) {
        multiply_transposed_add(&inverse, stride, &row[..sectors], out);
    }
    product
}
