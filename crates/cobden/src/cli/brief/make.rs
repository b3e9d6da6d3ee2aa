//! What a brief is asked for, and its making.

use std::path::{Path, PathBuf};

use cobden::brief::costs::Scenarios;
use cobden::brief::{Brief, BriefFault, Made, Question};
use cobden::diagnostics::{Diagnostic, Place};
use cobden::record::Record;
use jiff::civil::Date;

use crate::cli::Failure;
use crate::cli::failure::show;
use crate::cli::record::day;

/// What every question about a brief needs.
#[derive(clap::Args)]
pub(super) struct Asked {
    /// Folder of the record
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Day of knowledge: later entries do not exist yet [default: the day itself]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub known: Option<Date>,
    /// Tell what changed since this day [default: 30 days before]
    #[arg(long, value_name = "DATE", value_parser = day)]
    since: Option<Date>,
    /// Compare costs with this day [default: the day before the round of escalation]
    #[arg(long, value_name = "DATE", value_parser = day)]
    before: Option<Date>,
    /// The two sides [default: those of the round]
    #[arg(long, value_name = "ECONOMY,ECONOMY", value_parser = two)]
    parties: Option<[String; 2]>,
    /// World of the model: an embedded world or a folder
    #[arg(long, value_name = "NAME|DIR", default_value = cobden::world::DEFAULT_WORLD)]
    world: String,
    /// File with scenarios of your own
    #[arg(long, value_name = "FILE")]
    scenarios: Option<PathBuf>,
}

/// Reads the two sides.
pub(crate) fn two(text: &str) -> Result<[String; 2], String> {
    match text.split(',').map(str::trim).collect::<Vec<_>>()[..] {
        [first, second] if !first.is_empty() && !second.is_empty() => {
            Ok([first.to_owned(), second.to_owned()])
        }
        _ => Err("write two economies, such as USA,CHN".to_owned()),
    }
}

impl Asked {
    /// Reads record and world and makes the brief.
    pub(super) fn make(&self, on: Date) -> Result<Made, Failure> {
        let (record, warnings) = Record::load(&self.folder)?;
        show(&warnings);
        let scenarios = match &self.scenarios {
            None => Scenarios::default(),
            Some(file) => {
                let shown = file.display().to_string();
                let text = std::fs::read_to_string(file)
                    .map_err(|error| Diagnostic::unreadable(&shown, &error))?;
                Scenarios::parse(&shown, &text)?
            }
        };
        let (world, _) = cobden::open_world(&self.world, None)?;
        let question = Question {
            known: self.known.unwrap_or(on),
            since: self.since,
            before: self.before,
            parties: self.parties.clone(),
            ..Question::on(on)
        };
        let folder = self.folder.display().to_string();
        let view = record.as_known(question.known);
        Brief::make(&folder, view, &world, &question, &scenarios)
            .map_err(|fault| failure(&self.folder, fault))
    }
}

/// Why nothing can be said of a record, with what to do.
pub(crate) fn failure(folder: &Path, fault: BriefFault) -> Failure {
    let place = || Place::File(folder.display().to_string());
    let fault = match fault {
        BriefFault::Model { run, error } => {
            return Failure::Model(
                Place::File(format!("{}, run {run}", folder.display())),
                error,
            );
        }
        other => other,
    };
    let hint = match &fault {
        BriefFault::Input(faults) => return Failure::Input(faults.clone()),
        BriefFault::NoParties => "name the two sides: --parties USA,CHN",
        BriefFault::SameParty(_) => "name two different economies",
        BriefFault::NotInWorld { .. } => {
            "`cobden world info` lists its economies; choose another world with --world"
        }
        BriefFault::BeforeNotBefore { .. } => "give an earlier day with --before",
        BriefFault::SinceNotBefore { .. } => "give an earlier day with --since",
        BriefFault::Duties(_) => "look at the world's labels and the weights",
        _ => "`cobden check` shows more",
    };
    Diagnostic::error(place(), fault.to_string())
        .hint(hint)
        .into()
}
