//! Nomenclatures as written.

use cobden_diagnostics::Diagnostics;
use jiff::civil::Date;

use super::{Body, Fields, Pending, Printer, Shelf, kept_in};
use crate::nomenclature::Nomenclature;

impl Body for Nomenclature {
    kept_in!(Nomenclature, nomenclatures);

    fn read(fields: &mut Fields) -> Option<Self> {
        let importer = fields.economy("importer");
        let hs = if fields.needs("hs", "say the edition of the Harmonized System: hs = 2022") {
            fields.section.number("hs")
        } else {
            None
        };
        let hs = hs.and_then(|(hs, range)| {
            let edition = hs.fract() == 0.0 && (1988.0..=2100.0).contains(&hs);
            if !edition {
                let message = format!("{hs} is not an edition of the Harmonized System");
                fields.fault(range, message, "write the year: hs = 2017 or hs = 2022");
            }
            edition.then_some(hs as u16)
        });
        let (from, until) = fields.span();
        let file = fields.text("file");
        Some(Self {
            importer: importer?,
            hs: hs?,
            from,
            until,
            file,
            lines: Vec::new(),
        })
    }

    fn fill(&mut self, shelf: &mut Shelf, pending: &mut Pending, found: &mut Diagnostics) {
        let Some(file) = &self.file else { return };
        if let Some((rows, table)) = shelf.read(file, &["code", "label"], pending, found) {
            self.lines = rows.into_iter().map(|row| row.code).collect();
            self.lines.dedup();
            pending.table = Some(table);
        }
    }

    fn known(&self) -> Option<Date> {
        Some(Date::MIN)
    }

    fn print(&self, printer: &mut Printer) {
        printer.text("importer", &self.importer);
        printer.key("hs", self.hs);
        printer.optional_date("from", self.from);
        printer.optional_date("until", self.until);
        printer.optional_text("file", self.file.as_deref());
    }
}
