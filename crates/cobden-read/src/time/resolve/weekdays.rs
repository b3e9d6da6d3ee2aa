//! Weekdays and weekends.

use super::{Lean, Now};
use crate::period::Period;
use crate::time::anchor::Tense;
use crate::time::arithmetic::{add, after, before, distance, on_or_after, on_or_before, unit_of};
use crate::time::meaning::{Unit, Which};
use crate::time::phrase::Relation;
use jiff::civil::{Date, Weekday};

impl Now {
    pub(super) fn weekday(
        &self,
        weekday: Weekday,
        which: Option<Which>,
        week: Option<i8>,
        day: Option<i8>,
    ) -> Option<Date> {
        let today = self.day?;
        let in_week = |weeks: i32| {
            let monday = unit_of(Unit::Week, add(today, Unit::Week, weeks)?)?.first;
            on_or_after(monday, weekday)
        };
        if let Some(week) = week {
            return in_week(week.into());
        }
        match which {
            Some(Which::Last | Which::Past) => return on_or_before(before(today)?, weekday),
            Some(Which::Prior) => {
                let from = self.previous.map_or(today, |period| period.first);
                return on_or_before(before(from)?, weekday);
            }
            Some(Which::Following) => {
                let from = self.previous.map_or(today, |period| period.last);
                return on_or_after(after(from)?, weekday);
            }
            Some(Which::Next) => return in_week(1),
            Some(Which::Coming) => return on_or_after(after(today)?, weekday),
            Some(Which::This | Which::Current) => return in_week(0),
            _ => {}
        }
        let ahead = match self.lean() {
            Lean::Past => false,
            Lean::Future => true,
            Lean::Near => matches!(
                self.relation,
                Relation::By
                    | Relation::Until
                    | Relation::From
                    | Relation::Before
                    | Relation::Toward
            ),
        };
        if let Some(day) = day {
            // "Monday (8th)": both have to fit, within some weeks.
            let fits = (-6..=6)
                .filter_map(in_week)
                .filter(|date| date.day() == day)
                .min_by_key(|date| {
                    let wrong_way = (*date > today) != ahead && *date != today;
                    (wrong_way, distance(Period::day(*date), today))
                });
            if fits.is_some() {
                return fits;
            }
        }
        if ahead {
            on_or_after(today, weekday)
        } else {
            on_or_before(today, weekday)
        }
    }

    /// The weekend meant by "the weekend".
    pub(super) fn weekend(&self) -> Option<Period> {
        let today = self.day?;
        let this = unit_of(Unit::Weekend, today)?;
        if self.tense == Tense::Future || this.first <= today {
            return Some(this);
        }
        if self.relation == Relation::By || self.relation == Relation::Until {
            return Some(this);
        }
        unit_of(Unit::Weekend, add(today, Unit::Week, -1)?)
    }
}
