use cobden_model::{Closure, Equilibrium, Model, ModelError, Outcome, Settings, Shock};
use ndarray::Array3;

use crate::common::{Recipe, Wedges, assert_close, has_duty, is_traded};

/// Step of the differences, whose error is of its fourth order.
const STEP: f64 = 1e-3;
/// Largest error allowed, relative to the derivative.
const TOLERANCE: f64 = 1e-6;
/// Derivatives below this part of the outcome's largest are held to the accuracy of that size.
const SMALL: f64 = 1e-3;

fn solve<'m>(
    model: &'m Model,
    shock: &Shock,
    closure: Closure,
) -> Result<Equilibrium<'m>, ModelError> {
    let settings = Settings {
        tolerance: 1e-12,
        ..Settings::default()
    };
    model.solve(shock, closure, &settings)
}

/// Every kind of outcome; the flow is one that crosses a border.
fn outcomes(model: &Model) -> Vec<Outcome> {
    let flow = Outcome::Flow {
        importer: 0,
        exporter: 1,
        sector: 0,
    };
    assert!(model.world().flows[[0, 1, 0]] > 0.0);
    let last = model.world().economy_count() - 1;
    vec![
        Outcome::RealIncome(0),
        Outcome::RealIncome(last),
        Outcome::RealWage(1),
        Outcome::Wage(0),
        Outcome::ConsumerPrice(1),
        Outcome::Income(last),
        Outcome::DutyRevenue(0),
        Outcome::DutyRevenue(last),
        Outcome::ExportTaxRevenue(0),
        Outcome::ExportTaxRevenue(1),
        Outcome::SectorWeightedIncome {
            economy: 1,
            weights: weights(model),
        },
        Outcome::Imports(1),
        Outcome::Exports(0),
        flow.clone(),
        Outcome::Sum(vec![
            (2.0, Outcome::RealIncome(0)),
            (-0.01, Outcome::DutyRevenue(1)),
            (0.02, Outcome::ExportTaxRevenue(0)),
            (
                0.5,
                Outcome::Sum(vec![(1.0, Outcome::Wage(1)), (0.02, flow)]),
            ),
        ]),
    ]
}

/// Political weights that differ by sector: 0.5, 1.2, 1.9, ...
fn weights(model: &Model) -> Vec<f64> {
    let sectors = 0..model.world().sector_count();
    sectors.map(|j| 0.5 + 0.7 * j as f64).collect()
}

/// Differences of all outcomes along `change`, of fourth order.
fn differences(
    model: &Model,
    closure: Closure,
    outcomes: &[Outcome],
    change: impl Fn(f64) -> Shock,
) -> Vec<f64> {
    let at = |h: f64| -> Vec<f64> {
        let equilibrium = solve(model, &change(h), closure).unwrap();
        outcomes
            .iter()
            .map(|o| equilibrium.value(o).unwrap())
            .collect()
    };
    let (up, down) = (at(STEP), at(-STEP));
    let (up_twice, down_twice) = (at(2.0 * STEP), at(-2.0 * STEP));
    (0..outcomes.len())
        .map(|k| (8.0 * (up[k] - down[k]) - (up_twice[k] - down_twice[k])) / (12.0 * STEP))
        .collect()
}

type Field = fn(&mut Shock) -> &mut Array3<f64>;

