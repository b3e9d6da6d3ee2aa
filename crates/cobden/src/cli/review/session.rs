//! One proposal after the other.

use cobden::diagnostics::render;
use cobden::inbox::{
    Acceptance, Desk, Document, Draft, Filter, Inbox, Outcome, Place, Waiting, visible,
};
use cobden::read::Period;

use super::Arguments;
use super::ask::{Ask, say};
use super::card::{Card, Look};
use super::news::News;
use super::{edit, list};
use crate::cli::Failure;
use crate::cli::format::counted;

const QUESTION: &str = "[a]ccept [e]dit [r]eject [s]kip [b]ack [m]ore [l]ist [h]elp [q]uit > ";

const HELP: &str = "
  a  accept: write the entry into the record; what is missing is asked for
  e  edit the entry before it is written, in $VISUAL or $EDITOR, else key by key
  r  reject, for good: the same is not proposed again, from whatever document (r TEXT says why)
  s  skip: it stays in the inbox
  b  back: take the last step of this session back, decision or skip (u is the same)
  m  more of the document around the words
  l  list what comes next
  q  quit; everything decided is kept
";

/// A step that can be taken back.
struct Taken {
    /// The queue's place before it.
    behind: Option<Place>,
    /// The decision, if it was one.
    decision: Option<i64>,
}

struct Session<'a> {
    inbox: &'a mut Inbox,
    desk: Desk,
    arguments: &'a Arguments,
    filter: Filter,
    ask: Ask,
    behind: Option<Place>,
    taken: Vec<Taken>,
    /// How many wait; counted once, for counting takes long where many do.
    left: u64,
    accepted: usize,
    rejected: usize,
    /// What the record has of the facts.
    news: News,
    /// Left out because the record has them.
    known: usize,
}

pub(super) fn walk(
    inbox: &mut Inbox,
    filter: Filter,
    arguments: &Arguments,
) -> Result<(), Failure> {
    let desk = arguments.desk(inbox)?;
    let left = inbox.count(&filter)?;
    let mut session = Session {
        inbox,
        desk,
        arguments,
        filter,
        ask: Ask::new(),
        behind: None,
        taken: Vec::new(),
        left,
        accepted: 0,
        rejected: 0,
        news: News::default(),
        known: 0,
    };
    session.run()
}

