//! `cobden simulate`.

use std::path::PathBuf;

use cobden::model::{EconomyOutcome, Equilibrium, Flows};
use cobden::simulation::Simulation;
use serde_json::{Value, json};

use super::failure::{print, print_json, show};
use super::format::{fine_percent, grouped, hat, percent, signed, table};
use super::progress::Line;
use super::{Failure, limits, tables};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Scenario file (TOML)
    file: PathBuf,
    /// World to use instead of the one the scenario names: an embedded world or a folder
    #[arg(long, value_name = "NAME|DIR")]
    world: Option<String>,
    /// Print one JSON object instead of text
    #[arg(long)]
    json: bool,
    /// With --json: include every bilateral flow
    #[arg(long, requires = "json")]
    flows: bool,
    /// Also write economies, sectors and flows as Parquet and CSV into a new folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Threads for large worlds (the digits do not depend on it)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
    /// No warnings and no progress
    #[arg(long)]
    quiet: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    if let Some(folder) = &arguments.out {
        // Before a long solve rather than after it.
        cobden::world::check_free(folder)
            .map_err(|error| Failure::System(folder.display().to_string(), error))?;
    }
    let simulation = open(
        &arguments.file,
        arguments.world.as_deref(),
        arguments.threads,
        arguments.quiet,
    )?;
    let equilibrium = simulation
        .run(&mut Line::new(arguments.quiet))
        .map_err(|error| Failure::scenario(&arguments.file, error))?;
    if let Some(folder) = &arguments.out {
        let mut head = head(&simulation, &equilibrium);
        head["limits"] = limits::as_json(&equilibrium);
        tables::write(folder, &equilibrium, &head)
            .map_err(|error| Failure::System(folder.display().to_string(), error))?;
    }
    if arguments.json {
        return print_json(&as_json(&simulation, &equilibrium, arguments.flows));
    }
    let mut text = as_text(&simulation, &equilibrium);
    if let Some(folder) = &arguments.out {
        text += &format!("\nTables written to {}\n", folder.display());
    }
    print(&text)
}

/// Opens a simulation as the command line asks for it, and shows its warnings.
pub(super) fn open(
    file: &std::path::Path,
    world: Option<&str>,
    threads: Option<u16>,
    quiet: bool,
) -> Result<Simulation, Failure> {
    let mut simulation = Simulation::open(file, world)?;
    if let Some(threads) = threads {
        simulation.settings.threads = usize::from(threads);
    }
    if !quiet {
        show(&simulation.warnings);
    }
    Ok(simulation)
}

/// What every answer carries: what was solved, on what, how well.
fn head(simulation: &Simulation, equilibrium: &Equilibrium) -> Value {
    let statistics = equilibrium.statistics();
    let settings = &simulation.settings;
    json!({
        "scenario": simulation.scenario.name,
        "world": simulation.world().provenance.name,
        "closure": equilibrium.closure().name(),
        "solver": {
            "status": "converged",
            "residual": statistics.residual,
            "iterations": statistics.iterations,
            "map_evaluations": statistics.map_evaluations(),
            "seconds": statistics.time.as_secs_f64(),
            "tolerance": settings.tolerance,
            "max_iterations": settings.max_iterations,
            "threads": settings.threads,
        },
        "world_hash": simulation.world_hash,
        "world_year": simulation.world().provenance.year,
        "unit": simulation.world().provenance.unit.to_string(),
        "version": cobden::VERSION,
    })
}

fn as_json(simulation: &Simulation, equilibrium: &Equilibrium, flows: bool) -> Value {
    let mut object = head(simulation, equilibrium);
    let economies = equilibrium.economies();
    object["economies"] = economies.iter().map(economy_json).collect();
    object["limits"] = limits::as_json(equilibrium);
    if flows {
        let flow = |flow: cobden::model::FlowOutcome| {
            json!({
                "importer": flow.importer,
                "exporter": flow.exporter,
                "sector": flow.sector,
                "value": flow.value,
                "value_new": flow.value_new,
            })
        };
        object["flows"] = equilibrium.flow_outcomes().into_iter().map(flow).collect();
    }
    object
}

fn economy_json(outcome: &EconomyOutcome) -> Value {
    json!({
        "economy": outcome.economy,
        "real_income_change_percent": outcome.real_income_change_percent,
        "real_wage_change_percent": outcome.real_wage_change_percent,
        "wage_hat": outcome.wage_hat,
        "consumer_price_hat": outcome.consumer_price_hat,
        "income_hat": outcome.income_hat,
        "terms_of_trade_change_percent": outcome.terms_of_trade_change_percent,
        "duty_revenue": outcome.duty_revenue,
        "imports_hat": outcome.imports_hat,
        "exports_hat": outcome.exports_hat,
        "duty_revenue_before": outcome.duty_revenue_before,
        "export_tax_revenue": outcome.export_tax_revenue,
        "quota_rent": outcome.quota_rent,
        "import_volume_hat": outcome.import_volume_hat,
        "export_volume_hat": outcome.export_volume_hat,
        "income": outcome.income,
        "equivalent_variation": outcome.equivalent_variation,
        "first_order_welfare_percent": {
            "total": outcome.first_order.total_percent(),
            "terms_of_trade": outcome.first_order.terms_of_trade_percent,
            "volume_of_trade": outcome.first_order.volume_of_trade_percent,
        },
    })
}

