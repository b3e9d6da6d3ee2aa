//! Copies and derived articles, by shared words.

pub(crate) mod credit;
pub(crate) mod direction;
mod pairs;
mod passages;

use std::cmp::Reverse;

use direction::{Origin, direction};
use pairs::{Index, Overlap, overlap, scan};
use rustc_hash::FxHashSet;

use crate::document::DocumentIndex;
use crate::link::{Basis, Family, Link, LinkKind};
use crate::sketch::Sketches;
use crate::symbols::Symbols;
use crate::union::Union;

/// Both documents consist of the same to at least this share: a copy.
const MOST: f64 = 0.6;
/// At least this share of one is in the other: it was worked from it.
const MUCH: f64 = 0.2;
/// So many words at least must be shared for that.
const MUCH_WORDS: usize = 40;
/// Two documents that share fewer words are no copies, however short they are: a sentence is often written twice.
const LEAST_WORDS: usize = 20;
/// Links of a document to earlier ones that are listed: those that share most.
const CLOSEST: usize = 5;

/// Links, families, and for each document the least member of its family.
pub(crate) struct Copies {
    pub(crate) links: Vec<Link>,
    pub(crate) families: Vec<Family>,
    pub(crate) family: Vec<u32>,
}

fn kind(overlap: Overlap, words: usize, twins: bool) -> LinkKind {
    let (less, more) = if overlap.of_one < overlap.of_other {
        (overlap.of_one, overlap.of_other)
    } else {
        (overlap.of_other, overlap.of_one)
    };
    if twins {
        LinkKind::Copy
    } else if words < LEAST_WORDS {
        LinkKind::Passages
    } else if less >= MOST {
        LinkKind::Copy
    } else if more >= MOST {
        LinkKind::Excerpt
    } else if more >= MUCH && words >= MUCH_WORDS {
        LinkKind::Reworked
    } else {
        LinkKind::Passages
    }
}

/// Compares the sketches of all documents.
pub(crate) fn copies(sketches: &Sketches, origins: &[Origin], symbols: &Symbols) -> Copies {
    let documents = u32::try_from(origins.len()).unwrap_or(u32::MAX);
    let index = Index::of(sketches, documents);
    let pairs = Pairs {
        sketches,
        origins,
        symbols,
    };
    let mut union = Union::new(origins.len());
    let mut links = Vec::new();
    let mut counts = vec![0u16; origins.len()];
    for document in 0..documents {
        let twin = index.twin[document as usize];
        if twin != document {
            let overlap = Overlap {
                of_one: 1.0,
                of_other: 1.0,
            };
            let found = pairs.link((twin, document), overlap);
            union.join(twin, document);
            links.extend(found);
            continue;
        }
        let near = index.earlier(sketches, document, &mut counts);
        links.extend(pairs.nearest(document, near, &index.frequent, &mut union));
    }
    links.sort_by_key(|link| (link.source, link.repeater));
    let family: Vec<u32> = (0..documents)
        .map(|document| union.find(document))
        .collect();
    let families = families(&family, &links);
    Copies {
        links,
        families,
        family,
    }
}

/// The links of one document with all others, and its family: for each document its least member.
pub(crate) fn of_one(
    sketches: &Sketches,
    origins: &[Origin],
    symbols: &Symbols,
    document: u32,
) -> (Vec<Link>, Vec<u32>) {
    let documents = u32::try_from(origins.len()).unwrap_or(u32::MAX);
    let mut union = Union::new(origins.len());
    let (near, frequent) = scan(sketches, documents, document);
    let pairs = Pairs {
        sketches,
        origins,
        symbols,
    };
    let mut links = pairs.nearest(document, near, &frequent, &mut union);
    links.sort_by_key(|link| (link.source, link.repeater));
    let family = (0..documents)
        .map(|document| union.find(document))
        .collect();
    (links, family)
}

/// What two documents are compared with.
struct Pairs<'c> {
    sketches: &'c Sketches,
    origins: &'c [Origin],
    symbols: &'c Symbols,
}

