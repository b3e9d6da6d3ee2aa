//! Who wants what of whom.

use jiff::civil::Date;

use crate::entry::words;

/// A demand, offer, precondition or red line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// Who holds it.
    pub by: String,
    /// Of whom it is asked, or to whom offered.
    pub to: Option<String>,
    /// What it is.
    pub kind: PositionKind,
    /// What is wanted or offered.
    pub what: String,
    /// What it must come before.
    pub before: Option<String>,
    /// Measures it is about.
    pub about: Vec<String>,
    /// Since when; the day it was known where not said.
    pub from: Option<Date>,
    /// Until when, if it said so.
    pub until: Option<Date>,
    /// Entries that cannot be true at the same time.
    pub contradicts: Vec<String>,
    /// Measures whose state meets it.
    pub met_when: Option<MetWhen>,
}

/// The state of measures that meets a position.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MetWhen {
    /// None of these is in force.
    pub ended: Vec<String>,
    /// All of these are in force.
    pub in_force: Vec<String>,
}

/// What a position is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PositionKind {
    /// Something asked for.
    Demand,
    /// Something held out.
    Offer,
    /// Something that must come before talks or a deal.
    Precondition,
    /// Something ruled out.
    RedLine,
}

words!(PositionKind, "kind of position", {
    Demand => "demand",
    Offer => "offer",
    Precondition => "precondition",
    RedLine => "red line",
});
