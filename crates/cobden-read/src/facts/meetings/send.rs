//! Envoys and letters: `X will send a delegation to Y`, `X has sent letters to its partners`.

use super::{Draft, Reader};
use crate::clause::VerbGroup;
use crate::fact::MeetingType;
use crate::text::Hit;
use crate::words::Tag;

impl Reader<'_, '_, '_> {
    /// Somebody sent abroad, or something sent to somebody.
    pub(super) fn sends(&self, group: &VerbGroup, hit: &Hit) -> Option<Draft> {
        let text = self.text;
        let end = self.sentence_end(group.main);
        if group.negated || group.passive {
            return None;
        }
        let mut doers = self.doers(group);
        if doers.is_empty()
            && let Some(governor) = self.governor(group)
        {
            doers = self.doers(governor);
        }
        // What is sent: up to `to`.
        let to = (hit.last..end.min(hit.last + 16))
            .find(|token| text.is_any(*token, &["to", "for"]) || text.tokens[*token].tag.is_verb())
            .filter(|token| text.is_any(*token, &["to", "for"]))?;
        let sent = hit.last..to;
        let letter = text
            .hits_of(self.concepts.message, sent.clone())
            .next()
            .is_some();
        let envoy = !letter
            && (self.officials(sent.clone())
                || self
                    .people_in(&sent)
                    .names
                    .iter()
                    .any(|name| name.contains(' ')));
        if !letter && !envoy {
            return None;
        }
        let stop = self.stop(to, end);
        let until = self.people_end(to + 1, stop.max(to + 1));
        let mut people = doers.clone();
        if letter {
            if doers.economies.len() != 1 || !text.is(to, "to") {
                return None;
            }
            let others = self.people_in(&(to + 1..until));
            let abroad = others
                .economies
                .iter()
                .any(|code| !doers.economies.contains(code));
            let many = self.plural(&(to + 1..until.max(to + 1)));
            if !abroad && !many {
                return None;
            }
            if abroad {
                people.join(others);
            } else {
                people.names.push(text.words(to + 1..until).to_owned());
                people.words.push(to + 1..until);
            }
        } else {
            // `to meet its counterparts`, `to Geneva`, `for talks`
            let meets = text
                .hits_of(self.concepts.verb, to..stop)
                .any(|hit| matches!(self.value(hit), "talks" | "host" | "discuss" | "speak"));
            let place = text
                .tokens
                .get(to + 1)
                .is_some_and(|token| text.is(to, "to") && token.tag == Tag::Proper);
            let talks = text.hits_of(self.concepts.noun, to..stop).next().is_some();
            if !meets && !place && !talks {
                return None;
            }
            people.join(self.people_in(&sent));
            people.join(self.people_in(&(to + 1..stop)));
            if people.is_empty() {
                return None;
            }
        }
        if people.names.len() < 2 {
            people = self.completed(people);
        }
        let evidence = self.start_with_condition(group)..stop.max(until);
        Some(Draft {
            around: evidence.clone(),
            reach: hit.first..to,
            evidence,
            what: if letter {
                MeetingType::Contact
            } else {
                MeetingType::Visit
            },
            state: self.verb_state(group),
            people,
            initiator: if doers.economies.len() == 1 {
                doers.economies
            } else {
                Vec::new()
            },
            outcome: None,
            rule: if letter {
                "sends-letter"
            } else {
                "sends-envoy"
            },
            confidence: 0.8,
        })
    }
}
