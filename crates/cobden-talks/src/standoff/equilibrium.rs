//! The equilibrium of one standoff, and what follows from it.

use super::concession::Concession;
use super::fault::StandoffFault;
use super::side::{Side, Stance, time_held};

/// Which case the inputs make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// Nobody is known to hold out: the equilibrium without an atom, one of a family.
    Mixed,
    /// Either side may be of the kind that never gives way; the only equilibrium.
    Reputation {
        /// The side that moves at once with some probability, where one does.
        weaker: Option<usize>,
    },
    /// For one side waiting costs nothing: it never moves, and the other does at once unless it never gives way.
    Holds {
        /// Position of the side.
        side: usize,
    },
    /// Waiting costs neither anything, and neither moves.
    BothHold,
    /// One side gains nothing by waiting and moves at once; should it not, it never will, and the other moves.
    Yields {
        /// Position of the side.
        side: usize,
    },
    /// Neither gains by waiting, and both move at once.
    BothYield,
}

/// Who moves first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Movers {
    /// Probability, by side.
    pub first: [f64; 2],
    /// Probability that both move at the same moment.
    pub together: f64,
}

/// A standoff in equilibrium.
#[derive(Debug, Clone, PartialEq)]
pub struct Standoff {
    sides: [Side; 2],
    kind: Kind,
    concessions: [Concession; 2],
}

/// Points at which the certificate asks what moving then would give.
const PROBES: usize = 64;
/// Mean waiting times that the probes span where nothing ends the standoff.
const SPAN: f64 = 12.0;

