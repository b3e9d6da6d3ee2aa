//! What waits, in the order of documents and their text.

use std::fmt;

use cobden_read::{Kind, Proposal};
use rusqlite::{OptionalExtension, Row, params_from_iter, types::Value};
use serde::Serialize;

use crate::error::InboxError;
use crate::inbox::Inbox;

/// What became of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It waits.
    Waiting,
    /// It is in the record.
    Accepted,
    /// It was rejected.
    Rejected,
    /// A later reading of the document no longer proposes it.
    Withdrawn,
    /// The same was rejected before, in this document or another.
    RejectedBefore,
}

impl State {
    /// All of them.
    pub const ALL: [State; 5] = [
        State::Waiting,
        State::Accepted,
        State::Rejected,
        State::Withdrawn,
        State::RejectedBefore,
    ];

    /// Its number in the tables.
    pub(crate) fn number(self) -> i64 {
        self as i64
    }

    fn from_number(number: i64) -> Self {
        let at = usize::try_from(number).unwrap_or_default();
        Self::ALL.get(at).copied().unwrap_or(State::Withdrawn)
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            State::Waiting => "waiting",
            State::Accepted => "accepted",
            State::Rejected => "rejected",
            State::Withdrawn => "withdrawn by a later reading",
            State::RejectedBefore => "rejected before",
        })
    }
}

/// Which proposals are meant.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// Of these kinds; of all, if empty.
    pub kinds: Vec<Kind>,
    /// With at least this confidence.
    pub at_least: Option<f64>,
    /// Of the document with this number.
    pub document: Option<i64>,
    /// Those too that only say again what another proposal of their document says.
    pub repeats: bool,
    /// Without those for which the proposal of another document with the same text stands.
    pub only_new: bool,
}

/// A place in the queue: behind this proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The document's number.
    pub document: i64,
    /// First code point of the evidence.
    pub start: i64,
    /// The proposal's number.
    pub id: i64,
}

/// A proposal of the inbox.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Waiting {
    /// Its number.
    pub id: i64,
    /// The document's number.
    pub document: i64,
    /// What became of it.
    pub state: State,
    /// What was read.
    pub proposal: Proposal,
}

impl Waiting {
    /// Where it stands in the queue.
    pub fn place(&self) -> Place {
        Place {
            document: self.document,
            start: i64::try_from(self.proposal.start).unwrap_or(i64::MAX),
            id: self.id,
        }
    }
}

/// How many proposals of a kind are in a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Count {
    /// The kind.
    pub kind: Kind,
    /// The state.
    pub state: State,
    /// Whether they only say again what others say.
    pub repeats: bool,
    /// How many.
    pub count: u64,
}

/// The number of a kind in the tables.
pub(crate) fn number(kind: Kind) -> i64 {
    kind as i64
}

const COLUMNS: &str = "id, document, state, body";

impl Inbox {
    /// The first `limit` waiting proposals behind a place, in the order of documents and their text.
    ///
    /// # Errors
    /// The database's.
    pub fn pending(
        &self,
        filter: &Filter,
        behind: Option<Place>,
        limit: usize,
    ) -> Result<Vec<Waiting>, InboxError> {
        let (clause, mut values) = clause(filter);
        let mut sql = format!("SELECT {COLUMNS} FROM proposals WHERE state = 0{clause}");
        if let Some(place) = behind {
            sql += " AND (document, start, id) > (?, ?, ?)";
            values.extend([place.document, place.start, place.id].map(Value::Integer));
        }
        sql += " ORDER BY document, start, id LIMIT ?";
        values.push(Value::Integer(i64::try_from(limit).unwrap_or(i64::MAX)));
        let mut query = self.db.prepare_cached(&sql).map_err(|f| self.fault(f))?;
        let mut rows = query
            .query(params_from_iter(values))
            .map_err(|f| self.fault(f))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next().map_err(|f| self.fault(f))? {
            found.push(self.waiting(row)?);
        }
        Ok(found)
    }

    /// How many waiting proposals a filter means.
    ///
    /// # Errors
    /// The database's.
    pub fn count(&self, filter: &Filter) -> Result<u64, InboxError> {
        let (clause, values) = clause(filter);
        let sql = format!("SELECT count(*) FROM proposals WHERE state = 0{clause}");
        let count: i64 = self
            .db
            .query_row(&sql, params_from_iter(values), |row| row.get(0))
            .map_err(|fault| self.fault(fault))?;
        Ok(u64::try_from(count).unwrap_or_default())
    }

