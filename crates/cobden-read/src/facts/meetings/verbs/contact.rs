//! Contacts: `X reached out to Y`, `X was informed`, `X and Y are in touch`.

use super::Found;
use crate::clause::{Form, VerbGroup};
use crate::fact::{MeetingState, MeetingType};
use crate::facts::meetings::people::People;
use crate::facts::meetings::{Draft, Reader};
use crate::text::Hit;

impl Reader<'_, '_, '_> {
    /// `X has reached out to Y`
    pub(super) fn contacts(&self, group: &VerbGroup, hit: &Hit, doers: People) -> Option<Found> {
        let text = self.text;
        let stop = self.stop(hit.last, self.sentence_end(group.main));
        let object = self.people_in(&(hit.last..stop.max(hit.last).min(hit.last + 12)));
        let other = object
            .economies
            .iter()
            .any(|code| !doers.economies.contains(code));
        let out = text.is(group.main + 1, "out");
        if !other && !out || group.negated {
            return None;
        }
        let initiator = if doers.economies.len() == 1 {
            doers.economies.clone()
        } else {
            Vec::new()
        };
        let mut people = doers;
        people.join(object);
        Some(Found {
            what: MeetingType::Contact,
            people,
            initiator,
        })
    }

    /// `the US has been informed of it`: the other side told it.
    pub(super) fn passive_contact(&self, group: &VerbGroup, hit: &Hit) -> Option<Draft> {
        let text = self.text;
        if group.negated {
            return None;
        }
        // `it has been conveyed to the Chinese side`
        let conveyed = text.is_any(
            group.main,
            &["conveyed", "communicated", "relayed", "transmitted"],
        );
        let near = hit.last..self.sentence_end(group.main).min(hit.last + 6);
        let told = if conveyed {
            let to = near.clone().find(|token| text.is(*token, "to"))?;
            let until = self.people_end(to + 1, self.sentence_end(group.main));
            self.people_in(&(to + 1..until))
        } else if text.is_any(
            group.main,
            &[
                "summoned",
                "informed",
                "notified",
                "contacted",
                "approached",
            ],
        ) {
            self.doers(group)
        } else {
            return None;
        };
        if told.economies.len() != 1 {
            return None;
        }
        let by = text.is(hit.last, "by");
        let stop = self.stop(hit.last, self.sentence_end(group.main));
        let mut people = told.clone();
        if by {
            people.join(self.people_in(&(hit.last + 1..stop)));
        }
        let people = self.completed(people);
        let initiator = people
            .economies
            .iter()
            .find(|code| !told.economies.contains(code))
            .cloned()
            .into_iter()
            .collect();
        let evidence = self.start(group)..stop;
        Some(Draft {
            around: evidence.clone(),
            evidence,
            reach: hit.range(),
            what: MeetingType::Contact,
            state: self.by_form(group),
            people,
            initiator,
            outcome: None,
            rule: "is-told",
            confidence: 0.65,
        })
    }

    /// `are in contact`, `has been in touch with`
    pub(in crate::facts::meetings) fn state_words(&self, hit: &Hit) -> Option<Draft> {
        let text = self.text;
        let sentence = text.sentence_of(hit.first);
        let verb = text
            .verbs_in(sentence)
            .rev()
            .map(|verb| &text.verbs[verb])
            .find(|verb| verb.last <= hit.first)
            .filter(|verb| {
                hit.first - verb.last <= 3 && !text.tokens[verb.main].tag.is_verb()
                    || text.is_any(
                        verb.main,
                        &["remain", "remains", "keep", "stay", "engaged", "remained"],
                    )
            })?;
        if verb.negated {
            return None;
        }
        let mut people = self.doers(verb);
        let with = self.people_after(hit.last, &["with"]);
        let named = with.is_some();
        if let Some((others, _)) = with {
            people.join(others);
        }
        if people.is_empty() || people.names.len() < 2 && !named {
            return None;
        }
        if people.names.len() < 2 {
            people = self.completed(people);
        }
        let state = match self.by_form(verb) {
            MeetingState::Held if verb.form == Form::Past => MeetingState::Held,
            MeetingState::Held => MeetingState::Ongoing,
            state => state,
        };
        let stop = self.stop(hit.last, self.sentence_end(hit.first));
        let evidence = self.start(verb)..stop;
        let talks = (hit.first..hit.last)
            .any(|token| text.is_any(token, &["talks", "negotiations", "discussions", "dialogue"]));
        Some(Draft {
            around: evidence.clone(),
            evidence,
            reach: hit.range(),
            what: if talks {
                MeetingType::Talks
            } else {
                MeetingType::Contact
            },
            state,
            people,
            initiator: Vec::new(),
            outcome: None,
            rule: "in-contact",
            confidence: 0.75,
        })
    }
}
