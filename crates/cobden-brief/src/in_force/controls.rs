//! Measures in force that are no duties.

use std::borrow::Cow;

use cobden_record::{Entry, Instrument, Kind, Measure};
use schemars::JsonSchema;
use serde::Serialize;

use crate::context::Context;
use crate::trail::Ledger;

/// A measure in force that is no duty.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Control {
    /// The measure, as a figure's name.
    pub id: String,
    /// Id of the measure.
    pub measure: String,
    /// Who acts.
    pub actor: String,
    /// What it is.
    pub instrument: String,
    /// What tables call it.
    pub title: String,
    /// The products in words.
    pub scope: Option<String>,
    /// Since when.
    pub from: Option<String>,
}

/// Controls that one side holds against the other.
pub(super) fn controls(
    context: &Context<'_>,
    ledger: &mut Ledger<'_>,
    actor: &str,
    target: &str,
) -> Vec<Control> {
    let held = context.in_force(actor, target, context.asked.on);
    let controls = held.into_iter().filter(|(_, measure)| {
        use Instrument::{ExportControl, ImportBan, PurchaseCommitment, Quota, Sanction};
        matches!(
            measure.instrument,
            ExportControl | ImportBan | PurchaseCommitment | Quota | Sanction
        )
    });
    let mut control = |(entry, measure): (&Entry<Measure>, Cow<'_, Measure>)| Control {
        id: {
            let basis = ledger.says(Kind::Measure, entry);
            let title = format!(
                "Measure in force: {}",
                entry.common.title.clone().unwrap_or_default()
            );
            ledger.file(&format!("control.{}", entry.id), title, basis)
        },
        measure: entry.id.clone(),
        actor: actor.to_owned(),
        instrument: measure.instrument.word().to_owned(),
        title: entry
            .common
            .title
            .clone()
            .unwrap_or_else(|| entry.id.clone()),
        scope: measure.scope.clone(),
        from: measure.from.map(|day| day.to_string()),
    };
    controls.map(&mut control).collect()
}
