//! `cobden talks packages`: every combination of steps, and what is said of it.

use std::path::PathBuf;

use cobden::world::Directory;
use cobden::world::table::{ColumnSpec, OtherColumns, read_file};
use serde_json::Value;

use crate::common::{Desk, entry, example, json, list, number, run, stdout, text, word};

const DAY: [&str; 4] = ["--on", "2025-06-08", "--between", "USA,CHN"];

/// The command on the example with steps from a file, and with more arguments.
fn asked(steps: &str, more: &[&str]) -> Vec<String> {
    let mut arguments = vec![
        "talks".to_owned(),
        "packages".to_owned(),
        example("us-china"),
    ];
    arguments.extend(DAY.map(str::to_owned));
    arguments.extend(["--steps".to_owned(), steps.to_owned(), "--quiet".to_owned()]);
    arguments.extend(more.iter().map(|one| (*one).to_owned()));
    arguments
}

fn packages(steps: &str, more: &[&str]) -> Value {
    let mut arguments = asked(steps, more);
    arguments.push("--json".to_owned());
    json(&arguments.iter().map(String::as_str).collect::<Vec<_>>())
}

fn gains(package: &Value) -> [f64; 2] {
    ["USA", "CHN"].map(|side| number(&package["real_income_change_percent"][side]))
}

#[test]
fn every_combination_is_solved_and_none_that_is_efficient_is_dominated() {
    let steps = example("us-china-steps.toml");
    let found = packages(&steps, &[]);
    // Five steps of the file and one of the record, which changes no duty.
    assert_eq!(list(&found["steps"]).len(), 6);
    let all = list(&found["packages"]);
    assert_eq!(all.len(), 64);
    assert_eq!(found["solver"]["solves"], 32);
    assert_eq!(found["solver"]["status"], "converged");
    assert_eq!(gains(&all[0]), [0.0, 0.0]);
    for one in all {
        let own = gains(one);
        let dominated = all
            .iter()
            .map(gains)
            .any(|other| other != own && other[0] >= own[0] && other[1] >= own[1]);
        assert_eq!(dominated, one["efficiency"] != "efficient", "{one}");
        let better = own.iter().all(|gain| *gain > 1e-7);
        assert_eq!(better, one["better_for_both"] == true, "{one}");
        let has = |step: &str| list(&one["steps"]).iter().any(|id| id == step);
        let meets = |position: &str| list(&one["meets"]).iter().any(|id| id == position);
        assert_eq!(has("us-ends-301"), meets("pos-cn-rollback"), "{one}");
        assert_eq!(
            has("pos-cn-undo-curbs"),
            meets("pos-cn-undo-curbs"),
            "{one}"
        );
    }
    let curbs = entry(&found["first_steps"], "step", "pos-cn-undo-curbs");
    assert_eq!(gains(curbs), [0.0, 0.0]);
    // What a position asks of the United States is a step of theirs.
    assert_eq!(curbs["by"], "USA");
    let positions: Vec<&str> = list(&found["not_steps"])
        .iter()
        .map(|one| word(&one["position"]))
        .collect();
    assert!(positions.contains(&"pos-us-magnets"), "{positions:?}");
}

/// A step alone is a scenario of the brief without the same measures.
#[test]
fn a_step_alone_is_what_the_brief_says_of_the_same_supposition() {
    let desk = Desk::new();
    let steps = desk.file(
        "steps.toml",
        "[[step]]\nid = \"lists\"\nby = \"USA\"\nwithout = [\"s301-lists\"]\n",
    );
    let scenarios = desk.file(
        "scenarios.toml",
        "[[scenario]]\nid = \"lists\"\nwithout = [\"s301-lists\"]\n",
    );
    let found = packages(&steps, &["--only", "lists"]);
    let brief = json(&[
        "brief",
        &example("us-china"),
        "--on",
        "2025-06-08",
        "--scenarios",
        &scenarios,
        "--json",
    ]);
    let scenario = entry(&brief["costs"]["scenarios"], "id", "lists");
    let alone = &list(&found["packages"])[1];
    for side in ["USA", "CHN"] {
        let effect = entry(&scenario["effects"], "economy", side);
        let expected = number(&effect["against_today"]["central"]["value"]);
        let gain = number(&alone["real_income_change_percent"][side]);
        assert!(
            gain > 0.01 && (gain - expected).abs() < 1e-9,
            "{side}: {gain}, not {expected}"
        );
    }
}

