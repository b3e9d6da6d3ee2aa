//! Who gains the trade that the two lose with each other.

use schemars::JsonSchema;
use serde::Serialize;

use super::run::EconomyRun;
use super::{OWN, SetRuns};
use crate::context::Context;
use crate::figure::{Figure, Unit};
use crate::trail::{Basis, Ledger};
use crate::words;

/// An economy beside the two, when these levy their duties on each other and on nobody else.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Diverted {
    /// The economy.
    pub economy: String,
    /// Change of its sales to the first side, in billions of the base year.
    pub to_first: Figure,
    /// Change of its sales to the second.
    pub to_second: Figure,
    /// Change of its sales to both.
    pub net: Figure,
    /// Real income, in percent.
    pub real_income: Figure,
}

/// All economies beside the two, those that sell more first.
pub(crate) fn diverted(
    context: &Context<'_>,
    ledger: &mut Ledger<'_>,
    own: &SetRuns,
) -> Vec<Diverted> {
    let billions = own.baseline.model.world().provenance.unit.to_billions();
    let run = own
        .runs
        .iter()
        .find(|run| run.scenario == "bilateral")
        .unwrap_or(&own.runs[0]);
    let basis = |field: String| Basis::Run {
        run: format!("{}/{OWN}", run.scenario),
        field,
        entries: Vec::new(),
    };
    let mut gains = run.gained.clone();
    gains.sort_by(|x, y| {
        (y.to_first + y.to_second)
            .total_cmp(&(x.to_first + x.to_second))
            .then_with(|| x.economy.cmp(&y.economy))
    });
    let [first, second] = &context.asked.parties;
    let sales = |ledger: &mut Ledger<'_>, economy: &str, party: &str, value: f64| {
        ledger.figure(
            &format!("diverted.{economy}.to-{party}"),
            value * billions,
            Unit::Billion,
            format!(
                "Change of what {} sells to {}",
                words::the(economy),
                words::the(party)
            ),
            basis(format!(
                "sum over sectors of flows[{party}, {economy}].value_new less value (with --flows)"
            )),
        )
    };
    let diverted = gains
        .into_iter()
        .filter_map(|gain| {
            let economy = gain.economy;
            let outcome: &EconomyRun = run.economies.iter().find(|one| one.economy == economy)?;
            Some(Diverted {
                to_first: sales(ledger, &economy, first, gain.to_first),
                to_second: sales(ledger, &economy, second, gain.to_second),
                net: ledger.figure(
                    &format!("diverted.{economy}.net"),
                    (gain.to_first + gain.to_second) * billions,
                    Unit::Billion,
                    format!("Change of what {} sells to the two", words::the(&economy)),
                    basis(format!(
                        "sum over sectors of flows[{first}, {economy}] and flows[{second}, {economy}], value_new less value (with --flows)"
                    )),
                ),
                real_income: ledger.figure(
                    &format!("diverted.{economy}.real-income"),
                    outcome.real_income_change_percent,
                    Unit::Percent,
                    format!(
                        "Real income of {} when the two levy their duties on each other alone",
                        words::the(&economy)
                    ),
                    basis(format!("economies[{economy}].real_income_change_percent")),
                ),
                economy,
            })
        });
    diverted.collect()
}
