//! `cobden talks`.

mod packages;

use clap::Subcommand;

use super::Failure;

#[derive(Subcommand)]
pub(crate) enum Command {
    Packages(packages::PackagesArguments),
}

impl Command {
    pub(crate) fn run(&self) -> Result<(), Failure> {
        match self {
            Self::Packages(arguments) => arguments.run(),
        }
    }
}
