//! Vintages of one tariff follow each other.

use cobden_diagnostics::{Diagnostic, Diagnostics};

use super::{Span, header};
use crate::load::Draft;

pub(super) fn check(draft: &Draft, found: &mut Diagnostics) {
    let mut all: Vec<_> = draft.record.nomenclatures.values().collect();
    all.sort_by_key(|entry| (entry.body.from, &entry.id));
    for (index, second) in all.iter().enumerate() {
        let of =
            |one: &&crate::Entry<crate::Nomenclature>| Span::new(one.body.from, one.body.until);
        let earlier = all[..index].iter().rev();
        let overlap = earlier
            .filter(|first| first.body.importer == second.body.importer)
            .find_map(|first| Some((first, of(first).and(of(second))?)));
        if let Some((first, both)) = overlap {
            let message = format!(
                "\"{}\" and \"{}\" ({}) are both the codes of {} {both}",
                second.id, first.id, first.place, second.body.importer
            );
            let hint = "a tariff has one vintage at a time: write until = DATE in the earlier one, and from = DATE in the later";
            found.push(Diagnostic::error(header(draft, &second.id), message).hint(hint));
        }
    }
}
