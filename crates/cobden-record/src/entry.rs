//! What all entries have in common.

use cobden_diagnostics::Place;
use jiff::civil::Date;

/// One entry of a record.
#[derive(Debug, Clone)]
pub struct Entry<T> {
    /// Its name, unique in the record.
    pub id: String,
    /// What every entry says.
    pub common: Common,
    /// What only its kind says.
    pub body: T,
    /// Where it is written: the header of its table.
    pub place: Place,
}

/// Two entries are equal when they say the same, wherever they are written.
impl<T: PartialEq> PartialEq for Entry<T> {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id && self.common == other.common && self.body == other.body
    }
}

/// What every entry says.
#[derive(Debug, Clone, PartialEq)]
pub struct Common {
    /// A line for tables and reports.
    pub title: Option<String>,
    /// Where it is from; at least one, but for a source itself.
    pub sources: Vec<Citation>,
    /// The day from which the public could know.
    pub known: Date,
    /// How sure it is.
    pub confidence: Confidence,
    /// Anything a reader should know.
    pub note: Option<String>,
}

/// A source, the place in it, and how it came to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// Id of the source.
    pub source: String,
    /// Page, note, heading or paragraph.
    pub at: Option<String>,
    /// How the source came to know, where it differs from the source's own.
    pub attribution: Option<Attribution>,
}

/// How a source came to know what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Attribution {
    /// It is the text of the act or statement.
    OfficialText,
    /// A named person said so.
    OnTheRecord,
    /// A person who is not named said so.
    UnnamedSource,
    /// It repeats another source.
    SecondHand,
    /// It is the writer's view.
    Opinion,
}

/// How sure an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Confidence {
    /// The primary text was read, or two independent sources agree.
    #[default]
    A,
    /// One secondary source.
    B,
    /// Memory or inference.
    C,
}

/// The kinds of entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Who said it, where and when.
    Source,
    /// A legal act.
    Act,
    /// What an economy does to trade.
    Measure,
    /// What later happens to measures.
    Amendment,
    /// How layers stack.
    Rule,
    /// A question that the customs line does not answer.
    Condition,
    /// Products.
    List,
    /// A vintage of a tariff's codes.
    Nomenclature,
    /// Trade to weigh with.
    Weights,
    /// Who wants what of whom.
    Position,
    /// A call, meeting, statement, agreement, accusation or ruling.
    Event,
    /// Who expects what by when.
    Forecast,
    /// What became of a forecast.
    Outcome,
    /// A dated figure.
    Indicator,
    /// A round of escalation.
    Round,
    /// A product apart from the rest of its sector.
    Product,
    /// How far an export control binds.
    Limit,
    /// Claims the record must satisfy.
    Assert,
}

/// An enumeration that a record writes as words.
pub(crate) trait Written: Copy + 'static {
    /// What messages call such a word.
    const WHAT: &'static str;

    /// All of them, in order.
    fn all() -> &'static [Self];

    /// The word that a record writes.
    fn written(self) -> &'static str;
}

/// Enumerations that are written as words in a record.
macro_rules! words {
    ($type:ty, $what:literal, { $($variant:ident => $word:literal),+ $(,)? }) => {
        impl $type {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word that a record writes.
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word),+
                }
            }

            /// What messages call such a word.
            pub const WHAT: &'static str = $what;

            /// The one that a word means.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.word() == word)
            }
        }

        impl $crate::entry::Written for $type {
            const WHAT: &'static str = $what;

            fn all() -> &'static [Self] {
                Self::ALL
            }

            fn written(self) -> &'static str {
                self.word()
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }
    };
}
pub(crate) use words;

words!(Attribution, "attribution", {
    OfficialText => "official text",
    OnTheRecord => "on the record",
    UnnamedSource => "unnamed source",
    SecondHand => "second-hand",
    Opinion => "opinion",
});

words!(Confidence, "confidence", { A => "A", B => "B", C => "C" });

words!(Kind, "kind of entry", {
    Source => "source",
    Act => "act",
    Measure => "measure",
    Amendment => "amendment",
    Rule => "rule",
    Condition => "condition",
    List => "list",
    Nomenclature => "nomenclature",
    Weights => "weights",
    Position => "position",
    Event => "event",
    Forecast => "forecast",
    Outcome => "outcome",
    Indicator => "indicator",
    Round => "round",
    Product => "product",
    Limit => "limit",
    Assert => "assert",
});
