//! `cobden sensitivity` against finite differences of `cobden simulate`.

use serde_json::Value;

use crate::common::{Desk, entry, example, json, list, number};

/// A scenario of 10 points on Chinese goods, and `extra` points on electronics.
fn scenario(desk: &Desk, extra: f64) -> String {
    desk.file(
        &format!("{extra}.toml"),
        &format!(
            "[[tariff]]\nimporter = \"USA\"\nexporter = \"CHN\"\nsector = \"goods\"\nadd = \"10%\"\n\
             [[tariff]]\nimporter = \"USA\"\nexporter = \"CHN\"\nsector = \"C26\"\nadd = \"{extra}%\"\n\
             [settings]\ntolerance = 1e-13\n"
        ),
    )
}

fn outcome(file: &str, economy: &str, key: &str) -> f64 {
    let result = json(&["simulate", file, "--json"]);
    number(&entry(&result["economies"], "economy", economy)[key])
}

fn effect(file: &str, outcome: &str, by: &str, cell: [&str; 3]) -> f64 {
    let result = json(&[
        "sensitivity",
        file,
        "--outcome",
        outcome,
        "--by",
        by,
        "--json",
    ]);
    let [importer, exporter, sector] = cell;
    let mut effects = list(&result["effects"]).iter();
    let found = effects.find(|effect| {
        effect["importer"] == importer
            && effect["exporter"] == exporter
            && effect["sector"] == sector
    });
    number(&found.expect("the cell is listed")["effect"])
}

#[test]
fn effects_of_a_tariff_are_finite_differences() {
    const POINTS: f64 = 0.05;
    let desk = Desk::new();
    let (down, base, up) = (
        scenario(&desk, -POINTS),
        scenario(&desk, 0.0),
        scenario(&desk, POINTS),
    );
    let cell = ["USA", "CHN", "C26"];
    let log_percent = |percent: f64| 100.0 * (percent / 100.0).ln_1p();
    for (economy, code) in [
        ("USA", "real-income:USA"),
        ("CHN", "real-income:CHN"),
        ("MEX", "real-income:MEX"),
    ] {
        let at = |file: &str| log_percent(outcome(file, economy, "real_income_change_percent"));
        let difference = (at(&up) - at(&down)) / (2.0 * POINTS);
        let found = effect(&base, code, "tariff", cell);
        // Ten points are near the best rate: the effect on the United States almost vanishes.
        let scale = difference.abs().max(1e-3);
        assert!(
            (found - difference).abs() < 1e-5 * scale,
            "{code}: {found} and {difference}"
        );
    }
    let at = |file: &str| outcome(file, "USA", "duty_revenue");
    let difference = (at(&up) - at(&down)) / (2.0 * POINTS);
    let found = effect(&base, "duty-revenue:USA", "tariff", cell);
    assert!(
        (found / difference - 1.0).abs() < 1e-5,
        "duty revenue: {found} and {difference}"
    );
}

#[test]
fn effects_are_ranked_and_labelled() {
    let dispute = example("us-china-145-125.toml");
    for (by, step) in [
        ("tariff", "one more point"),
        ("export-tax", "one more point"),
        ("trade-cost", "one percent more cost"),
        ("elasticity", "one percent more elasticity"),
    ] {
        let result = json(&[
            "sensitivity",
            &dispute,
            "--outcome",
            "real-income:USA",
            "--by",
            by,
            "--json",
        ]);
        assert_eq!(result["scenario"], "145% and 125% on goods");
        assert_eq!(result["outcome"], "real-income:USA");
        assert_eq!(result["unit"], "percent");
        assert_eq!(result["step"], step);
        let sizes: Vec<f64> = list(&result["effects"])
            .iter()
            .map(|row| number(&row["effect"]).abs())
            .collect();
        assert!(
            sizes.len() >= 23 && sizes.is_sorted_by(|a, b| a >= b),
            "{by}"
        );
    }
    let result: Value = json(&[
        "sensitivity",
        &dispute,
        "--outcome",
        "imports:USA",
        "--json",
    ]);
    assert_eq!(result["unit"], "million USD");
}
