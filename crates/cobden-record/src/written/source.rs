//! Sources as written.

use jiff::civil::Date;

use super::{Body, Fields, Printer, kept_in};
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
        Some(Self {
            publisher: publisher?,
            kind: kind?,
            date: date?,
            url,
            language,
            translated: translated.unwrap_or_default(),
            attribution,
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
    }

    fn known(&self) -> Option<Date> {
        Some(self.date)
    }
}
