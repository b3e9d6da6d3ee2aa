use jiff::civil::date;

use crate::{Products, Rates, Record};

const HEAD: &str = "[record]\ntitle = \"t\"\nformat = 1\n";

const SOURCE: &str = r#"
[source.fr]
publisher = "Federal Register"
kind = "official"
date = 2025-04-07

[source.early]
publisher = "A newspaper"
kind = "press"
date = 2025-04-03
"#;

const ACT: &str = r#"
[act.order]
sources = ["fr"]
reference = "Executive Order 1"
issuer = "The President"
announced = 2025-04-02
published = 2025-04-07
"#;

const MEASURE: &str = r#"
[measure.duty]
sources = ["fr"]
act = "order"
actor = "USA"
target = "CHN"
instrument = "tariff"
authority = "reciprocal"
products = "all"
rate = "34%"
from = 2025-04-09
"#;

fn read(texts: &[(&str, &str)]) -> Result<Record, String> {
    let texts = texts
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
    match Record::from_texts(texts.collect()) {
        Ok((record, warnings)) => {
            assert!(warnings.is_empty(), "{warnings}");
            Ok(record)
        }
        Err(faults) => Err(faults.to_string()),
    }
}

fn one(entries: &str) -> Record {
    let text = format!("{HEAD}{SOURCE}{ACT}{entries}");
    read(&[("record.toml", &text)]).unwrap()
}

#[test]
fn the_day_of_knowledge_is_that_of_the_act_and_lists_need_none() {
    let record = one(&format!(
        "{MEASURE}\n[list.l]\nsources = [\"fr\", \"early\"]\ncodes = [\"8517\"]\n"
    ));
    assert_eq!(record.acts["order"].common.known, date(2025, 4, 2));
    assert_eq!(record.measures["duty"].common.known, date(2025, 4, 2));
    assert_eq!(record.sources["fr"].common.known, date(2025, 4, 7));
    assert!(record.latest().knows(&record.lists["l"]));
    assert!(record.as_known(date(2000, 1, 1)).knows(&record.lists["l"]));
    assert!(
        !record
            .as_known(date(2025, 4, 1))
            .knows(&record.measures["duty"])
    );
}

#[test]
fn products_and_rates_have_short_and_long_forms() {
    let with = |products: &str, rate: &str| {
        let text = MEASURE
            .replace("products = \"all\"", products)
            .replace("rate = \"34%\"", rate);
        one(&text).measures["duty"].body.clone()
    };
    let short = with("products = \"8517\"", "rate = \"10%\"");
    let long = with(
        "products = { include = [\"8517\"], exclude = [] }",
        "rate = [{ rate = \"10%\" }]",
    );
    assert_eq!(short, long);
    let staged =
        "rate = [{ from = 2025-04-09, rate = \"10%\" }, { from = 2026-04-09, rate = \"5%\" }]";
    match with("products = \"all\"", staged).rate {
        Some(Rates::Steps(steps)) => assert_eq!(steps[1].from, Some(date(2026, 4, 9))),
        other => panic!("{other:?}"),
    }
}

#[test]
fn tables_may_be_in_any_order_with_any_line_ends() {
    let text = format!("{HEAD}{SOURCE}\n[list.l]\nsources = [\"fr\"]\nfile = \"lists/x.csv\"\n");
    let sorted = "code,rate,label\n8517,25%,phones\n851713,2.5%,\"smart, new\"\n";
    let other = "\u{feff}label,code,rate\r\n\"smart, new\",8517.13, 2.5%\r\nphones, 8517,25%\r\n";
    let read = |csv: &str| read(&[("record.toml", &text), ("lists/x.csv", csv)]).unwrap();
    let (sorted, other) = (read(sorted), read(other));
    assert_eq!(sorted, other);
    assert_eq!(
        sorted.lists["l"].body.rows[1].label.as_deref(),
        Some("smart, new")
    );
}

