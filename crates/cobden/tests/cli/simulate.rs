//! `cobden simulate --json`: keys, numéraire, threads.

use serde_json::{Map, Value};

use crate::common::{Desk, entry, example, json, list, number, stdout, tiny, word};

const DISPUTE: &str = "us-china-145-125.toml";

fn keys(value: &Value) -> Vec<&str> {
    let object: &Map<String, Value> = value.as_object().expect("an object");
    object.keys().map(String::as_str).collect()
}

/// Documented keys come first and in this order; others may follow.
fn assert_starts(value: &Value, documented: &[&str]) {
    let found = keys(value);
    assert!(
        found.starts_with(documented),
        "{found:?} does not start with {documented:?}"
    );
}

#[test]
fn keys_are_as_documented() {
    let result = json(&["simulate", &example(DISPUTE), "--json"]);
    assert_starts(&result, &["scenario", "world", "closure", "solver"]);
    assert_eq!(result["scenario"], "145% and 125% on goods");
    assert_eq!(result["world"], "2022");
    assert_eq!(result["closure"], "fixed-deficit");

    let solver = &result["solver"];
    assert_starts(
        solver,
        &[
            "status",
            "residual",
            "iterations",
            "map_evaluations",
            "seconds",
        ],
    );
    assert_eq!(solver["status"], "converged");
    assert!(
        (0.0..=1e-10).contains(&number(&solver["residual"])),
        "{solver}"
    );
    assert!(solver["iterations"].as_u64() > Some(0), "{solver}");
    assert!(solver["map_evaluations"].as_u64() > Some(0), "{solver}");
    assert!(number(&solver["seconds"]) > 0.0, "{solver}");

    let documented = [
        "economy",
        "real_income_change_percent",
        "real_wage_change_percent",
        "wage_hat",
        "consumer_price_hat",
        "income_hat",
        "terms_of_trade_change_percent",
        "duty_revenue",
        "imports_hat",
        "exports_hat",
    ];
    let economies = list(&result["economies"]);
    assert_eq!(economies.len(), 25);
    for economy in economies {
        assert_starts(economy, &documented);
        assert_eq!(word(&economy["economy"]).to_uppercase(), economy["economy"]);
        for key in &documented[1..] {
            assert!(number(&economy[*key]).is_finite(), "{key} of {economy}");
        }
    }
    assert!(result.get("flows").is_none(), "flows are not asked for");
}

#[test]
fn flows_come_when_asked_for() {
    let result = json(&["simulate", &example(DISPUTE), "--json", "--flows"]);
    let flows = list(&result["flows"]);
    assert!(flows.len() > 5000, "{}", flows.len());
    for flow in flows {
        assert_starts(
            flow,
            &["importer", "exporter", "sector", "value", "value_new"],
        );
        assert!(
            number(&flow["value"]) >= 0.0 && number(&flow["value_new"]) >= 0.0,
            "{flow}"
        );
    }
    // Imports of goods from China at 145% more duty, and the economy's totals from the same flows.
    let imports = |key: &str| -> f64 {
        let abroad = |flow: &&Value| flow["importer"] == "USA" && flow["exporter"] != "USA";
        flows
            .iter()
            .filter(abroad)
            .map(|flow| number(&flow[key]))
            .sum()
    };
    let hat = number(&entry(&result["economies"], "economy", "USA")["imports_hat"]);
    assert!((imports("value_new") / imports("value") - hat).abs() < 1e-12);
}

#[test]
fn world_value_added_is_the_numeraire() {
    let info = json(&["world", "info", "--json"]);
    for name in [
        DISPUTE,
        "closures/deficit-share-of-world.toml",
        "other-elasticities.toml",
    ] {
        let result = json(&["simulate", &example(name), "--json"]);
        let (mut before, mut after) = (0.0, 0.0);
        for economy in list(&info["economies"]) {
            let value_added = number(&economy["value_added"]);
            let outcome = entry(&result["economies"], "economy", word(&economy["economy"]));
            before += value_added;
            after += value_added * number(&outcome["wage_hat"]);
        }
        assert!(
            (after / before - 1.0).abs() < 1e-12,
            "{name}: {}",
            after / before
        );
    }
}

