//! What is threatened, announced or reported.

use super::{column, table};
use crate::brief::Brief;
use crate::page::{Line, Section};
use crate::words;

/// A table; nothing where none of the kind is on file.
pub(super) fn section(brief: &Brief) -> Option<Section> {
    let rows = brief.pending.iter().map(|one| {
        let status = match one.status.as_str() {
            "enacted" => "law, not yet in force".to_owned(),
            status => status.to_owned(),
        };
        let day = match &one.from {
            Some(day) if *day < brief.on && one.status != "reported" => format!("{day} (past)"),
            Some(day) => day.clone(),
            None => "–".to_owned(),
        };
        let sources = words::sourced(one.independent_sources, &one.sources);
        vec![
            Line::of(day),
            Line::of(&one.actor),
            Line::default()
                .figure(&one.id, one.title.clone())
                .and(format!(
                    " ({}; {}, {sources})",
                    one.instrument, one.confidence
                )),
            Line::of(status),
            Line::of(one.rate.as_deref().unwrap_or("–")),
        ]
    });
    let rows: Vec<Vec<Line>> = rows.collect();
    let columns = ["First day", "By", "Measure", "Status", "Rate"];
    let columns = columns.map(|title| column(title, None, false)).to_vec();
    (!rows.is_empty()).then(|| Section {
        id: "pending".to_owned(),
        title: "Threatened, announced, reported".to_owned(),
        blocks: vec![table(
            "Measures of the two against each other that are not in force",
            columns,
            rows,
        )],
    })
}
