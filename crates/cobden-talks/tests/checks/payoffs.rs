use cobden_model::{Closure, Equilibrium, Model, Settings, Shock};
use cobden_talks::{
    Against, Game, GameFault, GeneralGame, Grain, Instrument, Levies, Levy, Objective, Player,
    Side, Span, Strategies, StrategySpace,
};
use cobden_world::World;

use crate::common::world;

fn tight() -> Settings {
    Settings {
        tolerance: 1e-13,
        ..Settings::default()
    }
}

#[track_caller]
fn assert_close(found: f64, expected: f64) {
    assert!(
        (found - expected).abs() <= 1e-11,
        "{found:.15}, expected {expected:.15}"
    );
}

/// Income after.
fn income(equilibrium: &Equilibrium, n: usize) -> f64 {
    let economy = &equilibrium.economies()[n];
    economy.income * economy.income_hat
}

/// Σ_j λ_j W_j after: Ossa (2014), equation 10, at prices of one in the benchmark.
fn weighted(equilibrium: &Equilibrium, n: usize, lambda: &[f64]) -> f64 {
    let world = equilibrium.model().world();
    let sectors = equilibrium.sectors();
    let earned: Vec<f64> = (0..lambda.len())
        .map(|j| {
            let sector = &sectors[n * lambda.len() + j];
            world.value_added_share[[n, j]] * sector.output * sector.output_hat
        })
        .collect();
    let all: f64 = earned.iter().sum();
    let sum: f64 = earned.iter().zip(lambda).map(|(e, l)| e * l).sum();
    let price = equilibrium.economies()[n].consumer_price_hat;
    sum / all * income(equilibrium, n) / price
}

struct Case {
    world: World,
    today: Shock,
    then: Shock,
    strategies: Strategies,
    rates: Vec<f64>,
}

/// CAN and MEX against CHN, with duties of today that are not the world's.
fn case() -> Case {
    let world = world(&["CAN", "CHN", "JPN", "MEX"], 3, 2);
    let mut today = Shock::none(&world);
    today.tariff[[0, 1, 0]] += 0.2;
    today.export_tax[[1, 2, 1]] = 0.1;
    let lambda = vec![0.5, 1.0, 2.0];
    let player = |members: &[usize], objective| Player {
        name: format!("{members:?}"),
        members: members.to_vec(),
        objective,
    };
    let instrument = |player, levy, span, cells: &[(usize, usize, usize)]| Instrument {
        player,
        levy,
        span,
        cells: cells.to_vec(),
        lower: 0.0,
        upper: 1.0,
        partner: None,
        sector: None,
    };
    let strategies = Strategies {
        players: vec![
            player(&[0, 3], Objective::RealIncome),
            player(&[1], Objective::SectorWeightedIncome(lambda)),
            player(&[2], Objective::Revenue),
        ],
        instruments: vec![
            instrument(0, Levy::Tariff, Span::OnTop, &[(0, 1, 0), (3, 1, 0)]),
            instrument(1, Levy::ExportTax, Span::Replaces, &[(0, 1, 1), (2, 1, 1)]),
            instrument(2, Levy::Tariff, Span::Replaces, &[(2, 1, 0), (2, 0, 0)]),
        ],
    };
    let mut then = today.clone();
    then.tariff[[0, 1, 0]] += 0.3;
    then.tariff[[3, 1, 0]] += 0.3;
    then.export_tax[[0, 1, 1]] = 0.12;
    then.export_tax[[2, 1, 1]] = 0.12;
    then.tariff[[2, 1, 0]] = 0.4;
    then.tariff[[2, 0, 0]] = 0.4;
    Case {
        world,
        today,
        then,
        strategies,
        rates: vec![0.3, 0.12, 0.4],
    }
}

/// The objectives, written out from what the two equilibria show.
fn expected(objective: &Objective, members: &[usize], old: &Equilibrium, new: &Equilibrium) -> f64 {
    let total: f64 = members.iter().map(|n| income(old, *n)).sum();
    let sum = |of: &dyn Fn(usize) -> f64| members.iter().map(|n| of(*n)).sum::<f64>();
    match objective {
        Objective::RealIncome => {
            let real = |e: &Equilibrium, n: usize| {
                1.0 + e.economies()[n].real_income_change_percent / 100.0
            };
            sum(&|n| income(old, n) / total * real(new, n) / real(old, n))
        }
        Objective::SectorWeightedIncome(lambda) => {
            let price = |n: usize| old.economies()[n].consumer_price_hat;
            sum(&|n| price(n) * weighted(new, n, lambda))
                / sum(&|n| price(n) * weighted(old, n, lambda))
        }
        Objective::Revenue => {
            let economies = new.economies();
            sum(&|n| economies[n].duty_revenue + economies[n].export_tax_revenue) / total
        }
        Objective::Balance { with } => {
            let (_, flows) = new.flows();
            let mut balance = 0.0;
            for ((importer, exporter, _), flow) in flows.indexed_iter() {
                if members.contains(&exporter) && with.contains(&importer) {
                    balance += flow;
                }
                if members.contains(&importer) && with.contains(&exporter) {
                    balance -= flow;
                }
            }
            balance / total
        }
    }
}

