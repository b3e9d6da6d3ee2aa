//! What machines are given: JSON that validates, and is the same each time.

use cobden::brief::{Brief, page};
use jiff::civil::date;
use serde_json::Value;

use crate::{brief, folder, record};

fn published_schema() -> Value {
    let text =
        std::fs::read_to_string(folder("docs/brief.schema.json")).expect("docs/brief.schema.json");
    serde_json::from_str(&text).expect("a schema in JSON")
}

#[test]
fn the_published_schema_is_that_of_the_program() {
    if std::env::var_os("COBDEN_BLESS").is_some() {
        let text = format!("{:#}\n", Brief::schema());
        std::fs::write(folder("docs/brief.schema.json"), text).expect("docs can be written");
    }
    assert_eq!(
        published_schema(),
        Brief::schema(),
        "COBDEN_BLESS=1 writes docs/brief.schema.json anew"
    );
}

#[test]
fn briefs_validate_against_the_published_schema() {
    let schema = jsonschema::validator_for(&published_schema()).expect("a schema");
    for (name, day) in [
        ("examples/us-china", date(2025, 5, 2)),
        ("examples/us-china", date(2019, 7, 9)),
        ("examples/us-china", date(2025, 6, 8)),
        ("crates/cobden/tests/records/quiet", date(2025, 5, 2)),
    ] {
        let json = serde_json::to_value(brief(&record(name), day)).expect("a brief in JSON");
        let faults: Vec<String> = schema
            .iter_errors(&json)
            .map(|fault| format!("{}: {fault}", fault.instance_path()))
            .collect();
        assert!(faults.is_empty(), "{name} on {day}: {faults:?}");
    }
}

#[test]
fn a_brief_without_a_key_does_not_validate() {
    let schema = jsonschema::validator_for(&published_schema()).expect("a schema");
    let mut json = serde_json::to_value(brief(
        &record("crates/cobden/tests/records/quiet"),
        date(2025, 5, 2),
    ))
    .expect("JSON");
    let taken = json
        .as_object_mut()
        .and_then(|object| object.remove("costs"));
    assert!(taken.is_some() && !schema.is_valid(&json));
}

#[test]
fn two_makings_give_the_same_bytes_whatever_the_threads() {
    let record = record("examples/us-china");
    let day = date(2025, 5, 2);
    let make = |threads| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .expect("threads");
        pool.install(|| {
            let brief = brief(&record, day);
            let json = serde_json::to_string_pretty(&brief).expect("JSON");
            (
                json,
                page::html(&brief.page()),
                page::text(&brief.page(), &page::TextStyle::default()),
            )
        })
    };
    assert!(make(1) == make(3));
}
