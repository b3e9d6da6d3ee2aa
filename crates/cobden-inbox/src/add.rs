//! Readings into the inbox, one document at a time.

use std::ops::AddAssign;
use std::time::{Duration, Instant};

use cobden_read::{DocumentNote, Proposal, Reading};
use rusqlite::{OptionalExtension, params};

use crate::error::InboxError;
use crate::inbox::Inbox;
use crate::key::keys;
use crate::queue::{State, number};

/// What became of a reading's proposals.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Added {
    /// They wait.
    pub new: usize,
    /// The inbox had them from this document already.
    pub known: usize,
    /// The same was rejected before; they do not come back.
    pub rejected_before: usize,
    /// They waited, and this reading of their document no longer proposes them.
    pub withdrawn: usize,
}

impl AddAssign for Added {
    fn add_assign(&mut self, other: Self) {
        self.new += other.new;
        self.known += other.known;
        self.rejected_before += other.rejected_before;
        self.withdrawn += other.withdrawn;
    }
}

/// A batch ends after so many proposals, or after so long: others may wait for the file.
const BATCH: usize = 5_000;
const LONGEST: Duration = Duration::from_secs(1);

impl Inbox {
    /// Adds what was read out of a document, whose text is kept for those who look at it.
    ///
    /// A document is known by the hash of its bytes, a proposal by document, kind, normalised words and norms.
    /// Readings are committed in batches; [`Inbox::flush`] commits the last one.
    ///
    /// # Errors
    /// The database's; nothing of the reading is then added.
    pub fn add(&mut self, reading: &Reading, text: &str) -> Result<Added, InboxError> {
        if self.batch.is_none() {
            self.sql("BEGIN IMMEDIATE")?;
            self.batch = Some((0, Instant::now()));
        }
        self.sql("SAVEPOINT reading")?;
        let added = match self.add_one(reading, text) {
            Ok(added) => added,
            Err(error) => {
                // The first fault is the one to tell.
                let _ = self.sql("ROLLBACK TO reading");
                return Err(error);
            }
        };
        self.sql("RELEASE reading")?;
        if let Some((count, since)) = &mut self.batch {
            *count += reading.proposals.len() + 1;
            if *count >= BATCH || since.elapsed() >= LONGEST {
                self.flush()?;
            }
        }
        Ok(added)
    }

    /// Commits what was added.
    ///
    /// # Errors
    /// The database's.
    pub fn flush(&mut self) -> Result<(), InboxError> {
        match self.batch.take() {
            Some(_) => self.sql("COMMIT"),
            None => Ok(()),
        }
    }

    fn add_one(&mut self, reading: &Reading, text: &str) -> Result<Added, InboxError> {
        let (document, before) = self.add_document(&reading.document, text)?;
        let mut added = Added::default();
        let mut seen = Vec::new();
        for proposal in &reading.proposals {
            let (id, state, is_new) = self.add_proposal(document, proposal)?;
            seen.push(id);
            match state {
                State::RejectedBefore => added.rejected_before += 1,
                State::Waiting if is_new => added.new += 1,
                _ => added.known += 1,
            }
        }
        if before {
            seen.sort_unstable();
            for id in self.waiting_of(document)? {
                if seen.binary_search(&id).is_err() {
                    self.set_state(id, State::Withdrawn)?;
                    added.withdrawn += 1;
                }
            }
        }
        Ok(added)
    }

