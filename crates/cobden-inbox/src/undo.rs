//! Taking decisions back.

use crate::carry::Step;
use crate::decision::{Decision, Edit, Progress, Stamp, Verdict};
use crate::desk::Desk;
use crate::error::InboxError;
use crate::file;
use crate::inbox::Inbox;
use crate::lock::Lock;
use crate::queue::State;

use cobden_diagnostics::Diagnostics;

impl Inbox {
    /// Takes a decision back: the proposal waits again. An entry that was written comes out of the record, and with it
    /// the source entry of its document if no other entry that the review wrote needs it.
    ///
    /// What a rejection had kept from coming back waits again too. `desk` is needed where an entry was written. Faults
    /// are those that the record would have without the entry; the decision then stays.
    ///
    /// # Errors
    /// [`InboxError::NoDecision`], [`InboxError::NotInForce`], [`InboxError::Changed`] if the entry was edited in the
    /// record since, [`InboxError::NoRecord`], and those of files and the database.
    pub fn undo(
        &mut self,
        desk: Option<&mut Desk>,
        id: i64,
        stamp: &Stamp,
    ) -> Result<Result<(), Diagnostics>, InboxError> {
        self.flush()?;
        let decision = self.decision(id)?;
        let last = self.last_in_force(Some(decision.proposal))?;
        let why = match (decision.verdict, decision.progress) {
            (Verdict::Undo, _) => Some("it took another back; decide on the proposal anew"),
            (_, Progress::Void) => Some("it was not carried out"),
            (_, Progress::Intended) => Some("it was broken off; the next review finishes it"),
            _ if last.as_ref().map(|last| last.id) != Some(id) => Some("it was taken back before"),
            _ => None,
        };
        if let Some(why) = why {
            return Err(InboxError::NotInForce { id, why });
        }
        let mut undo = Decision {
            id: 0,
            proposal: decision.proposal,
            verdict: Verdict::Undo,
            progress: Progress::Done,
            stamp: stamp.clone(),
            because: None,
            record: decision.record.clone(),
            edits: Vec::new(),
            before: decision.after.clone(),
            after: None,
            undoes: Some(id),
            fault: None,
        };
        if decision.verdict == Verdict::Reject {
            self.whole(|inbox| {
                inbox.put_down(&undo)?;
                inbox.set_state(decision.proposal, State::Waiting)?;
                inbox.remember_alike(decision.proposal)
            })?;
            return Ok(Ok(()));
        }
        let Some(desk) = desk else {
            let path = decision.record.unwrap_or_default();
            return Err(InboxError::NoRecord { path });
        };
        let own = decision.record.clone();
        let own = own.filter(|folder| folder.join("record.toml").is_file());
        let folder = own.unwrap_or_else(|| desk.folder().to_owned());
        let lock = Lock::take(&self.path)?;
        self.recover_under(desk, &lock)?;
        desk.tell(Step::Begun);
        for edit in self.to_remove(&decision)? {
            let path = folder.join(&edit.file);
            let text = file::read(&path).map_err(|fault| InboxError::File {
                path: path.clone(),
                fault,
            })?;
            let is_source = edit.block.starts_with("[source.");
            match text.and_then(|text| file::find(&text, &edit.block)) {
                Some(_) => undo.edits.push(edit),
                // A source that somebody worked on is theirs.
                None if is_source => {}
                None => {
                    let decision = id;
                    let file = path;
                    return Err(InboxError::Changed { decision, file });
                }
            }
        }
        undo.progress = Progress::Intended;
        undo.record = Some(folder.clone());
        undo.id = self.whole(|inbox| inbox.put_down(&undo))?;
        desk.tell(Step::Intended);
        let number = undo.id;
        let mut carried = self.carry_out(desk, &folder, vec![undo], &lock)?;
        Ok(match carried.refused.remove(&number) {
            Some(faults) => Err(faults),
            None => Ok(()),
        })
    }

    /// The blocks that go with a decision: its entries, and its document's sources if it is the last that needs them.
    fn to_remove(&self, decision: &Decision) -> Result<Vec<Edit>, InboxError> {
        let document = self.proposal(decision.proposal)?.document;
        let mut sources = Vec::new();
        let mut is_last = true;
        for other in self.accepted_of(document)? {
            is_last &= other.id == decision.id || other.record != decision.record;
        }
        let mut edits = Vec::new();
        for edit in &decision.edits {
            if !edit.block.starts_with("[source.") {
                edits.push(edit.clone());
            }
        }
        if is_last {
            // The one that wrote them may have been taken back before this one.
            for other in self.written_of(document)? {
                for edit in other.edits {
                    let is_source = edit.block.starts_with("[source.");
                    if other.record == decision.record && is_source && !sources.contains(&edit) {
                        sources.push(edit);
                    }
                }
            }
        }
        edits.extend(sources);
        for edit in &mut edits {
            edit.removes = true;
        }
        edits.dedup();
        Ok(edits)
    }

    /// Acceptances of a document's proposals that are in force.
    fn accepted_of(&self, document: i64) -> Result<Vec<Decision>, InboxError> {
        let sql =
            "SELECT max(decisions.id) FROM decisions JOIN proposals ON proposals.id = proposal
             WHERE document = ?1 AND state = 1 AND verdict = 'accept' AND progress = 'done'
             GROUP BY proposal ORDER BY 1";
        self.decisions_by(sql, document)
    }

    /// Acceptances of a document's proposals that were carried out, in force or not.
    fn written_of(&self, document: i64) -> Result<Vec<Decision>, InboxError> {
        let sql = "SELECT decisions.id FROM decisions JOIN proposals ON proposals.id = proposal
             WHERE document = ?1 AND state IN (0, 1, 2, 3, 4) AND verdict = 'accept' AND progress = 'done'
             ORDER BY 1";
        self.decisions_by(sql, document)
    }

    fn decisions_by(&self, sql: &str, document: i64) -> Result<Vec<Decision>, InboxError> {
        let mut query = self.db.prepare_cached(sql).map_err(|f| self.fault(f))?;
        let ids = query.query_map([document], |row| row.get(0));
        let ids: Result<Vec<i64>, _> = ids.map_err(|f| self.fault(f))?.collect();
        let ids = ids.map_err(|f| self.fault(f))?;
        ids.into_iter().map(|id| self.decision(id)).collect()
    }

    /// What the rejection of a proposal kept out waits again, unless it was rejected elsewhere too.
    fn remember_alike(&self, proposal: i64) -> Result<(), InboxError> {
        let sql = "UPDATE proposals SET state = 0
             WHERE +state = 4 AND key = (SELECT key FROM proposals WHERE id = ?1)
             AND NOT EXISTS (SELECT 1 FROM proposals AS other WHERE other.key = proposals.key AND +other.state = 2)";
        self.db
            .execute(sql, [proposal])
            .map_err(|fault| self.fault(fault))?;
        Ok(())
    }
}
