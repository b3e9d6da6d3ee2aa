//! The embedded worlds, made again where the tables are at hand.

use std::io::Write;

use cobden::world::World;

/// The largest gap between numbers.
fn gap<'a>(a: impl IntoIterator<Item = &'a f64>, b: impl IntoIterator<Item = &'a f64>) -> f64 {
    let both = a.into_iter().zip(b);
    both.map(|(a, b)| (a - b).abs() / a.abs().max(b.abs()).max(1.0))
        .fold(0.0, f64::max)
}

fn assert_same(made: &World, name: &str) {
    let (kept, _) = cobden::open_world(name, None).expect("an embedded world");
    assert_eq!(made.provenance, kept.provenance);
    assert_eq!(made.economies, kept.economies);
    assert!(gap(&made.flows, &kept.flows) < 1e-12, "{name}");
    assert!(gap(&made.tariffs, &kept.tariffs) < 1e-12, "{name}");
    assert!(
        gap(&made.input_shares, &kept.input_shares) < 1e-12,
        "{name}"
    );
    assert!(
        gap(&made.value_added_share, &kept.value_added_share) < 1e-12,
        "{name}"
    );
}

#[test]
fn recipes_make_the_embedded_worlds_and_the_record_its_duties() {
    let Some(folder) = xtask::reference_data() else {
        // Past the test harness, which keeps what passing tests print to itself.
        let _ = writeln!(
            std::io::stderr(),
            "skipped: the reference data is not beside the repository"
        );
        return;
    };
    let worlds = xtask::worlds::make(&folder.join("worlds")).unwrap();
    assert_same(&worlds.of_2014, "2014");
    assert_same(&worlds.of_2022, "default");
    // The table that the recipe by hand uses holds the same duties.
    let mut by_hand = worlds.joined.clone();
    let table = xtask::root().join("crates/cobden-world/data/2022-tariffs.csv");
    let set = by_hand.set_tariffs(&table).unwrap();
    assert_eq!(set, worlds.duties.iter().filter(|d| d.is_some()).count());
    assert!(gap(&by_hand.tariffs, &worlds.of_2022.tariffs) < 1e-15);
}
