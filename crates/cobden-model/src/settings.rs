//! What a solve is asked for, and what it says of itself.

use std::fmt;
use std::time::Duration;

/// How to solve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// Largest relative excess demand at which a solve counts as converged. Default 1e-10.
    pub tolerance: f64,
    /// Newton iterations at most, all attempts together. Default 200.
    pub max_iterations: usize,
    /// Threads for large worlds; the digits do not depend on it. Default 1.
    pub threads: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            tolerance: 1e-10,
            max_iterations: 200,
            threads: 1,
        }
    }
}

impl Settings {
    /// Whether every setting is in its range.
    ///
    /// # Errors
    /// The first that is not.
    pub fn check(&self) -> Result<(), SettingOutOfRange> {
        let fault = |name, value, range| SettingOutOfRange { name, value, range };
        if !(self.tolerance >= 1e-14 && self.tolerance <= 1e-3) {
            return Err(fault("tolerance", self.tolerance, "between 1e-14 and 1e-3"));
        }
        if self.max_iterations == 0 {
            return Err(fault("max_iterations", 0.0, "at least 1"));
        }
        if self.threads == 0 {
            return Err(fault("threads", 0.0, "at least 1"));
        }
        Ok(())
    }
}

/// Work and accuracy of a solve.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct SolveStatistics {
    /// Newton steps.
    pub iterations: usize,
    /// Evaluations of the residuals.
    pub residual_evaluations: usize,
    /// Products with the Jacobian, each about the cost of an evaluation.
    pub jacobian_products: usize,
    /// Maps of the fixed point, where Newton needed its help.
    pub fixed_point_maps: usize,
    /// Largest relative excess demand left.
    pub residual: f64,
    /// Time of the solve alone.
    pub time: Duration,
}

impl SolveStatistics {
    /// Evaluations, products and maps together.
    pub fn map_evaluations(&self) -> usize {
        self.residual_evaluations + self.jacobian_products + self.fixed_point_maps
    }

    /// Adds the work of another solve; the larger residual stays.
    pub(crate) fn add(&mut self, other: &Self) {
        self.iterations += other.iterations;
        self.residual_evaluations += other.residual_evaluations;
        self.jacobian_products += other.jacobian_products;
        self.fixed_point_maps += other.fixed_point_maps;
        self.residual = self.residual.max(other.residual);
        self.time += other.time;
    }
}

/// A setting outside its range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SettingOutOfRange {
    /// Name of the setting.
    pub name: &'static str,
    /// Its value.
    pub value: f64,
    /// What it should be.
    pub range: &'static str,
}

impl fmt::Display for SettingOutOfRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} is {}; it must be {}",
            self.name, self.value, self.range
        )
    }
}

impl std::error::Error for SettingOutOfRange {}
