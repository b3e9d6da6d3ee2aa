//! Everything in an inbox, for other programs.

use cobden_read::Proposal;
use serde::Serialize;

use crate::decision::Decision;
use crate::error::InboxError;
use crate::inbox::Inbox;
use crate::queue::{State, Waiting};

/// A proposal with all that was decided of it.
#[derive(Debug, Serialize)]
struct Line {
    /// The document's name and hash.
    document: Named,
    /// The proposal's number.
    id: i64,
    state: State,
    proposal: Proposal,
    decisions: Vec<Decision>,
}

#[derive(Debug, Clone, Serialize)]
struct Named {
    name: String,
    hash: String,
}

impl Inbox {
    /// Every proposal with its document, state and decisions, as one line of JSON each, in the order of documents and
    /// their text; `write` takes the lines.
    ///
    /// # Errors
    /// The database's, and those of `write`.
    pub fn export<E: From<InboxError>>(
        &self,
        mut write: impl FnMut(&str) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut documents = self
            .db
            .prepare_cached("SELECT id FROM documents ORDER BY id")
            .map_err(|f| self.fault(f))?;
        let mut rows = documents.query([]).map_err(|f| self.fault(f))?;
        while let Some(row) = rows.next().map_err(|f| self.fault(f))? {
            let id: i64 = row.get(0).map_err(|f| self.fault(f))?;
            let note = self.document(id)?.note;
            let document = Named {
                name: note.name,
                hash: note.hash,
            };
            for waiting in self.all_of(id)? {
                let mut decisions = Vec::new();
                self.history(Some(waiting.id), |decision| {
                    decisions.push(decision);
                    Ok::<(), InboxError>(())
                })?;
                let number = waiting.id;
                let line = Line {
                    document: document.clone(),
                    id: number,
                    state: waiting.state,
                    proposal: waiting.proposal,
                    decisions,
                };
                let line = serde_json::to_string(&line)
                    .map_err(|fault| self.stored("proposal", number, fault))?;
                write(&line)?;
            }
        }
        Ok(())
    }

    /// All proposals of a document, in the order of its text.
    pub(crate) fn all_of(&self, document: i64) -> Result<Vec<Waiting>, InboxError> {
        let sql = "SELECT id, document, state, body FROM proposals
             WHERE document = ?1 AND state IN (0, 1, 2, 3, 4) ORDER BY start, id";
        let mut query = self.db.prepare_cached(sql).map_err(|f| self.fault(f))?;
        let mut rows = query.query([document]).map_err(|f| self.fault(f))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next().map_err(|f| self.fault(f))? {
            found.push(self.waiting(row)?);
        }
        Ok(found)
    }
}
