//! Documents, readings and records made by hand.

use std::path::{Path, PathBuf};

use cobden_inbox::{Acceptance, Desk, Inbox, Outcome, Stamp};
use cobden_read::{DocumentNote, Kind, Offsets, Period, Proposal, Quoted, Reading, Span};
use cobden_record::Record;
use serde_json::{Map, Value, json};
use tempfile::TempDir;

/// A text and the facts in it.
pub(crate) struct Written {
    pub(crate) text: String,
    pub(crate) reading: Reading,
}

impl Written {
    /// A report of a wire on a day.
    pub(crate) fn new(name: &str, text: &str) -> Self {
        let note = DocumentNote {
            name: name.to_owned(),
            hash: format!("{:064x}", name.len() * 7919 + text.len()),
            format: "text".to_owned(),
            chars: text.chars().count(),
            title: Some("Ministry weighs talks".to_owned()),
            publisher: Some("The Daily Wire Report".to_owned()),
            date: Period::parse("2025-05-02"),
            date_basis: Some("stated".to_owned()),
            source_kind: Some("wire".to_owned()),
            repeats: vec!["Ministry of Commerce of China".to_owned()],
            ..DocumentNote::default()
        };
        Self {
            text: text.to_owned(),
            reading: Reading {
                document: note,
                proposals: Vec::new(),
            },
        }
    }

    fn quoted(&self, words: &str) -> Quoted {
        let at = self.text.find(words).expect("the words are in the text");
        let span = Span::new(at, at + words.len());
        Quoted::cut(&self.text, &Offsets::of(&self.text), span)
    }

    /// Adds a fact with its evidence, slots and norms.
    pub(crate) fn fact(
        mut self,
        kind: Kind,
        evidence: &str,
        slots: &[(&str, &str)],
        norm: Value,
    ) -> Self {
        let words = self.quoted(evidence);
        let mut map = Map::new();
        for (name, words) in slots {
            let value = serde_json::to_value(self.quoted(words)).expect("JSON");
            map.insert((*name).to_owned(), value);
        }
        let number = self.reading.proposals.len() + 1;
        self.reading.proposals.push(Proposal {
            id: format!("{}{number:02}", &kind.name()[..3]),
            kind,
            start: words.start,
            end: words.end,
            text: words.text,
            slots: map,
            norm: norm.as_object().cloned().unwrap_or_default(),
            from: None,
            dup_of: None,
            layer: None,
            rule: "by-hand".to_owned(),
            confidence: 0.9,
        });
        self
    }

    /// The last fact rests on the fact of this number.
    pub(crate) fn from(mut self, number: usize) -> Self {
        let id = self.reading.proposals[number - 1].id.clone();
        self.reading.proposals.last_mut().expect("a fact").from = Some(id);
        self
    }
}

pub(crate) const TEXT: &str = "Ministry weighs talks\n\nChina’s Commerce Ministry said on Friday that it is assessing talks with the US. \
    “The US should show sincerity,” the ministry added.\n\nThe US imposed a tariff of 145% on toys from China on 9 April. \
    Analysts at Example Bank expect duties to be cut by 30 June. China’s exports fell 9% in April.\n";

