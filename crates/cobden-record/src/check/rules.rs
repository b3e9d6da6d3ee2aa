//! Rules that contradict each other.

use cobden_diagnostics::{Diagnostic, Diagnostics};

use super::layers::Layer;
use super::{Span, header};
use crate::load::Draft;
use crate::rule::{Relation, Rule};

/// Reports pairs of measures that add up by one rule and yield by another on the same day.
///
/// A rule on `all` others is a general one and gives way to a rule that names them.
pub(super) fn check(draft: &Draft, layers: &[Layer], found: &mut Diagnostics) {
    let rules: Vec<_> = draft.record.rules.values().collect();
    let modelled = || rules.iter().filter(|rule| rule.body.modelled);
    for adds in modelled().filter(|rule| rule.body.relation == Relation::Adds) {
        for yields in modelled() {
            let relation = yields.body.relation;
            if matches!(relation, Relation::Adds | Relation::HighestOf) {
                continue;
            }
            let of = |rule: &Rule| Span::new(rule.from, rule.until);
            let Some(both) = of(&adds.body).and(of(&yields.body)) else {
                continue;
            };
            let Some((a, b, days)) = pair(&adds.body, &yields.body, both, layers) else {
                continue;
            };
            let message = format!(
                "contradictory rules: by \"{}\" \"{a}\" stands to \"{b}\" as \"{relation}\", by \"{}\" ({}) both are due, {days}",
                yields.id, adds.id, adds.place
            );
            let hint = "give one of them an until, or name the families that it is about";
            let place = header(draft, &yields.id);
            found.push(Diagnostic::error(place, message).hint(hint));
        }
    }
}

/// A pair that both rules speak of, and when.
fn pair<'l>(
    adds: &Rule,
    yields: &Rule,
    both: Span,
    layers: &'l [Layer],
) -> Option<(&'l str, &'l str, Span)> {
    for a in layers.iter().filter(|layer| layer.named(&yields.layers)) {
        for b in layers.iter().filter(|layer| layer.named(&yields.others)) {
            let added = (a.named(&adds.layers) && b.named(&adds.others))
                || (b.named(&adds.layers) && a.named(&adds.others));
            let same_actor = a.entry.body.actor == b.entry.body.actor;
            if !added || !same_actor || a.entry.id == b.entry.id {
                continue;
            }
            let days = a.span.and(b.span).and_then(|days| days.and(both));
            if let Some(days) = days {
                return Some((&a.entry.id, &b.entry.id, days));
            }
        }
    }
    None
}
