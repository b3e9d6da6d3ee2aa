//! The keys of one entry, read by what they hold.

use std::ops::Range;

use cobden_codes::{Economy, Group, HsCode, suggest};
use cobden_diagnostics::Diagnostics;
use cobden_toml::{DeTable, DeValue, Section, Spanned, Word, kind};
use jiff::civil::Date;

use super::pending::{Pending, Reference, Wanted};
use crate::entry::Written;

/// An entry's table, and what it leaves to be checked later.
pub(crate) struct Fields<'a, 'f> {
    pub(super) section: Section<'a, 'f>,
    pub(crate) pending: Pending,
}

impl<'a, 'f> Fields<'a, 'f> {
    /// The keys of a table; `name` is what messages call it.
    pub(crate) fn new(
        name: &'a str,
        table: &'a DeTable<'a>,
        pending: Pending,
        found: &'f mut Diagnostics,
    ) -> Self {
        let section = Section::new(name, table, pending.header.clone(), &pending.source, found);
        Self { section, pending }
    }

    /// Reports what was not asked for.
    pub(crate) fn finish(self) -> Pending {
        self.section.finish();
        self.pending
    }

    /// Adds a fault.
    pub(crate) fn fault(
        &mut self,
        range: Range<usize>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.section.fault(range, message.into(), hint);
    }

    /// Adds a fault at the header.
    pub(crate) fn fault_here(&mut self, message: impl Into<String>, hint: impl Into<String>) {
        self.fault(self.pending.header.clone(), message, hint);
    }

    /// Reports a key that must be there.
    pub(crate) fn missing(&mut self, key: &str, hint: &str) {
        self.fault_here(format!("{key} is missing"), hint);
    }

    /// Whether a key is there; where it stands is kept.
    pub(crate) fn has(&mut self, key: &'static str) -> bool {
        let value = self.section.get(key);
        if let Some(value) = value
            && !self.pending.keys.iter().any(|(name, _)| *name == key)
        {
            self.pending.keys.push((key, value.span()));
        }
        value.is_some()
    }

    /// Whether a key is there; if not, that is a fault.
    pub(crate) fn needs(&mut self, key: &'static str, hint: &str) -> bool {
        let there = self.has(key);
        if !there {
            self.missing(key, hint);
        }
        there
    }

    /// A value as it stands.
    pub(crate) fn value(&mut self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.has(key);
        self.section.get(key)
    }

    /// A string that says something.
    pub(crate) fn word_at(&mut self, key: &'static str) -> Option<Word> {
        self.has(key);
        let word = self.section.string(key)?;
        if word.text.trim().is_empty() {
            let message = format!("{key} is empty");
            self.fault(word.range, message, "write it, or leave the key out");
            return None;
        }
        Some(word)
    }

    /// A string.
    pub(crate) fn text(&mut self, key: &'static str) -> Option<String> {
        self.word_at(key).map(|word| word.text)
    }

    /// A string that must be there.
    pub(crate) fn needed_text(&mut self, key: &'static str) -> Option<String> {
        if !self.needs(key, &format!("add {key} = \"...\"")) {
            return None;
        }
        self.text(key)
    }

    /// One word of an enumeration.
    pub(crate) fn one_of<T: Written>(&mut self, key: &'static str) -> Option<T> {
        let word = self.word_at(key)?;
        self.means(&word)
    }

    /// One word of an enumeration that must be there.
    pub(crate) fn needed_one_of<T: Written>(&mut self, key: &'static str) -> Option<T> {
        if !self.needs(key, &format!("add {key} with one of: {}", list::<T>())) {
            return None;
        }
        self.one_of(key)
    }

    /// What a word of an enumeration means.
    pub(crate) fn means<T: Written>(&mut self, word: &Word) -> Option<T> {
        let all = T::all();
        let found = all.iter().copied().find(|one| one.written() == word.text);
        if found.is_none() {
            let message = format!("\"{}\" is no {}", word.text, T::WHAT);
            let words = all.iter().map(|one| one.written());
            let hint = match suggest::nearest(&word.text, words) {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => format!("known are: {}", list::<T>()),
            };
            self.fault(word.range.clone(), message, hint);
        }
        found
    }

    /// A day.
    pub(crate) fn date(&mut self, key: &'static str) -> Option<Date> {
        self.has(key);
        self.section.date(key).map(|(day, _)| day)
    }

