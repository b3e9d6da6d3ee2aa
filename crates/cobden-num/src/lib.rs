//! Nonlinear systems too large for dense algebra, and the small dense kernels under them.
//!
//! * [`newton`]: inexact Newton with a line search, its linear systems solved by
//!   preconditioned [`gmres`]. Needs products with the Jacobian, never the Jacobian.
//! * [`anderson`]: an accelerated, damped fixed point, for where Newton loses its way.
//! * [`kernels`]: matrix-vector products in a fixed order of summation, so that results have the
//!   same digits on every machine and on any number of threads.
//!
//! The crate knows nothing of trade. When not to use it: for small dense systems (a direct
//! factorisation is simpler), for constrained or non-smooth problems.

pub mod anderson;
pub mod gmres;
pub mod kernels;
pub mod monitor;
pub mod newton;

pub use anderson::{Anderson, FixedPointMap};
pub use gmres::{Gmres, GmresOutcome, LinearOperator};
pub use monitor::{Control, Iteration, Monitor, Silent};
pub use newton::{Newton, NewtonOutcome, NewtonStatistics, NonlinearSystem, Status};
