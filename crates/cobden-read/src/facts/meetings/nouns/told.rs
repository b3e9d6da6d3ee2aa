//! What is said of a meeting that a noun names: as the subject or the object of a verb.

use super::{Hung, Named};
use crate::clause::{Form, VerbGroup};
use crate::fact::{MeetingState, MeetingType};
use crate::facts::meetings::Reader;
use crate::words::Tag;

impl Reader<'_, '_, '_> {
    /// What is said of a meeting as the subject of a verb.
    pub(super) fn as_subject(&self, named: &Named<'_>) -> Hung {
        let text = self.text;
        let hit = named.hit;
        let verb = text
            .verbs_in(named.sentence)
            .map(|verb| &text.verbs[verb])
            .find(|verb| {
                verb.form.finite()
                    && verb.first >= hit.last
                    // `the negotiation, who's going to lead it`
                    && !text.tokens[hit.last..verb.first]
                        .iter()
                        .any(|token| token.tag == Tag::Wh && verb.inherited)
                    && verb.subject.as_ref().is_some_and(|subject| {
                        subject.start <= hit.first
                            && hit.last <= subject.end
                            && self.heads(subject.start, named.front.max(subject.start))
                    })
            });
        let Some((verb, told)) = verb.and_then(|verb| Some((verb, self.told(verb, true)?))) else {
            return Hung::Loose;
        };
        if self.urged(verb) {
            return Hung::Dropped;
        }
        let state = if named.front > 0 && text.is(named.front - 1, "whether") {
            MeetingState::Possible
        } else {
            self.by_words_before(named.front, hit.first)
                .filter(|state| *state == MeetingState::Possible)
                .unwrap_or(told)
        };
        // Talks that nobody is named for are those of the document, if it tells of them outright.
        let begin = text.sentences[named.sentence].first;
        let opened = named.front > begin && text.tokens[named.front - 1].tag == Tag::Subordinator
            || (begin..named.front)
                .rev()
                .take(2)
                .any(|token| text.is_any(token, &["before", "if", "after", "when", "until"]));
        let definite = named.timed && named.plain != MeetingType::Contact;
        // `whether talks will resume`
        let asked = named.front > begin && named.sure && text.is(named.front - 1, "whether");
        if named.people.is_empty() && (opened && !asked || !(named.sure || definite)) {
            return Hung::Dropped;
        }
        let end = self.sentence_end(hit.first);
        let mut stop = self.stop(verb.last, end);
        // `are taking place with China and`
        while stop > verb.last && text.tokens[stop - 1].tag == Tag::Conjunction {
            stop -= 1;
        }
        let mut people = named.people.clone();
        if people.names.len() < 2
            && let Some((others, _)) = self.people_after(verb.last, &["with", "between"])
        {
            people.join(others);
        }
        // `talks in Rome ended without a deal`
        let result = text
            .hits_of(self.concepts.result, verb.main..end)
            .next()
            .is_some_and(|hit| hit.first == verb.main);
        let outcome =
            (result && state == MeetingState::Held).then(|| verb.first..stop.max(verb.last));
        let hung = self.hung(
            named,
            named.front..stop,
            state,
            people,
            "talks-continue",
            0.75,
        );
        match hung {
            Hung::Meeting(mut draft) => {
                draft.outcome = outcome;
                Hung::Meeting(draft)
            }
            other => other,
        }
    }

    /// A meeting that somebody holds, plans or calls off, or that there is.
    pub(super) fn as_object(&self, named: &Named<'_>) -> Hung {
        let text = self.text;
        let hit = named.hit;
        let Some(verb) = self.verb_before(named) else {
            return Hung::Loose;
        };
        if self.urged(verb) {
            return Hung::Dropped;
        }
        let begin = text.sentences[named.sentence].first;
        let there = verb.first > begin
            && text.is(verb.first - 1, "there")
            && text.tokens[verb.main].tag == Tag::Be;
        let none = text.is(named.front, "no");
        if there {
            let state = match verb.form {
                _ if verb.negated || none => MeetingState::Denied,
                Form::Future => MeetingState::Planned,
                Form::Modal => MeetingState::Possible,
                Form::Past => MeetingState::Held,
                _ if verb.perfect => MeetingState::Held,
                _ => MeetingState::Ongoing,
            };
            let talks = named.sure
                || named.with
                || named.people.economies.len() > 1
                || text.is(hit.last - 1, "conversation");
            let direct = text.tokens[verb.last..named.front]
                .iter()
                .all(|token| token.tag == Tag::Adverb);
            if !talks || !direct {
                return Hung::Loose;
            }
            return self.hung(
                named,
                verb.first - 1..named.near.end,
                state,
                named.people.clone(),
                "there-are-talks",
                0.75,
            );
        }
        let Some(told) = self.told(verb, false) else {
            return Hung::Loose;
        };
        // `discussed tariffs during a call`: the call is where, not what.
        let adjunct = text.is_any(
            named.front - 1,
            &["during", "in", "at", "after", "following"],
        ) && text
            .hits_of(self.concepts.deed, verb.main..named.front)
            .all(|hit| hit.first != verb.main || hit.last < named.front);
        if adjunct {
            return Hung::Loose;
        }
        let mut state = self
            .by_words_before(named.front, hit.first)
            .filter(|before| {
                told != MeetingState::Denied
                    && (*before == MeetingState::Possible || told == MeetingState::Ongoing)
            })
            .unwrap_or(told);
        if none {
            state = match told {
                MeetingState::Held | MeetingState::Ongoing | MeetingState::Denied => {
                    MeetingState::Denied
                }
                _ => return Hung::Dropped,
            };
        }
        let mut doers = self.doers(verb);
        if doers.is_empty()
            && !verb.form.finite()
            && let Some(governor) = self.governor(verb)
        {
            doers = self.doers(governor);
        }
        let start = self.start(verb);
        if self.denied(start) || self.denied(verb.first) {
            state = MeetingState::Denied;
        }
        // `is considering cancelling the trip`: one told of before.
        let before = text.is_any(named.front, &["the", "this", "that"])
            && named.plain != MeetingType::Contact
            && text
                .hits_of(self.concepts.alter, verb.main..verb.last.max(verb.main + 2))
                .next()
                .is_some();
        // `started talks`, told outright: with the other party of the document.
        let outright = named.sure
            && named.plain == MeetingType::Talks
            && verb.form.finite()
            && matches!(
                state,
                MeetingState::Held | MeetingState::Ongoing | MeetingState::Denied
            )
            && text
                .hits_of(self.concepts.hold, verb.main..self.sentence_end(verb.main))
                .next()
                .is_some_and(|hit| hit.first == verb.main);
        let agreed = verb.governor.is_some_and(|governor| {
            text.is_any(text.verbs[governor].main, &["agreed", "agree", "agrees"])
        });
        let starts = named.sure
            && named.front < named.first
            && text
                .hits_of(self.concepts.hold, verb.main..self.sentence_end(verb.main))
                .next()
                .is_some_and(|hit| hit.first == verb.main);
        if agreed && !named.with && !named.timed && doers.economies.len() < 2 && !starts {
            return Hung::Dropped;
        }
        let enough = named.with
            || doers.names.len() > 1
            || named.timed
            || named.owned
            || named.to_place
            || outright
            || agreed && starts
            || before;
        if doers.is_empty() || !enough {
            return if state == MeetingState::Denied {
                Hung::Dropped
            } else {
                Hung::Loose
            };
        }
        let mut all = doers;
        all.join(named.people.clone());
        self.hung(named, start..named.near.end, state, all, "holds-talks", 0.8)
    }

    pub(super) fn verb_before(&self, named: &Named<'_>) -> Option<&VerbGroup> {
        let text = self.text;
        text.verbs_in(named.sentence)
            .rev()
            .map(|verb| &text.verbs[verb])
            .find(|verb| verb.last <= named.front)
            .filter(|verb| {
                named.front - verb.last <= 5
                    && text.tokens[verb.last..named.front].iter().all(|token| {
                        token.tag.is_nominal()
                            || matches!(token.tag, Tag::Preposition | Tag::Adverb | Tag::Quote)
                    })
            })
    }
}
