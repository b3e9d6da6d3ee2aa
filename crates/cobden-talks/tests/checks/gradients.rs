use cobden_model::{Closure, Model, Settings, Shock};
use cobden_talks::{
    Against, Game, GeneralGame, Grain, Levies, Objective, Side, Span, Strategies, StrategySpace,
};
use cobden_world::World;

use crate::common::{Random, world};

/// Step of the differences, whose error is of its fourth order.
const STEP: f64 = 1e-3;
/// Largest error allowed, relative to the gradient's largest element.
const TOLERANCE: f64 = 1e-8;

/// A shock that gives the world a policy before anyone moves.
fn policy(world: &World) -> Shock {
    let mut policy = Shock::none(world);
    policy.tariff[[0, 1, 0]] += 0.15;
    policy.tariff[[1, 0, 1]] += 0.1;
    policy.export_tax[[0, 2, 0]] = 0.05;
    policy
}

fn tight() -> Settings {
    Settings {
        tolerance: 1e-13,
        ..Settings::default()
    }
}

/// Compares the gradient of every player's payoff, and of a mix, with differences in every rate.
#[track_caller]
fn assert_gradients(name: &str, world: &World, strategies: Strategies, closure: Closure) {
    let model = Model::new(world.clone());
    let mut game = GeneralGame::new(&model, policy(world), strategies, closure, tight()).unwrap();
    let mut random = Random::new(4);
    let rates: Vec<f64> = (game.status_quo().iter())
        .map(|rate| rate + random.between(0.0, 0.15))
        .collect();
    let count = game.players().len();
    let mut weightings: Vec<Vec<f64>> = (0..count)
        .map(|p| (0..count).map(|k| f64::from(u8::from(k == p))).collect())
        .collect();
    weightings.push((0..count).map(|p| 0.7 - 0.4 * p as f64).collect());
    game.payoffs(&rates).unwrap();
    let gradients: Vec<Vec<f64>> = (weightings.iter())
        .map(|weights| game.gradient(weights).unwrap())
        .collect();
    let instruments = game.instruments().len();
    let differences: Vec<Vec<f64>> = (0..instruments)
        .map(|k| {
            let mut at = |h: f64| {
                let mut moved = rates.clone();
                moved[k] += h;
                game.payoffs(&moved).unwrap()
            };
            let (up, down) = (at(STEP), at(-STEP));
            let (up_twice, down_twice) = (at(2.0 * STEP), at(-2.0 * STEP));
            let slope = |p: usize| {
                (8.0 * (up[p] - down[p]) - (up_twice[p] - down_twice[p])) / (12.0 * STEP)
            };
            (0..count).map(slope).collect()
        })
        .collect();
    for (weights, gradient) in weightings.iter().zip(&gradients) {
        let largest = gradient.iter().fold(0.0, |a: f64, b| a.max(b.abs()));
        assert!(largest > 1e-6, "{name}, {closure}: nothing moves");
        for (k, found) in gradient.iter().enumerate() {
            let slopes = differences[k].iter().zip(weights);
            let expected: f64 = slopes.map(|(slope, weight)| slope * weight).sum();
            let off = (found - expected).abs() / largest;
            // Written so that a NaN fails.
            assert!(
                off <= TOLERANCE,
                "{name}, {closure}, weights {weights:?}, instrument {k}: {found:e}, differences give {expected:e}"
            );
        }
    }
}

/// Every objective, on sides of which one is a group.
fn objectives(world: &World) -> Vec<(&'static str, Objective, Objective)> {
    let sectors = world.sector_count();
    let lambda = (0..sectors).map(|j| 0.4 + 0.5 * j as f64).collect();
    let with = |code: &str| Objective::Balance {
        with: vec![world.economy_index(code).unwrap()],
    };
    vec![
        ("real income", Objective::RealIncome, Objective::RealIncome),
        (
            "sector weights and revenue",
            Objective::SectorWeightedIncome(lambda),
            Objective::Revenue,
        ),
        ("balances", with("CHN"), with("JPN")),
    ]
}

fn space(first: Objective, second: Objective) -> StrategySpace {
    let side = |name: &str, objective| Side {
        objective,
        ..Side::new(name)
    };
    // MEX and CAN are in it, apart from each other in the world's order.
    StrategySpace::between([side("NAFTA", first), side("CHN", second)])
}

// Three sides of a group's kind in miniature: at the end of 2019 NAFTA is CAN, MEX and USA.
fn group_world() -> World {
    let mut world = world(&["CAN", "CHN", "JPN", "MEX"], 3, 5);
    world.provenance.year = Some(2019);
    world
}

#[test]
fn gradients_of_every_objective_meet_differences() {
    let world = group_world();
    for (name, first, second) in objectives(&world) {
        for closure in [Closure::FixedDeficit, Closure::Balanced] {
            let mut space = space(first.clone(), second.clone());
            space.levies = Levies::Both;
            space.against = Against::Everyone;
            space.grain = Grain::ByPartner;
            let (strategies, _) = space.of(&world).unwrap();
            assert_gradients(name, &world, strategies, closure);
        }
    }
}

#[test]
fn gradients_of_every_grain_meet_differences() {
    let world = group_world();
    for (grain, span, levies) in [
        (Grain::Uniform, Span::OnTop, Levies::Tariffs),
        (Grain::BySector, Span::Replaces, Levies::Both),
        (Grain::ByPartnerAndSector, Span::OnTop, Levies::ExportTaxes),
        (Grain::ByPartnerAndSector, Span::Replaces, Levies::Tariffs),
    ] {
        let mut space = space(Objective::RealIncome, Objective::Revenue);
        (space.grain, space.span, space.levies) = (grain, span, levies);
        space.goods_only = false;
        space.lower = -0.5;
        let (strategies, _) = space.of(&world).unwrap();
        assert_gradients(
            &format!("{grain:?}"),
            &world,
            strategies,
            Closure::FixedDeficit,
        );
    }
}
