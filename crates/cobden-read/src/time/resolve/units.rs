//! Units of the calendar, stretches and steps of them.

use super::Now;
use crate::period::Period;
use crate::time::anchor::Tense;
use crate::time::arithmetic::{add, before, unit_of};
use crate::time::meaning::{Count, Unit, Way, Which};
use jiff::civil::Date;

impl Now {
    pub(super) fn calendar(&self, which: Which, unit: Unit) -> Option<Period> {
        let spoken = self.previous.map(|period| period.first);
        let next_to = |day: Date, units: i32| unit_of(unit, add(day, unit, units)?);
        match which {
            Which::Same | Which::That => {
                let previous = self.previous?;
                if unit == Unit::Day {
                    return Some(previous);
                }
                unit_of(unit, previous.first)
            }
            Which::Prior => next_to(first_of(unit, spoken.or(self.day)?)?, -1),
            Which::Following => {
                let from = self.previous.map(|period| period.last).or(self.day)?;
                next_to(first_of(unit, from)?, 1)
            }
            Which::The if unit == Unit::Weekend => self.weekend(),
            Which::The => {
                let of_text = matches!(unit, Unit::Month | Unit::Day);
                let day = spoken.filter(|_| of_text).or(self.day)?;
                unit_of(unit, day)
            }
            Which::This | Which::Current => {
                let today = self.day?;
                if unit == Unit::Weekend {
                    return self.weekend();
                }
                let whole = unit_of(unit, today)?;
                if unit == Unit::Week && self.tense == Tense::Past {
                    return Some(Period::between(whole.first, today));
                }
                Some(whole)
            }
            Which::Last | Which::Past => next_to(first_of(unit, self.day?)?, -1),
            Which::Next | Which::Coming => next_to(first_of(unit, self.day?)?, 1),
        }
    }

    /// "the past two years", "the next three months".
    pub(in crate::time) fn stretch(
        &self,
        which: Which,
        count: Count,
        unit: Unit,
    ) -> Option<Period> {
        let number = i32::from(count.number?);
        match which {
            Which::Prior => {
                let from = self.previous.map(|period| period.first).or(self.day)?;
                let from = first_of(unit, from)?;
                Some(Period::between(add(from, unit, -number)?, before(from)?))
            }
            Which::Last | Which::Past => {
                Some(Period::between(add(self.day?, unit, -number)?, self.day?))
            }
            Which::Next | Which::Coming => {
                Some(Period::between(self.day?, add(self.day?, unit, number)?))
            }
            Which::Following => {
                let from = self.previous.map(|period| period.last).or(self.day)?;
                Some(Period::between(from, add(from, unit, number)?))
            }
            _ => None,
        }
    }

    pub(super) fn step(&self, count: Count, unit: Unit, way: Way) -> Option<Period> {
        let number = i32::from(count.number?);
        let (from, number) = match way {
            Way::Ago => (self.day?, -number),
            Way::FromNow => (self.day?, number),
            Way::Later => (self.previous?.last, number),
            Way::Earlier => (
                self.previous.map(|period| period.first).or(self.day)?,
                -number,
            ),
        };
        unit_of(step_unit(unit), add(from, unit, number)?)
    }
}

/// The unit in which "two decades ago" is true.
pub(in crate::time) fn step_unit(unit: Unit) -> Unit {
    match unit {
        Unit::Hour => Unit::Day,
        Unit::Fortnight => Unit::Week,
        Unit::Decade | Unit::Century => Unit::Year,
        unit => unit,
    }
}

/// The first day of the unit that holds a day: from it, adding months never runs into a shorter one.
pub(super) fn first_of(unit: Unit, day: Date) -> Option<Date> {
    Some(unit_of(unit, day)?.first)
}
