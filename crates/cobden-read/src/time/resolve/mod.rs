//! From what a phrase says to the days it means.

mod dates;
mod parts;
mod units;
mod weekdays;

use parts::portion;
pub(in crate::time) use parts::size;
pub(in crate::time) use units::step_unit;

use jiff::civil::Date;

use crate::period::Period;
use crate::time::anchor::{Anchor, Basis, Resolved, Tense};
use crate::time::arithmetic::{add, after, before, half, unit_of, years};
use crate::time::meaning::{Meaning, Unit};
use crate::time::phrase::{Relation, TimePhrase};

/// Which way an open date is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::time) enum Lean {
    Past,
    Future,
    Near,
}

/// One reading of an anchor: a single day of the document.
#[derive(Debug, Clone, Copy)]
pub(in crate::time) struct Now {
    pub(in crate::time) day: Option<Date>,
    pub(in crate::time) tense: Tense,
    pub(in crate::time) previous: Option<Period>,
    pub(in crate::time) relation: Relation,
}

impl Anchor {
    /// What `resolve` gives on the document's first and last day, if it is the same.
    pub(in crate::time) fn agreed<T: PartialEq>(
        &self,
        relation: Relation,
        resolve: impl Fn(Now) -> Option<T>,
    ) -> Option<T> {
        let now = |day| Now {
            day,
            tense: self.tense,
            previous: self.previous,
            relation,
        };
        let Some(document) = self.document else {
            return resolve(now(None));
        };
        let first = resolve(now(Some(document.first)))?;
        if document.is_day() {
            return Some(first);
        }
        let last = resolve(now(Some(document.last)))?;
        (first == last).then_some(first)
    }
}

impl TimePhrase {
    /// The days it means.
    ///
    /// A weekday with a past tense is the latest on or before the document's day, with a future tense the first on or
    /// after it; a month without a year is looked for the same way; "this week" runs from Monday to Sunday, and with a
    /// past tense only up to the document's day. Early, middle and late parts of a month are the month. `None` for a
    /// length of time, for a vague phrase, for a fiscal year (no land is named), where the document's date is needed
    /// and missing, and where it is a stretch of days whose ends disagree.
    ///
    /// # Example
    /// ```
    /// use cobden_read::Period;
    /// use cobden_read::time::{Anchor, Tense, find};
    ///
    /// let anchor = Anchor {
    ///     document: Period::parse("2025-05-02"),
    ///     tense: Tense::Past,
    ///     previous: None,
    /// };
    /// let found = find("Earlier this week, he raised them last month.");
    /// let days: Vec<String> = found
    ///     .iter()
    ///     .filter_map(|phrase| phrase.resolve(&anchor))
    ///     .map(|resolved| resolved.period.to_string())
    ///     .collect();
    /// assert_eq!(days, ["2025-04-28/2025-05-01", "2025-04"]);
    /// ```
    pub fn resolve(&self, anchor: &Anchor) -> Option<Resolved> {
        // "by late Q2" names the day by which.
        if matches!(self.relation, Relation::By | Relation::Until)
            && matches!(self.meaning, Meaning::Part { .. })
            && let Some(period) = self.horizon(anchor)
        {
            let basis = self.basis();
            return Some(Resolved { period, basis });
        }
        let period = anchor.agreed(self.relation, |now| now.days(&self.meaning))?;
        Some(Resolved {
            period,
            basis: self.basis(),
        })
    }

    fn basis(&self) -> Basis {
        if self.meaning.is_stated() {
            Basis::Stated
        } else {
            Basis::Relative
        }
    }
}

impl Now {
    /// Where to look for a date whose year or week is open.
    fn lean(&self) -> Lean {
        let ahead = matches!(
            self.relation,
            Relation::By | Relation::Until | Relation::From | Relation::Before | Relation::Toward
        );
        match (self.relation, self.tense) {
            (Relation::Since, _) => Lean::Past,
            (_, Tense::Past) if !ahead => Lean::Past,
            (_, Tense::Future) => Lean::Future,
            _ => Lean::Near,
        }
    }

    /// The days of a meaning.
    pub(in crate::time) fn days(&self, meaning: &Meaning) -> Option<Period> {
        match *meaning {
            Meaning::Day {
                year,
                month,
                day,
                weekday,
            } => self.day(year, month, day, weekday),
            Meaning::Month { year, month } => self.in_year(year, |year| Period::month(year, month)),
            Meaning::Quarter { year, quarter } => {
                self.in_year(year, |year| Period::quarter(year, quarter))
            }
            Meaning::Half { year, half: number } => self.in_year(year, |year| half(year, number)),
            Meaning::Season { year, season } => self.in_year(year, |year| {
                let first = Date::new(year, season.first_month(), 1).ok()?;
                Some(Period::between(first, before(add(first, Unit::Month, 3)?)?))
            }),
            Meaning::Year(year) => Period::year(year),
            Meaning::Decade(year) => years(year, 10),
            Meaning::FiscalYear(_) | Meaning::Vague => None,
            Meaning::Weekday {
                weekday,
                which,
                week,
                day,
            } => self.weekday(weekday, which, week, day).map(Period::day),
            Meaning::Today(days) => Some(Period::day(add(self.day?, Unit::Day, days.into())?)),
            Meaning::DayOfMonth(day) => self.day_of_month(day),
            Meaning::Calendar { which, unit } => self.calendar(which, unit),
            Meaning::Stretch { which, count, unit } => {
                (!count.fuzzy).then(|| self.stretch(which, count, unit))?
            }
            Meaning::Step { count, unit, way } => {
                (!count.fuzzy).then(|| self.step(count, unit, way))?
            }
            Meaning::Duration { count, unit } => {
                let number = i32::from(count.number.filter(|_| !count.fuzzy)?);
                let end = add(self.day?, unit, number)?;
                match (self.relation, self.tense) {
                    (Relation::Within, _) => Some(Period::between(self.day?, end)),
                    (Relation::In, Tense::Future) => unit_of(step_unit(unit), end),
                    _ => None,
                }
            }
            Meaning::Part { part, ref whole } => self.part(part, whole),
            Meaning::Portion {
                ordinal,
                count,
                unit,
                ref whole,
            } => portion(self.days(whole)?, ordinal, count, unit),
            Meaning::Ending {
                count,
                unit,
                ref end,
            } => {
                let number = i32::from(count.number.filter(|_| !count.fuzzy)?);
                let last = self.days(end)?.last;
                Some(Period::between(add(after(last)?, unit, -number)?, last))
            }
            Meaning::Range { ref from, ref to } => self.range(from, to),
        }
    }

    fn range(&self, from: &Meaning, to: &Meaning) -> Option<Period> {
        let first = self.days(from)?;
        let onward = Self {
            day: Some(first.first),
            tense: Tense::Future,
            relation: Relation::In,
            ..*self
        };
        let last = onward.days(to)?;
        (first.first <= last.last).then(|| Period::between(first.first, last.last))
    }
}
