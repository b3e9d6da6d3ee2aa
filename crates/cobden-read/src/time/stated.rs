//! Dates that stand in the text with month and day, for date lines.

use jiff::civil::{Date, Time};

use super::grammar::Grammar;
use super::lexicon::{Glue, lexicon};
use super::meaning::{Meaning, YearOf};
use super::phrase::Relation;
use super::token::{Gap, tokens};
use crate::period::Period;
use crate::span::Span;

/// Which of two numbers up to 12 is the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// As in the United States; taken where nothing else is known.
    #[default]
    MonthFirst,
    /// As in most other lands.
    DayFirst,
}

/// A date as it stands in a date line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatedDate {
    /// Its words, a time of day and a zone among them.
    pub span: Span,
    /// The year, if it is given.
    pub year: Option<i16>,
    /// January is 1.
    pub month: i8,
    /// Day of the month; "May 2025" has none.
    pub day: Option<i8>,
    /// Time of day.
    pub time: Option<Time>,
    /// Minutes east of Greenwich, where given in digits or as UTC, GMT or Z.
    pub offset: Option<i16>,
    /// Whether day and month could be the other way round.
    pub ambiguous: bool,
}

impl StatedDate {
    /// The days, if the year is given.
    pub fn period(&self) -> Option<Period> {
        self.period_in(self.year?)
    }

    /// The days, with a year from elsewhere if none is given.
    pub fn period_in(&self, year: i16) -> Option<Period> {
        let year = self.year.unwrap_or(year);
        match self.day {
            Some(day) => Date::new(year, self.month, day).ok().map(Period::day),
            None => Period::month(year, self.month),
        }
    }
}

/// Every date of a text that has a month and a day, or a month and a year.
///
/// "05/02/2025 09:38:49", "May 2nd, 2025", "Fri, 02 May 2025 10:27 UTC+8", "10:27 UTC+8, 2025-05-07", "April 30".
/// In digits, a number over 12 is the day; where both could be the month, `order` decides and the date says so. Days
/// that no month has (31 June) are left out.
pub fn stated(text: &str, order: Order) -> Vec<StatedDate> {
    let tokens = tokens(text, lexicon());
    let grammar = Grammar::new(text, &tokens, lexicon());
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match grammar.stated_at(at, order) {
            Some((date, next)) => {
                found.extend(date);
                at = next.max(at + 1);
            }
            None => at += 1,
        }
    }
    found
}

/// A time of day with its zone, and the first token after it.
type Clock = (Time, Option<i16>, usize);

