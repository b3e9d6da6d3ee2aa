//! Strings, each kept once.

use rustc_hash::FxHashMap;

use crate::words;

/// A string by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Symbol(u32);

impl Symbol {
    /// No string.
    pub(crate) const NONE: Symbol = Symbol(u32::MAX);

    pub(crate) fn is_none(self) -> bool {
        self == Self::NONE
    }

    pub(crate) fn is_some(self) -> bool {
        !self.is_none()
    }

    /// As part of a key.
    pub(crate) fn number(self) -> u64 {
        u64::from(self.0)
    }
}

/// Hash of a string's bytes.
fn spread(text: &str) -> u64 {
    words::mix(text.bytes().fold(0u64, |hash, byte| {
        (hash.rotate_left(5) ^ u64::from(byte)).wrapping_mul(0x517c_c1b7_2722_0a95)
    }))
}

/// The strings of a collection, in one piece of memory.
#[derive(Debug, Clone, Default)]
pub(crate) struct Symbols {
    text: String,
    ends: Vec<u32>,
    by_hash: FxHashMap<u64, u32>,
}

impl Symbols {
    /// The number of a string; [`Symbol::NONE`] for the empty one, and for all new ones past 4 GB.
    pub(crate) fn intern(&mut self, text: &str) -> Symbol {
        if text.is_empty() {
            return Symbol::NONE;
        }
        let mut hash = spread(text);
        while let Some(&number) = self.by_hash.get(&hash) {
            if self.get(Symbol(number)) == text {
                return Symbol(number);
            }
            hash = hash.wrapping_add(1);
        }
        let (Ok(end), Ok(number)) = (
            u32::try_from(self.text.len() + text.len()),
            u32::try_from(self.ends.len()),
        ) else {
            return Symbol::NONE;
        };
        self.text.push_str(text);
        self.ends.push(end);
        self.by_hash.insert(hash, number);
        Symbol(number)
    }

    /// The number of a string that is there.
    pub(crate) fn find(&self, text: &str) -> Option<Symbol> {
        let mut hash = spread(text);
        while let Some(&number) = self.by_hash.get(&hash) {
            if self.get(Symbol(number)) == text {
                return Some(Symbol(number));
            }
            hash = hash.wrapping_add(1);
        }
        None
    }

    /// The string; empty for none.
    pub(crate) fn get(&self, symbol: Symbol) -> &str {
        if symbol.is_none() {
            return "";
        }
        let at = symbol.0 as usize;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..self.ends[at] as usize]
    }
}
