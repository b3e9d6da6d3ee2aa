//! Other measures of welfare, to meet the literature's tables.

use crate::closure::Closure;
use crate::equilibrium::Equilibrium;
use crate::error::ModelError;
use crate::model::Model;
use crate::outcome::FirstOrderWelfare;
use crate::settings::{SettingOutOfRange, Settings};
use crate::shock::Shock;

/// The first-order decomposition added up along a path of `steps` equal parts of a shock, by
/// economy. For shocks to tariffs, with deficits fixed or balanced, it meets the exact change in the
/// log of real income as the steps grow in number; trade costs and deficits that move change real
/// income beyond its two terms.
///
/// Every part starts from the equilibrium of the one before, as a new benchmark.
///
/// Source: Caliendo and Parro (2015), equation 16, integrated.
///
/// # Errors
/// As [`Model::solve`], [`ModelError::ExportTaxOnPath`], [`ModelError::LimitOnPath`], and a [`ModelError::Setting`] of no steps.
pub fn first_order_along_path(
    model: &Model,
    shock: &Shock,
    closure: Closure,
    settings: &Settings,
    steps: usize,
) -> Result<Vec<FirstOrderWelfare>, ModelError> {
    if shock.export_tax.iter().any(|tax| *tax != 0.0) {
        return Err(ModelError::ExportTaxOnPath);
    }
    if !shock.limits.is_empty() {
        return Err(ModelError::LimitOnPath);
    }
    if steps == 0 {
        return Err(SettingOutOfRange {
            name: "steps",
            value: 0.0,
            range: "at least 1",
        }
        .into());
    }
    let mut sums = vec![FirstOrderWelfare::default(); model.world().economy_count()];
    let mut current = model.clone();
    let mut cost_so_far = shock.trade_cost_hat.clone();
    cost_so_far.fill(1.0);
    for step in 1..=steps {
        let target = shock.fraction(model.world(), step as f64 / steps as f64);
        let mut trade_cost_hat = target.trade_cost_hat.clone();
        trade_cost_hat.zip_mut_with(&cost_so_far, |new, old| {
            // An embargo is whole from the first step on.
            *new = if old.is_infinite() { 1.0 } else { *new / old };
        });
        let increment = Shock {
            trade_cost_hat,
            ..target.clone()
        };
        cost_so_far = target.trade_cost_hat;
        let equilibrium = current.solve(&increment, closure, settings)?;
        for (sum, outcome) in sums.iter_mut().zip(equilibrium.economies()) {
            sum.terms_of_trade_percent += outcome.first_order.terms_of_trade_percent;
            sum.volume_of_trade_percent += outcome.first_order.volume_of_trade_percent;
        }
        let world = equilibrium.to_world();
        current = Model::new(world);
    }
    Ok(sums)
}

impl Equilibrium<'_> {
    /// Real income by the sufficient statistics of a world without intermediates:
    /// $\hat W_n = \prod_j \hat\pi_{nnj}^{-\alpha_{nj}/\theta_j} \cdot \hat I_n / \hat w_n$.
    ///
    /// Not a number for an economy that buys some sector from abroad alone. Exact only where wedges
    /// at home do not change and value added is all of output; with intermediates the change in domestic
    /// shares has to pass through the Leontief inverse, which this does not do. Prices over wages within
    /// a nest of sectors are combined with its elasticity before they are weighted.
    ///
    /// Source: Arkolakis, Costinot and Rodríguez-Clare (2012), with the revenue term
    /// of Costinot and Rodríguez-Clare (2014).
    pub fn real_income_by_domestic_shares(&self) -> Vec<f64> {
        let benchmark = &self.model.benchmark;
        let layout = &benchmark.layout;
        let share = |state: &crate::equilibrium::Snapshot,
                     system: &crate::system::System,
                     n: usize,
                     j: usize| {
            let weights = &system.weights[j];
            let at = &state.point.sectors[j];
            let position = weights.position(n, n, layout.economy_stride).unwrap_or(0);
            weights.weight[position] * at.attraction[n] * at.denominator_inverse[n]
        };
        (0..layout.economies)
            .map(|n| {
                let mut log = libm::log(self.after.income(n) / self.before.income(n))
                    - (self.after.log_wage(n) - self.before.log_wage(n));
                let mut prices = vec![0.0; layout.sectors];
                for j in 0..layout.sectors {
                    let alpha = benchmark.final_share[layout.at(n, j)];
                    if alpha > 0.0 {
                        let new = share(&self.after, &self.system, n, j);
                        let old = share(&self.before, &self.base_system, n, j);
                        let price = libm::log(new / old);
                        prices[j] = price / self.system.weights[j].elasticity;
                        log -= alpha / self.system.weights[j].elasticity * price;
                    }
                }
                let nests = &benchmark.nests;
                if !nests.is_empty() {
                    let alpha = |j: usize| benchmark.final_share[layout.at(n, j)];
                    let mean = |prices: &[f64]| -> f64 {
                        prices.iter().enumerate().map(|(j, p)| alpha(j) * p).sum()
                    };
                    log += mean(&prices);
                    nests.combine(layout, &self.before.point.nest, n, &mut prices);
                    log -= mean(&prices);
                }
                libm::exp(log)
            })
            .collect()
    }
}
