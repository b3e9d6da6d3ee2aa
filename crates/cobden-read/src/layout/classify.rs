//! What each paragraph is.

use super::dates::stated;
use super::furniture::{Field, Furniture, Role};
use super::local::local;
use super::outlets::Outlets;
use super::paragraph::{Paragraph, paragraphs};
use super::phrase::key;
use super::{Declared, NoiseKind, shape, trailing};
use crate::span::Span;

/// What a paragraph is, as far as the page is understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// Nothing special.
    Plain,
    Heading(Role),
    Noise(NoiseKind),
    Caption,
    Credit,
    Reporting,
    Date,
    Byline,
    Key(Field),
    Title,
    RepeatedTitle,
    Subhead,
    Section,
    Highlights,
    Summary,
    AiSummary,
}

/// A page's paragraphs with what they are.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) paragraphs: Vec<Paragraph>,
    pub(super) labels: Vec<Label>,
    pub(super) opinion: Vec<bool>,
    /// The first paragraph of running text.
    pub(super) body: usize,
    pub(super) title: Option<usize>,
    /// Headings that open a part of another standing.
    pub(super) sections: Vec<usize>,
}

/// How far down a page its head may reach, in paragraphs.
pub(super) const HEAD: usize = 60;

impl Page {
    pub(super) fn of(text: &str, declared: &Declared) -> Self {
        let mut page = Self {
            paragraphs: paragraphs(text),
            ..Self::default()
        };
        page.cut_saved_date(text);
        let (furniture, outlets) = (Furniture::bundled(), Outlets::bundled());
        let mut buffer = String::new();
        page.labels = page
            .paragraphs
            .iter()
            .map(|one| local(one, text, furniture, outlets, &mut buffer))
            .collect();
        page.opinion = vec![false; page.labels.len()];
        page.pairs(text, furniture);
        page.body = page.first_running(text);
        page.head(text, declared);
        trailing::cut(&mut page, text);
        page.captions(text);
        page.lists(text);
        page.subheads(text);
        page.opinions(text, furniture);
        page.repeated(text);
        page
    }

