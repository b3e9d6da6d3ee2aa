//! Acts as written.

use jiff::civil::Date;

use super::{Body, Fields, Printer, kept_in};
use crate::act::Act;

impl Body for Act {
    kept_in!(Act, acts);

    fn read(fields: &mut Fields) -> Option<Self> {
        let reference = fields.needed_text("reference");
        let issuer = fields.needed_text("issuer");
        let announced = fields.date("announced");
        let signed = fields.date("signed");
        let published = fields.date("published");
        if !fields.has("announced") && !fields.has("published") {
            fields.fault_here(
                "the act says neither when it was announced nor when it was published",
                "add announced = 2025-04-02 or published = 2025-04-07",
            );
            return None;
        }
        Some(Self {
            reference: reference?,
            issuer: issuer?,
            announced,
            signed,
            published,
        })
    }

    fn print(&self, printer: &mut Printer) {
        printer.text("reference", &self.reference);
        printer.text("issuer", &self.issuer);
        printer.optional_date("announced", self.announced);
        printer.optional_date("signed", self.signed);
        printer.optional_date("published", self.published);
    }

    fn known(&self) -> Option<Date> {
        Act::known(self)
    }
}
