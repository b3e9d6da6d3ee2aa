//! Carrying decisions out on the files of a record, so that nothing is lost or doubled wherever it stops.
//!
//! The order is: decisions written down as intended; files written, each whole; the record loaded; decisions marked as
//! done. A block that stands in its file is not put in again and one that is gone is not taken out again, so that the
//! whole can be begun anew at any point.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::{Path, PathBuf};

use cobden_diagnostics::{Diagnostic, Diagnostics, Place};
use cobden_record::Record;

use crate::decision::{Decision, Progress, Verdict};
use crate::desk::Desk;
use crate::error::InboxError;
use crate::file;
use crate::inbox::Inbox;
use crate::lock::Lock;
use crate::queue::State;

/// How far a decision has come; told to those who watch ([`Desk::watch`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Nothing is on file yet.
    Begun,
    /// It is on file as intended.
    Intended,
    /// A file's new text lies beside it.
    Drafted,
    /// A file has its new text.
    Written,
    /// The record was loaded.
    Checked,
    /// It is on file as done.
    Done,
}

/// What became of decisions that were carried out together.
#[derive(Debug, Default)]
pub(crate) struct Carried {
    /// Those that the record would have been at fault with, and why; nothing of them is left in its files.
    pub(crate) refused: BTreeMap<i64, Diagnostics>,
}

/// The texts of files before and after, none for no file.
type Texts = BTreeMap<PathBuf, Option<String>>;

impl Inbox {
    /// Finishes what a program that was stopped had begun: each decision that is on file as intended is carried out, or
    /// void if the record would be at fault. A decision of a record that is gone is carried out on the desk's.
    ///
    /// How many there were.
    ///
    /// # Errors
    /// Those of [`Inbox::accept`].
    pub fn recover(&mut self, desk: &mut Desk) -> Result<usize, InboxError> {
        self.flush()?;
        if self.intended()?.is_empty() {
            return Ok(0);
        }
        let lock = Lock::take(&self.path)?;
        self.recover_under(desk, &lock)
    }

    /// As [`Inbox::recover`]; who holds the lock knows that nobody else is at work on what it finds.
    pub(crate) fn recover_under(
        &mut self,
        desk: &mut Desk,
        lock: &Lock,
    ) -> Result<usize, InboxError> {
        let mut by_record: BTreeMap<PathBuf, Vec<Decision>> = BTreeMap::new();
        for decision in self.intended()? {
            let own = decision.record.clone();
            let own = own.filter(|folder| folder.join("record.toml").is_file());
            let folder = own.unwrap_or_else(|| desk.folder().to_owned());
            by_record.entry(folder).or_default().push(decision);
        }
        let mut count = 0;
        for (folder, decisions) in by_record {
            count += decisions.len();
            for edit in decisions.iter().flat_map(|decision| &decision.edits) {
                file::sweep(&folder.join(&edit.file));
            }
            self.carry_out(desk, &folder, decisions, lock)?;
        }
        Ok(count)
    }

    /// Carries out decisions that are on file as intended.
    pub(crate) fn carry_out(
        &mut self,
        desk: &mut Desk,
        folder: &Path,
        decisions: Vec<Decision>,
        _lock: &Lock,
    ) -> Result<Carried, InboxError> {
        let base = base(folder, &decisions)?;
        let mut on_disk = base.current;
        let mut left = decisions;
        let mut refused: BTreeMap<i64, Diagnostics> = BTreeMap::new();
        loop {
            let wanted = applied(&base.before, folder, &left);
            if let Err(error) = write(&wanted, &mut on_disk, desk) {
                // As it was, as far as the system lets us.
                let _ = write(&base.before, &mut on_disk, desk);
                let all: Vec<(i64, String)> =
                    left.iter().map(|one| (one.id, error.to_string())).collect();
                self.mark_void(&all)?;
                return Err(error);
            }
            if left.is_empty() {
                break;
            }
            match Record::load(desk.written_as(folder)) {
                Ok((record, _)) => {
                    desk.tell(Step::Checked);
                    desk.learn(folder, record);
                    break;
                }
                Err(faults) if is_only_empty(&faults) && takes_out(&left) => {
                    desk.tell(Step::Checked);
                    desk.forget();
                    break;
                }
                Err(faults) => {
                    desk.forget();
                    let blamed = blamed(&faults, folder, &left);
                    if blamed.is_empty() {
                        write(&base.before, &mut on_disk, desk)?;
                        let said = left.iter().map(|one| (one.id, faults.to_string()));
                        let mut void: Vec<(i64, String)> = said.collect();
                        void.extend(refused.iter().map(|(id, said)| (*id, said.to_string())));
                        self.mark_void(&void)?;
                        // What is taken out may be needed by what stays.
                        if takes_out(&left) {
                            refused.extend(left.iter().map(|one| (one.id, faults.clone())));
                            return Ok(Carried { refused });
                        }
                        let path = folder.to_owned();
                        return Err(InboxError::RecordFaulty { path, faults });
                    }
                    left.retain(|one| !blamed.contains_key(&one.id));
                    refused.extend(blamed);
                }
            }
        }
        let void: Vec<(i64, String)> = refused
            .iter()
            .map(|(id, said)| (*id, said.to_string()))
            .collect();
        self.mark_void(&void)?;
        self.mark_done(&left)?;
        desk.tell(Step::Done);
        Ok(Carried { refused })
    }

