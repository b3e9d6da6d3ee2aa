//! Words and data as they may stand in HTML.

use std::fmt::Write as _;

use crate::page::shown;

/// Words as text or inside a quoted attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in shown(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// Words inside a quoted attribute, with a true minus before a number: a hyphen that follows no letter and no digit and
/// stands before a digit. Dates and codes keep their hyphens.
pub(super) fn said(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let number_next = rest.peek().is_some_and(char::is_ascii_digit);
        let opens = before.is_whitespace() || matches!(before, '(' | '[' | ':');
        out.push(if c == '-' && number_next && opens {
            '\u{2212}'
        } else {
            c
        });
        before = c;
    }
    escaped(&out)
}

/// Words as text: as [`said`], and days (`2025-04-10`) marked as such, so that no line ends inside one.
pub(super) fn prose(text: &str) -> String {
    let text = said(text);
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(start) = (0..rest.len()).find(|at| day_at(rest.as_bytes(), *at)) {
        let _ = write!(
            out,
            "{}<time>{}</time>",
            &rest[..start],
            &rest[start..start + DAY]
        );
        rest = &rest[start + DAY..];
    }
    out + rest
}

/// The length of a day as it is written.
const DAY: usize = "2025-04-10".len();

/// Whether a day stands at a place, and not inside a longer word.
fn day_at(text: &[u8], at: usize) -> bool {
    let Some(day) = text.get(at..at + DAY) else {
        return false;
    };
    let shape = day.iter().enumerate().all(|(k, b)| {
        if k == 4 || k == 7 {
            *b == b'-'
        } else {
            b.is_ascii_digit()
        }
    });
    let inside = |b: &u8| b.is_ascii_alphanumeric() || *b == b'-';
    let before = at.checked_sub(1).and_then(|before| text.get(before));
    shape && !before.is_some_and(inside) && !text.get(at + DAY).is_some_and(inside)
}

/// An anchor for any name: letters, digits, `-`, `_` and `.` stay, every other byte is a colon and two hex digits, so
/// that different names have different anchors and no browser needs to decode them.
pub(super) fn anchor(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, ":{byte:02x}");
        }
    }
    out
}

/// JSON as it may stand inside a script element: nothing in it can close the element or open a comment.
pub(super) fn json(value: &serde_json::Value) -> String {
    let mut out = String::new();
    for c in value.to_string().chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

/// Words in which addresses that begin with `https://` are links.
pub(super) fn linked(text: &str) -> String {
    const SCHEME: &str = "https://";
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(SCHEME) {
        let (before, from) = rest.split_at(start);
        let ends = |c: char| c.is_whitespace() || c.is_control() || "<>\"'`{}|\\^".contains(c);
        let end = from.find(ends).unwrap_or(from.len());
        let address = from[..end].trim_end_matches(['.', ',', ';', ':', ')', ']', '!', '?']);
        out.push_str(&prose(before));
        if address.len() > SCHEME.len() {
            let _ = write!(
                out,
                "<a href=\"{0}\" rel=\"noreferrer\">{0}</a>",
                escaped(address)
            );
        } else {
            out.push_str(&escaped(address));
        }
        rest = &from[address.len()..];
    }
    out + &prose(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_its_element() {
        assert_eq!(
            escaped("</script><b a='\"'>&"),
            "&lt;/script&gt;&lt;b a=&#39;&quot;&#39;&gt;&amp;"
        );
        assert_eq!(escaped("\u{202e}evil\u{2069}\u{1b}"), "evil");
        let value = serde_json::json!({"a": "</script><!--\u{2028}"});
        let text = json(&value);
        assert!(!text.contains('<') && !text.contains('\u{2028}'), "{text}");
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&text).unwrap(),
            value
        );
    }

    #[test]
    fn numbers_have_a_minus_and_dates_their_hyphens() {
        assert_eq!(
            said("-1.2 (-3) on 2025-04-10, 01-97"),
            "−1.2 (−3) on 2025-04-10, 01-97"
        );
        assert_eq!(prose("US-China -x"), "US-China -x");
        assert_eq!(
            prose("−1 on 2025-04-10 é"),
            "−1 on <time>2025-04-10</time> é"
        );
        assert_eq!(
            prose("a2025-04-10, 2025-04-101"),
            "a2025-04-10, 2025-04-101"
        );
    }

    #[test]
    fn anchors_differ_as_names_do() {
        assert_eq!(anchor("duty.us-cn"), "duty.us-cn");
        assert_eq!(anchor("a b"), "a:20b");
        assert_ne!(anchor("a b"), anchor("a:20b"));
    }

    #[test]
    fn addresses_are_links() {
        assert_eq!(
            linked("see https://example.org/a?b=1&c=2)."),
            "see <a href=\"https://example.org/a?b=1&amp;c=2\" rel=\"noreferrer\">https://example.org/a?b=1&amp;c=2</a>)."
        );
        assert_eq!(linked("https://, javascript:x"), "https://, javascript:x");
    }
}
