//! What courts, parliaments and authorities do, and who goes to them.

use super::Reader;
use crate::clause::VerbGroup;
use crate::fact::EventType;
use crate::text::Hit;
use crate::words::Tag;

impl Reader<'_, '_, '_> {
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
        // `held that`, `agreed that`: reasons within a ruling.
        let reasons = self.text.is_any(
            verb.main,
            &["held", "concluded", "heard", "declared", "confirmed"],
        ) && self
            .text
            .tokens
            .get(hit.last)
            .is_some_and(|token| token.tag == Tag::That)
            || self
                .text
                .is_any(verb.main, &["rejected", "dismissed", "upheld", "confirmed"])
                && (hit.last..self.text.sentences[verb.sentence].last.min(hit.last + 4)).any(
                    |token| {
                        self.text.is_any(
                            token,
                            &[
                                "contention",
                                "argument",
                                "arguments",
                                "claim",
                                "claims",
                                "notion",
                                "idea",
                                "view",
                                "assertion",
                            ],
                        )
                    },
                );
        (!reasons
            && self
                .text
                .hits_of(self.noun, words)
                .any(|hit| &*self.text.meaning(hit).value == "court"))
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
        let text = self.text;
        let sues = text.is_any(verb.main, &["sued", "sue", "suing", "litigated"]);
        let court_action =
            hit.last > verb.main + 1 && text.is_any(hit.last - 1, &["action", "court"]);
        // `will challenge the duties at the WTO`, `took the case to court`
        let end = text.sentences[verb.sentence].last;
        let before = |at: &usize| text.is_any(*at, &["at", "to", "with", "before", "in"]);
        let brought = (hit.last..end.min(hit.last + 9)).filter(before).any(|at| {
            let near = at + 1..end.min(at + 6);
            text.hits_of(text.lexicon.actor, near.clone()).any(|hit| {
                matches!(text.lexicon.actors.term(&text.meaning(hit).value),
                    Some(crate::lexicon::ActorTerm::Economy(code)) if &**code == "WTO")
            }) || near
                .clone()
                .any(|token| text.is_any(token, &["wto", "organization", "organisation"]))
                || text.is(at, "in") && text.is(at + 1, "court")
        }) && text.is_any(
            verb.main,
            &[
                "challenge",
                "challenged",
                "challenging",
                "protest",
                "protested",
                "complain",
                "complained",
                "appeal",
                "appealed",
                "contest",
                "contested",
                "escalated",
                "take",
                "took",
                "taken",
                "petition",
                "petitioned",
            ],
        );
        let object = self.object(verb, hit.last, "case").filter(|object| {
            // `drop the challenge`, `the challenge of finding markets` are no case; nor is a dispute that is raised.
            let vague = text.is_any(
                object.last - 1,
                &[
                    "challenge",
                    "challenges",
                    "dispute",
                    "disputes",
                    "motion",
                    "case",
                    "arbitration",
                    "appeal",
                ],
            );
            !vague
                || text.is_any(
                    verb.main,
                    &[
                        "filed",
                        "file",
                        "filing",
                        "brought",
                        "bring",
                        "lodged",
                        "lodge",
                        "launched",
                        "initiated",
                        "mounted",
                        "withdrew",
                        "withdrawn",
                        "submitted",
                        "opened",
                        "proceed",
                        "pursue",
                        "won",
                        "settled",
                    ],
                )
        });
        (sues || court_action || brought || object.is_some()).then_some((
            EventType::Legal,
            "files-case",
            0.7,
        ))
    }

    /// `passed a resolution`, `the law was adopted`
    pub(super) fn passage(
        &self,
        verb: &VerbGroup,
        hit: &Hit,
    ) -> Option<(EventType, &'static str, f64)> {
        if !self.done(verb) {
            return None;
        }
        // `its newly adopted regulation` is named, not passed.
        let named = verb.first > 0
            && (matches!(
                self.text.tokens[verb.first - 1].tag,
                Tag::Possessive | Tag::Determiner
            ) || self.text.is_any(verb.first - 1, &["newly", "lately"]));
        if named {
            return None;
        }
        self.object(verb, hit.last, "law")?;
        let body = verb.passive || verb.subject.is_some();
        body.then_some((EventType::Legal, "passes-law", 0.6))
    }

    /// `the trade representative determined that the practices are unreasonable`
    pub(super) fn determination(&self, verb: &VerbGroup) -> Option<(EventType, &'static str, f64)> {
        let text = self.text;
        if !self.done(verb) || verb.passive {
            return None;
        }
        let subject = verb.subject.clone()?;
        let authority = self.sides(subject.clone()) > 0
            || subject.clone().any(|token| {
                text.is_any(
                    token,
                    &[
                        "department",
                        "commission",
                        "panel",
                        "agency",
                        "ministry",
                        "ustr",
                        "authorities",
                        "representative",
                    ],
                )
            });
        authority.then_some((EventType::Legal, "determines", 0.6))
    }
}
