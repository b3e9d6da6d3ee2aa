//! Accepting: from a proposal to an entry that stands in the record.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use cobden_diagnostics::Diagnostics;
use jiff::civil::{Date, date};

use crate::carry::Step;
use crate::decision::{Decision, Edit, Progress, Stamp, Verdict};
use crate::desk::Desk;
use crate::draft::{Draft, Drafter, Gap, default_file, names_document, unique};
use crate::edited::edited;
use crate::error::InboxError;
use crate::inbox::{Document, Inbox};
use crate::lock::Lock;
use crate::queue::{State, Waiting};

/// A proposal to accept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Acceptance {
    /// Its number.
    pub id: i64,
    /// The entry as edited; as drafted, if none.
    pub text: Option<String>,
    /// Source entry of the record to cite in place of one made from the document.
    pub source: Option<String>,
}

/// What became of an acceptance.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// It stands in the record.
    Written {
        /// The decision's number.
        decision: i64,
        /// Ids of its entries.
        ids: Vec<String>,
        /// The file, relative to the record's folder.
        file: PathBuf,
    },
    /// The draft lacks what an entry must have; nothing was decided.
    Incomplete {
        /// What is missing.
        gaps: Vec<Gap>,
    },
    /// The entry has faults; nothing of it is in the record.
    Refused {
        /// The faults, in the place in which the entry would have stood.
        faults: Diagnostics,
    },
}

/// The entries that an acceptance would write.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Plan {
    waiting: i64,
    draft: String,
    text: String,
    ids: Vec<String>,
    edits: Vec<Edit>,
}

impl Inbox {
    /// The entry that a proposal would become, and the source entry that its document still needs.
    ///
    /// # Errors
    /// [`InboxError::NoProposal`], and the database's.
    pub fn draft(
        &self,
        desk: &mut Desk,
        id: i64,
        source: Option<&str>,
    ) -> Result<(Draft, Option<Draft>), InboxError> {
        let waiting = self.proposal(id)?;
        let document = self.document(waiting.document)?;
        self.draft_of(desk, &waiting, &document, source, &BTreeSet::new())
    }

    fn draft_of(
        &self,
        desk: &mut Desk,
        waiting: &Waiting,
        document: &Document,
        source: Option<&str>,
        allotted: &BTreeSet<String>,
    ) -> Result<(Draft, Option<Draft>), InboxError> {
        let known = desk.known();
        let is_taken = |id: &str| known.ids.contains(id) || allotted.contains(id);
        let words = names_document(&document.note);
        let found = source.or_else(|| {
            let mut noted = known.sources.iter();
            let same = noted.find(|(_, note)| note.contains(&words));
            same.map(|(id, _)| id.as_str())
        });
        let (source, new) = match found {
            Some(id) => (id.to_owned(), None),
            None => {
                let id = unique(&Drafter::source_id(&document.note), is_taken);
                (id.clone(), Some(Drafter::source(&document.note, &id)))
            }
        };
        let said = match &waiting.proposal.from {
            Some(name) => self.named(document.id, name)?,
            None => None,
        };
        let drafter = Drafter {
            note: &document.note,
            proposal: &waiting.proposal,
            statement: said.as_ref().map(|said| &said.proposal),
            source: &source,
        };
        let mut draft = drafter.draft();
        draft.id = unique(&draft.id, |id| is_taken(id) || id == source);
        Ok((draft, new))
    }

