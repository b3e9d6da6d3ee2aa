//! Adding units of time to days, and the unit that holds a day.

use jiff::Span;
use jiff::civil::{Date, Weekday};

use super::meaning::Unit;
use crate::period::{Period, monday};

/// So many units after a day; before it, for a negative number. `None` beyond the calendar.
pub(super) fn add(day: Date, unit: Unit, number: i32) -> Option<Date> {
    let number = i64::from(number);
    let zero = Span::new();
    let span = match unit {
        Unit::Hour => zero.try_days(number / 24),
        Unit::Day => zero.try_days(number),
        Unit::Week | Unit::Weekend => zero.try_weeks(number),
        Unit::Fortnight => zero.try_weeks(2 * number),
        Unit::Month => zero.try_months(number),
        Unit::Quarter => zero.try_months(3 * number),
        Unit::Half => zero.try_months(6 * number),
        Unit::Year => zero.try_years(number),
        Unit::Decade => zero.try_years(10 * number),
        Unit::Century => zero.try_years(100 * number),
    };
    day.checked_add(span.ok()?).ok()
}

/// The day after.
pub(super) fn after(day: Date) -> Option<Date> {
    add(day, Unit::Day, 1)
}

/// The day before.
pub(super) fn before(day: Date) -> Option<Date> {
    add(day, Unit::Day, -1)
}

/// The unit of the calendar that holds a day; for a weekend, that of the day's week.
pub(super) fn unit_of(unit: Unit, day: Date) -> Option<Period> {
    let year = day.year();
    match unit {
        Unit::Hour | Unit::Day => Some(Period::day(day)),
        Unit::Week | Unit::Fortnight => {
            let first = monday(day);
            Some(Period::between(first, add(first, Unit::Day, 6)?))
        }
        Unit::Weekend => {
            let first = add(monday(day), Unit::Day, 5)?;
            Some(Period::between(first, after(first)?))
        }
        Unit::Month => Period::month(year, day.month()),
        Unit::Quarter => Period::quarter(year, (day.month() + 2) / 3),
        Unit::Half => half(year, if day.month() <= 6 { 1 } else { 2 }),
        Unit::Year => Period::year(year),
        Unit::Decade => years(year - year.rem_euclid(10), 10),
        Unit::Century => years(year - year.rem_euclid(100), 100),
    }
}

/// Half a year, 1 or 2.
pub(super) fn half(year: i16, half: i8) -> Option<Period> {
    let first = Period::quarter(year, 2 * half - 1)?;
    let last = Period::quarter(year, 2 * half)?;
    Some(Period::between(first.first, last.last))
}

/// So many years from a first one.
pub(super) fn years(first: i16, count: i16) -> Option<Period> {
    let last = Period::year(first.checked_add(count - 1)?)?;
    Some(Period::between(Period::year(first)?.first, last.last))
}

/// The latest such weekday on or before a day.
pub(super) fn on_or_before(day: Date, weekday: Weekday) -> Option<Date> {
    let back = day.weekday().since(weekday);
    add(day, Unit::Day, -i32::from(back))
}

/// The first such weekday on or after a day.
pub(super) fn on_or_after(day: Date, weekday: Weekday) -> Option<Date> {
    let on = day.weekday().until(weekday);
    add(day, Unit::Day, i32::from(on))
}

/// Days from one to another, at least 0, to tell near from far.
pub(super) fn distance(period: Period, day: Date) -> i64 {
    let days = |from: Date, to: Date| (to - from).get_days();
    if day < period.first {
        i64::from(days(day, period.first))
    } else if day > period.last {
        i64::from(days(period.last, day))
    } else {
        0
    }
}
