//! `could`, `may`, `will`: what may come, and what will come of it.

use super::subject::Subject;
use super::{Found, Reader};
use crate::clause::Form;
use crate::words::Tag;

/// What a thing will be by decision.
const IN_FORCE: [&str; 18] = [
    "effective",
    "available",
    "subject",
    "exempt",
    "open",
    "applicable",
    "due",
    "able",
    "ready",
    "present",
    "responsible",
    "closed",
    "eligible",
    "free",
    "liable",
    "valid",
    "new",
    "willing",
];

impl Reader<'_, '_, '_> {
    /// `could`, `may`, `might`, `will`, `would`.
    pub(super) fn modal(&self, number: usize) -> Option<Found> {
        let text = self.context.text;
        let verb = &text.verbs[number];
        let modal = verb.modal?;
        if self.is_condition(verb) || text.tokens[verb.main].tag == Tag::Modal {
            return None;
        }
        // `will have dropped by June`; `could have been` is past.
        let done = verb.perfect
            && verb.form == Form::Future
            && self.timed(verb.last..self.clause(number).end);
        if verb.perfect && !done {
            return None;
        }
        // `will he`: a question without its mark.
        let subject = self.subject(verb);
        if subject == Subject::Speaker && !done {
            return None;
        }
        let weak = text.is_any(modal, &["could", "may", "might"]);
        let firm = text.is_any(modal, &["will", "would", "'ll", "’ll", "wo"]);
        if text.is_any(modal, &["should", "can"]) {
            return self.should(number, subject);
        }
        if !weak && !firm {
            return None;
        }
        if weak && verb.negated && text.is(modal, "could") {
            return None;
        }
        let last = text.sentences[verb.sentence].last;
        let likely = text
            .hits_of(
                self.concepts.likely,
                modal.saturating_sub(1)..(verb.last + 2).min(last),
            )
            .find(|hit| hit.first <= verb.last);
        let effect = self
            .term(self.concepts.effect, verb.main, last)
            .map(|(value, _)| value);
        let decision = self.term(self.concepts.decision, verb.main, last).is_some();
        let be = text.tokens[verb.main].tag == Tag::Be;
        let outcome = (be || verb.passive)
            && text
                .hits_of(self.concepts.outcome, verb.main..(verb.last + 4).min(last))
                .next()
                .is_some();
        // Of a thing any quality may be foretold, but that it is in force or open.
        let quality = be
            && subject == Subject::Thing
            && (verb.last..(verb.last + 3).min(last))
                .find(|index| !matches!(text.tokens[*index].tag, Tag::Adverb | Tag::Quote))
                .is_some_and(|index| {
                    text.tokens[index].tag == Tag::Adjective && !text.is_any(index, &IN_FORCE)
                });
        let outcome = outcome || quality;
        let own = subject == Subject::Agent;
        let course = self.of_itself(verb);
        // What is fixed to come into force, or to be held, is a measure or a meeting.
        if firm && likely.is_none() && self.is_scheduled(verb) {
            return None;
        }
        // `it would be difficult to say`
        if be
            && (verb.last..(verb.last + 4).min(last)).any(|at| {
                text.is(at, "to")
                    && text.is_any(
                        at + 1,
                        &[
                            "say",
                            "understand",
                            "imagine",
                            "see",
                            "know",
                            "tell",
                            "believe",
                            "think",
                        ],
                    )
            })
        {
            return None;
        }
        let (rule, confidence) = if weak {
            // `may be exaggerating` is about today; `might be to protect` about a purpose.
            if verb.progressive
                || be
                    && text
                        .tokens
                        .get(verb.last)
                        .is_some_and(|next| next.tag == Tag::To)
            {
                return None;
            }
            if text.is_any(
                verb.main,
                &[
                    "say",
                    "comment",
                    "like",
                    "want",
                    "reached",
                    "confirm",
                    "tell",
                    "know",
                    "understand",
                    "contain",
                    "include",
                    "vary",
                    "require",
                    "earn",
                    "receive",
                ],
            ) {
                return None;
            }
            // Who may meet whom is a meeting.
            if own
                && text.is_any(
                    verb.main,
                    &[
                        "meet", "discuss", "talk", "visit", "speak", "attend", "hold", "travel",
                        "consult", "consider", "mull",
                    ],
                )
            {
                return None;
            }
            if text.is(verb.main, "make") && text.is_any(verb.last, &["sense", "up"])
                || be && text.is_any(verb.last, &["up", "needed", "used", "subject"])
                || own
                    && text.is_any(
                        verb.main,
                        &[
                            "need", "blame", "reach", "react", "wish", "choose", "decide",
                        ],
                    )
            {
                return None;
            }
            if own && decision && !verb.passive {
                ("forecast-may-act", 0.4)
            } else {
                ("forecast-may", 0.7)
            }
        } else if likely.is_some() && !(own && decision) {
            ("forecast-likely", 0.8)
        } else if be && outcome && !own {
            ("forecast-will-be", 0.6)
        } else if done {
            ("forecast-will-have", 0.6)
        } else if course && !decision && !verb.progressive && (!verb.passive || outcome) {
            ("forecast-course", 0.6)
        } else if !verb.passive
            && subject != Subject::Speaker
            && self.term(self.concepts.achieve, verb.main, last).is_some()
            && (self.timed(verb.last..self.clause(number).end)
                || (verb.last..last.min(verb.last + 12)).any(|at| {
                    text.is(at, "once")
                        || text.is(at, "soon") && text.is(at - 1, "as") && text.is(at + 1, "as")
                }))
        {
            ("forecast-will-by", 0.5)
        } else if verb.passive {
            if !outcome {
                return None;
            }
            ("forecast-will-be", 0.5)
        } else {
            match effect {
                Some("harm") => ("forecast-will", 0.7),
                Some("effect")
                    if !(own
                        || decision
                        || self.is_measure(verb) && self.of_goods(verb)
                        || subject == Subject::Pronoun && self.of_duties(verb)) =>
                {
                    ("forecast-will", 0.65)
                }
                Some("act")
                    if matches!(subject, Subject::Thing | Subject::Pronoun)
                        && !decision
                        && !self.is_measure(verb)
                        && !self.of_duties(verb) =>
                {
                    ("forecast-will", 0.55)
                }
                None if text.tokens[verb.main].tag == Tag::Have
                    && subject == Subject::Thing
                    && !self.of_duties(verb) =>
                {
                    ("forecast-will", 0.55)
                }
                Some("befall") if !decision => ("forecast-will", 0.6),
                _ => return None,
            }
        };
        let evidence = self.clause(number);
        // `the inefficiencies that may result`, `policies Trump could take`: nothing is foretold of them.
        if evidence.end <= verb.last && (verb.inherited || own) || evidence.len() < 4 {
            return None;
        }
        let content = self.content(verb, &evidence);
        // `will likely`, but `will` alone of `will pass, most likely`: the verb is no part of the hedge.
        let beside = likely.filter(|hit| hit.first <= verb.main || verb.main == modal);
        Some(Found {
            content,
            hedge: beside.map_or(modal, |hit| hit.first.min(modal))
                ..beside.map_or(modal, |hit| hit.last).max(modal + 1),
            who: None,
            negated: verb.negated,
            evidence,
            rule,
            confidence,
        })
    }

    /// `the first part should be agreed by then`, `growth should pick up`: what is expected, not what is asked.
    fn should(&self, number: usize, subject: Subject) -> Option<Found> {
        let text = self.context.text;
        let verb = &text.verbs[number];
        let modal = verb.modal.filter(|modal| text.is(*modal, "should"))?;
        let evidence = self.clause(number);
        let timed = subject == Subject::Thing && self.timed(verb.last..evidence.end);
        let course = self.of_itself(verb) && !verb.passive;
        if !timed && !course || verb.perfect || verb.negated || evidence.len() < 4 {
            return None;
        }
        Some(Found {
            content: self.content(verb, &evidence),
            hedge: modal..modal + 1,
            who: None,
            negated: false,
            evidence,
            rule: "forecast-should",
            confidence: 0.5,
        })
    }
}
