//! Where what was said ends: before the next thing said, and before what the narrator adds.

use super::Reader;
use super::content::trails;
use super::reported::joined_gerund;
use crate::words::Tag;

impl Reader<'_, '_> {
    /// Where the content that begins at `start` ends: before the next thing that the same or another speaker says.
    pub(super) fn content_end(&self, cue: usize, start: usize, end: usize) -> usize {
        let text = self.text;
        let mut stop = end;
        let sentence = text.verbs[cue].sentence;
        for other in text.verbs_in(sentence) {
            let verb = &text.verbs[other];
            if other == cue
                || verb.first <= start
                || verb.first >= stop
                || text.quote_of(verb.main).is_some()
            {
                continue;
            }
            let speaks = self.frames(other).iter().any(|(frame, _)| {
                matches!(
                    *frame,
                    "say" | "order" | "commit" | "judge" | "express" | "attitude"
                )
            });
            if !speaks {
                continue;
            }
            // `..., warning that`; `... and urged`: the same speaker goes on.
            let goes_on = joined_gerund(text, verb);
            // `he insisted that he was ready and told them`: the pronoun may be either.
            let same = verb.subject == text.verbs[cue].subject
                || match (&verb.subject, &text.verbs[cue].subject) {
                    (Some(one), Some(other)) => {
                        one.len() == 1
                            && other.len() == 1
                            && text.tokens[one.start].tag == Tag::Pronoun
                            && text
                                .word(one.start)
                                .eq_ignore_ascii_case(text.word(other.start))
                    }
                    _ => false,
                };
            let shares = goes_on || verb.inherited && same;
            let mut before = if shares {
                verb.first
            } else {
                verb.start.min(verb.first)
            };
            while before > start && text.tokens[before - 1].tag == Tag::Adverb {
                before -= 1;
            }
            let close = before;
            while before > start && text.tokens[before - 1].tag == Tag::Quote {
                before -= 1;
            }
            let opening = before.checked_sub(1).map(|index| text.tokens[index].tag);
            let comma_two_before = before >= 2
                && (text.tokens[before - 2].tag == Tag::Comma
                    || before >= 3
                        && text.tokens[before - 2].tag == Tag::Quote
                        && text.tokens[before - 3].tag == Tag::Comma);
            // `with the agency confirming`
            if verb.form == crate::clause::Form::Gerund
                && !shares
                && let Some(subject) = &verb.subject
                && subject.start > start + 2
                && text.is(subject.start - 1, "with")
            {
                stop = stop.min(subject.start - 1);
                continue;
            }
            let breaks = match opening {
                Some(Tag::Comma) => shares || trails(text, verb.last, end),
                Some(Tag::Conjunction) => {
                    comma_two_before
                        || shares && (verb.form.finite() || verb.form == text.verbs[cue].form)
                }
                // `said Britain is ready as the government said it is`
                Some(Tag::Subordinator | Tag::Preposition)
                    if !shares
                        && verb.form.finite()
                        && text.is_any(before - 1, &["as", "while", "whereas"])
                        && before > start + 5
                        && self.frames(other).iter().any(|(frame, after)| {
                            *frame == "say" && self.begins_clause(*after, end)
                        }) =>
                {
                    true
                }
                Some(Tag::Subordinator | Tag::Preposition) => {
                    comma_two_before
                        && text.is_any(before - 1, &["while", "whereas", "although", "though"])
                        || goes_on
                }
                _ => goes_on,
            };
            if breaks {
                let mut cut = if opening == Some(Tag::Comma) && close > before {
                    // The comma stands inside the quotation.
                    close
                } else {
                    before - 1
                };
                if comma_two_before
                    && opening != Some(Tag::Comma)
                    && text.tokens[before - 2].tag == Tag::Comma
                {
                    cut -= 1;
                }
                stop = stop.min(cut);
            }
        }
        stop = self.before_own_clause(cue, start, stop);
        stop = self.embedded(cue, start, stop);
        // `..., according to X` at the end names who says so.
        for index in start..stop.saturating_sub(2) {
            if text.is(index, "according")
                && text.is(index + 1, "to")
                && index > start + 1
                && text.quote_of(index).is_none()
            {
                if text.tokens[index - 1].tag == Tag::Comma {
                    stop = stop.min(index - 1);
                } else if text.tokens[index - 1].tag == Tag::Quote
                    && text.tokens[index - 2].tag == Tag::Comma
                {
                    stop = stop.min(index);
                }
            }
            if text.tokens[index].tag == Tag::Semicolon && text.quote_of(index).is_none() {
                stop = stop.min(index);
            }
        }
        stop = self.without_tail(start, stop);
        while stop > start
            && matches!(
                text.tokens[stop - 1].tag,
                Tag::Stop | Tag::Comma | Tag::Colon | Tag::Semicolon | Tag::Dash
            )
            && text.quote_of(stop - 1).is_none()
        {
            stop -= 1;
        }
        stop
    }