    fn mark_done(&mut self, decisions: &[Decision]) -> Result<(), InboxError> {
        self.whole(|inbox| {
            for decision in decisions {
                inbox.mark(decision.id, Progress::Done, None)?;
                let state = match decision.verdict {
                    Verdict::Accept => State::Accepted,
                    Verdict::Reject => State::Rejected,
                    Verdict::Undo => State::Waiting,
                };
                inbox.set_state(decision.proposal, state)?;
            }
            Ok(())
        })
    }

    fn mark_void(&mut self, decisions: &[(i64, String)]) -> Result<(), InboxError> {
        self.whole(|inbox| {
            decisions
                .iter()
                .try_for_each(|(id, fault)| inbox.mark(*id, Progress::Void, Some(fault)))
        })
    }

    fn mark(&self, id: i64, progress: Progress, fault: Option<&str>) -> Result<(), InboxError> {
        let sql = "UPDATE decisions SET progress = ?2, fault = ?3 WHERE id = ?1";
        self.db
            .prepare_cached(sql)
            .and_then(|mut update| update.execute(rusqlite::params![id, progress.name(), fault]))
            .map_err(|fault| self.fault(fault))?;
        Ok(())
    }
}

/// Whether nothing but undoing is asked for.
fn takes_out(decisions: &[Decision]) -> bool {
    let mut all = decisions.iter();
    all.all(|decision| decision.verdict == Verdict::Undo)
}

/// Whether a record has no other fault than that it has no entries: it may be as it was before its first.
fn is_only_empty(faults: &Diagnostics) -> bool {
    let manifest = "[record]\ntitle = \"None\"\nformat = 1\n".to_owned();
    let empty = Record::from_texts(vec![("record.toml".to_owned(), manifest)]).err();
    let words = |faults: &Diagnostics| -> Vec<String> {
        let errors = faults.errors();
        errors.map(|fault| fault.message.clone()).collect()
    };
    empty.is_some_and(|empty| words(&empty) == words(faults))
}

/// Files as they are, and as they were before decisions that may be carried out in part.
struct Base {
    current: Texts,
    before: Texts,
}

fn base(folder: &Path, decisions: &[Decision]) -> Result<Base, InboxError> {
    let mut current = Texts::new();
    for edit in decisions.iter().flat_map(|decision| &decision.edits) {
        let path = folder.join(&edit.file);
        if let Entry::Vacant(place) = current.entry(path) {
            let text = file::read(place.key()).map_err(|fault| InboxError::File {
                path: place.key().clone(),
                fault,
            })?;
            place.insert(text);
        }
    }
    let mut before = current.clone();
    for edit in decisions.iter().flat_map(|decision| &decision.edits) {
        if let Some(text) = before.get_mut(&folder.join(&edit.file))
            && !edit.removes
        {
            *text = file::without(text.take(), &edit.block);
        }
    }
    Ok(Base { current, before })
}

/// The texts with the decisions carried out.
fn applied(before: &Texts, folder: &Path, decisions: &[Decision]) -> Texts {
    let mut texts = before.clone();
    for edit in decisions.iter().flat_map(|decision| &decision.edits) {
        if let Some(text) = texts.get_mut(&folder.join(&edit.file)) {
            *text = match edit.removes {
                true => file::without(text.take(), &edit.block),
                false => Some(file::with(text.take(), &edit.block)),
            };
        }
    }
    texts
}

/// Writes the files that are not as wanted.
fn write(wanted: &Texts, on_disk: &mut Texts, desk: &Desk) -> Result<(), InboxError> {
    for (path, text) in wanted {
        if on_disk.get(path) == Some(text) {
            continue;
        }
        let written = file::write(path, text.as_deref(), || desk.tell(Step::Drafted));
        written.map_err(|fault| InboxError::File {
            path: path.clone(),
            fault,
        })?;
        on_disk.insert(path.clone(), text.clone());
        desk.tell(Step::Written);
    }
    Ok(())
}

/// The decisions in whose text a fault lies, each with its faults.
fn blamed(
    faults: &Diagnostics,
    folder: &Path,
    decisions: &[Decision],
) -> BTreeMap<i64, Diagnostics> {
    let mut blamed: BTreeMap<i64, Diagnostics> = BTreeMap::new();
    for fault in faults.errors() {
        let Place::Span { source, range } = &fault.place else {
            continue;
        };
        let Ok(path) = Path::new(&source.path).canonicalize() else {
            continue;
        };
        for decision in decisions {
            let lies_in = decision.edits.iter().any(|edit| {
                let same = folder.join(&edit.file).canonicalize().ok().as_ref() == Some(&path);
                let at = (same && !edit.removes)
                    .then(|| file::find(&source.text, &edit.block))
                    .flatten();
                at.is_some_and(|at| (at..at + edit.block.len()).contains(&range.start))
            });
            if lies_in {
                let fault: Diagnostic = fault.clone();
                blamed.entry(decision.id).or_default().push(fault);
            }
        }
    }
    blamed
}