    /// A day that must be there.
    pub(crate) fn needed_date(&mut self, key: &'static str) -> Option<Date> {
        if !self.needs(
            key,
            &format!("add {key} = 2025-05-14, the day without quotes"),
        ) {
            return None;
        }
        self.date(key)
    }

    /// First day and first day no longer.
    pub(crate) fn span(&mut self) -> (Option<Date>, Option<Date>) {
        let (from, until) = (self.date("from"), self.date("until"));
        if let (Some(from), Some(until)) = (from, until) {
            self.ordered("until", from, until);
        }
        (from, until)
    }

    /// Reports an end that is not after the start.
    pub(crate) fn ordered(&mut self, key: &'static str, from: Date, until: Date) {
        if until <= from {
            let message = if until == from {
                format!("it ends on {until}, the day it starts")
            } else {
                format!("it ends on {until}, before it starts on {from}")
            };
            let range = self.range_of(key);
            self.fault(
                range,
                message,
                format!("{key} is the first day no longer, so it comes after from"),
            );
        }
    }

    /// Where a key's value stands.
    pub(crate) fn range_of(&self, key: &str) -> Range<usize> {
        let found = self.pending.keys.iter().find(|(name, _)| *name == key);
        found
            .map_or(&self.pending.header, |(_, range)| range)
            .clone()
    }

    /// Where a name stands under a key.
    pub(crate) fn range_of_name(&self, key: &str, name: &str) -> Range<usize> {
        let found = self.pending.reference(key, name);
        found.map_or_else(|| self.range_of(key), |found| found.range.clone())
    }

    /// A plain number and where it stands.
    pub(crate) fn number(&mut self, key: &'static str) -> Option<(f64, Range<usize>)> {
        self.has(key);
        self.section.number(key)
    }

    /// A number from 0 to 1.
    pub(crate) fn share(&mut self, key: &'static str) -> Option<f64> {
        let (share, range) = self.number(key)?;
        if (0.0..=1.0).contains(&share) {
            return Some(share);
        }
        let message = format!("{key} is {share}, outside 0 to 1");
        let hint = if share > 1.0 && share <= 100.0 {
            format!("write {key} = {} for {share} percent", share / 100.0)
        } else {
            "a share lies between 0 and 1".to_owned()
        };
        self.fault(range, message, hint);
        None
    }

    /// A part of a whole with its percent sign, as a ratio.
    pub(crate) fn percent(&mut self, key: &'static str) -> Option<f64> {
        self.has(key);
        let (ratio, range) = self.section.percent(key)?;
        self.part_of_one(key, ratio, range)
    }

    /// A ratio, if it is a part of a whole.
    pub(crate) fn part_of_one(
        &mut self,
        key: &str,
        ratio: f64,
        range: Range<usize>,
    ) -> Option<f64> {
        let part = (0.0..=1.0).contains(&ratio);
        if !part {
            let message = format!("{key} is {}, outside 0% to 100%", cobden_toml::shown(ratio));
            self.fault(range, message, "write a part of the whole, such as \"35%\"");
        }
        part.then_some(ratio)
    }

    /// Strings: one, a list of them, or none.
    pub(crate) fn words(&mut self, key: &'static str) -> Vec<Word> {
        match self.value(key) {
            Some(value) => self.words_of(key, value),
            None => Vec::new(),
        }
    }

    /// The strings of a value.
    pub(crate) fn words_of(&mut self, key: &str, value: &Spanned<DeValue<'_>>) -> Vec<Word> {
        let mut words = Vec::new();
        let items: Vec<&Spanned<DeValue>> = match value.get_ref() {
            DeValue::Array(items) => items.iter().collect(),
            _ => vec![value],
        };
        for item in items {
            match item.get_ref() {
                DeValue::String(text) if !text.trim().is_empty() => words.push(Word {
                    text: text.to_string(),
                    range: item.span(),
                }),
                DeValue::String(_) => self.fault(
                    item.span(),
                    format!("{key} holds an empty string"),
                    "write a name, or leave it out",
                ),
                other => self.fault(
                    item.span(),
                    format!("{key} holds {}, not a string", kind(other)),
                    format!("write {key} = [\"...\", \"...\"]"),
                ),
            }
        }
        words
    }

