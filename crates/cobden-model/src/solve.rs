//! From a shock to an equilibrium: Newton–Krylov, with an accelerated fixed point to fall back on.

use std::time::Instant;

use cobden_num::{Anderson, FixedPointMap, Monitor, Newton, NonlinearSystem, Status};

use crate::error::{Market, ModelError};
use crate::layout::Layout;
use crate::precondition::Preconditioner;
use crate::settings::{Settings, SolveStatistics};
use crate::system::{Point, System};
use crate::tangent::TangentWork;

/// The system as the solver sees it.
pub(crate) struct Solver<'s, 'b> {
    pub system: &'s System<'b>,
    pub point: Point,
    work: TangentWork,
    preconditioner: std::borrow::Cow<'s, Preconditioner>,
    at: Vec<f64>,
    cost: Vec<f64>,
}

impl<'s, 'b> Solver<'s, 'b> {
    pub(crate) fn new(system: &'s System<'b>, preconditioner: &'s Preconditioner) -> Self {
        Self {
            point: Point::new(system.benchmark, &system.weights),
            work: TangentWork::new(system),
            preconditioner: std::borrow::Cow::Borrowed(preconditioner),
            at: system.identity(),
            cost: vec![0.0; system.benchmark.layout.cells()],
            system,
        }
    }
}

/// Longest change of a log wage or log price in one step.
const LONGEST_LOG_STEP: f64 = 3.0;

impl NonlinearSystem for Solver<'_, '_> {
    fn size(&self) -> usize {
        self.system.benchmark.layout.unknowns()
    }

    fn residual(&mut self, x: &[f64], out: &mut [f64]) {
        self.system.evaluate(x, &mut self.point, out);
    }

    fn linearize(&mut self, x: &[f64]) {
        // Kept for rebuilding the preconditioner.
        self.at.copy_from_slice(x);
    }

    fn jacobian_product(&mut self, v: &[f64], out: &mut [f64]) {
        self.system.tangent(&self.point, v, &mut self.work, out);
    }

    fn precondition(&mut self, v: &[f64], out: &mut [f64]) {
        self.preconditioner
            .apply(self.system, v, out, &mut self.cost);
    }

    fn preconditioned_product(&mut self, v: &[f64], preconditioned: &mut [f64], out: &mut [f64]) {
        self.preconditioner
            .apply(self.system, v, preconditioned, &mut self.cost);
        if !self.system.benchmark.nests.is_empty() {
            // The preconditioner knows no composite prices, and so not their costs.
            return self.jacobian_product(preconditioned, out);
        }
        self.system.tangent_with_cost(
            &self.point,
            preconditioned,
            &self.cost,
            &[],
            &mut self.work,
            out,
        );
    }

    fn refresh_preconditioner(&mut self) {
        let fresh = Preconditioner::new(self.system, &self.point, &self.at);
        self.preconditioner = std::borrow::Cow::Owned(fresh);
    }

    fn advance(&self, x: &[f64], step: &[f64], length: f64, out: &mut [f64]) {
        advance(&self.system.benchmark.layout, x, step, length, out);
    }

    fn longest_step(&self, _: &[f64], step: &[f64]) -> f64 {
        longest_step(&self.system.benchmark.layout, step, &[])
    }
}

/// A fraction of the way along a step of the unknowns: spending moves with its economy's wage, and
/// with the rest of its step beyond that.
pub(crate) fn advance(layout: &Layout, x: &[f64], step: &[f64], length: f64, out: &mut [f64]) {
    for ((t, x), s) in out.iter_mut().zip(x).zip(step) {
        *t = x + length * s;
    }
    let (_, _, out) = layout.split_mut(out);
    let ((_, _, x), (wages, _, step)) = (layout.split(x), layout.split(step));
    for n in 0..layout.economies {
        let growth = libm::exp(length * wages[n]);
        for cell in layout.row(n) {
            out[cell] = growth * (x[cell] + length * (step[cell] - wages[n] * x[cell]));
        }
    }
}

/// Largest fraction of a step in which no log of a wage, a price or one of `more` changes too far.
pub(crate) fn longest_step(layout: &Layout, step: &[f64], more: &[f64]) -> f64 {
    let (wages, prices, _) = layout.split(step);
    let logs = wages.iter().chain(prices).chain(more);
    let longest = logs.fold(0.0, |most: f64, v| most.max(v.abs()));
    (LONGEST_LOG_STEP / longest).min(1.0)
}

