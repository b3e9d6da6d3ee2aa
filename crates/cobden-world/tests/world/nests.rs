//! Splitting a sector, and what happens to nests on disk and in aggregation.

use cobden_world::{Accounts, Format, Mapping, Product, World, aggregate, check, synthetic};
use ndarray::Array2;

/// Exporters sell different parts of sector 0; one pair differs from its exporter.
fn product(world: &World) -> Product {
    let n = world.economy_count();
    let mut share = Array2::from_shape_fn((n, n), |(_, i)| 0.02 * (i as f64 + 1.0));
    share[[0, 1]] = 0.5;
    Product {
        sector: 0,
        code: "magnets".into(),
        name: "Magnets".into(),
        share,
        tariff: None,
        trade_elasticity: 1.0,
        substitution: 0.2,
    }
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-12 * a.abs().max(b.abs()).max(1e-300)
}

#[test]
fn a_split_world_is_an_exact_benchmark() {
    let world = synthetic(5, 3, 1);
    let (before, split) = (
        Accounts::of(&world),
        world.split_sector(&product(&world)).unwrap(),
    );
    assert!(!check(&split).has_errors(), "{:?}", check(&split));
    let after = Accounts::of(&split);
    for n in 0..5 {
        assert!(close(before.value_added[n], after.value_added[n]));
        assert!(close(before.duty_revenue[n], after.duty_revenue[n]));
        for (whole, parts) in [
            (&before.expenditure, &after.expenditure),
            (&before.output, &after.output),
            (&before.intermediate_demand, &after.intermediate_demand),
        ] {
            assert!(close(whole[[n, 0]], parts[[n, 0]] + parts[[n, 3]]));
            assert!(close(whole[[n, 1]], parts[[n, 1]]));
        }
    }
    assert_eq!(split.sectors[3].code, "magnets");
    assert_eq!(split.nests[0].sectors, [0, 3]);
    assert!(close(split.flows[[0, 1, 3]], 0.5 * world.flows[[0, 1, 0]]));
    assert!(close(split.flows[[2, 1, 3]], 0.04 * world.flows[[2, 1, 0]]));
}

#[test]
fn own_duties_leave_the_revenue_of_the_sector() {
    let world = synthetic(4, 2, 2);
    let mut product = product(&world);
    product.share.fill(0.1);
    let mut own = world.tariffs.index_axis(ndarray::Axis(2), 0).to_owned();
    let cell = (0..4)
        .flat_map(|n| (0..4).map(move |i| (n, i)))
        .find(|(n, i)| n != i && own[[*n, *i]] > 0.01)
        .unwrap();
    own[cell] = 0.0;
    product.tariff = Some(own.clone());
    let split = world.split_sector(&product).unwrap();
    assert!(!check(&split).has_errors());
    assert_eq!(split.tariffs[[cell.0, cell.1, 2]], 0.0);
    let revenue = |world: &World| Accounts::of(world).duty_revenue[cell.0];
    assert!(close(revenue(&world), revenue(&split)));
    own[cell] = 100.0;
    product.tariff = Some(own);
    let found = world.split_sector(&product).unwrap_err().to_string();
    assert!(found.contains("less than no duty"), "{found}");
}

#[test]
fn further_products_join_the_nest() {
    let world = synthetic(3, 2, 3);
    let first = product(&world);
    let mut second = Product {
        code: "motors".into(),
        ..first.clone()
    };
    let split = world.split_sector(&first).unwrap();
    let split = split.split_sector(&second).unwrap();
    assert_eq!(split.nests.len(), 1);
    assert_eq!(split.nests[0].sectors, [0, 2, 3]);
    assert!(!check(&split).has_errors(), "{:?}", check(&split));
    second.code = "third".into();
    second.substitution = 0.9;
    let found = split.split_sector(&second).unwrap_err().to_string();
    assert!(found.contains("substitution elasticity 0.2"), "{found}");
}

