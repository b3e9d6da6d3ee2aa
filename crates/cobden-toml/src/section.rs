//! One table of a TOML file, read key by key so that no key goes unread and no fault hides another.

use std::ops::Range;
use std::sync::Arc;

use cobden_codes::suggest;
use cobden_diagnostics::{Diagnostic, Diagnostics, Place, SourceText};
use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::rate::{NotARate, percent, without_sign};

/// A string of a file and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The string.
    pub text: String,
    /// Its bytes in the file.
    pub range: Range<usize>,
}

/// A table, the keys it may have, and the list that gathers its faults.
pub struct Section<'a, 'f> {
    name: &'a str,
    table: &'a DeTable<'a>,
    range: Range<usize>,
    known: Vec<&'static str>,
    /// The text it was read from.
    pub source: Arc<SourceText>,
    /// Where its faults go.
    pub found: &'f mut Diagnostics,
}

impl<'a, 'f> Section<'a, 'f> {
    /// A table; `name` is what messages call it, `range` where it stands.
    pub fn new(
        name: &'a str,
        table: &'a DeTable<'a>,
        range: Range<usize>,
        source: &Arc<SourceText>,
        found: &'f mut Diagnostics,
    ) -> Self {
        Self {
            name,
            table,
            range,
            known: Vec::new(),
            source: source.clone(),
            found,
        }
    }

    /// Adds a fault at a place of the text.
    pub fn fault(&mut self, range: Range<usize>, message: String, hint: impl Into<String>) {
        let place = Place::Span {
            source: self.source.clone(),
            range,
        };
        self.found
            .push(Diagnostic::error(place, message).hint(hint));
    }

    /// The value of a key, which thereby is known.
    pub fn get(&mut self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        if !self.known.contains(&key) {
            self.known.push(key);
        }
        self.table.get(key)
    }

    /// A string.
    pub fn string(&mut self, key: &'static str) -> Option<Word> {
        let value = self.get(key)?;
        let word = as_word(value);
        if word.is_none() {
            let message = format!("{key} is {}, not a string", kind(value.get_ref()));
            self.fault(value.span(), message, format!("write {key} = \"...\""));
        }
        word
    }

    /// A string or a list of strings.
    pub fn strings(&mut self, key: &'static str) -> Option<Vec<Word>> {
        let value = self.get(key)?;
        if let Some(word) = as_word(value) {
            return Some(vec![word]);
        }
        let items = value.get_ref().as_array();
        if items.is_some_and(|items| items.is_empty()) {
            let message = format!("{key} is an empty list");
            self.fault(
                value.span(),
                message,
                format!("write {key} = \"*\" for all of them, or leave out the whole entry"),
            );
            return Some(Vec::new());
        }
        let words = items.and_then(|items| items.iter().map(as_word).collect::<Option<Vec<_>>>());
        match words {
            Some(words) if !words.is_empty() => Some(words),
            _ => {
                let message = format!("{key} is neither a string nor a list of strings");
                let hint = format!("write {key} = \"USA\" or {key} = [\"USA\", \"CAN\"]");
                self.fault(value.span(), message, hint);
                Some(Vec::new())
            }
        }
    }

    /// A rate with its percent sign, as a ratio, and where it stands.
    pub fn percent(&mut self, key: &'static str) -> Option<(f64, Range<usize>)> {
        let value = self.get(key)?;
        let rate = match value.get_ref() {
            DeValue::String(text) => percent(text),
            DeValue::Integer(number) => Err(without_sign(number.as_str())),
            DeValue::Float(number) => Err(without_sign(number.as_str())),
            other => Err(NotARate {
                message: format!("{} is not a rate", kind(other)),
                hint: "write a string such as \"7.5%\"".into(),
            }),
        };
        match rate {
            Ok(rate) => Some((rate, value.span())),
            Err(NotARate { message, hint }) => {
                self.fault(value.span(), format!("{key}: {message}"), hint);
                None
            }
        }
    }

