//! The file.

use std::path::{Path, PathBuf};
use std::time::Instant;

use cobden_read::{DocumentNote, Period};
use rusqlite::{Connection, OpenFlags, OptionalExtension};
use serde::Serialize;

use crate::error::InboxError;
use crate::lock::PATIENCE;
use crate::schema::{self, Found};

/// Proposals that wait, and all that was decided; one SQLite file.
pub struct Inbox {
    pub(crate) db: Connection,
    pub(crate) path: PathBuf,
    /// Proposals added since the last commit, and when that was; none outside a batch.
    pub(crate) batch: Option<(usize, Instant)>,
}

/// A document of the inbox.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Document {
    /// Its number.
    pub id: i64,
    /// What is known of it.
    pub note: DocumentNote,
    /// Its text.
    #[serde(skip)]
    pub text: String,
}

impl Inbox {
    /// Opens an inbox, or makes one where no file is; one of an earlier version is brought up to date.
    ///
    /// # Errors
    /// A file that is no inbox, a later version, a lock held by another program, a folder that may not be written.
    pub fn open(path: &Path) -> Result<Self, InboxError> {
        Self::connect(path, OpenFlags::default())
    }

    /// As [`Inbox::open`], of a file that must be there.
    ///
    /// # Errors
    /// [`InboxError::Missing`], and those of [`Inbox::open`].
    pub fn open_existing(path: &Path) -> Result<Self, InboxError> {
        if !path.exists() {
            let path = path.to_owned();
            return Err(InboxError::Missing { path });
        }
        let inbox = Self::connect(
            path,
            OpenFlags::default().difference(OpenFlags::SQLITE_OPEN_CREATE),
        )?;
        Ok(inbox)
    }

