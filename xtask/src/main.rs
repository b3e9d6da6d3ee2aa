//! `cargo xtask COMMAND`.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "xtask", about = "The project's own chores")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Check that crates depend on each other as ARCHITECTURE.md says, without a cycle
    Depcheck,
    /// Compare with published tables and other programs, and write docs/validation.md
    Validate,
    /// Measure, and write docs/performance.md
    Performance {
        /// Python with the packages of compare/requirements.txt, to time the other programs too
        #[arg(long)]
        python: Option<std::path::PathBuf>,
    },
    /// Make the embedded worlds again, from the folders icio2022 and wiod2014
    Worlds {
        /// Folder that has them
        #[arg(long)]
        data: std::path::PathBuf,
    },
    /// The part of the performance report on duties, in a process of its own
    #[command(hide = true)]
    PerformanceOfDuties,
    /// The part of the performance report on talks
    #[command(hide = true)]
    PerformanceOfTalks {
        /// As above
        #[arg(long)]
        python: Option<std::path::PathBuf>,
    },
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Depcheck => xtask::dependencies::check(&xtask::root()),
        Command::Validate => xtask::validation::write_document(),
        Command::Performance { python } => xtask::performance::write_document(python.as_deref()),
        Command::Worlds { data } => xtask::worlds::write(&data),
        Command::PerformanceOfDuties => xtask::performance::duties::section(),
        Command::PerformanceOfTalks { python } => {
            xtask::performance::talks::alone(python.as_deref())
        }
    };
    match done {
        Ok(said) => {
            println!("{said}");
            ExitCode::SUCCESS
        }
        Err(faults) => {
            eprintln!("{faults}");
            ExitCode::FAILURE
        }
    }
}
