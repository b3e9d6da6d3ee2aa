//! Lines, and the paragraphs they make: hard-wrapped lines are one paragraph, others one each.

use crate::span::Span;

/// A paragraph: one line, or several that were broken to a width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// Without white space at either end.
    pub(super) span: Span,
    /// Without bullet, number and marks of headings as well.
    pub(super) words: Span,
    /// Whether an empty line, or the beginning of the text, stands before it.
    pub(super) after_gap: bool,
    /// Whether it has a bullet or number.
    pub(super) listed: bool,
    /// Whether it is marked as a heading (`## `).
    pub(super) hashed: bool,
}

/// A line that is not empty.
#[derive(Debug, Clone, Copy)]
struct Line {
    span: Span,
    after_gap: bool,
}

/// Widest line of a text broken to a width, and narrowest that makes a text look so, in bytes.
const WIDEST: usize = 130;
const NARROWEST: usize = 45;

/// Cuts a text into paragraphs. Time and memory grow with the text alone.
pub(super) fn paragraphs(text: &str) -> Vec<Paragraph> {
    let lines = lines(text);
    let width = wrapped_at(text, &lines);
    let mut made: Vec<Paragraph> = Vec::with_capacity(lines.len());
    let mut last: Option<Line> = None;
    for line in lines {
        let joins = match (width, last, made.last()) {
            (Some(width), Some(last), Some(_)) => {
                !line.after_gap
                    && bullet(line.span.of(text)) == 0
                    && did_not_fit(text, last, line, width)
            }
            _ => false,
        };
        last = Some(line);
        match made.last_mut() {
            Some(paragraph) if joins => {
                paragraph.span.end = line.span.end;
                paragraph.words.end = line.span.end;
            }
            _ => made.push(paragraph(text, line)),
        }
    }
    made
}

fn paragraph(text: &str, line: Line) -> Paragraph {
    let words = line.span.of(text);
    let marks = bullet(words);
    let hashes = words.bytes().take_while(|byte| *byte == b'#').count();
    let hashed = (1..=6).contains(&hashes) && words.as_bytes().get(hashes) == Some(&b' ');
    let skip = if hashed { hashes } else { marks };
    Paragraph {
        span: line.span,
        words: Span::new(line.span.start + skip, line.span.end).trimmed(text),
        after_gap: line.after_gap,
        listed: marks > 0,
        hashed,
    }
}

/// White space, and characters that take no room.
fn blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

fn lines(text: &str) -> Vec<Line> {
    let mut made = Vec::new();
    let mut after_gap = true;
    let mut start = 0;
    // Vertical tabs, form feeds and the Unicode separators inside a line stay there.
    for line in text.split(['\n', '\r']) {
        let end = start + line.len();
        let kept = line.trim_matches(blank);
        if kept.is_empty() {
            // Between the two characters of a Windows line end there is no empty line.
            let windows = line.is_empty()
                && start > 0
                && text.as_bytes().get(start - 1) == Some(&b'\r')
                && text.as_bytes().get(start) == Some(&b'\n');
            after_gap |= !windows;
        } else {
            let from = start + (line.len() - line.trim_start_matches(blank).len());
            pieces(
                text,
                Span::new(from, from + kept.len()),
                &mut after_gap,
                &mut made,
            );
        }
        start = end + 1;
    }
    made
}

/// Cuts a line at tags of paragraphs that were left in it.
fn pieces(text: &str, line: Span, after_gap: &mut bool, made: &mut Vec<Line>) {
    let words = line.of(text);
    let mut start = 0;
    let mut push = |from: usize, to: usize| {
        let piece = words.get(from..to).unwrap_or("");
        let kept = piece.trim_matches(blank);
        if !kept.is_empty() {
            let at = line.start + from + (piece.len() - piece.trim_start_matches(blank).len());
            made.push(Line {
                span: Span::new(at, at + kept.len()),
                after_gap: std::mem::take(after_gap),
            });
        }
    };
    if words.contains("<p") {
        for (at, _) in words.match_indices("<p") {
            let tag = matches!(words.as_bytes().get(at + 2), Some(b'>' | b' '));
            if tag && at > start {
                push(start, at);
                start = at;
            }
        }
    }
    push(start, words.len());
}

