use cobden_model::{Closure, Model, Settings, Shock};
use proptest::prelude::*;

use crate::common::{Recipe, Wedges};
use crate::hats::Hats;
use crate::{cases, closures, recipes, tight};

proptest! {
    #![proptest_config(cases(12))]

    // model.md, check 1; balanced trade is measured from the benchmark with its deficits purged.
    #[test]
    fn no_shock_changes_nothing(recipe in recipes()) {
        let model = recipe.model();
        let none = Shock::none(model.world());
        for closure in Closure::ALL {
            let equilibrium = model.solve(&none, closure, &Settings::default()).unwrap();
            Hats::of(&equilibrium).assert_ones(1e-12);
        }
    }

    // model.md, check 1, for new elasticities, which change nothing by themselves.
    #[test]
    fn elasticities_alone_change_nothing(recipe in recipes()) {
        let model = recipe.model();
        let mut shock = Shock::none(model.world());
        shock.elasticity.iter_mut().for_each(|theta| *theta *= 1.7);
        for closure in Closure::ALL {
            let equilibrium = model.solve(&shock, closure, &Settings::default()).unwrap();
            Hats::of(&equilibrium).assert_ones(1e-12);
        }
    }

    // model.md, check 1, for the world that a shock leads to: what `to_world` promises.
    #[test]
    fn a_solved_world_is_a_benchmark(recipe in recipes(), closure in closures(), seed: u64) {
        let model = recipe.model();
        let shock = Wedges::COSTS.shock(model.world(), seed);
        let world = model.solve(&shock, closure, &tight()).unwrap().to_world();
        prop_assert!(!cobden_world::check(&world).has_errors());
        let none = Shock::none(&world);
        let after = Model::new(world);
        let again = after.solve(&none, closure, &tight()).unwrap();
        Hats::of(&again).assert_ones(1e-10);
        let (before, after) = again.flows();
        for (old, new) in before.iter().zip(&after) {
            prop_assert!((old - new).abs() <= 1e-10 * before.sum());
        }
    }
}

// model.md, check 1, where there is nobody to trade with.
#[test]
fn one_economy_alone_stays_as_it_is() {
    for seed in 0..5 {
        let model = Recipe::new(1, 4, seed).model();
        let none = Shock::none(model.world());
        for closure in Closure::ALL {
            let equilibrium = model.solve(&none, closure, &Settings::default()).unwrap();
            Hats::of(&equilibrium).assert_ones(1e-12);
        }
    }
}