    fn connect(path: &Path, flags: OpenFlags) -> Result<Self, InboxError> {
        let not_an_inbox = |found| InboxError::NotAnInbox {
            path: path.to_owned(),
            found,
        };
        if path.is_dir() {
            return Err(not_an_inbox("it is a folder"));
        }
        let fault = |fault| InboxError::database(path, fault);
        let mut db = Connection::open_with_flags(path, flags).map_err(fault)?;
        db.busy_timeout(PATIENCE).map_err(fault)?;
        let (found, version) = schema::look(&db).map_err(fault)?;
        match found {
            Found::Foreign => return Err(not_an_inbox("it is a database of another program")),
            Found::Empty if !flags.contains(OpenFlags::SQLITE_OPEN_CREATE) => {
                return Err(not_an_inbox("it is empty"));
            }
            Found::Newer(found) => {
                return Err(InboxError::Newer {
                    path: path.to_owned(),
                    found,
                    known: schema::VERSION,
                });
            }
            Found::Ready | Found::Empty => {}
        }
        if db.is_readonly(rusqlite::MAIN_DB).map_err(fault)? {
            let path = path.to_owned();
            return Err(InboxError::ReadOnly { path });
        }
        db.pragma_update(None, "journal_mode", "WAL")
            .map_err(fault)?;
        // What is committed stays, even if the machine loses power.
        db.pragma_update(None, "synchronous", "FULL")
            .map_err(fault)?;
        // KiB, negative by SQLite's convention: random keys of large inboxes find their pages.
        db.pragma_update(None, "cache_size", -65_536)
            .map_err(fault)?;
        db.pragma_update(None, "foreign_keys", true)
            .map_err(fault)?;
        db.set_prepared_statement_cache_capacity(64);
        if found == Found::Empty || version < schema::VERSION {
            schema::migrate(&mut db).map_err(fault)?;
        }
        Ok(Self {
            db,
            path: path.to_owned(),
            batch: None,
        })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A document by number.
    ///
    /// # Errors
    /// The database's.
    pub fn document(&self, id: i64) -> Result<Document, InboxError> {
        let sql = "SELECT note, text FROM documents WHERE id = ?1";
        let (note, text): (String, String) = self
            .db
            .query_row(sql, [id], |row| Ok((row.get(0)?, row.get(1)?)))
            .map_err(|fault| self.fault(fault))?;
        let note =
            serde_json::from_str(&note).map_err(|fault| self.stored("document", id, fault))?;
        Ok(Document { id, note, text })
    }

    /// The number of the document with this name or the beginning of this hash; the first, if several.
    ///
    /// # Errors
    /// The database's.
    pub fn document_named(&self, name: &str) -> Result<Option<i64>, InboxError> {
        let sql = "SELECT id FROM documents WHERE json_extract(note, '$.name') = ?1
             OR (length(?1) >= 8 AND substr(hash, 1, length(?1)) = ?1) ORDER BY id LIMIT 1";
        self.db
            .query_row(sql, [name], |row| row.get(0))
            .optional()
            .map_err(|fault| self.fault(fault))
    }

    /// Says what a document does not: its publisher, its day. Later readings keep it.
    ///
    /// # Errors
    /// The database's.
    pub fn describe(
        &mut self,
        document: i64,
        publisher: Option<&str>,
        date: Option<Period>,
    ) -> Result<Document, InboxError> {
        self.flush()?;
        let mut known = self.document(document)?;
        if let Some(publisher) = publisher {
            known.note.publisher = Some(publisher.to_owned());
        }
        if let Some(date) = date {
            known.note.date = Some(date);
            known.note.date_basis = Some("given".to_owned());
        }
        let note = serde_json::to_string(&known.note)
            .map_err(|fault| self.stored("document", document, fault))?;
        let sql = "UPDATE documents SET note = ?2 WHERE id = ?1";
        self.db
            .execute(sql, rusqlite::params![document, note])
            .map_err(|fault| self.fault(fault))?;
        self.unrelate()?;
        Ok(known)
    }

    /// The record that was named last for this inbox.
    ///
    /// # Errors
    /// The database's.
    pub fn record(&self) -> Result<Option<PathBuf>, InboxError> {
        let sql = "SELECT value FROM about WHERE name = 'record'";
        let found: Option<String> = self
            .db
            .query_row(sql, [], |row| row.get(0))
            .optional()
            .map_err(|fault| self.fault(fault))?;
        Ok(found.map(PathBuf::from))
    }

    /// Remembers the record that this inbox is for.
    ///
    /// # Errors
    /// [`InboxError::NoRecord`] if it is none, and the database's.
    pub fn set_record(&mut self, folder: &Path) -> Result<(), InboxError> {
        let absolute = match folder.canonicalize() {
            Ok(absolute) if absolute.join("record.toml").is_file() => absolute,
            _ => {
                let path = folder.to_owned();
                return Err(InboxError::NoRecord { path });
            }
        };
        self.flush()?;
        let sql = "INSERT INTO about (name, value) VALUES ('record', ?1)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value";
        self.db
            .execute(sql, [absolute.display().to_string()])
            .map_err(|fault| self.fault(fault))?;
        Ok(())
    }

    /// A fault of the database, as one of this inbox.
    pub(crate) fn fault(&self, fault: rusqlite::Error) -> InboxError {
        InboxError::database(&self.path, fault)
    }

    /// A fault of what is stored.
    pub(crate) fn stored(
        &self,
        what: &'static str,
        id: i64,
        fault: serde_json::Error,
    ) -> InboxError {
        let path = self.path.clone();
        InboxError::Stored {
            path,
            what,
            id,
            fault,
        }
    }

    /// Runs `work` so that all of its changes are made or none.
    pub(crate) fn whole<T>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, InboxError>,
    ) -> Result<T, InboxError> {
        self.flush()?;
        self.sql("BEGIN IMMEDIATE")?;
        match work(self) {
            Ok(value) => {
                self.sql("COMMIT")?;
                Ok(value)
            }
            Err(error) => {
                // The first fault is the one to tell.
                let _ = self.sql("ROLLBACK");
                Err(error)
            }
        }
    }

    pub(crate) fn sql(&self, sql: &str) -> Result<(), InboxError> {
        self.db
            .execute_batch(sql)
            .map_err(|fault| self.fault(fault))
    }
}

impl Drop for Inbox {
    fn drop(&mut self) {
        // Who wants to know whether it succeeded calls `flush`.
        let _ = self.flush();
    }
}
