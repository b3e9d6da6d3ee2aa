//! No source repeats itself, by whatever detour.

use cobden_diagnostics::{Diagnostic, Diagnostics};

use super::key;
use crate::load::Draft;

pub(super) fn check(draft: &Draft, found: &mut Diagnostics) {
    for (id, entry) in &draft.record.sources {
        if !draft.record.repeated(id).contains(id.as_str()) {
            continue;
        }
        let message = match entry.body.repeats.contains(id) {
            true => format!("\"{id}\" repeats itself"),
            false => format!("\"{id}\" repeats what repeats it"),
        };
        let hint = "name what was published first in the sources that came after it";
        found.push(Diagnostic::error(key(draft, id, "repeats"), message).hint(hint));
    }
}
