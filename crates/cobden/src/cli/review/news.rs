//! What the record has of a proposal.

use cobden::inbox::{Desk, Inbox, Waiting};
use cobden::lineage::novelty::{Known, Novelty, Verdict};
use cobden::read::DocumentNote;

use crate::cli::Failure;
use crate::cli::read::told;

/// The record as it was loaded last, prepared for comparison.
#[derive(Default)]
pub(super) struct News {
    known: Option<Known>,
    /// How often the record had been loaded then.
    at: u64,
}

impl News {
    /// How a proposal stands to the record; none while that cannot be loaded.
    pub(super) fn of(
        &mut self,
        inbox: &Inbox,
        desk: &mut Desk,
        waiting: &Waiting,
        note: &DocumentNote,
    ) -> Result<Option<Novelty>, Failure> {
        let (record, at) = desk.record();
        if self.known.is_none() || self.at != at {
            self.known = record.map(Known::of);
            self.at = at;
        }
        let Some(known) = &self.known else {
            return Ok(None);
        };
        let said = match &waiting.proposal.from {
            Some(name) => inbox.named(waiting.document, name)?,
            None => None,
        };
        let said = said.as_ref().map(|said| &said.proposal);
        Ok(Some(known.one(note, &waiting.proposal, said)))
    }

    /// Whether the record has it.
    pub(super) fn is_known(
        &mut self,
        inbox: &Inbox,
        desk: &mut Desk,
        waiting: &Waiting,
        note: &DocumentNote,
    ) -> Result<bool, Failure> {
        let found = self.of(inbox, desk, waiting, note)?;
        Ok(found.is_some_and(|found| found.verdict == Verdict::Known))
    }

    /// What to say of it on its card.
    pub(super) fn remark(
        &mut self,
        inbox: &Inbox,
        desk: &mut Desk,
        waiting: &Waiting,
        note: &DocumentNote,
    ) -> Result<Vec<String>, Failure> {
        let Some(found) = self.of(inbox, desk, waiting, note)? else {
            return Ok(Vec::new());
        };
        let entries: Vec<String> = found.entries.iter().map(told).collect();
        Ok(match found.verdict {
            Verdict::New => Vec::new(),
            Verdict::Known => vec![format!("known to the record: {}", entries.join("; "))],
            Verdict::Differs => vec![format!("otherwise in the record: {}", entries.join("; "))],
        })
    }
}
