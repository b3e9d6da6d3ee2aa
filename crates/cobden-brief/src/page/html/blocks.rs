//! Lines, tables and charts as HTML.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::escape::{anchor, escaped, json, prose, said};
use crate::chart::theme;
use crate::page::{Block, Chart, Line, Page, Table};

/// Writes blocks and knows which figures have been shown, so that an anchor is given once.
pub(super) struct Writer<'a> {
    /// Figures and the numbers of their trails, from one.
    notes: BTreeMap<&'a str, usize>,
    shown: BTreeSet<String>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(page: &'a Page) -> Self {
        Self {
            notes: (1..)
                .zip(&page.trails)
                .map(|(note, trail)| (trail.figure.as_str(), note))
                .collect(),
            shown: BTreeSet::new(),
        }
    }

    /// Whether a figure has been shown, so that its trail can lead back to it.
    pub(super) fn has_shown(&self, figure: &str) -> bool {
        self.shown.contains(figure)
    }

    pub(super) fn block(&mut self, block: &Block) -> String {
        match block {
            Block::Heading(words) => format!("<h3>{}</h3>\n", prose(words)),
            Block::Paragraph(line) => format!("<p>{}</p>\n", self.line(line)),
            Block::Note(line) => format!("<p class=\"note\">{}</p>\n", self.line(line)),
            Block::List(items) => {
                let mut out = "<ul>\n".to_owned();
                for item in items {
                    let _ = writeln!(out, "<li>{}</li>", self.line(item));
                }
                out + "</ul>\n"
            }
            Block::Table(table) => self.table_figure(table),
            Block::Chart(chart) => self.chart(chart),
        }
    }

    fn line(&mut self, line: &Line) -> String {
        let mut out = String::new();
        for span in &line.0 {
            let words = prose(&span.text);
            let words = match &span.figure {
                Some(figure) => self.figure(figure, &words),
                None => words,
            };
            if span.strong {
                let _ = write!(out, "<strong>{words}</strong>");
            } else {
                out.push_str(&words);
            }
        }
        out
    }

    /// A figure as a link to its trail; only its first showing has the anchor.
    fn figure(&mut self, figure: &str, words: &str) -> String {
        let Some(note) = self.notes.get(figure).copied() else {
            return words.to_owned();
        };
        let name = anchor(figure);
        let id = if self.shown.insert(figure.to_owned()) {
            format!(" id=\"figure-{name}\"")
        } else {
            String::new()
        };
        format!("<a class=\"figure\"{id} href=\"#why-{name}\" data-note=\"{note}\">{words}</a>")
    }

    fn table_figure(&mut self, table: &Table) -> String {
        let mut out = "<figure class=\"table\">\n".to_owned();
        if !table.caption.is_empty() {
            let _ = writeln!(out, "<figcaption>{}</figcaption>", prose(&table.caption));
        }
        out + &self.table(table) + "</figure>\n"
    }

    /// A table in a box of its own, in which it scrolls where the window is narrow.
    fn table(&mut self, table: &Table) -> String {
        let class = |k: usize| match table.columns.get(k) {
            Some(column) if column.numeric => " class=\"n\"",
            _ => "",
        };
        let name = escaped(&table.caption);
        let words = table.columns.iter().all(|column| !column.numeric);
        let kind = if words { "scroll words" } else { "scroll" };
        let mut out = format!(
            "<div class=\"{kind}\" role=\"region\" tabindex=\"0\" aria-label=\"{name}\">\n<table>\n<thead><tr>"
        );
        for (k, column) in table.columns.iter().enumerate() {
            let unit = match &column.unit {
                Some(unit) => format!(" <span class=\"unit\">{}</span>", prose(unit)),
                None => String::new(),
            };
            let title = prose(&column.title);
            let _ = write!(out, "<th scope=\"col\"{}>{title}{unit}</th>", class(k));
        }
        out += "</tr></thead>\n<tbody>\n";
        for row in &table.rows {
            out += "<tr>";
            for (k, cell) in row.iter().enumerate() {
                let content = self.line(cell);
                let title = table
                    .columns
                    .get(k)
                    .map_or_else(String::new, |column| escaped(&column.title));
                let _ = if k == 0 {
                    write!(out, "<th scope=\"row\"{}>{content}</th>", class(k))
                } else if words {
                    write!(out, "<td data-title=\"{title}\">{content}</td>")
                } else {
                    write!(out, "<td{}>{content}</td>", class(k))
                };
            }
            out += "</tr>\n";
        }
        out + "</tbody>\n</table>\n</div>\n"
    }

    /// A chart. The words and the data are there and open; the script that draws the chart closes them.
    fn chart(&mut self, chart: &Chart) -> String {
        let id = anchor(&chart.id);
        let title = prose(&chart.title);
        let words = prose(&chart.alternative);
        let label = said(&chart.alternative);
        let spec = json(&theme::themed(&chart.spec));
        let table = self.table(&chart.table);
        format!(
            "<figure class=\"chart\" id=\"{id}\">\n<figcaption>{title}</figcaption>\n\
             <div class=\"plot\" role=\"img\" aria-label=\"{label}\"></div>\n\
             <details open>\n<summary>In words and numbers</summary>\n<p>{words}</p>\n{table}</details>\n\
             <script type=\"application/json\">{spec}</script>\n</figure>\n"
        )
    }
}
