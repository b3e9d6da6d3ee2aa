//! A document read: layout, words, statements, facts.

use crate::fact::Extract;
use crate::facts::{self, Context};
use crate::layout::{Layout, lay_out};
use crate::statement::{self, Reader, Setting};
use crate::text::Text;

/// Everything read out of a text.
pub fn read(text: &str) -> Vec<Extract> {
    let layout: Layout = lay_out(text);
    let parsed = Text::of(text, &layout);
    let setting = Setting {
        date: layout.date,
        ..Setting::default()
    };
    let said = Reader::read(&parsed, &setting);
    let mut extracts = statement::extracts(&parsed, &said);
    extracts.extend(facts::read(&Context {
        text: &parsed,
        said: &said,
        setting: &setting,
    }));
    extracts.sort_by_key(|extract| extract.evidence);
    extracts
}
