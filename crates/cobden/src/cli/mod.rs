//! Arguments in, text out; everything else is in the library.

mod brief;
mod elasticities;
mod failure;
mod format;
mod limits;
mod progress;
mod read;
mod record;
mod review;
mod sensitivity;
mod simulate;
mod tables;
mod talks;
mod world;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

pub(crate) use failure::Failure;

#[derive(Parser)]
#[command(name = "cobden", version, about, long_about = LONG_ABOUT)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const LONG_ABOUT: &str = "An engine for trade disputes.

Writes results to standard output, warnings and progress to standard error.
Exit codes: 0 done, 1 the system refused something, 2 faults in the input, 3 no equilibrium found.";

#[derive(Subcommand)]
enum Command {
    Brief(brief::BriefArguments),
    Why(brief::WhyArguments),
    Check(record::CheckArguments),
    Timeline(record::TimelineArguments),
    Duty(record::DutyArguments),
    Average(record::AverageArguments),
    Diff(record::DiffArguments),
    Positions(record::PositionsArguments),
    Panel(record::PanelArguments),
    Tariffs(record::TariffsArguments),
    Read(read::Arguments),
    Review(review::Arguments),
    /// Solve a scenario: what a change in policy does to every economy, sector and flow
    Simulate(simulate::Arguments),
    /// Rank policies by what one more point of each would do to an outcome
    Sensitivity(sensitivity::Arguments),
    /// What each side would do, and what both could sign
    #[command(subcommand)]
    Talks(talks::Command),
    /// Look at, check, make and convert worlds
    World(world::Arguments),
    /// List the published sets of trade elasticities
    Elasticities(elasticities::Arguments),
}

/// Parses the arguments, runs the command, reports what went wrong.
pub(crate) fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match arguments.command {
        Command::Brief(arguments) => arguments.run(),
        Command::Why(arguments) => arguments.run(),
        Command::Check(arguments) => arguments.run(),
        Command::Timeline(arguments) => arguments.run(),
        Command::Duty(arguments) => arguments.run(),
        Command::Average(arguments) => arguments.run(),
        Command::Diff(arguments) => arguments.run(),
        Command::Positions(arguments) => arguments.run(),
        Command::Panel(arguments) => arguments.run(),
        Command::Tariffs(arguments) => arguments.run(),
        Command::Read(arguments) => read::run(&arguments),
        Command::Review(arguments) => review::run(&arguments),
        Command::Simulate(arguments) => simulate::run(&arguments),
        Command::Sensitivity(arguments) => sensitivity::run(&arguments),
        Command::Talks(command) => command.run(),
        Command::World(arguments) => world::run(&arguments),
        Command::Elasticities(arguments) => elasticities::run(&arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
