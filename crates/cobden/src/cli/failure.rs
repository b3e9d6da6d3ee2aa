//! Why a command did not do its work, and how that is shown.

use std::io::{self, IsTerminal};
use std::path::Path;
use std::process::ExitCode;

use cobden::diagnostics::{Diagnostic, Diagnostics, Place, render};
use cobden::model::ModelError;

/// What stopped a command.
pub(crate) enum Failure {
    /// Faults in what the user gave.
    Input(Diagnostics),
    /// The model gave no result for what is there.
    Model(Place, Box<ModelError>),
    /// A search for an equilibrium of the sides led nowhere.
    Unsettled(Box<Diagnostic>),
    /// The system refused to read or write.
    System(String, io::Error),
}

impl Failure {
    /// A fault that stands in no file.
    pub(crate) fn argument(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Input(Diagnostic::error(Place::Nowhere, message).hint(hint).into())
    }

    /// A search led nowhere, and nothing is shown.
    pub(crate) fn unsettled(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Unsettled(Box::new(
            Diagnostic::error(Place::Nowhere, message).hint(hint),
        ))
    }

    /// The model gave no result for a scenario.
    pub(crate) fn scenario(file: &Path, error: ModelError) -> Self {
        Self::Model(Place::File(file.display().to_string()), Box::new(error))
    }

    /// Shows it and gives the exit code that stands for it.
    pub(crate) fn report(self) -> ExitCode {
        match self {
            Self::Input(faults) => {
                show(&faults);
                ExitCode::from(2)
            }
            Self::Model(place, error) => {
                let (hint, code) = match &*error {
                    ModelError::NotConverged { .. } => (
                        "nothing is shown, because it would not be an equilibrium; raise max_iterations or look at the market named",
                        3,
                    ),
                    ModelError::LimitNotMet { .. } => (
                        "nothing is shown, because it would not be an equilibrium; relax the limit, or give the product something to be replaced by",
                        3,
                    ),
                    ModelError::GradientAtKink { .. } => {
                        ("make the limit a little tighter or looser", 2)
                    }
                    ModelError::GradientNotConverged { .. } => (
                        "the equilibrium may be close to one without trade; look at its flows",
                        3,
                    ),
                    ModelError::NegativeIncome { deficit, .. } if *deficit < 0.0 => (
                        "write closure = \"balanced\" in the scenario, which has no surpluses",
                        2,
                    ),
                    ModelError::NotABenchmark { .. } => {
                        ("check the world with `cobden world check`", 2)
                    }
                    ModelError::NoSupplier { .. } => {
                        ("leave it a supplier, or write a high tariff instead", 2)
                    }
                    ModelError::StrandedDeficit { .. } => {
                        ("write closure = \"balanced\" in the scenario", 2)
                    }
                    _ => ("see the scenario and its world", 2),
                };
                show(
                    &Diagnostic::error(place, error.to_string())
                        .hint(hint)
                        .into(),
                );
                ExitCode::from(code)
            }
            Self::Unsettled(fault) => {
                show(&Diagnostics::from(*fault));
                ExitCode::from(3)
            }
            Self::System(_, error) if error.kind() == io::ErrorKind::BrokenPipe => {
                ExitCode::SUCCESS
            }
            Self::System(what, error) => {
                let hint = match error.kind() {
                    io::ErrorKind::AlreadyExists => "results are never written over others",
                    io::ErrorKind::PermissionDenied => "look at the folder's permissions",
                    _ => "look at the path and the space left",
                };
                show(
                    &Diagnostic::error(Place::File(what), error.to_string())
                        .hint(hint)
                        .into(),
                );
                ExitCode::from(1)
            }
        }
    }
}

impl From<Diagnostics> for Failure {
    fn from(faults: Diagnostics) -> Self {
        Self::Input(faults)
    }
}

impl From<Diagnostic> for Failure {
    fn from(fault: Diagnostic) -> Self {
        Self::Input(fault.into())
    }
}

/// Shows diagnostics on standard error, with colours where it is a terminal that wants them.
pub(crate) fn show(diagnostics: &Diagnostics) {
    if !diagnostics.is_empty() {
        let color = io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        // Nobody reads what cannot be written.
        use io::Write;
        let _ = writeln!(io::stderr(), "{}\n", render(diagnostics, color));
    }
}

/// Writes to standard output; a closed pipe is not a fault of ours.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    use io::Write;
    let mut out = io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    written.map_err(|error| Failure::System("standard output".into(), error))
}

/// Writes a JSON value to standard output.
pub(crate) fn print_json(value: &serde_json::Value) -> Result<(), Failure> {
    print(&format!("{value:#}\n"))
}