#[test]
fn digits_do_not_depend_on_threads_and_tables_hold_those_of_the_json() {
    let desk = Desk::new();
    let out = desk.path("packages");
    let steps = example("us-china-steps.toml");
    let only = ["--only", "us-ends-301,cn-ends-answers,cn-frees-magnets"];
    let one = packages(
        &steps,
        &[&only[..], &["--threads", "1", "--out", &out]].concat(),
    );
    assert_eq!(
        one,
        packages(&steps, &[&only[..], &["--threads", "2"]].concat())
    );
    let columns = [
        ColumnSpec::text("efficiency"),
        ColumnSpec::text("meets"),
        ColumnSpec::number("package"),
        ColumnSpec::number("step_cn-frees-magnets"),
        ColumnSpec::number("real_income_change_percent_USA"),
        ColumnSpec::number("real_income_change_percent_CHN"),
        ColumnSpec::number("residual"),
    ];
    for file in ["packages.csv", "packages.parquet"] {
        let folder = Directory(PathBuf::from(&out));
        let table = read_file(&folder, file, &columns, OtherColumns::Ignore)
            .unwrap_or_else(|faults| panic!("{faults}"));
        let rows = list(&one["packages"]);
        assert_eq!((table.len(), rows.len()), (8, 8));
        for (at, row) in rows.iter().enumerate() {
            assert_eq!(row["efficiency"], table.text(0).word(at));
            let meets: Vec<&str> = list(&row["meets"]).iter().map(word).collect();
            assert_eq!(meets.join(" "), table.text(1).word(at));
            let found = [2, 3, 4, 5, 6].map(|column| table.numbers(column)[at]);
            let frees = list(&row["steps"])
                .iter()
                .any(|id| id == "cn-frees-magnets");
            let [usa, chn] = gains(row);
            let expected = [
                at as f64,
                f64::from(u8::from(frees)),
                usa,
                chn,
                number(&row["residual"]),
            ];
            assert_eq!(found, expected);
        }
    }
    let head = std::fs::read_to_string(format!("{out}/run.json")).expect("run.json");
    let head: Value = serde_json::from_str(&head).expect("JSON");
    assert_eq!(head["solver"], one["solver"]);
}

/// What a measure ended stays ended: without the 125%, the 84% that it ended is not owed.
#[test]
fn what_a_measure_ended_does_not_come_back_with_its_end() {
    let arguments = [
        "talks",
        "packages",
        &example("us-china"),
        "--on",
        "2025-05-02",
        "--between",
        "USA,CHN",
        "--quiet",
        "--json",
    ];
    let found = json(&arguments);
    let drop = entry(&found["steps"], "id", "pos-cn-drop-145");
    assert_eq!(drop["by"], "USA");
    assert_eq!(drop["without"], serde_json::json!(["us-recip-125"]));
    assert_eq!(drop["kept_ended"], serde_json::json!(["us-recip-84"]));
    assert_eq!(drop["raises_duties"], false);
    let alone = entry(&found["first_steps"], "step", "pos-cn-drop-145");
    assert_eq!(alone["meets"], serde_json::json!(["pos-cn-drop-145"]));
    // The red line names no state of measures, only what it is about.
    assert_eq!(alone["touches"], serde_json::json!(["pos-us-no-upfront"]));
}

#[test]
fn steps_that_contradict_each_other_have_no_result_and_are_not_efficient() {
    let desk = Desk::new();
    let steps = desk.file(
        "steps.toml",
        "[[step]]\nid = \"ends\"\nby = \"CHN\"\nwithout = [\"cn-may10\"]\n\n\
         [[step]]\nid = \"keeps\"\nby = \"CHN\"\nsuppose = [\"cn-may10\"]\n",
    );
    let found = packages(&steps, &["--only", "ends,keeps"]);
    assert_eq!(found["solver"]["failed"], 1);
    let both = &list(&found["packages"])[3];
    assert_eq!(both["status"], "failed");
    assert!(word(&both["fault"]).contains("contradict"), "{both}");
    assert_eq!(
        (&both["efficiency"], &both["better_for_both"]),
        (&Value::Null, &false.into())
    );
    let arguments = asked(&steps, &["--only", "ends,keeps"]);
    let shown = stdout(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(shown.contains("1 WITHOUT A RESULT"), "{shown}");
    assert!(shown.contains("among those solved (1 not)"), "{shown}");
}

/// What is refused, with all faults at once.
fn refused(arguments: &[String]) -> String {
    let output = run(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stdout));
    text(&output.stderr)
}

#[test]
fn faults_in_a_file_of_steps_come_all_at_once() {
    let desk = Desk::new();
    let steps = desk.file(
        "steps.toml",
        "[[step]]\nid = \"a\"\nby = \"FRA\"\nwithout = [\"us-fent-02\"]\n\n\
         [[step]]\nid = \"b\"\nby = \"USA\"\nwithout = [\"us-fent-20\"]\nmeets = [\"pos-none\"]\n",
    );
    let faults = refused(&asked(&steps, &[]));
    for said in [
        "\"FRA\" is neither side",
        "us-fent-02",
        "no position known then is called \"pos-none\"",
    ] {
        assert!(faults.contains(said), "{said}\n{faults}");
    }
    let twice = "[[step]]\nid = \"a\"\nby = \"USA\"\n\n[[step]]\nid = \"a\"\nby = \"USA\"\nwithout = [\"x\"]\n";
    let faults = refused(&asked(&desk.file("twice.toml", twice), &[]));
    assert!(faults.contains("changes nothing"), "{faults}");
    assert!(faults.contains("there is a step \"a\" already"), "{faults}");
    let faults = refused(&asked(
        &example("us-china-steps.toml"),
        &["--only", "us-ends-302"],
    ));
    assert!(faults.contains("did you mean us-ends-301?"), "{faults}");
}

#[test]
fn more_than_twenty_steps_are_refused_before_the_work() {
    let desk = Desk::new();
    let step =
        |k: usize| format!("[[step]]\nid = \"s{k}\"\nby = \"USA\"\nwithout = [\"us-fent-20\"]\n");
    let steps: String = (0..21).map(step).collect();
    let faults = refused(&asked(&desk.file("steps.toml", &steps), &[]));
    // One more is the record's.
    assert!(faults.contains("22 steps make 2^22 packages"), "{faults}");
    assert!(faults.contains("--only"), "{faults}");
}
