//! Dates as machines write them into files.

use jiff::civil::{Date, date};

/// The months by their first three letters.
const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// The day in a declared date: `2025-05-02T09:38:49+08:00`, `2025/05/02`, `20250502`, `D:20250502093849`,
/// `Fri, 02 May 2025 09:38:49 GMT`, `May 2, 2025`. Days of which day and month could be swapped are not read.
pub(crate) fn declared_date(written: &str) -> Option<Date> {
    let written = written.trim().trim_start_matches("D:");
    let words: Vec<&str> = written
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(8)
        .collect();
    numbers(&words).or_else(|| named_month(&words))
}

/// Year, month, day in digits, apart or together.
fn numbers(words: &[&str]) -> Option<Date> {
    let first = words.first()?;
    let digits = first.bytes().take_while(u8::is_ascii_digit).count();
    if digits >= 8 {
        return day(first.get(..4)?, first.get(4..6)?, first.get(6..8)?);
    }
    if digits != 4 || first.len() != 4 {
        return None;
    }
    // The day may run into the time: `02T09`.
    let last = words.get(2)?;
    let end = last.bytes().take_while(u8::is_ascii_digit).count();
    day(first, words.get(1)?, last.get(..end)?)
}

/// A month by name with day and year around it.
fn named_month(words: &[&str]) -> Option<Date> {
    let at = words.iter().position(|word| month(word).is_some())?;
    let month = month(words.get(at)?)?;
    let number = |index: usize| {
        let word = words.get(index)?;
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        word.get(..digits)?.parse::<i16>().ok()
    };
    // Month first, or day first.
    let (day, year) = match (number(at + 1), number(at + 2)) {
        (Some(day), Some(year)) if day <= 31 && year > 31 => (day, year),
        (Some(year), _) if year > 31 => (number(at.checked_sub(1)?)?, year),
        _ => return None,
    };
    valid(year, month, i8::try_from(day).ok()?)
}

/// The number of a month by its name or the first letters of it.
fn month(word: &str) -> Option<i8> {
    let short = word.get(..3)?.to_ascii_lowercase();
    let at = MONTHS.iter().position(|month| *month == short)?;
    i8::try_from(at + 1).ok()
}

/// A date in three strings of digits.
fn day(year: &str, month: &str, day: &str) -> Option<Date> {
    valid(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// A date that exists and is not an empty field of some program.
fn valid(year: i16, month: i8, day: i8) -> Option<Date> {
    let found = Date::new(year, month, day).ok()?;
    (date(1900, 1, 1) < found && found.year() < 2200).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_many_programs() {
        let second = date(2025, 5, 2);
        for written in [
            "2025-05-02",
            "2025-05-02T09:38:49+08:00",
            "2025/05/02",
            "20250502",
            "D:20250502093849+08'00'",
            "Fri, 02 May 2025 09:38:49 GMT",
            "May 2, 2025",
            "2 May 2025",
            "Fri May 02 2025",
            "2025-5-2 9:38",
        ] {
            assert_eq!(declared_date(written), Some(second), "{written}");
        }
        for written in [
            "",
            "yesterday",
            "05/02/2025",
            "0001-01-01",
            "2025",
            "May",
            "1746178729",
        ] {
            assert_eq!(declared_date(written), None, "{written}");
        }
    }
}
