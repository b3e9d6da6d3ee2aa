//! `cobden talks optimal` against closed forms.

use std::path::PathBuf;

use cobden::world::Directory;
use cobden::world::table::{ColumnSpec, OtherColumns, read_file};
use serde_json::Value;

use crate::common::{Desk, entry, json, list, number, run, text, two_economies, word};

/// The answer without what depends on the clock.
fn timeless(mut answer: Value) -> Value {
    answer["seconds"] = Value::Null;
    answer
}

// Gros (1987), Journal of International Economics 23.
#[test]
fn the_best_tariff_is_one_over_theta_times_the_partners_domestic_share() {
    let desk = Desk::new();
    let world = two_economies(&desk, [80.0, 50.0], 20.0, 0.0);
    for model in ["one-stage", "general"] {
        let answer = json(&[
            "talks", "optimal", "--world", &world, "--model", model, "--json",
        ]);
        assert_eq!(answer["model"], model);
        for (side, other, own, total) in [("A", "B", 50.0, 70.0), ("B", "A", 80.0, 100.0)] {
            let response = entry(&answer["responses"], "player", side);
            let wage =
                |code: &str| number(&entry(&response["economies"], "economy", code)["wage_hat"]);
            // The other levies nothing: its shares move with the two wages alone.
            let at_home = own / total * wage(other).powi(-4);
            let share = at_home / (at_home + (1.0 - own / total) * wage(side).powi(-4));
            let rate = number(&response["rates"][0]["rate_percent"]) / 100.0;
            let off = (rate - 1.0 / (4.0 * share)).abs();
            assert!(off < 1e-7, "{model}: {side} levies {rate}, off by {off:e}");
            assert_eq!(
                response["median_rate_percent"],
                response["rates"][0]["rate_percent"]
            );
            assert_eq!(word(&response["solver"]["status"]), "converged");
            assert!(number(&response["solver"]["residual"]) < 1e-10);
            let change = |code: &str| {
                let row = entry(&response["economies"], "economy", code);
                number(&row["real_income_change_percent"])
            };
            let gain = number(&response["gain_percent"]);
            assert!((change(side) - gain).abs() < 1e-9 && gain > 0.0);
            assert!(change(other) < 0.0);
        }
    }
}

#[test]
fn tables_hold_the_rates_of_the_side_that_is_named_and_threads_change_no_digit() {
    let desk = Desk::new();
    let asked = |threads: &str, more: &[&str]| {
        let mut asked = vec!["talks", "optimal", "--world"];
        let world = crate::common::tiny();
        asked.extend([
            world.as_str(),
            "--between",
            "USA,EU",
            "--for",
            "USA",
            "--on",
            "everyone",
            "--instruments",
            "by-partner",
            "--levies",
            "both",
            "--at-least=-20",
            "--json",
            "--quiet",
            "--threads",
            threads,
        ]);
        asked.extend(more);
        timeless(json(&asked))
    };
    let out = desk.path("out");
    let one = asked("1", &["--out", &out]);
    assert_eq!(one, asked("2", &[]));
    let rates = list(&one["responses"][0]["rates"]);
    // A tariff and an export tax against China and the Union each; the Union's rates are not told.
    assert_eq!(rates.len(), 4);
    assert!(rates.iter().all(|rate| rate["player"] == "USA"));
    for ending in ["csv", "parquet"] {
        let specs = [
            ColumnSpec::text("player"),
            ColumnSpec::text("levy"),
            ColumnSpec::text("partner"),
            ColumnSpec::number("rate_percent"),
        ];
        let folder = Directory(PathBuf::from(&out));
        let table = read_file(
            &folder,
            &format!("rates.{ending}"),
            &specs,
            OtherColumns::Ignore,
        )
        .unwrap_or_else(|faults| panic!("{faults}"));
        let own: Vec<usize> = (0..table.len())
            .filter(|row| table.text(0).word(*row) == "USA")
            .collect();
        assert_eq!(own.len(), rates.len());
        for (row, rate) in own.into_iter().zip(rates) {
            assert_eq!(table.text(1).word(row), word(&rate["levy"]));
            assert_eq!(table.text(2).word(row), word(&rate["partner"]));
            assert_eq!(table.numbers(3)[row], number(&rate["rate_percent"]));
        }
    }
    let run: Value =
        serde_json::from_str(&std::fs::read_to_string(desk.path("out/run.json")).expect("a file"))
            .expect("JSON");
    assert_eq!(timeless(run), one);
}

#[test]
fn nothing_is_searched_for_where_tables_would_be_of_several_sides() {
    let desk = Desk::new();
    let out = desk.path("out");
    let world = crate::common::tiny();
    let asked = [
        "talks",
        "optimal",
        "--world",
        &world,
        "--between",
        "USA,CHN",
        "--out",
        &out,
    ];
    let output = run(&asked);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("--for SIDE"));
    assert!(output.stdout.is_empty() && desk.entries().is_empty());
}
