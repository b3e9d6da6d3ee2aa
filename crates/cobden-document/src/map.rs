//! The way from readable text back to the file.

use std::ops::Range;

/// Where words stand in the original.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Bytes of the file, once decoded to UTF-8 (see [`crate::decode`]); for a file in UTF-8, bytes of the file itself.
    Source(Range<usize>),
    /// Pages of a PDF.
    Pages {
        /// Where the words begin.
        from: PagePlace,
        /// Where they end: behind the last byte.
        to: PagePlace,
    },
}

/// A place in a PDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PagePlace {
    /// The page, counted from one in the order of the file (printed numbers may differ).
    pub page: usize,
    /// Bytes of that page's readable text ([`crate::Document::page`]) before the place.
    pub offset: usize,
}

/// How a text came from its file.
#[derive(Debug, Clone)]
pub(crate) enum Map {
    /// Byte for byte.
    Identity,
    /// In pieces.
    Pieces(Pieces),
    /// Page after page: number and first byte of each page that has text.
    Pages(Vec<(usize, usize)>),
}

/// The bit of [`Piece::source`] that marks a character reference.
const REFERENCE: u32 = 1 << 31;

/// Sources with more bytes than this cannot be mapped.
pub(crate) const LONGEST_SOURCE: usize = REFERENCE as usize - 1;

/// From here on, text and source run in step, until the next piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    text: u32,
    /// The top bit says that the piece is one character reference: its bytes are not those of the text, and the next piece
    /// tells where it ends.
    source: u32,
}

impl Piece {
    fn source(self) -> usize {
        (self.source & !REFERENCE) as usize
    }

    fn is_reference(self) -> bool {
        self.source & REFERENCE != 0
    }
}

/// Pieces of a source in the order of the text, eight bytes each.
///
/// Text that the program put in (breaks between paragraphs, marks of list items) counts to the piece before it, and maps to
/// what stands in the source between the words before and after. Sources never go back.
#[derive(Debug, Clone, Default)]
pub(crate) struct Pieces {
    pieces: Vec<Piece>,
}

impl Pieces {
    /// Says that `text` and `source` run in step from here on.
    pub(crate) fn step(&mut self, text: usize, source: usize) {
        if let Some(last) = self.pieces.last()
            && !last.is_reference()
            && text - last.text as usize == source.wrapping_sub(last.source())
        {
            return;
        }
        self.push(text, source, 0);
    }

    /// Says that `text..text_end` stands for the character reference at `source..source_end`.
    pub(crate) fn reference(&mut self, text: Range<usize>, source: Range<usize>) {
        self.push(text.start, source.start, REFERENCE);
        self.push(text.end, source.end, 0);
    }

    fn push(&mut self, text: usize, source: usize, mark: u32) {
        let (Ok(text), Ok(source)) = (u32::try_from(text), u32::try_from(source)) else {
            return;
        };
        if let Some(last) = self.pieces.last()
            && last.text == text
            && !last.is_reference()
        {
            // An empty piece is needed only behind a reference, to say where that ends.
            let behind = self.pieces.len().checked_sub(2).map(|i| self.pieces[i]);
            if !behind.is_some_and(Piece::is_reference) {
                self.pieces.pop();
            }
        }
        self.pieces.push(Piece {
            text,
            source: source | mark,
        });
    }

    /// The last piece that begins at or before a byte of the text.
    fn at(&self, text: usize) -> Option<usize> {
        self.pieces
            .partition_point(|piece| piece.text as usize <= text)
            .checked_sub(1)
    }

    /// Where a byte of the text begins in the source.
    fn begin(&self, text: usize) -> usize {
        match self.at(text) {
            None => self.pieces.first().map_or(0, |piece| piece.source()),
            Some(at) if self.pieces[at].is_reference() => self.pieces[at].source(),
            Some(at) => self.within(at, text),
        }
    }

    /// Where a byte of the text, the last of a stretch, ends in the source.
    fn end(&self, text: usize) -> usize {
        match self.at(text) {
            None => self.pieces.first().map_or(0, |piece| piece.source()),
            Some(at) if self.pieces[at].is_reference() => {
                let next = self.pieces.get(at + 1).copied();
                next.map_or(self.pieces[at].source() + 1, Piece::source)
            }
            Some(at) => self.within(at, text + 1),
        }
    }

    /// A place in a piece that is no reference, no further than where the next one begins.
    fn within(&self, at: usize, text: usize) -> usize {
        let place = self.pieces[at].source() + text - self.pieces[at].text as usize;
        let next = self.pieces.get(at + 1);
        next.map_or(place, |next| place.min(next.source()))
    }

    /// The source of a stretch of text that begins and ends with bytes of the source.
    pub(crate) fn source(&self, text: Range<usize>) -> Range<usize> {
        let start = self.begin(text.start);
        if text.is_empty() {
            return start..start;
        }
        start..self.end(text.end - 1).max(start)
    }

    /// Takes the pieces of `from.start..from.end` of another text over to `to` of this one.
    pub(crate) fn extend(&mut self, other: &Self, from: Range<usize>, to: usize) {
        let Some(first) = other.at(from.start) else {
            return;
        };
        for (index, piece) in other.pieces.iter().enumerate().skip(first) {
            let at = piece.text as usize;
            if at > from.end {
                break;
            }
            // A piece that begins at the very end only matters where it closes a reference.
            let closes = index > first && other.pieces[index - 1].is_reference();
            if at == from.end && !closes {
                break;
            }
            if at < from.start && !piece.is_reference() {
                self.push(to, piece.source() + (from.start - at), 0);
            } else {
                let text = to + at.max(from.start) - from.start;
                self.push(text, piece.source(), piece.source & REFERENCE);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_and_references() {
        // source: `a&amp;b <i>c</i>`, text: `a&b c`
        let mut pieces = Pieces::default();
        pieces.step(0, 0);
        pieces.reference(1..2, 1..6);
        pieces.step(2, 6);
        pieces.step(4, 11);
        assert_eq!(pieces.source(0..1), 0..1);
        assert_eq!(pieces.source(1..2), 1..6);
        assert_eq!(pieces.source(2..4), 6..8);
        assert_eq!(pieces.source(4..5), 11..12);
        assert_eq!(pieces.source(0..5), 0..12);

        let mut cut = Pieces::default();
        cut.extend(&pieces, 1..5, 0);
        assert_eq!(cut.source(0..1), 1..6);
        assert_eq!(cut.source(1..4), 6..12);
    }

    #[test]
    fn references_side_by_side() {
        // source: `&lt;<b>&gt;`, text: `<>`
        let mut pieces = Pieces::default();
        pieces.reference(0..1, 0..4);
        pieces.reference(1..2, 7..11);
        assert_eq!(pieces.source(0..1), 0..4);
        assert_eq!(pieces.source(1..2), 7..11);
        assert_eq!(pieces.source(0..2), 0..11);
    }
}
