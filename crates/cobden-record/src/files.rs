//! Where the texts of a record come from: the disk, or memory.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

/// The outside world: folders of text files.
pub(crate) trait Files {
    /// The TOML files of a folder and of the folders below it, in order of their paths.
    ///
    /// Hidden ones are left out, and so are folders below that are records of their own.
    fn documents(&self, folder: &str) -> io::Result<Vec<String>>;

    /// A file's text.
    fn read(&self, path: &str) -> io::Result<String>;

    /// Whether there is such a file; texts in memory need not hold what is never read.
    fn exists(&self, path: &str) -> bool;

    /// One name for all the ways to write a folder's path.
    fn identity(&self, folder: &str) -> String;
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

/// The name of a record's manifest.
pub(crate) const MANIFEST: &str = "record.toml";

/// Files of the system.
pub(crate) struct Disk;

impl Files for Disk {
    fn documents(&self, folder: &str) -> io::Result<Vec<String>> {
        let mut found = Vec::new();
        descend(folder, &mut found)?;
        found.sort();
        Ok(found)
    }

    fn read(&self, path: &str) -> io::Result<String> {
        std::fs::read_to_string(path)
    }

    fn exists(&self, path: &str) -> bool {
        Path::new(path).is_file()
    }

    fn identity(&self, folder: &str) -> String {
        let path = std::fs::canonicalize(folder);
        path.map_or_else(|_| plain(folder), |path| path.display().to_string())
    }
}

fn descend(folder: &str, found: &mut Vec<String>) -> io::Result<()> {
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
        if entry.file_type()?.is_dir() {
            if !Path::new(&join(&path, MANIFEST)).exists() {
                descend(&path, found)?;
            }
        } else if name.ends_with(".toml") {
            found.push(path);
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
    fn documents(&self, folder: &str) -> io::Result<Vec<String>> {
        let here = plain(folder);
        let below = |path: &String| {
            let rest = match here.as_str() {
                "" => Some(path.as_str()),
                here => path
                    .strip_prefix(here)
                    .and_then(|rest| rest.strip_prefix('/')),
            };
            let rest = rest.filter(|rest| {
                let hidden = rest.split('/').any(|part| part.starts_with('.'));
                let own = rest
                    .match_indices('/')
                    .any(|(at, _)| self.records.contains(&join(&here, &rest[..at])));
                rest.ends_with(".toml") && !hidden && !own
            });
            rest.map(|rest| join(folder, rest))
        };
        Ok(self.texts.keys().filter_map(below).collect())
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
            "other/record.toml",
            "other/c.toml",
            ".hidden/d.toml",
            "lists/x.csv",
        ];
        let files = Memory::new(paths.map(|path| (path.to_owned(), String::new())).to_vec());
        let found = files.documents("").unwrap();
        assert_eq!(found, ["a.toml", "deep/b.toml", "record.toml"]);
        assert_eq!(
            files.documents("other").unwrap(),
            ["other/c.toml", "other/record.toml"]
        );
    }
}
