//! Why a proposal was not let in, and what a reader of an admitted one should know.

use std::fmt;

use super::lists;

/// A proposal that was refused, with everything that is wrong with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Rejection {
    /// Which: its place in the list of proposals, from 0.
    pub index: usize,
    /// Who proposed it, fit to be shown.
    pub model: String,
    /// The kind it claims to be, fit to be shown.
    pub kind: String,
    /// The first words of its evidence, fit to be shown.
    pub quote: String,
    /// What is wrong, at least one thing.
    pub faults: Vec<Fault>,
}

/// One thing that is wrong with a proposal.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// The field: `quote`, `slots.actor`, `norm.rate`. Fit to be shown.
    pub field: String,
    /// Why.
    pub reason: Reason,
}

impl Fault {
    pub(super) fn new(field: impl AsRef<str>, reason: Reason) -> Self {
        Self {
            field: shown(field.as_ref()),
            reason,
        }
    }
}

/// Why a field is refused. Strings in it are fit to be shown.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Reason {
    /// A field of the wrong type.
    #[error("should be {expected}")]
    WrongType {
        /// What should stand there.
        expected: String,
    },
    /// A name or value that is not in the lists of [`crate::fact`].
    #[error("{found:?} is not one of {}", allowed.join(", "))]
    Unknown {
        /// What stands there.
        found: String,
        /// What may stand there.
        allowed: Vec<&'static str>,
    },
    /// Nothing is given where something has to be.
    #[error("is missing")]
    Missing,
    /// Longer than allowed.
    #[error("has {length} characters, at most {most} are allowed")]
    TooLong {
        /// Code points.
        length: usize,
        /// As many are allowed.
        most: usize,
    },
    /// Evidence of less than two words.
    #[error("is too short to be evidence")]
    TooShort,
    /// A control or invisible character, or a sign of markup or paths.
    #[error("holds {character}, which has no place there")]
    Character {
        /// Its code point: `U+001B`.
        character: String,
    },
    /// The words are not in the document.
    #[error("{words:?} is not in the document")]
    NotInDocument {
        /// The words.
        words: String,
    },
    /// The words are in the document, but neither in the paragraph of the evidence nor in one beside it.
    #[error("{words:?} is not near the evidence")]
    NotNear {
        /// The words.
        words: String,
    },
    /// The words stand in a part from which no fact may come.
    #[error("stands only in a part that is not the document's text")]
    Noise,
    /// A number that the evidence (or the slot that gives it) does not hold.
    #[error("{value} is not in {place:?}")]
    NumberNotThere {
        /// The number.
        value: f64,
        /// The words in which it should be.
        place: String,
    },
    /// A number outside what makes sense.
    #[error("{value} is not a possible value")]
    OutOfRange {
        /// The number.
        value: f64,
    },
    /// Not a day, month, quarter, year or two of them.
    #[error(
        "{found:?} is no date: write 2025-05-02, 2025-05, 2025-Q2, 2025 or two of them with a slash between"
    )]
    NoDate {
        /// What stands there.
        found: String,
    },
    /// The words name another day, month or year.
    #[error("{date} does not agree with {words:?}")]
    OtherDate {
        /// The date.
        date: String,
        /// The words.
        words: String,
    },
    /// No code of an economy.
    #[error("{found:?} is no economy: write an ISO 3166-1 alpha-3 code, or EU")]
    NoEconomy {
        /// What stands there.
        found: String,
    },
    /// A name none of whose words the document has.
    #[error("no word of {name:?} is in the document")]
    NameNotThere {
        /// The name.
        name: String,
    },
    /// Words called a direct quotation with no quotation mark before them.
    #[error("no quotation mark opens before the words")]
    NotQuoted,
    /// It says what another proposal says.
    #[error("says the same as {of}")]
    Duplicate {
        /// The other's id.
        of: String,
    },
    /// It rests on a statement that was not proposed, was refused, or is no statement near by.
    #[error("rests on a statement that was not admitted or is elsewhere")]
    NoStatement,
    /// More proposals than a document may have.
    #[error("comes after the first {most} proposals")]
    TooMany {
        /// As many are read.
        most: usize,
    },
}

/// What a reader of an admitted proposal, or of the document, should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The proposal's id; none if it concerns the document.
    pub proposal: Option<String>,
    /// What.
    pub what: NoticeKind,
}

/// Sorts of notices. Strings in them are fit to be shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoticeKind {
    /// The quoted words stand in several places; one was chosen.
    #[error(
        "its words stand {times} times in the document; the nearest to the part read was taken"
    )]
    Ambiguous {
        /// How often.
        times: usize,
    },
    /// Text near by speaks to the machine that reads it.
    #[error("text near it speaks to a machine that reads it ({phrase:?})")]
    Addressed {
        /// The words that give it away.
        phrase: String,
    },
    /// The document's words at this place have invisible characters.
    #[error("its words have hidden characters")]
    Hidden,
    /// A word around the evidence, in its sentence, may turn what it says.
    #[error("{word:?} stands beside it in its sentence and may turn what it says")]
    Turned {
        /// The word.
        word: String,
    },
    /// A date was left out as no words give it.
    #[error("{field} was left out: no words say when")]
    DateLeftOut {
        /// The norm.
        field: String,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.field, self.reason)
    }
}

/// `model NAME, proposal 3 (measure, "Beijing has ..."): quote is missing; norm.rate ...`.
impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            index,
            model,
            kind,
            quote,
            faults,
        } = self;
        write!(
            f,
            "model {model}, proposal {} ({kind}, {quote:?}): ",
            index + 1
        )?;
        for (nth, fault) in faults.iter().enumerate() {
            write!(f, "{}{fault}", if nth == 0 { "" } else { "; " })?;
        }
        Ok(())
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.proposal {
            Some(id) => write!(f, "{id}: {}", self.what),
            None => self.what.fmt(f),
        }
    }
}

/// Foreign words fit for a message or a terminal: at most 80 characters, none of them a control or invisible one.
pub fn shown(text: &str) -> String {
    const MOST: usize = 80;
    let mut shown: String = text
        .chars()
        .take(MOST)
        .map(|c| match c {
            '\n' | '\r' | '\t' => ' ',
            c if c.is_control() || lists::invisible(c) => '\u{FFFD}',
            c => c,
        })
        .collect();
    if text.chars().nth(MOST).is_some() {
        shown.push('…');
    }
    shown
}
