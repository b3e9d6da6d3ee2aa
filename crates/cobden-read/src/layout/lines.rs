//! Values on lines of their own: publisher, date, author, credits.

use super::dateline::credited;
use super::dates::{date_line, stated};
use super::emit::Maker;
use super::furniture::Field;
use super::outlets::OutletKind;
use super::{Basis, BlockKind, NoiseKind, Stated, Words};
use crate::span::Span;

impl Maker<'_> {
    /// The part of a line between signs such as `|` that holds a value; all of it if it has none.
    fn piece(&self, line: Span, value: Span) -> Span {
        let sign = |c: char| matches!(c, '|' | '•' | '·');
        let words = line.of(self.text);
        if !words.contains(sign) {
            return line;
        }
        let at = value.start.saturating_sub(line.start);
        let start = words
            .get(..at)
            .and_then(|before| before.char_indices().rev().find(|(_, c)| sign(*c)))
            .map_or(0, |(at, c)| at + c.len_utf8());
        let from = value.end.saturating_sub(line.start).min(words.len());
        let end = words
            .get(from..)
            .and_then(|rest| rest.find(sign))
            .map_or(words.len(), |rest| from + rest);
        Span::new(line.start + start, line.start + end).trimmed(self.text)
    }

    pub(super) fn published_by(&mut self, value: Span, line: Span) {
        let words = Words::cut(self.text, value, self.piece(line, value));
        if self.layout.note.publisher.is_none() && !words.text.is_empty() {
            self.layout.note.publisher = Some(words);
        }
    }

    /// A line `Key: value`.
    pub(super) fn key(&mut self, words: Span, field: Field) -> BlockKind {
        let text = self.text;
        let line = words.of(text);
        let at = line.find(':').map_or(0, |at| at + 1);
        let value = Span::new(words.start + at, words.end).trimmed(text);
        match field {
            Field::Title => {
                if self.layout.note.title.is_none() {
                    self.layout.note.title = Some(Words::cut(text, value, words));
                }
                BlockKind::Title
            }
            Field::Publisher => {
                if value.of(text).starts_with("http") {
                    return BlockKind::Noise(NoiseKind::Link);
                }
                let date = date_line(line, self.furniture);
                if date.is_some() {
                    self.date(words);
                    return BlockKind::Date;
                }
                self.credit(words, true, false);
                self.published_by(value, words);
                BlockKind::Credit
            }
            Field::Byline => {
                if self.layout.note.byline.is_none() {
                    self.layout.note.byline = Some(Words::cut(text, value, words));
                }
                BlockKind::Byline
            }
            Field::Date | Field::Updated => {
                self.date(words);
                BlockKind::Date
            }
            Field::Section => {
                self.layout.note.sections.push(words);
                BlockKind::Section
            }
            Field::Nothing => BlockKind::Noise(NoiseKind::Stamp),
        }
    }

    pub(super) fn dated(&mut self, value: Span, line: Span, period: crate::Period) {
        if self.layout.note.date.is_none() {
            self.layout.note.date = Some(Stated {
                period,
                basis: Basis::Stated,
                value: Some(value),
                line: Some(self.piece(line, value)),
            });
        }
    }

    /// A line with a date, and perhaps the outlet, the author and the section.
    pub(super) fn date(&mut self, words: Span) {
        let text = self.text;
        let line = words.of(text);
        if let Some((span, period)) = stated(line).first().copied() {
            // A time of day right behind belongs to it.
            let rest = line.get(span.end..).unwrap_or("");
            let time = rest
                .bytes()
                .take_while(|byte| {
                    byte.is_ascii_digit() || matches!(byte, b':' | b'T' | b' ' | b'+' | b'Z')
                })
                .count();
            let value =
                Span::new(words.start + span.start, words.start + span.end + time).trimmed(text);
            self.dated(value, words, period);
        }
        let mut at = 0;
        for piece in line.split_inclusive(['|', '/', '•', '·', ')']) {
            let start = at;
            at += piece.len();
            let name = piece.trim_matches(|c: char| {
                c.is_whitespace() || matches!(c, '|' | '/' | '•' | '·' | ')' | '(')
            });
            if name.is_empty() || name.bytes().any(|byte| byte.is_ascii_digit()) {
                continue;
            }
            let from = words.start + start + piece.find(name).unwrap_or(0);
            let value = Span::new(from, from + name.len());
            let first = start == 0;
            // `Source: Xinhua`
            let credit = name
                .split_once(':')
                .map(|(_, behind)| behind.trim())
                .filter(|behind| self.outlets.named(behind).is_some());
            if let Some(credit) = credit {
                let at = value.end - credit.len();
                self.published_by(Span::new(at, value.end), words);
                self.credit_names(credit);
            } else if self.outlets.named(name).is_some() {
                self.published_by(value, words);
                self.credit_names(name);
                if first && self.layout.note.byline.is_none() {
                    let line = self.piece(words, value);
                    self.layout.note.byline = Some(Words::cut(text, value, line));
                }
            } else if !first && self.furniture.is_section(name) {
                self.layout.note.sections.push(value);
            } else if first && at < line.len() {
                self.byline(value);
            }
        }
    }

    pub(super) fn byline(&mut self, words: Span) {
        let text = self.text;
        let line = words.of(text);
        let mut lower = String::new();
        super::phrase::key(line, &mut lower);
        let skip = self
            .furniture
            .bylines
            .start(&lower)
            .map_or(0, |(_, length)| {
                let blank = line.len()
                    - line
                        .trim_start_matches(['-', '—', '–', ' ', '*', '_'])
                        .len();
                (blank + length).min(line.len())
            });
        if !line.is_char_boundary(skip) {
            return;
        }
        let rest = line
            .get(skip..)
            .unwrap_or("")
            .trim_start_matches([':', ' ']);
        let from = words.end - rest.len();
        let cut = rest
            .find([',', '|', '—', '–'])
            .or_else(|| rest.find(" - "))
            .unwrap_or(rest.len());
        let value = Span::new(from, from + cut).trimmed(text);
        if self.layout.note.byline.is_none() && !value.is_empty() && value.len() <= 100 {
            // `By Ann Lee, Herald`: the byline ends with the name.
            let line = if rest.get(cut..).is_some_and(|rest| rest.starts_with(',')) {
                Span::new(words.start, value.end)
            } else {
                self.piece(words, value)
            };
            self.layout.note.byline = Some(Words::cut(text, value, line));
        }
        if !value.is_empty() && self.outlets.named(value.of(text)).is_some() {
            self.published_by(value, words);
        }
        let behind = rest
            .get(cut..)
            .unwrap_or("")
            .trim_matches([',', '|', '—', '–', '-', ' ']);
        if rest.get(cut..).is_some_and(|rest| rest.starts_with(','))
            && self.outlets.named(behind).is_some()
        {
            let from = words.end - rest.len() + rest.find(behind).unwrap_or(0);
            self.published_by(Span::new(from, from + behind.len()), words);
            self.credit_names(behind);
        }
    }

    /// A line of credits.
    pub(super) fn credit(&mut self, words: Span, head: bool, last: bool) {
        let text = self.text;
        let line = words.of(text);
        self.credit_names(line);
        let alone = line.trim_matches(['(', ')', '-', '–', '—', ' ', '.']);
        // `Source: Xinhua News Agency`
        let name = alone
            .split_once(':')
            .map_or(alone, |(_, behind)| behind.trim());
        let from = words.start + line.rfind(name).unwrap_or(0);
        let value = Span::new(from, from + name.len());
        let Some(outlet) = self.outlets.named(name) else {
            self.reported(words);
            if head && self.furniture.is_outlet(name) {
                self.published_by(value, words);
            }
            return;
        };
        let sends = matches!(outlet.kind, OutletKind::Wire)
            || matches!(outlet.kind, OutletKind::StateMedia) && !head;
        if sends {
            if self.layout.note.agency.is_none() && (head || last) {
                self.layout.note.agency = Some(Words::cut(text, value, words));
            }
        } else if head {
            self.published_by(value, words);
        }
    }

    /// `With files from Ann Lee in Paris`, where no byline stands above.
    fn reported(&mut self, words: Span) {
        let line = words.of(self.text);
        if self.layout.note.byline.is_some() || line.len() > 160 {
            return;
        }
        let lower = line.to_ascii_lowercase();
        let found = ["with files from ", "reporting by "]
            .iter()
            .find_map(|lead| lower.find(lead).map(|at| at + lead.len()));
        let Some(from) = found else { return };
        let rest = line.get(from..).unwrap_or("");
        let names = rest
            .split([';', ',', '(', ')'])
            .next()
            .unwrap_or("")
            .split(" in ")
            .next()
            .unwrap_or("")
            .trim();
        let person = names.split_whitespace().count() >= 2
            && names.starts_with(char::is_uppercase)
            && self
                .outlets
                .named(names.trim_start_matches("The "))
                .is_none();
        if person {
            let from = words.start + from;
            let value = Span::new(from, from + names.len());
            self.layout.note.byline = Some(Words::cut(self.text, value, words));
        }
    }

    pub(super) fn credit_names(&mut self, words: &str) {
        let names: Vec<&str> = match credited(words, self.furniture, self.outlets) {
            Some(outlets) => outlets.iter().map(|outlet| outlet.name.as_str()).collect(),
            None => self
                .outlets
                .find(words)
                .iter()
                .map(|(_, outlet)| outlet.name.as_str())
                .collect(),
        };
        for name in names {
            if !self.layout.note.repeats.iter().any(|known| known == name) {
                self.layout.note.repeats.push(name.to_owned());
            }
        }
    }

    /// A line on rights names who holds them.
    pub(super) fn rights(&mut self, words: Span) {
        let line = words.of(self.text);
        if line.len() <= 420 {
            self.credit_names(line);
        }
    }
}
