//! What waits, what was decided, and everything for other programs.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};

use cobden::inbox::{
    Decision, Desk, Filter, Inbox, Relation, Verdict, Waiting, is_unseen, visible,
};
use cobden::read::DocumentNote;
use serde_json::{Value, json};

use super::Arguments;
use super::card::{cut, width};
use super::news::News;
use crate::cli::Failure;
use crate::cli::failure::print;
use crate::cli::format::counted;

/// Lines of a list where nobody says how many.
const LINES: usize = 100;

/// How many are fetched at once, so that long lists need little memory.
const AT_ONCE: usize = 500;

pub(super) fn waiting(
    inbox: &Inbox,
    filter: &Filter,
    arguments: &Arguments,
) -> Result<(), Failure> {
    let all = usize::MAX;
    let limit = arguments
        .limit
        .unwrap_or(if arguments.json { all } else { LINES });
    let mut out = Out::new();
    let mut left = limit;
    let mut behind = None;
    let mut notes = Notes::default();
    let mut sieve = Sieve::new(inbox, arguments)?;
    let (mut shown, mut known) = (0_u64, 0_u64);
    if arguments.json {
        out.write("[")?;
    }
    while left > 0 {
        let some = inbox.pending(filter, behind, left.min(AT_ONCE))?;
        let Some(last) = some.last() else {
            break;
        };
        for one in &some {
            let note = notes.of(inbox, one.document)?;
            if sieve.leaves_out(inbox, one, note)? {
                known += 1;
                continue;
            }
            if arguments.json {
                out.write(if shown == 0 { "\n" } else { ",\n" })?;
                let relations = inbox.relations(one)?;
                out.write(&harmless(&value(one, note, &relations).to_string()))?;
            } else {
                out.write(&line(one, note))?;
            }
            shown += 1;
            left -= 1;
        }
        behind = Some(last.place());
    }
    if arguments.json {
        out.write("\n]\n")?;
        return out.finish();
    }
    let count = inbox.count(filter)?;
    let more = count.saturating_sub(shown + known);
    if more > 0 {
        out.write(&format!("and {more} more (--limit, --kind, --above)\n"))?;
    }
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    let known = match known {
        0 => String::new(),
        known => format!("; {known} of them left out: the record has them"),
    };
    out.write(&format!("{} waiting{known}\n", counted(count, "proposal")))?;
    out.finish()
}

/// What `--only-new` leaves out of a list: what the record has, where there is one.
struct Sieve {
    desk: Option<Desk>,
    news: News,
}

impl Sieve {
    fn new(inbox: &Inbox, arguments: &Arguments) -> Result<Self, Failure> {
        let folder = match &arguments.record {
            Some(given) => Some(given.clone()),
            None => inbox.record()?,
        };
        let desk = match folder.filter(|_| arguments.only_new) {
            Some(folder) => Some(Desk::open(&folder)?),
            None => None,
        };
        let news = News::default();
        Ok(Self { desk, news })
    }

    fn leaves_out(
        &mut self,
        inbox: &Inbox,
        one: &Waiting,
        note: &DocumentNote,
    ) -> Result<bool, Failure> {
        match &mut self.desk {
            Some(desk) => self.news.is_known(inbox, desk, one, note),
            None => Ok(false),
        }
    }
}

/// A line for one proposal.
pub(super) fn line(one: &Waiting, note: &DocumentNote) -> String {
    let proposal = &one.proposal;
    let day = note
        .date
        .map_or_else(|| "undated".to_owned(), |day| day.to_string());
    let who = note.publisher.as_deref().unwrap_or(&note.name);
    let start = format!(
        "{:>6}  {:<9}  {:.2}  {:<10}  {}: ",
        one.id,
        proposal.kind.name(),
        proposal.confidence,
        visible(&day),
        cut(&visible(who), 24),
    );
    let room = width().saturating_sub(start.chars().count()).max(20);
    format!("{start}{}\n", cut(&visible(&proposal.text), room))
}

