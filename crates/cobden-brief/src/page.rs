//! A page: what a report says, in parts that any output can show.
//!
//! A page knows nothing of trade. Text and HTML are made from the same page, so that they cannot differ in what they say.

mod faults;
mod html;
mod shown;
mod text;

pub use faults::PageFault;
pub use html::html;
pub use shown::shown;
pub use text::{TextStyle, text};

/// A report, ready to be shown.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// What it is about.
    pub title: String,
    /// The days it speaks of.
    pub subtitle: String,
    /// Its parts, in order.
    pub sections: Vec<Section>,
    /// For every figure that is shown, why it is said; sorted by figure.
    pub trails: Vec<Trail>,
    /// What the whole rests on, as name and value.
    pub provenance: Vec<(String, String)>,
}

/// A part of a page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Section {
    /// Its anchor: letters, digits and dashes.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A piece of a section.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading below the section's.
    Heading(String),
    /// A paragraph.
    Paragraph(Line),
    /// Items.
    List(Vec<Line>),
    /// Rows and columns.
    Table(Table),
    /// A chart; text shows its alternative, pages draw it.
    Chart(Chart),
    /// A remark in small print.
    Note(Line),
}

/// Words in a row, some of which are figures.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line(pub Vec<Span>);

/// A stretch of a line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Span {
    /// The words.
    pub text: String,
    /// The id of the figure they show.
    pub figure: Option<String>,
    /// Whether they stand out.
    pub strong: bool,
}

/// Rows and columns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// Columns; the first holds what the rows are about.
    pub columns: Vec<Column>,
    /// Cells, as many a row as there are columns.
    pub rows: Vec<Vec<Line>>,
}

/// A column of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub title: String,
    /// Its unit, if it has one.
    pub unit: Option<String>,
    /// Whether it holds numbers, which stand right.
    pub numeric: bool,
}

/// A chart with what it says in words and in numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// Its anchor.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// Vega-Lite, with its data inside.
    pub spec: serde_json::Value,
    /// What one sees, in words.
    pub alternative: String,
    /// Its data.
    pub table: Table,
    /// What text shows beside the alternative: a small line of blocks for every series over time.
    pub sketch: Vec<Sketch>,
    /// Whether its numbers stand in a table of the page as well, so that text leaves the chart out.
    pub beside_table: bool,
}

/// A series drawn in one line of text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sketch {
    /// The series.
    pub name: String,
    /// Eighth blocks, low to high.
    pub blocks: String,
    /// From when to when, or whatever else its ends are.
    pub ends: String,
}

/// Why a figure is said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trail {
    /// The figure.
    pub figure: String,
    /// What it is.
    pub title: String,
    /// How it came about, step by step.
    pub steps: Vec<String>,
}

impl Line {
    /// Words alone.
    pub fn of(text: impl Into<String>) -> Self {
        Self::default().and(text)
    }

    /// Adds words.
    #[must_use]
    pub fn and(mut self, text: impl Into<String>) -> Self {
        self.0.push(Span {
            text: text.into(),
            ..Span::default()
        });
        self
    }

    /// Adds words that stand out.
    #[must_use]
    pub fn strong(mut self, text: impl Into<String>) -> Self {
        self.0.push(Span {
            text: text.into(),
            strong: true,
            ..Span::default()
        });
        self
    }

    /// Adds a figure.
    #[must_use]
    pub fn figure(mut self, id: impl Into<String>, text: impl Into<String>) -> Self {
        self.0.push(Span {
            text: text.into(),
            figure: Some(id.into()),
            strong: false,
        });
        self
    }

    /// The words without what they stand for.
    pub fn plain(&self) -> String {
        self.0.iter().map(|span| span.text.as_str()).collect()
    }
}