/// Compares the gradients of all outcomes with differences in every cell and every elasticity.
pub(crate) fn assert_gradients(name: &str, model: &Model, shock: &Shock, closure: Closure) {
    let outcomes = outcomes(model);
    let equilibrium = solve(model, shock, closure).unwrap();
    let gradients: Vec<_> = outcomes
        .iter()
        .map(|outcome| equilibrium.gradient(outcome).unwrap())
        .collect();
    let most =
        |values: &mut dyn Iterator<Item = &f64>| values.fold(0.0, |a: f64, b| a.max(b.abs()));
    let largest: Vec<f64> = gradients
        .iter()
        .map(|g| {
            let arrays = g
                .tariff
                .iter()
                .chain(&g.export_tax)
                .chain(&g.log_trade_cost);
            most(&mut arrays.chain(&g.elasticity))
        })
        .collect();
    let check = |what: &str, found: &[f64], expected: &[f64]| {
        for (k, outcome) in outcomes.iter().enumerate() {
            let scale = found[k].abs().max(SMALL * largest[k]);
            let off = (found[k] - expected[k]).abs();
            assert!(
                off <= TOLERANCE * scale,
                "{name}, {closure}, {outcome:?} by {what}: {:e}, differences give {:e}",
                found[k],
                expected[k]
            );
        }
    };
    let fields: [(&str, Field, bool); 3] = [
        ("tariff", |s| &mut s.tariff, false),
        ("export tax", |s| &mut s.export_tax, false),
        ("trade cost", |s| &mut s.trade_cost_hat, true),
    ];
    for (field, (what, array, in_logs)) in fields.into_iter().enumerate() {
        let of = |g: &cobden_model::Gradient| match field {
            0 => g.tariff.clone(),
            1 => g.export_tax.clone(),
            _ => g.log_trade_cost.clone(),
        };
        let arrays: Vec<Array3<f64>> = gradients.iter().map(of).collect();
        for ((n, i, j), flow) in model.world().flows.indexed_iter() {
            let cell = [n, i, j];
            let found: Vec<f64> = arrays.iter().map(|a| a[cell]).collect();
            // No tax on exports to oneself, none on what is not there.
            let none = *flow == 0.0 || (field == 1 && n == i);
            if none || shock.trade_cost_hat[cell].is_infinite() {
                assert!(found.iter().all(|g| *g == 0.0), "{name} {what} {cell:?}");
                continue;
            }
            let expected = differences(model, closure, &outcomes, |h| {
                let mut moved = shock.clone();
                let value = &mut array(&mut moved)[cell];
                *value = if in_logs {
                    *value * h.exp()
                } else {
                    *value + h
                };
                moved
            });
            check(&format!("{what} {cell:?}"), &found, &expected);
        }
    }
    for j in 0..model.world().sector_count() {
        let found: Vec<f64> = gradients.iter().map(|g| g.elasticity[j]).collect();
        let expected = differences(model, closure, &outcomes, |h| {
            let mut moved = shock.clone();
            moved.elasticity[j] += h;
            moved
        });
        check(&format!("elasticity {j}"), &found, &expected);
    }
}

/// A world with a traded sector without any duty, one with, and one that is not traded.
fn varied(economies: usize, sectors: usize) -> Model {
    let suits = |recipe: &Recipe| {
        let world = recipe.world();
        let some = |test: &dyn Fn(usize) -> bool| (0..sectors).any(test);
        some(&|j| is_traded(&world, j) && !has_duty(&world.tariffs, j))
            && some(&|j| is_traded(&world, j) && has_duty(&world.tariffs, j))
            && some(&|j| !is_traded(&world, j))
            && world.tariffs[[economies - 1, economies - 1, 0]] != 0.0
    };
    (0..)
        .map(|seed| Recipe::new(economies, sectors, seed))
        .find(suits)
        .unwrap()
        .model()
}

// model.md, check 7: every kind of outcome, every parameter, every closure; some sectors have no
// duty, some no export tax, some no trade.
#[test]
fn gradients_meet_differences() {
    let model = varied(3, 4);
    for (name, wedges) in [("costs", Wedges::COSTS), ("export taxes", Wedges::ALL)] {
        let shock = wedges.shock(model.world(), 2);
        for closure in Closure::ALL {
            assert_gradients(name, &model, &shock, closure);
        }
    }
}

// model.md, check 7, where no duty and no tax is levied on anything.
#[test]
fn gradients_meet_differences_under_free_trade() {
    let model = Recipe::new(3, 2, 9).without_tariffs().model();
    let shock = Shock::none(model.world());
    for closure in [Closure::FixedDeficit, Closure::DeficitScalesWithGdp] {
        assert_gradients("free trade", &model, &shock, closure);
    }
}

