//! Dates on lines of their own.

use super::furniture::Furniture;
use crate::period::Period;
use crate::span::Span;
use crate::time::{self, Order};

/// Absolute dates in a short text, in order: day, month and year given.
///
/// Of two numbers that may both be the month, the first is taken for it.
pub(super) fn stated(text: &str) -> Vec<(Span, Period)> {
    time::stated(text, Order::MonthFirst)
        .into_iter()
        .filter(|date| date.day.is_some())
        .filter_map(|date| Some((date.span, date.period()?)))
        .collect()
}

/// A day and month without a year, such as `May 2` or `2 May`: the whole text.
pub(super) fn day_of_month(text: &str) -> bool {
    let tokens = tokens(text);
    match tokens.as_slice() {
        [one, other] => {
            let (one, other) = (one.of(text), other.of(text));
            (month(one).is_some() && day(other).is_some())
                || (day(one).is_some() && month(other).is_some())
        }
        _ => false,
    }
}

/// Runs of letters and of digits.
fn tokens(text: &str) -> Vec<Span> {
    let mut made: Vec<Span> = Vec::new();
    let mut last = 0;
    for (at, c) in text.char_indices() {
        let class = if c.is_ascii_digit() {
            1
        } else if c.is_alphabetic() {
            2
        } else {
            0
        };
        match made.last_mut() {
            Some(token) if class != 0 && class == last => token.end = at + c.len_utf8(),
            _ if class != 0 => made.push(Span::new(at, at + c.len_utf8())),
            _ => {}
        }
        last = class;
    }
    made
}

fn number(text: &str) -> Option<i16> {
    (text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

fn day(word: &str) -> Option<i8> {
    (word.len() <= 2)
        .then(|| number(word))
        .flatten()
        .and_then(|day| i8::try_from(day).ok())
        .filter(|day| (1..=31).contains(day))
}

fn month(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    if !(3..=9).contains(&word.len()) || !word.is_ascii() {
        return None;
    }
    let lower = word.to_ascii_lowercase();
    let found = if lower == "sept" {
        Some(8)
    } else {
        MONTHS
            .iter()
            .position(|name| *name == lower || (lower.len() == 3 && name.starts_with(&lower)))
    };
    found.and_then(|at| i8::try_from(at + 1).ok())
}

/// What a line of little more than a date gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DateLine {
    /// The words of the date.
    pub(super) span: Span,
    /// The day.
    pub(super) period: Period,
    /// How many bytes of letters stand beside the date and the words that go with dates.
    pub(super) other: usize,
}

/// The first date of a short line, and how much else the line says.
pub(super) fn date_line(line: &str, furniture: &Furniture) -> Option<DateLine> {
    if line.len() > 160 || !line.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let dates = stated(line);
    let (span, period) = *dates.first()?;
    let mut other = 0;
    for token in tokens(line) {
        if dates.iter().any(|(date, _)| date.contains(token)) {
            continue;
        }
        let word = token.of(line);
        if word.bytes().all(|byte| byte.is_ascii_digit()) {
            continue;
        }
        if !furniture.stamp_words.contains(word.to_lowercase().as_str()) {
            other += word.len();
        }
    }
    Some(DateLine {
        span,
        period,
        other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_many_forms() {
        for (text, day) in [
            ("05/02/2025 09:38:49 [BN]", "2025-05-02"),
            ("Published: May 12th, 2025", "2025-05-12"),
            ("10:27 UTC+8, 2025-05-07", "2025-05-07"),
            ("2017/7/10 13:41:26", "2017-07-10"),
            ("04 Apr 2018 GMT+3", "2018-04-04"),
            ("Mon, 07/05/2018", "2018-07-05"),
            ("23/04/2018", "2018-04-23"),
            ("2.5.2025", "2025-05-02"),
            ("2025-04-24T15:43:23", "2025-04-24"),
        ] {
            let found = stated(text);
            assert_eq!(
                found
                    .first()
                    .map(|(_, period)| period.to_string())
                    .as_deref(),
                Some(day),
                "{text}"
            );
        }
        assert!(stated("24/7 support for 1,000 firms, 50 may follow").is_empty());
        assert!(day_of_month("May 2") && !day_of_month("May"));
    }
}
