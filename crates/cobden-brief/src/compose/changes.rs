//! What changed.

use jiff::civil::Date;

use super::{column, nothing, table};
use crate::brief::Brief;
use crate::page::{Block, Line, Section};
use crate::words::{self, dated};

pub(super) fn section(brief: &Brief) -> Section {
    let rows = brief.changes.iter().map(|change| {
        let state = |state: &str, rate: &Option<String>| match rate {
            Some(rate) => format!("{state}, {rate}"),
            None => state.to_owned(),
        };
        vec![
            Line::of(change.from.clone().unwrap_or_default()),
            Line::of(&change.actor),
            Line::default().figure(&change.id, change.title.clone()),
            Line::of(state(&change.before, &change.rate_before)),
            Line::of(state(&change.after, &change.rate_after)),
        ]
    });
    let rows: Vec<Vec<Line>> = rows.collect();
    let block = if rows.is_empty() {
        nothing("No measure of the two against each other changed.")
    } else {
        let columns = ["First day", "By", "Measure", "Before", "Now"];
        table(
            "Measures that do not stand where they stood",
            columns.map(|title| column(title, None, false)).to_vec(),
            rows,
        )
    };
    let mut blocks = vec![block];
    let levels = brief.history.iter().filter_map(|history| {
        let since: Date = brief.since.parse().ok()?;
        let on: Date = brief.on.parse().ok()?;
        let (before, now) = (history.level(since), history.level(on));
        let (before, now) = (words::rate(before), words::rate(now));
        let what = format!(
            "the average additional duty of {} on goods of {}",
            words::the(&history.importer),
            words::the(&history.exporter)
        );
        Some(if before == now {
            format!("{what} is unchanged at {now}")
        } else {
            format!("{what} went from {before} to {now}")
        })
    });
    let levels: Vec<String> = levels.collect();
    if !levels.is_empty() {
        let sentence = format!("Since {}, {}.", dated(&brief.since), words::listed(&levels));
        blocks.insert(0, Block::Paragraph(Line::of(sentence)));
    }
    Section {
        id: "changes".to_owned(),
        title: format!("What changed since {}", dated(&brief.since)),
        blocks,
    }
}
