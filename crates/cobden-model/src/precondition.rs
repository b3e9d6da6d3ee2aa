//! An approximate inverse of the Jacobian: each economy by itself.
//!
//! Within an economy the Jacobian is solved exactly but for two small terms: how its own prices
//! react to its own costs, its spending to its own sales, and its sales everywhere to its own
//! costs. What is left out runs through other economies' prices and incomes, which is weak where
//! most spending is domestic: GMRES then gains about a digit in two products. The matrix
//! B = (I − π_nn γ(1−β))⁻¹ of an economy serves prices, and its transpose serves expenditures
//! (with its duty on itself left out). It costs 2J³ an economy once, and 4J² a use.

use cobden_num::kernels::{dot, leontief_inverse, multiply, multiply_transposed_add};

use crate::system::{Point, System};

/// One economy's part.
#[derive(Debug, Clone)]
struct Block {
    /// B by rows.
    inverse: Vec<f64>,
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
    /// Bᵀ α and one over 1 − duty_part · Bᵀ α.
    final_response: Vec<f64>,
    final_scale: f64,
    /// Responses to a unit of own log wage: costs, prices, spending.
    cost_per_wage: Vec<f64>,
    price_per_wage: Vec<f64>,
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

    /// `out` = M⁻¹ `v`.
    pub(crate) fn apply(&self, system: &System, v: &[f64], out: &mut [f64]) {
        self.each(system, v, out, Block::apply);
    }

    /// `out` = M⁻ᵀ `v`.
    pub(crate) fn apply_transposed(&self, system: &System, v: &[f64], out: &mut [f64]) {
        self.each(system, v, out, Block::apply_transposed);
    }

    fn each(
        &self,
        system: &System,
        v: &[f64],
        out: &mut [f64],
        solve: impl Fn(&Block, &System, usize, Part<'_>) -> Solution + Sync,
    ) {
        let layout = &system.benchmark.layout;
        let (labour, price, goods) = layout.split(v);
        let mut solutions: Vec<Option<Solution>> = vec![None; layout.economies];
        system.each(&mut solutions, |economy, solution| {
            let range = layout.row(economy);
            let part = Part {
                labour: labour[economy],
                price: &price[range.clone()],
                goods: &goods[range],
            };
            *solution = Some(solve(&self.blocks[economy], system, economy, part));
        });
        let (wages, prices, expenditures) = layout.split_mut(out);
        for (economy, solution) in solutions.into_iter().flatten().enumerate() {
            let range = layout.row(economy);
            wages[economy] = solution.wage;
            prices[range.clone()].copy_from_slice(&solution.price);
            expenditures[range].copy_from_slice(&solution.expenditure);
        }
    }
}

/// One economy's part of a vector.
struct Part<'a> {
    labour: f64,
    price: &'a [f64],
    goods: &'a [f64],
}

#[derive(Debug, Clone)]
struct Solution {
    wage: f64,
    price: Vec<f64>,
    expenditure: Vec<f64>,
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
        let inputs = benchmark.inputs_of(economy);
        let zeros = || vec![0.0; stride];
        let (mut own_share, mut own_net, mut loss) = (zeros(), zeros(), zeros());
        let (mut revenue_loss, mut duty_part) = (zeros(), zeros());
        for sector in 0..j {
            let weights = &system.weights[sector];
            let at = &point.sectors[sector];
            let position = weights
                .position(economy, economy, layout.economy_stride)
                .unwrap_or(0);
            let scale = at.attraction[economy] * at.denominator_inverse[economy];
            own_share[sector] = weights.weight[position] * scale;
            own_net[sector] = weights.net()[position] * scale;
            loss[sector] = losses[sector][economy];
            if weights.net_of_duty.is_some() {
                let cell = layout.at(economy, sector);
                let net = at.net[economy] * at.denominator_inverse[economy];
                let spent = benchmark.expenditure[cell] * expenditures[cell];
                duty_part[sector] = if at.denominator[economy] > 0.0 {
                    1.0 - net
                } else {
                    0.0
                };
                revenue_loss[sector] =
                    spent * weights.elasticity * (net * own_share[sector] - own_net[sector]);
            }
        }
        let mut inverse = inputs.to_vec();
        for (row, share) in inverse.chunks_mut(stride).zip(&own_share) {
            row.iter_mut().for_each(|v| *v *= share);
        }
        leontief_inverse(&mut inverse, j, stride);
        let mut block = Self {
            inverse,
            own_share,
            own_net,
            loss,
            revenue_loss,
            duty_part,
            final_response: zeros(),
            final_scale: 1.0,
            cost_per_wage: zeros(),
            price_per_wage: zeros(),
            spending_per_wage: zeros(),
            labour_per_wage: 1.0,
        };
        let range = layout.row(economy);
        let alpha = &benchmark.final_share[range.clone()];
        multiply_transposed_add(
            &block.inverse,
            stride,
            &alpha[..j],
            &mut block.final_response,
        );
        block.final_scale = 1.0 / (1.0 - dot(&block.duty_part, &block.final_response));

