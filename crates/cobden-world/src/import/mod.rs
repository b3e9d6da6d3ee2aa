//! Other people's layouts: OECD ICIO tables, Caliendo–Parro data, long bilateral tables.

mod bilateral;
mod caliendo_parro;
mod gross_flows;
mod icio;
mod variants;

use cobden_codes::{ElasticitySet, parse_sector};
use ndarray::{Array1, Array2};

use crate::world::World;

pub use bilateral::{BilateralLayout, import_bilateral};
pub use caliendo_parro::{CaliendoParro, import_caliendo_parro};
pub use gross_flows::{import_gross_flows, is_gross_flows};
pub use icio::{IcioImport, import_icio};

/// Data whose parts do not make an equilibrium: value added, final spending shares and deficits
/// are given beside the flows instead of following from them.
///
/// A model turns it into a [`World`] by solving for the equilibrium that has these shares.
#[derive(Debug, Clone, PartialEq)]
pub struct Unbalanced {
    /// Labels, trade shares (by way of flows and tariffs), technology and elasticities.
    pub world: World,
    /// α (n, j): final spending shares, summing to one over j.
    pub final_shares: Array2<f64>,
    /// wL (n).
    pub value_added: Array1<f64>,
    /// D (n): imports less exports at customs value.
    pub deficit: Array1<f64>,
}

/// The elasticity that a published set gives a sector by the ISIC divisions in its code; the
/// set's value for services where the code names services or is not ISIC.
pub fn elasticity_for(set: &ElasticitySet, sector: &str) -> f64 {
    parse_sector(sector)
        .ok()
        .and_then(|code| set.for_divisions(code.parts()))
        .unwrap_or_else(|| set.services())
}

/// Whether a sector's code names goods: ISIC divisions 01 to 33.
fn is_goods(sector: &str) -> bool {
    parse_sector(sector).is_ok_and(|code| code.is_goods())
}
