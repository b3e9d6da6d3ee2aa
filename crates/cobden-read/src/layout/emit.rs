//! From labelled paragraphs to blocks, stretches of noise, and what the document says of itself.

use super::classify::{Label, Page};
use super::dateline::{closing, opening};
use super::dates::stated;
use super::furniture::{Furniture, Inline};
use super::outlets::Outlets;
use super::phrase::stands_alone;
use super::{Basis, Block, BlockKind, Declared, Layout, NoiseKind, Stated, Words, shape};
use crate::span::Span;

/// Makes the layout of a page.
pub(super) fn emit(text: &str, declared: &Declared, page: Page) -> Layout {
    let mut maker = Maker {
        text,
        furniture: Furniture::bundled(),
        outlets: Outlets::bundled(),
        layout: Layout::default(),
        late: None,
    };
    maker.layout.blocks.reserve(page.labels.len());
    for at in 0..page.labels.len() {
        maker.paragraph(&page, at);
    }
    let note = &mut maker.layout.note;
    note.sections
        .extend(page.sections.iter().map(|at| page.paragraphs[*at].words));
    note.sections.sort_unstable();
    maker.settle(declared, &page);
    maker.layout
}

pub(super) struct Maker<'t> {
    pub(super) text: &'t str,
    pub(super) furniture: &'static Furniture,
    pub(super) outlets: &'static Outlets,
    pub(super) layout: Layout,
    /// A date on a line of its own below the beginning of the text.
    pub(super) late: Option<Stated>,
}

/// How near the end of a line must be for an inline pointer to reach there, in bytes.
const NEAR: usize = 150;