impl Session<'_> {
    fn run(&mut self) -> Result<(), Failure> {
        let mut around = 0;
        let mut seen = 0;
        let mut document: Option<Document> = None;
        loop {
            let next = self.inbox.pending(&self.filter, self.behind, 1)?;
            let Some(waiting) = next.into_iter().next() else {
                break;
            };
            // Another document, or one of which more became known since.
            if document.as_ref().map(|one| one.id) != Some(waiting.document) {
                document = Some(self.inbox.document(waiting.document)?);
            }
            let Some(of) = &document else {
                break;
            };
            if self.arguments.only_new && self.is_known(&waiting, of)? {
                self.behind = Some(waiting.place());
                self.known += 1;
                seen += 1;
                continue;
            }
            self.show(&waiting, of, (seen + 1, self.left.max(seen + 1)), around)?;
            around = match self.question(&waiting, around)? {
                Turn::Again { around } => {
                    document = None;
                    around
                }
                Turn::Next { behind, decision } => {
                    let before = std::mem::replace(&mut self.behind, behind);
                    self.taken.push(Taken {
                        behind: before,
                        decision,
                    });
                    seen += u64::from(decision.is_none());
                    self.left = self.left.saturating_sub(u64::from(decision.is_some()));
                    0
                }
                Turn::Back => {
                    seen = seen.saturating_sub(u64::from(self.back()?));
                    0
                }
                Turn::Quit => break,
            };
        }
        self.farewell()
    }

    fn show(
        &mut self,
        waiting: &Waiting,
        document: &Document,
        place: (u64, u64),
        around: usize,
    ) -> Result<(), Failure> {
        let (draft, source) = self.draft(waiting)?;
        let mut remarks = self.remarks(waiting)?;
        remarks.extend(
            self.news
                .remark(self.inbox, &mut self.desk, waiting, &document.note)?,
        );
        let card = Card {
            waiting,
            document,
            place,
            around,
            draft: &draft,
            source: source.as_ref(),
            remarks: &remarks,
        };
        say(&card.text(Look::of_terminal()))
    }

    fn is_known(&mut self, waiting: &Waiting, document: &Document) -> Result<bool, Failure> {
        let (inbox, desk) = (&*self.inbox, &mut self.desk);
        self.news.is_known(inbox, desk, waiting, &document.note)
    }

    fn draft(&mut self, waiting: &Waiting) -> Result<(Draft, Option<Draft>), Failure> {
        let source = self.arguments.source.as_deref();
        Ok(self.inbox.draft(&mut self.desk, waiting.id, source)?)
    }

    /// What was decided on others like it, and who speaks.
    fn remarks(&self, waiting: &Waiting) -> Result<Vec<String>, Failure> {
        let mut remarks = Vec::new();
        if let Some(name) = &waiting.proposal.from
            && let Some(said) = self.inbox.named(waiting.document, name)?
        {
            remarks.push(format!(
                "said in {} ({}): {}",
                said.id, said.state, said.proposal.text
            ));
        }
        if let Some(other) = self.inbox.accepted_like(waiting)? {
            let decision = self.inbox.last_in_force(Some(other))?;
            let blocks = decision.iter().flat_map(|one| &one.edits);
            let headers =
                blocks.filter_map(|edit| edit.block.lines().find(|line| line.starts_with('[')));
            let entry = headers.fold("", |_, header| header);
            remarks.push(format!(
                "the same was accepted from another document as {entry} (proposal {other}): perhaps cite this document there"
            ));
        }
        for relation in self.inbox.relations(waiting)? {
            remarks.push(relation.remark);
        }
        if let Some(other) = self.inbox.rejected_like(&waiting.proposal)? {
            let decision = self.inbox.last_in_force(Some(other))?;
            let why = decision.and_then(|one| one.because).unwrap_or_default();
            remarks.push(format!(
                "the same words, read otherwise, were rejected (proposal {other}) {why}"
            ));
        }
        Ok(remarks)
    }

    fn question(&mut self, waiting: &Waiting, around: usize) -> Result<Turn, Failure> {
        let next = |decision| Turn::Next {
            behind: Some(waiting.place()),
            decision,
        };
        let again = Turn::Again { around };
        let Some(answer) = self.ask.letter(QUESTION)? else {
            return Ok(Turn::Quit);
        };
        Ok(match answer.letter {
            'a' | 'y' => match self.accept(waiting)? {
                Some(decision) => next(Some(decision)),
                None => again,
            },
            'e' => match self.edit(waiting)? {
                Some(decision) => next(Some(decision)),
                None => again,
            },
            'r' | 'n' => {
                let because = match self.ask.is_terminal() {
                    true => self
                        .ask
                        .line("why (Enter for no reason): ")?
                        .unwrap_or_default(),
                    false => answer.rest,
                };
                let because = Some(because.as_str()).filter(|why| !why.is_empty());
                let stamp = self.arguments.stamp();
                self.inbox.reject(&[waiting.id], because, &stamp)?;
                self.rejected += 1;
                let decision = self.inbox.last_in_force(Some(waiting.id))?;
                next(decision.map(|one| one.id))
            }
            's' => next(None),
            'b' | 'u' => Turn::Back,
            'm' => Turn::Again {
                around: around * 2 + 1,
            },
            'l' => {
                for one in self
                    .inbox
                    .pending(&self.filter, Some(waiting.place()), 15)?
                {
                    let note = self.inbox.document(one.document)?.note;
                    say(&list::line(&one, &note))?;
                }
                again
            }
            'q' => Turn::Quit,
            'h' | '?' => {
                say(HELP)?;
                again
            }
            '\n' => again,
            other => {
                say(&format!(
                    "no such key: {}; h shows them\n",
                    visible(&other.to_string())
                ))?;
                again
            }
        })
    }

    /// Accepts as drafted, asking for what is missing; the decision, if it came to one.
    fn accept(&mut self, waiting: &Waiting) -> Result<Option<i64>, Failure> {
        if !self.dated(waiting)? {
            return Ok(None);
        }
        let (mut draft, mut source) = self.draft(waiting)?;
        let complete = |source: &Option<Draft>| source.as_ref().is_none_or(Draft::is_complete);
        if draft.is_complete() && complete(&source) {
            return self.write(waiting, None);
        }
        let mut filled = true;
        if let Some(source) = &mut source {
            filled = edit::fill(&mut self.ask, source, true)?;
        }
        if !filled || !edit::fill(&mut self.ask, &mut draft, true)? {
            say("not accepted: something that is needed is missing\n")?;
            return Ok(None);
        }
        let source = source.map_or(String::new(), |source| source.block() + "\n");
        self.write(waiting, Some(source + &draft.block()))
    }

    /// Asks for the day of a document that has none: its source and all its entries need it.
    fn dated(&mut self, waiting: &Waiting) -> Result<bool, Failure> {
        let note = self.inbox.document(waiting.document)?.note;
        if note.date.is_some() {
            return Ok(true);
        }
        let name = visible(&note.name).into_owned();
        loop {
            let question =
                format!("{name} does not say when it was published. The day (2025-05-02): ");
            match self.ask.line(&question)?.as_deref() {
                None | Some("") => {
                    say("not accepted: a source needs its day\n")?;
                    return Ok(false);
                }
                Some(text) => match Period::parse(text) {
                    Some(period) => {
                        self.inbox.describe(waiting.document, None, Some(period))?;
                        return Ok(true);
                    }
                    None => say("write a day as 2025-05-02, or a month as 2025-05\n")?,
                },
            }
        }
    }

    fn edit(&mut self, waiting: &Waiting) -> Result<Option<i64>, Failure> {
        if !self.dated(waiting)? {
            return Ok(None);
        }
        let (mut draft, source) = self.draft(waiting)?;
        let Some(editor) = edit::editor() else {
            if !edit::by_keys(&mut self.ask, &mut draft)? {
                say("not accepted: something that is needed is missing\n")?;
                return Ok(None);
            }
            let source = source.map_or(String::new(), |source| source.block() + "\n");
            return self.write(waiting, Some(source + &draft.block()));
        };
        let mut text = edit::whole(&draft, source.as_ref());
        loop {
            let Some(edited) = edit::in_editor(&editor, &text)? else {
                return Ok(None);
            };
            let mut drafts = vec![&draft];
            drafts.extend(source.as_ref());
            let entry = edit::without_gaps(&edited, &drafts);
            if let Some(decision) = self.write(waiting, Some(entry))? {
                return Ok(Some(decision));
            }
            text = edited;
            let again = self.ask.letter("[e]dit again, or leave it for [n]ow > ")?;
            if again.is_none_or(|answer| answer.letter != 'e') {
                return Ok(None);
            }
        }
    }

    /// Writes an entry; none if it has faults, which are shown.
    fn write(&mut self, waiting: &Waiting, text: Option<String>) -> Result<Option<i64>, Failure> {
        let item = Acceptance {
            id: waiting.id,
            text,
            source: self.arguments.source.clone(),
        };
        let stamp = self.arguments.stamp();
        let into = self.arguments.into.as_deref();
        let outcomes = self.inbox.accept(&mut self.desk, &[item], into, &stamp)?;
        match outcomes.into_iter().next() {
            Some(Outcome::Written {
                decision,
                ids,
                file,
            }) => {
                self.accepted += 1;
                let file = file.display().to_string();
                say(&format!(
                    "accepted as {} in {}\n",
                    ids.join(", "),
                    visible(&file)
                ))?;
                Ok(Some(decision))
            }
            Some(Outcome::Refused { faults }) => {
                let look = Look::of_terminal();
                say(&format!(
                    "{}\n\nnot accepted: nothing of it is in the record\n",
                    render(&faults, look.color)
                ))?;
                Ok(None)
            }
            Some(Outcome::Incomplete { .. }) | None => Ok(None),
        }
    }

    /// Takes the last step back; whether it was a skip.
    fn back(&mut self) -> Result<bool, Failure> {
        let Some(taken) = self.taken.pop() else {
            say(
                "nothing was decided or skipped in this session; `--undo` takes earlier decisions back\n",
            )?;
            return Ok(false);
        };
        if let Some(id) = taken.decision {
            let stamp = self.arguments.stamp();
            let wrote = !self.inbox.decision(id)?.edits.is_empty();
            if let Err(faults) = self.inbox.undo(Some(&mut self.desk), id, &stamp)? {
                let look = Look::of_terminal();
                say(&format!(
                    "{}\n\nnot taken back\n",
                    render(&faults, look.color)
                ))?;
                self.taken.push(taken);
                return Ok(false);
            }
            let count = if wrote {
                &mut self.accepted
            } else {
                &mut self.rejected
            };
            *count = count.saturating_sub(1);
            self.left += 1;
            say("taken back\n")?;
        }
        self.behind = taken.behind;
        Ok(taken.decision.is_none())
    }

    fn farewell(&mut self) -> Result<(), Failure> {
        let left = self.inbox.count(&self.filter)?;
        let left = usize::try_from(left).unwrap_or(usize::MAX);
        let known = match self.known {
            0 => String::new(),
            known => format!("; {known} left out: the record has them"),
        };
        say(&format!(
            "\n{} accepted, {} rejected, {} waiting{known}\n",
            self.accepted,
            self.rejected,
            counted(left, "proposal"),
        ))
    }
}

/// What comes after a question.
enum Turn {
    /// The same proposal.
    Again { around: usize },
    /// The one behind this place.
    Next {
        behind: Option<Place>,
        decision: Option<i64>,
    },
    /// The one before.
    Back,
    /// The end.
    Quit,
}
