//! Dates whose year or month is open.

use super::{Lean, Now};
use crate::period::Period;
use crate::time::arithmetic::{add, distance};
use crate::time::meaning::{Unit, YearOf};
use jiff::civil::{Date, Weekday};

/// A day of the month so far off, in days, is taken for the one on the other side of the document.
const FAR: i64 = 300;

impl Now {
    /// The year that fits, out of those near the document.
    pub(super) fn in_year(
        &self,
        year: YearOf,
        make: impl Fn(i16) -> Option<Period>,
    ) -> Option<Period> {
        match year {
            YearOf::Stated(year) => return make(year),
            YearOf::Same => return make(self.previous?.first.year()),
            _ => {}
        }
        let day = self.day?;
        let near = (day.year() - 2..=day.year() + 2).filter_map(&make);
        match year {
            YearOf::Offset(years) => make(day.year() + i16::from(years)),
            YearOf::Latest => near.filter(|period| period.last < day).last(),
            YearOf::Coming => near.into_iter().find(|period| period.first > day),
            _ => self.lean_to(near.collect::<Vec<_>>().as_slice()),
        }
    }

    /// Of candidates in order, the one the tense asks for.
    pub(super) fn lean_to(&self, candidates: &[Period]) -> Option<Period> {
        let day = self.day?;
        let nearest = || {
            candidates
                .iter()
                .copied()
                .min_by_key(|period| distance(*period, day))
        };
        let found = match self.lean() {
            Lean::Past => candidates
                .iter()
                .rev()
                .find(|period| period.first <= day)
                .copied(),
            Lean::Future => candidates.iter().find(|period| period.last >= day).copied(),
            Lean::Near => nearest(),
        }?;
        // A day without a year is seldom most of a year off: the clause's tense is then that of another verb.
        if found.is_day() && distance(found, day) > FAR {
            return nearest();
        }
        Some(found)
    }

    pub(super) fn day(
        &self,
        year: YearOf,
        month: i8,
        day: i8,
        weekday: Option<Weekday>,
    ) -> Option<Period> {
        let make = |year| Date::new(year, month, day).ok().map(Period::day);
        if let (YearOf::Open, Some(weekday)) = (year, weekday) {
            let today = self.day?;
            // The weekday tells the year.
            let fits = (today.year() - 3..=today.year() + 3)
                .filter_map(make)
                .filter(|period| period.first.weekday() == weekday)
                .min_by_key(|period| distance(*period, today));
            if fits.is_some() {
                return fits;
            }
        }
        self.in_year(year, make)
    }

    pub(super) fn day_of_month(&self, day: i8) -> Option<Period> {
        let today = self.day?;
        let candidates: Vec<Period> = (-2..=2)
            .filter_map(|months| {
                let month = add(today.first_of_month(), Unit::Month, months)?;
                Date::new(month.year(), month.month(), day).ok()
            })
            .map(Period::day)
            .collect();
        self.lean_to(&candidates)
    }
}
