use cobden_model::{Model, Shock};
use proptest::prelude::*;

use crate::common::Wedges;
use crate::hats::Hats;
use crate::{cases, closures, recipes, tight};

proptest! {
    #![proptest_config(cases(12))]

    // Path independence: one shock and then another from the world it leads to are both at once.
    #[test]
    fn shocks_one_after_another_are_shocks_at_once(
        recipe in recipes(),
        closure in closures(),
        seed: u64,
    ) {
        let model = recipe.model();
        let first = Wedges::COSTS.shock(model.world(), seed);
        let second = Wedges::COSTS.shock(model.world(), seed.wrapping_add(1));
        let both = Shock {
            trade_cost_hat: &first.trade_cost_hat * &second.trade_cost_hat,
            ..second.clone()
        };
        let halfway = model.solve(&first, closure, &tight()).unwrap();
        let next = Model::new(halfway.to_world());
        let end = next.solve(&second, closure, &tight()).unwrap();
        let at_once = model.solve(&both, closure, &tight()).unwrap();
        let chained = Hats::of(&halfway).then(&Hats::of(&end));
        chained.assert_close(&Hats::of(&at_once), 1e-9);
    }

    // A shock and its reverse lead back to the start.
    #[test]
    fn a_shock_can_be_undone(recipe in recipes(), closure in closures(), seed: u64) {
        let model = recipe.model();
        let there = Wedges::COSTS.shock(model.world(), seed);
        let back = Shock {
            trade_cost_hat: there.trade_cost_hat.mapv(|d| 1.0 / d),
            ..Shock::none(model.world())
        };
        let away = model.solve(&there, closure, &tight()).unwrap();
        let next = Model::new(away.to_world());
        let home = next.solve(&back, closure, &tight()).unwrap();
        Hats::of(&away).then(&Hats::of(&home)).assert_ones(1e-9);
    }
}
