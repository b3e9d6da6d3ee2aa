//! Every combination of the steps on the table, solved on a world.

use cobden_codes::suggest;
use cobden_diagnostics::Diagnostics;
use cobden_model::Settings;
use cobden_record::View;
use cobden_talks::{
    Answer, Control, Packages as Combinations, Solved, Subset, TableFault, Unsolved,
};
use cobden_world::World;
use jiff::civil::Date;

use super::file::Steps;
use super::panels::{Panels, Sameness};
use super::stated::{Stated, Verdict};
use super::steps::{NotAStep, Step, Table};
use crate::context::Context;
use crate::costs::{Baseline, CLOSURE, Plan, duties, equilibrium, products};
use crate::fault::BriefFault;
use crate::question::{Question, Settled};

/// How far the work is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Work {
    /// Duties are found for combinations of steps.
    Duties(cobden_talks::Progress),
    /// Packages are solved.
    Packages(cobden_talks::Progress),
}

/// Receives how far the work is, and may stop it.
pub type Tell<'a> = &'a (dyn Fn(Work) -> Control + Sync);

/// Which steps are combined.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OnTheTable {
    /// Steps of the reader's own.
    pub steps: Steps,
    /// Only these steps, by id; all where none are named.
    pub only: Vec<String>,
}

/// Every combination of the steps on the table, solved on a world and compared.
///
/// Payoffs are real incomes over those of today, that is under what is in force, so that gains are changes as ratios.
#[derive(Debug, Clone, PartialEq)]
pub struct Packages {
    /// The day.
    pub on: Date,
    /// What was known by this day.
    pub known: Date,
    /// The day whose duties the world was brought to before it was shocked.
    pub before: Date,
    /// The two sides.
    pub sides: [String; 2],
    /// The world.
    pub world: String,
    /// Its name with where it is from.
    pub world_title: String,
    /// Year of its flows.
    pub world_year: Option<i32>,
    /// Its content hash.
    pub world_hash: String,
    /// What becomes of trade deficits.
    pub closure: &'static str,
    /// Largest relative excess demand allowed.
    pub tolerance: f64,
    /// The steps, in the order of the combinations.
    pub steps: Vec<TakenStep>,
    /// Positions that no step is made of.
    pub not_steps: Vec<NotAStep>,
    /// Positions that packages are held against.
    pub stated: Vec<Stated>,
    /// All packages.
    pub solved: Solved<String>,
}

/// A step as it was combined with others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenStep {
    /// The step.
    pub step: Step,
    /// Measures that stay ended though what ended them is gone.
    pub kept_ended: Vec<String>,
    /// Whether it raises a duty when taken alone: what it ends stood in place of something higher, or something is supposed.
    pub raises: bool,
}

