//! Which limits bind: rounds of solving with some held, letting go and taking up.
//!
//! A limit that is exceeded is held from then on, one whose wedge turns negative is let go. Goods
//! under limits are substitutes as a rule: a wedge on one raises the volumes of the others, and then
//! the rounds never go back and forth. Where they do, only the limit furthest off changes.
//!
//! Source: Hintermüller, Ito and Kunisch (2002), "The primal-dual active set strategy as a semismooth
//! Newton method", SIAM Journal on Optimization 13(3), for the rounds and for M-matrices.

use cobden_num::{Monitor, Status};

use super::newton::Limited;
use super::{Licence, Licences};
use crate::equilibrium::Snapshot;
use crate::error::ModelError;
use crate::model::Model;
use crate::settings::{Settings, SolveStatistics};
use crate::solve::worst_market;
use crate::system::System;

/// Rounds in which every limit that is on the wrong side changes.
const FREE_ROUNDS: usize = 12;
/// Smallest part of the way to the limits that is tried before giving up.
const SMALLEST_STEP: f64 = 0.005;
/// Part of the tolerance below which a wedge or an excess is rounding error.
const SLACK: f64 = 1e-2;
/// The same, whatever the tolerance.
const ROUNDING: f64 = 1e-13;

/// A point with wedges.
struct Reached {
    /// The world's unknowns.
    unknowns: Vec<f64>,
    /// By limit.
    log_wedge: Vec<f64>,
    /// ln ΣV by limit.
    log_volume: Vec<f64>,
}

impl Model {
    /// From the equilibrium without licence prices to the one in which every limit holds, as wedges
    /// in `licences` and a state to start the final system from. Work is added to `statistics`.
    ///
    /// # Errors
    /// [`ModelError::LimitNotMet`] names the limit furthest off; else as [`Model::solve`].
    pub(crate) fn meet_limits(
        &self,
        system: &System,
        start: &Snapshot,
        licences: &mut Licences,
        settings: &Settings,
        statistics: &mut SolveStatistics,
        monitor: &mut impl Monitor,
    ) -> Result<Option<Vec<f64>>, ModelError> {
        let all = std::mem::take(&mut licences.all);
        let found = self.rounds(system, start, &all, settings, statistics, monitor);
        licences.all = all;
        let Some(reached) = found? else {
            return Ok(None);
        };
        licences.set(reached.log_wedge);
        Ok(Some(reached.unknowns))
    }

    fn rounds(
        &self,
        system: &System,
        start: &Snapshot,
        all: &[Licence],
        settings: &Settings,
        statistics: &mut SolveStatistics,
        monitor: &mut impl Monitor,
    ) -> Result<Option<Reached>, ModelError> {
        let mut at = Reached {
            unknowns: start.unknowns.clone(),
            log_wedge: vec![0.0; all.len()],
            log_volume: all
                .iter()
                .map(|licence| licence.log_volume(system, &start.point, 0.0))
                .collect(),
        };
        // Room for every wedge before the first, so that no array appears on the way.
        let mut roomy = system.clone();
        for licence in all {
            licence.set_wedge(&mut roomy, 0.0);
        }
        let slack = (SLACK * settings.tolerance).max(ROUNDING);
        let mut active: Vec<bool> = vec![false; all.len()];
        let mut round = 0;
        loop {
            let off = |k: usize, active: bool| match active {
                true => -at.log_wedge[k],
                false if all[k].cells.is_empty() => 0.0,
                false => at.log_volume[k] - all[k].log_limit,
            };
            let mut wrong: Vec<(usize, f64)> = (0..all.len())
                .map(|k| (k, off(k, active[k])))
                .filter(|(_, off)| *off > slack)
                .collect();
            if wrong.is_empty() {
                let none = at.log_wedge.iter().all(|wedge| *wedge == 0.0);
                return Ok((!none).then_some(at));
            }
            round += 1;
            if round > FREE_ROUNDS {
                wrong.sort_by(|a, b| b.1.total_cmp(&a.1));
                wrong.truncate(1);
            }
            let left = settings
                .max_iterations
                .saturating_sub(statistics.iterations);
            if round > FREE_ROUNDS + 4 * all.len() || left == 0 {
                let (limit, _) = wrong[0];
                return Err(self.not_met(limit, all, &at, system, settings, statistics));
            }
            for (k, _) in wrong {
                active[k] = !active[k];
                if !active[k] {
                    at.log_wedge[k] = 0.0;
                }
            }
            let held: Vec<usize> = (0..all.len()).filter(|k| active[*k]).collect();
            at = self.hold(&roomy, at, all, &held, settings, statistics, monitor)?;
        }
    }

