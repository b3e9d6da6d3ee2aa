//! Whether a meeting took place, by the words before it and the verb it hangs on.

use super::Reader;
use crate::clause::{Form, VerbGroup};
use crate::fact::MeetingState;
use crate::words::Tag;

pub(super) fn parse(value: &str) -> Option<MeetingState> {
    match value {
        "planned" => Some(MeetingState::Planned),
        "ongoing" => Some(MeetingState::Ongoing),
        "possible" => Some(MeetingState::Possible),
        "held" => Some(MeetingState::Held),
        "denied" => Some(MeetingState::Denied),
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
            Form::Present => MeetingState::Ongoing,
            // `talks were taking place`
            Form::Past if verb.progressive && !verb.perfect && !verb.passive => {
                MeetingState::Ongoing
            }
            Form::Infinitive => match self.governor(verb) {
                Some(governor) => self.by_governor(governor),
                None => MeetingState::Planned,
            },
            Form::Gerund => self.by_gerund(verb),
            _ => MeetingState::Held,
        }
    }

    /// The verb that an infinitive or gerund hangs on, `is looking` in `is looking forward to meeting` too.
    pub(super) fn governor(&self, verb: &VerbGroup) -> Option<&VerbGroup> {
        let text = self.text;
        verb.governor
            .map(|governor| &text.verbs[governor])
            .or_else(|| {
                let at = text.verbs_in(verb.sentence).rev().find(|other| {
                    let other = &text.verbs[*other];
                    other.last <= verb.first && other.first < verb.first
                })?;
                let other = &text.verbs[at];
                let between = &text.tokens[other.last..verb.first];
                let near = between.len() <= 4
                    && between.iter().all(|token| {
                        token.tag.is_nominal()
                            || matches!(token.tag, Tag::Adverb | Tag::Preposition | Tag::To)
                    })
                    // `said on Monday after holding talks`
                    || between.len() <= 4
                        && text.is_any(verb.first - 1, &["after", "before", "since"])
                        && between
                            .iter()
                            .rev()
                            .skip(1)
                            .all(|token| token.tag.is_nominal() || token.tag == Tag::Preposition);
                near.then_some(other)
            })
    }

    /// `considers meeting`, `looks forward to meeting`, `after meeting`
    fn by_gerund(&self, verb: &VerbGroup) -> MeetingState {
        let text = self.text;
        let before = verb.first.checked_sub(1);
        match before {
            Some(before) if text.is_any(before, &["before", "without"]) => MeetingState::Planned,
            Some(before) if text.is_any(before, &["after", "since", "by", "upon", "following"]) => {
                MeetingState::Held
            }
            Some(before) if text.is_any(before, &["to", "of", "about"]) => MeetingState::Possible,
            _ => self
                .governor(verb)
                .and_then(|governor| self.known(governor))
                .unwrap_or(MeetingState::Held),
        }
    }

    /// What the lexicon says of a verb, or of the words of its predicate.
    fn known(&self, governor: &VerbGroup) -> Option<MeetingState> {
        let text = self.text;
        let end = self.sentence_end(governor.main);
        text.hits_of(self.concepts.deed, governor.main..end)
            .take_while(|hit| hit.first == governor.main)
            .find_map(|hit| parse(self.value(hit)))
            .or_else(|| {
                // `is willing to meet`, `is set to meet`
                text.hits_of(
                    self.concepts.deed,
                    governor.last..end.min(governor.last + 4),
                )
                .find_map(|hit| parse(self.value(hit)))
            })
    }

    /// Whether a verb asks for what it governs or says what ought to be: no meeting follows from it.
    pub(super) fn urged(&self, verb: &VerbGroup) -> bool {
        let text = self.text;
        let ought = |verb: &VerbGroup| {
            verb.modal
                .is_some_and(|modal| text.is_any(modal, &["should", "must", "ought"]))
        };
        let asks = |verb: &VerbGroup| {
            text.hits_of(self.concepts.urge, verb.main..self.sentence_end(verb.main))
                .next()
                .is_some_and(|hit| hit.first == verb.main)
        };
        if ought(verb) {
            return true;
        }
        let mut hanging = verb;
        for _ in 0..3 {
            if hanging.form.finite() {
                return false;
            }
            match self.governor(hanging) {
                Some(governor) if ought(governor) || asks(governor) => return true,
                Some(governor) => hanging = governor,
                None => return false,
            }
        }
        false
    }

    /// Whether the clause that begins at a token is what somebody denies: `denied that talks are under way`.
    pub(super) fn denied(&self, at: usize) -> bool {
        let text = self.text;
        let sentence = text.sentence_of(at);
        let Some(verb) = text
            .verbs_in(sentence)
            .rev()
            .map(|verb| &text.verbs[verb])
            .find(|verb| verb.last <= at)
        else {
            return false;
        };
        at - verb.last <= 8
            && !verb.negated
            && text
                .hits_of(self.concepts.deny, verb.main..at)
                .next()
                .is_some_and(|hit| hit.first == verb.main)
            && text.tokens[verb.last..at].iter().all(|token| {
                token.tag.is_nominal()
                    || matches!(
                        token.tag,
                        Tag::That | Tag::Preposition | Tag::Quote | Tag::Adverb | Tag::Gerund
                    )
            })
    }

    /// The state that a governing verb gives to what it governs: `agreed to meet`, `wants to meet`.
    fn by_governor(&self, governor: &VerbGroup) -> MeetingState {
        let text = self.text;
        self.known(governor).unwrap_or(match governor.form {
            Form::Modal => MeetingState::Possible,
            Form::Future => MeetingState::Planned,
            Form::Past if text.tokens[governor.main].tag.is_verb() => MeetingState::Possible,
            _ => MeetingState::Planned,
        })
    }

    /// What a verb whose subject or object a meeting is says of it.
    pub(super) fn told(&self, verb: &VerbGroup, subject: bool) -> Option<MeetingState> {
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
            return Some(match verb.form {
                _ if verb.negated => MeetingState::Denied,
                Form::Present if verb.perfect => MeetingState::Held,
                Form::Present | Form::Future => MeetingState::Planned,
                Form::Modal => MeetingState::Possible,
                _ => MeetingState::Held,
            });
        }
        let value = match value {
            Some(value) => value,
            None if copular => predicate()?,
            None => return None,
        };
        // `the talks do not rule out`: what the meeting itself does says nothing of it.
        if subject && !copular && !verb.passive && matches!(value, "planned" | "possible") {
            return None;
        }
        if verb.negated && value != "possible" {
            return Some(MeetingState::Denied);
        }
        let form = self.by_form(verb);
        Some(match (parse(value), form) {
            (Some(MeetingState::Ongoing), MeetingState::Held) if !copular => MeetingState::Held,
            (Some(state), MeetingState::Possible) if state != MeetingState::Ongoing => {
                MeetingState::Possible
            }
            (Some(MeetingState::Ongoing), MeetingState::Planned) => MeetingState::Planned,
            (Some(state), _) => state,
            (None, MeetingState::Ongoing) if verb.perfect => MeetingState::Held,
            (None, form) => form,
        })
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
