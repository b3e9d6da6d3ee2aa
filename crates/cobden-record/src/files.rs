//! Where the texts of a record come from: the disk, or memory.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};
use std::path::Path;

use cobden_diagnostics::Diagnostic;

/// The outside world: folders of text files.
pub(crate) trait Files {
    /// The TOML files of a folder and of the folders below it.
    ///
    /// Hidden ones are left out, and so are folders below that are records of their own.
    fn documents(&self, folder: &str) -> Listing;

    /// A file's text.
    fn read(&self, path: &str) -> io::Result<String>;

    /// Whether there is such a file; texts in memory need not hold what is never read.
    fn exists(&self, path: &str) -> bool;

    /// One name for all the ways to write a folder's path.
    fn identity(&self, folder: &str) -> String;
}

/// What a folder and the folders below it hold; each in order of the paths.
#[derive(Debug, Default)]
pub(crate) struct Listing {
    /// TOML files.
    pub(crate) documents: Vec<String>,
    /// Folders that are records of their own.
    pub(crate) records: Vec<String>,
    /// Links to folders.
    pub(crate) links: Vec<String>,
    /// Files whose names nearly end as those of documents do.
    pub(crate) misspelt: Vec<String>,
    /// What could not be listed.
    pub(crate) unreadable: Vec<(String, io::Error)>,
}

impl Listing {
    fn file(&mut self, path: String) {
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
        if ending == "toml" {
            self.documents.push(path);
        } else if ending.eq_ignore_ascii_case("toml") {
            self.misspelt.push(path);
        }
    }
}

/// A path below a folder, as the user wrote the folder.
pub(crate) fn join(folder: &str, path: &str) -> String {
    if folder.is_empty() || Path::new(path).is_absolute() {
        path.to_owned()
    } else if folder.ends_with('/') {
        format!("{folder}{path}")
    } else {
        format!("{folder}/{path}")
    }
}

/// The path of a folder as another one names it, without going down and up again where that is the same.
pub(crate) fn beside(files: &dyn Files, folder: &str, path: &str) -> String {
    let long = join(folder, path);
    let mut short = folder.trim_end_matches('/');
    let mut rest = path;
    while let Some(up) = rest.strip_prefix("../") {
        let (above, last) = short.rsplit_once('/').unwrap_or(("", short));
        if matches!(last, "" | "." | "..") {
            break;
        }
        (short, rest) = (above, up);
    }
    let short = join(short, rest);
    if files.identity(&short) == files.identity(&long) {
        short
    } else {
        long
    }
}

/// What is said of a file or folder that cannot be read.
pub(crate) fn unreadable(path: String, error: &io::Error) -> Diagnostic {
    let fault = Diagnostic::unreadable(path, error);
    match fault.hint {
        Some(_) => fault,
        None => fault.hint("look at what it is and at who may read it"),
    }
}

/// The name of a record's manifest.
pub(crate) const MANIFEST: &str = "record.toml";

/// Larger files are no texts that anyone wrote.
const LARGEST_MB: u64 = 256;

/// Files of the system.
pub(crate) struct Disk;

impl Files for Disk {
    fn documents(&self, folder: &str) -> Listing {
        let mut found = Listing::default();
        if let Err(error) = descend(folder, &mut found) {
            found.unreadable.push((folder.to_owned(), error));
        }
        found.documents.sort();
        found.records.sort();
        found.links.sort();
        found.misspelt.sort();
        found.unreadable.sort_by(|(a, _), (b, _)| a.cmp(b));
        found
    }

    fn read(&self, path: &str) -> io::Result<String> {
        // Devices and pipes may never end, and a pipe may never begin.
        let about = std::fs::metadata(path)?;
        if !about.is_file() {
            return Err(io::Error::other("it is not a file"));
        }
        let too_large = || io::Error::other(format!("it is larger than {LARGEST_MB} MB"));
        let largest = LARGEST_MB * 1_000_000;
        if about.len() > largest {
            return Err(too_large());
        }
        let mut text = String::with_capacity(usize::try_from(about.len()).unwrap_or_default());
        let mut file = std::fs::File::open(path)?.take(largest + 1);
        file.read_to_string(&mut text)?;
        if text.len() as u64 > largest {
            return Err(too_large());
        }
        Ok(text)
    }