impl Maker<'_> {
    fn push(&mut self, span: Span, words: Span, kind: BlockKind, opinion: bool) {
        if span.is_empty() {
            return;
        }
        if !kind.speaks()
            && matches!(
                kind,
                BlockKind::Noise(_) | BlockKind::RepeatedTitle | BlockKind::Caption
            )
        {
            self.layout.noise.push(span);
        }
        self.layout.blocks.push(Block {
            span,
            words,
            kind,
            opinion,
        });
    }

    fn paragraph(&mut self, page: &Page, at: usize) {
        let paragraph = page.paragraphs[at];
        let (span, words, opinion) = (paragraph.span, paragraph.words, page.opinion[at]);
        let head = at <= page.body;
        let kind = match page.labels[at] {
            Label::Plain if paragraph.listed && !paragraph.hashed => BlockKind::ListItem,
            Label::Plain => BlockKind::Body,
            Label::Noise(kind) => BlockKind::Noise(kind),
            // Headings that nothing took up.
            Label::Heading(_) => BlockKind::Noise(NoiseKind::Navigation),
            Label::Caption => BlockKind::Caption,
            Label::Credit | Label::Reporting => BlockKind::Credit,
            Label::Date => BlockKind::Date,
            Label::Byline => BlockKind::Byline,
            Label::Key(field) => self.key(words, field),
            Label::Title => return self.title(span, words, opinion),
            Label::RepeatedTitle => BlockKind::RepeatedTitle,
            Label::Subhead => BlockKind::Subhead,
            Label::Section => BlockKind::Section,
            Label::Highlights => BlockKind::Highlights,
            Label::Summary => BlockKind::Summary,
            Label::AiSummary => BlockKind::AiSummary,
        };
        match page.labels[at] {
            Label::Credit | Label::Reporting => {
                self.credit(words, head, at + 4 >= page.labels.len());
            }
            Label::Date => self.date(words),
            Label::Byline => self.byline(words),
            Label::Noise(NoiseKind::Copyright) => self.rights(words),
            Label::Noise(NoiseKind::Stamp) if !head && self.late.is_none() => {
                self.late = stated(words.of(self.text))
                    .first()
                    .map(|(span, period)| Stated {
                        period: *period,
                        basis: Basis::Stated,
                        value: Some(Span::new(words.start + span.start, words.start + span.end)),
                        line: Some(words),
                    });
            }
            _ => {}
        }
        let kind = match kind {
            // `White House South Lawn • Washington D.C.` above a transcript.
            BlockKind::Subhead if head && self.venue(words) => BlockKind::Dateline,
            kind => kind,
        };
        match kind {
            BlockKind::Body
            | BlockKind::ListItem
            | BlockKind::Summary
            | BlockKind::Highlights
            | BlockKind::AiSummary => self.text(span, words, kind, opinion),
            _ => self.push(span, words, kind, opinion),
        }
    }

    /// The place of a transcript, on a line of its own.
    fn venue(&mut self, words: Span) -> bool {
        let text = self.text;
        let line = words.of(text);
        let lower = line.get(..line.len().min(48)).map(str::to_lowercase);
        let known = lower.is_some_and(|lower| {
            self.furniture
                .venues
                .iter()
                .any(|venue| lower.starts_with(venue.as_str()))
        });
        if !known || line.len() > 120 || self.layout.note.dateline.is_some() {
            return false;
        }
        // Without the date and time behind it.
        let end = line
            .char_indices()
            .filter(|(_, c)| matches!(c, '•' | '|' | '·'))
            .find(|(at, c)| {
                let rest = line.get(at + c.len_utf8()..).unwrap_or("");
                let piece = rest.split(['•', '|', '·']).next().unwrap_or("");
                piece.bytes().any(|byte| byte.is_ascii_digit())
            })
            .map_or(line.len(), |(at, _)| at);
        let place = Span::new(words.start, words.start + end).trimmed(text);
        self.layout.note.dateline = Some(Words::cut(text, place, place));
        true
    }

    /// A paragraph of the text: what stands before and after its own words is cut off.
    fn text(&mut self, span: Span, words: Span, kind: BlockKind, opinion: bool) {
        let text = self.text;
        let (mut start, mut from, mut end) = (span.start, words.start, span.end);
        if let Some(found) = opening(words.of(text), self.furniture, self.outlets) {
            let moved = |span: Span| Span::new(words.start + span.start, words.start + span.end);
            let line = Span::new(span.start, words.start + found.end).trimmed(text);
            let note = &mut self.layout.note;
            if let Some(place) = found.place.filter(|_| note.dateline.is_none()) {
                let place = moved(place);
                let end = found
                    .date
                    .map(|(date, _)| moved(date))
                    .filter(|date| date.start > place.start && date.end <= line.end)
                    .filter(|_| {
                        found.agency.is_none_or(|agency| {
                            found
                                .date
                                .is_some_and(|(date, _)| date.start < agency.start)
                        })
                    })
                    .map_or(place.end, |date| date.end);
                let line = Span::new(line.start.min(place.start), end);
                note.dateline = Some(Words::cut(text, place, line));
            }
            if let Some(agency) = found.agency {
                if note.agency.is_none() {
                    let agency = moved(agency);
                    let bracketed = text
                        .get(..agency.start)
                        .is_some_and(|text| text.ends_with('('))
                        && text
                            .get(agency.end..)
                            .is_some_and(|text| text.starts_with(')'));
                    let line = if bracketed {
                        Span::new(agency.start - 1, agency.end + 1)
                    } else {
                        agency
                    };
                    note.agency = Some(Words::cut(text, agency, line));
                }
                self.credit_names(moved(agency).of(text));
            }
            if let Some((date, period)) = found.date {
                match period {
                    Some(period) => self.dated(moved(date), line, period),
                    None if self.layout.note.date.is_none() => self.notice(format!(
                        "The dateline says {:?} without a year.",
                        moved(date).of(text)
                    )),
                    None => {}
                }
            }
            let kind = if found.place.is_some() {
                BlockKind::Dateline
            } else if found.agency.is_some() {
                BlockKind::Credit
            } else {
                BlockKind::Date
            };
            self.push(line, line, kind, opinion);
            start = words.start + found.end;
            from = start;
        }
        let rest = Span::new(from, end);
        let cut = closing(rest.of(text), self.furniture, self.outlets).map(|at| from + at);
        if let Some(cut) = cut {
            end = cut;
        }
        let body = Span::new(start, end).trimmed(text);
        let own = Span::new(from.max(body.start).min(body.end), body.end);
        self.push(body, own, kind, opinion);
        if !matches!(kind, BlockKind::Noise(_)) {
            self.inline(own);
        }
        if let Some(cut) = cut {
            let credit = Span::new(cut, span.end).trimmed(text);
            self.push(credit, credit, BlockKind::Credit, opinion);
            self.credit(credit, false, true);
        }
    }

    /// Furniture inside running text.
    fn inline(&mut self, body: Span) {
        let words = body.of(self.text);
        let Some(machine) = &self.furniture.inline else {
            return;
        };
        let mut last = 0;
        for hit in machine.find_iter(words) {
            if hit.start() < last {
                continue;
            }
            let found = words.get(hit.start()..hit.end()).unwrap_or("");
            let kind = self.furniture.inline_kind[hit.pattern().as_usize()];
            if !stands_alone(words, hit.start(), hit.end()) {
                continue;
            }
            let end = match kind {
                Inline::Capitals if found.bytes().any(|byte| byte.is_ascii_lowercase()) => continue,
                Inline::ToEnd if words.len() - hit.end() <= NEAR => words.len(),
                _ => hit.end(),
            };
            self.layout
                .noise
                .push(Span::new(body.start + hit.start(), body.start + end));
            last = end;
        }
        self.notes(body);
    }

    /// Marks of notes: `[^3]`, `[12]`.
    fn notes(&mut self, body: Span) {
        let words = body.of(self.text);
        let mut found = false;
        for (at, _) in words.match_indices('[') {
            let rest = words.get(at + 1..).unwrap_or("");
            let inner = rest.strip_prefix('^').unwrap_or(rest);
            let digits = inner.bytes().take(4).take_while(u8::is_ascii_digit).count();
            if (1..=3).contains(&digits) && inner.as_bytes().get(digits) == Some(&b']') {
                let end = at + 1 + (rest.len() - inner.len()) + digits + 1;
                self.layout
                    .noise
                    .push(Span::new(body.start + at, body.start + end));
                found = true;
            }
        }
        if found {
            let from = self
                .layout
                .noise
                .partition_point(|noise| noise.end <= body.start);
            let tail = &mut self.layout.noise[from..];
            tail.sort_unstable();
            let mut kept: Vec<Span> = Vec::with_capacity(tail.len());
            for span in tail.iter() {
                if kept.last().is_none_or(|last| last.end <= span.start) {
                    kept.push(*span);
                }
            }
            self.layout.noise.truncate(from);
            self.layout.noise.extend(kept);
        }
    }

    /// The headline, without the name of the outlet behind it.
    fn title(&mut self, span: Span, words: Span, opinion: bool) {
        let text = self.text;
        let (mut end, mut behind) = (words.end, None);
        let line = words.of(text);
        for sign in [" | ", " - ", " – ", " — ", " • "] {
            let Some((before, name)) = line.rsplit_once(sign) else {
                continue;
            };
            let known = self.outlets.named(name).is_some();
            let looks = sign == " | "
                && name.len() <= 44
                && shape::count(name) <= 6
                && before.len() > name.len();
            if (known || looks) && before.len() >= 12 {
                end = words.start + before.len();
                let from = words.end - name.len();
                behind = Some((
                    Span::new(end, span.end).trimmed(text),
                    Span::new(from, words.end),
                ));
                break;
            }
        }
        let value = Span::new(words.start, end).trimmed(text);
        let note = &mut self.layout.note;
        let cut = Words::cut(text, value, value);
        if note.title.is_none() {
            note.title = Some(cut);
        } else {
            note.subtitle = Some(cut);
        }
        self.push(
            Span::new(span.start, end).trimmed(text),
            value,
            BlockKind::Title,
            opinion,
        );
        if let Some((rest, name)) = behind {
            self.push(rest, name, BlockKind::Credit, opinion);
            self.published_by(name, name);
        }
    }

    pub(super) fn notice(&mut self, words: String) {
        self.layout.note.notices.push(words);
    }
}
