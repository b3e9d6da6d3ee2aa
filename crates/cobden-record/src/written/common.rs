//! What every entry says.

use cobden_toml::{DeValue, Section, Spanned, Word};
use jiff::civil::Date;

use super::fields::Fields;
use super::pending::Wanted;
use crate::entry::{Attribution, Citation, Confidence, Kind};

/// What every entry says, before the day of knowledge is settled.
pub(super) struct Head {
    pub(super) title: Option<String>,
    pub(super) sources: Vec<Citation>,
    pub(super) known: Option<Date>,
    pub(super) known_at_fault: bool,
    pub(super) confidence: Confidence,
    pub(super) note: Option<String>,
}

impl Fields<'_, '_> {
    /// The keys that all kinds have; a source neither cites nor says when it was known.
    pub(super) fn common(&mut self, kind: Kind) -> Head {
        let is_source = kind == Kind::Source;
        let sources = if is_source {
            Vec::new()
        } else {
            self.citations(matches!(kind, Kind::Position | Kind::Forecast))
        };
        let known = if is_source { None } else { self.date("known") };
        Head {
            title: self.text("title"),
            sources,
            known,
            known_at_fault: known.is_none() && !is_source && self.has("known"),
            confidence: self.one_of("confidence").unwrap_or_default(),
            note: self.text("note"),
        }
    }

    fn citations(&mut self, attributed: bool) -> Vec<Citation> {
        let hint = "every entry cites at least one source: sources = [\"id-of-a-source\"]";
        if !self.needs("sources", hint) {
            return Vec::new();
        }
        let Some(value) = self.value("sources") else {
            return Vec::new();
        };
        let items: Vec<&Spanned<DeValue>> = match value.get_ref() {
            DeValue::Array(items) => items.iter().collect(),
            _ => vec![value],
        };
        if items.is_empty() {
            self.fault(value.span(), "sources is empty", hint);
        }
        let mut citations = Vec::new();
        for item in items {
            let citation = match item.get_ref() {
                DeValue::String(text) => {
                    let word = Word {
                        text: text.to_string(),
                        range: item.span(),
                    };
                    Some(Citation {
                        source: self.refer("sources", word, Wanted::One(Kind::Source)),
                        at: None,
                        attribution: None,
                    })
                }
                DeValue::Table(table) => {
                    let source = self.pending.source.clone();
                    let found = &mut *self.section.found;
                    let mut section =
                        Section::new("a citation", table, item.span(), &source, found);
                    let word = section.string("source");
                    let at = section.string("at").map(|word| word.text);
                    let attribution = section.string("attribution");
                    let missing = word.is_none() && section.get("source").is_none();
                    section.finish();
                    if missing {
                        self.fault(item.span(), "source is missing", "name the source's id");
                    }
                    let attribution = attribution.and_then(|word| self.means::<Attribution>(&word));
                    word.map(|word| Citation {
                        source: self.refer("sources", word, Wanted::One(Kind::Source)),
                        at,
                        attribution,
                    })
                }
                other => {
                    let what = cobden_toml::kind(other);
                    self.fault(item.span(), format!("a citation is {what}"), hint);
                    None
                }
            };
            if let Some(citation) = citation {
                if attributed && citation.attribution.is_none() {
                    self.fault(
                        item.span(),
                        "the citation does not say how the source came to know",
                        "write { source = \"...\", attribution = \"official text\" }, or one of: on the record, unnamed source, second-hand, opinion",
                    );
                }
                citations.push(citation);
            }
        }
        citations
    }
}
