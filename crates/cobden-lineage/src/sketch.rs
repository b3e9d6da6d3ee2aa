//! Fingerprints of documents and where they stand.

use cobden_read::Span;

use crate::words;

/// Words in a run that is hashed.
pub(crate) const RUN: usize = 5;
/// Hashes in a window of which one is kept: a shared passage of `RUN + WINDOW - 1` words has at least one in common.
pub(crate) const WINDOW: usize = 8;

/// A fingerprint in its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Print {
    pub(crate) hash: u32,
    /// Number of its first word.
    pub(crate) word: u32,
    /// First code point.
    pub(crate) start: u32,
    /// Code points of its run.
    pub(crate) length: u16,
}

/// The fingerprints of all documents, document after document.
#[derive(Debug, Clone)]
pub(crate) struct Sketches {
    hash: Vec<u32>,
    word: Vec<u32>,
    start: Vec<u32>,
    length: Vec<u16>,
    /// First fingerprint of each document, and one past the last.
    first: Vec<u32>,
    /// Hash of all words of each document.
    whole: Vec<u64>,
}

impl Default for Sketches {
    fn default() -> Self {
        Self {
            hash: Vec::new(),
            word: Vec::new(),
            start: Vec::new(),
            length: Vec::new(),
            first: vec![0],
            whole: Vec::new(),
        }
    }
}

/// The fingerprints of a text, and the hash of all its words.
pub(crate) fn prints(text: &str, noise: &[Span]) -> (Vec<Print>, u64) {
    let words = words::words(text, noise);
    let whole = words
        .iter()
        .fold(words.len() as u64, |sum, word| words::mix(sum ^ word.hash));
    let hashes: Vec<u32> = words::grams(&words, RUN).collect();
    let prints = words::winnow(&hashes, WINDOW)
        .into_iter()
        .map(|at| Print {
            hash: hashes[at],
            word: u32::try_from(at).unwrap_or(u32::MAX),
            start: words[at].start,
            length: u16::try_from(words[at + RUN - 1].end - words[at].start).unwrap_or(u16::MAX),
        })
        .collect();
    (prints, whole)
}

impl Sketches {
    /// Adds a document.
    pub(crate) fn push(&mut self, prints: &[Print], whole: u64) {
        self.whole.push(whole);
        for print in prints {
            self.hash.push(print.hash);
            self.word.push(print.word);
            self.start.push(print.start);
            self.length.push(print.length);
        }
        self.first
            .push(u32::try_from(self.hash.len()).unwrap_or(u32::MAX));
    }

    /// Hash of all words of a document.
    pub(crate) fn whole(&self, document: u32) -> u64 {
        self.whole[document as usize]
    }

    /// How many fingerprints there are.
    pub(crate) fn len(&self) -> usize {
        self.hash.len()
    }

    /// The places of a document's fingerprints.
    fn range(&self, document: u32) -> std::ops::Range<usize> {
        self.first[document as usize] as usize..self.first[document as usize + 1] as usize
    }

    /// The hashes of a document, in the order of the text.
    pub(crate) fn hashes(&self, document: u32) -> &[u32] {
        &self.hash[self.range(document)]
    }

    /// The fingerprints of a document, in the order of the text.
    pub(crate) fn prints(&self, document: u32) -> impl Iterator<Item = Print> {
        self.range(document).map(|at| Print {
            hash: self.hash[at],
            word: self.word[at],
            start: self.start[at],
            length: self.length[at],
        })
    }
}