// model.md, check 7, in a world of two parts.
#[test]
fn gradients_meet_differences_in_parts() {
    let model = Recipe::new(4, 2, 4).model();
    let mut shock = Wedges::ALL.shock(model.world(), 1);
    for ((n, i, _), cost) in shock.trade_cost_hat.indexed_iter_mut() {
        if (n < 2) != (i < 2) {
            *cost = f64::INFINITY;
        }
    }
    assert_gradients("two parts", &model, &shock, Closure::Balanced);
}

// What Ossa (2014), equation 10, weighs, added up from what outcomes show.
#[test]
fn sector_weighted_income_is_what_sectors_earn() {
    let model = varied(3, 4);
    let world = model.world();
    let shock = Wedges::ALL.shock(world, 3);
    let equilibrium = solve(&model, &shock, Closure::FixedDeficit).unwrap();
    let lambda = weights(&model);
    for (n, economy) in equilibrium.economies().iter().enumerate() {
        let sectors: Vec<_> = (equilibrium.sectors().into_iter())
            .filter(|sector| sector.economy == economy.economy)
            .collect();
        let earned = |j: usize, after: bool| {
            let hat = if after { sectors[j].output_hat } else { 1.0 };
            world.value_added_share[[n, j]] * sectors[j].output * hat
        };
        // W_j with revenue, transfers and rents in proportion to value added.
        let sum = |after: bool| -> f64 {
            let (income, price) = if after {
                let income = economy.income * economy.income_hat;
                (income, economy.consumer_price_hat)
            } else {
                (economy.income, 1.0)
            };
            let value_added: f64 = (0..lambda.len()).map(|j| earned(j, after)).sum();
            let of_sector = |j: usize| {
                let own = earned(j, after);
                own + own / value_added * (income - value_added)
            };
            let weighted = (0..lambda.len()).map(|j| lambda[j] * of_sector(j));
            weighted.sum::<f64>() / price
        };
        let outcome = |weights: Vec<f64>| {
            let outcome = Outcome::SectorWeightedIncome {
                economy: n,
                weights,
            };
            equilibrium.value(&outcome).unwrap()
        };
        let expected = (sum(true) / sum(false)).ln();
        assert_close(outcome(lambda.clone()), expected, 1e-12, &economy.economy);
        // Equal weights are none.
        let real_income = equilibrium.value(&Outcome::RealIncome(n)).unwrap();
        let unweighted = outcome(vec![1.0; lambda.len()]);
        assert_close(unweighted, real_income, 1e-14, &economy.economy);
    }
}

#[test]
fn sector_weights_that_weigh_nothing_are_refused() {
    let model = varied(3, 4);
    let none = Shock::none(model.world());
    let equilibrium = solve(&model, &none, Closure::FixedDeficit).unwrap();
    let bad = [
        vec![1.0; 3],
        vec![0.0; 4],
        vec![1.0, -1.0, 1.0, 1.0],
        vec![f64::NAN; 4],
    ];
    for weights in bad {
        let outcome = Outcome::SectorWeightedIncome {
            economy: 0,
            weights,
        };
        let refused = equilibrium.gradient(&outcome);
        assert!(
            matches!(refused, Err(ModelError::SectorWeights { .. })),
            "{outcome:?}"
        );
    }
}

#[test]
fn export_tax_revenue_is_the_outcome_shown() {
    let model = varied(3, 4);
    let shock = Wedges::ALL.shock(model.world(), 3);
    let equilibrium = solve(&model, &shock, Closure::FixedDeficit).unwrap();
    for (n, economy) in equilibrium.economies().iter().enumerate() {
        let found = equilibrium.value(&Outcome::ExportTaxRevenue(n)).unwrap();
        assert_eq!(found, economy.export_tax_revenue);
    }
}
