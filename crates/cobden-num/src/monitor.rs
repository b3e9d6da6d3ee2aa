//! How a long computation reports and is asked to stop; nothing is printed from here.

/// What a solver tells after each of its iterations.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Iteration {
    /// Iterations done, from 0 (the start).
    pub iteration: usize,
    /// Largest absolute residual.
    pub residual: f64,
    /// Residual evaluations and Jacobian products so far.
    pub evaluations: usize,
}

/// Whether to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Control {
    /// Go on.
    Continue,
    /// Stop at once; the solver returns [`crate::Status::Interrupted`].
    Stop,
}

/// Receives progress and may stop the work.
pub trait Monitor {
    /// Called once an iteration.
    fn iteration(&mut self, progress: Iteration) -> Control;
}

/// A monitor that neither reports nor stops.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Monitor for Silent {
    fn iteration(&mut self, _: Iteration) -> Control {
        Control::Continue
    }
}
