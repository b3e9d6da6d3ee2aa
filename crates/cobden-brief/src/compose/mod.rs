//! A report in words, tables and charts.

mod changes;
mod costs;
mod forecasts;
mod in_force;
mod pending;
mod sources;
mod talks;
mod way_out;

use crate::brief::Brief;
use crate::figure::{Figure, Unit};
use crate::page::{Block, Chart, Column, Line, Page, Section, Table};
use crate::words::{self, dated};

impl Brief {
    /// The report in words, tables and charts.
    pub fn page(&self) -> Page {
        let mut sections = vec![
            self.main_points(),
            in_force::section(self),
            changes::section(self),
        ];
        sections.extend(pending::section(self));
        sections.extend([
            talks::positions(self),
            talks::events(self),
            costs::costs(self),
            costs::scenarios(self),
            way_out::section(self),
            forecasts::section(self),
            forecasts::watch(self),
        ]);
        sections.extend(talks::after(self));
        sections.push(sources::section(self));
        let teller = self.teller();
        let known = if self.known == self.on {
            "as known on that day".to_owned()
        } else {
            format!("as known on {}", dated(&self.known))
        };
        let mut page = Page {
            title: self.title.clone(),
            subtitle: format!("Brief of {}, {known}", dated(&self.on)),
            sections,
            trails: Vec::new(),
            provenance: vec![
                ("Cobden".to_owned(), self.provenance.cobden.clone()),
                (
                    "Record".to_owned(),
                    format!(
                        "{}, {}",
                        self.provenance.record, self.provenance.record_hash
                    ),
                ),
                (
                    "World".to_owned(),
                    format!("{}, {}", self.costs.world, self.costs.world_hash),
                ),
            ],
        };
        // What the page does not show needs no trail on it; all trails are in the JSON.
        let shown = page.figures();
        let trails = self
            .trails
            .iter()
            .filter(|(id, _)| shown.contains(id.as_str()));
        page.trails = trails.map(|(id, trail)| teller.shown(id, trail)).collect();
        page
    }

    fn main_points(&self) -> Section {
        Section {
            id: "main-points".to_owned(),
            title: "Main points".to_owned(),
            blocks: self
                .headline
                .iter()
                .map(|sentence| Block::Paragraph(sentence.line.clone()))
                .collect(),
        }
    }

    /// The name of a side by code.
    fn name(&self, code: &str) -> String {
        let party = self.parties.iter().find(|party| party.code == code);
        party.map_or_else(|| words::name(code), |party| party.name.clone())
    }
}

/// A figure as a line of its own.
fn cell(figure: &Figure, text: String) -> Line {
    Line::default().figure(&figure.id, text)
}

/// A level: duties and shares.
fn level(figure: &Figure) -> Line {
    cell(figure, format!("{:.1}", figure.value))
}

/// A change with its sign.
fn change(figure: &Figure, places: usize) -> Line {
    cell(figure, words::change(figure.value, places))
}

/// A value in billions.
fn billions(figure: &Figure) -> Line {
    let text = match figure.unit {
        Unit::Billion => words::billions(figure.value),
        _ => format!("{:.1}", figure.value),
    };
    cell(figure, text)
}

fn column(title: impl Into<String>, unit: Option<&str>, numeric: bool) -> Column {
    Column {
        title: title.into(),
        unit: unit.map(str::to_owned),
        numeric,
    }
}

fn table(caption: impl Into<String>, columns: Vec<Column>, rows: Vec<Vec<Line>>) -> Block {
    Block::Table(Table {
        caption: caption.into(),
        columns,
        rows,
    })
}

/// What stands where there is nothing to tell.
fn nothing(text: &str) -> Block {
    Block::Note(Line::of(text))
}

/// A chart whose numbers stand in a table beside it.
fn beside_table(chart: Chart) -> Block {
    Block::Chart(Chart {
        beside_table: true,
        ..chart
    })
}
