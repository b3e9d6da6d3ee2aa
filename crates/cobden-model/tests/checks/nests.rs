use cobden_model::{Closure, Equilibrium, Model, QuantityLimit, Rent, Shock};
use cobden_world::{Nest, Product, World};
use ndarray::Array2;
use proptest::prelude::*;

use crate::common::{Random, Recipe, Wedges, assert_close, nested};
use crate::gradients::assert_gradients;
use crate::hats::Hats;
use crate::relabelling::{relabelled, relabelled_shock};
use crate::{cases, closures, recipes, tight};

fn substitutions() -> impl Strategy<Value = f64> {
    prop::sample::select(vec![0.0, 0.2, 0.5, 0.999_999_9, 1.0, 2.0, 6.0])
}

/// A product of `share` in what everyone sells of the first sector.
fn uniform(world: &World, share: f64, trade_elasticity: f64, substitution: f64) -> World {
    let n = world.economy_count();
    let product = Product {
        sector: 0,
        code: "P".into(),
        name: String::new(),
        share: Array2::from_elem((n, n), share),
        tariff: None,
        trade_elasticity,
        substitution,
    };
    world.split_sector(&product).unwrap()
}

proptest! {
    #![proptest_config(cases(12))]

    // With an elasticity of one there is no nest.
    #[test]
    fn an_elasticity_of_one_is_no_nest(recipe in recipes(), closure in closures(), seed: u64) {
        let world = nested(&recipe.world(), 1.0, seed);
        let mut plain = world.clone();
        let mut with_ones = world;
        with_ones.nests.iter_mut().for_each(|nest| nest.substitution = 1.0);
        plain.nests.clear();
        let shock = Wedges::ALL.shock(&plain, seed);
        let (one, other) = (Model::new(plain), Model::new(with_ones));
        match (one.solve(&shock, closure, &tight()), other.solve(&shock, closure, &tight())) {
            (Ok(one), Ok(other)) => Hats::of(&other).assert_close(&Hats::of(&one), 1e-12),
            (one, other) => prop_assert!(one.is_err() && other.is_err()),
        }
    }

    // A product that everyone sells in the same proportion and at the same trade elasticity has the
    // price of the rest: splitting it off changes nothing, whatever the substitution.
    #[test]
    fn a_uniform_split_is_neutral(
        recipe in recipes(),
        closure in closures(),
        sigma in substitutions(),
        seed: u64,
    ) {
        let world = recipe.world();
        let theta = world.sectors[0].trade_elasticity;
        let shock = Wedges::COSTS.shock(&world, seed);
        let split = uniform(&world, 0.3, theta, sigma);
        let mut split_shock = Shock::none(&split);
        for ((n, i, j), _) in split.flows.indexed_iter() {
            let from = if j == world.sector_count() { 0 } else { j };
            split_shock.tariff[[n, i, j]] = shock.tariff[[n, i, from]];
            split_shock.trade_cost_hat[[n, i, j]] = shock.trade_cost_hat[[n, i, from]];
        }
        let (whole, parts) = (Model::new(world), Model::new(split));
        let whole = whole.solve(&shock, closure, &tight());
        let parts = parts.solve(&split_shock, closure, &tight());
        let (Ok(whole), Ok(parts)) = (whole, parts) else {
            prop_assume!(false);
            unreachable!()
        };
        for (w, p) in whole.economies().iter().zip(parts.economies()) {
            assert_close(p.wage_hat, w.wage_hat, 1e-10, "wage");
            assert_close(p.consumer_price_hat, w.consumer_price_hat, 1e-10, "prices");
            assert_close(
                p.real_income_change_percent,
                w.real_income_change_percent,
                1e-8,
                "real income",
            );
        }
    }

    #[test]
    fn relabelling_permutes_the_results_of_nests(
        recipe in recipes(),
        closure in closures(),
        sigma in substitutions(),
        seed: u64,
    ) {
        let world = nested(&recipe.world(), sigma, seed);
        let shock = Wedges::COSTS.shock(&world, seed);
        let mut random = Random::new(seed);
        let economies = random.permutation(world.economy_count());
        let sectors = random.permutation(world.sector_count());
        let other_shock = relabelled_shock(&shock, &economies, &sectors);
        let other = Model::new(relabelled(&world, &economies, &sectors));
        let model = Model::new(world);
        let here = model.solve(&shock, closure, &tight()).unwrap();
        let there = other.solve(&other_shock, closure, &tight()).unwrap();
        let expected = Hats::of(&here).permuted(&economies, &sectors);
        Hats::of(&there).assert_close(&expected, 1e-10);
    }

    // The equilibrium as a new benchmark: two halves of a shock are the whole, within nests as well.
    #[test]
    fn nests_compose(recipe in recipes(), sigma in substitutions(), seed: u64) {
        let world = nested(&recipe.world(), sigma, seed);
        let shock = Wedges::COSTS.shock(&world, seed);
        let half = shock.fraction(&world, 0.5);
        let model = Model::new(world);
        let closure = Closure::FixedDeficit;
        let direct = model.solve(&shock, closure, &tight()).unwrap();
        let first = model.solve(&half, closure, &tight()).unwrap();
        let midway = first.to_world();
        let mut rest = Shock::none(&midway);
        rest.tariff = shock.tariff.clone();
        rest.trade_cost_hat = &shock.trade_cost_hat / &half.trade_cost_hat;
        let second = Model::new(midway);
        let second = second.solve(&rest, closure, &tight()).unwrap();
        let both = Hats::of(&first).then(&Hats::of(&second));
        both.assert_close(&Hats::of(&direct), 1e-9);
    }

    // Without inputs, real income from shares of home goods, which knows nothing of the solver.
    #[test]
    fn real_income_of_nests_by_domestic_shares(sigma in substitutions(), seed: u64) {
        let recipe = Recipe::new(4, 3, seed).without_intermediates().without_duties_at_home();
        let world = nested(&recipe.without_zeros().world(), sigma, seed);
        let shock = Wedges::COSTS.shock(&world, seed);
        let model = Model::new(world);
        let solved = model.solve(&shock, Closure::FixedDeficit, &tight()).unwrap();
        let shares = solved.real_income_by_domestic_shares();
        for (economy, by_shares) in solved.economies().iter().zip(shares) {
            let real = 1.0 + economy.real_income_change_percent / 100.0;
            assert_close(real, by_shares, 1e-10, &economy.economy);
        }
    }
}