#[test]
fn payoffs_are_what_the_objectives_say() {
    let case = case();
    let model = Model::new(case.world.clone());
    let lambda = vec![0.5, 1.0, 2.0];
    let turns: [[Objective; 3]; 2] = [
        [
            Objective::RealIncome,
            Objective::SectorWeightedIncome(lambda.clone()),
            Objective::Revenue,
        ],
        [
            Objective::SectorWeightedIncome(lambda),
            Objective::Balance { with: vec![0, 3] },
            Objective::RealIncome,
        ],
    ];
    for closure in [Closure::FixedDeficit, Closure::Balanced] {
        let old = model.solve(&case.today, closure, &tight()).unwrap();
        let new = model.solve(&case.then, closure, &tight()).unwrap();
        for objectives in &turns {
            let mut strategies = case.strategies.clone();
            for (player, objective) in strategies.players.iter_mut().zip(objectives) {
                player.objective = objective.clone();
            }
            let players = strategies.players.clone();
            let today = case.today.clone();
            let mut game = GeneralGame::new(&model, today, strategies, closure, tight()).unwrap();
            let found = game.payoffs(&case.rates).unwrap();
            for (player, found) in players.iter().zip(found) {
                let expected = expected(&player.objective, &player.members, &old, &new);
                assert_close(found, expected);
            }
        }
    }
}

#[test]
fn weights_of_one_are_real_income() {
    let case = case();
    let model = Model::new(case.world.clone());
    let mut payoffs = Vec::new();
    for objective in [
        Objective::RealIncome,
        Objective::SectorWeightedIncome(vec![1.0; 3]),
    ] {
        let mut strategies = case.strategies.clone();
        for player in &mut strategies.players {
            player.objective = objective.clone();
        }
        let today = case.today.clone();
        let closure = Closure::FixedDeficit;
        let mut game = GeneralGame::new(&model, today, strategies, closure, tight()).unwrap();
        payoffs.push(game.payoffs(&case.rates).unwrap());
    }
    for (found, expected) in payoffs[1].iter().zip(&payoffs[0]) {
        assert_close(*found, *expected);
    }
}

#[test]
fn nothing_on_top_is_the_status_quo() {
    let case = case();
    let model = Model::new(case.world.clone());
    let mut space = StrategySpace::between([Side::new("CAN"), Side::new("CHN")]);
    space.levies = Levies::Both;
    space.against = Against::Everyone;
    space.grain = Grain::BySector;
    let (strategies, _) = space.of(&case.world).unwrap();
    let closure = Closure::FixedDeficit;
    let mut game = GeneralGame::new(&model, case.today, strategies, closure, tight()).unwrap();
    let status_quo = game.status_quo().to_vec();
    assert!(status_quo.iter().all(|rate| *rate == 0.0));
    for payoff in game.payoffs(&status_quo).unwrap() {
        assert_close(payoff, 1.0);
    }
}

#[test]
fn what_replaces_starts_from_the_mean() {
    let case = case();
    let model = Model::new(case.world.clone());
    let closure = Closure::FixedDeficit;
    let status_quo = model.solve(&case.today, closure, &tight()).unwrap();
    let (_, flows) = status_quo.flows();
    let mut strategies = case.strategies.clone();
    // One of them may not go as low.
    strategies.instruments[1].lower = 0.07;
    let game = GeneralGame::new(&model, case.today.clone(), strategies, closure, tight()).unwrap();
    let (a, b) = ([2, 1, 0], [2, 0, 0]);
    let duty = flows[a] * case.today.tariff[a] + flows[b] * case.today.tariff[b];
    assert_eq!(game.status_quo()[0], 0.0);
    assert_eq!(game.status_quo()[1], 0.07);
    assert_close(game.status_quo()[2], duty / (flows[a] + flows[b]));
}

// √(Σ flow · θ/(1+t) / income), by hand from the world itself.
#[test]
fn curvature_is_of_flows_elasticities_and_income() {
    let case = case();
    let model = Model::new(case.world.clone());
    let closure = Closure::FixedDeficit;
    let today = Shock::none(&case.world);
    let game = GeneralGame::new(&model, today, case.strategies, closure, tight()).unwrap();
    let world = &case.world;
    let theta = world.sectors[0].trade_elasticity;
    let cells = [[0, 1, 0], [3, 1, 0]];
    let reaction = cells.map(|at| world.flows[at] * theta / (1.0 + world.tariffs[at]));
    let bought: f64 = reaction.iter().sum();
    let spent = |n: usize| {
        let accounts = cobden_world::Accounts::of(world);
        accounts.final_demand.row(n).sum()
    };
    let expected = (bought / (spent(0) + spent(3))).sqrt();
    assert_close(game.curvature()[0], expected);
}

#[test]
fn a_failed_question_changes_nothing() {
    let case = case();
    let model = Model::new(case.world.clone());
    let closure = Closure::FixedDeficit;
    let mut game = GeneralGame::new(&model, case.today, case.strategies, closure, tight()).unwrap();
    let payoffs = game.payoffs(&case.rates).unwrap();
    let gradient = game.gradient(&[1.0, 0.0, 0.0]).unwrap();
    let refused = game.payoffs(&[-1.5, 0.0, 0.0]);
    assert!(matches!(refused, Err(GameFault::Model(_))), "{refused:?}");
    let again = game.gradient(&[1.0, 0.0, 0.0]).unwrap();
    for (found, expected) in again.iter().zip(gradient) {
        assert_close(*found, expected);
    }
    assert_eq!(game.payoffs(&case.rates).unwrap(), payoffs);
    let count = game.payoffs(&[0.1]).unwrap_err();
    assert_eq!(
        count,
        GameFault::Rates {
            found: 1,
            expected: 3
        }
    );
    let count = game.gradient(&[0.1]).unwrap_err();
    assert_eq!(
        count,
        GameFault::Weights {
            found: 1,
            expected: 3
        }
    );
}
