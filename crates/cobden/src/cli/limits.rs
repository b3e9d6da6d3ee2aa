//! Quantity limits of a simulation, as text and JSON.

use cobden::model::{Equilibrium, LimitOutcome, QuantityLimit};
use serde_json::{Value, json};

use super::format::{counted, grouped, percent, table};

/// Limits that text shows.
const SHOWN: usize = 20;

/// One object a limit, in the scenario's order.
pub(super) fn as_json(equilibrium: &Equilibrium) -> Value {
    let world = equilibrium.model().world();
    let limits = &equilibrium.shock().limits;
    let object = |outcome: LimitOutcome| {
        let limit = &limits[outcome.limit];
        let flow = |[n, i, j]: &[usize; 3]| {
            json!({
                "importer": world.economies[*n].code,
                "exporter": world.economies[*i].code,
                "sector": world.sectors[*j].code,
            })
        };
        let rent = |(economy, value): &(usize, f64)| json!({ "economy": world.economies[*economy].code, "value": value });
        json!({
            "flows": limit.flows.iter().map(flow).collect::<Value>(),
            "kept_by": limit.rent.name(),
            "value": outcome.value,
            "volume_limit": limit.volume,
            "volume_hat": outcome.volume_hat,
            "binding": outcome.binding,
            // An embargo has no price.
            "tariff_equivalent_percent": outcome.wedge.is_finite().then_some(100.0 * outcome.wedge),
            "quota_rent": outcome.total_rent(),
            "quota_rents": outcome.rent.iter().map(rent).collect::<Value>(),
        })
    };
    equilibrium.limits().into_iter().map(object).collect()
}

/// A table of the limits that cost most, and a line on the others; nothing without limits.
pub(super) fn as_text(equilibrium: &Equilibrium, billions: f64, currency: &str) -> String {
    let mut outcomes = equilibrium.limits();
    if outcomes.is_empty() {
        return String::new();
    }
    let (count, binding) = (
        outcomes.len(),
        outcomes.iter().filter(|outcome| outcome.binding).count(),
    );
    outcomes.sort_by(|a, b| {
        b.binding
            .cmp(&a.binding)
            .then(b.total_rent().total_cmp(&a.total_rent()))
    });
    let world = equilibrium.model().world();
    let limits = &equilibrium.shock().limits;
    let rows = outcomes.iter().take(SHOWN).map(|outcome| {
        let limit = &limits[outcome.limit];
        vec![
            name(limit, world),
            grouped(outcome.value * billions),
            format!("{:.2}", 100.0 * limit.volume),
            format!("{:.2}", 100.0 * outcome.volume_hat),
            if outcome.wedge.is_finite() {
                percent(100.0 * outcome.wedge)
            } else {
                "embargo".into()
            },
            grouped(outcome.total_rent() * billions),
            limit.rent.name().to_owned(),
        ]
    });
    let header = [
        "who sells to whom",
        &format!("value\nbefore\nbn {currency}"),
        "volume\nat most\n% of before",
        "\n\nnow",
        "tariff\nequivalent\n%",
        &format!("\nrent\nbn {currency}"),
        "\n\nkept by",
    ];
    let mut text = format!("\n{}, {binding} binding\n\n", counted(count, "limit"));
    text += &table(&header, rows.collect());
    if count > SHOWN {
        text += &format!("The {} others bind less or not at all.\n", count - SHOWN);
    }
    text
}

fn name(limit: &QuantityLimit, world: &cobden::world::World) -> String {
    let one = |[n, i, j]: &[usize; 3]| {
        format!(
            "{} to {}, {}",
            world.economies[*i].code, world.economies[*n].code, world.sectors[*j].code
        )
    };
    match limit.flows.as_slice() {
        [] => String::new(),
        [only] => one(only),
        [first, rest @ ..] => format!("{} and {} more", one(first), rest.len()),
    }
}
