//! Words that can matter to a time phrase, with what stands before each.

use super::lexicon::Lexicon;

/// What stands between a token and the token before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// Nothing.
    Tight,
    /// White space.
    Space,
    /// A comma and white space.
    Comma,
    /// A full stop and white space.
    Dot,
    /// A full stop alone.
    DotTight,
    /// A hyphen alone.
    Hyphen,
    /// A dash, with or without white space.
    Dash,
    /// A slash alone.
    Slash,
    /// A colon alone.
    Colon,
    /// An apostrophe alone.
    Apostrophe,
    /// An opening bracket.
    Open,
    /// Anything else: another word, the start of the text.
    Break,
}

/// A number or a word of the lexicon.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub(super) start: usize,
    pub(super) end: usize,
    /// The number, for digits; -1 for one too long to be of use and for words.
    pub(super) value: i32,
    /// Place in the lexicon; 0 for a number.
    pub(super) word: u16,
    /// Against the token before.
    pub(super) gap: Gap,
    /// Whether its first letter is a capital.
    pub(super) capital: bool,
}

impl Token {
    /// Whether it is written in digits.
    pub(super) fn is_number(&self) -> bool {
        self.word == 0
    }

    /// Its letters or digits.
    pub(super) fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// How many bytes.
    pub(super) fn len(&self) -> usize {
        self.end - self.start
    }
}

const LETTER: u8 = 1;
const DIGIT: u8 = 2;
const HIGH: u8 = 3;

const fn kinds() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let letter = byte as u8;
        table[byte] = if letter.is_ascii_alphabetic() {
            LETTER
        } else if letter.is_ascii_digit() {
            DIGIT
        } else if byte >= 0x80 {
            HIGH
        } else {
            0
        };
        byte += 1;
    }
    table
}

static KINDS: [u8; 256] = kinds();

/// Numbers and words of the lexicon, in order. Runs of letters and runs of digits are tokens of their own: `Q2` is two.
pub(super) fn tokens(text: &str, lexicon: &Lexicon) -> Vec<Token> {
    let bytes = text.as_bytes();
    let mut found = Vec::with_capacity(text.len() / 12 + 4);
    let mut at = 0;
    // End of the last run, and whether it was kept: only neighbours have a gap between them.
    let (mut last, mut kept) = (0, false);
    while at < bytes.len() {
        let kind = KINDS[usize::from(bytes[at])];
        let start = at;
        match kind {
            LETTER => {
                let mut key: u128 = 0;
                while at < bytes.len() && KINDS[usize::from(bytes[at])] == LETTER {
                    key = (key << 8) | u128::from(bytes[at] | 0x20);
                    at += 1;
                }
                // A letter outside ASCII makes it another word.
                let mut foreign = false;
                while at < bytes.len() && bytes[at] >= 0x80 {
                    match letter_at(text, at) {
                        Some(width) => at += width,
                        None => break,
                    }
                    foreign = true;
                    while at < bytes.len() && KINDS[usize::from(bytes[at])] == LETTER {
                        at += 1;
                    }
                }
                let word = if foreign {
                    0
                } else {
                    lexicon.find(key, at - start)
                };
                if word != 0 {
                    found.push(Token {
                        start,
                        end: at,
                        value: -1,
                        word,
                        gap: gap(kept, &bytes[last..start]),
                        capital: bytes[start].is_ascii_uppercase(),
                    });
                }
                (last, kept) = (at, word != 0);
            }
            DIGIT => {
                let mut value: i32 = 0;
                while at < bytes.len() && KINDS[usize::from(bytes[at])] == DIGIT {
                    value = value
                        .saturating_mul(10)
                        .saturating_add(i32::from(bytes[at] - b'0'));
                    at += 1;
                }
                found.push(Token {
                    start,
                    end: at,
                    value: if at - start <= 6 { value } else { -1 },
                    word: 0,
                    gap: gap(kept, &bytes[last..start]),
                    capital: false,
                });
                (last, kept) = (at, true);
            }
            HIGH => match letter_at(text, at) {
                Some(width) => {
                    at += width;
                    while at < bytes.len() && KINDS[usize::from(bytes[at])] == LETTER {
                        at += 1;
                    }
                    (last, kept) = (at, false);
                }
                None => at += width(bytes[at]),
            },
            _ => at += 1,
        }
    }
    found
}

/// How many bytes a character takes whose first byte this is.
fn width(first: u8) -> usize {
    match first {
        0xf0.. => 4,
        0xe0.. => 3,
        0xc0.. => 2,
        _ => 1,
    }
}

/// The width of the character at a byte outside ASCII, if it is a letter.
fn letter_at(text: &str, at: usize) -> Option<usize> {
    let character = text.get(at..)?.chars().next()?;
    character.is_alphanumeric().then(|| character.len_utf8())
}

fn gap(neighbours: bool, between: &[u8]) -> Gap {
    if !neighbours {
        return Gap::Break;
    }
    match between {
        [] => Gap::Tight,
        b" " | b"\n" => Gap::Space,
        b"-" => Gap::Hyphen,
        b"." => Gap::DotTight,
        b"/" => Gap::Slash,
        b":" => Gap::Colon,
        b"'" | b"\xe2\x80\x99" | b"\xe2\x80\x98" => Gap::Apostrophe,
        b"\xe2\x80\x91" => Gap::Hyphen,
        more if more.len() > 12 => Gap::Break,
        more => wide_gap(more),
    }
}

/// The gap between two tokens that holds several characters.
fn wide_gap(between: &[u8]) -> Gap {
    let Ok(text) = std::str::from_utf8(between) else {
        return Gap::Break;
    };
    if text.matches('\n').count() > 1 {
        return Gap::Break;
    }
    let after = text.ends_with(char::is_whitespace);
    match text.trim() {
        "" => Gap::Space,
        "," | ".," if after => Gap::Comma,
        "." if after => Gap::Dot,
        "-" | "–" | "—" | "−" => Gap::Dash,
        "(" | "（" => Gap::Open,
        _ => Gap::Break,
    }
}
