//! What waits, what is known, what does not come back.

use cobden_inbox::{Added, Filter, State};
use cobden_read::Kind;
use serde_json::json;

use crate::common::{Bench, Written, report, stamp};

#[test]
fn proposals_wait_in_the_order_of_the_text() {
    let bench = Bench::filled();
    let inbox = bench.inbox();
    let all = inbox.pending(&Filter::default(), None, 100).unwrap();
    let kinds: Vec<Kind> = all.iter().map(|one| one.proposal.kind).collect();
    assert_eq!(
        kinds,
        [
            Kind::Statement,
            Kind::Position,
            Kind::Measure,
            Kind::Forecast,
            Kind::Figure
        ]
    );
    let rest = inbox
        .pending(&Filter::default(), Some(all[1].place()), 2)
        .unwrap();
    assert_eq!(rest, all[2..4]);
    let filter = Filter {
        kinds: vec![Kind::Measure, Kind::Figure],
        at_least: Some(0.5),
        ..Filter::default()
    };
    assert_eq!(inbox.count(&filter).unwrap(), 2);
    let filter = Filter {
        at_least: Some(0.95),
        ..Filter::default()
    };
    assert_eq!(inbox.count(&filter).unwrap(), 0);
    assert_eq!(inbox.counts().unwrap().len(), 5);
}

#[test]
fn a_document_read_again_adds_nothing() {
    let bench = Bench::filled();
    let report = report();
    let added = bench.inbox().add(&report.reading, &report.text).unwrap();
    let expected = Added {
        known: 5,
        ..Added::default()
    };
    assert_eq!(added, expected);
}

#[test]
fn what_a_later_reading_does_not_propose_is_withdrawn_and_may_come_back() {
    let bench = Bench::filled();
    let mut inbox = bench.inbox();
    let mut less = report();
    let gone = less.reading.proposals.remove(2);
    let added = inbox.add(&less.reading, &less.text).unwrap();
    assert_eq!((added.known, added.withdrawn), (4, 1));
    assert_eq!(inbox.count(&Filter::default()).unwrap(), 4);
    less.reading.proposals.push(gone);
    let added = inbox.add(&less.reading, &less.text).unwrap();
    assert_eq!((added.known, added.new), (4, 1));
}

#[test]
fn what_was_rejected_comes_back_neither_by_a_reading_nor_by_a_reprint() {
    let bench = Bench::filled();
    let mut inbox = bench.inbox();
    inbox
        .reject(&[3], Some("known since April"), &stamp())
        .unwrap();
    let report = report();
    let added = inbox.add(&report.reading, &report.text).unwrap();
    assert_eq!((added.new, added.known), (0, 5));

    // A reprint in other marks and capitals.
    let reprint = |rate: f64| {
        Written::new("reprint.txt", "THE US imposed a tariff of 145% on toys, from China on 9 April!").fact(
            Kind::Measure,
            "THE US imposed a tariff of 145% on toys, from China on 9 April!",
            &[],
            json!({"target": "CHN", "action": "impose", "instrument": "tariff", "actor": "USA", "rate": rate,
                   "status": "in_force", "date": "2025-04-09"}),
        )
    };
    let same = reprint(145.0);
    let added = inbox.add(&same.reading, &same.text).unwrap();
    assert_eq!((added.new, added.rejected_before), (0, 1));

    // Read with another value it is another proposal, of which it is told that its words were rejected.
    let other = reprint(45.0);
    let added = inbox.add(&other.reading, &other.text).unwrap();
    assert_eq!(added.new, 1);
    assert_eq!(
        inbox.rejected_like(&other.reading.proposals[0]).unwrap(),
        Some(3)
    );

    // Taking the rejection back brings the reprint back.
    let decision = inbox.last_in_force(Some(3)).unwrap().unwrap();
    assert_eq!(decision.because.as_deref(), Some("known since April"));
    inbox.undo(None, decision.id, &stamp()).unwrap().unwrap();
    assert_eq!(inbox.proposal(3).unwrap().state, State::Waiting);
    let measures = Filter {
        kinds: vec![Kind::Measure],
        ..Filter::default()
    };
    assert_eq!(inbox.count(&measures).unwrap(), 3);
}

#[test]
fn a_rejection_takes_what_waits_in_reprints_along() {
    let bench = Bench::filled();
    let mut inbox = bench.inbox();
    let mut reprint = report();
    reprint.reading.document.hash = "another".to_owned();
    assert_eq!(inbox.add(&reprint.reading, &reprint.text).unwrap().new, 5);
    inbox.reject(&[1], None, &stamp()).unwrap();
    assert_eq!(inbox.proposal(6).unwrap().state, State::RejectedBefore);
    assert_eq!(inbox.count(&Filter::default()).unwrap(), 8);
}

#[test]
fn repetitions_wait_apart() {
    let bench = Bench::new();
    let mut report = report();
    report.reading.proposals[4].dup_of = Some("fig09".to_owned());
    let mut inbox = bench.inbox();
    inbox.add(&report.reading, &report.text).unwrap();
    assert_eq!(inbox.count(&Filter::default()).unwrap(), 4);
    let all = Filter {
        repeats: true,
        ..Filter::default()
    };
    assert_eq!(inbox.count(&all).unwrap(), 5);
}

#[test]
fn everything_is_exported_with_its_decisions() {
    let bench = Bench::filled();
    let mut inbox = bench.inbox();
    inbox.reject(&[2], Some("no"), &stamp()).unwrap();
    let mut lines = Vec::new();
    inbox
        .export(|line| {
            lines.push(serde_json::from_str::<serde_json::Value>(line).unwrap());
            Ok::<(), cobden_inbox::InboxError>(())
        })
        .unwrap();
    assert_eq!(lines.len(), 5);
    assert_eq!(lines[1]["state"], "rejected");
    assert_eq!(lines[1]["decisions"][0]["because"], "no");
    assert_eq!(lines[1]["document"]["name"], "wire.txt");
}
