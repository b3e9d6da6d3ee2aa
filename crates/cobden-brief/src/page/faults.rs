//! What is wrong with a page.

use std::collections::{BTreeMap, BTreeSet};

use super::{Block, Chart, Line, Page, Table};

/// A fault of a page as it was put together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum PageFault {
    /// A figure is shown and nothing says why.
    #[error("figure `{figure}` in section `{section}` has no trail")]
    NoTrail {
        /// The figure.
        figure: String,
        /// The section that shows it.
        section: String,
    },
    /// A trail explains what no section shows.
    #[error("the trail of `{figure}` explains a figure that is not shown")]
    NotShown {
        /// The figure.
        figure: String,
    },
    /// Two trails explain the same figure.
    #[error("figure `{figure}` has {count} trails")]
    Trails {
        /// The figure.
        figure: String,
        /// How many.
        count: usize,
    },
    /// Two parts have the same anchor, or one has an anchor the page needs itself.
    #[error("the anchor `{anchor}` is used {count} times")]
    Anchor {
        /// The anchor.
        anchor: String,
        /// How often, the page's own use included.
        count: usize,
    },
    /// An anchor with other characters than letters, digits and dashes.
    #[error("the anchor `{anchor}` has characters other than letters, digits and dashes")]
    AnchorText {
        /// The anchor.
        anchor: String,
    },
    /// A row with more or fewer cells than columns.
    #[error("row {row} of the table `{table}` has {found} cells, not {expected}")]
    Cells {
        /// The caption.
        table: String,
        /// The row, from one.
        row: usize,
        /// Columns.
        expected: usize,
        /// Cells.
        found: usize,
    },
    /// A chart that says nothing in words.
    #[error("the chart `{chart}` has no alternative in words")]
    NoAlternative {
        /// Its anchor.
        chart: String,
    },
}

/// Anchors that every page has of its own.
pub(super) const OWN_ANCHORS: [&str; 4] = ["contents", "main", "provenance", "why"];

impl Page {
    /// Everything that is wrong with the page, in order; nothing, if it can be shown as it is.
    ///
    /// A faulty page is shown all the same: a figure without a trail is then shown without a link.
    pub fn faults(&self) -> Vec<PageFault> {
        let mut found = BTreeSet::new();
        let mut trails: BTreeMap<&str, usize> = BTreeMap::new();
        for trail in &self.trails {
            *trails.entry(&trail.figure).or_default() += 1;
        }
        let mut shown = BTreeSet::new();
        for (section, line) in self.lines() {
            for figure in line.0.iter().filter_map(|span| span.figure.as_deref()) {
                shown.insert(figure);
                if !trails.contains_key(figure) {
                    found.insert(PageFault::NoTrail {
                        figure: figure.to_owned(),
                        section: section.to_owned(),
                    });
                }
            }
        }
        for (figure, count) in trails {
            let figure = figure.to_owned();
            if count > 1 {
                let figure = figure.clone();
                found.insert(PageFault::Trails { figure, count });
            }
            if !shown.contains(figure.as_str()) {
                found.insert(PageFault::NotShown { figure });
            }
        }
        self.check_anchors(&mut found);
        for table in self.tables() {
            let expected = table.columns.len();
            for (row, cells) in table.rows.iter().enumerate() {
                if cells.len() != expected {
                    found.insert(PageFault::Cells {
                        table: table.caption.clone(),
                        row: row + 1,
                        expected,
                        found: cells.len(),
                    });
                }
            }
        }
        for chart in self.charts() {
            if chart.alternative.trim().is_empty() {
                let chart = chart.id.clone();
                found.insert(PageFault::NoAlternative { chart });
            }
        }
        found.into_iter().collect()
    }

    fn check_anchors(&self, found: &mut BTreeSet<PageFault>) {
        let mut anchors: BTreeMap<&str, usize> = OWN_ANCHORS.iter().map(|a| (*a, 1)).collect();
        let sections = self.sections.iter().map(|section| section.id.as_str());
        for anchor in sections.chain(self.charts().map(|chart| chart.id.as_str())) {
            *anchors.entry(anchor).or_default() += 1;
            let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
            if anchor.is_empty() || !anchor.bytes().all(plain) {
                let anchor = anchor.to_owned();
                found.insert(PageFault::AnchorText { anchor });
            }
        }
        for (anchor, count) in anchors.into_iter().filter(|(_, count)| *count > 1) {
            let anchor = anchor.to_owned();
            found.insert(PageFault::Anchor { anchor, count });
        }
    }

    /// Every chart, in order.
    pub fn charts(&self) -> impl Iterator<Item = &Chart> {
        self.blocks().filter_map(|(_, block)| match block {
            Block::Chart(chart) => Some(chart),
            _ => None,
        })
    }

    /// Every table, those of charts among them, in order.
    fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks().filter_map(|(_, block)| match block {
            Block::Table(table) => Some(table),
            Block::Chart(chart) => Some(&chart.table),
            _ => None,
        })
    }

    /// The figures that its sections show.
    pub(crate) fn figures(&self) -> BTreeSet<String> {
        let spans = self.lines().flat_map(|(_, line)| &line.0);
        spans.filter_map(|span| span.figure.clone()).collect()
    }

    /// Every line with the section it stands in, in order of reading.
    pub(super) fn lines(&self) -> impl Iterator<Item = (&str, &Line)> {
        self.blocks().flat_map(|(section, block)| {
            let lines: Vec<&Line> = match block {
                Block::Heading(_) => Vec::new(),
                Block::Paragraph(line) | Block::Note(line) => vec![line],
                Block::List(items) => items.iter().collect(),
                Block::Table(table) => table.rows.iter().flatten().collect(),
                Block::Chart(chart) => chart.table.rows.iter().flatten().collect(),
            };
            lines.into_iter().map(move |line| (section, line))
        })
    }

    fn blocks(&self) -> impl Iterator<Item = (&str, &Block)> {
        self.sections.iter().flat_map(|section| {
            section
                .blocks
                .iter()
                .map(|block| (section.id.as_str(), block))
        })
    }
}
