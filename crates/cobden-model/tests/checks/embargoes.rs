use cobden_model::{Closure, Equilibrium, Model, ModelError, Shock};
use cobden_world::{Accounts, World};
use proptest::prelude::*;

use crate::common::{Random, Recipe, assert_close};
use crate::hats::Hats;
use crate::{cases, closures, financed, recipes, tight};

/// `cost(sector)` on all trade between economies for which `apart` holds.
fn between(
    world: &World,
    apart: impl Fn(usize, usize) -> bool,
    cost: impl Fn(usize) -> f64,
) -> Shock {
    let mut shock = Shock::none(world);
    for ((n, i, j), value) in shock.trade_cost_hat.indexed_iter_mut() {
        if n != i && (apart(n, i) || apart(i, n)) {
            *value = cost(j);
        }
    }
    shock
}

/// Labour markets clear: what `Walras` of each part of the world would miss.
fn assert_labour_clears(equilibrium: &Equilibrium) {
    let world = equilibrium.model().world();
    let accounts = Accounts::of(world);
    let sectors = equilibrium.sectors();
    for (k, outcome) in equilibrium.economies().iter().enumerate() {
        let own = &sectors[k * world.sector_count()..(k + 1) * world.sector_count()];
        let earned: f64 = own
            .iter()
            .zip(world.value_added_share.row(k))
            .map(|(sector, beta)| beta * sector.output * sector.output_hat)
            .sum();
        let paid = outcome.wage_hat * accounts.value_added[k];
        assert_close(earned / paid, 1.0, 1e-9, "labour");
    }
}

proptest! {
    #![proptest_config(cases(10))]

    // model.md, check 8 and section 3: a full embargo between two economies is the limit of large costs.
    #[test]
    fn an_embargo_is_the_limit_of_large_costs(
        economies in 3..6usize,
        sectors in 1..5usize,
        seed: u64,
        closure in closures(),
    ) {
        // Where all trade with all, nobody is left who only buys or only sells.
        let recipe = Recipe::new(economies, sectors, seed).without_zeros();
        let world = financed(recipe, closure).world();
        let mut random = Random::new(seed);
        let a = random.below(economies);
        let b = (a + 1 + random.below(economies - 1)) % economies;
        let theta: Vec<f64> = world.sectors.iter().map(|s| s.trade_elasticity).collect();
        let apart = |n, i| n == a && i == b;
        let embargo = between(&world, apart, |_| f64::INFINITY);
        let costs = between(&world, apart, |j| 1e-18f64.powf(-1.0 / theta[j]));
        let model = Model::new(world);
        let limit = model.solve(&embargo, closure, &tight()).unwrap();
        let (_, flows) = limit.flows();
        for j in 0..sectors {
            prop_assert_eq!(flows[[a, b, j]], 0.0);
            prop_assert_eq!(flows[[b, a, j]], 0.0);
        }
        let near = model.solve(&costs, closure, &tight()).unwrap();
        Hats::of(&near).assert_close(&Hats::of(&limit), 1e-9);
    }

    // A part cut off has nobody to finance its deficit; with balanced trade it is a world of its own.
    #[test]
    fn a_part_cut_off_needs_balanced_trade(recipe in recipes(), closure in closures()) {
        let model = recipe.without_zeros().model();
        let shock = between(model.world(), |n, _| n == 0, |_| f64::INFINITY);
        let solved = model.solve(&shock, closure, &tight());
        if closure == Closure::Balanced {
            let equilibrium = solved.unwrap();
            let (_, flows) = equilibrium.flows();
            for n in 0..recipe.economies {
                let trade: f64 = (0..recipe.economies)
                    .filter(|i| *i != n)
                    .flat_map(|i| [flows.slice(ndarray::s![n, i, ..]).sum(), -flows.slice(ndarray::s![i, n, ..]).sum()])
                    .sum();
                prop_assert!(trade.abs() <= 1e-10 * flows.sum());
            }
            prop_assert_eq!(flows.slice(ndarray::s![0, 1.., ..]).sum(), 0.0);
            // Its value added, the numéraire of its part, is the benchmark's.
            let wage = equilibrium.economies()[0].wage_hat;
            let base = model.solve(&Shock::none(model.world()), Closure::Balanced, &tight()).unwrap();
            let before: f64 = base.sectors()[..recipe.sectors]
                .iter()
                .zip(model.world().value_added_share.row(0))
                .map(|(s, beta)| beta * s.output)
                .sum();
            let benchmark = Accounts::of(model.world()).value_added[0];
            assert_close(wage * before, benchmark, 1e-10, "value added");
        } else {
            let deficit = Accounts::of(model.world()).deficit[0];
            match solved {
                Err(ModelError::StrandedDeficit { economies, deficit: found }) => {
                    prop_assert_eq!(economies, "E0");
                    assert_close(found, deficit, 1e-10, "deficit");
                }
                other => prop_assert!(false, "{:?}", other.map(|_| ())),
            }
        }
    }
}

