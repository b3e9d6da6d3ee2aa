//! `cobden talks optimal`.

use std::time::Instant;

use cobden::diagnostics::Diagnostics;
use cobden::model::Closure;
use cobden::num::Summit;
use cobden::talks::{BestResponse, CLIMB, optimal};
use serde_json::{Value, json};

use super::board::{
    Board, economies_json, head, is_uneven, median_and_mean, objective, rates_json,
    real_incomes_today, wants_else, world_line, write,
};
use super::by_side::fault;
use super::setting::{Ground, Setting, no_side};
use super::war::{start_text, starts};
use crate::cli::Failure;
use crate::cli::failure::{print, print_json};
use crate::cli::format::{fine_percent, table};
use crate::cli::progress::Line;

/// What each side would do alone: the rates that serve it best while the others keep theirs, what it gains and what they lose
#[derive(clap::Args)]
#[command(
    after_help = "Rates are searched by the model's own gradients from several starts; the best is kept and every start is told.

Examples:
  cobden talks optimal --between USA,CHN
  cobden talks optimal --between USA,EU --for USA --on everyone --instruments by-partner
  cobden talks optimal --between USA,CHN --levies both --at-least -10"
)]
pub(crate) struct OptimalArguments {
    #[command(flatten)]
    setting: Setting,
    /// Only this side's best response
    #[arg(long = "for", value_name = "SIDE")]
    only: Option<String>,
    /// Random starts besides the status quo, free trade and 50% on everything
    #[arg(long, value_name = "N", default_value_t = 0)]
    random_starts: u64,
    /// Seed of the random starts
    #[arg(long, value_name = "SEED", default_value_t = 1)]
    seed: u64,
}

