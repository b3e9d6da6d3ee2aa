//! `cobden talks sustain`.

use cobden::diagnostics::Diagnostics;
use cobden::talks::sustain::{Answer, Keeping, Reason, Temptation, yearly_rate};
use serde_json::{Value, json};

use super::by_side::{fault, numbers, sides};
use crate::cli::Failure;
use crate::cli::failure::{print, print_json};
use crate::cli::format::table;

/// Whether a deal would be kept with no court behind it: how patient each side has to be
#[derive(clap::Args)]
#[command(
    after_help = "A side that breaks the deal has what --breach says until it is answered, what --war says while the answer lasts, and the deal again
(docs/talks.md). Amounts are percent of its own real income in a year, all three against one and the same state.

Examples:
  cobden talks sustain --sides USA,CHN --deal USA=0.3,CHN=0.2 --breach USA=0.5,CHN=0.4 --war USA=-0.4,CHN=-0.6
  cobden talks sustain --sides USA,CHN --deal 0.3 --breach 0.5 --war -0.4 --answered-after 6 --war-lasts 24"
)]
pub(crate) struct SustainArguments {
    /// The sides
    #[arg(long, value_name = "A,B,..")]
    sides: String,
    /// What each has a year while all keep the deal
    #[arg(long, value_name = "A=N,B=N", allow_hyphen_values = true)]
    deal: String,
    /// What each has a year while it alone breaks it as suits it best
    #[arg(long, value_name = "A=N,B=N", allow_hyphen_values = true)]
    breach: String,
    /// What each has a year in the war that answers
    #[arg(long, value_name = "A=N,B=N", allow_hyphen_values = true)]
    war: String,
    /// Months until a breach is noticed and answered
    #[arg(long, value_name = "MONTHS", default_value_t = 12)]
    answered_after: u32,
    /// Months for which the war lasts before the deal holds again [default: for ever]
    #[arg(long, value_name = "MONTHS")]
    war_lasts: Option<u32>,
    /// Print JSON instead of text
    #[arg(long)]
    json: bool,
}

/// What one side has, and whether it would keep the deal.
pub(super) struct Kept {
    pub(super) side: String,
    pub(super) payoffs: Temptation,
    /// Discount factors of a month.
    pub(super) keeping: Keeping,
}

impl SustainArguments {
    pub(crate) fn run(&self) -> Result<(), Failure> {
        let answer = Answer {
            after: self.answered_after,
            lasts: self.war_lasts,
        };
        show(&self.kept(answer)?, answer, self.json)
    }

    fn kept(&self, answer: Answer) -> Result<Vec<Kept>, Diagnostics> {
        let mut faults = Diagnostics::new();
        let names = sides(&self.sides, &mut faults);
        let mut of = |option: &str, text: &str| numbers(option, text, &names, &mut faults);
        let (deal, breach, war) = (
            of("deal", &self.deal),
            of("breach", &self.breach),
            of("war", &self.war),
        );
        let given = faults.is_empty();
        let mut told = Vec::new();
        let mut kept = Vec::new();
        for (i, side) in names.into_iter().enumerate() {
            let payoffs = Temptation {
                deal: deal[i],
                breach: breach[i],
                war: war[i],
            };
            match payoffs.keeping(answer) {
                Ok(keeping) => kept.push(Kept {
                    side,
                    payoffs,
                    keeping,
                }),
                Err(found) => {
                    for one in found {
                        // Numbers that were not given are told of already; what is wrong with the answer is so for all.
                        let is_payoff =
                            matches!(one, cobden::talks::sustain::SustainFault::NotFinite { .. });
                        if !told.contains(&one) && (given || !is_payoff) {
                            faults.push(fault(one.to_string(), one.hint()));
                            told.push(one);
                        }
                    }
                }
            }
        }
        if faults.is_empty() {
            Ok(kept)
        } else {
            Err(faults)
        }
    }
}

/// Prints who keeps a deal, as text or JSON; periods of the answer are months.
pub(super) fn show(kept: &[Kept], answer: Answer, as_json: bool) -> Result<(), Failure> {
    if as_json {
        print_json(&json_of(kept, answer))
    } else {
        print(&text_of(kept, answer))
    }
}

/// δ over the months until the answer, and the yearly discount rate that it stands for; none where rates have no bound.
fn patience(delta: f64, answer: Answer) -> (f64, Option<f64>) {
    let rate = yearly_rate(delta, 1.0);
    let over_the_breach = (1.0 + rate).powf(-f64::from(answer.after) / 12.0);
    (over_the_breach, Some(rate).filter(|rate| rate.is_finite()))
}

