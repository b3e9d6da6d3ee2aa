//! What is shown of a game alike, whichever model plays it.

use std::io;
use std::path::Path;

use cobden::model::Closure;
use cobden::talks::{Game, GameFault, GeneralGame, Levy, Objective, OneStageGame, Player};
use cobden::world::new_folder;
use cobden::world::table::{ColumnData, write_csv, write_parquet};
use serde_json::{Value, json};

use super::setting::{Engine, Ground, Setting};
use crate::cli::format::{fine_percent, percent, table};

/// A game that tells of all economies at the rates solved last.
pub(super) trait Board: Game {
    /// One row an economy, in the world's order.
    fn economies(&self) -> Vec<EconomyRow>;

    /// Largest relative excess demand of the equilibrium held.
    fn residual(&self) -> f64;

    /// Real income's change since the status quo of a player's economies together, in percent, whatever it wants.
    fn real_income(&self, player: &Player) -> f64 {
        let rows = self.economies();
        let income: f64 = player.members.iter().map(|n| rows[*n].income).sum();
        let part = |n: &usize| rows[*n].income / income * rows[*n].real_income_change_percent;
        player.members.iter().map(part).sum()
    }
}

/// An economy in an equilibrium, against the status quo.
pub(super) struct EconomyRow {
    pub economy: String,
    /// Mean duty on imports from outside, weighted with the imports of the equilibrium.
    pub tariff_percent: f64,
    pub real_income_change_percent: f64,
    pub wage_hat: f64,
    pub income_hat: f64,
    /// At the status quo, in the world's unit.
    pub income: f64,
}

impl Board for OneStageGame<'_> {
    fn economies(&self) -> Vec<EconomyRow> {
        let solver = self.solver();
        let world = solver.world();
        let count = world.economies();
        let row = |n: usize| {
            let (mut duty, mut imports) = (0.0, 0.0);
            for i in (0..count).filter(|i| *i != n) {
                for j in 0..world.sectors() {
                    let flow = solver.flow(n, i, j);
                    duty += flow * solver.tariff(n, i, j);
                    imports += flow;
                }
            }
            EconomyRow {
                economy: world.codes()[n].clone(),
                tariff_percent: 100.0 * duty / imports,
                real_income_change_percent: 100.0 * solver.log_real_income(n).exp_m1(),
                wage_hat: solver.wage_hat(n),
                income_hat: solver.income_hat(n),
                income: world.spending()[n],
            }
        };
        (0..count).map(row).collect()
    }

    fn residual(&self) -> f64 {
        self.solver().statistics().residual
    }
}

impl Board for GeneralGame<'_> {
    fn economies(&self) -> Vec<EconomyRow> {
        let equilibrium = self.equilibrium();
        let (_, flows) = equilibrium.flows();
        let tariffs = &equilibrium.policy().tariff;
        let outcomes = equilibrium.economies().into_iter().enumerate();
        let row = |(n, outcome): (usize, cobden::model::EconomyOutcome)| {
            let (mut duty, mut imports) = (0.0, 0.0);
            for ((importer, exporter, j), flow) in flows.indexed_iter() {
                if importer == n && exporter != n {
                    duty += flow * tariffs[[importer, exporter, j]];
                    imports += flow;
                }
            }
            EconomyRow {
                economy: outcome.economy,
                tariff_percent: 100.0 * duty / imports,
                real_income_change_percent: outcome.real_income_change_percent,
                wage_hat: outcome.wage_hat,
                income_hat: outcome.income_hat,
                income: outcome.income,
            }
        };
        outcomes.map(row).collect()
    }

    fn residual(&self) -> f64 {
        self.equilibrium().statistics().residual
    }
}

/// What every answer carries: what was asked, of which world.
pub(super) fn head(command: &str, ground: &Ground) -> Value {
    json!({
        "command": command,
        "world": ground.world.provenance.name,
        "world_hash": ground.hash,
        "world_year": ground.world.provenance.year,
        "elasticity_source": ground.elasticity_source,
        "model": match ground.engine {
            Engine::General => "general",
            Engine::OneStage => "one-stage",
            Engine::Markups => "markups",
        },
        "closure": ground.closure.name(),
        "version": cobden::VERSION,
    })
}

