//! What the report rests on.

use std::collections::BTreeMap;

use super::{column, nothing, table};
use crate::brief::Brief;
use crate::page::{Block, Line, Section};
use crate::words;

/// Sources listed one by one.
const LISTED: usize = 12;

pub(super) fn section(brief: &Brief) -> Section {
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for source in &brief.sources {
        *kinds.entry(&source.kind).or_default() += 1;
    }
    let kinds: Vec<String> = kinds
        .iter()
        .map(|(kind, count)| format!("{count} {kind}"))
        .collect();
    if kinds.is_empty() {
        return Section {
            id: "sources".to_owned(),
            title: "Sources".to_owned(),
            blocks: vec![nothing("The report cites no sources.")],
        };
    }
    let lead = format!(
        "{}: {}.",
        words::counted(brief.sources.len(), "source"),
        words::listed(&kinds)
    );
    let rows = brief.sources.iter().take(LISTED).map(|source| {
        let repeats = if source.repeats.is_empty() {
            String::new()
        } else {
            format!(" (repeats {})", source.repeats.join(", "))
        };
        let title = match &source.title {
            _ if source.later => "a source published later".to_owned(),
            Some(title) => title.clone(),
            None => source.id.clone(),
        };
        vec![
            Line::of(format!("{}: {title}{repeats}", source.publisher)),
            Line::of(&source.kind),
            Line::of(if source.later {
                format!("{} (later)", source.date)
            } else {
                source.date.clone()
            }),
            Line::of(source.cited_by.len().to_string()),
        ]
    });
    let columns = vec![
        column("Source", None, false),
        column("Kind", None, false),
        column("Date", None, false),
        column("Cited by", Some("entries"), true),
    ];
    let mut blocks = vec![
        Block::Paragraph(Line::of(lead)),
        table("Sources that most rests on", columns, rows.collect()),
    ];
    if brief.sources.len() > LISTED {
        blocks.push(nothing(&format!(
            "{} more are in the JSON and behind each figure.",
            brief.sources.len() - LISTED
        )));
    }
    Section {
        id: "sources".to_owned(),
        title: "Sources".to_owned(),
        blocks,
    }
}
