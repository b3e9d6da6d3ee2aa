//! HTML to readable text, in one pass over its tags.
//!
//! No tree is built and nothing calls itself, so that nesting costs a bounded stack of small entries. The text of the whole
//! page is written down with its furniture; [`choose`] decides at the end what is kept, when it is known how much stands where.

mod choose;
mod element;
mod entity;
mod head;
mod tag;
mod text;

use crate::document::Parts;
use crate::document::only_the_first;
use crate::error::DocumentError;
use crate::limits::Limits;
use crate::map::Map;

use choose::{Kind, Region, choose};
use element::{Element, Furniture, Special};
use head::{Head, attribute};
use tag::{Attributes, Tag, Tags};
use text::{Gap, Text};

/// Reads a page.
pub(crate) fn read(name: &str, source: &str, limits: &Limits) -> Result<Parts, DocumentError> {
    let mut reader = Reader::new(source, limits);
    reader.run();
    let mut notices = Vec::new();
    if reader.cut {
        notices.push(only_the_first(limits.text));
    }
    if reader.too_deep {
        notices.push(format!(
            "elements nested more than {} deep were taken for plain text",
            limits.depth
        ));
    }
    let chosen = choose(&reader.text, &reader.regions);
    if chosen.text.trim().is_empty() {
        return Err(DocumentError::NoHtmlText {
            name: name.to_owned(),
            dropped: chosen.dropped,
        });
    }
    if chosen.outside > 0 {
        notices.push(format!(
            "only the article was kept; {} bytes of text around it were left out",
            chosen.outside
        ));
    }
    Ok(Parts {
        text: chosen.text,
        declared: reader.head.declared(),
        notices,
        map: Map::Pieces(chosen.pieces),
    })
}

/// An element that has begun.
#[derive(Debug, Clone, Copy)]
struct Open {
    element: Element,
    /// The region that ends with it.
    region: Option<usize>,
    /// It hides what is in it.
    drops: bool,
}

/// What the attributes of a tag say about its text.
#[derive(Debug, Clone, Copy, Default)]
struct Hints {
    hidden: bool,
    furniture: bool,
    main: bool,
    body: bool,
}

struct Reader<'s> {
    source: &'s str,
    tags: Tags<'s>,
    limits: &'s Limits,
    furniture: &'static Furniture,
    text: Text,
    head: Head,
    regions: Vec<Region>,
    stack: Vec<Open>,
    /// How many elements of each number are open.
    open: [u32; 256],
    /// How many open elements hide their content.
    drops: usize,
    /// How many elements are open beyond the limit of depth.
    beyond: usize,
    /// Where the text of a link began, and whether it names the author.
    link: Option<(usize, bool)>,
    too_deep: bool,
    cut: bool,
}

impl<'s> Reader<'s> {
    fn new(source: &'s str, limits: &'s Limits) -> Self {
        Self {
            source,
            tags: Tags::of(source),
            limits,
            furniture: Furniture::get(),
            text: Text::default(),
            head: Head::default(),
            regions: Vec::new(),
            stack: Vec::new(),
            open: [0; 256],
            drops: 0,
            beyond: 0,
            link: None,
            too_deep: false,
            cut: false,
        }
    }

    fn run(&mut self) {
        let bytes = self.source.as_bytes();
        let mut at = if self.source.starts_with('\u{FEFF}') {
            3
        } else {
            0
        };
        // Text up to here is written; a `<` that is no tag does not end a stretch of text.
        let mut written = at;
        while let Some(found) = memchr::memchr(b'<', &bytes[at..]) {
            let start = at + found;
            let Some((tag, end)) = self.tags.at(start) else {
                at = start + 1;
                continue;
            };
            self.text.add(self.source, written..start);
            if self.text.out.len() > self.limits.text {
                self.cut = true;
                written = bytes.len();
                break;
            }
            at = match tag {
                Tag::Open { name, attributes } => self.begin(name, attributes, end),
                Tag::Close { name } => {
                    self.end(name);
                    end
                }
                Tag::Other => end,
            };
            written = at;
        }
        self.text.add(self.source, written..bytes.len());
        while !self.stack.is_empty() {
            self.pop();
        }
    }

    /// An element begins; where reading goes on.
    fn begin(&mut self, name: &str, attributes: &str, end: usize) -> usize {
        let element = self.furniture.element(name);
        if element.raw || matches!(element.special, Special::Title | Special::Textarea) {
            return self.raw(element, name, attributes, end);
        }
        let hints = self.hints(attributes);
        self.close_implied(element);
        match element.special {
            Special::Break => self.text.line_break(),
            Special::Meta => self.head.meta(attributes),
            Special::Link => self.head.link(attributes),
            Special::Html => self.head.html(attributes),
            Special::Time => self.head.time(attributes),
            Special::A => {
                let author = attribute(attributes, "rel")
                    .is_some_and(|rel| rel.eq_ignore_ascii_case("author"));
                self.link = Some((self.text.out.len(), author));
            }
            _ => {}
        }
        if element.block && name.eq_ignore_ascii_case("table") {
            self.text.table();
        } else if matches!(element.special, Special::Item) {
            self.text.item(true);
        } else if element.block {
            self.text.gap(Gap::Paragraph);
        }
        match element.special {
            Special::Row => self.text.row(),
            Special::Cell => self.text.cell(),
            _ => {}
        }
        if !element.void {
            self.push(element, hints);
        }
        end
    }