#[test]
fn periods_begin_on_their_first_day() {
    let indicator = |period: &str| {
        let text = format!(
            "[indicator.i]\nsources = [\"fr\"]\nknown = 2025-05-01\neconomy = \"CHN\"\nname = \"Orders\"\nperiod = \"{period}\"\n"
        );
        one(&text).indicators["i"].body.on
    };
    assert_eq!(indicator("2025-Q2"), date(2025, 4, 1));
    assert_eq!(indicator("2025-05"), date(2025, 5, 1));
    assert_eq!(indicator("2025"), date(2025, 1, 1));
}

/// A base, two records that include it, and one that includes both.
fn diamond(top: &str, entries: &str) -> Result<Record, String> {
    let base = format!("{HEAD}{SOURCE}{ACT}{MEASURE}");
    let side = format!("{HEAD}include = [\"../base\"]\n");
    let left = "[amendment.end]\nsources = [\"fr\"]\nknown = 2025-05-12\nmeasures = [\"duty\"]\neffect = \"ends\"\nfrom = 2025-05-14\n";
    let top = format!("{HEAD}include = [\"left\", \"right\"]\n{top}");
    read(&[
        ("base/record.toml", &base),
        ("left/record.toml", &side),
        ("left/deep/entries.toml", left),
        ("right/record.toml", &side),
        ("record.toml", &top),
        ("entries.toml", entries),
        (".hidden/broken.toml", "[["),
    ])
}

#[test]
fn a_record_included_twice_is_read_once() {
    let record = diamond("", "").unwrap();
    assert_eq!(record.measures.len(), 1);
    assert_eq!(record.amendments.len(), 1);
    assert_eq!(record.manifest.include, ["left", "right"]);
}

#[test]
fn an_entry_takes_the_place_of_an_included_one() {
    let other = MEASURE.replace("34%", "10%");
    let fault = diamond("", &other).unwrap_err();
    assert!(fault.contains("base/record.toml:22:1"), "{fault}");
    assert!(fault.contains("override = [\"duty\"]"), "{fault}");
    let record = diamond("override = [\"duty\"]", &other).unwrap();
    assert_eq!(record.measures.len(), 1);
    assert_ne!(record.measures, diamond("", "").unwrap().measures);
}

#[test]
fn what_is_dropped_may_still_be_named_by_included_records() {
    let record = diamond("drop = [\"duty\"]", "").unwrap();
    assert!(record.measures.is_empty());
    assert_eq!(record.amendments.len(), 1);
    // What else rests on it is a fault.
    let fault = diamond("drop = [\"order\"]", "").unwrap_err();
    assert!(fault.contains("\"order\" is dropped"), "{fault}");
}

#[test]
fn the_hash_is_of_what_is_said_not_of_where() {
    let together = one(MEASURE);
    let text = format!("{HEAD}{MEASURE}");
    let apart = [
        ("record.toml", text.as_str()),
        ("b/a.toml", ACT),
        ("c.toml", SOURCE),
    ];
    assert_eq!(together, read(&apart).unwrap());
    let titled = text.replace("\"t\"", "\"another title\"");
    let titled = [
        ("record.toml", titled.as_str()),
        ("a.toml", ACT),
        ("c.toml", SOURCE),
    ];
    assert_eq!(together.hash, read(&titled).unwrap().hash);
    assert_ne!(together.hash, one(&MEASURE.replace("34%", "35%")).hash);
    assert_eq!(together.hash.len(), 64);
}

#[test]
fn the_disk_and_memory_give_the_same_record() {
    let folder = tempfile::tempdir().unwrap();
    let record = one(&format!(
        "{MEASURE}\n[list.l]\nsources = [\"fr\"]\ncodes = [\"8517\"]\n"
    ));
    for (path, text) in record.to_texts() {
        std::fs::write(folder.path().join(path), text).unwrap();
    }
    let (loaded, _) = Record::load(folder.path()).unwrap();
    assert_eq!(loaded, record);
    assert_eq!(loaded.codes(&Products::All), record.codes(&Products::All));
}
