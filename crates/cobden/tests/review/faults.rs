//! What is said of bad input.

use crate::bench::{Bench, text};

fn refused(bench: &Bench, arguments: &[&str]) -> String {
    let output = bench.run(arguments);
    assert!(!output.status.success(), "{}", text(&output.stdout));
    text(&output.stderr)
}

#[test]
fn what_is_wrong_is_told_with_place_and_advice() {
    let bench = Bench::new();
    for (arguments, parts) in [
        (vec!["--accept", "1"], ["no record", "--record DIR"]),
        (
            vec!["--accept", "1", "--record", "nowhere"],
            ["no file record.toml", "nowhere"],
        ),
        (
            vec!["--accept", "99", "--record", "record"],
            ["no proposal 99", "--list"],
        ),
        (vec!["--reject", "99"], ["no proposal 99", "--list"]),
        (vec!["--undo", "7"], ["no decision 7", "--history"]),
        (
            vec!["--list", "--document", "x.txt"],
            ["no document x.txt", "--list"],
        ),
        (
            vec!["--list", "--kind", "rumour"],
            ["rumour", "statement, measure"],
        ),
        (vec!["--accept-above", "90"], ["90", "0.9"]),
        (
            vec!["--accept", "1", "--record", "record", "--into", "../x.toml"],
            ["outside", "x.toml"],
        ),
    ] {
        let said = refused(&bench, &arguments);
        assert!(
            parts.iter().all(|part| said.contains(part)),
            "{arguments:?}: {said}"
        );
    }
}

#[test]
fn a_file_that_is_no_inbox() {
    let bench = Bench::new();
    std::fs::write(
        bench.path("facts.inbox"),
        "not a database, but some text\n".repeat(99),
    )
    .unwrap();
    let said = refused(&bench, &["--list"]);
    assert!(
        said.contains("not an inbox") && said.contains("facts.inbox"),
        "{said}"
    );
}

#[test]
fn a_record_with_faults_of_its_own_is_left_alone() {
    let bench = Bench::new();
    std::fs::write(bench.path("record/bad.toml"), "[event.x]\nkind = 5\n").unwrap();
    let said = refused(&bench, &["--record", "record", "--accept", "1"]);
    assert!(
        said.contains("faults of its own") && said.contains("record/bad.toml:2"),
        "{said}"
    );
    assert!(
        !bench
            .path("record/inbox")
            .join("2025-05-02-daily-wire-ministry-weighs-talks.toml")
            .exists()
    );
    assert!(bench.done(&["--list"]).ends_with("4 proposals waiting\n"));
}
