//! Product lists.

use cobden_codes::HsCode;

use crate::rate::Expression;

/// A list of products, with rates or shares where they differ by code.
#[derive(Debug, Clone)]
pub struct List {
    /// The file it is in, as written; none for codes written in the entry.
    pub file: Option<String>,
    /// Vintage of its codes.
    pub nomenclature: Option<String>,
    /// The rows, sorted by code and exporter.
    pub rows: Vec<Row>,
}

/// Two lists are equal when they hold the same, whatever their files are called.
impl PartialEq for List {
    fn eq(&self, other: &Self) -> bool {
        self.file.is_some() == other.file.is_some()
            && self.nomenclature == other.nomenclature
            && self.rows == other.rows
    }
}

/// One code of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The code and everything below it, unless a longer code of the list says otherwise.
    pub code: HsCode,
    /// Its rate.
    pub rate: Option<Expression>,
    /// Its share, 0 to 1.
    pub share: Option<f64>,
    /// Only from this economy.
    pub exporter: Option<String>,
    /// What it is.
    pub label: Option<String>,
}
