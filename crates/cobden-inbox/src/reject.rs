//! Rejecting: the same is not proposed again.

use crate::decision::{Decision, Progress, Stamp, Verdict};
use crate::error::InboxError;
use crate::inbox::Inbox;
use crate::queue::State;

impl Inbox {
    /// Rejects proposals; the same is not proposed again, from whatever document.
    ///
    /// # Errors
    /// [`InboxError::NotWaiting`], [`InboxError::NoProposal`], and the database's. Nothing is then rejected.
    pub fn reject(
        &mut self,
        ids: &[i64],
        because: Option<&str>,
        stamp: &Stamp,
    ) -> Result<(), InboxError> {
        self.whole(|inbox| {
            for id in ids.iter().copied() {
                let waiting = inbox.proposal(id)?;
                if !matches!(waiting.state, State::Waiting) {
                    let state = waiting.state;
                    return Err(InboxError::NotWaiting { id, state });
                }
                inbox.put_down(&Decision {
                    id: 0,
                    proposal: id,
                    verdict: Verdict::Reject,
                    progress: Progress::Done,
                    stamp: stamp.clone(),
                    because: because.map(str::to_owned),
                    record: None,
                    edits: Vec::new(),
                    before: None,
                    after: None,
                    undoes: None,
                    fault: None,
                })?;
                inbox.set_state(id, State::Rejected)?;
                inbox.forget_alike(&waiting.proposal)?;
            }
            Ok(())
        })
    }

    /// Takes what says the same in other documents out of the queue.
    fn forget_alike(&self, proposal: &cobden_read::Proposal) -> Result<(), InboxError> {
        let (key, _) = crate::key::keys(proposal);
        let sql = "UPDATE proposals SET state = 4 WHERE key = ?1 AND +state = 0";
        self.db
            .prepare_cached(sql)
            .and_then(|mut update| update.execute([key]))
            .map_err(|fault| self.fault(fault))?;
        Ok(())
    }
}
