//! Remarks on documents and proposals.

use cobden_inbox::{Filter, InboxError, Relation, Sort};

use crate::common::{Bench, Written, report, stamp};

fn remark(document: i64, proposal: Option<i64>, twin: Option<i64>) -> Relation {
    Relation {
        document,
        proposal,
        sort: Sort::Also,
        remark: format!("remark on {proposal:?}"),
        twin,
    }
}

#[test]
fn relations_are_replaced_whole_and_twins_are_left_out() {
    let bench = Bench::filled();
    let mut inbox = bench.inbox();
    assert!(!inbox.is_related().unwrap());
    let all = inbox.pending(&Filter::default(), None, 100).unwrap();
    let document = all[0].document;
    inbox
        .relate(&[
            remark(document, None, None),
            remark(document, Some(all[1].id), Some(all[0].id)),
        ])
        .unwrap();
    assert!(inbox.is_related().unwrap());
    assert_eq!(
        inbox.relations(&all[0]).unwrap(),
        [remark(document, None, None)]
    );
    assert_eq!(inbox.relations(&all[1]).unwrap().len(), 2);
    let only_new = Filter {
        only_new: true,
        ..Filter::default()
    };
    assert_eq!(inbox.count(&only_new).unwrap(), 4);
    let left = inbox.pending(&only_new, None, 100).unwrap();
    assert!(left.iter().all(|one| one.id != all[1].id));
    inbox.relate(&[]).unwrap();
    assert!(inbox.relations(&all[1]).unwrap().is_empty());
    assert_eq!(inbox.count(&only_new).unwrap(), 5);
}

#[test]
fn relations_are_out_of_date_when_something_comes_or_is_learnt() {
    let bench = Bench::filled();
    let mut inbox = bench.inbox();
    inbox.relate(&[]).unwrap();
    let report = report();
    inbox.add(&report.reading, &report.text).unwrap();
    assert!(inbox.is_related().unwrap(), "read again, it is the same");
    let other = Written::new("other.txt", "Another text of no interest.\n");
    inbox.add(&other.reading, &other.text).unwrap();
    assert!(!inbox.is_related().unwrap());
    inbox.relate(&[]).unwrap();
    assert!(inbox.is_related().unwrap());
    inbox.describe(1, Some("The Evening Wire"), None).unwrap();
    assert!(!inbox.is_related().unwrap());
}

#[test]
fn readings_come_in_their_order_with_what_was_decided() {
    let bench = Bench::filled();
    let mut inbox = bench.inbox();
    let other = Written::new("other.txt", "Another text of no interest.\n");
    inbox.add(&other.reading, &other.text).unwrap();
    let first = inbox.pending(&Filter::default(), None, 1).unwrap()[0].id;
    inbox.reject(&[first], None, &stamp()).unwrap();
    let mut seen = Vec::new();
    inbox
        .readings(|document, proposals| {
            seen.push((document.note.name, proposals.len()));
            Ok::<(), InboxError>(())
        })
        .unwrap();
    let names: Vec<(&str, usize)> = seen.iter().map(|(name, n)| (name.as_str(), *n)).collect();
    assert_eq!(names.len(), 2);
    assert_eq!((names[0].1, names[1]), (5, ("other.txt", 0)));
}
