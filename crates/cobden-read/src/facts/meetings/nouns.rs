//! Meetings that a noun names: `talks between X and Y`, `X held talks with Y`.

use super::people::People;
use super::state::Told;
use super::{Draft, Reader};
use crate::clause::VerbGroup;
use crate::fact::{MeetingState, MeetingType};
use crate::text::Hit;
use crate::words::Tag;

impl Reader<'_, '_, '_> {
    /// A noun that names a meeting, with its parties.
    pub(super) fn noun(&self, hit: &Hit) -> Option<Draft> {
        let text = self.text;
        let head = hit.last - 1;
        if !matches!(
            text.tokens[head].tag,
            Tag::Noun | Tag::Proper | Tag::Adjective
        ) {
            return None;
        }
        let sentence = text.sentence_of(head);
        let end = self.sentence_end(head);
        let group = text
            .nouns_in(sentence)
            .iter()
            .find(|group| group.first <= hit.first && hit.first < group.last)?;
        // `talks deal`: the noun must end its group.
        let time_follows = text
            .times_in(hit.last..group.last.max(hit.last))
            .iter()
            .any(|time| time.span.start == text.tokens[hit.last].start as usize);
        if group.last > hit.last && text.tokens[hit.last].tag != Tag::Possessive && !time_follows {
            return None;
        }
        let plain = Self::sort(self.value(hit));
        // Calls for action, exchanges of shares, and the talk of the town are something else.
        if text.is_any(
            head,
            &[
                "call",
                "calls",
                "exchange",
                "exchanges",
                "message",
                "messages",
                "session",
                "assembly",
                "conference",
                "meet",
                "encounter",
                "engagement",
                "contact",
                "communication",
                "conversation",
                "trip",
                "visit",
                "visits",
            ],
        ) && text.is_any(hit.last, &["for", "of", "on"])
            && !text.is(head.saturating_sub(1), "phone")
            && plain != MeetingType::Visit
        {
            return None;
        }
        let press = (group.first..hit.first).any(|token| {
            text.is_any(
                token,
                &[
                    "press",
                    "news",
                    "board",
                    "cabinet",
                    "general",
                    "shareholder",
                    "shareholders",
                    "earnings",
                    "party",
                ],
            )
        });
        if press {
            return None;
        }
        // Parties: in the group, and after it.
        let within = self.people_in(&(group.first..hit.first));
        let pronoun = (group.first..hit.first)
            .find(|token| text.is_any(*token, &["their", "his", "her", "its", "our"]));
        let owners = match pronoun {
            Some(token) if within.is_empty() => self.people_meant(&(token..token + 1)),
            _ => within.clone(),
        };
        let after = self
            .people_after(hit.last, &["with", "between", "among"])
            .or_else(|| {
                // a meeting of EU ministers
                let of = plain != MeetingType::Contact
                    && text.is(hit.last, "of")
                    && text.is_any(head, &["meeting", "summit", "meetings"]);
                of.then(|| self.people_after(hit.last, &["of"])).flatten()
            });
        let to_place = plain == MeetingType::Visit && text.is(hit.last, "to");
        let mut people = owners.clone();
        let mut stop = hit.last;
        if let Some((others, to)) = &after {
            people.join(others.clone());
            stop = *to;
        } else if to_place {
            stop = self.people_end(hit.last + 1, end);
            people.join(self.people_in(&(hit.last + 1..stop)));
        }
        // The verb it hangs on.
        let verbs = text.verbs_in(sentence);
        let as_subject = verbs.clone().map(|verb| &text.verbs[verb]).find(|verb| {
            verb.form.finite()
                && verb.first >= hit.last
                && verb.subject.as_ref().is_some_and(|subject| {
                    subject.start <= hit.first
                        && hit.last <= subject.end
                        && self.heads(subject.start, hit.first)
                })
        });
        let as_object = verbs
            .rev()
            .map(|verb| &text.verbs[verb])
            .find(|verb| verb.last <= group.first)
            .filter(|verb| {
                group.first - verb.last <= 5
                    && text.tokens[verb.last..group.first].iter().all(|token| {
                        token.tag.is_nominal()
                            || matches!(token.tag, Tag::Preposition | Tag::Adverb | Tag::Quote)
                    })
            });
        if let Some(verb) = as_subject
            && let Some(told) = self.told(verb)
        {
            let state = match told {
                Told::Denied => return None,
                Told::State(state) => self
                    .by_words_before(group.first, hit.first)
                    .filter(|state| *state == MeetingState::Possible)
                    .unwrap_or(state),
            };
            // Talks that nobody is named for are those of the document, if it tells of them outright.
            let opened = group.first > text.sentences[sentence].first
                && text.tokens[group.first - 1].tag == Tag::Subordinator
                || (text.sentences[sentence].first..group.first)
                    .rev()
                    .take(2)
                    .any(|token| text.is_any(token, &["before", "if", "after", "when", "until"]));
            let sure = plain == MeetingType::Talks
                && text.is_any(
                    head,
                    &["talks", "negotiations", "negotiation", "consultations"],
                );
            if people.is_empty() && (opened || !sure) {
                return None;
            }
            let stop = self.stop(verb.last, end);
            if people.names.len() < 2 {
                people = self.completed(people);
            }
            return self.draft(
                hit,
                group.first..stop,
                plain,
                state,
                people,
                "talks-continue",
                0.75,
            );
        }
        if let Some(verb) = as_object
            && let Some(told) = self.told(verb)
        {
            let Told::State(state) = told else {
                return None;
            };
            let state = self
                .by_words_before(group.first, hit.first)
                .filter(|before| {
                    *before == MeetingState::Possible || state == MeetingState::Ongoing
                })
                .unwrap_or(state);
            let doers = self.doers(verb);
            let near = hit.first..self.stop(stop.max(hit.last), end);
            let timed = !text.times_in(near.clone()).is_empty();
            let agreed = verb.governor.is_some_and(|governor| {
                text.is_any(text.verbs[governor].main, &["agreed", "agree", "agrees"])
            });
            let opens = text.is_any(verb.main, &["launch", "start", "open", "begin", "hold"]);
            let several = opens && self.doers(verb).economies.len() > 1;
            if agreed && after.is_none() && !timed && !several {
                return None;
            }
            if !doers.is_empty()
                && (after.is_some()
                    || doers.names.len() > 1
                    || timed
                    || !within.is_empty()
                    || to_place)
            {
                let mut all = doers.clone();
                all.join(people);
                if all.names.len() < 2 {
                    all = self.completed(all);
                }
                let start = self.start(verb);
                return self.draft(hit, start..near.end, plain, state, all, "holds-talks", 0.8);
            }
        }
        // On its own: its parties must be named.
        let near = hit.first..self.stop(stop.max(hit.last), end);
        let timed = !text.times_in(hit.first..near.end.min(stop + 4)).is_empty();
        let between = (hit.last..stop).any(|token| text.is(token, "between"));
        let known = people.economies.len() >= 2
            || after.is_some() && (!people.is_empty())
            || !within.is_empty() && (to_place || timed || plain == MeetingType::Contact)
            || between
            || time_follows && within.is_empty()
            || timed && pronoun.is_some();
        // `At their meeting in Rome, the leaders agreed`: those of the main clause.
        if !known
            && matches!(plain, MeetingType::Talks | MeetingType::Summit)
            && group.first > 0
            && text.is_any(group.first - 1, &["at", "during", "after", "following"])
            && (pronoun.is_some()
                || !text.times_in(group.first..hit.first).is_empty()
                || text.tokens[hit.first - usize::from(hit.first > group.first)].tag == Tag::Proper)
        {
            let verb = text
                .verbs_in(sentence)
                .map(|verb| &text.verbs[verb])
                .find(|verb| verb.form.finite() && verb.first > hit.last && !verb.inherited)?;
            let doers = self.doers(verb);
            if doers.names.len() < 2 && !doers.names.iter().any(|name| name.contains(' ')) {
                return None;
            }
            let people = if doers.names.len() < 2 {
                self.completed(doers)
            } else {
                doers
            };
            let to = self.stop(verb.last, end);
            return self.draft(
                hit,
                group.first - 1..to,
                plain,
                MeetingState::Held,
                people,
                "at-meeting",
                0.85,
            );
        }
        if !known {
            return None;
        }
        if people.names.len() < 2 {
            people = self.completed(people);
        }
        let state =
            self.by_words_before(group.first, hit.first)
                .unwrap_or_else(|| match as_object {
                    Some(verb) => self.by_form(verb),
                    None => self.by_time(&(hit.first..near.end.min(stop + 4))),
                });
        let to = if timed { near.end.min(stop + 10) } else { stop };
        self.draft(
            hit,
            group.first..to.max(hit.last),
            plain,
            state,
            people,
            "talks-between",
            0.6,
        )
    }

    /// Whether the time that a meeting is given has passed.
    fn by_time(&self, around: &crate::clause::Range) -> MeetingState {
        let Some(time) = self.text.times_in(around.clone()).first() else {
            return MeetingState::Ongoing;
        };
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

    #[allow(clippy::too_many_arguments)]
    fn draft(
        &self,
        hit: &Hit,
        evidence: crate::clause::Range,
        what: MeetingType,
        state: MeetingState,
        people: People,
        rule: &'static str,
        confidence: f64,
    ) -> Option<Draft> {
        let mover = what == MeetingType::Contact
            && self
                .text
                .is_any(hit.last - 1, &["outreach", "overtures", "approach"]);
        let initiator = if mover {
            people.economies.first().cloned().into_iter().collect()
        } else {
            Vec::new()
        };
        let what = if what == MeetingType::Contact
            && people.leaders
            && self
                .text
                .is_any(hit.last - 1, &["communication", "exchange"])
        {
            MeetingType::Call
        } else {
            what
        };
        Some(Draft {
            around: evidence.clone(),
            evidence,
            reach: hit.range(),
            what,
            state,
            people,
            initiator,
            rule,
            confidence,
        })
    }

    /// Whether no other noun stands between the start of a subject and a noun but what describes it.
    fn heads(&self, start: usize, noun: usize) -> bool {
        !self.text.tokens[start..noun]
            .iter()
            .any(|token| matches!(token.tag, Tag::Preposition | Tag::Conjunction))
            || self.text.tokens[start..noun]
                .iter()
                .all(|token| token.tag != Tag::Preposition)
    }

    /// Those who do what a verb says.
    pub(super) fn doers(&self, verb: &VerbGroup) -> People {
        verb.subject
            .as_ref()
            .map(|subject| self.people_meant(subject))
            .unwrap_or_default()
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
    fn clause_begins(&self, at: usize, end: usize) -> bool {
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
}
