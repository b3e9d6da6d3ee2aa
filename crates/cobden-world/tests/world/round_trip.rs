//! Saving a world and loading it again: the same world, whatever the format.

use crate::common::{Saved, assert_exact, gravity, raw, small};
use cobden_world::table::{ColumnData, write_csv, write_parquet};
use cobden_world::{
    DEFAULT_WORLD, Directory, EMBEDDED_WORLDS, Embedded, Format, Provenance, World, embedded,
};

const FORMATS: [Format; 2] = [Format::Csv, Format::Parquet];
const TABLES: [&str; 3] = ["flows", "inputs", "value_added"];

/// Bit for bit, which `==` on floats does not say of the two zeros.
fn assert_same(a: &World, b: &World) {
    assert_eq!(a, b);
    let bits = |world: &World| -> Vec<u64> {
        let numbers = (world.flows.iter())
            .chain(&world.tariffs)
            .chain(&world.value_added_share)
            .chain(&world.input_shares)
            .chain(world.sectors.iter().map(|s| &s.trade_elasticity));
        numbers.map(|x| x.to_bits()).collect()
    };
    assert!(bits(a) == bits(b), "numbers differ in their last bits");
    assert_eq!(a.hash(), b.hash());
}

#[test]
fn a_saved_world_loads_identically() {
    for format in FORMATS {
        let world = small();
        let saved = Saved::new(&world, format);
        let (loaded, warnings) = saved.load().unwrap();
        assert!(warnings.is_empty(), "{warnings}");
        assert_same(&world, &loaded);
        for table in TABLES {
            let csv = saved.file(&format!("{table}.csv")).exists();
            let parquet = saved.file(&format!("{table}.parquet")).exists();
            assert_eq!(
                (csv, parquet),
                (format == Format::Csv, format == Format::Parquet)
            );
        }
    }
}

#[test]
fn numbers_keep_every_bit() {
    let mut world = gravity();
    // The smallest and largest doubles, thirds, and one with seventeen digits.
    let numbers = [
        5e-324,
        f64::MIN_POSITIVE,
        1.0 / 3.0,
        0.1 + 0.2,
        1e300,
        f64::MAX / 1e8,
    ];
    for (k, number) in numbers.into_iter().enumerate() {
        world.flows[[0, 1, k % 4]] = number;
        world.tariffs[[k % 5, 3, 0]] = number.min(9.0);
    }
    for format in FORMATS {
        let (loaded, _) = Saved::new(&world, format).load_unchecked().unwrap();
        assert_same(&world, &loaded);
    }
}

#[test]
fn cells_without_flow_or_tariff_have_no_row_and_load_as_zero() {
    let mut world = small();
    world.flows[[0, 1, 0]] = 0.0;
    world.tariffs[[0, 1, 0]] = 0.0;
    // A tariff on a flow that is not there is kept.
    world.flows[[0, 2, 0]] = 0.0;
    for format in FORMATS {
        let saved = Saved::new(&world, format);
        let (loaded, _) = saved.load_unchecked().unwrap();
        assert_same(&world, &loaded);
        assert!(loaded.tariffs[[0, 2, 0]] > 0.0);
        if format == Format::Csv {
            assert!(!saved.text("flows.csv").contains("USA,CHN,A01"));
            assert!(saved.text("flows.csv").contains("USA,DEU,A01,0,"));
        }
    }
}

#[test]
fn tables_of_both_formats_mix_in_one_folder() {
    let world = small();
    let (saved, other) = (Saved::csv(), Saved::new(&world, Format::Parquet));
    saved.remove("inputs.csv");
    std::fs::copy(other.file("inputs.parquet"), saved.file("inputs.parquet")).unwrap();
    let (loaded, _) = saved.load().unwrap();
    assert_same(&world, &loaded);
}

#[test]
fn economies_and_sectors_may_be_parquet() {
    let world = small();
    let saved = Saved::csv();
    let economies: Vec<&str> = world.economies.iter().map(|e| e.code.as_str()).collect();
    let names: Vec<&str> = world.economies.iter().map(|e| e.name.as_str()).collect();
    saved.remove("economies.csv");
    let columns = [
        ("economy", ColumnData::Text(economies)),
        ("name", ColumnData::Text(names)),
    ];
    write_parquet(&saved.file("economies.parquet"), &columns).unwrap();
    assert_same(&world, &saved.load().unwrap().0);
}

