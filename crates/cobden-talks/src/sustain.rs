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
#[non_exhaustive]
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
#[non_exhaustive]
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
    #[error(
        "a breach cannot be answered in the period it happens in; answer it after 1 period or more"
    )]
    AnsweredAtOnce,
    /// A war of no periods.
    #[error("an answer of 0 periods is none; let it last 1 period or more, or for ever")]
    NoAnswer,
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
mod tests {
    use super::*;

    fn temptation(deal: f64, breach: f64, war: f64) -> Temptation {
        Temptation { deal, breach, war }
    }

    fn keeping(one: Temptation, after: u32, lasts: Option<u32>) -> Keeping {
        one.keeping(Answer { after, lasts }).expect("sound inputs")
    }

    /// Gain of keeping over breaking, both streams added up period by period.
    fn gain_of_keeping(one: Temptation, answer: Answer, delta: f64) -> f64 {
        let (mut total, mut weight) = (0.0, 1.0);
        for period in 0..20_000u32 {
            let at_war =
                period >= answer.after && answer.lasts.is_none_or(|k| period < answer.after + k);
            let broken = if period < answer.after {
                one.breach
            } else if at_war {
                one.war
            } else {
                one.deal
            };
            total += weight * (one.deal - broken);
            weight *= delta;
        }
        total
    }

    #[test]
    fn the_textbook_case() {
        // Bagwell and Staiger: (3 − 2)/(3 − 1).
        assert_eq!(
            keeping(temptation(2.0, 3.0, 1.0), 1, None),
            Keeping::From(0.5)
        );
        // Two periods of breach: the square root.
        let Keeping::From(delta) = keeping(temptation(2.0, 3.0, 1.0), 2, None) else {
            panic!("a threshold")
        };
        assert!((delta - 0.5_f64.sqrt()).abs() < 1e-15);
    }

    #[test]
    fn streams_are_even_at_the_threshold_and_part_beside_it() {
        for (deal, breach, war) in [(0.3, 0.35, -0.4), (0.3, 1.0, 0.2), (-0.1, 0.0, -0.2)] {
            for (after, lasts) in [
                (1, None),
                (3, None),
                (1, Some(2)),
                (2, Some(30)),
                (4, Some(12)),
            ] {
                let one = temptation(deal, breach, war);
                let answer = Answer { after, lasts };
                match keeping(one, after, lasts) {
                    Keeping::From(delta) => {
                        assert!(gain_of_keeping(one, answer, delta).abs() < 1e-10);
                        assert!(gain_of_keeping(one, answer, delta + 1e-4) > 0.0);
                        assert!(gain_of_keeping(one, answer, delta - 1e-4) < 0.0);
                    }
                    Keeping::Never(Reason::AnswerTooShort) => {
                        for delta in [0.01, 0.3, 0.9, 0.999] {
                            assert!(gain_of_keeping(one, answer, delta) < 0.0);
                        }
                    }
                    other => panic!("{other:?}"),
                }
            }
        }
    }

    #[test]
    fn a_short_answer_binds_by_a_quadratic() {
        // d = 1, k = 2: 1·(δ + δ²) = 1, the golden section.
        let Keeping::From(delta) = keeping(temptation(2.0, 3.0, 1.0), 1, Some(2)) else {
            panic!("a threshold")
        };
        assert!((delta - 0.5 * (5.0_f64.sqrt() - 1.0)).abs() < 1e-14);
        // One period of punishment for one of breach, as large: only at δ = 1.
        let short = keeping(temptation(2.0, 3.0, 1.0), 1, Some(1));
        assert_eq!(short, Keeping::Never(Reason::AnswerTooShort));
    }

    #[test]
    fn corners_are_told_by_name() {
        let war_no_worse = Keeping::Never(Reason::WarNoWorse);
        assert_eq!(keeping(temptation(1.0, 2.0, 1.0), 1, None), war_no_worse);
        assert_eq!(keeping(temptation(1.0, 2.0, 1.5), 1, None), war_no_worse);
        assert_eq!(keeping(temptation(1.0, 1.0, 1.5), 1, None), war_no_worse);
        assert_eq!(keeping(temptation(1.0, 1.0, 0.5), 1, None), Keeping::Always);
        assert_eq!(
            keeping(temptation(1.0, 0.9, 0.5), 3, Some(2)),
            Keeping::Always
        );
        assert_eq!(keeping(temptation(1.0, 0.9, 1.0), 1, None), Keeping::Always);
        // Breaking costs 1 now and brings 1 a period from the next on: at δ = 1/2 it is even.
        let one = temptation(2.0, 1.0, 3.0);
        assert_eq!(keeping(one, 1, None), Keeping::UpTo(0.5));
        assert!(gain_of_keeping(one, Answer::default(), 0.6) < 0.0);
        assert!(gain_of_keeping(one, Answer::default(), 0.4) > 0.0);
        assert_eq!(keeping(one, 1, Some(1)), Keeping::Always);
    }

    #[test]
    fn all_sides_need_the_largest() {
        let sides = [Keeping::From(0.4), Keeping::Always, Keeping::From(0.7)];
        assert_eq!(Keeping::of_all(&sides), Some(0.7));
        assert_eq!(Keeping::of_all(&[Keeping::Always]), Some(0.0));
        let lost = [Keeping::From(0.4), Keeping::Never(Reason::WarNoWorse)];
        assert_eq!(Keeping::of_all(&lost), None);
        assert_eq!(Keeping::of_all(&[Keeping::UpTo(0.9)]), None);
    }

    #[test]
    fn a_factor_stands_for_a_yearly_rate() {
        // Half a year twice: 1/0.9² − 1.
        assert!((yearly_rate(0.9, 6.0) - (1.0 / 0.81 - 1.0)).abs() < 1e-14);
        assert_eq!(yearly_rate(1.0, 6.0), 0.0);
        assert_eq!(yearly_rate(0.0, 6.0), f64::INFINITY);
    }

    #[test]
    fn every_fault_is_told_at_once() {
        let faults = temptation(f64::NAN, 1.0, f64::INFINITY)
            .keeping(Answer {
                after: 0,
                lasts: Some(0),
            })
            .expect_err("faults");
        assert_eq!(faults.len(), 4);
    }
}