/// The world, what was done to it and the model, on a line.
pub(super) fn world_line(ground: &Ground) -> String {
    let world = &ground.world;
    let elasticities = ground
        .elasticity_source
        .as_ref()
        .map_or_else(String::new, |source| format!("; elasticities {source}"));
    format!(
        "world {}, {} economies, {} sectors{elasticities}; {}; {}",
        world.provenance.title(),
        world.economy_count(),
        world.sector_count(),
        match ground.closure {
            Closure::Balanced => "balanced first",
            other => other.name(),
        },
        match ground.engine {
            Engine::General => "general model",
            Engine::OneStage => "model of one stage",
            Engine::Markups => "model of one stage with markups",
        }
    )
}

/// Whether somebody wants something else than real income.
pub(super) fn wants_else(game: &dyn Board) -> bool {
    let mut players = game.players().iter();
    players.any(|player| player.objective != Objective::RealIncome)
}

/// Smallest change of real income that is told, in percent.
const TOLD: f64 = 5e-4;

/// Whether one rate in place of uneven ones changes a side's real income, given what it does at their mean.
pub(super) fn is_uneven(today: &[f64]) -> bool {
    today.iter().any(|change| change.abs() >= TOLD)
}

/// Real income's change of each player at the rates of the status quo, in percent.
///
/// Not zero where one rate replaces uneven ones, even at their mean.
pub(super) fn real_incomes_today(game: &mut dyn Board) -> Result<Vec<f64>, GameFault> {
    let rates = game.status_quo().to_vec();
    game.payoffs(&rates)?;
    let players = game.players().iter();
    Ok(players.map(|player| game.real_income(player)).collect())
}

/// What changes are against, in a sentence or two; `today` as [`real_incomes_today`] has it.
pub(super) fn compared(ground: &Ground, game: &dyn Board, today: &[f64]) -> String {
    let balanced = match ground.closure {
        Closure::Balanced => ", trade balanced",
        _ => "",
    };
    let mut text = format!("\nReal income is against the world as it stands{balanced}.\n");
    if is_uneven(today) {
        let least = today.iter().copied().fold(f64::INFINITY, f64::min);
        let most = today.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        text += &format!(
            "Uneven rates at their mean, where one rate replaces them, alone change it by {} to {}%.\n",
            fine_percent(least),
            fine_percent(most)
        );
    }
    if wants_else(game) {
        text += "Objectives are against the rates in force, uneven ones at their mean.\n";
    }
    text
}

/// The economies as JSON.
pub(super) fn economies_json(rows: &[EconomyRow]) -> Value {
    let row = |row: &EconomyRow| {
        json!({
            "economy": row.economy,
            "tariff_percent": row.tariff_percent,
            "real_income_change_percent": row.real_income_change_percent,
            "wage_hat": row.wage_hat,
            "income_hat": row.income_hat,
        })
    };
    rows.iter().map(row).collect()
}

/// The name of what a player wants.
pub(super) fn objective(player: &Player) -> &'static str {
    match player.objective {
        Objective::RealIncome => "real-income",
        Objective::SectorWeightedIncome(_) => "sector-weighted-income",
        Objective::Revenue => "revenue",
        Objective::Balance { .. } => "balance",
    }
}

fn levy(levy: Levy) -> &'static str {
    match levy {
        Levy::Tariff => "tariff",
        Levy::ExportTax => "export-tax",
    }
}

/// All rates as JSON.
pub(super) fn rates_json(game: &dyn Board, rates: &[f64]) -> Value {
    let all = game.instruments().iter().zip(rates).zip(game.status_quo());
    let one = |((one, rate), before): ((&cobden::talks::Instrument, &f64), &f64)| {
        json!({
            "player": game.players()[one.player].name,
            "levy": levy(one.levy),
            "partner": one.partner,
            "sector": one.sector,
            "rate_percent": 100.0 * rate,
            "status_quo_percent": 100.0 * before,
            "at_bound": *rate <= one.lower || *rate >= one.upper,
        })
    };
    all.map(one).collect()
}

/// Median and mean of a player's rates, in percent; the mean is weighted with [`Game::curvature`] squared: imports times
/// their elasticity.
pub(super) fn median_and_mean(game: &dyn Board, player: usize, rates: &[f64]) -> (f64, f64) {
    let own = game.instruments_of(player);
    if own.is_empty() {
        return (f64::NAN, f64::NAN);
    }
    let mut sorted: Vec<f64> = own.iter().map(|k| 100.0 * rates[*k]).collect();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    let median = if sorted.len() % 2 == 1 {
        sorted[middle]
    } else {
        0.5 * (sorted[middle - 1] + sorted[middle])
    };
    let weights = game.curvature();
    let (mut sum, mut total) = (0.0, 0.0);
    for k in own {
        let weight = weights[k] * weights[k];
        sum += weight * 100.0 * rates[k];
        total += weight;
    }
    (median, sum / total)
}

