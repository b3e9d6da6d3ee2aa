//! Dates on lines of their own.

use jiff::civil::Date;

use super::furniture::Furniture;
use crate::period::Period;
use crate::span::Span;

/// Absolute dates in a short text, in order: day, month and year given.
///
/// Of two numbers that may both be the month, the first is taken for it.
pub(super) fn stated(text: &str) -> Vec<(Span, Period)> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match numeric(text, &tokens[at..]).or_else(|| named(text, &tokens[at..])) {
            Some((used, day)) => {
                found.push((
                    Span::new(tokens[at].start, tokens[at + used - 1].end),
                    Period::day(day),
                ));
                at += used;
            }
            None => at += 1,
        }
    }
    found
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

fn between(text: &str, one: Span, other: Span) -> &str {
    text.get(one.end..other.start).unwrap_or("")
}

fn numeric(text: &str, tokens: &[Span]) -> Option<(usize, Date)> {
    let [a, b, c, ..] = tokens else { return None };
    let sign = between(text, *a, *b);
    if !matches!(sign, "/" | "-" | ".") || between(text, *b, *c) != sign {
        return None;
    }
    let (x, y, z) = (
        number(a.of(text))?,
        number(b.of(text))?,
        number(c.of(text))?,
    );
    let date = if a.len() == 4 {
        Date::new(x, i8::try_from(y).ok()?, i8::try_from(z).ok()?)
    } else {
        let year = match c.len() {
            4 => z,
            2 => 2000 + z,
            _ => return None,
        };
        let (month, day) = if x > 12 || (sign == "." && y <= 12) {
            (y, x)
        } else {
            (x, y)
        };
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
    };
    date.ok().filter(plausible).map(|date| (3, date))
}

fn named(text: &str, tokens: &[Span]) -> Option<(usize, Date)> {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.of(text));
    let suffix = |at: usize| usize::from(matches!(word(at), "st" | "nd" | "rd" | "th"));
    if let Some(month) = month(word(0)) {
        // May 2nd, 2025
        let day = day(word(1))?;
        let next = 2 + suffix(2);
        let year = number(word(next)).filter(|_| word(next).len() == 4)?;
        let date = Date::new(year, month, day).ok()?;
        return plausible(&date).then_some((next + 1, date));
    }
    // 2nd May 2025
    let day = day(word(0))?;
    let mut next = 1 + suffix(1);
    next += usize::from(word(next) == "of");
    let month = month(word(next))?;
    let year = number(word(next + 1)).filter(|_| word(next + 1).len() == 4)?;
    let date = Date::new(year, month, day).ok()?;
    plausible(&date).then_some((next + 2, date))
}

fn plausible(date: &Date) -> bool {
    (1900..2100).contains(&date.year())
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
