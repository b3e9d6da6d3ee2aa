//! Quarters, halves, seasons and counted parts of a period.

use super::{Grammar, Read};
use crate::time::lexicon::Glue;
use crate::time::meaning::{Meaning, Part, Unit, Which, YearOf};
use crate::time::phrase::Relation;
use crate::time::token::Gap;

impl Grammar<'_> {
    /// "Q2", "Q2 2025", "2Q", "2025 Q2", "H1 2025".
    pub(in crate::time) fn quarter_mark(&self, at: usize) -> Read {
        // "2025 Q1", "2025Q1", "2Q", "2Q 2025"
        if self.token(at).is_number() {
            if !matches!(self.gap(at + 1), Gap::Tight | Gap::Space | Gap::Hyphen)
                || !self.token(at + 1).capital
            {
                return None;
            }
            let mark = self.word(at + 1);
            if !mark.is(Glue::QuarterMark) && !mark.is(Glue::HalfMark) {
                return None;
            }
            let token = self.token(at);
            if token.len() == 4 && (1900..=2099).contains(&token.value) {
                let (meaning, next) = self.quarter_mark(at + 1)?;
                let year = i16::try_from(token.value).ok()?;
                return Some((meaning.in_year(YearOf::Stated(year)), next));
            }
            if self.gap(at + 1) == Gap::Tight && token.len() == 1 {
                let number = i8::try_from(token.value).ok()?;
                let meaning = part_of_year(number, mark.is(Glue::QuarterMark))?;
                return Some(self.with_short_year(meaning, at + 2));
            }
            return None;
        }
        let token = self.token(at);
        let number = self.token(at + 1);
        if !token.capital || token.len() != 1 || number.len() != 1 || self.gap(at + 1) != Gap::Tight
        {
            return None;
        }
        if !number.is_number() || self.byte_after(at + 1).is_ascii_alphabetic() {
            return None;
        }
        let quarter = self.word(at).is(Glue::QuarterMark);
        let meaning = part_of_year(i8::try_from(number.value).ok()?, quarter)?;
        Some(self.with_short_year(meaning, at + 2))
    }

    /// "second quarter", "first half of 2025", "the first three months of 2025", "the last week of May".
    pub(in crate::time) fn ordinal(&self, at: usize) -> Read {
        let (ordinal, next) = if self.token(at).is_number() {
            let (number, next) = self.day_digits(at)?;
            (next == at + 2 && number <= 4).then_some((number, next))?
        } else {
            (self.word(at).ordinal, at + 1)
        };
        if !self.joined(next) {
            return None;
        }
        let mut unit_at = next;
        while self.word(unit_at).filler && self.spaced(unit_at + 1) {
            unit_at += 1;
        }
        let (count, unit_at) = match self.count(unit_at) {
            Some((count, after)) if self.spaced(after) => (count.number?, after),
            _ => (1, unit_at),
        };
        let unit = self.word(unit_at).unit?;
        let next = unit_at + 1;
        match unit {
            Unit::Quarter if count == 1 && (1..=4).contains(&ordinal) => {
                let meaning = part_of_year(ordinal, true)?;
                Some(self.with_year(meaning, next))
            }
            Unit::Half if count == 1 && (1..=2).contains(&ordinal) => {
                if let Some((year, end)) = self.year_behind(next) {
                    return Some((part_of_year(ordinal, false)?.in_year(year), end));
                }
                // "the second half of May" is found, but no half of a year.
                if self.glue(next, Glue::Of) {
                    if let Some((whole, end)) = self.atom(next + 1, Relation::In) {
                        let part = if ordinal == 1 {
                            Part::Early
                        } else {
                            Part::Late
                        };
                        return Some((whole.part(part), end));
                    }
                    return None;
                }
                Some((part_of_year(ordinal, false)?, next))
            }
            _ => self.portion(ordinal, count, unit, next),
        }
    }

    /// "of May", "of the year" behind counted units.
    pub(in crate::time) fn portion(
        &self,
        ordinal: i8,
        count: u16,
        unit: Unit,
        next: usize,
    ) -> Read {
        // "in the first five months": of the year.
        if unit == Unit::Month && ordinal == 1 && count > 1 && !self.glue(next, Glue::Of) {
            let whole = Box::new(Meaning::Calendar {
                which: Which::The,
                unit: Unit::Year,
            });
            let meaning = Meaning::Portion {
                ordinal,
                count,
                unit,
                whole,
            };
            return Some((meaning, next));
        }
        if !matches!(unit, Unit::Day | Unit::Week | Unit::Month | Unit::Year)
            || !self.glue(next, Glue::Of)
            || !self.spaced(next + 1)
        {
            return None;
        }
        let (whole, end) =
            if self.word(next + 1).is(Glue::The) && self.word(next + 2).unit.is_some() {
                let unit = self.word(next + 2).unit.filter(|_| self.spaced(next + 2))?;
                let which = Which::The;
                (Meaning::Calendar { which, unit }, next + 3)
            } else {
                self.atom(next + 1, Relation::In)?
            };
        let whole = match whole {
            Meaning::Month { .. }
            | Meaning::Year(_)
            | Meaning::Quarter { .. }
            | Meaning::Decade(_)
            | Meaning::Calendar { .. } => Box::new(whole),
            _ => return None,
        };
        let meaning = Meaning::Portion {
            ordinal,
            count,
            unit,
            whole,
        };
        Some((meaning, end))
    }

    /// "this spring" is read elsewhere; here "in summer", "summer 2025", "the fall of 2024".
    pub(in crate::time) fn season(&self, at: usize, relation: Relation) -> Read {
        let season = self.word(at).season?;
        let open = Meaning::Season {
            year: YearOf::Open,
            season,
        };
        if let Some((year, next)) = self.year_behind(at + 1) {
            return Some((open.in_year(year), next));
        }
        let in_it = matches!(
            relation,
            Relation::In
                | Relation::By
                | Relation::Until
                | Relation::Since
                | Relation::During
                | Relation::Before
        );
        // "in fall" is "in free fall" cut short more often than not; "in the spring" is safe.
        let article = at > 0 && self.word(at - 1).is(Glue::The) && self.spaced(at);
        let safe = article || !matches!(self.token(at).of(self.text), "fall" | "spring");
        (in_it && safe && !self.joined(at + 1) && !self.glue(at + 1, Glue::Of))
            .then_some((open, at + 1))
    }
}

fn part_of_year(number: i8, quarter: bool) -> Option<Meaning> {
    let year = YearOf::Open;
    match (number, quarter) {
        (1..=4, true) => Some(Meaning::Quarter {
            year,
            quarter: number,
        }),
        (1..=2, false) => Some(Meaning::Half { year, half: number }),
        _ => None,
    }
}
