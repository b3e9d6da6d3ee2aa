//! A world made ready to be shocked.

use std::sync::Arc;
use std::time::Instant;

use cobden_num::{Monitor, Silent};
use cobden_world::{World, import::Unbalanced};
use ndarray::Array1;

use crate::benchmark::Benchmark;
use crate::closure::{Closure, Deficits};
use crate::equilibrium::{Equilibrium, Snapshot};
use crate::error::ModelError;
use crate::precondition::Preconditioner;
use crate::settings::{Settings, SolveStatistics};
use crate::shock::Shock;
use crate::solve::Solver;
use crate::system::{Point, System};

/// A world with its benchmark and the approximate inverse of its Jacobian; shared by all shocks.
#[derive(Debug, Clone)]
pub struct Model {
    pub(crate) benchmark: Benchmark,
    pub(crate) preconditioner: Preconditioner,
}

/// A pool of `count` threads, where more than one is wanted and to be had.
pub(crate) fn threads(count: usize) -> Option<rayon::ThreadPool> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(count);
    (count > 1).then(|| pool.build().ok()).flatten()
}

/// Smallest part of a shock that is tried before giving up.
const SMALLEST_STEP: f64 = 0.005;

impl Model {
    /// Prepares a checked world (see [`cobden_world::check()`]).
    pub fn new(world: impl Into<Arc<World>>) -> Self {
        Self::of(Benchmark::of(world.into()))
    }

    /// Turns data that is not an equilibrium into a world that is: the equilibrium that has the
    /// data's shares, technology, value added and tariffs, with the data's deficits or with none.
    ///
    /// Source: the base year of Caliendo and Parro (2015), section 4.2, is made this way.
    ///
    /// # Errors
    /// As [`Model::solve`].
    pub fn resolve(
        data: &Unbalanced,
        purge_deficits: bool,
        settings: &Settings,
    ) -> Result<(World, SolveStatistics), ModelError> {
        let deficit = if purge_deficits {
            Array1::zeros(data.deficit.len())
        } else {
            data.deficit.clone()
        };
        let model = Self::of(Benchmark::of_unbalanced(data, &deficit));
        let shock = Shock::none(model.world());
        let system = model.system(&shock, Closure::FixedDeficit, settings.threads);
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
        let mut point = Point::new(&benchmark.layout, &system.weights);
        let z = system.identity();
        system.evaluate(&z, &mut point, &mut vec![0.0; z.len()]);
        let preconditioner = Preconditioner::new(&system, &point, &z);
        Self {
            benchmark,
            preconditioner,
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
    /// beyond an economy's means, or a solve that did not reach its tolerance; an unconverged state
    /// is never returned.
    ///
    /// # Source
    /// Caliendo and Parro (2015), Review of Economic Studies 82(1), equations 8-12, section 3.3.
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
        settings.check()?;
        self.check_shock(shock)?;
        let start = Instant::now();
        let mut system = self.system(shock, closure, settings.threads);
        let pool = threads(system.threads);
        if pool.is_none() {
            // Where no threads are to be had, the digits are the same on one.
            system.threads = 1;
        }
        let work = || self.solve_system(shock, closure, settings, system, start, monitor);
        match pool {
            Some(pool) => pool.install(work),
            None => work(),
        }
    }

    fn solve_system<'m>(
        &'m self,
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
        let mut before = None;
        let mut purge = SolveStatistics::default();
        if closure == Closure::Balanced && self.benchmark.deficit.iter().any(|d| *d != 0.0) {
            let none = Shock {
                elasticity: shock.elasticity.clone(),
                ..Shock::none(self.world())
            };
            let base_system = self.system(&none, closure, settings.threads);
            let (snapshot, statistics) = self.reach(&base_system, settings, start, monitor)?;
            start = snapshot.unknowns.clone();
            purge = statistics;
            before = Some((base_system, snapshot));
        }
        let reached = self.reach(&system, settings, start.clone(), monitor);
        let (after, mut statistics) = match reached {
            Err(failure) if failure.may_yield_to_smaller_steps() => {
                self.continue_along(shock, closure, settings, start, failure, monitor)?
            }
            other => other?,
        };
        self.check_incomes(&after)?;
        statistics.add(&purge);
        statistics.time = begun.elapsed();
        Ok(Equilibrium::new(
            self,
            shock.clone(),
            closure,
            statistics,
            before,
            system,
            after,
        ))
    }

    /// Reaches a shock that is too large for one step by way of smaller ones, each started from
    /// the equilibrium before it; returns the `failure` of the direct way when this fails too.
    fn continue_along(
        &self,
        shock: &Shock,
        closure: Closure,
        settings: &Settings,
        start: Vec<f64>,
        failure: ModelError,
        monitor: &mut impl Monitor,
    ) -> Result<(Snapshot, SolveStatistics), ModelError> {
        let mut total = SolveStatistics::default();
        let count_failed = |error: &ModelError, total: &mut SolveStatistics| {
            if let ModelError::NotConverged { statistics, .. } = error {
                total.add(statistics);
            }
        };
        count_failed(&failure, &mut total);
        let mut from = start;
        let (mut done, mut step) = (0.0, 0.5);
        while step >= SMALLEST_STEP && total.iterations < settings.max_iterations {
            let left = Settings {
                max_iterations: settings.max_iterations - total.iterations,
                ..*settings
            };
            let next: f64 = (done + step).min(1.0);
            let part = shock.fraction_in_logs(self.world(), next);
            let system = if next < 1.0 {
                self.system(&part, closure, settings.threads)
            } else {
                self.system(shock, closure, settings.threads)
            };
            match self.reach(&system, &left, from.clone(), monitor) {
                Ok((snapshot, statistics)) => {
                    let residual = statistics.residual;
                    total.add(&statistics);
                    total.residual = residual;
                    if next >= 1.0 {
                        return Ok((snapshot, total));
                    }
                    from = snapshot.unknowns;
                    done = next;
                    step *= 1.5;
                }
                Err(error) if error.may_yield_to_smaller_steps() => {
                    count_failed(&error, &mut total);
                    step *= 0.4;
                }
                Err(error) => return Err(error),
            }
        }
        Err(failure)
    }

