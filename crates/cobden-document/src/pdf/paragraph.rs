//! Lines become paragraphs.

use rustc_hash::{FxHashMap, FxHashSet};

use super::line::Line;

/// The text of a file.
#[derive(Debug, Default)]
pub(crate) struct Paragraphs {
    pub(crate) text: String,
    /// Number and first byte of every page with text.
    pub(crate) pages: Vec<(usize, usize)>,
    /// Lines at the head or foot of pages that were left out.
    pub(crate) furniture: usize,
}

/// Puts lines, given page by page, together.
pub(crate) fn paragraphs(mut pages: Vec<(usize, Vec<Line>)>) -> Paragraphs {
    let mut made = Paragraphs {
        furniture: drop_furniture(&mut pages),
        ..Paragraphs::default()
    };
    let leading = leading(&pages);
    let compounds = compounds(&pages);
    let mut last: Option<Line> = None;
    // Left and right edge of the paragraph so far.
    let mut edges = (0.0_f64, 0.0_f64);
    for (number, lines) in pages {
        let mut first = true;
        for line in lines {
            let text = line.text.trim();
            if text.is_empty() {
                continue;
            }
            let joint = match &last {
                None => Joint::Paragraph,
                Some(last) => joint(last, &line, edges, leading, first),
            };
            made.join(joint, text, &compounds);
            if std::mem::take(&mut first) {
                made.pages.push((number, made.text.len()));
            }
            made.text.push_str(text);
            edges = match joint {
                Joint::Paragraph => (line.start, line.end),
                _ => (edges.0.min(line.start), edges.1.max(line.end)),
            };
            last = Some(line);
        }
    }
    made
}

/// What stands between two lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    Word,
    Line,
    Paragraph,
}

fn joint(last: &Line, next: &Line, edges: (f64, f64), leading: f64, new_page: bool) -> Joint {
    let (before, behind) = (last.text.trim_end(), next.text.trim_start());
    let size = last.size.max(next.size).max(0.1);
    let ended = ends_sentence(before);
    let other_size = next.size > 1.15 * last.size || next.size < 0.87 * last.size;
    let turned = (last.direction.0 - next.direction.0).abs() > 0.02
        || (last.direction.1 - next.direction.1).abs() > 0.02;
    if turned || begins_item(behind) {
        return Joint::Paragraph;
    }
    let drop = last.across - next.across;
    if new_page || drop <= 0.0 {
        // A new page or column: only a sentence that is under way goes on.
        let goes_on = !ended && !other_size && behind.starts_with(char::is_lowercase);
        return if goes_on {
            Joint::Word
        } else {
            Joint::Paragraph
        };
    }
    if other_size || drop > (1.25 * leading * size).max(1.2 * size) {
        return Joint::Paragraph;
    }
    if last.text.contains('\t') || next.text.contains('\t') {
        return Joint::Line;
    }
    let width = (edges.1 - edges.0).max(next.end - next.start);
    let short = last.end < edges.0 + 0.8 * width;
    let indented = next.start > edges.0 + 0.9 * size
        && next.start < edges.0 + 6.0 * size
        && last.start < next.start - 0.9 * size;
    if ended && (short || indented) {
        Joint::Paragraph
    } else {
        Joint::Word
    }
}

impl Paragraphs {
    /// Ends what is written so that `next` can follow.
    fn join(&mut self, joint: Joint, next: &str, compounds: &FxHashSet<String>) {
        if self.text.is_empty() {
            return;
        }
        match joint {
            Joint::Paragraph => self.text.push_str("\n\n"),
            Joint::Line => self.text.push('\n'),
            Joint::Word => {
                if self.text.ends_with('\u{AD}') {
                    self.text.pop();
                } else if self.breaks_word(next) {
                    if !compounds.contains(&self.compound(next)) {
                        self.text.pop();
                    }
                } else {
                    self.text.push(' ');
                }
            }
        }
    }

    /// Whether a hyphen at the end breaks a word that `next` goes on with.
    fn breaks_word(&self, next: &str) -> bool {
        let word = self.text.strip_suffix(['-', '\u{2010}']);
        word.is_some_and(|word| word.ends_with(char::is_alphabetic))
            && next.starts_with(char::is_lowercase)
    }

