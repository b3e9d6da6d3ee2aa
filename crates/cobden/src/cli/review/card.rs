//! A proposal on the screen: its words in their place, its parts, and the entry that it would become.

use std::io::{self, IsTerminal};

use cobden::inbox::{Document, Draft, Waiting, is_unseen, visible};
use cobden::read::{Offsets, Proposal, Quoted, Span};
use serde_json::Value;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns for reading; longer lines tire.
const WIDEST: usize = 110;

/// How many columns there are.
pub(super) fn width() -> usize {
    let term = console::Term::stdout();
    let asked = std::env::var("COLUMNS")
        .ok()
        .and_then(|text| text.parse().ok());
    let size = term.size_checked().map(|(_, columns)| usize::from(columns));
    asked.or(size).unwrap_or(80).clamp(40, WIDEST)
}

/// Whether colours are wanted.
pub(super) fn colored() -> bool {
    io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none()
}

/// At most so many columns, with an ellipsis where something is left out.
pub(super) fn cut(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut short = String::new();
    let mut used = 1;
    for character in text.chars() {
        used += character.width().unwrap_or(0);
        if used > columns {
            break;
        }
        short.push(character);
    }
    format!("{}…", short.trim_end())
}

/// How things look.
#[derive(Clone, Copy)]
pub(super) struct Look {
    pub(super) color: bool,
    pub(super) width: usize,
}

impl Look {
    pub(super) fn of_terminal() -> Self {
        Self {
            color: colored(),
            width: width(),
        }
    }

    fn dim(self, text: &str) -> String {
        match self.color {
            true => format!("\u{1b}[2m{text}\u{1b}[0m"),
            false => text.to_owned(),
        }
    }

    fn strong(self, text: &str) -> String {
        match self.color {
            true => format!("\u{1b}[1m{text}\u{1b}[0m"),
            false => text.to_owned(),
        }
    }
}

/// What a card shows.
pub(super) struct Card<'a> {
    pub(super) waiting: &'a Waiting,
    pub(super) document: &'a Document,
    /// Its place among those that wait, from 1, and their number.
    pub(super) place: (u64, u64),
    /// Paragraphs shown on either side.
    pub(super) around: usize,
    pub(super) draft: &'a Draft,
    pub(super) source: Option<&'a Draft>,
    /// What is known of others like it, and of the statement that it rests on.
    pub(super) remarks: &'a [String],
}

