//! A world made ready to be shocked.

use std::sync::Arc;
use std::time::Instant;

use cobden_num::kernels::max_abs;
use cobden_num::{Monitor, Silent};
use cobden_world::{World, import::Unbalanced};
use ndarray::Array1;

use crate::benchmark::Benchmark;
use crate::closure::{Closure, Deficits};
use crate::equilibrium::{Before, Equilibrium, Snapshot};
use crate::error::{Market, ModelError};
use crate::limit::{Licence, Licences};
use crate::precondition::Preconditioner;
use crate::settings::{Settings, SolveStatistics};
use crate::shock::Shock;
use crate::solve::{Solver, worst_market};
use crate::system::{Point, System};

/// A world with its benchmark and the approximate inverse of its Jacobian; shared by all shocks.
#[derive(Debug, Clone)]
pub struct Model {
    pub(crate) benchmark: Benchmark,
    pub(crate) preconditioner: Preconditioner,
    /// The market furthest off before any shock, and how far.
    pub(crate) off_benchmark: (Market, f64),
}

/// Newton steps from an equilibrium nearby, before it counts as far away.
const STEPS_FROM_NEARBY: usize = 12;

/// A pool of `count` threads, where more than one is wanted and to be had.
pub(crate) fn threads(count: usize) -> Option<rayon::ThreadPool> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(count);
    (count > 1).then(|| pool.build().ok()).flatten()
}

impl Model {
    /// Prepares a checked world (see [`cobden_world::check()`]); of one that is not an equilibrium,
    /// every solve is refused.
    ///
    /// # Panics
    /// When the world has no economies or no sectors.
    pub fn new(world: impl Into<Arc<World>>) -> Self {
        Self::of(Benchmark::of(world.into()))
    }

    /// Turns data that is not an equilibrium into a world that is: the equilibrium that has the
    /// data's shares, technology, value added and tariffs, with the data's deficits or with none.
    ///
    /// One thread, whatever the settings say.
    ///
    /// Source: the base year of Caliendo and Parro (2015) is made this way in their archive.
    ///
    /// # Errors
    /// As [`Model::solve`].
    pub fn resolve(
        data: &Unbalanced,
        purge_deficits: bool,
        settings: &Settings,
    ) -> Result<(World, SolveStatistics), ModelError> {
        settings.check()?;
        let deficit = if purge_deficits {
            Array1::zeros(data.deficit.len())
        } else {
            data.deficit.clone()
        };
        let model = Self::of(Benchmark::of_unbalanced(data, &deficit));
        let shock = Shock::none(model.world());
        let system = model.system(&shock, Closure::FixedDeficit, 1);
        let (snapshot, statistics) =
            model.reach(&system, settings, system.identity(), &mut Silent)?;
        model.check_incomes(&snapshot)?;
        let mut world = data.world.clone();
        world.flows = snapshot.flows(&system);
        Ok((world, statistics))
    }

    fn of(benchmark: Benchmark) -> Self {
        let shock = Shock::none(&benchmark.world);
        let deficits = Deficits::new(Closure::FixedDeficit, &benchmark.deficit, &benchmark.gdp);
        let system = System::new(&benchmark, &shock, deficits, 1);
        let mut point = Point::new(&benchmark, &system.weights);
        let z = system.identity();
        let mut residual = vec![0.0; z.len()];
        system.evaluate(&z, &mut point, &mut residual);
        let preconditioner = Preconditioner::new(&system, &point, &z);
        let off_benchmark = (worst_market(&system, &residual), max_abs(&residual));
        Self {
            benchmark,
            preconditioner,
            off_benchmark,
        }
    }

    /// The world.
    pub fn world(&self) -> &World {
        &self.benchmark.world
    }

