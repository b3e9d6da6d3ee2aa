//! Editions of the Harmonized System, and which codes they have.
//!
//! The nomenclature is revised every five years or so. The 2022 edition is on board with its 5,612 subheadings in
//! 1,228 headings; of other editions only the name is known, and questions about them are answered with `None`.
//!
//! # Source
//! United States International Trade Commission, *Harmonized Tariff Schedule of the United States* 2025, basic
//! edition: its lines of chapters 01 to 97 cut to six digits, with 4420.19, which revision 1 put back.

use std::fmt;
use std::sync::LazyLock;

use super::HsCode;
use crate::table::{TableError, bundled, read};

#[cfg(test)]
mod tests;

/// An edition of the Harmonized System.
///
/// # Example
/// ```
/// use cobden_codes::{Edition, HsCode};
///
/// let edition = Edition::from_year(2022).expect("a known edition");
/// assert_eq!(edition.exists(HsCode::parse("8517.13.00")?), Some(true));
/// // Smartphones had no subheading of their own before 2022; 8517.12 is gone.
/// let gone = HsCode::parse("8517.12")?;
/// assert_eq!(edition.exists(gone), Some(false));
/// assert_eq!(edition.nearest(gone), Some(HsCode::parse("8517.11")?));
/// assert_eq!(Edition::Hs2017.exists(gone), None);
/// # Ok::<(), cobden_codes::CodeFault>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Edition {
    /// In force from 1 January 2017; its codes are not on board.
    Hs2017,
    /// In force from 1 January 2022.
    Hs2022,
}

impl Edition {
    /// The edition named by its year, 2017 or 2022; none for other years, also those in between.
    pub fn from_year(year: u16) -> Option<Self> {
        match year {
            2017 => Some(Self::Hs2017),
            2022 => Some(Self::Hs2022),
            _ => None,
        }
    }

    /// The year the edition is named by.
    pub fn year(self) -> u16 {
        match self {
            Self::Hs2017 => 2017,
            Self::Hs2022 => 2022,
        }
    }

    /// The subheadings in order; `None` if the edition is not on board.
    pub fn subheadings(self) -> Option<&'static [HsCode]> {
        match self {
            Self::Hs2017 => None,
            Self::Hs2022 => Some(&HS_2022),
        }
    }

    /// Whether the edition has the code.
    ///
    /// A chapter or heading exists if a subheading lies below it. Of a national code only the first six digits are
    /// asked. Chapters 98 and 99 are left to national use, so no edition has them. `None` if the edition is not on
    /// board.
    pub fn exists(self, code: HsCode) -> Option<bool> {
        let asked = code.prefix(6).unwrap_or(code);
        Some(!below(self.subheadings()?, asked).is_empty())
    }

    /// A code of the edition for a "did you mean".
    ///
    /// In this order: the code itself, at six digits at most, if it exists; the numerically nearest subheading of
    /// its heading; the nearest heading of its chapter, at four digits. Of two equally near the lower. `None` if the
    /// chapter has nothing, or the edition is not on board.
    pub fn nearest(self, code: HsCode) -> Option<HsCode> {
        let subheadings = self.subheadings()?;
        let asked = code.prefix(6).unwrap_or(code);
        if !below(subheadings, asked).is_empty() {
            return Some(asked);
        }
        let near = |within: HsCode| {
            below(subheadings, within)
                .iter()
                .min_by_key(|known| distance(**known, asked))
        };
        if asked.digits() == 6
            && let Some(subheading) = near(asked.prefix(4)?)
        {
            return Some(*subheading);
        }
        let heading = asked.prefix(4)?;
        let headings = below(subheadings, asked.prefix(2)?)
            .iter()
            .filter_map(|known| known.prefix(4));
        headings.min_by_key(|known| distance(*known, heading))
    }
}

impl fmt::Display for Edition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HS {}", self.year())
    }
}

/// The stretch of `subheadings` that a code of at most six digits covers.
fn below(subheadings: &[HsCode], code: HsCode) -> &[HsCode] {
    let range = code.range();
    let start = subheadings.partition_point(|known| known.range().start < range.start);
    let end = subheadings.partition_point(|known| known.range().start < range.end);
    &subheadings[start..end]
}

/// How far apart the first lines of two codes are.
fn distance(left: HsCode, right: HsCode) -> u64 {
    left.range().start.abs_diff(right.range().start)
}

static HS_2022: LazyLock<Vec<HsCode>> =
    LazyLock::new(|| bundled(parse(include_str!("../../data/hs2022.csv"))));

/// Reads the codes; the table is kept sorted.
fn parse(text: &str) -> Result<Vec<HsCode>, TableError> {
    read("hs2022.csv", text, &["code"], |row| {
        let code = row.parse::<HsCode>(0)?;
        if code.digits() == 6 {
            Ok(code)
        } else {
            Err(row.fault(0))
        }
    })
}
