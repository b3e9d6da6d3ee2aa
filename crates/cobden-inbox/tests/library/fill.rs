//! A large inbox: 50,000 documents of 20 proposals. `cargo test -p cobden-inbox --test library -- --ignored fill --nocapture`

use std::time::Instant;

use cobden_inbox::Filter;
use cobden_read::Kind;

use crate::common::{Bench, TEXT, report, stamp};

#[test]
#[ignore = "writes a gigabyte"]
fn fill() {
    let documents: usize = std::env::var("COBDEN_FILL").map_or(50_000, |n| n.parse().unwrap());
    let bench = Bench::new();
    let mut inbox = bench.inbox();
    let text = TEXT.repeat(12);
    let model = report().reading;
    let begun = Instant::now();
    for number in 0..documents {
        let mut reading = model.clone();
        reading.document.hash = format!("{number:064x}");
        reading.document.name = format!("folder/{number}.txt");
        reading.proposals = (0..20)
            .map(|k| {
                let mut one = model.proposals[k % 5].clone();
                one.text = format!("{} in case {number} of {k}", one.text);
                one.id = format!("x{k:02}");
                one
            })
            .collect();
        let added = inbox.add(&reading, &text).unwrap();
        assert_eq!(added.new, 20);
    }
    inbox.flush().unwrap();
    let filled = begun.elapsed();
    let timed = |what: &str, work: &mut dyn FnMut()| {
        let begun = Instant::now();
        work();
        println!("{what}: {:.4} s", begun.elapsed().as_secs_f64());
    };
    let size = std::fs::metadata(bench.inbox_path()).unwrap().len();
    println!(
        "{} proposals in {:.1} s, {} MB",
        documents * 20,
        filled.as_secs_f64(),
        size / 1_000_000
    );
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    println!(
        "{}",
        status
            .lines()
            .find(|line| line.starts_with("VmHWM"))
            .unwrap_or_default()
    );
    let mut place = None;
    timed("first 50", &mut || {
        let some = inbox.pending(&Filter::default(), None, 50).unwrap();
        place = some.last().map(|one| one.place());
    });
    let late = cobden_inbox::Place {
        document: i64::try_from(documents).unwrap() - 1,
        ..place.unwrap()
    };
    timed("50 near the end", &mut || {
        assert!(
            !inbox
                .pending(&Filter::default(), Some(late), 50)
                .unwrap()
                .is_empty()
        );
    });
    let rare = Filter {
        kinds: vec![Kind::Meeting],
        ..Filter::default()
    };
    timed("a kind that is not there", &mut || {
        assert!(inbox.pending(&rare, None, 1).unwrap().is_empty());
    });
    timed("count of all", &mut || {
        inbox.counts().unwrap();
    });
    timed("one rejected", &mut || {
        let middle = i64::try_from(documents * 10).unwrap();
        inbox.reject(&[middle], None, &stamp()).unwrap();
    });
    timed("one read again", &mut || {
        let mut reading = model.clone();
        reading.document.hash = format!("{:064x}", documents / 2);
        inbox.add(&reading, &text).unwrap();
        inbox.flush().unwrap();
    });
    drop(inbox);
    timed("opened", &mut || {
        bench.inbox();
    });
}
