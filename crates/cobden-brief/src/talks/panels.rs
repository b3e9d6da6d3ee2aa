//! Duties and limits of every combination of steps.

use std::collections::{BTreeMap, BTreeSet};

use cobden_model::Flows;
use cobden_record::{Supposition, SuppositionFault};
use cobden_schedule::{Schedule, SectorTariffs, State};
use cobden_talks::{Clock, Control, Progress, Subset};
use cobden_world::World;
use rayon::prelude::*;

use super::packages::PackagesFault;
use super::steps::Step;
use crate::context::Context;
use crate::costs::{Plan, PlanLimit, settled, tightest};
use crate::duties::{DutiesFault, laid_on, world_tariffs};
use crate::fault::BriefFault;

/// Duties and limits of every combination of steps.
///
/// Stacking does not add up, so the duties of a combination are those of the schedule under all its suppositions at once. But an
/// economy's duties and limits rest on its own measures alone: they are found for every subset of the steps that touch these, and
/// put together for a package.
pub(super) struct Panels {
    today: Flows,
    /// Limits of economies that no step touches.
    of_others: Vec<PlanLimit>,
    actors: Vec<Actor>,
}

/// An economy whose measures some steps touch.
struct Actor {
    /// The steps that touch its measures.
    steps: Subset,
    /// By subset of these steps its panel, by place; why there is none where steps contradict each other.
    of: BTreeMap<Subset, Result<usize, String>>,
    /// Panels that differ.
    panels: Vec<Panel>,
}

/// A duty on importer, exporter and sector.
type NewDuty = ((usize, usize, usize), f64);

/// What an economy levies and allows.
#[derive(Debug, Clone, PartialEq)]
struct Panel {
    /// Duties that differ from today's.
    changed: Vec<NewDuty>,
    limits: Vec<PlanLimit>,
    /// Measures that would have come back with the end of what ended them, and do not.
    kept_ended: Vec<String>,
}

/// What distinguishes packages that are one to the model: by actor the place of its panel, or why it has none.
pub(super) type Sameness = Vec<Result<usize, String>>;

impl Panels {
    /// Of some steps.
    ///
    /// # Errors
    /// Duties that cannot be put on the world, and [`Unsolved::Interrupted`](cobden_talks::Unsolved::Interrupted).
    pub(super) fn new(
        context: &Context<'_>,
        world: &World,
        steps: &[Step],
        tell: &(dyn Fn(Progress) -> Control + Sync),
    ) -> Result<Self, PackagesFault> {
        let on = context.asked.on;
        let importers = context.schedule.importers();
        let imports = context.imports();
        let mut found: Vec<(&str, SectorTariffs)> = Vec::new();
        for (importer, weights) in imports {
            if importers.contains(&importer) {
                let tariffs = world_tariffs(&context.schedule, weights, world, on);
                let tariffs = tariffs.map_err(DutiesFault::from);
                found.push((importer, tariffs.map_err(BriefFault::from)?));
            }
        }
        let touched = touched(context, steps);
        let today = laid_on(
            world,
            &context.own_tariffs,
            found.iter().map(|(_, one)| one),
        );
        let is_other = |actor: &str| !touched.contains_key(actor);
        let of_others = settled(&context.schedule, world, on, &|one| is_other(&one.actor));
        let total = touched.values().map(|steps| 1 << steps.len()).sum();
        let maker = Maker {
            clock: Clock::new(total, tell),
            context,
            world,
            steps,
            found: &found,
            today: &today,
        };
        let actors = touched
            .iter()
            .map(|(code, touching)| maker.actor(code, *touching));
        let actors = actors.collect::<Result<_, _>>()?;
        Ok(Self {
            today,
            of_others,
            actors,
        })
    }

    /// What tells a package from others that are one to the model.
    pub(super) fn sameness(&self, package: Subset) -> Sameness {
        let of = |actor: &Actor| actor.of[&package.and(actor.steps)].clone();
        self.actors.iter().map(of).collect()
    }

    /// Duties and limits of a package; why its steps cannot be taken together, otherwise.
    pub(super) fn plan(&self, world: &World, package: Subset) -> Result<Plan, String> {
        let mut duties = self.today.clone();
        let mut limits = self.of_others.clone();
        for (actor, place) in self.actors.iter().zip(self.sameness(package)) {
            let panel = &actor.panels[place?];
            for ((n, i, j), duty) in &panel.changed {
                duties[[*n, *i, *j]] = *duty;
            }
            limits.extend(panel.limits.iter().cloned());
        }
        Ok(Plan {
            id: String::new(),
            name: String::new(),
            what: String::new(),
            duties,
            limits: tightest(world, limits),
        })
    }

    /// Every limit of any package.
    pub(super) fn limits(&self) -> impl Iterator<Item = &PlanLimit> {
        let of_actors = self.actors.iter().flat_map(|actor| &actor.panels);
        (self.of_others.iter()).chain(of_actors.flat_map(|panel| &panel.limits))
    }

    /// What a step taken alone does to duties: the measures that stay ended though what ended them is gone, and whether a duty
    /// rises.
    pub(super) fn alone(&self, step: usize) -> (Vec<String>, bool) {
        let mut kept = Vec::new();
        let mut rises = false;
        for (actor, place) in self.actors.iter().zip(self.sameness(Subset::of(step))) {
            let Ok(place) = place else { continue };
            let panel = &actor.panels[place];
            kept.extend(panel.kept_ended.iter().cloned());
            let higher =
                |(cell, duty): &NewDuty| *duty > self.today[[cell.0, cell.1, cell.2]] + 1e-12;
            rises |= panel.changed.iter().any(higher);
        }
        (kept, rises)
    }
}

