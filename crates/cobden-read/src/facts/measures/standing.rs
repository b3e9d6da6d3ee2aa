//! What the sentences round a measure say of how far it has got: announced by its own government, carried on from the
//! measure spoken of before, struck down.

use super::{Frame, Reader, terms};
use crate::clause::{Form, Range};
use crate::fact::{Action, Extract, Fact, Instrument, Measure, Status};
use crate::words::Tag;

/// Findings of a court that a measure did not outlive.
const UNLAWFUL: [&str; 8] = [
    "unconstitutional",
    "unlawful",
    "illegal",
    "invalid",
    "void",
    "unlawfully",
    "illegally",
    "unauthorised",
];

impl Reader<'_, '_, '_> {
    /// Settles the status of a measure once its parties are known.
    pub(super) fn standing(&self, frame: &Frame, measure: &mut Measure) {
        let text = self.text;
        if matches!(measure.status, Status::InForce | Status::Announced)
            && frame
                .evidence
                .clone()
                .any(|index| text.is_any(index, &["reportedly"]))
        {
            measure.status = Status::Reported;
        }
        if measure.status == Status::Planned
            && matches!(frame.rule, "effect" | "passive" | "object")
            && let Some(before) = self.spoken_of(frame)
            && matches!(
                before.status,
                Status::Threatened | Status::Announced | Status::Considered
            )
        {
            measure.status = before.status;
        }
        let aimed = !matches!(frame.instrument, Instrument::Unspecified)
            && !matches!(frame.action, Action::Retaliate);
        if aimed
            && (measure.status == Status::Planned || self.going_on(frame, measure.status))
            && self.own_word(frame, &measure.actors)
        {
            measure.status = Status::Announced;
        }
        if measure.status == Status::InForce
            && matches!(frame.rule, "bare" | "vague" | "relative" | "inner")
        {
            if self.announced_only(&frame.object) {
                measure.status = Status::Announced;
            } else if self.struck_down(frame) {
                measure.status = Status::Past;
            }
        }
    }

    /// `the new tariffs`, `the higher duties`: the measure spoken of shortly before, with the same instrument.
    pub(super) fn spoken_of(&self, frame: &Frame) -> Option<&Measure> {
        let text = self.text;
        if !text.is_any(
            frame.object.start,
            &["the", "these", "those", "this", "such"],
        ) {
            return None;
        }
        let near = text.sentence_of(frame.evidence.start).saturating_sub(2);
        let from = text.span(text.sentences[near].first..text.sentences[near].last);
        self.found
            .iter()
            .rev()
            .take(3)
            .find_map(|extract: &Extract| {
                let Fact::Measure(measure) = &extract.fact else {
                    return None;
                };
                (extract.evidence.start >= from.start
                    && measure.instrument == Some(frame.instrument)
                    && extract.layer.is_none())
                .then_some(measure)
            })
    }

    /// `said the country is imposing controls`: under way by its own word.
    fn going_on(&self, frame: &Frame, status: Status) -> bool {
        let text = self.text;
        status == Status::InForce
            && frame.rule == "object"
            && text
                .verbs_in(text.sentence_of(frame.term.start))
                .any(|verb| {
                    let verb = &text.verbs[verb];
                    frame.evidence.contains(&verb.main)
                        && verb.last <= frame.object.start
                        && verb.form == Form::Present
                        && verb.progressive
                })
    }

    /// Whether the government that is to act said so itself.
    fn own_word(&self, frame: &Frame, actors: &[String]) -> bool {
        let text = self.text;
        let own = |economies: &[Box<str>]| {
            economies
                .iter()
                .any(|code| actors.iter().any(|actor| **actor == **code))
        };
        if let Some(said) = self.context.statement_of(&frame.evidence) {
            let said = &self.context.said[said];
            return said.who.as_ref().is_some_and(|who| own(&who.economies));
        }
        let number = text.sentence_of(frame.evidence.start);
        let Some(above) = text
            .verbs_in(number)
            .rev()
            .find(|verb| text.verbs[*verb].main < frame.evidence.start)
        else {
            return false;
        };
        let above = &text.verbs[above];
        above.last + 3 >= frame.evidence.start
            && text.is_any(
                above.main,
                &[
                    "said",
                    "says",
                    "announced",
                    "announces",
                    "announce",
                    "stated",
                    "declared",
                    "confirmed",
                    "revealed",
                    "posted",
                    "wrote",
                    "disclosed",
                    "told",
                    "announcing",
                    "saying",
                    "declaring",
                ],
            )
            && above.subject.clone().is_some_and(|subject| {
                self.parties
                    .named(self.context, subject)
                    .iter()
                    .any(|code| actors.contains(code))
            })
    }

    /// `tariffs announced in April`, `the previously announced duties`.
    fn announced_only(&self, object: &Range) -> bool {
        object.clone().any(|index| {
            self.text.is_any(index, &["announced", "unveiled"])
                && matches!(
                    self.text.tokens[index].tag,
                    Tag::Participle | Tag::Past | Tag::Adjective
                )
        })
    }

    /// `tariffs that the court found unlawful`, `the duties were ruled illegal`.
    fn struck_down(&self, frame: &Frame) -> bool {
        let text = self.text;
        let sentence = text.sentences[text.sentence_of(frame.evidence.start)];
        let mut verbs = text.verbs_in(text.sentence_of(frame.evidence.start));
        let ruled = (sentence.first..sentence.last).any(|index| text.is_any(index, &UNLAWFUL));
        ruled
            && verbs.any(|verb| {
                let verb = &text.verbs[verb];
                verb.first >= frame.term.end
                    && verb.subject.as_ref().is_some_and(|subject| {
                        subject.contains(&frame.term.start) || frame.object.contains(&subject.start)
                    })
                    && (verb.last..(verb.last + 3).min(sentence.last))
                        .any(|index| text.is_any(index, &UNLAWFUL))
            })
    }

    /// Whether what is taken away is gone: a court struck it down, a government lifted it.
    pub(super) fn gone(&self, frame: &Frame) -> bool {
        frame.action == Action::Remove
            && frame.stage.status == Status::InForce
            && matches!(frame.rule, "object" | "passive")
            && frame
                .evidence
                .clone()
                .any(|index| terms::longest(self.text, self.concepts.court, index).is_some())
    }
}
