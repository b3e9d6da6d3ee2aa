//! From bytes to text.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use memchr::memmem;

/// Bytes that Windows-1252 text in European languages has outside ASCII: quotation marks, dashes, signs and letters.
/// Others (`þ`, `ÿ`, `Ð`, control codes) hint at damaged UTF-8.
fn plausible_in_1252(byte: u8) -> bool {
    match byte {
        0x80 | 0x82 | 0x84 | 0x85 | 0x91..=0x97 | 0x99 => true,
        0xA0..=0xBF => !matches!(byte, 0xA4 | 0xA6 | 0xA8 | 0xAC | 0xAF | 0xB4 | 0xB8 | 0xBF),
        0xC0..=0xFC => !matches!(byte, 0xD0 | 0xD7 | 0xDE | 0xF0 | 0xF7 | 0xFD),
        _ => false,
    }
}

/// The text of a file's bytes, and notices for people on what was done to it.
///
/// UTF-8 stays as it is, byte for byte: line ends, byte order mark, marks of direction and all. UTF-16 is read where a byte
/// order mark or the pattern of zero bytes shows it. Bytes that are no UTF-8 are decoded as the page declares (HTML), as
/// Windows-1252 where they look like it, and else become U+FFFD, one for each broken sequence.
pub fn decode(bytes: Vec<u8>) -> (String, Vec<String>) {
    if let Some(encoding) = utf16(&bytes) {
        let (text, _, broken) = encoding.decode(&bytes);
        let mut notices = vec![format!("decoded from {}", encoding.name())];
        if broken {
            let count = text.matches('\u{FFFD}').count();
            notices.push(format!("{count} broken characters, shown as U+FFFD"));
        }
        return (text.into_owned(), notices);
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return (text, Vec::new()),
        Err(error) => error.into_bytes(),
    };
    if let Some(encoding) = declared(&bytes).or_else(|| guess(&bytes)) {
        let (text, broken) = encoding.decode_without_bom_handling(&bytes);
        let mut notices = vec![format!(
            "not UTF-8: decoded from {}",
            encoding.name().to_lowercase()
        )];
        if broken {
            let count = text.matches('\u{FFFD}').count();
            notices.push(format!("{count} broken characters, shown as U+FFFD"));
        }
        return (text.into_owned(), notices);
    }
    lossy(&bytes)
}

/// UTF-16 by its byte order mark, or by zero bytes at every other place.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0xFF, 0xFE, ..] => return Some(UTF_16LE),
        [0xFE, 0xFF, ..] => return Some(UTF_16BE),
        _ => {}
    }
    let head = &bytes[..bytes.len().min(2000) & !1];
    let zeros = |odd: usize| {
        head.iter()
            .skip(odd)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let many = head.len() / 4;
    match head.len() >= 8 {
        true if odd > many && even == 0 => Some(UTF_16LE),
        true if even > many && odd == 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// The character set that the head of an HTML or XML file names.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096)];
    let mark = [&b"charset="[..], b"encoding="].into_iter();
    let at = mark
        .filter_map(|mark| Some(memmem::find(head, mark)? + mark.len()))
        .min()?;
    if !head.contains(&b'<') {
        return None;
    }
    let label = head[at..]
        .strip_prefix(b"\"")
        .or(head[at..].strip_prefix(b"'"));
    let label = label.unwrap_or(&head[at..]);
    let length = label
        .iter()
        .take_while(|b| b.is_ascii_alphanumeric() || b"-_:".contains(b))
        .count();
    let encoding = Encoding::for_label(&label[..length])?;
    // A page that says UTF-8 and is not is repaired as UTF-8.
    (encoding != UTF_8).then_some(encoding)
}

/// Windows-1252, if no sequence of bytes is UTF-8 and all others look like it.
fn guess(bytes: &[u8]) -> Option<&'static Encoding> {
    for chunk in bytes.utf8_chunks() {
        let broken = chunk.invalid();
        // Where the beginning of a sequence is right, the rest was lost.
        if !chunk.valid().is_ascii()
            || broken.len() > 1
            || !broken.iter().all(|b| plausible_in_1252(*b))
        {
            return None;
        }
    }
    Some(WINDOWS_1252)
}

/// UTF-8 with every broken sequence replaced.
fn lossy(bytes: &[u8]) -> (String, Vec<String>) {
    let mut text = String::with_capacity(bytes.len() + 64);
    let (mut count, mut first, mut at) = (0_usize, 0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            if count == 0 {
                first = at;
            }
            count += 1;
            text.push('\u{FFFD}');
            at += chunk.invalid().len();
        }
    }
    let times = if count == 1 {
        "1 place is"
    } else {
        "places are"
    };
    let shown = if count == 1 {
        times.to_owned()
    } else {
        format!("{count} {times}")
    };
    (
        text,
        vec![format!(
            "{shown} not UTF-8 and shown as U+FFFD, the first at byte {first}"
        )],
    )
}

/// The first byte that no text has, if there are enough of them to say that this is none: any zero byte, or control bytes
/// in more than a tenth of the first 8,000.
pub(crate) fn binary(text: &str) -> Option<(u8, usize)> {
    if let Some(at) = memchr::memchr(0, text.as_bytes()) {
        return Some((0, at));
    }
    let head = &text.as_bytes()[..text.len().min(8000)];
    let control = |b: &&u8| **b < 0x20 && !b"\t\n\r\x0C\x1B".contains(b);
    let count = head.iter().filter(control).count();
    if count * 10 <= head.len() {
        return None;
    }
    let at = head.iter().position(|b| control(&b))?;
    Some((head[at], at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(bytes: &[u8]) -> (String, String) {
        let (text, notices) = decode(bytes.to_vec());
        (text, notices.join("; "))
    }

    #[test]
    fn utf8_stays() {
        let text = "\u{FEFF}a\r\nb\u{200F}\u{200B}\u{A0}c";
        assert_eq!(of(text.as_bytes()), (text.to_owned(), String::new()));
    }

    #[test]
    fn other_encodings() {
        assert_eq!(of(b"\xFF\xFEa\0b\0").0, "ab");
        assert_eq!(of(b"\xFE\xFF\0a\0b").0, "ab");
        assert_eq!(of(b"a\0b\0c\0d\0e\0").0, "abcde");
        assert_eq!(of(b"\x93duties\x94 at 5 \x80").0, "“duties” at 5 €");
        assert_eq!(
            of(b"<meta charset=\"gb2312\">\xB9\xD8\xCB\xB0").0,
            "<meta charset=\"gb2312\">关税"
        );
    }

    #[test]
    fn broken_utf8() {
        let (text, notice) = of(b"a\xFFb\xE2\x80 c");
        assert_eq!(text, "a\u{FFFD}b\u{FFFD} c");
        assert_eq!(
            notice,
            "2 places are not UTF-8 and shown as U+FFFD, the first at byte 1"
        );
    }
}
