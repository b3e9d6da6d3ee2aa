//! Faults of a world folder as a whole: `world.toml`, the benchmark, several files at once.

use crate::common::{Saved, gravity, raw, small};
use cobden_diagnostics::Severity;
use cobden_world::{Format, World, check};

#[test]
fn folder_that_is_none() {
    let saved = Saved::csv();
    let faults = World::load(saved.file("nowhere")).unwrap_err().to_string();
    assert!(
        faults.ends_with("nowhere: error: there is no such folder"),
        "{faults}"
    );
    let faults = World::load(saved.file("flows.csv"))
        .unwrap_err()
        .to_string();
    let expected = "flows.csv: error: is a file; a world is a folder of tables";
    assert!(faults.ends_with(expected), "{faults}");
}

#[test]
fn world_toml() {
    let cases = [
        (
            "name = \"w\"\nunit = \"millions USD\"\n",
            "world.toml:2:8: error: \"millions USD\" is not a unit of value\n  hint: write for example \"million USD\"",
        ),
        (
            "unit = \"USD\"\nyaer = 2014\n",
            "world.toml:2:1: error: unknown field `yaer`, expected one of `name`, `year`, `tariffs_on`, `unit`, `source`, `licence`, `notes`, `nest`\n  hint: keys: name, year",
        ),
        (
            "unit = \"USD\"\nyear = \"2014\"\n",
            "world.toml:2:8: error: invalid type: string \"2014\", expected i32",
        ),
        ("unit = \"USD\"\n\nname = open\n", "world.toml:3:8: error: "),
        (
            "unit = \"USD\"\ntariffs_on = 12:00:00\n",
            "world.toml:2:14: error: this is no day\n  hint: write a day as 2022-07-01, without quotes",
        ),
        (
            "name = \"w\"\n",
            "world.toml:1:1: error: missing field `unit`",
        ),
    ];
    for (text, expected) in cases {
        let saved = Saved::csv();
        saved.write("world.toml", text);
        let faults = saved.faults();
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert!(faults[0].starts_with(expected), "{}", faults[0]);
    }
}

#[test]
fn input_shares_that_do_not_sum_to_one() {
    let saved = Saved::csv();
    saved.set("inputs.csv", 2, 4, "0");
    let missing = 1.0 - small().input_shares[[0, 0, 0]];
    let faults = saved.faults();
    assert_eq!(faults.len(), 1, "{faults:?}");
    let start = "small: error: input shares do not sum to one: USA A01 (0.";
    assert!(faults[0].starts_with(start), "{}", faults[0]);
    assert!(
        faults[0].contains(&format!("({missing:.6}")),
        "{}",
        faults[0]
    );
    assert!(
        faults[0].contains("hint: divide each sector's shares by their sum"),
        "{}",
        faults[0]
    );
    // A sector that is all value added needs no inputs; any other does.
    let mut world = small();
    world
        .input_shares
        .slice_mut(ndarray::s![2, 1, ..])
        .fill(0.0);
    let found = check(&world).to_string();
    assert!(found.contains("DEU C26 (0)"), "{found}");
    world.value_added_share[[2, 1]] = 1.0;
    assert!(!check(&world).to_string().contains("sum to one"));
}

#[test]
fn many_rows_of_input_shares_are_counted() {
    let mut world = small();
    world.input_shares *= 0.5;
    let found = check(&world).to_string();
    assert!(found.contains("USA A01 (0.5), USA C26 (0.5"), "{found}");
    assert!(found.contains(" and 10 more"), "{found}");
}

#[test]
fn slightly_negative_input_shares_are_kept_with_a_warning() {
    let mut world = small();
    let row = [-0.001, 0.5, 0.25, 0.251];
    world
        .input_shares
        .slice_mut(ndarray::s![1, 2, ..])
        .assign(&ndarray::arr1(&row));
    let saved = Saved::new(&world, Format::Csv);
    let (loaded, _) = saved.load_unchecked().unwrap();
    assert_eq!(loaded.input_shares[[1, 2, 0]], -0.001);
    let found = check(&loaded);
    let warnings = found.iter().filter(|d| d.severity == Severity::Warning);
    let texts: Vec<String> = warnings.map(|d| d.message.clone()).collect();
    assert_eq!(
        texts,
        ["slightly negative input shares are kept as they are: 1"]
    );
}

#[test]
fn unbalanced_world() {
    let mut world = small();
    // Germany's firms need far more of C26 than the country buys.
    world.value_added_share.row_mut(2).fill(0.01);
    let mut shares = world.input_shares.slice_mut(ndarray::s![2, .., ..]);
    shares.fill(0.0);
    shares.slice_mut(ndarray::s![.., 1]).fill(1.0);
    let saved = Saved::new(&world, Format::Parquet);
    let faults = saved.faults();
    assert_eq!(faults.len(), 1, "{faults:?}");
    let start = "small: error: DEU is unbalanced: its firms use more than it buys of C26 (-";
    assert!(faults[0].starts_with(start), "{}", faults[0]);
    assert!(
        faults[0].contains("cobden world calibrate"),
        "{}",
        faults[0]
    );
    // Unchecked it loads, to be calibrated.
    assert_eq!(saved.load_unchecked().unwrap().0, world);
}

