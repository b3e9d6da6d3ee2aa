//! `cobden talks deal`.

mod text;

use std::time::Instant;

use clap::ValueEnum;
use cobden::diagnostics::Diagnostics;
use cobden::num::Summit;
use cobden::talks::deal::{
    Attempt, Deal, DealFault, DealOutcome, Effort, End, Frontier, Solution, Start, Terms, agree,
    frontier,
};
use cobden::talks::sustain::{Answer, Temptation};
use cobden::talks::{CLIMB, STARTS, WarSettings, optimal, war};
use serde_json::{Value, json};

use super::board::{
    Board, economies_json, head, median_and_mean, objective, rates_json, real_incomes_today, write,
};
use super::by_side::{fault, numbers};
use super::setting::{Ground, Setting};
use super::sustain::{Kept, json_of};
use super::war;
use crate::cli::Failure;
use crate::cli::failure::{print, print_json};
use crate::cli::progress::Line;

/// Which deal.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Wanted {
    /// Highest product of gains
    Nash,
    /// Equal parts of the most that each could gain
    KalaiSmorodinsky,
    /// Equal gains, in points of each side's payoff
    Egalitarian,
}

/// What each side has without a deal.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Threat {
    /// What is in force
    StatusQuo,
    /// The war that the same rates would settle at
    War,
}

/// Which deal leaves both better off, and by how much: bargaining solutions over rates within bounds, the frontier between them, and whether each side would keep it
#[derive(clap::Args)]
#[command(
    after_help = "Bounds are red lines: --at-least and --at-most hold for every rate. Deals are sought from several starts; local solutions that differ are told.

Examples:
  cobden talks deal --between USA,CHN
  cobden talks deal --between USA,CHN --threat war --solution kalai-smorodinsky --kept
  cobden talks deal --between USA,CHN --instruments by-sector --frontier 10 --json"
)]
pub(crate) struct DealArguments {
    #[command(flatten)]
    setting: Setting,
    /// Bargaining solution
    #[arg(long, value_enum, default_value = "nash")]
    solution: Wanted,
    /// What each side has without a deal
    #[arg(long, value_enum, default_value = "status-quo")]
    threat: Threat,
    /// nash: bargaining powers of the sides [default: equal]
    #[arg(long, value_name = "A=N,B=N")]
    power: Option<String>,
    /// Also find efficient deals in this many directions between the sides' ideals
    #[arg(long, value_name = "STEPS", value_parser = clap::value_parser!(u16).range(1..))]
    frontier: Option<u16>,
    /// Also say how patient each side has to be to keep the deal; solves the war and each side's best breach
    #[arg(long)]
    kept: bool,
    /// With --kept: months until a breach is answered
    #[arg(long, value_name = "MONTHS", default_value_t = 12, requires = "kept", value_parser = clap::value_parser!(u32).range(1..))]
    answered_after: u32,
    /// With --kept: months for which the war lasts before the deal holds again [default: for ever]
    #[arg(long, value_name = "MONTHS", requires = "kept", value_parser = clap::value_parser!(u32).range(1..))]
    war_lasts: Option<u32>,
    /// Random starts besides status quo, threat and free trade
    #[arg(long, value_name = "N", default_value_t = 2)]
    random_starts: usize,
    /// Seed of the random starts
    #[arg(long, value_name = "SEED", default_value_t = 1)]
    seed: u64,
}

/// Everything that was found.
struct Found {
    threat: Vec<f64>,
    war: Option<cobden::talks::War>,
    outcome: DealOutcome,
    frontier: Option<Frontier>,
    kept: Option<Vec<Kept>>,
}

