//! Merging economies and sectors: what adds up, what is averaged, what stays.

use crate::common::{assert_exact, gravity, largest_gap, small};
use cobden_world::{Accounts, Mapping, World, aggregate, check};
use ndarray::{Array1, Array2, s};

const BLOCS: &str = r#"
[[economies]]
code = "NORTH"
name = "North"
of = ["DEU", "USA"]
[[economies]]
code = "MEX"
of = "MEX"
[[economies]]
code = "ASIA"
of = "*"
"#;

const BROAD: &str = r#"
[[sectors]]
code = "services"
of = ["K", "G"]
[[sectors]]
code = "goods"
of = "*"
"#;

/// Positions in the small world of the members of [`BLOCS`] and [`BROAD`].
const BLOC_MEMBERS: [&[usize]; 3] = [&[0, 2], &[3], &[1, 4]];
const BROAD_MEMBERS: [&[usize]; 2] = [&[2, 3], &[0, 1]];

fn merge(world: &World, mapping: &str) -> World {
    let mapping = Mapping::parse("mapping.toml", mapping, world).expect("a mapping");
    aggregate(world, &mapping)
}

fn folded(old: &Array2<f64>) -> Array2<f64> {
    Array2::from_shape_fn((3, 2), |(e, k)| {
        let cells = BLOC_MEMBERS[e].iter();
        cells
            .map(|a| BROAD_MEMBERS[k].iter().map(|b| old[[*a, *b]]).sum::<f64>())
            .sum()
    })
}

fn folded_economies(old: &Array1<f64>) -> Array1<f64> {
    BLOC_MEMBERS
        .iter()
        .map(|members| members.iter().map(|e| old[*e]).sum::<f64>())
        .collect()
}

#[test]
fn accounts_add_up() {
    for world in [small(), gravity()] {
        let merged = merge(&world, &format!("{BLOCS}{BROAD}"));
        assert_exact(&merged);
        let (old, new) = (Accounts::of(&world), Accounts::of(&merged));
        for (name, old, new) in [
            ("X", &old.expenditure, &new.expenditure),
            ("Y", &old.output, &new.output),
            ("M", &old.intermediate_demand, &new.intermediate_demand),
            ("C", &old.final_demand, &new.final_demand),
        ] {
            let gap = largest_gap(&folded(old), new);
            assert!(gap < 1e-13, "{name}: {gap:e}");
        }
        for (name, old, new) in [
            ("wL", &old.value_added, &new.value_added),
            ("R", &old.duty_revenue, &new.duty_revenue),
        ] {
            let gap = largest_gap(&folded_economies(old), new);
            assert!(gap < 1e-13, "{name}: {gap:e}");
        }
        // Deficits are differences: measured against trade.
        let gap = (&folded_economies(&old.deficit) - &new.deficit).mapv(f64::abs);
        assert!(
            gap.iter().all(|gap| *gap < 1e-13 * world.flows.sum()),
            "D: {gap}"
        );
    }
}

#[test]
fn labels_follow_the_mapping() {
    let world = small();
    let text =
        format!("name = \"blocs\"\n[provenance]\nyear = 2021\nsource = \"here\"\n{BLOCS}{BROAD}");
    let merged = merge(&world, &text);
    let codes: Vec<(&str, &str)> = merged
        .economies
        .iter()
        .map(|e| (e.code.as_str(), e.name.as_str()))
        .collect();
    assert_eq!(
        codes,
        [("NORTH", "North"), ("MEX", "MEX"), ("ASIA", "ASIA")]
    );
    let sectors: Vec<(&str, bool)> = merged
        .sectors
        .iter()
        .map(|s| (s.code.as_str(), s.goods))
        .collect();
    assert_eq!(sectors, [("services", false), ("goods", true)]);
    let said = &merged.provenance;
    assert_eq!(
        (said.name.as_str(), said.year, said.source.as_str()),
        ("blocs", Some(2021), "here")
    );
    assert_eq!(said.unit, world.provenance.unit);
    assert_eq!(
        said.notes,
        "two\nlines Aggregated from 5 economies and 4 sectors of small."
    );
}

