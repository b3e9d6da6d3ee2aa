//! Verbs that are a measure by themselves: to exempt, to retaliate, to ban exports, to buy soybeans.

use super::phrase::Phrase;
use super::stage;
use super::terms;
use super::{Frame, Reader};
use crate::clause::{Form, Range};
use crate::fact::{Action, Instrument, Status};
use crate::words::Tag;

/// Reads the verbs of a sentence that no instrument used.
pub(super) fn read(reader: &mut Reader<'_, '_, '_>, number: usize, within: &Range) {
    let text = reader.text;
    for verb in text.verbs_in(number) {
        if reader.used.contains(&verb) {
            continue;
        }
        let main = text.verbs[verb].main;
        let Some((value, last)) = terms::longest(text, reader.concepts.direct, main) else {
            continue;
        };
        let mut parts = value.split(' ');
        let (Some(action), Some(instrument), Some(needs)) =
            (parts.next(), parts.next(), parts.next())
        else {
            continue;
        };
        if let Some(frame) = one(reader, verb, last, within, action, instrument, needs) {
            for other in text.verbs_in(number) {
                // `stop buying` is one verb to the rule.
                if (main..last).contains(&text.verbs[other].main) {
                    reader.used.push(other);
                }
            }
            reader.emit(&frame);
        }
    }
}

