//! `cobden talks war`.

use std::time::Instant;

use clap::ValueEnum;
use cobden::num::Summit;
use cobden::talks::{
    CLIMB, Campaign, Certificate, FormulaFault, Game, Method, STARTS, Scrutiny, Start, War, WarEnd,
    WarFault, WarSettings, formula_war, proven_war, war,
};
use serde_json::{Value, json};

use super::board::{
    Board, EconomyRow, compared, economies_json, head, median_and_mean, objective, others_text,
    rates_json, real_incomes_today, wants_else, world_line, write, write_economies,
};
use super::setting::{Ground, Setting};
use crate::cli::Failure;
use crate::cli::failure::{print, print_json};
use crate::cli::format::{counted, fine_percent, percent, table};
use crate::cli::progress::Line;

/// A published rule instead of best responses.
#[derive(Clone, Copy, ValueEnum)]
enum Rule {
    /// One uniform tariff an economy by equation 14 of Lashkaripour (2021)
    #[value(name = "lashkaripour-2021")]
    Lashkaripour2021,
}

/// What a trade war settles at: rates that are best responses to each other (Nash), and what each side could still gain by deviating
#[derive(clap::Args)]
#[command(
    after_help = "Every start is told, and so are other equilibria, cycles and searches that settle nowhere; without a war nothing is shown (exit code 3).
The certificate is the largest gain that another optimiser, which shares nothing with the search, finds for each side (docs/talks.md).

Examples:
  cobden talks war --between USA,CHN
  cobden talks war --between USA,CHN,EU --instruments by-partner-and-sector --json
  cobden talks war --between USA,CHN --objective USA=balance:CHN --at-most 100"
)]
pub(crate) struct WarArguments {
    #[command(flatten)]
    setting: Setting,
    /// A published rule instead of best responses; for worlds without intermediates, every economy against all
    #[arg(long, value_enum)]
    rule: Option<Rule>,
    /// Random starts besides the status quo, free trade and 50% on everything
    #[arg(long, value_name = "N", default_value_t = 0)]
    random_starts: u64,
    /// Seed of the random starts and of the certificate
    #[arg(long, value_name = "SEED", default_value_t = 1)]
    seed: u64,
    /// Leave the certificate away
    #[arg(long)]
    no_certificate: bool,
}

impl WarArguments {
    pub(super) fn run(&self) -> Result<(), Failure> {
        if self.rule.is_some() && !self.setting.leaves_all_to_a_rule() {
            return Err(Failure::argument(
                "the rule lashkaripour-2021 is for one tariff of every economy on all its imports, trade balanced first",
                "leave sides, instruments, levies, bounds, objectives, closure and model away, or leave --rule away",
            ));
        }
        let ground = self.setting.ground()?;
        if let Some(Rule::Lashkaripour2021) = self.rule {
            return self.by_rule(&ground);
        }
        self.setting
            .play(&ground, |_, _| (), |game| self.fight(&ground, game))
    }

