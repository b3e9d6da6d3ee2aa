//! Whether amendments fit the measures they change.

use cobden_diagnostics::{Diagnostic, Diagnostics};
use jiff::civil::Date;

use super::key;
use crate::amendment::{Amendment, Effect};
use crate::entry::Entry;
use crate::load::Draft;
use crate::measure::Measure;

pub(super) fn check(draft: &Draft, found: &mut Diagnostics) {
    let view = draft.record.latest();
    let amendments = view.amendments();
    for amendment in &amendments {
        known(draft, amendment, found);
        match amendment.body.effect {
            Effect::Extends { until } => extension(draft, amendment, until, &amendments, found),
            Effect::Resumes { from } if draft.is_whole() => {
                resumption(draft, amendment, from, &amendments, found);
            }
            _ => {}
        }
    }
}

/// The measures that an amendment names.
fn named<'r>(
    draft: &'r Draft,
    amendment: &'r Entry<Amendment>,
) -> impl Iterator<Item = &'r Entry<Measure>> {
    let names = &amendment.body.measures;
    let measures = draft.record.measures.values();
    measures.filter(|measure| names.iter().any(|name| measure.answers_to(name)))
}

/// Nothing can be changed before it is known.
fn known(draft: &Draft, amendment: &Entry<Amendment>, found: &mut Diagnostics) {
    for name in &amendment.body.measures {
        let Some(measure) = draft.record.measures.get(name) else {
            continue;
        };
        let (early, late) = (amendment.common.known, measure.common.known);
        // A day that could not be settled is the last one there is.
        if early < late && late != Date::MAX {
            let message = format!(
                "known on {early}, but \"{name}\", which it changes, only on {late} ({})",
                measure.place
            );
            let place = key(draft, &amendment.id, "known");
            found.push(
                Diagnostic::error(place, message).hint("look at known of both, or at their acts"),
            );
        }
    }
}

/// An extension gives a later end than there was.
fn extension(
    draft: &Draft,
    amendment: &Entry<Amendment>,
    until: Date,
    all: &[&Entry<Amendment>],
    found: &mut Diagnostics,
) {
    for measure in named(draft, amendment) {
        let mut end = measure.body.until;
        for earlier in all.iter().take_while(|one| one.id != amendment.id) {
            if !earlier
                .body
                .measures
                .iter()
                .any(|name| measure.answers_to(name))
            {
                continue;
            }
            match &earlier.body.effect {
                Effect::Extends { until } => end = Some(*until),
                Effect::Corrects(set) => end = set.until.or(end),
                _ => {}
            }
        }
        let place = || key(draft, &amendment.id, "until");
        match end {
            Some(end) if until > end => {}
            Some(end) => {
                let message = format!(
                    "\"{}\" lasts until {end} already ({}), so that {until} is no extension",
                    measure.id, measure.place
                );
                let hint = "an end that comes earlier is written with effect = \"ends\"";
                found.push(Diagnostic::error(place(), message).hint(hint));
            }
            None => {
                let message = format!(
                    "\"{}\" had no end ({}); extended until {until} it gets one",
                    measure.id, measure.place
                );
                let hint = "write the end that the measure had at first as its until";
                found.push(Diagnostic::warning(place(), message).hint(hint));
            }
        }
    }
}

/// What resumes must have been suspended.
fn resumption(
    draft: &Draft,
    amendment: &Entry<Amendment>,
    from: Date,
    all: &[&Entry<Amendment>],
    found: &mut Diagnostics,
) {
    let open = |measure: &Entry<Measure>| {
        all.iter().any(|one| {
            let Effect::Suspends {
                from: first, until, ..
            } = &one.body.effect
            else {
                return false;
            };
            let means = one
                .body
                .measures
                .iter()
                .any(|name| measure.answers_to(name));
            means && *first <= from && until.is_none_or(|until| from < until)
        })
    };
    let mut measures = named(draft, amendment).peekable();
    if measures.peek().is_some() && !measures.any(open) {
        let message = format!("nothing that it names is suspended on {from}");
        let place = key(draft, &amendment.id, "effect");
        let hint = "write the suspension as an amendment of its own, with effect = \"suspends\"";
        found.push(Diagnostic::error(place, message).hint(hint));
    }
}
