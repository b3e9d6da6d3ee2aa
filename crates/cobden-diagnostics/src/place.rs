//! Where a fault is: a span of a text, a cell of a table, or a file as a whole.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// A text file as it was read, shared by all the spans that point into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceText {
    /// The path as the user gave it.
    pub path: String,
    /// The whole text.
    pub text: String,
}

impl SourceText {
    /// A text and the path it came from.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self {
            path: path.into(),
            text: text.into(),
        })
    }

    /// Line and column (both from 1, columns in characters) of a byte offset.
    ///
    /// An offset past the end gives the position just after the last character.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let mut end = offset.min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let before = &self.text[..end];
        let line = before.matches('\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        (line, before[start..].chars().count() + 1)
    }
}

/// Where a fault is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Nowhere in particular, for example a missing command-line argument.
    Nowhere,
    /// A file or folder as a whole.
    File(String),
    /// Bytes of a text.
    Span {
        /// The text the span points into.
        source: Arc<SourceText>,
        /// Byte range.
        range: Range<usize>,
    },
    /// One cell of a table, of which no text is kept (tables can be large or binary).
    Cell {
        /// The table's file.
        path: String,
        /// Line of a text table, or row of a binary one; both count from 1.
        row: usize,
        /// Whether `row` is a line of a text file (header included).
        is_line: bool,
        /// Column's name.
        column: String,
        /// Column's position from 1.
        position: usize,
    },
}

impl Place {
    /// The file the fault is in, where there is one.
    pub fn path(&self) -> Option<&str> {
        match self {
            Self::Nowhere => None,
            Self::File(path) | Self::Cell { path, .. } => Some(path),
            Self::Span { source, .. } => Some(&source.path),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nowhere => Ok(()),
            Self::File(path) => write!(f, "{path}"),
            Self::Span { source, range } => {
                let (line, column) = source.line_column(range.start);
                write!(f, "{}:{line}:{column}", source.path)
            }
            Self::Cell {
                path,
                row,
                is_line,
                column,
                position,
            } => {
                if *is_line {
                    write!(f, "{path}:{row}:{position} (column {column})")
                } else {
                    write!(f, "{path}, row {row}, column {column}")
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_and_column_count_characters_from_one() {
        let text = SourceText::new("a.toml", "één = 1\ntwo = 2");
        assert_eq!(text.line_column(0), (1, 1));
        let two = text.text.find("two").unwrap();
        assert_eq!(text.line_column(two), (2, 1));
        assert_eq!(text.line_column(two + 4), (2, 5));
        // `é` takes two bytes: an offset inside it belongs to it.
        assert_eq!(text.line_column(1), (1, 1));
        assert_eq!(text.line_column(2), (1, 2));
        assert_eq!(text.line_column(999), (2, 8));
    }
}
