//! Whether a meeting took place, by the words before it and the verb it hangs on.

use super::Reader;
use crate::clause::{Form, VerbGroup};
use crate::fact::MeetingState;
use crate::words::Tag;

/// What a verb says of a meeting.
pub(super) enum Told {
    State(MeetingState),
    /// It did not happen.
    Denied,
}

pub(super) fn parse(value: &str) -> Option<MeetingState> {
    match value {
        "planned" => Some(MeetingState::Planned),
        "ongoing" => Some(MeetingState::Ongoing),
        "possible" => Some(MeetingState::Possible),
        "held" => Some(MeetingState::Held),
        _ => None,
    }
}

impl Reader<'_, '_, '_> {
    /// The state that the form of a verb gives.
    pub(super) fn by_form(&self, verb: &VerbGroup) -> MeetingState {
        match verb.form {
            Form::Future => MeetingState::Planned,
            Form::Modal => MeetingState::Possible,
            Form::Present if verb.perfect => MeetingState::Held,
            Form::Present if verb.progressive => MeetingState::Ongoing,
            Form::Present => MeetingState::Ongoing,
            Form::Infinitive => match verb.governor.map(|governor| &self.text.verbs[governor]) {
                Some(governor) => self.by_governor(governor),
                None => MeetingState::Planned,
            },
            _ => MeetingState::Held,
        }
    }

    /// The state that a governing verb gives to what it governs: `agreed to meet`, `wants to meet`.
    fn by_governor(&self, governor: &VerbGroup) -> MeetingState {
        let text = self.text;
        let known = text
            .hits_of(
                self.concepts.deed,
                governor.main..self.sentence_end(governor.main),
            )
            .take_while(|hit| hit.first == governor.main)
            .find_map(|hit| parse(self.value(hit)));
        if let Some(state) = known {
            return state;
        }
        // `is willing to meet`, `is set to meet`
        let after = text
            .hits_of(
                self.concepts.deed,
                governor.last..self.sentence_end(governor.main).min(governor.last + 4),
            )
            .find_map(|hit| parse(self.value(hit)));
        after.unwrap_or(match governor.form {
            Form::Modal => MeetingState::Possible,
            Form::Future => MeetingState::Planned,
            Form::Past if text.tokens[governor.main].tag.is_verb() => MeetingState::Possible,
            _ => MeetingState::Planned,
        })
    }

    /// What a verb whose subject or object a meeting is says of it.
    pub(super) fn told(&self, verb: &VerbGroup) -> Option<Told> {
        let text = self.text;
        let end = self.sentence_end(verb.main);
        let value = text
            .hits_of(self.concepts.deed, verb.main..end)
            .take_while(|hit| hit.first == verb.main)
            .map(|hit| self.value(hit))
            .next();
        let predicate = || {
            text.hits_of(self.concepts.deed, verb.last..end.min(verb.last + 4))
                .map(|hit| self.value(hit))
                .next()
        };
        let copular = !text.tokens[verb.main].tag.is_verb();
        let has = text.tokens[verb.main].tag == Tag::Have;
        if has {
            return Some(if verb.negated {
                Told::Denied
            } else {
                Told::State(match verb.form {
                    Form::Present | Form::Future => MeetingState::Planned,
                    Form::Modal => MeetingState::Possible,
                    _ => MeetingState::Held,
                })
            });
        }
        let value = match value {
            Some(value) => value,
            None if copular => predicate()?,
            None => return None,
        };
        if verb.negated && value != "possible" {
            return Some(Told::Denied);
        }
        let form = self.by_form(verb);
        Some(Told::State(match (parse(value), form) {
            (Some(MeetingState::Ongoing), MeetingState::Held) if !copular => MeetingState::Held,
            (Some(state), MeetingState::Possible) if state != MeetingState::Ongoing => {
                MeetingState::Possible
            }
            (Some(MeetingState::Ongoing), MeetingState::Planned) => MeetingState::Planned,
            (Some(state), _) => state,
            (None, MeetingState::Ongoing) if verb.perfect => MeetingState::Held,
            (None, form) => form,
        }))
    }

    /// What the words right before a meeting say: `upcoming`, `ahead of`, `the possibility of`.
    pub(super) fn by_words_before(&self, first: usize, head: usize) -> Option<MeetingState> {
        let text = self.text;
        let start = text.sentences[text.sentence_of(first)].first;
        text.hits_of(self.concepts.when, first.saturating_sub(4).max(start)..head)
            .filter(|hit| {
                hit.first >= first
                    || text.tokens[hit.last..first].iter().all(|token| {
                        matches!(
                            token.tag,
                            Tag::Determiner | Tag::Adjective | Tag::Possessive
                        )
                    })
            })
            .last()
            .and_then(|hit| parse(self.value(hit)))
    }
}
