//! Why an inbox could not do what was asked.

use std::path::{Path, PathBuf};

use cobden_diagnostics::{Diagnostic, Diagnostics, Place};
use rusqlite::ErrorCode;

use crate::queue::State;

/// What went wrong, with the names and numbers that say where.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InboxError {
    /// No file by this name.
    #[error("there is no such inbox")]
    Missing {
        /// The path as given.
        path: PathBuf,
    },
    /// A file of another kind.
    #[error("this is not an inbox: {found}")]
    NotAnInbox {
        /// The path as given.
        path: PathBuf,
        /// What it seems to be.
        found: &'static str,
    },
    /// Written by a later version of the program.
    #[error("the inbox has layout {found}, and this program knows layouts up to {known}")]
    Newer {
        /// The path as given.
        path: PathBuf,
        /// The file's version.
        found: i64,
        /// The latest that is known here.
        known: i64,
    },
    /// Another program holds it.
    #[error("another program is using the inbox")]
    Locked {
        /// The path as given.
        path: PathBuf,
    },
    /// It cannot be written.
    #[error("the inbox cannot be written")]
    ReadOnly {
        /// The path as given.
        path: PathBuf,
    },
    /// The database says something else is wrong.
    #[error("the inbox cannot be used: {fault}")]
    Database {
        /// The path as given.
        path: PathBuf,
        /// What it says.
        fault: rusqlite::Error,
    },
    /// What is stored cannot be read back.
    #[error("{what} {id} of the inbox cannot be read: {fault}")]
    Stored {
        /// The path as given.
        path: PathBuf,
        /// `proposal`, `document`, `decision`.
        what: &'static str,
        /// Its number.
        id: i64,
        /// Why.
        fault: serde_json::Error,
    },
    /// No proposal has this number.
    #[error("the inbox has no proposal {id}")]
    NoProposal {
        /// The number.
        id: i64,
    },
    /// The proposal is not waiting.
    #[error("proposal {id} is {state}, not waiting")]
    NotWaiting {
        /// The number.
        id: i64,
        /// What became of it.
        state: State,
    },
    /// No decision has this number.
    #[error("the inbox has no decision {id}")]
    NoDecision {
        /// The number.
        id: i64,
    },
    /// The decision has no effect that could be taken back.
    #[error("decision {id} is not in force: {why}")]
    NotInForce {
        /// The number.
        id: i64,
        /// Why not.
        why: &'static str,
    },
    /// The entry no longer stands in the file as it was written.
    #[error("the entry was changed after decision {decision} wrote it")]
    Changed {
        /// The decision that wrote it.
        decision: i64,
        /// The record's file.
        file: PathBuf,
    },
    /// The folder is no record.
    #[error("there is no record here: no file record.toml")]
    NoRecord {
        /// The folder as given.
        path: PathBuf,
    },
    /// The file to write into is not one that the record reads.
    #[error("the record would not read this file: {why}")]
    Outside {
        /// The file as given.
        path: PathBuf,
        /// Why not.
        why: &'static str,
    },
    /// The record cannot be loaded for reasons that lie elsewhere.
    #[error("the record has faults of its own")]
    RecordFaulty {
        /// The record.
        path: PathBuf,
        /// What is wrong with it.
        faults: Diagnostics,
    },
    /// A file of the record cannot be read or written.
    #[error("{fault}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        fault: std::io::Error,
    },
}

impl InboxError {
    /// What SQLite's error means for an inbox at `path`.
    pub(crate) fn database(path: &Path, fault: rusqlite::Error) -> Self {
        let path = path.to_owned();
        match fault.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked { path },
            Some(ErrorCode::ReadOnly) => Self::ReadOnly { path },
            Some(ErrorCode::NotADatabase) => Self::NotAnInbox {
                path,
                found: "it is no SQLite database",
            },
            _ => Self::Database { path, fault },
        }
    }

    /// What is wrong, where, and what to do.
    pub fn diagnostics(&self) -> Diagnostics {
        let hint = match self {
            Self::Missing { .. } => "`cobden read DIR --inbox FILE` makes one; or look at the path",
            Self::NotAnInbox { .. } => "name the file that `cobden read --inbox` wrote",
            Self::Newer { .. } => "use the version of cobden that wrote it, or a later one",
            Self::Locked { .. } => "wait until the other review or reading is done, or end it",
            Self::ReadOnly { .. } => {
                "look at who may write the file and its folder: SQLite keeps two files beside it"
            }
            Self::Database { fault, .. } => match fault.sqlite_error_code() {
                Some(ErrorCode::DiskFull) => "make room on the disk; nothing was lost",
                Some(ErrorCode::DatabaseCorrupt) => {
                    "take a copy and try `sqlite3 FILE .recover`, or read the documents again into a new inbox"
                }
                Some(ErrorCode::CannotOpen) => "look at the path and at who may write its folder",
                _ => {
                    "look at the file; if it is damaged, read the documents again into a new inbox"
                }
            },
            Self::Stored { .. } => "read the document again, which writes its proposals anew",
            Self::NoProposal { .. } => "`cobden review INBOX --list` shows the numbers",
            Self::NotWaiting { .. } => {
                "`cobden review INBOX --history` shows the decision; --undo takes it back"
            }
            Self::NoDecision { .. } | Self::NotInForce { .. } => {
                "`cobden review INBOX --history` shows the decisions"
            }
            Self::Changed { .. } => {
                "take the entry out of the file by hand if it is to go; what you wrote there is not thrown away"
            }
            Self::NoRecord { .. } => {
                "name the record's folder with --record; a new one needs a record.toml with [record], title and format = 1"
            }
            Self::Outside { .. } => "name a file of the record's folder that ends in .toml",
            Self::RecordFaulty { path, faults } => {
                let hint = "mend the record first (`cobden check` shows the same); nothing of it was changed";
                let mut all: Diagnostics =
                    Diagnostic::error(Place::File(path.display().to_string()), self.to_string())
                        .hint(hint)
                        .into();
                all.extend(faults.clone());
                return all;
            }
            Self::File { path, fault } => {
                return Diagnostic::unreadable(path.display().to_string(), fault).into();
            }
        };
        Diagnostic::error(self.place(), self.to_string())
            .hint(hint)
            .into()
    }

    fn place(&self) -> Place {
        match self {
            Self::Missing { path }
            | Self::NotAnInbox { path, .. }
            | Self::Newer { path, .. }
            | Self::Locked { path }
            | Self::ReadOnly { path }
            | Self::Database { path, .. }
            | Self::Stored { path, .. }
            | Self::NoRecord { path }
            | Self::Outside { path, .. }
            | Self::RecordFaulty { path, .. }
            | Self::File { path, .. } => Place::File(path.display().to_string()),
            Self::Changed { file, .. } => Place::File(file.display().to_string()),
            Self::NoProposal { .. }
            | Self::NotWaiting { .. }
            | Self::NoDecision { .. }
            | Self::NotInForce { .. } => Place::Nowhere,
        }
    }
}