fn value(one: &Waiting, note: &DocumentNote, relations: &[Relation]) -> Value {
    json!({
        "id": one.id,
        "state": one.state,
        "document": note,
        "proposal": one.proposal,
        "relations": relations,
    })
}

pub(super) fn history(inbox: &Inbox, arguments: &Arguments) -> Result<(), Failure> {
    let mut out = Out::new();
    let mut count = 0;
    if arguments.json {
        out.write("[")?;
    }
    inbox.history(None, |decision| {
        count += 1;
        if arguments.json {
            out.write(if count == 1 { "\n" } else { ",\n" })?;
            let text = serde_json::to_string(&decision).unwrap_or_default();
            return out.write(&harmless(&text));
        }
        let waiting = inbox.proposal(decision.proposal)?;
        out.write(&told(&decision, &waiting))
    })?;
    if arguments.json {
        out.write("\n]\n")?;
    } else {
        out.write(&format!("{}\n", counted(count, "decision")))?;
    }
    out.finish()
}

fn told(decision: &Decision, waiting: &Waiting) -> String {
    let what = match (decision.verdict, decision.undoes) {
        (Verdict::Undo, Some(other)) => format!("undo of {other}"),
        (verdict, _) => verdict.name().to_owned(),
    };
    let mut text = format!(
        "{:>6}  {}  {}  {} {} {} ({}): {}\n",
        decision.id,
        visible(&decision.stamp.at),
        visible(&decision.stamp.who),
        what,
        waiting.proposal.kind.name(),
        decision.proposal,
        decision.progress.name(),
        cut(&visible(&waiting.proposal.text), 60),
    );
    for edit in &decision.edits {
        let does = if edit.removes { "out of" } else { "into" };
        let header = edit.block.lines().find(|line| line.starts_with('['));
        let file = edit.file.display().to_string();
        let header = visible(header.unwrap_or_default());
        text += &format!("        {header} {does} {}\n", visible(&file));
    }
    if let Some(because) = &decision.because {
        text += &format!("        because: {}\n", visible(because));
    }
    if let Some(fault) = &decision.fault {
        text += &format!("        not carried out: {}\n", visible(fault));
    }
    text
}

pub(super) fn export(inbox: &Inbox) -> Result<(), Failure> {
    let mut out = Out::new();
    inbox.export(|line| {
        out.write(&harmless(line))?;
        out.write("\n")
    })?;
    out.finish()
}

/// JSON with what steers terminals escaped; it stands in strings only, so that the values stay the same.
pub(super) fn harmless(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    let mut units = [0; 2];
    for character in json.chars() {
        if is_unseen(character) {
            for unit in character.encode_utf16(&mut units) {
                text += &format!("\\u{unit:04x}");
            }
        } else {
            text.push(character);
        }
    }
    text
}

/// Documents' notes: proposals of one document follow each other.
#[derive(Default)]
struct Notes(BTreeMap<i64, DocumentNote>);

impl Notes {
    fn of(&mut self, inbox: &Inbox, document: i64) -> Result<&DocumentNote, Failure> {
        if !self.0.contains_key(&document) {
            self.0.clear();
            self.0.insert(document, inbox.document(document)?.note);
        }
        Ok(&self.0[&document])
    }
}

/// Standard output for many small pieces.
struct Out(BufWriter<io::Stdout>);

impl Out {
    fn new() -> Self {
        Self(BufWriter::new(io::stdout()))
    }

    fn write(&mut self, text: &str) -> Result<(), Failure> {
        let written = self.0.write_all(text.as_bytes());
        written.map_err(|error| Failure::System("standard output".into(), error))
    }

    fn finish(mut self) -> Result<(), Failure> {
        let written = self.0.flush();
        written.map_err(|error| Failure::System("standard output".into(), error))?;
        print("")
    }
}
