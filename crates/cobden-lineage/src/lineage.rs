//! The result of a comparison.

use serde::Serialize;

use crate::claim::Claim;
use crate::contradiction::Contradiction;
use crate::document::Listed;
use crate::link::{Family, Link};

/// How the documents of a collection hang together.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Lineage {
    /// The documents, in the order in which they were pushed: `documents[i].document` is `i`.
    pub documents: Vec<Listed>,
    /// Documents that share words, in the order of their first members. Documents that share none are in no family.
    pub families: Vec<Family>,
    /// Who repeats whom, by source and repeater.
    pub links: Vec<Link>,
    /// What at least two documents say, most independent sources first, then most documents, then first document.
    pub claims: Vec<Claim>,
    /// What cannot both be so, in the order of the first document.
    pub contradictions: Vec<Contradiction>,
}