impl Card<'_> {
    /// The card as text.
    pub(super) fn text(&self, look: Look) -> String {
        let mut text = self.heading(look);
        text += &self.words(look);
        text += &self.parts(look);
        for remark in self.remarks {
            text += &wrapped(&format!("! {}", visible(remark)), "  ", look.width);
        }
        text += "\n";
        text += &look.dim("  would be written as\n");
        if let Some(source) = self.source {
            text += &indented(&source.text(), look);
            text += "\n";
        }
        text += &indented(&self.draft.text(), look);
        text
    }

    fn heading(&self, look: Look) -> String {
        let (at, of) = self.place;
        let Proposal {
            kind,
            rule,
            confidence,
            layer,
            ..
        } = &self.waiting.proposal;
        let layer = match layer.and_then(|layer| serde_json::to_value(layer).ok()) {
            Some(Value::String(name)) => format!(", in the {}", name.replace('_', " ")),
            _ => String::new(),
        };
        let first = format!(
            "{at} of {of}: {} {}{layer}, confidence {confidence:.2} ({})",
            kind.name(),
            self.waiting.id,
            visible(rule)
        );
        let note = &self.document.note;
        let or_unknown = |text: &Option<String>, what: &str| match text {
            Some(text) => visible(text).into_owned(),
            None => format!("{what} unknown"),
        };
        let day = match (note.date, &note.date_basis) {
            (Some(day), Some(basis)) => format!("{day} ({})", visible(basis)),
            (Some(day), None) => day.to_string(),
            (None, _) => "undated".to_owned(),
        };
        let second = format!(
            "{}; {}, {day}; {}",
            or_unknown(&note.title, "title"),
            or_unknown(&note.publisher, "publisher"),
            visible(&note.name)
        );
        let rule = "-".repeat(look.width);
        let first = look.strong(&cut(&first, look.width));
        format!(
            "\n{}\n{first}\n{}\n",
            look.dim(&rule),
            wrapped(&second, "", look.width)
        )
    }

    /// The paragraphs around the evidence.
    fn words(&self, look: Look) -> String {
        let text = &self.document.text;
        let Some(evidence) = place_of(text, &self.waiting.proposal) else {
            let words = visible(&self.waiting.proposal.text);
            let lost = "(the words do not stand in the text that was kept)";
            return wrapped(&format!("{words} {lost}"), "  ", look.width);
        };
        let slots = spans(text, &self.waiting.proposal);
        let paragraphs = paragraphs(text);
        let holds = |span: &Span| span.overlaps(evidence);
        let first = paragraphs.iter().position(holds).unwrap_or(0);
        let last = paragraphs.iter().rposition(holds).unwrap_or(first);
        let from = first.saturating_sub(self.around);
        let to = (last + 1 + self.around).min(paragraphs.len());
        let mut shown = String::new();
        for paragraph in &paragraphs[from..to] {
            shown += &marked(text, *paragraph, evidence, &slots, look);
        }
        shown
    }

    /// Slots and norms.
    fn parts(&self, look: Look) -> String {
        let Proposal { slots, norm, .. } = &self.waiting.proposal;
        let mut text = String::from("\n");
        for (name, value) in slots {
            let words: Vec<String> = quoted(value).into_iter().map(|one| one.text).collect();
            let words = visible(&words.join(" … ")).into_owned();
            let line = format!("{:<10} {words}", visible(name));
            text += &wrapped(&line, "  ", look.width);
        }
        let norms = norm.iter().map(|(name, value)| {
            let value = match value {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            format!("{} = {}", visible(name), visible(&value))
        });
        let norms: Vec<String> = norms.collect();
        text += &look.dim(&wrapped(&norms.join("; "), "  ", look.width));
        text
    }
}

/// Where the evidence stands, in bytes; looked for, if it is not where it was said to be.
fn place_of(text: &str, proposal: &Proposal) -> Option<Span> {
    let offsets = Offsets::of(text);
    let span = bytes(&offsets, proposal.start, proposal.end);
    if span.of(text) == proposal.text && !span.is_empty() {
        return Some(span);
    }
    let at = text
        .find(&proposal.text)
        .filter(|_| !proposal.text.is_empty())?;
    Some(Span::new(at, at + proposal.text.len()))
}

fn bytes(offsets: &Offsets<'_>, start: usize, end: usize) -> Span {
    let (start, end) = (offsets.byte(start), offsets.byte(end));
    Span::new(start.min(end), end)
}

/// Slots as they stand in the text.
fn spans(text: &str, proposal: &Proposal) -> Vec<Span> {
    let offsets = Offsets::of(text);
    let all = proposal.slots.values().flat_map(quoted);
    let spans = all.map(|one| (bytes(&offsets, one.start, one.end), one.text));
    spans
        .filter(|(span, words)| span.of(text) == words)
        .map(|(span, _)| span)
        .collect()
}

fn quoted(value: &Value) -> Vec<Quoted> {
    let list = serde_json::from_value::<Vec<Quoted>>(value.clone());
    list.or_else(|_| serde_json::from_value(value.clone()).map(|one| vec![one]))
        .unwrap_or_default()
}

/// The lines that hold something.
fn paragraphs(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(start, start + line.len()).trimmed(text);
        if !span.is_empty() {
            found.push(span);
        }
        start += line.len();
    }
    found
}