impl Standoff {
    /// The equilibrium between two sides (see the [module](super)).
    ///
    /// # Errors
    /// Every [`StandoffFault`] of the inputs.
    pub fn between(sides: [Side; 2]) -> Result<Self, Vec<StandoffFault>> {
        let mut faults: Vec<_> = sides.iter().flat_map(Side::faults).collect();
        if sides[0].name == sides[1].name {
            faults.push(StandoffFault::SameSide {
                side: sides[0].name.clone(),
            });
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let resolve = [sides[0].resolve, sides[1].resolve];
        let immediate = |i: usize| Concession::immediate(resolve[i]);
        let holding = Concession::immediate(1.0);
        let stances = [sides[0].stance(), sides[1].stance()];
        let (kind, concessions) = match stances {
            [Stance::Torn, Stance::Torn] => attrition(&sides),
            [Stance::Holds, Stance::Holds] => (Kind::BothHold, [holding; 2]),
            [Stance::Holds, _] => (Kind::Holds { side: 0 }, [holding, immediate(1)]),
            [_, Stance::Holds] => (Kind::Holds { side: 1 }, [immediate(0), holding]),
            [Stance::Yields, Stance::Yields] => (Kind::BothYield, [immediate(0), immediate(1)]),
            [Stance::Yields, _] => (Kind::Yields { side: 0 }, [immediate(0), immediate(1)]),
            [_, Stance::Yields] => (Kind::Yields { side: 1 }, [immediate(0), immediate(1)]),
        };
        Ok(Self {
            sides,
            kind,
            concessions,
        })
    }

    /// The two sides.
    pub fn sides(&self) -> &[Side; 2] {
        &self.sides
    }

    /// Which case it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// When each side would move if the other did not.
    pub fn concessions(&self) -> &[Concession; 2] {
        &self.concessions
    }

    /// Month from which on nobody moves any more; infinite without one.
    pub fn horizon(&self) -> f64 {
        self.concessions[0].until.max(self.concessions[1].until)
    }

    /// Probability that talks have started by month `t`, the first moment included.
    pub fn started_by(&self, t: f64) -> f64 {
        let [a, b] = &self.concessions;
        1.0 - a.survival(t) * b.survival(t)
    }

    /// Probability that nobody ever moves.
    pub fn never(&self) -> f64 {
        self.concessions[0].never * self.concessions[1].never
    }

    /// Who has moved first by month `t`.
    pub fn movers_by(&self, t: f64) -> Movers {
        let [a, b] = &self.concessions;
        let waiting = self.waiting();
        let months = time_held(self.pace(), t.min(self.horizon()));
        let later = |hazard: f64| {
            // Without a hazard the months may be endless.
            if hazard > 0.0 {
                waiting * hazard * months
            } else {
                0.0
            }
        };
        // Both have an atom only where one side, or neither, has anything to wait for.
        let [atom_a, atom_b, together] = match self.kind {
            Kind::Yields { side: 1 } => [a.at_once * (1.0 - b.at_once), b.at_once, 0.0],
            Kind::Yields { .. } => [a.at_once, b.at_once * (1.0 - a.at_once), 0.0],
            _ => [
                a.at_once * (1.0 - b.at_once),
                b.at_once * (1.0 - a.at_once),
                a.at_once * b.at_once,
            ],
        };
        Movers {
            first: [atom_a + later(a.hazard), atom_b + later(b.hazard)],
            together,
        }
    }

    /// Mean of the months until talks start, if they do; zero where they never do.
    ///
    /// $A\,[(1 - e^{-\Lambda T})/\Lambda - T e^{-\Lambda T}] / P(\text{start})$, Λ the sum of the hazards, A the
    /// probability that nobody moves at once.
    pub fn mean_if_started(&self) -> f64 {
        let started = 1.0 - self.never();
        let (pace, horizon) = (self.pace(), self.horizon());
        if started <= 0.0 || pace == 0.0 {
            return 0.0;
        }
        let left = if horizon.is_finite() {
            horizon * libm::exp(-pace * horizon)
        } else {
            0.0
        };
        self.waiting() * (time_held(pace, horizon) - left) / started
    }

    /// Month by which talks have started with probability `q`; none where that never happens.
    ///
    /// $-\ln((1 - q)/A)/\Lambda$, zero up to the probability of a start at once.
    pub fn quantile(&self, q: f64) -> Option<f64> {
        let waiting = self.waiting();
        if 1.0 - q >= waiting {
            return Some(0.0);
        }
        // At the horizon itself the probability is reached, whatever rounding says.
        let month = libm::log(waiting / (1.0 - q)) / self.pace();
        (1.0 - q >= self.never()).then(|| month.min(self.horizon()))
    }

    /// What the standoff costs a side up to month `t`, as expected and discounted at the start: c_i ∫ e^(−r_i s) P(nobody
    /// has moved by s) ds. With `t` infinite, all of it, which is infinite where nothing is discounted and the
    /// standoff may never end.
    pub fn cost_by(&self, side: usize, t: f64) -> f64 {
        let of = &self.sides[side];
        if of.cost_per_month == 0.0 {
            return 0.0;
        }
        of.cost_per_month * self.months(of.monthly_discount(), t)
    }

    /// Expected months of standoff up to `t`, discounted at `discount` a month.
    fn months(&self, discount: f64, t: f64) -> f64 {
        let joint = Concession {
            at_once: 1.0 - self.waiting(),
            hazard: self.pace(),
            until: self.horizon(),
            never: self.never(),
        };
        joint.months(discount, t)
    }

    /// What a side that is not bound to hold out can expect.
    pub fn value(&self, side: usize) -> f64 {
        let (of, other) = (&self.sides[side], &self.concessions[1 - side]);
        match self.kind {
            Kind::BothHold => self.payoff_of_moving_at(side, f64::INFINITY),
            Kind::Holds { side: holds } if holds == side => {
                self.payoff_of_moving_at(side, f64::INFINITY)
            }
            Kind::Yields { side: yields } if yields == side => of.concede,
            // At the same moment each is as likely to be the first.
            Kind::BothYield => {
                other.at_once * 0.5 * (of.win + of.concede) + (1.0 - other.at_once) * of.concede
            }
            _ => self.payoff_of_moving_at(side, 0.0),
        }
    }

    /// What a side can expect that moves in month `t` if the other has not: at zero an instant after the start, with
    /// `t` infinite never.
    pub fn payoff_of_moving_at(&self, side: usize, t: f64) -> f64 {
        let (of, other) = (&self.sides[side], &self.concessions[1 - side]);
        let discount = of.monthly_discount();
        let months = time_held(other.hazard + discount, t.min(other.until));
        let won = if other.hazard > 0.0 {
            (1.0 - other.at_once) * other.hazard * months
        } else {
            0.0
        };
        let cost = if of.cost_per_month == 0.0 {
            0.0
        } else {
            of.cost_per_month * other.months(discount, t)
        };
        let conceded = if t.is_finite() {
            other.survival(t) * libm::exp(-discount * t)
        } else {
            0.0
        };
        (other.at_once + won) * of.win - cost + conceded * of.concede
    }

    /// The certificate: the most that a side could gain by moving at another time, found by trying; nothing but rounding
    /// in equilibrium.
    pub fn gain_from_deviating(&self, side: usize) -> f64 {
        let horizon = self.horizon();
        let pace = self.pace();
        let span = if horizon.is_finite() {
            1.5 * horizon
        } else if pace > 0.0 {
            SPAN / pace
        } else {
            0.0
        };
        let probes = (0..=PROBES).map(|k| span * k as f64 / PROBES as f64);
        let best = probes
            .chain([horizon, 12.0, f64::INFINITY])
            .map(|t| self.payoff_of_moving_at(side, t))
            .fold(f64::NEG_INFINITY, f64::max);
        best - self.value(side)
    }

    /// The same play by others, for tests of the certificate.
    #[cfg(test)]
    pub(super) fn with_sides(&self, sides: [Side; 2]) -> Self {
        Self {
            sides,
            ..self.clone()
        }
    }

    /// A: probability that nobody moves at once.
    fn waiting(&self) -> f64 {
        (1.0 - self.concessions[0].at_once) * (1.0 - self.concessions[1].at_once)
    }

    /// Λ: hazard that somebody moves, a month.
    fn pace(&self) -> f64 {
        self.concessions[0].hazard + self.concessions[1].hazard
    }
}

/// Both sides may wait or move.
fn attrition(sides: &[Side; 2]) -> (Kind, [Concession; 2]) {
    let hazard = |i: usize| {
        let other = &sides[1 - i];
        other.cost_of_waiting() / (other.win - other.concede)
    };
    let sure_at = |i: usize| libm::log(1.0 / sides[i].resolve) / hazard(i);
    let horizon = sure_at(0).min(sure_at(1));
    let concession = |i: usize| {
        // z e^(λ T) = e^(−λ (T_i − T)). The side that is sure at the horizon needs no atom, and none comes of rounding.
        let waits = if horizon.is_infinite() || sure_at(i) == horizon {
            1.0
        } else {
            libm::exp(hazard(i) * (horizon - sure_at(i)))
        };
        Concession {
            at_once: 1.0 - waits,
            hazard: if horizon > 0.0 { hazard(i) } else { 0.0 },
            until: horizon,
            never: sides[i].resolve,
        }
    };
    let kind = if horizon.is_infinite() {
        Kind::Mixed
    } else {
        let later = (0..2).find(|i| sure_at(*i) > horizon);
        Kind::Reputation { weaker: later }
    };
    (kind, [concession(0), concession(1)])
}
