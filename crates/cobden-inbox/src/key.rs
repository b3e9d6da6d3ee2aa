//! What makes two proposals the same, so that what was rejected once does not come back.

use std::collections::BTreeMap;

use cobden_read::Proposal;
use sha2::{Digest, Sha256};

/// Norms that name other proposals of one reading: they change from reading to reading.
const OF_ONE_READING: [&str; 2] = ["continues", "via"];

/// The words of a text without what reprints change: case, punctuation, quotation marks, white space.
///
/// # Example
/// ```
/// assert_eq!(cobden_inbox::normalised("“The US,” he  said"), "the us he said");
/// ```
pub fn normalised(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut apart = false;
    for character in text.chars() {
        if character.is_alphanumeric() || character == '%' {
            if apart && !words.is_empty() {
                words.push(' ');
            }
            apart = false;
            words.extend(character.to_lowercase());
        } else if !matches!(character, '\'' | '’') {
            apart = true;
        }
    }
    words
}

/// Whether two texts say the same but for what reprints change.
pub fn same_words(one: &str, other: &str) -> bool {
    normalised(one) == normalised(other)
}

/// Kind, words and norms, as 128 bits of their SHA-256, and 64 bits of kind and words alone.
pub(crate) fn keys(proposal: &Proposal) -> ([u8; 16], i64) {
    let mut hasher = Sha256::new();
    hasher.update(proposal.kind.name());
    hasher.update([0]);
    hasher.update(normalised(&proposal.text));
    let words = hasher.clone().finalize();
    let norms: BTreeMap<&String, &serde_json::Value> = proposal
        .norm
        .iter()
        .filter(|(name, _)| !OF_ONE_READING.contains(&name.as_str()))
        .collect();
    for (name, value) in norms {
        hasher.update([0]);
        hasher.update(name);
        hasher.update([0]);
        hasher.update(value.to_string());
    }
    let whole = hasher.finalize();
    let mut key = [0; 16];
    key.copy_from_slice(&whole[..16]);
    let mut short = [0; 8];
    short.copy_from_slice(&words[..8]);
    (key, i64::from_be_bytes(short))
}
