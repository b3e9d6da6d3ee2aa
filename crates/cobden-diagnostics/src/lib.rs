//! Faults in a user's files: what is wrong, where, why, and what to do.
//!
//! Every reader of the project collects its faults as [`Diagnostic`]s and returns them all at
//! once as [`Diagnostics`]; nothing is printed from a library. Rendering sits at the edge, in
//! [`render`], so that it can be swapped without touching the readers.
//!
//! When not to use it: for the outcome of a computation. A solve that does not converge is a
//! status with statistics, not a fault in a file.

mod diagnostic;
mod place;
mod render;

pub use diagnostic::{Diagnostic, Diagnostics, Severity};
pub use place::{Place, SourceText};
pub use render::render;
