//! The parties and values of a measure.

use super::parties::economy_of;
use super::{Frame, Reader, confidence, terms, values};
use crate::clause::Range;
use crate::fact::{Action, Fact, Instrument, Measure, Status};
use crate::time::{Anchor, Tense};
use crate::words::Tag;

impl Reader<'_, '_, '_> {
    /// Fills in parties and values, and notes the measure.
    pub(super) fn emit(&mut self, frame: &Frame) {
        let text = self.text;
        let sentence = text.sentences[text.sentence_of(frame.evidence.start)];
        let mut measure = Measure {
            action: Some(frame.action),
            instrument: Some(frame.instrument),
            status: frame.stage.status,
            ..Measure::default()
        };
        measure.retaliation = frame.action == Action::Retaliate
            || terms::any(text, self.concepts.answer, frame.evidence.clone());
        if text.text.as_bytes().get(
            text.span(sentence.first..sentence.last)
                .end
                .saturating_sub(1),
        ) == Some(&b'?')
            && measure.status == Status::InForce
            && !matches!(frame.rule, "bare" | "vague")
        {
            measure.status = Status::Undecided;
        }
        self.parties_of(frame, &mut measure);
        let (rate, from) = values::rates(
            text,
            frame.object.start.min(frame.term.start)..frame.evidence.end,
        );
        let rate = rate.or_else(|| values::rates(text, frame.evidence.clone()).0);
        if let Some(rate) = rate.filter(|_| matches!(frame.instrument, Instrument::Tariff)) {
            measure.rate = Some(text.span(rate.words));
            measure.percent = Some(rate.percent);
        }
        if let Some(rate) = from {
            measure.rate_from = Some(text.span(rate.words));
            measure.percent_from = Some(rate.percent);
        }
        if let Some((words, amount)) = values::amount(text, frame.evidence.clone()) {
            measure.amount = Some(text.span(words));
            measure.quantity = amount;
        }
        measure.legal = values::legal(text, &self.concepts, frame.evidence.clone())
            .map(|range| text.span(range));
        measure.condition = values::condition(text, frame.evidence.start, sentence.last)
            .map(|range| text.span(range));
        let reach = self.reach(frame.evidence.end, sentence.last);
        measure.duration =
            values::duration(text, frame.evidence.start..reach).map(|range| text.span(range));
        self.time(frame, reach, &mut measure); // `US tariffs`, said once more, says nothing new.
        let known = (measure.actors.clone(), frame.instrument, frame.action);
        if frame.rule == "vague" && self.vague.contains(&known) {
            return;
        }
        if !self.vague.contains(&known) {
            self.vague.push(known);
        }
        self.found.push(self.context.extract(
            frame.evidence.clone(),
            Fact::Measure(measure),
            frame.rule,
            confidence(frame.rule),
        ));
    }

    /// To the end of the clause.
    pub(super) fn reach(&self, from: usize, end: usize) -> usize {
        (from..end)
            .find(|index| {
                matches!(
                    self.text.tokens[*index].tag,
                    Tag::Comma
                        | Tag::Stop
                        | Tag::Semicolon
                        | Tag::Colon
                        | Tag::Subordinator
                        | Tag::Wh
                )
            })
            .unwrap_or(end)
    }

    pub(super) fn time(&self, frame: &Frame, reach: usize, measure: &mut Measure) {
        let text = self.text;
        let from = frame.evidence.start;
        let reach = if matches!(frame.rule, "bare" | "vague") || frame.rule == "inner" {
            frame.evidence.end
        } else {
            reach
        };
        let sentence = text.sentences[text.sentence_of(frame.evidence.start)];
        let inside = text.times_in(from..reach);
        let opening = (from == sentence.first || !matches!(frame.rule, "bare" | "vague"))
            .then(|| text.times_in(sentence.first..from))
            .and_then(|times| times.first())
            .filter(|time| time.span.start == text.span(sentence.first..sentence.last).start);
        let Some(time) = inside.iter().next_back().or(opening) else {
            return;
        };
        if measure
            .duration
            .is_some_and(|duration| duration.overlaps(time.span))
        {
            return;
        }
        let tense = match frame.stage.status {
            Status::InForce
            | Status::Past
            | Status::NotDone
            | Status::Announced
            | Status::NotFulfilled => Tense::Past,
            Status::Planned | Status::Expected | Status::Forecast => Tense::Future,
            _ => Tense::Unknown,
        };
        measure.when = Some(time.span);
        measure.date = time
            .resolve(&Anchor {
                document: self.context.setting.date,
                tense,
                previous: None,
            })
            .map(|resolved| resolved.period);
    }

    /// Who acts on whom.
    pub(super) fn parties_of(&mut self, frame: &Frame, measure: &mut Measure) {
        let text = self.text;
        let mut actors = Vec::new();
        if let Some(words) = &frame.actor {
            actors = self.parties.named(self.context, words.clone());
            measure.actor = Some(text.span(self.name_in(words)));
        }
        // A deal of two to lower tariffs on the goods of one: the other lowers them.
        if actors.len() > 1
            && matches!(frame.instrument, Instrument::Tariff)
            && let Some(on) =
                (frame.term.end..frame.evidence.end).find(|index| text.is(*index, "on"))
        {
            let met = self
                .parties
                .named(self.context, on + 1..(on + 4).min(frame.evidence.end));
            if actors.iter().any(|code| !met.contains(code)) {
                actors.retain(|code| !met.contains(code));
            }
        }
        // Whom: what `on`, `against`, `from` bring in behind the term; `China tariffs` before it.
        let behind = frame.term.end..frame.evidence.end.max(frame.term.end);
        let mut targets: Vec<String> = Vec::new();
        let mut index = behind.start;
        let mut nobody = false;
        while index < behind.end {
            let opens = text.is_any(
                index,
                &[
                    "on",
                    "against",
                    "targeting",
                    "from",
                    "to",
                    "for",
                    "hitting",
                    "covering",
                    "affecting",
                ],
            );
            if !opens {
                index += 1;
                continue;
            }
            let end = (index + 1..behind.end)
                .find(|next| {
                    matches!(
                        text.tokens[*next].tag,
                        Tag::Preposition
                            | Tag::To
                            | Tag::Participle
                            | Tag::Gerund
                            | Tag::Past
                            | Tag::Wh
                            | Tag::That
                    ) && !text.is_any(*next, &["of", "and", "such", "like", "including"])
                })
                .unwrap_or(behind.end);
            let object = index + 1..end;
            if text.is(index, "from")
                && measure.target.is_none()
                && measure.product.is_none()
                && values::percent_at(text, index + 1).is_some()
            {
                index = end;
                continue;
            }
            let economies: Vec<String> = self
                .parties
                .named(self.context, object.clone())
                .into_iter()
                .filter(|code| !actors.contains(code))
                .collect();
            if text.is_any(
                index,
                &[
                    "on",
                    "against",
                    "targeting",
                    "for",
                    "hitting",
                    "covering",
                    "affecting",
                ],
            ) && !object.is_empty()
                && measure.product.is_none()
                && measure.target.is_none()
            {
                let place = text.hits_of(text.lexicon.actor, object.clone()).any(|hit| {
                    hit.last == object.end
                        && hit.first <= object.end
                        && economy_of(text, hit).is_some()
                });
                let nations = object.clone().any(|token| {
                    text.is_any(
                        token,
                        &[
                            "countries",
                            "nations",
                            "partners",
                            "country",
                            "entities",
                            "companies",
                            "firms",
                        ],
                    )
                });
                if place || nations {
                    measure.target = Some(text.span(object.clone()));
                } else if values::percent_at(text, object.start).is_none() {
                    measure.product = Some(text.span(object.clone()));
                }
                nobody |= nations && economies.is_empty()
                    || object.clone().any(|token| {
                        text.is_any(token, &["countries", "nations", "partners", "world"])
                    });
            }
            if targets.is_empty() {
                targets = economies;
            }
            index = end.max(index + 1);
        }
        if let Some(words) = &frame.target {
            let found = self.parties.named(self.context, words.clone());
            if targets.is_empty() {
                targets = found;
            }
            if measure.target.is_none() && measure.product.is_none() {
                let goods = terms::any(text, self.concepts.goods, words.clone());
                if goods {
                    measure.product = Some(text.span(words.clone()));
                } else {
                    measure.target = Some(text.span(words.clone()));
                }
            }
        }
        // Between verb and instrument: `slapped China with tariffs`, `exempt US goods from tariffs`.
        if targets.is_empty() {
            let before = frame.evidence.start..frame.term.start;
            for hit in text.hits_of(text.lexicon.actor, before) {
                if frame
                    .actor
                    .as_ref()
                    .is_some_and(|actor| actor.contains(&hit.first))
                {
                    continue;
                }
                if let Some(code) = economy_of(text, hit)
                    && !actors.iter().any(|other| other == code)
                    && !targets.iter().any(|other| other == code)
                    && (frame
                        .actor
                        .as_ref()
                        .is_none_or(|actor| hit.first >= actor.end))
                {
                    targets.push(code.to_owned());
                }
            }
        }
        // `buy Russian oil`
        if targets.is_empty() && frame.instrument == Instrument::Purchase {
            targets = self
                .parties
                .named(self.context, frame.object.clone())
                .into_iter()
                .filter(|code| !actors.contains(code))
                .collect();
        }
        // Who demands it of the other.
        if measure.status == Status::Requested {
            measure.requested_by = frame
                .stage
                .by
                .and_then(|verb| text.verbs[verb].subject.clone())
                .map(|subject| self.parties.named(self.context, subject))
                .unwrap_or_default();
            if measure.requested_by.is_empty()
                && let Some(said) = self.context.statement_of(&frame.evidence)
                && let Some(who) = &self.context.said[said].who
            {
                measure.requested_by = who
                    .economies
                    .iter()
                    .filter(|code| !code.is_empty())
                    .map(ToString::to_string)
                    .collect();
            }
            if let [one] = measure.requested_by.as_slice()
                && actors.as_slice() == [one.clone()]
            {
                // The one who asks is not the one who is to act.
                actors.clear();
            }
        }
        let explicit = !actors.is_empty();
        if actors.is_empty() {
            let requester = measure.requested_by.first();
            let guess = match (requester, targets.first()) {
                (Some(requester), _) => self.parties.other(requester),
                (None, Some(target)) => {
                    let usual = self.parties.usual();
                    if usual.as_ref() == Some(target) {
                        self.parties.other(target)
                    } else {
                        usual
                    }
                }
                _ if measure.retaliation => self.parties.usual().and_then(|usual| {
                    if usual == "USA" {
                        self.parties.other(&usual)
                    } else {
                        Some(usual)
                    }
                }),
                _ => self.parties.usual(),
            };
            actors.extend(guess);
        }
        targets.retain(|code| !actors.contains(code));
        if targets.is_empty()
            && !nobody
            && let Some(other) = actors.first().and_then(|actor| self.parties.other(actor))
            && actors.len() == 1
        {
            targets.push(other);
        }
        if actors.len() > 2 {
            actors.truncate(1);
        }
        if explicit {
            self.parties.acted(&actors);
        }
        measure.actors = actors;
        measure.targets = targets;
    }

    /// The name inside a subject, without what hangs on it.
    pub(super) fn name_in(&self, words: &Range) -> Range {
        let text = self.text;
        let end = words
            .clone()
            .find(|index| {
                *index > words.start
                    && matches!(
                        text.tokens[*index].tag,
                        Tag::Comma | Tag::Open | Tag::Preposition
                    )
            })
            .unwrap_or(words.end);
        words.start..end.max(words.start + 1).min(words.end.max(words.start + 1))
    }
}
