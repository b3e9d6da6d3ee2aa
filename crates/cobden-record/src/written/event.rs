//! Events as written.

use super::{Body, Fields, Printer, Wanted, kept_in};
use crate::entry::Kind;
use crate::event::{Event, EventState};

impl Body for Event {
    kept_in!(Event, events);

    fn read(fields: &mut Fields) -> Option<Self> {
        let kind = fields.needed_one_of("kind");
        let who = fields.words("who");
        if !fields.has("who") {
            fields.missing("who", "say who took part: who = [\"USA\", \"CHN\"]");
        }
        for word in &who {
            fields.is_party(word);
        }
        let on = fields.date("on");
        let (from, until) = fields.span();
        if fields.has("on") && (fields.has("from") || fields.has("until")) {
            let range = fields.range_of("on");
            fields.fault(
                range,
                "on beside from or until",
                "keep on for one day, or from and until for several",
            );
        } else if !fields.has("on") && !fields.has("from") {
            fields.missing("on", "add on = 2025-05-10, or from and until");
        }
        let place = fields.text("where");
        let state = fields.one_of("state");
        let what = fields.text("what");
        let about = fields.references("about", Wanted::Layer);
        let meets = fields.references("meets", Wanted::One(Kind::Position));
        let withdraws = fields.references("withdraws", Wanted::One(Kind::Position));
        let contradicts = fields.references("contradicts", Wanted::Statement);
        Some(Self {
            kind: kind?,
            who: who.into_iter().map(|word| word.text).collect(),
            from: on.or(from)?,
            until,
            place,
            state: state.unwrap_or_default(),
            what,
            about,
            meets,
            withdraws,
            contradicts,
        })
    }

    fn print(&self, printer: &mut Printer) {
        printer.word("kind", self.kind);
        printer.key("who", super::printer::array(&self.who));
        let first = if self.until.is_some() { "from" } else { "on" };
        printer.date(first, self.from);
        printer.optional_date("until", self.until);
        printer.optional_text("where", self.place.as_deref());
        if self.state != EventState::default() {
            printer.word("state", self.state);
        }
        printer.optional_text("what", self.what.as_deref());
        printer.list("about", &self.about);
        printer.list("meets", &self.meets);
        printer.list("withdraws", &self.withdraws);
        printer.list("contradicts", &self.contradicts);
    }
}
