//! The model of one stage: against the general model where both apply, and against itself where it goes further.

use cobden_model::{Closure, Competition, Model, OneStage, OneStageSolver, Shock};
use ndarray::Array3;
use proptest::prelude::*;

use crate::common::{Random, Recipe, assert_close};
use crate::{cases, tight};

fn tariffs(world: &OneStage, random: &mut Random) -> Array3<f64> {
    let mut tariffs = world.tariffs();
    for ((n, i, _), rate) in tariffs.indexed_iter_mut() {
        if n != i && random.chance(0.6) {
            *rate = random.between(-0.1, 1.5);
        }
    }
    tariffs
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn it_is_the_general_model_without_inputs(economies in 2..6usize, sectors in 1..5usize, seed: u64) {
        let world = Recipe::new(economies, sectors, seed).without_intermediates().world();
        let one_stage = OneStage::new(&world, Competition::Perfect).unwrap();
        let mut random = Random::new(seed);
        let tariffs = tariffs(&one_stage, &mut random);
        let shock = Shock { tariff: tariffs.clone(), ..Shock::none(&world) };
        let model = Model::new(world);
        let general = model.solve(&shock, Closure::FixedDeficit, &tight()).unwrap();
        let mut solver = OneStageSolver::new(&one_stage);
        solver.solve(&tariffs).unwrap();
        for (n, outcome) in general.economies().iter().enumerate() {
            assert_close(solver.wage_hat(n), outcome.wage_hat, 1e-9, "wage");
            assert_close(solver.income_hat(n), outcome.income_hat, 1e-9, "income");
            assert_close(100.0 * (solver.log_real_income(n).exp() - 1.0), outcome.real_income_change_percent, 1e-7, "real income");
            // Duties that an economy levies inside itself are part of both.
            prop_assert!((solver.revenue(n) - outcome.duty_revenue).abs() < 1e-9 * one_stage.spending()[n]);
        }
        let (_, flows) = general.flows();
        for (found, expected) in solver.flows().iter().zip(&flows) {
            prop_assert!((found - expected).abs() < 1e-8 * one_stage.spending()[0].max(expected.abs()));
        }
    }

    #[test]
    fn gradients_are_the_slopes_of_every_outcome(economies in 2..5usize, sectors in 1..4usize, seed: u64, markups: bool) {
        let world = Recipe::new(economies, sectors, seed).without_intermediates().world();
        let competition = if markups { Competition::Markups } else { Competition::Perfect };
        let one_stage = OneStage::new(&world, competition).unwrap();
        let mut random = Random::new(seed);
        let base = tariffs(&one_stage, &mut random);
        let weights: Vec<f64> = (0..sectors).map(|_| random.between(0.2, 2.0)).collect();
        let mut solver = OneStageSolver::new(&one_stage);
        let n = random.below(economies);
        let flow = (random.below(economies), random.below(economies), random.below(sectors));
        let scale = one_stage.spending()[n];
        let value = |solver: &OneStageSolver<'_>| {
            solver.log_real_income(n)
                + 0.5 * solver.revenue(n) / scale
                + 0.3 * solver.sector_weighted_income(n, &weights) / scale
                + 0.7 * solver.flow(flow.0, flow.1, flow.2) / scale
        };
        solver.solve(&base).unwrap();
        let mut seeds = solver.seeds();
        solver.seed_log_real_income(&mut seeds, n, 1.0);
        solver.seed_revenue(&mut seeds, n, 0.5 / scale);
        solver.seed_sector_weighted_income(&mut seeds, n, &weights, 0.3 / scale);
        solver.seed_flow(&mut seeds, flow, 0.7 / scale);
        let gradient = solver.gradient(&seeds).unwrap();
        for _ in 0..6 {
            let cell = [random.below(economies), random.below(economies), random.below(sectors)];
            let step = 1e-5;
            let mut at = |change: f64| {
                let mut moved = base.clone();
                moved[cell] += change;
                solver.solve(&moved).unwrap();
                value(&solver)
            };
            let slope = (at(step) - at(-step)) / (2.0 * step);
            prop_assert!(
                (gradient[cell] - slope).abs() < 1e-7 * (1.0 + slope.abs()),
                "{cell:?}: {} {slope}", gradient[cell]
            );
        }
    }

    #[test]
    fn with_equal_weights_sectors_earn_all_there_is(economies in 2..5usize, sectors in 1..4usize, seed: u64) {
        let world = Recipe::new(economies, sectors, seed).without_intermediates().world();
        let one_stage = OneStage::new(&world, Competition::Markups).unwrap();
        let mut solver = OneStageSolver::new(&one_stage);
        solver.solve(&tariffs(&one_stage, &mut Random::new(seed))).unwrap();
        for n in 0..economies {
            let all = solver.log_real_income(n).exp() * one_stage.spending()[n];
            assert_close(solver.sector_weighted_income(n, &vec![1.0; sectors]), all, 1e-9, "income");
        }
    }
}

#[test]
fn a_balanced_world_needs_no_deficits_and_stays_where_it_is() {
    for (seed, competition) in [(1, Competition::Perfect), (2, Competition::Markups)] {
        let world = Recipe::new(5, 3, seed).without_intermediates().world();
        let data = OneStage::new(&world, competition).unwrap();
        assert!(data.largest_deficit() > 1e-3);
        let balanced = data.balanced().unwrap();
        assert!(balanced.largest_deficit() == 0.0);
        let mut solver = OneStageSolver::new(&balanced);
        let statistics = solver.solve(&balanced.tariffs()).unwrap();
        assert!(statistics.residual < 1e-11);
        for n in 0..5 {
            assert_close(solver.wage_hat(n), 1.0, 1e-10, "wage");
            assert_close(solver.income_hat(n), 1.0, 1e-10, "income");
        }
    }
}

#[test]
fn a_world_with_inputs_is_refused_by_name() {
    let world = Recipe::new(3, 2, 4).world();
    let refused = OneStage::new(&world, Competition::Perfect).unwrap_err();
    assert!(refused.to_string().contains("intermediate"), "{refused}");
}
