//! Parts of a period and of a day.

use super::{Grammar, Read, word_is_plural};
use crate::time::lexicon::Glue;
use crate::time::meaning::{Meaning, Part, Unit, Which};
use crate::time::phrase::Relation;
use crate::time::token::Gap;

impl Grammar<'_> {
    /// "early April", "mid-May", "the end of June", "earlier this week", "later in the month", "early on Tuesday".
    pub(super) fn part(&self, at: usize, part: Part) -> Read {
        let mut next = at + 1;
        if !self.joined(next) {
            return None;
        }
        let positional = matches!(part, Part::Start | Part::End | Part::Rest);
        let small = self.glue(next, Glue::Of)
            || self.glue(next, Glue::In)
            || self.glue(next, Glue::On)
            || part == Part::Start && self.glue(next, Glue::To);
        if small {
            next += 1;
        } else if positional && self.gap(next) != Gap::Hyphen && !self.token(next).is_number() {
            // "end June" but not "end this"
            if self.word(next).month == 0 {
                return None;
            }
        }
        if !self.joined(next) {
            return None;
        }
        // "the end of the year", "later in the month"
        if self.word(next).is(Glue::The) {
            let unit_at = next + 1;
            if let Some(unit) = self.word(unit_at).unit {
                let plain = matches!(
                    unit,
                    Unit::Day
                        | Unit::Week
                        | Unit::Month
                        | Unit::Quarter
                        | Unit::Year
                        | Unit::Decade
                ) && self.spaced(unit_at)
                    && !word_is_plural(self.token(unit_at).of(self.text));
                if plain && self.year_digits(unit_at + 1).is_none() {
                    let whole = Meaning::Calendar {
                        which: Which::The,
                        unit,
                    };
                    return Some((whole.part(part), unit_at + 1));
                }
            }
        }
        let (whole, end) = self.atom(next, Relation::In)?;
        match whole {
            Meaning::Weekday { .. } | Meaning::Day { .. } | Meaning::Today(_) => Some((whole, end)),
            Meaning::Month { .. }
            | Meaning::Quarter { .. }
            | Meaning::Half { .. }
            | Meaning::Season { .. }
            | Meaning::Year(_)
            | Meaning::Decade(_)
            | Meaning::Calendar { .. } => Some((whole.part(part), end)),
            _ => None,
        }
    }

    /// "year-end", "month-end", "year's end".
    pub(super) fn unit_end(&self, at: usize) -> Read {
        let unit = self.word(at).unit?;
        if !matches!(unit, Unit::Week | Unit::Month | Unit::Quarter | Unit::Year) {
            return None;
        }
        let mut next = at + 1;
        if self.gap(next) == Gap::Apostrophe && self.word(next).is(Glue::S) {
            next += 1;
            if !self.spaced(next) {
                return None;
            }
        } else if self.gap(next) != Gap::Hyphen && !(unit == Unit::Year && self.spaced(next)) {
            return None;
        }
        if self.word(next).part != Some(Part::End) {
            return None;
        }
        // "year-end 2025"
        if unit == Unit::Year
            && self.spaced(next + 1)
            && let Some(year) = self.year_digits(next + 1)
        {
            return Some((Meaning::Year(year).part(Part::End), next + 2));
        }
        let whole = Meaning::Calendar {
            which: Which::The,
            unit,
        };
        Some((whole.part(Part::End), next + 1))
    }

    /// Past "morning", "night" and their like.
    pub(in crate::time) fn past_day_part(&self, at: usize) -> usize {
        if self.word(at).day_part && self.spaced(at) {
            at + 1
        } else {
            at
        }
    }

    /// "midnight on Friday", "noon Friday".
    pub(super) fn day_part(&self, at: usize) -> Read {
        let mut next = at + 1;
        if self.glue(next, Glue::On) || self.glue(next, Glue::Of) {
            next += 1;
        }
        if !self.spaced(next) {
            return None;
        }
        let (meaning, end) = self.atom(next, Relation::On)?;
        matches!(
            meaning,
            Meaning::Weekday { .. } | Meaning::Day { .. } | Meaning::Today(_)
        )
        .then_some((meaning, end))
    }
}
