//! Documents and facts by number.

use cobden_read::Period;
use serde::{Deserialize, Serialize};

/// A document of a collection: the first pushed is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DocumentIndex(pub u32);

impl DocumentIndex {
    /// As a place in a list of documents in the order in which they were pushed.
    pub fn place(self) -> usize {
        self.0 as usize
    }
}

/// A fact: the document and the proposal's id in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct FactRef {
    /// The document.
    pub document: DocumentIndex,
    /// The proposal: [`cobden_read::Proposal::id`].
    pub id: String,
}

/// What is kept of a document to name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Listed {
    /// Its number.
    pub document: DocumentIndex,
    /// Its file.
    pub name: String,
    /// Who published it: the outlet's usual name if it is known, else as the document has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Period>,
    /// Its headline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}