/// JSON without the lines that may differ between two runs.
fn digits(name: &str, threads: &str) -> String {
    let text = stdout(&[
        "simulate",
        &example(name),
        "--json",
        "--flows",
        "--threads",
        threads,
    ]);
    let kept = text
        .lines()
        .filter(|line| !line.contains("\"seconds\":") && !line.contains("\"threads\":"));
    kept.collect::<Vec<_>>().join("\n")
}

#[test]
fn threads_do_not_change_a_digit() {
    let one = digits(DISPUTE, "1");
    assert_eq!(one, digits(DISPUTE, "2"));
    assert_eq!(one, digits(DISPUTE, "1"), "and two runs are the same");
}

#[test]
fn closures_are_those_asked_for() {
    for name in [
        "fixed-deficit",
        "balanced",
        "deficit-share-of-world",
        "deficit-scales-with-gdp",
    ] {
        let result = json(&[
            "simulate",
            &example(&format!("closures/{name}.toml")),
            "--json",
        ]);
        assert_eq!(result["closure"], name);
    }
}

#[test]
fn the_command_line_overrides_the_world_of_the_file() {
    let result = json(&[
        "simulate",
        &example("us-uniform-10.toml"),
        "--json",
        "--world",
        &tiny(),
    ]);
    assert_eq!(result["world"], "tiny");
    assert_eq!(list(&result["economies"]).len(), 3);
    assert_eq!(result["unit"], "billion USD");
}

#[test]
fn duties_cell_by_cell_equal_the_same_in_entries() {
    let desk = Desk::new();
    let head = format!(
        "name = \"duties\"\nworld = '{}'\n",
        std::path::absolute(tiny()).expect("a path").display()
    );
    let entries = desk.file(
        "entries.toml",
        &format!(
            "{head}[[tariff]]\nimporter = \"USA\"\nexporter = \"CHN\"\nsector = \"C26\"\nset = \"25%\"\n\
             [[tariff]]\nimporter = \"EU\"\nexporter = \"USA\"\nsector = \"C26\"\nset = \"7.5%\"\n"
        ),
    );
    let table = desk.file(
        "table.toml",
        &format!("{head}[[tariff]]\nfile = \"duties.csv\"\n"),
    );
    desk.file(
        "duties.csv",
        "importer,exporter,sector,tariff\nUSA,CHN,C26,0.25\nEU,USA,C26,0.075\n",
    );
    let economies = |file: &str| json(&["simulate", file, "--json"])["economies"].clone();
    assert_eq!(economies(&entries), economies(&table));
}

#[test]
fn embedded_worlds_stand_still_and_bear_large_shocks() {
    let desk = Desk::new();
    let pair = |table: &str, action: &str| {
        let entry = |importer: &str, exporter: &str| {
            format!(
                "[[{table}]]\nimporter = \"{importer}\"\nexporter = \"{exporter}\"\nsector = \"goods\"\n{action}\n"
            )
        };
        entry("USA", "CHN") + &entry("CHN", "USA")
    };
    let still = desk.file("still.toml", &pair("tariff", "add = \"0%\""));
    let large = desk.file("large.toml", &pair("tariff", "add = \"3000%\""));
    let embargo = desk.file("embargo.toml", &pair("embargo", ""));
    let changes = |file: &str, world: &str| -> Vec<f64> {
        let result = json(&["simulate", file, "--json", "--world", world]);
        assert_eq!(result["solver"]["status"], "converged");
        let economies = list(&result["economies"]).iter();
        economies
            .map(|row| number(&row["real_income_change_percent"]))
            .collect()
    };
    for world in ["default", "2014"] {
        let unmoved = changes(&still, world);
        assert!(unmoved.iter().all(|change| change.abs() < 1e-10));
        let (large, embargo) = (changes(&large, world), changes(&embargo, world));
        // The first two are the United States and China.
        for party in 0..2 {
            assert!(large[party] < -0.5 && embargo[party] < large[party]);
        }
    }
}
