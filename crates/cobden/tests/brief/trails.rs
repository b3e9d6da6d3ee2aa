//! Every figure can be traced.

use std::collections::BTreeSet;
use std::process::Command;

use cobden::brief::{Basis, Brief, Origin};
use jiff::civil::date;
use serde_json::Value;

use crate::{brief, folder, record};

/// All ids of figures in a JSON value: objects with an id, and ids of entries shown.
fn ids(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            if let Some(Value::String(id)) = object.get("id")
                && id.contains(':')
            {
                found.insert(id.clone());
            }
            object.values().for_each(|one| ids(one, found));
        }
        Value::Array(all) => all.iter().for_each(|one| ids(one, found)),
        _ => {}
    }
}

#[test]
fn every_figure_has_a_trail_that_ends_in_an_entry_or_a_run() {
    let brief: Brief = brief(&record("examples/us-china"), date(2025, 5, 2));
    let mut json = serde_json::to_value(&brief).expect("JSON");
    json.as_object_mut()
        .and_then(|object| object.remove("trails"));
    let mut found = BTreeSet::new();
    ids(&json, &mut found);
    assert!(found.len() > 200, "{} figures", found.len());
    for id in &found {
        let (_, trail, steps) = brief.why(id).unwrap_or_else(|| panic!("{id} has no trail"));
        assert!(!steps.is_empty() && !trail.title.is_empty(), "{id}");
        match &trail.basis {
            Basis::Entry { entry } => assert!(
                brief.entries[entry].place.contains(".toml:"),
                "{id}: {steps:?}"
            ),
            Basis::Duties {
                weights, measures, ..
            } => {
                assert!(
                    brief.entries.contains_key(weights)
                        && measures.iter().all(|one| brief.entries.contains_key(one)),
                    "{id}"
                );
            }
            Basis::Run { run, entries, .. } => assert!(
                brief.costs.run(run).is_some()
                    && entries.iter().all(|one| brief.entries.contains_key(one)),
                "{id} names a run or an entry that is not there: {run}, {entries:?}"
            ),
            Basis::Derived { how, from } => {
                assert!(!how.is_empty() && !from.is_empty(), "{id}");
                for one in from {
                    let is_there = match one {
                        Origin::Entry { entry } => brief.entries.contains_key(entry),
                        Origin::Run { run } => brief.costs.run(run).is_some(),
                    };
                    assert!(is_there, "{id} is from what is not there: {one:?}");
                }
            }
        }
    }
    // And nothing that is shown as a figure on the page lacks one.
    let faults = brief.page().faults();
    assert!(faults.is_empty(), "{faults:?}");
}

#[test]
fn why_prints_the_entry_its_place_and_its_source() {
    let output = Command::new(env!("CARGO_BIN_EXE_cobden"))
        .current_dir(folder("."))
        .args([
            "why",
            "examples/us-china",
            "2025-05-02:position.pos-us-first-step",
        ])
        .output()
        .expect("cobden runs");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(
        text.contains("examples/us-china/talks/2025-spring.toml:") && text.contains("Bloomberg"),
        "{text}"
    );
}

#[test]
fn a_figure_that_is_not_there_is_named_with_the_nearest() {
    let output = Command::new(env!("CARGO_BIN_EXE_cobden"))
        .current_dir(folder("."))
        .args([
            "why",
            "examples/us-china",
            "2025-05-02:position.pos-us-first-stepp",
        ])
        .output()
        .expect("cobden runs");
    assert_eq!(output.status.code(), Some(2));
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(
        text.contains("did you mean position.pos-us-first-step?"),
        "{text}"
    );
}
