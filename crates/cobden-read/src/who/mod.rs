//! Who is meant: persons, offices, governments, and those without a name.

mod describe;
mod group;
mod identify;
mod memory;
mod name;
mod role;

pub(crate) use group::economies_in;
pub(crate) use identify::identify;
pub(crate) use memory::Memory;

use crate::clause::Range;
use crate::fact::{Attribution, Side};

/// What somebody is, which decides how their words reach the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    /// A named person who speaks for a government.
    Official,
    /// A government, a ministry, officials without a name.
    Government,
    /// Sources without a name.
    Source,
    /// Economists, scholars, banks.
    Analyst,
    /// Firms, associations and those who speak for them.
    Business,
    /// Firms without a name: `several suppliers`.
    Firms,
    /// Traders and investors without a name.
    Traders,
    /// A news outlet.
    Outlet,
    /// An outlet that belongs to its state.
    StateMedia,
    /// The author of the document.
    Author,
    /// A named person of whom nothing else is known.
    Person,
    /// Anybody else.
    Other,
}

/// Somebody, as the text presents them at one place.
#[derive(Debug, Clone)]
pub(crate) struct Who {
    pub(crate) class: Class,
    /// The economies named, by ISO 3166-1 alpha-3 code; more than one where several parties speak together.
    pub(crate) economies: Vec<Box<str>>,
    /// In full, as far as known.
    pub(crate) name: Option<String>,
    /// The words that name them.
    pub(crate) words: Range,
    /// The words that say what they are.
    pub(crate) role: Option<Range>,
}

impl Who {
    /// How the words of such a speaker reach the reader.
    pub(crate) fn attribution(&self) -> Attribution {
        match self.class {
            Class::Official | Class::Person | Class::Business => Attribution::OnRecord,
            Class::Government => Attribution::OfficialStatement,
            Class::Source | Class::Firms | Class::Traders => Attribution::Anonymous,
            Class::Analyst => Attribution::Analyst,
            Class::Outlet => Attribution::OtherOutlet,
            Class::StateMedia => Attribution::StateMedia,
            Class::Author => Attribution::Opinion,
            Class::Other => Attribution::Unsourced,
        }
    }

    /// On whose side such a speaker stands.
    pub(crate) fn side(&self) -> Option<Side> {
        let economy = || {
            self.economies
                .first()
                .map(|code| Side::Economy(code.to_string()))
        };
        match self.class {
            Class::Official
            | Class::Government
            | Class::Person
            | Class::StateMedia
            | Class::Other => {
                if self.economies.len() > 1 {
                    Some(Side::Both)
                } else {
                    economy()
                }
            }
            Class::Source => Some(economy().unwrap_or(Side::Media)),
            Class::Analyst => Some(economy().unwrap_or(Side::Market)),
            Class::Business | Class::Firms => Some(Side::Business),
            Class::Traders => Some(Side::Market),
            Class::Outlet => Some(Side::Media),
            Class::Author => Some(Side::Author),
        }
    }
}
