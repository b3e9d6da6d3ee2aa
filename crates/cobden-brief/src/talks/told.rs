//! What could end a dispute, as a part of a report.

use cobden_record::Kind;
use cobden_talks::{Control, Solved, Subset};
use cobden_world::World;
use schemars::JsonSchema;
use serde::Serialize;

use super::packages::{Combined, PackagesFault};
use super::stated::{Stated, Verdict};
use super::steps::{NotAStep, Step, Table};
use crate::context::Context;
use crate::costs::{Baseline, OWN, Plan, PlanLimit, Run, run};
use crate::fault::BriefFault;
use crate::figure::{Figure, Unit};
use crate::trail::{Basis, Ledger, Origin};
use crate::words;

/// Steps that a report combines at most: what is older than the newest six has been on the table for long.
const MOST: usize = 6;

/// The steps that open positions ask for or offer, in every combination.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct WayOut {
    /// The steps, each with what it brings when taken alone.
    pub steps: Vec<FirstStep>,
    /// Older steps that were left out, by id.
    pub left_out: Vec<String>,
    /// Open positions that no step is made of.
    pub not_steps: Vec<NotAStep>,
    /// How many combinations there are.
    pub packages: Figure,
    /// How many of them are better for both sides than today.
    pub better_for_both: Figure,
    /// How many have no result; efficient and best are told among the others.
    pub failed: usize,
    /// The package with the largest product of gains among those that are better for both; none where none is.
    pub best: Option<Package>,
}

/// A step taken alone.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct FirstStep {
    /// The step, as a figure's name.
    pub id: String,
    /// Its id.
    pub step: String,
    /// What it is.
    pub name: String,
    /// Who takes it.
    pub by: String,
    /// Positions that it is from, by id in the record.
    pub from: Vec<String>,
    /// Whether it changes a duty or a limit that the model has.
    pub is_modelled: bool,
    /// Real income of each side against today, in percent; empty where there is no result.
    pub gains: Vec<Figure>,
    /// Positions that it meets, by id in the record.
    pub meets: Vec<String>,
    /// Red lines that it crosses, or whose measures it changes.
    pub crosses: Vec<String>,
}

/// Some steps together.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Package {
    /// Its steps, by id.
    pub steps: Vec<String>,
    /// Real income of each side against today, in percent.
    pub gains: Vec<Figure>,
    /// Positions that it meets, by id in the record.
    pub meets: Vec<String>,
    /// Red lines that it crosses, or whose measures it changes.
    pub crosses: Vec<String>,
}

/// Steps of the record, ready to be solved on a report's baseline.
pub(crate) struct Prepared {
    table: Table,
    left_out: Vec<String>,
    combined: Combined,
}

/// Nobody watches the few packages of a report.
fn silent(_: super::Work) -> Control {
    Control::Continue
}

/// Only a watcher stops the work, and steps of positions are of the two sides and have one id each.
fn of_brief(fault: PackagesFault) -> BriefFault {
    match fault {
        PackagesFault::Brief(fault) => fault,
        other => BriefFault::Packages(other.to_string()),
    }
}

impl Prepared {
    /// The newest steps of the record, with their duties.
    pub(crate) fn new(context: &Context<'_>, world: &World) -> Result<Self, BriefFault> {
        let mut table = Table::of_record(context);
        let left_out = table.keep_newest(MOST);
        let combined = Combined::new(context, world, &table.steps, &silent).map_err(of_brief)?;
        Ok(Self {
            table,
            left_out,
            combined,
        })
    }

    /// Every limit of any package.
    pub(crate) fn limits(&self) -> impl Iterator<Item = &PlanLimit> {
        self.combined.panels.limits()
    }

