//! From one time to another.

use super::{Grammar, Read};
use crate::time::lexicon::Glue;
use crate::time::meaning::{Meaning, YearOf};
use crate::time::phrase::Relation;
use crate::time::token::Gap;

impl Grammar<'_> {
    /// One time, or two with "to", "and" or a dash between them.
    pub(in crate::time) fn span(&self, at: usize, relation: Relation) -> Read {
        let (one, next) = self.atom(at, relation)?;
        if relation == Relation::Between {
            if !self.glue(next, Glue::And) || !self.spaced(next + 1) {
                return None;
            }
            let (other, end) = self
                .second(&one, next + 1, relation)
                .or_else(|| self.atom(next + 1, Relation::In))?;
            return Some((joined(one, other), end));
        }
        let dash = matches!(self.gap(next), Gap::Hyphen | Gap::Dash);
        let and = self.glue(next, Glue::And);
        let to = self.glue(next, Glue::To);
        let second_at = if dash {
            next
        } else if (and || to) && self.spaced(next + 1) {
            next + 1
        } else {
            return Some((one, next));
        };
        match self.second(&one, second_at, relation) {
            Some((other, end)) if !and || neighbours(&one, &other) => {
                Some((joined(one, other), end))
            }
            _ => Some((one, next)),
        }
    }

    /// The far end of a range that began with `one`: the same sort of time, or the number alone.
    fn second(&self, one: &Meaning, at: usize, relation: Relation) -> Read {
        match one {
            // "May 9 to 12", "May 2-3, 2025"
            Meaning::Day { month, year, .. } => {
                if let Some((day, next)) = self.day_digits(at) {
                    let counted = self.joined(next)
                        && (self.word(next).unit.is_some() || self.word(next).month > 0);
                    if !counted && self.gap(next) != Gap::Colon && *year == YearOf::Open {
                        let meaning = Meaning::Day {
                            year: YearOf::Open,
                            month: *month,
                            day,
                            weekday: None,
                        };
                        return Some(match self.year_behind(next) {
                            Some((year, end)) => (meaning.in_year(year), end),
                            None => (meaning, next),
                        });
                    }
                }
                self.atom(at, Relation::In)
                    .filter(|(other, _)| matches!(other, Meaning::Day { .. }))
            }
            Meaning::Month { .. } => self
                .atom(at, Relation::In)
                .filter(|(other, _)| matches!(other, Meaning::Month { .. })),
            Meaning::Quarter { .. } => self
                .atom(at, Relation::In)
                .filter(|(other, _)| matches!(other, Meaning::Quarter { .. })),
            Meaning::Weekday { .. } => self
                .atom(at, Relation::In)
                .filter(|(other, _)| matches!(other, Meaning::Weekday { which: None, .. })),
            Meaning::Year(year) => {
                // "2018-19"
                let token = self.token(at);
                let short = i32::from(*year) / 100 * 100 + token.value;
                if token.is_number()
                    && token.len() == 2
                    && self.free_number(at)
                    && self.gap(at) == Gap::Hyphen
                {
                    // "2018-05" is a month.
                    let month = i8::try_from(token.value)
                        .ok()
                        .filter(|month| (1..=12).contains(month));
                    return match month {
                        Some(_) if short > i32::from(*year) && short - i32::from(*year) == 1 => {
                            Some((Meaning::Year(i16::try_from(short).ok()?), at + 1))
                        }
                        Some(month) => {
                            let year = YearOf::Stated(*year);
                            Some((Meaning::Month { year, month }, at + 1))
                        }
                        None if short > i32::from(*year) => {
                            Some((Meaning::Year(i16::try_from(short).ok()?), at + 1))
                        }
                        None => None,
                    };
                }
                let relation = if relation == Relation::Bare {
                    relation
                } else {
                    Relation::In
                };
                self.year(at, relation)
                    .filter(|(other, _)| matches!(other, Meaning::Year(other) if other > year))
            }
            _ => None,
        }
    }
}

/// Whether "and" between two times makes them one stretch.
fn neighbours(one: &Meaning, other: &Meaning) -> bool {
    match (one, other) {
        (Meaning::Year(one), Meaning::Year(other)) => other - one == 1,
        (
            Meaning::Day {
                month: m, day: d, ..
            },
            Meaning::Day {
                month: n, day: e, ..
            },
        ) => m == n && e - d == 1,
        (Meaning::Month { month: m, .. }, Meaning::Month { month: n, .. }) => {
            n - m == 1 || (*m == 12 && *n == 1)
        }
        (Meaning::Quarter { quarter: q, .. }, Meaning::Quarter { quarter: r, .. }) => r - q == 1,
        _ => false,
    }
}

/// Two times as one; a year given for one of them holds for the other.
fn joined(one: Meaning, other: Meaning) -> Meaning {
    // A year and one of its months written behind it are that month: "2018-05".
    if let (
        Meaning::Year(year),
        Meaning::Month {
            year: YearOf::Stated(of),
            ..
        },
    ) = (&one, &other)
        && year == of
    {
        return other;
    }
    let one = match other.year_of() {
        Some(YearOf::Stated(year)) => {
            // "from December 20 to January 5, 2026" begins the year before.
            let before = month_of(&one) > month_of(&other);
            one.in_year(YearOf::Stated(year - i16::from(before)))
        }
        _ => one,
    };
    let other = match one.year_of() {
        Some(YearOf::Stated(year)) => {
            let after = month_of(&other) < month_of(&one);
            other.in_year(YearOf::Stated(year + i16::from(after)))
        }
        Some(year) if year != YearOf::Open => other.in_year(year),
        _ => other,
    };
    Meaning::Range {
        from: Box::new(one),
        to: Box::new(other),
    }
}

fn month_of(meaning: &Meaning) -> Option<i8> {
    match meaning {
        Meaning::Day { month, .. } | Meaning::Month { month, .. } => Some(*month),
        Meaning::Quarter { quarter, .. } => Some(3 * quarter),
        Meaning::Part { whole, .. } => month_of(whole),
        _ => None,
    }
}
