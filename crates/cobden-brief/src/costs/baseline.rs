//! A world brought to the duties of the day that costs are compared with.

use cobden_codes::{ElasticitySet, parse_sector};
use cobden_model::{Closure, Flows, Model, Settings, Shock};
use cobden_record::{Entry, Product};
use cobden_world::{World, import::elasticity_for};
use ndarray::Array2;

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
    parents: Vec<usize>,
}

impl Baseline {
    /// Gives the world a set's elasticities and solves for its equilibrium at the duties of the day before.
    pub(crate) fn new(
        context: &Context<'_>,
        world: &World,
        set: Option<&ElasticitySet>,
        before: &Flows,
        products: &[&Entry<Product>],
    ) -> Result<Self, BriefFault> {
        let mut world = world.clone();
        if let Some(set) = set {
            for sector in &mut world.sectors {
                sector.trade_elasticity = elasticity_for(set, &sector.code);
            }
        }
        let mut shock = Shock::none(&world);
        shock.tariff.assign(before);
        let first = Model::new(world);
        let equilibrium = first
            .solve(&shock, CLOSURE, &Settings::default())
            .map_err(|error| BriefFault::Model {
                run: format!("before/{}", set.map_or(super::OWN, ElasticitySet::name)),
                error: Box::new(error),
            })?;
        let mut world = equilibrium.to_world();
        let mut parents: Vec<usize> = (0..world.sector_count()).collect();
        for product in products {
            let Some(sector) = sector_of(&world, product.body.division) else {
                return Err(BriefFault::NoSector {
                    product: product.id.clone(),
                    division: product.body.division,
                    world: world.provenance.name,
                });
            };
            world = world.split_sector(&split(context, &world, product, sector))?;
            parents.push(sector);
        }
        world.provenance.name = format!(
            "{} at the duties of {}",
            world.provenance.name, context.asked.before
        );
        world.provenance.tariffs_on = Some(context.asked.before);
        let hash = world.hash();
        Ok(Self {
            model: Model::new(world),
            hash,
            parents,
        })
    }

    /// Duties by sector of the world, by sector of this one.
    pub(crate) fn expand(&self, duties: &Flows) -> Flows {
        let (importers, exporters, _) = duties.dim();
        Flows::from_shape_fn((importers, exporters, self.parents.len()), |(n, i, j)| {
            duties[[n, i, self.parents[j]]]
        })
    }
}

/// The sector that is a division and nothing else: shares of a product are of its division, and how much of a wider sector that
/// is, or on which part of a divided one it falls, no code says.
fn sector_of(world: &World, division: u8) -> Option<usize> {
    let is_it = |code: &str| {
        parse_sector(code).is_ok_and(
            |code| matches!(code.parts(), [(one, share)] if *one == division && *share == 1.0),
        )
    };
    world.sectors.iter().position(|sector| is_it(&sector.code))
}

/// A product of the record as the world takes it out of its sector.
fn split(
    context: &Context<'_>,
    world: &World,
    entry: &Entry<Product>,
    sector: usize,
) -> cobden_world::Product {
    let product = &entry.body;
    let economies = world.economy_count();
    let on = context.asked.on;
    let share = |(n, i): (usize, usize)| {
        let (buyer, seller) = (&world.economies[n].code, &world.economies[i].code);
        // Who is not named sells none.
        product.share(seller, buyer, on).unwrap_or_default()
    };
    cobden_world::Product {
        sector,
        code: entry.id.clone(),
        name: entry
            .common
            .title
            .clone()
            .unwrap_or_else(|| entry.id.clone()),
        share: Array2::from_shape_fn((economies, economies), share),
        tariff: None,
        trade_elasticity: product.trade_elasticity,
        substitution: product.substitution,
    }
}