impl Grammar<'_> {
    /// A date and the token after it; the token alone for words like a date that no calendar knows.
    fn stated_at(&self, at: usize, order: Order) -> Option<(Option<StatedDate>, usize)> {
        let token = self.token(at);
        let word = self.word(at);
        if !token.is_number() && word.month == 0 && word.weekday == 0 {
            return None;
        }
        if token.gap == Gap::Tight {
            return None;
        }
        // A time before the date: "10:27 UTC+8, 2025-05-07".
        let mut clock = None;
        let mut first = at;
        if let Some((time, offset, next)) = self.time_of_day(at) {
            if matches!(
                self.gap(next),
                Gap::Space | Gap::Comma | Gap::Dot | Gap::Dash
            ) || self.glue(next, Glue::On)
            {
                clock = Some((time, offset, next));
                first = next + usize::from(self.glue(next, Glue::On));
            } else {
                return None;
            }
        }
        let (mut date, mut next) = self.date_at(first, order)?;
        if clock.is_none() {
            let mut behind = next;
            let joint = match self.gap(behind) {
                Gap::Tight => {
                    self.word(behind).is(Glue::TimeMark) && self.gap(behind + 1) == Gap::Tight
                }
                Gap::Space | Gap::Comma | Gap::Dash | Gap::Open => true,
                _ => false,
            };
            if self.gap(behind) == Gap::Tight {
                behind += 1;
            }
            if joint {
                clock = self.time_of_day(behind);
            }
            // "May 2, 2025 at 9:38 a.m." has a word between that is no part of the lexicon's small words.
            if let Some((_, _, end)) = clock {
                next = end;
            }
        }
        if let Some((time, offset, _)) = clock {
            date.time = Some(time);
            date.offset = offset;
        }
        let end = self.offset_end(next - 1);
        date.span = Span::new(token.start, end.max(self.token(next - 1).end));
        // 2000 had a 29 February.
        let known = date.period_in(2000).is_some();
        Some((known.then_some(date), next))
    }

    fn date_at(&self, at: usize, order: Order) -> Option<(StatedDate, usize)> {
        let span = Span::default();
        if let Some((digits, next)) = self.digits(at) {
            let swap = digits.ambiguous && order == Order::DayFirst;
            let (month, day) = if swap {
                (digits.day, digits.month)
            } else {
                (digits.month, digits.day)
            };
            let date = StatedDate {
                span,
                year: Some(digits.year),
                month,
                day: Some(day),
                time: None,
                offset: None,
                ambiguous: digits.ambiguous,
            };
            return Some((date, next));
        }
        let (meaning, next) = if self.token(at).is_number() {
            self.day_month(at)?
        } else if self.word(at).weekday > 0 {
            self.weekday(at)?
        } else {
            self.month_first(at, Relation::Bare)?
        };
        let (year, month, day) = match meaning {
            Meaning::Day {
                year, month, day, ..
            } => (year, month, Some(day)),
            Meaning::Month {
                year: YearOf::Stated(year),
                month,
            } => (YearOf::Stated(year), month, None),
            _ => return None,
        };
        let year = match year {
            YearOf::Stated(year) => Some(year),
            YearOf::Open => None,
            _ => return None,
        };
        let date = StatedDate {
            span,
            year,
            month,
            day,
            time: None,
            offset: None,
            ambiguous: false,
        };
        Some((date, next))
    }

    fn time_of_day(&self, at: usize) -> Option<Clock> {
        let next = self.clock(at)?;
        let mut hour = self.token(at).value;
        let mut rest = [0i32; 2];
        let mut place = at + 1;
        for value in &mut rest {
            if self.gap(place) == Gap::Colon && self.token(place).is_number() {
                *value = self.token(place).value;
                place += 1;
            }
        }
        let mut offset = None;
        for token in place..next {
            let word = self.token(token).of(self.text);
            match word.to_ascii_lowercase().as_str() {
                "pm" | "p" if hour < 12 => hour += 12,
                "am" | "a" if hour == 12 => hour = 0,
                "utc" | "gmt" | "z" => offset = Some(0),
                _ => {}
            }
        }
        let time = Time::new(
            i8::try_from(hour).ok()?,
            i8::try_from(rest[0]).ok()?,
            i8::try_from(rest[1]).ok()?,
            0,
        )
        .ok()?;
        // "UTC+8" and "+08:00": the sign stands between two tokens.
        for token in place.saturating_sub(1)..next {
            let end = self.token(token).end;
            let sign = match self.text.as_bytes().get(end) {
                Some(b'+') => 1,
                Some(b'-') => -1,
                _ => continue,
            };
            let behind = self.token(token + 1);
            if behind.is_number() && behind.start == end + 1 && behind.len() <= 4 {
                let (hours, minutes) = match behind.len() {
                    1 | 2 => (behind.value, 0),
                    _ => (behind.value / 100, behind.value % 100),
                };
                offset = i16::try_from(sign * (60 * hours + minutes)).ok();
            }
        }
        Some((time, offset, next))
    }

    /// The end of a zone's digits that follow a token: "+08:00".
    fn offset_end(&self, at: usize) -> usize {
        let end = self.token(at).end;
        let rest = self.text.get(end..).unwrap_or("");
        let Some(digits) = rest.strip_prefix('+') else {
            return end;
        };
        let length = digits
            .bytes()
            .take(5)
            .take_while(|byte| byte.is_ascii_digit() || *byte == b':')
            .count();
        if length == 0 { end } else { end + 1 + length }
    }
}