    /// Names of other entries.
    pub(crate) fn references(&mut self, key: &'static str, wanted: Wanted) -> Vec<String> {
        let words = self.words(key);
        words
            .into_iter()
            .map(|word| self.refer(key, word, wanted))
            .collect()
    }

    /// Names of other entries, at least one.
    pub(crate) fn needed_references(
        &mut self,
        key: &'static str,
        wanted: Wanted,
    ) -> Option<Vec<String>> {
        let hint = format!("name {} or several: {key} = [\"...\"]", wanted.describe());
        if !self.needs(key, &hint) {
            return None;
        }
        let names = self.references(key, wanted);
        let empty = |value: &DeValue| value.as_array().is_some_and(|list| list.is_empty());
        if self.value(key).is_some_and(|value| empty(value.get_ref())) {
            let range = self.range_of(key);
            self.fault(range, format!("{key} names nothing"), hint);
        }
        Some(names).filter(|names| !names.is_empty())
    }

    /// The name of another entry.
    pub(crate) fn reference(&mut self, key: &'static str, wanted: Wanted) -> Option<String> {
        let word = self.word_at(key)?;
        Some(self.refer(key, word, wanted))
    }

    /// Keeps a name to be looked up when all is read.
    pub(crate) fn refer(&mut self, key: &'static str, word: Word, wanted: Wanted) -> String {
        self.pending.references.push(Reference {
            name: word.text.clone(),
            range: word.range,
            wanted,
            key,
        });
        word.text
    }

    /// The code of an economy.
    pub(crate) fn economy(&mut self, key: &'static str) -> Option<String> {
        if !self.needs(key, &format!("write an ISO 3166-1 code: {key} = \"USA\"")) {
            return None;
        }
        let word = self.word_at(key)?;
        self.is_economy(&word, false).then_some(word.text)
    }

    /// Whether a word is the code of an economy, or of a group where groups may stand.
    pub(crate) fn is_economy(&mut self, word: &Word, groups: bool) -> bool {
        let Some(hint) = unknown_economy(&word.text, groups) else {
            return true;
        };
        let what = if groups {
            "economy or group"
        } else {
            "economy"
        };
        let message = format!("no {what} is called \"{}\"", word.text);
        self.fault(word.range.clone(), message, hint);
        false
    }

    /// A person, office or economy; what looks like a code must be one.
    pub(crate) fn party(&mut self, key: &'static str) -> Option<String> {
        let word = self.word_at(key)?;
        self.is_party(&word).then_some(word.text)
    }

    /// As [`Fields::party`], for a word.
    pub(crate) fn is_party(&mut self, word: &Word) -> bool {
        let code = word.text.len() == 3 && word.text.bytes().all(|c| c.is_ascii_uppercase());
        !code || self.is_economy(word, true)
    }

    /// A product code.
    pub(crate) fn code(&mut self, word: &Word) -> Option<HsCode> {
        match HsCode::parse(&word.text) {
            Ok(code) => {
                self.pending.codes.push((code, word.range.clone()));
                Some(code)
            }
            Err(fault) => {
                self.fault(word.range.clone(), fault.to_string(), code_hint());
                None
            }
        }
    }
}

/// What to write for a product code.
pub(super) fn code_hint() -> &'static str {
    "write 2, 4, 6, 8 or 10 digits, with or without dots; leading zeros count"
}

/// Why a code is no economy (or group), as a hint; none if it is one.
pub(super) fn unknown_economy(code: &str, groups: bool) -> Option<String> {
    let economy = Economy::find(code);
    let group = groups.then(|| Group::find(code)).flatten();
    if economy.is_some_and(|economy| economy.code() == code)
        || group.is_some_and(|group| group.name() == code)
    {
        return None;
    }
    let meant = economy
        .map(Economy::code)
        .or_else(|| group.map(Group::name))
        .map(str::to_owned);
    let all = || {
        let codes = Economy::all().map(Economy::code);
        codes.chain(Group::all().map(Group::name).filter(|_| groups))
    };
    Some(match meant.or_else(|| suggest::nearest(code, all())) {
        Some(near) => format!("did you mean \"{near}\"?"),
        None if groups => {
            "write an ISO 3166-1 alpha-3 code such as CHN, or a group such as EU".into()
        }
        None => "write an ISO 3166-1 alpha-3 code such as CHN".into(),
    })
}

fn list<T: Written>() -> String {
    let words: Vec<_> = T::all().iter().map(|one| one.written()).collect();
    words.join(", ")
}
