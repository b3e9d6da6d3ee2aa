//! What a paragraph says of itself, whatever stands around it.

use super::NoiseKind;
use super::classify::Label;
use super::dateline::{closing, credited};
use super::dates::{date_line, stated};
use super::furniture::{Field, Furniture, Role};
use super::outlets::Outlets;
use super::paragraph::Paragraph;
use super::phrase::key;
use super::shape;

/// Longest paragraph that is compared with the lexicon, in bytes.
const LONGEST: usize = 800;
/// From here on a paragraph of sentences is running text, in bytes.
const RUNNING: usize = 240;

/// What a paragraph says of itself.
pub(super) fn local(
    one: &Paragraph,
    text: &str,
    furniture: &Furniture,
    outlets: &Outlets,
    buffer: &mut String,
) -> Label {
    let words = one.words.of(text);
    if words.len() > LONGEST {
        return Label::Plain;
    }
    if words.len() > RUNNING && shape::ends_as_sentence(words) {
        return running(words, furniture, outlets, buffer);
    }
    key(words, buffer);
    if !buffer.chars().any(char::is_alphanumeric) {
        return Label::Noise(NoiseKind::Rule);
    }
    let figures = words.len() <= 4 && words.bytes().all(|byte| byte.is_ascii_digit());
    if figures {
        return Label::Noise(NoiseKind::Navigation);
    }
    let bare = !words.contains(char::is_whitespace);
    if words.starts_with("![") || (bare && (words.starts_with("http") || words.starts_with("www.")))
    {
        return Label::Noise(NoiseKind::Link);
    }
    if let Some(role) = furniture.headings.any(buffer) {
        return match role {
            Role::Pointer => Label::Noise(NoiseKind::Related),
            // "Opinion: ..." may be a headline.
            Role::Opinion if furniture.headings.whole(buffer).is_none() => Label::Plain,
            _ => Label::Heading(role),
        };
    }
    if is_caption(words, buffer, furniture) && closing(words, furniture, outlets).is_none() {
        return Label::Caption;
    }
    if let Some(field) = field(words, furniture) {
        return Label::Key(field);
    }
    let year = buffer
        .strip_prefix("copyright ")
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    if year {
        return Label::Noise(NoiseKind::Copyright);
    }
    if let Some(kind) = furniture.noise.any(buffer) {
        let stamp = kind == NoiseKind::Stamp && shape::full_stop(words);
        if !stamp {
            return Label::Noise(kind);
        }
    }
    if buffer.starts_with("by ") && is_byline(words, buffer, furniture) {
        return Label::Byline;
    }
    if furniture.reporting.start(buffer).is_some() {
        return Label::Reporting;
    }
    if credited(words, furniture, outlets).is_some() {
        return Label::Credit;
    }
    if is_date(words, furniture, outlets) {
        return Label::Date;
    }
    if is_byline(words, buffer, furniture) {
        return Label::Byline;
    }
    let glued = shape::glued(words);
    if (glued >= 2 || (glued == 1 && words.contains(" | "))) && !shape::ends_as_sentence(words) {
        return Label::Noise(NoiseKind::Navigation);
    }
    if shape::ticker(words) {
        return Label::Noise(NoiseKind::Ticker);
    }
    Label::Plain
}

/// What a long paragraph of sentences says of itself: its beginning and end are enough, but for a few phrases.
fn running(words: &str, furniture: &Furniture, outlets: &Outlets, buffer: &mut String) -> Label {
    let mut tail = words.len() - 90;
    while !words.is_char_boundary(tail) {
        tail += 1;
    }
    key(words.get(tail..).unwrap_or(""), buffer);
    if is_caption(words, buffer, furniture) && closing(words, furniture, outlets).is_none() {
        return Label::Caption;
    }
    let mut head = 120;
    while !words.is_char_boundary(head) {
        head -= 1;
    }
    key(words.get(..head).unwrap_or(""), buffer);
    let length = words.len();
    if let Some((Role::Pointer, _)) = furniture.headings.start_of(buffer, length) {
        return Label::Noise(NoiseKind::Related);
    }
    if furniture.captions.start_of(buffer, length).is_some() {
        return Label::Caption;
    }
    if let Some((kind, _)) = furniture.noise.start_of(buffer, length) {
        return Label::Noise(kind);
    }
    if furniture.reporting.start_of(buffer, length).is_some() {
        return Label::Reporting;
    }
    furniture
        .noise
        .within(words)
        .map_or(Label::Plain, Label::Noise)
}

