//! Newton with the log wedges of binding limits as unknowns beside those of the world.
//!
//! Rows: the equilibrium conditions with the wedges in their weights, then ln Σ V − ln target for
//! each binding limit. At given prices d ln V = −(1+θ) d ln(1+w), so the last rows are close to
//! linear in the log wedges.

use std::borrow::Cow;

use cobden_num::{Monitor, Newton, NonlinearSystem, Status};

use super::Licence;
use crate::precondition::Preconditioner;
use crate::settings::{Settings, SolveStatistics};
use crate::solve::{advance, longest_step};
use crate::system::{Point, System};
use crate::tangent::{TangentWork, WeightMove};

/// Newton steps of one attempt.
const STEPS: usize = 25;

/// The system with wedges as unknowns.
pub(crate) struct Limited<'s, 'b> {
    pub system: System<'b>,
    pub point: Point,
    work: TangentWork,
    preconditioner: Cow<'s, Preconditioner>,
    at: Vec<f64>,
    cost: Vec<f64>,
    licences: &'s [Licence],
    /// Places of the limits that are held.
    active: &'s [usize],
    /// ln ΣV to reach, by active limit.
    targets: &'s [f64],
    /// d ln V by its own log wedge, spending and costs given.
    diagonal: Vec<f64>,
}

impl<'s, 'b> Limited<'s, 'b> {
    /// `system` holds no wedge but has room for all; see [`Licence::set_wedge`].
    pub(crate) fn new(
        system: System<'b>,
        preconditioner: &'s Preconditioner,
        licences: &'s [Licence],
        active: &'s [usize],
        targets: &'s [f64],
    ) -> Self {
        let layout = &system.benchmark.layout;
        Self {
            point: Point::new(system.benchmark, &system.weights),
            work: TangentWork::new(&system),
            preconditioner: Cow::Borrowed(preconditioner),
            at: vec![0.0; layout.unknowns() + active.len()],
            cost: vec![0.0; layout.cells()],
            licences,
            active,
            targets,
            diagonal: vec![-1.0; active.len()],
            system,
        }
    }

    /// Solves from `x`, the world's unknowns and then the log wedges, which receives the best point
    /// reached; leaves [`Limited::point`] at it.
    pub(crate) fn run(
        &mut self,
        settings: &Settings,
        x: &mut [f64],
        monitor: &mut impl Monitor,
    ) -> (Status, SolveStatistics) {
        let newton = Newton {
            tolerance: settings.tolerance,
            max_iterations: STEPS.min(settings.max_iterations),
            ..Newton::default()
        };
        let outcome = newton.solve(self, x, monitor);
        let mut statistics = SolveStatistics {
            iterations: outcome.statistics.iterations,
            residual_evaluations: outcome.statistics.residual_evaluations,
            jacobian_products: outcome.statistics.jacobian_products,
            residual: outcome.statistics.residual,
            ..SolveStatistics::default()
        };
        if outcome.status != Status::Converged {
            // The last evaluation may have been of a point that was not taken.
            let mut residual = vec![0.0; x.len()];
            self.residual(x, &mut residual);
            statistics.residual_evaluations += 1;
        }
        (outcome.status, statistics)
    }

    fn unknowns(&self) -> usize {
        self.system.benchmark.layout.unknowns()
    }

    fn active_licences(&self) -> impl Iterator<Item = &'s Licence> + use<'s> {
        let licences = self.licences;
        self.active.iter().map(move |k| &licences[*k])
    }
}

impl NonlinearSystem for Limited<'_, '_> {
    fn size(&self) -> usize {
        self.unknowns() + self.active.len()
    }

    fn residual(&mut self, x: &[f64], out: &mut [f64]) {
        let (z, wedges) = x.split_at(self.unknowns());
        let (rows, limits) = out.split_at_mut(z.len());
        for (licence, wedge) in self.active_licences().zip(wedges) {
            licence.set_wedge(&mut self.system, *wedge);
        }
        self.system.evaluate(z, &mut self.point, rows);
        let licences = self.active_licences().zip(wedges);
        for ((out, target), (licence, wedge)) in limits.iter_mut().zip(self.targets).zip(licences) {
            *out = licence.log_volume(&self.system, &self.point, *wedge) - target;
        }
    }

    fn linearize(&mut self, x: &[f64]) {
        self.at.copy_from_slice(x);
        let wedges = &x[self.unknowns()..];
        for (k, (licence, wedge)) in self.active_licences().zip(wedges).enumerate() {
            let (mut sum, mut slope) = (0.0, 0.0);
            for (cell, volume) in licence.volumes(&self.system, &self.point, *wedge) {
                let [importer, exporter, sector] = cell.at;
                let weights = &self.system.weights[sector];
                let share = weights.share(importer, exporter, &self.point.sectors[sector]);
                sum += volume;
                slope += volume * (1.0 + weights.elasticity * (1.0 - share));
            }
            self.diagonal[k] = -slope / sum;
        }
    }

    fn jacobian_product(&mut self, v: &[f64], out: &mut [f64]) {
        let size = self.unknowns();
        let (v, changes) = v.split_at(size);
        let (rows, limits) = out.split_at_mut(size);
        let wedges = self.at[size..].iter();
        let moves: Vec<WeightMove> = (self.active_licences().zip(wedges).zip(changes))
            .flat_map(|((licence, wedge), change)| licence.moves(&self.system, *wedge, *change))
            .collect();
        self.system
            .tangent_with_moves(&self.point, v, &moves, &mut self.work, rows);
        let layout = self.system.benchmark.layout;
        for (k, licence) in self.active_licences().enumerate() {
            let (mut sum, mut change) = (0.0, 0.0);
            for (cell, volume) in licence.volumes(&self.system, &self.point, self.at[size + k]) {
                let [importer, exporter, sector] = cell.at;
                let theta = self.system.weights[sector].elasticity;
                let cost = self.work.cost_change(layout.at(exporter, sector));
                let demand = self.work.demand_change(sector, importer)
                    / self.point.sectors[sector].demand[importer];
                sum += volume;
                change += volume * (demand - (1.0 + theta) * (cost + changes[k]));
            }
            limits[k] = change / sum;
        }
    }

    fn precondition(&mut self, v: &[f64], out: &mut [f64]) {
        let size = self.unknowns();
        let (v, limits) = v.split_at(size);
        let (rows, wedges) = out.split_at_mut(size);
        self.preconditioner
            .apply(&self.system, v, rows, &mut self.cost);
        for ((out, v), slope) in wedges.iter_mut().zip(limits).zip(&self.diagonal) {
            *out = v / slope;
        }
    }

    fn refresh_preconditioner(&mut self) {
        let z = &self.at[..self.unknowns()];
        let fresh = Preconditioner::new(&self.system, &self.point, z);
        self.preconditioner = Cow::Owned(fresh);
    }

    fn advance(&self, x: &[f64], step: &[f64], length: f64, out: &mut [f64]) {
        let size = self.unknowns();
        let layout = &self.system.benchmark.layout;
        advance(layout, &x[..size], &step[..size], length, &mut out[..size]);
        for ((out, x), s) in out[size..].iter_mut().zip(&x[size..]).zip(&step[size..]) {
            *out = x + length * s;
        }
    }

    fn longest_step(&self, _: &[f64], step: &[f64]) -> f64 {
        let (z, wedges) = step.split_at(self.unknowns());
        longest_step(&self.system.benchmark.layout, z, wedges)
    }
}
