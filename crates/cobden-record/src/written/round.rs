//! Rounds as written.

use jiff::civil::Date;

use super::{Body, Fields, Printer, kept_in};
use crate::round::Round;

impl Body for Round {
    kept_in!(Round, rounds);

    fn read(fields: &mut Fields) -> Option<Self> {
        let parties = parties(fields);
        let from = fields.needed_date("from");
        Some(Self {
            parties: parties?,
            from: from?,
        })
    }

    fn print(&self, printer: &mut Printer) {
        printer.list("parties", &self.parties);
        printer.date("from", self.from);
    }

    /// Whoever lives on its first day knows of it.
    fn known(&self) -> Option<Date> {
        Some(self.from)
    }
}

fn parties(fields: &mut Fields) -> Option<[String; 2]> {
    let hint = "name two economies: parties = [\"USA\", \"CHN\"]";
    if !fields.needs("parties", hint) {
        return None;
    }
    let words = fields.words("parties");
    // Every word is looked at, so that every fault is told.
    let unknown = words.iter().filter(|word| !fields.is_economy(word, false));
    if unknown.count() > 0 {
        return None;
    }
    let names: Vec<String> = words.into_iter().map(|word| word.text).collect();
    match <[String; 2]>::try_from(names) {
        Ok([one, other]) if one != other => Some([one, other]),
        Ok([one, _]) => {
            let range = fields.range_of("parties");
            fields.fault(range, format!("both parties are {one}"), hint);
            None
        }
        Err(names) => {
            let range = fields.range_of("parties");
            let message = format!("a round has two parties, here are {}", names.len());
            fields.fault(range, message, hint);
            None
        }
    }
}
