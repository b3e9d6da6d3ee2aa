//! One time, whatever it begins with.

use super::{Grammar, Read, weekday_of, word_is_plural};
use crate::time::lexicon::Glue;
use crate::time::meaning::{Count, Meaning, Unit, Which};
use crate::time::phrase::Relation;
use crate::time::token::Gap;

impl Grammar<'_> {
    /// One time, whatever it begins with.
    pub(in crate::time) fn atom(&self, at: usize, relation: Relation) -> Read {
        if self.depth.get() >= super::DEEPEST {
            return None;
        }
        self.depth.set(self.depth.get() + 1);
        let read = self.any(at, relation);
        self.depth.set(self.depth.get() - 1);
        let (mut meaning, mut next) = read?;
        // "May 7 (Wednesday)"
        if let Meaning::Day {
            weekday: weekday @ None,
            ..
        } = &mut meaning
            && self.gap(next) == Gap::Open
            && self.word(next).weekday > 0
            && self.byte_after(next) == b')'
        {
            *weekday = weekday_of(self.word(next).weekday);
            next += 1;
        }
        Some((meaning, next))
    }

    pub(super) fn any(&self, at: usize, relation: Relation) -> Read {
        let token = self.token(at);
        if token.is_number() {
            return self
                .date_in_digits(at)
                .or_else(|| self.after_clock(at))
                .or_else(|| self.day_month(at))
                .or_else(|| self.ordinal(at))
                .or_else(|| self.quarter_mark(at))
                .or_else(|| self.amount(at, relation))
                .or_else(|| self.year(at, relation));
        }
        let word = self.word(at);
        if word.is(Glue::The) {
            return self.article(at, relation);
        }
        if word.weekday > 0
            && let Some(read) = self.weekday(at)
        {
            return Some(read);
        }
        if word.month > 0
            && let Some(read) = self.month_first(at, relation)
        {
            return Some(read);
        }
        if let Some(days) = word.day.filter(|_| !self.capital_inside(at)) {
            return Some((Meaning::Today(days), self.past_day_part(at + 1)));
        }
        if let Some(part) = word.part
            && let Some(read) = self.part(at, part)
        {
            return Some(read);
        }
        if let Some(which) = word.which
            && let Some(read) = self.which(at, which)
        {
            return Some(read);
        }
        if word.ordinal != 0
            && let Some(read) = self.ordinal(at)
        {
            return Some(read);
        }
        if word.is(Glue::QuarterMark) || word.is(Glue::HalfMark) {
            return self.quarter_mark(at);
        }
        if word.is(Glue::Fiscal) {
            return self.fiscal(at);
        }
        if word.season.is_some() {
            return self.season(at, relation);
        }
        if word.unit.is_some()
            && let Some(read) = self.unit_end(at)
        {
            return Some(read);
        }
        if word.day_part {
            return self.day_part(at);
        }
        self.amount(at, relation)
    }

    /// After "the".
    pub(super) fn article(&self, at: usize, relation: Relation) -> Read {
        let at = at + 1;
        if !self.spaced(at) {
            return None;
        }
        let word = self.word(at);
        if let Some(read) = self.ending(at) {
            return Some(read);
        }
        if self.token(at).is_number() {
            return self
                .day_of_month(at, relation)
                .or_else(|| self.ordinal(at))
                .or_else(|| self.decade(at, true))
                .or_else(|| self.day_month(at))
                .or_else(|| {
                    (relation != Relation::Bare)
                        .then(|| self.year(at, relation))
                        .flatten()
                });
        }
        if let Some(part) = word.part {
            return self.part(at, part);
        }
        if let Some(which) = word.which {
            // "the last" and so on; "the this" is no English.
            return match which {
                Which::This | Which::That => None,
                which => self
                    .which(at, which)
                    .map(|(meaning, next)| (rolling(meaning), next)),
            };
        }
        if word.ordinal != 0 {
            return self.ordinal(at);
        }
        if let Some(unit) = word.unit {
            // "the week of May 5"
            if unit == Unit::Week
                && self.glue(at + 1, Glue::Of)
                && let Some((day, next)) = self.atom(at + 2, Relation::Bare)
                && matches!(day, Meaning::Day { .. })
            {
                let whole = Box::new(day);
                return Some((
                    Meaning::Portion {
                        ordinal: 1,
                        count: 1,
                        unit,
                        whole,
                    },
                    next,
                ));
            }
            // "the year 2025"
            if unit == Unit::Year && self.spaced(at + 1) && self.year_digits(at + 1).is_some() {
                return self.year(at + 1, relation);
            }
            let spoken_of = match relation {
                Relation::During | Relation::Over | Relation::For | Relation::In => true,
                Relation::On | Relation::At | Relation::Until | Relation::By => {
                    unit == Unit::Weekend
                }
                _ => false,
            };
            if spoken_of
                && matches!(
                    unit,
                    Unit::Week | Unit::Weekend | Unit::Month | Unit::Quarter | Unit::Year
                )
                && self.gap(at + 1) != Gap::Hyphen
                && !word_is_plural(self.token(at).of(self.text))
                && !self.glue(at + 1, Glue::Of)
                && (unit == Unit::Weekend || !self.glue(at + 1, Glue::To))
            {
                return Some((
                    Meaning::Calendar {
                        which: Which::The,
                        unit,
                    },
                    at + 1,
                ));
            }
            return self.unit_end(at);
        }
        if word.season.is_some() {
            return self.season(at, relation);
        }
        if relation == Relation::Bare {
            return None;
        }
        if word.weekday > 0 {
            return self.weekday(at);
        }
        if word.month > 0 {
            return self.month_first(at, relation);
        }
        if word.is(Glue::Fiscal) {
            return self.fiscal(at);
        }
        None
    }

    /// "the 12 months through March", "the year to June".
    pub(super) fn ending(&self, at: usize) -> Read {
        let (count, unit_at) = self.count(at).unwrap_or((Count::exactly(1), at));
        let unit = self.word(unit_at).unit.filter(|_| self.spaced(unit_at))?;
        let to = unit_at + 1;
        if !matches!(unit, Unit::Month | Unit::Quarter | Unit::Year | Unit::Week)
            || !self.glue(to, Glue::To)
            || !self.spaced(to + 1)
        {
            return None;
        }
        let (end, next) = self.atom(to + 1, Relation::In)?;
        let fits = matches!(
            end,
            Meaning::Month { .. } | Meaning::Day { .. } | Meaning::Quarter { .. }
        );
        fits.then(|| {
            let end = Box::new(end);
            (Meaning::Ending { count, unit, end }, next)
        })
    }

    /// Whether a capital stands in the middle of a sentence, after a word: a name such as "USA Today".
    pub(super) fn capital_inside(&self, at: usize) -> bool {
        let token = self.token(at);
        let before = &self.text.as_bytes()[..token.start.min(self.text.len())];
        token.capital && matches!(before, [.., letter, b' '] if letter.is_ascii_alphanumeric())
    }
}

/// "the last year" is the year up to now, "the next day" the day after the one spoken of.
fn rolling(meaning: Meaning) -> Meaning {
    match meaning {
        Meaning::Calendar {
            which: Which::Next,
            unit: Unit::Day,
        } => Meaning::Calendar {
            which: Which::Following,
            unit: Unit::Day,
        },
        Meaning::Calendar {
            which: which @ (Which::Last | Which::Next),
            unit: unit @ (Unit::Week | Unit::Month | Unit::Year | Unit::Decade),
        } => Meaning::Stretch {
            which,
            count: Count::exactly(1),
            unit,
        },
        other => other,
    }
}
