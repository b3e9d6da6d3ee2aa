//! Figures of the model are those that `cobden simulate` gives for the same shock.

use std::process::Command;

use cobden::brief::costs::{Run, Scenarios};
use cobden::brief::{Brief, Made, Question, page};
use cobden::record::Record;
use jiff::civil::date;
use serde_json::Value;

use crate::{brief_known, record};

#[test]
fn every_run_can_be_repeated_to_all_digits() {
    let record = record("examples/us-china");
    let day = date(2025, 5, 2);
    let made = brief_known(&record, day, day);
    let place = tempfile::tempdir().expect("a folder for runs");
    let runs = place.path().join("runs");
    made.write_runs(&runs).expect("runs are written");
    let costs = &made.brief.costs;
    assert!(
        costs.elasticities.len() >= 4 && costs.elasticities.iter().all(|set| set.fault.is_none())
    );
    let repeated = costs
        .runs
        .iter()
        .filter(|run| run.elasticities == "own" || run.scenario == "in-force");
    for run in repeated {
        compare(
            run,
            &simulate(
                &runs
                    .join(&run.elasticities)
                    .join(format!("{}.toml", run.scenario)),
            ),
        );
    }
}

fn simulate(scenario: &std::path::Path) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_cobden"))
        .args(["simulate", "--quiet", "--json", "--flows"])
        .arg(scenario)
        .output()
        .expect("cobden runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn compare(run: &Run, simulated: &Value) {
    assert_eq!(simulated["solver"]["residual"], run.residual, "{}", run.id);
    assert_eq!(
        simulated["world_hash"],
        run.world_hash.as_str(),
        "{}",
        run.id
    );
    let economies = simulated["economies"].as_array().expect("economies");
    assert_eq!(economies.len(), run.economies.len());
    for (ours, theirs) in run.economies.iter().zip(economies) {
        let ours = serde_json::to_value(ours).expect("JSON");
        for (key, value) in ours.as_object().expect("an object") {
            assert_eq!(
                &theirs[key], value,
                "{}, {}, {key}",
                run.id, theirs["economy"]
            );
        }
    }
    let limits = simulated["limits"].as_array().expect("limits");
    assert_eq!(limits.len(), run.limits.len(), "{}", run.id);
    for (ours, theirs) in run.limits.iter().zip(limits) {
        let flow = serde_json::json!([{
            "importer": ours.importer, "exporter": ours.exporter, "sector": ours.sector,
        }]);
        assert_eq!(theirs["flows"], flow, "{}", run.id);
        let ours = serde_json::to_value(ours).expect("JSON");
        for key in [
            "value",
            "volume_limit",
            "volume_hat",
            "binding",
            "tariff_equivalent_percent",
            "quota_rent",
        ] {
            assert_eq!(theirs[key], ours[key], "{}, {key} of {flow}", run.id);
        }
    }
    for flow in &run.flows {
        let all = simulated["flows"].as_array().expect("flows").iter();
        let of_pair = all.filter(|one| {
            one["importer"] == flow.importer.as_str() && one["exporter"] == flow.exporter.as_str()
        });
        let sum: f64 = of_pair.filter_map(|one| one["value_new"].as_f64()).sum();
        assert!(
            (sum / flow.value_new - 1.0).abs() < 1e-14,
            "{}: {sum} and {}",
            run.id,
            flow.value_new
        );
    }
}

#[test]
fn a_rollback_undoes_the_duties_of_the_two_and_no_others() {
    let record = record("examples/us-china");
    let day = date(2025, 5, 2);
    let made = brief_known(&record, day, day);
    let costs = &made.brief.costs;
    let income = |scenario: &str, economy: &str| {
        let scenario = costs
            .scenario(scenario)
            .unwrap_or_else(|| panic!("no {scenario}"));
        let effect = scenario.effects.iter().find(|one| one.economy == economy);
        effect
            .unwrap_or_else(|| panic!("no {economy}"))
            .real_income
            .clone()
    };
    for party in ["USA", "CHN"] {
        assert!(
            income("mutual-rollback", party).central.value
                > income("in-force", party).central.value
        );
        let ranged = income("in-force", party);
        assert!(ranged.low.value <= ranged.high.value);
    }
    // Who rolls back alone leaves the other better off than today.
    let today = |scenario: &str, economy: &str| {
        let scenario = costs
            .scenario(scenario)
            .unwrap_or_else(|| panic!("no {scenario}"));
        let effect = scenario.effects.iter().find(|one| one.economy == economy);
        effect
            .unwrap_or_else(|| panic!("no {economy}"))
            .against_today
            .central
            .value
    };
    assert!(today("rollback-USA", "CHN") > 0.0 && today("rollback-CHN", "USA") > 0.0);
    assert!(today("escalation", "CHN") < 0.0);
    assert_eq!(today("in-force", "USA"), 0.0);
}

/// Two controls of China on magnets, one of which lets Japan buy none, and a third that is only threatened.
const CONTROLS: &str = r#"
[record]
title = "Controls"
format = 1

[source.gazette]
publisher = "Gazette"
kind = "official"
date = 2025-03-01

[product.magnets]
title = "Magnets"
sources = ["gazette"]
known = 2025-03-01
products = ["8505.11"]
division = "25"
shares = [{ exporter = "CHN", share = "2%" }, { exporter = "all", share = "0.1%" }]
substitution = 0.2
trade_elasticity = 0.8

[measure.wide]
sources = ["gazette"]
known = 2025-03-01
actor = "CHN"
target = "all"
instrument = "export control"
authority = "controls"
products = ["8505.11"]
from = 2025-03-01

