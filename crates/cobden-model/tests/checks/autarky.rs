use cobden_model::{Closure, Model, Shock};
use cobden_world::Accounts;
use proptest::prelude::*;

use crate::common::{Recipe, assert_close};
use crate::domestic_shares::gain_through_domestic_shares;
use crate::{cases, tight};

/// A shock that ends all trade between economies.
fn prohibitive(model: &Model, tariff: f64, cost: f64) -> Shock {
    let mut shock = Shock::none(model.world());
    for ((n, i, j), value) in shock.tariff.indexed_iter_mut() {
        if n != i {
            *value = tariff;
            shock.trade_cost_hat[[n, i, j]] = cost;
        }
    }
    shock
}

/// Domestic shares are one; real income is wL/I · Π π_nn^(αB/θ), B the Leontief inverse: duty and
/// deficit are gone, and π̂_nn = 1/π_nn.
fn assert_autarky(model: &Model, shock: &Shock, closure: Closure, tolerance: f64) {
    let equilibrium = model.solve(shock, closure, &tight()).unwrap();
    let world = model.world();
    let (before, after) = equilibrium.flows();
    for n in 0..world.economy_count() {
        for j in 0..world.sector_count() {
            let all: f64 = (0..world.economy_count()).map(|i| after[[n, i, j]]).sum();
            assert_close(after[[n, n, j]] / all, 1.0, tolerance, "domestic share");
        }
    }
    let mut base = world.clone();
    base.flows = before;
    let accounts = Accounts::of(&base);
    for (n, outcome) in equilibrium.economies().iter().enumerate() {
        let revenue = accounts.value_added[n] / outcome.income;
        let formula = revenue * gain_through_domestic_shares(&equilibrium, n).exp();
        let exact = 1.0 + outcome.real_income_change_percent / 100.0;
        assert_close(exact, formula, tolerance, "real income");
        assert!(outcome.imports_hat <= tolerance && outcome.exports_hat <= tolerance);
    }
}

proptest! {
    #![proptest_config(cases(6))]

    // model.md, check 8: autarky, by infinite costs and by prohibitive duties.
    #[test]
    fn autarky_costs_the_gains_from_trade(economies in 2..6usize, sectors in 1..5usize, seed: u64) {
        let recipe = Recipe::new(economies, sectors, seed).without_duties_at_home();
        let unbalanced = recipe.model();
        let embargo = prohibitive(&unbalanced, 0.0, f64::INFINITY);
        assert_autarky(&unbalanced, &embargo, Closure::Balanced, 1e-10);
        let balanced = recipe.balanced().model();
        let embargo = prohibitive(&balanced, 0.0, f64::INFINITY);
        assert_autarky(&balanced, &embargo, Closure::FixedDeficit, 1e-10);
        // Elasticities are above one: of a duty of 1e12, imports of at most 1e-12 pay nothing much.
        let duties = prohibitive(&balanced, 1e12, 1.0);
        assert_autarky(&balanced, &duties, Closure::Balanced, 1e-8);
    }
}