#[test]
fn tariffs_are_weighted_by_flows() {
    let world = small();
    let merged = merge(&world, &format!("{BLOCS}{BROAD}"));
    // NORTH from ASIA, goods.
    let (mut duty, mut value) = (0.0, 0.0);
    for importer in [0, 2] {
        for exporter in [1, 4] {
            for sector in [0, 1] {
                let at = [importer, exporter, sector];
                duty += world.tariffs[at] * world.flows[at];
                value += world.flows[at];
            }
        }
    }
    assert!((merged.tariffs[[0, 2, 1]] / (duty / value) - 1.0).abs() < 1e-14);
    assert!((merged.flows[[0, 2, 1]] / value - 1.0).abs() < 1e-14);
    // Duties between members are kept, with a warning.
    assert!(merged.tariffs[[0, 0, 1]] > 0.0);
    let found = check(&merged).to_string();
    assert!(
        found.contains("warning: duties inside NORTH, ASIA are kept as they are"),
        "{found}"
    );
}

#[test]
fn where_nothing_flows_tariffs_are_simple_means() {
    let mut world = small();
    for (importer, rate) in [(0, 0.1), (2, 0.3)] {
        world.flows[[importer, 3, 0]] = 0.0;
        world.tariffs[[importer, 3, 0]] = rate;
    }
    let merged = merge(&world, BLOCS);
    assert_eq!(merged.flows[[0, 1, 0]], 0.0);
    assert!((merged.tariffs[[0, 1, 0]] - 0.2).abs() < 1e-15);
}

#[test]
fn elasticities_are_weighted_by_international_flows() {
    let world = small();
    let merged = merge(&world, BROAD);
    for (new, members) in BROAD_MEMBERS.iter().enumerate() {
        let traded = |sector: usize| {
            let flows = world.flows.slice(s![.., .., sector]);
            flows.sum() - flows.diag().sum()
        };
        let total: f64 = members.iter().map(|s| traded(*s)).sum();
        let parts = members
            .iter()
            .map(|s| traded(*s) * world.sectors[*s].trade_elasticity);
        let expected = parts.sum::<f64>() / total;
        let found = merged.sectors[new].trade_elasticity;
        assert!((found / expected - 1.0).abs() < 1e-13, "{found} {expected}");
    }
    // By all flows where nothing is traded.
    let mut world = small();
    for (at, flow) in world.flows.indexed_iter_mut() {
        if at.0 != at.1 && at.2 >= 2 {
            *flow = 0.0;
        }
    }
    let at_home = |sector: usize| world.flows.slice(s![.., .., sector]).sum();
    let theta = |sector: usize| world.sectors[sector].trade_elasticity;
    let expected = (at_home(2) * theta(2) + at_home(3) * theta(3)) / (at_home(2) + at_home(3));
    let found = merge(&world, BROAD).sectors[0].trade_elasticity;
    assert!((found / expected - 1.0).abs() < 1e-13, "{found} {expected}");
}

#[test]
fn two_steps_equal_one() {
    let world = small();
    let once = merge(&world, &format!("{BLOCS}{BROAD}"));
    let sectors_first = merge(&merge(&world, BROAD), BLOCS);
    let economies_first = merge(&merge(&world, BLOCS), BROAD);
    for twice in [&sectors_first, &economies_first] {
        assert!(largest_gap(&once.flows, &twice.flows) < 1e-14);
        assert!(largest_gap(&once.tariffs, &twice.tariffs) < 1e-13);
        assert!(largest_gap(&once.value_added_share, &twice.value_added_share) < 1e-14);
        assert!(largest_gap(&once.input_shares, &twice.input_shares) < 1e-13);
        assert_eq!(once.economies, twice.economies);
    }
    let elasticities =
        |world: &World| -> Vec<f64> { world.sectors.iter().map(|s| s.trade_elasticity).collect() };
    // Merging economies first turns some trade into domestic sales, which are no weights.
    assert!(largest_gap(&elasticities(&once), &elasticities(&sectors_first)) < 1e-14);
    assert!(largest_gap(&elasticities(&once), &elasticities(&economies_first)) > 1e-6);
}

