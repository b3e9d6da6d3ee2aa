//! Words on lines.

use unicode_width::UnicodeWidthStr;

use crate::page::{Line, shown};

/// Words that are kept whole, and whether they stand out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Words(Vec<Word>);

/// What has no space inside: pieces that stand out and pieces that do not.
type Word = Vec<(String, bool)>;

/// A line of words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Row(Vec<Word>);

impl Words {
    pub(super) fn plain(text: &str) -> Self {
        Self::of(&Line::of(text), false)
    }

    pub(super) fn strong(text: &str) -> Self {
        Self::of(&Line::default().strong(text), false)
    }

    /// The words of a line, figures with their ids after them if asked for.
    pub(super) fn of(line: &Line, ids: bool) -> Self {
        let mut words: Vec<Word> = Vec::new();
        // Whether the next piece belongs to the word before it.
        let mut joined = false;
        let mut push = |text: &str, strong: bool| {
            for (k, piece) in shown(text).split(' ').enumerate() {
                if k > 0 {
                    joined = false;
                }
                if piece.is_empty() {
                    continue;
                }
                match words.last_mut() {
                    Some(word) if joined => word.push((piece.to_owned(), strong)),
                    _ => words.push(vec![(piece.to_owned(), strong)]),
                }
                joined = true;
            }
        };
        for span in &line.0 {
            push(&span.text, span.strong);
            if let Some(figure) = span.figure.as_deref().filter(|_| ids) {
                // A name with spaces is still one name; it may be broken at none of them.
                push(&format!(" [{}]", figure.replace(' ', "\u{a0}")), false);
            }
        }
        Self(words)
    }

    /// The width of the longest word: no column can be narrower.
    pub(super) fn widest(&self) -> usize {
        self.0.iter().map(width).max().unwrap_or(0)
    }

    /// The width of all on one line.
    pub(super) fn width(&self) -> usize {
        Row(self.0.clone()).width()
    }
}

impl Row {
    pub(super) fn width(&self) -> usize {
        self.0.iter().map(width).sum::<usize>() + self.0.len().saturating_sub(1)
    }

    /// The line as it is printed.
    pub(super) fn rendered(&self, ansi: bool) -> String {
        let mut out = String::new();
        let mut bold = false;
        for (k, word) in self.0.iter().enumerate() {
            for (j, (piece, strong)) in word.iter().enumerate() {
                // Bold ends before a space, unless what follows is bold too.
                if bold && !strong {
                    out.push_str("\u{1b}[0m");
                }
                if k > 0 && j == 0 {
                    out.push(' ');
                }
                if ansi && *strong && !bold {
                    out.push_str("\u{1b}[1m");
                }
                bold = ansi && *strong;
                out.push_str(piece);
            }
        }
        if bold {
            out.push_str("\u{1b}[0m");
        }
        out
    }
}

fn width(word: &Word) -> usize {
    word.iter().map(|(piece, _)| piece.width()).sum()
}

/// Words on lines, the first `first` columns wide and the others `later`.
pub(super) fn wrap(words: &Words, first: usize, later: usize) -> Vec<Row> {
    let mut rows = vec![Row::default()];
    let mut used = 0;
    for word in &words.0 {
        let wide = width(word);
        let room = if rows.len() == 1 { first } else { later };
        if used > 0 && used + 1 + wide > room {
            rows.push(Row::default());
            used = 0;
        }
        used += wide + usize::from(used > 0);
        if let Some(row) = rows.last_mut() {
            row.0.push(word.clone());
        }
    }
    rows
}
