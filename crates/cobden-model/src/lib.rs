//! General equilibrium of trade in changes.
//!
//! The multi-sector Ricardian (or Armington) model with input-output links of Caliendo and Parro
//! (2015), solved for the change that a shock to tariffs, export taxes, trade costs or elasticities
//! makes to a world's benchmark.
//!
//! ```text
//! c_nj  = w_n^β · Π_k P_nk^(γ(1−β))                       unit cost, hats throughout
//! P_nj  = [Σ_i π_nij (κ_nij c_ij)^(−θ_j)]^(−1/θ_j)        κ = (1+t')/(1+t) · (1+e') · d
//! π'_nij = π_nij (κ_nij c_ij / P_nj)^(−θ_j)
//! X'_nj = Σ_k γ_nkj (1−β_nk) Y'_nk + α_nj I'_n            I' = wL + duties + export taxes + rents + D'
//! Y'_ij = Σ_n π'X' / ((1+t')(1+e'))                       ŵwL = Σ_j β Y'
//! ```
//!
//! Limits on quantities enter as the licence prices that make them bind ([`QuantityLimit`]); sectors in a
//! nest of the world replace each other with its elasticity.
//!
//! Numéraire: world value added; where embargoes leave the world in parts, each part its own. [`Model::solve`] gives an [`Equilibrium`], or an error that says
//! which market is furthest off; what it means for economies, sectors and flows is read from the
//! equilibrium.
//!
//! When not to use it: for partial equilibrium, for dynamics (capital, unemployment), or for
//! products finer than the world's sectors, unless one is
//! split off ([`cobden_world::World::split_sector`]).

mod adjoint;
mod benchmark;
mod closure;
mod continuation;
mod equilibrium;
mod error;
mod feasibility;
mod gradient;
mod layout;
mod limit;
mod model;
mod nest;
mod one_stage;
mod outcome;

mod precondition;
pub mod scenario;
mod sector_weights;
mod settings;
mod shock;
mod solve;
mod system;
mod tangent;
mod weights;
mod welfare;

// Tests share the random worlds of `tests/common`, which know this crate by its name.
#[cfg(test)]
extern crate self as cobden_model;
#[cfg(test)]
mod tests;

pub use closure::{Closure, UnknownClosure};
pub use equilibrium::Equilibrium;
pub use error::{Market, ModelError};
pub use gradient::{Gradient, Outcome};
pub use limit::{LimitOutcome, QuantityLimit, Rent};
pub use model::Model;
pub use one_stage::{
    Competition, NotOneStage, OneStage, OneStageSeeds, OneStageSlopes, OneStageSolver,
};
pub use outcome::{Diversion, EconomyOutcome, FirstOrderWelfare, FlowOutcome, SectorOutcome};
pub use scenario::Scenario;
pub use shock::Shock;

/// Values over (importer, exporter, sector).
pub type Flows = ndarray::Array3<f64>;
pub use settings::{SettingOutOfRange, Settings, SolveStatistics};
pub use welfare::first_order_along_path;
