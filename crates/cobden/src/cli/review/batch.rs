//! Decisions without questions: for scripts.

use cobden::diagnostics::{Diagnostic, Diagnostics, Place};
use cobden::inbox::{Acceptance, Desk, Filter, Inbox, Outcome, visible};
use serde_json::{Value, json};

use super::Arguments;
use super::news::News;
use crate::cli::Failure;
use crate::cli::failure::{print, print_json};
use crate::cli::format::counted;

/// So many are written and checked together: the record is loaded once for all of them.
const TOGETHER: usize = 2_000;

pub(super) fn decide(inbox: &mut Inbox, arguments: &Arguments) -> Result<(), Failure> {
    let stamp = arguments.stamp();
    if !arguments.reject.is_empty() {
        inbox.reject(&arguments.reject, arguments.because.as_deref(), &stamp)?;
        if !arguments.json {
            let what = counted(arguments.reject.len(), "proposal");
            print(&format!("{what} rejected\n"))?;
        }
    }
    let mut told = Told::default();
    if !arguments.accept.is_empty() {
        let mut desk = arguments.desk(inbox)?;
        for some in arguments.accept.chunks(TOGETHER) {
            accept(inbox, &mut desk, some, arguments, &mut told)?;
        }
    }
    if arguments.json {
        let rejected = &arguments.reject;
        let outcomes = std::mem::take(&mut told.values);
        print_json(&json!({ "rejected": rejected, "accepted": outcomes }))?;
    }
    told.finish()
}

pub(super) fn accept_above(
    inbox: &mut Inbox,
    filter: &Filter,
    share: f64,
    arguments: &Arguments,
) -> Result<(), Failure> {
    let mut desk = arguments.desk(inbox)?;
    let filter = Filter {
        at_least: Some(filter.at_least.map_or(share, |other| other.max(share))),
        ..filter.clone()
    };
    let mut told = Told::default();
    let mut news = News::default();
    let mut behind = None;
    loop {
        let some = inbox.pending(&filter, behind, TOGETHER)?;
        let Some(last) = some.last() else {
            break;
        };
        behind = Some(last.place());
        let mut ids: Vec<i64> = Vec::new();
        for one in &some {
            let is_known = arguments.only_new && {
                let note = inbox.document(one.document)?.note;
                news.is_known(inbox, &mut desk, one, &note)?
            };
            if !is_known {
                ids.push(one.id);
            }
        }
        accept(inbox, &mut desk, &ids, arguments, &mut told)?;
    }
    if arguments.json {
        let outcomes = std::mem::take(&mut told.values);
        print_json(&json!({ "rejected": [], "accepted": outcomes }))?;
    } else if told.written + told.left == 0 {
        print("nothing waits with that confidence\n")?;
    }
    told.finish()
}

fn accept(
    inbox: &mut Inbox,
    desk: &mut Desk,
    ids: &[i64],
    arguments: &Arguments,
    told: &mut Told,
) -> Result<(), Failure> {
    if arguments.date.is_some() || arguments.publisher.is_some() {
        for id in ids {
            let document = inbox.proposal(*id)?.document;
            let note = inbox.document(document)?.note;
            let date = arguments.date.filter(|_| note.date.is_none());
            let publisher = arguments.publisher.as_deref();
            let publisher = publisher.filter(|_| note.publisher.is_none());
            if date.is_some() || publisher.is_some() {
                inbox.describe(document, publisher, date)?;
            }
        }
    }
    let items: Vec<Acceptance> = ids
        .iter()
        .map(|id| Acceptance {
            id: *id,
            text: None,
            source: arguments.source.clone(),
        })
        .collect();
    let outcomes = inbox.accept(desk, &items, arguments.into.as_deref(), &arguments.stamp())?;
    for (id, outcome) in ids.iter().zip(outcomes) {
        told.add(*id, outcome, arguments.json)?;
    }
    Ok(())
}

/// What became of many acceptances.
#[derive(Default)]
struct Told {
    written: usize,
    left: usize,
    faults: Diagnostics,
    values: Vec<Value>,
}

impl Told {
    fn add(&mut self, id: i64, outcome: Outcome, json: bool) -> Result<(), Failure> {
        match outcome {
            Outcome::Written {
                decision,
                ids,
                file,
            } => {
                self.written += 1;
                let file = file.display().to_string();
                if json {
                    self.values.push(
                        json!({ "id": id, "decision": decision, "entries": ids, "file": file }),
                    );
                    return Ok(());
                }
                let names = ids.join(", ");
                let file = visible(&file);
                print(&format!(
                    "{id} accepted as {names} in {file} (decision {decision})\n"
                ))
            }
            Outcome::Incomplete { gaps } => {
                self.left += 1;
                let needed = gaps.iter().filter(|gap| gap.required);
                let needed: Vec<String> = needed
                    .map(|gap| format!("{} ({})", gap.key, gap.question))
                    .collect();
                let message = format!(
                    "proposal {id} was not accepted: the document does not give {}",
                    needed.join("; ")
                );
                let hint = "accept it in `cobden review INBOX`, which asks; --date and --publisher help where a document does not say them";
                self.faults
                    .push(Diagnostic::error(Place::Nowhere, message).hint(hint));
                if json {
                    let keys: Vec<&str> = gaps
                        .iter()
                        .filter(|gap| gap.required)
                        .map(|gap| gap.key)
                        .collect();
                    self.values.push(json!({ "id": id, "missing": keys }));
                }
                Ok(())
            }
            Outcome::Refused { faults } => {
                self.left += 1;
                if json {
                    self.values
                        .push(json!({ "id": id, "faults": faults.to_string() }));
                }
                self.faults.extend(faults);
                let message =
                    format!("proposal {id} was not accepted: its entry would have these faults");
                self.faults.push(
                    Diagnostic::error(Place::Nowhere, message)
                        .hint("edit it in `cobden review INBOX`"),
                );
                Ok(())
            }
        }
    }

    /// Faults, if any; what has none is written nonetheless.
    fn finish(self) -> Result<(), Failure> {
        match self.faults.is_empty() {
            true => Ok(()),
            false => Err(Failure::Input(self.faults)),
        }
    }
}

pub(super) fn undo(inbox: &mut Inbox, decision: i64, arguments: &Arguments) -> Result<(), Failure> {
    let wrote = !inbox.decision(decision)?.edits.is_empty();
    let mut desk = match wrote {
        true => Some(arguments.desk(inbox)?),
        false => None,
    };
    inbox.undo(desk.as_mut(), decision, &arguments.stamp())??;
    if arguments.json {
        return print_json(&json!({ "undone": decision }));
    }
    print(&format!(
        "decision {decision} taken back; the proposal waits again\n"
    ))
}