#[test]
fn faults_of_a_product_come_all_at_once() {
    let world = synthetic(3, 2, 3);
    let mut product = product(&world);
    product.code = world.sectors[1].code.clone();
    product.share[[0, 1]] = 1.5;
    product.trade_elasticity = 0.0;
    product.substitution = -1.0;
    let found = world.split_sector(&product).unwrap_err();
    assert_eq!(found.iter().count(), 4, "{found}");
    product.share.fill(0.0);
    let found = world.split_sector(&product).unwrap_err().to_string();
    assert!(found.contains("nothing of"), "{found}");
}

#[test]
fn nests_survive_the_disk_and_count_in_the_hash() {
    let world = synthetic(3, 2, 4);
    let split = world.split_sector(&product(&world)).unwrap();
    let desk = tempfile::tempdir().unwrap();
    for (name, format) in [("csv", Format::Csv), ("parquet", Format::Parquet)] {
        let folder = desk.path().join(name);
        split.save(&folder, format).unwrap();
        let (loaded, _) = World::load(&folder).unwrap();
        assert_eq!(loaded.nests, split.nests);
        assert_eq!(loaded.hash(), split.hash());
    }
    let mut other = split.clone();
    other.nests[0].substitution = 0.3;
    assert_ne!(other.hash(), split.hash());
    other.nests.clear();
    assert_ne!(other.hash(), split.hash());
}

#[test]
fn faults_of_nests_on_disk_have_their_place() {
    let world = synthetic(3, 2, 4);
    let split = world.split_sector(&product(&world)).unwrap();
    let desk = tempfile::tempdir().unwrap();
    let folder = desk.path().join("world");
    split.save(&folder, Format::Csv).unwrap();
    let file = folder.join("world.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    let wrong = text
        .replace("\"magnets\"", "\"magnet\"")
        .replace("substitution = 0.2", "substitution = -0.2");
    assert_ne!(text, wrong);
    std::fs::write(&file, wrong).unwrap();
    let found = World::load(&folder).unwrap_err().to_string();
    for expected in [
        "sector \"magnet\" is not",
        "did you mean \"magnets\"?",
        "-0.2 is below zero",
    ] {
        assert!(found.contains(expected), "{expected} not in\n{found}");
    }
}

fn merge(world: &World, economies: &str, sectors: &str) -> World {
    let text = format!("{economies}\n{sectors}");
    let mapping = Mapping::parse("m.toml", &text, world).unwrap();
    aggregate(world, &mapping)
}

const ECONOMIES: &str = "[[economies]]\ncode = \"A\"\nof = [\"E000\", \"E001\"]\n[[economies]]\ncode = \"R\"\nof = \"*\"";

#[test]
fn aggregation_keeps_nests_even_or_ends_them() {
    let mut world = synthetic(5, 3, 6);
    world
        .sectors
        .iter_mut()
        .for_each(|sector| sector.goods = true);
    let split = world.split_sector(&product(&world)).unwrap();
    let kept = merge(
        &split,
        ECONOMIES,
        "[[sectors]]\ncode = \"M\"\nof = \"magnets\"\n[[sectors]]\ncode = \"S\"\nof = \"S000\"\n[[sectors]]\ncode = \"O\"\nof = \"*\"",
    );
    assert_eq!(kept.nests[0].sectors, [0, 1]);
    assert!(!check(&kept).has_errors(), "{:?}", check(&kept));

    // Merging the two again is merging what was never split.
    let whole = "[[sectors]]\ncode = \"S\"\nof = [\"S000\", \"magnets\"]\n[[sectors]]\ncode = \"O\"\nof = \"*\"";
    let back = merge(&split, ECONOMIES, whole);
    assert!(back.nests.is_empty());
    let plain = merge(&world, ECONOMIES, &whole.replace(", \"magnets\"", ""));
    for (a, b) in back.flows.iter().zip(&plain.flows) {
        assert!(close(*a, *b));
    }
    for (a, b) in back.input_shares.iter().zip(&plain.input_shares) {
        assert!((a - b).abs() < 1e-12);
    }

    let mixed = "[[sectors]]\ncode = \"M\"\nof = [\"magnets\", \"S001\"]\n[[sectors]]\ncode = \"O\"\nof = \"*\"";
    let mixed = merge(&split, ECONOMIES, mixed);
    assert!(mixed.nests.is_empty());
    assert!(mixed.provenance.notes.contains("dissolved"));
    assert!(!check(&mixed).has_errors());
}
