//! Whether words say when, and whether a date agrees with them.

use super::numbers::numbers;
use super::search::words;
use crate::period::Period;

const MONTHS: [(&str, &str); 12] = [
    ("January", "Jan"),
    ("February", "Feb"),
    ("March", "Mar"),
    ("April", "Apr"),
    ("May", "May"),
    ("June", "Jun"),
    ("July", "Jul"),
    ("August", "Aug"),
    ("September", "Sept"),
    ("October", "Oct"),
    ("November", "Nov"),
    ("December", "Dec"),
];

/// Words that say when, in lower case, besides figures and the names of months and weekdays.
const TIMES: [&str; 34] = [
    "today",
    "tonight",
    "yesterday",
    "tomorrow",
    "now",
    "day",
    "days",
    "week",
    "weeks",
    "weekend",
    "fortnight",
    "month",
    "months",
    "quarter",
    "year",
    "years",
    "decade",
    "earlier",
    "later",
    "recently",
    "soon",
    "immediately",
    "morning",
    "afternoon",
    "evening",
    "midnight",
    "spring",
    "summer",
    "autumn",
    "winter",
    "overnight",
    "hours",
    "inauguration",
    "anniversary",
];

const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// Short weekdays, with a capital: `sun` and `wed` are words.
const SHORT_WEEKDAYS: [&str; 10] = [
    "Mon", "Tue", "Tues", "Wed", "Thu", "Thur", "Thurs", "Fri", "Sat", "Sun",
];

/// Whether words say when at all.
pub(super) fn say_when(text: &str) -> bool {
    !months(text).is_empty()
        || words(text).any(|word| {
            let lower = word.to_lowercase();
            let weekday =
                SHORT_WEEKDAYS.contains(&word) || WEEKDAYS.contains(&lower.trim_end_matches('s'));
            weekday
                || TIMES.contains(&lower.as_str())
                || word.starts_with(|c: char| c.is_ascii_digit())
        })
}

/// Whether a date agrees with what words give of it: their years, their months, the days beside these.
///
/// Words that give none of the three agree with any date.
pub(super) fn agree(date: Period, text: &str) -> bool {
    let years: Vec<i16> = words(text)
        .filter(|word| word.len() == 4)
        .filter_map(|word| word.parse().ok())
        .filter(|year| (1900..=2099).contains(year))
        .collect();
    let (first, last) = (date.first, date.last);
    let year_fits = |year: &i16| (first.year()..=last.year()).contains(year);
    if !years.is_empty() && !years.iter().any(year_fits) {
        return false;
    }
    let months = months(text);
    if months.is_empty() {
        return true;
    }
    let fits = |month: &i8| [first.month(), last.month()].contains(month) || between(date, *month);
    if !months.iter().any(fits) {
        return false;
    }
    // Days beside months: "May 2", "2 May", "May 2-5". Other numbers below 32 are taken for days too, which errs towards agreeing.
    let days: Vec<i8> = numbers(text)
        .iter()
        .filter(|n| n.value.fract() == 0.0 && (1.0..=31.0).contains(&n.value))
        .map(|n| n.value as i8)
        .collect();
    !date.is_day() || days.is_empty() || days.contains(&first.day())
}

/// Whether a month lies within a stretch of less than a year.
fn between(date: Period, month: i8) -> bool {
    if date.first.year() == date.last.year() {
        (date.first.month()..=date.last.month()).contains(&month)
    } else {
        month >= date.first.month() || month <= date.last.month()
    }
}

/// The months that a text names, with a capital: `may` is no month.
fn months(text: &str) -> Vec<i8> {
    let number = |word: &str| {
        let known = |(long, short): &(&str, &str)| {
            word == *long || word == *short || *short == "Sept" && word == "Sep"
        };
        MONTHS.iter().position(known).map(|nth| nth as i8 + 1)
    };
    words(text).filter_map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Period {
        Period::parse(text).unwrap()
    }

    #[test]
    fn words_that_say_when() {
        for text in [
            "on Friday",
            "by March 1",
            "in 2018",
            "last week",
            "Tues.",
            "Today",
            "within 90 days",
        ] {
            assert!(say_when(text), "{text}");
        }
        for text in [
            "it may be",
            "the Sunk ship",
            "a sunny outlook",
            "China said",
            "",
        ] {
            assert!(!say_when(text), "{text}");
        }
    }

    #[test]
    fn dates_agree_with_words_or_not() {
        assert!(agree(date("2025-05-02"), "on May 2"));
        assert!(agree(date("2025-05-02"), "on Friday"));
        assert!(agree(date("2025-05"), "in May"));
        assert!(agree(date("2025-04-28/2025-06-03"), "in May"));
        assert!(agree(
            date("2024-12-01/2025-02-03"),
            "from December to Feb. 3"
        ));
        assert!(!agree(date("2025-05-02"), "on April 2"));
        assert!(!agree(date("2025-05-02"), "on May 12"));
        assert!(!agree(date("2024-05-02"), "on May 2, 2025"));
    }
}
