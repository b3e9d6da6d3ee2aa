//! Reading a sector code into the divisions it covers.

use super::{Division, LAST_GOODS_DIVISION};
use crate::error::CodeError;

/// The share a part of a division stands for: tables that split a division split it in two.
const PART_SHARE: f64 = 0.5;

/// A sector code and the divisions it covers.
#[derive(Debug, Clone, PartialEq)]
pub struct SectorCode {
    code: String,
    parts: Vec<(u8, f64)>,
}

impl SectorCode {
    /// The code as written, without surrounding blanks.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Divisions in order, each with the share of it that is meant, in (0, 1]; below 1 for a part of a division.
    pub fn parts(&self) -> &[(u8, f64)] {
        &self.parts
    }

    /// The share of `division` that the sector covers, 0 if none.
    pub fn share_of(&self, division: u8) -> f64 {
        self.parts
            .iter()
            .find(|part| part.0 == division)
            .map_or(0.0, |part| part.1)
    }

    /// Whether every division of the sector counts as goods (01 to 33).
    pub fn is_goods(&self) -> bool {
        self.parts.iter().all(|part| part.0 <= LAST_GOODS_DIVISION)
    }
}

/// Reads a sector code as multi-country input-output tables write it.
///
/// | form | examples | divisions |
/// |---|---|---|
/// | section | `B`, `F` | all of the section |
/// | division | `A01`, `L68` | one |
/// | range | `C10T12`, `C10_12`, `C10-C12`, `C10-12` | those that exist between the two |
/// | sections | `R_S`, `R-S` | all of the sections |
/// | part | `C24A`, `C24B`, `C301`, `C302T309` | one, with share 0.5 |
///
/// Lower case is read as upper case. A range may leave its section only if it names the other letter (`D35-E39`).
///
/// # Errors
/// [`CodeError`] says what was found: a label that is no code ([`CodeError::NotASectorCode`], as for free-text
/// names), a letter or number that does not exist, a division written under a letter that is not its section
/// ([`CodeError::OutsideSection`], as for `S36`), a range that runs backwards, or a part without a convention.
///
/// # Example
/// ```
/// use cobden_codes::parse_sector;
///
/// assert_eq!(parse_sector("C10T12")?.parts(), [(10, 1.0), (11, 1.0), (12, 1.0)]);
/// assert_eq!(parse_sector("C24A")?.parts(), [(24, 0.5)]);
/// assert_eq!(
///     parse_sector("S36").expect_err("36 is in section E").to_string(),
///     "`S36`: division 36 belongs to section E, not to S",
/// );
/// # Ok::<(), cobden_codes::CodeError>(())
/// ```
pub fn parse_sector(code: &str) -> Result<SectorCode, CodeError> {
    let code = code.trim();
    let upper = code.to_ascii_uppercase();
    let parts = match split_range(&upper) {
        None => match section_letter(&upper) {
            Some(letter) => whole_sections(code, letter, letter)?,
            None => single(code, &Reference::read(code, &upper, None)?)?,
        },
        Some((first, separator, last)) => match (section_letter(first), section_letter(last)) {
            (Some(first), Some(last)) if separator != 'T' => whole_sections(code, first, last)?,
            _ => {
                let first = Reference::read(code, first, None)?;
                let last = Reference::read(code, last, Some(first.section))?;
                range(code, &first, &last)?
            }
        },
    };
    Ok(SectorCode {
        code: code.to_owned(),
        parts,
    })
}

/// A division as written: `C10`, `10` after a range sign, `C24A`, `C301`.
struct Reference<'a> {
    section: char,
    division: u8,
    part: &'a str,
}

impl<'a> Reference<'a> {
    /// Reads one end of a code; `inherited` is the letter of the range's beginning.
    fn read(code: &str, text: &'a str, inherited: Option<char>) -> Result<Self, CodeError> {
        let not_a_code = || CodeError::NotASectorCode {
            found: code.to_owned(),
        };
        let letter = text.chars().next().filter(char::is_ascii_uppercase);
        let digits = if letter.is_some() { &text[1..] } else { text };
        let section = letter.or(inherited).ok_or_else(not_a_code)?;
        let number = digits
            .get(..2)
            .filter(|two| two.bytes().all(|byte| byte.is_ascii_digit()));
        let division = number
            .and_then(|two| two.parse().ok())
            .ok_or_else(not_a_code)?;
        let part = &digits[2..];
        if !part.chars().all(|c| c.is_ascii_alphanumeric()) {
            return Err(not_a_code());
        }
        let reference = Reference {
            section,
            division,
            part,
        };
        reference.check(code)?;
        Ok(reference)
    }

