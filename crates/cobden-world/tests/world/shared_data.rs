//! Real tables from the data folder beside the repository, where there is one.

use std::io::Write;

use std::path::{Path, PathBuf};

use crate::common::{assert_exact, largest_gap};
use cobden_world::import::{BilateralLayout, import_bilateral, import_caliendo_parro};
use cobden_world::{
    Accounts, DEFAULT_WORLD, Format, JoinMapping, Mapping, World, aggregate, calibrate, embedded,
    join,
};

/// A path in the data folder; `None`, with a word on stderr, when it is not there.
fn shared(path: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let found = folder.join(path);
    if found.is_dir() {
        Some(found)
    } else {
        // Past the test harness, which keeps what passing tests print to itself.
        let _ = writeln!(
            std::io::stderr(),
            "skipped: the reference data is not beside the repository"
        );
        None
    }
}

#[test]
fn wiod_is_an_exact_world() {
    let Some(folder) = shared("worlds/wiod2014") else {
        return;
    };
    let (world, warnings) = World::load(&folder).unwrap();
    assert_eq!((world.economy_count(), world.sector_count()), (44, 50));
    assert_eq!(world.sectors.iter().filter(|s| s.goods).count(), 22);
    assert!(world.economy_index("CHN").is_some());
    for warning in warnings.iter() {
        let expected = [
            "there is no such file",
            "duties inside ROW are kept as they are",
        ];
        let known = expected.contains(&warning.message.as_str())
            || warning
                .message
                .starts_with("slightly negative input shares");
        assert!(known, "{warning}");
    }
    assert_exact(&world);

    // Calibrating leaves it; saving and loading, and merging nothing, leave every bit.
    let (calibrated, report) = calibrate(&world).unwrap();
    assert!(report.touched_share < 1e-9, "{report:?}");
    let (a, b) = (Accounts::of(&world), Accounts::of(&calibrated));
    assert!(largest_gap(&a.value_added, &b.value_added) < 1e-11);
    let dir = tempfile::tempdir().unwrap();
    let saved = dir.path().join("wiod2014");
    world.save(&saved, Format::Parquet).unwrap();
    let (loaded, _) = World::load(&saved).unwrap();
    assert_eq!(loaded.hash(), world.hash());
    let nothing = Mapping::parse("none.toml", "", &world).unwrap();
    assert_eq!(aggregate(&world, &nothing).hash(), world.hash());

    // Merged by hand: the United States against the rest, goods against services.
    let quoted = |goods: bool| -> String {
        let sectors = world.sectors.iter().filter(|s| s.goods == goods);
        sectors.map(|s| format!("\"{}\", ", s.code)).collect()
    };
    let mapping = format!(
        "[[economies]]\ncode = \"USA\"\nof = \"USA\"\n[[economies]]\ncode = \"ROW\"\nof = \"*\"\n\
         [[sectors]]\ncode = \"goods\"\nof = [{}]\n[[sectors]]\ncode = \"services\"\nof = [{}]\n",
        quoted(true),
        quoted(false)
    );
    let merged = aggregate(
        &world,
        &Mapping::parse("two.toml", &mapping, &world).unwrap(),
    );
    assert_exact(&merged);
    let usa = world.economy_index("USA").unwrap();
    let (old, new) = (Accounts::of(&world), Accounts::of(&merged));
    assert!((new.value_added[0] / old.value_added[usa] - 1.0).abs() < 1e-12);
    assert!((new.value_added.sum() / old.value_added.sum() - 1.0).abs() < 1e-12);
    assert!((new.duty_revenue.sum() / old.duty_revenue.sum() - 1.0).abs() < 1e-12);
}

/// The tables of 2014 with tariffs by importer: the source has them by exporter.
fn turned_round(folder: &Path) -> World {
    let (mut wiod, _) = World::load(folder).expect("the tables of 2014");
    let source = wiod.tariffs.clone();
    for ((importer, exporter, sector), tariff) in wiod.tariffs.indexed_iter_mut() {
        *tariff = source[[exporter, importer, sector]];
    }
    calibrate(&wiod).expect("a benchmark").0
}

/// Duties that are known, which the source has the other way round.
#[test]
fn embedded_tariffs_are_those_of_the_importer() {
    for name in ["2014", "2022"] {
        let (world, _) = World::load_from(&cobden_world::embedded(name).unwrap()).unwrap();
        let tariff = |importer: &str, exporter: &str, sector: &str| {
            let economy = |code| world.economy_index(code).unwrap();
            let at = [
                economy(importer),
                economy(exporter),
                world.sector_index(sector).unwrap(),
            ];
            world.tariffs[at]
        };
        // Australia is open, India guards food, Brazil cars.
        assert!(tariff("AUS", "USA", "C10-C12") < 0.05);
        assert!(tariff("IND", "USA", "C10-C12") > 0.1);
        assert!(tariff("BRA", "USA", "C29") > 0.1 && tariff("USA", "BRA", "C29") < 0.05);
    }
}

