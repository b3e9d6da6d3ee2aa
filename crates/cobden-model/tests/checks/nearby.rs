use cobden_model::{Closure, Equilibrium, Outcome, QuantityLimit, Rent, Settings, Shock};
use proptest::prelude::*;

use crate::common::{Recipe, Wedges, assert_close};
use crate::{cases, closures, recipes, tight};

/// Every economy's real income and imports.
fn figures(equilibrium: &Equilibrium) -> Vec<f64> {
    let economies = 0..equilibrium.model().world().economy_count();
    let outcomes = economies.flat_map(|n| [Outcome::RealIncome(n), Outcome::Imports(n)]);
    outcomes.map(|o| equilibrium.value(&o).unwrap()).collect()
}

#[track_caller]
fn assert_same(found: &Equilibrium, expected: &Equilibrium) {
    for (found, expected) in figures(found).iter().zip(figures(expected)) {
        assert_close(*found, expected, 1e-9, "from nearby");
    }
}

proptest! {
    #![proptest_config(cases(24))]

    // Wherever the search starts, the equilibrium of a shock is one.
    #[test]
    fn the_start_does_not_matter(recipe in recipes(), seed in any::<u64>(), closure in closures()) {
        let model = recipe.model();
        let first = Wedges::TARIFFS.shock(model.world(), seed);
        let others = [
            first.fraction(model.world(), 0.9),
            Wedges::ALL.shock(model.world(), seed ^ 1),
            Shock::none(model.world()),
        ];
        let Ok(start) = model.solve(&first, closure, &tight()) else {
            return Ok(());
        };
        for shock in &others {
            let cold = model.solve(shock, closure, &tight());
            let warm = model.solve_from(&start, shock, closure, &tight());
            match (cold, warm) {
                (Ok(cold), Ok(warm)) => assert_same(&warm, &cold),
                (cold, warm) => prop_assert_eq!(cold.is_err(), warm.is_err()),
            }
        }
    }
}

#[test]
fn a_start_nearby_saves_work() {
    let model = Recipe::new(5, 4, 3).model();
    let shock = Wedges::TARIFFS.shock(model.world(), 3);
    let settings = Settings::default();
    for closure in Closure::ALL {
        let start = model.solve(&shock, closure, &settings).unwrap();
        let near = shock.fraction(model.world(), 0.999);
        let cold = model.solve(&near, closure, &settings).unwrap();
        let warm = model.solve_from(&start, &near, closure, &settings).unwrap();
        let (less, more) = (warm.statistics(), cold.statistics());
        assert!(
            less.map_evaluations() < more.map_evaluations(),
            "{closure}: {less:?} {more:?}"
        );
    }
}

#[test]
fn a_start_far_away_leads_there_too() {
    let model = Recipe::new(5, 4, 3).balanced().model();
    let mut far = Shock::none(model.world());
    for ((n, i, _), tariff) in far.tariff.indexed_iter_mut() {
        if n != i {
            *tariff = 1e6;
        }
    }
    let settings = Settings::default();
    let closure = Closure::Balanced;
    let start = model.solve(&far, closure, &settings).unwrap();
    let shock = Wedges::ALL.shock(model.world(), 8);
    let cold = model.solve(&shock, closure, &settings).unwrap();
    let warm = model
        .solve_from(&start, &shock, closure, &settings)
        .unwrap();
    assert_same(&warm, &cold);
}

#[test]
fn a_start_of_another_model_is_none() {
    let (model, other) = (Recipe::new(3, 2, 1).model(), Recipe::new(4, 3, 2).model());
    let settings = Settings::default();
    let closure = Closure::FixedDeficit;
    let (none, shock) = (
        Shock::none(other.world()),
        Wedges::TARIFFS.shock(model.world(), 5),
    );
    let start = other.solve(&none, closure, &settings).unwrap();
    let cold = model.solve(&shock, closure, &settings).unwrap();
    let warm = model
        .solve_from(&start, &shock, closure, &settings)
        .unwrap();
    assert_eq!(figures(&warm), figures(&cold));
}

// Limits are measured from the state before, which the start lends, and not from the start itself.
#[test]
fn limits_hold_from_nearby() {
    let model = Recipe::new(4, 3, 6).without_zeros().model();
    let mut shock = Wedges::TARIFFS.shock(model.world(), 6);
    shock.limits = vec![QuantityLimit {
        flows: vec![[0, 1, 0], [2, 1, 0]],
        volume: 0.4,
        rent: Rent::Exporter,
    }];
    for closure in [Closure::FixedDeficit, Closure::Balanced] {
        let start = model.solve(&shock, closure, &tight()).unwrap();
        let mut next = shock.clone();
        next.tariff[[0, 2, 0]] += 0.05;
        next.limits[0].volume = 0.5;
        let cold = model.solve(&next, closure, &tight()).unwrap();
        let warm = model.solve_from(&start, &next, closure, &tight()).unwrap();
        assert_same(&warm, &cold);
        assert_close(warm.limits()[0].volume_hat, 0.5, 1e-9, "volume");
    }
}

// A gradient sought from another one is that gradient, in fewer products where the two are alike.
#[test]
fn gradients_do_not_depend_on_the_start() {
    let model = Recipe::new(5, 4, 3).model();
    let shock = Wedges::ALL.shock(model.world(), 3);
    let solve = |shock: &Shock| {
        let closure = Closure::Balanced;
        model.solve(shock, closure, &tight()).unwrap()
    };
    let (there, here) = (solve(&shock.fraction(model.world(), 0.999)), solve(&shock));
    let outcome = Outcome::RealIncome(1);
    let cold = here.gradient(&outcome).unwrap();
    let starts = [
        (there.gradient(&outcome).unwrap(), true),
        // The sign and size of the other outcome make no difference.
        (
            here.gradient(&Outcome::Sum(vec![(-3.0, outcome.clone())]))
                .unwrap(),
            true,
        ),
        (here.gradient(&Outcome::DutyRevenue(2)).unwrap(), false),
    ];
    let largest = cold.tariff.iter().fold(0.0, |a: f64, b| a.max(b.abs()));
    for (start, alike) in &starts {
        let warm = here.gradient_from(start, &outcome).unwrap();
        for (found, expected) in warm.tariff.iter().zip(&cold.tariff) {
            assert!((found - expected).abs() <= 1e-10 * largest);
        }
        assert_eq!(warm.products < cold.products, *alike, "{}", warm.products);
    }
}
