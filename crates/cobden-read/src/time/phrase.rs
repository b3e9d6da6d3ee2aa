//! A time phrase and the word that joins it to its sentence.

use serde::Deserialize;

use super::meaning::{Count, Meaning, Unit};
use crate::span::Span;

/// Words that say when, how long or since when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimePhrase {
    /// All of it, its preposition too: "by late Q2".
    pub span: Span,
    /// Without the preposition: "late Q2".
    pub core: Span,
    /// What the preposition says.
    pub relation: Relation,
    /// What the rest says.
    pub meaning: Meaning,
}

/// How a time phrase hangs on its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// No preposition: "last month", "a Friday statement".
    Bare,
    /// "on"
    On,
    /// "in"
    In,
    /// "at", "around"
    At,
    /// "by", "no later than"
    By,
    /// "until", "through"
    Until,
    /// "since"
    Since,
    /// "before", "prior to"; after a length of time, so long before something.
    Before,
    /// "after"; after a length of time, so long after something.
    After,
    /// "within"
    Within,
    /// "from", "starting", "effective"
    From,
    /// "during", "throughout"
    During,
    /// "for"
    For,
    /// "over"
    Over,
    /// "between"
    Between,
    /// "toward"
    Toward,
}

impl TimePhrase {
    /// The length it names, if that is all it names: "for 90 days", "one-year".
    pub fn duration(&self) -> Option<(Count, Unit)> {
        match self.meaning {
            Meaning::Duration { count, unit } => Some((count, unit)),
            _ => None,
        }
    }

    /// Whether it names a length of time and no date.
    pub fn is_duration(&self) -> bool {
        self.duration().is_some()
    }

    /// The length it names in days: 7 to a week, 30 to a month, 91 to a quarter, 365 to a year.
    ///
    /// `None` for phrases that name no length and for open counts ("several weeks").
    pub fn duration_days(&self) -> Option<u32> {
        let (count, unit) = self.duration()?;
        let number = u32::from(count.number?);
        Some(match unit {
            Unit::Hour => number.div_ceil(24),
            Unit::Day => number,
            Unit::Week => 7 * number,
            Unit::Weekend => 2 * number,
            Unit::Fortnight => 14 * number,
            Unit::Month => 30 * number,
            Unit::Quarter => 91 * number,
            Unit::Half => 182 * number,
            Unit::Year => 365 * number,
            Unit::Decade => 3652 * number,
            Unit::Century => 36525 * number,
        })
    }

    /// Whether it says when without saying when: "recently".
    pub fn is_vague(&self) -> bool {
        self.meaning == Meaning::Vague
    }
}
