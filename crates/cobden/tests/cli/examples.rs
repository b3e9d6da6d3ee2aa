//! The examples of the repository: each runs, and shows what its comment says.

use std::path::Path;

use serde_json::Value;

use crate::common::{entry, example, json, list, number, run, text};

fn names(folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(example(folder)).expect("a folder of examples");
    let names = entries.map(|entry| {
        entry
            .expect("an entry")
            .file_name()
            .into_string()
            .expect("UTF-8")
    });
    names
        .filter(|name| name.ends_with(".toml"))
        .map(|name| Path::new(folder).join(name).display().to_string())
        .collect()
}

fn simulate(name: &str) -> Value {
    json(&["simulate", &example(name), "--json", "--flows"])
}

fn economy(result: &Value, code: &str, key: &str) -> f64 {
    number(&entry(&result["economies"], "economy", code)[key])
}

fn real_income(result: &Value, code: &str) -> f64 {
    economy(result, code, "real_income_change_percent")
}

/// Value before and after of an importer's purchases from an exporter, in one sector or all.
fn trade(result: &Value, importer: &str, exporter: &str, sector: Option<&str>) -> (f64, f64) {
    let wanted = |flow: &&Value| {
        flow["importer"] == importer
            && flow["exporter"] == exporter
            && sector.is_none_or(|sector| flow["sector"] == sector)
    };
    let (mut before, mut after) = (0.0, 0.0);
    for flow in list(&result["flows"]).iter().filter(wanted) {
        before += number(&flow["value"]);
        after += number(&flow["value_new"]);
    }
    (before, after)
}

#[test]
fn every_example_runs_without_a_warning() {
    let files = [names(""), names("closures")].concat();
    assert!(files.len() >= 12, "{files:?}");
    for name in files {
        let output = run(&["simulate", &example(&name)]);
        let errors = text(&output.stderr);
        assert!(
            output.status.success() && errors.is_empty(),
            "{name}\n{errors}"
        );
        let source = std::fs::read_to_string(example(&name)).expect("a text file");
        assert!(
            source.starts_with("# "),
            "{name} does not say what it shows"
        );
    }
}

#[test]
fn both_sides_lose_from_the_dispute() {
    let result = simulate("us-china-145-125.toml");
    for code in ["USA", "CHN"] {
        assert!(real_income(&result, code) < -0.4, "{code}");
    }
    for code in ["MEX", "VNM", "JPN", "EU"] {
        assert!(
            real_income(&result, code) > 0.0,
            "{code} gains by diversion"
        );
    }
    // The duties are on goods, and a seventh of the imports are services.
    let (before, after) = trade(&result, "USA", "CHN", None);
    assert!(after < 0.3 * before);
}

#[test]
fn a_uniform_tariff_moves_the_terms_of_trade() {
    let result = simulate("us-uniform-10.toml");
    assert!(economy(&result, "USA", "terms_of_trade_change_percent") > 0.0);
    assert!(
        economy(&result, "USA", "duty_revenue")
            > 2.0 * economy(&result, "USA", "duty_revenue_before")
    );
    assert!(economy(&result, "CAN", "terms_of_trade_change_percent") < -1.0);
}

#[test]
fn the_exempt_gain_and_those_who_answer_sell_less() {
    let result = simulate("usmca-exempt-retaliation.toml");
    for code in ["CAN", "MEX"] {
        let (before, after) = trade(&result, "USA", code, None);
        assert!(after > before, "{code} sells more to the United States");
        assert!(real_income(&result, code) > 0.0, "{code}");
    }
    for code in ["CHN", "EU", "JPN"] {
        for (importer, exporter) in [("USA", code), (code, "USA")] {
            let (before, after) = trade(&result, importer, exporter, None);
            assert!(after < before, "{importer} from {exporter}");
        }
    }
}

