//! A text into words, numbers and marks.

use super::{Shape, Tag, Token};
use crate::lexicon::Vocabulary;
use crate::span::Span;

/// The words of a short text such as a term of the lexicon.
pub(crate) fn split(text: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let piece = next(text, at, text.len())?;
        at = piece.end;
        Some(piece.of(text))
    })
}

/// Adds the tokens of a stretch of text. Tags are first guesses: marks and numbers are right, words are `Other`.
pub(crate) fn tokens(text: &str, within: Span, vocabulary: &Vocabulary, out: &mut Vec<Token>) {
    let mut at = within.start;
    let mut buffer = [0u8; 48];
    while let Some(piece) = next(text, at, within.end) {
        at = piece.end;
        let words = piece.of(text);
        let (shape, tag) = look(words);
        let word = if shape == Shape::Mark {
            0
        } else {
            lower(words, &mut buffer).map_or(0, |form| vocabulary.word(form))
        };
        // The offsets of a document fit: `Document` refuses more than 4 GB.
        out.push(Token {
            start: piece.start as u32,
            end: piece.end as u32,
            word,
            lemma: 0,
            tag,
            shape,
        });
    }
}

/// In lower case with straight apostrophes, if it fits; long words are in no lexicon.
fn lower<'b>(word: &str, buffer: &'b mut [u8; 48]) -> Option<&'b str> {
    let mut length = 0;
    if word.is_ascii() {
        for byte in word.bytes() {
            *buffer.get_mut(length)? = byte.to_ascii_lowercase();
            length += 1;
        }
    } else {
        for letter in word.chars() {
            let letter = if letter == '’' { '\'' } else { letter };
            for small in letter.to_lowercase() {
                let to = length + small.len_utf8();
                small.encode_utf8(buffer.get_mut(length..to)?);
                length = to;
            }
        }
    }
    std::str::from_utf8(&buffer[..length]).ok()
}

fn look(word: &str) -> (Shape, Tag) {
    let mut letters = word.chars();
    let Some(first) = letters.next() else {
        return (Shape::Mark, Tag::Other);
    };
    if first.is_ascii_digit()
        || (first == '$' || first == '€' || first == '£' || first == '¥')
            && word.len() > first.len_utf8()
    {
        return (Shape::Digits, Tag::Number);
    }
    if first.is_alphabetic() {
        if !first.is_uppercase() {
            return (Shape::Lower, Tag::Other);
        }
        let mut others = letters.filter(|letter| letter.is_alphabetic()).peekable();
        let upper = others.peek().is_some() && others.all(char::is_uppercase);
        return (
            if upper { Shape::Upper } else { Shape::Capital },
            Tag::Other,
        );
    }
    if word == "''" {
        return (Shape::Mark, Tag::Quote);
    }
    if first == '\'' || first == '’' {
        return if word.len() > first.len_utf8() {
            (Shape::Lower, Tag::Other)
        } else {
            (Shape::Mark, Tag::Quote)
        };
    }
    let tag = match first {
        ',' => Tag::Comma,
        '.' | '!' | '?' | '…' => Tag::Stop,
        ':' => Tag::Colon,
        ';' => Tag::Semicolon,
        '-' | '–' | '—' | '―' => Tag::Dash,
        '(' | '[' | '{' => Tag::Open,
        ')' | ']' | '}' => Tag::Close,
        '"' | '“' | '”' | '‘' | '„' | '«' | '»' | '`' | '″' => Tag::Quote,
        _ => Tag::Other,
    };
    (Shape::Mark, tag)
}

/// The next token at or after `at`.
fn next(text: &str, at: usize, end: usize) -> Option<Span> {
    let mut rest = text.get(at..end)?;
    let mut start = at;
    loop {
        let byte = *rest.as_bytes().first()?;
        if byte.is_ascii_whitespace() || byte < 0x20 {
            rest = &rest[1..];
            start += 1;
            continue;
        }
        if byte < 0x80 {
            break;
        }
        let letter = rest.chars().next()?;
        if letter.is_whitespace() || is_invisible(letter) {
            rest = &rest[letter.len_utf8()..];
            start += letter.len_utf8();
            continue;
        }
        break;
    }
    let first = rest.chars().next()?;
    let length = if first.is_ascii_digit() {
        number(rest)
    } else if matches!(first, '$' | '€' | '£' | '¥') {
        first.len_utf8() + number(&rest[first.len_utf8()..])
    } else if first.is_alphabetic() {
        word(rest)
    } else if rest.starts_with("''") || rest.starts_with("``") {
        // Two single marks for one double mark.
        2
    } else if matches!(first, '\'' | '’') {
        contraction(rest)
    } else if first == '-' && rest.starts_with("--") {
        rest.bytes().take_while(|byte| *byte == b'-').count()
    } else if first == '.' {
        rest.bytes().take_while(|byte| *byte == b'.').count()
    } else {
        first.len_utf8()
    };
    Some(Span::new(start, start + length.max(first.len_utf8())))
}

