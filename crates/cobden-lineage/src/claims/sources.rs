//! On how many sources a claim rests.

use rustc_hash::FxHashMap;

use crate::claim::{Report, Source, SourceKind};
use crate::document::DocumentIndex;
use crate::fact::{Fact, Marks};
use crate::symbols::Symbol;
use crate::union::Union;
use crate::view::{View, is_economy};

/// What a report goes back to, as far as it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Root {
    /// A government or its offices and officials: one source, whoever speaks.
    Side(Symbol),
    Speaker(Symbol),
    Outlet(Symbol),
    Document(u32),
}

fn root(view: &View<'_>, fact: &Fact) -> Root {
    let origin = &view.origins[fact.document as usize];
    if fact.outlet.is_some() {
        return Root::Outlet(fact.outlet);
    }
    if !fact.marks.has(Marks::ANONYMOUS) {
        if is_economy(view.symbols.get(fact.side))
            && (fact.marks.has(Marks::OFFICIAL) || fact.marks.has(Marks::PERSON))
        {
            return Root::Side(fact.side);
        }
        if fact.speaker.is_some() {
            return Root::Speaker(fact.speaker);
        }
    }
    // What the document tells in its own voice it may have from the only outlet that it credits.
    match (origin.credits.as_slice(), origin.publisher) {
        ([only], _) => Root::Outlet(*only),
        (_, Some(publisher)) => Root::Outlet(publisher),
        _ => Root::Document(fact.document),
    }
}

/// Reports and the sources behind them. Reports with the same root share a source, and so do documents of one family.
pub(super) fn sources(view: &View<'_>, members: &[u32]) -> (Vec<Report>, Vec<Source>) {
    let roots: Vec<Root> = members
        .iter()
        .map(|number| root(view, view.fact(*number)))
        .collect();
    let mut union = Union::new(members.len());
    let mut by_root: FxHashMap<Root, u32> = FxHashMap::default();
    let mut by_family: FxHashMap<u32, u32> = FxHashMap::default();
    for (at, (number, root)) in (0u32..).zip(members.iter().zip(&roots)) {
        let family = view.family[view.fact(*number).document as usize];
        union.join(*by_root.entry(*root).or_insert(at), at);
        union.join(*by_family.entry(family).or_insert(at), at);
    }
    let mut place: FxHashMap<u32, usize> = FxHashMap::default();
    let mut sources: Vec<Source> = Vec::new();
    let mut best: Vec<Root> = Vec::new();
    let mut reports = Vec::with_capacity(members.len());
    for (at, number) in (0u32..).zip(members) {
        let fact = view.fact(*number);
        let own = roots[at as usize];
        let source = *place.entry(union.find(at)).or_insert_with(|| {
            sources.push(named(view, fact, own));
            best.push(own);
            sources.len() - 1
        });
        // Of several roots the speaker is the first, then the outlet.
        if rank(own) < rank(best[source]) {
            let documents = std::mem::take(&mut sources[source].documents);
            sources[source] = Source {
                documents,
                ..named(view, fact, own)
            };
            best[source] = own;
        }
        let document = DocumentIndex(fact.document);
        let documents = &mut sources[source].documents;
        if documents.last() != Some(&document) {
            documents.push(document);
        }
        if documents.len() > 1 && sources[source].kind == SourceKind::Document {
            sources[source].kind = SourceKind::Family;
        }
        reports.push(Report {
            fact: view.reference(fact),
            source,
        });
    }
    (reports, sources)
}

fn rank(root: Root) -> u8 {
    match root {
        Root::Side(_) => 0,
        Root::Speaker(_) => 1,
        Root::Outlet(_) => 2,
        Root::Document(_) => 3,
    }
}

fn named(view: &View<'_>, fact: &Fact, root: Root) -> Source {
    let (kind, name) = match root {
        Root::Side(side) => (
            SourceKind::Speaker,
            match view.symbols.get(fact.speaker) {
                "" => view.symbols.get(side),
                name => name,
            },
        ),
        Root::Speaker(speaker) => (SourceKind::Speaker, view.symbols.get(speaker)),
        Root::Outlet(outlet) => (SourceKind::Outlet, view.symbols.get(outlet)),
        Root::Document(document) => (
            SourceKind::Document,
            view.documents[document as usize].name.as_str(),
        ),
    };
    Source {
        kind,
        name: name.to_owned(),
        documents: Vec::new(),
    }
}
