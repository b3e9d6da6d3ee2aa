//! Outlets as terms: sentences name them too.

use super::terms::{Concept, Pos, Terms};
use super::vocabulary::Vocabulary;
use crate::layout::Outlets;

/// Adds the names and aliases of outlets as terms, whose value is the outlet's number. Codes are none: they count only
/// where a credit is expected.
pub(super) fn add(
    outlets: &Outlets,
    vocabulary: &mut Vocabulary,
    terms: &mut Terms,
    concept: Concept,
) {
    for (index, outlet) in outlets.iter().enumerate() {
        let entry = terms.entry(concept, &index.to_string());
        for name in outlet.aliases.iter().chain([&outlet.name]) {
            terms.add(vocabulary, name, Pos::Any, entry);
        }
    }
}