#[test]
fn the_world_of_2014_is_made_from_wiod() {
    let Some(folder) = shared("worlds/wiod2014") else {
        return;
    };
    let wiod = turned_round(&folder);
    let text = include_str!("../../data/2014-mapping.toml");
    let made = aggregate(
        &wiod,
        &Mapping::parse("2014-mapping.toml", text, &wiod).unwrap(),
    );
    assert_made(&made, "2014");
}

#[test]
fn the_world_of_2022_is_made_from_icio_and_wiod() {
    let (Some(icio), Some(wiod)) = (shared("worlds/icio2022"), shared("worlds/wiod2014")) else {
        return;
    };
    let layout = BilateralLayout {
        importer: "importer".into(),
        exporter: "exporter".into(),
        sector: Some("sector".into()),
        value: "trade_value".into(),
        tariff: Some("tariff".into()),
        trade_elasticity: 4.0,
    };
    let flows = import_bilateral(&icio.join("flows.parquet"), &layout).unwrap();
    let wiod = turned_round(&wiod);
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let text = include_str!("../../data/2022-mapping.toml");
    let mapping = JoinMapping::parse("2022-mapping.toml", text, &flows, &wiod).unwrap();
    let (mut world, report) = join(&flows, &wiod, &mapping).unwrap();
    // Flows are the table's; only inputs moved, and those of large economies by less than a tenth.
    for economy in &report.economies {
        let off = |a: f64, b: f64| (a / b - 1.0).abs();
        assert!(off(economy.imports, economy.imports_before) < 1e-12);
        assert!(off(economy.exports, economy.exports_before) < 1e-12);
        assert!(economy.inputs_moved < 0.1, "{economy:?}");
    }
    assert!(report.calibration.negative_final_demand.is_empty());
    world.set_tariffs(&data.join("2022-tariffs.csv")).unwrap();
    world.provenance.tariffs_on = Some(jiff::civil::date(2022, 7, 1));
    let (made, report) = calibrate(&world).unwrap();
    assert!(report.touched_share < 1e-6, "{report:?}");
    assert_made(&made, DEFAULT_WORLD);
}

fn assert_made(made: &World, name: &str) {
    let files = embedded(name).expect("an embedded world");
    let (kept, _) = World::load_from(&files).expect("a sound world");
    assert_eq!(made.provenance, kept.provenance);
    assert_eq!(made.economies, kept.economies);
    for (made, kept) in made.sectors.iter().zip(&kept.sectors) {
        assert_eq!(
            (&made.code, &made.name, made.goods),
            (&kept.code, &kept.name, kept.goods)
        );
        assert!((made.trade_elasticity / kept.trade_elasticity - 1.0).abs() < 1e-12);
    }
    assert_eq!(made.sectors.len(), kept.sectors.len());
    assert!(largest_gap(&made.flows, &kept.flows) < 1e-12);
    assert!(largest_gap(&made.value_added_share, &kept.value_added_share) < 1e-12);
    for (name, made, kept) in [
        ("tariffs", &made.tariffs, &kept.tariffs),
        ("input shares", &made.input_shares, &kept.input_shares),
    ] {
        let gaps = (made - kept).mapv(f64::abs);
        assert!(gaps.iter().all(|gap| *gap < 1e-14), "{name}");
    }
}

#[test]
fn caliendo_and_parros_data_import() {
    let Some(folder) = shared("reference/cp2015/inputs") else {
        return;
    };
    let data = import_caliendo_parro(&folder).unwrap();
    let world = &data.benchmark.world;
    assert_eq!((world.economy_count(), world.sector_count()), (31, 40));
    // Sectors 1 to 20 are traded.
    let goods: Vec<bool> = world.sectors.iter().map(|s| s.goods).collect();
    assert_eq!(goods, [[true; 20], [false; 20]].concat());
    for (row, sum) in data
        .benchmark
        .final_shares
        .rows()
        .into_iter()
        .map(|row| row.sum())
        .enumerate()
    {
        assert!(
            (sum - 1.0).abs() < 1e-9,
            "final shares of {}: {sum}",
            world.economies[row].code
        );
    }
    // Services are not traded.
    for ((importer, exporter, sector), flow) in world.flows.indexed_iter() {
        assert!(importer == exporter || sector < 20 || *flow == 0.0);
    }
    // Deficits are given in whole dollars and are those of the flows.
    let deficits = Accounts::of(world).deficit;
    let trade = deficits.iter().map(|d| d.abs()).sum::<f64>();
    for (n, (given, found)) in data.benchmark.deficit.iter().zip(&deficits).enumerate() {
        assert!(
            (given - found).abs() < 1e-6 * trade,
            "{}: {given} {found}",
            world.economies[n].code
        );
    }
    // Mexico's tariffs fell.
    let (mex, usa) = (
        world.economy_index("MEX").unwrap(),
        world.economy_index("USA").unwrap(),
    );
    assert!((0..20).all(|s| data.tariffs_2005[[mex, usa, s]] <= world.tariffs[[mex, usa, s]]));
}
