//! Measures phrases and days against annotated text: `COBDEN_READ_GOLD=annotations:texts[,annotations:texts]`.
//!
//! Run with `cargo test -p cobden-read measure -- --ignored --nocapture`.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::Offsets;
use crate::period::Period;
use crate::time::{Anchor, Tense, TimePhrase, find};

#[derive(Default)]
struct Tally {
    right: usize,
    all: usize,
}

impl Tally {
    fn count(&mut self, right: bool) {
        self.right += usize::from(right);
        self.all += 1;
    }
}

#[derive(Default)]
struct Sums {
    slots: Tally,
    close: Tally,
    norms: Tally,
    horizons: Tally,
    phrases: usize,
}

fn tense_of(fact: &Value) -> Tense {
    let norm = |name: &str| fact["norm"][name].as_str().unwrap_or("");
    let ahead = [
        "announced",
        "planned",
        "threatened",
        "requested",
        "offered",
        "promised",
        "considered",
        "expected",
        "forecast",
        "possible",
        "hypothetical",
        "undecided",
    ];
    match fact["kind"].as_str() {
        Some("forecast") => Tense::Future,
        _ if ahead.contains(&norm("status")) => Tense::Future,
        _ => Tense::Past,
    }
}

fn quoted(fact: &Value, slot: &str) -> Vec<(usize, usize)> {
    let of = |value: &Value| {
        let place = |name: &str| usize::try_from(value[name].as_u64()?).ok();
        Some((place("start")?, place("end")?))
    };
    match &fact["slots"][slot] {
        Value::Array(list) => list.iter().filter_map(of).collect(),
        one => of(one).into_iter().collect(),
    }
}

/// The phrase that shares most bytes with a stretch of the text.
fn best(found: &[TimePhrase], start: usize, end: usize) -> Option<(usize, f64)> {
    found
        .iter()
        .enumerate()
        .map(|(place, phrase)| {
            let shared = phrase
                .span
                .end
                .min(end)
                .saturating_sub(phrase.span.start.max(start));
            let both = phrase.span.end.max(end) - phrase.span.start.min(start);
            (place, shared as f64 / both as f64)
        })
        .filter(|(_, share)| *share > 0.0)
        .max_by(|one, other| one.1.total_cmp(&other.1))
}

fn document(gold: &Path, texts: &Path, sums: &mut Sums) {
    let lines = fs::read_to_string(gold).unwrap();
    let facts: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let name = facts[0]["file"].as_str().unwrap();
    let text = fs::read_to_string(texts.join(name)).unwrap();
    let offsets = Offsets::of(&text);
    let document = facts[0]["doc_date"].as_str().and_then(Period::parse);
    let found = find(&text);
    sums.phrases += found.len();
    // The date spoken of last, before each phrase.
    let mut previous = Vec::new();
    let mut last = None;
    for phrase in &found {
        previous.push(last);
        let anchor = Anchor {
            document,
            tense: Tense::Past,
            previous: last,
        };
        last = phrase
            .resolve(&anchor)
            .map(|resolved| resolved.period)
            .or(last);
    }
    let label = gold.file_stem().unwrap().to_string_lossy();
    for fact in &facts[1..] {
        let tense = tense_of(fact);
        for slot in ["when", "since", "duration"] {
            for (start, end) in quoted(fact, slot) {
                let (start, end) = (offsets.byte(start), offsets.byte(end));
                let words = &text[start..end];
                let met = best(&found, start, end);
                sums.slots.count(met.is_some());
                sums.close.count(met.is_some_and(|(_, share)| share >= 0.5));
                if met.is_none_or(|(_, share)| share < 0.5) {
                    let got = met.map(|(place, _)| found[place].span.of(&text));
                    println!("{label} slot {slot} {words:?} got {got:?}");
                }
                let Some((place, _)) = met else { continue };
                let anchor = Anchor {
                    document,
                    tense,
                    previous: previous[place],
                };
                let basis = fact["norm"]["date_basis"].as_str().unwrap_or("stated");
                let fair = basis.starts_with("stated") || basis.starts_with("relative");
                let wanted = match (slot, fact["kind"].as_str()) {
                    ("since", _) => Some("since"),
                    ("when", Some("forecast")) => Some("horizon"),
                    ("when", Some("figure")) if fact["norm"]["date"].is_null() => Some("period"),
                    ("when", _) if fair => Some("date"),
                    _ => None,
                };
                let Some(name) = wanted else { continue };
                let Some(norm) = fact["norm"][name].as_str() else {
                    continue;
                };
                let norm = Period::parse(norm).map_or(norm.to_owned(), |period| period.to_string());
                let phrase = &found[place];
                let got = match name {
                    "horizon" => phrase.horizon(&anchor),
                    "since" if phrase.is_duration() => {
                        let until = fact["norm"]["period"]
                            .as_str()
                            .and_then(Period::parse)
                            .or(document);
                        until.and_then(|until| phrase.back_from(until))
                    }
                    _ => phrase.resolve(&anchor).map(|resolved| resolved.period),
                };
                let got = got.map(|period| period.to_string()).unwrap_or_default();
                let tally = if name == "horizon" {
                    &mut sums.horizons
                } else {
                    &mut sums.norms
                };
                tally.count(got == norm);
                if got != norm {
                    println!(
                        "{label} {name} {words:?} want {norm} got {got:?} ({tense:?}, {basis})"
                    );
                }
            }
        }
    }
}

