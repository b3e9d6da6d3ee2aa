use super::*;

const GOOD: &str = r#"
name = "145% and 125% on goods"
world = "default"
closure = "fixed-deficit"
[[tariff]]
importer = "USA"
exporter = "CHN"
sector = "goods"
add = "145%"
[settings]
tolerance = 1e-12
"#;

fn faults(text: &str) -> String {
    Scenario::parse("s.toml", text)
        .expect_err("faults")
        .to_string()
}

#[test]
fn a_scenario_is_read_as_written() {
    let scenario = Scenario::parse("dir/s.toml", GOOD).unwrap();
    assert_eq!(scenario.name, "145% and 125% on goods");
    assert_eq!(scenario.closure, Closure::FixedDeficit);
    assert_eq!(scenario.settings().tolerance, 1e-12);
    assert_eq!(scenario.changes.len(), 1);
    assert_eq!(scenario.changes[0].action, Action::Add(1.45));
}

#[test]
fn all_faults_come_at_once_with_their_places() {
    let text = "colour = 1\nclosure = \"open\"\n[[tariff]]\nimporter = \"USA\"\nexporter = 5\nadd = 145\nset = \"-100%\"\n[settings]\ntolerance = 1\n";
    let shown = faults(text);
    for expected in [
        "s.toml:1:1",
        "s.toml:2:11",
        "s.toml:5:12",
        "s.toml:6:7: error: add: 145 has no percent sign",
        "sector is missing",
        "set and add at once",
        "s.toml:9:13",
    ] {
        assert!(shown.contains(expected), "{expected} not in\n{shown}");
    }
}

#[test]
fn empty_scenarios_are_refused() {
    assert!(faults("name = \"nothing\"").contains("changes nothing"));
    assert!(faults("").contains("changes nothing"));
}

#[test]
fn syntax_errors_have_a_place() {
    assert!(faults("name = \"x\n[[tariff]]").contains("s.toml:1:"));
}

#[test]
fn limits_and_products_are_read() {
    let text = r#"
[[product]]
code = "parts"
sector = "S000"
shares = { E000 = "20%", "*" = "5%" }
pairs = [{ importer = "E001", exporter = "E000", share = "50%" }]
substitution = 0.2
trade_elasticity = 1
[[limit]]
importer = ["E001", "E002"]
exporter = "E000"
sector = "parts"
volume = "60%"
[[limit]]
importer = "*"
exporter = "E001"
sector = "S001"
volume = "80%"
rent = "importer"
joint = true
"#;
    let scenario = Scenario::parse("s.toml", text).unwrap();
    let whole = cobden_world::synthetic(3, 2, 1);
    let (world, _) = scenario.split(whole.clone()).unwrap();
    assert_eq!(world.sectors[2].code, "parts");
    assert_eq!(world.sectors[2].trade_elasticity, 1.0);
    let part = |n: usize, i: usize| world.flows[[n, i, 2]] / whole.flows[[n, i, 0]];
    for ((n, i), expected) in [((1, 0), 0.5), ((2, 0), 0.2), ((1, 1), 0.05), ((0, 2), 0.05)] {
        assert!((part(n, i) - expected).abs() < 1e-12, "{n} {i}");
    }
    let (shock, warnings) = scenario.shock(&world).unwrap();
    assert!(warnings.is_empty());
    let flows: Vec<&[[usize; 3]]> = shock.limits.iter().map(|l| l.flows.as_slice()).collect();
    assert_eq!(
        flows,
        [&[[1, 0, 2]][..], &[[2, 0, 2]], &[[0, 1, 1], [2, 1, 1]]]
    );
    assert_eq!(shock.limits[0].rent, Rent::Exporter);
    assert_eq!(
        (shock.limits[2].volume, shock.limits[2].rent),
        (0.8, Rent::Importer)
    );
}

#[test]
fn faults_of_limits_and_products_have_their_places() {
    let shown = faults(
        "[[limit]]\nimporter = \"USA\"\nexporter = \"CHN\"\nsector = \"C27\"\nvolume = 0.5\nrent = \"nobody\"\n\
         [[limit]]\nimporter = \"USA\"\nexporter = \"CHN\"\nsector = \"C27\"\nvolume = \"-1%\"\n\
         [[product]]\ncode = \"x\"\nshares = { CHN = 0.2 }\n",
    );
    for expected in [
        "s.toml:5:10: error: volume: 0.5 has no percent sign",
        "s.toml:6:8: error: rent is \"nobody\"",
        "s.toml:11:10: error: a volume of -1% is below none at all",
        "sector is missing",
        "substitution is missing",
        "CHN is a number, not a rate",
    ] {
        assert!(shown.contains(expected), "{expected} not in\n{shown}");
    }
    let limit =
        "[[limit]]\nimporter = \"E000\"\nexporter = \"E001\"\nsector = \"*\"\nvolume = \"50%\"\n";
    let twice = Scenario::parse("s.toml", &limit.repeat(2)).unwrap();
    let world = cobden_world::synthetic(3, 2, 1);
    let shown = twice.shock(&world).unwrap_err().to_string();
    assert!(shown.contains("is given already on line 5"), "{shown}");
    let product = "[[product]]\ncode = \"S001\"\nsector = \"S000\"\nshares = { E000 = \"120%\" }\nsubstitution = 1\n";
    let wrong = Scenario::parse("s.toml", &(limit.to_owned() + product)).unwrap();
    let shown = wrong.split(world).unwrap_err().to_string();
    assert!(
        shown.contains("s.toml:6:1") && shown.contains("is 1.2 for"),
        "{shown}"
    );
}

// A table of percentages read as ratios would be a hundred times too high.
#[test]
fn tables_of_percentages_are_noticed() {
    let desk = std::env::temp_dir().join(format!("cobden-rates-{}", std::process::id()));
    std::fs::create_dir_all(&desk).unwrap();
    let table = "importer,exporter,sector,tariff\nE000,E001,S000,25\nE001,E000,S000,30\n";
    std::fs::write(desk.join("rates.csv"), table).unwrap();
    let path = desk.join("s.toml").display().to_string();
    let scenario = Scenario::parse(&path, "[[tariff]]\nfile = \"rates.csv\"\n").unwrap();
    let (_, warnings) = scenario.shock(&cobden_world::synthetic(3, 2, 1)).unwrap();
    let warnings: Vec<String> = warnings.iter().map(ToString::to_string).collect();
    std::fs::remove_dir_all(&desk).unwrap();
    assert_eq!(warnings.len(), 1);
    assert!(
        warnings[0].contains("a duty of 2500% is unusual"),
        "{warnings:?}"
    );
}