    /// Solves all packages, and those that are told once more as runs that can be repeated.
    pub(crate) fn solve<'r>(
        &self,
        context: &Context<'r>,
        ledger: &mut Ledger<'r>,
        world: &World,
        baseline: &Baseline,
    ) -> Result<(WayOut, Vec<PackageRun>), BriefFault> {
        let solved = self.combined.solve(context, world, baseline, &silent);
        let mut teller = Teller {
            prepared: self,
            context,
            ledger,
            world,
            baseline,
            solved: &solved.map_err(of_brief)?,
            stated: Stated::all(context, &self.table.steps),
            runs: Vec::new(),
        };
        let way_out = teller.way_out()?;
        Ok((way_out, teller.runs))
    }
}

/// A package as a run, with what it was solved from.
pub(crate) struct PackageRun {
    pub plan: Plan,
    pub run: Run,
    pub shock: cobden_model::Shock,
}

/// Tells packages and files their figures.
struct Teller<'a, 'r> {
    prepared: &'a Prepared,
    context: &'a Context<'r>,
    ledger: &'a mut Ledger<'r>,
    world: &'a World,
    baseline: &'a Baseline,
    solved: &'a Solved<String>,
    stated: Vec<Stated>,
    runs: Vec<PackageRun>,
}

impl<'a> Teller<'a, '_> {
    fn way_out(&mut self) -> Result<WayOut, BriefFault> {
        let solved = self.solved;
        let steps = self.prepared.table.steps.iter().enumerate();
        let first_steps = steps.map(|(place, step)| self.first_step(place, step));
        let steps = first_steps.collect::<Result<_, _>>()?;
        let best = solved.best.nash.map(|place| self.package(place));
        let better = solved.packages.iter().filter(|one| one.better_for_all);
        let better = better.count();
        Ok(WayOut {
            steps,
            left_out: self.prepared.left_out.clone(),
            not_steps: self.prepared.table.not.clone(),
            packages: self.count("packages", solved.packages.len(), "Packages of steps"),
            better_for_both: self.count("better", better, "Packages better for both than today"),
            failed: solved.failed,
            best: best.transpose()?,
        })
    }

    /// A number of packages.
    fn count(&mut self, key: &str, count: usize, title: &str) -> Figure {
        let asked = &self.context.asked;
        let steps = &self.prepared.table.steps;
        let basis = if steps.is_empty() {
            Basis::Derived {
                how: "no open position makes a step: there is only today".to_owned(),
                from: Vec::new(),
            }
        } else {
            let how = format!(
                "every combination of {} solved with the world's own elasticities; to repeat: cobden talks packages {} --on {} --known {} --before {} --between {} --only {}",
                words::counted(steps.len(), "step"),
                self.context.folder,
                asked.on,
                asked.known,
                asked.before,
                asked.parties.join(","),
                self.ids((0..steps.len()).collect()).join(","),
            );
            let from = self.positions(&steps.iter().collect::<Vec<_>>());
            Basis::Derived { how, from }
        };
        let key = format!("package.{key}");
        self.ledger
            .figure(&key, count as f64, Unit::Count, title, basis)
    }

    /// The positions that steps are from, filed as what figures rest on.
    fn positions(&mut self, steps: &[&Step]) -> Vec<Origin> {
        let ids = steps.iter().flat_map(|step| &step.from);
        let entries = ids.filter_map(|id| self.context.record.positions.get(id));
        let filed: std::collections::BTreeSet<String> = entries
            .map(|entry| self.ledger.entry(Kind::Position, entry))
            .collect();
        filed
            .into_iter()
            .map(|entry| Origin::Entry { entry })
            .collect()
    }

    fn first_step(&mut self, place: usize, step: &Step) -> Result<FirstStep, BriefFault> {
        let alone = Subset::of(place);
        let from = self.positions(&[step]);
        let id = self.ledger.file(
            &format!("step.{}", step.id),
            format!("Step: {}", step.name),
            Basis::Derived {
                how:
                    "what the positions ask for or offer, as the state of measures that meets them"
                        .to_owned(),
                from,
            },
        );
        Ok(FirstStep {
            id,
            step: step.id.clone(),
            name: step.name.clone(),
            by: self.context.asked.parties[step.by].clone(),
            from: step.from.clone(),
            is_modelled: self.is_modelled(alone),
            gains: self.gains(&format!("step.{}", step.id), alone)?,
            meets: self.stated(alone, &[Verdict::Meets]),
            crosses: self.stated(alone, &[Verdict::Crosses, Verdict::Touches]),
        })
    }

    fn package(&mut self, place: usize) -> Result<Package, BriefFault> {
        let subset = self.solved.packages[place].subset;
        Ok(Package {
            steps: self.ids(subset),
            gains: self.gains("package.best", subset)?,
            meets: self.stated(subset, &[Verdict::Meets]),
            crosses: self.stated(subset, &[Verdict::Crosses, Verdict::Touches]),
        })
    }

    /// Whether a package differs from today in the model.
    fn is_modelled(&self, package: Subset) -> bool {
        let panels = &self.prepared.combined.panels;
        panels.sameness(package) != panels.sameness(Subset::TODAY)
    }

    fn ids(&self, package: Subset) -> Vec<String> {
        let steps = &self.prepared.table.steps;
        package
            .steps()
            .map(|place| steps[place].id.clone())
            .collect()
    }

    fn stated(&self, package: Subset, verdicts: &[Verdict]) -> Vec<String> {
        let found = self.stated.iter().filter(|one| {
            one.verdict(package)
                .is_some_and(|verdict| verdicts.contains(&verdict))
        });
        found.map(|one| one.position.clone()).collect()
    }

    /// The gains of a package as figures, by side; none without a result.
    fn gains(&mut self, key: &str, package: Subset) -> Result<Vec<Figure>, BriefFault> {
        let gains = self.solved.packages[package.index()].gains.clone();
        if gains.is_empty() {
            return Ok(Vec::new());
        }
        let run = self.run(package)?;
        let steps: Vec<&Step> = package
            .steps()
            .map(|place| &self.prepared.table.steps[place])
            .collect();
        let titles: Vec<String> = steps.iter().map(|step| step.name.clone()).collect();
        let mut from: Vec<Origin> = [run, format!("in-force/{OWN}")]
            .map(|run| Origin::Run { run })
            .to_vec();
        from.dedup();
        from.extend(self.positions(&steps));
        let figures = self.context.asked.parties.iter().zip(gains);
        let figures = figures.map(|(party, gain)| {
            self.ledger.figure(
                &format!("{key}.{party}"),
                100.0 * gain,
                Unit::Percent,
                format!("Real income against today, {}: {}", words::name(party), words::listed(&titles)),
                Basis::Derived {
                    how: "real income with these steps over real income under what is in force, less one".to_owned(),
                    from: from.clone(),
                },
            )
        });
        Ok(figures.collect())
    }

    /// The run of a package, made where there is none yet.
    fn run(&mut self, package: Subset) -> Result<String, BriefFault> {
        if !self.is_modelled(package) {
            return Ok(format!("in-force/{OWN}"));
        }
        let id = format!("package-{}", package.index());
        if !self.runs.iter().any(|one| one.plan.id == id) {
            let steps = &self.prepared.table.steps;
            let titles: Vec<String> = package
                .steps()
                .map(|place| steps[place].name.clone())
                .collect();
            let plan = self.prepared.combined.plan(self.world, package);
            let plan = Plan {
                id: id.clone(),
                name: format!("Package: {}", words::listed(&titles)),
                what: format!("as in force, but {}", words::listed(&titles)),
                ..plan.map_err(BriefFault::Packages)?
            };
            let (run, shock) = run(self.context, self.baseline, &plan, OWN)?;
            self.runs.push(PackageRun { plan, run, shock });
        }
        Ok(format!("{id}/{OWN}"))
    }
}