impl DealArguments {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let ground = self.setting.ground()?;
        self.setting.play(
            &ground,
            |sides, faults| {
                self.powers(sides, faults);
            },
            |game| self.bargain(&ground, game),
        )
    }

    fn bargain(&self, ground: &Ground, game: &mut dyn Board) -> Result<(), Failure> {
        let begun = Instant::now();
        let mut line = Line::new(self.setting.quiet);
        let solution = self.solution(game);
        let status_quo = game.status_quo().to_vec();
        let today = game
            .payoffs(&status_quo)
            .map_err(|fault| self.setting.failure(fault))?;
        let war = if self.threat == Threat::War || self.kept {
            let settings = WarSettings {
                starts: STARTS.to_vec(),
                ..WarSettings::default()
            };
            Some(
                war(game, &settings, &mut line)
                    .map_err(|fault| war::failure(&self.setting, game, fault))?,
            )
        } else {
            None
        };
        let threat_war = war.as_ref().filter(|_| self.threat == Threat::War);
        let threat = threat_war.map_or(today, |war| war.payoffs.1.clone());
        let mut terms = Terms::from_threat(game, threat.clone());
        terms.threat_rates = threat_war.map(|war| war.rates.clone());
        terms.effort = Effort {
            random: self.random_starts,
            seed: self.seed,
            ..Effort::default()
        };
        let outcome =
            agree(game, &terms, &solution, &mut line).map_err(|fault| self.failure(fault))?;
        let frontier = match self.frontier {
            Some(steps) => Some(
                frontier(game, &terms, usize::from(steps), &mut line)
                    .map_err(|fault| self.failure(fault))?,
            ),
            None => None,
        };
        let kept = match (&outcome, &war) {
            (DealOutcome::Agreed(deal), Some(war)) if self.kept => {
                Some(self.kept(game, deal, war, &mut line)?)
            }
            _ => None,
        };
        drop(line);
        let found = Found {
            threat,
            war,
            outcome,
            frontier,
            kept,
        };
        self.show(ground, game, &found, begun.elapsed().as_secs_f64())
    }

    /// Bargaining powers of the sides, with what is wrong about them.
    fn powers(&self, sides: &[String], faults: &mut Diagnostics) -> Vec<f64> {
        let Some(text) = &self.power else {
            return vec![1.0; sides.len()];
        };
        if self.solution != Wanted::Nash {
            faults.push(fault(
                "powers belong to Nash's solution",
                "leave --power away, or choose --solution nash",
            ));
        }
        let powers = numbers("power", text, sides, faults);
        for (side, power) in sides
            .iter()
            .zip(&powers)
            .filter(|(_, power)| **power <= 0.0)
        {
            faults.push(fault(
                format!("--power {text}: the power of {side} is {power}, not above zero"),
                "leave a side without power out of --between",
            ));
        }
        powers
    }

    fn solution(&self, game: &dyn Board) -> Solution {
        match self.solution {
            Wanted::Nash => {
                let names: Vec<String> =
                    game.players().iter().map(|one| one.name.clone()).collect();
                // Without fault: looked at before.
                let power = self.powers(&names, &mut Diagnostics::new());
                Solution::Nash { power }
            }
            Wanted::KalaiSmorodinsky => Solution::KalaiSmorodinsky,
            Wanted::Egalitarian => Solution::Egalitarian,
        }
    }

    /// What each side would gain by breaking the deal as suits it best, and what the war would leave it.
    fn kept(
        &self,
        game: &mut dyn Board,
        deal: &Deal,
        war: &cobden::talks::War,
        line: &mut Line,
    ) -> Result<Vec<Kept>, Failure> {
        let answer = self.answer();
        let mut kept = Vec::new();
        for player in 0..game.players().len() {
            let breach = optimal(game, player, &deal.best.rates, &STARTS, &CLIMB, line)
                .map_err(|fault| self.setting.failure(fault))?;
            let name = game.players()[player].name.clone();
            if breach.outcome.summit != Summit::Reached {
                let message = format!(
                    "no best breach of {name} was found: slope {:.1e}",
                    breach.outcome.slope
                );
                return Err(Failure::unsettled(message, "leave --kept away"));
            }
            let points = |payoff: f64| 100.0 * (payoff - 1.0);
            let payoffs = Temptation {
                deal: points(deal.best.payoffs[player]),
                breach: points(breach.payoffs.1[player]),
                war: points(war.payoffs.1[player]),
            };
            match payoffs.keeping(answer) {
                Ok(keeping) => kept.push(Kept {
                    side: name,
                    payoffs,
                    keeping,
                }),
                Err(faults) => {
                    let message = faults
                        .iter()
                        .map(ToString::to_string)
                        .collect::<Vec<_>>()
                        .join("; ");
                    return Err(Failure::argument(
                        message,
                        "look at --answered-after and --war-lasts",
                    ));
                }
            }
        }
        Ok(kept)
    }

    fn answer(&self) -> Answer {
        Answer {
            after: self.answered_after,
            lasts: self.war_lasts,
        }
    }

    fn show(
        &self,
        ground: &Ground,
        game: &mut dyn Board,
        found: &Found,
        seconds: f64,
    ) -> Result<(), Failure> {
        let deal = match &found.outcome {
            DealOutcome::Agreed(deal) => Some(&**deal),
            DealOutcome::NoneBetter(_) => None,
            DealOutcome::NotConverged(attempts) => {
                let message = format!("no search for a deal converged: {}", tried(attempts));
                let hint = "nothing is shown, because it would not be a solution; narrow the bounds, or try --random-starts";
                return Err(Failure::unsettled(message, hint));
            }
        };
        let attempts = match &found.outcome {
            DealOutcome::Agreed(deal) => &deal.attempts,
            DealOutcome::NoneBetter(attempts) | DealOutcome::NotConverged(attempts) => attempts,
        };
        let rates = deal.map_or_else(
            || game.status_quo().to_vec(),
            |deal| deal.best.rates.clone(),
        );
        let today = real_incomes_today(game).map_err(|fault| self.setting.failure(fault))?;
        game.payoffs(&rates)
            .map_err(|fault| self.setting.failure(fault))?;
        let rows = game.economies();
        let mut answer = head("deal", ground);
        answer["solution"] = self.solution_name().into();
        answer["threat"] = match self.threat {
            Threat::StatusQuo => "status-quo".into(),
            Threat::War => "war".into(),
        };
        answer["agreed"] = deal.is_some().into();
        answer["players"] = players_json(game, found, deal, &rates);
        answer["rates"] = deal.map_or(Value::Null, |_| rates_json(game, &rates));
        answer["economies"] = deal.map_or(Value::Null, |_| economies_json(&rows));
        answer["frontier"] = found
            .frontier
            .as_ref()
            .map_or(Value::Null, |one| frontier_json(game, one));
        answer["kept"] = found
            .kept
            .as_ref()
            .map_or(Value::Null, |kept| json_of(kept, self.answer()));
        answer["solver"] = json!({
            "status": if deal.is_some() { "converged" } else { "none-better" },
            "residual": game.residual(),
            "stationarity": deal.map(|deal| deal.best.stationarity),
            "violation": deal.map(|deal| deal.best.violation),
            "local_solutions": deal.map(|deal| deal.distinct),
            "spread": deal.map(|deal| deal.spread),
            "starts": attempts.iter().map(attempt_json).collect::<Vec<_>>(),
            "seed": self.seed,
            "seconds": seconds,
        });
        let folder = || {
            self.setting
                .out
                .as_ref()
                .map_or_else(String::new, |folder| folder.display().to_string())
        };
        write(&self.setting, game, &rates, &rows, &answer)
            .map_err(|error| Failure::System(folder(), error))?;
        if self.setting.json {
            return print_json(&answer);
        }
        print(&text::whole(self, ground, game, found, deal, &rows, &today))
    }

    fn solution_name(&self) -> &'static str {
        match self.solution {
            Wanted::Nash => "nash",
            Wanted::KalaiSmorodinsky => "kalai-smorodinsky",
            Wanted::Egalitarian => "egalitarian",
        }
    }

    fn failure(&self, fault: DealFault) -> Failure {
        match fault {
            DealFault::Game(fault) => self.setting.failure(fault),
            other => Failure::argument(other.to_string(), "look at bounds, powers and --frontier"),
        }
    }
}

