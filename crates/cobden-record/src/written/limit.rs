//! Limits as written.

use super::printer::{array, quoted, ratio};
use super::{Body, Fields, Printer, Wanted, kept_in};
use crate::entry::Kind;
use crate::limit::{Limit, Rent};
use crate::target::Economies;

impl Body for Limit {
    kept_in!(Limit, limits);

    fn read(fields: &mut Fields) -> Option<Self> {
        let mut named = |key: &'static str, kind: Kind| {
            let wanted = Wanted::One(kind);
            let hint = format!("name {}: {key} = \"...\"", wanted.describe());
            match fields.needs(key, &hint) {
                true => fields.reference(key, wanted),
                false => None,
            }
        };
        let measure = named("measure", Kind::Measure);
        let product = named("product", Kind::Product);
        let importers = importers(fields);
        let volume = match fields.needs("volume", "say how much is left: volume = \"35%\"") {
            true => fields.percent("volume"),
            false => None,
        };
        fields.needs("from", "say since when: from = 2025-04-04");
        let (from, until) = fields.span();
        let rent = fields.one_of("rent");
        Some(Self {
            measure: measure?,
            product: product?,
            importers: importers?,
            volume: volume?,
            from: from?,
            until,
            rent: rent.unwrap_or_default(),
        })
    }

    fn print(&self, printer: &mut Printer) {
        printer.text("measure", &self.measure);
        printer.text("product", &self.product);
        match &self.importers {
            Economies::All => printer.key("importers", quoted("all")),
            Economies::Named(names) => printer.key("importers", array(names)),
        }
        printer.key("volume", ratio(self.volume));
        printer.date("from", self.from);
        printer.optional_date("until", self.until);
        if self.rent != Rent::default() {
            printer.word("rent", self.rent);
        }
    }
}

fn importers(fields: &mut Fields) -> Option<Economies> {
    let hint = "write importers = \"all\", or codes: importers = [\"USA\", \"EU\"]";
    if !fields.needs("importers", hint) {
        return None;
    }
    let words = fields.words("importers");
    match words.as_slice() {
        [] => {
            let range = fields.range_of("importers");
            fields.fault(range, "importers names nobody", hint);
            None
        }
        [word] if word.text == "all" => Some(Economies::All),
        words => {
            // Every word is looked at, so that every fault is told.
            let unknown = words.iter().filter(|word| !fields.is_economy(word, true));
            let known = unknown.count() == 0;
            let names = words.iter().map(|word| word.text.clone()).collect();
            known.then_some(Economies::Named(names))
        }
    }
}