    /// The equilibrium under a shock.
    ///
    /// # Errors
    /// [`ModelError`]: inputs out of range, goods without a supplier, a stranded deficit, a surplus
    /// beyond an economy's means, a limit that no licence price meets, or a solve that did not reach its tolerance; an unconverged state
    /// is never returned.
    ///
    /// # Source
    /// Caliendo and Parro (2015), Review of Economic Studies 82(1): the equilibrium in relative
    /// changes, equations 10-14.
    pub fn solve(
        &self,
        shock: &Shock,
        closure: Closure,
        settings: &Settings,
    ) -> Result<Equilibrium<'_>, ModelError> {
        self.solve_with(shock, closure, settings, &mut Silent)
    }

    /// As [`Model::solve`], with progress and the possibility to stop.
    ///
    /// # Errors
    /// As [`Model::solve`]; [`cobden_num::Status::Interrupted`] inside
    /// [`ModelError::NotConverged`] when the monitor stops it.
    pub fn solve_with(
        &self,
        shock: &Shock,
        closure: Closure,
        settings: &Settings,
        monitor: &mut (impl Monitor + Send),
    ) -> Result<Equilibrium<'_>, ModelError> {
        self.solve_near(None, shock, closure, settings, monitor)
    }

    /// As [`Model::solve`], with Newton started from an equilibrium nearby, and as usual where that leads
    /// nowhere or is of another model. The answer is that of [`Model::solve`] to the tolerance, not to the
    /// last digit.
    ///
    /// # Errors
    /// As [`Model::solve`].
    pub fn solve_from<'m>(
        &'m self,
        start: &Equilibrium<'m>,
        shock: &Shock,
        closure: Closure,
        settings: &Settings,
    ) -> Result<Equilibrium<'m>, ModelError> {
        let near = std::ptr::eq(start.model, self).then_some(start);
        self.solve_near(near, shock, closure, settings, &mut Silent)
    }

    fn solve_near<'m>(
        &'m self,
        near: Option<&Equilibrium<'m>>,
        shock: &Shock,
        closure: Closure,
        settings: &Settings,
        monitor: &mut (impl Monitor + Send),
    ) -> Result<Equilibrium<'m>, ModelError> {
        settings.check()?;
        self.check_benchmark()?;
        self.check_shock(shock)?;
        let start = Instant::now();
        let without_licences = shock.with_embargoes();
        let mut system = self.system(&without_licences, closure, settings.threads);
        let pool = threads(system.threads);
        if pool.is_none() {
            // Where no threads are to be had, the digits are the same on one.
            system.threads = 1;
        }
        let work = || self.solve_system(near, shock, closure, settings, system, start, monitor);
        match pool {
            Some(pool) => pool.install(work),
            None => work(),
        }
    }

    #[allow(clippy::too_many_arguments, reason = "one caller")]
    fn solve_system<'m>(
        &'m self,
        near: Option<&Equilibrium<'m>>,
        shock: &Shock,
        closure: Closure,
        settings: &Settings,
        system: System<'m>,
        begun: Instant,
        monitor: &mut impl Monitor,
    ) -> Result<Equilibrium<'m>, ModelError> {
        self.check_supply(&system)?;
        self.check_stranded(&system, closure)?;
        let mut start = system.identity();
        let mut before = near.and_then(|near| near.before_of(shock, closure));
        let mut purge = SolveStatistics::default();
        let deficits = self.benchmark.deficit.iter().any(|d| *d != 0.0);
        if let Some(before) = before.as_ref().filter(|before| before.purged) {
            start.clone_from(&before.state.unknowns);
        } else if closure == Closure::Balanced && deficits {
            let none = Shock {
                elasticity: shock.elasticity.clone(),
                ..Shock::none(self.world())
            };
            let base_system = self.system(&none, closure, system.threads);
            let (snapshot, statistics) = self.reach(&base_system, settings, start, monitor)?;
            start = snapshot.unknowns.clone();
            purge = statistics;
            before = Some(Before {
                system: Arc::new(base_system),
                state: Arc::new(snapshot),
                purged: true,
            });
        }
        let from_near = match near {
            Some(near) => self.reach_from(near, &system, settings, &mut purge, monitor)?,
            None => None,
        };
        let (after, mut statistics) = match from_near {
            Some(reached) => reached,
            None => match self.reach(&system, settings, start.clone(), monitor) {
                Err(failure) if failure.may_yield_to_smaller_steps() => self.continue_along(
                    &system,
                    &shock.with_embargoes(),
                    settings,
                    start,
                    failure,
                    monitor,
                )?,
                other => other?,
            },
        };
        statistics.add(&purge);
        let (mut system, mut after, mut licences) = (system, after, None);
        if !shock.limits.is_empty() {
            let mut found = self.licences(shock, &system, before.as_ref());
            if let Some(unknowns) = self.meet_limits(
                &system,
                &after,
                &mut found,
                settings,
                &mut statistics,
                monitor,
            )? {
                let threads = system.threads;
                system = self.system(&found.policy, closure, threads);
                let mut point = Point::new(&self.benchmark, &system.weights);
                system.evaluate(&unknowns, &mut point, &mut vec![0.0; unknowns.len()]);
                after = Snapshot { unknowns, point };
            }
            licences = Some(found);
        }
        self.check_incomes(&after)?;
        statistics.time = begun.elapsed();
        Ok(Equilibrium::new(
            self,
            shock.clone(),
            closure,
            statistics,
            before,
            (system, after),
            licences,
        ))
    }

    /// The limits of a shock, measured from the state before it.
    fn licences(&self, shock: &Shock, system: &System, before: Option<&Before<'_>>) -> Licences {
        let policy = shock.with_embargoes();
        let all = match before.filter(|before| before.purged) {
            None => Licence::of_shock(&policy, system, &self.world().flows, |_, _| 0.0),
            Some(Before {
                system: base,
                state,
                ..
            }) => {
                let cost = state.log_costs(base);
                Licence::of_shock(&policy, system, &state.flows(base), |i, j| cost[[i, j]])
            }
        };
        Licences::new(all, &policy)
    }

    /// Solves one system from an equilibrium nearby; nothing, with its work in `given_up`, where that leads nowhere.
    fn reach_from(
        &self,
        near: &Equilibrium<'_>,
        system: &System,
        settings: &Settings,
        given_up: &mut SolveStatistics,
        monitor: &mut impl Monitor,
    ) -> Result<Option<(Snapshot, SolveStatistics)>, ModelError> {
        let few = Settings {
            max_iterations: settings.max_iterations.min(STEPS_FROM_NEARBY),
            ..*settings
        };
        match self.reach(system, &few, near.after.unknowns.clone(), monitor) {
            Err(failure) if failure.may_yield_to_smaller_steps() => {
                given_up.add(&SolveStatistics {
                    residual: 0.0,
                    ..failure.work()
                });
                Ok(None)
            }
            other => other.map(Some),
        }
    }

    /// Solves one system from a starting point.
    pub(crate) fn reach(
        &self,
        system: &System,
        settings: &Settings,
        start: Vec<f64>,
        monitor: &mut impl Monitor,
    ) -> Result<(Snapshot, SolveStatistics), ModelError> {
        let mut z = start;
        let mut solver = Solver::new(system, &self.preconditioner);
        let statistics = solver.run(settings, &mut z, monitor)?;
        let snapshot = Snapshot {
            unknowns: z,
            point: solver.point,
        };
        Ok((snapshot, statistics))
    }

    fn system<'m>(&'m self, shock: &Shock, closure: Closure, threads: usize) -> System<'m> {
        let benchmark = &self.benchmark;
        let deficits = Deficits::new(closure, &benchmark.deficit, &benchmark.gdp);
        System::new(benchmark, shock, deficits, threads)
    }
}
