//! The words round an instrument: `the 145% tariffs on Chinese goods imposed by Washington`.

use crate::clause::Range;
use crate::text::Text;
use crate::words::{Shape, Tag};

/// An instrument with everything that hangs on it.
#[derive(Debug, Clone)]
pub(super) struct Phrase {
    /// From its first determiner or adjective.
    pub(super) first: usize,
    /// The term itself.
    pub(super) term: Range,
    /// One past the last noun of its group.
    pub(super) head: usize,
    /// One past what prepositions and participles tie to it.
    pub(super) last: usize,
}

impl Phrase {
    pub(super) fn range(&self) -> Range {
        self.first..self.last
    }

    /// Finds what belongs to a term.
    pub(super) fn of(text: &Text<'_>, within: &Range, term: Range, next: Option<usize>) -> Self {
        let first = left(text, within.start, term.start);
        let mut head = term.end;
        while head < within.end && matches!(text.tokens[head].tag, Tag::Noun | Tag::Proper) {
            head += 1;
        }
        let limit = next.map_or(within.end, |next| {
            // The next instrument begins a member of a list, unless a preposition ties it to this one.
            let from = left(text, head.min(next), next);
            let tied =
                from > head && matches!(text.tokens[from - 1].tag, Tag::Preposition | Tag::To);
            if tied || from <= head {
                within.end
            } else {
                from
            }
        });
        let mut last = right(text, head, limit.max(head));
        while last > head && matches!(text.tokens[last - 1].tag, Tag::Conjunction | Tag::Comma) {
            last -= 1;
        }
        Self {
            first,
            term,
            head,
            last,
        }
    }
}

/// Back to where a noun group begins.
pub(super) fn left(text: &Text<'_>, from: usize, before: usize) -> usize {
    let mut first = before;
    while first > from {
        let index = first - 1;
        let token = &text.tokens[index];
        let takes = match token.tag {
            Tag::Noun | Tag::Proper | Tag::Adjective | Tag::Number => true,
            Tag::Determiner => true,
            Tag::Possessive => true,
            Tag::Dash => index > from && token.start == text.tokens[index - 1].end,
            Tag::Quote => {
                index > from
                    && first < before
                    && text
                        .quote_of(before)
                        .is_none_or(|quote| quote.open != index)
                    && text.tokens[index - 1].tag.is_nominal()
            }
            Tag::Other => text.is(index, "%"),
            // 25 per cent; $16 billion worth of tariffs; a barrage of tariffs
            Tag::Preposition => {
                text.is(index, "per")
                    || text.is_any(index, &["of", "in"])
                        && index > from
                        && (text.is_any(
                            index - 1,
                            &[
                                "worth", "wave", "waves", "barrage", "round", "rounds", "series",
                                "set", "list", "lists", "spate", "raft", "flurry", "host",
                                "billion", "billions", "million", "trillion", "package", "types",
                                "kind", "form", "tranche", "tranches",
                            ],
                        ) || text.tokens[index - 1].tag == Tag::Number && text.is(index, "in"))
            }
            // recently imposed tariffs, mutually increasing tariffs
            Tag::Participle | Tag::Past
                if index > from + 1
                    && text.tokens[index - 1].tag == Tag::Adverb
                    && matches!(
                        text.tokens[index - 2].tag,
                        Tag::Preposition | Tag::Determiner | Tag::Possessive | Tag::To
                    ) =>
            {
                first = index;
                true
            }
            Tag::Adverb if matches!(text.tokens[first].tag, Tag::Participle | Tag::Past) => true,
            Tag::Participle | Tag::Gerund | Tag::Past => {
                index > from
                    && matches!(
                        text.tokens[index - 1].tag,
                        Tag::Adverb | Tag::Determiner | Tag::Possessive
                    )
                    && first < before + 1
                    && text.tokens[first].tag.is_nominal()
                    && text.tokens[index - 1].tag != Tag::Adverb
            }
            Tag::Adverb => {
                first < before
                    && text.tokens[first].tag == Tag::Adjective
                    && index > from
                    && matches!(
                        text.tokens[index - 1].tag,
                        Tag::Determiner | Tag::Possessive
                    )
            }
            _ => false,
        };
        if !takes {
            break;
        }
        first = index;
        let own =
            token.tag == Tag::Possessive && !token.span().of(text.text).starts_with(['\'', '’']);
        // `a`, `its`: a group begins; not for `more` and `all`, which may follow another determiner.
        if own
            || token.tag == Tag::Determiner
                && text.is_any(
                    index,
                    &[
                        "a", "an", "the", "this", "these", "those", "any", "no", "some",
                    ],
                )
        {
            if index > from
                && text.is_any(index - 1, &["all", "of", "both", "such"])
                && text.is_any(index - 1, &["all", "both", "such"])
            {
                first = index - 1;
            }
            break;
        }
    }
    // A name of a day before a noun is no part of it; nor is a lone mark.
    while first < before
        && matches!(
            text.tokens[first].tag,
            Tag::Quote | Tag::Dash | Tag::Preposition
        )
    {
        first += 1;
    }
    first
}

