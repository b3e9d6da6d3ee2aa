//! `cobden read` beyond what is told on its pages: a model as a second reader, and hostile files.

mod hostile;
mod model;

use std::path::Path;
use std::process::{Command, Output};

/// Runs `cobden read` in a folder.
fn read(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cobden"));
    command.current_dir(folder).arg("read").args(arguments);
    command.env("NO_COLOR", "1").env("COBDEN_NO_PROGRESS", "1");
    command.output().expect("the program runs")
}

fn shown(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
