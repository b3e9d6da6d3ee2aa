//! Stretches of days in eight bytes.

use cobden_read::Period;
use jiff::civil::date;

/// From a first to a last day, counted from 1970-01-01; empty if the first comes after the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Days {
    pub(crate) first: i32,
    pub(crate) last: i32,
}

impl Days {
    /// No day is known.
    pub(crate) const NONE: Days = Days {
        first: i32::MAX,
        last: i32::MIN,
    };

    /// The days of a period.
    pub(crate) fn of(period: Option<Period>) -> Self {
        let number = |day: jiff::civil::Date| {
            i32::try_from(day.duration_since(date(1970, 1, 1)).as_hours() / 24).unwrap_or(0)
        };
        period.map_or(Self::NONE, |period| Self {
            first: number(period.first),
            last: number(period.last),
        })
    }

    pub(crate) fn is_known(self) -> bool {
        self.first <= self.last
    }

    /// How many days.
    pub(crate) fn length(self) -> i32 {
        self.last.saturating_sub(self.first).saturating_add(1)
    }

    /// Days between the two: 0 if they share one; none if one is not known.
    pub(crate) fn apart(self, other: Self) -> Option<i32> {
        (self.is_known() && other.is_known()).then(|| {
            (self.first.saturating_sub(other.last))
                .max(other.first.saturating_sub(self.last))
                .max(0)
        })
    }
}
