//! `cobden talks standoff` against the formulas, worked out here from its inputs.

use std::path::PathBuf;

use cobden::world::Directory;
use cobden::world::table::{ColumnSpec, OtherColumns, read_file};

use crate::common::{Desk, entry, json, list, number, word};

const ASKED: [&str; 13] = [
    "talks",
    "standoff",
    "--sides",
    "USA,CHN",
    "--cost",
    "USA=0.06,CHN=0.05",
    "--win",
    "USA=0.4,CHN=0.3",
    "--concede",
    "USA=-0.2,CHN=-0.4",
    "--resolve",
    "USA=0.1,CHN=0.05",
    "--json",
];

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-12, "{found} {expected}");
}

#[test]
fn numbers_are_those_of_abreu_and_gul() {
    let answer = json(&ASKED);
    let r = 1.04_f64.ln() / 12.0;
    let usa = (0.05 - 0.4 * r) / 0.7;
    let chn = (0.06 - 0.2 * r) / 0.6;
    let horizon = (-(0.1_f64.ln()) / usa).min(-(0.05_f64.ln()) / chn);
    let set = &answer["sets"][0];
    assert_eq!(word(&set["kind"]), "reputation");
    near(number(&set["horizon_months"]), horizon);
    let of_usa = entry(&set["sides"], "side", "USA");
    let of_chn = entry(&set["sides"], "side", "CHN");
    near(number(&of_usa["hazard_per_month"]), usa);
    near(number(&of_chn["hazard_per_month"]), chn);
    near(
        number(&of_usa["moves_at_once"]),
        1.0 - 0.1 * (usa * horizon).exp(),
    );
    near(
        number(&of_chn["moves_at_once"]),
        1.0 - 0.05 * (chn * horizon).exp(),
    );
    near(number(&answer["never"]), 0.1 * 0.05);
    let waiting = 0.1 * 0.05 * ((usa + chn) * horizon).exp();
    for row in list(&answer["by_month"]) {
        let t = number(&row["month"]);
        let started = 1.0 - (waiting * (-(usa + chn) * t).exp()).max(0.005);
        near(number(&row["started"]), started);
        let sides = &row["sides"];
        let moved = |side: &str| number(&entry(sides, "side", side)["moved_first"]);
        near(moved("USA") + moved("CHN"), started);
    }
    assert_eq!(list(&answer["by_month"]).len(), 37);
    for side in list(&answer["sides"]) {
        assert!(number(&side["gain_from_deviating_percent"]).abs() < 1e-12);
    }
}

#[test]
fn tables_hold_the_numbers_of_the_json() {
    let desk = Desk::new();
    let out = desk.path("standoff");
    let mut asked = ASKED.to_vec();
    asked.extend(["--out", &out]);
    let answer = json(&asked);
    let names = [
        "month",
        "started",
        "moved_first_USA",
        "expected_cost_percent_USA",
        "moved_first_CHN",
        "expected_cost_percent_CHN",
    ];
    let specs: Vec<ColumnSpec> = names.iter().map(|name| ColumnSpec::number(name)).collect();
    for ending in ["csv", "parquet"] {
        let folder = Directory(PathBuf::from(&out));
        let file = format!("standoff.{ending}");
        let table = read_file(&folder, &file, &specs, OtherColumns::Ignore)
            .unwrap_or_else(|faults| panic!("{faults}"));
        let rows = list(&answer["by_month"]);
        assert_eq!(table.len(), rows.len());
        for (at, row) in rows.iter().enumerate() {
            let of = |side: &str, key: &str| number(&entry(&row["sides"], "side", side)[key]);
            let expected = [
                number(&row["month"]),
                number(&row["started"]),
                of("USA", "moved_first"),
                of("USA", "expected_cost_percent"),
                of("CHN", "moved_first"),
                of("CHN", "expected_cost_percent"),
            ];
            for (column, expected) in expected.into_iter().enumerate() {
                // The same to the last bit.
                assert_eq!(
                    table.numbers(column)[at],
                    expected,
                    "{} in row {at}",
                    names[column]
                );
            }
        }
    }
}

#[test]
fn amounts_over_years_are_discounted() {
    let asked = |win: &'static str, concede: &'static str, years: &[&'static str]| {
        let mut asked = vec![
            "talks",
            "standoff",
            "--sides",
            "A,B",
            "--cost",
            "0.05",
            "--json",
            "--win",
            win,
            "--concede",
            concede,
        ];
        asked.extend(years);
        json(&asked)
    };
    let yearly = asked("0.1", "-0.1", &["--years", "10"]);
    let worth = 0.1 * (1.0 - 1.04_f64.powi(-10)) / 1.04_f64.ln();
    let side = &yearly["sets"][0]["sides"][0];
    near(number(&side["win_percent"]), worth);
    near(number(&side["concede_percent"]), -worth);
    let once = asked("0.1", "-0.1", &[]);
    near(number(&once["sets"][0]["sides"][0]["win_percent"]), 0.1);
}
