//! Why there is no report.

use cobden_diagnostics::Diagnostics;
use cobden_model::ModelError;
use cobden_schedule::{AverageFault, QueryFault, ScheduleFault};
use jiff::civil::Date;

use crate::duties::DutiesFault;

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BriefFault {
    /// The record has no two economies that act against each other.
    #[error(
        "the record has no round of escalation and no measures of two economies against each other"
    )]
    NoParties,
    /// The record has a dispute, but nothing of it by the day.
    #[error(
        "nothing of two sides is known of {on}, as known on {known}: the first round or measure of two economies against each other is of {first}; name the sides with --parties"
    )]
    NothingKnown {
        /// The day asked about.
        on: Date,
        /// The day of knowledge.
        known: Date,
        /// The first day of which something is known.
        first: Date,
    },
    /// A side is named twice.
    #[error("{0} is named as both sides")]
    SameParty(String),
    /// A side is not in the world.
    #[error("{party} is not in the world {world}")]
    NotInWorld {
        /// The side.
        party: String,
        /// The world.
        world: String,
    },
    /// Costs are compared with a day that is not before.
    #[error("{before}, the day to compare with, is not before {on}")]
    BeforeNotBefore {
        /// The day to compare with.
        before: Date,
        /// The day asked about.
        on: Date,
    },
    /// Changes are told since a day that is not before.
    #[error("{since}, since when changes are told, is not before {on}")]
    SinceNotBefore {
        /// Since when.
        since: Date,
        /// The day asked about.
        on: Date,
    },
    /// A product of the record has no place in the world.
    #[error(
        "the world {world} has no sector that is division {division:02} alone, which {product} is part of"
    )]
    NoSector {
        /// Id of the product.
        product: String,
        /// The division of ISIC Rev.4.
        division: u8,
        /// The world.
        world: String,
    },
    /// Files that cannot be read, and scenarios that suppose what cannot be supposed.
    #[error("{0:?}")]
    Input(Diagnostics),
    /// The record cannot be stacked.
    #[error(transparent)]
    Schedule(#[from] ScheduleFault),
    /// A duty that has no answer.
    #[error(transparent)]
    Query(#[from] QueryFault),
    /// A mean that cannot be taken.
    #[error(transparent)]
    Average(#[from] AverageFault),
    /// Duties that cannot be put on the world.
    #[error(transparent)]
    Duties(#[from] DutiesFault),
    /// Packages that cannot be compared.
    #[error("packages of steps: {0}")]
    Packages(String),
    /// A run without an equilibrium.
    #[error("run {run}: {error}")]
    Model {
        /// Id of the run.
        run: String,
        /// What the model says.
        error: Box<ModelError>,
    },
}

impl From<Diagnostics> for BriefFault {
    fn from(faults: Diagnostics) -> Self {
        Self::Input(faults)
    }
}