/// On over prepositions, participles and lists.
fn right(text: &Text<'_>, from: usize, end: usize) -> usize {
    let limit = end.min(from + 40);
    let mut last = from;
    let mut phrases = 0;
    while last < limit && phrases < 7 {
        let mut at = last;
        while at < limit && text.tokens[at].tag == Tag::Quote {
            at += 1;
        }
        if at >= limit {
            break;
        }
        let token = &text.tokens[at];
        let next = match token.tag {
            Tag::Preposition
                if text.is_any(at, &["down", "up", "back"])
                    && text
                        .tokens
                        .get(at + 1)
                        .is_some_and(|next| next.tag == Tag::To) =>
            {
                nominals(text, at + 2, limit)
            }
            Tag::Preposition
                if !text.is_any(
                    at,
                    &[
                        "after", "despite", "amid", "until", "since", "during", "without", "than",
                    ],
                ) =>
            {
                nominals(text, at + 1, limit)
            }
            Tag::To
                if text
                    .tokens
                    .get(at + 1)
                    .is_some_and(|next| next.tag.is_nominal()) =>
            {
                nominals(text, at + 1, limit)
            }
            Tag::Participle | Tag::Gerund | Tag::Past
                if (last == from || phrases < 3)
                    && text.tokens.get(at + 1).is_some_and(|next| match token.tag {
                        Tag::Gerund => next.tag.is_nominal(),
                        _ => {
                            matches!(next.tag, Tag::Preposition | Tag::To)
                        }
                    })
                    && !(token.tag == Tag::Past && finite_here(text, at)) =>
            {
                match nominals(text, at + 1, limit) {
                    Some(next) if next > at + 1 => Some(next),
                    _ => Some(at + 1),
                }
            }
            Tag::Adverb
                if text
                    .tokens
                    .get(at + 1)
                    .is_some_and(|next| next.tag == Tag::Participle) =>
            {
                Some(at + 1)
            }
            Tag::Open => (at + 1..limit.min(at + 9))
                .find(|index| text.tokens[*index].tag == Tag::Close)
                .map(|index| index + 1),
            Tag::Conjunction if phrases > 0 => list(text, at, limit),
            Tag::Comma if phrases > 0 => list(text, at, limit),
            Tag::Adjective | Tag::Number | Tag::Noun | Tag::Proper | Tag::Determiner
                if phrases > 0 && last != from && text.tokens[last - 1].tag == Tag::Participle =>
            {
                nominals(text, at, limit)
            }
            _ => None,
        };
        let Some(next) = next.filter(|next| *next > last) else {
            break;
        };
        last = next;
        phrases += 1;
    }
    last
}

