//! Days and stretches of days, as precise as the words that gave them.

use std::fmt;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// From a first day to a last day, both included.
///
/// Written as the Extended Date/Time Format (ISO 8601-2) writes it: `2025-05-02`, `2025-05`, `2025`,
/// `2025-04-28/2025-05-01`; a quarter is `2025-Q1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
}

impl Period {
    /// One day.
    pub fn day(day: Date) -> Self {
        Self {
            first: day,
            last: day,
        }
    }

    /// Both days and those between; the earlier first, however they come.
    pub fn between(one: Date, other: Date) -> Self {
        Self {
            first: one.min(other),
            last: one.max(other),
        }
    }

    /// A month, if there is such a month.
    pub fn month(year: i16, month: i8) -> Option<Self> {
        let first = Date::new(year, month, 1).ok()?;
        Some(Self {
            first,
            last: first.last_of_month(),
        })
    }

    /// A calendar year, if the calendar has it.
    pub fn year(year: i16) -> Option<Self> {
        Some(Self {
            first: Date::new(year, 1, 1).ok()?,
            last: Date::new(year, 12, 31).ok()?,
        })
    }

    /// A quarter of a calendar year, 1 to 4.
    pub fn quarter(year: i16, quarter: i8) -> Option<Self> {
        if !(1..=4).contains(&quarter) {
            return None;
        }
        let first = Date::new(year, 3 * quarter - 2, 1).ok()?;
        let last = Date::new(year, 3 * quarter, 1).ok()?.last_of_month();
        Some(Self { first, last })
    }

    /// Whether it is a single day.
    pub fn is_day(self) -> bool {
        self.first == self.last
    }

    /// Whether the two share a day.
    pub fn overlaps(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// Reads what [`fmt::Display`] writes.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some((from, to)) = text.split_once('/') {
            // One slash: text from outside must not nest.
            if to.contains('/') {
                return None;
            }
            let (from, to) = (Self::parse(from)?, Self::parse(to)?);
            return (from.first <= to.last).then_some(Self {
                first: from.first,
                last: to.last,
            });
        }
        let mut parts = text.splitn(3, '-');
        let year: i16 = parts.next().filter(|part| part.len() == 4)?.parse().ok()?;
        match (parts.next(), parts.next()) {
            (None, _) => Self::year(year),
            (Some(part), None) => match part.strip_prefix('Q') {
                Some(quarter) => Self::quarter(year, quarter.parse().ok()?),
                None => Self::month(year, part.parse().ok()?),
            },
            (Some(month), Some(day)) => Some(Self::day(
                Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()?,
            )),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { first, last } = *self;
        if self.is_day() {
            return write!(f, "{first}");
        }
        let year = first.year();
        if Self::year(year) == Some(*self) {
            return write!(f, "{year:04}");
        }
        if Self::month(year, first.month()) == Some(*self) {
            return write!(f, "{year:04}-{:02}", first.month());
        }
        let quarter = (first.month() + 2) / 3;
        if Self::quarter(year, quarter) == Some(*self) {
            return write!(f, "{year:04}-Q{quarter}");
        }
        write!(f, "{first}/{last}")
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| {
            serde::de::Error::custom(format!(
                "{text:?} is no date: write a day, month, quarter, year or two of them with a slash between, such as 2025-05-02"
            ))
        })
    }
}

/// The Monday of a day's week.
pub(crate) fn monday(day: Date) -> Date {
    day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days())
        .unwrap_or(date(1, 1, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slash_and_no_more() {
        let two = Period::parse("2025-04-28/2025-05-01").expect("a stretch of days");
        assert_eq!(two.to_string(), "2025-04-28/2025-05-01");
        assert_eq!(Period::parse("2025/2025/2025"), None);
        assert_eq!(Period::parse(&"2025/".repeat(100_000)), None);
    }
}
