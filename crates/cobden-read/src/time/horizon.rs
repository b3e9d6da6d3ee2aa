//! By when, since when, how long: what forecasts and figures ask of a phrase.

use jiff::civil::Date;

use super::anchor::{Anchor, Tense};
use super::arithmetic::{add, unit_of};
use super::meaning::{Meaning, Part, Unit, Which};
use super::phrase::{Relation, TimePhrase};
use super::resolve::{Now, size, step_unit};
use crate::period::Period;

impl TimePhrase {
    /// By when a forecast with this phrase has to come true.
    ///
    /// The last day of what the phrase means: "this week" is its Sunday, "toward year-end" 31 December, "by late Q2"
    /// 30 June. A length ("within a few weeks", "in the next two months") runs from the document's date on, "a few"
    /// counting as four; "by July" and "until June" leave open which day and stay a month.
    pub fn horizon(&self, anchor: &Anchor) -> Option<Period> {
        let anchor = Anchor {
            tense: Tense::Future,
            ..*anchor
        };
        anchor.agreed(self.relation, |now| self.horizon_from(now))
    }

    fn horizon_from(&self, now: Now) -> Option<Period> {
        match &self.meaning {
            Meaning::Duration { count, unit } => {
                let end = add(now.day?, *unit, count.number?.into())?;
                match self.relation {
                    Relation::Within | Relation::Over => Some(Period::between(now.day?, end)),
                    Relation::In => Some(Period::day(unit_of(step_unit(*unit), end)?.last)),
                    _ => None,
                }
            }
            Meaning::Stretch { which, count, unit } => match which {
                Which::Next | Which::Coming | Which::Following => {
                    now.stretch(*which, *count, *unit)
                }
                _ => None,
            },
            Meaning::Month { .. } if matches!(self.relation, Relation::By | Relation::Until) => {
                now.days(&self.meaning)
            }
            Meaning::Part { part, whole } if size(whole) == Some(Unit::Month) => {
                let month = now.days(whole)?;
                let day = match part {
                    Part::Start | Part::Early => 10,
                    Part::Mid => 20,
                    _ => month.last.day(),
                };
                Some(Period::day(
                    Date::new(month.last.year(), month.last.month(), day).ok()?,
                ))
            }
            meaning => Some(Period::day(now.days(meaning)?.last)),
        }
    }

    /// The beginning of a length of time that ends with `until`: "a seven-month low" in February began in July.
    ///
    /// As precise as the unit. `None` for phrases that name no length, and for open counts.
    pub fn back_from(&self, until: Period) -> Option<Period> {
        let (count, unit) = self.duration()?;
        let number = i32::from(count.number.filter(|_| !count.fuzzy)?);
        unit_of(step_unit(unit), add(until.first, unit, -number)?)
    }

    /// The day on which a length of time ends that begins with `from`: "for 90 days".
    ///
    /// `None` for phrases that name no length, and for open counts.
    pub fn ends(&self, from: Date) -> Option<Date> {
        let (count, unit) = self.duration()?;
        add(from, unit, count.number.filter(|_| !count.fuzzy)?.into())
    }
}
