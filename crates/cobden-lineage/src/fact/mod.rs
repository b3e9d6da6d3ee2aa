//! Facts in compact form.

pub(crate) mod intake;
mod marks;

use cobden_read::Kind;

use crate::days::Days;
use crate::symbols::Symbol;

pub(crate) use marks::Marks;

/// A fact as far as it can be compared. What the letters mean depends on its kind:
///
/// | kind | `a` | `b` | `c` | `code` | `value` | `extra` | `stems` |
/// |---|---|---|---|---|---|---|---|
/// | statement | | | | mode | | | content |
/// | measure | actor | target | | instrument, action, status | rate | amount | product |
/// | position | holder | addressee | | type | | | content |
/// | meeting | parties | initiator | place | type, status | | | |
/// | forecast | who | | horizon | | | | content |
/// | figure | what | economy | unit | direction | value | first day compared with | |
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fact {
    pub(crate) document: u32,
    pub(crate) kind: Kind,
    /// Percent.
    pub(crate) confidence: u8,
    pub(crate) marks: Marks,
    pub(crate) code: [u8; 3],
    pub(crate) id: Symbol,
    /// The evidence, cut.
    pub(crate) words: Symbol,
    /// Who says so, if the document lets somebody say it.
    pub(crate) speaker: Symbol,
    /// On whose side the speaker stands.
    pub(crate) side: Symbol,
    /// The outlet that it was taken from, by its usual name.
    pub(crate) outlet: Symbol,
    pub(crate) a: Symbol,
    pub(crate) b: Symbol,
    pub(crate) c: Symbol,
    pub(crate) date: Days,
    pub(crate) value: f32,
    pub(crate) extra: f32,
    /// Place in [`Facts::pool`].
    at: u32,
    stems: u8,
    grams: u8,
}

/// The facts of all documents, document after document.
#[derive(Debug, Clone, Default)]
pub(crate) struct Facts {
    pub(crate) all: Vec<Fact>,
    /// Stems and runs of quoted words, as hashes.
    pool: Vec<u32>,
}

impl Facts {
    /// Adds a fact with the stems of its words (sorted) and the fingerprints of what it quotes (sorted).
    pub(crate) fn push(&mut self, mut fact: Fact, stems: &[u32], grams: &[u32]) {
        let stems = &stems[..stems.len().min(48)];
        let grams = &grams[..grams.len().min(48)];
        fact.at = u32::try_from(self.pool.len()).unwrap_or(u32::MAX);
        fact.stems = stems.len() as u8;
        fact.grams = grams.len() as u8;
        self.pool.extend_from_slice(stems);
        self.pool.extend_from_slice(grams);
        self.all.push(fact);
    }

    /// Stems of what a fact says or covers, sorted.
    pub(crate) fn stems(&self, fact: &Fact) -> &[u32] {
        let at = fact.at as usize;
        &self.pool[at..at + usize::from(fact.stems)]
    }

    /// Fingerprints of what a fact quotes, sorted.
    pub(crate) fn grams(&self, fact: &Fact) -> &[u32] {
        let at = fact.at as usize + usize::from(fact.stems);
        &self.pool[at..at + usize::from(fact.grams)]
    }
}

impl Fact {
    /// Whether there is a value: a rate or a figure.
    pub(crate) fn has_value(&self) -> bool {
        !self.value.is_nan()
    }
}
