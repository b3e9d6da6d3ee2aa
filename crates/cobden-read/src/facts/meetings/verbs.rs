//! Meetings that a verb tells of: `X met Y`, `X will travel to Washington`, `X is reaching out`.

mod contact;

use super::people::People;
use super::{Draft, Reader};
use crate::clause::{Form, Range, VerbGroup};
use crate::fact::{MeetingState, MeetingType};
use crate::text::Hit;
use crate::words::Tag;

/// A meeting whose verb was understood.
struct Found {
    what: MeetingType,
    people: People,
    initiator: Vec<String>,
}

impl Reader<'_, '_, '_> {
    /// The meeting that a verb tells of.
    pub(super) fn verb(&self, verb: usize) -> Option<Draft> {
        let text = self.text;
        let group = &text.verbs[verb];
        let main = group.main;
        if !text.tokens[main].tag.is_verb() || group.form == Form::Participle && !group.passive {
            return None;
        }
        let end = self.sentence_end(main);
        let hit = text
            .hits_of(self.concepts.verb, main..end)
            .take_while(|hit| hit.first == main)
            .next()?;
        if self.urged(group) {
            return None;
        }
        let value = self.value(hit);
        if value == "send" {
            return self.sends(group, hit);
        }
        if value == "invite" {
            return self.invites(group, hit);
        }
        if group.passive {
            return self.passive_contact(group, hit);
        }
        let mut doers = self.doers(group);
        if doers.is_empty()
            && !group.form.finite()
            && let Some(governor) = self.governor(group)
        {
            doers = self.doers(governor);
        }
        let officials = group
            .subject
            .as_ref()
            .is_some_and(|subject| self.officials(subject.clone()));
        if doers.is_empty() && !officials {
            return None;
        }
        let found = match Self::sort(value) {
            MeetingType::Visit => self.travels(group, hit, doers, officials),
            MeetingType::Contact if value == "contact" => self.contacts(group, hit, doers),
            _ => self.meets(group, hit, doers, officials),
        }?;
        let Found {
            what,
            people,
            initiator,
        } = found;
        let people = if people.names.len() < 2 {
            self.completed(people)
        } else {
            people
        };
        let mut start = self.start_with_condition(group);
        let stop = self.stop(hit.last, end);
        // `a willingness to talk to Japan`: a wish without a day is no meeting.
        if group.form == Form::Infinitive
            && (!group.inherited || group.governor.is_none())
            && text.times_in(start..stop).is_empty()
            && !self.planned(group)
        {
            return None;
        }
        // `a pact that the two can sign when they meet`
        if start > text.sentences[group.sentence].first
            && text.is(start - 1, "when")
            && group.form == Form::Present
            && let Some(main) = text
                .verbs_in(group.sentence)
                .rev()
                .map(|verb| &text.verbs[verb])
                .find(|verb| verb.last < start && verb.form.finite())
        {
            start = self.start(main);
        }
        let meets = matches!(
            what,
            MeetingType::Talks | MeetingType::Call | MeetingType::Summit
        ) || value == "talk";
        let state = if group.negated {
            self.not_met(group, hit.last, end).filter(|_| meets)?
        } else if meets && self.denied(start) {
            MeetingState::Denied
        } else if start < group.start
            && group.form == Form::Present
            && text.is(group.start - 1, "when")
        {
            MeetingState::Possible
        } else if group.form == Form::Present && !group.perfect && value == "talk" {
            MeetingState::Ongoing
        } else {
            self.verb_state(group)
        };
        let evidence = start..stop.max(hit.last);
        Some(Draft {
            around: evidence.clone(),
            evidence,
            reach: hit.range(),
            what,
            state,
            people,
            initiator,
            outcome: None,
            rule: "meets",
            confidence: 0.8,
        })
    }

    /// Whether the verb that an infinitive hangs on makes a plan: `gears up to negotiate`.
    fn planned(&self, group: &VerbGroup) -> bool {
        self.governor(group).is_some() && self.verb_state(group) == MeetingState::Planned
    }

    /// What follows from a verb of meeting with `not`: nothing from what will not be, but `not until Friday` is a plan.
    fn not_met(&self, group: &VerbGroup, from: usize, end: usize) -> Option<MeetingState> {
        let text = self.text;
        let until = (from..end.min(from + 12)).any(|token| text.is(token, "until"));
        match group.form {
            Form::Future | Form::Modal if until => Some(MeetingState::Planned),
            Form::Past => Some(MeetingState::Denied),
            Form::Present if group.perfect || group.progressive => Some(MeetingState::Denied),
            _ => None,
        }
    }

    /// `X met Y`, `X discussed it with Y`, `the two spoke on Monday`
    fn meets(&self, group: &VerbGroup, hit: &Hit, doers: People, officials: bool) -> Option<Found> {
        let text = self.text;
        let value = self.value(hit);
        let end = self.sentence_end(group.main);
        let stop = self.stop(hit.last, end);
        let object_end = self.people_end(hit.last, stop.max(hit.last));
        if self.owns(&(hit.last..object_end)) {
            return None;
        }
        let object = (value != "discuss").then(|| self.people_in(&(hit.last..object_end)));
        let with = self.people_after(hit.last, &["with"]);
        let mut people = doers.clone();
        let mut joined = false;
        let partners = with
            .as_ref()
            .is_some_and(|(others, _)| others.economies.is_empty() && !doers.is_empty());
        for others in [object, with.map(|(people, _)| people)]
            .into_iter()
            .flatten()
        {
            joined |= !others.is_empty();
            people.join(others);
        }
        // `receives soybeans from the US`: a guest is a person.
        if value == "host" {
            let guest = self.officials(hit.last..object_end)
                || self
                    .people_in(&(hit.last..object_end))
                    .names
                    .iter()
                    .any(|name| name.contains(' '));
            if !guest {
                return None;
            }
        }
        // `meets the threshold`, `the leaders met on Friday`, `spoke to reporters`
        let nothing = value == "discuss"
            || (!text
                .tokens
                .get(hit.last)
                .is_some_and(|token| token.tag.is_nominal() && token.tag != Tag::Number)
                || !text.times_in(hit.last..hit.last + 1).is_empty())
                && !text.is_any(hit.last, &["to", "of", "out", "up"]);
        let several = doers.economies.len() > 1
            || group
                .subject
                .as_ref()
                .is_some_and(|subject| self.plural(subject))
                && (value != "discuss" || doers.words.len() == 1 && doers.names.len() == 2);
        let bare = hit.last == hit.first + 1 && value != "host";
        // `are negotiating a pact`
        let nothing = nothing
            || text.is_any(
                group.main,
                &["negotiating", "negotiate", "negotiated", "negotiates"],
            ) && doers.economies.len() > 1;
        let arranged =
            group.form != Form::Infinitive || self.verb_state(group) == MeetingState::Planned;
        let supposed = group.start > text.sentences[group.sentence].first
            && text.is_any(group.start - 1, &["if", "until", "before"]);
        let met = people.economies.len() > 1 || joined && doers.is_empty() && officials || partners;
        if !(joined && met || bare && nothing && several && arranged && !supposed) {
            return None;
        }
        let what = match value {
            "call" => MeetingType::Call,
            "speak" | "talk"
                if people
                    .names
                    .iter()
                    .filter(|name| name.contains(' '))
                    .count()
                    > 1
                    && (value == "speak"
                        || !text.times_in(hit.last..stop.max(hit.last)).is_empty()) =>
            {
                MeetingType::Call
            }
            "speak" | "talk" => MeetingType::Contact,
            _ => MeetingType::Talks,
        };
        Some(Found {
            what,
            people,
            initiator: Vec::new(),
        })
    }

    /// `X will travel to Y`
    fn travels(
        &self,
        group: &VerbGroup,
        hit: &Hit,
        doers: People,
        officials: bool,
    ) -> Option<Found> {
        let text = self.text;
        let end = self.sentence_end(group.main);
        let stop = self.stop(hit.last, end).max(hit.last);
        let object_end = self.people_end(hit.last, stop);
        let object = self.people_in(&(hit.last..object_end));
        // `came to an agreement`, `went to court`: a place must follow.
        let place = text.tokens[hit.last..object_end]
            .iter()
            .any(|token| token.tag == Tag::Proper);
        let person = doers.names.iter().any(|name| name.contains(' ')) || officials;
        let mut people = doers;
        let abroad = object
            .economies
            .iter()
            .any(|code| !people.economies.contains(code));
        // `flew to Geneva for talks`: a town of a third country, and what he goes for.
        let purpose = || {
            text.hits_of(self.concepts.noun, object_end..stop)
                .next()
                .is_some()
                || text
                    .hits_of(self.concepts.verb, object_end..stop)
                    .any(|hit| matches!(self.value(hit), "talks" | "host" | "speak" | "discuss"))
        };
        if !place || !person || !(abroad || object.is_empty() && purpose()) {
            return None;
        }
        people.join(object);
        if let Some((others, _)) = self.people_after(object_end, &["with"]) {
            people.join(others);
        }
        Some(Found {
            what: MeetingType::Visit,
            people,
            initiator: Vec::new(),
        })
    }

    pub(super) fn start_with_condition(&self, group: &VerbGroup) -> usize {
        let start = self.start(group);
        match group.governor.map(|governor| &self.text.verbs[governor]) {
            Some(governor) if group.form == Form::Infinitive && group.inherited => {
                self.start(governor)
            }
            _ => start,
        }
    }

    pub(super) fn verb_state(&self, verb: &VerbGroup) -> MeetingState {
        match verb.form {
            Form::Present if verb.perfect => MeetingState::Held,
            // `is coming to Washington this week`
            Form::Present if verb.progressive => {
                let text = self.text;
                let moves = text.is_any(
                    verb.main,
                    &[
                        "coming",
                        "travelling",
                        "traveling",
                        "going",
                        "heading",
                        "flying",
                        "meeting",
                        "visiting",
                        "arriving",
                    ],
                );
                let reaches = text.is_any(verb.main, &["reaching", "approaching", "contacting"]);
                if moves {
                    MeetingState::Planned
                } else if reaches {
                    MeetingState::Held
                } else {
                    MeetingState::Ongoing
                }
            }
            Form::Present => MeetingState::Planned,
            _ => self.by_form(verb),
        }
    }

    /// Whether words name several or a group: officials, leaders, they.
    pub(super) fn plural(&self, words: &Range) -> bool {
        self.text
            .hits_of(self.concepts.people, words.clone())
            .any(|hit| matches!(self.value(hit), "several" | "officials"))
    }

    /// Officials without a name.
    pub(super) fn officials(&self, words: Range) -> bool {
        self.text
            .hits_of(self.concepts.people, words)
            .any(|hit| matches!(self.value(hit), "official" | "officials"))
    }
}