    /// The words of a paragraph.
    pub(super) fn words<'t>(&self, text: &'t str, at: usize) -> &'t str {
        self.paragraphs.get(at).map_or("", |one| one.words.of(text))
    }

    /// Programs that save pages put `date 2026-01-07 ` before the first line: a paragraph of its own.
    fn cut_saved_date(&mut self, text: &str) {
        let Some(first) = self.paragraphs.first().copied() else {
            return;
        };
        let words = first.words.of(text);
        let Some(rest) = words.strip_prefix("date ") else {
            return;
        };
        let Some((date, _)) = rest
            .get(..10)
            .map(stated)
            .and_then(|found| found.first().copied())
        else {
            return;
        };
        let end = first.words.start + "date ".len() + date.end;
        let after = Span::new(end, first.span.end).trimmed(text);
        if after.is_empty() {
            return;
        }
        self.paragraphs[0].span.end = end;
        self.paragraphs[0].words.end = end;
        self.paragraphs.insert(
            1,
            Paragraph {
                span: after,
                words: after,
                ..first
            },
        );
    }

    /// Boxes with a mark at either end.
    fn pairs(&mut self, text: &str, furniture: &Furniture) {
        let mut buffer = String::new();
        for at in 0..self.labels.len() {
            if !matches!(self.labels[at], Label::Noise(_)) {
                continue;
            }
            key(self.words(text, at), &mut buffer);
            if !furniture.pair_open.contains(buffer.as_str()) {
                continue;
            }
            let end = (at + 1..(at + 15).min(self.labels.len())).find(|end| {
                let words = self.words(text, *end);
                words.len() < 80 && {
                    key(words, &mut buffer);
                    furniture.pair_close.contains(buffer.as_str())
                }
            });
            if let Some(end) = end {
                self.labels[at..=end].fill(Label::Noise(NoiseKind::Related));
            }
        }
    }

    pub(super) fn plain(&self, at: usize) -> bool {
        self.labels.get(at) == Some(&Label::Plain)
    }

    fn first_running(&self, text: &str) -> usize {
        let running = |at: &usize| {
            self.plain(*at) && !self.paragraphs[*at].listed && shape::running(self.words(text, *at))
        };
        let all = 0..self.labels.len();
        all.clone()
            .find(running)
            .or_else(|| {
                all.clone()
                    .find(|at| self.plain(*at) && shape::full_stop(self.words(text, *at)))
            })
            .or_else(|| {
                all.clone()
                    .find(|at| self.plain(*at) && shape::breaks_off(self.words(text, *at)))
            })
            .unwrap_or(self.labels.len())
    }

    /// A line that only credits a picture belongs to the short lines above it.
    fn captions(&mut self, text: &str) {
        let gaps = self.paragraphs.iter().skip(1).any(|one| one.after_gap);
        for at in 1..self.labels.len() {
            if self.labels[at] != Label::Caption || self.words(text, at).len() > 70 || !gaps {
                continue;
            }
            for above in (at.saturating_sub(2)..at).rev() {
                let joined = !self.paragraphs[above + 1].after_gap;
                if !joined || !self.plain(above) || self.words(text, above).len() > 220 {
                    break;
                }
                self.labels[above] = Label::Caption;
            }
        }
    }

    /// What stands under headings such as "Highlights", and bullets above the text.
    fn lists(&mut self, text: &str) {
        for at in 0..self.labels.len() {
            let Label::Heading(role) = self.labels[at] else {
                continue;
            };
            let (label, most) = match role {
                Role::Highlights => (Label::Highlights, 12),
                Role::Summary => (Label::Summary, 1),
                Role::AiSummary => (Label::AiSummary, 1),
                _ => continue,
            };
            self.labels[at] = if role == Role::AiSummary {
                Label::Noise(NoiseKind::Heading)
            } else {
                Label::Subhead
            };
            let next = at + 1;
            let listed = self.paragraphs.get(next).is_some_and(|one| one.listed);
            let most = if listed { 20 } else { most };
            for item in next..(next + most).min(self.labels.len()) {
                let paragraph = self.paragraphs[item];
                let words = self.words(text, item);
                let belongs = if listed {
                    paragraph.listed
                } else {
                    words.len() <= 900
                        && (item == next || (!paragraph.after_gap && words.len() <= 240))
                };
                if !belongs || !self.plain(item) {
                    break;
                }
                self.labels[item] = label;
            }
        }
        let above: Vec<usize> = (self.title.map_or(0, |title| title + 1)..self.body.min(HEAD))
            .filter(|at| self.plain(*at) && self.paragraphs[*at].listed)
            .collect();
        let together = above.windows(2).all(|pair| pair[1] == pair[0] + 1);
        if above.len() >= 2 && together && self.body < self.labels.len() {
            for at in above {
                self.labels[at] = Label::Highlights;
            }
        }
    }

    fn subheads(&mut self, text: &str) {
        for at in 0..self.labels.len() {
            if let Label::Heading(Role::Opinion) = self.labels[at] {
                continue;
            }
            let paragraph = self.paragraphs[at];
            if !self.plain(at) || (paragraph.listed && !paragraph.hashed) {
                continue;
            }
            let words = self.words(text, at);
            let next = at + 1;
            // Above the text, whatever is no sentence is no text either.
            let above = self.title.is_some_and(|title| title < at)
                && at < self.body
                && shape::count(words) <= 30
                && !shape::ends_as_sentence(words);
            if above {
                self.labels[at] = Label::Subhead;
                continue;
            }
            let heads = self.plain(next)
                && (self.words(text, next).len() > words.len()
                    || self.paragraphs[next].listed
                    || shape::subhead(self.words(text, next)));
            if shape::subhead(words)
                && heads
                && (shape::count(words) >= 2 || words.len() >= 5)
                && !pull_quote(words)
            {
                self.labels[at] = Label::Subhead;
            }
        }
    }

    /// Parts that give the outlet's or the author's own view.
    fn opinions(&mut self, text: &str, furniture: &Furniture) {
        let mut buffer = String::new();
        for at in 0..self.labels.len() {
            let opens = match self.labels[at] {
                Label::Heading(Role::Opinion) => true,
                Label::Subhead | Label::Title => named_view(self.words(text, at), furniture),
                _ => false,
            };
            if self.labels[at] == Label::Title && !opens {
                key(self.words(text, at), &mut buffer);
                if buffer.len() <= 240
                    && matches!(furniture.headings.start(&buffer), Some((Role::Opinion, _)))
                {
                    self.opinion.fill(true);
                }
            }
            if matches!(self.labels[at], Label::Heading(Role::Opinion)) {
                let head = at < self.body && at < HEAD;
                self.labels[at] = if head { Label::Section } else { Label::Subhead };
            }
            if opens {
                self.sections.push(at);
                self.opinion[at..].fill(true);
            } else if matches!(self.labels[at], Label::Plain | Label::Subhead)
                && boxed(self.words(text, at), furniture)
            {
                // A quoted box ends with the names of those who wrote it.
                let end = (at + 1..(at + 6).min(self.labels.len()))
                    .find(|end| self.words(text, *end).starts_with(['—', '–']))
                    .unwrap_or(at + 1)
                    .min(self.labels.len() - 1);
                self.sections.push(at);
                self.labels[at] = Label::Subhead;
                self.opinion[at..=end].fill(true);
            }
        }
        self.sections.sort_unstable();
        self.sections.dedup();
    }

    /// The headline again, anywhere.
    fn repeated(&mut self, text: &str) {
        let Some(title) = self.title else { return };
        let (mut name, mut other) = (String::new(), String::new());
        key(self.words(text, title), &mut name);
        let length = self.words(text, title).len();
        for at in title + 1..self.labels.len() {
            let words = self.words(text, at);
            if words.len().abs_diff(length) > 60
                || !matches!(
                    self.labels[at],
                    Label::Plain | Label::Subhead | Label::Title
                )
            {
                continue;
            }
            key(words, &mut other);
            // The first one may have the outlet's name behind it.
            let shorter = other.len() >= 12
                && name.strip_prefix(other.as_str()).is_some_and(|rest| {
                    rest.starts_with([' ', '|', '-'])
                        && rest.trim_start().starts_with(['|', '-', '–', '—'])
                });
            if name == other || shorter {
                self.labels[at] = Label::RepeatedTitle;
            }
        }
    }
}

/// Words set out again from the text begin and end with marks of quotation.
fn pull_quote(words: &str) -> bool {
    words.starts_with(['“', '"', '‘'])
}

/// `<Outlet> Analysis: ...`
fn named_view(words: &str, furniture: &Furniture) -> bool {
    let Some((name, _)) = words.split_once(':') else {
        return false;
    };
    let Some((outlet, what)) = name.rsplit_once(' ') else {
        return false;
    };
    outlet.len() <= 40
        && outlet.starts_with(char::is_uppercase)
        && furniture.after_name.contains(what.to_lowercase().as_str())
}

/// `What <outlet> Says`
fn boxed(words: &str, furniture: &Furniture) -> bool {
    if words.len() > 80 || shape::full_stop(words) {
        return false;
    }
    let lower = words.to_lowercase();
    let lower = lower.trim_end_matches(['.', '…', ':', ' ']);
    furniture
        .box_start
        .iter()
        .any(|start| lower.starts_with(start.as_str()))
        && furniture
            .box_end
            .iter()
            .any(|end| lower.rsplit(' ').next() == Some(end))
        && words
            .split_whitespace()
            .nth(1)
            .is_some_and(|word| word.starts_with(char::is_uppercase))
}
