//! Nonlinear systems too large for dense algebra, and the small dense kernels under them.
//!
//! * [`newton`]: inexact Newton with a line search, its linear systems solved by
//!   preconditioned [`gmres`]. Needs products with the Jacobian, never the Jacobian.
//! * [`anderson`]: an accelerated, damped fixed point, for where Newton loses its way.
//! * [`ascent`]: the highest point of a smooth function within bounds.
//! * [`kernels`]: matrix-vector products in a fixed order of summation, so that results have the
//!   same digits on every machine and on any number of threads.
//!
//! The crate knows nothing of trade. When not to use it: for small dense systems (a direct
//! factorisation is simpler), for systems with side conditions or kinks.

pub mod anderson;
pub mod ascent;
pub mod dense;
pub mod gmres;
pub mod kernels;
pub mod monitor;
pub mod newton;

pub use anderson::{Anderson, FixedPointMap};
pub use ascent::{Ascent, AscentOutcome, Hill, Summit};
pub use dense::Lu;
pub use gmres::{Gmres, GmresOutcome, LinearOperator};
pub use monitor::{Control, Iteration, Monitor, Silent};
pub use newton::{Newton, NewtonOutcome, NewtonStatistics, NonlinearSystem, Status};
