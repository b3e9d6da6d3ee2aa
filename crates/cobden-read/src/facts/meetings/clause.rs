//! Where the clause of a meeting begins and ends, who acts in it, and whether its time has passed.

use super::Reader;
use super::people::People;
use crate::clause::{Range, VerbGroup};
use crate::fact::MeetingState;
use crate::words::Tag;

impl Reader<'_, '_, '_> {
    /// Whether no other noun stands between the start of a subject and a noun but what describes it.
    pub(super) fn heads(&self, start: usize, noun: usize) -> bool {
        !self.text.tokens[start..noun]
            .iter()
            .any(|token| matches!(token.tag, Tag::Preposition | Tag::Conjunction))
            || self.text.tokens[start..noun]
                .iter()
                .all(|token| token.tag != Tag::Preposition)
    }

    /// Those who do what a verb says.
    pub(super) fn doers(&self, verb: &VerbGroup) -> People {
        let text = self.text;
        let Some(subject) = verb.subject.clone() else {
            return People::default();
        };
        // `Liu He will travel`: a name that looks like a pronoun.
        let name = text
            .hits_of(
                text.lexicon.actor,
                subject.start.saturating_sub(2)..subject.end,
            )
            .find(|hit| hit.first < subject.start && hit.last > subject.start)
            .map(|hit| hit.first..subject.end.max(hit.last));
        let people = self.people_meant(&name.unwrap_or(subject));
        match &verb.apposition {
            // `Akazawa, Japan's chief negotiator, arrived`
            Some(words) if people.is_empty() => self.people_in(words),
            _ => people,
        }
    }

    /// With the other party that the document is about, where only one is named.
    pub(super) fn completed(&self, mut people: People) -> People {
        if people.economies.len() == 1
            && let Some(other) = self.parties.other(&people.economies)
        {
            people.names.push(other.clone());
            people.economies.push(other);
            people.leaders = false;
        } else if people.economies.is_empty() && people.names.is_empty() {
            people.names = self.parties.both();
            people.economies = people.names.clone();
        }
        people
    }

    /// Where the clause of a verb begins.
    pub(super) fn start(&self, verb: &VerbGroup) -> usize {
        verb.subject
            .as_ref()
            .filter(|subject| {
                subject.start < verb.first
                    && !verb.inherited
                    && subject.start >= self.text.sentences[verb.sentence].first
            })
            .map_or(verb.first, |subject| subject.start)
    }

    /// Whether a subject with its finite verb begins at a token.
    pub(super) fn clause_begins(&self, at: usize, end: usize) -> bool {
        let text = self.text;
        at < end
            && text.verbs_in(text.sentence_of(at)).any(|verb| {
                let verb = &text.verbs[verb];
                verb.form.finite() && verb.first > at && verb.first < end && verb.start == at
            })
    }

    /// Where the clause that runs on from a token ends.
    pub(super) fn stop(&self, from: usize, end: usize) -> usize {
        let text = self.text;
        let mut at = from;
        while at < end {
            let tag = text.tokens[at].tag;
            let next = text.tokens.get(at + 1).map(|token| token.tag);
            let stops = matches!(
                tag,
                Tag::Stop | Tag::Semicolon | Tag::Colon | Tag::Open | Tag::Wh | Tag::That
            ) || tag == Tag::Subordinator && !text.is(at, "after")
                || at > from
                    && text.is_any(at, &["ahead", "before", "after", "following"])
                    && text
                        .hits_of(self.concepts.noun, at + 1..end.min(at + 10))
                        .next()
                        .is_some()
                || tag == Tag::Dash && text.tokens[at].start > text.tokens[at - 1].end
                || tag == Tag::Comma
                    && (!matches!(next, Some(Tag::Proper | Tag::Number))
                        || self.clause_begins(at + 1, end))
                || tag == Tag::Conjunction
                    && matches!(
                        next,
                        Some(Tag::Past | Tag::Third | Tag::Modal | Tag::Be | Tag::Have)
                    );
            if stops {
                break;
            }
            at += 1;
        }
        at.max(from)
    }

    /// Whether the time that a meeting is given has passed.
    pub(super) fn by_time(&self, around: &Range) -> MeetingState {
        let Some(time) = self.text.times_in(around.clone()).first() else {
            return MeetingState::Ongoing;
        };
        // `within weeks`, `in the coming days`
        let ahead = self.text.token_at(time.span.start);
        let ahead = (ahead.saturating_sub(1)..self.text.token_at(time.span.end)).any(|token| {
            self.text
                .is_any(token, &["within", "coming", "next", "upcoming"])
        });
        if ahead {
            return MeetingState::Planned;
        }
        let document = self.context.setting.date;
        let resolved = time.resolve(&crate::time::Anchor {
            document,
            tense: crate::time::Tense::Unknown,
            previous: None,
        });
        match (resolved, document) {
            (Some(resolved), Some(document)) if resolved.period.first > document.last => {
                MeetingState::Planned
            }
            _ => MeetingState::Held,
        }
    }
}