fn is_caption(words: &str, key: &str, furniture: &Furniture) -> bool {
    if furniture.captions.start(key).is_some() {
        return true;
    }
    // A credit stands at the end, or is all of a short line.
    let mut tail_at = key.len().saturating_sub(70);
    while !key.is_char_boundary(tail_at) {
        tail_at += 1;
    }
    let tail = key.get(tail_at..).unwrap_or("");
    furniture.captions.within(tail).is_some()
        && (words.len() <= 90
            || tail.ends_with([')', ']'])
            || tail.contains("photo")
            || tail.contains("images"))
}

fn field(words: &str, furniture: &Furniture) -> Option<Field> {
    let mut end = words.len().min(24);
    while !words.is_char_boundary(end) {
        end -= 1;
    }
    let name = words.get(..end)?.split_once(':')?.0;
    if name.starts_with("http") || words.len() > 240 {
        return None;
    }
    let name = name.trim_matches(['*', '_', ' ', '"']).to_lowercase();
    let field = *furniture.keys.get(name.as_str())?;
    let value = words.get(name.len()..).unwrap_or("");
    match field {
        Field::Date | Field::Updated if stated(value).is_empty() => None,
        _ if shape::full_stop(words) && words.len() > 80 => None,
        _ => Some(field),
    }
}

/// A date with what goes with dates, or with an outlet, author or section beside it.
fn is_date(words: &str, furniture: &Furniture, outlets: &Outlets) -> bool {
    let Some(line) = date_line(words, furniture) else {
        return false;
    };
    if line.other <= 8 {
        return true;
    }
    if shape::full_stop(words) || words.len() > 120 {
        return false;
    }
    let lower = words.to_lowercase();
    let behind = words.get(line.span.end..).unwrap_or("").as_bytes();
    let timed =
        line.span.start == 0 && behind.len() > 5 && behind[1].is_ascii_digit() && behind[3] == b':';
    if timed && line.other <= 50 {
        return true;
    }
    let parts = words.contains(" | ")
        || words.contains(" / ")
        || words.contains(" • ")
        || words.contains(" · ");
    let told = ["published", "updated", "posted"]
        .iter()
        .any(|word| lower.contains(word));
    let starts = words
        .split([')', ',', '|', ' '])
        .next()
        .is_some_and(|first| outlets.named(first).is_some());
    (parts && line.other <= 70)
        || (told && line.other <= 50)
        || (starts && line.other <= 30)
        || (lower.starts_with("by ") && line.other <= 50)
}

fn is_byline(words: &str, key: &str, furniture: &Furniture) -> bool {
    if words.len() > 110 || shape::count(words) > 14 || shape::full_stop(words) {
        return false;
    }
    if let Some((_, length)) = furniture.bylines.start(key) {
        let rest = words.trim_start_matches(['-', '—', '–', ' ', '*', '_']);
        return rest
            .char_indices()
            .skip_while(|(at, _)| *at + 1 < length)
            .map(|(_, c)| c)
            .find(|c| c.is_alphanumeric())
            .is_some_and(|c| c.is_uppercase() || !c.is_lowercase());
    }
    let Some((name, job)) = words.rsplit_once([',', '-', '–', '|']) else {
        return false;
    };
    let job = job.trim().to_lowercase();
    let names = name.split_whitespace().count();
    (2..=5).contains(&names)
        && name
            .split_whitespace()
            .all(|word| word.starts_with(|c: char| c.is_uppercase() || c == '-' || c == '–'))
        && job.len() <= 40
        && furniture
            .jobs
            .iter()
            .any(|title| job.ends_with(title.as_str()))
}
