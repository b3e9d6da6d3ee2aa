//! `cobden talks war` against closed forms and published numbers.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use cobden::world::Directory;
use cobden::world::table::{ColumnSpec, OtherColumns, read_file};
use serde_json::Value;

use crate::common::{Desk, entry, json, list, number, run, text, two_economies, word};

/// Spending share of what a side of the pair sells itself, out of what the answer says of wages and tariffs.
fn domestic_share(answer: &Value, own: f64, bought: f64, side: &str, other: &str) -> f64 {
    let of = |code: &str, key: &str| number(&entry(&answer["economies"], "economy", code)[key]);
    let at_home = own * of(side, "wage_hat").powi(-4);
    let price = of(other, "wage_hat") * (1.0 + of(side, "tariff_percent") / 100.0);
    at_home / (at_home + bought * price.powi(-4))
}

// Gros (1987), Journal of International Economics 23: shares before duty.
#[test]
fn two_economies_fight_with_one_over_theta_times_the_others_domestic_share() {
    let desk = Desk::new();
    let world = two_economies(&desk, [80.0, 50.0], 20.0, 0.0);
    let answer = json(&["talks", "war", "--world", &world, "--json"]);
    assert_eq!(answer["model"], "one-stage");
    for (side, other, own) in [("A", "B", 50.0), ("B", "A", 80.0)] {
        let paid = domestic_share(&answer, own, 20.0, other, side);
        let duty = number(&entry(&answer["rates"], "player", other)["rate_percent"]) / 100.0;
        let share = paid / (paid + (1.0 - paid) / (1.0 + duty));
        let rate = number(&entry(&answer["rates"], "player", side)["rate_percent"]) / 100.0;
        let off = (rate - 1.0 / (4.0 * share)).abs();
        assert!(off < 1e-7, "{side} levies {rate}, off by {off:e}");
        let player = entry(&answer["players"], "player", side);
        assert_eq!(player["members"], serde_json::json!([side]));
        let left = number(&player["gain_from_deviating_percent"]);
        assert!((0.0..1e-8).contains(&left), "{left:e}");
    }
    assert!(list(&answer["other_equilibria"]).is_empty());
    assert_eq!(list(&answer["solver"]["starts"]).len(), 3);
    for start in list(&answer["solver"]["starts"]) {
        assert_eq!(word(&start["end"]), "settled");
    }
    assert!(answer["rule"].is_null());
    let without = json(&[
        "talks",
        "war",
        "--world",
        &world,
        "--no-certificate",
        "--json",
    ]);
    assert_eq!(without["rates"], answer["rates"]);
    assert!(without["certificate"].is_null());
}

/// The rule takes shares with the duty in them: t θ π_FF = 1 where there is one good (Lashkaripour 2021, equation 14).
#[test]
fn the_rule_takes_shares_with_duty() {
    let desk = Desk::new();
    let world = two_economies(&desk, [80.0, 50.0], 20.0, 0.0);
    let out = desk.path("out");
    let asked = [
        "talks",
        "war",
        "--world",
        &world,
        "--rule",
        "lashkaripour-2021",
        "--json",
    ];
    let answer = json(&[&asked[..], &["--out", &out]].concat());
    assert_eq!(answer["rule"], "lashkaripour-2021");
    for (side, other, own) in [("A", "B", 50.0), ("B", "A", 80.0)] {
        let share = domestic_share(&answer, own, 20.0, other, side);
        let row = entry(&answer["economies"], "economy", side);
        let rate = number(&row["tariff_percent"]) / 100.0;
        assert!(
            (rate * 4.0 * share - 1.0).abs() < 1e-9,
            "{side} levies {rate}"
        );
    }
    let specs = [
        ColumnSpec::text("economy"),
        ColumnSpec::number("tariff_percent"),
    ];
    for ending in ["csv", "parquet"] {
        let folder = Directory(PathBuf::from(&out));
        let file = format!("economies.{ending}");
        let table = read_file(&folder, &file, &specs, OtherColumns::Ignore)
            .unwrap_or_else(|faults| panic!("{faults}"));
        for (row, economy) in list(&answer["economies"]).iter().enumerate() {
            assert_eq!(table.text(0).word(row), word(&economy["economy"]));
            assert_eq!(table.numbers(1)[row], number(&economy["tariff_percent"]));
        }
    }
}