#[test]
#[ignore = "needs annotated text: COBDEN_READ_GOLD=annotations:texts"]
fn measure() {
    let places = std::env::var("COBDEN_READ_GOLD").expect("COBDEN_READ_GOLD");
    for place in places.split(',') {
        let (gold, texts) = place.split_once(':').expect("annotations:texts");
        let mut files: Vec<_> = fs::read_dir(gold)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|end| end == "jsonl"))
            .collect();
        files.sort();
        let mut sums = Sums::default();
        for file in &files {
            document(file, Path::new(texts), &mut sums);
        }
        let of = |tally: &Tally| format!("{}/{}", tally.right, tally.all);
        println!(
            "== {gold}: {} documents, {} phrases; slots touched {}, mostly met {}; days {}; horizons {}",
            files.len(),
            sums.phrases,
            of(&sums.slots),
            of(&sums.close),
            of(&sums.norms),
            of(&sums.horizons),
        );
    }
}

/// Megabytes a second: `COBDEN_READ_TEXT=file`.
#[test]
#[ignore = "needs a long text: COBDEN_READ_TEXT=file"]
fn speed() {
    let text =
        fs::read_to_string(std::env::var("COBDEN_READ_TEXT").expect("COBDEN_READ_TEXT")).unwrap();
    for _ in 0..3 {
        let start = std::time::Instant::now();
        let found = find(&text);
        let seconds = start.elapsed().as_secs_f64();
        println!(
            "{} phrases, {:.1} MB/s",
            found.len(),
            text.len() as f64 / 1e6 / seconds
        );
    }
}

/// Every phrase of a text with the words around it: `COBDEN_READ_TEXT=file`.
#[test]
#[ignore = "needs a text: COBDEN_READ_TEXT=file"]
fn phrases() {
    let text =
        fs::read_to_string(std::env::var("COBDEN_READ_TEXT").expect("COBDEN_READ_TEXT")).unwrap();
    for phrase in find(&text) {
        let start = text[..phrase.span.start]
            .char_indices()
            .rev()
            .nth(24)
            .map_or(0, |(at, _)| at);
        let before = text[start..phrase.span.start].replace('\n', " ");
        let after: String = text[phrase.span.end..].chars().take(18).collect();
        println!(
            "{before} [{}] {} | {:?} {:?}",
            phrase.span.of(&text).replace('\n', " "),
            after.replace('\n', " "),
            phrase.relation,
            phrase.meaning
        );
    }
}