/// Two pairs of economies; deficits inside each pair, none between them.
fn two_pairs() -> World {
    let mut world = Recipe::new(4, 1, 1)
        .without_intermediates()
        .without_tariffs()
        .world();
    world.flows.fill(0.0);
    for (n, own) in [50.0, 70.0, 90.0, 60.0].into_iter().enumerate() {
        world.flows[[n, n, 0]] = own;
    }
    for (n, i, value) in [
        (0, 1, 10.0),
        (1, 0, 6.0),
        (2, 3, 12.0),
        (3, 2, 5.0),
        (0, 2, 5.0),
        (2, 0, 5.0),
    ] {
        world.flows[[n, i, 0]] = value;
    }
    world
}

// Where deficits are financed inside each part, every closure has an equilibrium, and in it
// the labour market of every economy clears.
#[test]
fn parts_that_finance_their_own_deficits_have_an_equilibrium() {
    let world = two_pairs();
    let shock = between(&world, |n, i| n < 2 && i >= 2, |_| f64::INFINITY);
    let model = Model::new(world);
    for closure in [
        Closure::FixedDeficit,
        Closure::DeficitShareOfWorld,
        Closure::DeficitScalesWithGdp,
    ] {
        let equilibrium = model.solve(&shock, closure, &tight()).unwrap();
        assert_labour_clears(&equilibrium);
    }
}

// An economy that has never traded does not stand in the way of the others.
#[test]
fn an_economy_that_never_traded_is_left_alone() {
    let mut world = Recipe::new(4, 3, 8).world();
    for other in 0..3 {
        world.flows.slice_mut(ndarray::s![other, 3, ..]).fill(0.0);
        world.flows.slice_mut(ndarray::s![3, other, ..]).fill(0.0);
    }
    let (world, _) = cobden_world::calibrate(&world).unwrap();
    let shock = crate::common::Wedges::COSTS.shock(&world, 3);
    let model = Model::new(world);
    for closure in Closure::ALL {
        let equilibrium = model.solve(&shock, closure, &tight()).unwrap();
        let outcomes = equilibrium.economies();
        assert!((outcomes[0].wage_hat - 1.0).abs() > 1e-4);
        if closure != Closure::DeficitScalesWithGdp {
            assert_close(outcomes[3].wage_hat, 1.0, 1e-10, "wage");
            assert_close(
                outcomes[3].real_income_change_percent,
                0.0,
                1e-8,
                "real income",
            );
        }
        if closure != Closure::Balanced {
            assert_labour_clears(&equilibrium);
        }
    }
}

// Who cannot buy what it needs is told so.
#[test]
fn goods_without_a_supplier_are_named() {
    let mut world = Recipe::new(3, 2, 2).world();
    // The first economy makes none of the first sector's goods.
    world.flows.slice_mut(ndarray::s![.., 0, 0]).fill(0.0);
    let (world, _) = cobden_world::calibrate(&world).unwrap();
    let shock = between(&world, |n, _| n == 0, |_| f64::INFINITY);
    let model = Model::new(world);
    for closure in Closure::ALL {
        assert_eq!(
            model.solve(&shock, closure, &tight()).map(|_| ()),
            Err(ModelError::NoSupplier {
                economy: "E0".into(),
                sector: "S0".into()
            })
        );
    }
}