/// `tariffs started on`: a past form that is the verb of the sentence.
fn finite_here(text: &Text<'_>, token: usize) -> bool {
    let sentence = text.sentence_of(token);
    text.verbs_in(sentence).any(|verb| {
        let verb = &text.verbs[verb];
        verb.main == token
            && verb.form == crate::clause::Form::Past
            && verb.subject.is_some()
            && !text.is(token + 1, "by")
    }) && !text.is_any(
        token,
        &[
            "imposed",
            "levied",
            "placed",
            "slapped",
            "announced",
            "unveiled",
            "introduced",
            "threatened",
            "enacted",
        ],
    )
}

/// A run of nouns; none if there is none, or if a verb follows that has them as its subject.
fn nominals(text: &Text<'_>, from: usize, limit: usize) -> Option<usize> {
    let mut at = from;
    while at < limit {
        let token = &text.tokens[at];
        let takes = token.tag.is_nominal()
            // genetically modified food
            || matches!(token.tag, Tag::Participle | Tag::Past)
                && at > from
                && text.tokens[at - 1].tag == Tag::Adverb
                && at + 1 < limit
                && text.tokens[at + 1].tag.is_nominal()
            || token.tag == Tag::Adverb
                && at + 2 < limit
                && matches!(text.tokens[at + 1].tag, Tag::Participle | Tag::Past)
                && matches!(text.tokens[at + 2].tag, Tag::Noun | Tag::Adjective)
            || token.tag == Tag::Quote
            || token.tag == Tag::Dash
                && token.start == text.tokens[at - 1].end
                && token.end - token.start == 1
            || text.is_any(at, &["per", "%", "up"]) && at + 1 < limit
            || token.tag == Tag::Adverb
                && at + 1 < limit
                && matches!(
                    text.tokens[at + 1].tag,
                    Tag::Number | Tag::Adjective | Tag::Determiner
                )
            || matches!(token.tag, Tag::Preposition | Tag::To)
                && at > from
                && at + 1 < limit
                && text.tokens[at + 1].tag == Tag::Number
                && text.is(at, "to");
        if !takes || token.tag == Tag::Pronoun && at > from {
            break;
        }
        at += 1;
    }
    while at > from && matches!(text.tokens[at - 1].tag, Tag::Quote | Tag::Dash) {
        at -= 1;
    }
    (at > from).then_some(at)
}

/// `, Mexico and China`: a further member of a list, unless it begins a clause of its own.
fn list(text: &Text<'_>, at: usize, limit: usize) -> Option<usize> {
    let mut from = at + 1;
    if text.tokens[at].tag == Tag::Comma
        && text
            .tokens
            .get(from)
            .is_some_and(|next| next.tag == Tag::Conjunction)
    {
        from += 1;
    }
    let mut end = nominals(text, from, limit)?;
    if text.tokens[from].tag == Tag::Pronoun
        || text.tokens[from].shape == Shape::Digits && text.tokens[at].tag == Tag::Comma
    {
        return None;
    }
    // `25% tariffs on goods and 10% on energy`: a measure of its own.
    if (from..from + 3).any(|index| super::values::percent_at(text, index).is_some()) {
        return None;
    }
    let mut follows = text.tokens.get(end).map(|token| token.tag);
    // `, steel and aluminium`
    if text.tokens[at].tag == Tag::Comma && at + 1 == from {
        match follows {
            Some(Tag::Conjunction) => {
                end = nominals(text, end + 1, limit)?;
                follows = text.tokens.get(end).map(|token| token.tag);
            }
            Some(Tag::Comma) => return list(text, end, limit),
            _ => return None,
        }
    }
    let verb = follows.is_some_and(|tag| {
        matches!(
            tag,
            Tag::Past
                | Tag::Third
                | Tag::Base
                | Tag::Modal
                | Tag::Be
                | Tag::Have
                | Tag::Do
                | Tag::Not
        )
    });
    (!verb).then_some(end)
}
