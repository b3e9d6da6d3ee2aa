use cobden_model::{Closure, Equilibrium, Model, ModelError, Outcome, QuantityLimit, Rent, Shock};
use proptest::prelude::*;

use crate::common::{Random, Recipe, Wedges, assert_close, nested};
use crate::gradients::assert_gradients;
use crate::hats::Hats;
use crate::{cases, closures, financed, recipes, tight};

fn one(flow: [usize; 3], volume: f64, rent: Rent) -> QuantityLimit {
    QuantityLimit {
        flows: vec![flow],
        volume,
        rent,
    }
}

fn with_limits(shock: &Shock, limits: Vec<QuantityLimit>) -> Shock {
    Shock {
        limits,
        ..shock.clone()
    }
}

/// Limits on different flows across borders, some joint, all of part of their volume.
fn random_limits(model: &Model, count: usize, random: &mut Random) -> Vec<QuantityLimit> {
    let world = model.world();
    let mut there: Vec<[usize; 3]> = world
        .flows
        .indexed_iter()
        .filter(|((n, i, _), flow)| n != i && **flow > 0.0)
        .map(|((n, i, j), _)| [n, i, j])
        .collect();
    let mut limits = Vec::new();
    while limits.len() < count && there.len() > 2 {
        let size = if random.chance(0.3) { 3 } else { 1 };
        let take = |there: &mut Vec<[usize; 3]>, random: &mut Random| {
            there.swap_remove(random.below(there.len()))
        };
        limits.push(QuantityLimit {
            flows: (0..size).map(|_| take(&mut there, random)).collect(),
            volume: random.between(0.05, 1.3),
            rent: if random.chance(0.5) {
                Rent::Exporter
            } else {
                Rent::Importer
            },
        });
    }
    limits
}

/// Volumes as outcomes show them, so that the two cannot agree by sharing code.
fn shown_volume(equilibrium: &Equilibrium, limit: &QuantityLimit) -> f64 {
    let world = equilibrium.model().world();
    let (before, _) = equilibrium.flows();
    let rows = equilibrium.flow_outcomes();
    let (mut old, mut new) = (0.0, 0.0);
    for [n, i, j] in &limit.flows {
        let row = rows.iter().find(|row| {
            row.importer == world.economies[*n].code
                && row.exporter == world.economies[*i].code
                && row.sector == world.sectors[*j].code
        });
        old += before[[*n, *i, *j]];
        new += row.map_or(0.0, |row| row.volume_hat * row.value);
    }
    new / old
}

/// Every limit holds, with a wedge where it is tight and none where it is not.
fn assert_met(equilibrium: &Equilibrium) {
    let limits = &equilibrium.shock().limits;
    for (limit, outcome) in limits.iter().zip(equilibrium.limits()) {
        let shown = shown_volume(equilibrium, limit);
        assert_close(outcome.volume_hat, shown, 1e-10, "volume");
        if outcome.binding {
            assert!(outcome.wedge > 0.0);
            assert_close(shown / limit.volume, 1.0, 1e-10, "binding");
        } else {
            assert_eq!(outcome.wedge, 0.0);
            assert_eq!(outcome.total_rent(), 0.0);
            assert!(shown <= limit.volume * (1.0 + 1e-9), "{shown} {limit:?}");
        }
    }
}

// A limit that changes nothing leaves every digit.
#[test]
fn limits_that_do_not_bind_leave_every_digit() {
    let model = Recipe::new(4, 3, 5).model();
    for shock in [
        Shock::none(model.world()),
        Wedges::ALL.shock(model.world(), 3),
    ] {
        let mut random = Random::new(4);
        let mut limits = random_limits(&model, 6, &mut random);
        for closure in Closure::ALL {
            let free = model.solve(&shock, closure, &tight()).unwrap();
            for limit in &mut limits {
                limit.volume = shown_volume(&free, limit).max(1.0);
            }
            let limited = with_limits(&shock, limits.clone());
            let equilibrium = model.solve(&limited, closure, &tight()).unwrap();
            assert_eq!(equilibrium.economies(), free.economies());
            assert_eq!(equilibrium.flow_outcomes(), free.flow_outcomes());
            assert!(
                equilibrium
                    .limits()
                    .iter()
                    .all(|l| !l.binding && l.wedge == 0.0)
            );
        }
    }
}

#[test]
fn a_limit_at_the_volume_of_the_benchmark_does_nothing() {
    let model = Recipe::new(3, 2, 8).model();
    let mut shock = Shock::none(model.world());
    shock.limits = vec![one([0, 1, 0], 1.0, Rent::Exporter)];
    let equilibrium = model
        .solve(&shock, Closure::FixedDeficit, &tight())
        .unwrap();
    for economy in equilibrium.economies() {
        assert!(economy.real_income_change_percent.abs() < 1e-10);
    }
    assert_eq!(equilibrium.limits()[0].wedge, 0.0);
    let refused = equilibrium.gradient(&Outcome::Wage(0));
    assert_eq!(refused, Err(ModelError::GradientAtKink { limit: 0 }));
}

