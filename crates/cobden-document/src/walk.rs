//! The files of a folder, one after the other.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::error::DocumentError;

/// Ends of file names that are read; files without any are tried.
const READ: [&str; 8] = [
    "txt", "text", "md", "markdown", "html", "htm", "xhtml", "pdf",
];

/// What a folder has next.
#[derive(Debug)]
pub enum Entry {
    /// A file to read.
    File {
        /// Where it is.
        path: PathBuf,
        /// Its path from the folder on, with `/` between its parts.
        name: String,
    },
    /// Something that is not read.
    Skipped {
        /// Its path from the folder on.
        name: String,
        /// Why, for people.
        notice: String,
    },
}

/// The files under a folder: see [`walk`].
#[derive(Debug)]
pub struct Walk {
    /// Folders that are being gone through, the innermost last.
    open: Vec<Folder>,
    /// A path that is itself a file.
    single: Option<Entry>,
}

/// A folder on the way.
#[derive(Debug)]
struct Folder {
    path: PathBuf,
    /// Its path from the root on, empty for the root.
    name: String,
    /// What is left of it, last first.
    left: Vec<OsString>,
}

/// Goes through a folder and its folders, in the order of names (bytes) at every level.
///
/// Only the names of the folders on the way are held in memory, never contents: a folder of 100,000 files costs some
/// megabytes. Hidden files (with a leading dot) and files whose ending is not read come as [`Entry::Skipped`], links to
/// folders too, as they may run in circles. A path that is a file gives that file, whatever its ending.
///
/// # Errors
/// [`DocumentError::Io`] where the path cannot be read. A folder below that cannot be read is an error among the entries;
/// the walk goes on behind it.
pub fn walk(path: &Path) -> Result<Walk, DocumentError> {
    let shown = path.display().to_string();
    let io = |error| DocumentError::Io {
        name: shown.clone(),
        error,
    };
    if std::fs::metadata(path).map_err(io)?.is_dir() {
        return Ok(Walk {
            open: vec![Folder::open(path.to_owned(), String::new())?],
            single: None,
        });
    }
    let name = path.file_name().unwrap_or(path.as_os_str());
    let single = Some(Entry::File {
        path: path.to_owned(),
        name: name.to_string_lossy().into_owned(),
    });
    Ok(Walk {
        open: Vec::new(),
        single,
    })
}

impl Folder {
    fn open(path: PathBuf, name: String) -> Result<Self, DocumentError> {
        let io = |error| DocumentError::Io {
            name: path.display().to_string(),
            error,
        };
        let entries = std::fs::read_dir(&path).map_err(io)?;
        let names = entries.map(|entry| Ok(entry?.file_name()));
        let mut left = names.collect::<Result<Vec<_>, _>>().map_err(io)?;
        left.sort_unstable_by(|a, b| b.cmp(a));
        Ok(Self { path, name, left })
    }
}

/// What to do with a path.
enum Found {
    Read,
    Enter,
    Skip(String),
}

/// Looks at a path without opening it.
fn look(path: &Path, shown: &str) -> Result<Found, DocumentError> {
    let io = |error| DocumentError::Io {
        name: path.display().to_string(),
        error,
    };
    if shown.starts_with('.') {
        return Ok(Found::Skip("hidden".to_owned()));
    }
    let is_link = std::fs::symlink_metadata(path).map_err(io)?.is_symlink();
    let meta = std::fs::metadata(path).map_err(io)?;
    if meta.is_dir() && is_link {
        return Ok(Found::Skip(
            "a link to a folder, which is not followed".to_owned(),
        ));
    }
    if meta.is_dir() {
        return Ok(Found::Enter);
    }
    if !meta.is_file() {
        return Ok(Found::Skip("not a regular file".to_owned()));
    }
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    match ending {
        Some(ending) if !READ.contains(&ending.as_str()) => Ok(Found::Skip(format!(
            "files ending in .{ending} are not read (those that are: {})",
            READ.join(", ")
        ))),
        _ => Ok(Found::Read),
    }
}

impl Iterator for Walk {
    type Item = Result<Entry, DocumentError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(single) = self.single.take() {
            return Some(Ok(single));
        }
        loop {
            let folder = self.open.last_mut()?;
            let Some(file) = folder.left.pop() else {
                self.open.pop();
                continue;
            };
            let path = folder.path.join(&file);
            let shown = file.to_string_lossy();
            let name = match folder.name.as_str() {
                "" => shown.to_string(),
                above => format!("{above}/{shown}"),
            };
            match look(&path, &shown) {
                Ok(Found::Read) => return Some(Ok(Entry::File { path, name })),
                Ok(Found::Skip(notice)) => return Some(Ok(Entry::Skipped { name, notice })),
                Ok(Found::Enter) => match Folder::open(path, name) {
                    Ok(inner) => self.open.push(inner),
                    Err(error) => return Some(Err(error)),
                },
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorted_without_hidden_and_unknown() {
        let root = tempfile::tempdir().unwrap();
        let write = |name: &str| {
            let path = root.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "x").unwrap();
        };
        for name in [
            "b.txt",
            "a/2.html",
            "a/1.PDF",
            ".hidden/x.txt",
            "c.docx",
            "README",
            "a/.git",
        ] {
            write(name);
        }
        let show = |entry: Result<Entry, DocumentError>| match entry.unwrap() {
            Entry::File { name, .. } => name,
            Entry::Skipped { name, .. } => format!("-{name}"),
        };
        let all: Vec<String> = walk(root.path()).unwrap().map(show).collect();
        assert_eq!(
            all,
            [
                "-.hidden", "README", "-a/.git", "a/1.PDF", "a/2.html", "b.txt", "-c.docx"
            ]
        );
        let one: Vec<String> = walk(&root.path().join("c.docx"))
            .unwrap()
            .map(show)
            .collect();
        assert_eq!(one, ["c.docx"]);
        assert!(walk(&root.path().join("none")).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn circles_are_not_walked() {
        let root = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(root.path(), root.path().join("again")).unwrap();
        let all: Vec<_> = walk(root.path()).unwrap().collect();
        assert!(matches!(&all[..], [Ok(Entry::Skipped { name, .. })] if name == "again"));
    }
}
