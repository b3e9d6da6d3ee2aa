//! Relations that cannot do anything.

use cobden_diagnostics::{Diagnostic, Diagnostics};

use crate::entry::Entry;
use crate::load::Draft;
use crate::measure::Measure;

pub(super) fn check(draft: &Draft, found: &mut Diagnostics) {
    for (id, entry) in &draft.record.measures {
        // What an included record says may have lost its object to `drop` or `override`.
        let own = draft.index.get(id);
        let Some(named) = own.filter(|named| named.folder == draft.root()) else {
            continue;
        };
        let body = &entry.body;
        for (key, names) in [
            ("replaces", &body.replaces),
            ("excluded_by", &body.excluded_by),
            ("exempts", &body.exempts),
            ("ends", &body.ends),
        ] {
            for name in names {
                let Some((message, hint)) = idle(draft, entry, key, name) else {
                    continue;
                };
                let place = match named.pending.reference(key, name) {
                    Some(reference) => named.pending.place(reference.range.clone()),
                    None => named.pending.key(key),
                };
                found.push(Diagnostic::error(place, message).hint(hint));
            }
        }
    }
}

/// Why a relation to a name does nothing, and what to do; none if it does something.
fn idle(
    draft: &Draft,
    entry: &Entry<Measure>,
    key: &str,
    name: &str,
) -> Option<(String, &'static str)> {
    let all = draft.record.measures.values();
    let meant: Vec<_> = all.filter(|one| one.answers_to(name)).collect();
    let first = meant.first()?;
    if meant.iter().all(|one| one.id == entry.id) {
        let message = format!("{key} names \"{name}\", which is this measure alone");
        return Some((message, "name the other measure, or take it out"));
    }
    if meant.iter().all(|one| one.body.actor != entry.body.actor) {
        let message = format!(
            "{key} names \"{name}\", a measure of {}; duties of different economies never meet",
            first.body.actor
        );
        return Some((
            message,
            "take it out: an answer to another's measure is told by an event or in the note",
        ));
    }
    None
}