/// The width at which a text's lines were broken, if they were.
fn wrapped_at(text: &str, lines: &[Line]) -> Option<usize> {
    let width = lines.iter().map(|line| line.span.len()).max()?;
    if !(NARROWEST..=WIDEST).contains(&width) || lines.len() < 3 {
        return None;
    }
    let mut breaks = 0;
    let mut forced = 0;
    let mut open = 0;
    for pair in lines.windows(2) {
        let [one, other] = pair else { continue };
        if other.after_gap || bullet(other.span.of(text)) > 0 {
            continue;
        }
        breaks += 1;
        forced += usize::from(did_not_fit(text, *one, *other, width));
        open += usize::from(!one.span.of(text).ends_with(['.', '!', '?', '"', '”', ':']));
    }
    (breaks >= 2 && 10 * forced >= 6 * breaks && 10 * open >= 5 * breaks).then_some(width)
}

/// Whether the first word of `next` had no room left on `line`.
fn did_not_fit(text: &str, line: Line, next: Line, width: usize) -> bool {
    let word = next
        .span
        .of(text)
        .bytes()
        .take(width)
        .take_while(|byte| *byte != b' ')
        .count();
    // Characters of several bytes make lines look longer than they are: allow for some.
    line.span.len() + 1 + word + width / 10 > width && 2 * line.span.len() > width
}

/// How many bytes of a line are its bullet or number, with the white space after it; 0 without.
fn bullet(line: &str) -> usize {
    let mut chars = line.char_indices();
    let Some((_, first)) = chars.next() else {
        return 0;
    };
    let spaced = |at: usize| {
        let rest = line.get(at..).unwrap_or("");
        let kept = rest.trim_start();
        if kept.is_empty() || kept.len() == rest.len() {
            0
        } else {
            line.len() - kept.len()
        }
    };
    match first {
        '•' | '◦' | '▪' | '▫' | '●' | '○' | '■' | '□' | '‣' | '⁃' | '∙' | '·' | '►' | '▶' | '➤'
        | '✓' | '✔' | '\u{f0b7}' | '\u{f0a7}' => {
            let rest = line.get(first.len_utf8()..).unwrap_or("");
            let kept = rest.trim_start();
            if kept.is_empty() {
                0
            } else {
                line.len() - kept.len()
            }
        }
        '-' | '*' | '+' | '–' => spaced(first.len_utf8()),
        '0'..='9' => {
            let digits = line.bytes().take(4).take_while(u8::is_ascii_digit).count();
            match line.as_bytes().get(digits) {
                Some(b'.' | b')') if digits <= 2 => spaced(digits + 1),
                _ => 0,
            }
        }
        '(' => {
            let close = line.bytes().take(5).position(|byte| byte == b')');
            match close {
                Some(close @ 2..=4)
                    if line.as_bytes()[1..close].iter().all(|byte| {
                        byte.is_ascii_digit() || matches!(byte, b'a'..=b'h' | b'i' | b'v' | b'x')
                    }) =>
                {
                    spaced(close + 1)
                }
                _ => 0,
            }
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        paragraphs(text)
            .iter()
            .map(|one| one.words.of(text))
            .collect()
    }

    #[test]
    fn one_line_is_one_paragraph() {
        assert_eq!(
            cut("One.\r\nTwo.\r\n\r\n  \u{2022} Three\n"),
            ["One.", "Two.", "Three"]
        );
        let gaps: Vec<bool> = paragraphs("One.\r\nTwo.\r\n\r\nThree.")
            .iter()
            .map(|p| p.after_gap)
            .collect();
        assert_eq!(gaps, [true, false, true]);
    }

    #[test]
    fn broken_lines_are_joined() {
        let text = "The ministry of an invented country said on a rainy Tuesday that it\nwould look at the duties of its neighbour once more, and that the\nneighbour should do the same before anybody spoke of talks.\n\nA second paragraph follows the first, as one would expect it to, and\nit ends here.";
        assert_eq!(paragraphs(text).len(), 2);
    }

    #[test]
    fn lists_and_short_lines_are_not() {
        let text = "Ducks\nGeese\nSwans\n1. One of them\n2. Another";
        assert_eq!(
            cut(text),
            ["Ducks", "Geese", "Swans", "One of them", "Another"]
        );
    }

    #[test]
    fn tags_of_paragraphs_cut() {
        assert_eq!(
            cut("<p>One.</p><p>Two.</p>"),
            ["<p>One.</p>", "<p>Two.</p>"]
        );
    }
}
