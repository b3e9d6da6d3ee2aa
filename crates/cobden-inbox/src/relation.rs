//! How documents and proposals of an inbox stand to those of its other documents, as remarks for who reviews them.
//!
//! What the remarks say is worked out elsewhere from [`Inbox::readings`] and put here whole: it follows from the documents,
//! and may be made anew at any time.

use rusqlite::{OptionalExtension, params};
use serde::Serialize;

use crate::error::InboxError;
use crate::inbox::{Document, Inbox};
use crate::queue::{State, Waiting};

/// What a relation is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// The document repeats another, or is repeated.
    Repeats,
    /// Another document says the same.
    Also,
    /// Another document says otherwise.
    Contradicts,
}

impl Sort {
    const ALL: [Sort; 3] = [Sort::Repeats, Sort::Also, Sort::Contradicts];

    fn from_number(number: i64) -> Self {
        let found = Self::ALL.into_iter().find(|sort| *sort as i64 == number);
        found.unwrap_or(Sort::Repeats)
    }
}

/// A remark on a document or one of its proposals.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Relation {
    /// The document's number.
    pub document: i64,
    /// The proposal's number; none for the document as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposal: Option<i64>,
    /// What it is about.
    pub sort: Sort,
    /// The remark.
    pub remark: String,
    /// The proposal of a document with the same text that stands for this one: to decide on it once is enough.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub twin: Option<i64>,
}

impl Inbox {
    /// Every document with its proposals in the order of the text, those left out that a later reading withdrew; documents in
    /// the order in which they came.
    ///
    /// # Errors
    /// The database's, and those of `take`.
    pub fn readings<E: From<InboxError>>(
        &self,
        mut take: impl FnMut(Document, Vec<Waiting>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut query = self
            .db
            .prepare_cached("SELECT id FROM documents ORDER BY id")
            .map_err(|fault| self.fault(fault))?;
        let ids = query.query_map([], |row| row.get(0));
        let ids: Result<Vec<i64>, _> = ids.and_then(Iterator::collect);
        for id in ids.map_err(|fault| self.fault(fault))? {
            let document = self.document(id)?;
            let mut proposals = self.all_of(id)?;
            proposals.retain(|one| one.state != State::Withdrawn);
            take(document, proposals)?;
        }
        Ok(())
    }

    /// Whether the relations are those of the documents that are there now.
    ///
    /// # Errors
    /// The database's.
    pub fn is_related(&self) -> Result<bool, InboxError> {
        let sql = "SELECT value FROM about WHERE name = 'related'";
        let found: Option<String> = self
            .db
            .query_row(sql, [], |row| row.get(0))
            .optional()
            .map_err(|fault| self.fault(fault))?;
        Ok(found == Some(self.extent()?))
    }

    /// Puts relations in the place of those that were there, all or none.
    ///
    /// # Errors
    /// The database's.
    pub fn relate(&mut self, relations: &[Relation]) -> Result<(), InboxError> {
        self.whole(|inbox| {
            inbox.sql("DELETE FROM relations")?;
            let sql = "INSERT INTO relations (document, proposal, sort, remark, twin) VALUES (?1, ?2, ?3, ?4, ?5)";
            let mut insert = inbox.db.prepare_cached(sql).map_err(|f| inbox.fault(f))?;
            for one in relations {
                let row = params![
                    one.document,
                    one.proposal,
                    one.sort as i64,
                    one.remark,
                    one.twin
                ];
                insert.execute(row).map_err(|fault| inbox.fault(fault))?;
            }
            drop(insert);
            let sql = "INSERT INTO about (name, value) VALUES ('related', ?1)
                 ON CONFLICT (name) DO UPDATE SET value = excluded.value";
            let extent = inbox.extent()?;
            let stored = inbox.db.execute(sql, [extent]);
            stored.map_err(|fault| inbox.fault(fault))?;
            Ok(())
        })
    }

    /// What is remarked on a proposal and on its document.
    ///
    /// # Errors
    /// The database's.
    pub fn relations(&self, waiting: &Waiting) -> Result<Vec<Relation>, InboxError> {
        let sql = "SELECT document, proposal, sort, remark, twin FROM relations
             WHERE document = ?1 AND (proposal IS NULL OR proposal = ?2) ORDER BY id";
        let mut query = self.db.prepare_cached(sql).map_err(|f| self.fault(f))?;
        let rows = query.query_map([waiting.document, waiting.id], |row| {
            Ok(Relation {
                document: row.get(0)?,
                proposal: row.get(1)?,
                sort: Sort::from_number(row.get(2)?),
                remark: row.get(3)?,
                twin: row.get(4)?,
            })
        });
        let rows = rows.map_err(|fault| self.fault(fault))?;
        rows.collect::<Result<_, _>>().map_err(|f| self.fault(f))
    }

    /// Forgets that documents were compared: something was learnt of one.
    pub(crate) fn unrelate(&self) -> Result<(), InboxError> {
        self.sql("DELETE FROM about WHERE name = 'related'")
    }

    /// How far the inbox reaches: the last document and proposal.
    fn extent(&self) -> Result<String, InboxError> {
        let sql = "SELECT coalesce((SELECT max(id) FROM documents), 0) || ' ' || coalesce((SELECT max(id) FROM proposals), 0)";
        self.db
            .query_row(sql, [], |row| row.get(0))
            .map_err(|fault| self.fault(fault))
    }
}
