//! Names that are not on file.

use super::group::head_group;
use crate::clause::Range;
use crate::text::{Hit, Text};
use crate::words::{Shape, Tag};

/// A run of capitalised words that can be the name of a person.
pub(super) fn personal_name(
    text: &Text<'_>,
    range: &Range,
    hits: &[&Hit],
    outlets: &[&Hit],
) -> Option<Range> {
    let head = head_group(text, range);
    let covered = |index: usize| {
        hits.iter()
            .chain(outlets)
            .any(|hit| hit.range().contains(&index))
    };
    let mut end = head.end;
    // `Gong (Peking University)`: brackets are no part of a head group. A name ends its group.
    while end > head.start && !matches!(text.tokens[end - 1].tag, Tag::Proper) {
        end -= 1;
    }
    if end != head.end || end == head.start {
        return None;
    }
    let mut start = end;
    while start > head.start {
        let token = &text.tokens[start - 1];
        let word = text.word(start - 1);
        let dashed = token.tag == Tag::Dash
            && start - 1 > head.start
            && token.start == text.tokens[start - 2].end;
        let part = token.tag == Tag::Proper && !covered(start - 1) && !is_title_word(word)
            || dashed
            || matches!(
                word,
                "von" | "van" | "de" | "da" | "do" | "dos" | "di" | "der" | "bin" | "al" | "el"
            );
        if !part {
            break;
        }
        start -= 1;
    }
    let name = start..end;
    let words = name
        .clone()
        .filter(|index| text.tokens[*index].tag == Tag::Proper)
        .count();
    if words == 0 || words > 4 || organisation(text, &name) {
        return None;
    }
    // A single word in capitals is an abbreviation, but for the labels of a transcript.
    (words > 1 || text.tokens[name.start].shape == Shape::Capital).then_some(name)
}

pub(super) fn is_title_word(word: &str) -> bool {
    matches!(
        word,
        "President"
            | "Secretary"
            | "Minister"
            | "Premier"
            | "Senator"
            | "Sen."
            | "Rep."
            | "Representative"
            | "Governor"
            | "Ambassador"
            | "Chairman"
            | "Chairwoman"
            | "Chair"
            | "Director"
            | "CEO"
            | "Chief"
            | "Executive"
            | "Officer"
            | "Economist"
            | "Analyst"
            | "Professor"
            | "Dr"
            | "Mr"
            | "Mrs"
            | "Ms"
            | "Prof"
            | "Spokesperson"
            | "Spokesman"
            | "Spokeswoman"
            | "Commissioner"
            | "Adviser"
            | "Advisor"
            | "Counsellor"
            | "Counselor"
            | "Justice"
            | "Judge"
            | "Lord"
            | "Sir"
            | "Treasury"
            | "Commerce"
            | "Trade"
            | "Foreign"
            | "Finance"
            | "Prime"
            | "Vice"
            | "General"
            | "Deputy"
            | "State"
            | "Ministry"
            | "Department"
    )
}

/// Whether a name holds a word that only organisations have.
pub(super) fn organisation(text: &Text<'_>, range: &Range) -> bool {
    range.clone().any(|index| {
        text.is_any(
            index,
            &[
                "bank",
                "inc",
                "ltd",
                "corp",
                "co",
                "group",
                "university",
                "institute",
                "ministry",
                "department",
                "association",
                "council",
                "committee",
                "commission",
                "chamber",
                "securities",
                "capital",
                "research",
                "economics",
                "federation",
                "union",
                "company",
                "foundation",
                "center",
                "centre",
                "academy",
                "fund",
                "partners",
                "holdings",
                "motors",
                "electronics",
                "technologies",
                "technology",
                "airlines",
                "party",
                "agency",
                "court",
                "house",
                "street",
                "journal",
                "times",
                "news",
                "post",
                "daily",
                "index",
                "act",
                "summit",
                "forum",
                "global",
                "international",
                "asset",
                "management",
                "markets",
                "organization",
                "organisation",
                "exchange",
                "exchanges",
                "army",
                "office",
                "bureau",
                "senate",
                "congress",
                "administration",
                "reserve",
                "alliance",
                "coalition",
                "network",
                "consulting",
                "advisors",
                "analytics",
                "ratings",
                "agreement",
                "board",
            ],
        )
    })
}
