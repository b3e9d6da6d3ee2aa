//! TOML in one way of writing, so that equal entries give equal text.

use std::fmt::{Display, Write};

use jiff::civil::Date;

use crate::entry::{Citation, Kind, Written};

/// A text in the making.
#[derive(Debug, Default)]
pub(crate) struct Printer {
    text: String,
}

impl Printer {
    /// The text.
    pub(crate) fn finish(self) -> String {
        self.text
    }

    /// The header of an entry, after an empty line.
    pub(crate) fn header(&mut self, kind: Kind, id: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let id = if id.contains('.') {
            quoted(id)
        } else {
            id.to_owned()
        };
        self.line(format_args!("[{}.{id}]", kind.word()));
    }

    /// A key and what stands behind it.
    pub(crate) fn key(&mut self, key: &str, value: impl Display) {
        self.line(format_args!("{key} = {value}"));
    }

    /// A string.
    pub(crate) fn text(&mut self, key: &str, text: &str) {
        self.key(key, quoted(text));
    }

    /// A string, if there is one.
    pub(crate) fn optional_text(&mut self, key: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(key, text);
        }
    }

    /// A word of an enumeration.
    pub(crate) fn word<T: Written>(&mut self, key: &str, word: T) {
        self.text(key, word.written());
    }

    /// A day.
    pub(crate) fn date(&mut self, key: &str, day: Date) {
        self.key(key, day);
    }

    /// A day, if there is one.
    pub(crate) fn optional_date(&mut self, key: &str, day: Option<Date>) {
        if let Some(day) = day {
            self.date(key, day);
        }
    }

    /// A list of strings, unless it is empty.
    pub(crate) fn list(&mut self, key: &str, items: &[String]) {
        if !items.is_empty() {
            self.key(key, array(items));
        }
    }

    /// A number.
    pub(crate) fn number(&mut self, key: &str, number: f64) {
        self.key(key, float(number));
    }

    /// The citations.
    pub(crate) fn citations(&mut self, citations: &[Citation]) {
        let written: Vec<String> = citations.iter().map(citation).collect();
        self.key("sources", format_args!("[{}]", written.join(", ")));
    }

    fn line(&mut self, line: impl Display) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{line}");
    }
}

/// A string in quotes, with what TOML does not take as it is escaped.
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            control if control.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(control));
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

/// Strings as a list.
pub(crate) fn array(items: &[String]) -> String {
    let items: Vec<String> = items.iter().map(|item| quoted(item)).collect();
    format!("[{}]", items.join(", "))
}

/// A number that reads back as the same.
pub(crate) fn float(number: f64) -> String {
    format!("{number:?}")
}

/// A ratio with its percent sign, so that it reads back as the same.
pub(crate) fn ratio(ratio: f64) -> String {
    let short = (ratio * 1e11).round() / 1e9;
    let long = ratio * 100.0;
    // Dividing by a hundred is not the inverse of multiplying by it, but for the last digit.
    let near = [short, long, long.next_up(), long.next_down()];
    let same = near.into_iter().find(|percent| percent / 100.0 == ratio);
    quoted(&format!("{}%", same.unwrap_or(long)))
}

fn citation(citation: &Citation) -> String {
    let Citation {
        source,
        at,
        attribution,
    } = citation;
    if at.is_none() && attribution.is_none() {
        return quoted(source);
    }
    let mut text = format!("{{ source = {}", quoted(source));
    if let Some(at) = at {
        let _ = write!(text, ", at = {}", quoted(at));
    }
    if let Some(attribution) = attribution {
        let _ = write!(text, ", attribution = {}", quoted(attribution.word()));
    }
    text.push_str(" }");
    text
}
