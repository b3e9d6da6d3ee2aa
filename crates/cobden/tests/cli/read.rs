//! `cobden read`: what it prints, what it puts into an inbox, what it refuses.

use std::io::Write;
use std::process::Stdio;

use serde_json::Value;

use crate::common::{Desk, json, list, program, run, stdout, text, word};

const DOCUMENTS: &str = "tests/cli/documents";
const TOYS: &str = "tests/cli/documents/toys.txt";
const PAGE: &str = "tests/cli/documents/page.html";

#[test]
fn offsets_cut_the_words_out_again() {
    let reading = json(&["read", TOYS, "--json"]);
    assert_eq!(reading["document"]["date"], "2025-05-02");
    let content: Vec<char> = std::fs::read_to_string(TOYS)
        .expect("a file")
        .chars()
        .collect();
    let proposals = list(&reading["proposals"]);
    assert!(!proposals.is_empty());
    for proposal in proposals {
        let place = |key: &str| proposal[key].as_u64().expect("an offset") as usize;
        let words: String = content[place("start")..place("end")].iter().collect();
        assert_eq!(words, word(&proposal["text"]));
        assert!(proposal.get("original").is_none());
    }
}

#[test]
fn facts_of_a_page_know_their_place_in_its_source() {
    let reading = json(&["read", PAGE, "--json", "--kind", "measure"]);
    let source = std::fs::read_to_string(PAGE).expect("a file");
    let proposals = list(&reading["proposals"]);
    assert!(proposals.iter().all(|one| one["kind"] == "measure"));
    let one = proposals
        .iter()
        .find(|one| word(&one["text"]).contains("from 25% to 50%"))
        .expect("the sentence on steel");
    let place = |key: &str| one["original"][key].as_u64().expect("an offset") as usize;
    assert!(source[place("start")..place("end")].contains("to <b>50%</b>"));
}

#[test]
fn unreadable_files_are_told_and_do_not_stop_the_others() {
    let output = run(&["read", DOCUMENTS, "nowhere", "--json", "--threads", "1"]);
    assert_eq!(output.status.code(), Some(2));
    let errors = text(&output.stderr);
    for part in ["archive.txt", "empty.txt", "nowhere", "= help:"] {
        assert!(errors.contains(part), "{errors}");
    }
    let printed = text(&output.stdout);
    let lines = printed
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("a line of JSON"));
    let (documents, across): (Vec<Value>, Vec<Value>) =
        lines.partition(|one| one.get("document").is_some());
    assert_eq!(list(&across[0]["across"]["documents"]).len(), 2);
    let names: Vec<String> = documents
        .iter()
        .map(|one| word(&one["document"]["name"]).to_owned())
        .collect();
    assert_eq!(names, ["page.html", "toys.txt"]);
    let wide = run(&["read", DOCUMENTS, "nowhere", "--json", "--threads", "4"]);
    assert_eq!(wide.stdout, output.stdout);
}

#[test]
fn an_inbox_knows_what_it_has() {
    let desk = Desk::new();
    let inbox = desk.path("facts.inbox");
    let record = "tests/records/small";
    let again = ["read", TOYS, PAGE, "--inbox", &inbox, "--json"];
    let first = json(&[
        "read", TOYS, "--inbox", &inbox, "--record", record, "--json",
    ]);
    let new = first["new"].as_u64().expect("a number");
    assert!(new > 0 && first["known"] == 0, "{first}");
    let second = json(&again);
    assert_eq!(second["known"].as_u64(), Some(new), "{second}");
    let third = json(&again);
    assert_eq!(third["new"], 0, "{third}");
    let waiting = stdout(&["review", &inbox, "--list"]);
    assert!(waiting.contains("measure"), "{waiting}");
}

#[test]
fn standard_input_is_a_document() {
    let mut child = program(&["read", "-", "--format", "gold", "--date", "2025-06-01"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut input = child.stdin.take().expect("a pipe");
    let content =
        "The US will raise tariffs on Chinese steel to 50% tomorrow, officials said.\u{1b}[2J\n";
    input.write_all(content.as_bytes()).expect("a reader");
    drop(input);
    let output = child.wait_with_output().expect("an end");
    assert!(output.status.success());
    let printed = text(&output.stdout);
    let lines: Vec<Value> = printed
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line of JSON"))
        .collect();
    assert_eq!(lines[0]["file"], "-");
    assert_eq!(lines[0]["doc_date"], "2025-06-01");
    assert_eq!(lines[0]["doc_date_basis"], "given");
}

#[test]
fn escapes_of_a_document_do_not_reach_the_terminal() {
    let desk = Desk::new();
    let content =
        "China will raise tariffs on American \u{1b}[31mtoys to 25%, the ministry \u{202e}said.\n";
    let shown = stdout(&["read", &desk.file("a.txt", content)]);
    assert!(!shown.contains(['\u{1b}', '\u{202e}']), "{shown:?}");
}
