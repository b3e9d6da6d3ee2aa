//! Instruments as subjects, and in relative clauses: `tariffs were lifted`, `duties took effect`, `tariffs it imposed`.

use super::phrase::Phrase;
use super::{Frame, Reader, stage, terms, values};
use crate::clause::{Form, Range};
use crate::fact::{Action, Instrument, Status};
use crate::words::Tag;

impl Reader<'_, '_, '_> {
    /// The verb group that has a noun group as its object, at most a few words before it.
    pub(super) fn verb_before(&self, number: usize, first: usize, reach: usize) -> Option<usize> {
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
            .or_else(|| {
                // `relax some of those tariffs`
                (text.is_any(
                    from,
                    &[
                        "some", "all", "most", "many", "much", "part", "any", "several", "both",
                        "each",
                    ],
                ) && text.is(from + 1, "of")
                    && first <= from + 2)
                    .then_some(verb)
            })
    }

    /// The verb group that has a noun group at the head of its subject.
    pub(super) fn verb_of_subject(
        &self,
        number: usize,
        first: usize,
        last: usize,
    ) -> Option<usize> {
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
    pub(super) fn subject(
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
        // `the duties, imposed in 2018, were scrapped`
        let verb = verb.or_else(|| {
            (text.tokens.get(phrase.last)?.tag == Tag::Comma && phrase.last < within.end)
                .then_some(())?;
            text.verbs_in(number)
                .filter(|verb| text.verbs[*verb].first > phrase.last)
                .find(|verb| text.verbs[*verb].form.finite() && text.verbs[*verb].passive)
                .filter(|verb| {
                    let verb = &text.verbs[*verb];
                    verb.subject.is_none()
                        && text.tokens[verb.first - 1].tag == Tag::Comma
                        && verb.first - phrase.last <= 14
                })
        });
        let verb = verb?;
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
        // `tariffs will have to come down`
        let must = chained.is_some() && text.tokens[group.main].tag == Tag::Have;
        if let Some(next) = chained
            && (staged.is_some() || must)
        {
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
        } else if !passive
            && text.is_any(group_main, &["face", "faces", "faced", "facing"])
            && let Some((value, last)) = terms::longest(text, self.concepts.noun, group_main + 1)
                .or_else(|| terms::longest(text, self.concepts.noun, group_main + 2))
        {
            // `the exemption faces removal`
            (terms::action(value)?, last, "effect")
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
        if must {
            stage.status = Status::Requested;
        }
        if matches!(rule, "effect" | "level") && stage.status == Status::Announced {
            stage.status = if text.is_any(group_main, &["face", "faces", "facing"]) {
                Status::Planned
            } else {
                Status::InForce
            };
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
        })
    }

    /// `tariffs that Trump imposed on China`, `the taxes he has so far imposed`.
    pub(super) fn relative(
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
        let action = if action == Action::Announce {
            Action::Impose
        } else {
            action
        };
        Some(Frame {
            evidence: phrase.first..end,
            action,
            instrument,
            stage,
            actor: (!passive).then_some(subject),
            target: None,
            object: phrase.first..end,
            term: phrase.term.clone(),
            rule: "relative",
        })
    }

    /// On over what prepositions tie to a verb.
    pub(super) fn tail(&self, from: usize, end: usize) -> usize {
        let phrase = Phrase::of(self.text, &(from..end), from..from, None);
        phrase.last.max(from)
    }
}
