//! Parts of speech from the vocabulary, the ending, the capital letter and the neighbours.
//!
//! One pass from left to right. Only what the frames need is told apart: verbs from nouns, finite from not, names from
//! other nouns.

use super::{Shape, Tag, Token};
use crate::lexicon::{Candidates, Vocabulary};

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

struct Around<'t> {
    tokens: &'t [Token],
    index: usize,
}

impl Around<'_> {
    /// The token before, skipping quotation marks.
    fn before(&self) -> Option<&Token> {
        self.tokens[..self.index]
            .iter()
            .rev()
            .find(|token| token.tag != Tag::Quote)
    }

    /// The token before that is no adverb.
    fn before_adverbs(&self) -> Option<&Token> {
        self.tokens[..self.index]
            .iter()
            .rev()
            .find(|token| !matches!(token.tag, Tag::Quote | Tag::Adverb | Tag::Not))
    }

    fn after(&self) -> Option<&Token> {
        self.tokens[self.index + 1..]
            .iter()
            .find(|token| token.tag != Tag::Quote)
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

/// Whether a word of a closed class: these are no names even with a capital, except as part of one.
fn closed(can: Candidates) -> bool {
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

fn nationality(form: &str) -> bool {
    form.ends_with("an")
        || form.ends_with("ese")
        || form.ends_with("ish")
        || matches!(form, "Dutch" | "French" | "Swiss")
}

fn closed_tag(can: Candidates, around: &Around<'_>, vocabulary: &Vocabulary) -> Option<Tag> {
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
fn name_at_start(can: Candidates, around: &Around<'_>, vocabulary: &Vocabulary) -> bool {
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

/// A word that can be a verb: which form, or a noun after all.
fn verb(can: Candidates, around: &Around<'_>, vocabulary: &Vocabulary) -> Tag {
    let before = around.before().map(|token| token.tag);
    let leading = around.before_adverbs();
    let leading_tag = leading.map(|token| token.tag);
    let after = around.after();
    let after_can = after
        .map(|after| vocabulary.candidates(after.word))
        .unwrap_or_default();
    // What follows has no tag yet: its shape tells a mark.
    let after_mark = after.is_none_or(|after| after.shape == Shape::Mark);
    let noun_first = can.has(Candidates::NOUN_FIRST);

    let is = |token: &Token, words: &[&str]| {
        token.word != 0 && words.iter().any(|word| vocabulary.word(word) == token.word)
    };
    let one_before = around.index.checked_sub(1).map(|at| &around.tokens[at]);
    // `looks forward to meeting him`
    if can.has(Candidates::GERUND)
        && one_before.is_some_and(|token| token.tag == Tag::To || token.tag == Tag::Preposition)
        && one_before.is_some_and(|token| is(token, &["to"]))
        && around.index >= 2
        && is(&around.tokens[around.index - 2], &["forward"])
    {
        return Tag::Gerund;
    }
    // `said that talks were under way`: a helping verb follows, so it is what the clause is about.
    let finite = after_can.has(Candidates::BE) || after_can.has(Candidates::MODAL);
    let opens = matches!(leading_tag, Some(Tag::That | Tag::Subordinator));
    // `said that trade talks were`
    let describes = opens
        && after_can.has(Candidates::NOUN_FIRST)
        && is(&around.tokens[around.index], &["trade", "tariff", "peace"]);
    if noun_first && opens && (finite || describes) {
        return Tag::Noun;
    }
    // `a state visit`, `the video call`
    if noun_first
        && one_before.is_some_and(|token| token.tag == Tag::Noun || token.tag.is_verb())
        && is(
            &around.tokens[around.index],
            &["visit", "visits", "call", "calls", "conference"],
        )
        && one_before
            .is_some_and(|token| is(token, &["state", "phone", "video", "telephone", "working"]))
    {
        return Tag::Noun;
    }
    // `in a news release`, `future risks`
    if noun_first && one_before.is_some_and(|token| is(token, &["news", "press", "future"])) {
        return Tag::Noun;
    }
    if let Some(tag) = reports(around, can, vocabulary) {
        return tag;
    }

    // `factory spending fell`, `apparel manufacturing`: a trade rather than somebody's doing, unless an object follows.
    if noun_first && can.has(Candidates::GERUND) && leading_tag != Some(Tag::Be) {
        let object = after_can.has(Candidates::DETERMINER)
            || after_can.has(Candidates::THAT)
            || after_can.has(Candidates::POSSESSIVE)
            || after_can.has(Candidates::PRONOUN);
        let doing = matches!(
            leading_tag,
            None | Some(Tag::Comma | Tag::Subordinator | Tag::Stop)
        ) && !after_can.verb()
            && !after_can.has(Candidates::PREPOSITION);
        if !object && !doing {
            return Tag::Noun;
        }
    }
    // To and modals call for the base form, as does `do` with its noun in between.
    if matches!(leading_tag, Some(Tag::Modal | Tag::Do)) && can.has(Candidates::BASE) {
        return Tag::Base;
    }
    if leading_tag == Some(Tag::To) && can.has(Candidates::BASE) {
        // `to the talks` has its determiner; `to trade` is the verb unless another noun says otherwise: `to trade talks`.
        let modifier = |token: &Token| {
            [
                "trade", "tariff", "market", "export", "import", "price", "supply", "stock", "tax",
                "press", "credit", "finance", "research", "interest", "trust", "business",
                "border", "summit",
            ]
            .iter()
            .any(|word| vocabulary.word(word) == token.word)
        };
        let compound = noun_first
            && modifier(&around.tokens[around.index])
            && after.is_some_and(|after| {
                after_can.has(Candidates::NOUN_FIRST)
                    && !after_can.is_empty()
                    && after.shape == Shape::Lower
            })
            && !can.has(Candidates::THIRD)
            && [
                "trade", "export", "import", "market", "supply", "price", "peace",
            ]
            .iter()
            .any(|noun| around.tokens[around.index].word == vocabulary.word(noun));
        return if compound { Tag::Noun } else { Tag::Base };
    }
    // `US imports worth`, `US tariffs to`: what is traded and what it is charged are nouns behind a name.
    let traded = || {
        [
            "tariffs",
            "imports",
            "exports",
            "duties",
            "levies",
            "sales",
            "supplies",
            "shipments",
            "controls",
            "curbs",
            "bans",
            "sanctions",
            "measures",
            "purchases",
        ]
        .iter()
        .any(|noun| vocabulary.word(noun) == around.tokens[around.index].word)
    };
    // `Xi needs to call`
    if can.has(Candidates::THIRD)
        && !(before == Some(Tag::Proper) && (traded() || object_of_a_verb(around)))
        && (matches!(before, Some(Tag::Proper | Tag::Pronoun))
            && (after_can.has(Candidates::TO)
                || after_can.has(Candidates::ADJECTIVE) && !after_can.verb())
            || before == Some(Tag::Adverb) && after_mark)
    {
        return Tag::Third;
    }
    if leading_tag == Some(Tag::Have) && can.has(Candidates::PARTICIPLE) {
        return Tag::Participle;
    }
    if leading_tag == Some(Tag::Be) {
        if can.has(Candidates::GERUND) {
            return Tag::Gerund;
        }
        if can.has(Candidates::PARTICIPLE) {
            return Tag::Participle;
        }
    }
    // `the Nikkei 225 gained more`: the number belongs to the name of an index.
    if before == Some(Tag::Number)
        && can.has(Candidates::PAST)
        && around.index >= 2
        && matches!(around.tokens[around.index - 2].tag, Tag::Proper)
        && is(
            &around.tokens[around.index],
            &[
                "gained",
                "rose",
                "fell",
                "dropped",
                "climbed",
                "ended",
                "closed",
                "lost",
                "jumped",
                "slid",
                "tumbled",
                "shed",
                "added",
                "surged",
                "sank",
                "slipped",
                "declined",
                "advanced",
                "soared",
                "plunged",
                "rallied",
                "finished",
                "opened",
                "rebounded",
                "retreated",
                "crossed",
                "slumped",
                "dipped",
            ],
        )
    {
        return Tag::Past;
    }
    // After a determiner, an adjective or `'s` there is a noun, or an adjective made of a verb.
    if matches!(
        before,
        Some(Tag::Determiner | Tag::Possessive | Tag::Adjective | Tag::Number)
    ) {
        let modifies = !after_mark
            && after.is_some_and(|after| {
                !after_can.has(Candidates::PREPOSITION)
                    && !after_can.has(Candidates::BE)
                    && !after_can.has(Candidates::MODAL)
                    && after.tag != Tag::Number
            });
        if can.has(Candidates::PARTICIPLE) && !noun_first {
            let finite = before == Some(Tag::Adjective) && !modifies;
            return if finite && can.has(Candidates::PAST) {
                Tag::Past
            } else if modifies {
                Tag::Adjective
            } else {
                Tag::Participle
            };
        }
        if can.has(Candidates::GERUND) {
            return if modifies { Tag::Adjective } else { Tag::Noun };
        }
        if noun_first || can.has(Candidates::BASE) {
            // `both sides agree`: sides was the noun.
            return Tag::Noun;
        }
        if can.has(Candidates::THIRD) && before == Some(Tag::Adjective) {
            return Tag::Third;
        }
        // `when they first took office`
        if can.has(Candidates::PAST) && before == Some(Tag::Adjective) {
            return Tag::Past;
        }
        return Tag::Noun;
    }
    if can.has(Candidates::GERUND) {
        // `their Osaka meeting`, `the G20 meeting in Rome`
        let noun = before == Some(Tag::Proper)
            && (after_mark || after_can.has(Candidates::PREPOSITION))
            && ["meeting", "briefing", "hearing", "ruling"]
                .iter()
                .any(|noun| around.tokens[around.index].word == vocabulary.word(noun));
        // `a Supreme Court ruling shook`
        let ruling = before == Some(Tag::Proper)
            && is(&around.tokens[around.index], &["ruling", "hearing"])
            && !after_can.has(Candidates::DETERMINER)
            && !after_can.has(Candidates::THAT);
        return if noun || ruling {
            Tag::Noun
        } else {
            Tag::Gerund
        };
    }
    let after_subject = matches!(
        leading_tag,
        Some(
            Tag::Noun
                | Tag::Proper
                | Tag::Pronoun
                | Tag::Wh
                | Tag::That
                | Tag::Close
                | Tag::Possessive
        )
    );
    let after_preposition = matches!(before, Some(Tag::Preposition));
    if can.has(Candidates::PAST) {
        // `tariffs imposed by`, `goods made in`: a participle that describes, unless the word can be nothing else.
        if can.has(Candidates::PARTICIPLE) && !matches!(leading_tag, Some(Tag::Pronoun | Tag::Wh)) {
            let by =
                after.is_some_and(|after| vocabulary.word("by") == after.word && after.word != 0);
            let object = after.is_some_and(|after| {
                after_can.has(Candidates::DETERMINER)
                    || after_can.has(Candidates::POSSESSIVE)
                    || after_can.has(Candidates::THAT)
                    || after_can.has(Candidates::PRONOUN)
                    || matches!(after.shape, Shape::Capital | Shape::Upper | Shape::Digits)
            });
            if after_preposition && !noun_first {
                return if after_mark {
                    Tag::Participle
                } else {
                    Tag::Adjective
                };
            }
            if leading_tag == Some(Tag::Noun) && by && !object {
                return Tag::Participle;
            }
            if leading.is_none()
                || matches!(leading_tag, Some(Tag::Comma | Tag::Conjunction)) && !object
            {
                return if noun_first && can.has(Candidates::BASE) {
                    Tag::Noun
                } else {
                    Tag::Past
                };
            }
        }
        // `the peso hit a low`, `the levy cut its sales`
        let takes_object = leading_tag == Some(Tag::Noun)
            && (after_can.has(Candidates::DETERMINER) || after_can.has(Candidates::POSSESSIVE))
            && !follows_a_verb(around, vocabulary);
        // `the ministry hit back`
        let back = after
            .is_some_and(|after| after.word != 0 && vocabulary.word("back") == after.word)
            && matches!(leading_tag, Some(Tag::Noun | Tag::Proper))
            && !follows_a_verb(around, vocabulary);
        if noun_first
            && !takes_object
            && !back
            && can.has(Candidates::BASE)
            && !(after_subject && matches!(leading_tag, Some(Tag::Pronoun | Tag::Proper)))
        {
            return Tag::Noun;
        }
        if after_preposition && can.has(Candidates::NOUN_FIRST) {
            return Tag::Noun;
        }
        return Tag::Past;
    }
    if can.has(Candidates::PARTICIPLE) && !can.has(Candidates::BASE) {
        return if after_preposition && !after_mark {
            Tag::Adjective
        } else {
            Tag::Participle
        };
    }
    // What is left is a base or third-person form, which may be a noun.
    if after_preposition {
        return Tag::Noun;
    }
    let object_follows = after.is_some_and(|after| {
        after_can.has(Candidates::DETERMINER)
            || after_can.has(Candidates::POSSESSIVE)
            || after_can.has(Candidates::PRONOUN)
            || after_can.has(Candidates::THAT)
            || after_can.has(Candidates::TO)
                && ![
                    "exports", "imports", "sales", "threats", "changes", "limits", "supplies",
                ]
                .iter()
                .any(|noun| vocabulary.word(noun) == around.tokens[around.index].word)
            || after_can.has(Candidates::SUBORDINATOR)
            || after_can.has(Candidates::WH)
            || matches!(after.shape, Shape::Capital | Shape::Upper)
    }) || around
        .tokens
        .get(around.index + 1)
        .is_some_and(|next| next.tag == Tag::Quote);
    let finite = if can.has(Candidates::THIRD) {
        Tag::Third
    } else {
        Tag::Base
    };
    if noun_first {
        // `China risks finding itself alone`
        if finite == Tag::Third
            && matches!(leading_tag, Some(Tag::Noun | Tag::Proper | Tag::Pronoun))
            && vocabulary.word("risks") == around.tokens[around.index].word
            && after_can.has(Candidates::GERUND)
        {
            return finite;
        }
        // `said that exports to Asia fell`
        // `still faces higher tariffs`, `the country faces 50% duties`
        if matches!(leading_tag, Some(Tag::Noun | Tag::Proper | Tag::Pronoun))
            && !after_mark
            && !after_can.has(Candidates::PREPOSITION)
            && (finite == Tag::Third || before == Some(Tag::Adverb))
            && ["faces", "face"]
                .iter()
                .any(|noun| vocabulary.word(noun) == around.tokens[around.index].word)
            && !follows_a_verb(around, vocabulary)
        {
            return finite;
        }
        let trade = traded() || is(&around.tokens[around.index], &["talks", "changes"]);
        if trade && leading_tag == Some(Tag::That) && after_can.has(Candidates::PREPOSITION) {
            return Tag::Noun;
        }
        let subject_before = matches!(leading_tag, Some(Tag::Pronoun | Tag::Wh | Tag::That))
            || (matches!(leading_tag, Some(Tag::Noun | Tag::Proper | Tag::Close))
                && object_follows
                && !follows_a_verb(around, vocabulary));
        let coordinated =
            before == Some(Tag::Conjunction) && object_follows && verb_before_conjunction(around);
        return if subject_before || coordinated {
            finite
        } else {
            Tag::Noun
        };
    }
    // `to order refunds`
    if finite == Tag::Third
        && matches!(leading_tag, Some(Tag::Base | Tag::Gerund))
        && before == leading_tag
    {
        return Tag::Noun;
    }
    if finite == Tag::Base
        && !after_subject
        && !matches!(
            leading_tag,
            None | Some(Tag::Conjunction | Tag::Comma | Tag::Stop | Tag::Quote | Tag::Base)
        )
        && !object_follows
    {
        return Tag::Noun;
    }
    finite
}

/// `exporters estimate losses`, `consultations start today`, `, reports Reuters`: verbs that are nouns elsewhere.
fn reports(around: &Around<'_>, can: Candidates, vocabulary: &Vocabulary) -> Option<Tag> {
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
fn follows_a_verb(around: &Around<'_>, vocabulary: &Vocabulary) -> bool {
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
fn object_of_a_verb(around: &Around<'_>) -> bool {
    around.tokens[..around.index]
        .iter()
        .rev()
        .find(|token| !matches!(token.tag, Tag::Proper | Tag::Determiner | Tag::Quote))
        .is_some_and(|token| matches!(token.tag, Tag::Gerund | Tag::Preposition))
        && around.index >= 2
}

fn verb_before_conjunction(around: &Around<'_>) -> bool {
    around.tokens[..around.index]
        .iter()
        .rev()
        .take_while(|token| token.tag != Tag::Stop)
        .any(|token| matches!(token.tag, Tag::Third | Tag::Base | Tag::Modal))
}

/// A word of which only its ending is known.
fn ending(form: &str, before: Option<Tag>) -> Tag {
    if form.len() > 4
        && form.ends_with("ly")
        && !matches!(
            form,
            "supply" | "ally" | "family" | "july" | "monopoly" | "assembly" | "anomaly" | "italy"
        )
    {
        return Tag::Adverb;
    }
    let descriptive = [
        "al", "ive", "ous", "ful", "able", "ible", "ic", "less", "ary", "ant", "ent",
    ];
    let nouns = [
        "ment",
        "ident",
        "gent",
        "dent",
        "tive",
        "public",
        "topic",
        "traffic",
        "logic",
        "basic",
        "capital",
        "proposal",
        "approval",
        "removal",
        "withdrawal",
        "arrival",
        "rival",
        "official",
        "deal",
        "metal",
        "signal",
        "goal",
        "summary",
        "secretary",
        "cent",
        "table",
    ];
    if form.len() > 4
        && descriptive.iter().any(|ending| form.ends_with(ending))
        && !nouns.iter().any(|ending| form.ends_with(ending))
    {
        return Tag::Adjective;
    }
    if form.len() > 5 && form.ends_with("ing") {
        return if matches!(
            before,
            Some(Tag::Determiner | Tag::Adjective | Tag::Possessive)
        ) {
            Tag::Noun
        } else {
            Tag::Gerund
        };
    }
    if form.len() > 4 && form.ends_with("ed") && !form.ends_with("eed") {
        return match before {
            Some(Tag::Determiner | Tag::Possessive | Tag::Preposition | Tag::Adjective) => {
                Tag::Adjective
            }
            Some(Tag::Be | Tag::Have | Tag::Adverb) => Tag::Participle,
            _ => Tag::Past,
        };
    }
    Tag::Noun
}
