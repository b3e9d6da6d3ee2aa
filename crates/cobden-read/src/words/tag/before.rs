//! What stands before a word that may be a verb, and verbs that are nouns elsewhere.

use super::around::Around;
use crate::lexicon::{Candidates, Vocabulary};
use crate::words::{Shape, Tag, Token};

/// `exporters estimate losses`, `consultations start today`, `, reports Reuters`: verbs that are nouns elsewhere.
pub(super) fn reports(
    around: &Around<'_>,
    can: Candidates,
    vocabulary: &Vocabulary,
) -> Option<Tag> {
    let token = &around.tokens[around.index];
    if !can.has(Candidates::NOUN_FIRST) {
        return None;
    }
    let is = |token: &Token, words: &[&str]| {
        token.word != 0 && words.iter().any(|word| vocabulary.word(word) == token.word)
    };
    let before = around.index.checked_sub(1).map(|at| &around.tokens[at])?;
    let after = around.tokens.get(around.index + 1)?;
    let next = vocabulary.candidates(after.word);
    let helps = next.has(Candidates::BE)
        || next.has(Candidates::HAVE)
        || next.has(Candidates::MODAL)
        || next.has(Candidates::PAST)
        || next.has(Candidates::THIRD);
    if can.has(Candidates::THIRD)
        && is(
            token,
            &["reports", "notes", "claims", "estimates", "forecasts"],
        )
    {
        // `..., reports Reuters.`
        let closes = around.tokens.get(around.index + 2).is_none_or(|second| {
            second.shape == Shape::Mark || matches!(second.shape, Shape::Capital | Shape::Upper)
        });
        if matches!(before.tag, Tag::Comma | Tag::Quote)
            && matches!(after.shape, Shape::Capital | Shape::Upper)
            && closes
        {
            return Some(Tag::Third);
        }
        // `Xinhua notes, per Reuters, that`
        let that = after.tag == Tag::Comma
            && around.tokens[around.index + 2..]
                .iter()
                .take(8)
                .take_while(|token| token.tag != Tag::Stop)
                .any(|token| token.word == vocabulary.word("that"));
        if before.tag == Tag::Proper && that {
            return Some(Tag::Third);
        }
    }
    if can.has(Candidates::BASE)
        && matches!(before.tag, Tag::Noun)
        && vocabulary.noun(before.word) != before.word
        && before.shape == Shape::Lower
        && !helps
        && !follows_a_verb(around, vocabulary)
    {
        let object = after.shape != Shape::Mark
            && !next.has(Candidates::PREPOSITION)
            && !next.has(Candidates::CONJUNCTION)
            && !next.has(Candidates::TO);
        if object
            && is(
                token,
                &["estimate", "forecast", "claim", "fear", "demand", "report"],
            )
        {
            return Some(Tag::Base);
        }
        let when = is(
            after,
            &[
                "today", "tomorrow", "on", "next", "this", "in", "again", "later", "soon",
            ],
        );
        if when && is(token, &["start", "end", "resume", "open", "conclude"]) {
            return Some(Tag::Base);
        }
    }
    None
}

/// Whether the noun before already follows a finite verb of its clause, so that another verb is unlikely.
pub(super) fn follows_a_verb(around: &Around<'_>, vocabulary: &Vocabulary) -> bool {
    for token in around.tokens[..around.index].iter().rev() {
        match token.tag {
            // Verbs of speech bring a clause with a verb of its own.
            Tag::Third | Tag::Past if vocabulary.brings_clause(token.word) => return false,
            Tag::Third | Tag::Past | Tag::Modal | Tag::Be | Tag::Have => return true,
            Tag::Comma
            | Tag::Stop
            | Tag::Semicolon
            | Tag::Colon
            | Tag::Quote
            | Tag::That
            | Tag::Subordinator
            | Tag::Wh
            | Tag::Conjunction
            | Tag::Dash => return false,
            _ => {}
        }
    }
    false
}

/// `resisting U.S. demands to open`: the name before hangs on a verb or a preposition.
pub(super) fn object_of_a_verb(around: &Around<'_>) -> bool {
    around.tokens[..around.index]
        .iter()
        .rev()
        .find(|token| !matches!(token.tag, Tag::Proper | Tag::Determiner | Tag::Quote))
        .is_some_and(|token| matches!(token.tag, Tag::Gerund | Tag::Preposition))
        && around.index >= 2
}

pub(super) fn verb_before_conjunction(around: &Around<'_>) -> bool {
    around.tokens[..around.index]
        .iter()
        .rev()
        .take_while(|token| token.tag != Tag::Stop)
        .any(|token| matches!(token.tag, Tag::Third | Tag::Base | Tag::Modal))
}
