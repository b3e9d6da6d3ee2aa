//! ISIC Rev.4 divisions, and the sector codes that national-accounts tables build on them.
//!
//! Divisions are the two-digit level: 88 numbers between 01 and 99, in sections A to U.
//!
//! **Goods and services.** Divisions 01 to 33 (agriculture, mining, manufacturing) count as goods, 35 to 99 as
//! services. Electricity, gas, water and waste (35 to 39) are services here, as tariffs on them are rare and
//! multi-country tables used for tariff work fold them into services.
//!
//! **Parts of a division.** Some tables split a division in two (`C24A` and `C24B`, `C301` and `C302T309`).
//! By convention each part counts as half of the division: [`parse_sector`] gives it the share 0.5.
//!
//! # Source
//! United Nations (2008), International Standard Industrial Classification of All Economic Activities,
//! Revision 4, Statistical Papers, Series M No. 4/Rev.4. Titles are shortened.

use std::sync::LazyLock;

use crate::table::{TableError, bundled, read};

mod sector_code;
#[cfg(test)]
mod tests;

pub use sector_code::{SectorCode, parse_sector};

/// The last division that counts as goods.
const LAST_GOODS_DIVISION: u8 = 33;

/// A division of ISIC Rev.4.
///
/// # Example
/// ```
/// use cobden_codes::Division;
///
/// let machinery = Division::find(28).expect("a division of ISIC Rev.4");
/// assert_eq!((machinery.section(), machinery.is_goods()), ('C', true));
/// assert!(Division::find(34).is_none());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Division {
    number: u8,
    section: char,
    title: String,
}

impl Division {
    /// The division with this number; none for the gaps (04, 34, 40, 44, ...).
    pub fn find(number: u8) -> Option<&'static Division> {
        DIVISIONS.iter().find(|division| division.number == number)
    }

    /// All divisions in order.
    pub fn all() -> impl Iterator<Item = &'static Division> {
        DIVISIONS.iter()
    }

    /// The divisions of a section (upper-case letter), in order; empty for a letter that is no section.
    pub fn of_section(section: char) -> impl Iterator<Item = &'static Division> {
        DIVISIONS
            .iter()
            .filter(move |division| division.section == section)
    }

    /// The number, 1 to 99.
    pub fn number(&self) -> u8 {
        self.number
    }

    /// The number as two digits, `01` to `99`.
    pub fn code(&self) -> String {
        format!("{:02}", self.number)
    }

    /// The section letter, A to U.
    pub fn section(&self) -> char {
        self.section
    }

    /// The title in few words.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Whether the division counts as goods (01 to 33).
    pub fn is_goods(&self) -> bool {
        self.number <= LAST_GOODS_DIVISION
    }
}

static DIVISIONS: LazyLock<Vec<Division>> =
    LazyLock::new(|| bundled(parse(include_str!("../data/isic_divisions.csv"))));

fn parse(text: &str) -> Result<Vec<Division>, TableError> {
    read(
        "isic_divisions.csv",
        text,
        &["division", "section", "title"],
        |row| {
            Ok(Division {
                number: row.parse(0)?,
                section: row.parse(1)?,
                title: row.text(2).to_owned(),
            })
        },
    )
}