    fn fight(&self, ground: &Ground, game: &mut dyn Board) -> Result<(), Failure> {
        let begun = Instant::now();
        let mut line = Line::new(self.setting.quiet);
        let settings = WarSettings {
            starts: starts(self.random_starts, self.seed),
            ascent: CLIMB,
            ..WarSettings::default()
        };
        let scrutiny = Scrutiny {
            seed: self.seed,
            ..Scrutiny::default()
        };
        let searched = if self.no_certificate {
            war(game, &settings, &mut line).map(|found| (found, None))
        } else {
            proven_war(game, &settings, &scrutiny, &mut line)
                .map(|(found, certificate)| (found, Some(certificate)))
        };
        let (found, certificate) = searched.map_err(|fault| failure(&self.setting, game, fault))?;
        let today = real_incomes_today(game).map_err(|fault| self.setting.failure(fault))?;
        game.payoffs(&found.rates)
            .map_err(|fault| self.setting.failure(fault))?;
        drop(line);
        let rows = game.economies();
        let mut answer = head("war", ground);
        answer["rule"] = Value::Null;
        answer["players"] = players_json(game, &found, certificate.as_ref());
        answer["rates"] = rates_json(game, &found.rates);
        answer["economies"] = economies_json(&rows);
        answer["certificate"] = certificate.as_ref().map_or(Value::Null, certificate_json);
        answer["other_equilibria"] = (found.others.iter())
            .map(|other| {
                json!({
                    "start": start_text(other.start),
                    "payoffs": other.payoffs,
                    "rates": rates_json(game, &other.rates),
                })
            })
            .collect();
        answer["solver"] = json!({
            "status": "converged",
            "residual": game.residual(),
            "sweeps": found.campaign.sweeps,
            "change": found.campaign.change,
            "slope": found.campaign.slope,
            "tolerance": settings.tolerance,
            "starts": found.campaigns.iter().map(campaign_json).collect::<Vec<_>>(),
            "seed": self.seed,
            "seconds": begun.elapsed().as_secs_f64(),
        });
        let folder = || {
            self.setting
                .out
                .as_ref()
                .map_or_else(String::new, |folder| folder.display().to_string())
        };
        write(&self.setting, game, &found.rates, &rows, &answer)
            .map_err(|error| Failure::System(folder(), error))?;
        if self.setting.json {
            return print_json(&answer);
        }
        let mut text = self.text(ground, game, &found, certificate.as_ref(), &rows);
        text += &compared(ground, game, &today);
        print(&(text + &self.search_text(game, &found, certificate.is_some())))
    }

    fn text(
        &self,
        ground: &Ground,
        game: &dyn Board,
        found: &War,
        certificate: Option<&Certificate>,
        rows: &[EconomyRow],
    ) -> String {
        let mut text = format!(
            "The war of {} in {}\n{}\nsettled after {}, change {:.0e}, slope {:.0e}\n\n",
            names(game),
            counted(game.instruments().len(), "rate"),
            world_line(ground),
            counted(found.campaign.sweeps, "sweep"),
            found.campaign.change,
            found.campaign.slope,
        );
        let row = |(p, player): (usize, &cobden::talks::Player)| {
            let (median, mean) = median_and_mean(game, p, &found.rates);
            let deviation =
                certificate.map_or_else(String::new, |one| match one.deviations[p].gain {
                    0.0 => "0".to_owned(),
                    gain => format!("{:.1e}", 100.0 * gain),
                });
            let mut row = vec![
                player.name.clone(),
                format!("{median:.1}"),
                format!("{mean:.1}"),
                fine_percent(game.real_income(player)),
                found.at_bounds[p].to_string(),
            ];
            if wants_else(game) {
                row.push(fine_percent(
                    100.0 * (found.payoffs.1[p] - found.payoffs.0[p]),
                ));
            }
            if certificate.is_some() {
                row.push(deviation);
            }
            row
        };
        let mut header = vec![
            "",
            "median\nrate %",
            "mean\nrate %",
            "real\nincome %",
            "rates at\na bound",
        ];
        if wants_else(game) {
            header.push("objective\npoints");
        }
        if certificate.is_some() {
            header.push("gain left\npoints");
        }
        text += &table(
            &header,
            game.players().iter().enumerate().map(row).collect(),
        );
        text += &others_text(game, rows);
        text
    }

    /// What is to be known of the numbers, and of the search.
    fn search_text(&self, game: &dyn Board, found: &War, certified: bool) -> String {
        let mut text = String::new();
        if certified {
            text += "Gain left: the most that another optimiser found for the side alone.\n";
        }
        text += &format!("\n{}", starts_text(game, &found.campaigns));
        for other in &found.others {
            let apart = |a: &[f64], b: &[f64]| {
                a.iter()
                    .zip(b)
                    .map(|(a, b)| 100.0 * (a - b).abs())
                    .fold(0.0, f64::max)
            };
            text += &format!(
                "There is more than one: from {} it settles at rates up to {:.1} points away, with payoffs up to {} points away (--json has them).\n",
                start_text(other.start),
                apart(&other.rates, &found.rates),
                fine_percent(apart(&other.payoffs, &found.payoffs.1)).trim_start_matches('+'),
            );
        }
        if let Some(folder) = &self.setting.out {
            text += &format!("\nTables written to {}\n", folder.display());
        }
        text
    }

