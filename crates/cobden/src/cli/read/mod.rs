//! `cobden read`: documents in, proposed entries out.

mod across;
mod fault;
mod files;
mod model;
mod news;
mod one;
mod shown;

use std::path::PathBuf;

use cobden::diagnostics::{Diagnostic, Diagnostics, Place};
use cobden::endpoint::Endpoint;
use cobden::inbox::{Added, Inbox};
use cobden::lineage::Collection;
use cobden::lineage::novelty::Known;
use cobden::read::{Kind, Period};
use cobden::record::Record;
use jiff::civil::Date;
use rayon::prelude::*;
use serde_json::json;

use super::Failure;
use super::failure::{print, print_json, show};
use super::format::counted;
use super::progress::Line;
use super::record::day;
use files::{Files, Next};
use model::Model;
pub(crate) use news::told;
use one::{Opened, open};
use shown::Look;

/// Read documents: what they say of duties, talks and figures, each fact with the words that say it
///
/// Takes plain text, HTML and PDF; of a folder, everything in it that ends in txt, text, md, markdown, html, htm, xhtml or
/// pdf, or has no ending. With --inbox the facts wait there for `cobden review`. See docs/reading.md.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Files and folders; - is standard input
    #[arg(value_name = "FILE|DIR|-", required = true)]
    paths: Vec<PathBuf>,
    /// Print JSON, short for --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Text, conflicts_with = "inbox")]
    format: Format,
    /// The day on which the documents were published, whatever they say
    #[arg(long, value_name = "DATE", value_parser = day)]
    date: Option<Date>,
    /// Only facts of these kinds
    #[arg(long, value_name = "KIND", value_parser = kind, value_delimiter = ',', conflicts_with = "inbox")]
    kind: Vec<Kind>,
    /// Put the facts into this inbox, made where there is none, and print only how many are new
    #[arg(long, value_name = "FILE")]
    inbox: Option<PathBuf>,
    /// Folder of a record: print what each document adds to it; beside --inbox, the record that the inbox is for
    #[arg(long, value_name = "DIR")]
    record: Option<PathBuf>,
    /// Print only the comparison of the documents with each other
    #[arg(long, conflicts_with_all = ["inbox", "no_across"])]
    across: bool,
    /// Do not compare the documents with each other
    #[arg(long)]
    no_across: bool,
    #[command(flatten)]
    model: Model,
    /// Documents read at the same time; without it, one for each processor
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

/// What is printed of a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people
    Text,
    /// An object a document: one alone over many lines, several on a line each
    Json,
    /// A line of JSON a fact, as annotated collections have it
    Gold,
}

/// How documents are read, the same for all of them.
struct Wishes {
    format: Format,
    /// Whether readings are printed; they are not when they go to an inbox.
    printed: bool,
    /// Whether JSON stands on one line.
    lines: bool,
    date: Option<Period>,
    kinds: Vec<Kind>,
    endpoint: Option<Endpoint>,
    /// The record to compare with, where nothing goes to an inbox.
    known: Option<Known>,
    look: Look,
}

impl Wishes {
    fn wants(&self, kind: Kind) -> bool {
        self.kinds.is_empty() || self.kinds.contains(&kind)
    }
}

/// What was done so far.
#[derive(Default)]
struct Tally {
    documents: usize,
    added: Added,
    faults: Diagnostics,
    unread: usize,
    /// What the documents are compared by; none if they are not compared.
    collection: Option<Collection>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let mut files = Files::of(&arguments.paths)?;
    let mut inbox = arguments.open_inbox()?;
    let format = match arguments.json {
        true => Format::Json,
        false => arguments.format,
    };
    if format == Format::Gold && (arguments.across || arguments.record.is_some()) {
        let message = "--format gold has no place for comparisons";
        let hint = "leave out --across and --record, or print JSON";
        return Err(Failure::argument(message, hint));
    }
    let wishes = Wishes {
        format,
        printed: inbox.is_none() && !arguments.across,
        lines: !files.is_one(),
        date: arguments.date.map(Period::day),
        kinds: arguments.kind.clone(),
        endpoint: arguments.model.endpoint()?,
        known: arguments.known()?,
        look: Look::of_terminal(),
    };
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(arguments.threads.map_or(0, usize::from))
        .build()
        .map_err(|error| {
            let hint = "ask for fewer with --threads";
            Failure::argument(format!("threads cannot be started: {error}"), hint)
        })?;
    // On a terminal that shows results, a line of progress would run into them.
    let mut line = Line::new(wishes.printed && console::Term::stdout().is_term());
    let compared = inbox.is_none() && format != Format::Gold && !arguments.no_across;
    let mut tally = Tally {
        collection: (compared && !files.is_one()).then(Collection::new),
        ..Tally::default()
    };
    let mut total = None;
    loop {
        let batch = files.batch(pool.current_num_threads());
        if batch.is_empty() {
            break;
        }
        let opened: Vec<Next<Opened>> = pool.install(|| {
            let some = batch.into_par_iter();
            some.map(|next| next.and_then(|input| open(input, &wishes)))
                .collect()
        });
        for next in opened {
            tally.take(next, &mut inbox, &wishes)?;
            line.show(|seconds| {
                let total = *total.get_or_insert_with(|| files::count(&arguments.paths));
                progress(tally.documents + tally.unread, total, seconds)
            });
        }
    }
    if let Some(inbox) = &mut inbox {
        inbox.flush()?;
        if !arguments.no_across && !inbox.is_related()? {
            let progress = |done| {
                line.show(|seconds| format!("comparing documents: {done}, {seconds:.0} s"));
            };
            cobden::relations::relate(inbox, progress)?;
        }
    }
    tally.compare(&wishes, arguments.across, &mut line)?;
    drop(line);
    files.tell_skipped();
    tally.finish(arguments, files.skipped())
}

