//! Lashkaripour (2021): every economy with one tariff on all its imports.

use std::path::Path;

use cobden::model::{Competition, OneStage};
use cobden::talks::{Grain, Strategies};
use cobden::world::World;
use cobden::world::import::import_gross_flows;

/// A folder of flows with duty in them, as his programs read it.
pub(crate) fn world(folder: &Path, source: &str, home_sales: f64) -> Result<World, String> {
    import_gross_flows(folder, source, home_sales).map_err(|faults| faults.to_string())
}

/// The world as it is in the model of one stage, deficits and all.
pub(crate) fn as_it_is(world: &World) -> Result<OneStage, String> {
    OneStage::new(world, Competition::Perfect).map_err(|fault| fault.to_string())
}

/// The same without deficits.
pub(crate) fn balanced(data: &OneStage) -> Result<OneStage, String> {
    data.balanced().map_err(|error| error.to_string())
}

/// One tariff an economy, up to 300%.
pub(crate) fn uniform(world: &World) -> Result<Strategies, String> {
    super::everyone(world, Grain::Uniform, 3.0)
}
