//! Whether measures are still sound when they are corrected and extended.

use std::borrow::Cow;
use std::collections::BTreeSet;

use cobden_diagnostics::{Diagnostic, Diagnostics};

use super::key;
use crate::amendment::Effect;
use crate::load::Draft;
use crate::measure::{Instrument, Measure, Rates, Status};
use crate::products::{Item, Products};

pub(super) fn check(draft: &Draft, found: &mut Diagnostics) {
    let amendments = draft.record.latest().amendments();
    // One correction of a family is one slip, however many measures it spoils.
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for entry in draft.record.measures.values() {
        let mut measure = Cow::Borrowed(&entry.body);
        for amendment in &amendments {
            let place = match amendment.body.effect {
                Effect::Corrects(_) => "set",
                Effect::Extends { .. } => "until",
                _ => continue,
            };
            if !entry.is_changed_by(amendment) {
                continue;
            }
            amendment.apply(entry, &mut measure);
            let Some((message, hint)) = fault(&measure) else {
                continue;
            };
            if told.insert(&amendment.id) {
                let done = match place {
                    "set" => "corrected",
                    _ => "extended",
                };
                let message = format!("\"{}\" ({}), so {done}, {message}", entry.id, entry.place);
                let place = key(draft, &amendment.id, place);
                found.push(Diagnostic::error(place, message).hint(hint));
            }
            break;
        }
    }
}

/// What a measure could not have been written with.
fn fault(measure: &Measure) -> Option<(String, &'static str)> {
    if let (Some(from), Some(until)) = (measure.from, measure.until)
        && until <= from
    {
        let message = format!("ends on {until}, but starts on {from}");
        return Some((
            message,
            "until is the first day no longer, so it comes after from; set both",
        ));
    }
    match &measure.rate {
        Some(_) if measure.instrument == Instrument::Exemption => {
            return Some((
                "is an exemption with a rate".to_owned(),
                "an exemption charges nothing: leave rate out of set",
            ));
        }
        Some(Rates::Listed) => {
            let listed = match &measure.products {
                Products::Chosen { include, .. } => {
                    include.iter().all(|item| matches!(item, Item::List(_)))
                }
                Products::All | Products::Unlisted => false,
            };
            if !listed {
                return Some((
                    "takes its rates from lists, but its products are not lists alone".to_owned(),
                    "write the rate, or a new measure on lists whose files have a column rate",
                ));
            }
        }
        Some(Rates::Steps(_)) => {
            if let Some(message) = out_of_step(measure) {
                return Some((message, "set rate with steps that fit from and until"));
            }
        }
        None => {}
    }
    if measure.status == Status::Enacted {
        let duty = measure.instrument.is_duty();
        let exemption = measure.instrument == Instrument::Exemption;
        let missing = if duty && measure.rate.is_none() {
            "rate"
        } else if (duty || exemption) && measure.from.is_none() {
            "from"
        } else if exemption && measure.exempts.is_empty() {
            return Some((
                "is an enacted exemption that exempts nothing".to_owned(),
                "write the enacted exemption as a measure of its own",
            ));
        } else {
            return None;
        };
        return Some((
            format!("is enacted, but has no {missing}"),
            "set what an enacted measure needs beside status",
        ));
    }
    None
}

/// How the steps of a rate do not fit the measure's days.
fn out_of_step(measure: &Measure) -> Option<String> {
    let Some(Rates::Steps(steps)) = &measure.rate else {
        return None;
    };
    let mut last = measure.from;
    for (index, step) in steps.iter().enumerate() {
        let Some(day) = step.from else { continue };
        if index == 0 {
            if let Some(from) = last.filter(|from| *from != day) {
                return Some(format!("starts on {from}, but its first rate on {day}"));
            }
        } else if let Some(before) = last.filter(|before| day <= *before) {
            return Some(format!(
                "has a rate from {day} that does not come after {before}"
            ));
        }
        if let Some(until) = measure.until.filter(|until| *until <= day) {
            return Some(format!("has a rate from {day}, but is over on {until}"));
        }
        last = Some(day);
    }
    None
}
