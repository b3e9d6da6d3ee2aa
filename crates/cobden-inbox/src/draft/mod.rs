//! From a proposal to the text of an entry.
//!
//! A draft says no more than the document does. What an entry must have and the document does not give is a [`Gap`]:
//! a person fills it or the entry is not written.

mod event;
mod figure;
mod forecast;
mod id;
mod measure;
mod position;
mod source;
mod statement;
mod value;
mod words;

#[cfg(test)]
mod tests;

use std::fmt::Write;

use cobden_read::{DocumentNote, Kind, Proposal};
use jiff::civil::Date;

pub use id::{default_file, slug, unique};
pub(crate) use source::names_document;

use value::{array, quoted};
use words::{Norms, one_line};

/// A key that the document gives no value for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// The key.
    pub key: &'static str,
    /// What to ask.
    pub question: &'static str,
    /// Whether the entry cannot be written without it.
    pub required: bool,
}

/// An entry as it would be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The kind of entry: `event`.
    pub kind: &'static str,
    /// Its id.
    pub id: String,
    /// Its keys with their values as TOML, in order.
    pub keys: Vec<(&'static str, String)>,
    /// What is missing.
    pub gaps: Vec<Gap>,
}

impl Draft {
    fn new(kind: &'static str, id: String) -> Self {
        Self {
            kind,
            id,
            keys: Vec::new(),
            gaps: Vec::new(),
        }
    }

    /// Whether it can be written as it is.
    pub fn is_complete(&self) -> bool {
        !self.gaps.iter().any(|gap| gap.required)
    }

    /// Sets a key to a value written as TOML, in its old place if it had one; fills a gap of that name.
    pub fn set(&mut self, key: &'static str, toml: String) {
        self.gaps.retain(|gap| gap.key != key);
        match self.keys.iter_mut().find(|(name, _)| *name == key) {
            Some((_, value)) => *value = toml,
            None => self.keys.push((key, toml)),
        }
    }

    /// Takes a key out.
    pub fn unset(&mut self, key: &str) {
        self.keys.retain(|(name, _)| *name != key);
    }

    /// The entry as text; gaps as comments behind the keys, which [`Draft::block`] leaves out.
    pub fn text(&self) -> String {
        let mut text = self.block();
        for gap in &self.gaps {
            let need = if gap.required { "needed" } else { "if known" };
            let _ = writeln!(text, "# {} =     ({need}) {}", gap.key, gap.question);
        }
        text
    }

    /// The entry as it is written into a file.
    pub fn block(&self) -> String {
        let mut text = format!("[{}.{}]\n", self.kind, self.id);
        for (key, value) in &self.keys {
            let _ = writeln!(text, "{key} = {value}");
        }
        text
    }

    fn text_key(&mut self, key: &'static str, text: &str) {
        let text = one_line(text);
        if !text.is_empty() {
            self.keys.push((key, quoted(&text)));
        }
    }

    fn word(&mut self, key: &'static str, word: &str) {
        self.keys.push((key, quoted(word)));
    }

    fn list(&mut self, key: &'static str, items: &[String]) {
        if !items.is_empty() {
            self.keys.push((key, array(items)));
        }
    }

    fn day(&mut self, key: &'static str, day: Date) {
        self.keys.push((key, day.to_string()));
    }

    fn gap(&mut self, key: &'static str, question: &'static str) {
        self.gaps.push(Gap {
            key,
            question,
            required: true,
        });
    }

    fn wish(&mut self, key: &'static str, question: &'static str) {
        self.gaps.push(Gap {
            key,
            question,
            required: false,
        });
    }
}

/// What a draft is made from.
#[derive(Debug, Clone, Copy)]
pub struct Drafter<'a> {
    /// The document.
    pub note: &'a DocumentNote,
    /// The proposal.
    pub proposal: &'a Proposal,
    /// The statement that it rests on, if it rests on one.
    pub statement: Option<&'a Proposal>,
    /// Id of the document's source entry.
    pub source: &'a str,
}

