//! Measures: what an economy does to trade, did, or may do.
//!
//! Every noun of an instrument (`tariffs`, `export controls`) is asked what is done to it: by the verb it is the object
//! or subject of, by a noun before or behind it (`removal of tariffs`, `tariff hikes`), by a relative clause; if nothing
//! is, it stands for a measure in force when it is described closely enough. Verbs that are a measure by themselves
//! (`exempt`, `retaliate`, `buy`) are read in [`direct`].

mod alone;
mod direct;
mod parties;
mod phrase;
mod stage;
mod terms;
mod values;

#[cfg(test)]
mod tests;

use self::parties::{Parties, economy_of};
use self::phrase::Phrase;
use self::stage::Stage;
use self::terms::Concepts;
use super::Context;
use crate::clause::{Form, Range};
use crate::fact::{Action, Extract, Fact, Instrument, Measure, Status};
use crate::lexicon::ActorTerm;
use crate::text::Text;
use crate::time::{Anchor, Tense};
use crate::words::Tag;

/// Reads the measures of a text.
pub(super) fn read(context: &Context<'_, '_>) -> Vec<Extract> {
    let concepts = Concepts::of(context.text.lexicon);
    let mut reader = Reader {
        context,
        text: context.text,
        parties: Parties::of(context.text),
        concepts,
        found: Vec::new(),
        used: Vec::new(),
        before: None,
        last: None,
        vague: Vec::new(),
    };
    for number in 0..context.text.sentences.len() {
        let hits = context.text.hits_in(number);
        if hits.iter().any(|hit| {
            hit.concept == reader.concepts.instrument || hit.concept == reader.concepts.direct
        }) {
            reader.sentence(number);
        }
        reader.parties.pass(context.text, number);
    }
    reader.found
}

/// A measure before its parties and values are filled in.
struct Frame {
    evidence: Range,
    action: Action,
    instrument: Instrument,
    stage: Stage,
    /// The words of who acts.
    actor: Option<Range>,
    /// The words of whom it meets, where a verb names them.
    target: Option<Range>,
    /// The phrase of the instrument, or of the object.
    object: Range,
    /// The term inside it.
    term: Range,
    rule: &'static str,
    confidence: f64,
}

struct Reader<'c, 't, 'd> {
    context: &'c Context<'t, 'd>,
    text: &'t Text<'d>,
    concepts: Concepts,
    parties: Parties,
    found: Vec<Extract>,
    /// Verbs of this sentence that made a measure.
    used: Vec<usize>,
    /// The frame before in this sentence, for members of a list: where it ends, and what they share.
    before: Option<Shared>,
    /// The instrument read last, which `the measures` means.
    last: Option<Instrument>,
    /// Vague mentions already noted, by actor and instrument.
    vague: Vec<(Vec<String>, Instrument, Action)>,
}

/// What the members of a list share: `a duty on goods and a ban on software`.
struct Shared {
    end: usize,
    action: Action,
    stage: Stage,
    actor: Option<Range>,
}

