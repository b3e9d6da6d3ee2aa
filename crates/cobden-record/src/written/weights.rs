//! Weights as written.

use std::path::PathBuf;

use cobden_diagnostics::{Diagnostic, Diagnostics};
use jiff::civil::Date;

use super::table::outside;
use super::{Body, Fields, Pending, Printer, Shelf, Wanted, kept_in};
use crate::entry::Kind;
use crate::weights::Weights;

impl Body for Weights {
    kept_in!(Weights, weights);

    fn read(fields: &mut Fields) -> Option<Self> {
        let importer = fields.economy("importer");
        let year = if fields.needs("year", "say of which year: year = 2024") {
            fields.section.number("year")
        } else {
            None
        };
        let year = year.and_then(|(year, range)| {
            let whole = year.fract() == 0.0 && (1900.0..=2100.0).contains(&year);
            if !whole {
                fields.fault(range, format!("{year} is not a year"), "write year = 2024");
            }
            whole.then_some(year as i16)
        });
        let file = fields.needed_text("file");
        let nomenclature = fields.reference("nomenclature", Wanted::One(Kind::Nomenclature));
        let unit = fields.needed_text("unit");
        Some(Self {
            importer: importer?,
            year: year?,
            path: PathBuf::new(),
            file: file?,
            nomenclature,
            unit: unit?,
        })
    }

    fn fill(&mut self, shelf: &mut Shelf, pending: &mut Pending, found: &mut Diagnostics) {
        if let Some(fault) = outside(&self.file, pending) {
            found.push(fault);
            return;
        }
        let path = shelf.path(&self.file);
        if !shelf.exists(&path) {
            let message = format!("there is no file {path}");
            let hint = "paths start at the folder of record.toml";
            found.push(Diagnostic::error(pending.key("file"), message).hint(hint));
        }
        self.path = PathBuf::from(path);
    }

    fn known(&self) -> Option<Date> {
        Some(Date::MIN)
    }

    fn print(&self, printer: &mut Printer) {
        printer.text("importer", &self.importer);
        printer.key("year", self.year);
        printer.text("file", &self.file);
        printer.optional_text("nomenclature", self.nomenclature.as_deref());
        printer.text("unit", &self.unit);
    }
}