proptest! {
    #![proptest_config(cases(12))]

    // The equivalence of quotas and taxes: the export tax (or duty) of the height of the wedge gives
    // the same world, revenue standing where the rent stood.
    #[test]
    fn a_limit_is_the_tax_that_gives_its_volume(
        recipe in recipes(),
        closure in closures(),
        at_home: bool,
        volume in 0.05..0.9f64,
        seed: u64,
    ) {
        let model = financed(recipe, closure).model();
        let shock = Wedges::ALL.shock(model.world(), seed);
        let rent = if at_home { Rent::Importer } else { Rent::Exporter };
        let flow = [0, 1, 0];
        prop_assume!(model.world().flows[flow] > 0.0);
        let limited = with_limits(&shock, vec![one(flow, volume, rent)]);
        let Ok(limited) = model.solve(&limited, closure, &tight()) else {
            // Random taxes can leave an economy nothing to spend; limits do not change that.
            prop_assume!(false);
            unreachable!()
        };
        assert_met(&limited);
        let outcome = &limited.limits()[0];
        let mut taxed = shock.clone();
        if at_home {
            taxed.tariff[flow] = (1.0 + taxed.tariff[flow]) * (1.0 + outcome.wedge) - 1.0;
        } else {
            taxed.export_tax[flow] = (1.0 + taxed.export_tax[flow]) * (1.0 + outcome.wedge) - 1.0;
        }
        let taxed = model.solve(&taxed, closure, &tight()).unwrap();
        Hats::of(&limited).assert_close(&Hats::of(&taxed), 1e-9);
        for (n, (l, t)) in limited.economies().iter().zip(taxed.economies()).enumerate() {
            let kept: f64 = outcome.rent.iter().filter(|(k, _)| *k == n).map(|(_, v)| v).sum();
            assert_close(l.quota_rent, kept, 1e-12, "rent");
            let (duty, tax) = if at_home { (kept, 0.0) } else { (0.0, kept) };
            assert_close(l.duty_revenue + duty, t.duty_revenue, 1e-9, "duty");
            assert_close(l.export_tax_revenue + tax, t.export_tax_revenue, 1e-9, "export tax");
        }
    }

    // Many limits at once, joint ones among them, on top of large shocks.
    #[test]
    fn many_limits_hold_at_once(seed: u64, closure in closures(), products: bool) {
        let recipe = Recipe::new(6, 4, seed).without_zeros();
        let mut world = financed(recipe, closure).world();
        if products {
            world = nested(&world, 0.2, seed);
        }
        let model = Model::new(world);
        let mut random = Random::new(seed);
        let mut shock = Wedges::COSTS.shock(model.world(), seed);
        shock.limits = random_limits(&model, 30, &mut random);
        let equilibrium = model.solve(&shock, closure, &tight()).unwrap();
        assert_met(&equilibrium);
        prop_assert!(equilibrium.limits().iter().any(|limit| limit.binding));
    }
}

#[test]
fn who_keeps_the_rent_gains_it() {
    let model = Recipe::new(3, 2, 8).model();
    let solve = |rent| {
        let mut shock = Shock::none(model.world());
        shock.limits = vec![one([0, 1, 0], 0.5, rent)];
        model
            .solve(&shock, Closure::FixedDeficit, &tight())
            .unwrap()
    };
    let (abroad, at_home) = (solve(Rent::Exporter), solve(Rent::Importer));
    for equilibrium in [&abroad, &at_home] {
        assert_close(
            shown_volume(equilibrium, &equilibrium.shock().limits[0]),
            0.5,
            1e-10,
            "volume",
        );
    }
    let income = |e: &Equilibrium, n: usize| e.economies()[n].real_income_change_percent;
    assert!(income(&abroad, 1) > income(&at_home, 1));
    assert!(income(&abroad, 0) < income(&at_home, 0));
    assert_eq!(abroad.limits()[0].rent[0].0, 1);
    assert_eq!(at_home.limits()[0].rent[0].0, 0);
}

// The tighter, the dearer, down to next to nothing; and nothing is the embargo.
#[test]
fn limits_tighten_towards_the_embargo() {
    let model = Recipe::new(4, 3, 2).without_zeros().model();
    let solve = |volume| {
        let mut shock = Shock::none(model.world());
        shock.limits = vec![one([0, 1, 0], volume, Rent::Exporter)];
        model
            .solve(&shock, Closure::FixedDeficit, &tight())
            .unwrap()
    };
    let volumes = [0.9, 0.5, 0.1, 1e-2, 1e-4, 1e-6, 0.0];
    let equilibria: Vec<Equilibrium> = volumes.iter().map(|volume| solve(*volume)).collect();
    for pair in equilibria.windows(2) {
        assert_met(&pair[0]);
        assert!(pair[1].limits()[0].wedge > pair[0].limits()[0].wedge);
    }
    let mut embargo = Shock::none(model.world());
    embargo.trade_cost_hat[[0, 1, 0]] = f64::INFINITY;
    let embargo = model
        .solve(&embargo, Closure::FixedDeficit, &tight())
        .unwrap();
    assert_eq!(equilibria[6].economies(), embargo.economies());
    assert!(equilibria[6].limits()[0].wedge.is_infinite());
    Hats::of(&equilibria[5]).assert_close(&Hats::of(&embargo), 1e-4);
}