fn as_text(simulation: &Simulation, equilibrium: &Equilibrium) -> String {
    let world = simulation.world();
    let unit = &world.provenance.unit;
    let billions = unit.to_billions();
    let statistics = equilibrium.statistics();
    let mut text = format!(
        "{}\nworld {}, {} economies, {} sectors; {}; converged, residual {:.0e}, {} maps, {:.1} ms\n\n",
        simulation.scenario.name,
        world.provenance.title(),
        world.economy_count(),
        world.sector_count(),
        equilibrium.closure(),
        statistics.residual,
        statistics.map_evaluations(),
        1e3 * statistics.time.as_secs_f64(),
    );
    let parties = simulation.parties();
    let outcomes = equilibrium.economies();
    let mut order: Vec<usize> = (0..outcomes.len()).collect();
    let is_party = |n: usize| parties.is_some_and(|(a, b)| n == a || n == b);
    order.sort_by(|a, b| {
        let effect = |n: usize| outcomes[n].real_income_change_percent;
        is_party(*b)
            .cmp(&is_party(*a))
            .then(effect(*a).total_cmp(&effect(*b)))
    });
    let rows = order.iter().map(|n| {
        let o = &outcomes[*n];
        vec![
            format!(
                "{} {}",
                o.economy,
                short_name(&world.economies[*n].name, &o.economy)
            ),
            fine_percent(o.real_income_change_percent),
            signed(o.equivalent_variation * billions),
            percent(o.real_wage_change_percent),
            hat(o.wage_hat),
            hat(o.consumer_price_hat),
            percent(o.terms_of_trade_change_percent),
            grouped(o.duty_revenue * billions),
            signed((o.duty_revenue - o.duty_revenue_before) * billions),
            hat(o.imports_hat),
            hat(o.exports_hat),
        ]
    });
    let header = [
        "",
        "real\nincome\n%",
        &format!("\nincome\nbn {}", unit.currency),
        "real\nwage\n%",
        "\nwage\n%",
        "consumer\nprices\n%",
        "terms of\ntrade\n%",
        &format!("duty\nrevenue\nbn {}", unit.currency),
        "\nchange\nbn",
        "\nimports\n%",
        "\nexports\n%",
    ];
    text += &table(&header, rows.collect());
    text += "\nReal income at benchmark prices; wages, prices and values relative to world value added.\n";
    if let Some(note) = internal_duties(&world.internally_taxed()) {
        text += &note;
    }
    text += &limits::as_text(equilibrium, billions, &unit.currency);
    if let Some((a, b)) = parties {
        text += &diversion(equilibrium, a, b, billions, &unit.currency);
    }
    text
}

/// What to say of economies that levy duties inside themselves.
pub(super) fn internal_duties(codes: &[&str]) -> Option<String> {
    let codes = (!codes.is_empty()).then(|| codes.join(", "))?;
    Some(format!(
        "Duty revenue of {codes} includes duties on trade inside it, which stay as they are.\n"
    ))
}

/// The name, unless it only repeats the code.
fn short_name<'a>(name: &'a str, code: &str) -> &'a str {
    if name == code { "" } else { name }
}

/// Economies shown as gaining the diverted trade.
const GAINERS: usize = 8;

fn diversion(
    equilibrium: &Equilibrium,
    a: usize,
    b: usize,
    billions: f64,
    currency: &str,
) -> String {
    let world = equilibrium.model().world();
    let (before, after) = equilibrium.flows();
    let total = |flows: &Flows, importer: usize, exporter: usize| -> f64 {
        let sectors = 0..world.sector_count();
        sectors.map(|j| flows[[importer, exporter, j]]).sum::<f64>() * billions
    };
    let diversion = equilibrium.diversion(a, b);
    let (first, second) = (&diversion.pair.0, &diversion.pair.1);
    let mut text = String::new();
    for (importer, exporter) in [(a, b), (b, a)] {
        let (old, new) = (
            total(&before, importer, exporter),
            total(&after, importer, exporter),
        );
        text += &format!(
            "\n{} imports from {}: {} to {} bn {currency} ({}%)",
            world.economies[importer].code,
            world.economies[exporter].code,
            grouped(old),
            grouped(new),
            hat(new / old),
        );
    }
    let mut gained = diversion.gained.clone();
    gained.sort_by(|x, y| (y.1 + y.2).total_cmp(&(x.1 + x.2)));
    // Gains that would be shown as nothing are left out.
    let visible = |gain: f64| gain * billions >= 0.05;
    let winners = gained.iter().filter(|g| visible(g.1 + g.2)).take(GAINERS);
    let rows: Vec<Vec<String>> = winners
        .map(|(code, to_first, to_second)| {
            vec![
                code.clone(),
                signed(to_first * billions),
                signed(to_second * billions),
                signed((to_first + to_second) * billions),
            ]
        })
        .collect();
    if rows.is_empty() {
        return text + "\n";
    }
    let header = [
        "who sells more",
        &format!("to {first}"),
        &format!("to {second}"),
        &format!("bn {currency}"),
    ];
    text + "\n\n" + &table(&header, rows)
}
