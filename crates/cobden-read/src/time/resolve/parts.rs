//! Parts of a period.

use super::Now;
use crate::period::Period;
use crate::time::arithmetic::{add, after, before, unit_of, years};
use crate::time::meaning::{Meaning, Part, Unit, Which};

impl Now {
    pub(super) fn part(&self, part: Part, whole: &Meaning) -> Option<Period> {
        let unit = size(whole)?;
        let days = match whole {
            // "earlier this week" keeps its Sunday until the part is cut out.
            Meaning::Calendar {
                which: Which::This | Which::Current,
                unit,
            } => unit_of(*unit, self.day?)?,
            whole => self.days(whole)?,
        };
        let week = |from: i32, to: i32| {
            Some(Period::between(
                add(days.first, Unit::Day, from)?,
                add(days.first, Unit::Day, to)?,
            ))
        };
        let year = days.first.year();
        match (part, unit) {
            (Part::End, _) => Some(Period::day(days.last)),
            (Part::Start, Unit::Week) => Some(Period::day(days.first)),
            (Part::Start | Part::Early, Unit::Year) => Period::quarter(year, 1),
            (Part::Mid, Unit::Year) => Some(Period::between(
                Period::quarter(year, 2)?.first,
                Period::quarter(year, 3)?.last,
            )),
            (Part::Late, Unit::Year) => Period::quarter(year, 4),
            (Part::Early, Unit::Week) => week(0, 2),
            (Part::Mid, Unit::Week) => week(2, 2),
            (Part::Late, Unit::Week) => week(3, 6),
            (Part::Earlier, Unit::Week) => {
                let today = self
                    .day
                    .filter(|day| days.first < *day && *day <= days.last);
                match today {
                    Some(today) => Some(Period::between(days.first, before(today)?)),
                    None => Some(Period::day(days.first)),
                }
            }
            (Part::Later, Unit::Week) => {
                let today = self
                    .day
                    .filter(|day| days.first <= *day && *day < days.last);
                match today {
                    Some(today) => Some(Period::between(after(today)?, days.last)),
                    None => Some(Period::day(days.last)),
                }
            }
            (Part::Rest, _) => {
                let today = self
                    .day
                    .filter(|day| days.first <= *day && *day <= days.last);
                Some(Period::between(today.unwrap_or(days.first), days.last))
            }
            (Part::Early, Unit::Decade) => years(year, 4),
            (Part::Mid, Unit::Decade) => years(year + 3, 4),
            (Part::Late, Unit::Decade) => years(year + 6, 4),
            _ => Some(days),
        }
    }
}

/// How large the period of a meaning is.
pub(in crate::time) fn size(meaning: &Meaning) -> Option<Unit> {
    Some(match meaning {
        Meaning::Day { .. }
        | Meaning::Weekday { .. }
        | Meaning::Today(_)
        | Meaning::DayOfMonth(_) => Unit::Day,
        Meaning::Month { .. } => Unit::Month,
        Meaning::Quarter { .. } | Meaning::Season { .. } => Unit::Quarter,
        Meaning::Half { .. } => Unit::Half,
        Meaning::Year(_) | Meaning::FiscalYear(_) => Unit::Year,
        Meaning::Decade(_) => Unit::Decade,
        Meaning::Calendar { unit, .. } => *unit,
        _ => return None,
    })
}

pub(super) fn portion(whole: Period, ordinal: i8, count: u16, unit: Unit) -> Option<Period> {
    // "the week of May 5"
    if whole.is_day() {
        return unit_of(unit, whole.first);
    }
    let count = i32::from(count);
    let (first, last) = if ordinal < 0 {
        (add(after(whole.last)?, unit, -count)?, whole.last)
    } else {
        let skip = i32::from(ordinal) - 1;
        let first = add(whole.first, unit, skip)?;
        (first, before(add(whole.first, unit, skip + count)?)?)
    };
    (whole.first <= first && first <= last && first <= whole.last)
        .then(|| Period::between(first, last.min(whole.last)))
}
