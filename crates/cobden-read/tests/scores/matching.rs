//! Spans against spans, one to one.

use std::collections::BTreeSet;

/// Characters, by number.
pub(crate) type Place = BTreeSet<usize>;

/// What was found of what is there.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Score {
    pub(crate) found: usize,
    pub(crate) missed: usize,
    pub(crate) extra: usize,
    /// Direct quotations found, and all of them.
    pub(crate) direct: (usize, usize),
}

impl Score {
    pub(crate) fn precision(&self) -> f64 {
        self.found as f64 / (self.found + self.extra).max(1) as f64
    }

    pub(crate) fn recall(&self) -> f64 {
        self.found as f64 / (self.found + self.missed).max(1) as f64
    }

    pub(crate) fn f1(&self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE)
    }
}

/// How well two places agree: what they share over what either holds.
pub(crate) fn agreement(one: &Place, other: &Place) -> f64 {
    let shared = one.intersection(other).count() as f64;
    shared / one.union(other).count().max(1) as f64
}

/// Whether a fact that is no statement was found: a third of both agree, or one holds nearly all of the other.
pub(crate) fn near(one: &Place, other: &Place) -> bool {
    let shared = one.intersection(other).count() as f64;
    let least = one.len().min(other.len()).max(1) as f64;
    let agreed = agreement(one, other);
    agreed >= 0.3 || (shared / least >= 0.8 && agreed >= 0.15)
}

/// Pairs of gold and found that belong together, the best first.
pub(crate) fn pairs(
    gold: &[Place],
    found: &[Place],
    fits: impl Fn(&Place, &Place) -> bool,
) -> Vec<(usize, usize)> {
    let mut all = Vec::new();
    for (at, one) in gold.iter().enumerate() {
        for (by, other) in found.iter().enumerate() {
            if !one.is_disjoint(other) && fits(one, other) {
                all.push((agreement(one, other), at, by));
            }
        }
    }
    all.sort_by(|one, other| {
        other
            .0
            .total_cmp(&one.0)
            .then(other.1.cmp(&one.1))
            .then(other.2.cmp(&one.2))
    });
    let (mut of_gold, mut of_found) = (BTreeSet::new(), BTreeSet::new());
    let free = |(_, at, by): (f64, usize, usize)| {
        let both = !of_gold.contains(&at) && !of_found.contains(&by);
        both.then(|| {
            of_gold.insert(at);
            of_found.insert(by);
            (at, by)
        })
    };
    all.into_iter().filter_map(free).collect()
}
