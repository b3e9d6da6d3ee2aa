//! The tables of an inbox, and how older ones become today's.

use rusqlite::Connection;

/// Marks the file as an inbox (`COBI`), in the header that SQLite keeps for it.
const APPLICATION: i32 = 0x434F_4249;

/// What each version added; the version of a file is the number of steps it has taken.
const STEPS: [&str; 3] = [
    "CREATE TABLE documents (
         id INTEGER PRIMARY KEY,
         hash TEXT NOT NULL UNIQUE,
         note TEXT NOT NULL,
         text TEXT NOT NULL
     );
     CREATE TABLE proposals (
         id INTEGER PRIMARY KEY,
         document INTEGER NOT NULL REFERENCES documents (id),
         state INTEGER NOT NULL,
         kind INTEGER NOT NULL,
         repeats INTEGER NOT NULL,
         confidence REAL NOT NULL,
         start INTEGER NOT NULL,
         key BLOB NOT NULL,
         words INTEGER NOT NULL,
         body TEXT NOT NULL
     );
     CREATE UNIQUE INDEX proposal_keys ON proposals (key, document);
     CREATE INDEX proposal_queue ON proposals (state, document, start, id, kind, repeats, confidence);
     CREATE TABLE decisions (
         id INTEGER PRIMARY KEY,
         proposal INTEGER NOT NULL REFERENCES proposals (id),
         verdict TEXT NOT NULL,
         progress TEXT NOT NULL,
         at TEXT NOT NULL,
         who TEXT NOT NULL,
         because TEXT,
         record TEXT,
         edits TEXT,
         before TEXT,
         after TEXT,
         undoes INTEGER,
         fault TEXT
     );
     CREATE INDEX decision_proposals ON decisions (proposal);
     CREATE INDEX decisions_open ON decisions (id) WHERE progress = 'intended';",
    "CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
     CREATE INDEX rejected_words ON proposals (words) WHERE state = 2;",
    "CREATE TABLE relations (
         id INTEGER PRIMARY KEY,
         document INTEGER NOT NULL,
         proposal INTEGER,
         sort INTEGER NOT NULL,
         remark TEXT NOT NULL,
         twin INTEGER
     );
     CREATE INDEX relations_of ON relations (document, proposal);
     CREATE INDEX twins ON relations (proposal) WHERE twin IS NOT NULL;",
];

/// The version that this program writes.
pub(crate) const VERSION: i64 = STEPS.len() as i64;

/// What an opened file turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Found {
    /// An inbox of today's version, now if not before.
    Ready,
    /// An empty database.
    Empty,
    /// A database of another program.
    Foreign,
    /// An inbox of a later version.
    Newer(i64),
}

/// Looks at a database without changing it.
pub(crate) fn look(db: &Connection) -> rusqlite::Result<(Found, i64)> {
    let application: i32 = db.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    let version: i64 = db.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let found = match (application, version) {
        (APPLICATION, version) if version > VERSION => Found::Newer(version),
        (APPLICATION, _) => Found::Ready,
        (0, 0) if tables == 0 => Found::Empty,
        _ => Found::Foreign,
    };
    Ok((found, version))
}

/// Takes the steps that a file has not taken yet; all or none.
pub(crate) fn migrate(db: &mut Connection) -> rusqlite::Result<()> {
    let step = db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    // Another program may have been faster.
    let taken: i64 = step.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let taken = usize::try_from(taken).unwrap_or(STEPS.len());
    for sql in STEPS.iter().skip(taken) {
        step.execute_batch(sql)?;
    }
    step.pragma_update(None, "application_id", APPLICATION)?;
    step.pragma_update(None, "user_version", VERSION.max(taken as i64))?;
    step.commit()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inbox_of_the_first_version_is_brought_up_to_date() {
        let mut db = Connection::open_in_memory().unwrap();
        db.execute_batch(STEPS[0]).unwrap();
        db.pragma_update(None, "application_id", APPLICATION)
            .unwrap();
        db.pragma_update(None, "user_version", 1).unwrap();
        assert_eq!(look(&db).unwrap(), (Found::Ready, 1));
        migrate(&mut db).unwrap();
        assert_eq!(look(&db).unwrap(), (Found::Ready, VERSION));
        db.execute("INSERT INTO about VALUES ('a', 'b')", [])
            .unwrap();
        migrate(&mut db).unwrap();
    }

    #[test]
    fn other_databases_and_later_versions_are_told_apart() {
        let db = Connection::open_in_memory().unwrap();
        assert_eq!(look(&db).unwrap().0, Found::Empty);
        db.execute_batch("CREATE TABLE mine (x)").unwrap();
        assert_eq!(look(&db).unwrap().0, Found::Foreign);
        let db = Connection::open_in_memory().unwrap();
        db.pragma_update(None, "application_id", APPLICATION)
            .unwrap();
        db.pragma_update(None, "user_version", 99).unwrap();
        assert_eq!(look(&db).unwrap().0, Found::Newer(99));
    }
}