/// A document with one fact of each of the common kinds.
pub(crate) fn report() -> Written {
    Written::new("wire.txt", TEXT)
        .fact(
            Kind::Statement,
            "China’s Commerce Ministry said on Friday that it is assessing talks with the US",
            &[("speaker", "China’s Commerce Ministry"), ("content", "it is assessing talks with the US")],
            json!({"mode": "indirect", "attribution": "official_statement", "side": "CHN",
                   "speaker_norm": "Ministry of Commerce of China", "date": "2025-05-02"}),
        )
        .fact(
            Kind::Position,
            "“The US should show sincerity,” the ministry added.",
            &[("holder", "the ministry"), ("content", "show sincerity")],
            json!({"type": "demand", "holder": "CHN", "to": "USA"}),
        )
        .from(1)
        .fact(
            Kind::Measure,
            "The US imposed a tariff of 145% on toys from China on 9 April",
            &[("actor", "The US"), ("product", "toys"), ("rate", "145%")],
            json!({"action": "impose", "instrument": "tariff", "actor": "USA", "target": "CHN", "rate": 145.0,
                   "status": "in_force", "date": "2025-04-09"}),
        )
        .fact(
            Kind::Forecast,
            "Analysts at Example Bank expect duties to be cut by 30 June",
            &[("who", "Analysts at Example Bank"), ("content", "duties to be cut by 30 June")],
            json!({"who": "Analysts at Example Bank", "attribution": "analyst", "hedge": "expect",
                   "horizon": "2025-06-30", "scoreable": true}),
        )
        .fact(
            Kind::Figure,
            "China’s exports fell 9% in April",
            &[("what", "exports"), ("value", "9%")],
            json!({"dir": "down", "value": 9.0, "unit": "percent", "period": "2025-04", "country": "CHN"}),
        )
}

/// A folder with an empty inbox and a record of one source.
pub(crate) struct Bench {
    pub(crate) folder: TempDir,
}

impl Bench {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let record = folder.path().join("record");
        std::fs::create_dir(&record).expect("a folder");
        let manifest = "# Mine.\n[record]\ntitle = \"A test\"\nformat = 1\n\n[source.old]\npublisher = \"Old Press\"\nkind = \"press\"\ndate = 2025-01-01\n";
        std::fs::write(record.join("record.toml"), manifest).expect("a file");
        Self { folder }
    }

    pub(crate) fn inbox_path(&self) -> PathBuf {
        self.folder.path().join("facts.inbox")
    }

    pub(crate) fn record_path(&self) -> PathBuf {
        self.folder.path().join("record")
    }

    pub(crate) fn inbox(&self) -> Inbox {
        Inbox::open(&self.inbox_path()).expect("an inbox")
    }

    pub(crate) fn desk(&self) -> Desk {
        Desk::open(&self.record_path()).expect("a record")
    }

    /// With the report added.
    pub(crate) fn filled() -> Self {
        let bench = Self::new();
        let report = report();
        let mut inbox = bench.inbox();
        inbox.add(&report.reading, &report.text).expect("added");
        bench
    }

    pub(crate) fn record(&self) -> Record {
        load(&self.record_path())
    }

    /// All files of the record with their texts.
    pub(crate) fn files(&self) -> Vec<(String, String)> {
        let mut files = Vec::new();
        walk(&self.record_path(), &mut files);
        files.sort();
        files
    }
}

fn walk(folder: &Path, files: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            walk(&path, files);
        } else {
            let text = std::fs::read_to_string(&path).expect("a text");
            files.push((path.display().to_string(), text));
        }
    }
}

pub(crate) fn load(folder: &Path) -> Record {
    Record::load(folder)
        .unwrap_or_else(|faults| panic!("{faults}"))
        .0
}

pub(crate) fn stamp() -> Stamp {
    Stamp {
        who: "ana".to_owned(),
        at: "2025-05-03T09:00:00Z".to_owned(),
    }
}

pub(crate) fn accept(id: i64) -> Acceptance {
    Acceptance {
        id,
        ..Acceptance::default()
    }
}

/// Accepts one and expects it to stand in the record.
pub(crate) fn accepted(inbox: &mut Inbox, desk: &mut Desk, item: Acceptance) -> (i64, Vec<String>) {
    let outcome = inbox.accept(desk, &[item], None, &stamp());
    match outcome
        .unwrap_or_else(|error| panic!("{}", error.diagnostics()))
        .remove(0)
    {
        Outcome::Written { decision, ids, .. } => (decision, ids),
        Outcome::Refused { faults } => panic!("{faults}"),
        Outcome::Incomplete { gaps } => panic!("{gaps:?}"),
    }
}