#[test]
fn an_embargo_leaves_nothing() {
    let result = simulate("electronics-embargo.toml");
    for (importer, exporter) in [("USA", "CHN"), ("CHN", "USA")] {
        let (before, after) = trade(&result, importer, exporter, Some("C26"));
        assert!(
            before > 0.0 && after == 0.0,
            "{importer} from {exporter}: {before} {after}"
        );
    }
    let (before, after) = trade(&result, "USA", "KOR", Some("C26"));
    assert!(after > before, "others sell more");
}

#[test]
fn a_limit_on_a_product_costs_its_buyer() {
    let result = simulate("magnet-limit.toml");
    let limit = &list(&result["limits"])[0];
    assert_eq!(limit["binding"], true);
    assert!((number(&limit["volume_hat"]) - 0.5).abs() < 1e-9);
    assert!(number(&limit["tariff_equivalent_percent"]) > 100.0);
    let rent = number(&limit["quota_rent"]);
    assert!((economy(&result, "CHN", "quota_rent") / rent - 1.0).abs() < 1e-9);
    assert_eq!(economy(&result, "CHN", "export_tax_revenue"), 0.0);
    assert!(real_income(&result, "USA") < 0.0 && real_income(&result, "CHN") > 0.0);
    let (before, after) = trade(&result, "USA", "CHN", Some("magnets"));
    assert!(
        before > 0.0 && after > before,
        "fewer magnets for more money"
    );
}

#[test]
fn an_export_tax_can_be_too_high() {
    let result = simulate("mineral-export-tax.toml");
    assert!(economy(&result, "CHN", "export_tax_revenue") > 0.0);
    assert!(economy(&result, "CHN", "terms_of_trade_change_percent") > 0.0);
    assert!(real_income(&result, "CHN") < 0.0);
}

#[test]
fn cheaper_trade_is_good_for_both() {
    let result = simulate("eu-uk-closer.toml");
    for (importer, exporter) in [("EU", "GBR"), ("GBR", "EU")] {
        assert!(real_income(&result, importer) > 0.0, "{importer}");
        // Below the partial effect: prices and incomes move too, and services are traded as well.
        let (before, after) = trade(&result, importer, exporter, Some("C28"));
        assert!(
            (0.1..0.25).contains(&(after / before).ln()),
            "{importer} from {exporter}"
        );
    }
}

#[test]
fn elasticities_matter() {
    let own = simulate("us-china-145-125.toml");
    let others = simulate("other-elasticities.toml");
    let (first, second) = (real_income(&own, "USA"), real_income(&others, "USA"));
    assert!(
        first < 0.0 && second < 0.0 && (first / second - 1.0).abs() > 0.1,
        "{first} {second}"
    );
}

#[test]
fn closures_differ_in_deficits() {
    let closure = |name: &str| simulate(&format!("closures/{name}.toml"));
    let fixed = closure("fixed-deficit");
    let plain = simulate("us-uniform-10.toml");
    assert_eq!(
        fixed["economies"], plain["economies"],
        "the default closure"
    );
    let deficit = |result: &Value, key: &str, code: &str| -> f64 {
        let flows = list(&result["flows"]).iter();
        let abroad = flows.filter(|flow| flow["importer"] != flow["exporter"]);
        let signed = abroad.map(|flow| {
            let value = number(&flow[key]);
            let sign = f64::from(u8::from(flow["importer"] == code))
                - f64::from(u8::from(flow["exporter"] == code));
            sign * value
        });
        signed.sum()
    };
    let before = deficit(&fixed, "value", "USA");
    assert!(before > 1e5, "{before}");
    assert!((deficit(&fixed, "value_new", "USA") / before - 1.0).abs() < 1e-6);
    assert!(deficit(&closure("balanced"), "value_new", "USA").abs() < 1e-6 * before);
    for name in ["deficit-share-of-world", "deficit-scales-with-gdp"] {
        let after = deficit(&closure(name), "value_new", "USA");
        assert!((after / before - 1.0).abs() > 1e-4, "{name}: {after}");
    }
}
