//! Guests: `X invited Y to Rome`, `X is in Beijing for talks`, and rounds that are only counted: `the next round`.

use super::{Draft, Reader};
use crate::clause::{Form, VerbGroup};
use crate::fact::{MeetingState, MeetingType};
use crate::text::Hit;
use crate::words::Tag;

impl Reader<'_, '_, '_> {
    /// `X invited Y to visit Rome`, `Y was invited to talks`
    pub(super) fn invites(&self, group: &VerbGroup, hit: &Hit) -> Option<Draft> {
        let text = self.text;
        let told = group.form.finite() || group.form == Form::Gerund;
        if group.negated || !told {
            return None;
        }
        let end = self.sentence_end(group.main);
        let guest_end = self.people_end(hit.last, end);
        let (host, guest) = if group.passive {
            (Default::default(), self.doers(group))
        } else {
            (self.doers(group), self.people_in(&(hit.last..guest_end)))
        };
        let pronoun = !group.passive
            && text.tokens.get(hit.last).is_some_and(|token| {
                token.tag == Tag::Pronoun
                    && text.is_any(hit.last, &["me", "him", "her", "them", "us"])
            });
        let nameless = self.officials(hit.last..guest_end);
        if host.is_empty() && guest.is_empty() || guest.is_empty() && !pronoun && !nameless {
            return None;
        }
        let stop = self
            .stop(guest_end.max(hit.last), end)
            .max(guest_end)
            .max(hit.last);
        let rest = guest_end..stop;
        let visits = text
            .hits_of(self.concepts.verb, rest.clone())
            .any(|hit| matches!(self.value(hit), "visit" | "host" | "talks" | "discuss"));
        let talks = text
            .hits_of(self.concepts.noun, rest.clone())
            .next()
            .map(|hit| Self::sort(self.value(hit)));
        let place = rest.clone().any(|token| {
            text.is(token, "to")
                && text
                    .tokens
                    .get(token + 1)
                    .is_some_and(|token| token.tag == Tag::Proper)
        });
        if !visits && talks.is_none() && !place {
            return None;
        }
        let what = match talks {
            Some(MeetingType::Talks) if !visits => MeetingType::Talks,
            _ => MeetingType::Visit,
        };
        let timed = !text.times_in(rest).is_empty();
        let initiator = if host.economies.len() == 1 {
            host.economies.clone()
        } else {
            Vec::new()
        };
        let mut people = host;
        people.join(guest);
        if people.names.len() < 2 {
            people = self.completed(people);
        }
        let evidence = self.start_with_condition(group)..stop;
        Some(Draft {
            around: evidence.clone(),
            evidence,
            reach: hit.first..stop,
            what,
            state: if timed && what == MeetingType::Visit {
                MeetingState::Planned
            } else {
                MeetingState::Possible
            },
            people,
            initiator,
            outcome: None,
            rule: "invites",
            confidence: 0.82,
        })
    }

    /// `EU officials were in China for talks`, `X was scheduled to be in Washington this week`
    pub(super) fn stays(&self, group: &VerbGroup) -> Option<Draft> {
        let text = self.text;
        if text.tokens[group.main].tag != Tag::Be || group.negated {
            return None;
        }
        let at = group.last;
        let place = at + 1;
        let end = self.sentence_end(group.main);
        if !text.is_any(at, &["in", "back"])
            || text
                .tokens
                .get(place)
                .is_none_or(|token| token.tag != Tag::Proper)
            || self.urged(group)
        {
            return None;
        }
        let place_end = self.people_end(place, end);
        let there = self.people_in(&(place..place_end));
        let mut doers = self.doers(group);
        let subject = group.subject.clone();
        if doers.is_empty()
            && !group.form.finite()
            && let Some(governor) = self.governor(group)
        {
            doers = self.doers(governor);
        }
        let person = doers.names.iter().any(|name| name.contains(' '))
            || subject.is_some_and(|subject| self.officials(subject));
        let abroad = there
            .economies
            .iter()
            .any(|code| !doers.economies.contains(code));
        if doers.is_empty() || !person || !abroad && !there.is_empty() {
            return None;
        }
        let stop = self.stop(place_end, end);
        let rest = place_end..stop;
        let talks = text
            .hits_of(self.concepts.noun, rest.clone())
            .next()
            .map(|hit| Self::sort(self.value(hit)));
        let purpose = talks.is_some()
            || text.hits_of(self.concepts.verb, rest.clone()).any(|hit| {
                matches!(
                    self.value(hit),
                    "talks" | "host" | "discuss" | "speak" | "talk"
                )
            });
        let timed = !text.times_in(rest).is_empty();
        if !(purpose || timed && abroad) {
            return None;
        }
        let what = match talks {
            Some(MeetingType::Talks) if group.form.finite() => MeetingType::Talks,
            _ => MeetingType::Visit,
        };
        let state = match group.form {
            Form::Present if !group.perfect => MeetingState::Ongoing,
            Form::Past if purpose && !timed => MeetingState::Ongoing,
            _ => self.by_form(group),
        };
        let mut people = doers;
        people.join(there);
        if people.names.len() < 2 {
            people = self.completed(people);
        }
        let evidence = self.start_with_condition(group)..stop;
        Some(Draft {
            around: evidence.clone(),
            evidence,
            reach: group.first..stop,
            what,
            state,
            people,
            initiator: Vec::new(),
            outcome: None,
            rule: "is-abroad",
            confidence: 0.82,
        })
    }

    /// `The next round will be held in September`: talks that were named before.
    pub(super) fn next_round(&self, hit: &Hit) -> Option<Draft> {
        let text = self.text;
        let head = hit.last - 1;
        if !text.is_any(head, &["round", "rounds", "session"])
            || text.is_any(hit.last, &["of", "in", "on"])
        {
            return None;
        }
        let sentence = text.sentence_of(head);
        let group = text
            .nouns_in(sentence)
            .iter()
            .find(|group| group.first <= head && head < group.last)?;
        let counted = text
            .hits_of(self.concepts.turn, group.first..head)
            .next()
            .is_some();
        if !counted || group.last != hit.last {
            return None;
        }
        let verb = text
            .verbs_in(sentence)
            .map(|verb| &text.verbs[verb])
            .find(|verb| {
                verb.form.finite()
                    && verb.subject.as_ref().is_some_and(|subject| {
                        subject.start <= group.first && hit.last <= subject.end
                    })
            })?;
        let state = self.told(verb, true)?;
        let end = self.sentence_end(head);
        let evidence = group.first..self.stop(verb.last, end);
        // `The first round took effect`: it needs its verb of meeting or its time.
        let held = text
            .hits_of(self.concepts.deed, verb.main..end)
            .next()
            .is_some_and(|hit| hit.first == verb.main);
        if !held || text.times_in(evidence.clone()).is_empty() {
            return None;
        }
        Some(Draft {
            around: evidence.clone(),
            evidence,
            reach: hit.range(),
            what: MeetingType::Talks,
            state,
            people: self.completed(Default::default()),
            initiator: Vec::new(),
            outcome: None,
            rule: "next-round",
            confidence: 0.6,
        })
    }
}
