//! The parts of a page: headline, byline, date, text, summary, and what only stands beside them.
//!
//! Reading starts here. Everything later asks a [`Block`] what it is, and takes nothing from the stretches in
//! [`Layout::noise`]. The words that decide are data (`lexicon/furniture.toml`, `lexicon/outlets.toml`); where words do not
//! decide, the shape of lines does: headlines have no full stop, teasers break off, running text is long.
//!
//! One pass over the lines and a few over their list: time and memory grow with the text alone, and no line is too long.
//! A page whose text stands in no lines at all, or whose teasers are whole paragraphs, is beyond it.

mod classify;
mod dateline;
mod dates;
mod emit;
mod furniture;
mod head;
mod lines;
mod local;
mod meta;
mod outlets;
mod paragraph;
mod phrase;
mod settle;
mod shape;
mod trailing;

use serde::{Deserialize, Serialize};

use crate::fact::Layer;
use crate::period::Period;
use crate::span::Span;

pub use meta::{Basis, Meta, Stated, Words};
pub use outlets::{Outlet, OutletKind, Outlets};

/// What the page's own data (HTML head, PDF properties) says of it, before its text is read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Declared {
    /// Headline.
    pub title: Option<String>,
    /// Publisher or name of the site.
    pub publisher: Option<String>,
    /// Author.
    pub byline: Option<String>,
    /// Day of publication.
    pub date: Option<Period>,
}

/// A document's blocks and what they say of it as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layout {
    /// In the order of the text, apart from each other, together holding all that is not white space.
    pub blocks: Vec<Block>,
    /// Title, publisher, date and the like.
    pub note: Meta,
    /// Stretches from which nothing may be read, in order: whole blocks, and furniture inside blocks.
    pub noise: Vec<Span>,
}

/// A part of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// All of it.
    pub span: Span,
    /// Without bullet, number or mark of a heading.
    pub words: Span,
    /// What it is.
    pub kind: BlockKind,
    /// Whether it stands in a part that gives the outlet's or the author's own view.
    pub opinion: bool,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// The headline, and a second one under it.
    Title,
    /// The headline once more.
    RepeatedTitle,
    /// Who wrote it.
    Byline,
    /// Town, date and agency before the first words.
    Dateline,
    /// The day of publication.
    Date,
    /// The outlet or agency.
    Credit,
    /// The section or genre of the page.
    Section,
    /// A main point of a list of such.
    Highlights,
    /// A summary.
    Summary,
    /// A summary by a machine.
    AiSummary,
    /// A heading within the text.
    Subhead,
    /// A paragraph of the text.
    Body,
    /// An item of a list in the text.
    ListItem,
    /// Words under a picture, or its credit.
    Caption,
    /// Words of the text set out again.
    PullQuote,
    /// None of the document's words.
    Noise(NoiseKind),
}

impl BlockKind {
    /// Whether facts may be read from it at all.
    pub fn speaks(self) -> bool {
        !matches!(
            self,
            BlockKind::RepeatedTitle
                | BlockKind::Caption
                | BlockKind::Noise(_)
                | BlockKind::Byline
                | BlockKind::Date
                | BlockKind::Credit
                | BlockKind::Dateline
                | BlockKind::Section
        )
    }

    /// The layer that facts read from it belong to, if that is not the text itself.
    pub fn layer(self) -> Option<Layer> {
        match self {
            BlockKind::Title => Some(Layer::Title),
            BlockKind::Highlights => Some(Layer::Highlights),
            BlockKind::Summary => Some(Layer::Summary),
            BlockKind::AiSummary => Some(Layer::AiSummary),
            _ => None,
        }
    }
}

/// What sort of furniture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoiseKind {
    /// Buttons that pass the page on.
    Share,
    /// Asks the reader to follow.
    Follow,
    /// Asks for an address.
    Newsletter,
    /// Asks for money or a password.
    Subscription,
    /// An advertisement, or the mark of one.
    Advertisement,
    /// Readers' comments and their form.
    Comments,
    /// Cookies, scripts and terms.
    Cookies,
    /// Rights, and where it first appeared.
    Copyright,
    /// Who is not liable.
    Disclaimer,
    /// Whom to write to.
    Contact,
    /// Who the author is.
    Biography,
    /// Tags, categories, topics.
    Tags,
    /// Menus and paths.
    #[default]
    Navigation,
    /// Times of the page rather than of the text.
    Stamp,
    /// Addresses and pictures.
    Link,
    /// Other stories' headlines and teasers.
    Related,
    /// The heading of a summary by a machine.
    Heading,
    /// Prices on a line.
    Ticker,
    /// Signs without a letter.
    Rule,
}

impl Layout {
    /// Finds the parts of a page.
    pub fn of(text: &str, declared: &Declared) -> Self {
        let page = classify::Page::of(text, declared);
        emit::emit(text, declared, page)
    }

    /// Whether a byte of the stretch is noise.
    pub fn is_noise(&self, span: Span) -> bool {
        let at = self.noise.partition_point(|noise| noise.end <= span.start);
        self.noise.get(at).is_some_and(|noise| noise.overlaps(span))
    }

    /// The block that holds a byte.
    pub fn block_at(&self, byte: usize) -> Option<&Block> {
        let at = self.blocks.partition_point(|block| block.span.end <= byte);
        self.blocks.get(at).filter(|block| block.span.start <= byte)
    }
}

#[cfg(test)]
mod tests;
