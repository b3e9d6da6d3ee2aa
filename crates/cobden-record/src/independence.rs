//! How many independent sources stand behind a claim.

use std::collections::{BTreeMap, BTreeSet};

use crate::entry::{Attribution, Citation, Entry};
use crate::record::Record;
use crate::source::Source;
use crate::view::View;

#[cfg(test)]
mod tests;

/// What citations come to when sources that rest on the same are counted as one.
#[derive(Debug, Clone, PartialEq)]
pub struct Independence<'r> {
    /// Citations of sources published by the day of knowledge.
    pub citations: usize,
    /// Different sources among them.
    pub sources: usize,
    /// The sources, joined where they rest on the same; in order of the first id of each.
    pub groups: Vec<Origin<'r>>,
    /// Sources cited that were published after the day of knowledge; they count in nothing above.
    pub later: Vec<&'r Entry<Source>>,
}

/// Sources that count as one.
#[derive(Debug, Clone, PartialEq)]
pub struct Origin<'r> {
    /// The sources cited, in order of id.
    pub sources: Vec<&'r Entry<Source>>,
    /// What they repeat, directly or not: ids of sources, and names of publishers not in the record; sorted.
    pub repeats: Vec<&'r str>,
}

impl Independence<'_> {
    /// How many of the sources are independent of each other.
    pub fn independent(&self) -> usize {
        self.groups.len()
    }
}

impl Record {
    /// What a source repeats, directly or not: ids of sources, and names of publishers not in the record.
    ///
    /// The source itself is in it only where sources repeat each other in a circle, which a checked record has not.
    pub fn repeated(&self, source: &str) -> BTreeSet<&str> {
        let own = |id: &str| {
            self.sources
                .get(id)
                .map_or(&[][..], |one| &one.body.repeats)
        };
        let mut all: BTreeSet<&str> = BTreeSet::new();
        let mut left: Vec<&str> = own(source).iter().map(String::as_str).collect();
        while let Some(name) = left.pop() {
            if all.insert(name) {
                left.extend(own(name).iter().map(String::as_str));
            }
        }
        all
    }
}

impl<'r> View<'r> {
    /// Joins the sources of citations that rest on the same.
    ///
    /// Two sources are joined when one repeats the other, directly or not, or something else by its publisher; when
    /// both repeat the same third, or works of one publisher, be it one of the record or one that is only named;
    /// and when both are of one kind by one publisher. Joining goes on: what is joined to a third is joined to each
    /// other.
    ///
    /// A source that is only cited second-hand and says what it repeats counts as that: it goes to the first group
    /// that rests on something it repeats and joins no groups by itself; where there is none, it stands for it.
    ///
    /// Sources published after the day of knowledge are listed apart and not counted. A citation of a source
    /// that the record does not have is left out.
    ///
    /// # Example
    /// Two papers that both rewrite one agency and a gazette are three sources and two independent ones; see
    /// `docs/record.md`.
    pub fn independent(&self, citations: &[Citation]) -> Independence<'r> {
        let record = self.record();
        let mut later: BTreeMap<&str, &Entry<Source>> = BTreeMap::new();
        let mut cited: BTreeMap<&str, Cited<'r>> = BTreeMap::new();
        let mut count = 0;
        for citation in citations {
            let Some(source) = record.sources.get(&citation.source) else {
                continue;
            };
            if !self.knows(source) {
                later.insert(&source.id, source);
                continue;
            }
            count += 1;
            let own = citation.attribution.unwrap_or(source.body.attribution());
            let repeats = own == Attribution::SecondHand && !source.body.repeats.is_empty();
            let one = cited.entry(&source.id).or_insert_with(|| {
                let rests_on = record.repeated(&source.id);
                let behind = rests_on.iter().map(|name| match record.sources.get(*name) {
                    Some(source) => source.body.publisher.as_str(),
                    None => name,
                });
                Cited {
                    source,
                    behind: behind.collect(),
                    rests_on,
                    passes_on: true,
                }
            });
            one.passes_on &= repeats;
        }
        let cited: Vec<Cited<'r>> = cited.into_values().collect();
        Independence {
            citations: count,
            sources: cited.len(),
            groups: groups(&cited),
            later: later.into_values().collect(),
        }
    }
}

/// A source that is cited.
struct Cited<'r> {
    source: &'r Entry<Source>,
    rests_on: BTreeSet<&'r str>,
    /// The publishers of that, in the record and not.
    behind: BTreeSet<&'r str>,
    /// Whether it is only cited for what it repeats.
    passes_on: bool,
}

impl Cited<'_> {
    /// Whether the other is among what it repeats, as an entry or as the work of a publisher.
    fn repeats(&self, other: &Self) -> bool {
        let Entry { id, body, .. } = other.source;
        self.rests_on.contains(id.as_str()) || self.behind.contains(body.publisher.as_str())
    }

    fn rests_on_the_same_as(&self, other: &Self) -> bool {
        let (one, two) = (&self.source.body, &other.source.body);
        self.repeats(other)
            || other.repeats(self)
            || !self.behind.is_disjoint(&other.behind)
            || (one.publisher == two.publisher && one.kind == two.kind)
    }
}

/// Groups of sources that rest on the same, by the first id of each.
fn groups<'r>(cited: &[Cited<'r>]) -> Vec<Origin<'r>> {
    let mut group: Vec<usize> = (0..cited.len()).collect();
    let mut join = |one: usize, other: usize| {
        let (keep, gone) = (group[one].min(group[other]), group[one].max(group[other]));
        for own in group.iter_mut().filter(|own| **own == gone) {
            *own = keep;
        }
    };
    // What stands on its own makes the groups.
    let (relays, firsts): (Vec<usize>, Vec<usize>) =
        (0..cited.len()).partition(|index| cited[*index].passes_on);
    for (at, &one) in firsts.iter().enumerate() {
        for &other in &firsts[..at] {
            if cited[one].rests_on_the_same_as(&cited[other]) {
                join(one, other);
            }
        }
    }
    // What passes on goes to one of them, or to others that pass on the same.
    let mut alone: Vec<usize> = Vec::new();
    for &relay in &relays {
        let same = |first: &&usize| cited[relay].rests_on_the_same_as(&cited[**first]);
        match firsts.iter().find(same) {
            Some(&first) => join(relay, first),
            None => {
                for &other in &alone {
                    if cited[relay].rests_on_the_same_as(&cited[other]) {
                        join(relay, other);
                    }
                }
                alone.push(relay);
            }
        }
    }
    let mut origins: BTreeMap<usize, (Vec<&'r Entry<Source>>, BTreeSet<&'r str>)> = BTreeMap::new();
    for (index, one) in cited.iter().enumerate() {
        let (sources, repeats) = origins.entry(group[index]).or_default();
        sources.push(one.source);
        repeats.extend(&one.rests_on);
    }
    let origins = origins.into_values().map(|(sources, repeats)| Origin {
        sources,
        repeats: repeats.into_iter().collect(),
    });
    origins.collect()
}