    fn check(&self, code: &str) -> Result<(), CodeError> {
        let Reference {
            section, division, ..
        } = *self;
        let code = code.to_owned();
        if !section_exists(section) {
            return Err(CodeError::UnknownSection {
                code,
                letter: section,
            });
        }
        match Division::find(division).map(Division::section) {
            None => Err(CodeError::UnknownDivision { code, division }),
            Some(belongs_to) if belongs_to != section => Err(CodeError::OutsideSection {
                code,
                division,
                section,
                belongs_to,
            }),
            Some(_) => Ok(()),
        }
    }

    /// The group's digit of a three-digit code such as `C301`.
    fn group(&self) -> Option<char> {
        let mut characters = self.part.chars();
        characters
            .next()
            .filter(|digit| ('1'..='9').contains(digit) && characters.next().is_none())
    }

    fn unknown_part(&self, code: &str) -> CodeError {
        CodeError::UnknownPart {
            code: code.to_owned(),
            division: self.division,
            part: self.part.to_owned(),
        }
    }
}

fn single(code: &str, reference: &Reference<'_>) -> Result<Vec<(u8, f64)>, CodeError> {
    match reference.part {
        "" => Ok(vec![(reference.division, 1.0)]),
        "A" | "B" => Ok(vec![(reference.division, PART_SHARE)]),
        _ if reference.group().is_some() => Ok(vec![(reference.division, PART_SHARE)]),
        _ => Err(reference.unknown_part(code)),
    }
}

fn range(
    code: &str,
    first: &Reference<'_>,
    last: &Reference<'_>,
) -> Result<Vec<(u8, f64)>, CodeError> {
    if last.division < first.division {
        return Err(CodeError::ReversedRange {
            code: code.to_owned(),
        });
    }
    if first.part.is_empty() && last.part.is_empty() {
        return Ok(whole(|division| {
            (first.division..=last.division).contains(&division.number())
        }));
    }
    // C302T309: groups of one and the same division.
    match (first.group(), last.group()) {
        (Some(_), Some(_)) if first.division != last.division => Err(first.unknown_part(code)),
        (Some(begin), Some(end)) if begin > end => Err(CodeError::ReversedRange {
            code: code.to_owned(),
        }),
        (Some(_), Some(_)) => Ok(vec![(first.division, PART_SHARE)]),
        (None, _) if !first.part.is_empty() => Err(first.unknown_part(code)),
        (Some(_), None) if last.part.is_empty() => Err(first.unknown_part(code)),
        _ => Err(last.unknown_part(code)),
    }
}

fn whole_sections(code: &str, first: char, last: char) -> Result<Vec<(u8, f64)>, CodeError> {
    if let Some(letter) = [first, last]
        .into_iter()
        .find(|letter| !section_exists(*letter))
    {
        return Err(CodeError::UnknownSection {
            code: code.to_owned(),
            letter,
        });
    }
    if last < first {
        return Err(CodeError::ReversedRange {
            code: code.to_owned(),
        });
    }
    Ok(whole(|division| {
        (first..=last).contains(&division.section())
    }))
}

fn whole(covered: impl Fn(&Division) -> bool) -> Vec<(u8, f64)> {
    Division::all()
        .filter(|division| covered(division))
        .map(|division| (division.number(), 1.0))
        .collect()
}

fn section_exists(letter: char) -> bool {
    Division::of_section(letter).next().is_some()
}

/// The letter, if the text is a single letter.
fn section_letter(text: &str) -> Option<char> {
    let mut characters = text.chars();
    characters
        .next()
        .filter(|letter| letter.is_ascii_uppercase() && characters.next().is_none())
}

/// The two ends around the first range sign (`T`, `_`, `-`) that is not the section letter itself.
fn split_range(upper: &str) -> Option<(&str, char, &str)> {
    let (at, separator) = upper
        .char_indices()
        .skip(1)
        .find(|(_, c)| matches!(c, 'T' | '_' | '-'))?;
    Some((&upper[..at], separator, &upper[at + 1..]))
}
