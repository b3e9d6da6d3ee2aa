//! Shocks too large for one step, taken in parts.

use cobden_num::Monitor;

use crate::equilibrium::Snapshot;
use crate::error::ModelError;
use crate::model::Model;
use crate::settings::{Settings, SolveStatistics};
use crate::shock::Shock;
use crate::system::System;

/// Smallest part of a shock that is tried before giving up.
const SMALLEST_STEP: f64 = 0.005;

impl Model {
    /// Reaches a shock that is too large for one step by way of smaller ones, each started from
    /// the equilibrium before it; the `failure` of the direct way, with all work done, when this
    /// fails too.
    pub(crate) fn continue_along(
        &self,
        direct: &System,
        shock: &Shock,
        settings: &Settings,
        start: Vec<f64>,
        failure: ModelError,
        monitor: &mut impl Monitor,
    ) -> Result<(Snapshot, SolveStatistics), ModelError> {
        let mut total = failure.work();
        let mut from = start;
        let (mut done, mut step) = (0.0, 0.5);
        while step >= SMALLEST_STEP && total.iterations < settings.max_iterations {
            let left = Settings {
                max_iterations: settings.max_iterations - total.iterations,
                ..*settings
            };
            let next: f64 = (done + step).min(1.0);
            let reached = if next < 1.0 {
                let part = shock.fraction_in_logs(self.world(), next);
                let deficits = direct.deficits.clone();
                let system = System::new(&self.benchmark, &part, deficits, direct.threads);
                self.reach(&system, &left, from.clone(), monitor)
            } else {
                self.reach(direct, &left, from.clone(), monitor)
            };
            match reached {
                Ok((snapshot, statistics)) => {
                    total.add(&statistics);
                    total.residual = statistics.residual;
                    if next >= 1.0 {
                        return Ok((snapshot, total));
                    }
                    from = snapshot.unknowns;
                    done = next;
                    step *= 1.5;
                }
                Err(error) if error.may_yield_to_smaller_steps() => {
                    total.add(&error.work());
                    step *= 0.4;
                }
                Err(error) => return Err(error),
            }
        }
        Err(failure.after(total, settings.max_iterations))
    }
}
