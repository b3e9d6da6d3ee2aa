//! `cobden review`: what was read, and a person's word on it.

mod ask;
mod batch;
mod card;
mod edit;
mod list;
mod news;
mod session;

use std::path::{Path, PathBuf};

use cobden::inbox::{Desk, Filter, Inbox, InboxError, Stamp};
use cobden::read::{Kind, Period};

use super::Failure;
use super::progress::Line;

/// Walk through what `cobden read` proposes, and decide what goes into the record
///
/// Without --list, --accept and the like the proposals are shown one after the other, each with its words in their
/// place and the entry that it would become. See docs/review.md.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The inbox: the file that `cobden read --inbox` wrote
    #[arg(value_name = "INBOX")]
    inbox: PathBuf,
    /// Folder of the record; without it, the one named last
    #[arg(long, value_name = "DIR")]
    record: Option<PathBuf>,
    /// File of the record to write into; without it, each document has its own in inbox/
    #[arg(long, value_name = "FILE")]
    into: Option<PathBuf>,
    /// Source entry of the record to cite in place of one made from the document
    #[arg(long, value_name = "ID")]
    source: Option<String>,
    /// Who decides; without it, the name of the account
    #[arg(long, value_name = "NAME")]
    who: Option<String>,

    /// Only proposals of these kinds
    #[arg(long, value_name = "KIND", value_parser = kind, value_delimiter = ',')]
    kind: Vec<Kind>,
    /// Only proposals with at least this confidence, 0 to 1
    #[arg(long, value_name = "SHARE", value_parser = share)]
    above: Option<f64>,
    /// Only proposals of this document: its name, or eight or more digits of its hash
    #[arg(long, value_name = "NAME")]
    document: Option<String>,
    /// Those too that only say again what another proposal of their document says
    #[arg(long)]
    repeats: bool,
    /// Without those that the record has, and without those that another document with the same text has, which is decided once
    #[arg(long)]
    only_new: bool,
    /// Do not compare the documents with each other where some were added since that was done
    #[arg(long)]
    no_across: bool,

    /// List what waits
    #[arg(long, group = "mode")]
    list: bool,
    /// List at most so many
    #[arg(long, value_name = "N", requires = "list")]
    limit: Option<usize>,
    /// Accept these proposals as drafted
    #[arg(long, value_name = "ID", num_args = 1.., value_delimiter = ',', conflicts_with = "mode")]
    accept: Vec<i64>,
    /// Reject these proposals
    #[arg(long, value_name = "ID", num_args = 1.., value_delimiter = ',', conflicts_with = "mode")]
    reject: Vec<i64>,
    /// Why they are rejected
    #[arg(long, value_name = "TEXT", requires = "reject")]
    because: Option<String>,
    /// Accept all that the filters mean and that have at least this confidence
    #[arg(long, value_name = "SHARE", value_parser = share, group = "mode")]
    accept_above: Option<f64>,
    /// Take a decision back
    #[arg(long, value_name = "DECISION", group = "mode")]
    undo: Option<i64>,
    /// Show all decisions
    #[arg(long, group = "mode")]
    history: bool,
    /// Print every proposal with its state and decisions, a line of JSON each
    #[arg(long, group = "mode")]
    export: bool,
    /// Print JSON instead of text
    #[arg(long)]
    json: bool,

    /// The day on which documents were published that do not say it
    #[arg(long, value_name = "DATE", value_parser = period)]
    date: Option<Period>,
    /// Who published documents that do not say it
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let mut inbox = Inbox::open_existing(&arguments.inbox)?;
    let filter = arguments.filter(&inbox)?;
    if arguments.shows_relations() && !inbox.is_related()? {
        relate(&mut inbox)?;
    }
    if arguments.list {
        list::waiting(&inbox, &filter, arguments)
    } else if arguments.history {
        list::history(&inbox, arguments)
    } else if arguments.export {
        list::export(&inbox)
    } else if let Some(decision) = arguments.undo {
        batch::undo(&mut inbox, decision, arguments)
    } else if let Some(share) = arguments.accept_above {
        batch::accept_above(&mut inbox, &filter, share, arguments)
    } else if !arguments.accept.is_empty() || !arguments.reject.is_empty() {
        batch::decide(&mut inbox, arguments)
    } else {
        session::walk(&mut inbox, filter, arguments)
    }
}

