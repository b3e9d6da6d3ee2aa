//! A reading for people.

use std::io::IsTerminal;

use cobden::inbox::visible;
use cobden::read::{DocumentNote, Kind, Proposal, Reading};
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use crate::cli::format::counted;

/// Columns for reading; longer lines tire.
const WIDEST: usize = 110;

/// How things look.
#[derive(Clone, Copy)]
pub(super) struct Look {
    color: bool,
    pub(super) width: usize,
}

impl Look {
    /// As wide as the terminal, or as `COLUMNS` says; with colours where a terminal wants them.
    pub(super) fn of_terminal() -> Self {
        let asked = std::env::var("COLUMNS")
            .ok()
            .and_then(|text| text.parse().ok());
        let size = console::Term::stdout().size_checked();
        let size = size.map(|(_, columns)| usize::from(columns));
        Self {
            color: std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none(),
            width: asked.or(size).unwrap_or(80).clamp(40, WIDEST),
        }
    }

    fn styled(self, text: &str, code: u8) -> String {
        let (body, end) = match text.strip_suffix('\n') {
            Some(body) => (body, "\n"),
            None => (text, ""),
        };
        match self.color {
            true => format!("\u{1b}[{code}m{body}\u{1b}[0m{end}"),
            false => text.to_owned(),
        }
    }

    pub(super) fn strong(self, text: &str) -> String {
        self.styled(text, 1)
    }

    pub(super) fn dim(self, text: &str) -> String {
        self.styled(text, 2)
    }
}

/// The document, then a paragraph for each of its facts.
pub(super) fn text(reading: &Reading, look: Look) -> String {
    let mut text = header(&reading.document, &reading.proposals, look);
    for proposal in &reading.proposals {
        text += "\n";
        text += &paragraph(proposal, look);
    }
    text
}

pub(super) fn header(note: &DocumentNote, proposals: &[Proposal], look: Look) -> String {
    let title = note.title.as_deref().unwrap_or("(no title found)");
    let mut text = look.strong(&wrapped(&visible(title), "", look.width));
    let publisher = note.publisher.as_deref().unwrap_or("publisher unknown");
    let day = match (note.date, &note.date_basis) {
        (Some(day), Some(basis)) => format!("{day} ({basis})"),
        (Some(day), None) => day.to_string(),
        (None, _) => "undated".to_owned(),
    };
    let mut about = format!("{publisher}, {day}");
    if let Some(kind) = &note.source_kind {
        about += &format!("; {kind}");
    }
    if !note.repeats.is_empty() {
        about += &format!("; repeats {}", note.repeats.join(", "));
    }
    about += &format!(
        "; {} ({}, {})",
        note.name,
        note.format,
        counted(note.chars, "character")
    );
    text += &wrapped(&visible(&about), "", look.width);
    text += &wrapped(&counts(proposals), "", look.width);
    for notice in &note.notices {
        text += &wrapped(&format!("! {}", visible(notice)), "", look.width);
    }
    text
}

/// `3 facts: 1 statement, 2 measures`.
fn counts(proposals: &[Proposal]) -> String {
    let of = |kind: Kind| proposals.iter().filter(|one| one.kind == kind).count();
    let by_kind: Vec<String> = Kind::ALL
        .into_iter()
        .filter(|kind| of(*kind) > 0)
        .map(|kind| counted(of(kind), kind.name()))
        .collect();
    let all = counted(proposals.len(), "fact");
    match by_kind.is_empty() {
        true => all,
        false => format!("{all}: {}", by_kind.join(", ")),
    }
}

pub(super) fn paragraph(proposal: &Proposal, look: Look) -> String {
    let mut about = format!(
        "{} {}, confidence {:.2}",
        proposal.kind.name(),
        proposal.id,
        proposal.confidence
    );
    if let Some(Ok(Value::String(layer))) = proposal.layer.map(serde_json::to_value) {
        about += &format!(", in the {}", layer.replace('_', " "));
    }
    if let Some(from) = &proposal.from {
        about += &format!(", said in {from}");
    }
    if let Some(other) = &proposal.dup_of {
        about += &format!(", repeats {other}");
    }
    let mut text = look.strong(&wrapped(&visible(&about), "", look.width));
    let said = summary(proposal);
    if !said.is_empty() {
        text += &wrapped(&visible(&said), "  ", look.width);
    }
    let words = format!("“{}”", visible(&proposal.text));
    text += &look.dim(&wrapped(&words, "  ", look.width));
    text
}