/// Zero-width characters, marks of writing direction, byte order marks.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{AD}')
}

/// `1,234.5`, `145%`, `19th`, `2025`, `10:30`.
fn number(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut length = 0;
    while let Some(byte) = bytes.get(length) {
        let goes_on = byte.is_ascii_digit()
            || (matches!(byte, b',' | b'.' | b':')
                && length > 0
                && bytes[length - 1].is_ascii_digit()
                && bytes.get(length + 1).is_some_and(u8::is_ascii_digit));
        if !goes_on {
            break;
        }
        length += 1;
    }
    // 19th, 5G, 2nd: letters that stick to the digits belong to them.
    while bytes.get(length).is_some_and(u8::is_ascii_alphabetic) {
        length += 1;
    }
    if bytes.get(length) == Some(&b'%') {
        length += 1;
    }
    length
}

/// `Washington`, `U.S.`, `rare-earth`; `US-China` ends after `US`, `China's` after `China`, `didn't` after `did`.
fn word(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut length = 0;
    for negation in ["n't", "n’t", "N'T", "N’T"] {
        if rest.starts_with(negation) && !rest[negation.len()..].starts_with(char::is_alphanumeric)
        {
            return negation.len();
        }
    }
    // U.S., a.m., D.C.: single letters with full stops between.
    while bytes.get(length).is_some_and(u8::is_ascii_alphabetic)
        && bytes.get(length + 1) == Some(&b'.')
        && (length > 0
            || bytes.get(2).is_some_and(u8::is_ascii_alphabetic) && bytes.get(3) == Some(&b'.'))
    {
        length += 2;
    }
    if length > 0 {
        return length;
    }
    let mut chars = rest.char_indices().peekable();
    while let Some((index, letter)) = chars.next() {
        if letter.is_alphanumeric() && !is_invisible(letter) {
            length = index + letter.len_utf8();
            continue;
        }
        let after = chars.peek().map(|(_, letter)| *letter);
        match letter {
            // A hyphen joins small letters only: US-China are two.
            '-' | '‑' | '&' if after.is_some_and(|after| after.is_alphanumeric()) => {
                let capitals = after.is_some_and(char::is_uppercase)
                    || rest[..index].chars().next().is_some_and(char::is_uppercase);
                let number_after = after.is_some_and(char::is_numeric);
                if letter != '&' && capitals && !number_after {
                    break;
                }
            }
            '\'' | '’' if after.is_some_and(char::is_alphabetic) => {
                let tail = rest[index + letter.len_utf8()..]
                    .bytes()
                    .take_while(u8::is_ascii_alphabetic)
                    .count();
                // O'Neill goes on; China's and they'll do not; didn't gives up its n.
                if index == 1 && tail > 2 {
                    continue;
                }
                if tail == 1
                    && after == Some('t')
                    && rest[..index].ends_with(['n', 'N'])
                    && index > 1
                {
                    length = index - 1;
                }
                break;
            }
            _ => break,
        }
    }
    // didn't: the n't is a word of its own, found next.
    length
}

/// `'s`, `'ll`, `'re`; else the mark alone.
fn contraction(rest: &str) -> usize {
    let mark = rest.chars().next().map_or(0, char::len_utf8);
    let tail = rest[mark..]
        .bytes()
        .take_while(u8::is_ascii_alphabetic)
        .count();
    match rest[mark..mark + tail].to_ascii_lowercase().as_str() {
        "s" | "ll" | "re" | "ve" | "d" | "m" => mark + tail,
        _ => mark,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        split(text).collect()
    }

    #[test]
    fn news_words() {
        assert_eq!(
            words("China’s 145% U.S. tariffs"),
            ["China", "’s", "145%", "U.S.", "tariffs"]
        );
        assert_eq!(
            words("US-China rare-earth talks"),
            ["US", "-", "China", "rare-earth", "talks"]
        );
        assert_eq!(
            words("didn’t “won't” they’ll"),
            ["did", "n’t", "“", "wo", "n't", "”", "they", "’ll"]
        );
        assert_eq!(
            words("$1.5 billion, S&P 500; 19th."),
            ["$1.5", "billion", ",", "S&P", "500", ";", "19th", "."]
        );
    }

    #[test]
    fn marks_of_direction_are_skipped() {
        assert_eq!(words("\u{202E}tariff\u{200B} cut"), ["tariff", "cut"]);
    }
}
