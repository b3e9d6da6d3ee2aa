//! What it costs: the model's answer for today and for what might come.

mod baseline;
mod diverted;
mod effect;
mod limits;
mod plan;
mod run;
mod sectors;
mod supposed;
mod written;

use std::collections::BTreeMap;

use cobden_codes::ElasticitySet;
use cobden_model::Shock;
use cobden_world::World;
use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

use crate::context::Context;
use crate::fault::BriefFault;
use crate::history::History;
use crate::talks::{Prepared, Prospects, Search, WayOut};
use crate::trail::Ledger;

pub(crate) use baseline::{Baseline, CLOSURE};
pub use diverted::Diverted;
pub use effect::{Effect, Ranged, TradeEffect};
pub use limits::LimitEffect;
pub(crate) use limits::{PlanLimit, products, settled, tightest};
pub(crate) use plan::{Plan, duties};
pub use run::{EconomyRun, FlowRun, Gain, LimitRun, Run, SectorRun};
pub(crate) use run::{equilibrium, run};
pub use sectors::SectorEffect;
pub use supposed::Scenarios;
pub(crate) use written::write_runs;

/// The name of a world's own elasticities.
pub const OWN: &str = "own";

/// Published sets that the range is taken over, beside the world's own.
const SETS: [&str; 5] = [
    "caliendo-parro-2015",
    "shapiro-2016",
    "lashkaripour-2021",
    "bagwell-staiger-yurukoglu-2021",
    "fontagne-guimbard-orefice-2022",
];

/// What the model says.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Costs {
    /// The world.
    pub world: String,
    /// Year of its flows.
    pub world_year: Option<i32>,
    /// Its content hash.
    pub world_hash: String,
    /// Unit of its values.
    pub unit: String,
    /// The day whose duties everything is compared with.
    pub before: String,
    /// What becomes of trade deficits.
    pub closure: String,
    /// Sets of trade elasticities: the world's own, whose figures are shown, and published ones for the range.
    pub elasticities: Vec<SetUsed>,
    /// What might be, `in-force` first.
    pub scenarios: Vec<Scenario>,
    /// Who gains the trade that the two lose with each other, by their duties on each other alone.
    pub diverted: Vec<Diverted>,
    /// Sectors of the two that change most under what is in force.
    pub sectors: Vec<SectorEffect>,
    /// Export controls and quotas as limits on quantities, under what is in force.
    pub limits: Vec<LimitEffect>,
    /// Every run of the model.
    pub runs: Vec<Run>,
}

/// A set of trade elasticities that was used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SetUsed {
    /// Its name.
    pub name: String,
    /// Authors and year.
    pub label: String,
    /// Why it does not count in ranges, if it does not.
    pub fault: Option<String>,
}

/// What might be, and what it does.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Scenario {
    /// Its name for machines.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it supposes.
    pub what: String,
    /// The effects on the two sides, first and second.
    pub effects: Vec<Effect>,
    /// What the first buys from the second and the second from the first, as far as they trade.
    pub trade: Vec<TradeEffect>,
}

/// Runs of one set of elasticities.
pub(crate) struct SetRuns {
    pub name: &'static str,
    pub baseline: Baseline,
    pub runs: Vec<Run>,
    /// The shock of each run.
    pub shocks: Vec<Shock>,
    /// Whether it counts in ranges.
    pub counts: bool,
}

impl SetRuns {
    /// Goods that the two sides sell each other on the day before, in the world's unit.
    fn trade_before(&self) -> f64 {
        self.runs[0].flows.iter().map(|flow| flow.goods).sum()
    }
}

/// How far a set's trade between the two before the round may be from that of the world's own elasticities, as a ratio.
const CARRIED: f64 = 1.4;

/// Plans, worlds and runs: what a report shows, and what can be written to repeat it.
pub(crate) struct Work {
    pub costs: Costs,
    pub plans: Vec<Plan>,
    pub sets: Vec<SetRuns>,
    pub way_out: WayOut,
    pub prospects: Prospects,
}

