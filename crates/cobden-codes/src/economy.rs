//! Economies by ISO 3166-1 alpha-3 code, with the days on which each code was in force.
//!
//! Beside the 249 codes of ISO 3166-1 the table has Kosovo (`XKX`, a user-assigned code), codes that were
//! withdrawn, the European Union (`EU`) and the rest of the world (`ROW`) of multi-country tables. Names are
//! common short English names and take no position on status.
//!
//! Codes are text. Numbers of the UN M49 list keep their leading zeros, and Comtrade's own numbers differ from
//! them for a few economies (842 for the United States, 251 for France, 699 for India, 757 for Switzerland).
//!
//! # Source
//! ISO 3166-1 and 3166-3; UN Statistics Division, Standard country or area codes for statistical use (M49).

use std::sync::LazyLock;

use jiff::civil::Date;

use crate::table::{Row, TableError, bundled, read};

#[cfg(test)]
mod tests;

/// What a code of the table stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EconomyKind {
    /// An economy with a code in force.
    Economy,
    /// A code that has been withdrawn (`CSK`, `YUG`, `ROM`, ...).
    Withdrawn,
    /// A union that acts as one in trade (`EU`); its members are a [`crate::Group`].
    Composite,
    /// Whatever a table does not list (`ROW`).
    Residual,
}

/// One economy, withdrawn code, union or remainder.
///
/// # Example
/// ```
/// use cobden_codes::Economy;
/// use jiff::civil::date;
///
/// let romania = Economy::find("ROU").expect("a known code");
/// assert_eq!(romania.alpha2(), Some("RO"));
/// assert!(!romania.valid_on(date(2001, 12, 31)));
/// assert!(Economy::find("ROM").is_some_and(|old| old.valid_on(date(2001, 12, 31))));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Economy {
    code: String,
    alpha2: Option<String>,
    m49: Option<String>,
    name: String,
    kind: EconomyKind,
    from: Option<Date>,
    until: Option<Date>,
    aliases: Vec<String>,
    successors: Vec<String>,
}

impl Economy {
    /// The entry with this code, or with this code-like alias (`EUU`, `EU27`, `UK`); upper or lower case.
    ///
    /// Names are not looked up here, see [`Economy::by_name`]; for a misspelt code see [`crate::suggest`].
    pub fn find(code: &str) -> Option<&'static Economy> {
        let code = code.trim();
        ECONOMIES
            .iter()
            .find(|economy| economy.code.eq_ignore_ascii_case(code))
            .or_else(|| {
                let code_like =
                    |alias: &&String| !alias.contains(' ') && **alias == alias.to_uppercase();
                ECONOMIES.iter().find(|economy| {
                    economy
                        .aliases
                        .iter()
                        .filter(code_like)
                        .any(|alias| alias.eq_ignore_ascii_case(code))
                })
            })
    }

    /// The entry with this two-letter code, codes in force before withdrawn ones.
    pub fn by_alpha2(alpha2: &str) -> Option<&'static Economy> {
        ECONOMIES.iter().find(|economy| {
            economy
                .alpha2()
                .is_some_and(|code| code.eq_ignore_ascii_case(alpha2))
        })
    }

    /// The entry with this three-digit M49 number, leading zeros included; codes in force before withdrawn ones.
    pub fn by_m49(m49: &str) -> Option<&'static Economy> {
        ECONOMIES.iter().find(|economy| economy.m49() == Some(m49))
    }

    /// The entry with this name or other spelling of it, upper or lower case; codes in force before withdrawn ones.
    pub fn by_name(name: &str) -> Option<&'static Economy> {
        let name = name.trim().to_lowercase();
        ECONOMIES
            .iter()
            .find(|economy| economy.names().any(|known| known.to_lowercase() == name))
    }

    /// All entries: codes in force by code, then withdrawn codes, then `EU` and `ROW`.
    pub fn all() -> impl Iterator<Item = &'static Economy> {
        ECONOMIES.iter()
    }

    /// The alpha-3 code, or `EU`, or `ROW`.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The ISO 3166-1 alpha-2 code, where there is one.
    pub fn alpha2(&self) -> Option<&str> {
        self.alpha2.as_deref()
    }

    /// The three-digit UN M49 number, where there is one.
    pub fn m49(&self) -> Option<&str> {
        self.m49.as_deref()
    }

    /// Short English name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the code stands for.
    pub fn kind(&self) -> EconomyKind {
        self.kind
    }

    /// Other spellings of the name and other codes in use.
    pub fn aliases(&self) -> &[String] {
        &self.aliases
    }

    /// For a withdrawn code: the codes now used for what it covered.
    pub fn successors(&self) -> &[String] {
        &self.successors
    }

    /// First day of the code, where the table records one.
    pub fn from(&self) -> Option<Date> {
        self.from
    }

    /// First day on which the code was no longer in force, where the table records one.
    pub fn until(&self) -> Option<Date> {
        self.until
    }

    /// Whether the code was in force on `date`.
    ///
    /// The dates are those of the code, not of the state: Czechia's `CZE` is of June 1993. Where the table
    /// records no bound the code counts as in force.
    pub fn valid_on(&self, date: Date) -> bool {
        self.from.is_none_or(|from| from <= date) && self.until.is_none_or(|until| date < until)
    }

    /// The name and the other spellings.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }
}

static ECONOMIES: LazyLock<Vec<Economy>> =
    LazyLock::new(|| bundled(parse(include_str!("../data/economies.csv"))));

const HEADER: [&str; 9] = [
    "code",
    "alpha2",
    "m49",
    "name",
    "kind",
    "from",
    "until",
    "aliases",
    "successors",
];

fn parse(text: &str) -> Result<Vec<Economy>, TableError> {
    read("economies.csv", text, &HEADER, |row| {
        Ok(Economy {
            code: row.text(0).to_owned(),
            alpha2: row.optional(1)?,
            m49: row.optional(2)?,
            name: row.text(3).to_owned(),
            kind: kind(row, 4)?,
            from: row.optional(5)?,
            until: row.optional(6)?,
            aliases: row.list(7, '|'),
            successors: row.list(8, ' '),
        })
    })
}

fn kind(row: &Row<'_>, column: usize) -> Result<EconomyKind, TableError> {
    match row.text(column) {
        "economy" => Ok(EconomyKind::Economy),
        "withdrawn" => Ok(EconomyKind::Withdrawn),
        "composite" => Ok(EconomyKind::Composite),
        "residual" => Ok(EconomyKind::Residual),
        _ => Err(row.fault(column)),
    }
}
