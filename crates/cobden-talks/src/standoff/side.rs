//! A side of a standoff.

use super::fault::StandoffFault;

/// One of the two sides, with what it bears and what it has at stake.
///
/// Costs and values are in one unit of its own choice, for example percent of its yearly real income.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// Code or name.
    pub name: String,
    /// c: what a month of the standoff costs it.
    pub cost_per_month: f64,
    /// W: what the end is worth to it, when it comes, if the other side moves first.
    pub win: f64,
    /// L: the same if it moves first itself.
    pub concede: f64,
    /// Yearly discount rate, a ratio of zero or more.
    pub discount_rate: f64,
    /// z: probability that it never gives way, whatever the cost.
    pub resolve: f64,
}

/// How a side sees the choice between waiting and moving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stance {
    /// It would rather move than wait for ever, and rather have the other move.
    Torn,
    /// Waiting for ever costs it no more than moving.
    Holds,
    /// It gains nothing from the other's moving first.
    Yields,
}

/// Changes of a side's real income in a year, as a model gives them: all against one and the same state, in one unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct YearlyEffects {
    /// While the standoff lasts; a loss is negative.
    pub standoff: f64,
    /// After the other side has moved first.
    pub win: f64,
    /// After it has moved first itself.
    pub concede: f64,
}

impl Side {
    /// A side from a model's effects: c is a twelfth of the loss of a year of standoff, W and L what follows over `years`
    /// (for ever without), discounted to the moment it starts ([`present_value`]).
    pub fn from_yearly(
        name: impl Into<String>,
        effects: YearlyEffects,
        years: Option<f64>,
        discount_rate: f64,
        resolve: f64,
    ) -> Self {
        Self {
            name: name.into(),
            cost_per_month: -effects.standoff / 12.0,
            win: present_value(effects.win, discount_rate, years),
            concede: present_value(effects.concede, discount_rate, years),
            discount_rate,
            resolve,
        }
    }

    /// r: discount rate a month, compounded continuously.
    pub fn monthly_discount(&self) -> f64 {
        libm::log1p(self.discount_rate) / 12.0
    }

    /// c + r L: what a month of waiting costs a side that would otherwise move now.
    pub fn cost_of_waiting(&self) -> f64 {
        self.cost_per_month + self.monthly_discount() * self.concede
    }

    pub(super) fn stance(&self) -> Stance {
        if self.cost_of_waiting() <= 0.0 {
            Stance::Holds
        } else if self.win <= self.concede {
            Stance::Yields
        } else {
            Stance::Torn
        }
    }

    pub(super) fn faults(&self) -> Vec<StandoffFault> {
        let mut faults = Vec::new();
        let numbers = [
            ("cost per month", self.cost_per_month),
            ("value when the other side moves first", self.win),
            ("value when it moves first", self.concede),
        ];
        for (what, value) in numbers {
            if !value.is_finite() {
                faults.push(StandoffFault::NotFinite {
                    side: self.name.clone(),
                    what,
                });
            }
        }
        if !(self.discount_rate.is_finite() && self.discount_rate >= 0.0) {
            faults.push(StandoffFault::DiscountRate {
                side: self.name.clone(),
                rate: self.discount_rate,
            });
        }
        if !(0.0..=1.0).contains(&self.resolve) {
            faults.push(StandoffFault::Resolve {
                side: self.name.clone(),
                resolve: self.resolve,
            });
        }
        faults
    }
}

/// What `yearly`, received evenly over `years` (for ever without), is worth at the start.
///
/// $V = y\,(1 - e^{-\rho h})/\rho$ with $\rho = \ln(1 + \text{rate})$; infinite where nothing is discounted and
/// nothing ends.
pub fn present_value(yearly: f64, discount_rate: f64, years: Option<f64>) -> f64 {
    if yearly == 0.0 {
        return 0.0;
    }
    let rate = libm::log1p(discount_rate);
    yearly * time_held(rate, years.unwrap_or(f64::INFINITY))
}

/// ∫₀ᵗ e^(−rate s) ds: time up to `t`, each moment as far as it is still there.
pub(super) fn time_held(rate: f64, t: f64) -> f64 {
    if rate == 0.0 {
        t
    } else {
        -libm::expm1(-rate * t) / rate
    }
}
