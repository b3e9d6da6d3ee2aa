use jiff::civil::{Date, date};

use super::{Supposition, SuppositionFault};
use crate::{Record, Status};

const TEXT: &str = r#"
[record]
title = "t"
format = 1

[source.fr]
publisher = "Federal Register"
kind = "official"
date = 2025-01-01

[measure.law]
sources = ["fr"]
known = 2025-01-01
actor = "USA"
target = "CHN"
instrument = "tariff"
authority = "emergency"
family = "first"
products = "all"
rate = "10%"
from = 2025-02-04

[measure.threat]
sources = ["fr"]
known = 2025-01-10
status = "threatened"
actor = "USA"
target = "CHN"
instrument = "tariff"
authority = "emergency"
products = "all"
rate = "100%"
from = 2025-11-01
until = 2026-01-01

[measure.rumour]
sources = ["fr"]
known = 2025-01-10
status = "reported"
actor = "USA"
target = "CHN"
instrument = "tariff"
authority = "emergency"
products = "all"
"#;

fn record() -> Record {
    let texts = vec![("record.toml".to_owned(), TEXT.to_owned())];
    let read = Record::from_texts(texts);
    read.unwrap_or_else(|faults| panic!("{faults}")).0
}

fn supposition(enacted: &[&str], on: Date, without: &[&str]) -> Supposition {
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    Supposition {
        enacted: owned(enacted),
        on,
        without: owned(without),
    }
}

#[test]
fn what_is_supposed_is_law_from_the_day_at_the_latest() {
    let record = record();
    let of = |on: Date| {
        let supposition = supposition(&["threat"], on, &[]);
        let view = record.latest().supposing(&supposition).expect("sound");
        let found = view.measures().find(|(entry, _)| entry.id == "threat");
        let measure = found.map(|(_, measure)| (measure.status, measure.from, measure.until));
        measure.expect("the threat")
    };
    let end = Some(date(2026, 1, 1));
    let early = date(2025, 5, 2);
    assert_eq!(of(early), (Status::Enacted, Some(early), end));
    let own = date(2025, 11, 1);
    assert_eq!(of(date(2025, 12, 1)), (Status::Enacted, Some(own), end));
    assert_eq!(of(date(2026, 1, 1)), (Status::Enacted, Some(own), None));
    assert_eq!(record.latest().measures().count(), 3);
    let both = supposition(&["threat", "rumour"], early, &["law"]);
    let said = "in force on 2025-05-02: threat, rumour; without law";
    assert_eq!(both.to_string(), said);
}

#[test]
fn what_is_left_out_is_not_there() {
    let record = record();
    for (name, left) in [("law", 2), ("first", 2), ("emergency", 0)] {
        let supposition = supposition(&[], date(2025, 5, 2), &[name]);
        let view = record.latest().supposing(&supposition).expect("sound");
        assert_eq!(view.measures().count(), left, "{name}");
    }
}

#[test]
fn every_fault_is_told() {
    let record = record();
    let names = ["thraet", "law", "rumour", "first"];
    let supposition = supposition(&names, date(2025, 5, 2), &["first", "emergncy"]);
    let found = record.latest().supposing(&supposition).expect_err("faults");
    let told: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "no measure known on 9999-12-31 is called \"thraet\"; did you mean \"threat\"?",
            "\"law\" is supposed to count and, by \"first\", not to count",
            "\"rumour\" cannot be supposed: its entry says no rate",
            "no measure known on 9999-12-31 is called \"first\"",
            "no measure, family or authority known on 9999-12-31 is called \"emergncy\"; did you mean \"emergency\"?",
        ]
    );
    let early = record.as_known(date(2025, 1, 5));
    let unknown = super::Supposition {
        enacted: vec!["threat".to_owned()],
        on: date(2025, 5, 2),
        without: Vec::new(),
    };
    let found = early.supposing(&unknown).expect_err("not known yet");
    assert!(matches!(found[..], [SuppositionFault::NoMeasure { .. }]));
}
