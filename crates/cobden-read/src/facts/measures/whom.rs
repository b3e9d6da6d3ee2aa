//! Who a measure is by, whom it meets and which goods.

use super::parties::economy_of;
use super::{Frame, Reader, terms, values};
use crate::clause::Range;
use crate::fact::{Instrument, Measure, Status};
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
                        && !(text.is(*next, "in") && self.sum_before(*next))
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
                let goods = self.without_sum(object.clone());
                if place && goods.start == object.start || nations {
                    measure.target = Some(text.span(object.clone()));
                } else if values::percent_at(text, goods.start).is_none() {
                    measure.product = Some(text.span(goods));
                }
                nobody |= nations && economies.is_empty()
                    || object.clone().any(|token| {
                        text.is_any(token, &["countries", "nations", "partners", "world"])
                    });
            }
            // `duties on goods from Mexico`, `exports to Japan`
            if text.is_any(index, &["from", "to"])
                && measure.target.is_none()
                && measure.product.is_some()
                && !economies.is_empty()
                && text
                    .hits_of(text.lexicon.actor, object.clone())
                    .any(|hit| hit.last == object.end)
            {
                measure.target = Some(text.span(object.clone()));
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
                .filter(|verb| !text.verbs[*verb].passive)
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
        // `the new tariffs`: those spoken of before.
        if let Some(before) = self.spoken_of(frame)
            && actors.is_empty()
            && !before.actors.is_empty()
            && !before.actors.iter().any(|code| targets.contains(code))
        {
            actors.clone_from(&before.actors);
            if targets.is_empty() {
                targets.clone_from(&before.targets);
            }
        }
        // The law says whose it is.
        if actors.is_empty()
            && text
                .hits_of(self.concepts.legal, frame.evidence.clone())
                .any(|hit| &*text.meaning(hit).value == "USA")
        {
            actors.push("USA".to_owned());
        }
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
        if measure.product.is_none() {
            self.goods_of(frame, measure);
        }
        self.who_by_name(frame, measure);
    }

    /// Whether an amount of money or of goods ends before a token: `$60 billion in`.
    fn sum_before(&self, token: usize) -> bool {
        token.checked_sub(1).is_some_and(|before| {
            self.text.tokens[before].tag == Tag::Number
                || self.text.is_any(
                    before,
                    &[
                        "billion", "billions", "million", "millions", "trillion", "bn", "dollars",
                        "worth", "euros", "yuan",
                    ],
                )
        })
    }

    /// Goods without how much of them: `$200 billion worth of Chinese goods`.
    fn without_sum(&self, object: Range) -> Range {
        let text = self.text;
        let first = (object.start + 1..object.end)
            .find(|index| text.is_any(*index, &["of", "in"]) && self.sum_before(*index))
            .map_or(object.start, |of| of + 1);
        if first < object.end {
            first..object.end
        } else {
            object
        }
    }

    /// Goods that no preposition behind the instrument names: `steel tariffs`, `exempted toys from tariffs`, `buy soybeans`.
    fn goods_of(&self, frame: &Frame, measure: &mut Measure) {
        let text = self.text;
        let object = frame.object.clone();
        if frame.rule == "direct" {
            if object.start < frame.term.end && object.end > frame.term.start {
                return;
            }
            let end = object
                .clone()
                .find(|index| {
                    *index > object.start
                        && matches!(text.tokens[*index].tag, Tag::Preposition | Tag::To)
                        && !text.is(*index, "of")
                })
                .unwrap_or(object.end);
            let words = object.start..end;
            let place = text
                .hits_of(text.lexicon.actor, words.clone())
                .any(|hit| hit.last == end && economy_of(text, hit).is_some());
            let pronoun = words.len() == 1 && text.tokens[words.start].tag == Tag::Pronoun;
            if place || pronoun {
                measure.target.get_or_insert(text.span(words));
            } else {
                measure.product = Some(text.span(self.without_sum(words)));
            }
            return;
        }
        // Between verb and instrument.
        if frame.rule == "object"
            && object.start > frame.evidence.start
            && text.is_any(object.start - 1, &["from", "with"])
            && let Some(verb) = text
                .hits_of(self.concepts.act, frame.evidence.start..object.start)
                .last()
            && verb.last + 1 < object.start
        {
            let words = verb.last..object.start - 1;
            let place = text
                .hits_of(text.lexicon.actor, words.clone())
                .any(|hit| hit.last == words.end && economy_of(text, hit).is_some());
            if place {
                measure.target.get_or_insert(text.span(words));
            } else {
                measure.product = Some(text.span(self.without_sum(words)));
            }
            return;
        }
        // `steel and aluminium tariffs`
        let mut goods = text.hits_of(self.concepts.goods, object.start..frame.term.start);
        if let Some(first) = goods.next() {
            let last = goods.last().map_or(first.last, |hit| hit.last);
            let mut first = first.first;
            for _ in 0..4 {
                let Some(joint) = first.checked_sub(2).filter(|_| {
                    matches!(text.tokens[first - 1].tag, Tag::Conjunction | Tag::Comma)
                }) else {
                    break;
                };
                let Some((_, from)) = terms::ending(text, self.concepts.goods, joint + 1, 0) else {
                    break;
                };
                first = from;
            }
            measure.product = Some(text.span(first..last));
        }
    }

    /// The words that name who acts, where the measure itself has none or a pronoun.
    fn who_by_name(&self, frame: &Frame, measure: &mut Measure) {
        let text = self.text;
        let [actor] = measure.actors.as_slice() else {
            return;
        };
        let pronoun = match (&frame.actor, measure.actor) {
            (Some(words), Some(span)) => {
                let named = self.name_in(words);
                let code = named.len() == 1
                    && matches!(text.tokens[named.start].tag, Tag::Pronoun | Tag::Possessive);
                let nobody = text
                    .hits_of(text.lexicon.actor, words.clone())
                    .next()
                    .is_none()
                    && span.end > span.start
                    && !named
                        .clone()
                        .any(|index| matches!(text.tokens[index].tag, Tag::Noun | Tag::Proper));
                code || nobody
            }
            (None, _) | (_, None) => true,
        };
        if !pronoun {
            return;
        }
        let sentence = text.sentence_of(frame.evidence.start);
        let before = text.sentences[sentence].first..frame.evidence.start.max(frame.term.start);
        let mut found = None;
        for hit in text.hits_of(text.lexicon.actor, before) {
            if economy_of(text, hit) == Some(actor.as_str())
                && !matches!(
                    text.lexicon.actors.term(&text.meaning(hit).value),
                    Some(crate::lexicon::ActorTerm::Adjective(_))
                )
            {
                found = Some(hit.range());
            }
        }
        if let Some(words) = found {
            measure.actor = Some(text.span(words));
        }
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