    fn by_rule(&self, ground: &Ground) -> Result<(), Failure> {
        let begun = Instant::now();
        let world = self.setting.one_stage(ground)?;
        let found = formula_war(&world).map_err(|fault| match fault {
            FormulaFault::Model(error) => self.setting.model_failure(error),
            other => Failure::unsettled(
                other.to_string(),
                "nothing is shown, because it would not be a war",
            ),
        })?;
        let rows: Vec<EconomyRow> = (0..world.economies())
            .map(|n| EconomyRow {
                economy: world.codes()[n].clone(),
                tariff_percent: 100.0 * found.rates[n],
                real_income_change_percent: 100.0 * found.solver.log_real_income(n).exp_m1(),
                wage_hat: found.solver.wage_hat(n),
                income_hat: found.solver.income_hat(n),
                income: world.spending()[n],
            })
            .collect();
        let mut answer = head("war", ground);
        answer["model"] = "one-stage".into();
        answer["rule"] = "lashkaripour-2021".into();
        answer["economies"] = economies_json(&rows);
        answer["solver"] = json!({
            "status": "converged",
            "residual": found.statistics.residual,
            "rule_residual": found.residual,
            "maps": found.maps,
            "seconds": begun.elapsed().as_secs_f64(),
        });
        if let Some(folder) = &self.setting.out {
            write_economies(folder, &rows, &answer)
                .map_err(|error| Failure::System(folder.display().to_string(), error))?;
        }
        if self.setting.json {
            return print_json(&answer);
        }
        let mut text = format!(
            "A war by the rule of Lashkaripour (2021), equation 14\n{}\nsettled after {}, residual {:.0e}\n\n",
            world_line(ground),
            counted(found.maps, "evaluation"),
            found.residual
        );
        let mut order: Vec<&EconomyRow> = rows.iter().collect();
        order.sort_by(|a, b| {
            a.real_income_change_percent
                .total_cmp(&b.real_income_change_percent)
        });
        let line = |row: &EconomyRow| {
            vec![
                row.economy.clone(),
                format!("{:.1}", row.tariff_percent),
                fine_percent(row.real_income_change_percent),
                percent(100.0 * (row.wage_hat - 1.0)),
                percent(100.0 * (row.income_hat - 1.0)),
            ]
        };
        text += &table(
            &["", "tariff %", "real\nincome %", "\nwage %", "\nincome %"],
            order.into_iter().map(line).collect(),
        );
        text += "\nChanges are against the world as it stands, trade balanced.
The rule is no best response (docs/validation.md says by how much); without --rule the war is exact.\n";
        if let Some(folder) = &self.setting.out {
            text += &format!("\nTables written to {}\n", folder.display());
        }
        print(&text)
    }
}

/// The usual starts, and random ones.
pub(super) fn starts(random: u64, seed: u64) -> Vec<Start> {
    STARTS
        .into_iter()
        .chain((0..random).map(|k| Start::Seed(seed + k)))
        .collect()
}

fn names(game: &dyn Board) -> String {
    let players = game.players();
    if players.len() > 6 {
        return format!("{} sides", players.len());
    }
    players
        .iter()
        .map(|one| one.name.as_str())
        .collect::<Vec<_>>()
        .join(", ")
}

/// A start in words.
pub(super) fn start_text(start: Start) -> String {
    match start {
        Start::StatusQuo => "status quo".to_owned(),
        Start::FreeTrade => "free trade".to_owned(),
        Start::Rate(rate) => format!("{}% on everything", 100.0 * rate),
        Start::Deviation(player) => format!("a deviation of side {}", player + 1),
        Start::Seed(seed) => format!("random, seed {seed}"),
    }
}

