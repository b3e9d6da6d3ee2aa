//! A collection annotated with facts: JSON lines, offsets in code points.

use std::collections::BTreeMap;
use std::path::Path;

use cobden_read::layout::Declared;
use cobden_read::{DocumentNote, gold, read};
use serde_json::Value;

use crate::matching::{Place, Score, agreement, near, pairs};

const KINDS: [&str; 7] = [
    "statement",
    "measure",
    "position",
    "meeting",
    "forecast",
    "figure",
    "event",
];

/// Scores by kind over all annotated files.
pub(crate) fn scores(folder: &Path, texts: &Path) -> BTreeMap<&'static str, Score> {
    let mut scores = BTreeMap::new();
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder is there")
        .flatten()
        .map(|entry| entry.path())
        .collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "jsonl"));
    files.sort();
    for file in files {
        let annotated = lines(&std::fs::read_to_string(&file).expect("the file is UTF-8"));
        let name = annotated[0]["file"]
            .as_str()
            .expect("the first line names the text");
        let text = std::fs::read_to_string(texts.join(name)).expect("the text is there");
        let found = read(&text, &Declared::default());
        let reading = found.written(&text, DocumentNote::default());
        let found = lines(&gold::lines(&found, &reading, &text));
        for kind in KINDS {
            add(scores.entry(kind).or_default(), kind, &annotated, &found);
        }
    }
    scores
}

fn lines(text: &str) -> Vec<Value> {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| serde_json::from_str(line).expect("a line is JSON"))
        .collect()
}

fn add(score: &mut Score, kind: &str, annotated: &[Value], found: &[Value]) {
    let of_kind = |facts: &[Value]| -> Vec<Value> {
        facts
            .iter()
            .filter(|fact| fact["kind"] == kind)
            .cloned()
            .collect()
    };
    let (annotated, found) = (of_kind(annotated), of_kind(found));
    let places =
        |facts: &[Value]| -> Vec<Place> { facts.iter().map(|fact| place(kind, fact)).collect() };
    let fits = |one: &Place, other: &Place| match kind {
        "statement" => agreement(one, other) >= 0.5,
        _ => near(one, other),
    };
    let pairs = pairs(&places(&annotated), &places(&found), fits);
    score.extra += found.len() - pairs.len();
    for (at, fact) in annotated.iter().enumerate() {
        let is_found = pairs.iter().any(|pair| pair.0 == at);
        if fact["norm"]["mode"] == "direct" {
            score.direct.0 += usize::from(is_found);
            score.direct.1 += 1;
        }
        // What need not be found costs nothing and earns nothing.
        let free = ["optional", "layer", "dup_of"]
            .iter()
            .any(|name| match &fact[name] {
                Value::Null | Value::Bool(false) => false,
                Value::String(text) => !text.is_empty(),
                _ => true,
            });
        if !free {
            score.found += usize::from(is_found);
            score.missed += usize::from(!is_found);
        }
    }
}

/// A statement stands where its content stands, another fact where its evidence does.
fn place(kind: &str, fact: &Value) -> Place {
    let content = &fact["slots"]["content"];
    let spans = match content {
        Value::Array(several) if kind == "statement" => several.as_slice(),
        Value::Object(_) if kind == "statement" => std::slice::from_ref(content),
        _ => std::slice::from_ref(fact),
    };
    let number = |value: &Value| {
        value
            .as_u64()
            .and_then(|at| usize::try_from(at).ok())
            .unwrap_or(0)
    };
    spans
        .iter()
        .flat_map(|span| number(&span["start"])..number(&span["end"]))
        .collect()
}

/// The scores as a table.
pub(crate) fn table(scores: &BTreeMap<&'static str, Score>) -> String {
    let mut table =
        "| kind | annotated | found | extra | P | R | F1 |\n|---|---|---|---|---|---|---|\n"
            .to_owned();
    for kind in KINDS {
        let score = &scores[kind];
        table += &format!(
            "| {kind} | {} | {} | {} | {:.2} | {:.2} | {:.2} |\n",
            score.found + score.missed,
            score.found,
            score.extra,
            score.precision(),
            score.recall(),
            score.f1()
        );
    }
    let direct = scores["statement"].direct;
    table + &format!("direct quotations: {} of {}", direct.0, direct.1)
}
