//! `cobden world`: export, check, aggregate, calibrate and import, and back again.

use std::path::Path;

use serde_json::Value;

use crate::common::{Desk, entry, json, list, number, run, stdout, text, tiny};

fn info(world: &str) -> Value {
    json(&["world", "info", world, "--json"])
}

fn assert_sound(world: &str) {
    let shown = stdout(&["world", "check", world]);
    assert!(shown.ends_with("benchmark in equilibrium\n"), "{shown}");
}

fn total(info: &Value, list_key: &str, key: &str) -> f64 {
    list(&info[list_key])
        .iter()
        .map(|row| number(&row[key]))
        .sum()
}

fn assert_close(a: f64, b: f64) {
    assert!((a - b).abs() <= 1e-12 * a.abs().max(b.abs()), "{a} and {b}");
}

#[test]
fn info_of_the_default_world() {
    let info = info("default");
    assert_eq!(info["world"], "2022");
    assert_eq!(info["year"], 2022);
    assert_eq!(info["unit"], "million USD");
    assert_eq!(info["licence"], "CC BY 4.0");
    assert_eq!(list(&info["economies"]).len(), 25);
    assert_eq!(list(&info["sectors"]).len(), 23);
    assert_eq!(info["hash"].as_str().map(str::len), Some(64));
    assert_eq!(
        info,
        json(&["world", "info", "--json"]),
        "it is the one that is used when none is named"
    );
    let trade = total(&info, "economies", "imports");
    assert_close(trade, total(&info, "economies", "exports"));
    assert!(total(&info, "economies", "deficit").abs() < 1e-9 * trade);
    let text = stdout(&["world", "info"]);
    for word in [
        "USA United States",
        "C26 Computers",
        "Inter-Country Input-Output",
        "World Input-Output Database",
        "hash: ",
    ] {
        assert!(text.contains(word), "{word} is not in\n{text}");
    }
    assert!(text.starts_with("2022, million USD\n"), "{text}");
}

#[test]
fn the_world_of_2014_is_there_by_name() {
    let old = info("2014");
    assert_eq!(old["world"], "2014");
    assert_eq!(old["year"], 2014);
    assert_eq!(list(&old["economies"]).len(), 18);
    assert_eq!(old, info("wiod-2014"));
    assert_eq!(info("default"), info("2022"));
    // The same sectors and economies, so that scenarios work on both.
    let codes = |info: &Value, key: &str, code: &str| -> Vec<String> {
        let rows = list(&info[key]).iter();
        rows.map(|row| row[code].to_string()).collect()
    };
    let new = info("default");
    assert_eq!(
        codes(&old, "sectors", "sector"),
        codes(&new, "sectors", "sector")
    );
    let economies = codes(&new, "economies", "economy");
    assert!(
        codes(&old, "economies", "economy")
            .iter()
            .all(|code| economies.contains(code))
    );
}

