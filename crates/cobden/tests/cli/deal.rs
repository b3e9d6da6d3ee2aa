//! `cobden talks deal` where what is best is known.

use std::path::PathBuf;

use cobden::world::Directory;
use cobden::world::table::{ColumnSpec, OtherColumns, read_file};
use serde_json::Value;

use crate::common::{Desk, entry, json, list, number, two_economies, word};

const SIDES: [&str; 2] = ["A", "B"];

/// What free trade brings each of two mirror images: W = (1 + t M)/P, M imports before duty, wages one.
fn mirror_gain(own: f64, traded: f64, duty: f64) -> f64 {
    let factor = 1.0 + duty;
    let spent = own + traded * factor;
    let home = own / spent;
    // Tastes, so that shares are what they are with the duty.
    let abroad = (1.0 - home) * factor.powi(4);
    let price = (home + abroad).powf(-0.25);
    let income = (own + traded) / spent;
    100.0 * (income / price - 1.0)
}

fn deal(world: &str, more: &[&str]) -> Value {
    let mut asked = vec!["talks", "deal", "--world", world, "--json"];
    asked.extend(more);
    json(&asked)
}

#[test]
fn mirror_images_agree_on_free_trade_whatever_the_solution() {
    let desk = Desk::new();
    let world = two_economies(&desk, [80.0, 80.0], 20.0, 0.2);
    let expected = mirror_gain(80.0, 20.0, 0.2);
    for solution in ["nash", "kalai-smorodinsky", "egalitarian"] {
        let answer = deal(&world, &["--solution", solution]);
        assert_eq!(word(&answer["solution"]), solution);
        assert_eq!(answer["agreed"], true);
        for side in SIDES {
            let player = entry(&answer["players"], "player", side);
            let gain = number(&player["gain_percent"]);
            assert!(
                (gain - expected).abs() < 1e-5,
                "{solution}: {gain} {expected}"
            );
            let rate = entry(&answer["rates"], "player", side);
            assert!(
                number(&rate["rate_percent"]).abs() < 1e-3,
                "{solution}: {rate}"
            );
            assert!((number(&rate["status_quo_percent"]) - 20.0).abs() < 1e-12);
            let economy = entry(&answer["economies"], "economy", side);
            let change = number(&economy["real_income_change_percent"]);
            assert!((change - gain).abs() < 1e-9);
        }
        assert_eq!(word(&answer["solver"]["status"]), "converged");
        assert!(number(&answer["solver"]["violation"]) <= 1e-7);
    }
}

#[test]
fn free_trade_leaves_mirror_images_nothing_to_agree_on() {
    let desk = Desk::new();
    let world = two_economies(&desk, [80.0, 80.0], 20.0, 0.0);
    let answer = deal(&world, &[]);
    assert_eq!(answer["agreed"], false);
    assert_eq!(word(&answer["solver"]["status"]), "none-better");
    assert!(answer["rates"].is_null() && answer["economies"].is_null());
    for player in list(&answer["players"]) {
        assert!(player["payoff"].is_null() && player["gain_percent"].is_null());
    }
}

#[test]
fn what_each_side_has_to_have_to_keep_the_deal() {
    let desk = Desk::new();
    let world = two_economies(&desk, [80.0, 80.0], 20.0, 0.2);
    let answer = deal(&world, &["--threat", "war", "--kept"]);
    let war = json(&["talks", "war", "--world", &world, "--json"]);
    for side in SIDES {
        let player = entry(&answer["players"], "player", side);
        let fought = entry(&war["players"], "player", side);
        let off = number(&player["payoff_war"]) - number(&fought["payoff"]);
        assert!(off.abs() < 1e-10, "{off:e}");
        assert_eq!(player["payoff_threat"], player["payoff_war"]);
        let kept = entry(&answer["kept"]["sides"], "side", side);
        let of = |key: &str| number(&kept[key]);
        let (deal, breach, war) = (of("deal_percent"), of("breach_percent"), of("war_percent"));
        assert!(war < deal && deal < breach);
        // Bagwell and Staiger (1990), answered after a period, for ever.
        let factor = (breach - deal) / (breach - war);
        assert!((of("discount_factor") - factor).abs() < 1e-9);
    }
}

#[test]
fn no_deal_on_the_frontier_is_worse_for_both_than_another() {
    let desk = Desk::new();
    let world = two_economies(&desk, [80.0, 50.0], 20.0, 0.2);
    let out = desk.path("out");
    let answer = deal(
        &world,
        &["--frontier", "4", "--at-least=-50", "--out", &out],
    );
    let points: Vec<Vec<f64>> = list(&answer["frontier"]["points"])
        .iter()
        .map(|point| list(&point["gains_percent"]).iter().map(number).collect())
        .collect();
    assert!(points.len() >= 3, "{points:?}");
    for one in &points {
        let worse = |than: &&Vec<f64>| {
            one.iter()
                .zip(*than)
                .all(|(own, other)| own + 1e-6 < *other)
        };
        assert!(!points.iter().any(|than| worse(&than)), "{points:?}");
    }
    // Nash's product is at least that of any deal on the frontier.
    let gains: Vec<f64> = SIDES
        .iter()
        .map(|side| number(&entry(&answer["players"], "player", side)["gain_percent"]))
        .collect();
    for one in &points {
        assert!(
            one[0] * one[1] <= gains[0] * gains[1] * (1.0 + 1e-6),
            "{one:?} {gains:?}"
        );
    }
    let specs = [
        ColumnSpec::text("player"),
        ColumnSpec::number("rate_percent"),
    ];
    for ending in ["csv", "parquet"] {
        let folder = Directory(PathBuf::from(&out));
        let file = format!("rates.{ending}");
        let table = read_file(&folder, &file, &specs, OtherColumns::Ignore)
            .unwrap_or_else(|faults| panic!("{faults}"));
        for (row, rate) in list(&answer["rates"]).iter().enumerate() {
            assert_eq!(table.text(0).word(row), word(&rate["player"]));
            assert_eq!(table.numbers(1)[row], number(&rate["rate_percent"]));
        }
    }
}
