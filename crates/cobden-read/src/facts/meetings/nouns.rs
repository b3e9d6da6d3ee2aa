//! Meetings that a noun names: `talks between X and Y`, `X held talks with Y`.

use super::people::People;
use super::{Draft, Reader};
use crate::clause::{Form, Range, VerbGroup};
use crate::fact::{MeetingState, MeetingType};
use crate::text::Hit;
use crate::words::Tag;

/// Nouns that name a meeting only without `for`, `of` or `on` behind them.
const OTHERWISE: &[&str] = &[
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
];
/// Words before a noun that make it no meeting of parties.
const ELSEWHERE: &[&str] = &[
    "press",
    "news",
    "board",
    "cabinet",
    "general",
    "shareholder",
    "shareholders",
    "earnings",
    "party",
    "margin",
    "annual",
];

/// A noun that names a meeting, and what stands with it.
struct Named<'h> {
    hit: &'h Hit,
    /// Where its noun group begins.
    first: usize,
    /// Where it begins with `the next round of`.
    front: usize,
    plain: MeetingType,
    sentence: usize,
    /// Parties stand before it: `US-China talks`.
    owned: bool,
    pronoun: bool,
    /// Parties follow: `with Japan`.
    with: bool,
    to_place: bool,
    timed: bool,
    time_follows: bool,
    /// It names a meeting of parties and nothing else: talks, negotiations.
    sure: bool,
    people: People,
    /// Where its parties end.
    stop: usize,
    /// It and what follows in its clause.
    near: Range,
}

/// What a verb makes of a noun.
enum Hung {
    Meeting(Box<Draft>),
    /// No meeting.
    Dropped,
    /// The verb says nothing of it.
    Loose,
}