/// Solves every plan with every set of elasticities.
pub(crate) fn costs<'r>(
    context: &Context<'r>,
    ledger: &mut Ledger<'r>,
    world: &World,
    histories: &[History],
    more: &Scenarios,
) -> Result<Work, BriefFault> {
    for party in &context.asked.parties {
        if world.economy_index(party).is_none() {
            return Err(BriefFault::NotInWorld {
                party: party.clone(),
                world: world.provenance.name.clone(),
            });
        }
    }
    let mut plans = plan::plans(context, world, histories, more)?;
    let before = plan::duties(&context.schedule, context, world, context.asked.before)?;
    let steps = Prepared::new(context, world)?;
    let limits = plans.iter().flat_map(|plan| &plan.limits);
    let products = limits::products(context, limits.chain(steps.limits()));
    let solve = |name: &&'static str| -> Result<SetRuns, BriefFault> {
        let set = ElasticitySet::find(name);
        let baseline = Baseline::new(context, world, set, &before, &products)?;
        let solved = plans
            .iter()
            .map(|plan| run::run(context, &baseline, plan, name));
        let solved: Vec<(Run, Shock)> = solved.collect::<Result<_, _>>()?;
        let (runs, shocks) = solved.into_iter().unzip();
        Ok(SetRuns {
            name,
            baseline,
            runs,
            shocks,
            counts: true,
        })
    };
    let names: Vec<&'static str> = std::iter::once(OWN).chain(SETS).collect();
    // Every set is a computation of its own; the order is kept, so digits do not depend on threads.
    let solved: Vec<Result<SetRuns, BriefFault>> = names.par_iter().map(solve).collect();
    let mut sets = Vec::new();
    let mut used = Vec::new();
    for (name, outcome) in names.iter().zip(solved) {
        let label = ElasticitySet::find(name).map_or("the world's own", ElasticitySet::label);
        let fault = match outcome {
            Ok(runs) => {
                let fault = too_far(&runs, sets.first());
                sets.push(SetRuns {
                    counts: fault.is_none(),
                    ..runs
                });
                fault
            }
            // Figures are shown for the world's own elasticities: without them there is no report.
            Err(fault) if *name == OWN => return Err(fault),
            Err(fault) => Some(fault.to_string()),
        };
        used.push(SetUsed {
            name: (*name).to_owned(),
            label: label.to_owned(),
            fault,
        });
    }
    let scenarios = effect::scenarios(context, ledger, &plans, &sets);
    let (way_out, packages) = steps.solve(context, ledger, world, &sets[0].baseline)?;
    // Packages are runs of the world's own elasticities alone, after those that every set has.
    let search = Search {
        context,
        ledger: &mut *ledger,
        world,
        baseline: &sets[0].baseline,
        today: (&plans[0], &sets[0].runs[0], &sets[0].shocks[0]),
        runs: &sets[0].runs,
    };
    let (prospects, sought) = { search }.prospects()?;
    for package in packages.into_iter().chain(sought) {
        plans.push(package.plan);
        sets[0].runs.push(package.run);
        sets[0].shocks.push(package.shock);
    }
    let own = &sets[0];
    let diverted = diverted::diverted(context, ledger, own);
    let sectors = sectors::sectors(context, ledger, own);
    let provenance = &world.provenance;
    let costs = Costs {
        world: provenance.name.clone(),
        world_year: provenance.year,
        world_hash: world.hash(),
        unit: provenance.unit.to_string(),
        before: context.asked.before.to_string(),
        closure: baseline::CLOSURE.name().to_owned(),
        elasticities: used,
        scenarios,
        diverted,
        sectors,
        limits: limits::effects(context, ledger, own),
        runs: sets
            .iter()
            .flat_map(|set| set.runs.iter().cloned())
            .collect(),
    };
    Ok(Work {
        costs,
        plans,
        sets,
        way_out,
        prospects,
    })
}

impl Costs {
    /// A run by id.
    pub fn run(&self, id: &str) -> Option<&Run> {
        self.runs.iter().find(|run| run.id == id)
    }

    /// A scenario by id.
    pub fn scenario(&self, id: &str) -> Option<&Scenario> {
        self.scenarios.iter().find(|one| one.id == id)
    }

    /// What a run is, in words, by id.
    pub(crate) fn run_steps(&self, id: &str) -> Vec<String> {
        let Some(run) = self.run(id) else {
            return Vec::new();
        };
        let set = self
            .elasticities
            .iter()
            .find(|set| set.name == run.elasticities);
        let label = set.map_or(run.elasticities.as_str(), |set| set.label.as_str());
        vec![
            format!(
                "world {} of {}, hash {}, brought to the duties of {} (hash {})",
                self.world,
                self.world_year
                    .map_or_else(|| "an unknown year".to_owned(), |year| year.to_string()),
                self.world_hash,
                self.before,
                run.world_hash
            ),
            format!(
                "shock: {}; {} duties changed, {} limits",
                run.what,
                run.tariff_cells,
                run.limits.len()
            ),
            format!(
                "trade elasticities: {label}; closure {}; tolerance {:e}",
                self.closure, run.tolerance
            ),
            format!(
                "converged, residual {:.1e}, {} iterations, {} maps",
                run.residual, run.iterations, run.map_evaluations
            ),
            format!(
                "to repeat: write the runs with --runs DIR, then cobden simulate DIR/{}/{}.toml --json",
                run.elasticities, run.scenario
            ),
        ]
    }
}

/// Why a set does not count: carried to the duties of a distant day, its trade is no longer the world's.
fn too_far(set: &SetRuns, own: Option<&SetRuns>) -> Option<String> {
    let ratio = set.trade_before() / own?.trade_before();
    let far = !(1.0 / CARRIED..=CARRIED).contains(&ratio) && ratio.is_finite();
    far.then(|| {
        format!(
            "carried to the duties of the day before, it has the two trade {} times as much as with the world's own",
            crate::words::one_decimal(ratio)
        )
    })
}

/// Low and high of values, keyed by set.
pub(crate) fn range(values: &BTreeMap<&str, f64>) -> (f64, f64) {
    let low = values.values().copied().fold(f64::INFINITY, f64::min);
    let high = values.values().copied().fold(f64::NEG_INFINITY, f64::max);
    (low, high)
}
