//! Names behind a token: the chain of noun groups, and the apposition that may follow.

use crate::clause::Range;
use crate::text::Text;
use crate::words::Tag;

/// The noun groups from a token on, with what prepositions tie to them.
pub(super) fn noun_chain_after(text: &Text<'_>, from: usize, end: usize) -> Option<Range> {
    let mut at = from;
    let nominal = |index: usize| {
        index < end
            && (text.tokens[index].tag.is_nominal()
                || text.tokens[index].tag == Tag::Dash
                    && index > from
                    && text.tokens[index].start == text.tokens[index - 1].end)
    };
    while nominal(at) {
        at += 1;
    }
    if at == from {
        return None;
    }
    // `people briefed on the matter`, `a person who asked not to be named`
    let somebody = text.is_any(
        at - 1,
        &[
            "people",
            "person",
            "persons",
            "individuals",
            "officials",
            "official",
            "sources",
            "source",
            "those",
            "executives",
            "diplomats",
        ],
    );
    if somebody
        && at < end
        && text.is_any(
            at,
            &[
                "briefed",
                "familiar",
                "close",
                "aware",
                "privy",
                "involved",
                "knowledgeable",
            ],
        )
    {
        let stop = (at..end.min(at + 12))
            .find(|index| {
                matches!(
                    text.tokens[*index].tag,
                    Tag::Comma | Tag::Stop | Tag::Quote | Tag::Wh | Tag::That | Tag::Dash
                )
            })
            .unwrap_or(at + 1);
        return Some(from..stop);
    }
    while at < end
        && (matches!(text.tokens[at].tag, Tag::Preposition | Tag::Conjunction)
            && !text.is_any(at, &["in", "on", "during", "after", "before", "as"])
            || text.is(at, "in") && at + 1 < end && text.tokens[at + 1].tag == Tag::Proper)
        && nominal(at + 1)
    {
        if matches!(text.tokens[at].tag, Tag::Conjunction)
            && text.verbs_in(text.sentence_of(at)).any(|verb| {
                text.verbs[verb]
                    .subject
                    .as_ref()
                    .is_some_and(|subject| subject.start == at + 1)
            })
        {
            break;
        }
        at += 1;
        while nominal(at) {
            at += 1;
        }
    }
    Some(from..at)
}

/// `, an economist at United Overseas Bank Ltd.` behind a name.
pub(super) fn apposition_after(text: &Text<'_>, from: usize, end: usize) -> Option<Range> {
    if !(from < end && text.tokens[from].tag == Tag::Comma) {
        return None;
    }
    let first = text.tokens.get(from + 1).filter(|_| from + 1 < end)?;
    let founding = text.is_any(
        from + 1,
        &[
            "founding",
            "managing",
            "leading",
            "acting",
            "supervising",
            "consulting",
            "visiting",
        ],
    );
    if !founding
        && matches!(
            first.tag,
            Tag::Quote
                | Tag::Conjunction
                | Tag::Gerund
                | Tag::Preposition
                | Tag::Subordinator
                | Tag::Adverb
                | Tag::Wh
                | Tag::That
        )
    {
        return None;
    }
    let mut at = from + 1;
    while at < end
        && !matches!(
            text.tokens[at].tag,
            Tag::Comma
                | Tag::Stop
                | Tag::Semicolon
                | Tag::Quote
                | Tag::Past
                | Tag::Third
                | Tag::Modal
                | Tag::Be
                | Tag::Have
                | Tag::Do
        )
    {
        at += 1;
    }
    (at > from + 1).then_some(from + 1..at)
}
