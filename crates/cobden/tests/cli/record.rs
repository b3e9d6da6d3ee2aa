//! The commands that ask a record, on the example of the United States and China.

use crate::common::{example, json, list, number, run, stdout, text, word};

fn dispute() -> String {
    example("us-china")
}

fn duty(code: &str, on: &str, more: &[&str]) -> serde_json::Value {
    let record = dispute();
    let mut arguments = vec![
        "duty",
        &record,
        "--importer",
        "USA",
        "--exporter",
        "CHN",
        "--hs",
        code,
        "--on",
        on,
        "--json",
    ];
    arguments.extend(more);
    json(&arguments)
}

#[test]
fn the_example_has_no_fault_and_every_claim_holds() {
    let checked = json(&["check", &dispute(), "--json"]);
    assert_eq!(checked["ok"], true);
    assert!(number(&checked["entries"]["claims"]) >= 40.0);
    assert!(number(&checked["entries"]["measures"]) > 250.0);
    // What is not applied is listed with a reason.
    for rule in list(&checked["rules_not_applied"]) {
        assert!(!word(&rule["reason"]).is_empty(), "{rule}");
    }
    let overlay = stdout(&["check", &example("us-china-waugh")]);
    assert!(overlay.contains("every claim holds"), "{overlay}");
}

#[test]
fn a_duty_has_layers_that_sum_to_the_total_and_name_their_source() {
    let answer = duty("8517.13.00", "2025-05-02", &[]);
    assert_eq!(number(&answer["total_percent"]), 20.0);
    assert_eq!(number(&answer["additional_percent"]), 20.0);
    let layers = list(&answer["layers"]);
    let sum: f64 = layers
        .iter()
        .map(|layer| number(&layer["rate_percent"]))
        .sum();
    assert!((sum - 20.0).abs() < 1e-9);
    for layer in layers {
        assert!(!word(&layer["source"]).is_empty(), "{layer}");
        assert!(!word(&layer["authority"]).is_empty(), "{layer}");
    }
    let status = |measure: &str| {
        let layer = layers.iter().find(|layer| layer["measure"] == measure);
        word(&layer.expect("the layer")["status"]).to_owned()
    };
    assert_eq!(status("us-fent-20"), "applied");
    assert_eq!(status("us-recip-125"), "exempt by us-recip-electronics");
}

#[test]
fn the_exemption_of_electronics_was_retroactive() {
    let before = duty("8517.13.00", "2025-04-10", &["--known", "2025-04-10"]);
    assert_eq!(number(&before["total_percent"]), 145.0);
    let after = duty("8517.13.00", "2025-04-10", &["--known", "2025-04-12"]);
    assert_eq!(number(&after["total_percent"]), 20.0);
}

#[test]
fn the_worked_example_of_a_list_3_good() {
    // An ordinary duty of 3%, on List 3, on no other list: see docs/stacking.md.
    for (on, total) in [
        ("2025-01-01", 28.0),
        ("2025-02-04", 38.0),
        ("2025-03-04", 48.0),
        ("2025-04-05", 58.0),
        ("2025-04-09", 132.0),
        ("2025-04-10", 173.0),
        ("2025-05-14", 58.0),
        ("2025-11-10", 48.0),
        ("2026-02-24", 38.0),
    ] {
        let answer = duty("3923.21.00", on, &[]);
        assert_eq!(number(&answer["total_percent"]), total, "{on}");
    }
}

#[test]
fn averages_have_coverage_and_parts_that_sum_to_the_total() {
    let answer = json(&[
        "average",
        &dispute(),
        "--importer",
        "USA",
        "--exporter",
        "CHN",
        "--on",
        "2025-05-02",
        "--by",
        "authority",
        "--json",
    ]);
    let total = number(&answer["total_percent"]);
    assert!(total > 100.0 && total < 145.0, "{total}");
    assert!(number(&answer["coverage_percent"]) > 99.0);
    let sum: f64 = list(&answer["by"])
        .iter()
        .map(|part| number(&part["percent"]))
        .sum();
    assert!((sum - total).abs() < 1e-9, "{sum} {total}");
}