#[test]
fn a_join_writes_a_sound_world_and_says_what_it_did() {
    let desk = Desk::new();
    // The flows of the default world with one sector of services, the technology of 2014.
    let goods = r#"["A01", "A02_03", "B", "C10-C12", "C13-C15", "C16-C18", "C19", "C20", "C21", "C22",
        "C23", "C24", "C25", "C26", "C27", "C28", "C29", "C30", "C31-C32"]"#;
    let text = format!(
        "[[sectors]]\ncode = \"goods\"\nof = {goods}\n[[sectors]]\ncode = \"services\"\nof = \"*\"\n"
    );
    let merged = desk.file("merged.toml", &text);
    let flows = desk.path("flows");
    stdout(&[
        "world",
        "aggregate",
        "default",
        "--mapping",
        &merged,
        "--out",
        &flows,
    ]);
    let text = format!(
        "name = \"joined\"\n[[economies]]\ncode = \"USA\"\nflows = \"USA\"\ntechnology = \"USA\"\n\
         [[economies]]\ncode = \"VNM\"\nflows = \"VNM\"\ntechnology = {{ CHN = 2, IDN = 1 }}\ntariffs_as = \"ROW\"\n\
         [[economies]]\ncode = \"ROW\"\nflows = \"*\"\ntechnology = [\"ROW\", \"EU\"]\n\
         [[sectors]]\ncode = \"goods\"\nflows = \"goods\"\ntechnology = {goods}\n\
         [[sectors]]\ncode = \"construction\"\nflows = \"services\"\ntechnology = \"D-F\"\n\
         [[sectors]]\ncode = \"other\"\nflows = \"services\"\ntechnology = \"*\"\n"
    );
    let mapping = desk.file("join.toml", &text);
    let (out, again) = (desk.path("joined"), desk.path("again"));
    let join = |out: &str| -> Vec<String> {
        [
            "world",
            "join",
            &flows,
            "2014",
            "--mapping",
            &mapping,
            "--out",
            out,
        ]
        .map(str::to_owned)
        .to_vec()
    };
    let words = join(&out);
    let text = stdout(&words.iter().map(String::as_str).collect::<Vec<_>>());
    for word in [
        "inputs\n",
        "calibrated in",
        "written: 3 economies, 3 sectors",
    ] {
        assert!(text.contains(word), "{word} is not in\n{text}");
    }
    assert_sound(&out);
    let mut words = join(&again);
    words.push("--json".to_owned());
    let report = json(&words.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(report["hash"], info(&out)["hash"]);
    for economy in list(&report["economies"]) {
        assert_close(
            number(&economy["imports"]),
            number(&economy["imports_before"]),
        );
    }
    // A table of tariffs, put in and calibrated.
    let table = desk.file(
        "t.csv",
        "importer,exporter,sector,tariff\nUSA,VNM,goods,0.46\n",
    );
    let taxed = desk.path("taxed");
    stdout(&[
        "world",
        "calibrate",
        &out,
        "--tariffs",
        &table,
        "--out",
        &taxed,
    ]);
    assert_sound(&taxed);
    let revenue =
        |name: &str| number(&entry(&info(name)["economies"], "economy", "USA")["duty_revenue"]);
    assert!(revenue(&taxed) > 1.1 * revenue(&out));
}

#[test]
fn an_export_is_the_same_world() {
    let desk = Desk::new();
    let (parquet, csv, again) = (desk.path("parquet"), desk.path("csv"), desk.path("again"));
    let written = stdout(&["world", "export", "default", "--out", &parquet]);
    stdout(&["world", "export", "default", "--out", &csv, "--csv"]);
    stdout(&["world", "export", &csv, "--out", &again]);
    assert!(Path::new(&parquet).join("flows.parquet").exists());
    assert!(Path::new(&csv).join("flows.csv").exists());
    let own = info("default");
    assert!(
        written.contains(&own["hash"].as_str().expect("a hash")[..16]),
        "{written}"
    );
    for world in [parquet, csv, again] {
        assert_sound(&world);
        assert_eq!(info(&world), own, "{world}");
    }
}

#[test]
fn an_exported_world_gives_the_same_digits() {
    let desk = Desk::new();
    let csv = desk.path("csv");
    stdout(&["world", "export", "default", "--out", &csv, "--csv"]);
    let file = desk.file(
        "beside.toml",
        "world = \"csv\"\n[[tariff]]\nimporter = \"USA\"\nexporter = \"CHN\"\nsector = \"goods\"\nadd = \"10%\"\n",
    );
    let (exported, own) = (
        json(&["simulate", &file, "--json"]),
        json(&["simulate", &file, "--json", "--world", "default"]),
    );
    assert_eq!(exported["economies"], own["economies"]);
    assert_eq!(exported["world_hash"], own["world_hash"]);
}

