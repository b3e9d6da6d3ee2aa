//! Words that can be verbs.

use super::around::Around;
use super::before::{follows_a_verb, object_of_a_verb, reports, verb_before_conjunction};
use crate::lexicon::{Candidates, Vocabulary};
use crate::words::{Shape, Tag, Token};

/// A word that can be a verb: which form, or a noun after all.
pub(super) fn verb(can: Candidates, around: &Around<'_>, vocabulary: &Vocabulary) -> Tag {
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