impl Reader<'_, '_, '_> {
    /// A noun that names a meeting, with its parties.
    pub(super) fn noun(&self, hit: &Hit) -> Option<Draft> {
        let named = self.named(hit)?;
        if self.denied(named.front) {
            return self.denial(&named);
        }
        match self.as_subject(&named) {
            Hung::Meeting(draft) => return Some(*draft),
            Hung::Dropped => return None,
            Hung::Loose => {}
        }
        match self.as_object(&named) {
            Hung::Meeting(draft) => return Some(*draft),
            Hung::Dropped => return None,
            Hung::Loose => {}
        }
        self.alone(&named)
    }

    /// What a noun of meeting stands with.
    fn named<'h>(&self, hit: &'h Hit) -> Option<Named<'h>> {
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
        let on =
            text.is(hit.last, "on") && !text.times_in(hit.last..end.min(hit.last + 2)).is_empty();
        if plain != MeetingType::Visit
            && hit.last == hit.first + 1
            && text.is_any(head, OTHERWISE)
            && text.is_any(hit.last, &["for", "of", "on"])
            && !on
        {
            return None;
        }
        let press = (group.first..hit.first).any(|token| text.is_any(token, ELSEWHERE));
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
        let mut people = owners;
        let mut stop = hit.last;
        let with = after.is_some();
        if let Some((others, to)) = after {
            people.join(others);
            stop = to;
        } else if to_place {
            stop = self.people_end(hit.last + 1, end);
            people.join(self.people_in(&(hit.last + 1..stop)));
        }
        let near = hit.first..self.stop(stop.max(hit.last), end);
        let timed = !text.times_in(hit.first..near.end.min(stop + 4)).is_empty();
        Some(Named {
            hit,
            first: group.first,
            front: self.front(sentence, group.first),
            plain,
            sentence,
            owned: !within.is_empty(),
            pronoun: pronoun.is_some(),
            with,
            to_place,
            timed,
            time_follows,
            sure: text
                .hits_of(self.concepts.sure, head..hit.last)
                .next()
                .is_some(),
            people,
            stop,
            near,
        })
    }

    /// `the next round of talks`: where the words before `of talks` begin.
    fn front(&self, sentence: usize, first: usize) -> usize {
        let text = self.text;
        let begin = text.sentences[sentence].first;
        let mut front = first;
        while front >= begin + 2 && text.is(front - 1, "of") {
            let Some(group) = text
                .nouns_in(sentence)
                .iter()
                .rev()
                .find(|group| group.last == front - 1)
            else {
                break;
            };
            let round = text
                .hits_of(self.concepts.round, group.last - 1..group.last)
                .next()
                .is_some();
            if !round {
                break;
            }
            front = group.first;
        }
        front
    }

    /// What is said of a meeting as the subject of a verb.
    fn as_subject(&self, named: &Named<'_>) -> Hung {
        let text = self.text;
        let hit = named.hit;
        let verb = text
            .verbs_in(named.sentence)
            .map(|verb| &text.verbs[verb])
            .find(|verb| {
                verb.form.finite()
                    && verb.first >= hit.last
                    // `the negotiation, who's going to lead it`
                    && !text.tokens[hit.last..verb.first]
                        .iter()
                        .any(|token| token.tag == Tag::Wh && verb.inherited)
                    && verb.subject.as_ref().is_some_and(|subject| {
                        subject.start <= hit.first
                            && hit.last <= subject.end
                            && self.heads(subject.start, named.front.max(subject.start))
                    })
            });
        let Some((verb, told)) = verb.and_then(|verb| Some((verb, self.told(verb, true)?))) else {
            return Hung::Loose;
        };
        if self.urged(verb) {
            return Hung::Dropped;
        }
        let state = self
            .by_words_before(named.front, hit.first)
            .filter(|state| *state == MeetingState::Possible)
            .unwrap_or(told);
        // Talks that nobody is named for are those of the document, if it tells of them outright.
        let begin = text.sentences[named.sentence].first;
        let opened = named.front > begin && text.tokens[named.front - 1].tag == Tag::Subordinator
            || (begin..named.front)
                .rev()
                .take(2)
                .any(|token| text.is_any(token, &["before", "if", "after", "when", "until"]));
        let definite = named.timed && named.plain != MeetingType::Contact;
        if named.people.is_empty() && (opened || !(named.sure || definite)) {
            return Hung::Dropped;
        }
        let end = self.sentence_end(hit.first);
        let mut stop = self.stop(verb.last, end);
        // `are taking place with China and`
        while stop > verb.last && text.tokens[stop - 1].tag == Tag::Conjunction {
            stop -= 1;
        }
        let mut people = named.people.clone();
        if people.names.len() < 2
            && let Some((others, _)) = self.people_after(verb.last, &["with", "between"])
        {
            people.join(others);
        }
        // `talks in Rome ended without a deal`
        let result = text
            .hits_of(self.concepts.result, verb.main..end)
            .next()
            .is_some_and(|hit| hit.first == verb.main);
        let outcome =
            (result && state == MeetingState::Held).then(|| verb.first..stop.max(verb.last));
        let hung = self.hung(
            named,
            named.front..stop,
            state,
            people,
            "talks-continue",
            0.75,
        );
        match hung {
            Hung::Meeting(mut draft) => {
                draft.outcome = outcome;
                Hung::Meeting(draft)
            }
            other => other,
        }
    }

    /// A meeting that somebody holds, plans or calls off, or that there is.
    fn as_object(&self, named: &Named<'_>) -> Hung {
        let text = self.text;
        let hit = named.hit;
        let Some(verb) = self.verb_before(named) else {
            return Hung::Loose;
        };
        if self.urged(verb) {
            return Hung::Dropped;
        }
        let begin = text.sentences[named.sentence].first;
        let there = verb.first > begin
            && text.is(verb.first - 1, "there")
            && text.tokens[verb.main].tag == Tag::Be;
        let none = text.is(named.front, "no");
        if there {
            let state = match verb.form {
                _ if verb.negated || none => MeetingState::Denied,
                Form::Future => MeetingState::Planned,
                Form::Modal => MeetingState::Possible,
                Form::Past => MeetingState::Held,
                _ if verb.perfect => MeetingState::Held,
                _ => MeetingState::Ongoing,
            };
            let talks = named.sure
                || named.with
                || named.people.economies.len() > 1
                || text.is(hit.last - 1, "conversation");
            let direct = text.tokens[verb.last..named.front]
                .iter()
                .all(|token| token.tag == Tag::Adverb);
            if !talks || !direct {
                return Hung::Loose;
            }
            return self.hung(
                named,
                verb.first - 1..named.near.end,
                state,
                named.people.clone(),
                "there-are-talks",
                0.75,
            );
        }
        let Some(told) = self.told(verb, false) else {
            return Hung::Loose;
        };
        // `discussed tariffs during a call`: the call is where, not what.
        let adjunct = text.is_any(
            named.front - 1,
            &["during", "in", "at", "after", "following"],
        ) && text
            .hits_of(self.concepts.deed, verb.main..named.front)
            .all(|hit| hit.first != verb.main || hit.last < named.front);
        if adjunct {
            return Hung::Loose;
        }
        let mut state = self
            .by_words_before(named.front, hit.first)
            .filter(|before| {
                told != MeetingState::Denied
                    && (*before == MeetingState::Possible || told == MeetingState::Ongoing)
            })
            .unwrap_or(told);
        if none {
            state = match told {
                MeetingState::Held | MeetingState::Ongoing | MeetingState::Denied => {
                    MeetingState::Denied
                }
                _ => return Hung::Dropped,
            };
        }
        let mut doers = self.doers(verb);
        if doers.is_empty()
            && !verb.form.finite()
            && let Some(governor) = self.governor(verb)
        {
            doers = self.doers(governor);
        }
        let start = self.start(verb);
        if self.denied(start) || self.denied(verb.first) {
            state = MeetingState::Denied;
        }
        // `is considering cancelling the trip`: one told of before.
        let before = text.is_any(named.front, &["the", "this", "that"])
            && named.plain != MeetingType::Contact
            && text
                .hits_of(self.concepts.alter, verb.main..verb.last.max(verb.main + 2))
                .next()
                .is_some();
        // `started talks`, told outright: with the other party of the document.
        let outright = named.sure
            && named.plain == MeetingType::Talks
            && verb.form.finite()
            && matches!(
                state,
                MeetingState::Held | MeetingState::Ongoing | MeetingState::Denied
            )
            && text
                .hits_of(self.concepts.hold, verb.main..self.sentence_end(verb.main))
                .next()
                .is_some_and(|hit| hit.first == verb.main);
        let agreed = verb.governor.is_some_and(|governor| {
            text.is_any(text.verbs[governor].main, &["agreed", "agree", "agrees"])
        });
        if agreed && !named.with && !named.timed && doers.economies.len() < 2 {
            return Hung::Dropped;
        }
        let enough = named.with
            || doers.names.len() > 1
            || named.timed
            || named.owned
            || named.to_place
            || outright
            || before;
        if doers.is_empty() || !enough {
            return if state == MeetingState::Denied {
                Hung::Dropped
            } else {
                Hung::Loose
            };
        }
        let mut all = doers;
        all.join(named.people.clone());
        self.hung(named, start..named.near.end, state, all, "holds-talks", 0.8)
    }

    fn verb_before(&self, named: &Named<'_>) -> Option<&VerbGroup> {
        let text = self.text;
        text.verbs_in(named.sentence)
            .rev()
            .map(|verb| &text.verbs[verb])
            .find(|verb| verb.last <= named.front)
            .filter(|verb| {
                named.front - verb.last <= 5
                    && text.tokens[verb.last..named.front].iter().all(|token| {
                        token.tag.is_nominal()
                            || matches!(token.tag, Tag::Preposition | Tag::Adverb | Tag::Quote)
                    })
            })
    }

    /// A meeting on its own: its parties must be named.
    fn alone(&self, named: &Named<'_>) -> Option<Draft> {
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
        let to = if named.timed {
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

    /// `talks last week`, `exchanges over the weekend`: a time that has passed, right behind.
    fn timed_close(&self, named: &Named<'_>) -> bool {
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
    fn usual(&self, named: &Named<'_>) -> MeetingState {
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
    fn at_meeting(&self, named: &Named<'_>) -> Option<Draft> {
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
    fn denial(&self, named: &Named<'_>) -> Option<Draft> {
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

    fn hung(
        &self,
        named: &Named<'_>,
        evidence: Range,
        state: MeetingState,
        mut people: People,
        rule: &'static str,
        confidence: f64,
    ) -> Hung {
        let text = self.text;
        if people.names.len() < 2 {
            people = self.completed(people);
        }
        let head = named.hit.last - 1;
        let initiator = if named.plain == MeetingType::Contact
            && text.is_any(head, &["outreach", "overtures", "approach"])
        {
            people.economies.first().cloned().into_iter().collect()
        } else {
            Vec::new()
        };
        let what = match named.plain {
            MeetingType::Contact
                if people.leaders && text.is_any(head, &["communication", "exchange"]) =>
            {
                MeetingType::Call
            }
            what => what,
        };
        Hung::Meeting(Box::new(Draft {
            around: evidence.clone(),
            evidence,
            reach: named.hit.range(),
            what,
            state,
            people,
            initiator,
            outcome: None,
            rule,
            confidence,
        }))
    }

    /// Whether the time that a meeting is given has passed.
    fn by_time(&self, around: &Range) -> MeetingState {
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
}
