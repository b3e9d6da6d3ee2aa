//! Whether limits rest on what can be limited, and products are where they say.

use cobden_codes::hs::isic;
use cobden_diagnostics::{Diagnostic, Diagnostics};

use super::key;
use crate::load::Draft;
use crate::measure::Instrument;

pub(super) fn check(draft: &Draft, found: &mut Diagnostics) {
    for (id, entry) in &draft.record.limits {
        let Some(measure) = draft.record.measures.get(&entry.body.measure) else {
            continue;
        };
        let instrument = measure.body.instrument;
        if !matches!(instrument, Instrument::ExportControl | Instrument::Quota) {
            let message = format!(
                "\"{}\" ({}) is of instrument \"{instrument}\", which limits no quantity",
                measure.id, measure.place
            );
            let hint = "a limit is about a measure of instrument \"export control\" or \"quota\"";
            found.push(Diagnostic::error(key(draft, id, "measure"), message).hint(hint));
        }
    }
    divisions(draft, found);
}

/// Products whose codes the table of the Harmonized System puts elsewhere.
fn divisions(draft: &Draft, found: &mut Diagnostics) {
    for (id, entry) in &draft.record.products {
        let own = entry.body.division;
        for code in &entry.body.products {
            let Some(divisions) = isic::divisions(*code) else {
                let message = format!("{code} belongs to no division of ISIC Rev.4");
                let hint = "look the code up in the Harmonized System";
                found.push(Diagnostic::warning(key(draft, id, "products"), message).hint(hint));
                continue;
            };
            if divisions.iter().any(|(division, _)| *division == own) {
                continue;
            }
            let all: Vec<String> = divisions
                .iter()
                .map(|(one, _)| format!("{one:02}"))
                .collect();
            let message = format!(
                "{code} belongs to division {}, not {own:02}",
                all.join(", ")
            );
            let hint = "name the division that makes it, or say in the note why another is meant";
            found.push(Diagnostic::warning(key(draft, id, "division"), message).hint(hint));
        }
    }
}
