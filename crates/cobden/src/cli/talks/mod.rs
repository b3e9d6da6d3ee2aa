//! `cobden talks`.

mod by_side;
mod standoff;
mod sustain;

use clap::Subcommand;

use super::Failure;

#[derive(Subcommand)]
pub(crate) enum Command {
    Standoff(standoff::StandoffArguments),
    Sustain(sustain::SustainArguments),
}

impl Command {
    pub(crate) fn run(&self) -> Result<(), Failure> {
        match self {
            Self::Standoff(arguments) => arguments.run(),
            Self::Sustain(arguments) => arguments.run(),
        }
    }
}
