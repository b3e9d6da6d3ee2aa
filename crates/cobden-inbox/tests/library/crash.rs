//! The program is stopped at every step; nothing is lost or doubled.
//!
//! The test runs itself again as a child process, which aborts at a step that an environment variable names.

use std::path::PathBuf;
use std::process::Command;

use cobden_inbox::{Desk, Filter, Inbox, Progress, State, Step};

use crate::common::{Bench, accept, load, stamp};

const STEPS: [Step; 6] = [
    Step::Begun,
    Step::Intended,
    Step::Drafted,
    Step::Written,
    Step::Checked,
    Step::Done,
];

/// Runs the child test, which does `work` in the bench's folder and aborts at a step.
fn stopped(bench: &Bench, work: &str, step: Step) {
    let output = Command::new(std::env::current_exe().expect("this test"))
        .args(["--exact", "crash::child", "--ignored", "--nocapture"])
        .env("COBDEN_TEST_FOLDER", bench.folder.path())
        .env("COBDEN_TEST_WORK", work)
        .env("COBDEN_TEST_STEP", format!("{step:?}"))
        .output()
        .expect("a child");
    assert!(
        !output.status.success(),
        "{work} was not stopped at {step:?}"
    );
}

#[test]
#[ignore = "run by the tests below, in a process of its own"]
fn child() {
    let Some(folder) = std::env::var_os("COBDEN_TEST_FOLDER") else {
        return;
    };
    let folder = PathBuf::from(folder);
    let stop = std::env::var("COBDEN_TEST_STEP").unwrap();
    let mut inbox = Inbox::open(&folder.join("facts.inbox")).unwrap();
    let mut desk = Desk::open(&folder.join("record")).unwrap();
    desk.watch(move |step| {
        if format!("{step:?}") == stop {
            std::process::abort();
        }
    });
    match std::env::var("COBDEN_TEST_WORK").unwrap().as_str() {
        "accept" => {
            inbox
                .accept(&mut desk, &[accept(1), accept(2)], None, &stamp())
                .unwrap();
        }
        "undo" => {
            let last = inbox.last_in_force(None).unwrap().unwrap();
            inbox
                .undo(Some(&mut desk), last.id, &stamp())
                .unwrap()
                .unwrap();
        }
        other => panic!("{other}"),
    }
}

#[test]
fn an_acceptance_that_is_stopped_is_finished_or_was_never_made() {
    for step in STEPS {
        let bench = Bench::filled();
        stopped(&bench, "accept", step);
        let (mut inbox, mut desk) = (bench.inbox(), bench.desk());
        let unfinished = inbox.recover(&mut desk).unwrap();
        let expected = match step {
            Step::Begun | Step::Done => 0,
            _ => 2,
        };
        assert_eq!(unfinished, expected, "{step:?}");
        let made = step != Step::Begun;
        let state = if made {
            State::Accepted
        } else {
            State::Waiting
        };
        assert_eq!(inbox.proposal(1).unwrap().state, state, "{step:?}");
        let waiting = inbox.count(&Filter::default()).unwrap();
        assert_eq!(waiting, if made { 3 } else { 5 });
        let record = bench.record();
        let found = (
            record.events.len(),
            record.positions.len(),
            record.sources.len(),
        );
        assert_eq!(found, if made { (1, 1, 2) } else { (0, 0, 1) }, "{step:?}");
        let left: Vec<String> = bench.files().into_iter().map(|(path, _)| path).collect();
        assert!(
            !left.iter().any(|path| path.contains("unfinished")),
            "{step:?}: {left:?}"
        );
        // Once more changes nothing.
        let files = bench.files();
        assert_eq!(inbox.recover(&mut desk).unwrap(), 0);
        assert_eq!(bench.files(), files);
    }
}

#[test]
fn an_undo_that_is_stopped_is_finished_or_was_never_made() {
    for step in STEPS {
        let bench = Bench::filled();
        let before = bench.files();
        let (mut inbox, mut desk) = (bench.inbox(), bench.desk());
        crate::common::accepted(&mut inbox, &mut desk, accept(1));
        drop(inbox);
        // Taking the only entry out removes its file: no new text is drafted.
        if step == Step::Drafted {
            continue;
        }
        stopped(&bench, "undo", step);
        let mut inbox = bench.inbox();
        inbox.recover(&mut desk).unwrap();
        let made = step != Step::Begun;
        let state = if made {
            State::Waiting
        } else {
            State::Accepted
        };
        assert_eq!(inbox.proposal(1).unwrap().state, state, "{step:?}");
        assert_eq!(bench.files() == before, made, "{step:?}");
        load(&bench.record_path());
    }
}

#[test]
fn a_broken_off_entry_that_the_record_no_longer_takes_is_void() {
    let bench = Bench::filled();
    stopped(&bench, "accept", Step::Written);
    // Meanwhile somebody uses the id of one of the entries.
    let ids: Vec<String> = bench.record().positions.keys().cloned().collect();
    let clash = format!(
        "[event.\"{}\"]\nkind = \"call\"\nwho = [\"USA\"]\non = 2025-06-01\nknown = 2025-06-01\nsources = [\"old\"]\n",
        ids[0]
    );
    std::fs::write(bench.record_path().join("a.toml"), clash).unwrap();
    let (mut inbox, mut desk) = (bench.inbox(), bench.desk());
    inbox.recover(&mut desk).unwrap();
    let record = bench.record();
    assert_eq!((record.events.len(), record.positions.len()), (2, 0));
    assert_eq!(inbox.proposal(1).unwrap().state, State::Accepted);
    assert_eq!(inbox.proposal(2).unwrap().state, State::Waiting);
    let mut void = Vec::new();
    inbox
        .history(None, |one| {
            void.push(one.progress == Progress::Void);
            Ok::<(), cobden_inbox::InboxError>(())
        })
        .unwrap();
    assert_eq!(void, [false, true]);
}

#[test]
fn what_was_added_and_flushed_stays_and_what_was_not_can_be_added_again() {
    let bench = Bench::new();
    let report = crate::common::report();
    let mut inbox = bench.inbox();
    inbox.add(&report.reading, &report.text).unwrap();
    // As if the process ended here: another connection sees nothing half.
    let other = bench.inbox();
    assert_eq!(other.count(&Filter::default()).unwrap(), 0);
    inbox.flush().unwrap();
    assert_eq!(other.count(&Filter::default()).unwrap(), 5);
}
