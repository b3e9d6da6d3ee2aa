//! From tables that do not balance to an exact benchmark.

use crate::common::{Saved, assert_exact, gravity, largest_gap, noise, raw, small};
use cobden_world::{Accounts, Economy, Format, Sector, World, calibrate, check};
use ndarray::{Array2, Array3, Axis, s};
use proptest::prelude::*;

/// [`raw`] with a German industry that lives on C26: final demand for it is slightly negative.
fn unbalanced() -> World {
    let mut world = raw();
    world
        .value_added_share
        .row_mut(2)
        .assign(&ndarray::arr1(&[0.4, 0.25, 0.45, 0.5]));
    let shares = ndarray::arr1(&[0.05, 0.75, 0.1, 0.1]);
    for mut row in world.input_shares.slice_mut(s![2, .., ..]).rows_mut() {
        row.assign(&shares);
    }
    world
}

/// The part of each expenditure that goes to each exporter, at customs value.
fn trade_shares(world: &World) -> Array3<f64> {
    let expenditure = Accounts::of(world).expenditure;
    &world.flows / &expenditure.insert_axis(Axis(1))
}

#[test]
fn a_balanced_world_stays_as_it_is() {
    for world in [raw(), gravity()] {
        assert!(Accounts::of(&world).final_demand.iter().all(|c| *c > 0.0));
        let (same, report) = calibrate(&world).unwrap();
        assert_exact(&same);
        assert!(largest_gap(&same.flows, &world.flows) < 1e-12);
        assert!(report.negative_final_demand.is_empty());
        assert_eq!((report.touched_share, report.rescaled_input_rows), (0.0, 0));
        assert!(report.largest_value_added_change < 1e-12);
        assert!(report.largest_expenditure_change < 1e-12);
    }
}

#[test]
fn negative_final_demand_is_refused_by_loading_and_removed_by_calibrating() {
    let world = unbalanced();
    let before = Accounts::of(&world);
    let negative: Vec<_> = before
        .final_demand
        .indexed_iter()
        .filter(|(_, c)| **c < 0.0)
        .collect();
    assert_eq!(negative.len(), 1);
    let ((economy, sector), least) = negative[0];
    assert_eq!((economy, sector), (2, 1));

    let saved = Saved::new(&world, Format::Csv);
    let faults = saved.faults();
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(faults[0].contains("DEU is unbalanced"), "{}", faults[0]);

    let (loaded, _) = saved.load_unchecked().unwrap();
    let (calibrated, report) = calibrate(&loaded).unwrap();
    assert_exact(&calibrated);
    let saved = Saved::new(&calibrated, Format::Parquet);
    assert_eq!(saved.load().unwrap().0, calibrated);

    let expected = [("DEU".to_owned(), "C26".to_owned(), *least)];
    assert_eq!(report.negative_final_demand, expected);
    let positive: f64 = before.final_demand.iter().filter(|c| **c > 0.0).sum();
    assert!((report.touched_share - -least / positive).abs() < 1e-15);
    assert!(report.touched_share > 0.0 && report.touched_share < 0.1);
    assert_eq!(report.rescaled_input_rows, 0);
    assert!(report.residual <= 5e-14, "{:e}", report.residual);

    let after = Accounts::of(&calibrated);
    let change = |a: &f64, b: &f64| (a / b - 1.0).abs();
    let changes = after.value_added.iter().zip(&before.value_added);
    let largest = changes.map(|(a, b)| change(a, b)).fold(0.0, f64::max);
    assert!(largest > 1e-3);
    assert!((report.largest_value_added_change - largest).abs() < 1e-15);
    let changes = after.expenditure.iter().zip(&before.expenditure);
    let largest = changes.map(|(a, b)| change(a, b)).fold(0.0, f64::max);
    assert!((report.largest_expenditure_change - largest).abs() < 1e-15);
}

#[test]
fn only_levels_move() {
    let world = unbalanced();
    let (calibrated, _) = calibrate(&world).unwrap();
    assert!(largest_gap(&trade_shares(&world), &trade_shares(&calibrated)) < 1e-13);
    assert_eq!(world.tariffs, calibrated.tariffs);
    assert_eq!(world.value_added_share, calibrated.value_added_share);
    assert_eq!(
        (&world.economies, &world.sectors),
        (&calibrated.economies, &calibrated.sectors)
    );
    let (before, after) = (Accounts::of(&world), Accounts::of(&calibrated));
    let total = |accounts: &Accounts| accounts.expenditure.sum();
    assert!((total(&after) / total(&before) - 1.0).abs() < 1e-12);
    for (e, spending) in before.expenditure.rows().into_iter().enumerate() {
        let gap = (after.deficit[e] - before.deficit[e]).abs() / spending.sum();
        assert!(gap < 1e-12, "deficit {e}: {gap:e}");
    }
    // Final spending is shared out as before, the negative cell apart.
    let shares = |accounts: &Accounts| {
        let mut c = accounts.final_demand.mapv(|c| c.max(0.0));
        let sums = c.sum_axis(Axis(1)).insert_axis(Axis(1));
        c /= &sums;
        c
    };
    let gap = (&shares(&before) - &shares(&after)).mapv(f64::abs);
    assert!(gap.iter().all(|gap| *gap < 1e-12), "{gap}");
}

#[test]
fn calibrating_twice_changes_nothing() {
    let (once, _) = calibrate(&unbalanced()).unwrap();
    let (twice, report) = calibrate(&once).unwrap();
    assert!(largest_gap(&once.flows, &twice.flows) < 1e-12);
    assert!(largest_gap(&once.input_shares, &twice.input_shares) < 1e-12);
    assert!(report.negative_final_demand.is_empty(), "{report:?}");
    assert_eq!(report.rescaled_input_rows, 0);
}

