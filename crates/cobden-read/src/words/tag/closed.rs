//! Words of closed classes, and names that look like them.

use super::around::Around;
use crate::lexicon::{Candidates, Vocabulary};
use crate::words::{Shape, Tag};

/// Whether a word of a closed class: these are no names even with a capital, except as part of one.
pub(super) fn closed(can: Candidates) -> bool {
    can.has(Candidates::DETERMINER)
        || can.has(Candidates::POSSESSIVE)
        || can.has(Candidates::PRONOUN)
        || can.has(Candidates::PREPOSITION)
        || can.has(Candidates::CONJUNCTION)
        || can.has(Candidates::SUBORDINATOR)
        || can.has(Candidates::TO)
        || can.has(Candidates::THAT)
        || can.has(Candidates::BE)
        || can.has(Candidates::HAVE)
        || can.has(Candidates::WH)
        || can.has(Candidates::NOT)
}

pub(super) fn nationality(form: &str) -> bool {
    form.ends_with("an")
        || form.ends_with("ese")
        || form.ends_with("ish")
        || matches!(form, "Dutch" | "French" | "Swiss")
}

pub(super) fn closed_tag(
    can: Candidates,
    around: &Around<'_>,
    vocabulary: &Vocabulary,
) -> Option<Tag> {
    let token = &around.tokens[around.index];
    if token.shape == Shape::Upper
        && can.has(Candidates::PRONOUN)
        && around.tokens[around.index].span().len() == 2
    {
        // US
        return Some(Tag::Proper);
    }
    for (candidate, tag) in [
        (Candidates::THAT, Tag::That),
        (Candidates::TO, Tag::To),
        (Candidates::NOT, Tag::Not),
        (Candidates::MODAL, Tag::Modal),
        (Candidates::BE, Tag::Be),
        (Candidates::HAVE, Tag::Have),
        (Candidates::DO, Tag::Do),
        (Candidates::WH, Tag::Wh),
        (Candidates::CONJUNCTION, Tag::Conjunction),
        (Candidates::POSSESSIVE, Tag::Possessive),
    ] {
        if can.has(candidate) {
            // `the will of`, `in May`: a modal after a determiner is a noun.
            if tag == Tag::Modal
                && matches!(
                    around.before().map(|token| token.tag),
                    Some(Tag::Determiner | Tag::Adjective | Tag::Possessive)
                )
            {
                return Some(Tag::Noun);
            }
            return Some(tag);
        }
    }
    if can.has(Candidates::PRONOUN) {
        return Some(Tag::Pronoun);
    }
    if can.has(Candidates::DETERMINER) {
        // `This is`, `both are`: a determiner before a verb stands for a noun.
        let next = around
            .after()
            .map(|after| vocabulary.candidates(after.word));
        // `the indexes both closed`, `they all fell`
        let floats = (vocabulary.word("both") == token.word
            || vocabulary.word("all") == token.word)
            && matches!(
                around.before().map(|token| token.tag),
                Some(Tag::Noun | Tag::Proper | Tag::Pronoun)
            )
            && next.is_some_and(|next| next.has(Candidates::PAST));
        if floats {
            return Some(Tag::Adverb);
        }
        let alone = next.is_some_and(|next| {
            next.has(Candidates::BE)
                || next.has(Candidates::MODAL)
                || next.has(Candidates::HAVE)
                || next.has(Candidates::DO)
        });
        // `those violate`, `both want`: a verb that is no noun follows.
        let acts = ["those", "these", "both", "others", "many", "some"]
            .iter()
            .any(|word| vocabulary.word(word) == token.word)
            && next.is_some_and(|next| {
                next.has(Candidates::BASE)
                    && !next.has(Candidates::NOUN_FIRST)
                    && !next.has(Candidates::ADJECTIVE)
                    && !next.has(Candidates::PARTICIPLE)
            });
        return Some(if alone || acts {
            Tag::Pronoun
        } else {
            Tag::Determiner
        });
    }
    // `to back countermeasures`
    if can.has(Candidates::PREPOSITION)
        && token.word == vocabulary.word("back")
        && around.before().is_some_and(|before| before.tag == Tag::To)
        && around
            .after()
            .is_some_and(|after| after.shape != Shape::Mark)
    {
        return Some(Tag::Base);
    }
    // `has so far refused`, `so much`
    if can.has(Candidates::SUBORDINATOR)
        && token.word == vocabulary.word("so")
        && around.after().is_some_and(|after| {
            let next = vocabulary.candidates(after.word);
            next.has(Candidates::ADVERB) && after.word != vocabulary.word("now")
                || after.word == vocabulary.word("far")
        })
    {
        return Some(Tag::Adverb);
    }
    if can.has(Candidates::SUBORDINATOR) && !can.has(Candidates::PREPOSITION) {
        return Some(Tag::Subordinator);
    }
    if can.has(Candidates::PREPOSITION) {
        return Some(Tag::Preposition);
    }
    None
}

/// Whether a capitalised word at the start of a sentence is a name: the vocabulary does not hold it, or another name follows.
pub(super) fn name_at_start(can: Candidates, around: &Around<'_>, vocabulary: &Vocabulary) -> bool {
    if can.has(Candidates::ADVERB) {
        return false;
    }
    let next = around.after();
    let name_follows = next.is_some_and(|after| {
        matches!(after.shape, Shape::Capital | Shape::Upper)
            && !closed(vocabulary.candidates(after.word))
    });
    if can.is_empty() {
        let owner = next.is_some_and(|after| {
            after.word != 0
                && (after.word == vocabulary.word("'s") || after.word == vocabulary.word("’s"))
        });
        return name_follows
            || owner
            || next.is_some_and(|after| {
                let can = vocabulary.candidates(after.word);
                can.verb()
                    || can.has(Candidates::MODAL)
                    || can.has(Candidates::BE)
                    || can.has(Candidates::HAVE)
            });
    }
    name_follows && !can.has(Candidates::GERUND)
}
