//! `cobden brief` and `cobden why`.

mod make;
mod why;

use std::path::{Path, PathBuf};

use cobden::brief::{Brief, page};
use jiff::civil::Date;

use super::Failure;
use super::failure::{print, print_json};
use make::Asked;
pub(crate) use make::{failure, two};
pub(crate) use why::WhyArguments;

/// The whole dispute on one page: what is in force, what changed, who wants what, what it costs and what would ease it
#[derive(clap::Args)]
#[command(
    after_help = "Nothing that became known after the day is used, unless --known says otherwise. Costs are those of the world's own trade elasticities,
with the range over published sets; every figure has an id (--ids), and `cobden why DIR ID` says where it is from.

Examples:
  cobden brief examples/us-china --on 2025-05-02
  cobden brief examples/us-china --on 2025-05-02 --html brief.html
  cobden brief examples/us-china --on 2025-05-02 --known 2025-12-31 --json
  cobden brief examples/us-china --on 2025-05-02 --runs runs && cobden simulate runs/own/in-force.toml"
)]
pub(crate) struct BriefArguments {
    #[command(flatten)]
    asked: Asked,
    /// Day the brief speaks of
    #[arg(long, value_name = "DATE", value_parser = super::record::day)]
    on: Date,
    /// Print JSON instead of text (docs/brief.schema.json)
    #[arg(long, conflicts_with = "ids")]
    json: bool,
    /// Also write one HTML file that needs no network
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Also write the runs of the model into a new folder, as scenarios that `cobden simulate` reads
    #[arg(long, value_name = "DIR")]
    runs: Option<PathBuf>,
    /// Show the id of every figure
    #[arg(long)]
    ids: bool,
}

impl BriefArguments {
    pub(crate) fn run(&self) -> Result<(), Failure> {
        // Before the work rather than after it.
        for path in [&self.runs, &self.html].into_iter().flatten() {
            cobden::world::check_free(path).map_err(|error| system(path, error))?;
            let folder = path.parent().filter(|one| !one.as_os_str().is_empty());
            if let Some(folder) =
                folder.filter(|one| Some(path) == self.html.as_ref() && !one.is_dir())
            {
                return Err(system(folder, std::io::ErrorKind::NotFound.into()));
            }
        }
        let made = self.asked.make(self.on)?;
        if let Some(folder) = &self.runs {
            made.write_runs(folder)
                .map_err(|error| system(folder, error))?;
        }
        if let Some(file) = &self.html {
            let text = page::html(&made.brief.page());
            std::fs::write(file, text).map_err(|error| system(file, error))?;
        }
        if self.json {
            return print_json(&json(&made.brief)?);
        }
        let mut text = page::text(
            &made.brief.page(),
            &page::TextStyle {
                ids: self.ids,
                ..Default::default()
            },
        );
        for (what, path) in [("page", &self.html), ("runs", &self.runs)] {
            if let Some(path) = path {
                text += &format!("\n{what} written to {}\n", path.display());
            }
        }
        print(&text)
    }
}

fn system(path: &Path, error: std::io::Error) -> Failure {
    Failure::System(path.display().to_string(), error)
}

fn json(brief: &Brief) -> Result<serde_json::Value, Failure> {
    serde_json::to_value(brief).map_err(|error| Failure::System("brief".to_owned(), error.into()))
}