    /// Solves with the limits `held` at their bounds, in parts where one step does not do.
    #[allow(clippy::too_many_arguments, reason = "one caller")]
    fn hold(
        &self,
        roomy: &System,
        from: Reached,
        all: &[Licence],
        held: &[usize],
        settings: &Settings,
        statistics: &mut SolveStatistics,
        monitor: &mut impl Monitor,
    ) -> Result<Reached, ModelError> {
        let size = from.unknowns.len();
        let limits: Vec<f64> = held.iter().map(|k| all[*k].log_limit).collect();
        // Where the way starts: volumes now, at the wedges now.
        let mut begun: Vec<f64> = held.iter().map(|k| from.log_volume[*k]).collect();
        let mut x = from.unknowns;
        x.extend(held.iter().map(|k| from.log_wedge[*k]));
        let (mut done, mut step) = (0.0_f64, 1.0_f64);
        loop {
            let next = (done + step).min(1.0);
            let part = (next - done) / (1.0 - done);
            let targets: Vec<f64> = (begun.iter().zip(&limits))
                .map(|(from, to)| {
                    if next < 1.0 {
                        from + part * (to - from)
                    } else {
                        *to
                    }
                })
                .collect();
            let mut solver = Limited::new(roomy.clone(), &self.preconditioner, all, held, &targets);
            let mut trial = x.clone();
            let left = Settings {
                max_iterations: settings
                    .max_iterations
                    .saturating_sub(statistics.iterations),
                ..*settings
            };
            let (status, work) = solver.run(&left, &mut trial, monitor);
            statistics.add(&SolveStatistics {
                residual: 0.0,
                ..work
            });
            let reached = |solver: &Limited, x: &[f64]| {
                let mut log_wedge = vec![0.0; all.len()];
                for (k, wedge) in held.iter().zip(&x[size..]) {
                    log_wedge[*k] = *wedge;
                }
                let volume = |(licence, wedge): (&Licence, &f64)| {
                    licence.log_volume(&solver.system, &solver.point, *wedge)
                };
                Reached {
                    log_volume: all.iter().zip(&log_wedge).map(volume).collect(),
                    unknowns: x[..size].to_vec(),
                    log_wedge,
                }
            };
            if status == Status::Converged {
                if next >= 1.0 {
                    statistics.residual = statistics.residual.max(work.residual);
                    return Ok(reached(&solver, &trial));
                }
                x = trial;
                begun = targets;
                done = next;
                step *= 1.5;
                continue;
            }
            step *= 0.4;
            let out = statistics.iterations >= settings.max_iterations;
            if status == Status::Interrupted || step < SMALLEST_STEP || out {
                if status == Status::Interrupted {
                    let mut residual = vec![0.0; size];
                    solver
                        .system
                        .evaluate(&trial[..size], &mut solver.point, &mut residual);
                    return Err(ModelError::NotConverged {
                        status,
                        residual: work.residual,
                        tolerance: settings.tolerance,
                        iterations: statistics.iterations,
                        market: worst_market(&solver.system, &residual),
                        statistics: Box::new(*statistics),
                    });
                }
                let at = reached(&solver, &trial);
                let off = |k: &&usize| (at.log_volume[**k] - all[**k].log_limit).abs();
                let worst = held.iter().max_by(|a, b| off(a).total_cmp(&off(b)));
                let worst = worst.copied().unwrap_or(0);
                return Err(self.not_met(worst, all, &at, roomy, settings, statistics));
            }
        }
    }

    fn not_met(
        &self,
        limit: usize,
        all: &[Licence],
        at: &Reached,
        system: &System,
        settings: &Settings,
        statistics: &SolveStatistics,
    ) -> ModelError {
        let world = &system.benchmark.world;
        let licence = &all[limit];
        let flow = match licence.cells.as_slice() {
            [] => String::new(),
            [first, rest @ ..] => {
                let more = match rest.len() {
                    0 => String::new(),
                    count => format!(" and {count} more"),
                };
                super::check::describe_flow(first.at, world) + &more
            }
        };
        ModelError::LimitNotMet {
            limit,
            flow,
            volume_hat: libm::exp(at.log_volume[limit]) / licence.reference,
            target: libm::exp(licence.log_limit) / licence.reference,
            wedge: libm::expm1(at.log_wedge[limit]),
            tolerance: settings.tolerance,
            statistics: Box::new(*statistics),
        }
    }
}
