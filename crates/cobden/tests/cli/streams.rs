//! Results on standard output, warnings on standard error, and readers that go away.

use std::io::Read;
use std::process::Stdio;

use crate::common::{example, json, program, run, text};

/// A scenario that is solved with a warning.
const WARNED: &str = "tests/gallery/scenario-world.in/some-members.toml";

#[test]
fn results_go_to_standard_output_and_warnings_to_standard_error() {
    let output = run(&["simulate", WARNED]);
    assert!(output.status.success());
    let (result, warnings) = (text(&output.stdout), text(&output.stderr));
    assert!(
        result.contains("USA United States") && !result.contains("warning"),
        "{result}"
    );
    assert!(
        warnings.starts_with("warning: of USMCA on 2020-12-31"),
        "{warnings}"
    );
    // A warning does not spoil the JSON.
    let result = json(&["simulate", WARNED, "--json"]);
    assert_eq!(result["scenario"], "some-members");
}

#[test]
fn quiet_silences_warnings_and_nothing_else() {
    let (loud, quiet) = (
        run(&["simulate", WARNED, "--json"]),
        run(&["simulate", WARNED, "--json", "--quiet"]),
    );
    assert!(quiet.status.success());
    assert!(
        !loud.stderr.is_empty() && quiet.stderr.is_empty(),
        "{}",
        text(&quiet.stderr)
    );
    let economies = |output: &[u8]| {
        let result: serde_json::Value = serde_json::from_slice(output).expect("JSON");
        result["economies"].clone()
    };
    assert_eq!(economies(&loud.stdout), economies(&quiet.stdout));
    let refused = run(&["simulate", "nowhere.toml", "--quiet"]);
    assert!(text(&refused.stderr).starts_with("error: there is no such file"));
}

#[test]
fn quiet_silences_sensitivity_too() {
    let arguments = ["sensitivity", WARNED, "--outcome", "real-income:USA"];
    let loud = run(&arguments);
    let quiet = program(&arguments)
        .arg("--quiet")
        .output()
        .expect("the program runs");
    assert!(loud.status.success() && quiet.status.success());
    assert!(!loud.stderr.is_empty() && quiet.stderr.is_empty());
    assert_eq!(loud.stdout, quiet.stdout);
}

#[test]
fn errors_leave_standard_output_empty() {
    for (file, code) in [
        ("scenario-file.in/many.toml", 2),
        ("no-result.in/not-converged.toml", 3),
    ] {
        let output = run(&["simulate", &format!("tests/gallery/{file}"), "--json"]);
        assert_eq!(output.status.code(), Some(code));
        assert!(output.stdout.is_empty(), "{}", text(&output.stdout));
    }
}

#[test]
fn a_reader_of_results_that_goes_away_is_no_fault() {
    let mut child = program(&[
        "simulate",
        &example("us-china-145-125.toml"),
        "--json",
        "--flows",
    ])
    .stdout(Stdio::piped())
    .stderr(Stdio::piped())
    .spawn()
    .expect("the program starts");
    drop(child.stdout.take());
    let mut errors = String::new();
    let mut stderr = child.stderr.take().expect("a pipe");
    stderr.read_to_string(&mut errors).expect("UTF-8");
    assert!(child.wait().expect("an end").success(), "{errors}");
    assert_eq!(errors, "");
}

#[test]
fn a_reader_of_warnings_that_goes_away_is_no_fault() {
    let mut child = program(&["simulate", WARNED, "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stderr.take());
    let output = child.wait_with_output().expect("an end");
    assert!(output.status.success(), "{:?}", output.status);
    assert!(!output.stdout.is_empty());
}

#[test]
fn no_colours_in_files() {
    for arguments in [["simulate", WARNED], ["simulate", "nowhere.toml"]] {
        let output = run(&arguments);
        assert!(!output.stderr.contains(&0x1b) && !output.stdout.contains(&0x1b));
    }
}
