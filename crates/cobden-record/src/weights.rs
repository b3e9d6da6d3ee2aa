//! Trade to weigh with.

use std::path::PathBuf;

/// A table of trade values; it is read when an average asks for it.
#[derive(Debug, Clone)]
pub struct Weights {
    /// Whose imports.
    pub importer: String,
    /// Of which year.
    pub year: i16,
    /// The file as written; columns importer, exporter, hs, value.
    pub file: String,
    /// Where that is.
    pub path: PathBuf,
    /// Vintage of its codes.
    pub nomenclature: Option<String>,
    /// Unit of the values.
    pub unit: String,
}

/// Two tables are equal when the record says the same of them, wherever it lies.
impl PartialEq for Weights {
    fn eq(&self, other: &Self) -> bool {
        let said = |one: &Self| {
            (
                one.importer.clone(),
                one.year,
                one.file.clone(),
                one.nomenclature.clone(),
                one.unit.clone(),
            )
        };
        said(self) == said(other)
    }
}
