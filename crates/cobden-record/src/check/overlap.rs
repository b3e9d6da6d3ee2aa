//! Measures that look like one entered twice.

use std::collections::BTreeMap;

use cobden_diagnostics::{Diagnostic, Diagnostics};

use super::header;
use super::layers::Layer;
use crate::load::Draft;
use crate::measure::{Instrument, Measure};
use crate::products::Products;
use crate::record::Record;
use crate::rule::Relation;

/// Reports tariffs of one actor, authority and family on the same goods of the same economies at the
/// same time, unless a relation says how they stand to each other.
pub(super) fn check(draft: &Draft, layers: &[Layer], found: &mut Diagnostics) {
    let mut alike: BTreeMap<String, Vec<&Layer>> = BTreeMap::new();
    for layer in layers {
        let measure = &layer.entry.body;
        if measure.instrument == Instrument::Tariff {
            let Measure {
                actor,
                authority,
                family,
                target,
                when,
                unless,
                ..
            } = measure;
            let same = format!("{actor} {authority} {family:?} {target:?} {when:?} {unless:?}");
            alike.entry(same).or_default().push(layer);
        }
    }
    for group in alike.values_mut() {
        group.sort_by_key(|layer| (layer.span.from, &layer.entry.id));
        for (index, second) in group.iter().enumerate() {
            // One of them is enough: once it is related, the next is told.
            for first in group[..index].iter().rev() {
                if pair(draft, first, second, found) {
                    break;
                }
            }
        }
    }
}

/// Whether the two overlap, which then is reported.
fn pair(draft: &Draft, first: &Layer, second: &Layer, found: &mut Diagnostics) -> bool {
    let Some(both) = first.span.and(second.span) else {
        return false;
    };
    let (a, b) = (&first.entry.body, &second.entry.body);
    if !same_products(&draft.record, a, b)
        || related(first, second)
        || related(second, first)
        || ruled(&draft.record, first, second)
    {
        return false;
    }
    let (one, other) = (&second.entry.id, &first.entry.id);
    let message = format!(
        "overlapping validity: \"{one}\" and \"{other}\" ({}) charge the same goods of the same economies {both}",
        first.entry.place
    );
    let hint = format!(
        "if one follows the other, write ends = [\"{other}\"] (for good) or replaces = [\"{other}\"] (while it is in force); duties that add up on purpose differ in authority or family"
    );
    found.push(Diagnostic::error(header(draft, one), message).hint(hint));
    true
}

fn same_products(record: &Record, a: &Measure, b: &Measure) -> bool {
    match (&a.products, &b.products) {
        (Products::Unlisted, Products::Unlisted) => a.scope == b.scope,
        (Products::Unlisted, _) | (_, Products::Unlisted) => false,
        (one, other) => one == other || record.codes(one) == record.codes(other),
    }
}

fn related(one: &Layer, other: &Layer) -> bool {
    let body = &one.entry.body;
    other.named(&body.replaces) || other.named(&body.excluded_by) || other.named(&body.ends)
}

fn ruled(record: &Record, a: &Layer, b: &Layer) -> bool {
    record.rules.values().any(|rule| {
        let rule = &rule.body;
        let layers = |layer: &Layer| layer.named(&rule.layers);
        let others = |layer: &Layer| layer.named(&rule.others);
        match rule.relation {
            Relation::HighestOf => layers(a) && layers(b),
            _ => (layers(a) && others(b)) || (layers(b) && others(a)),
        }
    })
}
