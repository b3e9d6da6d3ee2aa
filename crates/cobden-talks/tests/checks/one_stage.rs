use cobden_model::{Closure, Competition, Model, OneStage, Settings, Shock};
use cobden_num::{Ascent, Silent, Summit};
use cobden_talks::{
    CLIMB, Game, GeneralGame, Grain, Objective, OneStageGame, STARTS, Side, StrategySpace, optimal,
};

use crate::closed_form::world;

fn tight() -> Settings {
    Settings {
        tolerance: 1e-13,
        ..Settings::default()
    }
}

// model.md, check 5; Gros (1987), Journal of International Economics 23.
#[test]
fn the_best_tariff_is_one_over_theta_times_the_partners_domestic_share() {
    for (home, trade, theta) in [([90.0, 90.0], 30.0, 4.0), ([60.0, 400.0], 40.0, 2.5)] {
        let world = world(&home, trade, theta);
        let (strategies, _) = StrategySpace::between(["E0", "E1"].map(Side::new))
            .of(&world)
            .unwrap();
        let model = Model::new(world);
        let today = Shock::none(model.world());
        let closure = Closure::FixedDeficit;
        let mut game = GeneralGame::new(&model, today, strategies, closure, tight()).unwrap();
        let climb = Ascent {
            tolerance: 1e-11,
            ..CLIMB
        };
        let today = game.status_quo().to_vec();
        let best = optimal(&mut game, 0, &today, &STARTS, &climb, &mut Silent).unwrap();
        assert_eq!(best.outcome.summit, Summit::Reached, "{best:?}");
        game.payoffs(&best.rates).unwrap();
        let flow = |importer| game.equilibrium().flow([importer, 1, 0]);
        let exporter_buys = game.equilibrium().flow([1, 0, 0]);
        let share = flow(1) / (flow(1) + exporter_buys);
        let off = (best.rates[0] - 1.0 / (theta * share)).abs();
        assert!(off < 1e-8, "{} off by {off:e}", best.rates[0]);
    }
}

// Without inputs, the general model and that of one stage are one, written twice.
#[test]
fn without_inputs_it_is_the_game_of_one_stage() {
    let mut world = crate::common::world(&["CAN", "CHN", "JPN", "MEX"], 3, 9);
    world.value_added_share.fill(1.0);
    world.input_shares.fill(0.0);
    let balanced = |world| {
        let model = Model::new(world);
        let none = Shock::none(model.world());
        let purged = model.solve(&none, Closure::Balanced, &tight()).unwrap();
        purged.to_world()
    };
    let world = balanced(world);
    let one_stage = OneStage::new(&world, Competition::Perfect).unwrap();
    let lambda = vec![0.5, 1.0, 1.5];
    let side = |name: &str, objective| Side {
        objective,
        ..Side::new(name)
    };
    for second in [
        Objective::RealIncome,
        Objective::Revenue,
        Objective::Balance { with: vec![0] },
    ] {
        let mut space = StrategySpace::between([
            side("CAN", Objective::SectorWeightedIncome(lambda.clone())),
            side("CHN", second.clone()),
        ]);
        space.grain = Grain::BySector;
        let (strategies, _) = space.of(&world).unwrap();
        let model = Model::new(world.clone());
        let count = strategies.instruments.len();
        let mut other = OneStageGame::new(&one_stage, strategies.clone()).unwrap();
        let today = Shock::none(&world);
        let closure = Closure::Balanced;
        let mut game = GeneralGame::new(&model, today, strategies, closure, tight()).unwrap();
        let rates: Vec<f64> = (0..count).map(|k| 0.05 + 0.04 * k as f64).collect();
        let close = |found: &[f64], expected: &[f64]| {
            for (found, expected) in found.iter().zip(expected) {
                let off = (found - expected).abs();
                assert!(off < 1e-9, "{second:?}: {found} and {expected}");
            }
        };
        close(
            &game.payoffs(&rates).unwrap(),
            &other.payoffs(&rates).unwrap(),
        );
        let weights = [0.6, -0.3];
        close(
            &game.gradient(&weights).unwrap(),
            &other.gradient(&weights).unwrap(),
        );
        close(&game.own_slopes().unwrap(), &other.own_slopes().unwrap());
        close(&game.curvature(), &other.curvature());
    }
}
