//! A published rule for one uniform tariff, which is not quite a best response.

use cobden_model::{ModelError, OneStage, OneStageSolver, SolveStatistics};
use cobden_num::kernels::max_abs;
use cobden_num::{Anderson, FixedPointMap, Silent, Status};

/// A war in which every economy levies the tariff of the rule on all that it imports.
#[derive(Debug, Clone)]
pub struct FormulaWar<'w> {
    /// One rate an economy, ratio of customs value.
    pub rates: Vec<f64>,
    /// The model at these rates.
    pub solver: OneStageSolver<'w>,
    /// Largest difference between a rate and what the rule makes of it.
    pub residual: f64,
    /// Evaluations of the rule.
    pub maps: usize,
    /// Work of all solves.
    pub statistics: SolveStatistics,
}

/// Why the rule gives no war.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum FormulaFault {
    /// No equilibrium at some rates on the way.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// The rates do not settle.
    #[error(
        "the rule's rates do not settle: after {maps} evaluations they still move by {residual:e}"
    )]
    Unsettled {
        /// Evaluations.
        maps: usize,
        /// Largest move of a rate.
        residual: f64,
    },
}

/// Largest move of a rate at which the war counts as settled.
const TOLERANCE: f64 = 1e-12;

/// Tolerance of an equilibrium, as a part of the rates' last move, and the loosest.
const SHARPER: f64 = 1e-3;
/// See [`SHARPER`].
const LOOSEST: f64 = 1e-4;

/// Move of the rates below which equilibria are all alike.
const NEAR: f64 = 0.02;

/// Evaluations at most.
const MAPS: usize = 200;

/// The uniform tariff that the rule gives every economy, all at once:
///
/// ```text
/// t_i = 1 / max( Σ_j θ_j Σ_{n≠i} F_nij (1 − π_nij) / Σ_{n≠i,j} F_nij , 1 )
/// ```
///
/// with flows and shares of the equilibrium at these tariffs. It would be the best response if all wages abroad moved
/// alike under i's tariff, and spending with them; as they do not, it mostly understates it ([`crate::optimal()`],
/// [`crate::war()`]). The cap keeps rates at 100% and below.
///
/// # Errors
/// [`FormulaFault`].
///
/// # Source
/// Lashkaripour (2021), Journal of International Economics 131, article 103419, equation 14.
pub fn formula_war(world: &OneStage) -> Result<FormulaWar<'_>, FormulaFault> {
    let mut map = Rule {
        solver: OneStageSolver::new(world),
        fault: None,
        statistics: SolveStatistics::default(),
        change: 1.0,
    };
    let mut rates = vec![0.25; world.economies()];
    let anderson = Anderson {
        tolerance: TOLERANCE,
        max_iterations: MAPS,
        depth: 6,
        damping: 1.0,
    };
    let outcome = anderson.solve(&mut map, &mut rates, &mut Silent);
    if let Some(fault) = map.fault {
        return Err(fault.into());
    }
    if outcome.status != Status::Converged {
        return Err(FormulaFault::Unsettled {
            maps: outcome.maps,
            residual: outcome.residual,
        });
    }
    map.solver.set_tolerance(1e-12);
    map.solve(&rates)?;
    let again = map.rule();
    let moves: Vec<f64> = again
        .iter()
        .zip(&rates)
        .map(|(new, old)| new - old)
        .collect();
    Ok(FormulaWar {
        residual: max_abs(&moves),
        rates,
        solver: map.solver,
        maps: outcome.maps,
        statistics: map.statistics,
    })
}

struct Rule<'w> {
    solver: OneStageSolver<'w>,
    fault: Option<ModelError>,
    statistics: SolveStatistics,
    /// Largest move of a rate at the last evaluation.
    change: f64,
}

impl Rule<'_> {
    fn solve(&mut self, rates: &[f64]) -> Result<(), ModelError> {
        let world = self.solver.world();
        let tariff = |n: usize, i: usize, j: usize| {
            if n == i {
                world.tariff(n, i, j)
            } else {
                rates[n]
            }
        };
        let statistics = self.solver.solve_at(tariff)?;
        self.statistics.iterations += statistics.iterations;
        self.statistics.residual_evaluations += statistics.residual_evaluations;
        self.statistics.jacobian_products += statistics.jacobian_products;
        self.statistics.residual = statistics.residual;
        self.statistics.time += statistics.time;
        Ok(())
    }

    /// The rule's rates at the equilibrium held.
    fn rule(&self) -> Vec<f64> {
        let elasticities = self.solver.export_elasticities().into_iter();
        elasticities
            .map(|elasticity| 1.0 / elasticity.max(1.0))
            .collect()
    }
}

impl FixedPointMap for Rule<'_> {
    fn size(&self) -> usize {
        self.solver.world().economies()
    }

    fn map(&mut self, x: &[f64], out: &mut [f64]) {
        // Accelerated steps may leave the range that the rule itself keeps to.
        let rates: Vec<f64> = x.iter().map(|rate| rate.clamp(0.0, 1.0)).collect();
        // Equilibria need be no better known than the rates are.
        self.solver
            .set_tolerance((SHARPER * self.change).min(LOOSEST));
        if self.fault.is_none()
            && let Err(fault) = self.solve(&rates)
        {
            self.fault = Some(fault);
        }
        match self.fault {
            Some(_) => out.fill(f64::NAN),
            None => {
                out.copy_from_slice(&self.rule());
                let moves: Vec<f64> = out.iter().zip(&rates).map(|(new, old)| new - old).collect();
                let change = max_abs(&moves);
                if self.change > NEAR && change <= NEAR {
                    // Near the end the exact Jacobian pays for itself.
                    self.solver.sharpen();
                }
                self.change = change;
            }
        }
    }
}
