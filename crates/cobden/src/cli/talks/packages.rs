//! `cobden talks packages`.

mod json;
mod table;
mod text;

use std::path::PathBuf;
use std::sync::Mutex;

use cobden::brief::Question;
use cobden::brief::talks::{OnTheTable, Packages, PackagesFault, Steps, Work};
use cobden::diagnostics::{Diagnostic, Place};
use cobden::record::Record;
use cobden::talks::{Control, MOST_STEPS, TableFault, Unsolved};
use jiff::civil::Date;

use crate::cli::failure::{print, print_json, show};
use crate::cli::progress::Line;
use crate::cli::record::day;
use crate::cli::{Failure, brief};

/// Solve every combination of the steps on the table: which are better for both than today, which are efficient, what each first step costs
#[derive(clap::Args)]
#[command(
    after_help = "Steps are what open positions of the two ask for or offer (`met_when` in the record): measures that end, or that come into force, each taken by
whose measures they are. Positions that name no state of measures are listed with why they are none; --steps adds steps of your own:

  [[step]]
  id = \"us-ends-fentanyl\"
  name = \"The United States ends the fentanyl duty\"
  by = \"USA\"                        # the side that takes it
  without = [\"ieepa-fentanyl\"]      # measures, families or authorities that end
  suppose = [\"us-100pct-threat\"]    # measures that count though they are threatened, announced or reported
  meets = [\"pos-cn-rollback\"]       # positions that it meets, beside those that say so themselves

Duties of a combination are stacked anew, not added up. Gains are changes of real income against what is in force on the day, in percent.
A package is efficient if no other one is better for one side and no worse for the other.

Examples:
  cobden talks packages examples/us-china --on 2025-06-08 --between USA,CHN
  cobden talks packages examples/us-china --on 2025-06-08 --between USA,CHN --steps examples/us-china-steps.toml --json
  cobden talks packages examples/us-china --on 2025-06-08 --between USA,CHN --steps examples/us-china-steps.toml --out packages"
)]
pub(crate) struct PackagesArguments {
    /// Folder of the record
    #[arg(value_name = "RECORD")]
    folder: PathBuf,
    /// Day whose positions and measures count
    #[arg(long, value_name = "DATE", value_parser = day)]
    on: Date,
    /// The two sides
    #[arg(long, value_name = "ECONOMY,ECONOMY", value_parser = brief::two)]
    between: [String; 2],
    /// Day of knowledge: later entries do not exist yet [default: the day itself]
    #[arg(long, value_name = "DATE", value_parser = day)]
    known: Option<Date>,
    /// Bring the world to the duties of this day first [default: the day before the round of escalation]
    #[arg(long, value_name = "DATE", value_parser = day)]
    before: Option<Date>,
    /// World of the model: an embedded world or a folder
    #[arg(long, value_name = "NAME|DIR", default_value = cobden::world::DEFAULT_WORLD)]
    world: String,
    /// File with steps of your own
    #[arg(long, value_name = "FILE")]
    steps: Option<PathBuf>,
    /// Combine only these steps
    #[arg(long, value_name = "ID,ID", value_delimiter = ',')]
    only: Vec<String>,
    /// Print one JSON object instead of text
    #[arg(long)]
    json: bool,
    /// Also write all packages as Parquet and CSV into a new folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Threads (the digits do not depend on it) [default: as many as the machine has]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
    /// No warnings and no progress
    #[arg(long)]
    quiet: bool,
}

impl PackagesArguments {
    pub(super) fn run(&self) -> Result<(), Failure> {
        if let Some(folder) = &self.out {
            // Before a long solve rather than after it.
            cobden::world::check_free(folder)
                .map_err(|error| Failure::System(folder.display().to_string(), error))?;
        }
        let (record, warnings) = Record::load(&self.folder)?;
        if !self.quiet {
            show(&warnings);
        }
        let packages = self.solve(&record)?;
        if let Some(folder) = &self.out {
            table::write(folder, &packages, &record)
                .map_err(|error| Failure::System(folder.display().to_string(), error))?;
        }
        if self.json {
            return print_json(&json::whole(&packages, &record));
        }
        let mut text = text::whole(&packages);
        if let Some(folder) = &self.out {
            text += &format!("\nTables written to {}\n", folder.display());
        }
        print(&text)
    }

    fn solve(&self, record: &Record) -> Result<Packages, Failure> {
        let on_the_table = OnTheTable {
            steps: match &self.steps {
                None => Steps::default(),
                Some(file) => {
                    let shown = file.display().to_string();
                    let text = std::fs::read_to_string(file)
                        .map_err(|error| Diagnostic::unreadable(&shown, &error))?;
                    Steps::parse(&shown, &text)?
                }
            },
            only: self.only.clone(),
        };
        let (world, _) = cobden::open_world(&self.world, None)?;
        let question = Question {
            known: self.known.unwrap_or(self.on),
            before: self.before,
            parties: Some(self.between.clone()),
            ..Question::on(self.on)
        };
        let line = Mutex::new(Line::new(self.quiet));
        let tell = |work: Work| {
            if let Ok(mut line) = line.lock() {
                line.show(|_| shown(work));
            }
            Control::Continue
        };
        let folder = self.folder.display().to_string();
        let view = record.as_known(question.known);
        let work = || Packages::solve(&folder, view, &world, &question, &on_the_table, &tell);
        let threads = usize::from(self.threads.unwrap_or(0));
        // Where no threads are to be had, the digits are the same on those that there are.
        let solved = match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
            Ok(pool) => pool.install(work),
            Err(_) => work(),
        };
        solved.map_err(|fault| self.failure(fault))
    }

    fn failure(&self, fault: PackagesFault) -> Failure {
        let message = fault.to_string();
        let hint = match fault {
            PackagesFault::Brief(fault) => return brief::failure(&self.folder, fault),
            PackagesFault::Table(faults) => match faults[..] {
                [TableFault::TooManySteps { .. }] => {
                    format!("choose up to {MOST_STEPS} of them with --only ID,ID")
                }
                _ => "look at the steps".to_owned(),
            },
            PackagesFault::NoStep {
                near: Some(near), ..
            } => format!("did you mean {near}?"),
            PackagesFault::NoStep { .. } => {
                "without --only, all steps are listed with their ids".to_owned()
            }
            PackagesFault::Unsolved(Unsolved::Today(_)) => {
                "nothing is shown, because there is nothing to compare with; `cobden brief` says more of what is in force".to_owned()
            }
            _ => "look at the arguments".to_owned(),
        };
        let place = Place::File(self.folder.display().to_string());
        Diagnostic::error(place, message).hint(hint).into()
    }
}

/// How far the work is, in a line.
fn shown(work: Work) -> String {
    let (what, progress) = match work {
        Work::Duties(progress) => ("duties of combinations", progress),
        Work::Packages(progress) => ("packages solved", progress),
    };
    format!(
        "{} of {} {what}, {:.0} s left",
        progress.done,
        progress.total,
        progress.remaining().as_secs_f64()
    )
}
