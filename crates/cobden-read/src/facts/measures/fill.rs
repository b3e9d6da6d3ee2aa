//! The values of a measure.

use super::{Frame, Reader, confidence, terms, values, why};
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
        self.standing(frame, &mut measure);
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
        measure.reason = why::reason(
            text,
            &frame.evidence,
            &frame.term,
            &(sentence.first..sentence.last),
        )
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
}
