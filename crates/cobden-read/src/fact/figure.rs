//! Figures, and the directions that stand for them.

use serde::{Deserialize, Serialize};

use super::extract::{Norms, Slots};
use crate::period::Period;
use crate::span::Span;

/// An indicator with its value or its direction.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Figure {
    /// What is measured, in the words of the text.
    pub what: Option<Span>,
    /// How much, or which way.
    pub value: Option<Span>,
    /// Compared with when.
    pub since: Option<Span>,
    /// When it was so.
    pub when: Option<Span>,
    /// Who measured it.
    pub source: Option<Span>,
    /// Which way it went.
    pub direction: Option<Direction>,
    /// How much, in `unit`.
    pub number: Option<f64>,
    /// `percent`, `percentage points`, `USD`, `points`, ...
    pub unit: Option<String>,
    /// Compared with when.
    pub since_date: Option<Period>,
    /// The stretch it is measured over.
    pub period: Option<Period>,
    /// The day it was so or was published.
    pub date: Option<Period>,
    /// Of which economy, by ISO 3166-1 alpha-3 code.
    pub economy: Option<String>,
}

impl Figure {
    pub(super) fn slots(&self) -> Slots {
        Slots::default()
            .one("what", self.what)
            .one("value", self.value)
            .one("since", self.since)
            .one("when", self.when)
            .one("source", self.source)
    }

    pub(super) fn norms(&self) -> Norms {
        Norms::default()
            .with("dir", self.direction)
            .with("value", self.number)
            .with("unit", &self.unit)
            .period("since", self.since_date)
            .period("period", self.period)
            .period("date", self.date)
            .with("country", &self.economy)
    }
}

/// Which way a figure went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// More, better, higher.
    Up,
    /// Less, worse, lower.
    Down,
    /// Neither.
    Flat,
}
