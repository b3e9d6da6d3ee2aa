//! Parts of speech from the vocabulary, the ending, the capital letter and the neighbours.
//!
//! One pass from left to right. Only what the frames need is told apart: verbs from nouns, finite from not, names from
//! other nouns.

mod around;
mod before;
mod closed;
mod ending;
mod verb;

use super::{Shape, Tag, Token};
use crate::lexicon::{Candidates, Vocabulary};
use around::Around;
use closed::{closed, closed_tag, name_at_start, nationality};
use ending::ending;
use verb::verb;

/// Tags the tokens of one block of text.
pub(crate) fn tag(text: &str, vocabulary: &Vocabulary, tokens: &mut [Token]) {
    let mut quoted = false;
    for index in 0..tokens.len() {
        if tokens[index].tag == Tag::Quote {
            owner(text, tokens, index, &mut quoted);
            continue;
        }
        if tokens[index].shape == Shape::Mark || tokens[index].tag == Tag::Number {
            continue;
        }
        let tag = word(text, vocabulary, tokens, index);
        let token = &mut tokens[index];
        token.tag = tag;
        token.lemma = match tag {
            tag if tag.is_verb() => vocabulary.verb(token.word),
            _ => 0,
        };
        if matches!(tag, Tag::Noun | Tag::Proper | Tag::Adjective) {
            token.lemma = vocabulary.noun(token.word);
        }
    }
}

/// `Brussels’ offer`: an apostrophe behind an s, with no single quotation open, marks whose it is.
fn owner(text: &str, tokens: &mut [Token], index: usize, quoted: &mut bool) {
    let span = tokens[index].span();
    if !matches!(span.of(text), "'" | "’" | "‘") {
        return;
    }
    let before = text[..span.start].chars().next_back();
    let blank_before = before.is_none_or(|letter| !letter.is_alphanumeric());
    let blank_after = text[span.end..].starts_with(char::is_whitespace);
    if blank_before {
        *quoted = !blank_after;
    } else if before == Some('s') && blank_after && !*quoted {
        tokens[index].tag = Tag::Possessive;
    } else {
        *quoted = false;
    }
}

