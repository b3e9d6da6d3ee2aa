//! Meetings that a noun names, of which no verb tells: `after talks with Japan`, `at their meeting in Rome`.

use super::{Hung, Named};
use crate::clause::Form;
use crate::fact::{MeetingState, MeetingType};
use crate::facts::meetings::{Draft, Reader};
use crate::words::Tag;

impl Reader<'_, '_, '_> {
    /// A meeting on its own: its parties must be named.
    pub(super) fn alone(&self, named: &Named<'_>) -> Option<Draft> {
        let text = self.text;
        let hit = named.hit;
        let between = (hit.last..named.stop).any(|token| text.is(token, "between"));
        let known = named.people.economies.len() >= 2
            || named.with && !named.people.is_empty()
            || named.owned
                && (named.to_place || named.timed || named.plain == MeetingType::Contact)
            || between
            || named.time_follows && !named.owned
            || named.timed && named.pronoun
            || named.pronoun && named.to_place && !named.people.is_empty()
            || self.to_come(named)
            || self.located(named)
            || self.resumed(named)
            || named.sure && self.timed_close(named);
        if !known {
            return self.at_meeting(named);
        }
        let none = text.is(named.front, "no");
        let state = if none {
            MeetingState::Denied
        } else {
            self.by_words_before(named.front, hit.first)
                .unwrap_or_else(|| self.usual(named))
        };
        let to = if named.timed || self.located(named) || self.resumed(named) {
            named.near.end.min(named.stop + 10)
        } else {
            named.stop
        };
        let evidence = named.front..to.max(hit.last);
        match self.hung(
            named,
            evidence,
            state,
            named.people.clone(),
            "talks-between",
            0.6,
        ) {
            Hung::Meeting(draft) => Some(*draft),
            _ => None,
        }
    }

    /// `a state visit to the US later this year`
    fn to_come(&self, named: &Named<'_>) -> bool {
        named.to_place && named.timed && !named.people.is_empty()
    }

    /// `the talks in Geneva`, `negotiations in Stockholm`
    fn located(&self, named: &Named<'_>) -> bool {
        let text = self.text;
        let at = named.hit.last;
        let meeting = named.sure && named.plain == MeetingType::Talks;
        meeting
            && text.is_any(named.first, &["the", "these", "those", "this"])
            && text.is_any(at, &["in", "at"])
            && text
                .tokens
                .get(at + 1)
                .is_some_and(|token| token.tag == Tag::Proper)
            && text.times_in(at..at + 2).is_empty()
    }

    /// `negotiations resumed last week`: what a participle tells, with its time.
    fn resumed(&self, named: &Named<'_>) -> bool {
        let text = self.text;
        let at = named.hit.last;
        named.sure
            && named.timed
            && text
                .tokens
                .get(at)
                .is_some_and(|token| matches!(token.tag, Tag::Participle | Tag::Past))
            && text
                .hits_of(self.concepts.hold, at..at + 1)
                .any(|hit| hit.first == at)
    }

    /// `talks last week`, `exchanges over the weekend`: a time that has passed, right behind.
    pub(super) fn timed_close(&self, named: &Named<'_>) -> bool {
        let text = self.text;
        let hit = named.hit;
        let end = self.sentence_end(hit.first);
        let from = (hit.last..end.min(hit.last + 3))
            .find(|token| !matches!(text.tokens[*token].tag, Tag::Preposition | Tag::Determiner))
            .unwrap_or(hit.last);
        let close = text
            .times_in(hit.last..(from + 1).min(end))
            .iter()
            .any(|time| time.span.start <= text.tokens[from].start as usize);
        close && self.by_time(&(hit.last..(from + 1).min(end))) == MeetingState::Held
    }

    /// What a meeting most likely is where no word says it.
    pub(super) fn usual(&self, named: &Named<'_>) -> MeetingState {
        let text = self.text;
        let verb = self.verb_before(named);
        if let Some(verb) = verb
            && let Some(state) = self.told(verb, false)
        {
            return state;
        }
        if named.timed {
            return self.by_time(&(named.hit.first..named.near.end.min(named.stop + 4)));
        }
        let past = named.front > text.sentences[named.sentence].first
            && text.is_any(
                named.front - 1,
                &[
                    "during",
                    "after",
                    "following",
                    "since",
                    "at",
                    "from",
                    "in",
                    "on",
                ],
            );
        match named.plain {
            MeetingType::Visit | MeetingType::Summit if !past => MeetingState::Planned,
            MeetingType::Talks if named.sure && !(past && named.front < named.first) => {
                MeetingState::Ongoing
            }
            MeetingType::Contact if !past => MeetingState::Ongoing,
            _ => MeetingState::Held,
        }
    }

    /// `At their meeting in Rome, the leaders agreed`, `they pledged at the summit to`: those of the main clause.
    pub(super) fn at_meeting(&self, named: &Named<'_>) -> Option<Draft> {
        let text = self.text;
        let hit = named.hit;
        let call = named.plain == MeetingType::Call
            && named.front > 0
            && text.is_any(named.front - 1, &["in", "during"]);
        let fits = matches!(named.plain, MeetingType::Talks | MeetingType::Summit)
            && named.front > 0
            && text.is_any(named.front - 1, &["at", "during", "after", "following"])
            && (named.pronoun
                || !text.times_in(named.front..hit.first).is_empty()
                || text.tokens[hit.first - usize::from(hit.first > named.first)].tag
                    == Tag::Proper);
        if !fits && !call {
            return None;
        }
        let verbs = text
            .verbs_in(named.sentence)
            .map(|verb| &text.verbs[verb])
            .filter(|verb| verb.form.finite() && !verb.inherited);
        let behind = verbs.clone().find(|verb| verb.first > hit.last);
        let ahead = verbs
            .rev()
            .find(|verb| verb.last <= named.front)
            .filter(|verb| {
                named.front - verb.last <= 4 && verb.form == Form::Past && !verb.negated
            });
        let verb = ahead.or(behind)?;
        let doers = self.doers(verb);
        if doers.names.len() < 2
            && (ahead.is_some() || !doers.names.iter().any(|name| name.contains(' ')))
        {
            return None;
        }
        let end = self.sentence_end(hit.first);
        let evidence = if ahead.is_some() {
            self.start(verb)..self.stop(hit.last, end)
        } else {
            named.front - 1..self.stop(verb.last, end)
        };
        match self.hung(
            named,
            evidence,
            MeetingState::Held,
            doers,
            "at-meeting",
            0.85,
        ) {
            Hung::Meeting(mut draft) => {
                draft.outcome =
                    (verb.first < draft.evidence.end).then_some(verb.first..draft.evidence.end);
                Some(*draft)
            }
            _ => None,
        }
    }

    /// `denied that talks with X are under way`
    pub(super) fn denial(&self, named: &Named<'_>) -> Option<Draft> {
        if !named.sure && named.people.is_empty() {
            return None;
        }
        let end = self.sentence_end(named.hit.first);
        let evidence = named.front..self.stop(named.stop.max(named.hit.last), end);
        match self.hung(
            named,
            evidence,
            MeetingState::Denied,
            named.people.clone(),
            "denies-talks",
            0.75,
        ) {
            Hung::Meeting(draft) => Some(*draft),
            _ => None,
        }
    }
}