        let beta = &benchmark.value_added_share[range];
        let from_wage: Vec<f64> = beta
            .iter()
            .zip(&block.own_share)
            .map(|(b, s)| b * s)
            .collect();
        let mut prices = zeros();
        multiply(&block.inverse, stride, &from_wage, &mut prices[..j]);
        let mut costs = zeros();
        multiply(inputs, stride, &prices, &mut costs[..j]);
        for (c, b) in costs.iter_mut().zip(beta) {
            *c += b;
        }
        let wage_income = point.wage_income[economy];
        let sales: Vec<f64> = block.loss.iter().zip(&costs).map(|(l, c)| -l * c).collect();
        let income = wage_income - dot(&block.revenue_loss, &costs);
        let spending = block.spend(inputs, stride, &sales, income, alpha, &zeros());
        let earned: f64 = (0..j)
            .map(|s| beta[s] * (sales[s] + block.own_net[s] * spending[s]))
            .sum();
        // An economy cut off from all others earns what it spends at any wage: there the numéraire
        // condition is all that holds its wage.
        let part = system.component[economy];
        let alone = system.component.iter().filter(|p| **p == part).count() == 1;
        let numeraire = if alone { wage_income } else { 0.0 };
        block.labour_per_wage = wage_income - earned + numeraire;
        block.cost_per_wage = costs;
        block.price_per_wage = prices;
        block.spending_per_wage = spending;
        block
    }

    /// Spending X' that solves X' − γᵀ(h X') − α (duty_part · X') = γᵀ sales + α income + more.
    fn spend(
        &self,
        inputs: &[f64],
        stride: usize,
        sales: &[f64],
        income: f64,
        alpha: &[f64],
        more: &[f64],
    ) -> Vec<f64> {
        let j = inputs.len() / stride;
        let mut right: Vec<f64> = more
            .iter()
            .zip(alpha)
            .map(|(m, a)| m + a * income)
            .collect();
        multiply_transposed_add(inputs, stride, &sales[..j], &mut right);
        self.solve_spending(&right, stride)
    }

    /// A⁻¹ r for the spending matrix A, by Bᵀ and one rank-one correction.
    fn solve_spending(&self, right: &[f64], stride: usize) -> Vec<f64> {
        let j = self.inverse.len() / stride;
        let mut out = vec![0.0; stride];
        multiply_transposed_add(&self.inverse, stride, &right[..j], &mut out);
        let duty = dot(&self.duty_part, &out) * self.final_scale;
        for (out, response) in out.iter_mut().zip(&self.final_response) {
            *out += duty * response;
        }
        out
    }

    fn apply(&self, system: &System, economy: usize, part: Part<'_>) -> Solution {
        let benchmark = system.benchmark;
        let layout = &benchmark.layout;
        let (j, stride) = (layout.sectors, layout.sector_stride);
        let inputs = benchmark.inputs_of(economy);
        let range = layout.row(economy);
        let alpha = &benchmark.final_share[range.clone()];
        let beta = &benchmark.value_added_share[range.clone()];
        let mut price = vec![0.0; stride];
        multiply(&self.inverse, stride, part.price, &mut price[..j]);
        let mut cost = vec![0.0; stride];
        multiply(inputs, stride, &price, &mut cost[..j]);
        let sales: Vec<f64> = self.loss.iter().zip(&cost).map(|(l, c)| -l * c).collect();
        let income = -dot(&self.revenue_loss, &cost);
        let scale = &benchmark.expenditure[range.clone()];
        let goods: Vec<f64> = part.goods.iter().zip(scale).map(|(g, x)| g * x).collect();
        let mut spending = self.spend(inputs, stride, &sales, income, alpha, &goods);
        let earned: f64 = (0..j)
            .map(|s| beta[s] * (sales[s] + self.own_net[s] * spending[s]))
            .sum();
        let wage = (part.labour * benchmark.value_added[economy] + earned) / self.labour_per_wage;
        for (p, response) in price.iter_mut().zip(&self.price_per_wage) {
            *p += wage * response;
        }
        for (x, response) in spending.iter_mut().zip(&self.spending_per_wage) {
            *x += wage * response;
        }
        for (x, inverse) in spending
            .iter_mut()
            .zip(&benchmark.expenditure_inverse[range])
        {
            *x *= inverse;
        }
        Solution {
            wage,
            price,
            expenditure: spending,
        }
    }

    /// The transpose of [`Block::apply`], step by step backwards.
    fn apply_transposed(&self, system: &System, economy: usize, part: Part<'_>) -> Solution {
        let benchmark = system.benchmark;
        let layout = &benchmark.layout;
        let (j, stride) = (layout.sectors, layout.sector_stride);
        let inputs = benchmark.inputs_of(economy);
        let range = layout.row(economy);
        let alpha = &benchmark.final_share[range.clone()];
        let beta = &benchmark.value_added_share[range.clone()];
        let inverse_scale = &benchmark.expenditure_inverse[range.clone()];
        let spending: Vec<f64> = part
            .goods
            .iter()
            .zip(inverse_scale)
            .map(|(g, x)| g * x)
            .collect();
        let on_wage = part.labour
            + dot(&self.price_per_wage, part.price)
            + dot(&self.spending_per_wage, &spending);
        let on_earned = on_wage / self.labour_per_wage;
        let on_spending: Vec<f64> = (0..stride)
            .map(|s| spending[s] + on_earned * beta[s] * self.own_net[s])
            .collect();
        // Transposed spending matrix: B and the rank-one term the other way round.
        let on_duty = dot(&self.final_response, &on_spending) * self.final_scale;
        let right: Vec<f64> = on_spending
            .iter()
            .zip(&self.duty_part)
            .map(|(s, d)| s + on_duty * d)
            .collect();
        let mut on_goods = vec![0.0; stride];
        multiply(&self.inverse, stride, &right, &mut on_goods[..j]);
        let on_income = dot(alpha, &on_goods);
        let mut on_sales = vec![0.0; stride];
        multiply(inputs, stride, &on_goods, &mut on_sales[..j]);
        let on_cost: Vec<f64> = (0..j)
            .map(|s| {
                -self.loss[s] * (on_sales[s] + on_earned * beta[s])
                    - self.revenue_loss[s] * on_income
            })
            .collect();
        let mut on_price = part.price.to_vec();
        multiply_transposed_add(inputs, stride, &on_cost, &mut on_price);
        let mut price = vec![0.0; stride];
        multiply_transposed_add(&self.inverse, stride, &on_price[..j], &mut price);
        let scale = &benchmark.expenditure[range];
        Solution {
            wage: on_earned * benchmark.value_added[economy],
            price,
            expenditure: on_goods.iter().zip(scale).map(|(g, x)| g * x).collect(),
        }
    }
}
