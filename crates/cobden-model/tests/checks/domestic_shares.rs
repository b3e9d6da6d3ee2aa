use cobden_model::{Closure, Equilibrium, Model};
use cobden_world::Accounts;
use proptest::prelude::*;

use crate::common::{Recipe, Wedges, assert_close};
use crate::{cases, closures, recipes, tight};

/// ln of what real income gains by way of domestic shares,
/// −Σ_j α_j [(I − γ(1−β))⁻¹ ln(π̂_nn) / θ]_j, from reported flows.
///
/// With ln P̂ = ln ĉ + ln(π̂_nn)/θ and ln ĉ = β ln ŵ + γ(1−β) ln P̂, ln(P̂/ŵ) solves
/// y = ln(π̂_nn)/θ + γ(1−β) y, since β and γ(1−β) sum to one over inputs.
///
/// Source: Costinot and Rodríguez-Clare (2014), section 3.4.
pub(crate) fn gain_through_domestic_shares(equilibrium: &Equilibrium, economy: usize) -> f64 {
    let world = equilibrium.model().world();
    let (before, after) = equilibrium.flows();
    let tariff = &equilibrium.shock().tariff;
    let sectors = world.sector_count();
    let share = |flows: &ndarray::Array3<f64>, tariff: &ndarray::Array3<f64>, j: usize| {
        let value = |i: usize| (1.0 + tariff[[economy, i, j]]) * flows[[economy, i, j]];
        value(economy) / (0..world.economy_count()).map(value).sum::<f64>()
    };
    let direct: Vec<f64> = (0..sectors)
        .map(|j| {
            let change = share(&after, tariff, j) / share(&before, &world.tariffs, j);
            change.ln() / equilibrium.shock().elasticity[j]
        })
        .collect();
    let mut price = direct.clone();
    for _ in 0..400 {
        price = (0..sectors)
            .map(|j| {
                let bill = 1.0 - world.value_added_share[[economy, j]];
                let inputs =
                    (0..sectors).map(|k| bill * world.input_shares[[economy, j, k]] * price[k]);
                direct[j] + inputs.sum::<f64>()
            })
            .collect();
    }
    let demand = Accounts::of(world).final_demand;
    let demand: Vec<f64> = demand.row(economy).iter().map(|c| c.max(0.0)).collect();
    let total: f64 = demand.iter().sum();
    -demand
        .iter()
        .zip(&price)
        .map(|(c, p)| c / total * p)
        .sum::<f64>()
}

proptest! {
    #![proptest_config(cases(12))]

    // model.md, check 4 and section 5: without intermediates, the formula of Arkolakis, Costinot
    // and Rodríguez-Clare (2012) with its revenue term, in one sector and in several.
    #[test]
    fn real_income_follows_from_domestic_shares(
        economies in 2..6usize,
        sectors in 1..5usize,
        seed: u64,
        closure in closures(),
    ) {
        let model = Recipe::new(economies, sectors, seed).without_intermediates().model();
        let shock = Wedges::ALL.shock(model.world(), seed);
        let equilibrium = model.solve(&shock, closure, &tight()).unwrap();
        let formula = equilibrium.real_income_by_domestic_shares();
        for (k, outcome) in equilibrium.economies().iter().enumerate() {
            let exact = 1.0 + outcome.real_income_change_percent / 100.0;
            assert_close(formula[k], exact, 1e-10, "formula");
            let revenue = (outcome.income_hat / outcome.wage_hat).ln();
            let own = revenue + gain_through_domestic_shares(&equilibrium, k);
            assert_close(own.exp(), exact, 1e-10, "from flows");
        }
    }

    // The same with intermediates, through the Leontief inverse.
    #[test]
    fn with_intermediates_through_the_leontief_inverse(
        recipe in recipes(),
        seed: u64,
        closure in closures(),
    ) {
        let model = recipe.model();
        let shock = Wedges::ALL.shock(model.world(), seed);
        let equilibrium = model.solve(&shock, closure, &tight()).unwrap();
        for (k, outcome) in equilibrium.economies().iter().enumerate() {
            let revenue = (outcome.income_hat / outcome.wage_hat).ln();
            let own = revenue + gain_through_domestic_shares(&equilibrium, k);
            let exact = 1.0 + outcome.real_income_change_percent / 100.0;
            assert_close(own.exp(), exact, 1e-10, "from flows");
        }
    }
}

// The formula is for worlds without intermediates: with them it must not pass by accident.
#[test]
fn the_formula_without_intermediates_is_off_with_them() {
    let model = Model::new(Recipe::new(3, 3, 5).world());
    let shock = Wedges::COSTS.shock(model.world(), 5);
    let equilibrium = model
        .solve(&shock, Closure::FixedDeficit, &tight())
        .unwrap();
    let formula = equilibrium.real_income_by_domestic_shares();
    let outcomes = equilibrium.economies();
    let off = |k: usize| formula[k] - 1.0 - outcomes[k].real_income_change_percent / 100.0;
    assert!((0..3).any(|k| off(k).abs() > 1e-4));
}
