use cobden_model::{Closure, Model, Settings, Shock, first_order_along_path};

use crate::common::{Recipe, Wedges};
use crate::tight;

fn exact(model: &Model, shock: &Shock, closure: Closure) -> Vec<f64> {
    let equilibrium = model.solve(shock, closure, &tight()).unwrap();
    let outcomes = equilibrium.economies();
    // The path adds up d ln W.
    let log = |percent: f64| 100.0 * (percent / 100.0).ln_1p();
    outcomes
        .iter()
        .map(|o| log(o.real_income_change_percent))
        .collect()
}

fn along(model: &Model, shock: &Shock, closure: Closure, steps: usize) -> Vec<f64> {
    let sums = first_order_along_path(model, shock, closure, &tight(), steps).unwrap();
    sums.iter().map(|w| w.total_percent()).collect()
}

// model.md, section 5: the first-order welfare of tariffs, added up along a path, meets the exact
// change; its error is of first order, so halving the steps halves it, and what is left after
// taking that out is of second order.
#[test]
fn first_order_welfare_meets_the_exact_change_along_a_path() {
    for seed in 0..3 {
        let model = Recipe::new(3, 3, seed).model();
        let shock = Wedges::TARIFFS.shock(model.world(), seed);
        for closure in [Closure::FixedDeficit, Closure::Balanced] {
            let exact = exact(&model, &shock, closure);
            let (coarse, fine) = (
                along(&model, &shock, closure, 32),
                along(&model, &shock, closure, 64),
            );
            for n in 0..3 {
                let (before, now) = (coarse[n] - exact[n], fine[n] - exact[n]);
                let extrapolated = 2.0 * fine[n] - coarse[n] - exact[n];
                assert!(now.abs() < 0.05, "{now}");
                assert!(
                    extrapolated.abs() < 0.02 * now.abs().max(1e-3),
                    "seed {seed}, {closure}, economy {n}: exact {}, errors {before:e} then {now:e}",
                    exact[n]
                );
            }
        }
    }
}

// Caliendo and Parro (2015), equation 16, is the derivative: its error is of second order.
#[test]
fn equation_16_is_exact_to_first_order() {
    let model = Recipe::new(4, 3, 6).model();
    let whole = Wedges::TARIFFS.shock(model.world(), 6);
    let error = |size: f64| -> Vec<f64> {
        let shock = whole.fraction(model.world(), size);
        let equilibrium = model
            .solve(&shock, Closure::FixedDeficit, &tight())
            .unwrap();
        let outcomes = equilibrium.economies();
        outcomes
            .iter()
            .map(|o| o.first_order.total_percent() - o.real_income_change_percent)
            .collect()
    };
    let (large, small) = (error(0.02), error(0.01));
    for n in 0..4 {
        let ratio = large[n] / small[n];
        assert!((3.8..4.2).contains(&ratio), "economy {n}: {ratio}");
    }
}

// An embargo is whole on the first step and changes nothing on the others.
#[test]
fn a_path_may_begin_with_an_embargo() {
    let model = Recipe::new(4, 2, 3).model();
    let mut shock = Wedges::TARIFFS.shock(model.world(), 3);
    for (n, i) in [(0, 1), (1, 0)] {
        shock
            .trade_cost_hat
            .slice_mut(ndarray::s![n, i, ..])
            .fill(f64::INFINITY);
    }
    let settings = Settings::default();
    let sums = first_order_along_path(&model, &shock, Closure::FixedDeficit, &settings, 3).unwrap();
    assert!(sums.iter().all(|w| w.total_percent().is_finite()));
}
