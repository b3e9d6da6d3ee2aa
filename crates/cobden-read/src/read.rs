//! A document read: layout, words, statements, facts.

use crate::fact::Extract;
use crate::facts::{self, Context};
use crate::layout::{Declared, Layout};
use crate::offsets::Offsets;
use crate::proposal::{DocumentNote, Proposal, Reading};
use crate::statement::{self, Reader, Setting};
use crate::text::Text;

/// Everything read out of a text: its parts and its facts, in the order of the text.
#[derive(Debug, Clone)]
pub struct Read {
    /// The parts of the page and what it says of itself.
    pub layout: Layout,
    /// The facts.
    pub extracts: Vec<Extract>,
}

/// Reads a text; `declared` is what the page's own data says of it.
///
/// # Example
/// ```
/// use cobden_read::{Kind, layout::Declared, read};
///
/// let text = "China raised tariffs on American soybeans to 25%, the ministry said on Friday.";
/// let found = read(text, &Declared::default());
/// assert!(found.extracts.iter().any(|extract| extract.fact.kind() == Kind::Measure));
/// ```
pub fn read(text: &str, declared: &Declared) -> Read {
    let layout = Layout::of(text, declared);
    let extracts = {
        let parsed = Text::of(text, &layout);
        let setting = Setting::of(&layout);
        let said = Reader::read(&parsed, &setting);
        let mut extracts = statement::extracts(&parsed, &said);
        extracts.extend(facts::read(&Context {
            text: &parsed,
            said: &said,
            setting: &setting,
        }));
        extracts.sort_by_key(|extract| (extract.evidence, extract.fact.kind()));
        extracts
    };
    Read { layout, extracts }
}

impl Read {
    /// As it leaves the program. `note` brings what is known of the file (name, hash, format, notices); the rest is filled in.
    pub fn written(&self, text: &str, mut note: DocumentNote) -> Reading {
        let offsets = Offsets::of(text);
        let meta = &self.layout.note;
        note.chars = offsets.code_point(text.len());
        note.title = meta.title.as_ref().map(|words| words.text.clone());
        note.publisher = meta
            .publisher
            .as_ref()
            .or(meta.agency.as_ref())
            .map(|words| words.text.clone());
        note.byline = meta.byline.as_ref().map(|words| words.text.clone());
        note.date = meta.date.map(|date| date.period);
        note.date_basis = meta.date.map(|date| date.basis.name().to_owned());
        note.source_kind = meta.source_kind.map(str::to_owned);
        note.repeats.clone_from(&meta.repeats);
        note.notices.extend(meta.notices.iter().cloned());
        let proposals = self
            .extracts
            .iter()
            .map(|extract| Proposal::of(extract, text, &offsets))
            .collect();
        Reading {
            document: note,
            proposals,
        }
    }
}
