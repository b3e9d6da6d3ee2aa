//! A text in which white space, quotation marks and dashes have one form each, and the way back to the original.

use crate::span::Span;

/// One form for a character that has several: quotation marks, apostrophes, dashes, white space; else the character.
fn one_form(c: char) -> char {
    match c {
        '‘' | '’' | '‚' | '‛' | '′' | '`' | '´' | 'ʼ' | '＇' => '\'',
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' | '＂' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

/// A text's one form, without white space at its ends.
pub(super) fn fold(text: &str) -> String {
    Folded::of(text.trim()).text
}

/// A text's one form, with the byte of the original at which each of its bytes' characters begins.
#[derive(Debug)]
pub(super) struct Folded {
    pub(super) text: String,
    from: Vec<usize>,
}

impl Folded {
    pub(super) fn of(original: &str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut from = Vec::with_capacity(original.len());
        for (byte, c) in original.char_indices() {
            let c = one_form(c);
            if c == ' ' && text.ends_with(' ') {
                continue;
            }
            text.push(c);
            from.resize(text.len(), byte);
        }
        Self { text, from }
    }

    /// The folded bytes that come from a stretch of the original.
    pub(super) fn within(&self, span: Span) -> Span {
        let start = self.from.partition_point(|byte| *byte < span.start);
        let end = self.from.partition_point(|byte| *byte < span.end);
        Span::new(start, end.max(start))
    }

    /// The stretch of the original behind a stretch of this, which may not end in white space.
    pub(super) fn original(&self, folded: Span, original: &str) -> Option<Span> {
        let start = *self.from.get(folded.start)?;
        let last = *self.from.get(folded.end.checked_sub(1)?)?;
        let length = original.get(last..)?.chars().next()?.len_utf8();
        Some(Span::new(start, last + length))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_way_back() {
        let original = "He said:\u{a0}\n “No—never”, ‘then’";
        let folded = Folded::of(original);
        assert_eq!(folded.text, "He said: \"No-never\", 'then'");
        let at = folded.text.find("\"No-never\"").unwrap();
        let span = folded.original(Span::new(at, at + 10), original).unwrap();
        assert_eq!(span.of(original), "“No—never”");
        let window = folded.within(span);
        assert_eq!(window.of(&folded.text), "\"No-never\"");
    }

    proptest! {
        #[test]
        fn every_character_leads_back(text in "[ a“”’—\u{a0}\nя]{0,60}") {
            let folded = Folded::of(&text);
            for (byte, c) in folded.text.char_indices().filter(|(_, c)| *c != ' ') {
                let span = folded.original(Span::new(byte, byte + c.len_utf8()), &text).unwrap();
                prop_assert_eq!(fold(span.of(&text)), c.to_string());
            }
        }
    }
}
