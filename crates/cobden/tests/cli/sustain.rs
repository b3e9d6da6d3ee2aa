//! `cobden talks sustain` against closed forms.

use crate::common::{entry, json, number, word};

fn asked(more: &[&str]) -> serde_json::Value {
    let mut asked = vec!["talks", "sustain", "--sides", "USA,CHN", "--json"];
    asked.extend(more);
    json(&asked)
}

#[test]
fn factors_are_those_of_bagwell_and_staiger() {
    let payoffs = [
        "--deal",
        "USA=0.3,CHN=0.2",
        "--breach",
        "USA=0.5,CHN=0.5",
        "--war",
        "USA=-0.3,CHN=-0.1",
    ];
    let answer = asked(&payoffs);
    let near = |value: &serde_json::Value, expected: f64| {
        assert!(
            (number(value) - expected).abs() < 1e-12,
            "{value} {expected}"
        );
    };
    let (usa, chn) = (
        entry(&answer["sides"], "side", "USA"),
        entry(&answer["sides"], "side", "CHN"),
    );
    // 0.2/0.8 and 0.3/0.6, a year each.
    near(&usa["discount_factor"], 0.25);
    near(&usa["yearly_discount_rate"], 3.0);
    near(&chn["discount_factor"], 0.5);
    near(&answer["discount_factor"], 0.5);
    near(&answer["yearly_discount_rate"], 1.0);
    assert_eq!(answer["self_enforcing"], true);
    // Answered in half the time, twice the rate compounds: (1 + r)^(1/2) = 2.
    let mut sooner = payoffs.to_vec();
    sooner.extend(["--answered-after", "6"]);
    let answer = asked(&sooner);
    near(&answer["discount_factor"], 0.5);
    near(&answer["yearly_discount_rate"], 3.0);
}

#[test]
fn a_side_that_nothing_holds_breaks_the_deal_for_all() {
    let answer = asked(&[
        "--deal",
        "0.3",
        "--breach",
        "0.5",
        "--war",
        "USA=-0.3,CHN=0.4",
    ]);
    let chn = entry(&answer["sides"], "side", "CHN");
    assert_eq!(word(&chn["keeps"]), "never-war-no-worse");
    assert_eq!(answer["self_enforcing"], false);
    assert!(answer["discount_factor"].is_null());
}
