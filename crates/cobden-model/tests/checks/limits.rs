use cobden_model::{Closure, Model, Settings, Shock};
use cobden_world::{Accounts, World};
use proptest::prelude::*;

use crate::common::{Random, Recipe, assert_close};
use crate::{cases, closures, financed, recipes};

/// The two economies with the largest value added.
fn largest(world: &World) -> (usize, usize) {
    let size = Accounts::of(world).value_added;
    let mut order: Vec<usize> = (0..world.economy_count()).collect();
    order.sort_by(|a, b| size[*b].total_cmp(&size[*a]));
    (order[0], order[1])
}

proptest! {
    #![proptest_config(cases(10))]

    // model.md, section 3: +3000% both ways between the two largest economies, from a cold start
    // and with the settings as they come.
    #[test]
    fn three_thousand_percent_between_the_largest(
        economies in 4..8usize,
        sectors in 1..5usize,
        seed: u64,
        closure in closures(),
    ) {
        // All trade with all: who has but one supplier left is all but in autarky.
        let recipe = Recipe::new(economies, sectors, seed).without_zeros();
        let world = financed(recipe, closure).world();
        let (a, b) = largest(&world);
        let mut shock = Shock::none(&world);
        shock.tariff.slice_mut(ndarray::s![a, b, ..]).map_inplace(|t| *t += 30.0);
        shock.tariff.slice_mut(ndarray::s![b, a, ..]).map_inplace(|t| *t += 30.0);
        let model = Model::new(world);
        let equilibrium = model.solve(&shock, closure, &Settings::default()).unwrap();
        prop_assert!(equilibrium.statistics().residual <= 1e-10);
        let (before, after) = equilibrium.flows();
        let trade = |flows: &ndarray::Array3<f64>| flows.slice(ndarray::s![a, b, ..]).sum();
        prop_assert!(trade(&after) < trade(&before));
    }

    // Nobody gains trade but those that the lost trade is diverted to: sums of flows, by hand.
    #[test]
    fn diversion_adds_up(recipe in recipes(), seed: u64) {
        let model = recipe.model();
        let mut random = Random::new(seed);
        let mut shock = Shock::none(model.world());
        shock.tariff[[0, 1, 0]] += random.between(0.1, 1.0);
        let equilibrium = model.solve(&shock, Closure::FixedDeficit, &Settings::default()).unwrap();
        let (before, after) = equilibrium.flows();
        let change = &after - &before;
        let diversion = equilibrium.diversion(0, 1);
        let pair = |n: usize, i: usize| change.slice(ndarray::s![n, i, ..]).sum();
        assert_close(diversion.change, pair(0, 1) + pair(1, 0), 1e-12, "change");
        assert_close(diversion.home.0, pair(0, 0), 1e-12, "home");
        assert_close(diversion.home.1, pair(1, 1), 1e-12, "home");
        prop_assert_eq!(diversion.gained.len(), recipe.economies - 2);
        for (k, (code, to_first, to_second)) in diversion.gained.iter().enumerate() {
            prop_assert_eq!(code, &format!("E{}", k + 2));
            assert_close(*to_first, pair(0, k + 2), 1e-12, "to the first");
            assert_close(*to_second, pair(1, k + 2), 1e-12, "to the second");
        }
    }
}