#[test]
fn economy_without_value_added() {
    let mut world = gravity();
    world.flows.slice_mut(ndarray::s![.., 3, ..]).fill(0.0);
    let saved = Saved::new(&world, Format::Csv);
    let faults = saved.faults();
    assert_eq!(
        faults[0],
        "small: error: MEX has no value added\n  hint: an economy needs domestic output; merge it into the rest of the world"
    );
    assert!(
        faults[1].starts_with("small: warning: MEX without domestic sales\n"),
        "{}",
        faults[1]
    );
    assert_eq!(faults.len(), 2);
}

#[test]
fn domestic_sales_and_inner_duties_are_warned_of() {
    let mut world = gravity();
    for sector in 0..4 {
        world.flows[[4, 4, sector]] = 0.0;
    }
    world.tariffs[[0, 0, 1]] = 0.01;
    let found = check(&world);
    assert!(!found.has_errors(), "{found}");
    let messages: Vec<&str> = found.iter().map(|d| d.message.as_str()).collect();
    let expected = [
        "IND without domestic sales",
        "duties inside USA are kept as they are",
    ];
    assert_eq!(messages, expected);
}

#[test]
fn numbers_that_no_world_has_are_found_in_memory_too() {
    type Spoil = fn(&mut World);
    let cases: [(Spoil, &str); 8] = [
        (
            |w| w.flows[[0, 1, 2]] = f64::NAN,
            "flows below zero or not finite: USA from CHN, G (NaN)",
        ),
        (
            |w| w.flows.slice_mut(ndarray::s![1, 2, ..2]).fill(-1.0),
            "flows below zero or not finite: CHN from DEU, A01 (-1) and 1 more",
        ),
        (
            |w| w.flows[[0, 0, 0]] = f64::INFINITY,
            "flows below zero or not finite: USA from USA, A01 (inf)",
        ),
        (
            |w| w.tariffs[[4, 3, 1]] = -1.0,
            "tariffs of -1, below or not finite: IND from MEX, C26 (-1)",
        ),
        (
            |w| w.value_added_share[[1, 1]] = 1.2,
            "value-added shares outside 0 to 1: CHN C26 (1.2)",
        ),
        (
            |w| w.input_shares[[1, 1, 0]] = f64::NAN,
            "input shares outside 0 to 1: CHN C26 from A01 (NaN)",
        ),
        (
            |w| w.sectors[3].trade_elasticity = 0.0,
            "trade elasticities not above zero: K (0)",
        ),
        (
            |w| _ = w.economies.pop(),
            "arrays of the wrong shape: flows has [5, 5, 4], not [4, 4, 4] and 3 more",
        ),
    ];
    for (spoil, expected) in cases {
        let mut world = small();
        spoil(&mut world);
        let found = check(&world);
        let messages: Vec<&str> = found.iter().map(|d| d.message.as_str()).collect();
        assert_eq!(messages, [expected]);
        let refused = cobden_world::calibrate(&world).unwrap_err();
        assert_eq!(refused.to_string(), found.to_string());
    }
}

#[test]
fn faults_of_all_files_come_at_once() {
    let saved = Saved::new(&raw(), Format::Csv);
    saved.write("world.toml", "unit = \"dollars\"\n");
    saved.edit_line("economies.csv", 2, |line| format!("{line}\nUSA,twice"));
    saved.set("sectors.csv", 2, 3, "yes");
    saved.set("sectors.csv", 3, 4, "-2");
    saved.set("flows.csv", 2, 4, "-1");
    saved.set("flows.csv", 3, 2, "CHM");
    saved.set("inputs.csv", 2, 4, "many");
    saved.set("value_added.csv", 2, 3, "2");
    let found = saved.faults();
    let expected = [
        "inputs.csv:2:4 (column share): error: ",
        "world.toml:1:8: error: ",
        "economies.csv:3:1 (column economy): error: ",
        "sectors.csv:2:3 (column goods): error: ",
        "sectors.csv:3:4 (column trade_elasticity): error: ",
        "flows.csv:3:2 (column exporter): error: ",
        "flows.csv:2:4 (column value): error: ",
        "value_added.csv:2:3 (column share): error: ",
    ];
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (fault, start) in found.iter().zip(expected) {
        assert!(fault.starts_with(start), "{fault}\nis not\n{start}");
    }
    // Also when a table is missing or unreadable as a whole.
    saved.write("sectors.csv", "sector\n");
    saved.remove("economies.csv");
    let files: Vec<String> = saved
        .faults()
        .iter()
        .map(|fault| fault.split(':').next().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(
        files,
        [
            "economies.csv",
            "sectors.csv",
            "sectors.csv",
            "inputs.csv",
            "world.toml"
        ]
    );
}

// In scenarios "goods" and "services" stand for all sectors of their kind.
#[test]
fn sector_codes_that_scenarios_use() {
    let named = |k: usize, code: &str| {
        let mut world = crate::common::small();
        world.sectors[k].code = code.into();
        cobden_world::check(&world).to_string()
    };
    for (k, code) in [(0, "goods"), (0, "services"), (1, "*")] {
        let expected = format!("\"{code}\" cannot be the code of this sector");
        assert!(named(k, code).contains(&expected), "{}", named(k, code));
    }
    // One sector of each kind may carry its kind's name.
    let text = "[[sectors]]\ncode = \"goods\"\nof = [\"A01\", \"C26\"]\n[[sectors]]\ncode = \"services\"\nof = \"*\"\n";
    let mapping = cobden_world::Mapping::parse("m.toml", text, &crate::common::small()).unwrap();
    let two = cobden_world::aggregate(&crate::common::small(), &mapping);
    assert!(!cobden_world::check(&two).has_errors());
}
