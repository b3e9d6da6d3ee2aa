//! "this", "last", "next" and their like with a unit, month, weekday or season.

use super::{Grammar, Read, weekday_of, word_is_plural};
use crate::time::lexicon::Glue;
use crate::time::meaning::{Count, Meaning, Unit, Which, YearOf};
use crate::time::phrase::Relation;
use crate::time::token::Gap;

impl Grammar<'_> {
    /// "last month", "the past two years", "next Monday", "this spring", "last night".
    pub(super) fn which(&self, at: usize, which: Which) -> Read {
        let mut next = at + 1;
        let mut which = which;
        if !self.joined(next) {
            return None;
        }
        // "this past weekend", "this coming Friday"
        if which == Which::This
            && let Some(second) = self.word(next).which
            && matches!(second, Which::Past | Which::Coming)
            && self.spaced(next + 1)
        {
            which = if second == Which::Past {
                Which::Last
            } else {
                Which::Coming
            };
            next += 1;
        }
        while self.word(next).filler && self.spaced(next + 1) {
            next += 1;
        }
        if let Some((count, unit_at)) = self.count(next) {
            if which == Which::That || which == Which::This || !self.joined(unit_at) {
                return None;
            }
            let mut unit_at = unit_at;
            while self.word(unit_at).filler && self.spaced(unit_at + 1) {
                unit_at += 1;
            }
            let unit = self.word(unit_at).unit?;
            if let (Which::Last, Some(number)) = (which, count.number)
                && let Some(read) = self.portion(-1, number, unit, unit_at + 1)
            {
                return Some(read);
            }
            return Some((Meaning::Stretch { which, count, unit }, unit_at + 1));
        }
        let word = self.word(next);
        if let Some(unit) = word.unit {
            return self.which_unit(next, which, unit);
        }
        if which == Which::That || which == Which::Same {
            return None;
        }
        let year = match which {
            Which::Last | Which::Past | Which::Prior => YearOf::Latest,
            Which::Next | Which::Coming | Which::Following => YearOf::Coming,
            _ => YearOf::Offset(0),
        };
        if word.month > 0 && (self.token(next).capital || !word.ambiguous) && !word.short {
            let month = word.month;
            if self.token(next + 1).is_number()
                && let Some((meaning, end)) = self.month_first(next, Relation::In)
            {
                return Some((meaning.in_year(year), end));
            }
            return Some((Meaning::Month { year, month }, next + 1));
        }
        if word.weekday > 0 && !word.short {
            let weekday = weekday_of(word.weekday)?;
            return Some((
                Meaning::Weekday {
                    weekday,
                    which: Some(which),
                    week: None,
                    day: None,
                },
                self.past_day_part(next + 1),
            ));
        }
        if let Some(season) = word.season {
            return Some((Meaning::Season { year, season }, next + 1));
        }
        if word.day_part && self.spaced(next) {
            return match which {
                Which::This => Some((Meaning::Today(0), next + 1)),
                Which::Last => Some((Meaning::Today(-1), next + 1)),
                _ => None,
            };
        }
        None
    }

    pub(super) fn which_unit(&self, at: usize, which: Which, unit: Unit) -> Read {
        if matches!(
            unit,
            Unit::Hour | Unit::Half | Unit::Century | Unit::Fortnight
        ) && which != Which::Past
        {
            return None;
        }
        if unit == Unit::Day && matches!(which, Which::This | Which::Current | Which::Last) {
            return None;
        }
        if which == Which::Last
            && let Some(read) = self.portion(-1, 1, unit, at + 1)
        {
            return Some(read);
        }
        let plural = word_is_plural(self.token(at).of(self.text));
        if plural || which == Which::Past {
            if matches!(
                which,
                Which::That | Which::Same | Which::Current | Which::This
            ) {
                return None;
            }
            let count = if plural {
                Count {
                    number: None,
                    fuzzy: true,
                }
            } else {
                Count::exactly(1)
            };
            return Some((Meaning::Stretch { which, count, unit }, at + 1));
        }
        // "last year's fourth quarter"
        let year = match which {
            Which::This | Which::Current => Some(YearOf::Offset(0)),
            Which::Last | Which::Prior => Some(YearOf::Offset(-1)),
            Which::Next | Which::Coming => Some(YearOf::Offset(1)),
            _ => None,
        };
        if let Some(year) = year.filter(|_| unit == Unit::Year)
            && self.gap(at + 1) == Gap::Apostrophe
            && self.word(at + 1).is(Glue::S)
            && self.spaced(at + 2)
            && self.word(at + 2).ordinal != 0
            && let Some((part, next)) = self.ordinal(at + 2)
        {
            return Some((part.in_year(year), next));
        }
        Some((Meaning::Calendar { which, unit }, at + 1))
    }
}
