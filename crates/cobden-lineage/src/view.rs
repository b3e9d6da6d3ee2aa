//! What claims and contradictions are read from.

use cobden_read::{Kind, fact::Status};
use rustc_hash::FxHashMap;

use crate::copies::direction::Origin;
use crate::days::Days;
use crate::document::{DocumentIndex, FactRef, Listed};
use crate::fact::{Fact, Facts, Marks};
use crate::symbols::{Symbol, Symbols};
use crate::words::{self, mix};

/// A collection with the families of its documents.
pub(crate) struct View<'c> {
    pub(crate) documents: &'c [Listed],
    pub(crate) origins: &'c [Origin],
    pub(crate) facts: &'c Facts,
    pub(crate) symbols: &'c Symbols,
    /// For each document the least member of its family.
    pub(crate) family: &'c [u32],
    /// On whose side a person stands, as the documents have it: by name.
    sides: FxHashMap<Symbol, Symbol>,
    /// The only document that matters, if only one does.
    pub(crate) focus: Option<u32>,
}

impl<'c> View<'c> {
    pub(crate) fn new(
        documents: &'c [Listed],
        origins: &'c [Origin],
        facts: &'c Facts,
        symbols: &'c Symbols,
        family: &'c [u32],
    ) -> Self {
        let mut counts: FxHashMap<(Symbol, Symbol), u32> = FxHashMap::default();
        for fact in &facts.all {
            if fact.kind == Kind::Statement
                && fact.speaker.is_some()
                && is_economy(symbols.get(fact.side))
            {
                *counts.entry((fact.speaker, fact.side)).or_default() += 1;
            }
        }
        let mut counted: Vec<_> = counts.into_iter().collect();
        counted.sort_unstable_by_key(|((speaker, side), count)| (*speaker, *count, *side));
        let sides = counted
            .into_iter()
            .map(|((speaker, side), _)| (speaker, side))
            .collect();
        Self {
            documents,
            origins,
            facts,
            symbols,
            family,
            sides,
            focus: None,
        }
    }

    /// Whether a fact is one of those that matter.
    pub(crate) fn in_focus(&self, number: u32) -> bool {
        self.focus
            .is_none_or(|document| self.fact(number).document == document)
    }

    pub(crate) fn fact(&self, number: u32) -> &'c Fact {
        &self.facts.all[number as usize]
    }

    pub(crate) fn reference(&self, fact: &Fact) -> FactRef {
        FactRef {
            document: DocumentIndex(fact.document),
            id: self.symbols.get(fact.id).to_owned(),
        }
    }

    /// The day of publication of a fact's document.
    pub(crate) fn published(&self, fact: &Fact) -> Days {
        Days::of(self.origins[fact.document as usize].date)
    }

    /// The day of a fact: its own, else its document's.
    pub(crate) fn day(&self, fact: &Fact) -> Days {
        if fact.date.is_known() {
            fact.date
        } else {
            self.published(fact)
        }
    }

    /// Whether two documents share their text.
    pub(crate) fn related(&self, one: &Fact, other: &Fact) -> bool {
        self.family[one.document as usize] == self.family[other.document as usize]
    }

    /// The sides of a meeting: persons by the economy that they speak for. Sorted, each once.
    pub(crate) fn parties(&self, meeting: &Fact) -> Vec<&'c str> {
        let mut sides: Vec<&str> = self
            .symbols
            .get(meeting.a)
            .split('+')
            .map(|name| {
                self.symbols
                    .find(name)
                    .and_then(|name| self.sides.get(&name))
                    .map_or(name, |side| self.symbols.get(*side))
            })
            .filter(|name| !name.is_empty())
            .collect();
        sides.sort_unstable();
        sides.dedup();
        sides
    }

    /// Whether two speakers may be the same: the same name, or an office and somebody who speaks for its side.
    pub(crate) fn same_speaker(&self, one: &Fact, other: &Fact) -> bool {
        if one.speaker == other.speaker {
            return true;
        }
        let same_side = one.side == other.side || one.side.is_none() || other.side.is_none();
        if one.speaker.is_none() || other.speaker.is_none() {
            return same_side;
        }
        if one.marks.has(Marks::PERSON) && other.marks.has(Marks::PERSON) {
            let name = |fact: &Fact| self.symbols.get(fact.speaker).to_lowercase();
            let (one, other) = (name(one), name(other));
            // "Wang Wentao" and "Wentao Wang" have a word in common; so have "Trump" and "Donald Trump".
            return one
                .split_whitespace()
                .any(|word| word.len() > 2 && other.split_whitespace().any(|also| also == word));
        }
        same_side
    }
}

/// Whether a name is an economy's code.
pub(crate) fn is_economy(name: &str) -> bool {
    !matches!(name, "MKT")
        && matches!(name.len(), 2 | 3)
        && name.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Parts of a key made one.
pub(crate) fn key(parts: &[u64]) -> u64 {
    parts
        .iter()
        .fold(0x51_7c_c1, |sum, part| mix(sum ^ mix(*part)))
}

/// Parts of a key made of strings.
pub(crate) fn key_of(parts: &[&str]) -> u64 {
    parts
        .iter()
        .fold(0x27_22_0a, |sum, part| mix(sum ^ words::hash(part)))
}

/// How far a measure has got, coarsely.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Stage {
    /// In force, over, or reported.
    Done,
    /// Announced, planned, promised, expected.
    Coming,
    /// Threatened, considered, undecided, hypothetical.
    Open,
    /// Asked for or offered.
    Asked,
    /// Refused, not done.
    Not,
}

impl Stage {
    pub(crate) fn of(measure: &Fact) -> Self {
        const DONE: [u8; 3] = [
            Status::InForce as u8,
            Status::Past as u8,
            Status::Reported as u8,
        ];
        const COMING: [u8; 5] = [
            Status::Announced as u8,
            Status::Planned as u8,
            Status::Promised as u8,
            Status::Expected as u8,
            Status::Forecast as u8,
        ];
        const ASKED: [u8; 2] = [Status::Requested as u8, Status::Offered as u8];
        const NOT: [u8; 3] = [
            Status::Denied as u8,
            Status::NotDone as u8,
            Status::NotFulfilled as u8,
        ];
        let status = measure.code[2];
        if DONE.contains(&status) {
            Stage::Done
        } else if COMING.contains(&status) {
            Stage::Coming
        } else if ASKED.contains(&status) {
            Stage::Asked
        } else if NOT.contains(&status) {
            Stage::Not
        } else {
            Stage::Open
        }
    }
}

/// Whether a measure makes trade harder (or keeps it so) rather than easier.
pub(crate) fn is_barrier(measure: &Fact) -> bool {
    use cobden_read::fact::Action;
    const EASING: [u8; 9] = [
        Action::Cut as u8 + 1,
        Action::Remove as u8 + 1,
        Action::Suspend as u8 + 1,
        Action::Exempt as u8 + 1,
        Action::Ease as u8 + 1,
        Action::License as u8 + 1,
        Action::Purchase as u8 + 1,
        Action::Invest as u8 + 1,
        Action::OpenMarket as u8 + 1,
    ];
    !EASING.contains(&measure.code[1])
}