#[test]
fn gradients_meet_differences_in_nests() {
    for sigma in [0.0, 0.4, 3.0] {
        let world = nested(&Recipe::new(3, 2, 6).world(), sigma, 1);
        let model = Model::new(world);
        let shock = Wedges::ALL.shock(model.world(), 2);
        for closure in [Closure::FixedDeficit, Closure::Balanced] {
            assert_gradients("nests", &model, &shock, closure);
            let mut limited = shock.clone();
            let free = model.solve(&shock, closure, &tight()).unwrap();
            let product = model.world().sector_count() - 3;
            let there = free.flow_outcomes();
            for flow in [[0, 1, product], [1, 2, 0]] {
                let world = model.world();
                let row = there.iter().find(|row| {
                    row.importer == world.economies[flow[0]].code
                        && row.exporter == world.economies[flow[1]].code
                        && row.sector == world.sectors[flow[2]].code
                });
                limited.limits.extend(row.map(|row| QuantityLimit {
                    flows: vec![flow],
                    volume: 0.5 * row.volume_hat,
                    rent: Rent::Exporter,
                }));
            }
            assert!(!limited.limits.is_empty());
            assert_gradients("nests and limits", &model, &limited, closure);
        }
    }
}

fn limited(model: &Model, flow: [usize; 3], volume: f64) -> Equilibrium<'_> {
    let mut shock = Shock::none(model.world());
    shock.limits.push(QuantityLimit {
        flows: vec![flow],
        volume,
        rent: Rent::Exporter,
    });
    let closure = Closure::FixedDeficit;
    model.solve(&shock, closure, &tight()).unwrap()
}