#[test]
fn the_identity_changes_no_bit() {
    let mut world = small();
    // A sector that stands idle keeps its technology.
    world.flows.slice_mut(s![.., 3, 1]).fill(0.0);
    let singles = |codes: &[String], part: &str| -> String {
        codes
            .iter()
            .map(|code| format!("[[{part}]]\ncode = \"{code}\"\nof = \"{code}\"\n"))
            .collect()
    };
    let economies: Vec<String> = world.economies.iter().map(|e| e.code.clone()).collect();
    let sectors: Vec<String> = world.sectors.iter().map(|s| s.code.clone()).collect();
    let spelled_out = singles(&economies, "economies") + &singles(&sectors, "sectors");
    for mapping in ["", &spelled_out] {
        let same = merge(&world, mapping);
        assert_eq!(same.hash(), world.hash());
        assert_eq!(same.input_shares, world.input_shares);
    }
    assert_eq!(merge(&world, "").economies, world.economies);
}

#[test]
fn what_is_not_merged_keeps_its_bits() {
    let world = small();
    let merged = merge(&world, BLOCS);
    assert_eq!(
        merged.flows[[1, 1, 0]].to_bits(),
        world.flows[[3, 3, 0]].to_bits()
    );
    for sector in 0..4 {
        let (new, old) = (&merged.sectors[sector], &world.sectors[sector]);
        assert_eq!(
            new.trade_elasticity.to_bits(),
            old.trade_elasticity.to_bits()
        );
    }
    assert_eq!(
        merged.value_added_share.row(1),
        world.value_added_share.row(3)
    );
    assert_eq!(
        merged.input_shares.slice(s![1, .., ..]),
        world.input_shares.slice(s![3, .., ..])
    );
}

#[test]
fn the_order_of_the_mapping_is_the_order_of_the_world() {
    let world = small();
    let order = ["IND", "MEX", "USA", "DEU", "CHN"];
    let text: String = order
        .iter()
        .map(|code| format!("[[economies]]\ncode = \"{code}\"\nof = \"{code}\"\n"))
        .collect();
    let turned = merge(&world, &text);
    for (a, first) in order.iter().enumerate() {
        for (b, second) in order.iter().enumerate() {
            let (m, x) = (
                world.economy_index(first).unwrap(),
                world.economy_index(second).unwrap(),
            );
            assert_eq!(
                turned.flows.slice(s![a, b, ..]),
                world.flows.slice(s![m, x, ..])
            );
            assert_eq!(
                turned.tariffs.slice(s![a, b, ..]),
                world.tariffs.slice(s![m, x, ..])
            );
        }
    }
    assert_exact(&turned);
}

#[test]
fn all_in_one_has_no_trade_and_keeps_duties() {
    let world = small();
    let one = "[[economies]]\ncode = \"WLD\"\nof = \"*\"\n[[sectors]]\ncode = \"goods\"\nof = [\"A01\", \"C26\"]\n[[sectors]]\ncode = \"services\"\nof = \"*\"\n";
    let merged = merge(&world, one);
    assert_exact(&merged);
    let (old, new) = (Accounts::of(&world), Accounts::of(&merged));
    assert_eq!(new.deficit[0], 0.0);
    assert!((new.duty_revenue[0] / old.duty_revenue.sum() - 1.0).abs() < 1e-13);
    assert!((new.value_added[0] / old.value_added.sum() - 1.0).abs() < 1e-13);
}
