//! `economists expect`, `is seen rising`, `risks losing`.

use super::subject::Subject;
use super::{Found, Reader};
use crate::clause::Form;
use crate::words::Tag;

impl Reader<'_, '_, '_> {
    /// `economists expect`: the subject expects the object.
    pub(super) fn expects(&self, number: usize) -> Option<Found> {
        let text = self.context.text;
        let verb = &text.verbs[number];
        let last = text.sentences[verb.sentence].last;
        if text.is_any(verb.first.saturating_sub(1), &["than", "as"]) && verb.first > 0 {
            return None;
        }
        if let Some((_, after)) = self
            .term(self.concepts.surprise, verb.main, last)
            .or_else(|| self.term(self.concepts.surprise, verb.last, last))
        {
            let end = text
                .verbs_in(verb.sentence)
                .find(|other| *other > number)
                .map_or(last, |inner| self.clause(inner).end);
            let start = self.clause(number).start;
            return (end > after).then(|| Found {
                evidence: start..end,
                content: after..end,
                hedge: verb.first..after,
                who: verb.subject.clone().filter(|_| !verb.inherited),
                negated: !verb.negated,
                rule: "forecast-surprise",
                confidence: 0.6,
            });
        }
        let (value, after) = self.term(self.concepts.expect, verb.main, last)?;
        // `a decision is expected on Friday`
        if verb.passive
            && value == "expect"
            && matches!(verb.form, Form::Present | Form::Past)
            && text
                .tokens
                .get(after)
                .is_some_and(|next| next.tag == Tag::Preposition)
            && self.subject(verb) == Subject::Thing
        {
            return Some(Found {
                content: verb.subject.clone()?,
                hedge: verb.main..verb.main + 1,
                who: None,
                negated: verb.negated,
                evidence: self.clause(number),
                rule: "forecast-expected",
                confidence: 0.55,
            });
        }
        if verb.passive
            || verb.perfect
                && (verb.form == Form::Infinitive
                    || verb.form == Form::Past
                        && !text.is_any(verb.main, &["forecast", "projected", "predicted"]))
            || matches!(verb.form, Form::Modal | Form::Future)
        {
            return None;
        }
        let next = text.tokens.get(after).filter(|_| after < last)?;
        // `moves expected toward year-end`
        if verb.form == Form::Participle || verb.form == Form::Past && next.tag == Tag::Preposition
        {
            let timed = text
                .times_in(after..(after + 6).min(last))
                .first()
                .is_some_and(|time| text.token_at(time.span.start) <= after + 1);
            if !timed || verb.subject.is_none() {
                return None;
            }
            let evidence = self.clause(number);
            return Some(Found {
                content: verb.subject.clone()?,
                hedge: verb.main..verb.main + 1,
                who: None,
                negated: false,
                evidence,
                rule: "forecast-expected",
                confidence: 0.5,
            });
        }
        let opens = next.tag.is_nominal()
            || matches!(
                next.tag,
                Tag::That | Tag::To | Tag::Quote | Tag::Gerund | Tag::Adverb
            );
        if !opens || after >= last {
            return None;
        }
        let inner = text
            .verbs_in(verb.sentence)
            .find(|other| *other > number && text.verbs[*other].first >= after)
            // `warned of a recession and consumers braced`: a clause of its own.
            .filter(|other| {
                let other = &text.verbs[*other];
                !(other.form.finite()
                    && other.start > after
                    && text.tokens[other.start - 1].tag == Tag::Conjunction)
            });
        // `its forecast to just 1%`: no infinitive follows.
        if next.tag == Tag::To && inner.is_none_or(|inner| text.verbs[inner].first != after) {
            return None;
        }
        if value == "hope" {
            // What a government hopes for is a position; what others hope will come is foretold.
            let own = match self.subject(verb) {
                Subject::Thing => false,
                Subject::Agent => verb.subject.clone().is_none_or(|who| self.governs(who)),
                Subject::Speaker | Subject::Pronoun => true,
            };
            if own {
                return None;
            }
            let hopes = text.is_any(verb.main, &["hope", "hopes", "hoped", "hoping"])
                && after == verb.main + 1;
            if hopes
                && !inner.is_some_and(|inner| {
                    matches!(text.verbs[inner].form, Form::Future | Form::Modal)
                })
            {
                return None;
            }
        }
        // A bare noun as object is an expectation of it; `hope` and `warn` need no more.
        let start = self.clause(number).start;
        let mut end = self.clause(number).end;
        if let Some(inner) = inner
            && text.verbs[inner].first < after + 14
            && text.tokens[after..text.verbs[inner].first]
                .iter()
                .all(|token| {
                    !matches!(token.tag, Tag::Comma | Tag::Stop | Tag::Semicolon | Tag::Wh)
                })
        {
            end = end.max(self.clause(inner).end);
        }
        let who = verb
            .subject
            .clone()
            .filter(|subject| subject.end <= verb.first);
        // `or expect supplies to dwindle`: an order to the reader needs its infinitive.
        let told = inner.is_some_and(|inner| text.verbs[inner].form == Form::Infinitive);
        if who.is_none() && verb.form.finite() && !told
            || inner.is_none() && next.tag == Tag::Pronoun
            || text.is_any(after, &["nothing", "that"]) && inner.is_none()
        {
            return None;
        }
        Some(Found {
            content: after.min(end - 1)..end,
            hedge: verb.main..verb.main + 1,
            who,
            negated: verb.negated,
            evidence: start..end,
            rule: if value == "expect" {
                "forecast-expect"
            } else {
                "forecast-hope"
            },
            confidence: if value == "expect" { 0.75 } else { 0.5 },
        })
    }

    /// `China risks finding itself alone`.
    pub(super) fn risks(&self, number: usize) -> Option<Found> {
        let text = self.context.text;
        let verb = &text.verbs[number];
        let last = text.sentences[verb.sentence].last;
        if !verb.form.finite() || verb.form == Form::Past || verb.passive {
            return None;
        }
        let (value, after) = self.term(self.concepts.risks, verb.main, last)?;
        let next = text.tokens.get(after).filter(|_| after < last)?;
        let fits = match value {
            "risk" if text.is_any(verb.main, &["risk", "risks"]) => next.tag == Tag::Gerund,
            _ => {
                next.tag == Tag::To
                    && (self.subject(verb) == Subject::Thing
                        || text.is_any(verb.main, &["stand", "stands"]))
            }
        };
        if !fits {
            return None;
        }
        let inner = text
            .verbs_in(verb.sentence)
            .find(|other| *other > number && text.verbs[*other].first >= after)?;
        let evidence = self.clause(number).start..self.clause(inner).end;
        Some(Found {
            content: evidence.clone(),
            hedge: verb.main..verb.main + 1,
            who: None,
            negated: verb.negated,
            evidence,
            rule: "forecast-risk",
            confidence: 0.6,
        })
    }
}
