//! `cobden world`.

mod import;
mod info;
mod join;

use std::path::PathBuf;

use clap::Subcommand;
use cobden::diagnostics::Diagnostic;
use cobden::world::{CalibrationReport, Format, Mapping, World, aggregate};

use super::Failure;
use super::failure::{print, show};
use import::Import;
use join::Join;

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
        /// Table of tariffs to put in first: importer, exporter, sector, tariff (repeat for more; the last counts)
        #[arg(long, value_name = "FILE")]
        tariffs: Vec<PathBuf>,
        #[command(flatten)]
        output: Output,
    },
    /// Join the flows of a world with the technology of another, and say what was bent
    Join(Join),
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
                info::print_as_json(&world)
            } else {
                info::print_as_text(&world)
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
            import::check_and_save(&aggregate(&world, &mapping), output)
        }
        Command::Calibrate {
            world,
            tariffs,
            output,
        } => {
            let (world, report, warnings) = cobden::calibrate_folder(world, tariffs)?;
            show(&warnings);
            print(&calibration(&report))?;
            save(&world, output)
        }
        Command::Export { world, output } => {
            let (world, _) = cobden::open_world(world, None)?;
            save(&world, output)
        }
        Command::Import(import) => import::run(import),
        Command::Join(join) => join::run(join),
    }
}

fn save(world: &World, output: &Output) -> Result<(), Failure> {
    write(world, output)?;
    say_written(world, output)
}

fn write(world: &World, output: &Output) -> Result<(), Failure> {
    let format = if output.csv {
        Format::Csv
    } else {
        Format::Parquet
    };
    world
        .save(&output.out, format)
        .map_err(|error| Failure::System(output.out.display().to_string(), error))
}

fn say_written(world: &World, output: &Output) -> Result<(), Failure> {
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