// A limit with a duty of 3,000% both ways on top.
#[test]
fn limits_hold_beside_prohibitive_duties() {
    let model = Recipe::new(5, 3, 7).without_zeros().balanced().model();
    let mut shock = Shock::none(model.world());
    for j in 0..3 {
        shock.tariff[[0, 1, j]] += 30.0;
        shock.tariff[[1, 0, j]] += 30.0;
    }
    shock.limits = random_limits(&model, 12, &mut Random::new(3));
    for limit in &mut shock.limits {
        limit.volume *= 0.05;
    }
    let equilibrium = model
        .solve(&shock, Closure::FixedDeficit, &tight())
        .unwrap();
    assert_met(&equilibrium);
}

// Under licences that bind, gradients hold volumes and move licence prices.
#[test]
fn gradients_meet_differences_under_limits() {
    let model = Recipe::new(3, 2, 6).model();
    let base = Wedges::ALL.shock(model.world(), 2);
    let there = |cell: &[usize; 3]| model.world().flows[*cell] > 0.0;
    let single = [[0, 1, 0], [1, 2, 0]];
    assert!(single.iter().all(there));
    let limits = vec![
        one(single[0], 0.4, Rent::Exporter),
        QuantityLimit {
            flows: vec![[2, 0, 0], single[1]],
            volume: 0.6,
            rent: Rent::Importer,
        },
        // One that does not bind.
        one([0, 2, 0], 9.0, Rent::Exporter),
    ];
    for closure in Closure::ALL {
        let free = model.solve(&base, closure, &tight()).unwrap();
        let mut shock = with_limits(&base, limits.clone());
        for limit in &mut shock.limits {
            limit.volume *= shown_volume(&free, limit);
        }
        let equilibrium = model.solve(&shock, closure, &tight()).unwrap();
        let binding: Vec<bool> = equilibrium.limits().iter().map(|l| l.binding).collect();
        assert_eq!(binding, [true, true, false]);
        assert_gradients("limits", &model, &shock, closure);
    }
}

// By hand: two economies alike, each buys `open` of one good from the other, without inputs. With the
// rent to the importer the flow is spending over price, and only relative wages are unknown.
#[test]
fn a_limit_between_twins_by_hand() {
    let world = crate::optimal_tariff::two_economies(10.0, 10.0, 2.0, 4.0, 0.0);
    let model = Model::new(world);
    let mut shock = Shock::none(model.world());
    // Both sides the same limit: wages stay equal, so that prices at the border stay as they were.
    shock.limits = vec![
        one([0, 1, 0], 0.5, Rent::Importer),
        one([1, 0, 0], 0.5, Rent::Importer),
    ];
    let equilibrium = model
        .solve(&shock, Closure::FixedDeficit, &tight())
        .unwrap();
    let outcome = &equilibrium.limits()[0];
    let (before, after) = equilibrium.flows();
    // Volume halves at unchanged prices: imports are 1, home sales make up for it.
    let open = before[[0, 1, 0]];
    assert_close(after[[0, 1, 0]], 0.5 * open, 1e-9, "imports");
    let home = before[[0, 0, 0]] + 0.5 * open;
    assert_close(after[[0, 0, 0]], home, 1e-9, "home sales");
    // Relative quantities fall as the price to the power −(θ+1): (1+w)^5.
    let relative = (0.5 * open / home) / (open / before[[0, 0, 0]]);
    assert_close(
        outcome.wedge,
        relative.powf(-1.0 / 5.0) - 1.0,
        1e-9,
        "wedge",
    );
    assert_close(
        outcome.total_rent(),
        0.5 * open * outcome.wedge,
        1e-9,
        "rent",
    );
}

#[test]
fn limits_that_make_no_sense_are_refused() {
    let model = Recipe::new(3, 2, 8).model();
    let solve = |limits| {
        let shock = with_limits(&Shock::none(model.world()), limits);
        let solved = model.solve(&shock, Closure::FixedDeficit, &tight());
        solved.map(|_| ()).unwrap_err()
    };
    let limit = |flow| one(flow, 0.5, Rent::Exporter);
    let volume = solve(vec![one([0, 1, 0], -0.5, Rent::Exporter)]);
    assert!(matches!(volume, ModelError::LimitVolume { limit: 0, .. }));
    for wrong in [limit([0, 0, 0]), limit([0, 9, 0])] {
        let refused = solve(vec![limit([0, 1, 0]), wrong]);
        assert!(matches!(refused, ModelError::LimitFlows { limit: 1, .. }));
    }
    let twice = solve(vec![limit([0, 1, 0]), limit([0, 1, 0])]);
    assert_eq!(
        twice.to_string(),
        "limits 1 and 2 both name E1's S0 in E0; a flow has one limit"
    );
    let empty = solve(vec![QuantityLimit {
        flows: Vec::new(),
        volume: 0.5,
        rent: Rent::Exporter,
    }]);
    assert!(matches!(empty, ModelError::LimitFlows { limit: 0, .. }));
}
