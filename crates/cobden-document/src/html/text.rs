//! Readable text as it grows, with its way back.

use crate::map::Pieces;

use super::entity;

/// What stands between two words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) enum Gap {
    #[default]
    None,
    Space,
    Line,
    Paragraph,
}

impl Gap {
    fn shown(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Space => " ",
            Self::Line => "\n",
            Self::Paragraph => "\n\n",
        }
    }
}

/// A line or paragraph of the text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Block {
    /// Its first byte.
    pub(crate) start: usize,
    /// How many of its bytes are links.
    pub(crate) linked: usize,
}

/// Text of a page, furniture included: what is kept of it is decided at the end.
#[derive(Debug, Default)]
pub(crate) struct Text {
    pub(crate) out: String,
    pub(crate) pieces: Pieces,
    pub(crate) blocks: Vec<Block>,
    /// The gap before the next word.
    gap: Gap,
    /// Where in the source the white space of that gap began.
    space: usize,
    /// The next word begins a list item.
    bullet: bool,
    table: Table,
    /// Inside an element that keeps its line ends.
    pub(crate) preformatted: usize,
}

/// Where in a table the text is.
#[derive(Debug, Default)]
struct Table {
    /// Nothing has been written since the cell began: breaks around its first paragraph do not count.
    fresh: bool,
    /// The gap before the row.
    gap: Gap,
    /// Cells to step over.
    tabs: usize,
    /// Cells in this row and in the one before.
    cells: usize,
    before: usize,
}

impl Text {
    /// Asks for a gap before the next word.
    pub(crate) fn gap(&mut self, gap: Gap) {
        if !self.table.fresh && !self.bullet {
            self.gap = self.gap.max(gap);
        }
    }

    /// A line that the author broke; two of them make a paragraph.
    pub(crate) fn line_break(&mut self) {
        let next = if self.gap >= Gap::Line {
            Gap::Paragraph
        } else {
            Gap::Line
        };
        self.gap(next);
    }

    /// Begins or ends an item of a list.
    pub(crate) fn item(&mut self, begins: bool) {
        self.bullet = false;
        self.gap(Gap::Line);
        self.bullet = begins;
    }

    /// Begins a row of a table.
    pub(crate) fn row(&mut self) {
        self.table.before = self.table.cells;
        self.table.cells = 0;
    }

    /// Begins a cell of a table. Rows of one cell are paragraphs: they are layout.
    pub(crate) fn cell(&mut self) {
        self.table.cells += 1;
        if self.table.cells == 1 {
            self.table.tabs = 0;
            self.table.gap = if self.table.before > 1 {
                Gap::Line
            } else {
                Gap::Paragraph
            };
        } else {
            self.table.tabs += 1;
        }
        self.table.fresh = true;
    }

    /// Begins or ends a table.
    pub(crate) fn table(&mut self) {
        self.table = Table::default();
        self.gap(Gap::Paragraph);
    }

    /// Writes the gap that stands before a hidden part, so that it is not lost with that.
    pub(crate) fn settle(&mut self) {
        let waits = self.gap != Gap::None || self.bullet || self.table.fresh;
        if waits && !self.out.is_empty() {
            self.flush();
        }
    }

    /// Writes the gap before a word.
    fn flush(&mut self) {
        let mut gap = std::mem::take(&mut self.gap);
        let mut tabs = 0;
        if std::mem::take(&mut self.table.fresh) {
            gap = std::mem::take(&mut self.table.gap);
            tabs = std::mem::take(&mut self.table.tabs);
        }
        if self.out.is_empty() {
            gap = Gap::None;
            self.begin_block();
        }
        if gap == Gap::Space {
            self.pieces.step(self.out.len(), self.space);
        }
        self.out.push_str(gap.shown());
        self.out.extend(std::iter::repeat_n('\t', tabs));
        if gap >= Gap::Line {
            self.begin_block();
        }
        if std::mem::take(&mut self.bullet) {
            self.out.push_str("- ");
        }
    }

    fn begin_block(&mut self) {
        let start = self.out.len();
        self.blocks.push(Block { start, linked: 0 });
    }

    /// Says that the text from a byte on was a link.
    pub(crate) fn linked(&mut self, from: usize) {
        let to = self.out.len();
        if let Some(block) = self.blocks.last_mut() {
            block.linked += to - from.max(block.start).min(to);
        }
    }

    /// Adds a stretch of the source that holds no tags.
    pub(crate) fn add(&mut self, source: &str, range: std::ops::Range<usize>) {
        let bytes = source.as_bytes();
        let mut at = range.start;
        while at < range.end {
            if white(bytes[at]) {
                let length = bytes[at..range.end]
                    .iter()
                    .take_while(|b| white(**b))
                    .count();
                self.white_space(&bytes[at..at + length], at);
                at += length;
                continue;
            }
            if self.gap != Gap::None || self.bullet || self.table.fresh || self.out.is_empty() {
                self.flush();
            }
            if bytes[at] == b'&' {
                at += self.reference(source, at, range.end);
                continue;
            }
            let end = words(bytes, at, range.end);
            self.pieces.step(self.out.len(), at);
            self.out.push_str(&source[at..end]);
            at = end;
        }
    }

    fn white_space(&mut self, white: &[u8], at: usize) {
        if self.preformatted > 0 {
            match memchr::memchr_iter(b'\n', white).take(2).count() {
                0 => {}
                1 => return self.gap(Gap::Line),
                _ => return self.gap(Gap::Paragraph),
            }
        }
        if self.gap == Gap::None && !self.out.is_empty() {
            self.gap(Gap::Space);
            self.space = at;
        }
    }

    /// Adds a character reference; its length.
    fn reference(&mut self, source: &str, at: usize, end: usize) -> usize {
        let start = self.out.len();
        let Some(length) = entity::reference(&source[at..end], &mut self.out) else {
            self.pieces.step(start, at);
            self.out.push('&');
            return 1;
        };
        self.pieces
            .reference(start..self.out.len(), at..at + length);
        length
    }
}

/// White space that does not count in HTML. No-break spaces and the like are characters.
fn white(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | b'\x0C')
}

/// Where a run of words with single spaces between them ends.
fn words(bytes: &[u8], start: usize, end: usize) -> usize {
    let mut at = start;
    while at < end {
        let byte = bytes[at];
        if byte == b'&' {
            break;
        }
        if white(byte) {
            let more =
                byte == b' ' && at + 1 < end && !white(bytes[at + 1]) && bytes[at + 1] != b'&';
            if !more {
                break;
            }
        }
        at += 1;
    }
    at
}
