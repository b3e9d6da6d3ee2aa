//! Without questions.

use serde_json::Value;

use crate::bench::{Bench, text};

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn what_waits_is_listed() {
    let bench = Bench::new();
    let said = bench.done(&["--list"]);
    assert!(
        said.contains("     3  measure    0.90  2025-05-02  The Daily Wire: The US imposed"),
        "{said}"
    );
    assert!(said.ends_with("4 proposals waiting\n"), "{said}");
    let said = bench.done(&["--list", "--limit", "1", "--kind", "measure,figure"]);
    assert!(said.contains("and 1 more"), "{said}");
    let all = json(&bench.done(&["--list", "--json"]));
    assert_eq!(all.as_array().unwrap().len(), 4);
    assert_eq!(all[2]["proposal"]["norm"]["rate"], 145.0);
    assert_eq!(all[0]["document"]["title"], "Ministry weighs talks");
    let some = json(&bench.done(&["--list", "--json", "--above", "0.95"]));
    assert_eq!(some.as_array().unwrap().len(), 0);
}

#[test]
fn proposals_are_accepted_rejected_and_taken_back_by_number() {
    let bench = Bench::new();
    let said = bench.done(&[
        "--record",
        "record",
        "--accept",
        "1,2",
        "--into",
        "talks/may.toml",
    ]);
    assert!(
        said.contains("2 accepted as pos-chn-show-sincerity in talks/may.toml (decision 2)"),
        "{said}"
    );
    assert_eq!(bench.record().positions.len(), 1);
    let said = bench.done(&["--reject", "3", "--because", "twice"]);
    assert_eq!(said, "1 proposal rejected\n");
    // The record is remembered.
    let said = bench.done(&["--undo", "2"]);
    assert!(said.contains("taken back"), "{said}");
    bench.done(&["--undo", "3"]);
    assert_eq!(bench.record().positions.len(), 0);
    assert!(bench.done(&["--list"]).ends_with("3 proposals waiting\n"));
    let history = json(&bench.done(&["--history", "--json"]));
    let verdicts: Vec<&str> = history
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["verdict"].as_str().unwrap())
        .collect();
    assert_eq!(verdicts, ["accept", "accept", "reject", "undo", "undo"]);
    assert_eq!(bench.done(&["--export"]).lines().count(), 4);
}

#[test]
fn all_above_a_confidence_are_accepted_and_the_rest_is_told() {
    let bench = Bench::new();
    let output = bench.run(&["--record", "record", "--accept-above", "0.5", "--json"]);
    assert_eq!(output.status.code(), Some(2));
    let told = json(&text(&output.stdout));
    assert_eq!(told["accepted"].as_array().unwrap().len(), 4);
    assert_eq!(told["accepted"][3]["missing"][0], "on");
    let said = text(&output.stderr);
    assert!(said.contains("proposal 4 was not accepted"), "{said}");
    assert_eq!(bench.record().measures.len(), 1);
    let said = bench.done(&["--accept-above", "0.9"]);
    assert!(said.contains("nothing waits"), "{said}");
    // What is in the record passes the check.
    let check = std::process::Command::new(env!("CARGO_BIN_EXE_cobden"))
        .args(["check"])
        .arg(bench.path("record"))
        .output()
        .unwrap();
    assert!(check.status.success(), "{}", text(&check.stderr));
}
