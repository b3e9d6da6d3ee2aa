//! Commands that ask a dispute record.

mod average;
mod changes;
mod check;
mod duty;
mod panel;
mod positions;
mod shown;
mod tariffs;
mod timeline;

use std::path::{Path, PathBuf};

use cobden::diagnostics::{Diagnostic, Place};
use cobden::record::{Record, View};
use cobden::schedule::{QueryFault, Schedule, ScheduleFault};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::Failure;
use super::failure::show;

pub(crate) use average::AverageArguments;
pub(crate) use changes::DiffArguments;
pub(crate) use check::CheckArguments;
pub(crate) use duty::DutyArguments;
pub(crate) use panel::PanelArguments;
pub(crate) use positions::PositionsArguments;
pub(crate) use tariffs::TariffsArguments;
pub(crate) use timeline::TimelineArguments;

/// What every question to a record needs.
#[derive(clap::Args)]
pub(crate) struct Source {
    /// Folder of the record
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Answer as on this day of knowledge: later entries do not exist yet
    #[arg(long, value_name = "DATE", value_parser = day)]
    known: Option<Date>,
    /// Print JSON instead of text
    #[arg(long)]
    json: bool,
}

impl Source {
    /// Reads and checks the record; warnings are shown.
    fn load(&self) -> Result<Record, Failure> {
        let (record, warnings) = load(&self.folder)?;
        show(&warnings);
        Ok(record)
    }

    fn view<'r>(&self, record: &'r Record) -> View<'r> {
        match self.known {
            Some(day) => record.as_known(day),
            None => record.latest(),
        }
    }

    fn schedule<'r>(&self, record: &'r Record) -> Result<Schedule<'r>, Failure> {
        Schedule::new(self.view(record)).map_err(|fault| self.unstackable(&fault))
    }

    fn unstackable(&self, fault: &ScheduleFault) -> Failure {
        let place = Place::File(self.folder.display().to_string());
        let hint = match fault {
            ScheduleFault::Cycle { .. } => "one of the relations between them must go",
            _ => "the record is larger than can be stacked; split it",
        };
        Diagnostic::error(place, fault.to_string())
            .hint(hint)
            .into()
    }

    /// Where an answer comes from: version, record and days.
    fn provenance(&self, record: &Record) -> Value {
        json!({
            "cobden": cobden::VERSION,
            "record": record.manifest.title,
            "record_hash": record.hash,
            "known": self.known.map(|day| day.to_string()),
        })
    }
}

fn load(folder: &Path) -> Result<(Record, cobden::diagnostics::Diagnostics), Failure> {
    Record::load(folder).map_err(Failure::from)
}

/// What to say of a day before the record's first duty.
fn begins(record: &Record, importer: &str, on: Date) -> Option<String> {
    let duties = record
        .measures
        .values()
        .filter(|entry| entry.body.actor == importer && entry.body.instrument.is_duty());
    let first = duties.filter_map(|entry| entry.body.from).min()?;
    (on < first).then(|| {
        format!("the record's duties of {importer} begin on {first}; before, nothing is known")
    })
}

/// Reads a day of the command line.
pub(crate) fn day(text: &str) -> Result<Date, String> {
    let day = text
        .parse::<Date>()
        .ok()
        .filter(|day| day.to_string() == text);
    day.ok_or_else(|| "write a day as 2025-05-02".to_owned())
}

/// Refuses what is no economy or group.
fn known_economy(code: Option<&str>) -> Result<(), Failure> {
    use cobden::codes::{Economy, Group, suggest};
    let Some(code) = code else {
        return Ok(());
    };
    let codes = || {
        let economies = Economy::all().map(|economy| economy.code());
        economies.chain(Group::all().map(|group| group.name()))
    };
    if codes().any(|one| one == code) {
        return Ok(());
    }
    let near = suggest::nearest(&code.to_uppercase(), codes());
    let hint = near.map_or_else(
        || "write an ISO 3166-1 alpha-3 code such as CHN, or a group such as EU".to_owned(),
        |near| format!("did you mean {near}?"),
    );
    Err(Failure::argument(
        format!("{code} is not an economy or group"),
        hint,
    ))
}

/// A question without an answer, as a fault of the arguments.
fn refused(fault: &QueryFault) -> Failure {
    let hint = match fault {
        QueryFault::NoImporter { known, .. } if known.is_empty() => {
            "nothing was known yet on that day; take a later --known".to_owned()
        }
        QueryFault::NoImporter { known, .. } => format!("ask for {}", known.join(" or ")),
        QueryFault::NoExporter { .. } => {
            "write an ISO 3166-1 alpha-3 code such as CHN, or a group such as EU".to_owned()
        }
        QueryFault::Same { .. } => "name two economies".to_owned(),
        QueryFault::UnknownCode { .. } => {
            "codes have 2 to 10 digits and must be in the tariff of the day".to_owned()
        }
        QueryFault::Differs { lines, .. } => {
            let shown = lines.iter().take(5);
            let mut shown: Vec<String> = shown
                .map(|(line, total)| format!("{line}: {}%", shown::points(100.0 * total)))
                .collect();
            if lines.len() > shown.len() {
                shown.push(format!("and {} more", lines.len() - shown.len()));
            }
            format!("ask for one of the lines: {}", shown.join(", "))
        }
        QueryFault::GroupDiffers { .. } => "ask for one of its members".to_owned(),
        QueryFault::Unresolved(_) => "`cobden check` shows the relations".to_owned(),
        QueryFault::NotAShare { .. } => "write a share from 0 to 1".to_owned(),
        QueryFault::NoCondition { known, .. } => format!("conditions: {}", known.join(", ")),
        _ => "look at the arguments".to_owned(),
    };
    Failure::argument(fault.to_string(), hint)
}