    /// Accepts proposals: writes their entries into the record, with the source entries that their documents need.
    ///
    /// `into` is the file of the record; without it each document has its own ([`default_file`]). All entries are
    /// written, the record is loaded once, and what has faults is taken out again, so that many cost about as much
    /// as one. Nothing is lost or doubled if the program stops on the way.
    ///
    /// # Errors
    /// [`InboxError::NotWaiting`], [`InboxError::Outside`], [`InboxError::RecordFaulty`] if the record has faults that
    /// are not these entries', and those of files and the database. Nothing is then written.
    pub fn accept(
        &mut self,
        desk: &mut Desk,
        items: &[Acceptance],
        into: Option<&Path>,
        stamp: &Stamp,
    ) -> Result<Vec<Outcome>, InboxError> {
        self.flush()?;
        let into = into.map(|file| desk.below(file)).transpose()?;
        let lock = Lock::take(&self.path)?;
        self.recover_under(desk, &lock)?;
        desk.tell(Step::Begun);
        let today = day_of(stamp);
        let mut allotted = BTreeSet::new();
        let mut new_sources: BTreeMap<i64, (Draft, Edit)> = BTreeMap::new();
        let mut plans: Vec<Result<Plan, Outcome>> = Vec::new();
        let mut document: Option<Document> = None;
        for item in items {
            let waiting = self.proposal(item.id)?;
            if matches!(waiting.state, State::Accepted | State::Rejected) {
                let (id, state) = (item.id, waiting.state);
                return Err(InboxError::NotWaiting { id, state });
            }
            let of = match document.take() {
                Some(same) if same.id == waiting.document => same,
                _ => self.document(waiting.document)?,
            };
            let file = match &into {
                Some(file) => file.clone(),
                None => desk.below(&desk.folder().join(default_file(&of.note, today)))?,
            };
            let allotted_source = new_sources.get(&of.id).map(|(draft, _)| draft.id.clone());
            let cited = item.source.as_deref().or(allotted_source.as_deref());
            let (draft, new) = self.draft_of(desk, &waiting, &of, cited, &allotted)?;
            let plan = match &item.text {
                Some(text) => {
                    edited(text, &file, desk.known(), &allotted).map(|(edits, ids)| Plan {
                        waiting: item.id,
                        draft: draft.text(),
                        text: text.clone(),
                        ids,
                        edits,
                    })
                }
                None => as_drafted(item, &draft, new, &file, of.id, &mut new_sources),
            };
            if let Ok(plan) = &plan {
                allotted.extend(plan.ids.iter().cloned());
                allotted.extend(new_sources.get(&of.id).map(|(draft, _)| draft.id.clone()));
            }
            plans.push(plan);
            document = Some(of);
        }
        let folder = desk.folder().to_owned();
        let decisions = self.intend(&plans, &folder, stamp)?;
        desk.tell(Step::Intended);
        let numbers: Vec<i64> = decisions.iter().map(|decision| decision.id).collect();
        let mut carried = match decisions.is_empty() {
            true => Default::default(),
            false => self.carry_out(desk, &folder, decisions, &lock)?,
        };
        let mut numbers = numbers.into_iter();
        let outcomes = plans.into_iter().map(|plan| match plan {
            Err(outcome) => outcome,
            Ok(plan) => {
                let decision = numbers.next().unwrap_or_default();
                match carried.refused.remove(&decision) {
                    Some(faults) => Outcome::Refused { faults },
                    None => Outcome::Written {
                        decision,
                        ids: plan.ids,
                        file: plan
                            .edits
                            .into_iter()
                            .next_back()
                            .map(|edit| edit.file)
                            .unwrap_or_default(),
                    },
                }
            }
        });
        Ok(outcomes.collect())
    }

    /// Writes down what is to be done, all in one.
    fn intend(
        &mut self,
        plans: &[Result<Plan, Outcome>],
        folder: &Path,
        stamp: &Stamp,
    ) -> Result<Vec<Decision>, InboxError> {
        self.whole(|inbox| {
            let mut decisions = Vec::new();
            for plan in plans.iter().flatten() {
                let mut decision = Decision {
                    id: 0,
                    proposal: plan.waiting,
                    verdict: Verdict::Accept,
                    progress: Progress::Intended,
                    stamp: stamp.clone(),
                    because: None,
                    record: Some(folder.to_owned()),
                    edits: plan.edits.clone(),
                    before: Some(plan.draft.clone()),
                    after: Some(plan.text.clone()),
                    undoes: None,
                    fault: None,
                };
                decision.id = inbox.put_down(&decision)?;
                decisions.push(decision);
            }
            Ok(decisions)
        })
    }
}

/// The plan of an entry that is taken as drafted.
fn as_drafted(
    item: &Acceptance,
    draft: &Draft,
    new: Option<Draft>,
    file: &Path,
    document: i64,
    new_sources: &mut BTreeMap<i64, (Draft, Edit)>,
) -> Result<Plan, Outcome> {
    let adds = |block: String| Edit {
        file: file.to_owned(),
        block,
        removes: false,
    };
    let of_source = new.iter().flat_map(|new| &new.gaps);
    let gaps: Vec<Gap> = draft.gaps.iter().chain(of_source).copied().collect();
    if gaps.iter().any(|gap| gap.required) {
        return Err(Outcome::Incomplete { gaps });
    }
    if let Some(new) = new {
        let edit = adds(new.block());
        new_sources.insert(document, (new, edit));
    }
    // Whichever of a document's entries stays in the end, its source stays with it.
    let mut edits = Vec::new();
    if item.source.is_none() {
        edits.extend(new_sources.get(&document).map(|(_, edit)| edit.clone()));
    }
    edits.push(adds(draft.block()));
    Ok(Plan {
        waiting: item.id,
        draft: draft.text(),
        text: draft.block(),
        ids: vec![draft.id.clone()],
        edits,
    })
}

/// The day of a stamp; the first of 1970 if it has none.
fn day_of(stamp: &Stamp) -> Date {
    let day = stamp.at.get(..10).and_then(|day| day.parse().ok());
    day.unwrap_or(date(1970, 1, 1))
}
