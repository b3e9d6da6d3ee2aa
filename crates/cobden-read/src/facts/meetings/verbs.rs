//! Meetings that a verb tells of: `X met Y`, `X will travel to Washington`, `X is reaching out`.

use super::{Draft, Reader};
use crate::clause::{Form, VerbGroup};
use crate::fact::{MeetingState, MeetingType};
use crate::text::Hit;
use crate::words::Tag;

impl Reader<'_, '_, '_> {
    /// The meeting that a verb tells of.
    pub(super) fn verb(&self, verb: usize) -> Option<Draft> {
        let text = self.text;
        let group = &text.verbs[verb];
        let main = group.main;
        if !text.tokens[main].tag.is_verb() {
            return None;
        }
        let end = self.sentence_end(main);
        let hit = text
            .hits_of(self.concepts.verb, main..end)
            .take_while(|hit| hit.first == main)
            .next()?;
        if group.negated || group.form == Form::Participle {
            return None;
        }
        let what = Self::sort(self.value(hit));
        if group.passive {
            return self.passive_contact(group, hit);
        }
        let doers = self.doers(group);
        let officials = group
            .subject
            .as_ref()
            .is_some_and(|subject| self.officials(subject.clone()));
        if doers.is_empty() && !officials {
            return None;
        }
        // `their willingness to talk`: no verb that it hangs on.
        if group.form == Form::Infinitive && (!group.inherited || group.governor.is_none()) {
            return None;
        }
        let stop = self.stop(hit.last, end);
        let object_end = self.people_end(hit.last, stop.max(hit.last));
        let object_end = if what == MeetingType::Contact {
            stop.max(hit.last).min(hit.last + 12)
        } else {
            object_end
        };
        let object = self.people_in(&(hit.last..object_end));
        let with = self.people_after(hit.last, &["with"]);
        let mut people = doers.clone();
        let mut initiator = Vec::new();
        match what {
            MeetingType::Talks | MeetingType::Call => {
                let mut joined = false;
                for others in [Some(object), with.map(|(people, _)| people)]
                    .into_iter()
                    .flatten()
                {
                    joined |= !others.is_empty();
                    people.join(others);
                }
                // `meets the threshold`, `the leaders met on Friday`
                let nothing = !text
                    .tokens
                    .get(hit.last)
                    .is_some_and(|token| token.tag.is_nominal() && token.tag != Tag::Number)
                    || !text.times_in(hit.last..hit.last + 1).is_empty();
                let several = doers.economies.len() > 1
                    || group
                        .subject
                        .as_ref()
                        .is_some_and(|subject| self.plural(subject));
                let meets = text.is_any(
                    main,
                    &[
                        "meet",
                        "meets",
                        "met",
                        "meeting",
                        "negotiate",
                        "negotiating",
                        "negotiated",
                        "talk",
                        "talking",
                    ],
                );
                let arranged = group.form != Form::Infinitive
                    || self.verb_state(group) == MeetingState::Planned;
                let supposed = group.start > 0
                    && group.start.saturating_sub(1) >= text.sentences[group.sentence].first
                    && text.is_any(group.start - 1, &["when", "if", "until", "before"]);
                let met = people.economies.len() > 1 || joined && doers.is_empty() && officials;
                if !(joined && met || meets && nothing && several && arranged && !supposed) {
                    return None;
                }
            }
            MeetingType::Visit => {
                // `came to an agreement`, `went to court`: a place must follow.
                let place = text.tokens[hit.last..object_end]
                    .iter()
                    .any(|token| token.tag == Tag::Proper);
                let person = doers.names.iter().any(|name| name.contains(' ')) || officials;
                let abroad = object
                    .economies
                    .iter()
                    .any(|code| !doers.economies.contains(code));
                if !place || !person || !abroad {
                    return None;
                }
                people.join(object);
            }
            _ => {
                let other = object
                    .economies
                    .iter()
                    .any(|code| !doers.economies.contains(code));
                let out = text.is(main + 1, "out");
                if !other && !out {
                    return None;
                }
                if doers.economies.len() == 1 {
                    initiator = doers.economies.clone();
                }
                people.join(object);
            }
        }
        if people.names.len() < 2 {
            people = self.completed(people);
        }
        let state = self.verb_state(group);
        let evidence = self.start_with_condition(group)..stop.max(hit.last);
        Some(Draft {
            around: evidence.clone(),
            evidence,
            reach: hit.range(),
            what,
            state,
            people,
            initiator,
            rule: "meets",
            confidence: 0.8,
        })
    }

    /// `the US has been informed of it`: the other side told it.
    fn passive_contact(&self, group: &VerbGroup, hit: &Hit) -> Option<Draft> {
        let text = self.text;
        if !text.is_any(
            group.main,
            &[
                "summoned",
                "informed",
                "notified",
                "contacted",
                "approached",
            ],
        ) {
            return None;
        }
        let told = self.doers(group);
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
            rule: "is-told",
            confidence: 0.65,
        })
    }

    fn start_with_condition(&self, group: &VerbGroup) -> usize {
        let start = self.start(group);
        match group.governor.map(|governor| &self.text.verbs[governor]) {
            Some(governor) if group.form == Form::Infinitive && group.inherited => {
                self.start(governor)
            }
            _ => start,
        }
    }

    fn verb_state(&self, verb: &VerbGroup) -> MeetingState {
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
            Form::Gerund => MeetingState::Held,
            _ => self.by_form(verb),
        }
    }

    /// Whether words name several or a group: officials, leaders, they.
    fn plural(&self, words: &crate::clause::Range) -> bool {
        let text = self.text;
        words.clone().any(|token| {
            text.is_any(
                token,
                &[
                    "officials",
                    "leaders",
                    "negotiators",
                    "delegations",
                    "ministers",
                    "sides",
                    "they",
                    "we",
                    "representatives",
                    "presidents",
                    "teams",
                    "diplomats",
                    "envoys",
                    "counterparts",
                    "both",
                    "two",
                    "countries",
                    "and",
                ],
            )
        })
    }

    /// Officials without a name.
    fn officials(&self, words: crate::clause::Range) -> bool {
        let text = self.text;
        words.clone().any(|token| {
            text.is_any(
                token,
                &[
                    "officials",
                    "negotiators",
                    "delegation",
                    "delegations",
                    "minister",
                    "ministers",
                    "team",
                    "representatives",
                    "envoy",
                    "envoys",
                    "diplomats",
                    "delegates",
                    "president",
                    "premier",
                    "secretary",
                    "leader",
                    "leaders",
                ],
            )
        })
    }

    /// `are in contact`, `has been in touch with`
    pub(super) fn state_words(&self, hit: &Hit) -> Option<Draft> {
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
            rule: "in-contact",
            confidence: 0.75,
        })
    }
}