fn players_json(game: &dyn Board, found: &Found, deal: Option<&Deal>, rates: &[f64]) -> Value {
    let one = |(p, player): (usize, &cobden::talks::Player)| {
        let (median, mean) = median_and_mean(game, p, rates);
        json!({
            "player": player.name,
            "objective": objective(player),
            "payoff_threat": found.threat[p],
            "payoff_war": found.war.as_ref().map(|war| war.payoffs.1[p]),
            "payoff": deal.map(|deal| deal.best.payoffs[p]),
            "gain_percent": deal.map(|deal| 100.0 * deal.gains[p]),
            "ideal_gain_percent": deal.and_then(|deal| deal.ideal_gains.as_ref()).map(|ideal| 100.0 * ideal[p]),
            "weight": deal.map(|deal| deal.best.weights[p]),
            "median_rate_percent": deal.map(|_| median),
            "mean_rate_percent": deal.map(|_| mean),
        })
    };
    game.players().iter().enumerate().map(one).collect()
}

fn frontier_json(game: &dyn Board, found: &Frontier) -> Value {
    json!({
        "ideal_gains_percent": found.ideal_gains.iter().map(|gain| 100.0 * gain).collect::<Vec<_>>(),
        "points": found.points.iter().map(|point| json!({
            "direction": point.direction,
            "gains_percent": point.gains.iter().map(|gain| 100.0 * gain).collect::<Vec<_>>(),
            "rates": rates_json(game, &point.found.rates),
            "stationarity": point.found.stationarity,
            "violation": point.found.violation,
        })).collect::<Vec<_>>(),
        "missed": found.missed,
        "dominated": found.dominated,
        "repeated": found.repeated,
    })
}

fn attempt_json(one: &Attempt) -> Value {
    json!({
        "start": start(one.start),
        "end": end(one.end),
        "stationarity": one.stationarity.is_finite().then_some(one.stationarity),
        "violation": one.violation.is_finite().then_some(one.violation),
        "evaluations": one.evaluations,
        "failures": one.failures,
    })
}

/// A start in words.
fn start(start: Start) -> String {
    match start {
        Start::StatusQuo => "status quo".to_owned(),
        Start::Threat => "threat".to_owned(),
        Start::FreeTrade => "free trade".to_owned(),
        Start::Random(draw) => format!("random {draw}"),
        _ => "another deal".to_owned(),
    }
}

/// An end in a word or two.
fn end(end: End) -> &'static str {
    match end {
        End::Converged => "converged",
        End::NoGain => "no gain found",
        End::Stalled => "stalled",
        End::OutOfRounds => "given up",
        End::NoEquilibrium => "no equilibrium",
        _ => "ended",
    }
}

/// Every start and what became of it.
fn tried(attempts: &[Attempt]) -> String {
    let one = |one: &Attempt| format!("from {} {}", start(one.start), end(one.end));
    attempts.iter().map(one).collect::<Vec<_>>().join(", ")
}
