//! A solved equilibrium and the state it is compared with.

use std::sync::Arc;

use ndarray::{Array2, Array3};

use crate::closure::Closure;
use crate::limit::{Licences, LimitOutcome};
use crate::model::Model;
use crate::settings::SolveStatistics;
use crate::shock::Shock;
use crate::system::{Point, System};

/// Values of one state.
#[derive(Debug, Clone)]
pub(crate) struct Snapshot {
    pub unknowns: Vec<f64>,
    pub point: Point,
}

impl Snapshot {
    /// Flows at customs value (n, i, j).
    pub(crate) fn flows(&self, system: &System) -> Array3<f64> {
        let layout = &system.benchmark.layout;
        let shape = (layout.economies, layout.economies, layout.sectors);
        Array3::from_shape_fn(shape, |(importer, exporter, sector)| {
            self.flow(system, [importer, exporter, sector])
        })
    }

    /// F' of one flow, [importer, exporter, sector].
    pub(crate) fn flow(&self, system: &System, [importer, exporter, sector]: [usize; 3]) -> f64 {
        let weights = &system.weights[sector];
        let at = &self.point.sectors[sector];
        weights
            .position(importer, exporter, system.benchmark.layout.economy_stride)
            .map_or(0.0, |position| {
                weights.net()[position] * at.attraction[exporter] * at.demand[importer]
            })
    }

    /// An (economy, sector) array without its padding.
    fn unpad(system: &System, values: &[f64]) -> Array2<f64> {
        let layout = &system.benchmark.layout;
        Array2::from_shape_fn((layout.economies, layout.sectors), |(n, j)| {
            values[layout.at(n, j)]
        })
    }

    /// ln P̂ by (economy, sector), padded, with that of its nest for every member of one.
    pub(crate) fn composite_prices(&self, system: &System) -> &[f64] {
        if system.benchmark.nests.is_empty() {
            system.benchmark.layout.split(&self.unknowns).1
        } else {
            &self.point.nest.composite
        }
    }

    /// ln P̂ (n, j) relative to the benchmark.
    pub(crate) fn log_prices(&self, system: &System) -> Array2<f64> {
        Self::unpad(system, system.benchmark.layout.split(&self.unknowns).1)
    }

    /// ln ĉ (n, j) relative to the benchmark.
    pub(crate) fn log_costs(&self, system: &System) -> Array2<f64> {
        Self::unpad(system, &self.point.cost)
    }

    /// Y' (n, j), producers' receipts.
    pub(crate) fn output(&self, system: &System) -> Array2<f64> {
        Self::unpad(system, &self.point.output)
    }

    /// ln ŵ of an economy relative to the benchmark.
    pub(crate) fn log_wage(&self, economy: usize) -> f64 {
        self.unknowns[economy]
    }

    /// I' of an economy.
    pub(crate) fn income(&self, economy: usize) -> f64 {
        self.point.gdp[economy] + self.point.deficit[economy]
    }
}

/// The state that an equilibrium is compared with.
#[derive(Debug, Clone)]
pub(crate) struct Before<'m> {
    pub system: Arc<System<'m>>,
    pub state: Arc<Snapshot>,
    /// Whether it was solved for, rather than being the benchmark itself.
    pub purged: bool,
}

/// An equilibrium under a shock, together with the state before it: the benchmark, or under
/// [`Closure::Balanced`] the benchmark with its deficits purged.
#[derive(Debug, Clone)]
pub struct Equilibrium<'m> {
    pub(crate) model: &'m Model,
    pub(crate) shock: Shock,
    pub(crate) closure: Closure,
    pub(crate) statistics: SolveStatistics,
    pub(crate) system: System<'m>,
    pub(crate) after: Snapshot,
    /// Shared by equilibria that were started from each other.
    pub(crate) base_system: Arc<System<'m>>,
    pub(crate) before: Arc<Snapshot>,
    /// Whether `before` was solved for, rather than being the benchmark itself.
    pub(crate) purged: bool,
    /// The limits, where the shock has any.
    pub(crate) licences: Option<Licences>,
}

