//! `cobden world`.

use std::path::{Path, PathBuf};

use clap::{Subcommand, ValueEnum};
use cobden::diagnostics::{Diagnostic, Diagnostics};
use cobden::model::{Model, Settings};
use cobden::world::import::{
    BilateralLayout, import_bilateral, import_caliendo_parro, import_icio,
};
use cobden::world::table::{ColumnData, write_csv};
use cobden::world::{Accounts, CalibrationReport, Format, Mapping, World, aggregate, calibrate};
use serde_json::json;

use super::failure::{print, print_json, show};
use super::format::{grouped, table};
use super::{Failure, elasticities};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Check that a world's files are sound and make a benchmark equilibrium
    Check {
        /// Embedded world or folder
        world: String,
    },
    /// Show a world's economies, sectors, totals and hash
    Info {
        /// Embedded world or folder
        #[arg(default_value = cobden::world::DEFAULT_WORLD)]
        world: String,
        /// Print JSON instead of text
        #[arg(long)]
        json: bool,
    },
    /// Merge economies and sectors as a mapping file says
    Aggregate {
        /// Embedded world or folder
        world: String,
        /// Mapping file (TOML)
        #[arg(long, value_name = "FILE")]
        mapping: PathBuf,
        #[command(flatten)]
        output: Output,
    },
    /// Make a world's benchmark an exact equilibrium, and say what was touched
    Calibrate {
        /// Folder
        world: PathBuf,
        #[command(flatten)]
        output: Output,
    },
    /// Copy a world, an embedded one for example, into a folder
    Export {
        /// Embedded world or folder
        world: String,
        #[command(flatten)]
        output: Output,
    },
    /// Make a world from other people's tables
    Import(Import),
}

