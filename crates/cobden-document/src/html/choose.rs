//! Which parts of a page are its text.

use std::ops::Range;

use crate::map::Pieces;

use super::text::{Block, Text};

/// Why a part of the text was marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// It is hidden or furniture.
    Drop,
    /// It is furniture, unless most of the page stands in it.
    Doubtful,
    /// An `article`.
    Article,
    /// The `main` part.
    Main,
    /// An element with a class of article texts.
    Body,
    /// The first heading.
    Heading,
}

/// A marked part of the text.
#[derive(Debug, Clone)]
pub(crate) struct Region {
    pub(crate) kind: Kind,
    pub(crate) text: Range<usize>,
}

/// A line this long, most of it no link, is running text.
const RUNNING: usize = 80;

/// Of the running text, the share in percent that an article holds to stand for the page.
const ARTICLE: usize = 60;

/// The text that is kept.
pub(crate) struct Chosen {
    pub(crate) text: String,
    pub(crate) pieces: Pieces,
    /// Bytes of furniture and hidden parts.
    pub(crate) dropped: usize,
    /// Bytes outside the article, if one was chosen.
    pub(crate) outside: usize,
}

/// Leaves furniture out, and what is outside of the article if there is one.
pub(crate) fn choose(page: &Text, regions: &[Region]) -> Chosen {
    let of = |kind: Kind| {
        regions
            .iter()
            .filter(move |r| r.kind == kind && !r.text.is_empty())
    };
    let all = Weights::of(page, &[]);
    let heavy = |region: &&Region| all.within(&region.text) * 2 > all.total();
    let doubtful = of(Kind::Doubtful).filter(|region| !heavy(region));
    let mut dropped: Vec<Range<usize>> = of(Kind::Drop)
        .chain(doubtful)
        .map(|r| r.text.clone())
        .collect();
    merge(&mut dropped);

    let weights = Weights::of(page, &dropped);
    let enough = |region: &&Region| weights.within(&region.text) * 100 >= weights.total() * ARTICLE;
    let best = |kind| {
        of(kind)
            .filter(enough)
            .min_by_key(|r| (r.text.start, usize::MAX - r.text.end))
    };
    let whole = 0..page.out.len();
    let article = match weights.total() {
        0 => None,
        _ => best(Kind::Article)
            .or_else(|| best(Kind::Main))
            .or_else(|| best(Kind::Body)),
    };
    let chosen = article.map_or(whole, |region| region.text.clone());

    let inside =
        |region: &&Region| chosen.start <= region.text.start && region.text.end <= chosen.end;
    let headline = if of(Kind::Heading).any(|region| inside(&region)) {
        None
    } else {
        of(Kind::Heading).rfind(|region| region.text.end <= chosen.start)
    };
    let mut kept = Kept::default();
    for wanted in headline
        .map(|region| region.text.clone())
        .into_iter()
        .chain([chosen.clone()])
    {
        let mut at = wanted.start;
        let first = dropped.partition_point(|gap| gap.end <= wanted.start);
        for gap in dropped
            .iter()
            .skip(first)
            .take_while(|gap| gap.start < wanted.end)
        {
            kept.add(page, at..gap.start.max(at));
            at = at.max(gap.end);
        }
        kept.add(page, at..wanted.end.max(at));
        kept.apart = true;
    }
    kept.text.truncate(kept.text.trim_end_matches(BREAKS).len());
    let outside = page.out.len()
        - chosen.len()
        - left_out(&dropped, &(0..chosen.start))
        - left_out(&dropped, &(chosen.end..page.out.len()));
    Chosen {
        text: kept.text,
        pieces: kept.pieces,
        dropped: left_out(&dropped, &(0..page.out.len())),
        outside,
    }
}

/// How many bytes of a range are furniture.
fn left_out(dropped: &[Range<usize>], range: &Range<usize>) -> usize {
    let within = |gap: &Range<usize>| {
        gap.end
            .min(range.end)
            .saturating_sub(gap.start.max(range.start))
    };
    dropped.iter().map(within).sum()
}

