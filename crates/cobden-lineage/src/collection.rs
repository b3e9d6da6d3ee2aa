//! Documents, one after the other.

use cobden_read::Reading;
use cobden_read::layout::{Declared, Layout, Outlets};
use serde::Serialize;

use crate::claim::Claim;
use crate::claims;
use crate::contradiction::Contradiction;
use crate::contradictions;
use crate::copies;
use crate::copies::credit;
use crate::copies::direction::Origin;
use crate::document::{DocumentIndex, Listed};
use crate::fact::{Facts, intake};
use crate::lineage::Lineage;
use crate::link::Link;
use crate::select;
use crate::sketch::{self, Sketches};
use crate::symbols::Symbols;
use crate::view::View;

/// Documents as far as they matter for comparison: sketches, notes and facts, without their texts.
#[derive(Debug, Clone, Default)]
pub struct Collection {
    documents: Vec<Listed>,
    origins: Vec<Origin>,
    sketches: Sketches,
    facts: Facts,
    symbols: Symbols,
}

/// How a document stands to the others of a collection.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Comparison {
    /// Documents that it repeats, or that repeat it.
    pub links: Vec<Link>,
    /// Claims that it shares with others.
    pub claims: Vec<Claim>,
    /// What in it contradicts others.
    pub contradictions: Vec<Contradiction>,
}

impl Collection {
    /// An empty collection.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many documents there are.
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// Adds a document: its reading and its readable text, whose layout is looked for once more.
    pub fn push(&mut self, reading: &Reading, text: &str) -> DocumentIndex {
        self.push_laid_out(reading, text, &Layout::of(text, &Declared::default()))
    }

    /// Adds a document whose layout is at hand ([`cobden_read::Read::layout`]).
    pub fn push_laid_out(
        &mut self,
        reading: &Reading,
        text: &str,
        layout: &Layout,
    ) -> DocumentIndex {
        let number = u32::try_from(self.documents.len()).unwrap_or(u32::MAX);
        let note = &reading.document;
        let publisher = note
            .publisher
            .as_deref()
            .map(|name| intake::usual_name(name).unwrap_or(name).to_owned());
        let byline = note.byline.as_deref().unwrap_or("");
        let mut origin = Origin {
            publisher: publisher.as_deref().map(|name| self.symbols.intern(name)),
            date: note.date,
            official: note.source_kind.as_deref() == Some("official"),
            ..Origin::default()
        };
        let in_byline = Outlets::bundled().find(byline);
        let credited = note
            .repeats
            .iter()
            .map(|name| intake::usual_name(name).unwrap_or(name))
            .chain(in_byline.iter().map(|(_, outlet)| outlet.name.as_str()));
        for name in credited {
            let name = self.symbols.intern(name);
            if origin.publisher != Some(name) && !origin.credits.contains(&name) {
                origin.credits.push(name);
            }
        }
        let (prints, whole) = sketch::prints(text, &layout.noise);
        self.sketches.push(&prints, whole);
        origin.reported = intake::take(number, reading, text, &mut self.facts, &mut self.symbols);
        self.origins.push(origin);
        self.documents.push(Listed {
            document: DocumentIndex(number),
            name: note.name.clone(),
            publisher,
            date: note.date,
            title: note.title.clone(),
        });
        DocumentIndex(number)
    }

    /// Compares one document of the collection with all others: what [`Collection::finish`] says of it, found by looking
    /// at every document once. For many documents, [`Collection::finish`] is quicker.
    ///
    /// An unknown document has an empty comparison.
    pub fn compare(&self, document: DocumentIndex) -> Comparison {
        if document.place() >= self.documents.len() {
            return Comparison::default();
        }
        let (mut links, family) =
            copies::of_one(&self.sketches, &self.origins, &self.symbols, document.0);
        let facts = select::near(&self.view(&self.facts, &family), document.0);
        let mut view = self.view(&facts, &family);
        view.focus = Some(document.0);
        let mut grouped = claims::group(&view);
        let mut claims = claims::claims(&view, &mut grouped);
        claims.retain(|claim| {
            claim
                .reports
                .iter()
                .any(|report| report.fact.document == document)
        });
        credit::add(&claims, &self.origins, &self.symbols, &mut links);
        links.retain(|link| link.source == document || link.repeater == document);
        let mut contradictions = contradictions::contradictions(&view, &grouped);
        contradictions.retain(|found| {
            [&found.one, &found.other].into_iter().any(|side| {
                side.fact.document == document || side.also.binary_search(&document).is_ok()
            })
        });
        Comparison {
            links,
            claims,
            contradictions,
        }
    }

    /// Compares all documents with each other. More may be pushed afterwards.
    pub fn finish(&self) -> Lineage {
        let mut copies = copies::copies(&self.sketches, &self.origins, &self.symbols);
        let view = self.view(&self.facts, &copies.family);
        let mut grouped = claims::group(&view);
        let claims = claims::claims(&view, &mut grouped);
        let contradictions = contradictions::contradictions(&view, &grouped);
        credit::add(&claims, &self.origins, &self.symbols, &mut copies.links);
        Lineage {
            documents: self.documents.clone(),
            families: copies.families,
            links: copies.links,
            claims,
            contradictions,
        }
    }

    fn view<'c>(&'c self, facts: &'c Facts, family: &'c [u32]) -> View<'c> {
        View::new(&self.documents, &self.origins, facts, &self.symbols, family)
    }
}