    /// An element whose content is no markup: where reading goes on, behind its content.
    fn raw(&mut self, element: Element, name: &str, attributes: &str, end: usize) -> usize {
        let close = self.tags.raw_end(name, end);
        let content = &self.source[end..close];
        match element.special {
            Special::Title if self.drops == 0 && self.head.title.is_none() => {
                self.head.title = Some(entity::decoded(content));
            }
            Special::Script => self.head.script(attributes, content),
            _ => {}
        }
        match self.tags.at(close) {
            Some((_, behind)) => behind,
            None => self.source.len(),
        }
    }

    fn hints(&self, attributes: &str) -> Hints {
        let mut hints = Hints::default();
        for (name, value) in Attributes(attributes) {
            let is = |other: &str| name.eq_ignore_ascii_case(other);
            match name.len() {
                6 if is("hidden") => hints.hidden |= !value.eq_ignore_ascii_case("false"),
                5 if is("style") => hints.hidden |= hides(value),
                4 if is("role") => {
                    hints.furniture |= self.furniture.drops_role(value);
                    hints.main |= value.eq_ignore_ascii_case("main");
                }
                2 | 5 if is("id") || is("class") => {
                    hints.furniture |= self.furniture.drops_class(value);
                    hints.body |= self.furniture.is_body(value);
                }
                8 if is("itemprop") => hints.body |= self.furniture.is_body(value),
                _ => {}
            }
        }
        hints
    }

    /// Elements that end where others begin: paragraphs before blocks, items before items, cells and rows likewise.
    fn close_implied(&mut self, next: Element) {
        if !next.block && !matches!(next.special, Special::Item | Special::Row | Special::Cell) {
            return;
        }
        let paragraph = self.furniture.element("p").id;
        while let Some(last) = self.stack.last().map(|open| open.element) {
            let ends = last.id == paragraph
                || match next.special {
                    Special::Item => last.special == Special::Item,
                    Special::Cell => last.special == Special::Cell,
                    Special::Row => matches!(last.special, Special::Cell | Special::Row),
                    _ => false,
                };
            if !ends {
                return;
            }
            self.pop();
        }
    }

    fn push(&mut self, element: Element, hints: Hints) {
        let drop = element.drop || hints.hidden;
        let kind = match element.special {
            _ if drop => Some(Kind::Drop),
            _ if element.doubtful || hints.furniture => Some(Kind::Doubtful),
            Special::Article => Some(Kind::Article),
            Special::Main => Some(Kind::Main),
            _ if hints.main => Some(Kind::Main),
            _ if hints.body => Some(Kind::Body),
            Special::Heading => Some(Kind::Heading),
            _ => None,
        };
        // What is hidden already needs no more marks; other inline elements are not counted, as they are often not closed.
        let kind = kind.filter(|_| self.drops == 0);
        let counts = element.block
            || kind.is_some()
            || self.drops > 0
            || self.open[usize::from(element.id)] > 0
            || matches!(
                element.special,
                Special::Pre | Special::Cell | Special::Row | Special::Item
            );
        if !counts {
            return;
        }
        if self.stack.len() >= self.limits.depth {
            self.beyond += 1;
            self.too_deep = true;
            return;
        }
        let drops = kind == Some(Kind::Drop);
        if drops && !element.block {
            self.text.settle();
        }
        let region = kind.map(|kind| {
            let start = self.text.out.len();
            let text = start..start;
            self.regions.push(Region { kind, text });
            self.regions.len() - 1
        });
        self.drops += usize::from(drops);
        self.text.preformatted += usize::from(element.special == Special::Pre);
        self.open[usize::from(element.id)] += 1;
        self.stack.push(Open {
            element,
            region,
            drops,
        });
    }

    /// An element ends by name.
    fn end(&mut self, name: &str) {
        let element = self.furniture.element(name);
        match element.special {
            Special::Break => return self.text.line_break(),
            Special::A => self.end_link(),
            _ => {}
        }
        if self.open[usize::from(element.id)] == 0 {
            self.gap_around(element, name);
            return;
        }
        if self.beyond > 0 {
            self.beyond -= 1;
            self.gap_around(element, name);
            return;
        }
        while let Some(last) = self.stack.last() {
            let found = last.element.id == element.id;
            self.pop();
            if found {
                break;
            }
        }
        self.gap_around(element, name);
    }

    fn gap_around(&mut self, element: Element, name: &str) {
        if element.block && name.eq_ignore_ascii_case("table") {
            self.text.table();
        } else if element.special == Special::Item {
            self.text.item(false);
        } else if element.block {
            self.text.gap(Gap::Paragraph);
        }
    }

    fn end_link(&mut self) {
        let Some((start, author)) = self.link.take() else {
            return;
        };
        self.text.linked(start);
        if author && self.head.author.is_none() {
            self.head.author = self.text.out.get(start..).map(ToOwned::to_owned);
        }
    }

    /// The innermost element ends.
    fn pop(&mut self) {
        let Some(last) = self.stack.pop() else {
            return;
        };
        self.open[usize::from(last.element.id)] -= 1;
        self.drops -= usize::from(last.drops);
        self.text.preformatted -= usize::from(last.element.special == Special::Pre);
        if let Some(region) = last.region.and_then(|at| self.regions.get_mut(at)) {
            region.text.end = self.text.out.len();
        }
    }
}

/// Whether a style hides its element.
fn hides(style: &str) -> bool {
    let declares = |declaration: &str| {
        let Some((property, value)) = declaration.split_once(':') else {
            return false;
        };
        let value = value.trim();
        let starts = |word: &str| {
            value
                .get(..word.len())
                .is_some_and(|v| v.eq_ignore_ascii_case(word))
        };
        match property.trim() {
            p if p.eq_ignore_ascii_case("display") => starts("none"),
            p if p.eq_ignore_ascii_case("visibility") => starts("hidden"),
            _ => false,
        }
    };
    style.split(';').any(declares)
}

#[cfg(test)]
mod tests;
