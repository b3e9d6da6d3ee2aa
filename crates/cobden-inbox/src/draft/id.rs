//! Names of entries and files.

use std::path::PathBuf;

use cobden_read::{DocumentNote, Period};
use jiff::civil::Date;

use crate::key::normalised;

/// Words that say little about what an entry is about.
const EMPTY: [&str; 30] = [
    "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "has", "have", "in", "is",
    "it", "its", "not", "of", "on", "or", "that", "the", "their", "this", "to", "was", "were",
    "which", "will", "with",
];

/// Letters, digits and hyphens made from the first `most` words of a text that say something.
///
/// Letters outside ASCII are left out; a text without any gives an empty slug.
///
/// # Example
/// ```
/// assert_eq!(cobden_inbox::slug("The Ministry of Commerce", 3), "ministry-commerce");
/// ```
pub fn slug(text: &str, most: usize) -> String {
    let words = normalised(text);
    let plain = words.split(' ').map(|word| {
        let letters = word.chars().filter(char::is_ascii_alphanumeric);
        letters.collect::<String>()
    });
    let kept: Vec<String> = plain
        .filter(|word| !word.is_empty() && !EMPTY.contains(&word.as_str()))
        .take(most)
        .map(|word| word.chars().take(20).collect())
        .collect();
    kept.join("-")
}

/// The parts that say something, joined by hyphens.
pub(super) fn joined(parts: &[&str]) -> String {
    let parts: Vec<&str> = parts
        .iter()
        .copied()
        .filter(|part| !part.is_empty())
        .collect();
    parts.join("-")
}

/// A period in an id: `2025-05-02`, `2025-q1`; the first day of one that has no short name.
pub(super) fn when(period: Option<Period>) -> String {
    let Some(period) = period else {
        return String::new();
    };
    let text = period.to_string().to_lowercase();
    match text.split_once('/') {
        Some((first, _)) => first.to_owned(),
        None => text,
    }
}

/// The id, or with the first number behind it that makes it free: `a`, `a-2`, `a-3`.
pub fn unique(id: &str, is_taken: impl Fn(&str) -> bool) -> String {
    if !is_taken(id) {
        return id.to_owned();
    }
    let numbered = (2_u64..).map(|number| format!("{id}-{number}"));
    let mut free = numbered.filter(|id| !is_taken(id));
    // The numbers do not end before the entries do.
    free.next().unwrap_or_else(|| id.to_owned())
}

/// The file that a document's entries go into: `inbox/2025-05-02-publisher-words-of-title.toml`.
pub fn default_file(note: &DocumentNote, today: Date) -> PathBuf {
    let day = note.date.map_or(today, |period| period.first);
    let publisher = slug(note.publisher.as_deref().unwrap_or_default(), 3);
    let title = note.title.as_deref().unwrap_or(&note.name);
    let name = joined(&[&day.to_string(), &publisher, &slug(title, 5)]);
    PathBuf::from("inbox").join(format!("{name}.toml"))
}
