//! Running the program.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// The program with arguments, ready to be run in the crate's folder.
pub(crate) fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cobden"));
    command.args(arguments);
    command
}

/// Runs the program, whatever its exit code.
pub(crate) fn run(arguments: &[&str]) -> Output {
    program(arguments).output().expect("the program runs")
}

/// What a successful run prints on standard output.
pub(crate) fn stdout(arguments: &[&str]) -> String {
    let output = run(arguments);
    let errors = text(&output.stderr);
    assert!(output.status.success(), "{arguments:?}\n{errors}");
    text(&output.stdout)
}

/// The JSON that a successful run prints.
pub(crate) fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&stdout(arguments)).expect("JSON")
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// An example of the repository.
pub(crate) fn example(name: &str) -> String {
    shown(&Path::new("../../examples").join(name))
}

/// A world of the error gallery that is without fault.
pub(crate) fn tiny() -> String {
    shown(Path::new("tests/gallery/worlds/tiny"))
}

pub(crate) fn shown(path: &Path) -> String {
    path.to_str().expect("UTF-8").to_owned()
}

/// A temporary folder to write into.
pub(crate) struct Desk(TempDir);

impl Desk {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    pub(crate) fn path(&self, name: &str) -> String {
        shown(&self.0.path().join(name))
    }

    /// Writes a file and gives its path.
    pub(crate) fn file(&self, name: &str, content: &str) -> String {
        let path = self.path(name);
        let folder = Path::new(&path).parent().expect("a folder");
        std::fs::create_dir_all(folder).expect("a writable folder");
        std::fs::write(&path, content).expect("a writable file");
        path
    }

    /// Everything in it, by name.
    pub(crate) fn entries(&self) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(self.0.path()).expect("a folder");
        let mut names: Vec<PathBuf> = entries
            .map(|entry| entry.expect("an entry").file_name().into())
            .collect();
        names.sort();
        names
    }
}

pub(crate) fn number(value: &Value) -> f64 {
    value
        .as_f64()
        .unwrap_or_else(|| panic!("{value} is no number"))
}

pub(crate) fn list(value: &Value) -> &[Value] {
    value
        .as_array()
        .unwrap_or_else(|| panic!("{value} is no list"))
}

pub(crate) fn word(value: &Value) -> &str {
    value
        .as_str()
        .unwrap_or_else(|| panic!("{value} is no text"))
}

/// The member of a list whose `key` is `code`.
pub(crate) fn entry<'a>(values: &'a Value, key: &str, code: &str) -> &'a Value {
    let mut found = list(values).iter().filter(|value| value[key] == code);
    let entry = found.next().unwrap_or_else(|| panic!("no {code}"));
    assert!(found.next().is_none(), "{code} twice");
    entry
}

/// Two economies with one good, θ = 4: what each sells itself and the other before duty, and the duty. Trade is balanced.
pub(crate) fn two_economies(desk: &Desk, own: [f64; 2], traded: f64, duty: f64) -> String {
    desk.file("pair/economies.csv", "economy,name\nA,One\nB,Other\n");
    desk.file(
        "pair/sectors.csv",
        "sector,name,goods,trade_elasticity\ncloth,Cloth,true,4\n",
    );
    desk.file(
        "pair/world.toml",
        "name = \"pair\"\nunit = \"million USD\"\nsource = \"invented figures\"\n",
    );
    let [a, b] = own;
    let flows = format!(
        "importer,exporter,sector,value,tariff\nA,A,cloth,{a},0\nA,B,cloth,{traded},{duty}\nB,A,cloth,{traded},{duty}\nB,B,cloth,{b},0\n"
    );
    desk.file("pair/flows.csv", &flows);
    desk.path("pair")
}
