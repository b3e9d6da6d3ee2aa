//! A session by a pipe: a line in place of a key.

use crate::bench::{Bench, answer, fact, reading, succeeded, text};
use cobden::read::Kind;
use serde_json::json;

const RECORD: [&str; 2] = ["--record", "record"];

#[test]
fn words_stand_in_their_place_and_decisions_are_kept() {
    let bench = Bench::new();
    let said = bench.answered(&RECORD, "a\nr not new\ns\nq\n");
    assert!(
        said.contains("1 of 4: statement 1, confidence 0.90 (by-hand)"),
        "{said}"
    );
    assert!(said.contains(">>China’s Commerce Ministry said"), "{said}");
    assert!(said.contains("[source.daily-wire-2025-05-02]"), "{said}");
    assert!(said.contains("! said in 1 (accepted)"), "{said}");
    assert!(
        said.contains("1 accepted, 1 rejected, 2 proposals waiting"),
        "{said}"
    );
    assert!(!said.contains("A first paragraph"), "{said}");
    assert_eq!(bench.record().events.len(), 1);
    let history = bench.done(&["--history"]);
    assert!(
        history.contains("ana  reject position 2 (done)"),
        "{history}"
    );
    assert!(history.contains("because: not new"), "{history}");
}

#[test]
fn more_of_the_document_is_shown_and_its_escapes_are_not_obeyed() {
    let bench = Bench::new();
    let said = bench.answered(&RECORD, "m\nm\nl\nh\nx\n");
    assert!(said.contains("A first paragraph of no interest."), "{said}");
    assert!(said.contains("A last <U+001B>[2Jparagraph."), "{said}");
    assert!(!said.contains('\u{1b}'));
    assert!(said.contains("no such key: x"), "{said}");
    assert!(said.contains("skip: it stays in the inbox"), "{said}");
}

#[test]
fn steps_are_taken_back_one_by_one() {
    let bench = Bench::new();
    let said = bench.answered(&RECORD, "s\na\nb\nb\nb\na\nq\n");
    assert_eq!(said.matches("taken back\n").count(), 1, "{said}");
    assert!(
        said.contains("nothing was decided or skipped in this session"),
        "{said}"
    );
    assert!(
        said.contains("1 accepted, 0 rejected, 3 proposals waiting"),
        "{said}"
    );
    let record = bench.record();
    assert_eq!((record.events.len(), record.positions.len()), (1, 0));
}

#[test]
fn what_is_missing_is_asked_for() {
    let bench = Bench::new();
    let said = bench.answered(
        &["--record", "record", "--kind", "figure"],
        "a\n2025-04-30\n",
    );
    assert!(said.contains("on: the day, or period"), "{said}");
    let record = bench.record();
    let figure = record.indicators.values().next().unwrap();
    assert_eq!(figure.body.on.to_string(), "2025-04-30");
    // Not answered, it stays.
    let bench = Bench::new();
    let said = bench.answered(&["--record", "record", "--kind", "figure"], "a\n\nq\n");
    assert!(
        said.contains("not accepted: something that is needed is missing"),
        "{said}"
    );
    assert_eq!(std::fs::read_dir(bench.path("record")).unwrap().count(), 1);
}

#[test]
fn an_undated_document_is_given_its_day_once() {
    let mut reading = reading();
    reading.document.date = None;
    let bench = Bench::of(&reading);
    let said = bench.answered(&RECORD, "a\nsoon\n2025-05-02\na\nq\n");
    assert_eq!(
        said.matches("does not say when it was published").count(),
        2,
        "{said}"
    );
    assert_eq!(bench.record().positions.len(), 1);
}

#[test]
fn an_entry_is_edited_key_by_key() {
    let bench = Bench::new();
    // Of a position: title, sources, known, confidence, by, to, kind, what, note.
    let keys = "e\nSincerity first\n\n\nC\n\n-\n\nShow that it is meant\n\n";
    let said = bench.answered(
        &["--record", "record", "--kind", "position"],
        &format!("{keys}q\n"),
    );
    assert!(
        said.contains("accepted as pos-chn-show-sincerity"),
        "{said}"
    );
    let record = bench.record();
    let position = &record.positions["pos-chn-show-sincerity"];
    assert_eq!(position.common.title.as_deref(), Some("Sincerity first"));
    assert_eq!(position.common.confidence, cobden::record::Confidence::C);
    assert_eq!(position.body.to, None);
    assert_eq!(position.body.what, "Show that it is meant");
}

#[cfg(unix)]
#[test]
fn an_entry_is_edited_in_an_editor_until_it_has_no_faults() {
    use std::os::unix::fs::PermissionsExt;
    let bench = Bench::new();
    // Writes a fault the first time and mends it the second.
    let script = "#!/bin/sh\nif grep -q rubbish \"$1\"; then sed -i s/rubbish/demand/ \"$1\"; else sed -i 's/kind = \"demand\"/kind = \"rubbish\"/' \"$1\"; fi\n";
    let editor = bench.path("editor");
    std::fs::write(&editor, script).unwrap();
    std::fs::set_permissions(&editor, std::fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = bench.command(&["--record", "record", "--kind", "position"]);
    command.env("EDITOR", &editor);
    let said = succeeded(&answer(command, "e\ne\nq\n"));
    assert!(
        said.contains("\"rubbish\" is no kind of position"),
        "{said}"
    );
    assert!(said.contains("nothing of it is in the record"), "{said}");
    assert!(
        said.contains("accepted as pos-chn-show-sincerity"),
        "{said}"
    );
    let text = std::fs::read_to_string(
        bench.path("record/inbox/2025-05-02-daily-wire-ministry-weighs-talks.toml"),
    );
    assert!(text.unwrap().contains("kind = \"demand\""));

    let mut command = bench.command(&["--kind", "measure"]);
    command.env("EDITOR", "no-such-editor --wait");
    let said = succeeded(&answer(command, "e\nq\n"));
    assert!(said.contains("cannot be run"), "{said}");
}

#[test]
fn likenesses_are_told() {
    let mut first = reading();
    first.proposals.truncate(1);
    let bench = Bench::of(&first);
    bench.done(&["--record", "record", "--accept", "1"]);
    let mut reprint = first.clone();
    reprint.document.hash = "cd".repeat(32);
    reprint.document.publisher = Some("Reprints".to_owned());
    bench.inbox().add(&reprint, crate::bench::TEXT).unwrap();
    let said = bench.answered(&[], "q\n");
    let entry = "[event.st-ministry-commerce-china-2025-05-02]";
    assert!(
        said.contains(&format!("accepted from another document as {entry}")),
        "{said}"
    );
}

#[test]
fn an_empty_queue_ends_at_once_and_a_record_is_needed() {
    let mut none = reading();
    none.proposals.clear();
    let bench = Bench::of(&none);
    let said = bench.answered(&RECORD, "");
    assert!(said.contains("0 proposals waiting"), "{said}");
    let output = Bench::new().run(&[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("--record DIR"));
}

#[test]
fn a_layer_is_named_and_colours_are_for_terminals() {
    let mut reading = reading();
    let mut title = fact(
        "sta02",
        Kind::Statement,
        "Ministry weighs talks",
        &[],
        json!({"side": "CHN"}),
    );
    title.layer = serde_json::from_value(json!("title")).ok();
    reading.proposals = vec![title];
    let bench = Bench::of(&reading);
    let said = bench.answered(&RECORD, "");
    assert!(said.contains("statement 1, in the title"), "{said}");
    assert!(!said.contains('\u{1b}'));
}
