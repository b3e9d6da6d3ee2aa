//! Meetings: calls, visits and talks, held, under way, planned or possible.
//!
//! A meeting is a noun with its parties (`talks between X and Y`, `X's call with Y`), a noun that something is done with
//! (`X and Y will hold talks`), or a verb (`X met Y`). Words before it and the verb it hangs on say whether it took place.

mod clause;
mod guests;
mod nouns;
mod people;
mod send;
mod state;
mod verbs;

use super::Context;
use super::party::Parties;
use crate::clause::Range;
use crate::fact::{Extract, Fact, Meeting, MeetingState, MeetingType};
use crate::layout::BlockKind;
use crate::lexicon::Concept;
use crate::span::Span;
use crate::text::{Hit, Text};
use crate::time::{Anchor, Tense};
use crate::words::Tag;
use people::People;

/// Reads the meetings of a text.
pub(super) fn read(context: &Context<'_, '_>) -> Vec<Extract> {
    Reader::new(context).read()
}

/// The concepts of `lexicon/meetings.toml`.
struct Concepts {
    noun: Concept,
    verb: Concept,
    state: Concept,
    deed: Concept,
    when: Concept,
    channel: Concept,
    /// Nouns that name talks and nothing else.
    sure: Concept,
    /// What talks come in: rounds, stages.
    round: Concept,
    /// Verbs that arrange a meeting anew: cancel, postpone.
    alter: Concept,
    /// Verbs for what comes of talks: agree, fail.
    result: Concept,
    /// Verbs that make talks take place.
    hold: Concept,
    urge: Concept,
    deny: Concept,
    people: Concept,
    message: Concept,
    /// Words that count rounds.
    turn: Concept,
}

/// A meeting before it is known whether another takes its words.
struct Draft {
    evidence: Range,
    /// The words that name it: no other meeting has them.
    reach: Range,
    what: MeetingType,
    state: MeetingState,
    people: People,
    initiator: Vec<String>,
    /// What came of it.
    outcome: Option<Range>,
    /// Where place, time and topic are looked for.
    around: Range,
    rule: &'static str,
    confidence: f64,
}

struct Reader<'c, 't, 'd> {
    context: &'c Context<'t, 'd>,
    text: &'t Text<'d>,
    parties: Parties<'c, 't, 'd>,
    concepts: Concepts,
}

impl<'c, 't, 'd> Reader<'c, 't, 'd> {
    fn new(context: &'c Context<'t, 'd>) -> Self {
        let concept = |name: &str| context.text.lexicon.concept(name);
        Self {
            context,
            text: context.text,
            parties: Parties::of(context),
            concepts: Concepts {
                noun: concept("meeting.noun"),
                verb: concept("meeting.verb"),
                state: concept("meeting.state"),
                deed: concept("meeting.do"),
                when: concept("meeting.when"),
                channel: concept("meeting.channel"),
                sure: concept("meeting.sure"),
                round: concept("meeting.round"),
                alter: concept("meeting.alter"),
                result: concept("meeting.result"),
                hold: concept("meeting.hold"),
                urge: concept("meeting.urge"),
                deny: concept("meeting.deny"),
                people: concept("meeting.people"),
                message: concept("meeting.message"),
                turn: concept("meeting.turn"),
            },
        }
    }

    fn read(&self) -> Vec<Extract> {
        let mut extracts = Vec::new();
        let mut drafts: Vec<Draft> = Vec::new();
        for sentence in 0..self.text.sentences.len() {
            if self.text.block_kind(sentence) == BlockKind::Title {
                continue;
            }
            drafts.clear();
            for verb in self.text.verbs_in(sentence) {
                drafts.extend(self.verb(verb));
                drafts.extend(self.stays(&self.text.verbs[verb]));
            }
            for draft in &mut drafts {
                self.come_of(draft);
            }
            for hit in self.text.hits_in(sentence) {
                if hit.concept == self.concepts.noun {
                    let mut draft = self.noun(hit);
                    if let Some(draft) = &mut draft {
                        self.come_of(draft);
                    }
                    drafts.extend(draft);
                } else if hit.concept == self.concepts.round {
                    drafts.extend(self.next_round(hit));
                } else if hit.concept == self.concepts.state {
                    drafts.extend(self.state_words(hit));
                }
            }
            drafts.sort_by(|one, other| {
                other
                    .confidence
                    .total_cmp(&one.confidence)
                    .then(one.reach.start.cmp(&other.reach.start))
            });
            let mut taken: Vec<Range> = Vec::new();
            let mut approached = false;
            for draft in drafts.drain(..) {
                // `sent messages, hoping to start talks`: what is hoped for belongs to the approach.
                let hoped = approached
                    && draft.state == MeetingState::Possible
                    && draft.what == MeetingType::Talks;
                let free = !hoped
                    && taken.iter().all(|other| {
                        draft.reach.end <= other.start || other.end <= draft.reach.start
                    });
                if free {
                    approached |= draft.what == MeetingType::Contact && !draft.initiator.is_empty();
                    taken.push(draft.reach.clone());
                    taken.push(draft.evidence.clone());
                    extracts.push(self.extract(draft));
                }
            }
        }
        extracts
    }

