//! Standoffs in words.

use super::equilibrium::{Kind, Standoff};

impl Kind {
    /// A short name for machines.
    pub fn name(self) -> &'static str {
        match self {
            Self::Mixed => "mixed",
            Self::Reputation { .. } => "reputation",
            Self::Holds { .. } => "one-holds",
            Self::BothHold => "both-hold",
            Self::Yields { .. } => "one-yields",
            Self::BothYield => "both-yield",
        }
    }
}

impl Standoff {
    /// Which case the inputs make, and what it means.
    pub fn meaning(&self) -> String {
        let name = |i: usize| &self.sides()[i].name;
        let [first, second] = [name(0), name(1)];
        match self.kind() {
            Kind::Mixed => format!(
                "Neither {first} nor {second} is known to hold out: each moves at the rate that keeps the other waiting. There \
                 are other equilibria, in which one side moves at once with some probability, up to certainty."
            ),
            Kind::Reputation { weaker: Some(side) } => format!(
                "{} is the weaker side: it moves at once with some probability, and from then on each moves at the rate that \
                 keeps the other waiting, until it is sure to face a side that never gives way.",
                name(side)
            ),
            Kind::Reputation { weaker: None } => format!(
                "{first} and {second} are evenly matched: neither moves at once, and each moves at the rate that keeps the \
                 other waiting, until it is sure to face a side that never gives way."
            ),
            Kind::Holds { side } => format!(
                "Waiting costs {} no more than moving first: it never moves, and {} does at once, unless it never gives way.",
                name(side),
                name(1 - side)
            ),
            Kind::BothHold => format!(
                "Waiting costs neither {first} nor {second} more than moving first: nobody moves, and the standoff lasts."
            ),
            Kind::Yields { side } => format!(
                "{} gains nothing from the other's moving first: it moves at once, and if it does not it never will, and {} \
                 moves.",
                name(side),
                name(1 - side)
            ),
            Kind::BothYield => format!(
                "Neither {first} nor {second} gains anything from the other's moving first: both move at once."
            ),
        }
    }
}