fn one(
    reader: &Reader<'_, '_, '_>,
    verb: usize,
    last: usize,
    within: &Range,
    action: &str,
    instrument: &str,
    needs: &str,
) -> Option<Frame> {
    let text = reader.text;
    let group = &text.verbs[verb];
    let action = terms::action(action)?;
    // The object: the noun group behind, or the subject of a passive.
    let object = if needs == "answered" {
        answered(reader, last, within)
    } else if group.passive && group.form != Form::Participle {
        group
            .subject
            .clone()
            .filter(|subject| subject.start >= within.start)
    } else {
        object_of(reader, last, within)
    };
    let goods = |value: &str, range: &Range| {
        text.hits_of(reader.concepts.goods, range.clone())
            .any(|hit| &*text.meaning(hit).value == value)
    };
    let subject = (!group.passive).then(|| reader.subject_of(verb)).flatten();
    let acts = |range: &Range| {
        !reader
            .parties
            .named(reader.context, range.clone())
            .is_empty()
    };
    // `exports will be stopped by tariffs`: the tariffs do it.
    if group.passive
        && text.is(last, "by")
        && terms::any(
            text,
            reader.concepts.instrument,
            last + 1..(last + 5).min(within.end),
        )
    {
        return None;
    }
    if matches!(needs, "trade" | "buying")
        && object.as_ref().is_some_and(|object| {
            text.hits_of(reader.concepts.instrument, object.clone())
                .any(|hit| &*text.meaning(hit).value != "purchase")
        })
    {
        return None;
    }
    if matches!(group.form, Form::Past | Form::Participle) && !group.passive && subject.is_none() {
        return None;
    }
    match needs {
        "object" => {
            if group.passive && text.is(last, "by") && object.is_none() {
                let agent = last + 1..(last + 4).min(within.end);
                if !acts(&agent) {
                    return None;
                }
                return Some(Frame {
                    evidence: group.first..reader.tail(last, within.end),
                    action,
                    instrument: Instrument::Sanction,
                    stage: stage::Stage {
                        status: Status::InForce,
                        by: None,
                    },
                    actor: Some(agent),
                    target: None,
                    object: group.first..last,
                    term: group.main..last,
                    rule: "direct",
                });
            }
            let object = object.as_ref()?;
            if !object
                .clone()
                .any(|index| matches!(text.tokens[index].tag, Tag::Proper | Tag::Noun))
            {
                return None;
            }
        }
        "goods" => {
            let object = object.as_ref()?;
            let governed = matches!(
                stage::of_verb(text, &reader.concepts, verb).status,
                Status::Promised
                    | Status::Requested
                    | Status::Offered
                    | Status::Planned
                    | Status::Expected
                    | Status::Threatened
            );
            // `agreed to buy more from the U.S.`
            let from = action == Action::Purchase
                && governed
                && text
                    .hits_of(text.lexicon.actor, object.clone())
                    .next()
                    .is_some()
                && object.clone().any(|index| text.is(index, "from"));
            let kind = goods("goods", object) || goods("controlled", object) || from;
            if !kind || action == Action::Purchase && matches!(group.form, Form::Modal) {
                return None;
            }
            if action == Action::Purchase {
                // A government buys, or somebody is to.
                let subject = subject.as_ref()?;
                if !acts(subject) || goods("goods", subject) {
                    return None;
                }
                if text
                    .hits_of(text.lexicon.actor, subject.clone())
                    .next()
                    .is_none()
                    && !text.is_any(subject.start, &["it", "they", "he", "we"])
                {
                    return None;
                }
            } else if action == Action::Exempt
                && !reader.in_tariff_text(text.sentence_of(group.main))
            {
                return None;
            }
        }
        "trade" => {
            let object = object.as_ref()?;
            if !(goods("trade", object) || goods("controlled", object)) {
                return None;
            }
            if text.is_any(
                group.main,
                &[
                    "allowed", "allow", "allows", "granted", "grant", "restore", "restored",
                ],
            ) && !goods("trade", object)
            {
                return None;
            }
            if let Some(subject) = &subject
                && !acts(subject)
            {
                return None;
            }
            if subject.is_none() && !group.passive {
                return None;
            }
        }
        // `goods are now taxed at 39 percent`
        "rate" if group.passive => {
            let met = object.as_ref().filter(|object| {
                goods("goods", object)
                    || goods("trade", object)
                    || !reader
                        .parties
                        .named(reader.context, (*object).clone())
                        .is_empty()
            })?;
            let rate = (last..(last + 6).min(within.end))
                .any(|index| super::values::percent_at(text, index).is_some());
            if !rate || group.form == Form::Participle || met.is_empty() {
                return None;
            }
        }
        "rate" => {
            let object = object.as_ref()?;
            let reach = object.end.min(within.end);
            let rate = (object.start..(reach + 4).min(within.end))
                .any(|index| super::values::percent_at(text, index).is_some());
            let acted = subject.as_ref().is_some_and(&acts)
                && !reader
                    .parties
                    .named(reader.context, object.clone())
                    .is_empty();
            // `charged China with manipulation`
            let blamed = text.is(object.end, "with") || text.is_any(object.start - 1, &["with"]);
            if !rate && (!acted || blamed)
                || (object.clone()).any(|index| text.is(index, "with"))
                || subject.as_ref().is_none_or(|subject| !acts(subject))
            {
                return None;
            }
        }
        "buying" => {
            object.as_ref()?;
            if !subject.as_ref().is_some_and(acts) {
                return None;
            }
        }
        "answered" => {
            let subject = subject.as_ref()?;
            if !acts(subject) || object.is_none() || group.passive {
                return None;
            }
        }
        "market" => {
            let object = object.as_ref()?;
            let market = object
                .clone()
                .any(|index| text.is_any(index, &["market", "markets"]));
            let owned = object.clone().any(|index| {
                matches!(text.tokens[index].tag, Tag::Possessive)
                    || terms::any(text, text.lexicon.actor, index..index + 1)
            });
            if !market || !owned || group.passive || !subject.as_ref().is_some_and(acts) {
                return None;
            }
        }
        "money" => {
            let subject = subject.as_ref()?;
            if !acts(subject) || text.is_any(last, &["heavily"]) {
                return None;
            }
            let place = object.as_ref()?;
            if super::values::amount(text, place.clone()).is_none() && !goods("goods", place) {
                return None;
            }
        }
        _ => {
            let subject = subject.as_ref()?;
            if !acts(subject) {
                return None;
            }
        }
    }
    let around = match &object {
        Some(object) => group.first.min(object.start)..object.end.max(last),
        None => group.first..last,
    };
    let instrument = match instrument {
        "restriction" => {
            let object = object.as_ref()?;
            if object.clone().any(|index| {
                text.is_any(
                    index,
                    &[
                        "import",
                        "imports",
                        "purchases",
                        "purchase",
                        "orders",
                        "entry",
                    ],
                )
            }) {
                if object
                    .clone()
                    .any(|index| text.is_any(index, &["purchases", "purchase", "orders"]))
                {
                    Instrument::Purchase
                } else {
                    Instrument::NonTariff
                }
            } else {
                Instrument::ExportControl
            }
        }
        "measure" => {
            let tariffs = (last..(last + 12).min(within.end))
                .any(|index| text.is_any(index, &["tariffs", "duties", "levies", "tariff", "tax"]));
            if tariffs {
                Instrument::Tariff
            } else {
                Instrument::Unspecified
            }
        }
        "sanction" => Instrument::Sanction,
        "non_tariff" => Instrument::NonTariff,
        "export_control" => Instrument::ExportControl,
        "purchase" => Instrument::Purchase,
        "investment" => Instrument::Investment,
        "investigation" => Instrument::Investigation,
        _ => Instrument::Tariff,
    };
    let buying = object.as_ref().is_some_and(|object| {
        object
            .clone()
            .any(|index| text.is_any(index, &["purchases", "purchase"]))
    });
    let (action, instrument) = if buying && matches!(action, Action::Ease | Action::License) {
        (Action::Purchase, Instrument::Purchase)
    } else {
        (action, instrument)
    };
    let mut stage = stage::of_verb(text, &reader.concepts, verb);
    // `the export of gallium shall not be permitted`: no licence is a ban.
    let banned = action == Action::License
        && matches!(
            stage.status,
            Status::Denied | Status::NotDone | Status::Requested
        )
        && group.negated
        && group.passive;
    let action = if banned { Action::Restrict } else { action };
    if banned {
        stage.status = Status::InForce;
    } else if group.negated && stage.status == Status::InForce {
        stage.status = Status::NotDone;
    }
    if needs == "answered" && stage.status == Status::Planned {
        stage.status = Status::Threatened;
    }
    if action == Action::Purchase && stage.status == Status::Announced {
        stage.status = Status::Promised;
    }
    let start = reader.start(verb, &stage);
    let end = match &object {
        Some(object) if object.start >= last => object.end,
        _ => {
            let tail = reader.tail(last.max(group.last), within.end);
            tail.max(last)
        }
    };
    let start = match (&object, group.passive) {
        (Some(object), true) => object.start.min(start),
        _ => start,
    };
    let object = object.unwrap_or(around);
    Some(Frame {
        evidence: start..end,
        action,
        instrument,
        stage,
        actor: subject,
        target: (needs == "rate" && group.passive).then(|| object.clone()),
        term: group.main..last,
        object,
        rule: "direct",
    })
}

