//! Days of a month.

use super::{Grammar, Read};
use crate::time::lexicon::Glue;
use crate::time::meaning::{Meaning, Unit, Which, YearOf};
use crate::time::phrase::Relation;
use crate::time::token::Gap;

impl Grammar<'_> {
    /// A number that can be a day of the month, past its "th".
    pub(in crate::time) fn day_digits(&self, at: usize) -> Option<(i8, usize)> {
        let token = self.token(at);
        if token.len() > 2 || !(1..=31).contains(&token.value) || !self.free_number(at) {
            return None;
        }
        let day = i8::try_from(token.value).ok()?;
        if self.gap(at + 1) == Gap::Tight {
            let suffix = self.word(at + 1).is(Glue::Suffix);
            return suffix.then_some((day, at + 2));
        }
        // A letter right behind it is another word: "10x", "5G".
        if self.byte_after(at).is_ascii_alphabetic() {
            return None;
        }
        Some((day, at + 1))
    }

    /// "May", "May 2", "May 2, 2025", "May 2025", "late-March".
    pub(in crate::time) fn month_first(&self, at: usize, relation: Relation) -> Read {
        let word = self.word(at);
        let (month, short, ambiguous) = (word.month, word.short, word.ambiguous);
        let token = self.token(at);
        if !token.capital {
            return None;
        }
        let next = at + 1;
        let near = match self.gap(next) {
            Gap::Space | Gap::Hyphen => true,
            Gap::Dot => short,
            _ => false,
        };
        if near && let Some((day, end)) = self.day_digits(next) {
            let day_only = self.gap(next) != Gap::Hyphen || !self.token(next + 1).is_number();
            // "May 2 million", "in May 20 years ago"
            let counted = self.spaced(end) && self.word(end).unit.is_some();
            if day_only && !counted && self.gap(end) != Gap::Colon {
                let meaning = Meaning::Day {
                    year: YearOf::Open,
                    month,
                    day,
                    weekday: None,
                };
                return Some(self.with_year(meaning, end));
            }
        }
        let month_only = Meaning::Month {
            year: YearOf::Open,
            month,
        };
        if (near || self.gap(next) == Gap::Comma)
            && let Some((year, end)) = self.year_behind(next)
        {
            return Some((month_only.in_year(year), end));
        }
        let placed = !matches!(relation, Relation::Bare | Relation::Over | Relation::Toward);
        if short {
            let stop = self.byte_after(at) == b'.';
            return (placed && (stop || token.len() > 3)).then_some((month_only, next));
        }
        if ambiguous {
            // "May said", "Women's March"; after "for", "by" and "at", "May" is more often a person.
            let person = matches!(relation, Relation::At | Relation::For | Relation::On)
                || self.gap(next) == Gap::Apostrophe;
            return (placed && !person).then_some((month_only, next));
        }
        (relation != Relation::On).then_some((month_only, next))
    }

    /// "2 May", "2 May 2025", "8-10 May", "2nd of May", "2-May-2025".
    pub(in crate::time) fn day_month(&self, at: usize) -> Read {
        let (day, mut next) = self.day_digits(at)?;
        let mut last = None;
        if matches!(self.gap(next), Gap::Hyphen | Gap::Dash)
            || self.glue(next, Glue::And)
            || self.glue(next, Glue::To)
        {
            let second = if self.token(next).is_number() {
                next
            } else {
                next + 1
            };
            if let Some((day, end)) = self.day_digits(second) {
                last = Some(day);
                next = end;
            }
        }
        if self.glue(next, Glue::Of) {
            next += 1;
        }
        let word = self.word(next);
        if !self.joined(next) || word.month == 0 || !self.token(next).capital {
            return None;
        }
        let day_of = |day| Meaning::Day {
            year: YearOf::Open,
            month: word.month,
            day,
            weekday: None,
        };
        // A number before "May" and one behind it belong to other things: "143,000 in January 2".
        let behind =
            if word.short && self.gap(next + 1) == Gap::Dot && self.year_digits(next + 1).is_none()
            {
                next + 1
            } else {
                self.year_behind(next + 1).map_or(next + 1, |(_, end)| end)
            };
        let year = self
            .year_behind(next + 1)
            .map_or(YearOf::Open, |(year, _)| year);
        let meaning = match last {
            Some(last) => Meaning::Range {
                from: Box::new(day_of(day).in_year(year)),
                to: Box::new(day_of(last).in_year(year)),
            },
            None => day_of(day).in_year(year),
        };
        Some((meaning, behind))
    }

    /// A date in digits as part of running text.
    pub(in crate::time) fn date_in_digits(&self, at: usize) -> Read {
        let (digits, next) = self.digits(at)?;
        let meaning = Meaning::Day {
            year: YearOf::Stated(digits.year),
            month: digits.month,
            day: digits.day,
            weekday: None,
        };
        Some((meaning, next))
    }

    /// "on the 17th": only where nothing that it could count follows.
    pub(in crate::time) fn day_of_month(&self, at: usize, relation: Relation) -> Read {
        let (day, next) = self.day_digits(at)?;
        if next == at + 1 {
            return None;
        }
        if self.day_month(at).is_some() {
            return self.day_month(at);
        }
        // "on the 17th of this month"
        if self.glue(next, Glue::Of)
            && matches!(self.word(next + 1).which, Some(Which::This | Which::The))
            && self.word(next + 2).unit == Some(Unit::Month)
        {
            return Some((Meaning::DayOfMonth(day), next + 3));
        }
        let joins = matches!(
            relation,
            Relation::On
                | Relation::By
                | Relation::Until
                | Relation::Since
                | Relation::From
                | Relation::Before
                | Relation::After
        );
        let rest = self.text.get(self.token(next - 1).end..).unwrap_or("");
        let follows = rest.trim_start_matches(' ');
        let word = follows
            .split(|letter: char| !letter.is_alphanumeric())
            .next()
            .unwrap_or("");
        let ends = matches!(
            word,
            "" | "that"
                | "and"
                | "to"
                | "in"
                | "as"
                | "when"
                | "by"
                | "at"
                | "after"
                | "for"
                | "with"
        );
        (joins && ends).then_some((Meaning::DayOfMonth(day), next))
    }
}
