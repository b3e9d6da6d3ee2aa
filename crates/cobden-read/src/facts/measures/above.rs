//! What stands above a verb that makes a measure: its subject, the noun it hangs on, where its evidence begins.

use super::phrase::{self, Phrase};
use super::stage::{self, Stage};
use super::{Reader, terms, values};
use crate::clause::{Form, Range};
use crate::fact::Status;
use crate::words::Tag;

impl Reader<'_, '_, '_> {
    /// The subject of a verb, without what an earlier clause left before `and`: `tariffs to 20% and Beijing retaliated`.
    pub(super) fn subject_of(&self, verb: usize) -> Option<Range> {
        let text = self.text;
        if let Some(above) = stage::coordinated(text, verb) {
            return self.subject_of(above);
        }
        let subject = text.verbs[verb].subject.clone()?;
        // `is all set to impose`, `have hereby decided`: no noun, no subject.
        if let Some(governor) = text.verbs[verb].governor
            && matches!(text.verbs[verb].form, Form::Infinitive)
            && !subject.clone().any(|index| {
                matches!(
                    text.tokens[index].tag,
                    Tag::Noun | Tag::Proper | Tag::Pronoun | Tag::Possessive
                )
            })
        {
            return self.subject_of(governor);
        }
        let join = subject
            .clone()
            .rev()
            .find(|index| text.tokens[*index].tag == Tag::Conjunction);
        if let Some(join) = join
            && terms::any(text, self.concepts.instrument, subject.start..join)
            && !terms::any(text, self.concepts.instrument, join + 1..subject.end)
        {
            return Some(join + 1..subject.end);
        }
        // `to the highest level in a century and Beijing retaliated`: a name after a conjunction begins anew.
        if let Some(join) = join
            && let Some(hit) = text
                .hits_of(text.lexicon.actor, join + 1..subject.end)
                .next()
            && hit.first == join + 1
            && text
                .hits_of(text.lexicon.actor, subject.start..join)
                .next()
                .is_none()
            && text
                .verbs_in(text.verbs[verb].sentence)
                .any(|above| above < verb && text.verbs[above].form.finite())
        {
            return Some(join + 1..subject.end);
        }
        // `threatened on Thursday to raise`: a day is nobody.
        let group = &text.verbs[verb];
        if matches!(group.form, Form::Infinitive)
            && let Some(governor) = group.governor
            && subject.start > text.verbs[governor].last.saturating_sub(1)
            && subject.len() <= 3
            && text
                .hits_of(text.lexicon.actor, subject.clone())
                .next()
                .is_none()
            && subject.clone().all(|index| {
                matches!(
                    text.word(index),
                    "Monday"
                        | "Tuesday"
                        | "Wednesday"
                        | "Thursday"
                        | "Friday"
                        | "Saturday"
                        | "Sunday"
                        | "last"
                        | "week"
                        | "month"
                        | "year"
                        | "this"
                        | "next"
                )
            })
        {
            return self.subject_of(governor);
        }
        Some(subject)
    }

    /// The noun that governs an infinitive or gerund, with what stands before it: `Trump's threat to`.
    pub(super) fn noun_above(&self, verb: usize) -> Option<Range> {
        let text = self.text;
        let group = &text.verbs[verb];
        if !matches!(group.form, Form::Infinitive | Form::Gerund) {
            return None;
        }
        let from = text.sentences[group.sentence].first;
        let floor = text
            .verbs_in(group.sentence)
            .rev()
            .find(|above| *above < verb)
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
    pub(super) fn hoped(&self, verb: usize) -> bool {
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
        terms::ending(text, self.concepts.stage_noun, before, from).is_some_and(|(value, _)| {
            value == "skip"
                && !group.governor.is_some_and(|governor| {
                    text.is_any(
                        text.verbs[governor].main,
                        &["reserve", "reserves", "reserved", "reserving"],
                    )
                })
        })
    }

    /// `imposing tariffs hurts everybody`: nobody's doing in particular; `a law that authorises the government to act`.
    pub(super) fn at_large(&self, verb: usize, phrase: &Phrase) -> bool {
        let text = self.text;
        let group = &text.verbs[verb];
        if let Some(governor) = group.governor
            && group.form == Form::Infinitive
            && text.is_any(
                text.verbs[governor].main,
                &[
                    "authorises",
                    "authorizes",
                    "empowers",
                    "enables",
                    "entitles",
                    "allows",
                    "permits",
                    "lets",
                    "authorising",
                    "authorizing",
                    "empowering",
                    "enabling",
                    "allowing",
                    "permitting",
                ],
            )
        {
            return true;
        }
        if group.form != Form::Gerund {
            return false;
        }
        let sentence = text.sentences[group.sentence];
        let opens = group.first == sentence.first
            || matches!(
                text.tokens[group.first - 1].tag,
                Tag::That | Tag::Quote | Tag::Colon | Tag::Subordinator
            );
        opens
            && text.verbs_in(group.sentence).any(|next| {
                let next = &text.verbs[next];
                next.first >= phrase.head && next.first <= phrase.last + 2 && next.form.finite()
            })
            && values::rates(text, phrase.range()).0.is_none()
            && text
                .hits_of(text.lexicon.actor, phrase.range())
                .next()
                .is_none()
    }

    /// Where the evidence of a verb begins: its subject, or that of the verbs that govern it.
    pub(super) fn start(&self, verb: usize, stage: &Stage) -> usize {
        let text = self.text;
        let group = &text.verbs[verb];
        if group.form == Form::Gerund && text.is(group.first.saturating_sub(1), "by") {
            return group.first;
        }
        let near = |verb: usize| {
            let group = &text.verbs[verb];
            self.subject_of(verb)
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
}
