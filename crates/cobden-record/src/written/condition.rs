//! Conditions as written.

use jiff::civil::Date;

use super::{Body, Fields, Printer, Wanted, kept_in};
use crate::condition::Condition;
use crate::entry::Kind;

impl Body for Condition {
    kept_in!(Condition, conditions);

    fn read(fields: &mut Fields) -> Option<Self> {
        let text = fields.needed_text("text");
        let hint = "add default, the share of trade that meets it: default = 0.5";
        let default = if fields.needs("default", hint) {
            fields.share("default")
        } else {
            None
        };
        let shares = fields.reference("shares", Wanted::One(Kind::List));
        let group = fields.text("group");
        Some(Self {
            text: text?,
            default: default?,
            shares,
            group,
        })
    }

    fn known(&self) -> Option<Date> {
        Some(Date::MIN)
    }

    fn print(&self, printer: &mut Printer) {
        printer.text("text", &self.text);
        printer.number("default", self.default);
        printer.optional_text("shares", self.shares.as_deref());
        printer.optional_text("group", self.group.as_deref());
    }
}
