//! Whose doing a clause tells of, and what stands round it.

use super::Reader;
use crate::clause::{Range, VerbGroup};
use crate::who::{self, Class, Memory};
use crate::words::Tag;

/// Whose doing a subject's verb is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    /// I, we, you: intentions and promises.
    Speaker,
    /// A government, a person, a firm: acts at will.
    Agent,
    /// `it`, `they`, `which`: open.
    Pronoun,
    /// A thing or an event: what it does befalls others.
    Thing,
}

impl Reader<'_, '_, '_> {
    pub(super) fn subject(&self, verb: &VerbGroup) -> Subject {
        let text = self.context.text;
        let Some(subject) = verb.subject.clone() else {
            return Subject::Pronoun;
        };
        if subject.len() == 1 {
            if text.is_any(subject.start, &["i", "we", "you", "us"]) {
                return Subject::Speaker;
            }
            if text.is_any(subject.start, &["he", "she", "they", "who"]) {
                return Subject::Agent;
            }
            if text.tokens[subject.start].tag == Tag::Pronoun
                || text.is_any(subject.start, &["this", "that", "which"])
            {
                return Subject::Pronoun;
            }
        }
        // `our response`, `our team`: theirs to decide.
        if text.is_any(subject.start, &["our", "my"]) {
            return Subject::Agent;
        }
        let sentence = verb.sentence;
        let Some(head) = text
            .nouns_in(sentence)
            .iter()
            .find(|group| group.last > subject.start && group.first < subject.end)
        else {
            return Subject::Pronoun;
        };
        // `the Republic of Korea`, `the government of Japan`
        let state = text.is_any(
            head.last - 1,
            &[
                "republic",
                "government",
                "kingdom",
                "administration",
                "ministry",
                "department",
            ],
        );
        let agent = state
            || text
                .hits_of(text.lexicon.actor, head.first..head.last.min(subject.end))
                .any(|hit| hit.last == head.last.min(subject.end));
        if agent {
            Subject::Agent
        } else {
            Subject::Thing
        }
    }

    /// Whether the subject is a duty or a control: what that does by its terms is a measure.
    pub(super) fn is_measure(&self, verb: &VerbGroup) -> bool {
        let text = self.context.text;
        verb.subject
            .clone()
            .is_some_and(|subject| text.hits_of(self.concepts.device, subject).next().is_some())
    }

    /// Whether it is fixed by plan: `the duties will rise to 25%`, `the talks will begin`, `teams would start working`.
    pub(super) fn is_scheduled(&self, verb: &VerbGroup) -> bool {
        let text = self.context.text;
        let Some(subject) = verb.subject.clone() else {
            return false;
        };
        let Some(head) = text
            .nouns_in(verb.sentence)
            .iter()
            .find(|group| group.last > subject.start && group.first < subject.end)
        else {
            return false;
        };
        let at = head.last.min(subject.end) - 1;
        let held = text.is_any(
            at,
            &[
                "talks",
                "negotiations",
                "team",
                "teams",
                "meeting",
                "meetings",
                "delegation",
                "consultations",
                "discussions",
                "hearing",
                "hearings",
                "summit",
                "negotiators",
            ],
        ) && text.is_any(
            verb.main,
            &[
                "begin", "start", "resume", "take", "continue", "go", "follow", "come", "convene",
            ],
        );
        let duty = text
            .hits_of(self.concepts.device, head.first..at + 1)
            .any(|hit| hit.last == at + 1)
            || text.is_any(at, &["cent", "percent", "%", "rate", "rates"])
                && !text.is_any(
                    at.saturating_sub(1),
                    &["interest", "growth", "inflation", "exchange"],
                );
        let moved = text.is_any(
            verb.main,
            &[
                "rise", "go", "increase", "jump", "drop", "fall", "climb", "return", "start",
                "begin", "take", "come", "expire", "remain", "stay", "continue", "double", "last",
                "end",
            ],
        );
        held || duty && moved
    }

    /// Whether the object is goods: `tariffs will hit goods worth`.
    pub(super) fn of_goods(&self, verb: &VerbGroup) -> bool {
        let text = self.context.text;
        let last = text.sentences[verb.sentence].last;
        (verb.last..(verb.last + 8).min(last)).any(|index| {
            text.is_any(
                index,
                &[
                    "goods",
                    "products",
                    "imports",
                    "exports",
                    "items",
                    "shipments",
                ],
            )
        })
    }

    /// Whether the object is a duty: `it will raise tariffs`.
    pub(super) fn of_duties(&self, verb: &VerbGroup) -> bool {
        let text = self.context.text;
        let last = text.sentences[verb.sentence].last;
        text.hits_of(self.concepts.device, verb.last..(verb.last + 5).min(last))
            .next()
            .is_some()
    }

    /// Whether a verb stands under `if`, `whether` or `unless`, which makes it a condition.
    pub(super) fn is_condition(&self, verb: &VerbGroup) -> bool {
        let text = self.context.text;
        let start = verb
            .subject
            .as_ref()
            .filter(|_| !verb.inherited)
            .map_or(verb.first, |subject| subject.start.min(verb.first));
        let first = text.sentences[verb.sentence].first;
        start > first
            && (start.saturating_sub(2).max(first)..start)
                .any(|index| text.is_any(index, &["if", "whether", "unless", "how", "what", "why"]))
    }

    /// What is expected: the subject with its verb, without the hedge.
    pub(super) fn content(&self, verb: &VerbGroup, evidence: &Range) -> Range {
        let condition = self.condition(evidence);
        match (&verb.subject, condition) {
            (Some(subject), Some(condition)) if condition.start <= evidence.start => {
                subject.start.max(condition.end).min(verb.first)..evidence.end
            }
            _ => evidence.clone(),
        }
    }

    /// Whether words name a government or somebody who speaks for one.
    pub(super) fn governs(&self, words: Range) -> bool {
        let text = self.context.text;
        if words.len() == 1 && text.tokens[words.start].tag == Tag::Pronoun {
            return true;
        }
        let day = self.context.setting.day();
        who::identify(text, words, None, &Memory::default(), day).is_some_and(|who| {
            matches!(
                who.class,
                Class::Government | Class::Official | Class::Person
            )
        })
    }

    /// Whether a time that can be told by stands in a range.
    pub(super) fn timed(&self, range: Range) -> bool {
        let text = self.context.text;
        text.times_in(range.clone())
            .iter()
            .any(|time| !time.is_vague())
            || range
                .clone()
                .any(|token| text.is(token, "by") && text.is(token + 1, "then"))
    }

    /// Whether the subject is what grows, falls or is felt of itself: prices, demand, the impact.
    pub(super) fn of_itself(&self, verb: &VerbGroup) -> bool {
        let text = self.context.text;
        let Some(subject) = verb.subject.clone() else {
            return false;
        };
        // The head is the end of the first group: `prices of goods`, but not `tariffs on exports`.
        let Some(head) = text
            .nouns_in(verb.sentence)
            .iter()
            .find(|group| group.last > subject.start && group.first < subject.end)
        else {
            return false;
        };
        let end = head.last.min(subject.end);
        let quantity = text.is_any(end - 1, &["most", "much", "part", "some", "more", "level"])
            && text.is(end, "of");
        text.hits_of(self.concepts.course, subject.clone())
            .any(|hit| hit.last == end || quantity && hit.first > end)
    }
}
