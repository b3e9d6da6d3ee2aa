//! The gallery of errors: one provoking file per fault, with what the command says to it.
//!
//! `gallery/THEME.trycmd` holds commands and what they print, `gallery/THEME.in/` the files they
//! are run on, `gallery/worlds/` and `records/` the worlds and records that these files share. Each folder of
//! `world-folder.in/` is the world `tiny` with its own files laid over it; a file `NAME.absent`
//! takes NAME away. To take over what the commands say now: `TRYCMD=overwrite cargo test -p cobden
//! --test gallery`, and read the difference.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

#[test]
fn every_fault_says_what_where_why_and_what_to_do() {
    let source = Path::new("tests/gallery");
    let assembled = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("gallery");
    assemble(source, &assembled).expect("a copy of the gallery");
    let cases = trycmd::TestCases::new();
    cases
        .env("COLUMNS", "100")
        .env("NO_COLOR", "1")
        .case(assembled.join("*.trycmd"));
    cases.run();
    if std::env::var_os("TRYCMD").is_some_and(|mode| mode == "overwrite") {
        for case in files_ending_in(&assembled, "trycmd") {
            fs::copy(assembled.join(&case), source.join(&case)).expect("a snapshot to take over");
        }
    }
}

/// Copies the gallery, and completes the worlds of `world-folder.in/`.
fn assemble(source: &Path, target: &Path) -> io::Result<()> {
    if target.exists() {
        fs::remove_dir_all(target)?;
    }
    copy(source, target)?;
    copy(Path::new("tests/records"), &target.join("records"))?;
    for case in fs::read_dir(source.join("world-folder.in"))? {
        let case = case?;
        let folder = target.join("world-folder.in").join(case.file_name());
        copy(&source.join("worlds/tiny"), &folder)?;
        copy(&case.path(), &folder)?;
        for marker in files_ending_in(&folder, "absent") {
            fs::remove_file(folder.join(&marker))?;
            fs::remove_file(folder.join(marker.with_extension("")))?;
        }
    }
    Ok(())
}

fn copy(source: &Path, target: &Path) -> io::Result<()> {
    fs::create_dir_all(target)?;
    for entry in fs::read_dir(source)? {
        let entry = entry?;
        let to = target.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &to)?;
        } else {
            fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}

fn files_ending_in(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of the gallery");
    let names = entries.map(|entry| PathBuf::from(entry.expect("an entry").file_name()));
    names
        .filter(|name| name.extension().is_some_and(|found| found == ending))
        .collect()
}
