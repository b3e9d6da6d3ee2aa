//! Rates that stand without their instrument: `25% on steel and another 10% on aluminium`, `a 26% hike`.

use super::phrase::{Phrase, left};
use super::stage::{self, Stage};
use super::{Frame, Reader, terms, values};
use crate::clause::Range;
use crate::fact::{Action, Instrument, Status};
use crate::words::Tag;

/// Reads the rates of a sentence that no measure holds.
pub(super) fn read(reader: &mut Reader<'_, '_, '_>, number: usize, within: &Range) {
    let text = reader.text;
    let mut index = within.start;
    while index < within.end {
        if text.tokens[index].tag != Tag::Number {
            index += 1;
            continue;
        }
        let Some((end, _)) = values::percent_at(text, index) else {
            index += 1;
            continue;
        };
        if let Some(frame) = one(reader, number, within, index, end) {
            reader.emit(&frame);
        }
        index = end;
    }
}

fn one(
    reader: &Reader<'_, '_, '_>,
    number: usize,
    within: &Range,
    index: usize,
    end: usize,
) -> Option<Frame> {
    let text = reader.text;
    let place = text.span(index..end);
    if !reader.in_tariff_text(number) {
        return None;
    }
    let seen = reader.found.iter().rev().take(6);
    if seen
        .into_iter()
        .any(|extract| extract.evidence.overlaps(place))
    {
        return None;
    }
    let first = left(text, within.start, index);
    let goods = |range: Range| {
        terms::any(text, reader.concepts.goods, range.clone())
            || text.hits_of(text.lexicon.actor, range).next().is_some()
    };
    let phrase = Phrase::of(text, &(first..within.end), index..end, None);
    let on = (text.is(end, "on")
        || text.is(end, "for")
            && reader
                .before
                .as_ref()
                .is_some_and(|before| index - before.end.min(index) <= 8))
        && goods(end..phrase.last);
    let noun = terms::longest(text, reader.concepts.noun, end);
    let borne = (first.saturating_sub(2).max(within.start)..first)
        .any(|token| terms::longest(text, reader.concepts.bear, token).is_some());
    let before = reader.before.as_ref();
    let (action, last) =
        match noun.and_then(|(value, last)| terms::action(value).map(|action| (action, last))) {
            Some((action @ (Action::Raise | Action::Cut), last)) if borne => (action, last),
            _ if on && noun.is_none() => (
                before.map_or(Action::Impose, |before| before.action),
                phrase.last,
            ),
            _ if borne && noun.is_none() && text.is(first.saturating_sub(1), "to") => {
                (Action::Impose, end)
            }
            _ => return None,
        };
    let verb = text
        .verbs_in(number)
        .rev()
        .find(|verb| text.verbs[*verb].main < index);
    let stage = match (on, before, verb) {
        (true, Some(before), _) => before.stage,
        (_, _, Some(verb)) => stage::of_verb(text, &reader.concepts, verb),
        _ => Stage {
            status: Status::InForce,
            by: None,
        },
    };
    let stage = Stage {
        status: if stage.status == Status::Announced {
            Status::InForce
        } else {
            stage.status
        },
        ..stage
    };
    let subject = verb
        .filter(|_| borne)
        .and_then(|verb| text.verbs[verb].subject.clone())
        .filter(|subject| subject.start >= within.start && subject.end <= index);
    Some(Frame {
        evidence: subject
            .as_ref()
            .map_or(first, |subject| subject.start.min(first))..last,
        action,
        instrument: Instrument::Tariff,
        stage,
        actor: before
            .filter(|_| on)
            .and_then(|before| before.actor.clone()),
        target: subject,
        object: first..last,
        term: index..end,
        rule: "rate",
    })
}
