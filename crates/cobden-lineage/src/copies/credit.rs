//! Links without shared words: a document credits an outlet with a fact that the outlet's own document has.

use rustc_hash::FxHashSet;

use super::direction::{Origin, credit};
use crate::claim::{Claim, SourceKind};
use crate::document::DocumentIndex;
use crate::link::{Decision, Link, LinkKind};
use crate::symbols::Symbols;

/// Documents of an outlet that one claim leads to.
const MOST_SOURCES: usize = 4;

/// Adds such links for claims that go back to an outlet, unless the two documents are linked already.
pub(crate) fn add(claims: &[Claim], origins: &[Origin], symbols: &Symbols, links: &mut Vec<Link>) {
    let mut linked: FxHashSet<(DocumentIndex, DocumentIndex)> = links
        .iter()
        .flat_map(|link| [(link.source, link.repeater), (link.repeater, link.source)])
        .collect();
    for source in claims.iter().flat_map(|claim| &claim.sources) {
        if source.kind != SourceKind::Outlet {
            continue;
        }
        let Some(outlet) = symbols.find(&source.name) else {
            continue;
        };
        let origin = |document: DocumentIndex| &origins[document.place()];
        let own: Vec<DocumentIndex> = source
            .documents
            .iter()
            .copied()
            .filter(|document| origin(*document).publisher == Some(outlet))
            .take(MOST_SOURCES)
            .collect();
        if own.is_empty() {
            continue;
        }
        for repeater in &source.documents {
            for source in &own {
                if source == repeater || linked.contains(&(*source, *repeater)) {
                    continue;
                }
                let basis = credit(origin(*source), origin(*repeater), symbols);
                if basis.is_empty() {
                    continue;
                }
                linked.insert((*source, *repeater));
                linked.insert((*repeater, *source));
                links.push(Link {
                    source: *source,
                    repeater: *repeater,
                    kind: LinkKind::Credit,
                    decided: Some(Decision::Credit),
                    of_source: 0.0,
                    of_repeater: 0.0,
                    passages: Vec::new(),
                    words: 0,
                    basis,
                });
            }
        }
    }
    links.sort_by_key(|link| (link.source, link.repeater));
}
