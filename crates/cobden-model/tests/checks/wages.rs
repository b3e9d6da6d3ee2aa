use cobden_model::{Closure, Model, Shock};
use cobden_world::World;
use ndarray::Array2;
use proptest::prelude::*;

use crate::common::{Recipe, Wedges, assert_close};
use crate::{cases, tight};

/// Changes in a world without intermediates, where wages are the only unknowns.
struct Direct {
    wage: Vec<f64>,
    income: Vec<f64>,
    price: Array2<f64>,
}

/// Wages raised where labour is in demand until all of it is at work; deficits fixed.
///
/// Written from the equations of Dekle, Eaton and Kortum (2007) and shares no code with the crate.
fn direct(world: &World, shock: &Shock) -> Direct {
    let (n, sectors) = (world.economy_count(), world.sector_count());
    let buyers_value = |at: [usize; 3]| (1.0 + world.tariffs[at]) * world.flows[at];
    let spent = Array2::from_shape_fn((n, sectors), |(m, j)| {
        (0..n).map(|i| buyers_value([m, i, j])).sum::<f64>()
    });
    let income: Vec<f64> = spent.rows().into_iter().map(|row| row.sum()).collect();
    let payroll: Vec<f64> = (0..n)
        .map(|i| world.flows.index_axis(ndarray::Axis(1), i).sum())
        .collect();
    let deficit: Vec<f64> = (0..n)
        .map(|m| world.flows.index_axis(ndarray::Axis(0), m).sum() - payroll[m])
        .collect();
    let steepest = shock.elasticity.iter().fold(1.0, |a: f64, b| a.max(*b));
    let mut wage = vec![1.0; n];
    let mut price = Array2::ones((n, sectors));
    let mut income_new = income.clone();
    for _ in 0..200_000 {
        let mut earned = vec![0.0; n];
        for m in 0..n {
            let mut net = vec![0.0; n];
            for j in (0..sectors).filter(|j| spent[[m, *j]] > 0.0) {
                let theta = shock.elasticity[j];
                let pull: Vec<f64> = (0..n)
                    .map(|i| {
                        let at = [m, i, j];
                        let kappa = (1.0 + shock.tariff[at]) / (1.0 + world.tariffs[at])
                            * shock.trade_cost_hat[at];
                        buyers_value(at) / spent[[m, j]] * (kappa * wage[i]).powf(-theta)
                    })
                    .collect();
                let sum: f64 = pull.iter().sum();
                price[[m, j]] = sum.powf(-1.0 / theta);
                for i in 0..n {
                    let share = pull[i] / sum * spent[[m, j]] / income[m];
                    net[i] += share / (1.0 + shock.tariff[[m, i, j]]);
                }
            }
            // Of each unit of income, 1 − Σ net comes back as duty.
            income_new[m] = (wage[m] * payroll[m] + deficit[m]) / net.iter().sum::<f64>();
            for i in 0..n {
                earned[i] += net[i] * income_new[m];
            }
        }
        let pressure: Vec<f64> = (0..n)
            .map(|i| (earned[i] / (wage[i] * payroll[i])).ln())
            .collect();
        if pressure.iter().all(|p| p.abs() < 2e-14) {
            break;
        }
        for i in 0..n {
            wage[i] *= (pressure[i] / (1.0 + steepest)).exp();
        }
        let total: f64 = wage.iter().zip(&payroll).map(|(w, l)| w * l).sum();
        let scale = payroll.iter().sum::<f64>() / total;
        wage.iter_mut().for_each(|w| *w *= scale);
    }
    Direct {
        income: income_new
            .iter()
            .zip(&income)
            .map(|(new, old)| new / old)
            .collect(),
        wage,
        price,
    }
}

fn assert_direct(recipe: Recipe, seed: u64) {
    let world = recipe.without_intermediates().world();
    let shock = Wedges::COSTS.shock(&world, seed);
    let expected = direct(&world, &shock);
    let model = Model::new(world);
    let equilibrium = model
        .solve(&shock, Closure::FixedDeficit, &tight())
        .unwrap();
    for (k, outcome) in equilibrium.economies().iter().enumerate() {
        assert_close(outcome.wage_hat, expected.wage[k], 1e-10, "wage");
        assert_close(outcome.income_hat, expected.income[k], 1e-10, "income");
    }
    for (outcome, price) in equilibrium.sectors().iter().zip(&expected.price) {
        assert_close(outcome.price_hat, *price, 1e-10, "price");
    }
}

proptest! {
    #![proptest_config(cases(8))]

    // model.md, check 4: one sector, no intermediates.
    #[test]
    fn one_sector_meets_the_direct_solution(economies in 2..6usize, seed: u64) {
        assert_direct(Recipe::new(economies, 1, seed), seed);
    }

    // model.md, check 4, with several sectors.
    #[test]
    fn several_sectors_meet_the_direct_solution(
        economies in 2..5usize,
        sectors in 2..5usize,
        seed: u64,
    ) {
        assert_direct(Recipe::new(economies, sectors, seed), seed);
    }
}
