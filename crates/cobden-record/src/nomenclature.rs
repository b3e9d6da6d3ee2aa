//! Vintages of a tariff's codes.

use cobden_codes::HsCode;
use jiff::civil::Date;

/// The codes of a national tariff over some years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nomenclature {
    /// Whose tariff.
    pub importer: String,
    /// Edition of the Harmonized System: 2017, 2022.
    pub hs: u16,
    /// First day.
    pub from: Option<Date>,
    /// First day no longer.
    pub until: Option<Date>,
    /// The file of its lines, as written.
    pub file: Option<String>,
    /// All its lines, sorted; empty where they are not held.
    pub lines: Vec<HsCode>,
}