#[test]
fn a_world_without_technology_keeps_its_output_as_value_added() {
    let world = gravity();
    for format in FORMATS {
        let saved = Saved::new(&world, format);
        assert_same(&world, &saved.load().unwrap().0);
        // Without the two tables it is the same.
        for table in ["inputs", "value_added"] {
            let ending = if format == Format::Csv {
                "csv"
            } else {
                "parquet"
            };
            saved.remove(&format!("{table}.{ending}"));
        }
        let (loaded, warnings) = saved.load().unwrap();
        assert!(warnings.is_empty(), "{warnings}");
        assert_same(&world, &loaded);
    }
}

#[test]
fn a_folder_without_world_toml_is_million_usd_with_a_warning() {
    let saved = Saved::csv();
    saved.remove("world.toml");
    let (world, warnings) = saved.load().unwrap();
    let expected = Provenance {
        name: "small".into(),
        ..Provenance::default()
    };
    assert_eq!(world.provenance, expected);
    assert_eq!(world.provenance.unit.to_string(), "million USD");
    assert!(!warnings.has_errors());
    let text = warnings.to_string();
    assert!(
        text.contains("world.toml: warning: there is no such file"),
        "{text}"
    );
    assert!(text.contains("million USD"), "{text}");
}

#[test]
fn names_come_from_the_table_else_from_the_known_economies() {
    let saved = Saved::csv();
    saved.write("economies.csv", "economy\nUSA\nCHN\nDEU\nMEX\nIND\n");
    let (world, _) = saved.load().unwrap();
    let known = |code: &str| cobden_codes::Economy::find(code).unwrap().name();
    for economy in &world.economies {
        assert_eq!(economy.name, known(&economy.code));
    }
    // A name that is the code stays.
    saved.write(
        "economies.csv",
        "economy,name\nUSA,USA\nCHN,CHN\nDEU,DEU\nMEX,MEX\nIND,IND\n",
    );
    assert_eq!(saved.load().unwrap().0.economies[0].name, "USA");
    saved.write(
        "sectors.csv",
        "sector,goods,trade_elasticity\nA01,1,2\nC26,1,2\nG,0,2\nK,0,2\n",
    );
    assert_eq!(saved.load().unwrap().0.sectors[1].name, "C26");
}

#[test]
fn spreadsheets_csv_reads_the_same() {
    let world = small();
    let saved = Saved::csv();
    for file in [
        "economies.csv",
        "sectors.csv",
        "flows.csv",
        "inputs.csv",
        "value_added.csv",
    ] {
        // A byte-order mark, Windows line ends, blanks after commas, an empty line at the end.
        let text = saved.text(file).replace(',', " , ").replace('\n', "\r\n");
        saved.write(file, format!("\u{feff} {text}\r\n"));
    }
    let names = "economy,name\nUSA,United States\nCHN,China\nDEU,\"Germany, \"\"west\"\"\"\nMEX,México\nIND,India\n";
    saved.write("economies.csv", names);
    for (yes, no) in [
        ("True", "False"),
        ("TRUE", "FALSE"),
        ("1", "0"),
        ("true", "false"),
    ] {
        saved.set("sectors.csv", 2, 3, yes);
        saved.set("sectors.csv", 3, 3, yes);
        saved.set("sectors.csv", 4, 3, no);
        saved.set("sectors.csv", 5, 3, no);
        assert_same(&world, &saved.load().unwrap().0);
    }
}

#[test]
fn columns_may_stand_in_any_order() {
    let world = small();
    let saved = Saved::csv();
    let cells: Vec<_> = world.flows.indexed_iter().collect();
    let code = |pick: fn((usize, usize, usize)) -> usize| {
        let codes = cells
            .iter()
            .map(|(at, _)| world.economies[pick(*at)].code.as_str());
        ColumnData::Text(codes.collect())
    };
    let sectors = cells
        .iter()
        .map(|(at, _)| world.sectors[at.2].code.as_str());
    let columns = [
        (
            "value",
            ColumnData::Number(cells.iter().map(|(_, f)| **f).collect()),
        ),
        ("exporter", code(|at| at.1)),
        (
            "tariff",
            ColumnData::Number(cells.iter().map(|(at, _)| world.tariffs[*at]).collect()),
        ),
        ("sector", ColumnData::Text(sectors.collect())),
        ("importer", code(|at| at.0)),
    ];
    write_csv(&saved.file("flows.csv"), &columns).unwrap();
    assert_same(&world, &saved.load().unwrap().0);
    saved.remove("flows.csv");
    write_parquet(&saved.file("flows.parquet"), &columns).unwrap();
    assert_same(&world, &saved.load().unwrap().0);
}

