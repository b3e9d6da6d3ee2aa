//! The parts of a noun group that name somebody.

use crate::clause::Range;
use crate::lexicon::ActorTerm;
use crate::text::{Hit, Text};
use crate::words::{Shape, Tag};

/// Without what does not name anybody at the ends.
pub(super) fn trim(text: &Text<'_>, mut range: Range) -> Option<Range> {
    let skip = |index: usize| {
        matches!(
            text.tokens[index].tag,
            Tag::Comma
                | Tag::Conjunction
                | Tag::Subordinator
                | Tag::Quote
                | Tag::Dash
                | Tag::Stop
                | Tag::Colon
        )
    };
    while range.start < range.end && skip(range.start) {
        range.start += 1;
    }
    while range.start < range.end && skip(range.end - 1) {
        range.end -= 1;
    }
    (range.start < range.end).then_some(range)
}

/// The longest hits, none inside another.
pub(super) fn covering<'h>(hits: impl Iterator<Item = &'h Hit>) -> Vec<&'h Hit> {
    let mut kept: Vec<&Hit> = Vec::new();
    for hit in hits {
        if kept.iter().any(|other| {
            other.first <= hit.first
                && hit.last <= other.last
                && (other.last - other.first) > (hit.last - hit.first)
        }) {
            continue;
        }
        kept.retain(|other| {
            !(hit.first <= other.first
                && other.last <= hit.last
                && (hit.last - hit.first) > (other.last - other.first))
        });
        kept.push(hit);
    }
    kept
}

/// Whether what ends at `end` is the head of a group that ends at `last`: nothing but a prepositional phrase follows.
pub(super) fn is_head(text: &Text<'_>, end: usize, last: usize) -> bool {
    end >= last
        || matches!(
            text.tokens[end].tag,
            Tag::Preposition
                | Tag::Conjunction
                | Tag::Comma
                | Tag::Open
                | Tag::Gerund
                | Tag::Participle
                | Tag::Past
                | Tag::Quote
                | Tag::To
                | Tag::Wh
                | Tag::That
        )
}

/// The first noun group of a chain: `representatives` in `representatives for the office`.
pub(super) fn head_group(text: &Text<'_>, range: &Range) -> Range {
    // `Luiz da Silva`: particles stand inside names.
    let particle = |index: usize| {
        matches!(
            text.word(index),
            "de" | "da" | "do" | "dos" | "di" | "von" | "van" | "der" | "bin" | "al" | "el"
        ) && index > range.start
            && index + 1 < range.end
            && text.tokens[index + 1].tag == Tag::Proper
    };
    let end = range
        .clone()
        .find(|index| {
            !text.tokens[*index].tag.is_nominal()
                && text.tokens[*index].tag != Tag::Dash
                && !particle(*index)
        })
        .unwrap_or(range.end);
    range.start..end.max(range.start + 1).min(range.end)
}

/// Economies named in a range, each once.
pub(crate) fn economies_in(text: &Text<'_>, range: &Range) -> Vec<Box<str>> {
    let mut found: Vec<Box<str>> = Vec::new();
    for hit in covering(text.hits_of(text.lexicon.actor, range.clone())) {
        let code = match text.lexicon.actors.term(&text.meaning(hit).value) {
            Some(ActorTerm::Economy(code) | ActorTerm::Adjective(code)) => code.clone(),
            Some(ActorTerm::Office(index)) => {
                // `the commerce ministry` of another economy: what is named beats what is usual.
                if !found.is_empty()
                    || range
                        .clone()
                        .any(|index| index < hit.first && text.tokens[index].shape == Shape::Upper)
                {
                    continue;
                }
                text.lexicon.actors.offices[*index].economy.clone()
            }
            Some(ActorTerm::Person(index)) => text.lexicon.actors.persons[*index].economy.clone(),
            _ => continue,
        };
        if !found.contains(&code) {
            found.push(code);
        }
    }
    found
}
