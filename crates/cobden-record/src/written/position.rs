//! Positions as written.

use cobden_toml::Section;

use super::printer::array;
use super::{Body, Fields, Printer, Wanted, kept_in};
use crate::position::{MetWhen, Position};

impl Body for Position {
    kept_in!(Position, positions);

    fn read(fields: &mut Fields) -> Option<Self> {
        let by = if fields.needs("by", "say who wants it: by = \"CHN\"") {
            fields.party("by")
        } else {
            None
        };
        let to = fields.party("to");
        let kind = fields.needed_one_of("kind");
        let what = fields.needed_text("what");
        let before = fields.text("before");
        let about = fields.references("about", Wanted::Layer);
        let (from, until) = fields.span();
        let contradicts = fields.references("contradicts", Wanted::Statement);
        let met_when = met_when(fields);
        Some(Self {
            by: by?,
            to,
            kind: kind?,
            what: what?,
            before,
            about,
            from,
            until,
            contradicts,
            met_when,
        })
    }

    fn print(&self, printer: &mut Printer) {
        printer.text("by", &self.by);
        printer.optional_text("to", self.to.as_deref());
        printer.word("kind", self.kind);
        printer.text("what", &self.what);
        printer.optional_text("before", self.before.as_deref());
        printer.list("about", &self.about);
        printer.optional_date("from", self.from);
        printer.optional_date("until", self.until);
        printer.list("contradicts", &self.contradicts);
        if let Some(MetWhen { ended, in_force }) = &self.met_when {
            let mut parts = Vec::new();
            if !ended.is_empty() {
                parts.push(format!("ended = {}", array(ended)));
            }
            if !in_force.is_empty() {
                parts.push(format!("in_force = {}", array(in_force)));
            }
            printer.key("met_when", format_args!("{{ {} }}", parts.join(", ")));
        }
    }
}

fn met_when(fields: &mut Fields) -> Option<MetWhen> {
    let value = fields.value("met_when")?;
    let hint = "write met_when = { ended = [\"id-of-a-measure\"] } or { in_force = [\"...\"] }";
    let Some(table) = value.get_ref().as_table() else {
        fields.fault(value.span(), "met_when is not a table", hint);
        return None;
    };
    let source = fields.pending.source.clone();
    let found = &mut *fields.section.found;
    let mut section = Section::new("met_when", table, value.span(), &source, found);
    let (ended, in_force) = (section.get("ended"), section.get("in_force"));
    section.finish();
    let mut names = |key: &'static str, value: Option<&cobden_toml::Spanned<_>>| {
        let words = value.map(|value| fields.words_of(key, value));
        let words = words.unwrap_or_default().into_iter();
        words
            .map(|word| fields.refer(key, word, Wanted::Layer))
            .collect::<Vec<_>>()
    };
    let met = MetWhen {
        ended: names("ended", ended),
        in_force: names("in_force", in_force),
    };
    if met == MetWhen::default() {
        fields.fault(value.span(), "met_when names no measure", hint);
        return None;
    }
    Some(met)
}