/// Sorts ranges and joins those that touch.
fn merge(ranges: &mut Vec<Range<usize>>) {
    ranges.sort_by_key(|range| (range.start, range.end));
    ranges.dedup_by(|next, last| {
        let touches = next.start <= last.end;
        if touches {
            last.end = last.end.max(next.end);
        }
        touches
    });
}

/// How much running text stands before each block; on pages without any, how much text.
struct Weights {
    /// First byte of a block, and the weight of all blocks before it.
    before: Vec<(usize, usize)>,
}

impl Weights {
    fn of(page: &Text, dropped: &[Range<usize>]) -> Self {
        let running = Self::sum(page, dropped, true);
        if running.total() > 0 {
            running
        } else {
            Self::sum(page, dropped, false)
        }
    }

    fn sum(page: &Text, dropped: &[Range<usize>], running: bool) -> Self {
        let mut before = Vec::with_capacity(page.blocks.len() + 1);
        let (mut total, mut gaps) = (0, dropped.iter().peekable());
        let ends = page.blocks.iter().skip(1).map(|block| block.start);
        let ends = ends.chain([page.out.len()]);
        for (Block { start, linked }, end) in page.blocks.iter().copied().zip(ends) {
            before.push((start, total));
            while gaps.next_if(|gap| gap.end <= start).is_some() {}
            let is_dropped = gaps.peek().is_some_and(|gap| gap.start <= start);
            let length = end - start;
            if !is_dropped && (!running || (length >= RUNNING && linked * 2 < length)) {
                total += length;
            }
        }
        before.push((page.out.len(), total));
        Self { before }
    }

    fn total(&self) -> usize {
        self.before.last().map_or(0, |(_, total)| *total)
    }

    fn within(&self, range: &Range<usize>) -> usize {
        let at = |byte: usize| {
            let index = self.before.partition_point(|(start, _)| *start < byte);
            self.before
                .get(index)
                .map_or(self.total(), |(_, total)| *total)
        };
        at(range.end).saturating_sub(at(range.start))
    }
}

/// Kept parts put together.
#[derive(Default)]
struct Kept {
    text: String,
    pieces: Pieces,
    /// The next part is a paragraph of its own.
    apart: bool,
}

impl Kept {
    fn add(&mut self, page: &Text, range: Range<usize>) {
        let part = &page.out[range.clone()];
        let words = part.trim_start_matches(BREAKS);
        let lead = part.len() - words.len();
        if words.is_empty() {
            // Nothing but a gap: it still parts the words around it.
            if !self.text.is_empty() {
                self.text.push_str(part);
            }
            return;
        }
        let end = self.text.trim_end_matches(BREAKS).len();
        let gap = [&self.text[end..], &part[..lead]];
        let gap = if std::mem::take(&mut self.apart) {
            "\n\n"
        } else {
            strongest(gap)
        };
        let is_first = end == 0;
        // A gap that this part brings along, alone, keeps its way back.
        if !is_first && gap.len() == lead && end == self.text.len() {
            self.pieces.extend(&page.pieces, range.clone(), end);
            self.text.push_str(part);
            return;
        }
        self.text.truncate(end);
        if !is_first {
            self.text.push_str(gap);
        }
        let start = range.start + lead;
        self.pieces
            .extend(&page.pieces, start..range.end, self.text.len());
        self.text.push_str(words);
    }
}

/// What separates words and was put in.
const BREAKS: [char; 3] = ['\n', ' ', '\t'];

/// The stronger of two gaps.
fn strongest(gaps: [&str; 2]) -> &'static str {
    let has = |mark: &str| gaps.iter().any(|gap| gap.contains(mark));
    match () {
        () if has("\n\n") => "\n\n",
        () if has("\n") => "\n",
        () if has("\t") => "\t",
        () if has(" ") => " ",
        () => "",
    }
}
