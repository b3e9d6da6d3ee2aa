//! Which documents share fingerprints, without comparing all with all.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::sketch::Sketches;
use crate::words;

/// A fingerprint in more documents than this is boilerplate: a house style, a notice, a stock phrase.
pub(crate) const BOILERPLATE: usize = 200;
/// Of a story in more documents than that, so many of the first are compared with each other document.
const FIRST: usize = 8;
/// Fewer shared fingerprints than this are chance.
const LEAST: u16 = 2;

/// Fingerprints and the documents that have them.
pub(crate) struct Index {
    /// Fingerprint above, document below, sorted; of documents with the same words only the first is here.
    entries: Vec<u64>,
    /// First entry of every leading 16 bits.
    starts: Vec<u32>,
    /// For each document the first one with the same words in the same order.
    pub(crate) twin: Vec<u32>,
    pub(crate) frequent: FxHashSet<u32>,
}

/// What two documents share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Overlap {
    /// Share of the first document's fingerprints that the second has.
    pub(crate) of_one: f64,
    /// And the other way round.
    pub(crate) of_other: f64,
}

fn set(sketches: &Sketches, document: u32) -> Vec<u32> {
    let mut set = sketches.hashes(document).to_vec();
    set.sort_unstable();
    set.dedup();
    set
}

impl Index {
    /// Indexes so many documents.
    pub(crate) fn of(sketches: &Sketches, documents: u32) -> Self {
        let mut twin = Vec::with_capacity(documents as usize);
        let mut seen: FxHashMap<u64, u32> = FxHashMap::default();
        let mut entries = Vec::with_capacity(sketches.len());
        for document in 0..documents {
            let hashes = sketches.hashes(document);
            let first = *seen.entry(sketches.whole(document)).or_insert(document);
            // Texts too short for a fingerprint are nobody's twins.
            let first = if hashes.is_empty() { document } else { first };
            twin.push(first);
            if first == document {
                entries.extend(
                    set(sketches, document)
                        .into_iter()
                        .map(|hash| u64::from(hash) << 32 | u64::from(document)),
                );
            }
        }
        entries.sort_unstable();
        let mut starts = vec![0u32; (1 << 16) + 1];
        for entry in &entries {
            starts[(entry >> 48) as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut frequent = FxHashSet::default();
        for run in entries.chunk_by(|one, other| one >> 32 == other >> 32) {
            if run.len() > BOILERPLATE {
                frequent.insert((run[0] >> 32) as u32);
            }
        }
        Self {
            entries,
            starts,
            twin,
            frequent,
        }
    }

    /// Documents with a fingerprint, in order.
    fn with(&self, hash: u32) -> &[u64] {
        let top = (hash >> 16) as usize;
        let part = &self.entries[self.starts[top] as usize..self.starts[top + 1] as usize];
        let from = part.partition_point(|entry| entry >> 32 < u64::from(hash));
        let to = from + part[from..].partition_point(|entry| entry >> 32 == u64::from(hash));
        &part[from..to]
    }

    /// Documents before `document` that share at least two fingerprints with it, with their number. `counts` is all zero,
    /// as long as there are documents, before and after.
    pub(crate) fn earlier(
        &self,
        sketches: &Sketches,
        document: u32,
        counts: &mut [u16],
    ) -> Vec<(u32, u16)> {
        let mut met = Vec::new();
        let hashes = set(sketches, document);
        let often = hashes
            .iter()
            .filter(|hash| self.frequent.contains(hash))
            .count();
        let told_often = 2 * often > hashes.len();
        for hash in &hashes {
            let mut there = self.with(*hash);
            if self.frequent.contains(hash) {
                if !told_often {
                    continue;
                }
                there = &there[..FIRST.min(there.len())];
            }
            for entry in there {
                let other = *entry as u32;
                if other >= document {
                    break;
                }
                let count = &mut counts[other as usize];
                if *count == 0 {
                    met.push(other);
                }
                *count = count.saturating_add(1);
            }
        }
        met.into_iter()
            .map(|other| (other, std::mem::take(&mut counts[other as usize])))
            .filter(|(_, count)| *count >= LEAST)
            .collect()
    }
}

/// How far two documents contain each other, frequent fingerprints left out unless one of them is nothing else.
pub(crate) fn overlap(
    sketches: &Sketches,
    frequent: &FxHashSet<u32>,
    one: u32,
    other: u32,
) -> Overlap {
    let all = (set(sketches, one), set(sketches, other));
    let rare = |set: &[u32]| -> Vec<u32> {
        set.iter()
            .copied()
            .filter(|hash| !frequent.contains(hash))
            .collect()
    };
    let (mut a, mut b) = (rare(&all.0), rare(&all.1));
    if 2 * a.len() < all.0.len() || 2 * b.len() < all.1.len() {
        (a, b) = all;
    }
    let shared = words::shared(&a, &b) as f64;
    let share = |set: &[u32]| {
        if set.is_empty() {
            0.0
        } else {
            shared / set.len() as f64
        }
    };
    Overlap {
        of_one: share(&a),
        of_other: share(&b),
    }
}

/// All documents that share at least two fingerprints with one of them, in order, by looking at every one; and the
/// fingerprints that are frequent among its own.
pub(crate) fn scan(
    sketches: &Sketches,
    documents: u32,
    document: u32,
) -> (Vec<(u32, u16)>, FxHashSet<u32>) {
    let own: FxHashSet<u32> = sketches.hashes(document).iter().copied().collect();
    let mut there: FxHashMap<u32, usize> = FxHashMap::default();
    let mut near: Vec<(u32, Vec<u32>)> = Vec::new();
    for other in (0..documents).filter(|other| *other != document) {
        let mut shared: Vec<u32> = sketches
            .hashes(other)
            .iter()
            .copied()
            .filter(|hash| own.contains(hash))
            .collect();
        shared.sort_unstable();
        shared.dedup();
        for hash in &shared {
            *there.entry(*hash).or_default() += 1;
        }
        if shared.len() >= usize::from(LEAST) || shared.len() == own.len() && !shared.is_empty() {
            near.push((other, shared));
        }
    }
    let frequent: FxHashSet<u32> = there
        .into_iter()
        .filter(|(_, count)| *count > BOILERPLATE)
        .map(|(hash, _)| hash)
        .collect();
    let often = 2 * frequent.len() > own.len();
    let near = near
        .into_iter()
        .filter(|(_, shared)| often || shared.iter().any(|hash| !frequent.contains(hash)))
        .map(|(other, shared)| (other, u16::try_from(shared.len()).unwrap_or(u16::MAX)))
        .collect();
    (near, frequent)
}
