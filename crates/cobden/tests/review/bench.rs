//! A folder with an inbox and a record, and the program run in it.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use cobden::inbox::Inbox;
use cobden::read::{DocumentNote, Kind, Period, Proposal, Reading};
use cobden::record::Record;
use serde_json::{Map, Value, json};
use tempfile::TempDir;

pub(crate) const TEXT: &str = "Ministry weighs talks\n\nA first paragraph of no interest.\n\n\
    China’s Commerce Ministry said that it is assessing talks with the US. “The US should show sincerity,” the ministry added.\n\n\
    The US imposed a tariff of 145% on toys from China on 9 April. Exports fell.\n\nA last \u{1b}[2Jparagraph.\n";

pub(crate) struct Bench {
    folder: TempDir,
}

/// A fact whose words stand in the text.
pub(crate) fn fact(
    id: &str,
    kind: Kind,
    evidence: &str,
    slots: &[(&str, &str)],
    norm: Value,
) -> Proposal {
    let place = |words: &str| {
        let at = TEXT.find(words).expect("the words are in the text");
        let start = TEXT[..at].chars().count();
        (start, start + words.chars().count())
    };
    let (start, end) = place(evidence);
    let mut map = Map::new();
    for (name, words) in slots {
        let (start, end) = place(words);
        let value = json!({ "start": start, "end": end, "text": words });
        map.insert((*name).to_owned(), value);
    }
    Proposal {
        id: id.to_owned(),
        kind,
        start,
        end,
        text: evidence.to_owned(),
        slots: map,
        norm: norm.as_object().cloned().unwrap_or_default(),
        from: None,
        dup_of: None,
        layer: None,
        rule: "by-hand".to_owned(),
        confidence: 0.9,
    }
}

pub(crate) fn reading() -> Reading {
    let said = fact(
        "sta01",
        Kind::Statement,
        "China’s Commerce Ministry said that it is assessing talks with the US",
        &[
            ("speaker", "China’s Commerce Ministry"),
            ("content", "it is assessing talks with the US"),
        ],
        json!({"mode": "indirect", "attribution": "official_statement", "side": "CHN",
               "speaker_norm": "Ministry of Commerce of China", "date": "2025-05-02"}),
    );
    let mut position = fact(
        "pos01",
        Kind::Position,
        "“The US should show sincerity,” the ministry added.",
        &[("holder", "the ministry"), ("content", "show sincerity")],
        json!({"type": "demand", "holder": "CHN", "to": "USA"}),
    );
    position.from = Some("sta01".to_owned());
    let measure = fact(
        "mea01",
        Kind::Measure,
        "The US imposed a tariff of 145% on toys from China on 9 April",
        &[("actor", "The US"), ("product", "toys"), ("rate", "145%")],
        json!({"action": "impose", "instrument": "tariff", "actor": "USA", "target": "CHN", "rate": 145.0,
               "status": "in_force", "date": "2025-04-09"}),
    );
    let mut figure = fact(
        "fig01",
        Kind::Figure,
        "Exports fell",
        &[("what", "Exports"), ("value", "fell")],
        json!({"dir": "down", "country": "CHN"}),
    );
    figure.confidence = 0.6;
    Reading {
        document: DocumentNote {
            name: "news/wire.txt".to_owned(),
            hash: "ab".repeat(32),
            format: "text".to_owned(),
            chars: TEXT.chars().count(),
            title: Some("Ministry weighs talks".to_owned()),
            publisher: Some("The Daily Wire".to_owned()),
            date: Period::parse("2025-05-02"),
            date_basis: Some("stated".to_owned()),
            source_kind: Some("wire".to_owned()),
            ..DocumentNote::default()
        },
        proposals: vec![said, position, measure, figure],
    }
}

impl Bench {
    pub(crate) fn new() -> Self {
        Self::of(&reading())
    }

    pub(crate) fn of(reading: &Reading) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let bench = Self { folder };
        std::fs::create_dir(bench.path("record")).expect("a folder");
        let manifest = "[record]\ntitle = \"A test\"\nformat = 1\n";
        std::fs::write(bench.path("record/record.toml"), manifest).expect("a file");
        let mut inbox = Inbox::open(&bench.path("facts.inbox")).expect("an inbox");
        inbox.add(reading, TEXT).expect("added");
        bench
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn inbox(&self) -> Inbox {
        Inbox::open(&self.path("facts.inbox")).expect("an inbox")
    }

    pub(crate) fn record(&self) -> Record {
        let record = Record::load(&self.path("record"));
        record.unwrap_or_else(|faults| panic!("{faults}")).0
    }

    /// The command, in the folder.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cobden"));
        command
            .current_dir(self.folder.path())
            .args(["review", "facts.inbox"])
            .args(arguments)
            .env_remove("VISUAL")
            .env_remove("EDITOR")
            .env("USER", "ana")
            .env("COLUMNS", "100");
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the program runs")
    }

    /// Standard output of a run that succeeds.
    pub(crate) fn done(&self, arguments: &[&str]) -> String {
        succeeded(&self.run(arguments))
    }

    /// Standard output of a session with these lines as answers.
    pub(crate) fn answered(&self, arguments: &[&str], lines: &str) -> String {
        succeeded(&answer(self.command(arguments), lines))
    }
}

/// Runs a command with these lines as standard input.
pub(crate) fn answer(mut command: Command, lines: &str) -> Output {
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program runs");
    let mut input = child.stdin.take().expect("a pipe");
    // A session that ends early closes the pipe.
    let _ = input.write_all(lines.as_bytes());
    drop(input);
    child.wait_with_output().expect("the program ends")
}

pub(crate) fn succeeded(output: &Output) -> String {
    assert!(
        output.status.success(),
        "{}{}",
        text(&output.stdout),
        text(&output.stderr)
    );
    text(&output.stdout)
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}
