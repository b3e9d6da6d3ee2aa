//! Nothing rests on what became known later.

use std::collections::BTreeSet;

use cobden_diagnostics::{Diagnostic, Diagnostics};
use jiff::civil::Date;

use super::key;
use crate::entry::{Entry, Kind};
use crate::load::{Draft, Named};

pub(super) fn check(draft: &Draft, found: &mut Diagnostics) {
    for (id, entry) in &draft.record.amendments {
        changes(draft, entry, &entry.body.measures, "changes", found);
        uses(draft, id, entry.common.known, found);
    }
    for (id, entry) in &draft.record.limits {
        let measure = std::slice::from_ref(&entry.body.measure);
        changes(draft, entry, measure, "is about", found);
        uses(draft, id, entry.common.known, found);
    }
    for (id, entry) in &draft.record.measures {
        changes(draft, entry, &entry.body.ends, "ends", found);
        uses(draft, id, entry.common.known, found);
    }
}

/// Nothing can be changed before it is known.
///
/// A family or authority that is named means what it held by then, so that only ids can be wrong.
fn changes<T>(
    draft: &Draft,
    entry: &Entry<T>,
    names: &[String],
    does: &str,
    found: &mut Diagnostics,
) {
    for name in names {
        let Some(measure) = draft.record.measures.get(name) else {
            continue;
        };
        let (early, late) = (entry.common.known, measure.common.known);
        // A day that could not be settled is the last one there is.
        if early < late && late != Date::MAX {
            let message = format!(
                "known on {early}, but \"{name}\", which it {does}, only on {late} ({})",
                measure.place
            );
            let place = key(draft, &entry.id, "known");
            found.push(
                Diagnostic::error(place, message).hint("look at known of both, or at their acts"),
            );
        }
    }
}

/// Lists, conditions and products are read as they are, whatever the day asked about; so they must not say later knowledge.
fn uses(draft: &Draft, id: &str, known: Date, found: &mut Diagnostics) {
    let Some(named) = draft.index.get(id) else {
        return;
    };
    for reference in &named.pending.references {
        let Some((late, day)) = latest(draft, &reference.name).filter(|(_, day)| *day > known)
        else {
            continue;
        };
        let by_way_of = match late == reference.name {
            true => String::new(),
            false => format!(", which \"{}\" rests on,", reference.name),
        };
        let message =
            format!("\"{late}\"{by_way_of} was known on {day} only, \"{id}\" on {known} already");
        let hint = "leave known out of the list, condition or product if it says nothing that was not in the act; else write the later state as an entry of its own";
        let place = named.pending.place(reference.range.clone());
        found.push(Diagnostic::warning(place, message).hint(hint));
    }
}

/// Of a list, condition or product and those it rests on, the one known last.
fn latest<'d>(draft: &'d Draft, name: &'d str) -> Option<(&'d str, Date)> {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut left = vec![name];
    let mut last: Option<(&str, Date)> = None;
    while let Some(name) = left.pop() {
        let Some((named, day)) = aid(draft, name) else {
            continue;
        };
        if !seen.insert(name) {
            continue;
        }
        if last.is_none_or(|(_, before)| day > before) {
            last = Some((name, day));
        }
        left.extend(named.pending.references.iter().map(|one| one.name.as_str()));
    }
    last
}

/// A list, condition or product, and the day it was known.
fn aid<'d>(draft: &'d Draft, name: &str) -> Option<(&'d Named, Date)> {
    let named = draft.index.get(name)?;
    let record = &draft.record;
    let common = match named.kind {
        Kind::List => record.lists.get(name).map(|entry| &entry.common),
        Kind::Product => record.products.get(name).map(|entry| &entry.common),
        Kind::Condition => record.conditions.get(name).map(|entry| &entry.common),
        _ => None,
    };
    Some((named, common?.known))
}