    /// `said X will, and Y has`: without `that`, a new clause behind a comma and a conjunction is the narrator's.
    fn before_own_clause(&self, cue: usize, start: usize, stop: usize) -> usize {
        let text = self.text;
        if start > 0 && matches!(text.tokens[start - 1].tag, Tag::That | Tag::Colon) {
            return stop;
        }
        for other in text.verbs_in(text.verbs[cue].sentence) {
            let verb = &text.verbs[other];
            let Some(subject) = verb
                .subject
                .as_ref()
                .filter(|_| verb.form.finite() && !verb.inherited)
            else {
                continue;
            };
            let at = subject.start.min(verb.start.max(start));
            if at < start + 4 || at >= stop || text.quote_of(at).is_some() {
                continue;
            }
            let joined = text.is_any(at - 1, &["and", "but", "while", "whereas", "though"])
                && text.tokens[at - 2].tag == Tag::Comma;
            if joined && !text.is_any(at, &["we", "they", "he", "she", "i", "you"]) {
                return at - 2;
            }
        }
        stop
    }

    /// `As Washington confirms a visit, a ruling has`: what is said in a clause that only opens the sentence ends with it.
    fn embedded(&self, cue: usize, start: usize, stop: usize) -> usize {
        let text = self.text;
        let cue = &text.verbs[cue];
        let opens = cue
            .subject
            .as_ref()
            .map_or(cue.first, |subject| subject.start)
            .checked_sub(1)
            .is_some_and(|before| matches!(text.tokens[before].tag, Tag::Subordinator | Tag::Wh))
            && !cue.inherited;
        if !opens {
            return stop;
        }
        (start + 2..stop.saturating_sub(2))
            .find(|index| {
                text.tokens[*index].tag == Tag::Comma
                    && text.quote_of(*index).is_none()
                    && (text.tokens[index + 1].tag.is_auxiliary()
                        || self.begins_clause(index + 1, stop)
                        || self.verb_follows(index + 1, stop))
            })
            .unwrap_or(stop)
    }

    /// Whether a noun group with a finite verb begins at a token, and no comma parts them.
    fn verb_follows(&self, at: usize, stop: usize) -> bool {
        let text = self.text;
        text.tokens[at].tag == Tag::Determiner
            && text
                .verbs_in(text.sentence_of(at))
                .map(|verb| &text.verbs[verb])
                .find(|verb| verb.first > at && verb.first < stop && verb.form.finite())
                .is_some_and(|verb| {
                    verb.first <= at + 12
                        && text.tokens[at..verb.first]
                            .iter()
                            .all(|token| token.tag != Tag::Comma)
                })
    }