/// Economies shown beside the players.
const OTHERS: usize = 8;

/// The economies that no player holds, those most affected first.
pub(super) fn others_text(game: &dyn Board, rows: &[EconomyRow]) -> String {
    let plays = |n: usize| {
        game.players()
            .iter()
            .any(|player| player.members.contains(&n))
    };
    let mut others: Vec<usize> = (0..rows.len()).filter(|n| !plays(*n)).collect();
    if others.is_empty() {
        return String::new();
    }
    let effect = |n: &usize| rows[*n].real_income_change_percent.abs();
    others.sort_by(|a, b| effect(b).total_cmp(&effect(a)));
    let shown = others.iter().take(OTHERS);
    let lines = shown.map(|n| {
        vec![
            rows[*n].economy.clone(),
            percent(rows[*n].real_income_change_percent),
        ]
    });
    format!("\n{}", table(&["others", "real income %"], lines.collect()))
}

/// What is written of a game: rates, economies, and the answer itself.
pub(super) fn write(
    setting: &Setting,
    game: &dyn Board,
    rates: &[f64],
    rows: &[EconomyRow],
    answer: &Value,
) -> io::Result<()> {
    let Some(folder) = &setting.out else {
        return Ok(());
    };
    new_folder(folder, |partial| {
        write_files(partial, game, rates, rows, answer)
    })
}

/// What is written of a war by a rule, whose rates are the economies' tariffs.
pub(super) fn write_economies(
    folder: &Path,
    rows: &[EconomyRow],
    answer: &Value,
) -> io::Result<()> {
    new_folder(folder, |partial| {
        economies_table(partial, rows)?;
        run_file(partial, answer)
    })
}

fn run_file(folder: &Path, answer: &Value) -> io::Result<()> {
    std::fs::write(folder.join("run.json"), format!("{answer:#}\n"))
}

fn save(folder: &Path, stem: &str, columns: &[(&str, ColumnData<'_>)]) -> io::Result<()> {
    write_parquet(&folder.join(format!("{stem}.parquet")), columns)?;
    write_csv(&folder.join(format!("{stem}.csv")), columns)
}

fn economies_table(folder: &Path, rows: &[EconomyRow]) -> io::Result<()> {
    let number =
        |pick: &dyn Fn(&EconomyRow) -> f64| ColumnData::Number(rows.iter().map(pick).collect());
    save(
        folder,
        "economies",
        &[
            (
                "economy",
                ColumnData::Text(rows.iter().map(|row| row.economy.as_str()).collect()),
            ),
            ("tariff_percent", number(&|row| row.tariff_percent)),
            (
                "real_income_change_percent",
                number(&|row| row.real_income_change_percent),
            ),
            ("wage_hat", number(&|row| row.wage_hat)),
            ("income_hat", number(&|row| row.income_hat)),
        ],
    )
}

fn write_files(
    folder: &Path,
    game: &dyn Board,
    rates: &[f64],
    rows: &[EconomyRow],
    answer: &Value,
) -> io::Result<()> {
    economies_table(folder, rows)?;
    let all = game.instruments();
    let word = |pick: &dyn Fn(&cobden::talks::Instrument) -> &str| -> Vec<String> {
        all.iter().map(|one| pick(one).to_owned()).collect()
    };
    let players: Vec<String> = all
        .iter()
        .map(|one| game.players()[one.player].name.clone())
        .collect();
    let levies = word(&|one| levy(one.levy));
    let partners = word(&|one| one.partner.as_deref().unwrap_or(""));
    let sectors = word(&|one| one.sector.as_deref().unwrap_or(""));
    save(
        folder,
        "rates",
        &[
            (
                "player",
                ColumnData::Text(players.iter().map(String::as_str).collect()),
            ),
            (
                "levy",
                ColumnData::Text(levies.iter().map(String::as_str).collect()),
            ),
            (
                "partner",
                ColumnData::Text(partners.iter().map(String::as_str).collect()),
            ),
            (
                "sector",
                ColumnData::Text(sectors.iter().map(String::as_str).collect()),
            ),
            (
                "rate_percent",
                ColumnData::Number(rates.iter().map(|rate| 100.0 * rate).collect()),
            ),
            (
                "status_quo_percent",
                ColumnData::Number(game.status_quo().iter().map(|rate| 100.0 * rate).collect()),
            ),
        ],
    )?;
    run_file(folder, answer)
}
