//! A world brought to the duties of the day that costs are compared with.

use cobden_codes::ElasticitySet;
use cobden_model::{Closure, Flows, Model, Settings, Shock};
use cobden_world::{World, import::elasticity_for};

use crate::context::Context;
use crate::fault::BriefFault;

/// What becomes of trade deficits.
pub(crate) const CLOSURE: Closure = Closure::FixedDeficit;

/// A world at the duties of the day before, ready to be shocked.
pub(crate) struct Baseline {
    /// The world at those duties.
    pub model: Model,
    /// Its content hash.
    pub hash: String,
    /// For every sector of it the sector of the world before products were taken apart.
    pub parents: Vec<usize>,
}

impl Baseline {
    /// Gives the world a set's elasticities and solves for its equilibrium at the duties of the day before.
    pub(crate) fn new(
        context: &Context<'_>,
        world: &World,
        set: Option<&ElasticitySet>,
        before: &Flows,
    ) -> Result<Self, BriefFault> {
        let mut world = world.clone();
        if let Some(set) = set {
            for sector in &mut world.sectors {
                sector.trade_elasticity = elasticity_for(set, &sector.code);
            }
        }
        let parents: Vec<usize> = (0..world.sector_count()).collect();
        let mut shock = Shock::none(&world);
        shock.tariff.assign(&expand(before, &parents));
        let first = Model::new(world);
        let equilibrium = first
            .solve(&shock, CLOSURE, &Settings::default())
            .map_err(|error| BriefFault::Model {
                run: format!("before/{}", set.map_or(super::OWN, ElasticitySet::name)),
                error: Box::new(error),
            })?;
        let mut world = equilibrium.to_world();
        world.provenance.name = format!(
            "{} at the duties of {}",
            world.provenance.name, context.asked.before
        );
        let hash = world.hash();
        Ok(Self {
            model: Model::new(world),
            hash,
            parents,
        })
    }

    /// Duties by sector of the world, by sector of this one.
    pub(crate) fn expand(&self, duties: &Flows) -> Flows {
        expand(duties, &self.parents)
    }
}

fn expand(duties: &Flows, parents: &[usize]) -> Flows {
    let (importers, exporters, _) = duties.dim();
    Flows::from_shape_fn((importers, exporters, parents.len()), |(n, i, j)| {
        duties[[n, i, parents[j]]]
    })
}