impl Drafter<'_> {
    /// The entry.
    ///
    /// A statement becomes an event; a position one of the four sorts of a record, or an event where the record has no
    /// such sort; a measure that somebody asks for or offers a position; one that is in force, planned or threatened a
    /// measure that counts in no duty (`reported`, `announced`, `threatened`); a meeting or other event an event; a forecast a
    /// forecast; a figure an indicator.
    pub fn draft(&self) -> Draft {
        match self.proposal.kind {
            Kind::Statement => self.statement_event(),
            Kind::Position => self.position(),
            Kind::Measure => self.measure(),
            Kind::Meeting => self.meeting(),
            Kind::Event => self.event(),
            Kind::Forecast => self.forecast(),
            Kind::Figure => self.indicator(),
        }
    }

    /// The source entry of a document.
    pub fn source(note: &DocumentNote, id: &str) -> Draft {
        source::draft(note, id)
    }

    /// The id that a document's source entry gets, if it is free.
    pub fn source_id(note: &DocumentNote) -> String {
        source::id(note)
    }

    fn norms(&self) -> Norms<'_> {
        Norms(self.proposal)
    }

    /// The last day on which the document can have been published.
    fn published(&self) -> Option<Date> {
        self.note.date.map(|period| period.last)
    }

    /// Title, citation, day of knowledge and confidence: what all entries begin with.
    fn begin(&self, kind: &'static str, id: String, title: &str) -> Draft {
        let mut draft = Draft::new(kind, id);
        draft.text_key("title", title);
        let citation = format!(
            "[{{ source = {}, at = {}, attribution = {} }}]",
            quoted(self.source),
            quoted(&self.place()),
            quoted(self.attribution())
        );
        draft.keys.push(("sources", citation));
        match self.published() {
            Some(day) => draft.day("known", day),
            None => draft.gap(
                "known",
                "the day from which the public could know, such as 2025-05-02",
            ),
        }
        draft
    }

    /// Adds the confidence and the words; `remarks` are what a reader should know beside them.
    fn finish(&self, mut draft: Draft, sure: bool, remarks: &[String]) -> Draft {
        let confidence = match (sure, self.is_official()) {
            (false, _) => Some("C"),
            (true, false) => Some("B"),
            (true, true) => None,
        };
        if let Some(letter) = confidence {
            let behind = draft.keys.iter().position(|(key, _)| *key == "known");
            let at = behind.map_or(2, |at| at + 1).min(draft.keys.len());
            draft.keys.insert(at, ("confidence", quoted(letter)));
        }
        let mut note = String::new();
        for remark in remarks {
            note.push_str(remark);
            note.push(' ');
        }
        let words = words::shortened(&one_line(&self.proposal.text), 1_000);
        let Proposal { start, end, .. } = self.proposal;
        let _ = write!(note, "Words (characters {start} to {end}): {words}");
        draft.text_key("note", &note);
        draft
    }

    /// Where the words stand.
    fn place(&self) -> String {
        let Proposal { start, end, .. } = self.proposal;
        format!("{}, characters {start} to {end}", one_line(&self.note.name))
    }

    fn is_official(&self) -> bool {
        self.note.source_kind.as_deref() == Some("official")
    }

    /// How the document came to know: by the statement's attribution, else by what sort of source it is.
    fn attribution(&self) -> &'static str {
        let own = self.norms().text("attribution");
        let said = self.statement.map(Norms);
        let word = own.or_else(|| said.and_then(|norms| norms.text("attribution")));
        match word {
            Some("official_statement") if self.is_official() => "official text",
            Some("on_record" | "official_statement" | "no_comment") => "on the record",
            Some("analyst") => {
                let named = self.norms().text("speaker_norm").is_some()
                    || self.norms().text("who").is_some()
                    || said.is_some_and(|norms| norms.text("speaker_norm").is_some());
                if named {
                    "on the record"
                } else {
                    "unnamed source"
                }
            }
            Some("anonymous") => "unnamed source",
            Some("opinion") => "opinion",
            Some(_) => "second-hand",
            None => match self.note.source_kind.as_deref() {
                Some("official") => "official text",
                Some("opinion") => "opinion",
                _ => "second-hand",
            },
        }
    }
}
