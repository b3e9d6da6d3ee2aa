//! Weekdays, with the date or week beside them.

use super::{Grammar, Read, weekday_of};
use crate::time::lexicon::Glue;
use crate::time::meaning::{Meaning, Unit, Which};
use crate::time::phrase::Relation;
use crate::time::token::Gap;

impl Grammar<'_> {
    /// "Friday", "Friday night", "Monday (8th)", "Tuesday (Jan 6)", "Monday, February 2", "Thursday last week".
    pub(in crate::time) fn weekday(&self, at: usize) -> Read {
        let word = self.word(at);
        let (weekday, short) = (weekday_of(word.weekday)?, word.short);
        let capital = self.token(at).capital;
        let mut next = self.past_day_part(at + 1);
        // A date beside it.
        let near = match self.gap(next) {
            Gap::Comma | Gap::Space | Gap::Open => true,
            Gap::Dot => short,
            _ => false,
        };
        if near {
            let start = next + usize::from(self.spaced(next) && self.word(next).is(Glue::The));
            let beside = self
                .month_first(start, Relation::Bare)
                .or_else(|| self.day_month(start))
                .or_else(|| self.date_in_digits(start));
            if let Some((meaning, end)) = beside {
                let bracket = self.gap(next) != Gap::Open || self.byte_after(end - 1) == b')';
                if let (
                    Meaning::Day {
                        year, month, day, ..
                    },
                    true,
                ) = (meaning, bracket)
                {
                    let meaning = Meaning::Day {
                        year,
                        month,
                        day,
                        weekday: Some(weekday),
                    };
                    return Some((meaning, end));
                }
            }
            if let Some((day, end)) = self.day_digits(start) {
                let ordinal = end > start + 1;
                let bracket = self.gap(next) == Gap::Open && self.byte_after(end - 1) == b')';
                if bracket || ordinal && start > next {
                    let meaning = Meaning::Weekday {
                        weekday,
                        which: None,
                        week: None,
                        day: Some(day),
                    };
                    return Some((meaning, end));
                }
            }
        }
        if short || !capital && self.token(at).of(self.text).len() < 6 {
            return None;
        }
        // "Thursday last week", "Thursday of this week"
        let mut week = None;
        let of = next + usize::from(self.glue(next, Glue::Of));
        if self.spaced(of) && self.spaced(of + 1) && self.word(of + 1).unit == Some(Unit::Week) {
            week = match self.word(of).which {
                Some(Which::This) => Some(0),
                Some(Which::Last) => Some(-1),
                Some(Which::Next) => Some(1),
                _ => None,
            };
            if week.is_some() {
                next = of + 2;
            }
        }
        let meaning = Meaning::Weekday {
            weekday,
            which: None,
            week,
            day: None,
        };
        Some((meaning, next))
    }
}