/// What somebody answers, or answers with: `to the tariffs`, `with measures of its own`, `with reciprocity`.
fn answered(reader: &Reader<'_, '_, '_>, from: usize, within: &Range) -> Option<Range> {
    let text = reader.text;
    let at =
        (from..(from + 3).min(within.end)).find(|index| text.is_any(*index, &["to", "with"]))?;
    let first = at + 1;
    let head = (first..within.end)
        .find(|index| !text.tokens[*index].tag.is_nominal())
        .unwrap_or(within.end);
    if head == first {
        return None;
    }
    let measure = text
        .hits_of(reader.concepts.instrument, first..head)
        .any(|hit| hit.last == head)
        || text.is_any(head - 1, &["reciprocity"]);
    let said = (head..(head + 2).min(within.end))
        .any(|index| text.is_any(index, &["by", "saying"]))
        && text.is(at, "to");
    (measure && !said).then(|| {
        let phrase = Phrase::of(text, &(first..within.end), first..head, None);
        first..phrase.last
    })
}

/// The noun group behind a verb with what hangs on it.
fn object_of(reader: &Reader<'_, '_, '_>, from: usize, within: &Range) -> Option<Range> {
    let text = reader.text;
    let mut at = from;
    while at < within.end
        && (matches!(text.tokens[at].tag, Tag::Adverb | Tag::Quote)
            || text.is_any(at, &["with", "against"]))
    {
        at += 1;
    }
    let first = at;
    while at < within.end
        && (text.tokens[at].tag.is_nominal()
            || text.tokens[at].tag == Tag::Dash
            || text.is_any(at, &["per", "%"]))
    {
        at += 1;
    }
    if at == first {
        return None;
    }
    let phrase = Phrase::of(text, &(first..within.end), first..at, None);
    Some(first..phrase.last)
}