fn word(text: &str, vocabulary: &Vocabulary, tokens: &[Token], index: usize) -> Tag {
    let token = &tokens[index];
    let around = Around { tokens, index };
    let can = vocabulary.candidates(token.word);
    let form = token.span().of(text);
    let before = around.before().map(|token| token.tag);
    let starts = index == 0
        || matches!(before, None | Some(Tag::Stop | Tag::Colon))
        || (tokens[index - 1].tag == Tag::Quote
            && !matches!(before, Some(Tag::Noun | Tag::Proper | Tag::Adjective)));

    if form == "'s" || form == "’s" {
        // `It's`, `that's`, `who's` are verbs; `China's` is not.
        let owner = index.checked_sub(1).map(|index| tokens[index].tag);
        let next = around
            .after()
            .map(|after| (after.tag, vocabulary.candidates(after.word)));
        let verb = matches!(
            owner,
            Some(Tag::Pronoun | Tag::That | Tag::Wh | Tag::Adverb)
        ) || matches!(next, Some((_, can)) if can.has(Candidates::DETERMINER) || can.has(Candidates::NOT));
        return if verb { Tag::Be } else { Tag::Possessive };
    }
    // `would like to`
    if before == Some(Tag::Modal) && form.eq_ignore_ascii_case("like") {
        return Tag::Base;
    }
    // A capital letter inside a sentence makes a name, whatever the word is otherwise.
    let capital = matches!(token.shape, Shape::Capital | Shape::Upper);
    // `Moon Jae-in`: the second syllable of a given name.
    if index >= 3
        && tokens[index - 1].tag == Tag::Dash
        && tokens[index - 1].start == tokens[index - 2].end
        && tokens[index - 1].end == token.start
        && tokens[index - 2].tag == Tag::Proper
        && tokens[index - 3].tag == Tag::Proper
        && form.len() <= 3
        && token.shape == Shape::Lower
    {
        return Tag::Proper;
    }
    if capital && !starts && !closed(can) && form != "I" {
        return if can.has(Candidates::ADJECTIVE) && nationality(form) {
            Tag::Adjective
        } else {
            Tag::Proper
        };
    }
    if let Some(tag) = closed_tag(can, &around, vocabulary) {
        // At the start of a sentence `May` and `Will` may be names; `US` is never `us`.
        let name = capital
            && (token.shape == Shape::Upper && tag == Tag::Pronoun && form != "I"
                || starts
                    && can.has(Candidates::MODAL)
                    && around.after().is_some_and(|after| {
                        matches!(after.shape, Shape::Capital | Shape::Digits)
                    }));
        return if name { Tag::Proper } else { tag };
    }
    if capital && starts && name_at_start(can, &around, vocabulary) {
        return Tag::Proper;
    }
    // `Thursday last week`; the verb stands behind `to`, a modal or `do`.
    if vocabulary.word("last") == token.word
        && !around
            .before_adverbs()
            .is_some_and(|token| matches!(token.tag, Tag::To | Tag::Modal | Tag::Do))
    {
        return Tag::Adjective;
    }
    if can.has(Candidates::ADJECTIVE) && can.verb() {
        // `sweeping tariffs`, `last week`: listed as adjectives, and a noun follows.
        let noun_next = around.after().is_some_and(|after| {
            let can = vocabulary.candidates(after.word);
            after.shape != Shape::Mark
                && (can.is_empty()
                    || can.has(Candidates::NOUN_FIRST)
                    || can.has(Candidates::ADJECTIVE))
        });
        let last = token.word == vocabulary.word("last") && before != Some(Tag::To);
        if noun_next && before != Some(Tag::Be) && (can.has(Candidates::GERUND) || last) {
            return Tag::Adjective;
        }
    }
    if capital && starts && can.is_empty() && form.ends_with("ing") {
        // Beijing
        return Tag::Proper;
    }
    // `sent yields sharply lower`, `1.9% lower at 45,480`: no object follows, so no verb.
    if form == "lower"
        && !around.before_adverbs().is_some_and(|token| {
            matches!(token.tag, Tag::To | Tag::Modal | Tag::Do | Tag::Conjunction)
        })
        && around.after().is_none_or(|after| {
            after.shape == Shape::Mark
                || vocabulary
                    .candidates(after.word)
                    .has(Candidates::PREPOSITION)
                || vocabulary
                    .candidates(after.word)
                    .has(Candidates::SUBORDINATOR)
        })
    {
        return Tag::Adjective;
    }
    // `sources close to the talks`
    if token.word == vocabulary.word("close")
        && matches!(before, Some(Tag::Noun | Tag::Pronoun))
        && around
            .after()
            .is_some_and(|after| vocabulary.word("to") == after.word && after.word != 0)
    {
        return Tag::Adjective;
    }
    if can.verb() {
        return verb(can, &around, vocabulary);
    }
    if token.word == vocabulary.word("official")
        && matches!(
            before,
            Some(Tag::Determiner | Tag::Adjective | Tag::Proper | Tag::Noun | Tag::Number)
        )
    {
        // `a White House official said`: no noun follows that it could describe.
        let noun = around.after().is_none_or(|after| {
            let can = vocabulary.candidates(after.word);
            after.shape == Shape::Mark
                || can.has(Candidates::BE)
                || can.has(Candidates::MODAL)
                || can.has(Candidates::PREPOSITION)
                || (can.has(Candidates::PAST) || can.has(Candidates::THIRD))
                    && !can.has(Candidates::NOUN_FIRST)
        });
        if noun {
            return Tag::Noun;
        }
    }
    if can.has(Candidates::ADJECTIVE) {
        // `will likely give`
        let hedges = vocabulary.word("likely") == token.word
            && around
                .before_adverbs()
                .is_some_and(|token| token.tag == Tag::Modal);
        return if hedges { Tag::Adverb } else { Tag::Adjective };
    }
    if can.has(Candidates::ADVERB) {
        let exists = form.eq_ignore_ascii_case("there")
            && around.after().is_some_and(|after| {
                let can = vocabulary.candidates(after.word);
                after.word != 0
                    && (can.has(Candidates::BE)
                        || can.has(Candidates::HAVE)
                        || can.has(Candidates::MODAL))
            });
        return if exists { Tag::Pronoun } else { Tag::Adverb };
    }
    ending(&form.to_ascii_lowercase(), before)
}
