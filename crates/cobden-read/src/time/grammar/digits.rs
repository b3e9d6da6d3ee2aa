//! Dates in digits alone.

use super::Grammar;
use crate::time::token::Gap;

/// How the parts of a date in digits were ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::time) struct Digits {
    pub(in crate::time) year: i16,
    pub(in crate::time) month: i8,
    pub(in crate::time) day: i8,
    /// Whether day and month could be the other way round.
    pub(in crate::time) ambiguous: bool,
}

impl Grammar<'_> {
    /// "2025-05-02", "05/02/2025", "2025/5/2", "02.05.2025": three numbers with the same mark between.
    pub(in crate::time) fn digits(&self, at: usize) -> Option<(Digits, usize)> {
        let mark = self.gap(at + 1);
        if !matches!(mark, Gap::Hyphen | Gap::Slash | Gap::DotTight) || self.gap(at + 2) != mark {
            return None;
        }
        let [one, two, three] = [self.token(at), self.token(at + 1), self.token(at + 2)];
        if !(one.is_number() && two.is_number() && three.is_number()) {
            return None;
        }
        if self.gap(at + 3) == mark {
            return None;
        }
        let (year, first, second, year_first) = if one.len() == 4 {
            (one, two, three, true)
        } else if three.len() == 4 {
            (three, one, two, false)
        } else {
            return None;
        };
        if first.len() > 2 || second.len() > 2 || !(1900..=2099).contains(&year.value) {
            return None;
        }
        let month_first =
            year_first || mark != Gap::DotTight && first.value <= 12 && second.value <= 31;
        let (month, day) = if month_first && first.value <= 12 {
            (first.value, second.value)
        } else {
            (second.value, first.value)
        };
        if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return None;
        }
        let digits = Digits {
            year: i16::try_from(year.value).ok()?,
            month: i8::try_from(month).ok()?,
            day: i8::try_from(day).ok()?,
            ambiguous: !year_first && mark != Gap::DotTight && day <= 12 && day != month,
        };
        Some((digits, at + 3))
    }
}