    /// Without what hangs on the verb rather than on the noun: `criticised the plan as hasty on Monday, adding to the strain`.
    pub(super) fn phrase_tail(&self, start: usize, stop: usize) -> usize {
        let text = self.text;
        let mut stop = stop;
        for index in start + 1..stop {
            if text.quote_of(index).is_some() {
                continue;
            }
            let after_comma = text.tokens[index].tag == Tag::Comma
                && text.tokens.get(index + 1).is_some_and(|token| {
                    matches!(
                        token.tag,
                        Tag::Gerund | Tag::Wh | Tag::Subordinator | Tag::Adverb
                    )
                })
                && !text.is(index + 1, "as");
            let tail = text.is_any(
                index,
                &[
                    "following",
                    "despite",
                    "amid",
                    "amidst",
                    "while",
                    "whilst",
                    "after",
                    "before",
                    "during",
                    "because",
                ],
            );
            if after_comma || tail {
                stop = index;
                break;
            }
        }
        if let Some(time) = text.times_in(start..stop).last()
            && text.token_at(time.span.end) >= stop
        {
            let mut first = text.token_at(time.span.start);
            if first > start + 1 && text.tokens[first - 1].tag == Tag::Preposition {
                first -= 1;
            }
            if first > start + 1 {
                stop = first;
            }
        }
        while stop > start + 1 && matches!(text.tokens[stop - 1].tag, Tag::Comma | Tag::Dash) {
            stop -= 1;
        }
        stop
    }
}

impl Reader<'_, '_> {
    /// Without what the narrator adds behind: `, following the drop`, `, the first sign since`, `, even as`, ` - but`.
    fn without_tail(&self, start: usize, stop: usize) -> usize {
        let text = self.text;
        for index in start + 2..stop.saturating_sub(1) {
            let token = &text.tokens[index];
            if !matches!(token.tag, Tag::Comma | Tag::Dash) {
                continue;
            }
            // The comma may stand inside the mark that closes a quotation.
            let closing = token.tag == Tag::Comma
                && text.tokens[index + 1].tag == Tag::Quote
                && text
                    .quote_of(index)
                    .is_some_and(|quote| quote.close == index + 1);
            if text.quote_of(index).is_some() && !closing {
                continue;
            }
            if token.tag == Tag::Dash
                && (text.tokens[index - 1].end == token.start && token.end - token.start == 1
                    // A parenthesis between two dashes.
                    || text.tokens[index + 1..stop]
                        .iter()
                        .any(|other| other.tag == Tag::Dash && other.end - other.start == token.end - token.start))
            {
                continue;
            }
            let next = index + 1 + usize::from(closing);
            let cut = if closing { next } else { index };
            let adds = text.is_any(
                next,
                &[
                    "following",
                    "despite",
                    "amid",
                    "amidst",
                    "when",
                    "after",
                    "further",
                    "down",
                    "up",
                ],
            ) || text.is_any(
                next,
                &["hours", "days", "weeks", "months", "minutes", "moments"],
            ) && text.is_any(next + 1, &["after", "before"])
                || text.is_any(next, &["some", "many", "most", "all", "both", "none"])
                    && text.is(next + 1, "of")
                    && text.is_any(next + 2, &["which", "whom"])
                || text.is(next, "even") && text.is_any(next + 1, &["as", "though"])
                || text.is_any(next, &["although", "though", "whereas"])
                || text.is_any(next, &["the", "a", "its", "their", "his"])
                    && text.is_any(
                        next + 1,
                        &[
                            "first",
                            "latest",
                            "second",
                            "move",
                            "sign",
                            "step",
                            "decision",
                            "development",
                            "day",
                            "week",
                            "month",
                            "line",
                            "claim",
                            "charge",
                        ],
                    )
                || text.is_any(next, &["a", "an"])
                    && (next + 1..stop.min(next + 4)).any(|at| {
                        text.is_any(
                            at,
                            &[
                                "escalation",
                                "move",
                                "shift",
                                "reversal",
                                "step",
                                "sign",
                                "departure",
                                "blow",
                                "boost",
                                "turnaround",
                                "setback",
                                "retreat",
                                "concession",
                                "decision",
                                "development",
                                "jump",
                                "increase",
                                "decline",
                                "drop",
                                "demand",
                                "claim",
                                "assertion",
                                "charge",
                                "threat",
                                "pledge",
                                "promise",
                                "comment",
                                "remark",
                                "reference",
                                "nod",
                            ],
                        )
                    })
                || token.tag == Tag::Dash && text.is_any(next, &["but", "and", "a", "an", "the"]);
            if adds {
                return cut;
            }
        }
        stop
    }
}
