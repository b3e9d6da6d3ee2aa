//! Where a page's own text ends: other stories, comments, and what is left of a menu.

use super::classify::{Label, Page};
use super::furniture::Role;
use super::phrase::key;
use super::{NoiseKind, shape};

/// Finds boxes and tails that belong to other stories or to nobody.
pub(super) fn cut(page: &mut Page, text: &str) {
    boxes(page, text);
    headlines(page, text);
    last_headline(page, text);
    leftovers(page, text);
    biography(page, text);
    tickers(page);
}

/// From a heading such as "You May Also Like" to where running text sets in again, or the end.
fn boxes(page: &mut Page, text: &str) {
    let mut at = 0;
    while at < page.labels.len() {
        let Label::Heading(role) = page.labels[at] else {
            at += 1;
            continue;
        };
        let kind = match role {
            Role::Related | Role::Box => NoiseKind::Related,
            Role::Comments => NoiseKind::Comments,
            Role::End => NoiseKind::Navigation,
            _ => {
                at += 1;
                continue;
            }
        };
        let end = resumes(page, text, at, role);
        for label in &mut page.labels[at..end] {
            if !matches!(label, Label::Noise(_) | Label::Reporting | Label::Credit)
                || role == Role::Related
            {
                *label = Label::Noise(kind);
            }
        }
        at = end;
    }
}

/// Where running text sets in again after a heading: two paragraphs of it in a row, no teasers.
fn resumes(page: &Page, text: &str, heading: usize, role: Role) -> usize {
    let count = page.labels.len();
    // Above the text, a box is a line or a few.
    if heading < page.body {
        return (heading + 1..page.body)
            .find(|at| {
                page.paragraphs[*at].hashed
                    || page.title == Some(*at)
                    || shape::running(page.words(text, *at))
            })
            .unwrap_or(page.body)
            .min(heading + 8)
            .max(heading + 1)
            .min(page.title.filter(|title| *title > heading).unwrap_or(count));
    }
    let own = |at: usize| {
        let words = page.words(text, at);
        matches!(page.labels.get(at), Some(Label::Plain))
            && words.len() >= 80
            && shape::running(words)
            && !shape::breaks_off(words)
            && !(at > heading + 1
                && shape::headline(page.words(text, at - 1))
                && shape::teaser(page.words(text, at - 1), words))
    };
    let needed = if role == Role::Comments { 4 } else { 2 };
    for at in heading + 1..count {
        if at > heading + 400 && role != Role::Comments {
            break;
        }
        if (at..at + needed).all(own) {
            // A heading right above belongs to the text.
            let above = at - 1;
            let words = page.words(text, above);
            let headed = above > heading
                && page.paragraphs[above].after_gap
                && page.paragraphs[at].after_gap
                && shape::subhead(words)
                && words.len() <= 60
                && above > heading + 1;
            return if headed { above } else { at };
        }
    }
    count
}

/// Headlines one after the other are a list of other stories.
fn headlines(page: &mut Page, text: &str) {
    let count = page.labels.len();
    let like = |page: &Page, at: usize| {
        let words = page.words(text, at);
        page.labels[at] == Label::Plain
            && !page.paragraphs[at].listed
            && !page.paragraphs[at].hashed
            && (24..=180).contains(&words.len())
            && shape::headline(words)
            && !shape::ends_as_sentence(words)
            && shape::count(words) >= 4
            && words.starts_with(|c: char| !c.is_lowercase())
    };
    let last = (0..count)
        .rev()
        .find(|at| page.labels[*at] == Label::Plain && shape::running(page.words(text, *at)));
    let mut at = page.body;
    while at < count {
        let end = (at..count).find(|end| !like(page, *end)).unwrap_or(count);
        let closing = last.is_none_or(|last| end > last);
        if end - at >= 5 || (end - at >= 3 && closing) {
            page.labels[at..end].fill(Label::Noise(NoiseKind::Related));
        }
        at = end.max(at + 1);
    }
}

/// A headline and a broken-off teaser at the very end.
fn last_headline(page: &mut Page, text: &str) {
    let Some(last) = (page.body + 1..page.labels.len())
        .rev()
        .find(|at| page.labels[*at] == Label::Plain)
    else {
        return;
    };
    let above = last - 1;
    let words = page.words(text, last);
    let open =
        !shape::ends_as_sentence(words) && words.len() <= 160 && !page.paragraphs[last].listed;
    let headed = page.labels[above] == Label::Plain
        && !page.paragraphs[above].listed
        && above > page.body
        && page.paragraphs[above].after_gap
        && shape::headline(page.words(text, above))
        && !shape::ends_as_sentence(page.words(text, above))
        && shape::count(page.words(text, above)) >= 5
        && page.words(text, above).len() <= 130;
    if open && headed {
        page.labels[above] = Label::Noise(NoiseKind::Related);
        page.labels[last] = Label::Noise(NoiseKind::Related);
    }
}

/// Short lines between furniture below the text.
fn leftovers(page: &mut Page, text: &str) {
    let Some(last) = (0..page.labels.len()).rev().find(|at| {
        let words = page.words(text, *at);
        matches!(page.labels[*at], Label::Plain)
            && (page.paragraphs[*at].listed || shape::ends_as_sentence(words) || words.len() > 120)
    }) else {
        return;
    };
    let tail = last + 1..page.labels.len();
    let noise = tail
        .clone()
        .filter(|at| matches!(page.labels[*at], Label::Noise(_)))
        .count();
    if noise < 2 {
        return;
    }
    let Some(first) = tail
        .clone()
        .find(|at| matches!(page.labels[*at], Label::Noise(_)))
    else {
        return;
    };
    for at in first..page.labels.len() {
        if page.labels[at] == Label::Plain {
            page.labels[at] = Label::Noise(NoiseKind::Navigation);
        }
    }
}

/// Who the author is, below the text.
fn biography(page: &mut Page, text: &str) {
    let byline = page
        .labels
        .iter()
        .take(60)
        .position(|label| *label == Label::Byline)
        .map(|at| page.words(text, at));
    let mut name = String::new();
    if let Some(byline) = byline {
        key(byline.split([',', '|']).next().unwrap_or(""), &mut name);
    }
    let name = name.strip_prefix("by ").unwrap_or(&name).to_owned();
    let mut buffer = String::new();
    let plain: Vec<usize> = (page.body + 1..page.labels.len())
        .rev()
        .filter(|at| page.labels[*at] == Label::Plain)
        .take(3)
        .collect();
    for at in plain {
        let words = page.words(text, at);
        if words.len() > 700 {
            continue;
        }
        key(words, &mut buffer);
        let own = name.len() >= 6
            && buffer.starts_with(name.as_str())
            && (buffer.contains(" is a")
                || buffer.contains(" covers")
                || buffer.contains(" writes"));
        if own
            || buffer.starts_with("the author is")
            || buffer.starts_with("the writer is")
            || buffer.starts_with("the author was")
        {
            page.labels[at] = Label::Noise(NoiseKind::Biography);
        }
    }
}

/// One or two lines of prices may be part of a text; three are a ticker.
fn tickers(page: &mut Page) {
    let ticker = Label::Noise(NoiseKind::Ticker);
    let mut at = 0;
    while at < page.labels.len() {
        let end = (at..page.labels.len())
            .find(|end| page.labels[*end] != ticker)
            .unwrap_or(page.labels.len());
        if end > at && end - at < 3 {
            page.labels[at..end].fill(Label::Plain);
        }
        at = end.max(at + 1);
    }
}