/// A part of a fact in words: what stands before it, and after.
type Part = (&'static str, &'static str, &'static str);

/// The parts of a kind, in the order of a sentence. A name with `/` takes the first that is there; norms come before slots.
fn parts(kind: Kind) -> &'static [Part] {
    match kind {
        Kind::Statement => &[
            ("speaker_norm/speaker", "", ""),
            ("side", "of ", ""),
            ("mode", "", ""),
            ("via", "via ", ""),
            ("date", "on ", ""),
        ],
        Kind::Measure => &[
            ("actor", "", ""),
            ("action", "", ""),
            ("instrument", "", ""),
            ("product", "on ", ""),
            ("target", "against ", ""),
            ("rate_from", "from ", "%"),
            ("rate", "at ", "%"),
            ("amount", "amount ", ""),
            ("status", "", ""),
            ("date", "on ", ""),
            ("until", "until ", ""),
            ("requested_by", "asked for by ", ""),
        ],
        Kind::Position => &[
            ("holder_person", "", ""),
            ("holder", "", ""),
            ("type", "", ""),
            ("to", "to ", ""),
            ("content", "", ""),
        ],
        Kind::Meeting => &[
            ("parties", "", ""),
            ("type", "", ""),
            ("status", "", ""),
            ("date", "on ", ""),
            ("place", "in ", ""),
        ],
        Kind::Forecast => &[
            ("who", "", ""),
            ("hedge", "", ""),
            ("content", "", ""),
            ("horizon", "by ", ""),
        ],
        Kind::Figure => &[
            ("what", "", ""),
            ("country", "of ", ""),
            ("dir", "", ""),
            ("value", "", ""),
            ("unit", "", ""),
            ("period/date", "in ", ""),
            ("since", "since ", ""),
        ],
        Kind::Event => &[
            ("type", "", ""),
            ("who", "", ""),
            ("what", "", ""),
            ("date", "on ", ""),
        ],
    }
}

/// Who does what to whom, in a few normalised words.
pub(super) fn summary(proposal: &Proposal) -> String {
    let said = parts(proposal.kind)
        .iter()
        .filter_map(|(names, before, after)| {
            let value = names
                .split('/')
                .find_map(|name| proposal.norm.get(name).or_else(|| proposal.slots.get(name)));
            let value = plain(value?);
            (!value.is_empty()).then(|| format!("{before}{value}{after}"))
        });
    let said: Vec<String> = said.collect();
    said.join(" · ")
}

/// A norm, or the words of a slot.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.replace('_', " "),
        Value::Array(values) => values.iter().map(plain).collect::<Vec<_>>().join(", "),
        Value::Object(fields) => match fields.get("text") {
            Some(Value::String(words)) => words.split_whitespace().collect::<Vec<_>>().join(" "),
            _ => fields.values().map(plain).collect::<Vec<_>>().join(" "),
        },
        Value::Null => String::new(),
        Value::Number(number) => number
            .as_f64()
            .map_or_else(|| number.to_string(), |number| number.to_string()),
        Value::Bool(truth) => truth.to_string(),
    }
}

/// Text wrapped between words; every line begins with `start`.
pub(super) fn wrapped(text: &str, start: &str, width: usize) -> String {
    let room = width.saturating_sub(start.len()).max(20);
    let mut out = String::with_capacity(text.len() + 16);
    let mut column = 0;
    for word in text.split_whitespace() {
        let wide = word.width();
        if column > 0 && column + 1 + wide <= room {
            out.push(' ');
            column += 1;
        } else {
            if column > 0 {
                out.push('\n');
            }
            out.push_str(start);
            column = 0;
        }
        out.push_str(word);
        column += wide;
    }
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_to_the_width() {
        let shown = wrapped("one two three 中国中国中国 four five six", "  ", 22);
        assert!(shown.lines().all(|line| line.width() <= 22), "{shown}");
        assert!(shown.starts_with("  one two"), "{shown}");
    }

    #[test]
    fn values_lose_their_punctuation() {
        assert_eq!(
            plain(&serde_json::json!(["in_force", 25.0, 2.5])),
            "in force, 25, 2.5"
        );
        assert_eq!(plain(&serde_json::json!({ "text": "a\n b" })), "a b");
    }
}
