//! Vintages of a tariff's codes.

use cobden_codes::HsCode;
use jiff::civil::Date;

/// The codes of a national tariff over some years.
#[derive(Debug, Clone)]
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

/// Two vintages are equal when they say the same, whatever their files are called.
impl PartialEq for Nomenclature {
    fn eq(&self, other: &Self) -> bool {
        let said = |one: &Self| (one.hs, one.from, one.until, one.file.is_some());
        self.importer == other.importer && said(self) == said(other) && self.lines == other.lines
    }
}

impl Eq for Nomenclature {}
