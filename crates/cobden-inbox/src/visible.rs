//! Characters that a reader cannot see but a terminal or an eye is steered by.

use std::borrow::Cow;
use std::fmt::Write;

/// Whether a character is a control or format character: escape sequences, changes of writing direction, characters
/// without width, tags.
///
/// Line feed is one of them; who shows several lines takes them apart first.
pub fn is_unseen(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{00AD}'
                | '\u{034F}'
                | '\u{061C}'
                | '\u{115F}'..='\u{1160}'
                | '\u{17B4}'..='\u{17B5}'
                | '\u{180B}'..='\u{180F}'
                | '\u{200B}'..='\u{200F}'
                | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{3164}'
                | '\u{FE00}'..='\u{FE0F}'
                | '\u{FEFF}'
                | '\u{FFA0}'
                | '\u{FFF0}'..='\u{FFFB}'
                | '\u{1BCA0}'..='\u{1BCA3}'
                | '\u{1D173}'..='\u{1D17A}'
                | '\u{E0000}'..='\u{E0FFF}'
        )
}

/// The text with everything unseen made visible: `<U+001B>` for an escape; tabs and line feeds become spaces.
///
/// # Example
/// ```
/// assert_eq!(cobden_inbox::visible("a\u{1b}[2Jb"), "a<U+001B>[2Jb");
/// assert_eq!(cobden_inbox::visible("plain"), "plain");
/// ```
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unseen) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '\n' | '\t' | '\r' => shown.push(' '),
            unseen if is_unseen(unseen) => {
                let _ = write!(shown, "<U+{:04X}>", u32::from(unseen));
            }
            seen => shown.push(seen),
        }
    }
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_reaches_a_terminal_raw() {
        for text in ["\u{9b}2J", "\u{202e}abc", "\u{200b}", "\u{7}", "\u{e0041}"] {
            let shown = visible(text);
            assert!(shown.contains("<U+"), "{text:?}");
            assert!(!shown.chars().any(is_unseen));
        }
        assert_eq!(visible("a\nb\tc"), "a b c");
        assert_eq!(visible("“état” 中国"), "“état” 中国");
    }
}
