//! `cobden why`.

use cobden::codes::suggest;
use jiff::civil::Date;
use serde_json::json;

use super::make::Asked;
use crate::cli::Failure;
use crate::cli::failure::{print, print_json};

/// Where a figure of a brief is from: the entry and its sources, or the run of the model
#[derive(clap::Args)]
#[command(
    after_help = "The ids of figures are in the brief's JSON, its HTML, and in its text with --ids. They begin with the day, and the day of
knowledge where that is another; without them, --on says the day. A brief that was asked for with --since, --before, --parties,
--world or --scenarios needs the same here.

Example:
  cobden why examples/us-china 2025-05-02:duty.USA-CHN.additional"
)]
pub(crate) struct WhyArguments {
    #[command(flatten)]
    asked: Asked,
    /// Id of the figure
    #[arg(value_name = "FIGURE")]
    figure: String,
    /// Day of the brief, where the id does not begin with it
    #[arg(long, value_name = "DATE", value_parser = crate::cli::record::day)]
    on: Option<Date>,
    /// Print JSON instead of text
    #[arg(long)]
    json: bool,
}

impl WhyArguments {
    pub(crate) fn run(mut self) -> Result<(), Failure> {
        let (days, name) = match self.figure.split_once(':') {
            Some((days, name)) => (Some(read_days(days)?), name.to_owned()),
            None => (None, self.figure.clone()),
        };
        let on = match (self.on, days) {
            (Some(on), Some((day, _))) if on != day => {
                return Err(Failure::argument(
                    format!("the id speaks of {day}, and --on of {on}"),
                    "leave --on away",
                ));
            }
            (Some(on), _) | (None, Some((on, _))) => on,
            (None, None) => {
                return Err(Failure::argument(
                    format!("of which day is {name}?"),
                    "ids begin with a day, such as 2025-05-02:...; or give it with --on",
                ));
            }
        };
        if let Some((_, known)) = days {
            // An id without a day of knowledge was known on its own day.
            let known = known.unwrap_or(on);
            if self.asked.known.is_some_and(|asked| asked != known) {
                return Err(Failure::argument(
                    format!(
                        "the id speaks of what was known on {known}, and --known of another day"
                    ),
                    "leave --known away",
                ));
            }
            self.asked.known = Some(known);
        }
        let made = self.asked.make(on)?;
        let brief = &made.brief;
        let Some((id, trail, steps)) = brief.why(&name) else {
            let ids: Vec<&str> = brief
                .trails
                .keys()
                .map(|id| id.split_once(':').map_or(id.as_str(), |(_, name)| name))
                .collect();
            let hint = match suggest::nearest(&name, ids.into_iter()) {
                Some(near) => format!("did you mean {near}?"),
                None => "`cobden brief --ids` shows the ids of all figures".to_owned(),
            };
            return Err(Failure::argument(
                format!("the brief of {on} has no figure {name}"),
                hint,
            ));
        };
        if self.json {
            return print_json(&json!({
                "id": id,
                "title": trail.title,
                "value": trail.value,
                "unit": trail.unit,
                "basis": trail.basis,
                "steps": steps,
                "provenance": brief.provenance,
            }));
        }
        let shown = trail
            .value
            .map_or(String::new(), |value| format!(" = {value}"));
        let unit = trail
            .unit
            .map_or(String::new(), |unit| format!(" {}", unit.word()));
        let mut text = format!("{id}{shown}{unit}\n{}\n\n", trail.title);
        for step in steps {
            text += &format!("  - {step}\n");
        }
        text += &format!(
            "\ncobden {}, record {} {}\n",
            brief.provenance.cobden, brief.provenance.record, brief.provenance.record_hash
        );
        print(&text)
    }
}

/// The day, and the day of knowledge, in front of an id.
fn read_days(text: &str) -> Result<(Date, Option<Date>), Failure> {
    let read = |day: &str| {
        crate::cli::record::day(day).map_err(|hint| {
            Failure::argument(format!("\"{day}\" in front of the id is no day"), hint)
        })
    };
    match text.split_once('@') {
        Some((on, known)) => Ok((read(on)?, Some(read(known)?))),
        None => Ok((read(text)?, None)),
    }
}