impl Reader<'_, '_, '_> {
    fn sentence(&mut self, number: usize) {
        let text = self.text;
        let sentence = text.sentences[number];
        let mut end = sentence.last;
        while end > sentence.first && text.tokens[end - 1].tag == Tag::Stop {
            end -= 1;
        }
        let within = sentence.first..end;
        self.used.clear();
        self.before = None;
        let mut done = sentence.first;
        let mut hits: Vec<(Range, &'static str)> = Vec::new();
        for hit in text
            .hits_in(number)
            .iter()
            .filter(|hit| hit.concept == self.concepts.instrument)
        {
            // The longest of those that overlap.
            if let Some((last, _)) = hits.last()
                && hit.first < last.end
            {
                if hit.last > last.end {
                    hits.pop();
                } else {
                    continue;
                }
            }
            hits.push((hit.range(), &text.meaning(hit).value));
        }
        for index in 0..hits.len() {
            let (term, value) = hits[index].clone();
            if term.start < done {
                continue;
            }
            let next = hits.get(index + 1).map(|(term, _)| term.start);
            let phrase = Phrase::of(text, &within, term.clone(), next);
            if let Some(head) = self.instrument(number, &within, &phrase, value) {
                done = head;
            }
        }
        direct::read(self, number, &within);
        alone::read(self, number, &within);
    }

    /// Reads one instrument; returns where its own noun group ends.
    fn instrument(
        &mut self,
        number: usize,
        within: &Range,
        phrase: &Phrase,
        value: &'static str,
    ) -> Option<usize> {
        let text = self.text;
        let head = phrase.head;
        if value == "loose" && text.is(head, "of") {
            return None;
        }
        // A tariff war is no tariff; nor is a tax in general.
        let mut behind = phrase.term.end;
        while behind < within.end
            && (text.tokens[behind].tag == Tag::Dash
                && text.tokens[behind].end == text.tokens[behind].start + 1)
        {
            behind += 1;
        }
        if behind <= head {
            let last = text
                .hits_of(self.concepts.not, behind..head.max(behind))
                .any(|hit| hit.last == head);
            if last {
                return Some(head);
            }
        }
        let around = phrase.first..phrase.last.min(phrase.head + 12);
        let wide = phrase.first.saturating_sub(6).max(within.start)..around.end;
        let mut instrument = terms::instrument(text, &self.concepts, value, around.clone())
            .or_else(|| terms::instrument(text, &self.concepts, value, wide))?;
        if value == "loose" && instrument == Instrument::Unspecified {
            instrument = self.last.unwrap_or(instrument);
        }
        if value == "exemption"
            && !within.clone().any(|token| {
                text.is_any(
                    token,
                    &["tariff", "tariffs", "duties", "duty", "levies", "levy"],
                )
            })
            && !self.in_tariff_text(number)
        {
            return None;
        }
        if value == "exemption" {
            instrument = Instrument::Tariff;
        }
        let frame = self
            .compound(number, within, phrase, instrument)
            .or_else(|| self.nominal(number, within, phrase, instrument))
            .or_else(|| self.subject(number, within, phrase, instrument))
            .or_else(|| self.object(number, within, phrase, instrument))
            .or_else(|| self.relative(number, within, phrase, instrument))
            .or_else(|| self.bare(number, within, phrase, instrument, value));
        if let Some(mut frame) = frame {
            if value == "loose" && !self.loose(&frame) {
                return None;
            }
            self.more(&mut frame);
            if matches!(frame.rule, "bare" | "vague")
                && let Some(before) = &self.before
                && before.end <= frame.evidence.start
                && frame.evidence.start - before.end <= 4
                && text.tokens[before.end..frame.evidence.start]
                    .iter()
                    .all(|token| matches!(token.tag, Tag::Comma | Tag::Conjunction | Tag::Adverb))
            {
                frame.stage = before.stage;
                frame.actor = frame.actor.or_else(|| before.actor.clone());
                if frame.action == Action::Impose {
                    frame.action = before.action;
                }
                frame.rule = "joined";
            }
            self.before = Some(Shared {
                end: frame.evidence.end,
                action: frame.action,
                stage: frame.stage,
                actor: frame.actor.clone(),
            });
            self.last = Some(instrument);
            self.fit(&mut frame, value);
            // What is to be taken away is in force: two facts in one phrase.
            if let Some(outer) = self.outer(&frame) {
                self.emit(&outer);
            }
            let nested = matches!(
                frame.action,
                Action::Remove | Action::Cut | Action::Suspend | Action::Ease
            ) && matches!(frame.rule, "object" | "passive" | "nominal")
                && frame.object.len() < frame.evidence.len();
            let imposed = (phrase.head..phrase.last)
                .any(|index| matches!(text.tokens[index].tag, Tag::Participle | Tag::Past));
            let removed = frame.action == Action::Remove && self.stands_alone(phrase) || imposed;
            self.emit(&frame);
            let inner = if nested {
                self.relative(number, within, phrase, instrument)
                    .or_else(|| {
                        removed
                            .then(|| self.bare(number, within, phrase, instrument, value))
                            .flatten()
                    })
            } else {
                None
            };
            if let Some(mut inner) = inner {
                self.fit(&mut inner, value);
                inner.rule = "inner";
                if inner.stage.status == Status::Hypothetical {
                    inner.stage.status = Status::InForce;
                }
                inner.confidence = 0.5;
                self.emit(&inner);
            }
        }
        Some(head)
    }

    /// `revoke its decision to impose`: what happens to the decision happens to the measure.
    fn outer(&mut self, frame: &Frame) -> Option<Frame> {
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
            confidence: 0.55,
        })
    }

    /// Whether the sentences around speak of tariffs.
    fn in_tariff_text(&self, number: usize) -> bool {
        let from = number.saturating_sub(2);
        (from..=number).any(|sentence| {
            self.text.hits_in(sentence).iter().any(|hit| {
                hit.concept == self.concepts.instrument
                    && &*self.text.meaning(hit).value == "tariff"
            })
        })
    }

    /// `the 145% tariffs`, `tariffs imposed by Washington`: named closely enough to be a fact beside the one it is part of.
    fn stands_alone(&self, phrase: &Phrase) -> bool {
        let text = self.text;
        let participle = (phrase.head..phrase.last)
            .any(|index| matches!(text.tokens[index].tag, Tag::Participle | Tag::Past));
        let rate = values::rates(text, phrase.first..phrase.head);
        participle || rate.0.is_some() || self.owner(phrase).1.is_some()
    }
    /// `these measures` count only where they take effect, are taken back or answer somebody.
    fn loose(&self, frame: &Frame) -> bool {
        match frame.rule {
            "effect" => frame.evidence.clone().any(|index| {
                self.text
                    .is_any(index, &["effect", "force", "expire", "expired"])
            }),
            "nominal" | "object" | "passive" => matches!(
                frame.action,
                Action::Remove | Action::Suspend | Action::Ease
            ),
            _ => false,
        }
    }

    /// Higher, more and additional tariffs are a raise.
    fn more(&self, frame: &mut Frame) {
        let text = self.text;
        let more = (frame.object.start..frame.term.start).any(|index| {
            text.is_any(
                index,
                &[
                    "higher",
                    "additional",
                    "more",
                    "increased",
                    "further",
                    "extra",
                    "steeper",
                    "tougher",
                    "stiffer",
                    "heavier",
                ],
            )
        });
        let reduced = (frame.object.start..frame.term.start)
            .any(|index| text.is_any(index, &["reduced", "lower"]));
        if frame.action == Action::Impose && more && frame.stage.status != Status::Denied {
            frame.action = Action::Raise;
        } else if frame.action == Action::Impose && reduced {
            frame.action = Action::Cut;
            if matches!(frame.rule, "bare" | "vague") {
                frame.stage.status = Status::Announced;
            }
        }
        // `take duties to 104 percent`
        if matches!(frame.action, Action::Impose | Action::Cut)
            && frame.rule == "object"
            && (frame.evidence.start..frame.term.start).any(|index| {
                text.is_any(
                    index,
                    &[
                        "take", "takes", "took", "taking", "bring", "brings", "brought", "bringing",
                    ],
                )
            })
        {
            let down = (frame.term.end..(frame.object.end + 3).min(text.tokens.len()))
                .any(|index| text.is_any(index, &["down", "back", "from"]));
            let to = (frame.term.end..frame.object.end).any(|index| text.is(index, "to"));
            if down {
                frame.action = Action::Cut;
            } else if to {
                frame.action = Action::Raise;
            }
        }
        if matches!(frame.action, Action::Exempt)
            && frame.instrument == Instrument::Tariff
            && (frame.evidence.start..frame.evidence.end).any(|index| {
                text.is_any(
                    index,
                    &[
                        "exclude",
                        "excluded",
                        "excluding",
                        "exclusion",
                        "exclusions",
                    ],
                )
            })
        {
            frame.instrument = Instrument::TariffExclusion;
        }
        // `no new tariff will be imposed`
        if text.is(frame.object.start, "no")
            && matches!(
                frame.stage.status,
                Status::Planned | Status::InForce | Status::Considered
            )
        {
            frame.stage.status = if frame.stage.status == Status::Planned {
                Status::Denied
            } else {
                Status::NotDone
            };
        }
        if frame
            .evidence
            .clone()
            .any(|index| text.is_any(index, &["reportedly", "reported"]))
            && frame.stage.status == Status::InForce
        {
            frame.stage.status = Status::Reported;
        }
    }

    /// Actions that go with the instrument: controls restrict, exemptions exempt.
    fn fit(&self, frame: &mut Frame, value: &str) {
        let hard = matches!(
            frame.action,
            Action::Impose | Action::Raise | Action::Announce
        );
        match frame.instrument {
            Instrument::ExportControl | Instrument::NonTariff | Instrument::Visa => {
                if matches!(frame.action, Action::Impose | Action::Raise) {
                    frame.action = Action::Restrict;
                } else if frame.action == Action::Cut {
                    frame.action = Action::Ease;
                }
                let words = frame.evidence.clone();
                if self.text.is_any(
                    frame.term.end.saturating_sub(1),
                    &[
                        "license", "licence", "licenses", "licences", "permits", "permit",
                    ],
                ) && !words.clone().any(|token| {
                    self.text.is_any(
                        token,
                        &[
                            "revoke",
                            "revoked",
                            "withdraw",
                            "suspend",
                            "suspended",
                            "halt",
                        ],
                    )
                }) {
                    frame.action = Action::License;
                }
            }
            Instrument::Investigation if frame.stage.status == Status::InForce => {
                frame.stage.status = Status::Past;
            }
            Instrument::Sanction if hard => frame.action = Action::Sanction,
            Instrument::TariffExclusion
                if matches!(
                    frame.action,
                    Action::Impose | Action::Announce | Action::Raise | Action::Keep
                ) =>
            {
                frame.action = Action::Exempt;
            }
            Instrument::Unspecified
                if matches!(
                    frame.action,
                    Action::Impose | Action::Announce | Action::Raise
                ) =>
            {
                frame.action = Action::Retaliate;
            }
            _ => {}
        }
        if value == "exemption"
            && matches!(
                frame.action,
                Action::Impose | Action::Announce | Action::Raise | Action::Restrict
            )
        {
            frame.action = Action::Exempt;
        }
    }

    /// `tariff hikes`, `tariff threats`, `tariff announcement`.
    fn compound(
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
        } else if let Some((value, last)) = terms::longest(text, self.concepts.stage_noun, behind) {
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
        if (status.is_some() || action == Action::Announce) && !told {
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
            confidence: 0.6,
        })
        .filter(|_| within.contains(&first))
    }

    /// `removal of tariffs`, `a threat of tariffs`, `plans for tariffs`.
    fn nominal(
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
            (Action::Impose, noun, terms::status(value))
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
        if let Some(verb) = gerund {
            start = self.start(verb, &stage).min(first);
            self.used.push(verb);
        }
        if let Some((value, at)) = outer
            && let Some(status) = terms::status(value)
        {
            stage.status = status;
            start = phrase::left(text, within.start, at);
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
            confidence: 0.6,
        })
    }

    /// The status of an action that is named by a noun: from the verb that has it as object, or from what is said of it.
    fn noun_stage(&self, number: usize, first: usize, last: usize, action: Action) -> Stage {
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
            if matches!(text.verbs[verb].form, Form::Future) {
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

    /// The verb group that has a noun group as its object, at most a few words before it.
    fn verb_before(&self, number: usize, first: usize, reach: usize) -> Option<usize> {
        let text = self.text;
        let verb = text
            .verbs_in(number)
            .rev()
            .find(|verb| text.verbs[*verb].main < first)?;
        let text = self.text;
        let group = &text.verbs[verb];
        let from = group.last;
        (from <= first && first - from <= reach).then_some(())?;
        text.tokens[from..first]
            .iter()
            .all(|token| {
                token.tag.is_nominal()
                    || matches!(
                        token.tag,
                        Tag::Preposition | Tag::Adverb | Tag::Quote | Tag::To | Tag::Dash
                    )
            })
            .then_some(verb)
    }

    /// The verb group that has a noun group at the head of its subject.
    fn verb_of_subject(&self, number: usize, first: usize, last: usize) -> Option<usize> {
        let text = self.text;
        text.verbs_in(number).find(|verb| {
            let verb = &text.verbs[*verb];
            verb.form.finite()
                && verb.first >= last
                && verb.subject.as_ref().is_some_and(|subject| {
                    subject.contains(&(last - 1))
                        && subject.start >= first.saturating_sub(3)
                        && subject.start <= last
                })
        })
    }

    /// `tariffs were lifted`, `the duties took effect`.
    fn subject(
        &mut self,
        number: usize,
        within: &Range,
        phrase: &Phrase,
        instrument: Instrument,
    ) -> Option<Frame> {
        let text = self.text;
        let verb = text.verbs_in(number).find(|verb| {
            let verb = &text.verbs[*verb];
            verb.first >= phrase.head
                && (verb.form.finite() || verb.passive)
                && verb.subject.as_ref().is_some_and(|subject| {
                    subject.contains(&phrase.term.start)
                        && !text.tokens[subject.start..phrase.term.start]
                            .iter()
                            .enumerate()
                            .any(|(offset, token)| {
                                token.tag == Tag::Preposition
                                    && !text.is_any(subject.start + offset, &["of", "in", "per"])
                                    && subject.start + offset < phrase.first
                            })
                })
        });
        let verb = match verb {
            Some(verb) => verb,
            // An infinitive under a passive verb: `tariffs are expected to rise`; or `tariffs to take effect`.
            None => return None,
        };
        let text = self.text;
        let group = &text.verbs[verb];
        // `are set to take effect`: what follows the governing verb counts.
        let mut main = verb;
        let chained = text.verbs_in(number).find(|next| {
            text.verbs[*next].governor == Some(verb)
                && text.verbs[*next].form == Form::Infinitive
                && text.verbs[*next].first <= group.last + 1
        });
        let staged =
            terms::longest(text, self.concepts.stage, group.main).and_then(|(value, _)| {
                terms::status(value).or((value == "aspect").then_some(Status::InForce))
            });
        if let (Some(next), Some(_)) = (chained, staged) {
            main = next;
        }
        let (group_main, passive) = (
            text.verbs[main].main,
            text.verbs[main].passive || main == verb && group.passive,
        );
        let act = terms::longest(text, self.concepts.act, group_main);
        let effect = terms::longest(text, self.concepts.effect, group_main)
            .or_else(|| terms::longest(text, self.concepts.effect, text.verbs[main].last))
            // `fall under an agreement`
            .filter(|(_, last)| {
                *last > group_main + 1 || !text.is_any(*last, &["under", "within", "on", "into"])
            });
        let (action, last, rule) = if passive && act.is_some() {
            let (value, last) = act?;
            (terms::action(value)?, last, "passive")
        } else if !passive && effect.is_some() {
            let (value, last) = effect?;
            (terms::action(value)?, last, "effect")
        } else if !passive
            && let Some(end) = (group_main + 1..(group_main + 7).min(within.end))
                .find_map(|index| values::percent_at(text, index).map(|(end, _)| end))
            && text.tokens[group_main + 1..end].iter().all(|token| {
                token.tag.is_nominal()
                    || matches!(
                        token.tag,
                        Tag::Adverb | Tag::Preposition | Tag::Other | Tag::To
                    )
            })
            && matches!(text.tokens[group_main].tag, Tag::Be)
                | text.is_any(
                    group_main,
                    &[
                        "stand", "stands", "stood", "total", "totals", "totalled", "average",
                        "averages", "averaged", "reach", "reached", "range", "amount", "amounts",
                        "exceed", "exceeds", "hit",
                    ],
                )
        {
            // `the current tariff is 10%`
            (Action::Impose, end, "level")
        } else if passive && main == verb && staged.is_some() && chained.is_none() {
            (Action::Impose, group.last, "staged")
        } else {
            return None;
        };
        self.used.push(main);
        self.used.push(verb);
        let mut stage = stage::of_verb(text, &self.concepts, main);
        if matches!(rule, "effect" | "level") && stage.status == Status::Announced {
            stage.status = Status::InForce;
        }
        if rule == "staged"
            && let Some(status) = staged
        {
            stage.status = status;
        }
        if action == Action::Announce && stage.status == Status::InForce {
            stage.status = Status::Announced;
        }
        let end = if rule == "level" {
            last
        } else {
            self.tail(last.max(text.verbs[main].last), within.end)
        };
        let agent = (last..(last + 2).min(within.end))
            .find(|index| text.is(*index, "by"))
            .map(|by| by + 1..end.max(by + 1));
        let (first, owner) = self.owner(phrase);
        Some(Frame {
            evidence: first..end,
            action,
            instrument,
            stage,
            actor: agent.filter(|agent| !agent.is_empty()).or(owner),
            target: None,
            object: phrase.first..end,
            term: phrase.term.clone(),
            rule,
            confidence: 0.65,
        })
    }

    /// `tariffs that Trump imposed on China`, `the taxes he has so far imposed`.
    fn relative(
        &mut self,
        number: usize,
        within: &Range,
        phrase: &Phrase,
        instrument: Instrument,
    ) -> Option<Frame> {
        let text = self.text;
        let verb = text
            .verbs_in(number)
            .find(|verb| text.verbs[*verb].first >= phrase.head)?;
        let text = self.text;
        let group = &text.verbs[verb];
        if !group.form.finite() {
            return None;
        }
        let from = phrase.last.min(group.first);
        let marker = text
            .tokens
            .get(from)
            .is_some_and(|token| matches!(token.tag, Tag::That | Tag::Wh));
        let (value, last) = terms::longest(text, self.concepts.act, group.main)?;
        let action = terms::action(value)?;
        let subject = group.subject.clone()?;
        let passive = group.passive && marker;
        if !passive {
            // The subject stands between, and no object follows.
            let between = subject.start >= from
                && text.tokens[from..subject.start]
                    .iter()
                    .all(|token| matches!(token.tag, Tag::That | Tag::Wh | Tag::Quote));
            let object = text.tokens.get(last).is_some_and(|token| {
                matches!(
                    token.tag,
                    Tag::Determiner | Tag::Noun | Tag::Proper | Tag::Number | Tag::Adjective
                )
            }) && last < within.end;
            if !between || object || subject.contains(&phrase.term.start) {
                return None;
            }
        }
        self.used.push(verb);
        let mut stage = stage::of_verb(text, &self.concepts, verb);
        if action == Action::Announce && stage.status == Status::InForce {
            stage.status = Status::Announced;
        }
        let end = self.tail(last.max(group.last), within.end);
        Some(Frame {
            evidence: phrase.first..end,
            action: if matches!(action, Action::Remove | Action::Cut) {
                action
            } else {
                action
            },
            instrument,
            stage,
            actor: (!passive).then_some(subject),
            target: None,
            object: phrase.first..end,
            term: phrase.term.clone(),
            rule: "relative",
            confidence: 0.65,
        })
    }

    /// On over what prepositions tie to a verb.
    fn tail(&self, from: usize, end: usize) -> usize {
        let phrase = Phrase::of(self.text, &(from..end), from..from, None);
        phrase.last.max(from)
    }

    /// `imposed tariffs`, `threatened tariffs`, `face tariffs`, `hit China with tariffs`.
    fn object(
        &mut self,
        number: usize,
        within: &Range,
        phrase: &Phrase,
        instrument: Instrument,
    ) -> Option<Frame> {
        let text = self.text;
        let verb = text
            .verbs_in(number)
            .rev()
            .find(|verb| text.verbs[*verb].main < phrase.first)?;
        let text = self.text;
        let group = &text.verbs[verb];
        let from = group.last;
        if from > phrase.first {
            return None;
        }
        let between = &text.tokens[from..phrase.first];
        let plain = between.len() <= 16
            && between.iter().all(|token| {
                token.tag.is_nominal()
                    || matches!(
                        token.tag,
                        Tag::Preposition
                            | Tag::Adverb
                            | Tag::Quote
                            | Tag::Dash
                            | Tag::Conjunction
                            | Tag::To
                            | Tag::Comma
                            | Tag::Other
                            | Tag::Gerund
                    )
            });
        if !plain {
            return None;
        }
        // A comma or `and` only inside a list of objects.
        let breaks = between
            .iter()
            .position(|token| matches!(token.tag, Tag::Comma));
        if let Some(at) = breaks
            && (at == 0
                || text.tokens[from..from + at]
                    .iter()
                    .all(|token| !token.tag.is_nominal()))
        {
            return None;
        }
        let act = terms::longest(text, self.concepts.act, group.main)
            .filter(|(_, last)| *last <= phrase.first);
        let bear = terms::longest(text, self.concepts.bear, group.main)
            .or_else(|| {
                (group.main + 1..(group.main + 3).min(phrase.first))
                    .find_map(|index| terms::longest(text, self.concepts.bear, index))
            })
            .filter(|(_, last)| *last <= phrase.first);
        let staged = terms::longest(text, self.concepts.stage, group.main)
            .filter(|(_, last)| *last <= phrase.first);
        let near = between
            .iter()
            .filter(|token| token.tag == Tag::Preposition)
            .count();
        let before = phrase.first.checked_sub(1).filter(|before| *before >= from);
        let through = before.is_some_and(|before| {
            text.tokens[before].tag == Tag::Preposition || text.tokens[before].tag == Tag::To
        });
        let with =
            before.is_some_and(|before| text.is_any(before, &["with", "on", "to", "by", "from"]));
        // Passive: `was hit with tariffs`, `are subject to duties`.
        let passive_bear = group.passive && with && act.is_some_and(|(value, _)| value == "impose")
            || bear.is_some()
                && !(act.is_some() && bear.is_some_and(|(value, _)| value.is_empty()));
        let mut target = None;
        let mut actor = group.subject.clone();
        let (action, stage, rule) = if passive_bear
            && (group.passive || bear.is_some())
            && (!through || with)
            && !text.is_any(group.main, &["covered"])
        {
            target = actor.take();
            let named = target.as_ref().is_some_and(|target| {
                !self.parties.named(self.context, target.clone()).is_empty()
                    || terms::any(text, self.concepts.goods, target.clone())
            }) || values::rates(text, phrase.range()).0.is_some();
            if !named {
                return None;
            }
            let stage = stage::of_verb(text, &self.concepts, verb);
            (Action::Impose, stage, "bear")
        } else if let Some((value, _)) = act {
            let action = terms::action(value)?;
            if group.passive && !matches!(group.form, Form::Participle) {
                return self.passive_object(number, within, phrase, instrument, verb, action);
            }
            // Another noun may be the object: `cut the cost of tariffs`; only `with` and places may stand between.
            if through
                && !with
                && !text.is_any(group.main + 1, &["ahead", "forward", "through", "back"])
            {
                return None;
            }
            if through
                && with
                && !matches!(
                    action,
                    Action::Impose
                        | Action::Exempt
                        | Action::Raise
                        | Action::Announce
                        | Action::Remove
                )
            {
                return None;
            }
            if near > 2 {
                return None;
            }
            // `targeted by tariffs`, `hit by tariffs`
            if before.is_some_and(|before| text.is(before, "by")) {
                return None;
            }
            // `stopped short of`, `excluded from tariffs`
            let action = if before.is_some_and(|before| text.is(before, "from")) {
                if matches!(action, Action::Exempt | Action::Remove) {
                    Action::Exempt
                } else {
                    return None;
                }
            } else {
                action
            };
            if matches!(group.form, Form::Participle)
                && actor
                    .as_ref()
                    .is_some_and(|actor| actor.end + 1 >= group.first)
                && through
            {
                // `products hit with tariffs`
                target = actor.take();
            }
            let mut stage = stage::of_verb(text, &self.concepts, verb);
            if action == Action::Announce {
                if stage.status == Status::InForce {
                    stage.status = Status::Announced;
                }
                return self.made(
                    verb,
                    within,
                    phrase,
                    instrument,
                    Action::Impose,
                    stage,
                    actor,
                    target,
                    "announced",
                );
            }
            (action, stage, "object")
        } else if let Some((value, _)) = staged {
            let status = terms::status(value)?;
            if near > 1
                || through
                    && !before.is_some_and(|before| {
                        text.is_any(before, &["with", "for", "on", "of", "against"])
                    })
            {
                return None;
            }
            if status == Status::Considered
                && ![
                    "consider",
                    "considers",
                    "considered",
                    "considering",
                    "mull",
                    "mulls",
                    "mulling",
                    "mulled",
                    "weigh",
                    "weighs",
                    "weighing",
                    "weighed",
                    "eye",
                    "eyes",
                    "eyeing",
                    "eyed",
                    "float",
                    "floats",
                    "floated",
                    "floating",
                    "contemplate",
                    "contemplating",
                    "contemplated",
                    "explore",
                    "exploring",
                    "explored",
                    "propose",
                    "proposes",
                    "proposed",
                    "proposing",
                    "recommend",
                    "recommended",
                    "recommends",
                ]
                .iter()
                .any(|word| text.is(group.main, word))
            {
                return None;
            }
            if matches!(status, Status::NotDone | Status::Expected) && through {
                return None;
            }
            let status = if group.negated {
                Status::Denied
            } else {
                status
            };
            let mut stage = Stage {
                status,
                by: Some(verb),
            };
            if matches!(status, Status::Denied) && !group.negated {
                // `rejected tariffs`: somebody else's.
                return None;
            }
            if matches!(status, Status::Promised | Status::NotDone) {
                stage.status = Status::Announced;
            }
            if status == Status::Requested {
                actor = None;
            }
            (Action::Impose, stage, "staged")
        } else {
            return None;
        };
        self.made(
            verb, within, phrase, instrument, action, stage, actor, target, rule,
        )
    }

    /// `goods were exempted from tariffs`.
    fn passive_object(
        &mut self,
        _number: usize,
        within: &Range,
        phrase: &Phrase,
        instrument: Instrument,
        verb: usize,
        action: Action,
    ) -> Option<Frame> {
        let from = phrase
            .first
            .checked_sub(1)
            .is_some_and(|before| self.text.is_any(before, &["from", "of"]));
        if !(from && matches!(action, Action::Exempt | Action::Remove)) {
            return None;
        }
        let stage = stage::of_verb(self.text, &self.concepts, verb);
        let target = self.text.verbs[verb].subject.clone();
        self.made(
            verb,
            within,
            phrase,
            instrument,
            Action::Exempt,
            stage,
            None,
            target,
            "exempted",
        )
    }

    #[allow(clippy::too_many_arguments, reason = "the parts of a frame")]
    fn made(
        &mut self,
        verb: usize,
        _within: &Range,
        phrase: &Phrase,
        instrument: Instrument,
        action: Action,
        stage: Stage,
        actor: Option<Range>,
        target: Option<Range>,
        rule: &'static str,
    ) -> Option<Frame> {
        self.used.push(verb);
        if self.hoped(verb) {
            return None;
        }
        let text = self.text;
        let group = &text.verbs[verb];
        let mut actor = actor;
        if group.form == Form::Gerund
            && text.is(group.first.saturating_sub(1), "by")
            && let Some(above) = verb
                .checked_sub(1)
                .filter(|above| text.verbs[*above].sentence == group.sentence)
        {
            // `shook trade by imposing`
            actor = text.verbs[above].subject.clone();
        }
        let noun = self.noun_above(verb);
        if let Some(noun) = &noun {
            let owned = self.owner_in(noun.clone());
            let agent = (noun.end..group.first)
                .find(|index| text.is(*index, "by"))
                .map(|by| by + 1..group.first);
            let above = text
                .verbs_in(group.sentence)
                .rev()
                .find(|above| text.verbs[*above].last <= noun.start)
                .and_then(|above| text.verbs[above].subject.clone());
            actor = agent.or(owned).or(above).or(actor);
        }
        let mut stage = stage;
        if matches!(rule, "bear") && stage.status == Status::Announced {
            stage.status = Status::InForce;
        }
        let start = self.start(verb, &stage);
        let owner = self.owner(phrase).1;
        let hostile = matches!(
            action,
            Action::Remove | Action::Cut | Action::Suspend | Action::Keep | Action::Extend
        );
        Some(Frame {
            evidence: noun.map_or(start, |noun| noun.start).min(phrase.first)..phrase.last,
            action,
            instrument,
            stage,
            // `cancel US tariffs`: whose they are beats who is said to act.
            actor: if hostile && owner.is_some() {
                owner
            } else {
                actor
            },
            target,
            object: phrase.range(),
            term: phrase.term.clone(),
            rule,
            confidence: if rule == "object" { 0.75 } else { 0.6 },
        })
    }

    /// The noun that governs an infinitive or gerund, with what stands before it: `Trump's threat to`.
    fn noun_above(&self, verb: usize) -> Option<Range> {
        let text = self.text;
        let group = &text.verbs[verb];
        if !matches!(group.form, Form::Infinitive | Form::Gerund) {
            return None;
        }
        let from = text.sentences[group.sentence].first;
        let floor = text
            .verbs_in(group.sentence)
            .filter(|above| *above < verb)
            .last()
            .map_or(from, |above| text.verbs[above].last);
        let hit = text
            .hits_of(
                self.concepts.stage_noun,
                floor.max(group.first.saturating_sub(14))..group.first,
            )
            .last()?;
        // `agreed on a deal with China to lift`: only a noun right before, or one with its agent.
        let near = hit.last + 1 >= group.first
            || text.is(hit.last, "by")
            || text.tokens[hit.last..group.first]
                .iter()
                .all(|token| matches!(token.tag, Tag::Preposition | Tag::Quote | Tag::Adverb));
        near.then(|| phrase::left(text, from, hit.first)..hit.last)
    }

    /// Whether a verb hangs on a noun of hope, fear or competence: `the authority to levy`.
    fn hoped(&self, verb: usize) -> bool {
        let text = self.text;
        let group = &text.verbs[verb];
        if !matches!(group.form, Form::Infinitive | Form::Gerund) {
            return false;
        }
        let from = text.sentences[group.sentence].first;
        let mut before = group.first;
        while before > from && text.tokens[before - 1].tag == Tag::Preposition {
            before -= 1;
        }
        terms::ending(text, self.concepts.stage_noun, before, from)
            .is_some_and(|(value, _)| value == "skip")
    }

    /// Where the evidence of a verb begins: its subject, or that of the verbs that govern it.
    fn start(&self, verb: usize, stage: &Stage) -> usize {
        let text = self.text;
        let group = &text.verbs[verb];
        let near = |verb: usize| {
            let group = &text.verbs[verb];
            group
                .subject
                .as_ref()
                .filter(|subject| {
                    subject.start < group.first
                        && group.first - subject.end.min(group.first) <= 4
                        && group.first - subject.start <= 24
                })
                .map(|subject| subject.start)
        };
        if let Some(start) = near(verb).filter(|_| !group.inherited || group.governor.is_none()) {
            return start;
        }
        let mut above = verb;
        for _ in 0..4 {
            match text.verbs[above].governor {
                Some(governor)
                    if matches!(text.verbs[above].form, Form::Infinitive | Form::Gerund) =>
                {
                    // A noun governs: `a plan to`; the evidence need not reach further.
                    if stage.status == Status::Requested
                        && near(above).is_some_and(|start| {
                            start > text.verbs[governor].last.saturating_sub(1)
                        })
                    {
                        break;
                    }
                    above = governor;
                }
                _ => break,
            }
        }
        near(above).unwrap_or(text.verbs[above].first)
    }

    /// An instrument that nothing is done to, described closely enough to be in force.
    fn bare(
        &self,
        number: usize,
        within: &Range,
        phrase: &Phrase,
        instrument: Instrument,
        value: &str,
    ) -> Option<Frame> {
        let text = self.text;
        if matches!(
            value,
            "exemption" | "probe" | "intellectual_property" | "subsidy" | "tariff_exclusion"
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
            confidence: 0.45,
        })
    }

    /// Where a phrase begins with its owner, and the owner's words: `Trump's tariffs`, `US tariffs`, `its tariffs`.
    fn owner(&self, phrase: &Phrase) -> (usize, Option<Range>) {
        (phrase.first, self.owner_in(phrase.first..phrase.term.start))
    }

    fn owner_in(&self, range: Range) -> Option<Range> {
        let text = self.text;
        for hit in text.hits_of(text.lexicon.actor, range.clone()) {
            let term = text.lexicon.actors.term(&text.meaning(hit).value);
            let possessed = text
                .tokens
                .get(hit.last)
                .is_some_and(|token| token.tag == Tag::Possessive);
            let owns = match term {
                Some(ActorTerm::Person(_) | ActorTerm::Office(_) | ActorTerm::Adjective(_)) => true,
                Some(ActorTerm::Economy(_)) => {
                    possessed
                        || economy_of(text, hit).is_some_and(|code| matches!(code, "USA" | "EU"))
                }
                Some(ActorTerm::Title(_)) => possessed,
                _ => false,
            };
            if owns {
                return Some(hit.range());
            }
        }
        range
            .clone()
            .find(|index| text.is_any(*index, &["his", "its", "their", "our", "her", "my"]))
            .map(|index| index..index + 1)
    }

    /// Fills in parties and values, and notes the measure.
    fn emit(&mut self, frame: &Frame) {
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
            frame.confidence,
        ));
    }

    /// To the end of the clause.
    fn reach(&self, from: usize, end: usize) -> usize {
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

    fn time(&self, frame: &Frame, reach: usize, measure: &mut Measure) {
        let text = self.text;
        let from = if matches!(frame.rule, "bare" | "vague") || frame.rule == "inner" {
            frame.evidence.start
        } else {
            frame.evidence.start
        };
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
    fn parties_of(&mut self, frame: &Frame, measure: &mut Measure) {
        let text = self.text;
        let mut actors = Vec::new();
        if let Some(words) = &frame.actor {
            actors = self.parties.named(self.context, words.clone());
            measure.actor = Some(text.span(self.name_in(words)));
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
    fn name_in(&self, words: &Range) -> Range {
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
