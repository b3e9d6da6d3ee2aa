//! `is likely to`, `is expected to`, `looks like`.

use super::subject::Subject;
use super::{Found, Reader};
use crate::clause::Form;
use crate::words::Tag;

impl Reader<'_, '_, '_> {
    pub(super) fn sentence(&mut self, sentence: usize) {
        let text = self.context.text;
        let range = text.sentences[sentence];
        if text.tokens[range.first..range.last]
            .iter()
            .rev()
            .take(2)
            .any(|token| token.span().of(text.text) == "?")
        {
            return;
        }
        if let Some(found) = self.the_more(sentence) {
            self.note(found);
        }
        for number in text.verbs_in(sentence) {
            if self.covered(text.verbs[number].main) {
                continue;
            }
            let found = self
                .expects(number)
                .or_else(|| self.hedged(number))
                .or_else(|| self.prospect(number))
                .or_else(|| self.looks_like(number))
                .or_else(|| self.seen(number))
                .or_else(|| self.modal(number))
                .or_else(|| self.risks(number));
            if let Some(found) = found {
                self.note(found);
            }
        }
        self.nouns(sentence);
    }

    /// `is likely to`, `expected to`, `about to`.
    fn hedged(&self, number: usize) -> Option<Found> {
        let text = self.context.text;
        let verb = &text.verbs[number];
        let last = text.sentences[verb.sentence].last;
        let (hedge, after) = (verb.main..(verb.last + 4).min(last))
            .find_map(|index| Some((index, self.term(self.concepts.hedge, index, last)?.1)))?;
        let be = text.tokens[verb.main].tag == Tag::Be
            || text.is_any(
                verb.main,
                &[
                    "seems", "looks", "appears", "seem", "look", "appear", "seemed", "looked",
                ],
            )
            || verb.main == hedge;
        let between = (verb.last..hedge).all(|index| {
            matches!(
                text.tokens[index].tag,
                Tag::Adverb | Tag::Not | Tag::Determiner | Tag::Noun | Tag::Adjective
            )
        });
        if !be || !between || self.is_condition(verb) {
            return None;
        }
        // What is to be met, imposed or signed is a meeting or a measure.
        let inner = text
            .verbs_in(verb.sentence)
            .find(|other| *other > number && text.verbs[*other].first >= hedge);
        let inner = inner?;
        let then = &text.verbs[inner];
        // `its forecast to just 1% and bumped`: the verb must be the hedge's own.
        if then.first > after + 2 {
            return None;
        }
        let vague = text.is_any(
            hedge,
            &[
                "likely", "unlikely", "bound", "sure", "certain", "prone", "about",
            ],
        );
        let subject = self.subject(verb);
        if text.is_any(hedge, &["going"])
            && subject != Subject::Thing
            && subject != Subject::Pronoun
            || subject == Subject::Speaker && !vague
        {
            return None;
        }
        let takes_effect = text.is_any(hedge, &["expected", "likely"])
            && subject == Subject::Thing
            && !then.passive
            && text.is_any(then.main, &["take", "come", "go", "enter", "apply"]);
        if self.term(self.concepts.decision, then.main, last).is_some() && !vague && !takes_effect {
            return None;
        }
        // `is set to take office`: a plan, unless it befalls.
        if text.is(hedge, "set") {
            let befalls = matches!(
                self.term(self.concepts.effect, then.main, last),
                Some(("harm" | "effect" | "befall", _))
            );
            if !befalls || subject == Subject::Speaker || self.is_measure(verb) {
                return None;
            }
        }
        // `who is going to lead`: a question; `goods that are about to appear`: nothing is told of them.
        let asks = verb
            .subject
            .as_ref()
            .is_some_and(|subject| text.is_any(subject.start, &["who", "what", "which"]))
            && !verb.inherited
            || text.is_any(verb.first.saturating_sub(1), &["who", "who's", "what"])
                && text.is(hedge, "going");
        if asks || verb.inherited && self.clause(inner).end <= then.last {
            return None;
        }
        if text.is(hedge, "expected")
            && verb.form == Form::Participle
            && text.is_any(hedge.saturating_sub(1), &["than", "as"])
        {
            return None;
        }
        let start = self.clause(number).start;
        let evidence = start..self.clause(inner).end;
        Some(Found {
            content: then.first..evidence.end,
            hedge: hedge..hedge + 1,
            who: None,
            negated: verb.negated || text.is(hedge, "unlikely"),
            evidence,
            rule: "forecast-likely-to",
            confidence: 0.7,
        })
    }

    /// `a trade war is likely`, `it is likely that`, `a deal is on the cards`, `the danger is that`.
    fn prospect(&self, number: usize) -> Option<Found> {
        let text = self.context.text;
        let verb = &text.verbs[number];
        let last = text.sentences[verb.sentence].last;
        let copula = text.tokens[verb.main].tag == Tag::Be
            || text.is_any(
                verb.main,
                &[
                    "seems", "looks", "appears", "seem", "look", "appear", "seemed", "looked",
                    "remains", "remained", "becomes",
                ],
            );
        if !copula
            || !matches!(verb.form, Form::Present | Form::Past)
            || verb.perfect
            || self.is_condition(verb)
        {
            return None;
        }
        let mut at = verb.last;
        while at < last.min(verb.last + 3)
            && matches!(
                text.tokens[at].tag,
                Tag::Adverb | Tag::Not | Tag::Quote | Tag::Determiner
            )
            && self.term(self.concepts.prospect, at, last).is_none()
        {
            at += 1;
        }
        let subject = verb.subject.clone();
        let inner = |from: usize| {
            text.verbs_in(verb.sentence).find(|other| {
                let other = &text.verbs[*other];
                other.first >= from && other.form.finite()
            })
        };
        let danger = text
            .tokens
            .get(verb.last)
            .is_some_and(|next| next.tag == Tag::That)
            && verb.last < last
            && subject.as_ref().is_some_and(|subject| {
                text.is_any(
                    subject.end - 1,
                    &[
                        "risk",
                        "danger",
                        "fear",
                        "worry",
                        "expectation",
                        "bet",
                        "assumption",
                        "hope",
                    ],
                )
            });
        if !danger && self.term(self.concepts.prospect, at, last).is_none() {
            return None;
        }
        let mut end = self.clause(number).end;
        let hedge = if danger {
            let inner = inner(verb.last)?;
            end = end.max(self.clause(inner).end);
            let subject = subject.clone()?;
            subject.end - 1..subject.end
        } else {
            let (_, after) = self.term(self.concepts.prospect, at, last)?;
            let mut next = after;
            if text
                .tokens
                .get(next)
                .is_some_and(|token| token.tag == Tag::Quote)
            {
                next += 1;
            }
            if text.is_any(next, &["to", "than"]) && next < last
                || text.is_any(at.saturating_sub(1), &["more", "less", "as"])
                    && text.is(next, "than")
            {
                return None;
            }
            let expletive = subject
                .as_ref()
                .is_none_or(|subject| subject.len() == 1 && text.is(subject.start, "it"));
            let that = next < last && text.tokens[next].tag == Tag::That;
            if that || expletive {
                let inner = inner(next)?;
                if text.verbs[inner].first > next + 12 {
                    return None;
                }
                end = end.max(self.clause(inner).end);
            }
            at..after
        };
        let evidence = self.clause(number).start..end;
        Some(Found {
            content: evidence.clone(),
            negated: verb.negated || text.is(hedge.start, "unlikely"),
            hedge,
            who: None,
            evidence,
            rule: "forecast-prospect",
            confidence: 0.6,
        })
    }

    /// `it does not look like a breakthrough is near`, `exports look like they will stop`.
    fn looks_like(&self, number: usize) -> Option<Found> {
        let text = self.context.text;
        let verb = &text.verbs[number];
        let last = text.sentences[verb.sentence].last;
        let looks = text.is_any(
            verb.main,
            &[
                "look", "looks", "looked", "seem", "seems", "seemed", "looking",
            ],
        );
        if !looks || self.is_condition(verb) || verb.modal.is_some() {
            return None;
        }
        let after = if text.is(verb.last, "like") {
            verb.last + 1
        } else if text.is(verb.last, "as") && text.is_any(verb.last + 1, &["if", "though"]) {
            verb.last + 2
        } else {
            return None;
        };
        let inner = text.verbs_in(verb.sentence).find(|other| {
            let other = &text.verbs[*other];
            other.first > after && other.form.finite() && other.first < after + 20
        })?;
        let then = &text.verbs[inner];
        if after >= last || then.form == Form::Past || then.inherited {
            return None;
        }
        let evidence = self.clause(number).start..self.clause(inner).end;
        Some(Found {
            content: after..evidence.end,
            hedge: verb.main..after,
            who: None,
            negated: verb.negated,
            evidence,
            rule: "forecast-looks-like",
            confidence: 0.55,
        })
    }

    /// `inflation is seen rising to 4%`.
    fn seen(&self, number: usize) -> Option<Found> {
        let text = self.context.text;
        let verb = &text.verbs[number];
        let next = text.tokens.get(verb.last)?;
        let fits = verb.passive
            && text.is_any(verb.main, &["seen", "tipped"])
            && verb.form.finite()
            && self.of_itself(verb)
            && (next.tag == Tag::Gerund || text.is(verb.last, "at"));
        fits.then(|| Found {
            content: self.clause(number),
            hedge: verb.main..verb.main + 1,
            who: None,
            negated: verb.negated,
            evidence: self.clause(number),
            rule: "forecast-seen",
            confidence: 0.55,
        })
    }
}
