//! What a join did to the tables it joined.

use ndarray::Array2;

use super::bounded::Moved;
use crate::accounts::Accounts;
use crate::calibrate::CalibrationReport;
use crate::world::World;

/// An economy before and after; values in the unit of the flows.
#[derive(Debug, Clone, PartialEq)]
pub struct EconomyReport {
    /// Its code.
    pub code: String,
    /// Value added, from the donors' shares and the output of the flows.
    pub value_added: f64,
    /// Imports at customs value in the flows.
    pub imports_before: f64,
    /// Imports at customs value in the joined world.
    pub imports: f64,
    /// Exports at customs value in the flows.
    pub exports_before: f64,
    /// Exports at customs value in the joined world.
    pub exports: f64,
    /// Part of the intermediate bill that goes to other products than the donors' technology says.
    pub inputs_moved: f64,
}

/// A product of which firms would have used more than their bound.
#[derive(Debug, Clone, PartialEq)]
pub struct ProductReport {
    /// Code of the economy.
    pub economy: String,
    /// Code of the sector.
    pub sector: String,
    /// What is bought of it, with duty.
    pub expenditure: f64,
    /// Part that firms would have used; above one, final demand would be negative.
    pub used_before: f64,
    /// Part that they use.
    pub used: f64,
}

/// What a join did.
#[derive(Debug, Clone, PartialEq)]
pub struct JoinReport {
    /// Economies, in the order of the joined world.
    pub economies: Vec<EconomyReport>,
    /// Products whose use was brought down, by economy and sector.
    pub products: Vec<ProductReport>,
    /// What was left to calibrate.
    pub calibration: CalibrationReport,
}

/// A product counts as touched from this change of the part that firms use.
const TOUCHED: f64 = 1e-9;

pub(super) fn report(
    merged: &World,
    world: &World,
    before: &Accounts,
    moved: &Moved,
    calibration: CalibrationReport,
) -> JoinReport {
    let after = Accounts::of(world);
    let (old, new) = (trade(merged), trade(world));
    let economies = world.economies.iter().enumerate();
    let economies = economies.map(|(n, economy)| EconomyReport {
        code: economy.code.clone(),
        value_added: after.value_added[n],
        imports_before: old[[n, 0]],
        imports: new[[n, 0]],
        exports_before: old[[n, 1]],
        exports: new[[n, 1]],
        inputs_moved: moved.part[n],
    });
    let products = moved.used_before.indexed_iter();
    let products = products.filter_map(|((n, k), used)| {
        let bought = before.expenditure[[n, k]];
        let now = after.intermediate_demand[[n, k]] / after.expenditure[[n, k]];
        (bought > 0.0 && used / bought - now > TOUCHED && used / bought > now * (1.0 + TOUCHED))
            .then(|| ProductReport {
                economy: world.economies[n].code.clone(),
                sector: world.sectors[k].code.clone(),
                expenditure: bought,
                used_before: used / bought,
                used: now,
            })
    });
    JoinReport {
        economies: economies.collect(),
        products: products.collect(),
        calibration,
    }
}

/// Imports and exports (n, 2).
fn trade(world: &World) -> Array2<f64> {
    let mut sums = Array2::zeros((world.economy_count(), 2));
    for ((importer, exporter, _), flow) in world.flows.indexed_iter() {
        if importer != exporter {
            sums[[importer, 0]] += flow;
            sums[[exporter, 1]] += flow;
        }
    }
    sums
}