[measure.narrow]
sources = ["gazette"]
known = 2025-03-01
actor = "CHN"
target = ["USA", "JPN"]
instrument = "export control"
authority = "controls"
products = ["8505.11"]
from = 2025-04-01

[measure.threat]
sources = ["gazette"]
known = 2025-03-01
status = "threatened"
actor = "CHN"
target = "USA"
instrument = "export control"
authority = "controls"
products = ["8505.11"]
from = 2025-09-01

[limit.l-wide]
sources = ["gazette"]
known = 2025-03-01
confidence = "C"
measure = "wide"
product = "magnets"
importers = ["USA"]
volume = "60%"
from = 2025-03-01

[limit.l-narrow]
sources = ["gazette"]
known = 2025-03-01
confidence = "C"
measure = "narrow"
product = "magnets"
importers = ["USA"]
volume = "40%"
from = 2025-04-01

[limit.l-none]
sources = ["gazette"]
known = 2025-03-01
confidence = "B"
measure = "narrow"
product = "magnets"
importers = ["JPN"]
volume = "0%"
from = 2025-04-01

[limit.l-threat]
sources = ["gazette"]
known = 2025-03-01
confidence = "C"
measure = "threat"
product = "magnets"
importers = ["USA"]
volume = "10%"
from = 2025-03-01
"#;

/// Scenarios of a reader: a control that is supposed, one that is taken away, and an earlier day.
const SUPPOSED: &str = r#"
[[scenario]]
id = "threat-holds"
name = """A "threat"
on two lines"""
suppose = ["threat"]

[[scenario]]
id = "no-narrow"
without = ["narrow"]

[[scenario]]
id = "in-march"
on = 2025-03-15
"#;

fn controls() -> Made {
    let (record, _) = Record::from_texts(vec![("record.toml".into(), CONTROLS.into())])
        .unwrap_or_else(|faults| panic!("{faults:?}"));
    let (world, _) =
        cobden::open_world("default", None).unwrap_or_else(|faults| panic!("{faults:?}"));
    let day = date(2025, 5, 2);
    let question = Question {
        before: Some(date(2025, 2, 1)),
        parties: Some(["USA".to_owned(), "CHN".to_owned()]),
        ..Question::on(day)
    };
    let scenarios = Scenarios::parse("mine.toml", SUPPOSED).expect("scenarios");
    let made = Brief::make(
        "controls",
        record.as_known(day),
        &world,
        &question,
        &scenarios,
    );
    made.unwrap_or_else(|fault| panic!("{fault}"))
}

#[test]
fn a_flow_has_the_limit_that_allows_least_under_the_law_of_its_scenario() {
    let made = controls();
    let costs = &made.brief.costs;
    let limits = |scenario: &str| -> Vec<(String, String, f64)> {
        let run = costs
            .run(&format!("{scenario}/own"))
            .unwrap_or_else(|| panic!("no {scenario}"));
        let limits = run.limits.iter();
        let limits = limits.map(|one| (one.limit.clone(), one.importer.clone(), one.volume_limit));
        let mut limits: Vec<_> = limits.collect();
        limits.sort_by(|a, b| b.1.cmp(&a.1));
        limits
    };
    let of = |id: &str, importer: &str, volume: f64| (id.to_owned(), importer.to_owned(), volume);
    let in_force = [of("l-narrow", "USA", 0.4), of("l-none", "JPN", 0.0)];
    assert_eq!(limits("in-force"), in_force);
    assert_eq!(limits("no-narrow"), [of("l-wide", "USA", 0.6)]);
    assert_eq!(limits("in-march"), [of("l-wide", "USA", 0.6)]);
    assert_eq!(
        limits("threat-holds"),
        [of("l-threat", "USA", 0.1), of("l-none", "JPN", 0.0)]
    );
    assert!(limits("mutual-rollback").is_empty());
}

#[test]
fn a_limit_of_nothing_has_no_price_and_is_repeated_all_the_same() {
    let made = controls();
    let find = |importer: &str| {
        let mut limits = made.brief.costs.limits.iter();
        let found = limits.find(|one| one.importer == importer);
        found.unwrap_or_else(|| panic!("no limit on {importer}"))
    };
    let (japan, america) = (find("JPN"), find("USA"));
    assert!(japan.wedge.is_none() && japan.binding && japan.confidence == "B");
    let wedge = america.wedge.as_ref().expect("a price");
    assert!(wedge.value > 0.0 && america.rent.value > 0.0);
    let (_, _, steps) = made.brief.why(&wedge.id).expect("a trail");
    for entry in ["limit l-narrow", "measure narrow", "product magnets"] {
        assert!(
            steps.iter().any(|step| step.starts_with(entry)),
            "{steps:?}"
        );
    }
    let page = made.brief.page();
    let faults = page.faults();
    assert!(faults.is_empty(), "{faults:?}");
    let text = page::text(&page, &page::TextStyle::default());
    assert!(
        text.contains("no trade") && !text.contains("inf "),
        "{text}"
    );

    let place = tempfile::tempdir().expect("a folder for runs");
    let runs = place.path().join("runs");
    made.write_runs(&runs).expect("runs are written");
    for scenario in ["in-force", "threat-holds", "no-narrow"] {
        let run = made.brief.costs.run(&format!("{scenario}/own"));
        let file = runs.join("own").join(format!("{scenario}.toml"));
        compare(run.expect("a run"), &simulate(&file));
    }
}