/// A paragraph, wrapped, with the evidence marked and the slots underlined.
fn marked(text: &str, paragraph: Span, evidence: Span, slots: &[Span], look: Look) -> String {
    let mut out = String::new();
    let mut word = String::new();
    let (mut column, mut word_width) = (0, 0);
    let mut style = (false, false);
    let end_style = |out: &mut String, look: Look, style: (bool, bool)| {
        if look.color && style != (false, false) {
            out.push_str("\u{1b}[0m");
        }
    };
    let mut flush = |out: &mut String, word: &mut String, width: &mut usize| {
        if word.is_empty() {
            return;
        }
        let gap = usize::from(column > 0);
        if column + gap + *width > look.width - 2 && column > 0 {
            out.push('\n');
            column = 0;
        }
        out.push_str(if column == 0 { "  " } else { " " });
        column += *width + usize::from(column > 0);
        out.push_str(word);
        word.clear();
        *width = 0;
    };
    for (at, character) in paragraph.of(text).char_indices() {
        let at = paragraph.start + at;
        let now = (
            (evidence.start..evidence.end).contains(&at),
            slots
                .iter()
                .any(|slot| (slot.start..slot.end).contains(&at)),
        );
        if now != style {
            if look.color {
                end_style(&mut word, look, style);
                word.push_str(match now {
                    (true, true) => "\u{1b}[1;4;33m",
                    (true, false) => "\u{1b}[1;33m",
                    (false, true) => "\u{1b}[4m",
                    (false, false) => "",
                });
            } else if now.0 != style.0 {
                word.push_str(if now.0 { ">>" } else { "<<" });
                word_width += 2;
            }
            style = now;
        }
        if character.is_whitespace() && character != '\u{a0}' {
            flush(&mut out, &mut word, &mut word_width);
            continue;
        }
        if is_unseen(character) {
            let shown = visible(character.encode_utf8(&mut [0; 4])).into_owned();
            word_width += shown.width();
            word.push_str(&shown);
        } else {
            word_width += character.width().unwrap_or(0);
            word.push(character);
        }
    }
    if look.color {
        end_style(&mut word, look, style);
    } else if style.0 {
        word.push_str("<<");
        word_width += 2;
    }
    flush(&mut out, &mut word, &mut word_width);
    out.push('\n');
    out
}

/// Text without marks, wrapped; every line begins with `start`.
pub(super) fn wrapped(text: &str, start: &str, width: usize) -> String {
    let room = width.saturating_sub(start.len()).max(20);
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.len() - 1;
        let line = &mut lines[line];
        if line.is_empty() {
            line.push_str(word);
        } else if line.width() + 1 + word.width() <= room {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
        .iter()
        .map(|line| format!("{start}{line}\n"))
        .collect()
}

fn indented(entry: &str, look: Look) -> String {
    let lines = entry
        .lines()
        .map(|line| wrapped(&visible(line), "    ", look.width));
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Look = Look {
        color: false,
        width: 40,
    };

    #[test]
    fn evidence_is_marked_and_lines_are_wrapped() {
        let text = "He said that one thing. And the other thing was never said by anybody at all.";
        let at = text.find("And").unwrap();
        let evidence = Span::new(at, at + 19);
        let whole = Span::new(0, text.len());
        let shown = marked(text, whole, evidence, &[], PLAIN);
        let unwrapped: Vec<&str> = shown.split_whitespace().collect();
        let unwrapped = unwrapped.join(" ");
        assert!(unwrapped.contains(">>And the other thing<<"), "{shown}");
        assert!(shown.lines().all(|line| line.width() <= 40), "{shown}");
        let color = Look {
            color: true,
            ..PLAIN
        };
        let shown = marked(text, whole, evidence, &[Span::new(0, 2)], color);
        assert!(shown.contains("\u{1b}[4mHe\u{1b}[0m said"), "{shown:?}");
        assert!(shown.contains("\u{1b}[1;33mAnd the"), "{shown:?}");
    }

    #[test]
    fn escapes_of_a_document_are_shown_and_not_obeyed() {
        let text = "He\u{1b}[2Jsaid\u{202e} so\u{9b}1m";
        let whole = Span::new(0, text.len());
        let shown = marked(text, whole, whole, &[], PLAIN);
        let plain = shown.replace('\n', "");
        assert!(!plain.chars().any(is_unseen), "{shown:?}");
        assert!(shown.contains("<U+001B>[2J"), "{shown}");
    }

    #[test]
    fn wide_characters_count_twice() {
        assert_eq!(cut("中国中国中国", 5), "中国…");
        assert_eq!(cut("plain", 5), "plain");
    }
}
