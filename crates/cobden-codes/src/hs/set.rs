//! Unions of code intervals.

use std::ops::Range;

use super::{END, HsCode};

/// How much of a code lies in a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coverage {
    /// Nothing.
    None,
    /// A part: the code is wider than the set's own codes.
    Part,
    /// All of it.
    Full,
}

/// A set of ten-digit codes, as sorted intervals that neither overlap nor touch.
///
/// # Example
/// ```
/// use cobden_codes::{CodeSet, Coverage, HsCode};
///
/// let phones = CodeSet::from_codes([HsCode::parse("8517")?]);
/// let smart = CodeSet::from_codes([HsCode::parse("8517.13")?]);
/// let rest = phones.difference(&smart);
/// assert_eq!(rest.coverage(HsCode::parse("8517.13.00")?), Coverage::None);
/// assert_eq!(rest.coverage(HsCode::parse("8517")?), Coverage::Part);
/// # Ok::<(), cobden_codes::CodeFault>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CodeSet {
    ranges: Vec<Range<u64>>,
}

impl CodeSet {
    /// Every code.
    pub fn all() -> Self {
        #[expect(clippy::single_range_in_vec_init, reason = "one interval is meant")]
        let ranges = vec![0..END];
        Self { ranges }
    }

    /// The union of what the codes stand for.
    pub fn from_codes(codes: impl IntoIterator<Item = HsCode>) -> Self {
        Self::from_ranges(codes.into_iter().map(HsCode::range).collect())
    }

    fn from_ranges(mut ranges: Vec<Range<u64>>) -> Self {
        ranges.retain(|range| !range.is_empty());
        ranges.sort_unstable_by_key(|range| range.start);
        let mut merged: Vec<Range<u64>> = Vec::with_capacity(ranges.len());
        for range in ranges {
            match merged.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => merged.push(range),
            }
        }
        Self { ranges: merged }
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// The intervals, in order.
    pub fn ranges(&self) -> &[Range<u64>] {
        &self.ranges
    }

    /// What is in either.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        Self::from_ranges([self.ranges.as_slice(), &other.ranges].concat())
    }

    /// What is in both.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        let mut both = Vec::new();
        let (mut left, mut right) = (0, 0);
        while let (Some(a), Some(b)) = (self.ranges.get(left), other.ranges.get(right)) {
            both.push(a.start.max(b.start)..a.end.min(b.end));
            if a.end <= b.end {
                left += 1;
            } else {
                right += 1;
            }
        }
        Self::from_ranges(both)
    }

    /// What is in this one but not in the other.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Self {
        let mut start = 0;
        let mut outside = Vec::with_capacity(other.ranges.len() + 1);
        for range in &other.ranges {
            outside.push(start..range.start);
            start = range.end;
        }
        outside.push(start..END);
        self.intersection(&Self::from_ranges(outside))
    }

    /// How much of a code lies in the set.
    pub fn coverage(&self, code: HsCode) -> Coverage {
        let asked = code.range();
        let at = self
            .ranges
            .partition_point(|range| range.end <= asked.start);
        match self.ranges.get(at) {
            Some(range) if range.start <= asked.start && asked.end <= range.end => Coverage::Full,
            Some(range) if range.start < asked.end => Coverage::Part,
            _ => Coverage::None,
        }
    }

    /// Whether a ten-digit code, as a number, lies in the set.
    pub fn contains(&self, line: u64) -> bool {
        let at = self.ranges.partition_point(|range| range.end <= line);
        self.ranges.get(at).is_some_and(|range| range.start <= line)
    }
}
