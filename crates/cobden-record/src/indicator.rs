//! Dated figures.

use jiff::civil::Date;

use crate::entry::words;

/// A figure of an economy or a market.
#[derive(Debug, Clone, PartialEq)]
pub struct Indicator {
    /// Whose.
    pub economy: String,
    /// Which.
    pub name: String,
    /// The day, or the first day of the period.
    pub on: Date,
    /// The period in words, such as 2025-Q1.
    pub period: Option<String>,
    /// How much, if a source says.
    pub value: Option<f64>,
    /// In which unit.
    pub unit: Option<String>,
    /// Which way it moved.
    pub direction: Option<Direction>,
    /// What the source says of it.
    pub what: Option<String>,
}

/// Which way a figure moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// It rose.
    Up,
    /// It fell.
    Down,
    /// It stayed.
    Flat,
}

words!(Direction, "direction", { Up => "up", Down => "down", Flat => "flat" });