#[test]
fn an_aggregate_keeps_the_totals() {
    let desk = Desk::new();
    let mapping = desk.file(
        "mapping.toml",
        "name = \"three\"\n\
         [[economies]]\ncode = \"USA\"\nof = \"USA\"\n\
         [[economies]]\ncode = \"CHN\"\nof = [\"CHN\"]\n\
         [[economies]]\ncode = \"REST\"\nname = \"All others\"\nof = \"*\"\n",
    );
    let out = desk.path("three");
    stdout(&[
        "world",
        "aggregate",
        "default",
        "--mapping",
        &mapping,
        "--out",
        &out,
    ]);
    assert_sound(&out);
    let (three, all) = (info(&out), info("default"));
    assert_eq!(three["world"], "three");
    assert_eq!(list(&three["economies"]).len(), 3);
    assert_eq!(list(&three["sectors"]).len(), 23);
    for key in ["value_added", "duty_revenue"] {
        assert_close(
            total(&three, "economies", key),
            total(&all, "economies", key),
        );
    }
    for key in [
        "value_added",
        "imports",
        "exports",
        "deficit",
        "duty_revenue",
    ] {
        let usa = |info: &Value| number(&entry(&info["economies"], "economy", "USA")[key]);
        assert_close(usa(&three), usa(&all));
    }
    assert_close(
        total(&three, "sectors", "output"),
        total(&all, "sectors", "output"),
    );
    // Nothing merged, nothing changed.
    let same = desk.path("same");
    let mapping = desk.file("same.toml", "name = \"2022\"\n");
    stdout(&[
        "world",
        "aggregate",
        "default",
        "--mapping",
        &mapping,
        "--out",
        &same,
    ]);
    assert_eq!(info(&same)["economies"], all["economies"]);
}

#[test]
fn a_calibrated_world_is_sound_and_stays_as_it_is() {
    let desk = Desk::new();
    let raw = desk.path("raw");
    stdout(&["world", "export", &tiny(), "--out", &raw, "--csv"]);
    // China's services use so many electronics that its final demand for them is negative.
    let inputs = std::fs::read_to_string(Path::new(&raw).join("inputs.csv")).expect("inputs");
    let spoilt = inputs
        .replace("CHN,G,C26,0.1", "CHN,G,C26,0.8")
        .replace("CHN,G,G,0.9", "CHN,G,G,0.2");
    desk.file("raw/inputs.csv", &spoilt);
    assert_eq!(run(&["world", "check", &raw]).status.code(), Some(2));

    let (once, twice) = (desk.path("once"), desk.path("twice"));
    let report = stdout(&["world", "calibrate", &raw, "--out", &once]);
    assert!(
        report.contains("negative final demand set to zero: 1 cells"),
        "{report}"
    );
    assert!(report.contains("CHN C26 -543.000"), "{report}");
    assert_sound(&once);
    let report = stdout(&["world", "calibrate", &once, "--out", &twice]);
    assert!(
        report.contains("negative final demand set to zero: 0 cells"),
        "{report}"
    );
    let (first, second) = (info(&once), info(&twice));
    for economy in ["USA", "CHN", "EU"] {
        for key in ["value_added", "imports", "exports"] {
            let value = |info: &Value| number(&entry(&info["economies"], "economy", economy)[key]);
            assert!(
                (value(&first) / value(&second) - 1.0).abs() < 1e-10,
                "{economy} {key}"
            );
        }
    }
}

#[test]
fn a_bilateral_table_becomes_a_world() {
    let desk = Desk::new();
    let table = desk.file(
        "gravity.csv",
        "year,from,to,trade,duty\n2019,AUS,AUS,90,0\n2019,NZL,AUS,12,0.05\n2019,AUS,NZL,10,0\n2019,NZL,NZL,30,0\n",
    );
    let out = desk.path("gravity");
    let columns = [
        "--exporter",
        "from",
        "--importer",
        "to",
        "--value",
        "trade",
        "--tariff",
        "duty",
    ];
    let arguments = [
        "world",
        "import",
        &table,
        "--format",
        "bilateral",
        "--elasticity",
        "5",
        "--year",
        "2019",
        "--out",
        &out,
    ];
    stdout(&[&arguments[..], &columns[..]].concat());
    assert_sound(&out);
    let info = info(&out);
    assert_eq!(info["year"], 2019);
    assert_eq!(info["sectors"][0]["trade_elasticity"], 5.0);
    let australia = entry(&info["economies"], "economy", "AUS");
    assert_eq!(australia["imports"], 12.0);
    assert_eq!(australia["exports"], 10.0);
    assert_close(number(&australia["duty_revenue"]), 0.6);
    let file = desk.file(
        "free-trade.toml",
        "world = \"gravity\"\n[[tariff]]\nimporter = \"AUS\"\nexporter = \"NZL\"\nsector = \"*\"\nset = \"0%\"\n",
    );
    let result = json(&["simulate", &file, "--json"]);
    let outcome = entry(&result["economies"], "economy", "AUS");
    assert!(
        number(&outcome["imports_hat"]) > 1.0 && number(&outcome["duty_revenue"]).abs() < 1e-12
    );
}

