//! The files that the command line names, in order and in batches.

use std::path::{Path, PathBuf};

use cobden::diagnostics::Diagnostic;
use cobden::document::{Entry, Walk, walk};
use cobden::inbox::visible;

use super::Failure;
use super::fault::diagnostic;

/// A file to read.
pub(super) enum Input {
    /// Standard input.
    Standard,
    /// A file, and its name from the folder given on.
    File(PathBuf, String),
}

/// Something, or why it is not to be had.
pub(super) type Next<T> = Result<T, Box<Diagnostic>>;

/// A batch ends after so many bytes of files, so that a few large ones do not fill the memory.
const BATCH_BYTES: u64 = 32 << 20;
/// Files in a batch for each thread.
const BATCH_FILES: usize = 8;
/// Skipped files that are named; the others are counted.
const NAMED: usize = 5;

/// What is left to read.
pub(super) struct Files {
    /// Paths given that were not begun, last first.
    left: Vec<PathBuf>,
    open: Option<Walk>,
    is_one: bool,
    skipped: usize,
    /// The first few of them, with the reason.
    named: Vec<String>,
}

impl Files {
    /// The files of the paths, in their order; within a folder by name.
    pub(super) fn of(paths: &[PathBuf]) -> Result<Self, Failure> {
        if paths.iter().filter(|path| is_standard(path)).count() > 1 {
            let hint = "write - once";
            return Err(Failure::argument(
                "standard input can be read only once",
                hint,
            ));
        }
        Ok(Self {
            left: paths.iter().rev().cloned().collect(),
            open: None,
            is_one: matches!(paths, [only] if is_standard(only) || !only.is_dir()),
            skipped: 0,
            named: Vec::new(),
        })
    }

    /// Whether a single file was given.
    pub(super) fn is_one(&self) -> bool {
        self.is_one
    }

    /// How many files were left out so far.
    pub(super) fn skipped(&self) -> usize {
        self.skipped
    }

    /// The next files, a few for each thread; none at the end.
    pub(super) fn batch(&mut self, threads: usize) -> Vec<Next<Input>> {
        let mut batch = Vec::new();
        let mut bytes = 0;
        while batch.len() < BATCH_FILES * threads.max(1) && bytes < BATCH_BYTES {
            let Some(next) = self.next() else {
                break;
            };
            if let Ok(Input::File(path, _)) = &next {
                bytes += std::fs::metadata(path).map_or(0, |found| found.len());
            }
            batch.push(next);
        }
        batch
    }

    fn next(&mut self) -> Option<Next<Input>> {
        loop {
            let Some(open) = &mut self.open else {
                let path = self.left.pop()?;
                if is_standard(&path) {
                    return Some(Ok(Input::Standard));
                }
                match walk(&path) {
                    Ok(open) => self.open = Some(open),
                    Err(error) => return Some(Err(fault(&error, &path))),
                }
                continue;
            };
            match open.next() {
                Some(Ok(Entry::File { path, name })) => return Some(Ok(Input::File(path, name))),
                Some(Ok(Entry::Skipped { name, notice })) => {
                    self.skipped += 1;
                    if self.named.len() < NAMED {
                        self.named.push(format!("{} ({notice})", visible(&name)));
                    }
                }
                Some(Err(error)) => return Some(Err(fault(&error, Path::new("")))),
                None => self.open = None,
            }
        }
    }

    /// Says on standard error what was left out.
    pub(super) fn tell_skipped(&self) {
        if self.skipped > 0 {
            use std::io::Write;
            let more = match self.skipped - self.named.len() {
                0 => String::new(),
                more => format!("; and {more} more"),
            };
            // Nobody reads what cannot be written.
            let named = self.named.join("; ");
            let _ = writeln!(std::io::stderr(), "left out: {named}{more}");
        }
    }
}

/// How many files there are to read.
pub(super) fn count(paths: &[PathBuf]) -> usize {
    let one = |path: &PathBuf| match walk(path) {
        Ok(found) if !is_standard(path) => found
            .filter(|entry| !matches!(entry, Ok(Entry::Skipped { .. })))
            .count(),
        _ => 1,
    };
    paths.iter().map(one).sum()
}

fn is_standard(path: &Path) -> bool {
    path == Path::new("-")
}

/// An error of the walk, which names the path itself; `path` is used where it does not.
fn fault(error: &cobden::document::DocumentError, path: &Path) -> Box<Diagnostic> {
    let name = match error {
        cobden::document::DocumentError::Io { name, .. } => name.clone(),
        _ => path.display().to_string(),
    };
    Box::new(diagnostic(error, &name))
}