#[test]
fn worlds_inside_the_program_are_exact() {
    for name in EMBEDDED_WORLDS {
        let (world, warnings) = World::load_from(&embedded(name).unwrap()).unwrap();
        assert!(!warnings.has_errors(), "{warnings}");
        assert_exact(&world);
    }
    assert!(EMBEDDED_WORLDS.contains(&DEFAULT_WORLD));
    assert!(embedded("nowhere").is_none());
}

#[test]
fn files_inside_the_program_load_as_a_folder_does() {
    const FILES: &[(&str, &[u8])] = &[
        ("world.toml", b"name = \"two\"\nunit = \"USD\"\n"),
        ("economies.csv", b"economy\nUSA\nCHN\n"),
        ("sectors.csv", b"sector,goods,trade_elasticity\nall,true,5\n"),
        ("flows.csv", b"importer,exporter,sector,value,tariff\nUSA,USA,all,9,0\nCHN,CHN,all,8,0\nUSA,CHN,all,2,0.1\n"),
    ];
    let embedded = Embedded {
        name: "two",
        files: FILES,
    };
    let (world, warnings) = World::load_from(&embedded).unwrap();
    assert!(warnings.is_empty(), "{warnings}");
    let dir = tempfile::tempdir().unwrap();
    for (file, content) in FILES {
        std::fs::write(dir.path().join(file), content).unwrap();
    }
    let (same, _) = World::load_from(&Directory(dir.path().to_owned())).unwrap();
    assert_same(&world, &same);
    assert_eq!(world.flows[[0, 1, 0]], 2.0);
    assert_eq!(world.flows[[1, 0, 0]], 0.0);
}

#[test]
fn saving_needs_a_new_folder_and_leaves_nothing_half_done() {
    let dir = tempfile::tempdir().unwrap();
    let world = small();
    // A slash at the end, a folder inside folders that are not there yet.
    let path = format!("{}/new/world/", dir.path().display());
    world.save(path.as_ref(), Format::Csv).unwrap();
    assert_same(&world, &World::load(&path).unwrap().0);
    let inside = |folder: &str| {
        let entries = std::fs::read_dir(dir.path().join(folder)).unwrap();
        let names = entries.map(|e| e.unwrap().file_name().into_string().unwrap());
        names.collect::<Vec<String>>()
    };
    assert_eq!(inside("new"), ["world"]);
    let error = world.save(path.as_ref(), Format::Csv).unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::AlreadyExists);
    assert!(error.to_string().contains("choose another name"), "{error}");
}

#[test]
fn the_hash_changes_with_content_and_not_with_its_description() {
    let world = raw();
    let hash = world.hash();
    assert_eq!(hash.len(), 64);
    assert_eq!(hash, raw().hash());
    let unchanged: [fn(&mut World); 4] = [
        |w| w.provenance.name = "other".into(),
        |w| w.provenance.notes.clear(),
        |w| w.economies[0].name = "America".into(),
        |w| w.tariffs[[0, 0, 0]] = -0.0,
    ];
    for change in unchanged {
        let mut world = raw();
        change(&mut world);
        assert_eq!(world.hash(), hash);
    }
    let changed: [fn(&mut World); 8] = [
        |w| w.provenance.unit.scale = 1e6,
        |w| w.economies[0].code = "US".into(),
        |w| w.economies.swap(0, 1),
        |w| w.sectors[1].goods = false,
        |w| w.sectors[1].trade_elasticity = 8.100_000_000_000_001,
        |w| w.flows[[0, 1, 0]] *= 1.0 + f64::EPSILON,
        |w| w.tariffs.swap([0, 1, 0], [1, 0, 0]),
        |w| w.value_added_share[[4, 3]] = 0.5,
    ];
    for (k, change) in changed.into_iter().enumerate() {
        let mut world = raw();
        change(&mut world);
        assert_ne!(world.hash(), hash, "change {k}");
    }
}
