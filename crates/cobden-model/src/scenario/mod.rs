//! Scenario files: a change in policy as an analyst writes it down.
//!
//! Reading happens in two steps, each collecting all its faults: [`Scenario::parse`] knows the
//! format alone, [`Scenario::shock`] meets the world. Cells of a tariff become
//! `(set, or else the world's) × scale + every add`, whatever the order in the file. A scenario with
//! products of its own meets the world that [`Scenario::split`] makes.

mod apply;
mod limits;
mod parse;
mod products;
mod select;

pub use select::{economy_hint, last_day};

use std::ops::Range;
use std::sync::Arc;

use cobden_diagnostics::{Place, SourceText};
use cobden_toml::Word;

use crate::closure::Closure;
use crate::limit::Rent;
use products::ProductEntry;

/// A scenario as written, not yet matched with a world.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    /// What it is called in results.
    pub name: String,
    /// Embedded world or folder, relative to the file; `None` for the default world.
    pub world: Option<String>,
    /// What deficits do.
    pub closure: Closure,
    /// Published elasticity set, and where it is named.
    pub(crate) elasticities: Option<Word>,
    pub(crate) changes: Vec<Change>,
    pub(crate) products: Vec<ProductEntry>,
    pub(crate) world_range: Option<Range<usize>>,
    /// Tolerance, where the file sets it.
    pub tolerance: Option<f64>,
    /// Iterations at most, where the file sets it.
    pub max_iterations: Option<usize>,
    /// Threads, where the file sets it.
    pub threads: Option<usize>,
    pub(crate) source: Arc<SourceText>,
}

/// What a change is made to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Instrument {
    Tariff,
    TradeCost,
    ExportTax,
    Embargo,
    Limit,
    Elasticity,
}

impl Instrument {
    pub(crate) const ALL: [Self; 6] = [
        Self::Tariff,
        Self::TradeCost,
        Self::ExportTax,
        Self::Embargo,
        Self::Limit,
        Self::Elasticity,
    ];

    /// The table's name in the file.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Tariff => "tariff",
            Self::TradeCost => "trade_cost",
            Self::ExportTax => "export_tax",
            Self::Embargo => "embargo",
            Self::Limit => "limit",
            Self::Elasticity => "elasticity",
        }
    }
}

/// What a change does to its cells.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Action {
    /// The new level of a rate or an elasticity.
    Set(f64),
    /// Points on top.
    Add(f64),
    /// A multiple of the old level.
    Scale(f64),
    /// A change of the iceberg factor.
    CostChange(f64),
    /// A change of ln trade at given prices, as gravity estimates give it.
    PartialEffect(f64),
    /// No trade at all.
    Prohibit,
    /// Volume at most, as a part of that before.
    Limit {
        volume: f64,
        rent: Rent,
        /// One licence price for all flows.
        joint: bool,
    },
    /// New levels cell by cell, from a table beside the scenario.
    File(Word),
}

/// One table of the scenario.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Change {
    pub instrument: Instrument,
    pub importer: Vec<Word>,
    pub exporter: Vec<Word>,
    pub sector: Vec<Word>,
    pub action: Action,
    /// The action's value, to point at.
    pub action_range: Range<usize>,
    /// The table's header, to point at.
    pub range: Range<usize>,
}

impl Scenario {
    /// Where the file names its world.
    pub fn world_place(&self) -> Option<Place> {
        self.world_range.as_ref().map(|range| self.place(range))
    }

    pub(crate) fn place(&self, range: &Range<usize>) -> Place {
        Place::Span {
            source: self.source.clone(),
            range: range.clone(),
        }
    }
}

#[cfg(test)]
mod tests;