/// Why there are no packages.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PackagesFault {
    /// No question can be asked of the record and the world.
    #[error(transparent)]
    Brief(#[from] BriefFault),
    /// Steps that cannot be combined.
    #[error("{}", listed(.0))]
    Table(Vec<TableFault>),
    /// No step has this id.
    #[error("no step is called \"{name}\"")]
    NoStep {
        /// The id asked for.
        name: String,
        /// An id that is near.
        near: Option<String>,
    },
    /// Nothing to compare with, or the work was stopped.
    #[error(transparent)]
    Unsolved(#[from] Unsolved<String>),
}

fn listed(faults: &[TableFault]) -> String {
    let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
    faults.join("; ")
}

impl From<Diagnostics> for PackagesFault {
    fn from(faults: Diagnostics) -> Self {
        Self::Brief(faults.into())
    }
}

impl Packages {
    /// Solves every package between the two sides of a question.
    ///
    /// `folder` is the record's as the reader wrote it. Steps are those that open positions ask for or offer, and the reader's own.
    /// The world is brought to the duties of the day before the round, as a brief does, and every package is a shock to it: what is
    /// in force on the day, without the measures that its steps end and with those that they put into force.
    ///
    /// # Errors
    /// [`PackagesFault`]; a package without an equilibrium is no error but is reported as such.
    pub fn solve(
        folder: &str,
        view: View<'_>,
        world: &World,
        question: &Question,
        on_the_table: &OnTheTable,
        tell: Tell<'_>,
    ) -> Result<Self, PackagesFault> {
        let asked = Settled::new(question, view)?;
        let context = Context::new(folder, view, asked, world)?;
        let table = on_the_table.table(&context)?;
        let combined = Combined::new(&context, world, &table.steps, tell)?;
        let needed = products(&context, combined.panels.limits());
        let before = duties(&context.schedule, &context, world, context.asked.before)?;
        let baseline = Baseline::new(&context, world, None, &before, &needed)?;
        let stated = Stated::all(&context, &table.steps);
        let solved = combined.solve(&context, world, &baseline, tell)?;
        let provenance = &world.provenance;
        Ok(Self {
            on: context.asked.on,
            known: context.asked.known,
            before: context.asked.before,
            sides: context.asked.parties.clone(),
            world: provenance.name.clone(),
            world_title: provenance.title(),
            world_year: provenance.year,
            world_hash: world.hash(),
            closure: CLOSURE.name(),
            tolerance: Settings::default().tolerance,
            steps: combined.taken(&table.steps),
            not_steps: table.not,
            stated,
            solved,
        })
    }

    /// The positions to which a package does something.
    pub fn positions(&self, package: Subset, verdict: Verdict) -> impl Iterator<Item = &Stated> {
        let all = self.stated.iter();
        all.filter(move |one| one.verdict(package) == Some(verdict))
    }
}

impl OnTheTable {
    /// The steps of the record and the reader's own, as far as they are wanted.
    fn table(&self, context: &Context<'_>) -> Result<Table, PackagesFault> {
        let mut table = Table::of_record(context);
        let own = self.steps.steps(context, &table.steps)?;
        table.steps.extend(own);
        // The sides in order, each with the record's steps before its reader's.
        table.steps.sort_by_key(|step| step.by);
        if let Some(name) = self
            .only
            .iter()
            .find(|name| !table.steps.iter().any(|step| step.id == **name))
        {
            let ids = table.steps.iter().map(|step| step.id.as_str());
            return Err(PackagesFault::NoStep {
                name: name.clone(),
                near: suggest::nearest(name, ids),
            });
        }
        if !self.only.is_empty() {
            table.steps.retain(|step| self.only.contains(&step.id));
        }
        Ok(table)
    }
}

/// Steps ready to be combined.
pub(super) struct Combined {
    combinations: Combinations,
    pub panels: Panels,
}

impl Combined {
    pub(super) fn new(
        context: &Context<'_>,
        world: &World,
        steps: &[Step],
        tell: Tell<'_>,
    ) -> Result<Self, PackagesFault> {
        let abstract_steps = steps.iter().map(|step| cobden_talks::Step {
            id: step.id.clone(),
            by: step.by,
            title: step.name.clone(),
        });
        let sides = context.asked.parties.to_vec();
        // Before the duties of all combinations, which take long.
        let combinations =
            Combinations::new(sides, abstract_steps.collect()).map_err(PackagesFault::Table)?;
        Ok(Self {
            combinations,
            panels: Panels::new(context, world, steps, &|progress| {
                tell(Work::Duties(progress))
            })?,
        })
    }

    /// Solves all packages.
    pub(super) fn solve(
        &self,
        context: &Context<'_>,
        world: &World,
        baseline: &Baseline,
        tell: Tell<'_>,
    ) -> Result<Solved<String>, PackagesFault> {
        for party in &context.asked.parties {
            if world.economy_index(party).is_none() {
                return Err(PackagesFault::Brief(BriefFault::NotInWorld {
                    party: party.clone(),
                    world: world.provenance.name.clone(),
                }));
            }
        }
        let places: Vec<usize> = (context.asked.parties.iter())
            .filter_map(|party| baseline.model.world().economy_index(party))
            .collect();
        let levels = |package: Subset| -> Result<Answer, String> {
            let plan = self.plan(world, package)?;
            let found = equilibrium(baseline, &plan).map_err(|error| error.to_string())?;
            let statistics = found.statistics();
            Ok(Answer {
                payoffs: places
                    .iter()
                    .map(|n| 1.0 + found.real_income_change(*n))
                    .collect(),
                residual: statistics.residual,
                iterations: statistics.iterations,
            })
        };
        // Solved once more among the packages, with the same digits: gains are exact there.
        let today = levels(Subset::TODAY);
        let against_today = |package: Subset| {
            let mut answer = levels(package)?;
            for (payoff, today) in answer.payoffs.iter_mut().zip(&today.as_ref()?.payoffs) {
                *payoff /= today;
            }
            Ok(answer)
        };
        let same = |package: Subset| -> Sameness { self.panels.sameness(package) };
        let solved = self.combinations.solve(same, against_today, &|progress| {
            tell(Work::Packages(progress))
        })?;
        Ok(solved)
    }

    /// Duties and limits of a package.
    pub(super) fn plan(&self, world: &World, package: Subset) -> Result<Plan, String> {
        self.panels.plan(world, package)
    }

    /// The steps, with what taking each alone does to duties.
    fn taken(&self, steps: &[Step]) -> Vec<TakenStep> {
        let steps = steps.iter().enumerate();
        steps
            .map(|(place, step)| {
                let (kept_ended, raises) = self.panels.alone(place);
                TakenStep {
                    step: step.clone(),
                    kept_ended,
                    raises,
                }
            })
            .collect()
    }
}