    /// The word at the end with the one that follows, hyphen between.
    fn compound(&self, next: &str) -> String {
        let start = self.text.rfind(char::is_whitespace).map_or(0, |at| at + 1);
        let word = self
            .text
            .get(start..)
            .or(self.text.split_whitespace().last())
            .unwrap_or("");
        let rest: String = next
            .chars()
            .take_while(|c| c.is_alphabetic() || *c == '-')
            .collect();
        bare(&format!("{word}{rest}"))
    }
}

/// Words with a hyphen inside a line: these keep it at the end of one.
fn compounds(pages: &[(usize, Vec<Line>)]) -> FxHashSet<String> {
    let words = pages
        .iter()
        .flat_map(|(_, lines)| lines)
        .flat_map(|line| line.text.split_whitespace());
    let inner = |word: &&str| {
        let at = word.find(['-', '\u{2010}']);
        at.is_some_and(|at| at > 0) && !word.ends_with(['-', '\u{2010}'])
    };
    words.filter(inner).map(bare).collect()
}

/// A word in small letters without marks around it.
fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase()
}

fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»', '¹', '²', '³']);
    text.ends_with(['.', '!', '?', ':', ';'])
}

/// Whether a line begins an item of a list: a bullet, a dash, `(a)` or `1.`.
fn begins_item(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let Some(first) = words.next() else {
        return false;
    };
    let followed = words.next().is_some();
    let mark = matches!(
        first,
        "•" | "▪" | "◦" | "‣" | "■" | "●" | "–" | "-" | "—" | "·" | ""
    );
    let inner = first
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    let lettered = inner
        .is_some_and(|inner| inner.len() <= 4 && inner.bytes().all(|b| b.is_ascii_alphanumeric()));
    let numbered = first
        .strip_suffix(['.', ')'])
        .is_some_and(|n| n.len() <= 2 && n.bytes().all(|b| b.is_ascii_digit()));
    followed && (mark || lettered || (numbered && !first.starts_with('0')))
}

/// The usual distance of lines, in font sizes.
fn leading(pages: &[(usize, Vec<Line>)]) -> f64 {
    let pairs = pages.iter().flat_map(|(_, lines)| lines.windows(2));
    let ratio =
        |pair: &[Line]| (pair[0].across - pair[1].across) / pair[0].size.max(pair[1].size).max(0.1);
    let mut ratios: Vec<f64> = pairs
        .map(ratio)
        .filter(|ratio| (0.8..3.5).contains(ratio))
        .collect();
    if ratios.is_empty() {
        return 1.2;
    }
    let middle = ratios.len() / 2;
    *ratios.select_nth_unstable_by(middle, f64::total_cmp).1
}

/// Drops the outermost lines that come again on page after page, but for their digits: running heads, page numbers.
fn drop_furniture(pages: &mut [(usize, Vec<Line>)]) -> usize {
    let mut counts: FxHashMap<String, usize> = FxHashMap::default();
    for (_, lines) in pages.iter() {
        let mut keys: Vec<String> = outer(lines)
            .into_iter()
            .map(|at| key(&lines[at].text))
            .collect();
        keys.sort_unstable();
        keys.dedup();
        keys.into_iter()
            .for_each(|key| *counts.entry(key).or_default() += 1);
    }
    let enough = (pages.len() * 2 / 5).max(3);
    let mut dropped = 0;
    for (_, lines) in pages.iter_mut() {
        let mut repeated = outer(lines);
        repeated.retain(|at| {
            counts
                .get(&key(&lines[*at].text))
                .is_some_and(|count| *count >= enough)
        });
        repeated.sort_unstable();
        dropped += repeated.len();
        for at in repeated.into_iter().rev() {
            lines.remove(at);
        }
    }
    dropped
}

/// The two uppermost and two lowermost lines of a page.
fn outer(lines: &[Line]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_by(|a, b| lines[*b].across.total_cmp(&lines[*a].across));
    if order.len() > 4 {
        order.drain(2..order.len() - 2);
    }
    order
}

/// A line without its digits.
fn key(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_numeric() && !c.is_whitespace())
        .collect()
}
