//! What the rule leaves out of the condition for a best uniform tariff.
//!
//! With i's wage as unit, real income moves by −Σ_n M_n dln w_n + t (dE − Σ_n M_n dln w_n), M_n what i buys from n at
//! customs value and E all it sells: balanced trade. So the best rate is
//!
//! ```text
//! t = A / (dE − A),   A = Σ_n M_n dln w_n,   dE = Σ_{n≠i,j} F_nij (dln X_n + θ_j Σ_{l≠i} π_nlj dln w_l)
//! ```
//!
//! Where all wages abroad move alike, and spending with them, A = E dln w and this is the rule.

use cobden::model::{OneStage, OneStageSolver};

/// The rate that the condition gives an economy, and what is left of it without each of its parts.
pub(super) struct Condition {
    /// Wages abroad move alike, spending abroad with them: the rule.
    pub(super) alike: f64,
    /// Wages abroad move as they do, spending abroad with them.
    pub(super) wages_apart: f64,
    /// Everything moves as it does.
    pub(super) whole: f64,
}

/// Change of the tariff from which derivatives are taken, both ways.
const STEP: f64 = 1e-3;

impl Condition {
    /// For `economy`, every economy at its rate of `rates`.
    pub(super) fn of(world: &OneStage, rates: &[f64], economy: usize) -> Result<Self, String> {
        let count = world.economies();
        let mut solver = OneStageSolver::new(world);
        solver.set_tolerance(1e-13);
        let mut at = |change: f64| {
            let tariff = |n: usize, i: usize, j: usize| match n {
                _ if n == i => world.tariff(n, i, j),
                _ if n == economy => rates[n] + change,
                _ => rates[n],
            };
            solver.solve_at(tariff).map_err(|error| error.to_string())?;
            let unit = solver.wage_hat(economy).ln();
            let wages = (0..count).map(|n| solver.wage_hat(n).ln() - unit);
            let spending = (0..count).map(|n| solver.income_hat(n).ln() - unit);
            Ok::<_, String>((wages.collect::<Vec<f64>>(), spending.collect::<Vec<f64>>()))
        };
        let (up, down) = (at(STEP)?, at(-STEP)?);
        at(0.0)?;
        let slope = |up: &[f64], down: &[f64]| -> Vec<f64> {
            let pairs = up.iter().zip(down);
            pairs.map(|(up, down)| (up - down) / (2.0 * STEP)).collect()
        };
        let wages = slope(&up.0, &down.0);
        let spending = slope(&up.1, &down.1);
        let alike: Vec<f64> = (0..count).map(|n| f64::from(n != economy)).collect();
        let rate = |wages: &[f64], spending: &[f64]| {
            let (mut paid, mut earned) = (0.0, 0.0);
            for (j, theta) in world.elasticities().iter().enumerate() {
                for n in (0..count).filter(|n| *n != economy) {
                    paid += solver.flow(economy, n, j) * wages[n];
                    let others: f64 = (0..count).map(|l| solver.share(n, l, j) * wages[l]).sum();
                    earned += solver.flow(n, economy, j) * (spending[n] + theta * others);
                }
            }
            paid / (earned - paid)
        };
        Ok(Self {
            alike: rate(&alike, &alike),
            wages_apart: rate(&wages, &wages),
            whole: rate(&wages, &spending),
        })
    }
}
