use jiff::civil::{Date, date};

use crate::{Rates, Record, Status};

const BASE: &str = r#"
[record]
title = "t"
format = 1

[source.fr]
publisher = "Federal Register"
kind = "official"
date = 2025-04-07
"#;

fn record(entries: &str) -> Record {
    let text = format!("{BASE}{entries}");
    let texts = vec![
        ("record.toml".to_owned(), text),
        (
            "w.csv".to_owned(),
            "importer,exporter,hs,value\n".to_owned(),
        ),
    ];
    Record::from_texts(texts).expect("no fault").0
}

fn measure(id: &str, known: &str, more: &str) -> String {
    format!(
        "\n[measure.{id}]\nsources = [\"fr\"]\nknown = {known}\nactor = \"USA\"\ntarget = \"CHN\"\ninstrument = \"tariff\"\nauthority = \"a\"\nfamily = \"{id}-f\"\nproducts = \"all\"\nrate = \"10%\"\nfrom = 2025-01-01\n{more}\n"
    )
}

fn amendment(id: &str, known: &str, name: &str, more: &str) -> String {
    format!(
        "\n[amendment.{id}]\nsources = [\"fr\"]\nknown = {known}\nmeasures = [\"{name}\"]\n{more}\n"
    )
}

fn until(record: &Record, id: &str, known: Date) -> Option<Date> {
    let view = record.as_known(known);
    let mut all = view.measures();
    all.find(|(entry, _)| entry.id == id)
        .and_then(|(_, measure)| measure.until)
}

#[test]
fn of_two_ends_the_one_known_later_holds() {
    let extends = |known| amendment("e", known, "x", "effect = \"extends\"\nuntil = 2025-09-01");
    let corrects = |known| {
        amendment(
            "c",
            known,
            "x",
            "effect = \"corrects\"\nset = { until = 2025-08-01 }",
        )
    };
    let x = measure("x", "2025-01-01", "until = 2025-07-01");
    let read = record(&(x.clone() + &extends("2025-03-01") + &corrects("2025-04-01")));
    assert_eq!(until(&read, "x", date(2025, 2, 1)), Some(date(2025, 7, 1)));
    assert_eq!(until(&read, "x", date(2025, 3, 1)), Some(date(2025, 9, 1)));
    assert_eq!(until(&read, "x", date(2025, 4, 1)), Some(date(2025, 8, 1)));
    let read = record(&(x + &extends("2025-04-01") + &corrects("2025-03-01")));
    assert_eq!(until(&read, "x", date(2025, 3, 1)), Some(date(2025, 8, 1)));
    assert_eq!(until(&read, "x", Date::MAX), Some(date(2025, 9, 1)));
}

#[test]
fn an_authority_means_what_it_held_by_then() {
    let read = record(
        &(measure("x", "2025-01-01", "until = 2025-07-01")
            + &measure("open", "2025-01-01", "")
            + &measure("late", "2025-06-01", "until = 2025-07-01")
            + &amendment(
                "c",
                "2025-03-01",
                "a",
                "effect = \"corrects\"\nset = { rate = \"12%\", status = \"reported\" }",
            )
            + &amendment(
                "e",
                "2025-04-01",
                "a",
                "effect = \"extends\"\nuntil = 2025-09-01",
            )),
    );
    let view = read.latest();
    for (entry, measure) in view.measures() {
        let (changed, end) = match entry.id.as_str() {
            "x" => (true, Some(date(2025, 9, 1))),
            "open" => (true, None),
            _ => (false, Some(date(2025, 7, 1))),
        };
        assert_eq!(measure.status == Status::Reported, changed, "{}", entry.id);
        assert_eq!(measure.until, end, "{}", entry.id);
        let Some(Rates::Steps(steps)) = &measure.rate else {
            panic!("{} has no rate", entry.id);
        };
        let rate = if changed { "12%" } else { "10%" };
        assert_eq!(steps[0].rate.to_string(), rate, "{}", entry.id);
    }
}

#[test]
fn an_extension_gives_an_end_to_a_measure_it_names_by_id() {
    let read = record(
        &(measure("open", "2025-01-01", "")
            + &amendment(
                "e",
                "2025-04-01",
                "open",
                "effect = \"extends\"\nuntil = 2025-09-01",
            )),
    );
    assert_eq!(until(&read, "open", Date::MAX), Some(date(2025, 9, 1)));
}

#[test]
fn the_vintage_is_the_one_that_began_last() {
    let vintage = |id: &str, keys: &str| {
        format!(
            "\n[nomenclature.{id}]\nsources = [\"fr\"]\nimporter = \"USA\"\nhs = 2022\n{keys}\n"
        )
    };
    let read = record(
        &(vintage("n2017", "from = 2017-01-01\nuntil = 2022-01-01")
            + &vintage("n2022", "from = 2022-01-01\nuntil = 2024-01-01")
            + &vintage("n2025", "known = 2024-12-01\nfrom = 2025-01-01")),
    );
    let on = |known: Date, day: Date| {
        let view = read.as_known(known);
        view.nomenclature("USA", day).map(|entry| entry.id.as_str())
    };
    assert_eq!(on(Date::MAX, date(2000, 1, 1)), Some("n2017"));
    assert_eq!(on(Date::MAX, date(2021, 12, 31)), Some("n2017"));
    assert_eq!(on(Date::MAX, date(2022, 1, 1)), Some("n2022"));
    assert_eq!(on(Date::MAX, date(2024, 6, 1)), Some("n2022"));
    assert_eq!(on(Date::MAX, date(2026, 1, 1)), Some("n2025"));
    assert_eq!(on(date(2024, 1, 1), date(2026, 1, 1)), Some("n2022"));
    assert_eq!(read.latest().nomenclature("CHN", date(2026, 1, 1)), None);
    let over = read.nomenclature("USA", date(2024, 6, 1));
    assert_eq!(over.map(|entry| entry.id.as_str()), Some("n2022"));
}

#[test]
fn the_newest_year_known_is_weighed_with() {
    let weights = |year: i16, keys: &str| {
        format!(
            "\n[weights.w{year}]\nsources = [\"fr\"]\nimporter = \"USA\"\nyear = {year}\nfile = \"w.csv\"\nunit = \"USD\"\n{keys}\n"
        )
    };
    let read = record(&(weights(2023, "") + &weights(2024, "known = 2025-02-05")));
    let of = |known: Date| {
        let weights = read.as_known(known).weights("USA");
        weights.map(|entry| entry.body.year)
    };
    assert_eq!(of(date(2024, 1, 1)), Some(2023));
    assert_eq!(of(date(2025, 2, 5)), Some(2024));
    assert_eq!(read.latest().weights("CHN"), None);
}
