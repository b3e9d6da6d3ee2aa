//! What follows for the document as a whole.

use super::classify::Page;
use super::dates::stated;
use super::emit::Maker;
use super::outlets::OutletKind;
use super::{Basis, Declared, Stated, Words};
use crate::span::Span;

/// How much of a text's beginning is searched for signs of a translation and of its day, in bytes.
const BEGINNING: usize = 4096;

impl Maker<'_> {
    /// What the page's own data adds, and what follows from the rest.
    pub(super) fn settle(&mut self, declared: &Declared, page: &Page) {
        let text = self.text;
        self.named_in_the_text(page);
        let note = &mut self.layout.note;
        let given = |slot: &mut Option<Words>, value: &Option<String>| {
            if let (None, Some(value)) = (&slot, value) {
                *slot = Some(Words::given(value));
            }
        };
        given(&mut note.title, &declared.title);
        given(&mut note.publisher, &declared.publisher);
        given(&mut note.byline, &declared.byline);
        if declared.date.is_none() && note.date.is_none() {
            note.date = self.late;
        }
        if let Some(period) = declared.date {
            match note.date {
                None => {
                    note.date = Some(Stated {
                        period,
                        basis: Basis::Given,
                        value: None,
                        line: None,
                    });
                }
                Some(stated) if !stated.period.overlaps(period) => note.notices.push(format!(
                    "The text is dated {}, the page's data say {period}; the text's date is kept.",
                    stated.period
                )),
                Some(_) => {}
            }
        }
        if note.publisher.is_none() {
            let wire = note
                .agency
                .as_ref()
                .filter(|agency| self.outlets.named(&agency.text).is_some());
            note.publisher = wire.cloned();
        }
        if note.date.is_none() {
            // A headline such as that of a press conference may hold the day.
            note.date = note.title.as_ref().and_then(|title| {
                let (line, value) = (title.line?, title.value?);
                let (span, period) = stated(value.of(text)).first().copied()?;
                Some(Stated {
                    period,
                    basis: Basis::Stated,
                    value: Some(Span::new(value.start + span.start, value.start + span.end)),
                    line: Some(line),
                })
            });
        }
        let beginning = beginning(text);
        let constraint = day_only(beginning);
        let foreign = note.title.as_ref().is_some_and(|title| {
            title.text.chars().any(|c| {
                ('\u{3040}'..='\u{9fff}').contains(&c) || ('\u{ac00}'..='\u{d7a3}').contains(&c)
            })
        });
        let lower = beginning.to_lowercase();
        note.translated = foreign
            || constraint.is_some()
            || self
                .furniture
                .translated
                .within(
                    &lower
                        .get(..lower.len().min(480))
                        .map_or(String::new(), str::to_owned),
                )
                .is_some();
        if note.date.is_none() {
            note.notices.push(match constraint {
                Some(words) => format!(
                    "No date is stated; the text says {words:?}, which leaves month and year open."
                ),
                None => "No date is stated.".to_owned(),
            });
        }
        self.layout.note.source_kind = self.source_kind(page);
    }

    fn source_kind(&self, page: &Page) -> Option<&'static str> {
        let note = &self.layout.note;
        let kind = |words: &Option<Words>| {
            words
                .as_ref()
                .and_then(|words| self.outlets.named(&words.text))
                .map(|outlet| outlet.kind)
        };
        let (publisher, agency) = (kind(&note.publisher), kind(&note.agency));
        if page.opinion.get(page.body).copied().unwrap_or(false) {
            return Some("opinion");
        }
        match (publisher, agency) {
            (Some(publisher), Some(agency))
                if publisher != agency
                    && !matches!(
                        publisher,
                        OutletKind::Wire | OutletKind::StateMedia | OutletKind::Official
                    ) =>
            {
                Some("reprint")
            }
            (Some(publisher), _) => Some(publisher.name()),
            (None, Some(_)) if note.publisher.is_some() => Some("reprint"),
            (None, Some(agency)) => Some(agency.name()),
            (None, None) => None,
        }
    }

    /// An outlet whose view has a heading of its own, by the name in full that the text gives.
    fn named_in_the_text(&mut self, page: &Page) {
        if self.layout.note.publisher.is_some() {
            return;
        }
        let text = self.text;
        for at in &page.sections {
            let Some((name, _)) = page.words(text, *at).split_once(':') else {
                continue;
            };
            let Some((short, what)) = name.rsplit_once(' ') else {
                continue;
            };
            if !self
                .furniture
                .after_name
                .contains(what.to_lowercase().as_str())
            {
                continue;
            }
            let from = page.paragraphs[*at].words.start;
            let heading = Span::new(from, from + short.len());
            let behind = Span::new(page.paragraphs[*at].words.end, text.len());
            let window = beginning(behind.of(text));
            let found = window.find(&format!("({short})")).map(|open| {
                let end = behind.start + open + short.len() + 2;
                let before = window.get(..open).unwrap_or("");
                let line = before.rsplit('\n').next().unwrap_or("");
                let length: usize = line
                    .trim_end()
                    .rsplit(' ')
                    .take_while(|word| word.starts_with(char::is_uppercase))
                    .take(6)
                    .map(|word| word.len() + 1)
                    .sum();
                let from = behind.start + before.len() - length.min(line.len());
                Span::new(from, end).trimmed(text)
            });
            let span = found
                .filter(|span| text.is_char_boundary(span.start))
                .unwrap_or(heading);
            self.published_by(span, span);
            return;
        }
    }
}

/// The first few thousand bytes.
fn beginning(text: &str) -> &str {
    let mut end = text.len().min(BEGINNING);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or("")
}

/// Days given without month: `Monday (8th)`, `said on the 17th`. Translations from Chinese have them.
fn day_only(text: &str) -> Option<&str> {
    let bytes = text.as_bytes();
    for (at, _) in text
        .match_indices("th")
        .chain(text.match_indices("st"))
        .chain(text.match_indices("nd"))
        .chain(text.match_indices("rd"))
    {
        let digits = bytes[..at]
            .iter()
            .rev()
            .take(3)
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        if !(1..=2).contains(&digits) {
            continue;
        }
        let start = at - digits;
        let before = text.get(..start).unwrap_or("");
        let after = text.get(at + 2..).unwrap_or("");
        if let Some(before) = before.strip_suffix('(') {
            let before = before.trim_end();
            let word = before.len() - before.rsplit(' ').next().unwrap_or("").len();
            if before.ends_with("day") && after.starts_with(')') {
                return text.get(word..at + 3);
            }
        }
        let said = before.ends_with("on the ")
            && (after.starts_with(" that ") || after.starts_with([',', '.']));
        if said {
            return text.get(start - "on the ".len()..at + 2);
        }
    }
    None
}
