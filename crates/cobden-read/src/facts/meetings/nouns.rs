//! Meetings that a noun names: `talks between X and Y`, `X held talks with Y`.

mod alone;
mod told;

use super::people::People;
use super::{Draft, Reader};
use crate::clause::Range;
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
}
