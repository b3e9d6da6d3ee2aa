//! Articles with attributions in brat's format: source, cue and content of each.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use cobden_read::layout::Declared;
use cobden_read::{Fact, Offsets, read};

use crate::matching::{Place, Score, agreement, pairs};

/// An attribution.
#[derive(Default)]
struct Attribution {
    sourced: bool,
    content: Place,
}

/// Statements against attributions that have a source; those without one count neither way.
pub(crate) fn score(folder: &Path) -> Score {
    let unpacked = tempfile::tempdir().expect("there is room for the articles");
    for archive in ["dev-text.tar.gz", "dev-attributions.tar.gz"] {
        let mut tar = Command::new("tar");
        let tar = tar
            .arg("-xzf")
            .arg(folder.join(archive))
            .arg("-C")
            .arg(unpacked.path());
        assert!(tar.status().expect("tar runs").success());
    }
    let mut texts = Vec::new();
    let mut notes = BTreeMap::new();
    for file in files(unpacked.path()) {
        let stem = file
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned())
            .unwrap_or_default();
        let read = || std::fs::read_to_string(&file).expect("the file is UTF-8");
        match file.extension().and_then(|ending| ending.to_str()) {
            Some("txt") => texts.push((stem, read())),
            Some("ann") => {
                // `article_1a2b.ann`, `article.txt.ann`
                let stem = stem.strip_suffix(".txt").unwrap_or(&stem);
                let stem = match stem.rsplit_once('_') {
                    Some((name, mark))
                        if mark.len() == 4 && mark.bytes().all(|byte| byte.is_ascii_hexdigit()) =>
                    {
                        name
                    }
                    _ => stem,
                };
                notes.insert(stem.to_owned(), read());
            }
            _ => {}
        }
    }
    texts.sort();
    let mut score = Score::default();
    for (name, text) in &texts {
        if let Some(note) = notes.get(name) {
            add(&mut score, text, &attributions(note));
        }
    }
    score
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)
        .expect("the folder is there")
        .flatten()
    {
        match entry.path() {
            path if path.is_dir() => found.extend(files(&path)),
            path => found.push(path),
        }
    }
    found
}

fn add(score: &mut Score, text: &str, attributions: &[Attribution]) {
    let offsets = Offsets::of(text);
    let mut found = Vec::new();
    for extract in read(text, &Declared::default()).extracts {
        let Fact::Statement(statement) = &extract.fact else {
            continue;
        };
        let spans = statement.content.iter();
        let place: Place = spans
            .flat_map(|span| offsets.code_point(span.start)..offsets.code_point(span.end))
            .collect();
        if !place.is_empty() {
            found.push(place);
        }
    }
    let (sourced, others): (Vec<&Attribution>, Vec<_>) =
        attributions.iter().partition(|one| one.sourced);
    let gold: Vec<Place> = sourced.iter().map(|one| one.content.clone()).collect();
    let fits = |one: &Place, other: &Place| agreement(one, other) >= 0.5;
    let pairs = pairs(&gold, &found, fits);
    score.found += pairs.len();
    score.missed += gold.len() - pairs.len();
    for (by, place) in found.iter().enumerate() {
        let matched = pairs.iter().any(|pair| pair.1 == by)
            || others.iter().any(|one| fits(&one.content, place));
        score.extra += usize::from(!matched);
    }
}

/// The attributions of a file: `T` lines are spans, `E` lines join them.
fn attributions(note: &str) -> Vec<Attribution> {
    let mut spans: BTreeMap<&str, Place> = BTreeMap::new();
    for line in note.lines().filter(|line| line.starts_with('T')) {
        let mut parts = line.split('\t');
        let (Some(id), Some(place)) = (parts.next(), parts.next()) else {
            continue;
        };
        let places = place
            .split_once(' ')
            .map_or("", |(_, places)| places)
            .split(';');
        let place = places.filter_map(|span| {
            let (from, to) = span.split_once(' ')?;
            Some(from.parse::<usize>().ok()?..to.parse().ok()?)
        });
        spans.insert(id, place.flatten().collect());
    }
    let mut found = Vec::new();
    for line in note.lines().filter(|line| line.starts_with('E')) {
        let mut one = Attribution::default();
        for part in line.split('\t').nth(1).unwrap_or("").split(' ') {
            let Some((role, id)) = part.split_once(':') else {
                continue;
            };
            match role.trim_end_matches(|letter: char| letter.is_ascii_digit()) {
                "Source" => one.sourced = true,
                "Content" => one.content.extend(spans.get(id).into_iter().flatten()),
                _ => {}
            }
        }
        if !one.content.is_empty() {
            found.push(one);
        }
    }
    found
}