impl OptimalArguments {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let ground = self.setting.ground()?;
        self.setting.play(
            &ground,
            |sides, faults| self.check(sides, faults),
            |game| self.respond(&ground, game),
        )
    }

    fn check(&self, sides: &[String], faults: &mut Diagnostics) {
        match &self.only {
            Some(only) if !sides.contains(only) => {
                let names: Vec<&str> = sides.iter().map(String::as_str).collect();
                faults.push(no_side(only, &names));
            }
            None if self.setting.out.is_some() && sides.len() > 1 => {
                let message = "tables are of one side's best response";
                faults.push(fault(message, "say whose: --for SIDE"));
            }
            _ => {}
        }
    }

    fn respond(&self, ground: &Ground, game: &mut dyn Board) -> Result<(), Failure> {
        let begun = Instant::now();
        let wanted: Vec<usize> = (0..game.players().len())
            .filter(|p| {
                self.only
                    .as_ref()
                    .is_none_or(|only| *only == game.players()[*p].name)
            })
            .collect();
        let mut line = Line::new(self.setting.quiet);
        let before = real_incomes_today(game).map_err(|fault| self.setting.failure(fault))?;
        let against_today = |real_income: f64, player: usize| {
            100.0 * ((100.0 + real_income) / (100.0 + before[player]) - 1.0)
        };
        let today = game.status_quo().to_vec();
        let starts = starts(self.random_starts, self.seed);
        let (mut responses, mut rows, mut found) = (Vec::new(), Vec::new(), Vec::new());
        for player in wanted {
            let best = optimal(game, player, &today, &starts, &CLIMB, &mut line)
                .map_err(|fault| self.setting.failure(fault))?;
            if best.outcome.summit != Summit::Reached {
                return Err(self.unreached(game, &best));
            }
            // The equilibrium held is that of this response.
            let economies = game.economies();
            let (median, mean) = median_and_mean(game, player, &best.rates);
            let side = &game.players()[player];
            let others: Vec<f64> = (0..game.players().len())
                .filter(|p| *p != player)
                .map(|p| against_today(game.real_income(&game.players()[p]), p))
                .collect();
            let worst = others.iter().copied().fold(f64::INFINITY, f64::min);
            let mut row = vec![
                side.name.clone(),
                format!("{median:.1}"),
                format!("{mean:.1}"),
                fine_percent(against_today(game.real_income(side), player)),
                if others.is_empty() {
                    String::new()
                } else {
                    fine_percent(worst)
                },
                best.at_bounds.to_string(),
            ];
            if wants_else(game) {
                row.push(fine_percent(
                    100.0 * (best.payoffs.1[player] - best.payoffs.0[player]),
                ));
            }
            rows.push(row);
            responses.push(self.response_json(game, &best, &economies));
            found.push((best, economies));
        }
        drop(line);
        let mut answer = head("optimal", ground);
        answer["responses"] = responses.into();
        answer["seconds"] = begun.elapsed().as_secs_f64().into();
        if let (Some((best, economies)), true) = (found.last(), self.setting.out.is_some()) {
            let folder = self
                .setting
                .out
                .as_ref()
                .map_or_else(String::new, |folder| folder.display().to_string());
            write(&self.setting, game, &best.rates, economies, &answer)
                .map_err(|error| Failure::System(folder, error))?;
        }
        if self.setting.json {
            return print_json(&answer);
        }
        let mut header = vec![
            "",
            "median\nrate %",
            "mean\nrate %",
            "real\nincome %",
            "worst of\nothers %",
            "rates at\na bound",
        ];
        if wants_else(game) {
            header.push("objective\npoints");
        }
        let mut text = format!("Best responses, each alone\n{}\n\n", world_line(ground));
        text += &table(&header, rows);
        text += "\nChanges are against the rates in force";
        if is_uneven(&before) {
            text += ", uneven ones at their mean where one rate replaces them";
        }
        text += match ground.closure {
            Closure::Balanced => "; trade balanced.\n",
            _ => ".\n",
        };
        for (best, _) in &found {
            let spread = best
                .climbs
                .iter()
                .map(|climb| climb.payoff)
                .fold(f64::INFINITY, f64::min);
            if best.outcome.value - spread > 1e-6 {
                text += &format!(
                    "\n{}: starts lead to different peaks, the lowest {} points below the one shown.\n",
                    game.players()[best.player].name,
                    fine_percent(100.0 * (best.outcome.value - spread))
                );
            }
        }
        if let Some(folder) = &self.setting.out {
            text += &format!("\nTables written to {}\n", folder.display());
        }
        print(&text)
    }

    fn unreached(&self, game: &dyn Board, best: &BestResponse) -> Failure {
        let message = format!(
            "no best response of {} was found: the search ended with a slope of {:.1e} after {} steps",
            game.players()[best.player].name,
            best.outcome.slope,
            best.outcome.iterations
        );
        Failure::unsettled(
            message,
            "nothing is shown, because it would not be a best response; narrow the bounds, or try --random-starts",
        )
    }

    fn response_json(
        &self,
        game: &dyn Board,
        best: &BestResponse,
        economies: &[super::board::EconomyRow],
    ) -> Value {
        let player = &game.players()[best.player];
        let own = game.instruments_of(best.player);
        let (median, mean) = median_and_mean(game, best.player, &best.rates);
        let all = rates_json(game, &best.rates);
        json!({
            "player": player.name,
            "objective": objective(player),
            "median_rate_percent": median,
            "mean_rate_percent": mean,
            "payoff_status_quo": best.payoffs.0[best.player],
            "payoff": best.payoffs.1[best.player],
            "gain_percent": 100.0 * (best.payoffs.1[best.player] - best.payoffs.0[best.player]),
            "rates_at_bounds": best.at_bounds,
            "rates": own.iter().map(|k| all[*k].clone()).collect::<Vec<_>>(),
            "economies": economies_json(economies),
            "solver": {
                "status": "converged",
                "residual": game.residual(),
                "slope": best.outcome.slope,
                "steps": best.outcome.iterations,
                "evaluations": best.outcome.evaluations,
                "starts": best.climbs.iter().map(|climb| json!({
                    "start": start_text(climb.start),
                    "payoff": climb.payoff,
                    "reached": climb.summit == Summit::Reached,
                })).collect::<Vec<_>>(),
            },
        })
    }
}
