//! What a card says of other documents and of the record, and what `--only-new` leaves out.

use cobden::read::Reading;
use serde_json::{Value, json};

use crate::bench::{Bench, TEXT, reading};

/// A second reading of the same text, as a paper of the next day has it.
fn reprint() -> Reading {
    let mut reprint = reading();
    reprint.document.name = "news/paper.txt".to_owned();
    reprint.document.hash = "cd".repeat(32);
    reprint.document.publisher = Some("The Morning Paper".to_owned());
    reprint.document.date = cobden::read::Period::parse("2025-05-03");
    reprint.document.repeats = vec!["The Daily Wire".to_owned()];
    reprint
}

/// A text of its own, with another rate for the same measure.
fn other() -> (Reading, &'static str) {
    let text = "Toy makers protest\n\nThe US imposed a tariff of 154% on toys from China on 9 April, a maker of trains complains.\n";
    let mut other = reading();
    let mut measure = other.proposals.remove(2);
    measure.text = "The US imposed a tariff of 154% on toys from China on 9 April".to_owned();
    measure.start = 20;
    measure.end = measure.start + measure.text.chars().count();
    measure.slots.clear();
    let place = |words: &str| {
        let at = text.find(words).expect("the words are in the text");
        json!({ "start": at, "end": at + words.len(), "text": words })
    };
    for (name, words) in [
        ("actor", "The US"),
        ("product", "toys"),
        ("rate", "154%"),
        ("when", "on 9 April"),
    ] {
        measure.slots.insert(name.to_owned(), place(words));
    }
    measure.norm.insert("rate".to_owned(), json!(154.0));
    other.document.name = "news/toys.txt".to_owned();
    other.document.hash = "ef".repeat(32);
    other.document.publisher = Some("The Toy Post".to_owned());
    other.document.title = None;
    other.proposals = vec![measure];
    (other, text)
}

fn bench() -> Bench {
    let bench = Bench::new();
    let mut inbox = bench.inbox();
    inbox.add(&reprint(), TEXT).expect("added");
    let (other, text) = other();
    inbox.add(&other, text).expect("added");
    bench
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn cards_tell_what_other_documents_say() {
    let bench = bench();
    let said = one_line(&bench.answered(&["--record", "record", "--kind", "measure"], "s\ns\ns\n"));
    for part in [
        "! this document is repeated or cited by news/paper.txt (The Morning Paper, 2025-05-03)",
        "! this document repeats news/wire.txt (The Daily Wire, 2025-05-02): 100% shared",
        "independent sources: 1",
        "! contradicts news/toys.txt (The Toy Post, 2025-05-02): 145% against 154%",
        "! contradicts news/wire.txt (The Daily Wire, 2025-05-02): 154% against 145%",
    ] {
        assert!(said.contains(part), "{part} is not in {said}");
    }
    // Without the comparison the cards are as before.
    let bench = self::bench();
    let said = bench.answered(&["--record", "record", "--no-across"], "s\n");
    assert!(!said.contains("this document"), "{said}");
}

#[test]
fn a_document_with_the_same_text_is_decided_once() {
    let bench = bench();
    let all = bench.done(&["--list"]);
    assert!(all.ends_with("9 proposals waiting\n"), "{all}");
    let new = bench.done(&["--list", "--only-new"]);
    assert!(new.ends_with("5 proposals waiting\n"), "{new}");
    assert!(!new.contains("The Morning Paper"), "{new}");
    let listed: Value = serde_json::from_str(&bench.done(&["--list", "--json"])).expect("JSON");
    let last = listed
        .as_array()
        .expect("a list")
        .iter()
        .filter(|one| one["document"]["name"] == "news/paper.txt");
    for one in last {
        let relations = one["relations"].as_array().expect("a list");
        assert!(relations.iter().any(|one| one["twin"].is_i64()), "{one}");
    }
}

#[test]
fn what_the_record_has_is_told_and_left_out() {
    let bench = bench();
    bench.done(&["--record", "record", "--accept", "3"]);
    let said = one_line(&bench.answered(&["--kind", "measure"], "s\ns\n"));
    assert!(
        said.contains("! known to the record: usa-tariff-145-toys-2025-04-09 (record/inbox/"),
        "{said}"
    );
    assert!(
        said.contains("! otherwise in the record: usa-tariff-145-toys-2025-04-09"),
        "{said}"
    );
    assert!(said.contains("rate 154% here, 145% there"), "{said}");
    let list = bench.done(&["--list", "--kind", "measure"]);
    assert!(list.ends_with("2 proposals waiting\n"), "{list}");
    let said = bench.answered(&["--kind", "measure", "--only-new"], "s\n");
    assert!(
        said.contains("154%") && !said.contains("news/paper.txt; "),
        "{said}"
    );
    // Taken back, it is new again.
    bench.done(&["--undo", "1"]);
    let list = bench.done(&["--list", "--kind", "measure", "--only-new"]);
    assert!(list.ends_with("2 proposals waiting\n"), "{list}");
}

#[test]
fn documents_added_later_are_compared_too() {
    let bench = Bench::new();
    assert!(!bench.done(&["--list", "--json"]).contains("this document"));
    bench.inbox().add(&reprint(), TEXT).expect("added");
    assert!(
        bench
            .done(&["--list", "--json"])
            .contains("this document repeats")
    );
}
