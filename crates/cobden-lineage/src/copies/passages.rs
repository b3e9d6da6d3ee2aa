//! The passages that two documents share.

use rustc_hash::FxHashMap;

use crate::link::{Passage, Stretch};
use crate::sketch::{Print, RUN, Sketches, WINDOW};

/// A passage shorter than this, in words between its first and last fingerprint, is not listed.
const LEAST: usize = 9;
/// Words by which the two documents may drift apart within a passage.
const DRIFT: i64 = 3;
/// Words without a shared fingerprint that end a passage: a window, and the run it may overlap.
const GAP: u32 = (WINDOW + RUN) as u32;

struct Open {
    first: (Print, Print),
    last: (Print, Print),
    count: usize,
}

impl Open {
    fn close(self) -> Option<Passage> {
        let words = (self.last.1.word + RUN as u32 - self.first.1.word) as usize;
        let stretch = |first: Print, last: Print| Stretch {
            start: first.start as usize,
            end: last.start as usize + usize::from(last.length),
        };
        (self.count >= 2 && words >= LEAST).then(|| Passage {
            in_source: stretch(self.first.0, self.last.0),
            in_repeater: stretch(self.first.1, self.last.1),
            words,
        })
    }
}

/// Passages of `source` in `repeater`, in the order of the repeater.
///
/// Fingerprints that both have and that stand at nearly the same distance in both make one passage; one fingerprint alone
/// makes none.
pub(crate) fn passages(sketches: &Sketches, source: u32, repeater: u32) -> Vec<Passage> {
    let mut places: FxHashMap<u32, Vec<Print>> = FxHashMap::default();
    for print in sketches.prints(source) {
        let there = places.entry(print.hash).or_default();
        if there.len() < 4 {
            there.push(print);
        }
    }
    let mut found = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    for print in sketches.prints(repeater) {
        let mut at = 0;
        while at < open.len() {
            if print.word > open[at].last.1.word + GAP {
                found.extend(open.remove(at).close());
            } else {
                at += 1;
            }
        }
        let Some(there) = places.get(&print.hash) else {
            continue;
        };
        let mut carried = false;
        for other in there {
            for passage in &mut open {
                let (before, last) = passage.last;
                let step = i64::from(print.word) - i64::from(last.word);
                let step_there = i64::from(other.word) - i64::from(before.word);
                if step_there > 0 && (step - step_there).abs() <= DRIFT {
                    passage.last = (*other, print);
                    passage.count += 1;
                    carried = true;
                    break;
                }
            }
        }
        if !carried {
            open.extend(there.iter().map(|other| Open {
                first: (*other, print),
                last: (*other, print),
                count: 1,
            }));
        }
    }
    found.extend(open.into_iter().filter_map(Open::close));
    found.sort_by_key(|passage| (passage.in_repeater, std::cmp::Reverse(passage.words)));
    // Of passages that lie in one another in the repeater the longer stays.
    let mut kept: Vec<Passage> = Vec::with_capacity(found.len());
    for passage in found {
        match kept.last_mut() {
            Some(last) if passage.in_repeater.start < last.in_repeater.end => {
                if passage.words > last.words {
                    *last = passage;
                }
            }
            _ => kept.push(passage),
        }
    }
    kept
}
