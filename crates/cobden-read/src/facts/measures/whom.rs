//! Who a measure is by, whom it meets and which goods.

use super::parties::economy_of;
use super::{Frame, Reader, terms, values};
use crate::clause::Range;
use crate::fact::{Action, Instrument, Measure, Status};
use crate::words::Tag;

impl Reader<'_, '_, '_> {
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