    fn exists(&self, path: &str) -> bool {
        Path::new(path).is_file()
    }

    fn identity(&self, folder: &str) -> String {
        let path = std::fs::canonicalize(folder);
        path.map_or_else(|_| plain(folder), |path| path.display().to_string())
    }
}

fn descend(folder: &str, found: &mut Listing) -> io::Result<()> {
    let here = if folder.is_empty() { "." } else { folder };
    for entry in std::fs::read_dir(here)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with('.') {
            continue;
        }
        let path = join(folder, &name);
        // A link to a folder is not followed: it could lead back here.
        let kind = entry.file_type()?;
        if kind.is_dir() {
            if Path::new(&join(&path, MANIFEST)).exists() {
                found.records.push(path);
            } else if let Err(error) = descend(&path, found) {
                // The others are read all the same.
                found.unreadable.push((path, error));
            }
        } else if kind.is_symlink() && Path::new(&path).is_dir() {
            found.links.push(path);
        } else {
            found.file(path);
        }
    }
    Ok(())
}

/// Files that exist only as texts.
pub(crate) struct Memory {
    texts: BTreeMap<String, String>,
    records: BTreeSet<String>,
}

impl Memory {
    /// Texts by path.
    pub(crate) fn new(texts: Vec<(String, String)>) -> Self {
        let texts: BTreeMap<String, String> = texts
            .into_iter()
            .map(|(path, text)| (plain(&path), text))
            .collect();
        let records = texts
            .keys()
            .filter_map(|path| match path.strip_suffix(MANIFEST)? {
                "" => Some(String::new()),
                folder => folder.strip_suffix('/').map(str::to_owned),
            })
            .collect();
        Self { texts, records }
    }
}

impl Files for Memory {
    fn documents(&self, folder: &str) -> Listing {
        let here = plain(folder);
        let mut found = Listing::default();
        for path in self.texts.keys() {
            let rest = match here.as_str() {
                "" => Some(path.as_str()),
                here => path
                    .strip_prefix(here)
                    .and_then(|rest| rest.strip_prefix('/')),
            };
            let Some(rest) = rest else { continue };
            if rest.split('/').any(|part| part.starts_with('.')) {
                continue;
            }
            let mut above = rest.match_indices('/').map(|(at, _)| &rest[..at]);
            match above.find(|above| self.records.contains(&join(&here, above))) {
                Some(own) => {
                    let own = join(folder, own);
                    if !found.records.contains(&own) {
                        found.records.push(own);
                    }
                }
                None => found.file(join(folder, rest)),
            }
        }
        found
    }

    fn read(&self, path: &str) -> io::Result<String> {
        let text = self.texts.get(&plain(path));
        text.cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn exists(&self, _path: &str) -> bool {
        true
    }

    fn identity(&self, folder: &str) -> String {
        plain(folder)
    }
}

/// A path without `.` and, where it can be told, without `..`.
fn plain(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_made_plain() {
        for (path, expected) in [
            ("a/./b", "a/b"),
            ("a/../b", "b"),
            ("../a", "../a"),
            ("a/../../b", "../b"),
            (".", ""),
        ] {
            assert_eq!(plain(path), expected);
        }
    }

    #[test]
    fn a_folder_in_memory_leaves_out_other_records_and_hidden_files() {
        let paths = [
            "record.toml",
            "a.toml",
            "deep/b.toml",
            "deep/UP.TOML",
            "other/record.toml",
            "other/c.toml",
            ".hidden/d.toml",
            "lists/x.csv",
        ];
        let files = Memory::new(paths.map(|path| (path.to_owned(), String::new())).to_vec());
        let found = files.documents("");
        assert_eq!(found.documents, ["a.toml", "deep/b.toml", "record.toml"]);
        assert_eq!(found.records, ["other"]);
        assert_eq!(found.misspelt, ["deep/UP.TOML"]);
        assert_eq!(
            files.documents("other").documents,
            ["other/c.toml", "other/record.toml"]
        );
    }
}