impl<'m> Equilibrium<'m> {
    pub(crate) fn new(
        model: &'m Model,
        shock: Shock,
        closure: Closure,
        statistics: SolveStatistics,
        before: Option<Before<'m>>,
        (system, after): (System<'m>, Snapshot),
        licences: Option<Licences>,
    ) -> Self {
        let before = before.unwrap_or_else(|| {
            let base_shock = Shock {
                elasticity: shock.elasticity.clone(),
                ..Shock::none(model.world())
            };
            let base = System::new(&model.benchmark, &base_shock, system.deficits.clone(), 1);
            let unknowns = base.identity();
            let mut point = Point::new(&model.benchmark, &base.weights);
            base.evaluate(&unknowns, &mut point, &mut vec![0.0; unknowns.len()]);
            Before {
                system: Arc::new(base),
                state: Arc::new(Snapshot { unknowns, point }),
                purged: false,
            }
        });
        Self {
            model,
            shock,
            closure,
            statistics,
            system,
            after,
            base_system: before.system,
            before: before.state,
            purged: before.purged,
            licences,
        }
    }

    /// The state before, where it is also that of another shock.
    pub(crate) fn before_of(&self, shock: &Shock, closure: Closure) -> Option<Before<'m>> {
        let same = self.closure == closure && self.shock.elasticity == shock.elasticity;
        same.then(|| Before {
            system: self.base_system.clone(),
            state: self.before.clone(),
            purged: self.purged,
        })
    }

    /// The model it belongs to.
    pub fn model(&self) -> &'m Model {
        self.model
    }

    /// The shock it solves.
    pub fn shock(&self) -> &Shock {
        &self.shock
    }

    /// Tariffs, export taxes and trade costs as they are paid, with licence prices in the rates of
    /// those who keep the rent; the shock itself where no limit binds.
    pub fn policy(&self) -> &Shock {
        match &self.licences {
            Some(licences) => &licences.policy,
            None => &self.shock,
        }
    }

    /// What each limit of the shock came to, in its order.
    pub fn limits(&self) -> Vec<LimitOutcome> {
        self.licences.as_ref().map_or(Vec::new(), |licences| {
            licences.outcomes(&self.after, &self.system)
        })
    }

    /// What deficits do.
    pub fn closure(&self) -> Closure {
        self.closure
    }

    /// Work done and residual left.
    pub fn statistics(&self) -> &SolveStatistics {
        &self.statistics
    }

    /// Flows at customs value before and after, (importer, exporter, sector), in the world's unit.
    pub fn flows(&self) -> (Array3<f64>, Array3<f64>) {
        (
            self.before.flows(&self.base_system),
            self.after.flows(&self.system),
        )
    }

    /// One flow, [importer, exporter, sector], at customs value after, in the world's unit.
    ///
    /// # Panics
    /// When the world has no economy or sector at one of the positions.
    pub fn flow(&self, at: [usize; 3]) -> f64 {
        self.after.flow(&self.system, at)
    }

    /// The world as it is in this equilibrium: new flows and tariffs, the same technology. Solving
    /// it without a shock gives this equilibrium again, unless export taxes or rents kept by
    /// exporters are part of it: a world has no place for them. Rents kept by importers stay as duties.
    pub fn to_world(&self) -> cobden_world::World {
        let mut world = self.model.world().clone();
        world.flows = self.after.flows(&self.system);
        if !world.nests.is_empty() {
            // Users' shares within a nest are those that they have now.
            for ((n, _, k), share) in world.input_shares.indexed_iter_mut() {
                *share *= self.after.point.nest.spread[self.model.benchmark.layout.at(n, k)];
            }
        }
        world.tariffs = self.policy().tariff.clone();
        for (sector, theta) in world.sectors.iter_mut().zip(&self.shock.elasticity) {
            sector.trade_elasticity = *theta;
        }
        world
    }
}
