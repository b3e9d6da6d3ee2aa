//! The grammar of time phrases: a preposition, and what may follow it.

mod amount;
mod atom;
mod clock;
mod day;
mod digits;
mod part;
mod quarter;
mod range;
mod weekday;
mod which;
mod whole;
mod year;

use std::cell::Cell;

use jiff::civil::Weekday;

use crate::time::lexicon::{Glue, Lexicon, Sequence, Word};
use crate::time::meaning::Meaning;
use crate::time::token::{Gap, Token};

/// A meaning and the first token no longer part of it.
pub(in crate::time) type Read = Option<(Meaning, usize)>;

/// The tokens of a text, read from any of them on.
pub(in crate::time) struct Grammar<'t> {
    pub(in crate::time) text: &'t str,
    tokens: &'t [Token],
    lexicon: &'t Lexicon,
    depth: Cell<u8>,
}

/// How deep one time may stand in another: "the end of the first week of next May" is three deep.
const DEEPEST: u8 = 6;

/// Stands for the end of the text.
const END: Token = Token {
    start: usize::MAX,
    end: usize::MAX,
    value: -1,
    word: 0,
    gap: Gap::Break,
    capital: false,
};

impl<'t> Grammar<'t> {
    pub(in crate::time) fn new(text: &'t str, tokens: &'t [Token], lexicon: &'t Lexicon) -> Self {
        Self {
            text,
            tokens,
            lexicon,
            depth: Cell::new(0),
        }
    }

    /// A token; after the last, one that fits nowhere.
    pub(in crate::time) fn token(&self, at: usize) -> Token {
        self.tokens.get(at).copied().unwrap_or(END)
    }

    /// All that a token's word can be.
    pub(in crate::time) fn word(&self, at: usize) -> &Word {
        self.lexicon.get(self.token(at).word)
    }

    /// What stands before a token.
    pub(in crate::time) fn gap(&self, at: usize) -> Gap {
        self.token(at).gap
    }

    /// Whether a token follows the one before it after white space.
    pub(in crate::time) fn spaced(&self, at: usize) -> bool {
        self.gap(at) == Gap::Space
    }

    /// Whether a token follows after white space or a hyphen.
    pub(in crate::time) fn joined(&self, at: usize) -> bool {
        matches!(self.gap(at), Gap::Space | Gap::Hyphen)
    }

    /// Whether a token after white space is this small word.
    pub(in crate::time) fn glue(&self, at: usize, glue: Glue) -> bool {
        self.spaced(at) && self.word(at).is(glue)
    }

    /// The byte after a token, 0 at the end of the text.
    pub(in crate::time) fn byte_after(&self, at: usize) -> u8 {
        let end = self.token(at).end;
        self.text.as_bytes().get(end).copied().unwrap_or(0)
    }

    /// Whether a number in digits stands alone: no currency before it, no fraction, thousands or per cent after it.
    pub(in crate::time) fn free_number(&self, at: usize) -> bool {
        let token = self.token(at);
        if !token.is_number() || token.value < 0 {
            return false;
        }
        let bytes = self.text.as_bytes();
        let before = token.start.checked_sub(1).map_or(b' ', |at| bytes[at]);
        // Pound, yen and euro end in these bytes; a dollar, a decimal point and a hash in these characters.
        if matches!(before, b'$' | b'#' | b'+' | 0xa3 | 0xa5 | 0xac) {
            return false;
        }
        if matches!(before, b'.' | b',')
            && token.start >= 2
            && bytes[token.start - 2].is_ascii_digit()
        {
            return false;
        }
        let rest = &bytes[token.end..];
        match rest {
            [b'%', ..] => false,
            [b'.' | b',', next, ..] => !next.is_ascii_digit(),
            _ => true,
        }
    }

    /// The longest sequence that stands here.
    pub(super) fn sequence<'l, T>(
        &self,
        at: usize,
        list: &'l [Sequence<T>],
    ) -> Option<(&'l T, usize)> {
        list.iter().find_map(|sequence| {
            let fits = sequence.words.iter().enumerate().all(|(step, word)| {
                self.token(at + step).word == *word && (step == 0 || self.joined(at + step))
            });
            fits.then_some((&sequence.stands_for, at + sequence.words.len()))
        })
    }

    /// Whether a text ends with words that make a year behind them part of a name: "Made in China 2025".
    pub(in crate::time) fn ends_a_name(&self, before: &str) -> bool {
        self.lexicon
            .names
            .iter()
            .any(|name| before.ends_with(name.as_str()))
    }
}

/// Whether a unit's name is in the plural.
pub(in crate::time) fn word_is_plural(word: &str) -> bool {
    word.ends_with('s') || word.ends_with('S')
}

/// A weekday by its number, Monday being 1.
pub(in crate::time) fn weekday_of(number: i8) -> Option<Weekday> {
    Weekday::from_monday_one_offset(number).ok()
}
