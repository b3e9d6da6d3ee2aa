//! `cobden talks standoff`.

mod json;
mod table;
mod text;

use std::path::PathBuf;

use cobden::diagnostics::Diagnostics;
use cobden::talks::standoff::{Outlook, Side, StandoffFault, present_value};

use super::by_side::{fault, numbers, sides};
use crate::cli::Failure;
use crate::cli::failure::{print, print_json};

/// When talks start and who takes the first step, from what waiting costs each side and what it has at stake
#[derive(clap::Args)]
#[command(
    after_help = "A war of attrition: each side takes the first step at the rate that keeps the other willing to wait (docs/talks.md). All amounts of a side
are percent of its own real income in a year, against one and the same state; costs and losses have the opposite signs: a cost of 0.04 a month is a
loss of 0.48 a year.

Examples:
  cobden talks standoff --sides USA,CHN --cost USA=0.06,CHN=0.05 --win USA=0.4,CHN=0.3 --concede USA=-0.2,CHN=-0.4
  cobden talks standoff --sides USA,CHN --cost 0.05 --win 0.1 --concede -0.1 --years 10 --resolve USA=0.05,CHN=0.2 --json"
)]
pub(crate) struct StandoffArguments {
    /// The two sides
    #[arg(long, value_name = "A,B")]
    sides: String,
    /// What a month of the standoff costs each
    #[arg(long, value_name = "A=N,B=N", allow_hyphen_values = true)]
    cost: String,
    /// What the end is worth to each if the other side takes the first step
    #[arg(long, value_name = "A=N,B=N", allow_hyphen_values = true)]
    win: String,
    /// What the end is worth to each if it takes the first step itself
    #[arg(long, value_name = "A=N,B=N", allow_hyphen_values = true)]
    concede: String,
    /// What --win and --concede give is had every year for so many years, or "forever" [default: once]
    #[arg(long, value_name = "N|forever", allow_hyphen_values = true)]
    years: Option<String>,
    /// Yearly discount rates, as ratios
    #[arg(
        long,
        value_name = "N|A=N,B=N",
        allow_hyphen_values = true,
        default_value = "0.04"
    )]
    discount: String,
    /// Probability that a side never gives way
    #[arg(
        long,
        value_name = "N|A=N,B=N",
        allow_hyphen_values = true,
        default_value = "0"
    )]
    resolve: String,
    /// Months shown in the table
    #[arg(long, value_name = "N", default_value_t = 36, value_parser = clap::value_parser!(u16).range(1..=600))]
    months: u16,
    /// Print JSON instead of text
    #[arg(long)]
    json: bool,
    /// Also write the table by month as Parquet and CSV into a new folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

impl StandoffArguments {
    pub(crate) fn run(&self) -> Result<(), Failure> {
        if let Some(folder) = &self.out {
            cobden::world::check_free(folder)
                .map_err(|error| Failure::System(folder.display().to_string(), error))?;
        }
        show(
            &self.outlook()?,
            self.months,
            self.json,
            self.out.as_deref(),
        )
    }

    fn outlook(&self) -> Result<Outlook, Diagnostics> {
        let mut faults = Diagnostics::new();
        let names = sides(&self.sides, &mut faults);
        if names.len() > 2 {
            faults.push(fault(
                format!("--sides {}: a standoff is between two", self.sides),
                "name two; allies can be one side",
            ));
        }
        let years = match self.years.as_deref() {
            None => None,
            Some("forever") => Some(None),
            Some(text) => match text.parse::<f64>() {
                Ok(years) if years.is_finite() && years > 0.0 => Some(Some(years)),
                _ => {
                    let message = format!("--years {text}: not a number above zero");
                    faults.push(fault(message, "for example --years 10, or --years forever"));
                    None
                }
            },
        };
        let mut of = |option: &str, text: &str| numbers(option, text, &names, &mut faults);
        let cost = of("cost", &self.cost);
        let win = of("win", &self.win);
        let concede = of("concede", &self.concede);
        let discount = of("discount", &self.discount);
        let resolve = of("resolve", &self.resolve);
        if faults.has_errors() {
            return Err(faults);
        }
        let side = |i: usize| {
            let worth = |value: f64| match years {
                // A rate that is none is told of by the standoff.
                Some(years) if discount[i] >= 0.0 => present_value(value, discount[i], years),
                _ => value,
            };
            Side {
                name: names[i].clone(),
                cost_per_month: cost[i],
                win: worth(win[i]),
                concede: worth(concede[i]),
                discount_rate: discount[i],
                resolve: resolve[i],
            }
        };
        Outlook::over(&[(1.0, [side(0), side(1)])]).map_err(as_diagnostics)
    }
}

/// Prints an outlook as text or JSON, up to so many months, and writes its table where one is asked for.
pub(super) fn show(
    outlook: &Outlook,
    months: u16,
    as_json: bool,
    out: Option<&std::path::Path>,
) -> Result<(), Failure> {
    if let Some(folder) = out {
        table::write(folder, outlook, months)
            .map_err(|error| Failure::System(folder.display().to_string(), error))?;
    }
    if as_json {
        return print_json(&json::of(outlook, months));
    }
    let mut shown = text::of(outlook, months);
    if let Some(folder) = out {
        shown += &format!("\nTables written to {}\n", folder.display());
    }
    print(&shown)
}

fn as_diagnostics(found: Vec<StandoffFault>) -> Diagnostics {
    let mut faults = Diagnostics::new();
    for one in found {
        faults.push(fault(one.to_string(), one.hint()));
    }
    faults
}