    /// Solves one system from a starting point.
    fn reach(
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

    fn check_shock(&self, shock: &Shock) -> Result<(), ModelError> {
        let world = self.world();
        let expected = world.flows.shape();
        for (what, array) in [
            ("tariff", &shock.tariff),
            ("trade_cost_hat", &shock.trade_cost_hat),
            ("export_tax", &shock.export_tax),
        ] {
            if array.shape() != expected {
                return Err(ModelError::Shape {
                    what,
                    found: array.shape().to_vec(),
                    expected: expected.to_vec(),
                });
            }
        }
        if shock.elasticity.len() != world.sector_count() {
            return Err(ModelError::Shape {
                what: "elasticity",
                found: vec![shock.elasticity.len()],
                expected: vec![world.sector_count()],
            });
        }
        let rate = |v: f64| v > -1.0 && v.is_finite();
        let cost = |v: f64| v > 0.0;
        type Test = fn(f64) -> bool;
        let tests: [(&'static str, _, Test, &'static str); 3] = [
            (
                "the tariff",
                &shock.tariff,
                rate,
                "a finite number above -1",
            ),
            ("the trade cost", &shock.trade_cost_hat, cost, "above zero"),
            (
                "the export tax",
                &shock.export_tax,
                rate,
                "a finite number above -1",
            ),
        ];
        for (what, array, test, range) in tests {
            if let Some(((n, i, j), value)) = array.indexed_iter().find(|(_, v)| !test(**v)) {
                return Err(ModelError::Range {
                    what,
                    importer: world.economies[n].code.clone(),
                    exporter: world.economies[i].code.clone(),
                    sector: world.sectors[j].code.clone(),
                    value: *value,
                    range,
                });
            }
        }
        for ((n, i, j), tax) in shock.export_tax.indexed_iter() {
            if n == i && *tax != 0.0 {
                return Err(ModelError::Range {
                    what: "the export tax",
                    importer: world.economies[n].code.clone(),
                    exporter: world.economies[i].code.clone(),
                    sector: world.sectors[j].code.clone(),
                    value: *tax,
                    range: "zero at home",
                });
            }
        }
        let elasticities = shock.elasticity.iter().zip(&world.sectors);
        for (value, sector) in elasticities {
            if !(*value > 0.0 && value.is_finite()) {
                return Err(ModelError::Elasticity {
                    sector: sector.code.clone(),
                    value: *value,
                });
            }
        }
        Ok(())
    }

    /// Everything that is bought can still be bought from someone.
    fn check_supply(&self, system: &System) -> Result<(), ModelError> {
        let layout = &self.benchmark.layout;
        let world = self.world();
        for (sector, weights) in system.weights.iter().enumerate() {
            for economy in 0..layout.economies {
                let supplied = if weights.traded {
                    let start = economy * layout.economy_stride;
                    weights.weight[start..start + layout.economies]
                        .iter()
                        .any(|k| *k > 0.0)
                } else {
                    weights.weight[economy] > 0.0
                };
                if !supplied && self.benchmark.expenditure[layout.at(economy, sector)] > 0.0 {
                    return Err(ModelError::NoSupplier {
                        economy: world.economies[economy].code.clone(),
                        sector: world.sectors[sector].code.clone(),
                    });
                }
            }
        }
        Ok(())
    }

    /// Everyone has something to spend: equations alone would let an economy that lends more than
    /// it earns spend less than nothing.
    fn check_incomes(&self, state: &Snapshot) -> Result<(), ModelError> {
        let negative = (0..self.world().economy_count()).find(|n| state.income(*n) <= 0.0);
        negative.map_or(Ok(()), |n| {
            Err(ModelError::NegativeIncome {
                economy: self.world().economies[n].code.clone(),
                income: state.income(n),
                surplus: -state.point.deficit[n],
            })
        })
    }

    /// Parts of the world that no longer trade with the rest have nobody to finance a deficit.
    fn check_stranded(&self, system: &System, closure: Closure) -> Result<(), ModelError> {
        if closure == Closure::Balanced {
            return Ok(());
        }
        let world = self.world();
        let scale: f64 = self.benchmark.value_added.iter().sum();
        for part in 0..world.economy_count() {
            let members: Vec<usize> = (0..world.economy_count())
                .filter(|n| system.component[*n] == part)
                .collect();
            let deficit: f64 = members.iter().map(|n| self.benchmark.deficit[*n]).sum();
            if deficit.abs() > 1e-12 * scale {
                let codes: Vec<&str> = members
                    .iter()
                    .map(|n| world.economies[*n].code.as_str())
                    .collect();
                return Err(ModelError::StrandedDeficit {
                    economies: codes.join(", "),
                    deficit,
                });
            }
        }
        Ok(())
    }
}
