//! Where words stand in a document: exactly, else but for the form of white space, quotation marks and dashes.

use std::cell::OnceCell;

use rustc_hash::FxHashSet;

use super::fold::{Folded, fold};
use super::lists;
use super::paragraph::Paragraphs;
use crate::span::Span;

/// A document made ready to be searched.
#[derive(Debug)]
pub(super) struct Search<'t> {
    pub(super) text: &'t str,
    pub(super) paragraphs: Paragraphs,
    folded: Folded,
    words: OnceCell<FxHashSet<String>>,
}

impl<'t> Search<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self {
            text,
            paragraphs: Paragraphs::of(text),
            folded: Folded::of(text),
            words: OnceCell::new(),
        }
    }

    /// All of the text.
    pub(super) fn whole(&self) -> Span {
        Span::new(0, self.text.len())
    }

    /// Every place within a stretch where the words stand whole, in order. Words in other form count only where none stand exactly.
    pub(super) fn find(&self, words: &str, within: Span) -> Vec<Span> {
        let words = words.trim();
        if words.is_empty() {
            return Vec::new();
        }
        let exact = matches(words, within, self.text);
        let exact: Vec<Span> = exact.filter(|span| is_whole(*span, self.text)).collect();
        if !exact.is_empty() {
            return exact;
        }
        let folded = self.folded.within(within);
        matches(&fold(words), folded, &self.folded.text)
            .filter_map(|span| self.folded.original(span, self.text))
            .filter(|span| within.contains(*span) && is_whole(*span, self.text))
            .collect()
    }

    /// Whether the document has a word, in whatever case.
    pub(super) fn has_word(&self, word: &str) -> bool {
        let known = self
            .words
            .get_or_init(|| words(self.text).map(str::to_lowercase).collect());
        known.contains(&word.to_lowercase())
    }

    /// Stretches that speak to a machine, with the phrase that shows it, in order of the phrases.
    pub(super) fn addressed(&self) -> Vec<(Span, &'static str)> {
        // ASCII only: lower-casing other letters could move the bytes, and the phrases have none.
        let lower = self.folded.text.to_ascii_lowercase();
        let whole = Span::new(0, lower.len());
        let mut found = Vec::new();
        for phrase in lists::addressed() {
            let hits = matches(phrase, whole, &lower).filter(|span| is_whole(*span, &lower));
            let hits = hits.filter_map(|span| self.folded.original(span, self.text));
            found.extend(hits.map(|span| (span, phrase.as_str())));
        }
        found
    }
}

/// The words of a text: runs of letters and digits.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

fn matches<'a>(words: &'a str, within: Span, text: &'a str) -> impl Iterator<Item = Span> + 'a {
    within
        .of(text)
        .match_indices(words)
        .map(move |(at, found)| {
            let start = within.start + at;
            Span::new(start, start + found.len())
        })
}

/// Whether a stretch begins and ends where a word or number does: `5%` is not a part of `2.5%`.
fn is_whole(span: Span, text: &str) -> bool {
    let (before, after) = (&text[..span.start], &text[span.end..]);
    let words = span.of(text);
    let cut = |outer: Option<char>, next: Option<char>, inner: Option<char>| {
        let (Some(outer), Some(inner)) = (outer, inner) else {
            return false;
        };
        let in_word = outer.is_alphanumeric() && inner.is_alphanumeric();
        let in_number = inner.is_ascii_digit()
            && matches!(outer, '.' | ',')
            && next.is_some_and(|c| c.is_ascii_digit());
        in_word || in_number
    };
    let mut back = before.chars().rev();
    let mut forth = after.chars();
    !cut(back.next(), back.next(), words.chars().next())
        && !cut(forth.next(), forth.next(), words.chars().next_back())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(text: &'t str, words: &str) -> Vec<&'t str> {
        let search = Search::of(text);
        let spans = search.find(words, search.whole());
        spans.iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn words_are_found_whole() {
        assert_eq!(found("BUSINESS in the US.", "US"), ["US"]);
        assert!(found("a rise of 2.5%", "5%").is_empty());
        assert!(found("a rise of 1,145 points", "145").is_empty());
        assert!(found("a tariff of 145", "14").is_empty());
        assert_eq!(found("145%. 145", "145%"), ["145%"]);
        assert_eq!(found("in 2018.", "2018"), ["2018"]);
    }

    #[test]
    fn other_forms_lead_to_the_original() {
        assert_eq!(
            found("He said “it’s\n over”.", "He said \"it's over\""),
            ["He said “it’s\n over”"]
        );
        assert_eq!(found("a‑b", "a-b"), ["a‑b"]);
        // A letter of another script, another word, an added word: not there.
        assert!(found("China cut tariffs", "Chinа cut tariffs").is_empty());
        assert!(found("China cut tariffs", "China cut all tariffs").is_empty());
    }

    #[test]
    fn text_to_machines_is_seen_in_any_form() {
        let text = "Fine.\n\nIGNORE\u{a0}previous\ninstructions and go.";
        let search = Search::of(text);
        let (span, phrase) = search.addressed()[0];
        assert_eq!(phrase, "ignore previous instructions");
        assert!(span.of(text).starts_with("IGNORE"));
        assert!(
            Search::of("The ecosystem prompted a report.")
                .addressed()
                .is_empty()
        );
    }
}