fn end_text(game: &dyn Game, end: &WarEnd) -> String {
    match end {
        WarEnd::Settled => "settled".to_owned(),
        WarEnd::Cycle(period) => format!("goes round in a cycle of {period} sweeps"),
        WarEnd::Unsettled => "not settled: more sweeps are needed than allowed".to_owned(),
        WarEnd::NoResponse { player, summit } => format!(
            "no best response of {} was found, {}",
            game.players()[*player].name,
            match summit {
                Summit::Stalled => "the climb stalled",
                Summit::OutOfSteps => "more steps are needed than allowed",
                Summit::NoStart => "there is no equilibrium where it begins",
                _ => "the climb was stopped",
            }
        ),
        WarEnd::NoStart(why) => format!("no equilibrium at the start: {why}"),
    }
}

fn end_name(end: &WarEnd) -> &'static str {
    match end {
        WarEnd::Settled => "settled",
        WarEnd::Cycle(_) => "cycle",
        WarEnd::Unsettled => "unsettled",
        WarEnd::NoResponse { .. } => "no-response",
        WarEnd::NoStart(_) => "no-start",
    }
}

fn starts_text(game: &dyn Board, campaigns: &[Campaign]) -> String {
    let line = |one: &Campaign| {
        format!(
            "From {}: {}, {}\n",
            start_text(one.start),
            end_text(game, &one.end),
            counted(one.sweeps, "sweep")
        )
    };
    campaigns.iter().map(line).collect()
}

fn campaign_json(one: &Campaign) -> Value {
    json!({
        "start": start_text(one.start),
        "end": end_name(&one.end),
        "sweeps": one.sweeps,
        "change": one.change,
        "slope": one.slope,
    })
}

fn players_json(game: &dyn Board, found: &War, certificate: Option<&Certificate>) -> Value {
    let one = |(p, player): (usize, &cobden::talks::Player)| {
        let (median, mean) = median_and_mean(game, p, &found.rates);
        let rows = game.economies();
        json!({
            "player": player.name,
            "members": player.members.iter().map(|n| rows[*n].economy.as_str()).collect::<Vec<_>>(),
            "objective": objective(player),
            "median_rate_percent": median,
            "mean_rate_percent": mean,
            "payoff_status_quo": found.payoffs.0[p],
            "payoff": found.payoffs.1[p],
            "real_income_change_percent": game.real_income(player),
            "rates_at_bounds": found.at_bounds[p],
            "gain_from_deviating_percent": certificate.map(|one| 100.0 * one.deviations[p].gain),
        })
    };
    game.players().iter().enumerate().map(one).collect()
}

fn certificate_json(certificate: &Certificate) -> Value {
    let method = |method: Method| match method {
        Method::Nothing => "nothing better found",
        Method::OneRate => "one rate over its range, by values",
        Method::Alone => "one rate moved alone, by values",
        Method::Together => "all rates together, spectral projected gradient",
    };
    json!({
        "largest_gain_percent": 100.0 * certificate.largest_gain(),
        "seed": certificate.scrutiny.seed,
        "deviations": certificate.deviations.iter().map(|one| json!({
            "gain_percent": 100.0 * one.gain,
            "by": method(one.by),
            "evaluations": one.evaluations,
            "failures": one.failures,
        })).collect::<Vec<_>>(),
    })
}

/// Why there is no war to show.
pub(super) fn failure(setting: &Setting, game: &dyn Board, fault: WarFault) -> Failure {
    match fault {
        WarFault::Game(fault) => setting.failure(fault),
        WarFault::NoWar(campaigns) => {
            let tried: Vec<String> = campaigns
                .iter()
                .map(|one| {
                    let moved = match one.end {
                        WarEnd::Cycle(_) | WarEnd::Unsettled => {
                            format!(" (last change {:.1e})", one.change)
                        }
                        _ => String::new(),
                    };
                    format!(
                        "from {}: {}{moved}",
                        start_text(one.start),
                        end_text(game, &one.end),
                    )
                })
                .collect();
            let message = format!("no war was found: {}", tried.join("; "));
            Failure::unsettled(
                message,
                "nothing is shown, because it would not be an equilibrium; narrow the bounds, or try --random-starts",
            )
        }
        other => Failure::argument(other.to_string(), "look at the arguments"),
    }
}
