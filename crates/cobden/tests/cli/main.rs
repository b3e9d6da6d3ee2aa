//! What the program prints, writes and answers, command by command.

mod common;

mod across;
mod deal;
mod elasticities;
mod examples;
mod optimal;
mod packages;
mod read;
mod record;
mod sensitivity;
mod simulate;
mod standoff;
mod streams;
mod sustain;
mod tables;
mod war;
mod world;

/// Commands and what they print, in `snapshots/`. To take over what they print now:
/// `TRYCMD=overwrite cargo test -p cobden --test cli snapshots`.
#[test]
fn snapshots() {
    let cases = trycmd::TestCases::new();
    // Help is wrapped at the width of the terminal.
    cases.env("COLUMNS", "100").env("NO_COLOR", "1");
    cases.case("tests/cli/snapshots/*.trycmd").run();
}
