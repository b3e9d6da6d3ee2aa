//! Copies and derived articles, by shared words.

pub(crate) mod credit;
pub(crate) mod direction;
mod pairs;
mod passages;

use direction::{Origin, direction};
use pairs::{Index, Overlap, overlap, scan};

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
const CLOSEST: usize = 12;

/// Links, families, and for each document the least member of its family.
pub(crate) struct Copies {
    pub(crate) links: Vec<Link>,
    pub(crate) families: Vec<Family>,
    pub(crate) family: Vec<u32>,
}

fn kind(overlap: Overlap, words: usize) -> LinkKind {
    let (less, more) = if overlap.of_one < overlap.of_other {
        (overlap.of_one, overlap.of_other)
    } else {
        (overlap.of_other, overlap.of_one)
    };
    if words < LEAST_WORDS && less < 1.0 {
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
            let found = link(sketches, origins, symbols, (twin, document), overlap);
            union.join(twin, document);
            links.extend(found);
            continue;
        }
        let mut near: Vec<Link> = Vec::new();
        for other in index.earlier(sketches, document, &mut counts) {
            let overlap = overlap(sketches, &index.frequent, other, document);
            let Some(found) = link(sketches, origins, symbols, (other, document), overlap) else {
                continue;
            };
            if found.kind != LinkKind::Passages {
                union.join(other, document);
            }
            near.push(found);
            if near.len() >= 4 * CLOSEST {
                closest(&mut near);
            }
        }
        closest(&mut near);
        links.append(&mut near);
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
    let mut links = Vec::new();
    let (near, frequent) = scan(sketches, documents, document);
    for other in near {
        let pair = (other.min(document), other.max(document));
        let overlap = overlap(sketches, &frequent, pair.0, pair.1);
        let found = link(sketches, origins, symbols, pair, overlap);
        if let Some(link) = found {
            if link.kind != LinkKind::Passages {
                union.join(other, document);
            }
            links.push(link);
            if links.len() >= 8 * CLOSEST {
                closest(&mut links);
            }
        }
    }
    closest(&mut links);
    links.sort_by_key(|link| (link.source, link.repeater));
    let family = (0..documents)
        .map(|document| union.find(document))
        .collect();
    (links, family)
}

/// Keeps the links that share most, those that a credit decides before others.
fn closest(links: &mut Vec<Link>) {
    let weight = |link: &Link| {
        let credited = link.decided == Some(crate::link::Decision::Credit);
        f64::from(u8::from(credited)) + link.of_source.max(link.of_repeater)
    };
    links.sort_by(|one, other| {
        weight(other)
            .total_cmp(&weight(one))
            .then(one.source.cmp(&other.source))
            .then(one.repeater.cmp(&other.repeater))
    });
    links.truncate(CLOSEST);
}

/// The link between two documents, if they share a passage.
fn link(
    sketches: &Sketches,
    origins: &[Origin],
    symbols: &Symbols,
    (one, other): (u32, u32),
    overlap: Overlap,
) -> Option<Link> {
    let words = |passages: &[crate::link::Passage]| -> usize {
        passages.iter().map(|passage| passage.words).sum()
    };
    let mut shared = passages::passages(sketches, one, other);
    let total = words(&shared);
    let mut kind = kind(overlap, total);
    if shared.is_empty() {
        // A text of one fingerprint has no passage, and can be a copy all the same.
        if kind != LinkKind::Copy {
            return None;
        }
        kind = LinkKind::Copy;
    }
    let (one_first, decided, mut basis) = direction(
        &origins[one as usize],
        &origins[other as usize],
        kind,
        (overlap.of_one, overlap.of_other),
        symbols,
    );
    let (source, repeater, of_source, of_repeater) = if one_first {
        (one, other, overlap.of_one, overlap.of_other)
    } else {
        shared = passages::passages(sketches, other, one);
        (other, one, overlap.of_other, overlap.of_one)
    };
    basis.push(Basis::SharedWords {
        words: total,
        passages: shared.len(),
    });
    if shared.len() > Link::MOST_PASSAGES {
        shared.sort_by_key(|passage| (std::cmp::Reverse(passage.words), passage.in_repeater));
        shared.truncate(Link::MOST_PASSAGES);
        shared.sort_by_key(|passage| passage.in_repeater);
    }
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
