//! `cobden talks`.

mod board;
mod by_side;
mod optimal;
mod packages;
mod setting;
mod standoff;
mod sustain;
mod war;

use clap::Subcommand;

use super::Failure;

#[derive(Subcommand)]
pub(crate) enum Command {
    Optimal(Box<optimal::OptimalArguments>),
    War(Box<war::WarArguments>),
    Packages(packages::PackagesArguments),
    Standoff(standoff::StandoffArguments),
    Sustain(sustain::SustainArguments),
}

impl Command {
    pub(crate) fn run(&self) -> Result<(), Failure> {
        match self {
            Self::Optimal(arguments) => arguments.run(),
            Self::War(arguments) => arguments.run(),
            Self::Packages(arguments) => arguments.run(),
            Self::Standoff(arguments) => arguments.run(),
            Self::Sustain(arguments) => arguments.run(),
        }
    }
}
