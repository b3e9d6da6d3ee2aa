//! Instruments that a sentence only tells of: that there are none, that one is granted, that they do harm.

use super::phrase::Phrase;
use super::stage::Stage;
use super::{Frame, Reader, terms};
use crate::clause::{Form, Range};
use crate::fact::{Action, Instrument, Status};
use crate::words::Tag;

impl Reader<'_, '_, '_> {
    /// `there will be no exemptions for carmakers`
    pub(super) fn absent(
        &self,
        number: usize,
        within: &Range,
        phrase: &Phrase,
        instrument: Instrument,
        value: &str,
    ) -> Option<Frame> {
        let text = self.text;
        if !text.is(phrase.first, "no")
            || !matches!(value, "exemption" | "tariff" | "tariff_exclusion")
        {
            return None;
        }
        let verb = self.verb_before(number, phrase.first, 1)?;
        let verb = &text.verbs[verb];
        let there = text.tokens[verb.main].tag == Tag::Be
            && verb.first > within.start
            && text.is(verb.first - 1, "there");
        if !there {
            return None;
        }
        let status = match verb.form {
            Form::Future | Form::Modal => Status::Denied,
            _ => Status::NotDone,
        };
        Some(Frame {
            evidence: verb.first - 1..phrase.last,
            action: if value == "tariff" {
                Action::Impose
            } else {
                Action::Exempt
            },
            instrument,
            stage: Stage { status, by: None },
            actor: None,
            target: None,
            object: phrase.range(),
            term: phrase.term.clone(),
            rule: "absent",
        })
    }

    /// `an exemption for goods under the pact has shielded trade`: what is said to do something is granted.
    pub(super) fn granted(
        &self,
        number: usize,
        phrase: &Phrase,
        instrument: Instrument,
    ) -> Option<Frame> {
        let text = self.text;
        if phrase.last == phrase.head || !text.is_any(phrase.head, &["for", "from", "on"]) {
            return None;
        }
        let verb = self.verb_of_subject(number, phrase.first, phrase.head)?;
        let verb = &text.verbs[verb];
        if verb.negated || !matches!(verb.form, Form::Present | Form::Past) {
            return None;
        }
        Some(Frame {
            evidence: phrase.first
                ..self.tail(
                    verb.last,
                    phrase
                        .last
                        .max(verb.last + 12)
                        .min(text.sentences[number].last),
                ),
            action: Action::Exempt,
            instrument,
            stage: Stage {
                status: Status::InForce,
                by: None,
            },
            actor: self.owner(phrase).1,
            target: None,
            object: phrase.range(),
            term: phrase.term.clone(),
            rule: "bare",
        })
    }

    /// `tariffs that are damaging its economy`, `Friday's tariffs`: told apart by what they do or when they came.
    pub(super) fn described(&self, number: usize, phrase: &Phrase) -> bool {
        let text = self.text;
        let dated = text
            .times_in(phrase.first..phrase.term.start)
            .first()
            .is_some_and(|time| {
                time.span.start == text.tokens[phrase.first].start as usize
                    && text
                        .tokens
                        .get(phrase.first + 1)
                        .is_some_and(|next| next.tag == Tag::Possessive)
            });
        if dated {
            return true;
        }
        let wh = text
            .tokens
            .get(phrase.last)
            .is_some_and(|next| matches!(next.tag, Tag::That | Tag::Wh));
        wh && text.verbs_in(number).any(|verb| {
            let verb = &text.verbs[verb];
            (phrase.last + 1..phrase.last + 3).contains(&verb.first)
                && verb.form == Form::Present
                && !verb.negated
                && verb.progressive
        })
    }

    /// `opposed tariff hikes`: somebody's view of what anybody may do.
    pub(super) fn only_opposed(&self, number: usize, phrase: &Phrase) -> bool {
        let text = self.text;
        self.verb_before(number, phrase.first, 2)
            .is_some_and(|verb| {
                text.is_any(
                    text.verbs[verb].main,
                    &[
                        "oppose",
                        "opposes",
                        "opposed",
                        "opposing",
                        "criticise",
                        "criticised",
                        "criticize",
                        "criticized",
                        "criticising",
                        "criticizing",
                        "condemn",
                        "condemned",
                        "condemns",
                        "condemning",
                        "denounce",
                        "denounced",
                        "denounces",
                        "dismiss",
                        "dismissed",
                        "dismisses",
                        "welcome",
                        "welcomed",
                        "welcomes",
                        "slammed",
                        "blasted",
                        "decried",
                        "protested",
                    ],
                )
            })
            && self.owner(phrase).1.is_none()
            && !terms::any(text, self.concepts.goods, phrase.range())
            && text
                .hits_of(text.lexicon.actor, phrase.range())
                .next()
                .is_none()
    }

    /// `suspended his threat of tariffs`: the threat is a fact of its own.
    pub(super) fn threat_inside(&self, frame: &Frame, phrase: &Phrase) -> Option<Frame> {
        let text = self.text;
        if frame.rule != "nominal" || !matches!(frame.action, Action::Suspend | Action::Remove) {
            return None;
        }
        let of = phrase.first.checked_sub(1)?;
        let (value, noun) =
            terms::ending(text, self.concepts.stage_noun, of, frame.evidence.start)?;
        let status = terms::status(value)
            .filter(|status| matches!(status, Status::Threatened | Status::Planned))?;
        let first = super::phrase::left(text, frame.evidence.start, noun);
        (first > frame.evidence.start).then(|| Frame {
            evidence: first..phrase.last,
            action: Action::Impose,
            instrument: frame.instrument,
            stage: Stage { status, by: None },
            actor: frame.actor.clone(),
            target: None,
            object: phrase.range(),
            term: phrase.term.clone(),
            rule: "inner",
        })
    }
}
