//! Two and three economies with one sector, where the best tariff has a formula.

use cobden_model::{Competition, OneStage};
use cobden_num::{Ascent, Silent, Summit};
use cobden_talks::{
    CLIMB, Game, Instrument, Levy, Objective, OneStageGame, Player, STARTS, Span, Strategies,
    WarEnd, WarSettings, optimal, war,
};
use cobden_world::{Economy, Provenance, Sector, World};
use ndarray::{Array2, Array3};

/// Every economy a player, with one tariff on all its imports.
pub(crate) fn uniform(world: &OneStage) -> Strategies {
    let count = world.economies();
    let player = |n: usize| Player {
        name: world.codes()[n].clone(),
        members: vec![n],
        objective: Objective::RealIncome,
    };
    let instrument = |n: usize| {
        let cells = (0..count)
            .filter(|i| *i != n)
            .flat_map(|i| (0..world.sectors()).map(move |j| (n, i, j)));
        Instrument {
            player: n,
            levy: Levy::Tariff,
            span: Span::Replaces,
            cells: cells.collect(),
            lower: 0.0,
            upper: 10.0,
            partner: None,
            sector: None,
        }
    };
    Strategies {
        players: (0..count).map(player).collect(),
        instruments: (0..count).map(instrument).collect(),
    }
}

/// Economies of one sector that sell themselves `home` and each other `trade`.
pub(crate) fn world(home: &[f64], trade: f64, theta: f64) -> World {
    let count = home.len();
    let flows = Array3::from_shape_fn(
        (count, count, 1),
        |(n, i, _)| if n == i { home[n] } else { trade },
    );
    World {
        provenance: Provenance::default(),
        economies: (0..count)
            .map(|n| Economy {
                code: format!("E{n}"),
                name: String::new(),
            })
            .collect(),
        sectors: vec![Sector {
            code: "A".into(),
            name: String::new(),
            goods: true,
            trade_elasticity: theta,
        }],
        tariffs: Array3::zeros(flows.raw_dim()),
        flows,
        value_added_share: Array2::ones((count, 1)),
        input_shares: Array3::zeros((count, 1, 1)),
        nests: Vec::new(),
    }
}

// model.md, check 5; Gros (1987), Journal of International Economics 23.
#[test]
fn the_best_tariff_against_one_partner_is_one_over_theta_times_its_domestic_share() {
    for (home, trade, theta) in [
        ([90.0, 90.0], 30.0, 4.0),
        ([60.0, 400.0], 40.0, 2.5),
        ([400.0, 50.0], 45.0, 8.0),
    ] {
        let one_stage = OneStage::new(&world(&home, trade, theta), Competition::Perfect).unwrap();
        let strategies = uniform(&one_stage);
        let mut game = OneStageGame::new(&one_stage, strategies).unwrap();
        let today = game.status_quo().to_vec();
        let best = optimal(
            &mut game,
            0,
            &today,
            &STARTS,
            &Ascent {
                tolerance: 1e-11,
                ..CLIMB
            },
            &mut Silent,
        )
        .unwrap();
        assert_eq!(best.outcome.summit, Summit::Reached, "{best:?}");
        game.payoffs(&best.rates).unwrap();
        let share = game.solver().share(1, 1, 0);
        let off = (best.rates[0] - 1.0 / (theta * share)).abs();
        assert!(off < 1e-8, "{} off by {off:e}", best.rates[0]);
        for climb in &best.climbs {
            assert!(
                (climb.payoff - best.outcome.value).abs() < 1e-10,
                "{climb:?}"
            );
        }
    }
}

fn exact() -> WarSettings {
    WarSettings {
        tolerance: 1e-10,
        ascent: Ascent {
            tolerance: 1e-10,
            ..CLIMB
        },
        ..WarSettings::default()
    }
}

#[test]
fn a_war_of_two_is_where_both_formulas_hold() {
    let one_stage = OneStage::new(&world(&[80.0, 300.0], 40.0, 3.0), Competition::Perfect).unwrap();
    let strategies = uniform(&one_stage);
    let mut game = OneStageGame::new(&one_stage, strategies).unwrap();
    let found = war(&mut game, &exact(), &mut Silent).unwrap();
    game.payoffs(&found.rates).unwrap();
    for (n, other) in [(0, 1), (1, 0)] {
        // With duties on both sides: see crates/cobden-model/tests/checks/optimal_tariff.rs.
        let flows = game.solver().flows();
        let share = flows[[other, other, 0]] / (flows[[other, other, 0]] + flows[[other, n, 0]]);
        let off = (found.rates[n] - 1.0 / (3.0 * share)).abs();
        assert!(off < 1e-8, "{} off by {off:e}", found.rates[n]);
    }
    assert!(found.others.is_empty(), "{:?}", found.others);
    assert!(found.campaigns.iter().all(|one| one.end == WarEnd::Settled));
}

#[test]
fn three_alike_fight_alike() {
    let one_stage = OneStage::new(&world(&[100.0; 3], 20.0, 4.0), Competition::Perfect).unwrap();
    let strategies = uniform(&one_stage);
    let mut game = OneStageGame::new(&one_stage, strategies).unwrap();
    let found = war(&mut game, &exact(), &mut Silent).unwrap();
    for n in 1..3 {
        assert!(
            (found.rates[n] - found.rates[0]).abs() < 1e-8,
            "{:?}",
            found.rates
        );
        assert!((found.payoffs.1[n] - found.payoffs.1[0]).abs() < 1e-12);
    }
    // All lose, and each would lose more by giving in alone.
    assert!(found.payoffs.1[0] < 1.0);
    let mut alone = found.rates.clone();
    alone[0] = 0.0;
    assert!(game.payoffs(&alone).unwrap()[0] < found.payoffs.1[0]);
}
