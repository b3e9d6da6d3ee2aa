//! Character references: `&amp;`, `&#8211;`, `&#x2013;`.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

/// The longest name, in bytes, is `CounterClockwiseContourIntegral`.
const LONGEST: usize = 31;

/// A name's characters, and whether it counts without a semicolon.
type Names = FxHashMap<&'static str, (String, bool)>;

/// The names of the HTML standard.
fn names() -> &'static Names {
    static NAMES: OnceLock<Names> = OnceLock::new();
    NAMES.get_or_init(|| {
        let table = include_str!("../../data/entities.txt").lines();
        table
            .filter(|line| !line.starts_with('#'))
            .filter_map(name)
            .collect()
    })
}

/// A line of the table.
fn name(line: &'static str) -> Option<(&'static str, (String, bool))> {
    let mut words = line.split(' ');
    let name = words.next()?;
    let points = words
        .next()?
        .split('+')
        .map(|p| u32::from_str_radix(p, 16).ok().and_then(char::from_u32));
    Some((
        name,
        (points.collect::<Option<String>>()?, words.next().is_some()),
    ))
}

/// The characters of the reference at the beginning of `source`, added to `out`, and its length in bytes; `None` where the
/// ampersand is only an ampersand.
pub(crate) fn reference(source: &str, out: &mut String) -> Option<usize> {
    let rest = source.strip_prefix('&')?;
    if let Some(number) = rest.strip_prefix('#') {
        return numeric(number, out).map(|length| length + 2);
    }
    let bytes = rest.as_bytes();
    let length = bytes
        .iter()
        .take(LONGEST + 1)
        .take_while(|b| b.is_ascii_alphanumeric())
        .count();
    let named = rest.get(..length)?;
    if bytes.get(length) == Some(&b';')
        && let Some((characters, _)) = names().get(named)
    {
        out.push_str(characters);
        return Some(length + 2);
    }
    // Old names count without a semicolon: the longest beginning that is one.
    let (length, characters) = (2..=length.min(6)).rev().find_map(|length| {
        let (characters, bare) = names().get(rest.get(..length)?)?;
        bare.then_some((length, characters))
    })?;
    out.push_str(characters);
    Some(length + 1 + usize::from(bytes.get(length) == Some(&b';')))
}

/// A code point in decimal or, behind an `x`, hexadecimal digits; the length includes the semicolon, if there is one.
fn numeric(source: &str, out: &mut String) -> Option<usize> {
    let (digits, radix, mark) = match source.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16, 1),
        None => (source, 10, 0),
    };
    let length = digits
        .bytes()
        .take_while(|b| char::from(*b).is_digit(radix))
        .count();
    if length == 0 {
        return None;
    }
    let number = u32::from_str_radix(digits.get(..length)?, radix).unwrap_or(u32::MAX);
    out.push(character(number));
    Some(mark + length + usize::from(digits.as_bytes().get(length) == Some(&b';')))
}

/// A code point as browsers read it: 128 to 159 are taken from Windows-1252, and what is no character is U+FFFD.
fn character(number: u32) -> char {
    match number {
        0x80..=0x9F => {
            let byte = [u8::try_from(number).unwrap_or(b'?')];
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte);
            text.chars().next().unwrap_or('\u{FFFD}')
        }
        0 => '\u{FFFD}',
        _ => char::from_u32(number).unwrap_or('\u{FFFD}'),
    }
}

/// A text with its references read.
pub(crate) fn decoded(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = reference(rest, &mut out).unwrap_or_else(|| {
            out.push('&');
            1
        });
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references() {
        assert_eq!(
            decoded("A&amp;B &lt;&gt; &quot;&#8211;&#x2019;&nbsp;"),
            "A&B <> \"–’\u{A0}"
        );
        assert_eq!(
            decoded("&copy 2025 &ampx; AT&T Q&A &unknown; &"),
            "© 2025 &x; AT&T Q&A &unknown; &"
        );
        assert_eq!(
            decoded("&#147;x&#148; &#0; &#xD800; &#99999999999;"),
            "“x” \u{FFFD} \u{FFFD} \u{FFFD}"
        );
        assert_eq!(decoded("&CounterClockwiseContourIntegral;"), "∳");
        assert_eq!(decoded("&#; &#x; &é"), "&#; &#x; &é");
        assert_eq!(names().len(), 2125);
        assert!(names().keys().all(|name| name.len() <= LONGEST));
    }
}
