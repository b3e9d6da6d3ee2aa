//! What a person decided, and how far it was carried out.

use std::path::PathBuf;

use rusqlite::{OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use crate::error::InboxError;
use crate::inbox::Inbox;

/// Who decides, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// A name.
    pub who: String,
    /// The moment (RFC 3339).
    pub at: String,
}

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It goes into the record.
    Accept,
    /// It does not, and is not to come back.
    Reject,
    /// An earlier decision is taken back.
    Undo,
}

impl Verdict {
    /// Its name in files: `accept`.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Accept => "accept",
            Verdict::Reject => "reject",
            Verdict::Undo => "undo",
        }
    }

    fn from_name(name: &str) -> Self {
        match name {
            "accept" => Verdict::Accept,
            "reject" => Verdict::Reject,
            _ => Verdict::Undo,
        }
    }
}

/// How far a decision was carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    /// Written down, its files perhaps not yet changed.
    Intended,
    /// Carried out.
    Done,
    /// Not carried out: the record would have had faults. Nothing of it is left in the record.
    Void,
}

impl Progress {
    /// Its name in files: `intended`.
    pub fn name(self) -> &'static str {
        match self {
            Progress::Intended => "intended",
            Progress::Done => "done",
            Progress::Void => "void",
        }
    }

    fn from_name(name: &str) -> Self {
        match name {
            "done" => Progress::Done,
            "void" => Progress::Void,
            _ => Progress::Intended,
        }
    }
}

/// A block of text that goes into a file of the record, or comes out of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// The file, relative to the record's folder.
    pub file: PathBuf,
    /// The entry, from its header to the end of its last line.
    pub block: String,
    /// Whether it comes out.
    pub removes: bool,
}

/// One decision of the history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Its number.
    pub id: i64,
    /// The proposal's number.
    pub proposal: i64,
    /// What was decided.
    pub verdict: Verdict,
    /// How far it was carried out.
    pub progress: Progress,
    /// Who and when.
    #[serde(flatten)]
    pub stamp: Stamp,
    /// Why, if said.
    pub because: Option<String>,
    /// The record's folder.
    pub record: Option<PathBuf>,
    /// What changes in its files.
    pub edits: Vec<Edit>,
    /// What was drafted.
    pub before: Option<String>,
    /// What was written; as drafted, or as edited.
    pub after: Option<String>,
    /// The decision that is taken back.
    pub undoes: Option<i64>,
    /// Why it was not carried out.
    pub fault: Option<String>,
}

const COLUMNS: &str = "id, proposal, verdict, progress, at, who, because, record, edits, before, after, undoes, fault";

impl Inbox {
    /// A decision by number.
    ///
    /// # Errors
    /// [`InboxError::NoDecision`], or the database's.
    pub fn decision(&self, id: i64) -> Result<Decision, InboxError> {
        let sql = format!("SELECT {COLUMNS} FROM decisions WHERE id = ?1");
        let found = self.db.query_row(&sql, [id], |row| Ok(self.decided(row)));
        match found.optional().map_err(|fault| self.fault(fault))? {
            Some(decision) => decision,
            None => Err(InboxError::NoDecision { id }),
        }
    }

    /// All decisions of a proposal, or of all proposals, oldest first; `visit` sees one at a time.
    ///
    /// # Errors
    /// The database's, and those of `visit`.
    pub fn history<E: From<InboxError>>(
        &self,
        proposal: Option<i64>,
        mut visit: impl FnMut(Decision) -> Result<(), E>,
    ) -> Result<(), E> {
        let which = match proposal {
            Some(_) => "proposal = ?1",
            None => "?1 IS NULL",
        };
        let sql = format!("SELECT {COLUMNS} FROM decisions WHERE {which} ORDER BY id");
        let mut query = self.db.prepare_cached(&sql).map_err(|f| self.fault(f))?;
        let mut rows = query.query([proposal]).map_err(|f| self.fault(f))?;
        while let Some(row) = rows.next().map_err(|f| self.fault(f))? {
            visit(self.decided(row)?)?;
        }
        Ok(())
    }

    /// The newest decision that is in force, of one proposal or of all.
    ///
    /// # Errors
    /// The database's.
    pub fn last_in_force(&self, proposal: Option<i64>) -> Result<Option<Decision>, InboxError> {
        let sql = "SELECT max(id) FROM decisions AS it
             WHERE progress = 'done' AND verdict <> 'undo' AND (?1 IS NULL OR proposal = ?1)
             AND NOT EXISTS (SELECT 1 FROM decisions WHERE proposal = it.proposal AND undoes = it.id AND progress = 'done')";
        let last: Option<i64> = self
            .db
            .query_row(sql, [proposal], |row| row.get(0))
            .map_err(|fault| self.fault(fault))?;
        last.map(|id| self.decision(id)).transpose()
    }

    /// Decisions that were written down and not finished, oldest first.
    pub(crate) fn intended(&self) -> Result<Vec<Decision>, InboxError> {
        let sql =
            format!("SELECT {COLUMNS} FROM decisions WHERE progress = 'intended' ORDER BY id");
        let mut query = self.db.prepare_cached(&sql).map_err(|f| self.fault(f))?;
        let mut rows = query.query([]).map_err(|f| self.fault(f))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next().map_err(|f| self.fault(f))? {
            found.push(self.decided(row)?);
        }
        Ok(found)
    }

    /// Writes a decision down and gives it its number.
    pub(crate) fn put_down(&self, decision: &Decision) -> Result<i64, InboxError> {
        let edits = (!decision.edits.is_empty())
            .then(|| serde_json::to_string(&decision.edits))
            .transpose()
            .map_err(|fault| self.stored("decision", decision.proposal, fault))?;
        let sql = "INSERT INTO decisions
             (proposal, verdict, progress, at, who, because, record, edits, before, after, undoes, fault)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
        let mut insert = self.db.prepare_cached(sql).map_err(|f| self.fault(f))?;
        insert
            .insert(params![
                decision.proposal,
                decision.verdict.name(),
                decision.progress.name(),
                decision.stamp.at,
                decision.stamp.who,
                decision.because,
                decision
                    .record
                    .as_ref()
                    .map(|path| path.display().to_string()),
                edits,
                decision.before,
                decision.after,
                decision.undoes,
                decision.fault,
            ])
            .map_err(|fault| self.fault(fault))
    }

    fn decided(&self, row: &Row<'_>) -> Result<Decision, InboxError> {
        let fault = |fault| self.fault(fault);
        let id: i64 = row.get(0).map_err(fault)?;
        let verdict: String = row.get(2).map_err(fault)?;
        let progress: String = row.get(3).map_err(fault)?;
        let record: Option<String> = row.get(7).map_err(fault)?;
        let edits: Option<String> = row.get(8).map_err(fault)?;
        let edits = match edits {
            Some(text) => {
                serde_json::from_str(&text).map_err(|fault| self.stored("decision", id, fault))?
            }
            None => Vec::new(),
        };
        Ok(Decision {
            id,
            proposal: row.get(1).map_err(fault)?,
            verdict: Verdict::from_name(&verdict),
            progress: Progress::from_name(&progress),
            stamp: Stamp {
                at: row.get(4).map_err(fault)?,
                who: row.get(5).map_err(fault)?,
            },
            because: row.get(6).map_err(fault)?,
            record: record.map(PathBuf::from),
            edits,
            before: row.get(9).map_err(fault)?,
            after: row.get(10).map_err(fault)?,
            undoes: row.get(11).map_err(fault)?,
            fault: row.get(12).map_err(fault)?,
        })
    }
}
