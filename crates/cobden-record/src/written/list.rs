//! Lists as written.

use cobden_diagnostics::Diagnostics;
use jiff::civil::Date;

use super::{Body, Fields, Pending, Printer, Shelf, Wanted, kept_in};
use crate::entry::Kind;
use crate::list::{List, Row};

impl Body for List {
    kept_in!(List, lists);

    fn read(fields: &mut Fields) -> Option<Self> {
        let file = fields.text("file");
        let words = fields.words("codes");
        let mut rows: Vec<Row> = Vec::with_capacity(words.len());
        for word in &words {
            if let Some(code) = fields.code(word) {
                rows.push(Row {
                    code,
                    rate: None,
                    share: None,
                    exporter: None,
                    label: None,
                });
            }
        }
        rows.sort_by_key(|row| row.code);
        rows.dedup();
        match (fields.has("file"), fields.has("codes")) {
            (true, true) => {
                let range = fields.range_of("codes");
                fields.fault(range, "codes beside file", "keep one of them");
            }
            (false, false) => fields.fault_here(
                "the list has neither codes nor a file",
                "add codes = [\"8517.13\"] or file = \"lists/x.csv\"",
            ),
            (false, true) if words.is_empty() => {
                let range = fields.range_of("codes");
                fields.fault(
                    range,
                    "the list is empty",
                    "add codes, or leave the list out",
                );
            }
            _ => {}
        }
        let nomenclature = fields.reference("nomenclature", Wanted::One(Kind::Nomenclature));
        Some(Self {
            file,
            nomenclature,
            rows,
        })
    }

    fn fill(&mut self, shelf: &mut Shelf, pending: &mut Pending, found: &mut Diagnostics) {
        let Some(file) = &self.file else { return };
        let columns = ["code", "rate", "share", "exporter", "label"];
        if let Some((rows, table)) = shelf.read(file, &columns, pending, found) {
            self.rows = rows;
            pending.table = Some(table);
        }
    }

    fn known(&self) -> Option<Date> {
        Some(Date::MIN)
    }

    fn print(&self, printer: &mut Printer) {
        match &self.file {
            Some(file) => printer.text("file", file),
            None => {
                let codes: Vec<String> = self.rows.iter().map(|row| row.code.to_string()).collect();
                printer.list("codes", &codes);
            }
        }
        printer.optional_text("nomenclature", self.nomenclature.as_deref());
    }
}
