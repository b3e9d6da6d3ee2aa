//! What is wrong with the inputs of a standoff.

/// An input that makes no standoff.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum StandoffFault {
    /// Not a number, or infinite.
    #[error("{side}: the {what} is not a finite number")]
    NotFinite {
        /// Whose.
        side: String,
        /// Which input.
        what: &'static str,
    },
    /// A discount rate below zero.
    #[error("{side}: a yearly discount rate of {rate} is not a ratio of zero or more")]
    DiscountRate {
        /// Whose.
        side: String,
        /// As given.
        rate: f64,
    },
    /// No probability.
    #[error("{side}: resolve of {resolve} is not a probability between 0 and 1")]
    Resolve {
        /// Whose.
        side: String,
        /// As given.
        resolve: f64,
    },
    /// Both sides have one name.
    #[error("both sides are {side}")]
    SameSide {
        /// The name.
        side: String,
    },
    /// A weight of an input set that is negative or no number.
    #[error("weight {weight} of input set {set} is not a number of zero or more")]
    Weight {
        /// Position of the set, from one.
        set: usize,
        /// As given.
        weight: f64,
    },
    /// No input sets, or all with weight zero.
    #[error("no input set has a weight above zero")]
    NoSets,
    /// Input sets that speak of other sides.
    #[error("input set {set} is on {found}, the first on {expected}")]
    OtherSides {
        /// Position of the set, from one.
        set: usize,
        /// Its sides.
        found: String,
        /// Those of the first.
        expected: String,
    },
}

impl StandoffFault {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NotFinite { .. } => "where a value is for ever, discount it or give it a length",
            Self::DiscountRate { .. } => "0.04 is 4 percent a year",
            Self::Resolve { .. } => "0.1 is one chance in ten",
            Self::SameSide { .. } => "name two sides",
            Self::Weight { .. } => "only ratios of weights count; zero leaves a set out",
            Self::NoSets => "give at least one",
            Self::OtherSides { .. } => "all sets are on the same two sides in the same order",
        }
    }
}