    fn value(&self, hit: &Hit) -> &'static str {
        &self.text.meaning(hit).value
    }

    fn sort(value: &str) -> MeetingType {
        match value {
            "call" => MeetingType::Call,
            "summit" => MeetingType::Summit,
            "visit" => MeetingType::Visit,
            "contact" => MeetingType::Contact,
            _ => MeetingType::Talks,
        }
    }

    fn extract(&self, draft: Draft) -> Extract {
        let text = self.text;
        let mut what = draft.what;
        if what == MeetingType::Talks && draft.people.leaders {
            what = MeetingType::Summit;
        }
        let channel = text
            .hits_of(self.concepts.channel, draft.around.clone())
            .next();
        if let Some(channel) = channel
            && matches!(
                what,
                MeetingType::Talks | MeetingType::Summit | MeetingType::Contact
            )
            && *text.meaning(channel).value == *"call"
        {
            what = MeetingType::Call;
        }
        let tense = match draft.state {
            MeetingState::Held | MeetingState::Denied => Tense::Past,
            MeetingState::Planned => Tense::Future,
            MeetingState::Possible => Tense::Future,
            MeetingState::Ongoing => Tense::Present,
        };
        // A day rather than a length: `a two-hour meeting on Monday`.
        let times = text.times_in(draft.around.clone());
        let anchor = Anchor {
            document: self.context.setting.date,
            tense,
            previous: None,
        };
        let (when, date) = times
            .iter()
            .find_map(|time| Some((time, time.resolve(&anchor)?.period)))
            .map_or((times.first(), None), |(time, period)| {
                (Some(time), Some(period))
            });
        let meeting = Meeting {
            parties: draft.people.spans(text),
            place: self.place(&draft.around),
            when: when.map(|time| time.span),
            channel: channel.map(|hit| text.span(hit.range())),
            topic: self.topic(&draft),
            outcome: draft.outcome.map(|words| text.span(words)),
            condition: None,
            what,
            who: draft.people.names,
            initiator: draft.initiator,
            state: draft.state,
            date,
        };
        self.context.extract(
            draft.evidence,
            Fact::Meeting(meeting),
            draft.rule,
            draft.confidence,
        )
    }

    /// `They met in Rome and agreed to pause the duties`: what was agreed belongs to the meeting.
    fn come_of(&self, draft: &mut Draft) {
        let text = self.text;
        let end = draft.evidence.end;
        if draft.state != MeetingState::Held
            || draft.outcome.is_some()
            || text
                .tokens
                .get(end)
                .is_none_or(|token| token.tag != Tag::Conjunction)
        {
            return;
        }
        let found = text
            .verbs_in(text.sentence_of(draft.evidence.start))
            .map(|verb| &text.verbs[verb])
            .find(|verb| verb.first > end && verb.first <= end + 2)
            .filter(|verb| {
                text.hits_of(
                    self.concepts.result,
                    verb.main..self.sentence_end(verb.main),
                )
                .next()
                .is_some_and(|hit| hit.first == verb.main)
            });
        if let Some(verb) = found {
            let stop = self.stop(verb.last, self.sentence_end(verb.main));
            draft.outcome = Some(verb.first..stop);
            draft.evidence.end = stop;
        }
    }

    /// `in London`, `at the G20 summit`: a name after a preposition of place.
    fn place(&self, around: &Range) -> Option<Span> {
        let text = self.text;
        around.clone().find_map(|token| {
            if !text.is_any(token, &["in", "at", "to"]) || token + 1 >= around.end {
                return None;
            }
            // A run of names, with its determiner.
            let first = token + 1;
            let names = first + usize::from(text.tokens[first].tag == Tag::Determiner);
            let last = (names..around.end)
                .find(|index| text.tokens[*index].tag != Tag::Proper)
                .unwrap_or(around.end);
            let place = last > names;
            let time = text
                .times_in(token..last)
                .iter()
                .any(|time| time.span.start < text.span(first..last.max(first + 1)).end);
            let person = text
                .hits_of(text.lexicon.actor, first..last.max(first))
                .any(|hit| {
                    matches!(
                        text.lexicon.actors.term(&text.meaning(hit).value),
                        Some(crate::lexicon::ActorTerm::Person(_))
                    )
                });
            (place && !time && !person).then(|| text.span(first..last))
        })
    }

    /// `on tariffs`, `about the fentanyl trade`
    fn topic(&self, draft: &Draft) -> Option<Span> {
        let text = self.text;
        let about = (draft.reach.end..draft.around.end).find(|token| {
            text.is_any(*token, &["about", "on", "over", "regarding", "concerning"])
                && text.times_in(*token..token + 1).is_empty()
        })?;
        let group = text
            .nouns_in(text.sentence_of(about))
            .iter()
            .find(|group| group.first > about && group.first <= about + 1)?;
        let to = group.last.min(draft.around.end.max(group.first + 1));
        (group.first < to).then(|| text.span(group.first..to))
    }

    fn sentence_end(&self, token: usize) -> usize {
        self.text.sentences[self.text.sentence_of(token)].last
    }
}

#[cfg(test)]
mod tests;