impl Pairs<'_> {
    /// The links of a document to those of others that share most; documents that one credits come first. Joins the
    /// families of all. `near` has documents with the number of fingerprints shared.
    fn nearest(
        &self,
        document: u32,
        mut near: Vec<(u32, u16)>,
        frequent: &FxHashSet<u32>,
        union: &mut Union,
    ) -> Vec<Link> {
        near.sort_unstable_by_key(|(other, count)| {
            let credited = self.credited(*other, document) || self.credited(document, *other);
            (Reverse(credited), Reverse(*count), *other)
        });
        let mut links = Vec::new();
        for (other, _) in near {
            let listed = links.len() < CLOSEST;
            if !listed && union.find(other) == union.find(document) {
                continue;
            }
            let pair = (other.min(document), other.max(document));
            let overlap = overlap(self.sketches, frequent, pair.0, pair.1);
            if !listed && overlap.of_one.max(overlap.of_other) < MUCH {
                continue;
            }
            let Some(link) = self.link(pair, overlap) else {
                continue;
            };
            if link.kind != LinkKind::Passages {
                union.join(other, document);
            }
            if listed {
                links.push(link);
            }
        }
        links
    }

    /// Whether the credits of `repeater` name the publisher of `source`.
    fn credited(&self, source: u32, repeater: u32) -> bool {
        let publisher = self.origins[source as usize].publisher;
        let credits = &self.origins[repeater as usize].credits;
        publisher.is_some_and(|publisher| credits.contains(&publisher))
    }

    /// The link between two documents, if they share a passage.
    fn link(&self, (one, other): (u32, u32), overlap: Overlap) -> Option<Link> {
        let mut shared = passages::passages(self.sketches, one, other);
        let total: usize = shared.iter().map(|passage| passage.words).sum();
        let twins = self.sketches.whole(one) == self.sketches.whole(other);
        let kind = kind(overlap, total, twins);
        // A text of one fingerprint has no passage, and can be a copy all the same.
        if shared.is_empty() && kind != LinkKind::Copy {
            return None;
        }
        let (one_first, decided, mut basis) = direction(
            &self.origins[one as usize],
            &self.origins[other as usize],
            kind,
            (overlap.of_one, overlap.of_other),
            self.symbols,
        );
        let (source, repeater, of_source, of_repeater) = if one_first {
            (one, other, overlap.of_one, overlap.of_other)
        } else {
            shared = passages::passages(self.sketches, other, one);
            (other, one, overlap.of_other, overlap.of_one)
        };
        basis.push(Basis::SharedWords {
            words: total,
            passages: shared.len(),
        });
        if shared.len() > Link::MOST_PASSAGES {
            shared.sort_by_key(|passage| (Reverse(passage.words), passage.in_repeater));
            shared.truncate(Link::MOST_PASSAGES);
            shared.sort_by_key(|passage| passage.in_repeater);
        }
        shared.shrink_to_fit();
        basis.shrink_to_fit();
        Some(Link {
            source: DocumentIndex(source),
            repeater: DocumentIndex(repeater),
            kind,
            decided,
            of_source,
            of_repeater,
            passages: shared,
            words: total,
            basis,
        })
    }
}

/// Families of more than one, with the member that no other is the source of.
fn families(family: &[u32], links: &[Link]) -> Vec<Family> {
    let mut members: Vec<Vec<DocumentIndex>> = vec![Vec::new(); family.len()];
    for (document, head) in (0u32..).zip(family) {
        members[*head as usize].push(DocumentIndex(document));
    }
    let mut derived = vec![false; family.len()];
    for link in links {
        if link.decided.is_some() && link.kind != LinkKind::Passages {
            derived[link.repeater.place()] = true;
        }
    }
    members
        .into_iter()
        .filter(|members| members.len() > 1)
        .map(|members| {
            let mut first = members.iter().filter(|member| !derived[member.place()]);
            let origin = match (first.next(), first.next()) {
                (Some(only), None) => Some(*only),
                _ => None,
            };
            Family { members, origin }
        })
        .collect()
}
