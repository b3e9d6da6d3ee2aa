//! `cobden read` across documents and against a record.

use serde_json::Value;

use crate::common::{Desk, json, list, run, stdout, text, word};

/// What a ministry says; a wire has it word for word, and a paper of another town takes it from there.
const SAID: &str = "The United States has recently sent messages to China through relevant parties, hoping to start talks. \
    China is currently assessing this, a spokesperson for the Ministry of Commerce said on Friday. \"The United States should show \
    sincerity and be prepared to correct its wrong practices,\" the spokesperson said. China raised tariffs on American soybeans \
    to 34% on April 10, the ministry said.";

/// A ministry's text, a wire's copy, a paper's reprint, and a paper that has another rate.
fn desk() -> Desk {
    let desk = Desk::new();
    let files = [
        (
            "docs/a-release.txt",
            format!("Ministry of Commerce of China\nMay 2, 2025\n\nRemarks on tariff talks\n\n{SAID}\n"),
        ),
        (
            "docs/b-wire.txt",
            format!("China weighs talks with US\n\nBEIJING, May 2, 2025 (Reuters) - {SAID}\n\nShares in Shanghai rose 2% on Friday.\n"),
        ),
        (
            "docs/c-reprint.txt",
            format!("The Daily Harbour\nMay 3, 2025\n\nChina weighs talks with US\n\n(Reuters) - {SAID}\n\nShares in Shanghai rose 2% on Friday.\n"),
        ),
        (
            "docs/d-other.txt",
            "Farmers count the cost\n\nThe Prairie Post\nMay 4, 2025\n\nGrowers worry. China raised tariffs on American soybeans to 54% \
             on April 10, traders say. Prices fell by 3% last week.\n"
                .to_owned(),
        ),
    ];
    for (name, content) in files {
        desk.file(name, &content);
    }
    desk
}

#[test]
fn several_documents_end_with_how_they_hang_together() {
    let desk = desk();
    let shown = stdout(&["read", &desk.path("docs")]);
    let (documents, across) = shown
        .split_once("\nAcross 4 documents\n")
        .expect("a section");
    assert!(documents.contains("Farmers count the cost"), "{documents}");
    let across = across.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "3 documents in 1 family",
        "is a copy of a-release.txt",
        "Contradictions",
        "34%: a-release.txt",
        "54%: d-other.txt",
        "so too b-wire.txt, c-reprint.txt",
    ] {
        assert!(across.contains(part), "{part} is not in {across}");
    }
    let alone = stdout(&["read", &desk.path("docs"), "--across"]);
    assert!(alone.starts_with("Across 4 documents\n"), "{alone}");
    assert!(shown.ends_with(&alone), "{alone}");
    let without = stdout(&["read", &desk.path("docs"), "--no-across"]);
    assert!(!without.contains("Across"), "{without}");
    let one = stdout(&["read", &desk.path("docs/d-other.txt")]);
    assert!(!one.contains("Across"), "{one}");
}

#[test]
fn json_ends_with_an_object_of_the_comparison() {
    let desk = desk();
    let printed = stdout(&["read", &desk.path("docs"), "--json"]);
    let lines: Vec<Value> = printed
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line of JSON"))
        .collect();
    assert_eq!(lines.len(), 5);
    let across = &lines[4]["across"];
    assert_eq!(list(&across["documents"]).len(), 4);
    assert_eq!(list(&across["families"]).len(), 1);
    assert_eq!(across["families"][0]["origin"], 0);
    let differs = &across["contradictions"][0];
    assert_eq!(differs["field"], "rate");
    // Facts are named by document and proposal.
    let fact = &differs["other"]["fact"];
    let document = fact["document"].as_u64().expect("a number") as usize;
    let found = list(&lines[document]["proposals"]);
    let found = found
        .iter()
        .find(|one| one["id"] == fact["id"])
        .expect("the fact");
    assert_eq!(found["norm"]["rate"], 54.0);
    let alone = json(&[
        "read",
        &desk.path("docs"),
        "--across",
        "--json",
        "--threads",
        "3",
    ]);
    assert_eq!(&alone["across"], across);
    let without = stdout(&["read", &desk.path("docs"), "--json", "--no-across"]);
    assert_eq!(without.lines().count(), 4);
}

#[test]
fn gold_lines_stay_as_they_are() {
    let desk = desk();
    let printed = stdout(&["read", &desk.path("docs"), "--format", "gold"]);
    assert!(!printed.contains("\"across\""), "{printed}");
    let refused = run(&["read", &desk.path("docs"), "--format", "gold", "--across"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        text(&refused.stderr).contains("gold"),
        "{}",
        text(&refused.stderr)
    );
}

#[test]
fn one_document_has_nothing_to_be_compared_with() {
    let desk = desk();
    let refused = run(&["read", &desk.path("docs/d-other.txt"), "--across"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("nothing to be compared with"));
}

const RECORD: &str = r#"
[source.gazette]
publisher = "Gazette"
kind = "official"
date = 2025-04-10

[measure.soybeans]
title = "Soybeans at 34%"
sources = ["gazette"]
known = 2025-04-10
actor = "CHN"
target = "USA"
instrument = "tariff"
authority = "answer"
products = "unlisted"
scope = "soybeans of America"
rate = "34%"
from = 2025-04-10
"#;

#[test]
fn documents_are_compared_with_a_record() {
    let desk = desk();
    desk.file(
        "record/record.toml",
        "[record]\ntitle = \"A test\"\nformat = 1\n",
    );
    desk.file("record/entries.toml", RECORD);
    let record = desk.path("record");
    let measure = |document: &str| {
        let reading = json(&["read", &desk.path(document), "--record", &record, "--json"]);
        let found = list(&reading["proposals"]).iter();
        let mut found = found.filter(|one| !one["norm"]["rate"].is_null());
        found.next().expect("a measure")["record"].clone()
    };
    let known = measure("docs/b-wire.txt");
    assert_eq!(known["verdict"], "known");
    let entry = &known["entries"][0];
    assert_eq!(entry["id"], "soybeans");
    assert!(word(&entry["file"]).ends_with("entries.toml"), "{entry}");
    assert_eq!(entry["line"], 7);
    let differs = measure("docs/d-other.txt");
    assert_eq!(differs["verdict"], "differs");
    let difference = &differs["entries"][0]["differs"][0];
    assert_eq!(
        (
            word(&difference["field"]),
            word(&difference["document"]),
            word(&difference["record"])
        ),
        ("rate", "54%", "34%")
    );
    let shown = stdout(&["read", &desk.path("docs/d-other.txt"), "--record", &record]);
    assert!(shown.contains("Otherwise in the record"), "{shown}");
    assert!(shown.contains("rate 54% here, 34% there"), "{shown}");
    let shown = stdout(&["read", &desk.path("docs"), "--record", &record]);
    assert!(shown.contains("against the record: "), "{shown}");
    assert!(shown.contains("Across 4 documents"), "{shown}");
}

#[test]
fn a_record_with_faults_is_told_before_anything_is_read() {
    let desk = desk();
    desk.file(
        "record/record.toml",
        "[record]\ntitle = \"A test\"\nformat = 1\n",
    );
    desk.file("record/entries.toml", "[measure.x]\nactor = \"USA\"\n");
    let refused = run(&["read", &desk.path("docs"), "--record", &desk.path("record")]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(refused.stdout.is_empty());
    assert!(text(&refused.stderr).contains("entries.toml"));
}
