//! Whether what entries name is there, and is of the right kind.

use cobden_codes::suggest;
use cobden_diagnostics::{Diagnostic, Diagnostics};

use crate::entry::Kind;
use crate::load::{Draft, Named};
use crate::written::{Reference, Wanted};

pub(super) fn check(draft: &Draft, found: &mut Diagnostics) {
    for named in draft.index.values() {
        for reference in &named.pending.references {
            if let Some(fault) = fault(draft, named, reference) {
                found.push(fault);
            }
        }
    }
    ambiguous(draft, found);
}

fn fault(draft: &Draft, named: &Named, reference: &Reference) -> Option<Diagnostic> {
    let Reference {
        name, wanted, key, ..
    } = reference;
    let place = || named.pending.place(reference.range.clone());
    if *wanted == Wanted::Layer && draft.layers.contains(name) {
        return None;
    }
    let (message, hint) = match draft.index.get(name) {
        Some(other) if wanted.takes(other.kind) => return None,
        Some(other) => (
            format!("\"{name}\" is {}", other.kind.with_article()),
            format!("{key} names {}", wanted.describe()),
        ),
        // What could not be read may well be there.
        None if draft.broken => return None,
        None => {
            // What an included record says of an entry that was dropped from it stays without effect.
            let mild = match wanted {
                Wanted::Layer | Wanted::Statement => true,
                Wanted::One(kind) => {
                    matches!(kind, Kind::Measure | Kind::Position | Kind::Forecast)
                }
            };
            let tolerated = mild && draft.dropped.contains_key(name) && named.folder < draft.root();
            if tolerated {
                return None;
            }
            let message = match draft.dropped.contains_key(name) {
                true => format!("\"{name}\" is dropped by record.toml"),
                false => format!("{} is called \"{name}\"", none_of(*wanted)),
            };
            (message, near(draft, name, *wanted))
        }
    };
    Some(Diagnostic::error(place(), message).hint(hint))
}

fn none_of(wanted: Wanted) -> String {
    let described = wanted.describe();
    let word = described.split_once(' ').map_or("", |(_, word)| word);
    format!("no {word}")
}

/// The nearest name that would do.
fn near(draft: &Draft, name: &str, wanted: Wanted) -> String {
    let ids = draft.index.iter();
    let ids = ids.filter(|(_, named)| wanted.takes(named.kind));
    let layers = draft.layers.iter().filter(|_| wanted == Wanted::Layer);
    let names = ids.map(|(id, _)| id).chain(layers).map(String::as_str);
    match suggest::nearest(name, names) {
        Some(near) => format!("did you mean \"{near}\"?"),
        None => match wanted {
            Wanted::One(kind) => format!("write an entry [{}.{name}]", kind.word()),
            _ => format!("name {}", wanted.describe()),
        },
    }
}

/// A name that means one measure as an id, and others as an authority or family.
fn ambiguous(draft: &Draft, found: &mut Diagnostics) {
    for (id, entry) in &draft.record.measures {
        let other = draft.record.measures.values().find(|other| {
            let body = &other.body;
            other.id != *id && (body.authority == *id || body.family.as_ref() == Some(id))
        });
        if let Some(other) = other {
            let message = format!(
                "\"{id}\" is a measure, and the authority or family of \"{}\" at {}",
                other.id, other.place
            );
            let hint = "relations that name it would mean all of them: give the measure another id";
            found.push(Diagnostic::error(entry.place.clone(), message).hint(hint));
        }
    }
}
