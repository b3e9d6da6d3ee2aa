//! When one side would move if the other never did.

use super::side::time_held;

/// Distribution of the time at which a side moves first, if nothing happens before.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Concession {
    /// a: probability that it moves at once.
    pub at_once: f64,
    /// λ: hazard of moving after that, a month.
    pub hazard: f64,
    /// T: month after which it does not move any more; infinite without one.
    pub until: f64,
    /// Probability that it never moves.
    pub never: f64,
}

impl Concession {
    /// Moves at once, but for the kind that never gives way.
    pub(super) fn immediate(never: f64) -> Self {
        Self {
            at_once: 1.0 - never,
            hazard: 0.0,
            until: 0.0,
            never,
        }
    }

    /// Probability that it has not moved by month `t`.
    pub fn survival(&self, t: f64) -> f64 {
        if t < self.until {
            (1.0 - self.at_once) * libm::exp(-self.hazard * t)
        } else {
            self.never
        }
    }

    /// ∫₀ᵗ e^(−r s) survival(s) ds: months of standoff that the other side has to expect, discounted, up to `t`.
    pub(super) fn months(&self, discount: f64, t: f64) -> f64 {
        let moving = time_held(self.hazard + discount, t.min(self.until));
        let after = if t > self.until && self.never > 0.0 {
            self.never * libm::exp(-discount * self.until) * time_held(discount, t - self.until)
        } else {
            0.0
        };
        (1.0 - self.at_once) * moving + after
    }
}