#[derive(clap::Args)]
struct Output {
    /// New folder to write
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Write the large tables as CSV instead of Parquet
    #[arg(long)]
    csv: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Layout {
    /// OECD Inter-Country Input-Output table, official CSV
    OecdIcio,
    /// Long table of bilateral flows (gravity data), without intermediates
    Bilateral,
    /// Folder of long tables of Caliendo and Parro (2015)
    CaliendoParro,
}

#[derive(clap::Args)]
struct Import {
    /// Table file, or folder for caliendo-parro
    source: PathBuf,
    /// Layout of the source
    #[arg(long, value_enum)]
    format: Layout,
    /// oecd-icio: published set of trade elasticities
    #[arg(long, value_name = "SET", default_value = "caliendo-parro-2015")]
    elasticities: String,
    /// Year of the flows
    #[arg(long)]
    year: Option<i32>,
    /// bilateral: trade elasticity of every sector
    #[arg(long, value_name = "THETA", default_value_t = 4.0)]
    elasticity: f64,
    /// bilateral: column of importers
    #[arg(long, default_value = "importer")]
    importer: String,
    /// bilateral: column of exporters
    #[arg(long, default_value = "exporter")]
    exporter: String,
    /// bilateral: column of sectors (none: one sector)
    #[arg(long)]
    sector: Option<String>,
    /// bilateral: column of values
    #[arg(long, default_value = "value")]
    value: String,
    /// bilateral: column of tariffs as ratios (none: no tariffs)
    #[arg(long)]
    tariff: Option<String>,
    /// caliendo-parro: keep the deficits of 1993 instead of purging them
    #[arg(long)]
    keep_deficits: bool,
    /// caliendo-parro: the paper's variant of the model
    #[arg(long, value_enum, default_value = "full")]
    variant: Variant,
    #[command(flatten)]
    output: Output,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Variant {
    /// With input-output links
    Full,
    /// Materials from the own sector alone
    NoInputOutput,
    /// No materials: output is value added
    NoMaterials,
    /// One sector of tradables and one of non-tradables
    OneSector,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    match &arguments.command {
        Command::Check { world } => {
            let (world, warnings) = cobden::open_world(world, None)?;
            show(&warnings);
            print(&format!(
                "{}: {} economies, {} sectors, benchmark in equilibrium\n",
                world.provenance.name,
                world.economy_count(),
                world.sector_count()
            ))
        }
        Command::Info { world, json } => {
            let (world, warnings) = cobden::open_world(world, None)?;
            show(&warnings);
            if *json {
                info_json(&world)
            } else {
                info(&world)
            }
        }
        Command::Aggregate {
            world,
            mapping,
            output,
        } => {
            let (world, warnings) = cobden::open_world(world, None)?;
            show(&warnings);
            let shown = mapping.display().to_string();
            let text = std::fs::read_to_string(mapping)
                .map_err(|error| Diagnostic::unreadable(&shown, &error))?;
            let mapping = Mapping::parse(&shown, &text, &world)?;
            save(&aggregate(&world, &mapping), output)
        }
        Command::Calibrate { world, output } => {
            let (world, report, warnings) = cobden::calibrate_folder(world)?;
            show(&warnings);
            print(&calibration(&report))?;
            save(&world, output)
        }
        Command::Export { world, output } => {
            let (world, _) = cobden::open_world(world, None)?;
            save(&world, output)
        }
        Command::Import(import) => run_import(import),
    }
}

fn save(world: &World, output: &Output) -> Result<(), Failure> {
    let format = if output.csv {
        Format::Csv
    } else {
        Format::Parquet
    };
    world
        .save(&output.out, format)
        .map_err(|error| Failure::System(output.out.display().to_string(), error))?;
    print(&format!(
        "{} written: {} economies, {} sectors, hash {}\n",
        output.out.display(),
        world.economy_count(),
        world.sector_count(),
        &world.hash()[..16]
    ))
}

fn calibration(report: &CalibrationReport) -> String {
    let mut text = format!(
        "calibrated in {} rounds, largest excess demand {:.0e}\n\
         negative final demand set to zero: {} cells, {:.2e} of world final demand\n\
         input shares rescaled: {} rows\n\
         largest change of an economy's value added {:.2e}, of an expenditure {:.2e}\n",
        report.iterations,
        report.residual,
        report.negative_final_demand.len(),
        report.touched_share,
        report.rescaled_input_rows,
        report.largest_value_added_change,
        report.largest_expenditure_change
    );
    let mut cells = report.negative_final_demand.clone();
    cells.sort_by(|a, b| a.2.total_cmp(&b.2));
    for (economy, sector, value) in cells.iter().take(20) {
        text += &format!("  {economy} {sector} {value:.3}\n");
    }
    text
}

fn info(world: &World) -> Result<(), Failure> {
    let p = &world.provenance;
    let accounts = Accounts::of(world);
    let billions = p.unit.to_billions();
    let mut text = format!(
        "{}{}, {}\nsource: {}\nlicence: {}\n{}\nhash: {}\n\n",
        p.name,
        p.year.map_or(String::new(), |year| format!(" {year}")),
        p.unit,
        or_unknown(&p.source),
        or_unknown(&p.licence),
        p.notes,
        world.hash()
    );
    let trade = trade_totals(world);
    let duty_at_border = |n: usize| -> f64 {
        let cells = world
            .flows
            .indexed_iter()
            .filter(|((m, i, _), _)| *m == n && i != m);
        cells.map(|(at, flow)| world.tariffs[at] * flow).sum()
    };
    let rows = world.economies.iter().enumerate().map(|(n, e)| {
        vec![
            format!("{} {}", e.code, e.name),
            grouped(accounts.value_added[n] * billions),
            grouped(trade[n].0 * billions),
            grouped(trade[n].1 * billions),
            grouped(accounts.deficit[n] * billions),
            grouped(accounts.duty_revenue[n] * billions),
            format!(
                "{:.2}",
                100.0 * duty_at_border(n) / trade[n].0.max(f64::MIN_POSITIVE)
            ),
        ]
    });
    let bn = format!("bn {}", p.unit.currency);
    let header = [
        "economy",
        &format!("value\nadded\n{bn}"),
        "imports",
        "exports",
        "deficit",
        "duty\nrevenue",
        "average\nduty %",
    ];
    text += &table(&header, rows.collect());
    text += "\n";
    let rows = world.sectors.iter().enumerate().map(|(j, s)| {
        let output: f64 = accounts.output.column(j).sum();
        vec![
            format!("{} {}", s.code, s.name),
            if s.goods { "goods" } else { "services" }.into(),
            format!("{:.3}", s.trade_elasticity),
            grouped(output * billions),
            format!("{:.1}", 100.0 * traded_share(world, j)),
        ]
    });
    text += &table(
        &[
            "sector",
            "kind",
            "trade\nelasticity",
            &format!("output\n{bn}"),
            "traded\n%",
        ],
        rows.collect(),
    );
    print(&text)
}

fn or_unknown(text: &str) -> &str {
    if text.is_empty() { "not stated" } else { text }
}

/// Imports and exports at customs value by economy.
fn trade_totals(world: &World) -> Vec<(f64, f64)> {
    let mut totals = vec![(0.0, 0.0); world.economy_count()];
    for ((importer, exporter, _), flow) in
        world.flows.indexed_iter().filter(|((n, i, _), _)| n != i)
    {
        totals[importer].0 += flow;
        totals[exporter].1 += flow;
    }
    totals
}

fn traded_share(world: &World, sector: usize) -> f64 {
    let (mut traded, mut all) = (0.0, 0.0);
    for ((n, i, _), flow) in world
        .flows
        .indexed_iter()
        .filter(|((_, _, j), _)| *j == sector)
    {
        all += flow;
        traded += if n == i { 0.0 } else { *flow };
    }
    if all > 0.0 { traded / all } else { 0.0 }
}

fn info_json(world: &World) -> Result<(), Failure> {
    let p = &world.provenance;
    let accounts = Accounts::of(world);
    let trade = trade_totals(world);
    let economies = world.economies.iter().enumerate().map(|(n, e)| {
        json!({
            "economy": e.code,
            "name": e.name,
            "value_added": accounts.value_added[n],
            "imports": trade[n].0,
            "exports": trade[n].1,
            "deficit": accounts.deficit[n],
            "duty_revenue": accounts.duty_revenue[n],
        })
    });
    let sectors = world.sectors.iter().enumerate().map(|(j, s)| {
        json!({
            "sector": s.code,
            "name": s.name,
            "goods": s.goods,
            "trade_elasticity": s.trade_elasticity,
            "output": accounts.output.column(j).sum(),
        })
    });
    print_json(&json!({
        "world": p.name,
        "year": p.year,
        "unit": p.unit.to_string(),
        "source": p.source,
        "licence": p.licence,
        "notes": p.notes,
        "hash": world.hash(),
        "version": cobden::VERSION,
        "economies": economies.collect::<Vec<_>>(),
        "sectors": sectors.collect::<Vec<_>>(),
    }))
}

fn run_import(import: &Import) -> Result<(), Failure> {
    let mut world = match import.format {
        Layout::OecdIcio => {
            let set = elasticities::find(&import.elasticities)?;
            let imported = import_icio(&import.source, set)?;
            print(&format!(
                "negative flows set to zero: {} cells, {:.2e} of all flows\n\
                 sectors with negative value added: {}\nlargest gap between OUT and its uses: {:.1e}\n",
                imported.negative_flows,
                imported.negative_share,
                imported.negative_value_added,
                imported.largest_output_gap
            ))?;
            let (world, report) = calibrate(&imported.world)?;
            print(&calibration(&report))?;
            world
        }
        Layout::Bilateral if !(import.elasticity > 0.0 && import.elasticity.is_finite()) => {
            let message = format!(
                "a trade elasticity of {} is not above zero",
                import.elasticity
            );
            let hint = "the sign convention is theta > 0 (sigma - 1 in Armington models)";
            return Err(Failure::argument(message, hint));
        }
        Layout::Bilateral => import_bilateral(
            &import.source,
            &BilateralLayout {
                importer: import.importer.clone(),
                exporter: import.exporter.clone(),
                sector: import.sector.clone(),
                value: import.value.clone(),
                tariff: import.tariff.clone(),
                trade_elasticity: import.elasticity,
            },
        )?,
        Layout::CaliendoParro => return import_1993(import),
    };
    world.provenance.year = import.year.or(world.provenance.year);
    check_and_save(&world, &import.output)
}

fn check_and_save(world: &World, output: &Output) -> Result<(), Failure> {
    let found: Diagnostics = cobden::world::check(world);
    let ((), warnings) = found.finish(())?;
    show(&warnings);
    save(world, output)
}

/// The base year of Caliendo and Parro, solved for, and the tariffs of 2005 beside it.
fn import_1993(import: &Import) -> Result<(), Failure> {
    let imported = import_caliendo_parro(&import.source)?;
    let imported = match import.variant {
        Variant::OneSector => imported.one_sector(),
        _ => imported,
    };
    let data = match import.variant {
        Variant::Full | Variant::OneSector => imported.benchmark,
        Variant::NoInputOutput => imported.benchmark.without_input_output_links(),
        Variant::NoMaterials => imported.benchmark.without_materials(),
    };
    let (mut world, statistics) =
        Model::resolve(&data, !import.keep_deficits, &Settings::default())?;
    world.provenance.notes = format!(
        "Base year 1993 solved {} deficits, {} maps, residual {:.0e}.",
        if import.keep_deficits {
            "with its"
        } else {
            "without"
        },
        statistics.map_evaluations(),
        statistics.residual
    );
    check_and_save(&world, &import.output)?;
    write_tariffs(&import.output.out, &world, &imported.tariffs_2005)
}

fn write_tariffs(
    folder: &Path,
    world: &World,
    tariffs: &cobden::model::Flows,
) -> Result<(), Failure> {
    let cells: Vec<_> = tariffs
        .indexed_iter()
        .filter(|((n, i, _), _)| n != i)
        .collect();
    let code = |n: usize| world.economies[n].code.as_str();
    let columns = [
        (
            "importer",
            ColumnData::Text(cells.iter().map(|((n, ..), _)| code(*n)).collect()),
        ),
        (
            "exporter",
            ColumnData::Text(cells.iter().map(|((_, i, _), _)| code(*i)).collect()),
        ),
        (
            "sector",
            ColumnData::Text(
                cells
                    .iter()
                    .map(|((.., j), _)| world.sectors[*j].code.as_str())
                    .collect(),
            ),
        ),
        (
            "tariff",
            ColumnData::Number(cells.iter().map(|(_, t)| **t).collect()),
        ),
    ];
    let path = folder.join("tariffs-2005.csv");
    write_csv(&path, &columns).map_err(|error| Failure::System(path.display().to_string(), error))
}
