//! What a time phrase says, before any calendar is asked.

use jiff::civil::Weekday;
use serde::{Deserialize, Serialize};

/// What a time phrase says, without the preposition before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// A day of a month: "May 2", "2 May 2025", "Monday, February 2".
    Day {
        /// Its year.
        year: YearOf,
        /// January is 1.
        month: i8,
        /// Day of the month.
        day: i8,
        /// The weekday beside it.
        weekday: Option<Weekday>,
    },
    /// A month: "May", "last April", "June 2024".
    Month {
        /// Its year.
        year: YearOf,
        /// January is 1.
        month: i8,
    },
    /// A quarter: "Q2", "the second quarter of last year".
    Quarter {
        /// Its year.
        year: YearOf,
        /// 1 to 4.
        quarter: i8,
    },
    /// Half a year: "H1 2025", "the second half".
    Half {
        /// Its year.
        year: YearOf,
        /// 1 or 2.
        half: i8,
    },
    /// A season: "this summer".
    Season {
        /// Its year; for a winter, the one in which it begins.
        year: YearOf,
        /// Which.
        season: Season,
    },
    /// A year.
    Year(i16),
    /// A decade by its first year: "the 1990s".
    Decade(i16),
    /// A year of accounts, whose months differ from land to land: "fiscal 2025".
    FiscalYear(i16),
    /// A weekday: "Friday", "next Monday", "Thursday last week", "Monday (8th)".
    Weekday {
        /// Which.
        weekday: Weekday,
        /// The word before it.
        which: Option<Which>,
        /// Weeks from the document's, if a week is named.
        week: Option<i8>,
        /// Day of the month in brackets.
        day: Option<i8>,
    },
    /// A day so many days from the document's: "yesterday" is -1.
    Today(i8),
    /// A day of a month that is not named: "the 17th".
    DayOfMonth(i8),
    /// A calendar unit: "this week", "last month", "that year".
    Calendar {
        /// Which one.
        which: Which,
        /// Of what.
        unit: Unit,
    },
    /// Several units up to or from the document's date: "the past two years", "the coming weeks".
    Stretch {
        /// Which way.
        which: Which,
        /// How many.
        count: Count,
        /// Of what.
        unit: Unit,
    },
    /// So far from a date: "two months ago", "three days later".
    Step {
        /// How many.
        count: Count,
        /// Of what.
        unit: Unit,
        /// From where and which way.
        way: Way,
    },
    /// A length of time: "90 days", "a decade".
    Duration {
        /// How many.
        count: Count,
        /// Of what.
        unit: Unit,
    },
    /// Part of a period: "early April", "the end of June".
    Part {
        /// Which part.
        part: Part,
        /// Of what.
        whole: Box<Meaning>,
    },
    /// Counted units at the beginning or end of a period: "the first three months of 2025", "the last week of May".
    Portion {
        /// The first of them, from 1; -1 for the end of the period.
        ordinal: i8,
        /// How many.
        count: u16,
        /// Of what.
        unit: Unit,
        /// Within what.
        whole: Box<Meaning>,
    },
    /// So many units up to the end of a period: "the 12 months through March".
    Ending {
        /// How many.
        count: Count,
        /// Of what.
        unit: Unit,
        /// The last of them, or what ends with it.
        end: Box<Meaning>,
    },
    /// From one to another, both included.
    Range {
        /// Where it begins.
        from: Box<Meaning>,
        /// Where it ends.
        to: Box<Meaning>,
    },
    /// A time that no calendar knows: "recently", "at some point".
    Vague,
}

/// How a phrase gives its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum YearOf {
    /// Not at all.
    Open,
    /// In digits.
    Stated(i16),
    /// Years from the document's: "last year" is -1.
    Offset(i8),
    /// The year spoken of before: "April that year".
    Same,
    /// The latest before the document: "last April".
    Latest,
    /// The first after the document: "next March".
    Coming,
}

