//! What can be wrong with a code or a map.

use crate::concordance::LinkFault;

/// Why a code could not be read or a map could not be used.
///
/// Every variant carries what was found, so that a loader can put it next to file and line.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CodeError {
    /// The label does not have the form of a sector code (`A01`, `C10T12`, `E37-E39`, `F`, ...).
    #[error(
        "`{found}` is not a sector code: expected a section letter and divisions, such as `C10T12`"
    )]
    NotASectorCode {
        /// The label as found.
        found: String,
    },
    /// The letter is not a section of ISIC Rev.4 (A to U).
    #[error("`{code}`: ISIC Rev.4 has no section {letter}")]
    UnknownSection {
        /// The label as found.
        code: String,
        /// The letter that is no section.
        letter: char,
    },
    /// The two digits are not a division of ISIC Rev.4 (such as 04 or 34).
    #[error("`{code}`: ISIC Rev.4 has no division {division:02}")]
    UnknownDivision {
        /// The label as found.
        code: String,
        /// The number that is no division.
        division: u8,
    },
    /// The division exists but belongs to another section than the letter says.
    #[error("`{code}`: division {division:02} belongs to section {belongs_to}, not to {section}")]
    OutsideSection {
        /// The label as found.
        code: String,
        /// The division as written.
        division: u8,
        /// The section letter as written.
        section: char,
        /// The section the division belongs to.
        belongs_to: char,
    },
    /// The range does not go upwards.
    #[error("`{code}`: the range ends before it begins")]
    ReversedRange {
        /// The label as found.
        code: String,
    },
    /// The code names a part of a division for which no convention is stated (see [`crate::isic`]).
    #[error("`{code}`: no convention for the part `{part}` of division {division:02}")]
    UnknownPart {
        /// The label as found.
        code: String,
        /// The division whose part is meant.
        division: u8,
        /// The letter or digits that name the part.
        part: String,
    },
    /// The rows of a concordance are at fault; all faults are listed.
    #[error("{} at fault in the concordance; first: {}", faults(.0.len()), first(.0))]
    Concordance(Vec<LinkFault>),
    /// A slice has another length than the labels it goes with.
    #[error("{what}: expected {expected} entries, found {found}")]
    Length {
        /// Which argument.
        what: &'static str,
        /// Number of labels.
        expected: usize,
        /// Number of entries given.
        found: usize,
    },
    /// A weight is negative or not finite.
    #[error("weight {weight} of entry {index} is negative or not finite")]
    BadWeight {
        /// Index of the entry, from 0.
        index: usize,
        /// The weight as given.
        weight: f64,
    },
}

fn faults(count: usize) -> String {
    if count == 1 {
        "1 row or source".to_owned()
    } else {
        format!("{count} rows or sources")
    }
}

fn first(faults: &[LinkFault]) -> String {
    faults
        .first()
        .map_or_else(String::new, LinkFault::to_string)
}
