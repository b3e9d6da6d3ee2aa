//! `cobden simulate --out`: tables that say what the JSON says, and folders that are whole or not there.

use std::path::{Path, PathBuf};

use cobden::world::Directory;
use cobden::world::table::{ColumnSpec, OtherColumns, Table, read_file};
use serde_json::Value;

use crate::common::{Desk, example, json, list, number, run, stdout, text};

/// Columns of a written table: keys as text, then numbers.
fn read(folder: &str, file: &str, keys: &[&str], numbers: &[&str]) -> Table {
    let keys = keys.iter().map(|name| ColumnSpec::text(name));
    let numbers = numbers.iter().map(|name| ColumnSpec::number(name));
    let specs: Vec<ColumnSpec> = keys.chain(numbers).collect();
    let folder = Directory(PathBuf::from(folder));
    read_file(&folder, file, &specs, OtherColumns::Ignore)
        .unwrap_or_else(|faults| panic!("{faults}"))
}

fn assert_same(table: &Table, rows: &[Value], keys: &[&str], numbers: &[&str]) {
    assert_eq!(table.len(), rows.len());
    for (at, row) in rows.iter().enumerate() {
        for (column, key) in keys.iter().enumerate() {
            assert_eq!(row[*key], table.text(column).word(at), "{key}");
        }
        for (column, key) in numbers.iter().enumerate() {
            let found = table.numbers(keys.len() + column)[at];
            // The same to the last bit.
            assert_eq!(number(&row[*key]), found, "{key} in row {at}");
        }
    }
}

#[test]
fn tables_hold_the_numbers_of_the_json() {
    let desk = Desk::new();
    let out = desk.path("results");
    let dispute = example("us-china-145-125.toml");
    let result = json(&["simulate", &dispute, "--json", "--flows", "--out", &out]);
    let economy = result["economies"][0].as_object().expect("an object");
    let numbers: Vec<&str> = economy
        .iter()
        .filter(|(_, value)| value.is_number())
        .map(|(key, _)| key.as_str())
        .collect();
    assert!(numbers.len() > 9, "{numbers:?}");
    for ending in ["csv", "parquet"] {
        let table = read(&out, &format!("economies.{ending}"), &["economy"], &numbers);
        assert_same(&table, list(&result["economies"]), &["economy"], &numbers);
        let (keys, values) = (["importer", "exporter", "sector"], ["value", "value_new"]);
        let table = read(&out, &format!("flows.{ending}"), &keys, &values);
        assert_same(&table, list(&result["flows"]), &keys, &values);
        let table = read(
            &out,
            &format!("sectors.{ending}"),
            &["economy", "sector"],
            &["output", "price_hat"],
        );
        assert_eq!(table.len(), 25 * 23);
    }
    // The parts of the first-order welfare effect are columns of their own.
    let parts = ["total", "terms_of_trade", "volume_of_trade"];
    let columns = parts.map(|part| format!("first_order_{part}_percent"));
    let columns = columns.each_ref().map(String::as_str);
    let table = read(&out, "economies.csv", &["economy"], &columns);
    for (at, row) in list(&result["economies"]).iter().enumerate() {
        for (column, part) in parts.iter().enumerate() {
            let welfare = &row["first_order_welfare_percent"];
            assert_eq!(
                number(&welfare[*part]),
                table.numbers(1 + column)[at],
                "{part}"
            );
        }
    }
}

#[test]
fn the_run_is_kept_with_its_tables() {
    let desk = Desk::new();
    let out = desk.path("results");
    let result = json(&[
        "simulate",
        &example("us-uniform-10.toml"),
        "--json",
        "--out",
        &out,
    ]);
    let run = std::fs::read_to_string(Path::new(&out).join("run.json")).expect("run.json");
    let run: Value = serde_json::from_str(&run).expect("JSON");
    for key in [
        "scenario",
        "world",
        "closure",
        "solver",
        "world_hash",
        "world_year",
        "unit",
        "version",
    ] {
        assert_eq!(run[key], result[key], "{key}");
    }
    let files = [
        "economies.csv",
        "economies.parquet",
        "flows.csv",
        "flows.parquet",
        "run.json",
        "sectors.csv",
        "sectors.parquet",
    ];
    let entries = std::fs::read_dir(&out).expect("a folder");
    let mut found: Vec<String> = entries
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .into_string()
                .expect("UTF-8")
        })
        .collect();
    found.sort();
    assert_eq!(found, files);
    assert_eq!(
        desk.entries(),
        [PathBuf::from("results")],
        "and nothing beside it"
    );
}

#[test]
fn text_says_where_the_tables_are() {
    let desk = Desk::new();
    let out = desk.path("results");
    let shown = stdout(&["simulate", &example("us-uniform-10.toml"), "--out", &out]);
    assert!(
        shown.ends_with(&format!("\nTables written to {out}\n")),
        "{shown}"
    );
}

#[test]
fn a_folder_that_is_there_stays_as_it_is() {
    let desk = Desk::new();
    desk.file("results/mine.txt", "mine");
    let out = desk.path("results");
    let output = run(&["simulate", &example("us-uniform-10.toml"), "--out", &out]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty(), "{}", text(&output.stdout));
    assert_eq!(desk.entries(), [PathBuf::from("results")]);
    let inside = std::fs::read_dir(&out).expect("a folder").count();
    assert_eq!(inside, 1);
}

#[test]
fn no_result_no_folder() {
    let desk = Desk::new();
    let out = desk.path("results");
    // No world, no supplier, no equilibrium: exit codes 2, 2 and 3.
    for (file, code) in [
        ("tests/gallery/scenario-world.in/no-world.toml", 2),
        ("tests/gallery/no-result.in/no-supplier.toml", 2),
        ("tests/gallery/no-result.in/not-converged.toml", 3),
    ] {
        for arguments in [
            vec!["simulate", file, "--out", &out],
            vec!["simulate", file, "--json", "--out", &out],
        ] {
            let output = run(&arguments);
            assert_eq!(
                output.status.code(),
                Some(code),
                "{file}\n{}",
                text(&output.stderr)
            );
            assert!(output.stdout.is_empty(), "{}", text(&output.stdout));
            assert!(desk.entries().is_empty(), "{file}: {:?}", desk.entries());
        }
    }
}

#[test]
fn a_folder_that_cannot_be_made_is_a_fault_of_the_system() {
    let desk = Desk::new();
    let file = desk.file("file", "not a folder");
    let out = format!("{file}/results");
    let output = run(&["simulate", &example("us-uniform-10.toml"), "--out", &out]);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    assert_eq!(desk.entries(), [PathBuf::from("file")]);
}
