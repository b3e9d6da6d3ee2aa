//! Limits on trade: which of them hold on a day.

use crate::common::record;
use cobden_record::{Record, Supposition};
use cobden_schedule::Schedule;
use jiff::civil::{Date, date};

const ENTRIES: &str = r#"
[measure.control]
actor = "CHN"
instrument = "export control"
from = 2025-04-04
[amendment.pause]
measures = ["control"]
effect = "suspends"
from = 2025-11-10
[measure.threat]
actor = "CHN"
instrument = "export control"
status = "threatened"
from = 2025-04-04
[product.magnets]
products = ["8505.11"]
division = "25"
shares = [{ exporter = "all", share = "1%" }]
substitution = 0.2
trade_elasticity = 1
[limit.first]
known = 2025-04-20
measure = "control"
product = "magnets"
importers = ["USA", "EU"]
volume = "30%"
from = 2025-04-04
[limit.second]
known = 2025-05-20
measure = "control"
product = "magnets"
importers = ["EU", "USA"]
volume = "20%"
from = 2025-04-04
[limit.third]
known = 2025-07-20
measure = "control"
product = "magnets"
importers = ["EU", "USA"]
volume = "60%"
from = 2025-07-01
until = 2025-10-09
[limit.world]
known = 2025-05-20
measure = "control"
product = "magnets"
importers = "all"
volume = "40%"
from = 2025-04-04
[limit.france]
known = 2025-05-20
measure = "control"
product = "magnets"
importers = ["FRA"]
volume = "25%"
from = 2025-04-04
[limit.threatened]
known = 2025-05-20
measure = "threat"
product = "magnets"
importers = "all"
volume = "0%"
from = 2025-04-04
"#;

fn held(record: &Record, known: Date, on: Date) -> Vec<String> {
    let schedule = Schedule::new(record.as_known(known)).unwrap();
    let limits = schedule.limits(on);
    limits.iter().map(|entry| entry.id.clone()).collect()
}

#[test]
fn the_estimate_that_began_last_and_was_known_last_holds() {
    let record = record(ENTRIES);
    let may = date(2025, 5, 2);
    let none: [&str; 0] = [];
    assert_eq!(held(&record, date(2025, 4, 19), may), none);
    assert_eq!(held(&record, may, date(2025, 4, 3)), none);
    assert_eq!(held(&record, may, may), ["first"]);
    let june = date(2025, 6, 1);
    assert_eq!(held(&record, june, may), ["france", "second", "world"]);
    let late = date(2025, 12, 1);
    assert_eq!(held(&record, late, may), ["france", "second", "world"]);
    let summer = date(2025, 8, 1);
    assert_eq!(held(&record, late, summer), ["france", "third", "world"]);
    // When its spell is over, what held before holds again.
    let autumn = date(2025, 10, 9);
    assert_eq!(held(&record, late, autumn), ["france", "second", "world"]);
    assert_eq!(held(&record, late, date(2025, 11, 10)), none);
}

#[test]
fn the_limit_of_an_importer_is_the_one_that_names_it_most_closely() {
    let record = record(ENTRIES);
    let schedule = Schedule::new(record.latest()).unwrap();
    let of = |importer| {
        let limit = schedule.limit("control", "magnets", importer, date(2025, 6, 1));
        limit.map(|entry| entry.id.as_str())
    };
    assert_eq!(of("USA"), Some("second"));
    assert_eq!(of("DEU"), Some("second"));
    assert_eq!(of("FRA"), Some("france"));
    assert_eq!(of("JPN"), Some("world"));
}

#[test]
fn a_threat_limits_once_it_is_supposed() {
    let record = record(ENTRIES);
    let on = date(2025, 6, 1);
    let supposition = Supposition {
        enacted: vec!["threat".into()],
        on,
        without: vec!["control".into()],
    };
    let view = record.latest().supposing(&supposition).unwrap();
    let schedule = Schedule::new(view).unwrap();
    let limits = schedule.limits(on);
    assert_eq!(limits.len(), 1);
    assert_eq!(limits[0].id, "threatened");
}
