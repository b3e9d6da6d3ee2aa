//! Which facts of different documents are the same claim.

mod alike;
mod events;
mod sources;

use cobden_read::Kind;

use crate::claim::{Claim, ClaimKind};
use crate::names;
use crate::union::Union;
use crate::view::View;

pub(crate) use alike::{BANDS, rows};

/// Facts put together, and pairs of facts that quote the same words of speakers who cannot be the same.
pub(crate) struct Grouped {
    union: Union,
    pub(crate) other_speaker: Vec<(u32, u32)>,
}

/// Puts together what is the same claim.
pub(crate) fn group(view: &View<'_>) -> Grouped {
    let mut union = Union::new(view.facts.all.len());
    let other_speaker = alike::quotations(view, &mut union);
    alike::utterances(view, &mut union);
    events::join(view, &mut union);
    Grouped {
        union,
        other_speaker,
    }
}

/// The claims of more than one document.
pub(crate) fn claims(view: &View<'_>, grouped: &mut Grouped) -> Vec<Claim> {
    let count = u32::try_from(view.facts.all.len()).unwrap_or(u32::MAX);
    let mut order: Vec<(u32, u32)> = (0..count)
        .map(|fact| (grouped.union.find(fact), fact))
        .collect();
    order.sort_unstable();
    let mut claims: Vec<Claim> = order
        .chunk_by(|one, other| one.0 == other.0)
        .filter(|members| {
            members.len() > 1
                && view.fact(members[0].1).document
                    != view.fact(members[members.len() - 1].1).document
        })
        .map(|members| {
            let members: Vec<u32> = members.iter().map(|(_, fact)| *fact).collect();
            claim(view, &members)
        })
        .collect();
    claims.sort_by_key(|claim| std::cmp::Reverse((claim.independent(), claim.documents)));
    claims
}

fn claim(view: &View<'_>, members: &[u32]) -> Claim {
    let first = view.fact(members[0]);
    let mut documents: Vec<u32> = members
        .iter()
        .map(|fact| view.fact(*fact).document)
        .collect();
    documents.dedup();
    let kind = match first.kind {
        Kind::Statement => {
            let quoted = members
                .iter()
                .filter(|fact| !view.facts.grams(view.fact(**fact)).is_empty())
                .count();
            if quoted > 1 {
                ClaimKind::Quotation
            } else {
                ClaimKind::Utterance
            }
        }
        Kind::Measure => ClaimKind::Measure,
        Kind::Meeting => ClaimKind::Meeting,
        Kind::Figure => ClaimKind::Figure,
        Kind::Forecast => ClaimKind::Forecast,
        Kind::Position | Kind::Event => ClaimKind::Position,
    };
    let (reports, sources) = sources::sources(view, members);
    Claim {
        kind,
        words: view.symbols.get(first.words).to_owned(),
        about: names::about(view, first),
        reports,
        sources,
        documents: documents.len(),
    }
}
