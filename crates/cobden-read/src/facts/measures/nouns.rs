//! Actions that are named by nouns, and measures that stand alone: `tariff hikes`, `removal of tariffs`, `the 145% tariffs`.

use super::phrase::{self, Phrase};
use super::stage::{self, Stage};
use super::{Frame, Reader, terms, values};
use crate::clause::{Form, Range};
use crate::fact::{Action, Instrument, Status};
use crate::lexicon::ActorTerm;
use crate::words::Tag;

impl Reader<'_, '_, '_> {
    /// `revoke its decision to impose`: what happens to the decision happens to the measure.
    pub(super) fn outer(&mut self, frame: &Frame) -> Option<Frame> {
        let text = self.text;
        if !matches!(frame.rule, "object" | "nominal") {
            return None;
        }
        let noun = (frame.evidence.start..frame.term.start)
            .find(|index| terms::longest(text, self.concepts.stage_noun, *index).is_some())?;
        let number = text.sentence_of(noun);
        let verb = self.verb_before(number, noun, 3)?;
        if text.verbs[verb].first >= frame.evidence.start {
            return None;
        }
        let (value, _) = terms::longest(text, self.concepts.act, text.verbs[verb].main)?;
        let action = terms::action(value)?;
        if !matches!(action, Action::Remove | Action::Suspend) {
            return None;
        }
        let stage = stage::of_verb(text, &self.concepts, verb);
        self.used.push(verb);
        Some(Frame {
            evidence: self.start(verb, &stage)..frame.evidence.end,
            action,
            instrument: frame.instrument,
            stage,
            actor: text.verbs[verb].subject.clone(),
            target: None,
            object: frame.object.clone(),
            term: frame.term.clone(),
            rule: "outer",
        })
    }

    /// `tariff hikes`, `tariff threats`, `tariff announcement`.
    pub(super) fn compound(
        &self,
        number: usize,
        within: &Range,
        phrase: &Phrase,
        instrument: Instrument,
    ) -> Option<Frame> {
        let text = self.text;
        let behind = phrase.term.end;
        let (action, last, status) = if let Some((value, last)) =
            terms::longest(text, self.concepts.noun, behind)
        {
            (terms::action(value)?, last, None)
        } else if let Some((value, last)) = terms::longest(text, self.concepts.stage_noun, behind)
            .filter(|(value, _)| *value != "skip")
        {
            (Action::Impose, last, terms::status(value))
        } else {
            return None;
        };
        if last < phrase.head
            && text
                .hits_of(self.concepts.not, last..phrase.head)
                .any(|hit| hit.last == phrase.head)
        {
            return None;
        }
        // `tariff cut announcement`
        let stage_behind = terms::longest(text, self.concepts.stage_noun, last)
            .and_then(|(value, _)| terms::status(value));
        let action = if action == Action::Impose && status == Some(Status::Announced) {
            Action::Announce
        } else {
            action
        };
        let mut stage = self.noun_stage(number, phrase.first, phrase.head, action);
        if let Some(status) = status.or(stage_behind) {
            stage.status = status;
        }
        let (first, actor) = self.owner(phrase);
        let told = actor.is_some()
            || values::rates(text, phrase.range()).0.is_some()
            || text
                .hits_of(text.lexicon.actor, phrase.head..phrase.last)
                .next()
                .is_some();
        if (status.is_some() || action == Action::Announce) && !told
            || self.only_opposed(number, phrase)
        {
            return None;
        }
        Some(Frame {
            evidence: first..phrase.last.max(last),
            action,
            instrument,
            stage,
            actor,
            target: None,
            object: phrase.range(),
            term: phrase.term.clone(),
            rule: "compound",
        })
        .filter(|_| within.contains(&first))
    }

    /// `removal of tariffs`, `a threat of tariffs`, `plans for tariffs`.
    pub(super) fn nominal(
        &mut self,
        number: usize,
        within: &Range,
        phrase: &Phrase,
        instrument: Instrument,
    ) -> Option<Frame> {
        let text = self.text;
        let before = phrase
            .first
            .checked_sub(1)
            .filter(|before| *before > within.start)?;
        if !text.is_any(
            before,
            &["of", "in", "to", "on", "from", "for", "against", "over"],
        ) {
            return None;
        }
        let (action, noun, status) = if let Some((value, noun)) =
            terms::ending(text, self.concepts.noun, before, within.start)
                .filter(|(_, noun)| !text.tokens[*noun].tag.is_verb() || text.is(before, "of"))
        {
            (terms::action(value)?, noun, None)
        } else if let Some((value, noun)) =
            terms::ending(text, self.concepts.act, before, within.start)
                .filter(|(_, noun)| text.is(before, "of") && text.tokens[*noun].tag == Tag::Gerund)
        {
            // `the canceling of duties`
            (terms::action(value)?, noun, None)
        } else if let Some((value, noun)) =
            terms::ending(text, self.concepts.stage_noun, before, within.start)
        {
            // `talks on tariffs` are not talk of tariffs.
            if text.is_any(noun, &["talks"]) || text.is(noun, "talk") && !text.is(before, "of") {
                return None;
            }
            (Action::Impose, noun, Some(terms::status(value)?))
        } else {
            return None;
        };
        let first = phrase::left(text, within.start, noun);
        if text.is(first, "no") {
            return None;
        }
        let gerund = text
            .verbs_in(number)
            .find(|verb| text.verbs[*verb].main == noun);
        let mut stage = match gerund {
            Some(verb) => stage::of_verb(text, &self.concepts, verb),
            None => self.noun_stage(number, first, noun + 1, action),
        };
        if let Some(status) = status {
            stage.status = status;
        }
        // `threat of a suspension of tariffs`
        let outer = first
            .checked_sub(1)
            .filter(|index| {
                *index > within.start && text.is_any(*index, &["of", "for", "on", "about"])
            })
            .and_then(|index| terms::ending(text, self.concepts.stage_noun, index, within.start));
        let mut start = first;
        let mut action = action;
        // `postponed the imposition of duties`
        if matches!(action, Action::Impose | Action::Raise)
            && gerund.is_none()
            && let Some(verb) = self.verb_before(number, first, 3)
            && let Some((value, _)) = terms::longest(text, self.concepts.act, text.verbs[verb].main)
            && let Some(above @ (Action::Suspend | Action::Remove | Action::Extend)) =
                terms::action(value)
        {
            action = above;
            stage = stage::of_verb(text, &self.concepts, verb);
            start = self.start(verb, &stage).min(first);
            self.used.push(verb);
        }
        // `the increase was put on hold`
        if matches!(
            action,
            Action::Impose | Action::Raise | Action::Cut | Action::Remove
        ) && gerund.is_none()
            && let Some(verb) = self.verb_of_subject(number, first, phrase.last)
            && text.verbs[verb].passive
            && let Some((value, _)) = terms::longest(text, self.concepts.act, text.verbs[verb].main)
            && let Some(above @ (Action::Suspend | Action::Remove | Action::Extend)) =
                terms::action(value)
        {
            action = above;
            stage = stage::of_verb(text, &self.concepts, verb);
            self.used.push(verb);
        }
        if let Some(verb) = gerund {
            start = self.start(verb, &stage).min(first);
            self.used.push(verb);
        }
        if let Some((value, at)) = outer
            && let Some(status) = terms::status(value)
        {
            stage.status = status;
            start = phrase::left(text, within.start, at);
            // `failed to reach an agreement on an exemption`
            if let Some(verb) = self.verb_before(number, start, 3) {
                let above = stage::of_verb(text, &self.concepts, verb);
                if matches!(above.status, Status::NotDone) {
                    stage.status = above.status;
                    start = self.start(verb, &above).min(start);
                }
            }
        }
        let agent = (phrase.head..phrase.last)
            .find(|index| text.is(*index, "by"))
            .map(|by| by + 1..phrase.last)
            .filter(|agent| !agent.is_empty());
        let owner = agent
            .or_else(|| self.owner_in(start..noun))
            .or_else(|| self.owner(phrase).1);
        Some(Frame {
            evidence: start..phrase.last,
            action,
            instrument,
            stage,
            actor: owner,
            target: None,
            object: phrase.range(),
            term: phrase.term.clone(),
            rule: "nominal",
        })
    }

    /// The status of an action that is named by a noun: from the verb that has it as object, or from what is said of it.
    pub(super) fn noun_stage(
        &self,
        number: usize,
        first: usize,
        last: usize,
        action: Action,
    ) -> Stage {
        let text = self.text;
        if let Some((value, _)) =
            (first..last).find_map(|index| terms::longest(text, self.concepts.stage_word, index))
            && let Some(status) = terms::status(value)
        {
            return Stage { status, by: None };
        }
        if let Some(verb) = self.verb_before(number, first, 6)
            && let Some((value, end)) =
                terms::longest(text, self.concepts.stage, text.verbs[verb].main)
            && end <= first
            && let Some(status) = terms::status(value)
        {
            let status = if text.verbs[verb].negated {
                Status::Denied
            } else {
                status
            };
            return Stage {
                status,
                by: Some(verb),
            };
        }
        if let Some(verb) = self.verb_before(number, first, 6)
            && terms::longest(text, self.concepts.act, text.verbs[verb].main).is_some()
        {
            let stage = stage::of_verb(text, &self.concepts, verb);
            let announced = text.is_any(
                text.verbs[verb].main,
                &["announced", "announce", "announces", "unveiled"],
            );
            return if announced && stage.status == Status::InForce {
                Stage {
                    status: Status::Announced,
                    ..stage
                }
            } else {
                stage
            };
        }
        if let Some(verb) = self.verb_of_subject(number, first, last) {
            let verb_stage = terms::longest(text, self.concepts.stage, text.verbs[verb].main);
            if text.verbs[verb].passive
                && let Some(status) = verb_stage.and_then(|(value, _)| terms::status(value))
            {
                return Stage { status, by: None };
            }
            if matches!(text.verbs[verb].form, Form::Modal) {
                return Stage {
                    status: Status::Considered,
                    by: None,
                };
            }
            let happens = terms::longest(text, self.concepts.effect, text.verbs[verb].main)
                .is_some()
                || matches!(text.tokens[text.verbs[verb].main].tag, Tag::Be)
                || text.is_any(
                    text.verbs[verb].main,
                    &["occur", "happen", "come", "follow"],
                );
            if matches!(text.verbs[verb].form, Form::Future) && happens {
                return Stage {
                    status: Status::Planned,
                    by: None,
                };
            }
        }
        let status = match action {
            Action::Remove => Status::Requested,
            Action::Announce => Status::Announced,
            Action::Cut if text.is_any(first, &["a", "any", "some"]) => Status::Considered,
            _ => Status::InForce,
        };
        Stage { status, by: None }
    }

    /// An instrument that nothing is done to, described closely enough to be in force.
    pub(super) fn bare(
        &self,
        number: usize,
        within: &Range,
        phrase: &Phrase,
        instrument: Instrument,
        value: &str,
    ) -> Option<Frame> {
        let text = self.text;
        if let Some(frame) = self.absent(number, within, phrase, instrument, value) {
            return Some(frame);
        }
        if let Some(frame) = self.listed(number, phrase, instrument) {
            return Some(frame);
        }
        if value == "exemption"
            && let Some(frame) = self.granted(number, phrase, instrument)
        {
            return Some(frame);
        }
        if matches!(
            value,
            "purchase"
                | "market"
                | "exemption"
                | "probe"
                | "intellectual_property"
                | "subsidy"
                | "tariff_exclusion"
        ) {
            let owned = self.owner(phrase).1.is_some();
            if !owned || value == "intellectual_property" {
                return None;
            }
        }
        let owner = self.owner(phrase).1;
        let rate = values::rates(text, phrase.range()).0;
        let amount = values::amount(text, phrase.range());
        let law = values::legal(text, &self.concepts, phrase.range());
        let behind = phrase.head..phrase.last;
        let on = text.tokens.get(phrase.head).is_some()
            && phrase.last > phrase.head
            && text.is_any(phrase.head, &["on", "against", "targeting", "over"]);
        let participle = behind.clone().any(|index| {
            matches!(text.tokens[index].tag, Tag::Participle)
                && text.is_any(
                    index,
                    &[
                        "imposed",
                        "levied",
                        "placed",
                        "slapped",
                        "announced",
                        "introduced",
                        "applied",
                        "enacted",
                        "unveiled",
                        "implemented",
                    ],
                )
        });
        let economy = text.hits_of(text.lexicon.actor, behind).next().is_some();
        let goods = terms::any(text, self.concepts.goods, phrase.head..phrase.last);
        let described = rate.is_some() as u8 * 2
            + amount.is_some() as u8 * 2
            + law.is_some() as u8 * 2
            + participle as u8 * 2
            + u8::from(on && (economy || goods)) * 2
            + u8::from(self.described(number, phrase)) * 2
            + owner.is_some() as u8 * 2;
        if described < 2 {
            return None;
        }
        if instrument == Instrument::Unspecified
            && text.is_any(phrase.term.start, &["retaliation"])
            && owner.is_none()
        {
            return None;
        }
        let vague = described == 2 && owner.is_some();
        // `Trump tariffs`: a name for all of them.
        let brand = vague
            && text
                .hits_of(text.lexicon.actor, phrase.first..phrase.term.start)
                .any(|hit| {
                    matches!(
                        text.lexicon.actors.term(&text.meaning(hit).value),
                        Some(ActorTerm::Person(_))
                    ) && text.tokens[hit.last].tag != Tag::Possessive
                });
        if brand {
            return None;
        }
        let status = (phrase.first..phrase.term.start)
            .find_map(|index| terms::longest(text, self.concepts.stage_word, index))
            .and_then(|(value, _)| terms::status(value))
            .or_else(|| text.is(phrase.first, "no").then_some(Status::NotDone));
        let status = status.unwrap_or(if stage::conditional(text, number, phrase.first) {
            Status::Hypothetical
        } else {
            Status::InForce
        });
        let agent = (phrase.head..phrase.last)
            .find(|index| text.is(*index, "by"))
            .map(|by| by + 1..phrase.last)
            .filter(|agent| !agent.is_empty());
        let action = match instrument {
            Instrument::Unspecified => Action::Retaliate,
            _ => Action::Impose,
        };
        let _ = within;
        Some(Frame {
            evidence: phrase.range(),
            action,
            instrument,
            stage: Stage { status, by: None },
            actor: agent.or(owner),
            target: None,
            object: phrase.range(),
            term: phrase.term.clone(),
            rule: if vague { "vague" } else { "bare" },
        })
    }
}