#[test]
fn an_icio_table_becomes_a_world() {
    let desk = Desk::new();
    let out = desk.path("icio");
    let source = "tests/gallery/import.in/good.csv";
    let shown = stdout(&[
        "world",
        "import",
        source,
        "--format",
        "oecd-icio",
        "--year",
        "2020",
        "--out",
        &out,
    ]);
    assert!(
        shown.contains("negative flows set to zero: 0 cells"),
        "{shown}"
    );
    assert_sound(&out);
    let info = info(&out);
    assert_eq!(info["year"], 2020);
    let electronics = entry(&info["sectors"], "sector", "C26");
    assert_eq!(electronics["goods"], true);
    assert_eq!(entry(&info["sectors"], "sector", "G")["goods"], false);
    // The table balances: calibration leaves it as it is.
    assert!(
        (number(&electronics["output"]) - 250.0).abs() < 1e-6,
        "{electronics}"
    );
    assert!(
        (total(&info, "economies", "imports") - 53.0).abs() < 1e-6,
        "{info}"
    );
}

#[test]
fn the_tables_of_caliendo_and_parro_become_a_world_and_its_later_tariffs() {
    let desk = Desk::new();
    for (name, content) in [
        ("countries", "iso3,name\nUSA,United States\nMEX,Mexico\n"),
        (
            "sectors",
            "idx,name,theta,tradable\n1,Electronics,5,1\n2,Trade,5,0\n",
        ),
        (
            "country_sector",
            "country,sector_idx,va_share,alpha,domestic_sales_usd,gross_output_usd_raw\n\
             USA,1,0.4,0.3,900,1000\nUSA,2,0.6,0.7,2000,2000\nMEX,1,0.4,0.4,150,180\nMEX,2,0.6,0.6,200,200\n",
        ),
        (
            "country",
            "country,value_added_usd,deficit_usd\nUSA,1600,-70\nMEX,192,70\n",
        ),
        (
            "bilateral_trade_tariffs",
            "importer,exporter,sector_idx,imports_usd,tariff_1993,tariff_2005\n\
             USA,MEX,1,30,0.02,0\nMEX,USA,1,100,0.1,0.01\n",
        ),
        (
            "io_coefficients",
            "country,input_idx,output_idx,share_of_intermediates\n\
             USA,1,1,0.5\nUSA,2,1,0.5\nUSA,1,2,0.2\nUSA,2,2,0.8\nMEX,1,1,0.5\nMEX,2,1,0.5\nMEX,1,2,0.2\nMEX,2,2,0.8\n",
        ),
    ] {
        desk.file(&format!("archive/{name}.csv"), content);
    }
    let archive = desk.path("archive");
    for variant in ["full", "no-input-output", "no-materials", "one-sector"] {
        let out = desk.path(variant);
        let arguments = [
            "world",
            "import",
            &archive,
            "--format",
            "caliendo-parro",
            "--variant",
            variant,
            "--out",
            &out,
        ];
        let output = run(&arguments);
        assert!(
            output.status.success(),
            "{variant}\n{}",
            text(&output.stderr)
        );
        assert_sound(&out);
        let scenario = desk.file(
            &format!("{variant}.toml"),
            &format!("world = \"{variant}\"\n[[tariff]]\nfile = \"{variant}/tariffs-2005.csv\"\n"),
        );
        let result = json(&["simulate", &scenario, "--json"]);
        let mexico = entry(&result["economies"], "economy", "MEX");
        assert!(number(&mexico["imports_hat"]) > 1.0, "{variant}: {mexico}");
    }
    // Purged deficits by default.
    let deficit =
        |world: &str| number(&entry(&info(world)["economies"], "economy", "MEX")["deficit"]);
    assert!(deficit(&desk.path("full")).abs() < 1e-6);
    let kept = desk.path("kept");
    stdout(&[
        "world",
        "import",
        &archive,
        "--format",
        "caliendo-parro",
        "--keep-deficits",
        "--out",
        &kept,
    ]);
    assert!(deficit(&kept) > 1.0);
}
