//! `cobden sensitivity`.

use std::path::PathBuf;

use clap::ValueEnum;
use cobden::model::{Flows, Outcome};
use cobden::world::World;
use serde_json::{Value, json};

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
    let mut effects = match arguments.by {
        Instrument::Tariff => of_cells(world, &gradient.tariff, point),
        Instrument::ExportTax => of_cells(world, &gradient.export_tax, point),
        Instrument::TradeCost => of_cells(world, &gradient.log_trade_cost, point),
        Instrument::Elasticity => {
            let thetas = gradient
                .elasticity
                .iter()
                .zip(&equilibrium.shock().elasticity);
            let effects = thetas
                .zip(&world.sectors)
                .map(|((slope, theta), sector)| Effect {
                    pair: None,
                    sector: &sector.code,
                    size: slope * theta * point,
                });
            effects.collect()
        }
    };
    effects.sort_by(|a, b| b.size.abs().total_cmp(&a.size.abs()));
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
        return print_json(&json!({
            "scenario": simulation.scenario.name,
            "world": world.provenance.name,
            "world_hash": simulation.world_hash,
            "version": cobden::VERSION,
            "outcome": arguments.outcome,
            "step": step,
            "unit": unit,
            "effects": effects.iter().map(Effect::json).collect::<Vec<_>>(),
        }));
    }
    let shown = effects.iter().take(arguments.top);
    let header: &[&str] = match arguments.by {
        Instrument::Elasticity => &["sector", &unit],
        _ => &["importer", "exporter", "sector", &unit],
    };
    print(&format!(
        "{}\neffect of {step} on {}\n\n{}",
        simulation.scenario.name,
        arguments.outcome,
        table(header, shown.map(Effect::row).collect())
    ))
}

/// What a step of one cell does to the outcome.
struct Effect<'a> {
    /// Importer and exporter, where the cell has them.
    pair: Option<(&'a str, &'a str)>,
    sector: &'a str,
    size: f64,
}

impl Effect<'_> {
    fn json(&self) -> Value {
        match self.pair {
            Some((importer, exporter)) => json!({
                "importer": importer,
                "exporter": exporter,
                "sector": self.sector,
                "effect": self.size,
            }),
            None => json!({"sector": self.sector, "effect": self.size}),
        }
    }

    fn row(&self) -> Vec<String> {
        let mut row: Vec<String> = match self.pair {
            Some((importer, exporter)) => vec![importer.to_owned(), exporter.to_owned()],
            None => Vec::new(),
        };
        row.extend([self.sector.to_owned(), format!("{:+.3e}", self.size)]);
        row
    }
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

/// Effects of the cells at borders, those that are zero left out.
fn of_cells<'a>(world: &'a World, slopes: &Flows, step: f64) -> Vec<Effect<'a>> {
    let there = slopes
        .indexed_iter()
        .filter(|((n, i, _), slope)| n != i && **slope != 0.0);
    let code = |n: usize| world.economies[n].code.as_str();
    there
        .map(|((n, i, j), slope)| Effect {
            pair: Some((code(n), code(i))),
            sector: &world.sectors[j].code,
            size: slope * step,
        })
        .collect()
}
