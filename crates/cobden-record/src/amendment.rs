//! What later happens to measures.

use jiff::civil::Date;

use crate::measure::{Rates, Status};
use crate::products::Products;
use crate::target::Target;

/// A suspension, resumption, end, extension or correction.
#[derive(Debug, Clone, PartialEq)]
pub struct Amendment {
    /// Id of the act it rests on.
    pub act: Option<String>,
    /// What it happens to: measures, families or authorities.
    pub measures: Vec<String>,
    /// What happens.
    pub effect: Effect,
}

/// What happens.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Not due for a while.
    Suspends {
        /// First day.
        from: Date,
        /// First day no longer.
        until: Option<Date>,
        /// Only these products.
        products: Option<Products>,
        /// Only for these.
        target: Option<Target>,
    },
    /// Suspensions open on that day stop.
    Resumes {
        /// First day.
        from: Date,
    },
    /// Over for good.
    Ends {
        /// First day no longer.
        from: Date,
    },
    /// Void by a ruling.
    StrikesDown {
        /// First day no longer.
        from: Date,
    },
    /// Lasts longer.
    Extends {
        /// The new first day no longer.
        until: Date,
    },
    /// The entry was wrong.
    Corrects(Correction),
}

impl Effect {
    /// The word that a record writes.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Suspends { .. } => "suspends",
            Self::Resumes { .. } => "resumes",
            Self::Ends { .. } => "ends",
            Self::StrikesDown { .. } => "strikes down",
            Self::Extends { .. } => "extends",
            Self::Corrects(_) => "corrects",
        }
    }
}

/// What a correction sets.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Correction {
    /// First day.
    pub from: Option<Date>,
    /// First day no longer.
    pub until: Option<Date>,
    /// How much.
    pub rate: Option<Rates>,
    /// Whether it counts.
    pub status: Option<Status>,
}
