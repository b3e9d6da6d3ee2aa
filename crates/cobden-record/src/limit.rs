//! How far an export control binds.

use jiff::civil::Date;

use crate::entry::words;
use crate::target::Economies;

/// An estimate of how far a measure holds trade in a product down.
///
/// Whether it holds on a day depends on its measure: see `Schedule::limits` of `cobden-schedule`.
#[derive(Debug, Clone, PartialEq)]
pub struct Limit {
    /// Id of the measure: an export control or a quota.
    pub measure: String,
    /// Id of the product.
    pub product: String,
    /// Whose purchases are held down.
    pub importers: Economies,
    /// What they can buy at most, as a ratio of what they would buy otherwise in the base year, 0 to 1.
    pub volume: f64,
    /// First day.
    pub from: Date,
    /// First day no longer.
    pub until: Option<Date>,
    /// Who has the difference between what users pay and what it costs.
    pub rent: Rent,
}

/// Who has the rent of a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Rent {
    /// The exporter: licences are given to its sellers.
    #[default]
    Exporter,
    /// The importer: licences are given to its buyers.
    Importer,
}

words!(Rent, "holder of a rent", { Exporter => "exporter", Importer => "importer" });
