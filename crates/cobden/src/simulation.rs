//! A scenario file carried out: world, shock, equilibrium.

use std::collections::BTreeSet;
use std::path::Path;

use cobden_diagnostics::{Diagnostic, Diagnostics};
use cobden_model::{Equilibrium, Model, ModelError, Scenario, Settings, Shock};
use cobden_num::Monitor;
use cobden_world::{DEFAULT_WORLD, World};

use crate::open_world;

/// A scenario matched with its world, ready to be solved.
#[derive(Debug)]
pub struct Simulation {
    /// The scenario as written.
    pub scenario: Scenario,
    /// The world's content hash.
    pub world_hash: String,
    /// The world made ready, with the scenario's products.
    pub model: Model,
    /// What the scenario is for this world.
    pub shock: Shock,
    /// Solver settings.
    pub settings: Settings,
    /// What was unusual in the inputs.
    pub warnings: Diagnostics,
}

/// Faults of a world, after the place where the scenario names it.
fn named_in(scenario: &Scenario, name: &str, faults: Diagnostics) -> Diagnostics {
    let Some(place) = scenario.world_place() else {
        return faults;
    };
    let mut found = Diagnostics::new();
    let fault = Diagnostic::error(place, format!("the world \"{name}\" cannot be used"));
    found.push(fault.hint("paths start from the scenario's folder"));
    found.extend(faults);
    found
}

impl Simulation {
    /// Reads a scenario file and its world; `world` overrides the one the file names.
    ///
    /// # Errors
    /// Every fault of the file, or else of the world, or else of both together.
    pub fn open(file: &Path, world: Option<&str>) -> Result<Self, Diagnostics> {
        let shown = file.display().to_string();
        let text = std::fs::read_to_string(file)
            .map_err(|error| Diagnostic::unreadable(&shown, &error))?;
        let scenario = Scenario::parse(&shown, &text)?;
        let (world, warnings) = match (world, &scenario.world) {
            // The command line counts from where it is given, the file from where it stands.
            (Some(name), _) => open_world(name, None)?,
            (None, Some(name)) => open_world(name, file.parent())
                .map_err(|faults| named_in(&scenario, name, faults))?,
            (None, None) => open_world(DEFAULT_WORLD, None)?,
        };
        Self::prepare(scenario, world, warnings)
    }

    fn prepare(
        scenario: Scenario,
        world: World,
        mut warnings: Diagnostics,
    ) -> Result<Self, Diagnostics> {
        let (world, more) = scenario.split(world)?;
        warnings.extend(more);
        let (shock, more) = scenario.shock(&world)?;
        warnings.extend(more);
        Ok(Self {
            settings: scenario.settings(),
            world_hash: world.hash(),
            model: Model::new(world),
            scenario,
            shock,
            warnings,
        })
    }

    /// Solves it.
    ///
    /// # Errors
    /// As [`Model::solve`].
    pub fn run(&self, monitor: &mut (impl Monitor + Send)) -> Result<Equilibrium<'_>, ModelError> {
        self.model
            .solve_with(&self.shock, self.scenario.closure, &self.settings, monitor)
    }

    /// The world.
    pub fn world(&self) -> &World {
        self.model.world()
    }

    /// The two economies between which most of the trade hit by the scenario flows, when they
    /// stand for more than half of it.
    pub fn parties(&self) -> Option<(usize, usize)> {
        let world = self.world();
        let n = world.economy_count();
        let mut hit = vec![0.0; n * n];
        let limited: BTreeSet<[usize; 3]> = (self.shock.limits.iter())
            .flat_map(|limit| limit.flows.iter().copied())
            .collect();
        for ((importer, exporter, sector), flow) in world.flows.indexed_iter() {
            let at = [importer, exporter, sector];
            let touched = self.shock.tariff[at] != world.tariffs[at]
                || self.shock.export_tax[at] != 0.0
                || self.shock.trade_cost_hat[at] != 1.0
                || limited.contains(&at);
            if touched && importer != exporter {
                hit[importer.min(exporter) * n + importer.max(exporter)] += flow;
            }
        }
        let total: f64 = hit.iter().sum();
        let (pair, most) = hit.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1))?;
        (*most > 0.5 * total).then_some((pair / n, pair % n))
    }
}
