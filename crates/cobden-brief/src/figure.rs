//! A number that is shown.

use schemars::JsonSchema;
use serde::Serialize;

/// A number that is shown, under a name by which its trail is found.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Figure {
    /// The day and what it is, such as `2025-05-02:duty.USA-CHN.additional`.
    pub id: String,
    /// How much.
    pub value: f64,
    /// Of what.
    pub unit: Unit,
}

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Percent of customs value, of trade, or of what was before.
    Percent,
    /// Percentage points.
    Points,
    /// Billions of the unit of the world or the weights, in most cases dollars.
    Billion,
    /// Percent of the base year's volume.
    PercentOfVolume,
    /// Things.
    Count,
    /// Squared distance between a probability and what happened.
    Score,
}

impl Unit {
    /// In words.
    pub fn word(self) -> &'static str {
        match self {
            Self::Percent => "percent",
            Self::Points => "percentage points",
            Self::Billion => "billion",
            Self::PercentOfVolume => "percent of the base year's volume",
            Self::Count => "",
            Self::Score => "(0 is best, 1 is worst)",
        }
    }
}