fn verdict(keeping: Keeping) -> &'static str {
    match keeping {
        Keeping::Always => "always",
        Keeping::From(_) => "from",
        Keeping::UpTo(_) => "up-to",
        Keeping::Never(Reason::WarNoWorse) => "never-war-no-worse",
        Keeping::Never(Reason::AnswerTooShort) => "never-answer-too-short",
    }
}

fn threshold(keeping: Keeping) -> Option<f64> {
    match keeping {
        Keeping::From(delta) | Keeping::UpTo(delta) => Some(delta),
        _ => None,
    }
}

pub(super) fn json_of(kept: &[Kept], answer: Answer) -> Value {
    let sides = kept.iter().map(|one| {
        let patience = threshold(one.keeping).map(|delta| patience(delta, answer));
        json!({
            "side": one.side,
            "deal_percent": one.payoffs.deal,
            "breach_percent": one.payoffs.breach,
            "war_percent": one.payoffs.war,
            "keeps": verdict(one.keeping),
            "discount_factor": patience.map(|(delta, _)| delta),
            "yearly_discount_rate": patience.and_then(|(_, rate)| rate),
        })
    });
    let keeping: Vec<Keeping> = kept.iter().map(|one| one.keeping).collect();
    let all = Keeping::of_all(&keeping).map(|delta| patience(delta, answer));
    json!({
        "sides": sides.collect::<Vec<_>>(),
        "self_enforcing": all.is_some(),
        "discount_factor": all.map(|(delta, _)| delta),
        "yearly_discount_rate": all.and_then(|(_, rate)| rate),
        "answered_after_months": answer.after,
        "war_lasts_months": answer.lasts,
        "version": cobden::VERSION,
    })
}

pub(super) fn text_of(kept: &[Kept], answer: Answer) -> String {
    let lasts = answer.lasts.map_or_else(
        || "for ever".to_owned(),
        |months| {
            format!(
                "for {}",
                crate::cli::format::counted(months as usize, "month")
            )
        },
    );
    let mut text = format!(
        "A breach is answered after {} with war {lasts}.\n\n",
        crate::cli::format::counted(answer.after as usize, "month")
    );
    let rows = kept.iter().map(|one| {
        let Temptation { deal, breach, war } = one.payoffs;
        let (delta, rate) = threshold(one.keeping).map_or((None, None), |delta| {
            let (delta, rate) = patience(delta, answer);
            (Some(delta), rate)
        });
        let shown = |value: Option<f64>, unit: &str| {
            value.map_or_else(|| "-".to_owned(), |value| format!("{value:.3}{unit}"))
        };
        vec![
            one.side.clone(),
            format!("{deal:+.3}"),
            format!("{breach:+.3}"),
            format!("{war:+.3}"),
            shown(delta, ""),
            shown(rate.map(|rate| 100.0 * rate), "%"),
        ]
    });
    let header = [
        "",
        "deal\n%",
        "breach\n%",
        "war\n%",
        "discount\nfactor",
        "discount\nrate a year",
    ];
    text += &table(&header, rows.collect());
    text += "\n";
    for one in kept {
        text += &format!("{}\n", sentence(one, answer));
    }
    text
}

/// What holds a side to the deal, or why nothing does.
fn sentence(one: &Kept, answer: Answer) -> String {
    let side = &one.side;
    let rate = |delta: f64| match patience(delta, answer) {
        (_, Some(rate)) => format!("{:.1}% a year", 100.0 * rate),
        (_, None) => "any rate".to_owned(),
    };
    match one.keeping {
        Keeping::Always => format!(
            "{side} keeps the deal however little it cares for later: breaking it brings nothing."
        ),
        Keeping::From(delta) => format!(
            "{side} keeps the deal if it discounts later years by {} or less.",
            rate(delta)
        ),
        Keeping::UpTo(delta) => format!(
            "{side} has more of the war than of the deal, and keeps it only if it discounts by {} or more, because breaking costs first.",
            rate(delta)
        ),
        Keeping::Never(Reason::WarNoWorse) => {
            format!(
                "{side} does not keep the deal: the war is no worse for it, and nothing else holds it."
            )
        }
        Keeping::Never(Reason::AnswerTooShort) => {
            format!(
                "{side} does not keep the deal: the war that answers is over before it costs what the breach brought."
            )
        }
    }
}