#[test]
fn the_result_does_not_hang_on_elasticities() {
    let (expected, _) = calibrate(&unbalanced()).unwrap();
    let mut world = unbalanced();
    world.sectors[1].trade_elasticity = 0.1;
    assert_eq!(calibrate(&world).unwrap().0.flows, expected.flows);
}

#[test]
fn input_shares_are_rescaled_and_counted() {
    let mut world = small();
    let expected = world.input_shares.clone();
    world
        .input_shares
        .slice_mut(s![0, 1, ..])
        .mapv_inplace(|share| 0.98 * share);
    world
        .input_shares
        .slice_mut(s![3, .., ..])
        .mapv_inplace(|share| 1.2 * share);
    assert!(check(&world).has_errors());
    let (calibrated, report) = calibrate(&world).unwrap();
    assert_eq!(report.rescaled_input_rows, 5);
    assert!(largest_gap(&calibrated.input_shares, &expected) < 1e-14);
    assert_exact(&calibrated);
}

#[test]
fn sectors_without_inputs_are_all_value_added() {
    let mut world = small();
    world.input_shares.slice_mut(s![1, 2, ..]).fill(0.0);
    let (calibrated, report) = calibrate(&world).unwrap();
    assert_eq!(calibrated.value_added_share[[1, 2]], 1.0);
    assert_eq!(report.rescaled_input_rows, 1);
    assert_exact(&calibrated);
}

#[test]
fn inputs_that_nobody_supplies_are_dropped() {
    let mut world = small();
    world.flows.slice_mut(s![3, .., 1]).fill(0.0);
    assert!(check(&world).to_string().contains("MEX is unbalanced"));
    let (calibrated, report) = calibrate(&world).unwrap();
    assert!(
        calibrated
            .input_shares
            .slice(s![3, .., 1])
            .iter()
            .all(|share| *share == 0.0)
    );
    assert_eq!(report.rescaled_input_rows, 4);
    assert_exact(&calibrated);
    let used = Accounts::of(&calibrated).expenditure;
    assert_eq!(used[[3, 1]], 0.0);
}

#[test]
fn an_economy_without_final_demand_is_a_fault() {
    let codes = ["USA", "CHN"];
    let mut world = World {
        provenance: cobden_world::Provenance {
            name: "two".into(),
            ..Default::default()
        },
        economies: codes
            .map(|code| Economy {
                code: code.into(),
                name: code.into(),
            })
            .into(),
        sectors: vec![Sector {
            code: "all".into(),
            name: "all".into(),
            goods: true,
            trade_elasticity: 5.0,
        }],
        flows: Array3::from_shape_vec((2, 2, 1), vec![10.0, 1.0, 3.0, 10.0]).unwrap(),
        tariffs: Array3::zeros((2, 2, 1)),
        value_added_share: Array2::from_elem((2, 1), 0.5),
        input_shares: Array3::ones((2, 1, 1)),
        nests: Vec::new(),
    };
    assert_exact(&calibrate(&world).unwrap().0);
    // All output is paid for inputs, and the surplus of two takes more than the rest.
    world.value_added_share[[0, 0]] = 0.0;
    let faults = calibrate(&world).unwrap_err().to_string();
    let expected = "two: error: USA has no final demand left\n  hint: its firms use everything it buys; merge it with another economy";
    assert_eq!(faults, expected);
}

/// Economies with little value added and lopsided inputs, so that some final demand is negative.
fn lopsided(n: usize, j: usize, seed: usize) -> World {
    let draw = |key: usize| noise(seed * 100_003 + key);
    let mut input_shares = Array3::from_shape_fn((n, j, j), |(e, s, k)| {
        draw(10_000 + (e * j + s) * j + k).powi(4)
    });
    for mut row in input_shares.lanes_mut(Axis(2)) {
        let sum = row.sum();
        row /= sum;
    }
    World {
        provenance: cobden_world::Provenance {
            name: "lopsided".into(),
            ..Default::default()
        },
        economies: (0..n)
            .map(|e| Economy {
                code: format!("E{e}"),
                name: format!("E{e}"),
            })
            .collect(),
        sectors: (0..j)
            .map(|s| Sector {
                code: format!("S{s}"),
                name: format!("S{s}"),
                goods: true,
                trade_elasticity: 5.0,
            })
            .collect(),
        flows: Array3::from_shape_fn((n, n, j), |(a, b, s)| {
            let size = 0.2 + draw((a * n + b) * j + s);
            if a == b { 5.0 * size } else { size }
        }),
        tariffs: Array3::from_shape_fn((n, n, j), |(a, b, s)| {
            if a == b {
                0.0
            } else {
                0.3 * draw(5000 + (a * n + b) * j + s)
            }
        }),
        value_added_share: Array2::from_shape_fn((n, j), |(e, s)| {
            0.3 + 0.5 * draw(20_000 + e * j + s)
        }),
        input_shares,
        nests: Vec::new(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn lopsided_worlds_become_exact(n in 1usize..6, j in 1usize..6, seed in 0usize..100_000) {
        let world = lopsided(n, j, seed);
        let before = Accounts::of(&world);
        let negative = before.final_demand.iter().filter(|c| **c < 0.0).count();
        let (calibrated, report) = calibrate(&world).unwrap();
        prop_assert_eq!(report.negative_final_demand.len(), negative);
        assert_exact(&calibrated);
        prop_assert!(largest_gap(&trade_shares(&world), &trade_shares(&calibrated)) < 1e-13);
        let (twice, _) = calibrate(&calibrated).unwrap();
        prop_assert!(largest_gap(&calibrated.flows, &twice.flows) < 1e-12);
    }
}
