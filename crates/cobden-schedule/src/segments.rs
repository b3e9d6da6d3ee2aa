//! The code space of one importer, cut wherever its duties may change.
//!
//! Product lists are sets of code intervals. Their ends cut the ten-digit codes into segments on which
//! every measure, listed rate and share is constant, so membership is one search and one bit, and what was
//! settled for one line of a segment holds for all of them.

use std::ops::Range;

use cobden_codes::CodeSet;

/// Segments with the measures that hold each.
#[derive(Debug, Default)]
pub(crate) struct Segments {
    /// First code of each segment, sorted; the first one begins at 0.
    starts: Vec<u64>,
    /// How many words of bits a segment has.
    words: usize,
    /// One bit a measure, segment after segment.
    inside: Vec<u64>,
}

/// The measures whose products hold a segment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Inside<'a> {
    words: &'a [u64],
}

impl Inside<'_> {
    /// Whether the measure of that index does.
    pub(crate) fn has(self, measure: usize) -> bool {
        let word = self.words.get(measure / 64);
        word.is_some_and(|word| word >> (measure % 64) & 1 == 1)
    }
}

impl Segments {
    /// Cuts at the ends of the products in `sets`, each with the index of its measure among `measures`, and at
    /// the further `cuts`.
    pub(crate) fn new(
        measures: usize,
        sets: &[(usize, &CodeSet)],
        cuts: impl Iterator<Item = u64>,
    ) -> Self {
        let mut starts: Vec<u64> = cuts.chain([0]).collect();
        for (_, set) in sets {
            let ranges = set.ranges().iter();
            starts.extend(ranges.flat_map(|range| [range.start, range.end]));
        }
        starts.sort_unstable();
        starts.dedup();
        let words = measures.div_ceil(64);
        let mut inside = vec![0_u64; words * starts.len()];
        for (index, set) in sets {
            for range in set.ranges() {
                let first = starts.partition_point(|start| *start < range.start);
                let held = starts[first..]
                    .iter()
                    .take_while(|start| **start < range.end);
                for at in first..first + held.count() {
                    inside[at * words + index / 64] |= 1 << (index % 64);
                }
            }
        }
        Self {
            starts,
            words,
            inside,
        }
    }

    /// The segment of a ten-digit code.
    pub(crate) fn at(&self, line: u64) -> usize {
        self.starts.partition_point(|start| *start <= line) - 1
    }

    /// A code of every segment that an interval of codes meets: the first of the interval that lies in it.
    pub(crate) fn starts_within(&self, codes: Range<u64>) -> impl Iterator<Item = u64> {
        let after = self.starts.partition_point(|start| *start <= codes.start);
        let inner = self.starts[after..].iter().copied();
        let end = codes.end;
        std::iter::once(codes.start).chain(inner.take_while(move |start| *start < end))
    }

    /// The measures that hold a ten-digit code.
    pub(crate) fn inside_at(&self, line: u64) -> Inside<'_> {
        self.inside(self.at(line))
    }

    /// The measures that hold a segment.
    pub(crate) fn inside(&self, segment: usize) -> Inside<'_> {
        Inside {
            words: &self.inside[segment * self.words..(segment + 1) * self.words],
        }
    }
}
