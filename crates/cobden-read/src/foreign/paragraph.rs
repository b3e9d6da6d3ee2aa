//! Paragraphs, and what counts as near.

use crate::span::Span;

/// A paragraph longer than this many bytes whose lines are not apart by blank ones is taken line by line.
const LONG: usize = 1500;

/// Bytes around the evidence that are near whatever the paragraphs are: text from pages has a line break every line.
const NEAR: usize = 400;

/// The paragraphs of a text: stretches between blank lines, or lines where there are none for long.
#[derive(Debug)]
pub(super) struct Paragraphs(Vec<Span>);

impl Paragraphs {
    pub(super) fn of(text: &str) -> Self {
        let mut found = Vec::new();
        let mut block: Vec<Span> = Vec::new();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let span = Span::new(at, at + line.len());
            at = span.end;
            if line.trim().is_empty() {
                close(&mut block, &mut found);
            } else {
                block.push(span);
            }
        }
        close(&mut block, &mut found);
        Self(found)
    }

    /// From the start of the paragraph before a stretch to the end of the one after it, and a little more where these are short.
    pub(super) fn around(&self, span: Span, text: &str) -> Span {
        let first = self.0.partition_point(|p| p.end <= span.start);
        let last = self.0.partition_point(|p| p.start < span.end);
        let start = self.0.get(first.saturating_sub(1)).map_or(0, |p| p.start);
        let end = self
            .0
            .get(last)
            .or(self.0.last())
            .map_or(text.len(), |p| p.end);
        let mut start = start.min(span.start.saturating_sub(NEAR));
        let mut end = end.max(span.end + NEAR).min(text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        while !text.is_char_boundary(end) {
            end += 1;
        }
        Span::new(start, end)
    }
}

fn close(block: &mut Vec<Span>, found: &mut Vec<Span>) {
    let (Some(first), Some(last)) = (block.first(), block.last()) else {
        return;
    };
    let whole = first.cover(*last);
    if whole.len() > LONG {
        found.append(block);
    } else {
        found.push(whole);
        block.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_part_paragraphs_and_lines_long_ones() {
        let text = "one\ntwo\n\n \nthree\n";
        let spans = Paragraphs::of(text);
        let words: Vec<&str> = spans.0.iter().map(|s| s.of(text)).collect();
        assert_eq!(words, ["one\ntwo\n", "three\n"]);

        let long = format!("{}\n{}\n", "a ".repeat(500), "b ".repeat(500));
        assert_eq!(Paragraphs::of(&long).0.len(), 2);
        assert!(Paragraphs::of("").0.is_empty());
    }

    #[test]
    fn near_is_one_paragraph_either_way() {
        let far = "x".repeat(1000);
        let text = format!("{far}\n\nbefore\n\nhere\n\nafter\n\n{far}");
        let here = text.find("here").unwrap();
        let around = Paragraphs::of(&text).around(Span::new(here, here + 4), &text);
        assert!(around.of(&text).contains("before") && around.of(&text).contains("after"));
        assert!(around.len() < 1000);
    }
}