/// By economy the steps that touch its measures.
fn touched(context: &Context<'_>, steps: &[Step]) -> BTreeMap<String, Subset> {
    let mut touched: BTreeMap<String, Subset> = BTreeMap::new();
    for (place, step) in steps.iter().enumerate() {
        for (entry, measure) in context.view.measures() {
            let is_meant = step.suppose.contains(&entry.id)
                || step.without.iter().any(|name| entry.answers_to(name));
            if is_meant {
                let of = touched.entry(measure.actor.clone()).or_default();
                *of = of.with(place);
            }
        }
    }
    touched
}

/// What panels are made from.
struct Maker<'a, 'r> {
    clock: Clock<'a>,
    context: &'a Context<'r>,
    world: &'a World,
    steps: &'a [Step],
    /// Today's duties by importer.
    found: &'a [(&'a str, SectorTariffs)],
    today: &'a Flows,
}

impl Maker<'_, '_> {
    fn actor(&self, code: &str, touching: Subset) -> Result<Actor, PackagesFault> {
        let places: Vec<usize> = touching.steps().collect();
        let subsets: Vec<Subset> = Subset::all(places.len())
            .map(|one| one.steps().map(|k| places[k]).collect())
            .collect();
        let made: Vec<_> = subsets
            .par_iter()
            .map(|subset| {
                if self.clock.is_stopped() {
                    return Err(self.clock.interrupted().into());
                }
                let panel = self.panel(code, *subset);
                self.clock.tick();
                panel.map_err(PackagesFault::from)
            })
            .collect();
        let mut actor = Actor {
            steps: touching,
            of: BTreeMap::new(),
            panels: Vec::new(),
        };
        for (subset, made) in subsets.into_iter().zip(made) {
            let place = match made? {
                Err(why) => Err(why),
                Ok(panel) => {
                    // Compared by what reaches the model.
                    let same = |other: &Panel| {
                        other.changed == panel.changed && other.limits == panel.limits
                    };
                    let known = actor.panels.iter().position(same);
                    Ok(known.unwrap_or_else(|| {
                        actor.panels.push(panel);
                        actor.panels.len() - 1
                    }))
                }
            };
            actor.of.insert(subset, place);
        }
        Ok(actor)
    }

    /// An economy's duties and limits under some steps; why these contradict each other, otherwise.
    fn panel(&self, code: &str, subset: Subset) -> Result<Result<Panel, String>, BriefFault> {
        let (context, on) = (self.context, self.context.asked.on);
        let of = |list: fn(&Step) -> &Vec<String>| -> Vec<String> {
            let all = subset.steps().flat_map(|place| list(&self.steps[place]));
            all.cloned().collect::<BTreeSet<_>>().into_iter().collect()
        };
        let mut supposition = Supposition {
            enacted: of(|step| &step.suppose),
            on,
            without: of(|step| &step.without),
        };
        let mut kept_ended = Vec::new();
        // What a measure ended does not come back with its own end; ending that may bring back what it ended in turn.
        loop {
            let view = match context.view.supposing(&supposition) {
                Ok(view) => view,
                Err(faults) => return Ok(Err(contradiction(&faults))),
            };
            let schedule = Schedule::new(view)?;
            let back = self.come_back(code, &supposition, &schedule);
            if back.is_empty() {
                return Ok(Ok(Panel {
                    changed: self.changed(code, &schedule)?,
                    limits: settled(&schedule, self.world, on, &|one| one.actor == code),
                    kept_ended,
                }));
            }
            kept_ended.extend(back.iter().cloned());
            supposition.without.extend(back);
        }
    }

    /// Measures of an economy that are in force under a supposition, though not today and not supposed to be.
    fn come_back(
        &self,
        code: &str,
        supposition: &Supposition,
        schedule: &Schedule<'_>,
    ) -> Vec<String> {
        let on = self.context.asked.on;
        let measures = self.context.view.measures();
        let back = measures.filter(|(entry, measure)| {
            let holds =
                |schedule: &Schedule<'_>| schedule.state(&entry.id, on) == Some(State::InForce);
            measure.actor == code
                && !supposition.supposes(&entry.id)
                && holds(schedule)
                && !holds(&self.context.schedule)
        });
        back.map(|(entry, _)| entry.id.clone()).collect()
    }

    /// Duties of an economy that differ from today's.
    fn changed(&self, code: &str, schedule: &Schedule<'_>) -> Result<Vec<NewDuty>, BriefFault> {
        let Some((weights, _)) = self.context.weights(code) else {
            return Ok(Vec::new());
        };
        let has_duties = schedule.importers().contains(&code);
        let own = has_duties
            .then(|| world_tariffs(schedule, weights, self.world, self.context.asked.on))
            .transpose()
            .map_err(DutiesFault::from)?;
        let others = self.found.iter().filter(|(importer, _)| *importer != code);
        let all = others.map(|(_, one)| one).chain(&own);
        let duties = laid_on(self.world, &self.context.own_tariffs, all);
        let differing = duties.indexed_iter().zip(self.today);
        Ok(differing
            .filter(|((_, new), old)| new != old)
            .map(|((cell, new), _)| (cell, *new))
            .collect())
    }
}

/// Why steps cannot be taken together.
fn contradiction(faults: &[SuppositionFault]) -> String {
    let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
    format!("its steps contradict each other: {}", faults.join("; "))
}