    /// The document's number, and whether it was there before.
    fn add_document(&self, note: &DocumentNote, text: &str) -> Result<(i64, bool), InboxError> {
        let fault = |fault| self.fault(fault);
        let mut find = self
            .db
            .prepare_cached("SELECT id FROM documents WHERE hash = ?1")
            .map_err(fault)?;
        let found: Option<i64> = find
            .query_row([&note.hash], |row| row.get(0))
            .optional()
            .map_err(fault)?;
        let mut note = note.clone();
        if let Some(id) = found {
            let old = self.document(id)?.note;
            if old.date_basis.as_deref() == Some("given") {
                (note.date, note.date_basis) = (old.date, old.date_basis);
            }
            note.publisher = note.publisher.or(old.publisher);
        }
        let written =
            serde_json::to_string(&note).map_err(|fault| self.stored("document", 0, fault))?;
        if let Some(id) = found {
            let sql = "UPDATE documents SET note = ?2, text = ?3 WHERE id = ?1";
            self.db
                .prepare_cached(sql)
                .and_then(|mut update| update.execute(params![id, written, text]))
                .map_err(fault)?;
            return Ok((id, true));
        }
        let sql = "INSERT INTO documents (hash, note, text) VALUES (?1, ?2, ?3)";
        let id = self
            .db
            .prepare_cached(sql)
            .and_then(|mut insert| insert.insert(params![note.hash, written, text]))
            .map_err(fault)?;
        Ok((id, false))
    }

    /// Number and state of a proposal, and whether it waits only now.
    fn add_proposal(
        &self,
        document: i64,
        proposal: &Proposal,
    ) -> Result<(i64, State, bool), InboxError> {
        let fault = |fault| self.fault(fault);
        let (key, words) = keys(proposal);
        let body = serde_json::to_string(proposal)
            .map_err(|fault| self.stored("proposal", document, fault))?;
        let sql = "SELECT id, state FROM proposals WHERE key = ?1 AND document = ?2";
        let known: Option<(i64, i64)> = self
            .db
            .prepare_cached(sql)
            .and_then(|mut find| {
                find.query_row(params![key, document], |row| Ok((row.get(0)?, row.get(1)?)))
                    .optional()
            })
            .map_err(fault)?;
        let repeats = proposal.dup_of.is_some();
        let start = i64::try_from(proposal.start).unwrap_or(i64::MAX);
        if let Some((id, state)) = known {
            let comes_back = state == State::Withdrawn.number();
            let waits = comes_back || state == State::Waiting.number();
            // A later reading may place it better; what was decided on stays as it was seen.
            if waits {
                let sql = "UPDATE proposals SET state = 0, repeats = ?2, confidence = ?3, start = ?4, body = ?5 WHERE id = ?1";
                self.db
                    .prepare_cached(sql)
                    .and_then(|mut update| {
                        update.execute(params![id, repeats, proposal.confidence, start, body])
                    })
                    .map_err(fault)?;
            }
            let state = match waits {
                true => State::Waiting,
                false if state == State::RejectedBefore.number() => State::RejectedBefore,
                false => State::Accepted,
            };
            return Ok((id, state, comes_back));
        }
        let sql = "SELECT 1 FROM proposals WHERE key = ?1 AND +state IN (2, 4) LIMIT 1";
        let rejected = self
            .db
            .prepare_cached(sql)
            .and_then(|mut find| find.exists([key]))
            .map_err(fault)?;
        let state = match rejected {
            true => State::RejectedBefore,
            false => State::Waiting,
        };
        let sql = "INSERT INTO proposals (document, state, kind, repeats, confidence, start, key, words, body)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
        let id = self
            .db
            .prepare_cached(sql)
            .and_then(|mut insert| {
                insert.insert(params![
                    document,
                    state.number(),
                    number(proposal.kind),
                    repeats,
                    proposal.confidence,
                    start,
                    key,
                    words,
                    body
                ])
            })
            .map_err(fault)?;
        Ok((id, state, true))
    }

    fn waiting_of(&self, document: i64) -> Result<Vec<i64>, InboxError> {
        let sql = "SELECT id FROM proposals WHERE state = 0 AND document = ?1";
        let mut query = self.db.prepare_cached(sql).map_err(|f| self.fault(f))?;
        let rows = query.query_map([document], |row| row.get(0));
        let rows = rows.map_err(|f| self.fault(f))?;
        rows.collect::<Result<_, _>>().map_err(|f| self.fault(f))
    }

    pub(crate) fn set_state(&self, id: i64, state: State) -> Result<(), InboxError> {
        let sql = "UPDATE proposals SET state = ?2 WHERE id = ?1";
        self.db
            .prepare_cached(sql)
            .and_then(|mut update| update.execute(params![id, state.number()]))
            .map_err(|fault| self.fault(fault))?;
        Ok(())
    }
}
