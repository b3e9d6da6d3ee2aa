//! Whether a deal would be kept with no court behind it.
//!
//! Payoffs are per period, periods are discounted by δ. A side that keeps the deal gets W_deal for ever. One that breaks it
//! gets W_break in the d periods until the breach is answered, W_war in the k periods of punishment (for ever without k), and
//! W_deal again. Keeping is at least as good if
//!
//! ```text
//! (W_deal − W_war) δ^d (1 + δ + … + δ^(k−1))  ≥  (W_break − W_deal) (1 + δ + … + δ^(d−1))
//! ```
//!
//! The left side grows against the right with δ, so one discount factor parts the two. With d = 1 and no k it is
//! (W_break − W_deal)/(W_break − W_war), with d periods its d-th root.
//!
//! When not to use it: where punishments lighter than the war are agreed, or where a deal's payoffs change with
//! time (both then want the path, not three numbers).
//!
//! Source: Bagwell and Staiger (1990), A Theory of Managed Trade, American Economic Review 80(4); (2002), The Economics
//! of the World Trading System, MIT Press, chapter 6; Friedman (1971), Review of Economic Studies 38(1), for reversion
//! to the war for ever.

/// What one side gets a period, in any unit that is the same for all three.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Temptation {
    /// W_deal: both keep the deal.
    pub deal: f64,
    /// W_break: it breaks the deal as suits it best, and the others keep it.
    pub breach: f64,
    /// W_war: what follows.
    pub war: f64,
}

/// How a breach is answered, in periods.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Answer {
    /// d: periods until a breach is noticed and answered, one or more.
    pub after: u32,
    /// k: periods for which the war lasts before the deal holds again; for ever without.
    pub lasts: Option<u32>,
}

impl Default for Answer {
    /// Next period, for ever.
    fn default() -> Self {
        Self {
            after: 1,
            lasts: None,
        }
    }
}

/// Whether one side would keep a deal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Keeping {
    /// At any discount factor: breaking brings nothing and war is no better.
    Always,
    /// At this discount factor or a larger one.
    From(f64),
    /// Only at this discount factor or a smaller one: the war is worth more than the deal, but breaking costs first.
    UpTo(f64),
    /// At no discount factor below one.
    Never(Reason),
}

/// Why nothing holds a side to a deal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The war is no worse for it than the deal.
    WarNoWorse,
    /// The war, while it lasts, costs less than the breach brought.
    AnswerTooShort,
}

/// Inputs that are no temptation.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SustainFault {
    /// A payoff that is no number.
    #[error("the payoff of the {what} is not a finite number")]
    NotFinite {
        /// deal, breach or war.
        what: &'static str,
    },
    /// A breach answered before it happens.
    #[error("a breach cannot be answered in the period it happens in")]
    AnsweredAtOnce,
    /// A war of no periods.
    #[error("an answer of 0 periods is none")]
    NoAnswer,
}

impl SustainFault {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NotFinite { .. } => "give a number",
            Self::AnsweredAtOnce => "let it be answered after 1 period or more",
            Self::NoAnswer => "let it last 1 period or more, or for ever",
        }
    }
}

impl Temptation {
    /// The discount factors at which the side keeps the deal (see the [module](self)).
    ///
    /// The factor is exact to rounding where the answer lasts for ever, and found by bisection to the last bit otherwise.
    ///
    /// # Errors
    /// Every [`SustainFault`] of the inputs.
    pub fn keeping(&self, answer: Answer) -> Result<Keeping, Vec<SustainFault>> {
        let mut faults = Vec::new();
        for (what, payoff) in [
            ("deal", self.deal),
            ("breach", self.breach),
            ("war", self.war),
        ] {
            if !payoff.is_finite() {
                faults.push(SustainFault::NotFinite { what });
            }
        }
        if answer.after == 0 {
            faults.push(SustainFault::AnsweredAtOnce);
        }
        if answer.lasts == Some(0) {
            faults.push(SustainFault::NoAnswer);
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let (gain, loss) = (self.breach - self.deal, self.deal - self.war);
        Ok(if gain > 0.0 {
            if loss <= 0.0 {
                Keeping::Never(Reason::WarNoWorse)
            } else {
                match balance(gain, loss, answer) {
                    Some(delta) => Keeping::From(delta),
                    None => Keeping::Never(Reason::AnswerTooShort),
                }
            }
        } else if loss >= 0.0 {
            Keeping::Always
        } else if gain == 0.0 {
            Keeping::Never(Reason::WarNoWorse)
        } else {
            match balance(-gain, -loss, answer) {
                Some(delta) => Keeping::UpTo(delta),
                None => Keeping::Always,
            }
        })
    }
}

impl Keeping {
    /// Smallest discount factor of all sides at which each keeps the deal; none where one of them does at none, or at small
    /// ones only.
    pub fn of_all(sides: &[Self]) -> Option<f64> {
        sides.iter().try_fold(0.0, |largest: f64, side| match side {
            Self::Always => Some(largest),
            Self::From(delta) => Some(largest.max(*delta)),
            Self::UpTo(_) | Self::Never(_) => None,
        })
    }
}

/// The yearly discount rate that a discount factor stands for, with periods of so many months: δ^(−12/m) − 1, a ratio.
///
/// A side keeps a deal from δ on if it discounts a year by this or less; infinite for δ = 0.
pub fn yearly_rate(delta: f64, months: f64) -> f64 {
    libm::expm1(-12.0 / months * libm::log(delta))
}

/// δ at which `loss` δ^d (1 + … + δ^(k−1)) = `gain` (1 + … + δ^(d−1)), both above zero; none below one where the loss is
/// too small.
fn balance(gain: f64, loss: f64, answer: Answer) -> Option<f64> {
    let after = f64::from(answer.after);
    let Some(lasts) = answer.lasts.map(f64::from) else {
        // Over 1 − δ the sums are geometric: loss δ^d = gain (1 − δ^d).
        return Some(libm::pow(gain / (gain + loss), 1.0 / after));
    };
    if loss * lasts <= gain * after {
        return None;
    }
    let periods = |delta: f64, count: f64| -libm::expm1(count * libm::log(delta)) / (1.0 - delta);
    let keeps = |delta: f64| {
        loss * libm::pow(delta, after) * periods(delta, lasts) >= gain * periods(delta, after)
    };
    let (mut low, mut high) = (0.0, 1.0);
    loop {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            return Some(high);
        }
        if keeps(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
}

#[cfg(test)]
mod tests;
