//! Events that a verb tells of: `reached a deal`, `appointed an envoy`, `a court struck down the duties`.

use super::Reader;
use crate::clause::{Form, Range, VerbGroup};
use crate::fact::{EventType, Extract};
use crate::text::Hit;
use crate::words::Tag;

impl Reader<'_, '_, '_> {
    pub(super) fn verb(&self, verb: &VerbGroup) -> Option<(Extract, Range)> {
        let text = self.text;
        let main = verb.main;
        if !text.tokens[main].tag.is_verb() || verb.negated || self.supposed(verb) {
            return None;
        }
        let end = text.sentences[verb.sentence].last;
        for hit in text
            .hits_of(self.verb, main..end)
            .take_while(|hit| hit.first == main)
        {
            let value: &str = &text.meaning(hit).value;
            let found = match value {
                "agree" => self.agreement(verb, hit),
                "rule" => self.ruling(verb, hit),
                "sue" => self.case(verb, hit),
                "try" => self
                    .done(verb)
                    .then_some((EventType::Legal, "is-tried", 0.65)),
                "appoint" | "name" => self.appointment(verb, hit, value == "name"),
                "serve" => self.service(verb, hit),
                "set-up" => self.mechanism(verb, hit),
                _ => self.cancellation(verb, hit),
            };
            if let Some((sort, rule, confidence)) = found {
                return Some(self.extract(verb, hit.last, sort, rule, confidence));
            }
        }
        None
    }

    /// Whether it is told as done: neither wished nor only possible.
    pub(super) fn done(&self, verb: &VerbGroup) -> bool {
        match verb.form {
            Form::Past => true,
            Form::Present => verb.perfect,
            // `appear to have reached`
            Form::Infinitive => verb.perfect,
            Form::Participle => false,
            _ => false,
        }
    }

    /// Whether it is told as arranged: `will file`, `is set to step down`.
    pub(super) fn arranged(&self, verb: &VerbGroup) -> bool {
        let text = self.text;
        match verb.form {
            Form::Future => true,
            Form::Infinitive => verb.governor.is_some_and(|governor| {
                let governor = &text.verbs[governor];
                let end = text.sentences[verb.sentence].last;
                text.hits_of(self.cue, governor.main..verb.first.min(end))
                    .any(|hit| *text.meaning(hit).value == *"arranged")
            }),
            _ => false,
        }
    }

    /// Whether the clause is only supposed: `until a deal is reached`.
    pub(super) fn supposed(&self, verb: &VerbGroup) -> bool {
        let start = verb.start.min(verb.first);
        let first = self.text.sentences[verb.sentence].first;
        (start.saturating_sub(2).max(first)..start).any(|token| {
            self.text
                .is_any(token, &["if", "unless", "whether", "until", "once"])
        })
    }

    /// The first noun of a sort within the object of a verb, or its subject where it is passive.
    pub(super) fn object(&self, verb: &VerbGroup, after: usize, sort: &str) -> Option<&Hit> {
        let text = self.text;
        let end = text.sentences[verb.sentence].last;
        let object = if verb.passive {
            verb.subject.clone()?
        } else {
            let mut to = after;
            while to < end
                && to < after + 9
                && (text.tokens[to].tag.is_nominal()
                    || matches!(
                        text.tokens[to].tag,
                        Tag::Quote | Tag::Dash | Tag::Adverb | Tag::Participle
                    ))
            {
                to += 1;
            }
            after..to
        };
        text.hits_of(self.noun, object)
            .find(|hit| *text.meaning(hit).value == *sort)
    }

    pub(super) fn agreement(
        &self,
        verb: &VerbGroup,
        hit: &Hit,
    ) -> Option<(EventType, &'static str, f64)> {
        if !self.done(verb) {
            return None;
        }
        let object = self.object(verb, hit.last, "agreement")?;
        // `a deal` is one, `an agreement in principle` too; `deal talks` are not.
        let follows = self.text.tokens.get(object.last)?.tag;
        // `no deal was reached`
        if self.text.is(object.first.saturating_sub(1), "no")
            || verb.subject.as_ref().is_some_and(|subject| {
                verb.passive && self.text.is_any(subject.start, &["no", "any"])
            })
        {
            return None;
        }
        let party = verb.passive
            || self.parties.subject(verb).is_some()
            || verb
                .subject
                .as_ref()
                .is_some_and(|subject| self.sides(subject.clone()) > 0);
        let timed = !self.text.times_in(object.last..object.last + 1).is_empty();
        (party && (timed || !matches!(follows, Tag::Noun))).then_some((
            EventType::Agreement,
            "reaches-deal",
            0.75,
        ))
    }

    pub(super) fn ruling(
        &self,
        verb: &VerbGroup,
        hit: &Hit,
    ) -> Option<(EventType, &'static str, f64)> {
        if !self.done(verb) || hit.last <= verb.main {
            return None;
        }
        let by = verb
            .passive
            .then(|| hit.last..self.text.sentences[verb.sentence].last.min(hit.last + 7));
        let words = by.or_else(|| verb.subject.clone())?;
        self.text
            .hits_of(self.noun, words)
            .any(|hit| &*self.text.meaning(hit).value == "court")
            .then_some((EventType::Legal, "court-rules", 0.8))
    }

    pub(super) fn case(
        &self,
        verb: &VerbGroup,
        hit: &Hit,
    ) -> Option<(EventType, &'static str, f64)> {
        if !self.done(verb) && !self.arranged(verb) {
            return None;
        }
        let sues = self.text.is_any(verb.main, &["sued", "sue", "suing"]);
        (sues || self.object(verb, hit.last, "case").is_some()).then_some((
            EventType::Legal,
            "files-case",
            0.7,
        ))
    }

    pub(super) fn appointment(
        &self,
        verb: &VerbGroup,
        hit: &Hit,
        weak: bool,
    ) -> Option<(EventType, &'static str, f64)> {
        let will = matches!(verb.form, Form::Future | Form::Infinitive) && verb.passive
            || self.arranged(verb);
        if !self.done(verb) && !will {
            return None;
        }
        let end = self.text.sentences[verb.sentence].last;
        let near = hit.last..end.min(hit.last + 14);
        let office = self
            .text
            .hits_of(self.noun, near.clone())
            .any(|hit| &*self.text.meaning(hit).value == "office");
        let as_office = near
            .clone()
            .any(|token| self.text.is_any(token, &["as", "to"]));
        // `announces its new leader`
        let new = self
            .object(verb, hit.last, "office")
            .is_some_and(|office| (hit.last..office.first).any(|token| self.text.is(token, "new")));
        (office && (!weak || as_office || new)).then_some((EventType::Appointment, "appoints", 0.7))
    }

    pub(super) fn service(
        &self,
        verb: &VerbGroup,
        hit: &Hit,
    ) -> Option<(EventType, &'static str, f64)> {
        let text = self.text;
        let end = text.sentences[verb.sentence].last;
        let near = hit.last..end.min(hit.last + 10);
        let office = text
            .hits_of(self.noun, near)
            .any(|hit| &*text.meaning(hit).value == "office");
        let leaves = text.is_any(
            verb.main,
            &["resigned", "resign", "resigns", "step", "stepped", "steps"],
        );
        let told = self.done(verb) || self.arranged(verb);
        let person = self.parties.subject(verb).is_some();
        (told && person && (office || leaves)).then_some((
            EventType::Appointment,
            "serves-as",
            0.65,
        ))
    }

    pub(super) fn mechanism(
        &self,
        verb: &VerbGroup,
        hit: &Hit,
    ) -> Option<(EventType, &'static str, f64)> {
        let agreed = verb.form == Form::Infinitive
            && verb.governor.is_some_and(|governor| {
                self.text
                    .is_any(self.text.verbs[governor].main, &["agreed"])
            });
        if !self.done(verb) && !agreed {
            return None;
        }
        self.object(verb, hit.last, "mechanism")?;
        let party = verb.passive || self.parties.subject(verb).is_some();
        party.then_some((EventType::Mechanism, "sets-up", 0.65))
    }

    pub(super) fn cancellation(
        &self,
        verb: &VerbGroup,
        hit: &Hit,
    ) -> Option<(EventType, &'static str, f64)> {
        if !self.done(verb) && !verb.progressive && verb.form != Form::Gerund {
            return None;
        }
        let object = self.object(verb, hit.last, "order")?;
        // `an executive order` is no purchase.
        let executive = (object.first.saturating_sub(2)..object.first).any(|token| {
            self.text
                .is_any(token, &["executive", "court", "trump's", "the"])
        }) && self.text.is(object.last - 1, "order");
        (!executive).then_some((EventType::OrderCancellation, "cancels-orders", 0.6))
    }
}
