//! The project's own chores, as a library so that tests run what the documents are made of.

pub mod dependencies;
mod games;
pub mod performance;
pub mod validation;
pub mod worlds;

use std::path::PathBuf;

/// The repository's root.
pub fn root() -> PathBuf {
    let manifest = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().map(PathBuf::from).unwrap_or(manifest)
}

/// The folder of outside data that some checks compare with, where it is at hand: beside the
/// repository, or where `COBDEN_REFERENCE_DATA` says.
pub fn reference_data() -> Option<PathBuf> {
    let folder = match std::env::var_os("COBDEN_REFERENCE_DATA") {
        Some(folder) => PathBuf::from(folder),
        None => root().join("../shared"),
    };
    folder.join("reference").is_dir().then_some(folder)
}