/// A folder of flows with duty in them is the world that they make.
#[test]
fn flows_with_duty_in_them_give_the_same_war() {
    let desk = Desk::new();
    let world = two_economies(&desk, [80.0, 50.0], 20.0, 0.1);
    desk.file(
        "gross/flows.csv",
        "exporter,importer,sector,trade_value,tariff\nA,A,cloth,80,0\nB,A,cloth,22,0.1\nA,B,cloth,22,0.1\nB,B,cloth,50,0\n",
    );
    desk.file(
        "gross/elasticities.csv",
        "sector,source,epsilon\ncloth,mine,4\ncloth,other,7\n",
    );
    let gross = desk.path("gross");
    let expected = json(&["talks", "war", "--world", &world, "--json"]);
    let source = ["--elasticity-source", "mine", "--json"];
    let found = json(&[&["talks", "war", "--world", &gross][..], &source].concat());
    assert_eq!(found["elasticity_source"], "mine");
    for side in ["A", "B"] {
        for key in [
            "tariff_percent",
            "real_income_change_percent",
            "wage_hat",
            "income_hat",
        ] {
            let of = |answer: &Value| number(&entry(&answer["economies"], "economy", side)[key]);
            let (found, expected) = (of(&found), of(&expected));
            assert!(
                (found - expected).abs() < 1e-7,
                "{side} {key}: {found} {expected}"
            );
        }
    }
}

#[test]
fn digits_do_not_depend_on_threads() {
    let world = crate::common::tiny();
    let asked = |threads: &str| {
        let mut answer = json(&[
            "talks",
            "war",
            "--world",
            &world,
            "--between",
            "USA,CHN",
            "--instruments",
            "by-sector",
            "--reach",
            "all",
            "--json",
            "--threads",
            threads,
        ]);
        answer["solver"]["seconds"] = Value::Null;
        answer
    };
    assert_eq!(asked("1"), asked("2"));
}

/// Numbers that another program gave for the same rule and data.
#[test]
fn the_rule_meets_the_published_program() {
    let world = Path::new("../../../shared/worlds/wiod2014-16");
    let reference = "../../../shared/reference/lashkaripour2021";
    if !world.exists() {
        eprintln!("skipped: {} is not there", world.display());
        return;
    }
    let answer = json(&[
        "talks",
        "war",
        "--world",
        world.to_str().expect("UTF-8"),
        "--elasticity-source",
        "IS",
        "--instruments",
        "uniform",
        "--rule",
        "lashkaripour-2021",
        "--json",
    ]);
    let names = ["percent_change", "tariff", "wage_hat", "income_hat"];
    let mut specs = vec![ColumnSpec::text("country")];
    specs.extend(names.iter().map(|name| ColumnSpec::number(name)));
    let folder = Directory(PathBuf::from(reference));
    let table = read_file(
        &folder,
        "nash_WIOD2014_IS.csv",
        &specs,
        OtherColumns::Ignore,
    )
    .unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(table.len(), list(&answer["economies"]).len());
    let mut worst: HashMap<&str, f64> = HashMap::new();
    for row in 0..table.len() {
        let economy = entry(&answer["economies"], "economy", table.text(0).word(row));
        let found = [
            number(&economy["real_income_change_percent"]),
            number(&economy["tariff_percent"]) / 100.0,
            number(&economy["wage_hat"]),
            number(&economy["income_hat"]),
        ];
        for (k, name) in names.into_iter().enumerate() {
            let off = (found[k] - table.numbers(k + 1)[row]).abs();
            let most = worst.entry(name).or_default();
            *most = most.max(off);
        }
    }
    eprintln!("largest differences: {worst:?}");
    assert!(
        worst["percent_change"] < 1e-4 && worst["tariff"] < 1e-6,
        "{worst:?}"
    );
}

#[test]
fn a_war_that_does_not_settle_is_exit_code_3_and_shows_nothing() {
    let world = crate::common::tiny();
    let asked = [
        "--between",
        "USA,CHN",
        "--objective",
        "balance:EU",
        "--at-least=-99",
    ];
    let output = run(&[&["talks", "war", "--world", &world][..], &asked].concat());
    assert_eq!(output.status.code(), Some(3), "{}", text(&output.stderr));
    assert!(output.stdout.is_empty());
    let said = text(&output.stderr);
    for word in [
        "no war was found",
        "from status quo",
        "from free trade",
        "no best response of USA",
    ] {
        assert!(said.contains(word), "{said}");
    }
}