/// The word that picks one unit out of many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Which {
    /// Only an article: the period spoken of.
    The,
    /// The one that holds the document's date.
    This,
    /// Likewise.
    Current,
    /// The calendar unit before the document's.
    Last,
    /// Up to the document's date.
    Past,
    /// Before the period spoken of.
    Prior,
    /// The calendar unit after the document's.
    Next,
    /// Likewise; in the plural, from the document's date on.
    Coming,
    /// After the period spoken of.
    Following,
    /// The period spoken of.
    Same,
    /// Likewise.
    That,
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// 24 to a day.
    Hour,
    /// A day.
    Day,
    /// Monday to Sunday.
    Week,
    /// Saturday and Sunday.
    Weekend,
    /// Two weeks.
    Fortnight,
    /// A calendar month.
    Month,
    /// Three calendar months.
    Quarter,
    /// Six calendar months.
    Half,
    /// A calendar year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
}

/// A season of the northern half of the globe, as three whole months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Season {
    /// March to May.
    Spring,
    /// June to August.
    Summer,
    /// September to November.
    Autumn,
    /// December to February.
    Winter,
}

impl Season {
    /// Its first month; January is 1.
    pub(super) fn first_month(self) -> i8 {
        match self {
            Self::Spring => 3,
            Self::Summer => 6,
            Self::Autumn => 9,
            Self::Winter => 12,
        }
    }
}

/// Part of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// "early April"
    Early,
    /// "mid-May", "the middle of the year"
    Mid,
    /// "late Q2"
    Late,
    /// "earlier this week": before the document's day.
    Earlier,
    /// "later this week": after the document's day.
    Later,
    /// "the start of the year"
    Start,
    /// "the end of June", "year-end"
    End,
    /// "the rest of the year"
    Rest,
}

/// Where a step begins and which way it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Back from the document's date.
    Ago,
    /// On from the document's date.
    FromNow,
    /// On from the date spoken of.
    Later,
    /// Back from the date spoken of.
    Earlier,
}

/// How many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// The number; for "a few", one that stands for it; `None` where none would be fair ("several").
    pub number: Option<u16>,
    /// Whether the words leave the number open.
    pub fuzzy: bool,
}

impl Count {
    /// Just so many.
    pub(super) fn exactly(number: u16) -> Self {
        Self {
            number: Some(number),
            fuzzy: false,
        }
    }
}

impl Meaning {
    /// Wraps it in a part.
    pub(super) fn part(self, part: Part) -> Self {
        Self::Part {
            part,
            whole: Box::new(self),
        }
    }

    /// Gives a day, month, quarter, half or season its year, if it has none yet.
    #[must_use]
    pub(super) fn in_year(mut self, of: YearOf) -> Self {
        match &mut self {
            Self::Day { year, .. }
            | Self::Month { year, .. }
            | Self::Quarter { year, .. }
            | Self::Half { year, .. }
            | Self::Season { year, .. }
                if *year == YearOf::Open =>
            {
                *year = of;
            }
            Self::Part { whole, .. } => {
                let inner = std::mem::replace(whole.as_mut(), Self::Vague);
                **whole = inner.in_year(of);
            }
            _ => {}
        }
        self
    }

    /// The year given for a day, month, quarter, half or season.
    pub(super) fn year_of(&self) -> Option<YearOf> {
        match self {
            Self::Day { year, .. }
            | Self::Month { year, .. }
            | Self::Quarter { year, .. }
            | Self::Half { year, .. }
            | Self::Season { year, .. } => Some(*year),
            Self::Part { whole, .. } => whole.year_of(),
            _ => None,
        }
    }

    /// Whether its words alone fix it, a year among them.
    pub(super) fn is_stated(&self) -> bool {
        match self {
            Self::Year(_) | Self::Decade(_) | Self::FiscalYear(_) => true,
            Self::Part { whole, .. } | Self::Portion { whole, .. } => whole.is_stated(),
            Self::Ending { end, .. } => end.is_stated(),
            Self::Range { from, to } => from.is_stated() && to.is_stated(),
            other => matches!(other.year_of(), Some(YearOf::Stated(_))),
        }
    }
}
