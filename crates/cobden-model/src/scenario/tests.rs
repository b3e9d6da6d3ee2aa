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
