//! The record that is written into: what it holds, and which files it reads.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use cobden_record::Record;

use crate::carry::Step;
use crate::error::InboxError;

/// A record that is being written into.
pub struct Desk {
    /// As the user wrote it.
    given: PathBuf,
    /// Whole, without links.
    folder: PathBuf,
    known: Option<Known>,
    record: Option<Record>,
    /// How often the record was loaded.
    loaded: u64,
    watcher: Option<Box<dyn Fn(Step)>>,
}

/// What a record held when it was loaded last.
#[derive(Debug, Clone, Default)]
pub(crate) struct Known {
    pub(crate) ids: BTreeSet<String>,
    /// Notes of sources, by id.
    pub(crate) sources: BTreeMap<String, String>,
}

impl Desk {
    /// The record in a folder.
    ///
    /// # Errors
    /// [`InboxError::NoRecord`].
    pub fn open(given: &Path) -> Result<Self, InboxError> {
        match given.canonicalize() {
            Ok(folder) if folder.join("record.toml").is_file() => Ok(Self {
                given: given.to_owned(),
                folder,
                known: None,
                record: None,
                loaded: 0,
                watcher: None,
            }),
            _ => Err(InboxError::NoRecord {
                path: given.to_owned(),
            }),
        }
    }

    /// The record's folder, whole and without links.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Calls `watcher` at every step of carrying out decisions: to show progress, or to stop there in a test.
    pub fn watch(&mut self, watcher: impl Fn(Step) + 'static) {
        self.watcher = Some(Box::new(watcher));
    }

    pub(crate) fn tell(&self, step: Step) {
        if let Some(watcher) = &self.watcher {
            watcher(step);
        }
    }

    /// A folder as the user wrote it, if it is the desk's, so that messages name files as the user does.
    pub(crate) fn written_as<'f>(&'f self, folder: &'f Path) -> &'f Path {
        if folder == self.folder {
            &self.given
        } else {
            folder
        }
    }

    pub(crate) fn learn(&mut self, folder: &Path, record: Record) {
        if folder == self.folder {
            self.known = Some(Known::of(&record));
            self.record = Some(record);
            self.loaded += 1;
        }
    }

    pub(crate) fn forget(&mut self) {
        self.known = None;
        self.record = None;
    }

    /// The record as it was loaded last, and how often it was loaded so far; none while it cannot be loaded, which the
    /// check after writing tells.
    pub fn record(&mut self) -> (Option<&Record>, u64) {
        self.known();
        (self.record.as_ref(), self.loaded)
    }

    /// What the record holds; nothing while it cannot be loaded.
    pub(crate) fn known(&mut self) -> &Known {
        if self.known.is_none() {
            self.loaded += 1;
            self.record = Record::load(&self.given).ok().map(|(record, _)| record);
        }
        let record = &self.record;
        let none = Known::default;
        self.known
            .get_or_insert_with(|| record.as_ref().map_or_else(none, Known::of))
    }

    /// The path of a file as the record's edits have it.
    pub(crate) fn below(&self, file: &Path) -> Result<PathBuf, InboxError> {
        let outside = |why| InboxError::Outside {
            path: file.to_owned(),
            why,
        };
        if file.extension().is_none_or(|ending| ending != "toml") {
            return Err(outside("its name does not end in .toml"));
        }
        // From where the user stands, if that is in the record; else from the record's folder.
        let here = std::env::current_dir().unwrap_or_default().join(file);
        let absolute = match whole(&here) {
            path if path.starts_with(&self.folder) => path,
            _ if file.is_absolute() => return Err(outside("it lies outside the record's folder")),
            _ => self.folder.join(file),
        };
        let Ok(relative) = absolute.strip_prefix(&self.folder) else {
            return Err(outside("it lies outside the record's folder"));
        };
        let mut folder = self.folder.clone();
        for part in relative.components() {
            let Component::Normal(name) = part else {
                return Err(outside("it lies outside the record's folder"));
            };
            if name.to_string_lossy().starts_with('.') {
                return Err(outside("names that begin with a dot are not read"));
            }
            folder.push(name);
            if folder.join("record.toml").is_file() {
                return Err(outside("it lies in another record"));
            }
            if folder.is_symlink() {
                return Err(outside("it is a link, or lies behind one"));
            }
            if folder.is_dir() && folder == absolute {
                return Err(outside("it is a folder"));
            }
        }
        Ok(relative.to_owned())
    }
}

impl Known {
    fn of(record: &Record) -> Self {
        let mut ids = BTreeSet::new();
        macro_rules! take {
            ($($kind:ident),+) => { $( ids.extend(record.$kind.keys().cloned()); )+ };
        }
        take!(
            sources,
            acts,
            measures,
            amendments,
            rules,
            conditions,
            lists,
            nomenclatures,
            weights,
            positions,
            events,
            forecasts,
            outcomes,
            indicators,
            rounds,
            products,
            limits,
            asserts
        );
        let noted = |entry: &cobden_record::Entry<_>| {
            let note = entry.common.note.clone()?;
            Some((entry.id.clone(), note))
        };
        Self {
            ids,
            sources: record.sources.values().filter_map(noted).collect(),
        }
    }
}

/// A path without links as far as it exists.
fn whole(path: &Path) -> PathBuf {
    let mut exists = path.ancestors();
    let found = exists.find_map(|above| Some((above, above.canonicalize().ok()?)));
    match found {
        Some((above, whole)) => whole.join(path.strip_prefix(above).unwrap_or(Path::new(""))),
        None => path.to_owned(),
    }
}
