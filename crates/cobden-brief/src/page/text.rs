//! A page for a terminal.

mod table;
mod wrap;

use unicode_width::UnicodeWidthStr;

use self::wrap::{Words, wrap};
use super::{Block, Chart, Line, Page, Table, shown};

/// How text is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextStyle {
    /// Columns of the terminal; below 40 counts as 40. Words longer than a line stand out of it, whole.
    pub width: usize,
    /// Whether the id of each figure follows it in brackets.
    pub ids: bool,
    /// Whether headings and what stands out are bold, by escape sequences.
    pub ansi: bool,
}

impl Default for TextStyle {
    fn default() -> Self {
        Self {
            width: 88,
            ids: false,
            ansi: false,
        }
    }
}

/// The page as text: headings underlined, paragraphs wrapped, numbers right.
///
/// Charts are their words, with a line of blocks for what changes over time; those whose numbers stand in a table beside
/// them are left out. Trails are not told, only where to ask for
/// them. No line ends in a space; the text ends in one line break.
pub fn text(page: &Page, style: &TextStyle) -> String {
    let mut writer = Writer {
        style: TextStyle {
            width: style.width.max(40),
            ..*style
        },
        out: String::new(),
    };
    writer.heading(&page.title, Some('='));
    if !page.subtitle.is_empty() {
        writer.words(&Words::plain(&page.subtitle), "", "");
    }
    for section in &page.sections {
        writer.gap();
        writer.heading(&section.title, Some('-'));
        for block in &section.blocks {
            writer.gap();
            writer.block(block);
        }
    }
    if !page.provenance.is_empty() {
        writer.gap();
        writer.heading("What this rests on", Some('-'));
        writer.gap();
        for (name, value) in &page.provenance {
            writer.words(&Words::plain(&format!("{name}: {value}")), "", "  ");
        }
    }
    if !page.trails.is_empty() {
        writer.gap();
        let how = "Every figure has a trail: `cobden why DIR FIGURE` says how it came about.";
        writer.words(&Words::plain(how), "", "");
    }
    writer.out
}

struct Writer {
    style: TextStyle,
    out: String,
}

impl Writer {
    /// An empty line, never two.
    fn gap(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    fn heading(&mut self, words: &str, underline: Option<char>) {
        let lines = wrap(&Words::strong(words), self.style.width, self.style.width);
        let widest = lines.iter().map(wrap::Row::width).max().unwrap_or(0);
        for line in lines {
            self.out += &line.rendered(self.style.ansi);
            self.out.push('\n');
        }
        if let Some(mark) = underline {
            self.out.extend(std::iter::repeat_n(mark, widest));
            self.out.push('\n');
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(words) => self.heading(words, None),
            Block::Paragraph(line) => self.line(line, "", ""),
            Block::Note(line) => self.line(line, "  ", "  "),
            Block::List(items) => {
                for item in items {
                    self.line(item, "- ", "  ");
                }
            }
            Block::Table(table) => self.table(table),
            Block::Chart(chart) => self.chart(chart),
        }
    }

    fn line(&mut self, line: &Line, first: &str, later: &str) {
        self.words(&Words::of(line, self.style.ids), first, later);
    }

    /// Words on lines, the first after `first`, the others after `later`.
    fn words(&mut self, words: &Words, first: &str, later: &str) {
        let width = self.style.width;
        let rows = wrap(words, width - first.width(), width - later.width());
        for (k, row) in rows.iter().enumerate() {
            self.out += if k == 0 { first } else { later };
            self.out += &row.rendered(self.style.ansi);
            self.out.push('\n');
        }
    }

    fn table(&mut self, table: &Table) {
        if !table.caption.is_empty() {
            self.words(&Words::plain(&table.caption), "", "");
        }
        for line in table::lines(table, &self.style) {
            self.out += line.trim_end();
            self.out.push('\n');
        }
    }

    fn chart(&mut self, chart: &Chart) {
        if chart.beside_table {
            return;
        }
        self.words(&Words::strong(&chart.title), "", "");
        self.words(&Words::plain(&chart.alternative), "  ", "  ");
        for sketch in &chart.sketch {
            let name = format!("{}, {}", shown(&sketch.name), shown(&sketch.ends));
            self.words(&Words::plain(&name), "  ", "  ");
            self.out += &format!("  {}", shown(&sketch.blocks));
            self.out.truncate(self.out.trim_end().len());
            self.out.push('\n');
        }
    }
}