/// z ← z − M⁻¹ F(z).
impl FixedPointMap for Solver<'_, '_> {
    fn size(&self) -> usize {
        self.system.benchmark.layout.unknowns()
    }

    fn map(&mut self, x: &[f64], out: &mut [f64]) {
        let mut residual = vec![0.0; x.len()];
        self.system.evaluate(x, &mut self.point, &mut residual);
        self.preconditioner
            .apply(self.system, &residual, out, &mut self.cost);
        for (out, x) in out.iter_mut().zip(x) {
            *out = x - *out;
        }
    }
}

/// Fixed-point maps tried between two attempts of Newton.
const RESCUE_MAPS: usize = 60;
/// Attempts of Newton, each but the first from where the fixed point has led.
const ATTEMPTS: usize = 2;
/// Newton steps of one attempt: those that succeed take fewer.
const STEPS_OF_AN_ATTEMPT: usize = 15;

impl Solver<'_, '_> {
    /// Solves from `z`, which receives the solution; leaves [`Solver::point`] at it.
    pub(crate) fn run(
        &mut self,
        settings: &Settings,
        z: &mut [f64],
        monitor: &mut impl Monitor,
    ) -> Result<SolveStatistics, ModelError> {
        let start = Instant::now();
        let mut total = SolveStatistics::default();
        let mut attempt = 0;
        let status = loop {
            let newton = Newton {
                tolerance: settings.tolerance,
                max_iterations: STEPS_OF_AN_ATTEMPT.min(settings.max_iterations - total.iterations),
                ..Newton::default()
            };
            let outcome = newton.solve(self, z, monitor);
            total.iterations += outcome.statistics.iterations;
            total.residual_evaluations += outcome.statistics.residual_evaluations;
            total.jacobian_products += outcome.statistics.jacobian_products;
            total.residual = outcome.statistics.residual;
            attempt += 1;
            let settled = matches!(outcome.status, Status::Converged | Status::Interrupted);
            if settled || attempt == ATTEMPTS || total.iterations >= settings.max_iterations {
                break outcome.status;
            }
            let rescue = Anderson {
                tolerance: settings.tolerance,
                max_iterations: RESCUE_MAPS,
                depth: 5,
                damping: 0.7,
            };
            let rescued = rescue.solve(self, z, monitor);
            total.fixed_point_maps += rescued.maps;
            if rescued.status == Status::Interrupted {
                break rescued.status;
            }
        };
        total.time = start.elapsed();
        if status != Status::Converged {
            return Err(self.not_converged(settings, z, status, total));
        }
        // The last evaluation of a converged solve is that of its solution.
        Ok(total)
    }

    fn not_converged(
        &mut self,
        settings: &Settings,
        z: &[f64],
        status: Status,
        statistics: SolveStatistics,
    ) -> ModelError {
        let mut residual = vec![0.0; z.len()];
        self.system.evaluate(z, &mut self.point, &mut residual);
        ModelError::NotConverged {
            status,
            residual: statistics.residual,
            tolerance: settings.tolerance,
            iterations: statistics.iterations,
            market: worst_market(self.system, &residual),
            statistics: Box::new(statistics),
        }
    }
}

pub(crate) fn worst_market(system: &System, residual: &[f64]) -> Market {
    let layout = &system.benchmark.layout;
    let world = &system.benchmark.world;
    let size = |value: f64| {
        if value.is_nan() {
            f64::INFINITY
        } else {
            value.abs()
        }
    };
    let worst =
        (0..residual.len()).max_by(|a, b| size(residual[*a]).total_cmp(&size(residual[*b])));
    let worst = worst.unwrap_or(0);
    if worst < layout.economies {
        return Market::Labour {
            economy: world.economies[worst].code.clone(),
        };
    }
    let is_price = worst < layout.economies + layout.cells();
    let cell = (worst - layout.economies) % layout.cells();
    let economy = world.economies[cell / layout.sector_stride].code.clone();
    let sector = world.sectors[(cell % layout.sector_stride).min(layout.sectors - 1)]
        .code
        .clone();
    if is_price {
        Market::Price { economy, sector }
    } else {
        Market::Goods { economy, sector }
    }
}
