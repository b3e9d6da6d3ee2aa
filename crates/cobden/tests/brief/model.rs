//! Figures of the model are those that `cobden simulate` gives for the same shock.

use std::process::Command;

use cobden::brief::costs::Run;
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
        assert!(
            ranged.low.value <= ranged.central.value && ranged.central.value <= ranged.high.value
        );
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
