//! What of a text may be shown.

use std::borrow::Cow;

/// A text without characters that would act instead of being read: control characters (escape sequences of terminals
/// among them) and marks that turn the direction of writing. Line breaks and tabs become spaces.
///
/// # Example
/// ```
/// assert_eq!(cobden_brief::page::shown("a\u{202e}b\u{1b}[31m\nc"), "ab[31m c");
/// ```
pub fn shown(text: &str) -> Cow<'_, str> {
    if !text.chars().any(acts) {
        return Cow::Borrowed(text);
    }
    let kept = |c: char| match c {
        '\n' | '\t' | '\r' => Some(' '),
        c if acts(c) => None,
        c => Some(c),
    };
    Cow::Owned(text.chars().filter_map(kept).collect())
}

fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{feff}')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}