/// Compares the documents with each other, with a line of progress where that takes long.
pub(super) fn relate(inbox: &mut Inbox) -> Result<(), Failure> {
    let mut line = Line::new(false);
    let progress =
        |done| line.show(|seconds| format!("comparing documents: {done}, {seconds:.0} s"));
    cobden::relations::relate(inbox, progress)?;
    Ok(())
}

impl Arguments {
    /// Whether what is asked for needs to know how the documents stand to each other.
    fn shows_relations(&self) -> bool {
        let decides = !self.accept.is_empty() || !self.reject.is_empty() || self.undo.is_some();
        let filters = !decides && !self.history && !self.export;
        !self.no_across && filters && (self.only_new || self.accept_above.is_none())
    }

    fn filter(&self, inbox: &Inbox) -> Result<Filter, Failure> {
        let document = match &self.document {
            None => None,
            Some(name) => match inbox.document_named(name)? {
                Some(id) => Some(id),
                None => {
                    let message = format!("the inbox has no document {name}");
                    let hint = "write its name as `cobden review INBOX --list` shows it";
                    return Err(Failure::argument(message, hint));
                }
            },
        };
        Ok(Filter {
            kinds: self.kind.clone(),
            at_least: self.above,
            document,
            repeats: self.repeats,
            only_new: self.only_new,
        })
    }

    /// The record to write into; what was broken off there is finished first.
    fn desk(&self, inbox: &mut Inbox) -> Result<Desk, Failure> {
        if let Some(folder) = &self.record {
            inbox.set_record(folder)?;
        }
        let folder = match (&self.record, inbox.record()?) {
            (Some(given), _) => given.clone(),
            (None, Some(known)) => from_here(known),
            (None, None) => {
                let hint = "name its folder: --record DIR; the inbox remembers it";
                return Err(Failure::argument("no record to write into", hint));
            }
        };
        let mut desk = Desk::open(&folder)?;
        let unfinished = inbox.recover(&mut desk)?;
        if unfinished > 0 {
            let what = super::format::counted(unfinished, "decision");
            eprintln!("{what} had been broken off and came to an end now; --history shows how");
        }
        Ok(desk)
    }

    fn stamp(&self) -> Stamp {
        let account = || {
            let names = ["USER", "LOGNAME", "USERNAME"];
            let mut found = names
                .into_iter()
                .filter_map(|name| std::env::var(name).ok());
            found.find(|name| !name.is_empty())
        };
        let who = self.who.clone().or_else(account);
        let now = jiff::Timestamp::now();
        let whole = jiff::Timestamp::from_second(now.as_second()).unwrap_or(now);
        Stamp {
            who: who.unwrap_or_else(|| "unknown".to_owned()),
            at: whole.to_string(),
        }
    }
}

/// A path below the working folder, written from there: messages are shorter.
fn from_here(path: PathBuf) -> PathBuf {
    let here = std::env::current_dir().and_then(|here| here.canonicalize());
    match here.as_ref().map(|here| path.strip_prefix(here)) {
        Ok(Ok(rest)) if rest == Path::new("") => PathBuf::from("."),
        Ok(Ok(rest)) => rest.to_owned(),
        _ => path,
    }
}

impl From<InboxError> for Failure {
    fn from(error: InboxError) -> Self {
        match error {
            InboxError::File { path, fault } => Self::System(path.display().to_string(), fault),
            error => Self::Input(error.diagnostics()),
        }
    }
}

fn kind(text: &str) -> Result<Kind, String> {
    let found = Kind::ALL.into_iter().find(|kind| kind.name() == text);
    found.ok_or_else(|| format!("kinds are {}", Kind::ALL.map(Kind::name).join(", ")))
}

fn share(text: &str) -> Result<f64, String> {
    let share = text
        .parse()
        .ok()
        .filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| "write a share from 0 to 1, such as 0.9".to_owned())
}

fn period(text: &str) -> Result<Period, String> {
    Period::parse(text).ok_or_else(|| "write a day as 2025-05-02, or a month as 2025-05".to_owned())
}