    /// How many proposals there are, by kind and state.
    ///
    /// # Errors
    /// The database's.
    pub fn counts(&self) -> Result<Vec<Count>, InboxError> {
        let sql = "SELECT kind, state, repeats, count(*) FROM proposals GROUP BY 1, 2, 3 ORDER BY 1, 2, 3";
        let mut query = self.db.prepare_cached(sql).map_err(|f| self.fault(f))?;
        let rows = query.query_map([], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        });
        let rows = rows.map_err(|f| self.fault(f))?;
        let mut counts = Vec::new();
        for row in rows {
            let (kind, state, repeats, count): (i64, i64, bool, i64) =
                row.map_err(|f| self.fault(f))?;
            let kind = Kind::ALL.into_iter().find(|one| number(*one) == kind);
            counts.extend(kind.map(|kind| Count {
                kind,
                state: State::from_number(state),
                repeats,
                count: u64::try_from(count).unwrap_or_default(),
            }));
        }
        Ok(counts)
    }

    /// A proposal by number, whatever became of it.
    ///
    /// # Errors
    /// [`InboxError::NoProposal`], or the database's.
    pub fn proposal(&self, id: i64) -> Result<Waiting, InboxError> {
        let sql = format!("SELECT {COLUMNS} FROM proposals WHERE id = ?1");
        let mut query = self.db.prepare_cached(&sql).map_err(|f| self.fault(f))?;
        let found = query.query_row([id], |row| Ok(self.waiting(row)));
        match found.optional().map_err(|fault| self.fault(fault))? {
            Some(waiting) => waiting,
            None => Err(InboxError::NoProposal { id }),
        }
    }

    /// The proposal that a document calls by this name, such as the statement that another rests on.
    ///
    /// # Errors
    /// The database's.
    pub fn named(&self, document: i64, name: &str) -> Result<Option<Waiting>, InboxError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM proposals WHERE document = ?1 AND state IN (0, 1, 2, 3, 4)"
        );
        let mut query = self.db.prepare_cached(&sql).map_err(|f| self.fault(f))?;
        let mut rows = query.query([document]).map_err(|f| self.fault(f))?;
        let mut found: Option<Waiting> = None;
        while let Some(row) = rows.next().map_err(|f| self.fault(f))? {
            let one = self.waiting(row)?;
            let later = found.as_ref().is_none_or(|before| before.id < one.id);
            if one.proposal.id == name && later && one.state != State::Withdrawn {
                found = Some(one);
            }
        }
        Ok(found)
    }

    /// The newest rejected proposal of the same kind and words, whatever its values.
    ///
    /// # Errors
    /// The database's.
    pub fn rejected_like(&self, proposal: &Proposal) -> Result<Option<i64>, InboxError> {
        let (_, words) = crate::key::keys(proposal);
        let sql = "SELECT max(id) FROM proposals WHERE words = ?1 AND state = 2";
        self.db
            .query_row(sql, [words], |row| row.get(0))
            .map_err(|fault| self.fault(fault))
    }

    /// An accepted proposal that says the same in another document.
    ///
    /// # Errors
    /// The database's.
    pub fn accepted_like(&self, waiting: &Waiting) -> Result<Option<i64>, InboxError> {
        let (key, _) = crate::key::keys(&waiting.proposal);
        let sql = "SELECT min(id) FROM proposals WHERE key = ?1 AND +state = 1 AND id <> ?2";
        self.db
            .query_row(sql, rusqlite::params![key, waiting.id], |row| row.get(0))
            .map_err(|fault| self.fault(fault))
    }

    pub(crate) fn waiting(&self, row: &Row<'_>) -> Result<Waiting, InboxError> {
        let fault = |fault| self.fault(fault);
        let id: i64 = row.get(0).map_err(fault)?;
        let body = row.get_ref(3).and_then(|body| Ok(body.as_str()?));
        let body = body.map_err(fault)?;
        let proposal =
            serde_json::from_str(body).map_err(|fault| self.stored("proposal", id, fault))?;
        Ok(Waiting {
            id,
            document: row.get(1).map_err(fault)?,
            state: State::from_number(row.get(2).map_err(fault)?),
            proposal,
        })
    }
}

/// What a filter adds to a query of waiting proposals, and the values that it asks for.
fn clause(filter: &Filter) -> (String, Vec<Value>) {
    let mut sql = String::new();
    let mut values = Vec::new();
    if !filter.repeats {
        sql += " AND repeats = 0";
    }
    if filter.only_new {
        sql += " AND NOT EXISTS (SELECT 1 FROM relations WHERE relations.proposal = proposals.id AND relations.twin IS NOT NULL)";
    }
    if !filter.kinds.is_empty() {
        let marks = vec!["?"; filter.kinds.len()].join(", ");
        sql += &format!(" AND kind IN ({marks})");
        values.extend(
            filter
                .kinds
                .iter()
                .map(|kind| Value::Integer(number(*kind))),
        );
    }
    if let Some(confidence) = filter.at_least {
        sql += " AND confidence >= ?";
        values.push(Value::Real(confidence));
    }
    if let Some(document) = filter.document {
        sql += " AND document = ?";
        values.push(Value::Integer(document));
    }
    (sql, values)
}
