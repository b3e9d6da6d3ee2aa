//! `cobden sensitivity`.

use std::path::PathBuf;

use clap::ValueEnum;
use cobden::model::{Flows, Outcome};
use cobden::world::World;
use serde_json::json;

use super::Failure;
use super::failure::{print, print_json};
use super::format::table;
use super::progress::Line;
use super::simulate;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Scenario file (TOML), at whose equilibrium the derivatives are taken
    file: PathBuf,
    /// Outcome and economy, for example real-income:USA
    #[arg(long, value_name = "OUTCOME:ECONOMY")]
    outcome: String,
    /// Policy or parameter to rank
    #[arg(long, value_enum, default_value = "tariff")]
    by: Instrument,
    /// Rows shown, largest effects first
    #[arg(long, value_name = "N", default_value_t = 15)]
    top: usize,
    /// World to use instead of the one the scenario names: an embedded world or a folder
    #[arg(long, value_name = "NAME|DIR")]
    world: Option<String>,
    /// Print JSON instead of text, all rows
    #[arg(long)]
    json: bool,
    /// No warnings and no progress
    #[arg(long)]
    quiet: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Instrument {
    Tariff,
    ExportTax,
    TradeCost,
    Elasticity,
}

/// An outcome of the economy at a position.
type OfEconomy = fn(usize) -> Outcome;

/// Names, what they stand for, and units.
const OUTCOMES: [(&str, OfEconomy, &str); 8] = [
    ("real-income", Outcome::RealIncome, "percent"),
    ("real-wage", Outcome::RealWage, "percent"),
    ("wage", Outcome::Wage, "percent"),
    ("consumer-price", Outcome::ConsumerPrice, "percent"),
    ("income", Outcome::Income, "percent"),
    ("duty-revenue", Outcome::DutyRevenue, "value"),
    ("imports", Outcome::Imports, "value"),
    ("exports", Outcome::Exports, "value"),
];

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let simulation = simulate::open(
        &arguments.file,
        arguments.world.as_deref(),
        None,
        arguments.quiet,
    )?;
    let world = simulation.world();
    let (outcome, is_percent) = read_outcome(&arguments.outcome, world)?;
    let failed = |error| Failure::scenario(&arguments.file, error);
    let equilibrium = simulation
        .run(&mut Line::new(arguments.quiet))
        .map_err(failed)?;
    let gradient = equilibrium.gradient(&outcome).map_err(failed)?;
    // One point of a rate, one percent of a cost or an elasticity; logs as percent.
    let point = if is_percent { 1.0 } else { 0.01 };
    let elasticity = &equilibrium.shock().elasticity;
    let mut rows: Vec<(String, f64)> = match arguments.by {
        Instrument::Tariff => cells(world, &gradient.tariff, point),
        Instrument::ExportTax => cells(world, &gradient.export_tax, point),
        Instrument::TradeCost => cells(world, &gradient.log_trade_cost, point),
        Instrument::Elasticity => (0..world.sector_count())
            .map(|j| {
                (
                    world.sectors[j].code.clone(),
                    gradient.elasticity[j] * elasticity[j] * point,
                )
            })
            .collect(),
    };
    rows.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    let unit = if is_percent {
        "percent".to_owned()
    } else {
        world.provenance.unit.to_string()
    };
    let step = match arguments.by {
        Instrument::Tariff | Instrument::ExportTax => "one more point",
        Instrument::TradeCost => "one percent more cost",
        Instrument::Elasticity => "one percent more elasticity",
    };
    if arguments.json {
        let rows = rows
            .iter()
            .map(|(cell, effect)| json!({"cell": cell, "effect": effect}));
        return print_json(&json!({
            "scenario": simulation.scenario.name,
            "world": world.provenance.name,
            "world_hash": simulation.world_hash,
            "version": cobden::VERSION,
            "outcome": arguments.outcome,
            "step": step,
            "unit": unit,
            "effects": rows.collect::<Vec<_>>(),
        }));
    }
    let shown = rows.into_iter().take(arguments.top);
    let shown = shown
        .map(|(cell, effect)| vec![cell, format!("{effect:+.3e}")])
        .collect();
    let cell = match arguments.by {
        Instrument::Elasticity => "sector",
        _ => "cell (importer < exporter, sector)",
    };
    let header = [cell, unit.as_str()];
    print(&format!(
        "{}\neffect of {step} on {}\n\n{}",
        simulation.scenario.name,
        arguments.outcome,
        table(&header, shown)
    ))
}

fn read_outcome(text: &str, world: &World) -> Result<(Outcome, bool), Failure> {
    let names = OUTCOMES.map(|(name, ..)| name).join(", ");
    let (name, code) = text.split_once(':').ok_or_else(|| {
        let hint = format!("for example real-income:USA; outcomes: {names}");
        Failure::argument(format!("\"{text}\" is not OUTCOME:ECONOMY"), hint)
    })?;
    let (_, make, unit) = OUTCOMES
        .iter()
        .find(|(known, ..)| *known == name)
        .ok_or_else(|| {
            Failure::argument(
                format!("outcome \"{name}\" is not known"),
                format!("outcomes: {names}"),
            )
        })?;
    let economy = world.economy_index(code).ok_or_else(|| {
        let message = format!("economy \"{code}\" is not in this world");
        Failure::argument(message, cobden::model::scenario::economy_hint(code, world))
    })?;
    Ok((make(economy), *unit == "percent"))
}

fn cells(world: &World, values: &Flows, scale: f64) -> Vec<(String, f64)> {
    let there = values
        .indexed_iter()
        .filter(|((n, i, _), v)| n != i && **v != 0.0);
    there
        .map(|((n, i, j), v)| {
            let (importer, exporter) = (&world.economies[n].code, &world.economies[i].code);
            (
                format!("{importer} < {exporter}, {}", world.sectors[j].code),
                v * scale,
            )
        })
        .collect()
}
