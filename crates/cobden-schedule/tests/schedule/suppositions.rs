//! Schedules of what is supposed: threats that count, and measures that do not.

use crate::common::{near, record};
use cobden_record::{Record, Supposition};
use cobden_schedule::{Query, Schedule, State};
use jiff::civil::{Date, date};

const ENTRIES: &str = r#"
[measure.duty]
authority = "emergency"
rate = "20%"
from = 2025-02-04
[measure.threat]
authority = "emergency"
family = "threats"
rate = "100%"
from = 2025-11-01
status = "threatened"
[measure.withdrawn]
authority = "emergency"
rate = "50%"
from = 2025-03-01
status = "announced"
[amendment.withdrawal]
measures = ["withdrawn"]
effect = "ends"
from = 2025-03-15
[measure.truce]
authority = "reciprocal"
rate = "10%"
from = 2025-05-14
until = 2025-08-12
replaces = ["full"]
[measure.full]
authority = "reciprocal"
rate = "34%"
from = 2025-04-09
[measure.quiet]
instrument = "exemption"
authority = "waivers"
products = ["8542"]
exempts = ["reciprocal"]
status = "reported"
from = 2025-04-25
[measure.paused]
authority = "pause"
rate = "7%"
from = 2025-01-01
[amendment.pause]
measures = ["paused"]
effect = "suspends"
from = 2025-04-01
until = 2025-12-01
[amendment.pause-2]
measures = ["paused"]
effect = "suspends"
from = 2025-09-01
until = 2025-12-01
[measure.old]
authority = "quotas"
rate = "3%"
from = 2018-01-01
until = 2019-01-01
[measure.older]
authority = "lists"
rate = "5%"
from = 2017-06-01
[measure.successor]
authority = "lists"
rate = "1%"
from = 2018-06-01
until = 2020-01-01
ends = ["older"]
"#;

fn total(record: &Record, enacted: &[&str], without: &[&str], code: &str, on: Date) -> f64 {
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let supposition = Supposition {
        enacted: owned(enacted),
        on,
        without: owned(without),
    };
    let view = record.latest().supposing(&supposition).unwrap();
    let schedule = Schedule::new(view).unwrap();
    for id in enacted {
        assert_eq!(schedule.state(id, on), Some(State::InForce), "{id}");
    }
    schedule.check().unwrap();
    let query = Query::new("USA", "CHN", code.parse().unwrap(), on);
    let answer = schedule.duty(&query).unwrap();
    near(schedule.total(&query).unwrap(), answer.total);
    answer.total
}

#[test]
fn a_supposition_of_nothing_changes_nothing() {
    let record = record(ENTRIES);
    for on in [date(2018, 7, 1), date(2025, 5, 2), date(2025, 6, 1)] {
        let schedule = Schedule::new(record.latest()).unwrap();
        let query = Query::new("USA", "CHN", "8426".parse().unwrap(), on);
        let plain = schedule.total(&query).unwrap();
        assert_eq!(total(&record, &[], &[], "8426", on), plain);
    }
}

#[test]
fn a_threat_counts_from_the_day() {
    let record = record(ENTRIES);
    let on = date(2025, 5, 2);
    near(total(&record, &[], &[], "8426", on), 0.20 + 0.34);
    near(total(&record, &["threat"], &[], "8426", on), 1.20 + 0.34);
    near(total(&record, &["withdrawn"], &[], "8426", on), 0.70 + 0.34);
    near(total(&record, &["quiet"], &[], "8542.31", on), 0.20);
    near(total(&record, &["quiet"], &[], "8426", on), 0.54);
}

#[test]
fn what_was_paused_or_ended_holds_again_if_supposed() {
    let record = record(ENTRIES);
    let on = date(2025, 5, 2);
    near(total(&record, &["paused"], &[], "8426", on), 0.54 + 0.07);
    near(total(&record, &["old"], &[], "8426", on), 0.54 + 0.03);
    near(total(&record, &["older"], &[], "8426", on), 0.54 + 0.05);
}

#[test]
fn what_is_left_out_neither_counts_nor_stands_in_the_way() {
    let record = record(ENTRIES);
    let on = date(2025, 6, 1);
    near(total(&record, &[], &[], "8426", on), 0.20 + 0.10);
    near(total(&record, &[], &["truce"], "8426", on), 0.20 + 0.34);
    near(total(&record, &[], &["reciprocal"], "8426", on), 0.20);
    near(
        total(&record, &["threat"], &["truce", "duty"], "8426", on),
        1.34,
    );
    // What would have ended it is not there, so it goes on.
    near(total(&record, &[], &["successor"], "8426", on), 0.35);
}