    /// A plain number and where it stands.
    pub fn number(&mut self, key: &'static str) -> Option<(f64, Range<usize>)> {
        let value = self.get(key)?;
        if let DeValue::Integer(number) = value.get_ref()
            && number.radix() != 10
        {
            let message = format!("{key} is not written in decimal digits");
            let hint = match i64::from_str_radix(number.as_str(), number.radix()) {
                Ok(decimal) => format!("write {key} = {decimal}"),
                Err(_) => "write it in decimal digits".to_owned(),
            };
            self.fault(value.span(), message, hint);
            return None;
        }
        let number = match value.get_ref() {
            DeValue::Integer(number) => number.as_str().replace('_', "").parse::<f64>().ok(),
            DeValue::Float(number) => number.as_str().replace('_', "").parse::<f64>().ok(),
            _ => None,
        };
        match number.filter(|number| number.is_finite()) {
            Some(number) => Some((number, value.span())),
            None => {
                let message = format!("{key} is {}, not a finite number", kind(value.get_ref()));
                let hint = match example(key) {
                    Some(example) => format!(
                        "write a plain number without quotes, for example {key} = {example}"
                    ),
                    None => "write a plain number without quotes".to_owned(),
                };
                self.fault(value.span(), message, hint);
                None
            }
        }
    }

    /// A whole number above zero.
    pub fn count(&mut self, key: &'static str) -> Option<usize> {
        let (number, range) = self.number(key)?;
        if number.fract() == 0.0 && (1.0..1e9).contains(&number) {
            return Some(number as usize);
        }
        self.fault(
            range,
            format!("{key} is {number}"),
            "write a whole number above zero",
        );
        None
    }

    /// True or false.
    pub fn boolean(&mut self, key: &'static str) -> Option<bool> {
        let value = self.get(key)?;
        let answer = value.get_ref().as_bool();
        if answer.is_none() {
            let message = format!("{key} is {}, not true or false", kind(value.get_ref()));
            self.fault(
                value.span(),
                message,
                format!("write {key} = true or {key} = false"),
            );
        }
        answer
    }

    /// A day, and where it stands.
    pub fn date(&mut self, key: &'static str) -> Option<(Date, Range<usize>)> {
        let value = self.get(key)?;
        let day = match value.get_ref() {
            DeValue::Datetime(found) => {
                found.date.filter(|_| found.time.is_none()).and_then(|day| {
                    Date::new(
                        i16::try_from(day.year).ok()?,
                        day.month as i8,
                        day.day as i8,
                    )
                    .ok()
                })
            }
            _ => None,
        };
        match day {
            Some(day) => Some((day, value.span())),
            None => {
                let what = kind(value.get_ref());
                let message = format!("{key} is {what} that is not a day");
                let hint = format!("write {key} = 2025-05-14, without quotes and without a time");
                self.fault(value.span(), message, hint);
                None
            }
        }
    }

    /// The table under a key, as a section of its own; `name` is what messages call it.
    pub fn table<'s>(&'s mut self, key: &'static str, name: &'s str) -> Option<Section<'s, 's>>
    where
        'a: 's,
    {
        let value = self.get(key)?;
        match value.get_ref() {
            DeValue::Table(table) => {
                let source = self.source.clone();
                Some(Section::new(name, table, value.span(), &source, self.found))
            }
            other => {
                let message = format!("{key} is {}, not a table", kind(other));
                self.fault(value.span(), message, format!("write {key} = {{ ... }}"));
                None
            }
        }
    }

    /// Where the section stands.
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// Whether there is a key that was not asked for so far.
    pub fn has_unknown(&self) -> bool {
        let known = |key: &str| self.known.contains(&key);
        self.table.iter().any(|(key, _)| !known(key.get_ref()))
    }

    /// Reports every key that was not asked for.
    pub fn finish(mut self) {
        for (key, _) in self.table.iter() {
            let word: &str = key.get_ref();
            if self.known.contains(&word) {
                continue;
            }
            let message = format!("key \"{word}\" is not known in {}", self.name);
            let hint = match suggest::nearest(word, self.known.iter().copied()) {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => format!("known keys: {}", self.known.join(", ")),
            };
            self.fault(key.span(), message, hint);
        }
    }
}

fn as_word(value: &Spanned<DeValue<'_>>) -> Option<Word> {
    value.get_ref().as_str().map(|text| Word {
        text: text.to_owned(),
        range: value.span(),
    })
}

/// What a value is, for messages.
pub fn kind(value: &DeValue) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// A sensible value of a numeric key, where its name tells one.
fn example(key: &str) -> Option<&'static str> {
    match key {
        "tolerance" => Some("1e-10"),
        "partial_effect" => Some("0.25"),
        "set" => Some("4.0"),
        "default" | "probability" => Some("0.5"),
        "year" => Some("2024"),
        "hs" => Some("2022"),
        _ => None,
    }
}