// What cannot be replaced is dear: the lower the substitution, the more a limit costs the buyer and
// the higher the licence price.
#[test]
fn limits_hurt_more_where_little_replaces_the_product() {
    let recipe = Recipe::new(4, 3, 12).without_zeros().balanced();
    let world = recipe.world();
    let outcome = |sigma: f64| {
        let model = Model::new(uniform(&world, 0.1, 1.0, sigma));
        let product = model.world().sector_count() - 1;
        let solved = limited(&model, [0, 1, product], 0.3);
        let wedge = solved.limits()[0].wedge;
        (solved.economies()[0].real_income_change_percent, wedge)
    };
    let outcomes: Vec<(f64, f64)> = [0.0, 0.2, 1.0, 4.0].map(outcome).to_vec();
    for pair in outcomes.windows(2) {
        assert!(pair[0].0 < pair[1].0, "real income: {outcomes:?}");
        assert!(pair[0].1 > pair[1].1, "wedge: {outcomes:?}");
    }
}

// By hand: twins that limit each other's product to half. Wages and costs stay; the licence price is
// the root of one equation, found here by halving.
#[test]
fn a_product_limit_between_twins_by_hand() {
    let (theta, product_theta, sigma) = (4.0, 1.0, 0.2);
    let (home, trade) = (10.0, 2.0);
    let twins = crate::optimal_tariff::two_economies(home, home, trade, theta, 0.0);
    let product = Product {
        sector: 0,
        code: "P".into(),
        name: String::new(),
        // A tenth of home sales, half of trade.
        share: Array2::from_shape_fn((2, 2), |(n, i)| if n == i { 0.1 } else { 0.5 }),
        tariff: None,
        trade_elasticity: product_theta,
        substitution: sigma,
    };
    let model = Model::new(twins.split_sector(&product).unwrap());
    let mut shock = Shock::none(model.world());
    for (importer, exporter) in [(0, 1), (1, 0)] {
        shock.limits.push(QuantityLimit {
            flows: vec![[importer, exporter, 1]],
            volume: 0.5,
            rent: Rent::Importer,
        });
    }
    let solved = model
        .solve(&shock, Closure::FixedDeficit, &tight())
        .unwrap();

    let (income, imports) = (home + trade, 0.5 * trade);
    let spent = 0.1 * home + imports;
    let (share, foreign) = (spent / income, imports / spent);
    // Composite price, income and volume of imports at a licence price.
    let at = |wedge: f64| {
        let mean = (1.0 - foreign) + foreign * (1.0 + wedge).powf(-product_theta);
        let price = mean.powf(-1.0 / product_theta);
        let inner = 1.0 - share + share * price.powf(1.0 - sigma);
        let composite = inner.powf(1.0 / (1.0 - sigma));
        let income = income + wedge * 0.5 * imports;
        let spending = share * (price / composite).powf(1.0 - sigma) * income;
        let bought = foreign * ((1.0 + wedge) / price).powf(-product_theta) * spending;
        (income / composite, bought / (1.0 + wedge))
    };
    let (mut low, mut high) = (0.0, 1e3);
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if at(middle).1 > 0.5 * imports {
            low = middle;
        } else {
            high = middle;
        }
    }
    let limit = &solved.limits()[0];
    assert_close(limit.wedge, low, 1e-9, "licence price");
    assert_close(limit.total_rent(), low * 0.5 * imports, 1e-9, "rent");
    let real = 1.0 + solved.economies()[0].real_income_change_percent / 100.0;
    assert_close(real, at(low).0 / income, 1e-10, "real income");
}

// Nests that the model cannot have are refused as no benchmark by the world's check.
#[test]
fn uneven_users_are_noticed() {
    let mut world = uniform(&Recipe::new(3, 2, 1).world(), 0.2, 3.0, 0.5);
    world.nests = vec![Nest {
        sectors: vec![0, 1],
        substitution: 0.5,
    }];
    let found = cobden_world::check(&world);
    assert!(found.has_errors(), "{found:?}");
}
