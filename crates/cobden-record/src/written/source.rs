//! Sources as written.

use jiff::civil::Date;

use super::{Body, Fields, Printer, Wanted, kept_in};
use crate::entry::Kind;
use crate::source::Source;

impl Body for Source {
    kept_in!(Source, sources);

    fn read(fields: &mut Fields) -> Option<Self> {
        let publisher = fields.needed_text("publisher");
        let kind = fields.needed_one_of("kind");
        let date = fields.needed_date("date");
        let url = fields.text("url");
        let language = fields.text("language");
        let translated = fields.section.boolean("translated");
        let attribution = fields.one_of("attribution");
        let repeats = repeats(fields);
        Some(Self {
            publisher: publisher?,
            kind: kind?,
            date: date?,
            url,
            language,
            translated: translated.unwrap_or_default(),
            attribution,
            repeats,
        })
    }

    fn print(&self, printer: &mut Printer) {
        printer.text("publisher", &self.publisher);
        printer.word("kind", self.kind);
        printer.date("date", self.date);
        printer.optional_text("url", self.url.as_deref());
        printer.optional_text("language", self.language.as_deref());
        if self.translated {
            printer.key("translated", true);
        }
        if let Some(attribution) = self.attribution {
            printer.word("attribution", attribution);
        }
        printer.list("repeats", &self.repeats);
    }

    fn known(&self) -> Option<Date> {
        Some(self.date)
    }
}

/// Ids of sources, and names of publishers: what has a space or a capital letter is a name, unless it is an id.
fn repeats(fields: &mut Fields) -> Vec<String> {
    let words = fields.words("repeats");
    let is_name = |text: &str| text.contains(|c: char| c.is_whitespace() || c.is_uppercase());
    let names = words.into_iter().map(|word| match is_name(&word.text) {
        true => word.text,
        false => fields.refer("repeats", word, Wanted::One(Kind::Source)),
    });
    names.collect()
}
