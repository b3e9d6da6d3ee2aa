//! Years, decades and years of accounts.

use super::{Grammar, Read, word_is_plural};
use crate::time::lexicon::Glue;
use crate::time::meaning::{Meaning, Unit, Which, YearOf};
use crate::time::phrase::Relation;
use crate::time::token::Gap;

impl Grammar<'_> {
    /// A year in four digits that could be one, 1900 to 2099.
    pub(in crate::time) fn year_digits(&self, at: usize) -> Option<i16> {
        let token = self.token(at);
        if token.len() != 4 || !(1900..=2099).contains(&token.value) || !self.free_number(at) {
            return None;
        }
        if self.gap(at + 1) == Gap::Tight || self.gap(at + 1) == Gap::Colon {
            // "1990s" and "2025Q1" are read elsewhere.
            return None;
        }
        i16::try_from(token.value).ok()
    }

    /// A year behind a day, month or quarter: "2025", ", 2025", "of last year", "that year".
    pub(in crate::time) fn year_behind(&self, at: usize) -> Option<(YearOf, usize)> {
        if matches!(
            self.gap(at),
            Gap::Space | Gap::Comma | Gap::Hyphen | Gap::Slash | Gap::Dot
        ) && let Some(year) = self.year_digits(at)
        {
            let full_stop = self.gap(at) == Gap::Dot && !self.word(at - 1).short;
            return (!full_stop).then_some((YearOf::Stated(year), at + 1));
        }
        // "May ’25"
        if !self.spaced(at) {
            return None;
        }
        let mut next = at;
        if self.word(next).is(Glue::Of) || self.word(next).is(Glue::In) {
            next += 1;
            if !self.spaced(next) {
                return None;
            }
            if let Some(year) = self.year_digits(next) {
                return Some((YearOf::Stated(year), next + 1));
            }
        }
        let article = self.word(next).is(Glue::The);
        if article {
            next += 1;
        }
        // "of the year"
        if article && next > at + 1 && self.word(next).unit == Some(Unit::Year) && self.spaced(next)
        {
            return Some((YearOf::Open, next + 1));
        }
        let which = self.word(next).which.filter(|_| self.spaced(next))?;
        if self.word(next + 1).unit != Some(Unit::Year) || !self.spaced(next + 1) {
            return None;
        }
        if word_is_plural(self.token(next + 1).of(self.text)) {
            return None;
        }
        let year = match which {
            Which::This | Which::Current => YearOf::Offset(0),
            Which::Last | Which::Prior => YearOf::Offset(-1),
            Which::Next | Which::Coming | Which::Following => YearOf::Offset(1),
            Which::Same | Which::That => YearOf::Same,
            Which::Past | Which::The => return None,
        };
        Some((year, next + 2))
    }

    /// With a year behind it, which may be two digits: "Q2'25", "2H25".
    pub(super) fn with_short_year(&self, meaning: Meaning, at: usize) -> (Meaning, usize) {
        match self.short_year(at) {
            Some(year) => (meaning.in_year(YearOf::Stated(year)), at + 1),
            None => self.with_year(meaning, at),
        }
    }

    /// Two digits of this century right behind a mark.
    fn short_year(&self, at: usize) -> Option<i16> {
        let token = self.token(at);
        let near = matches!(self.gap(at), Gap::Tight | Gap::Apostrophe);
        if !near || token.len() != 2 || !self.free_number(at) || token.value > 60 {
            return None;
        }
        Some(2000 + i16::try_from(token.value).ok()?)
    }

    /// With a year behind it, if there is one.
    pub(super) fn with_year(&self, meaning: Meaning, at: usize) -> (Meaning, usize) {
        match self.year_behind(at) {
            Some((year, next)) => (meaning.in_year(year), next),
            None => (meaning, at),
        }
    }

    /// "1990s"; after "the" also "1990's", which elsewhere is a year's own.
    pub(in crate::time) fn decade(&self, at: usize, article: bool) -> Read {
        let token = self.token(at);
        let s = self.word(at + 1).is(Glue::S)
            && matches!(self.gap(at + 1), Gap::Tight | Gap::Apostrophe);
        if !s || token.len() != 4 || token.value % 10 != 0 || !(1700..=2090).contains(&token.value)
        {
            return None;
        }
        if self.gap(at + 1) == Gap::Apostrophe && !article {
            return None;
        }
        Some((Meaning::Decade(i16::try_from(token.value).ok()?), at + 2))
    }

    /// A year: after a preposition any of 1900 to 2099, alone a likely one.
    pub(in crate::time) fn year(&self, at: usize, relation: Relation) -> Read {
        if let Some(read) = self.decade(at, false) {
            return Some(read);
        }
        let year = self.year_digits(at)?;
        // Part of a longer number or name: "12-2025", "A 2025/1".
        if matches!(
            self.gap(at),
            Gap::Hyphen | Gap::Slash | Gap::Colon | Gap::DotTight
        ) && relation == Relation::Bare
        {
            return None;
        }
        if matches!(self.gap(at + 1), Gap::Slash | Gap::DotTight) && self.token(at + 1).is_number()
        {
            return None;
        }
        // "2000 days"
        if self.spaced(at + 1)
            && self
                .word(at + 1)
                .unit
                .is_some_and(|unit| unit <= Unit::Year)
        {
            return None;
        }
        if relation == Relation::Bare {
            let before = self.text.get(..self.token(at).start).unwrap_or("");
            // 2000 is more often a number.
            let likely = (1945..=2060).contains(&year) && year != 2000;
            if !likely || self.ends_a_name(before.trim_end()) {
                return None;
            }
        }
        if matches!(relation, Relation::At | Relation::Over | Relation::On) {
            return None;
        }
        Some((Meaning::Year(year), at + 1))
    }

    /// "fiscal 2025", "fiscal year 2025", "FY2025".
    pub(in crate::time) fn fiscal(&self, at: usize) -> Read {
        let mut next = at + 1;
        if self.spaced(next) && self.word(next).unit == Some(Unit::Year) {
            next += 1;
        }
        if let Some(year) = self.short_year(next) {
            return Some((Meaning::FiscalYear(year), next + 1));
        }
        let tight = matches!(self.gap(next), Gap::Tight | Gap::Space);
        let year = self.year_digits(next).filter(|_| tight)?;
        Some((Meaning::FiscalYear(year), next + 1))
    }
}
