//! Limits on quantities: export and import licences, solved as the wedge that makes them bind.
//!
//! Over the flows of a limit, with V the volume at benchmark prices, ℓ the limit as a part of the
//! volume V⁰ before, and 1 + w the licence price that all its flows pay on top of duties and taxes:
//!
//! ```text
//! V_nij = F'_nij / (ĉ_ij (1 + e'_nij))          F' at customs value, e' with the wedge in it
//! 0 ≤ ln(1 + w)  ⊥  ln(ℓ Σ V⁰) − ln Σ V ≥ 0
//! ```
//!
//! A rent kept by exporters enters as (1 + e')(1 + w), one kept by importers as (1 + t')(1 + w): the
//! buyer pays the same, only the rent goes elsewhere. The log wedges of the limits that bind are
//! unknowns beside wages, prices and expenditures ([`newton`]); which ones bind is found by rounds
//! ([`rounds`]).
//!
//! Source: Bhagwati (1965), "On the equivalence of tariffs and quotas", in Trade, Growth and the
//! Balance of Payments; the licence price is a tariff equivalent under perfect competition.

mod check;
mod dense;
mod gradient;
mod licence;
mod newton;
mod rounds;

pub(crate) use check::{check_limits, describe_flow};
use dense::solve_dense;
pub(crate) use licence::{Licence, Licences};

/// Who keeps the rent of a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rent {
    /// The exporter, as with export licences and voluntary restraints.
    #[default]
    Exporter,
    /// The importer, as with import quotas whose licences are auctioned or handed out at home.
    Importer,
}

impl Rent {
    /// The name in scenario files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exporter => "exporter",
            Self::Importer => "importer",
        }
    }
}

/// A limit on the joint volume of some flows.
///
/// Flows are positions (importer, exporter, sector), each of at most one limit, none of them home
/// sales. Their volumes are added up at the prices before the shock.
#[derive(Debug, Clone, PartialEq)]
pub struct QuantityLimit {
    /// The flows that share the limit and its licence price.
    pub flows: Vec<[usize; 3]>,
    /// Volume at most, as a part of the volume before; zero is an embargo.
    pub volume: f64,
    /// Who keeps the rent.
    pub rent: Rent,
}

/// What a limit came to.
#[derive(Debug, Clone, PartialEq)]
pub struct LimitOutcome {
    /// The limit, by its place in [`crate::Shock::limits`].
    pub limit: usize,
    /// Value of its flows before, at customs value.
    pub value: f64,
    /// Volume, new over old.
    pub volume_hat: f64,
    /// w, the licence price as a ratio of the price without it; zero where the limit does not bind,
    /// infinite for an embargo.
    pub wedge: f64,
    /// Rent by (economy, value) of those who keep any, in the world's order and unit.
    pub rent: Vec<(usize, f64)>,
    /// Whether the limit holds trade back.
    pub binding: bool,
}

impl LimitOutcome {
    /// All rent, in the world's unit.
    pub fn total_rent(&self) -> f64 {
        self.rent.iter().map(|(_, value)| value).sum()
    }
}
