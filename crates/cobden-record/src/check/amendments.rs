//! Whether amendments fit the measures they change.

use std::borrow::Cow;
use std::collections::BTreeSet;

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
        shared(draft, amendment, found);
        match amendment.body.effect {
            Effect::Extends { until } => extension(draft, amendment, until, &amendments, found),
            Effect::Resumes { from } if draft.is_whole() => {
                resumption(draft, amendment, from, &amendments, found);
            }
            _ => {}
        }
    }
}

/// The measures that an amendment changes.
fn named<'r>(
    draft: &'r Draft,
    amendment: &'r Entry<Amendment>,
) -> impl Iterator<Item = &'r Entry<Measure>> {
    let measures = draft.record.measures.values();
    measures.filter(|measure| measure.is_changed_by(amendment))
}

/// A name that means measures of several economies.
fn shared(draft: &Draft, amendment: &Entry<Amendment>, found: &mut Diagnostics) {
    for name in &amendment.body.measures {
        let meant = named(draft, amendment).filter(|measure| measure.answers_to(name));
        let actors: BTreeSet<&str> = meant.map(|measure| measure.body.actor.as_str()).collect();
        if actors.len() < 2 {
            continue;
        }
        let actors = actors.into_iter().collect::<Vec<_>>().join(", ");
        let message = format!("\"{name}\" means measures of {actors}, and all of them change");
        let hint = "name the measures that are meant, or give each economy's an authority or family of its own";
        let place = match draft.index.get(&amendment.id) {
            Some(own) => match own.pending.reference("measures", name) {
                Some(reference) => own.pending.place(reference.range.clone()),
                None => own.pending.key("measures"),
            },
            None => amendment.place.clone(),
        };
        found.push(Diagnostic::warning(place, message).hint(hint));
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
    let place = || key(draft, &amendment.id, "until");
    // Measures that are extended, and those left alone because they have no end.
    let (mut extended, mut left) = (0, None);
    for measure in named(draft, amendment) {
        let mut body = Cow::Borrowed(&measure.body);
        for earlier in all.iter().take_while(|one| one.id != amendment.id) {
            if measure.is_changed_by(earlier) {
                earlier.apply(measure, &mut body);
            }
        }
        match body.until {
            Some(end) if until > end => extended += 1,
            Some(end) => {
                extended += 1;
                let message = format!(
                    "\"{}\" lasts until {end} already ({}), so that {until} is no extension",
                    measure.id, measure.place
                );
                let hint = "an end that comes earlier is written with effect = \"ends\"";
                found.push(Diagnostic::error(place(), message).hint(hint));
            }
            None if amendment.body.measures.contains(&measure.id) => {
                extended += 1;
                let message = format!(
                    "\"{}\" had no end ({}); extended until {until} it gets one",
                    measure.id, measure.place
                );
                let hint = "write the end that the measure had at first as its until";
                found.push(Diagnostic::warning(place(), message).hint(hint));
            }
            None => left = Some(measure),
        }
    }
    if let (0, Some(measure)) = (extended, left) {
        let message = format!(
            "nothing that it names has an end, \"{}\" ({}) for one, so that nothing is extended",
            measure.id, measure.place
        );
        let hint = "write the end that the measures had at first as their until";
        found.push(Diagnostic::warning(place(), message).hint(hint));
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
            measure.is_changed_by(one) && *first <= from && until.is_none_or(|until| from < until)
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