impl Arguments {
    /// The record to compare with; one that is only for an inbox is not read.
    fn known(&self) -> Result<Option<Known>, Failure> {
        match (&self.record, &self.inbox) {
            (Some(folder), None) => {
                let (record, warnings) = Record::load(folder)?;
                show(&warnings);
                Ok(Some(Known::of(&record)))
            }
            _ => Ok(None),
        }
    }

    fn open_inbox(&self) -> Result<Option<Inbox>, Failure> {
        let Some(path) = &self.inbox else {
            return Ok(None);
        };
        let mut inbox = Inbox::open(path)?;
        if let Some(folder) = &self.record {
            inbox.set_record(folder)?;
        }
        Ok(Some(inbox))
    }
}

impl Tally {
    /// Prints a document, or adds it to the inbox.
    fn take(
        &mut self,
        next: Next<Opened>,
        inbox: &mut Option<Inbox>,
        wishes: &Wishes,
    ) -> Result<(), Failure> {
        let opened = match next {
            Ok(opened) => opened,
            Err(fault) => {
                self.unread += 1;
                self.faults.push(*fault);
                return Ok(());
            }
        };
        if !opened.told.is_empty() {
            show(&opened.told);
        }
        if let Some(collection) = &mut self.collection {
            collection.push_laid_out(&opened.reading, &opened.text, &opened.layout);
        }
        if let Some(inbox) = inbox {
            self.added += inbox.add(&opened.reading, &opened.text)?;
        } else if wishes.printed {
            if wishes.format == Format::Text && self.documents > 0 {
                print("\n")?;
            }
            print(&opened.printed)?;
        }
        self.documents += 1;
        Ok(())
    }

    /// How the documents hang together: where there are two, or where nothing else is asked for.
    fn compare(&mut self, wishes: &Wishes, alone: bool, line: &mut Line) -> Result<(), Failure> {
        let Some(collection) = self.collection.take() else {
            return match alone {
                true => Err(Failure::argument(
                    "one document has nothing to be compared with",
                    "name a folder or several files; --record compares with a record",
                )),
                false => Ok(()),
            };
        };
        if collection.len() < 2 && !alone {
            return Ok(());
        }
        line.show(|seconds| format!("comparing {} documents, {seconds:.0} s", collection.len()));
        let lineage = collection.finish();
        match (wishes.format, alone) {
            (Format::Json, true) => print_json(&json!({ "across": lineage })),
            (Format::Json, false) => print(&format!("{}\n", json!({ "across": lineage }))),
            (_, true) => print(&across::text(&lineage, wishes.look)),
            (_, false) => print(&format!("\n{}", across::text(&lineage, wishes.look))),
        }
    }

    /// The summary, and the faults of what could not be read.
    fn finish(self, arguments: &Arguments, skipped: usize) -> Result<(), Failure> {
        let Added {
            new,
            known,
            rejected_before,
            withdrawn,
        } = self.added;
        if let Some(path) = &arguments.inbox {
            let documents = self.documents;
            if arguments.json {
                print_json(&json!({
                    "inbox": path.display().to_string(),
                    "documents": documents,
                    "new": new,
                    "known": known,
                    "rejected_before": rejected_before,
                    "withdrawn": withdrawn,
                    "unread": self.unread,
                    "skipped": skipped,
                }))?;
            } else {
                let mut text = format!(
                    "{} read: {} new, {known} known, {rejected_before} rejected before",
                    counted(documents, "document"),
                    counted(new, "proposal"),
                );
                if withdrawn > 0 {
                    text += &format!(", {withdrawn} withdrawn (no longer read there)");
                }
                text += &format!("; `cobden review {}` shows them\n", path.display());
                print(&text)?;
            }
        }
        if self.faults.is_empty() && self.documents == 0 && self.unread == 0 {
            let named: Vec<String> = arguments
                .paths
                .iter()
                .map(|path| path.display().to_string())
                .collect();
            let fault =
                Diagnostic::warning(Place::File(named.join(", ")), "there was nothing to read")
                    .hint("see which endings are read with `cobden read --help`");
            show(&fault.into());
        }
        self.faults.finish(())?;
        Ok(())
    }
}

/// Documents done, how many there are, and how long the rest will take at this pace.
fn progress(done: usize, total: usize, seconds: f64) -> String {
    let left = total.saturating_sub(done);
    let rest = seconds * left as f64 / done.max(1) as f64;
    format!("{done} of {total} documents, {seconds:.0} s, about {rest:.0} s left")
}

fn kind(text: &str) -> Result<Kind, String> {
    let found = Kind::ALL.into_iter().find(|kind| kind.name() == text);
    found.ok_or_else(|| format!("kinds are {}", Kind::ALL.map(Kind::name).join(", ")))
}