#[test]
fn geneva_shows_in_the_difference_of_two_days() {
    let answer = json(&[
        "diff",
        &dispute(),
        "--from",
        "2025-05-13",
        "--to",
        "2025-05-14",
        "--exporter",
        "CHN",
        "--json",
    ]);
    let measures = list(&answer["measures"]);
    let find = |id: &str| measures.iter().find(|one| one["measure"] == id);
    assert_eq!(
        word(&find("us-recip-125").expect("ended")["after"]),
        "ended by us-recip-10b"
    );
    assert_eq!(
        word(&find("us-recip-10b").expect("begun")["after"]),
        "in force"
    );
    let china = &list(&answer["averages"])[0];
    let fall = number(&china["before_percent"]) - number(&china["after_percent"]);
    assert!(fall > 60.0 && fall < 115.0, "{fall}");
}

#[test]
fn positions_know_what_was_met() {
    let on = |day: &str| {
        let answer = json(&["positions", &dispute(), "--on", day, "--json"]);
        let positions = list(&answer["positions"]).to_vec();
        let one = positions
            .into_iter()
            .find(|one| one["id"] == "pos-cn-drop-145");
        one.expect("the precondition")
    };
    let early = on("2025-05-03");
    assert_eq!(word(&early["kind"]), "precondition");
    assert_eq!(word(&early["status"]), "open");
    assert!(!word(&list(&early["sources"])[0]["attribution"]).is_empty());
    // Geneva went ahead without it.
    assert_eq!(word(&on("2025-06-01")["status"]), "withdrawn");
}

#[test]
fn the_timeline_is_filtered_by_day_party_and_kind() {
    let items = |more: &[&str]| {
        let record = dispute();
        let mut arguments = vec!["timeline", &record, "--json"];
        arguments.extend(more);
        list(&json(&arguments)["items"]).to_vec()
    };
    let all = items(&[]);
    assert!(all.len() > 300);
    assert!(all.is_sorted_by_key(|item| word(&item["date"]).to_owned()));
    let april = items(&[
        "--from",
        "2025-04-01",
        "--to",
        "2025-05-01",
        "--party",
        "CHN",
        "--kind",
        "tariff",
    ]);
    assert!(april.iter().any(|item| item["id"] == "cn-apr84"));
    assert!(
        april
            .iter()
            .all(|item| word(&item["date"]).starts_with("2025-04"))
    );
    let early = items(&["--known", "2019-12-31"]);
    assert!(
        early
            .iter()
            .all(|item| word(&item["known"]) <= "2019-12-31")
    );
    assert!(early.len() < all.len() / 2);
}

#[test]
fn duties_of_a_day_become_a_scenario() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = folder.path().join("tariffs.csv");
    let shown = table.display().to_string();
    stdout(&["tariffs", &dispute(), "--on", "2025-05-02", "--out", &shown]);
    let scenario = folder.path().join("day.toml");
    std::fs::write(&scenario, "[[tariff]]\nfile = \"tariffs.csv\"\n").expect("a scenario");
    let solved = json(&["simulate", &scenario.display().to_string(), "--json"]);
    let economies = list(&solved["economies"]);
    let usa = economies
        .iter()
        .find(|one| one["economy"] == "USA")
        .expect("the United States");
    assert!(number(&usa["real_income_change_percent"]) < 0.0);
    // A table is never written over another.
    let again = run(&["tariffs", &dispute(), "--on", "2025-05-02", "--out", &shown]);
    assert!(!again.status.success());
    assert!(text(&again.stderr).contains("already exists"));
}

#[test]
fn a_panel_is_written_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("panel.csv").display().to_string();
    let small = "tests/records/small";
    let summary = json(&[
        "panel",
        small,
        "--from",
        "2025-05-01",
        "--to",
        "2025-06-01",
        "--out",
        &out,
        "--json",
    ]);
    let rows = std::fs::read_to_string(&out).expect("the panel");
    assert_eq!(rows.lines().count() as f64, 1.0 + number(&summary["rows"]));
    let toys = rows
        .lines()
        .filter(|row| row.starts_with("USA,CHN,9503000090,"));
    let toys: Vec<&str> = toys.collect();
    assert_eq!(
        toys,
        [
            "USA,CHN,9503000090,2025-05-01,2025-05-14,34,0,true,34,0,0",
            "USA,CHN,9503000090,2025-05-14,2025-06-01,10,0,true,10,0,0",
        ]
    );
    assert_eq!(
        std::fs::read_dir(folder.path())
            .expect("the folder")
            .count(),
        1
    );
}
