//! Product codes of the Harmonized System and of the national tariffs built on it.
//!
//! A code has 2 (chapter), 4 (heading), 6 (subheading) or, nationally, 8 or 10 digits. A code stands for
//! everything below it, so it is an interval of the ten-digit codes: 8517.13 is
//! `8517130000..8517140000`. [`CodeSet`] keeps unions of such intervals, which makes membership, union
//! and difference exact whatever the number of digits on either side.
//!
//! Whether a code exists is a question to an [`Edition`]; which industries make the product, to [`isic`];
//! [`chapter_title`] has a word for each chapter.
//!
//! # Source
//! World Customs Organization, *Harmonized System Nomenclature 2022 Edition*.

use std::fmt;

mod chapter;
pub mod edition;
pub mod isic;
mod set;
#[cfg(test)]
mod tests;

pub use chapter::chapter_title;
pub use edition::Edition;
pub use set::{CodeSet, Coverage};

/// First code past the ten-digit ones.
const END: u64 = 10_000_000_000;

/// A code of 2, 4, 6, 8 or 10 digits; it stands for every line below it.
///
/// Ordered by the first line below it, then from the wide to the narrow.
///
/// # Example
/// ```
/// use cobden_codes::HsCode;
///
/// let phones: HsCode = "8517.13.00".parse()?;
/// assert_eq!(phones.digits(), 8);
/// assert_eq!(phones.to_string(), "8517.13.00");
/// assert!(HsCode::parse("8517")?.covers(phones));
/// # Ok::<(), cobden_codes::CodeFault>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct HsCode {
    first: u64,
    digits: u8,
}

/// Why a text is not a product code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CodeFault {
    /// Something else than digits and dots.
    #[error("`{found}` is not a product code: it holds `{character}`")]
    NotDigits {
        /// The text as found.
        found: String,
        /// Its first character that is neither a digit nor a dot.
        character: char,
    },
    /// A number of digits that no level of the nomenclature has.
    #[error("`{found}` has {digits} digits; a product code has 2, 4, 6, 8 or 10")]
    Digits {
        /// The text as found.
        found: String,
        /// How many digits it has.
        digits: usize,
    },
    /// A chapter that is not there: 00 and 77.
    #[error("`{found}`: the Harmonized System has no chapter {chapter:02}")]
    NoChapter {
        /// The text as found.
        found: String,
        /// The chapter that is not there.
        chapter: u8,
    },
}

impl HsCode {
    /// Reads a code with or without dots.
    ///
    /// # Errors
    /// [`CodeFault`], with what was found. Whether the code exists in a vintage is not asked here.
    pub fn parse(text: &str) -> Result<Self, CodeFault> {
        let found = || text.to_owned();
        let mut first = 0_u64;
        let mut digits = 0_usize;
        for character in text.chars().filter(|&character| character != '.') {
            let digit = character.to_digit(10).ok_or_else(|| CodeFault::NotDigits {
                found: found(),
                character,
            })?;
            digits += 1;
            if digits <= 10 {
                first = first * 10 + u64::from(digit);
            }
        }
        if !matches!(digits, 2 | 4 | 6 | 8 | 10) {
            return Err(CodeFault::Digits {
                found: found(),
                digits,
            });
        }
        let code = Self {
            first: first * 10_u64.pow(10 - digits as u32),
            digits: digits as u8,
        };
        match code.chapter() {
            chapter @ (0 | 77) => Err(CodeFault::NoChapter {
                found: found(),
                chapter,
            }),
            _ => Ok(code),
        }
    }

    /// The ten-digit code of a number; none where there is no such chapter.
    pub fn line(number: u64) -> Option<Self> {
        let code = Self {
            first: number,
            digits: 10,
        };
        (number < END && !matches!(code.chapter(), 0 | 77)).then_some(code)
    }

    /// How many digits it has.
    pub fn digits(self) -> usize {
        usize::from(self.digits)
    }

    /// The chapter, 1 to 99.
    pub fn chapter(self) -> u8 {
        (self.first / 100_000_000) as u8
    }

    /// The ten-digit codes it stands for, as a half-open interval.
    pub fn range(self) -> std::ops::Range<u64> {
        self.first..self.first + 10_u64.pow(10 - u32::from(self.digits))
    }

    /// The first `digits` digits of the code.
    ///
    /// `None` where it has fewer, or where `digits` is no level.
    pub fn prefix(self, digits: usize) -> Option<Self> {
        if digits > self.digits() || !matches!(digits, 2 | 4 | 6 | 8 | 10) {
            return None;
        }
        let step = 10_u64.pow(10 - digits as u32);
        Some(Self {
            first: self.first / step * step,
            digits: digits as u8,
        })
    }

    /// Whether the other code is this one or lies below it.
    pub fn covers(self, other: Self) -> bool {
        self.digits <= other.digits && self.range().contains(&other.first)
    }

    /// The digits without dots.
    pub fn plain(self) -> String {
        let width = self.digits();
        let number = self.first / 10_u64.pow(10 - u32::from(self.digits));
        format!("{number:0width$}")
    }
}

impl PartialOrd for HsCode {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for HsCode {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.first, self.digits).cmp(&(other.first, other.digits))
    }
}

impl std::str::FromStr for HsCode {
    type Err = CodeFault;

    fn from_str(text: &str) -> Result<Self, CodeFault> {
        Self::parse(text)
    }
}

/// With dots where customs put them: `8517.13.00.10`.
impl fmt::Display for HsCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = self.plain();
        let (heading, rest) = plain.split_at(plain.len().min(4));
        f.write_str(heading)?;
        for pair in rest.as_bytes().chunks(2) {
            write!(f, ".{}{}", char::from(pair[0]), char::from(pair[1]))?;
        }
        Ok(())
    }
}

impl fmt::Debug for HsCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HsCode({self})")
    }
}
