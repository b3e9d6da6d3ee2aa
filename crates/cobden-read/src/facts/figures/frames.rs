//! Figures told by verbs: what moved, what was moved, what stood where.

use super::{Found, Reader, clause, direction};
use crate::clause::{Form, Range, VerbGroup};
use crate::fact::Direction;
use crate::facts::quantity::{self, Quantity};
use crate::words::{Shape, Tag};

impl Reader<'_, '_, '_> {
    /// Reads the clause of one verb.
    pub(super) fn verb(&mut self, number: usize) {
        let text = self.context.text;
        let verb = &text.verbs[number];
        let Some(happened) = self.happened(verb) else {
            return;
        };
        let start = match (&verb.subject, self.far_subject(verb)) {
            // `imports continued to fall`
            (Some(_), _) if verb.form == Form::Infinitive && verb.inherited => {
                verb.governor.map_or(verb.first, |governor| {
                    clause::start(text, &text.verbs[governor])
                })
            }
            (None, Some(subject)) if verb.first - subject.start < 24 => subject.start,
            _ => clause::start(text, verb),
        };
        if self.covered(verb.main) || clause::is_conditional(text, start) {
            return;
        }
        let end = self.clause_end(number);
        let clause = Clause {
            verb,
            evidence: start..end,
            subject: verb
                .subject
                .clone()
                .or_else(|| self.far_subject(verb))
                .or_else(|| self.bare_subject(verb)),
            failed: !happened || verb.negated,
        };
        let found = self
            .moved(&clause)
            .or_else(|| self.pushed(&clause))
            .or_else(|| self.stood(&clause))
            .or_else(|| self.carried(&clause))
            .or_else(|| self.amounted(&clause))
            .or_else(|| self.brought(&clause))
            .or_else(|| self.ranked(&clause));
        if let Some(mut found) = found {
            if clause.failed && found.direction.is_some() {
                found.direction = Some(Direction::Flat);
            }
            self.note(found);
        }
    }

    /// The noun before an aside: `The index, known as a gauge of fear, rose`.
    pub(super) fn far_subject(&self, verb: &VerbGroup) -> Option<Range> {
        let text = self.context.text;
        let mut before = verb.first.checked_sub(1)?;
        if text.tokens[before].tag == Tag::Quote && before > 0 {
            before -= 1;
        }
        if !matches!(text.tokens[before].tag, Tag::Comma | Tag::Dash | Tag::Close)
            || !verb.form.finite() && verb.form != Form::Participle
        {
            return None;
        }
        let opening = text.sentences[verb.sentence].first;
        let group = text.nouns_in(verb.sentence).iter().find(|group| {
            group.first <= opening + 3 && self.head(&(group.first..group.last)).is_some()
        })?;
        (group.last < before).then_some(group.first..group.last)
    }

    /// `That is up from 49%`; `after slipping on Monday`: what was spoken of goes on.
    pub(super) fn bare_subject(&self, verb: &VerbGroup) -> Option<Range> {
        let text = self.context.text;
        let before = verb.first.checked_sub(1)?;
        let sentence = text.sentences[verb.sentence];
        if before < sentence.first {
            return None;
        }
        if verb.form.finite()
            && before == sentence.first
            && text.is_any(before, &["that", "this", "it"])
        {
            return Some(before..before + 1);
        }
        if verb.form != Form::Gerund
            || !text.is_any(before, &[",", "after", "before", "while", "having", "to"])
        {
            return None;
        }
        let meant = self.meant(before)?;
        (text.sentence_of(meant.start) == verb.sentence).then_some(meant)
    }

    /// Whether what a verb says came about: not what may, will or should; `None` where it is open.
    pub(super) fn happened(&self, verb: &VerbGroup) -> Option<bool> {
        let text = self.context.text;
        match verb.form {
            // The base form behind a modal that something tore away from it.
            Form::Present
                if text.tokens[verb.main].tag == Tag::Base
                    && (verb.first.saturating_sub(3)..verb.first).any(|index| {
                        matches!(text.tokens[index].tag, Tag::Modal | Tag::To)
                            && text.sentence_of(index) == verb.sentence
                    }) =>
            {
                None
            }
            Form::Past | Form::Present | Form::Participle => Some(true),
            Form::Modal | Form::Future => None,
            Form::Gerund => {
                let governor = verb.governor.map(|governor| &text.verbs[governor]);
                match governor {
                    Some(governor) if matches!(governor.form, Form::Modal | Form::Future) => None,
                    _ => Some(true),
                }
            }
            Form::Infinitive => {
                let governor = &text.verbs[verb.governor?];
                if matches!(governor.form, Form::Modal | Form::Future | Form::Infinitive) {
                    return None;
                }
                let (value, _) = self.term(
                    self.concepts.brings_about,
                    governor.main,
                    text.sentences[verb.sentence].last,
                )?;
                Some(value == "yes")
            }
        }
    }

    /// `stocks rose`: the subject moves.
    fn moved(&self, clause: &Clause<'_>) -> Option<Found> {
        let text = self.context.text;
        let verb = clause.verb;
        let (value, after) = self.term(self.concepts.move_, verb.main, clause.evidence.end)?;
        // `declined to comment`
        if text
            .tokens
            .get(after)
            .is_some_and(|token| token.tag == Tag::To)
            && text
                .tokens
                .get(after + 1)
                .is_some_and(|token| token.tag == Tag::Base)
            || verb.passive && !self.holds(self.concepts.push, verb.main..verb.main + 1)
        {
            return None;
        }
        let subject = clause.subject.clone()?;
        let quantity = self.quantity(after..clause.evidence.end);
        let what = self.subject(clause, &subject, quantity.as_ref(), after)?;
        // A direct object that is no amount: `the dollar gained support`, `Trump increased pressure`.
        let object = self.object(after, clause.evidence.end);
        let transitive = object.as_ref().is_some_and(|object| {
            let amount = object
                .clone()
                .any(|index| text.tokens[index].tag == Tag::Number);
            let noun = text.tokens[object.clone()]
                .iter()
                .any(|token| matches!(token.tag, Tag::Noun | Tag::Proper | Tag::Pronoun));
            noun && !amount && !self.is_time(object)
        });
        if transitive && !verb.passive {
            return None;
        }
        Some(Found {
            evidence: clause.evidence.clone(),
            what: Some(what),
            value: self.value(verb.main, after, clause.evidence.end, quantity.as_ref()),
            direction: direction(value),
            quantity,
            rule: "figure-move",
            confidence: 0.85,
        })
    }

    /// What moves, if the subject can: an indicator, anything with a share as its measure, a firm with a ticker's verb.
    pub(super) fn subject(
        &self,
        clause: &Clause<'_>,
        subject: &Range,
        quantity: Option<&Quantity>,
        after: usize,
    ) -> Option<Range> {
        let text = self.context.text;
        if self.is_duty(subject) {
            return None;
        }
        if self.head(subject).is_some() {
            return Some(subject.clone());
        }
        let measured = quantity.is_some_and(|quantity| {
            quantity.unit.is_change()
                || clause.verb.form == Form::Past && quantity.range.start <= after + 3
        });
        let compared = self.holds(self.concepts.peak, after..clause.evidence.end)
            || self.holds(
                self.concepts.state,
                after..(after + 3).min(clause.evidence.end),
            );
        let person = || {
            self.context
                .text
                .hits_of(text.lexicon.actor, subject.clone())
                .next()
                .is_some()
        };
        if measured && !person()
            || compared && subject.len() == 1 && text.tokens[subject.start].tag == Tag::Pronoun
        {
            return Some(subject.clone());
        }
        // A firm's name alone: Uber jumped after ...
        let name = text.tokens[subject.clone()]
            .iter()
            .all(|token| matches!(token.tag, Tag::Proper) || token.tag == Tag::Stop)
            || text.tokens[subject.clone()]
                .first()
                .is_some_and(|token| token.shape == Shape::Capital)
                && subject.len() <= 2;
        let bare = text.tokens.get(after).is_none_or(|token| {
            matches!(
                token.tag,
                Tag::Preposition
                    | Tag::Comma
                    | Tag::Stop
                    | Tag::Subordinator
                    | Tag::Adverb
                    | Tag::Number
                    | Tag::Conjunction
            )
        });
        (name
            && bare
            && !person()
            && clause.verb.form == Form::Past
            && self
                .term(self.concepts.ticker, clause.verb.main, clause.evidence.end)
                .is_some())
        .then(|| subject.clone())
    }

    /// `boosting the Hang Seng`: the object is moved, or a passive subject.
    fn pushed(&self, clause: &Clause<'_>) -> Option<Found> {
        let text = self.context.text;
        let verb = clause.verb;
        let (value, after) = self.term(self.concepts.push, verb.main, clause.evidence.end)?;
        let what = if verb.passive {
            clause.subject.clone()?
        } else {
            self.object(after, clause.evidence.end)?
        };
        if self.is_duty(&what) || self.head(&what).is_none() {
            return None;
        }
        if verb.form == Form::Present && !verb.perfect && !verb.progressive {
            return None;
        }
        // `saved billions by increasing imports`, `a way of boosting output`: a means or an aim.
        if verb.form == Form::Gerund
            && verb.first > 0
            && text.is_any(
                verb.first - 1,
                &[
                    "by",
                    "of",
                    "for",
                    "in",
                    "at",
                    "on",
                    "about",
                    "towards",
                    "toward",
                    "without",
                    "favoring",
                    "favouring",
                    "via",
                    "through",
                    "avoid",
                    "risk",
                    "favored",
                    "favoured",
                    "favors",
                ],
            )
        {
            return None;
        }
        // `absorb the reduced profits`: an adjective.
        let modifies = verb.first.checked_sub(1).is_some_and(|index| {
            matches!(
                text.tokens[index].tag,
                Tag::Determiner | Tag::Possessive | Tag::Adjective | Tag::Preposition
            )
        });
        if modifies && verb.form != Form::Gerund {
            return None;
        }
        let quantity = self.quantity(after..clause.evidence.end);
        let start = if verb.passive {
            clause.evidence.start
        } else {
            verb.main.min(verb.first)
        };
        Some(Found {
            evidence: start
                ..clause.evidence.end.min(
                    quantity
                        .as_ref()
                        .map_or(0, |quantity| quantity.range.end)
                        .max(what.end)
                        .max(after),
                ),
            what: Some(what),
            value: text_value(verb, after),
            direction: direction(value),
            quantity,
            rule: "figure-push",
            confidence: 0.6,
        })
    }

    /// `closed lower`, `were steady`, `remains guarded`: a verb and a state.
    fn stood(&self, clause: &Clause<'_>) -> Option<Found> {
        let text = self.context.text;
        let verb = clause.verb;
        let be = text.tokens[verb.main].tag == Tag::Be;
        let state_verb = be
            || self
                .term(self.concepts.carry, verb.main, clause.evidence.end)
                .is_some_and(|(value, _)| value == "state");
        if !state_verb {
            return None;
        }
        let subject = clause.subject.clone()?;
        let limit = clause.evidence.end.min(verb.last + 9);
        let (state, value) = self.first_of(self.concepts.state, verb.last..limit)?;
        let between = verb.last..state.start;
        // `is a strong supporter`: the state of something else.
        let stray = between.clone().any(|index| {
            matches!(
                text.tokens[index].tag,
                Tag::Preposition | Tag::Comma | Tag::Conjunction | Tag::To
            ) && !text.is_any(
                index,
                &[
                    "in", "into", "on", "out", "by", "at", "over", "about", "around", "than",
                ],
            ) || text.tokens[index].tag == Tag::Determiner && be
        });
        let describes = text.tokens.get(state.end).is_some_and(|token| {
            matches!(token.tag, Tag::Noun | Tag::Adjective) && state.end < clause.evidence.end
        }) && quantity::at(text, state.end, clause.evidence.end).is_none();
        if stray || describes {
            return None;
        }
        let quantity = self.quantity(verb.last..clause.evidence.end);
        if self.is_duty(&subject) {
            return None;
        }
        let known = self.head(&subject).is_some()
            || quantity
                .as_ref()
                .is_some_and(|quantity| quantity.unit.is_change())
            || self.holds(self.concepts.indicator, subject.clone()) && !be
            || text.is(state.start, "positive")
            || text.is(state.start, "negative");
        if !known {
            return None;
        }
        Some(Found {
            evidence: clause.evidence.clone(),
            what: Some(subject),
            value: self.value(verb.main, state.end, clause.evidence.end, quantity.as_ref()),
            direction: direction(value),
            quantity,
            rule: "figure-state",
            confidence: 0.8,
        })
    }

    /// The noun groups right behind a verb, tied by prepositions.
    pub(super) fn object(&self, from: usize, end: usize) -> Option<Range> {
        let text = self.context.text;
        let sentence = text.sentence_of(from.min(text.tokens.len().saturating_sub(1)));
        let mut first = from;
        while first < end && matches!(text.tokens[first].tag, Tag::Adverb | Tag::Quote) {
            first += 1;
        }
        let groups = text.nouns_in(sentence);
        let at = groups
            .iter()
            .position(|group| group.first == first && group.first < end)?;
        let mut last = groups[at].last.min(end);
        for group in &groups[at + 1..] {
            let linked = group.first == last + 1
                && group.last <= end
                && (text.tokens[last].tag == Tag::Preposition
                    || text.tokens[last].tag == Tag::Conjunction);
            if !linked {
                break;
            }
            last = group.last;
        }
        Some(first..last)
    }

    /// Whether a stretch is a time phrase: `on Monday`, `last week`.
    pub(super) fn is_time(&self, range: &Range) -> bool {
        let text = self.context.text;
        let span = text.span(range.clone());
        text.times_in(range.clone())
            .iter()
            .any(|time| time.span.start <= span.start + 1)
            || text.is_any(
                range.start,
                &["intraday", "overnight", "midday", "premarket", "afterhours"],
            )
    }

    /// From the verb to the amount, or to what follows it.
    pub(super) fn value(
        &self,
        verb: usize,
        after: usize,
        end: usize,
        quantity: Option<&Quantity>,
    ) -> Range {
        let last = quantity
            .filter(|quantity| quantity.range.start <= after + 8)
            .map_or(after, |quantity| quantity.range.end.max(after));
        verb..last.min(end).max(verb + 1)
    }
}

fn text_value(verb: &VerbGroup, after: usize) -> Range {
    verb.main..after.max(verb.main + 1)
}

/// A verb with its clause.
pub(super) struct Clause<'v> {
    pub(super) verb: &'v VerbGroup,
    pub(super) evidence: Range,
    pub(super) subject: Option<Range>,
    pub(super) failed: bool,
}
