//! Who wants what, and who met whom.

use super::{column, nothing, table};
use cobden_record::PositionKind;

use crate::brief::Brief;
use crate::page::{Block, Line, Section};
use crate::positions::Position;
use crate::words::{self, dated};

/// Events shown.
const EVENTS: usize = 16;

pub(super) fn positions(brief: &Brief) -> Section {
    let mut blocks = Vec::new();
    for one in &brief.contradictions {
        let [first, second] = &one.by;
        let [said, answered] = &one.says;
        let lead = if one.mutual {
            format!(
                "{} and {} each want the other to move first: ",
                name(first),
                name(second)
            )
        } else {
            "These cannot both be true: ".to_owned()
        };
        let line = Line::default()
            .strong(lead)
            .figure(
                &one.id,
                format!("{}: {}", name(first), said.trim_end_matches('.')),
            )
            .and(format!(
                "; against {}: {}.",
                name(second),
                answered.trim_end_matches('.')
            ));
        blocks.push(Block::Paragraph(line));
    }
    blocks.extend(side_by_side(brief));
    let of_neither = |one: &&Position| brief.parties.iter().all(|party| !holds(one, &party.code));
    let others = brief.positions.iter().filter(of_neither);
    let others: Vec<Line> = others
        .filter(|one| one.standing == "open")
        .map(|one| {
            joined(
                Line::of(format!("{}, {}: ", name(&one.by), one.kind)),
                item(one),
            )
        })
        .collect();
    if !others.is_empty() {
        blocks.push(Block::Heading("Positions of others".to_owned()));
        blocks.push(Block::List(others));
    }
    let past: Vec<Line> = brief
        .positions
        .iter()
        .filter(|one| one.standing != "open")
        .map(past)
        .collect();
    if !past.is_empty() {
        blocks.push(Block::Heading("No longer open".to_owned()));
        blocks.push(Block::List(past));
    }
    if brief.positions.is_empty() {
        blocks.push(nothing("No positions of the two are on file."));
    }
    Section {
        id: "positions".to_owned(),
        title: "Who wants what".to_owned(),
        blocks,
    }
}

/// The name of a code, or what stands there.
fn name(by: &str) -> String {
    if by.len() <= 3 {
        words::name(by)
    } else {
        by.to_owned()
    }
}

/// Whether a side, or somebody who speaks for it, holds a position.
fn holds(position: &Position, party: &str) -> bool {
    position.by.split([' ', ',']).any(|word| word == party)
}

/// Open positions by kind, a column a side, a row an item.
fn side_by_side(brief: &Brief) -> Option<Block> {
    let open = || brief.positions.iter().filter(|one| one.standing == "open");
    let mut rows = Vec::new();
    for kind in PositionKind::ALL {
        let of = |party: &str| -> Vec<Line> {
            let own = open().filter(|one| one.kind == kind.word() && holds(one, party));
            own.map(item).collect()
        };
        let columns: Vec<Vec<Line>> = brief.parties.iter().map(|party| of(&party.code)).collect();
        let longest = columns.iter().map(Vec::len).max().unwrap_or_default();
        for place in 0..longest {
            let mut row = vec![Line::of(if place == 0 { kind.word() } else { "" })];
            row.extend(
                columns
                    .iter()
                    .map(|column| column.get(place).cloned().unwrap_or_default()),
            );
            rows.push(row);
        }
    }
    let mut columns = vec![column("Kind", None, false)];
    columns.extend(
        brief
            .parties
            .iter()
            .map(|party| column(party.name.clone(), None, false)),
    );
    (!rows.is_empty()).then(|| table("Open positions side by side", columns, rows))
}

/// Two lines as one.
fn joined(mut first: Line, second: Line) -> Line {
    first.0.extend(second.0);
    first
}

/// A position with its sourcing.
fn item(one: &Position) -> Line {
    let before = one
        .before
        .as_ref()
        .map_or(String::new(), |before| format!(", before {before}"));
    let how = one
        .sources
        .first()
        .map_or("", |source| source.attribution.as_str());
    let sources = words::sourced(one.independent_sources, &one.sources);
    Line::default()
        .figure(&one.id, format!("{}{before}", one.what))
        .and(format!(
            " (since {}; {}, {how}, {sources})",
            one.since, one.confidence
        ))
}

/// A position that was met, withdrawn or has lapsed.
fn past(one: &Position) -> Line {
    let by = one
        .standing_by
        .as_ref()
        .map_or(String::new(), |by| format!(" by {by}"));
    Line::of(format!("{}, {}: ", name(&one.by), one.kind))
        .figure(&one.id, one.what.clone())
        .and(format!(" ({}{by})", one.standing))
}

pub(super) fn events(brief: &Brief) -> Section {
    let held: Vec<_> = brief
        .events
        .iter()
        .filter(|one| one.state == "held" && one.on <= brief.on)
        .collect();
    let shown = held.iter().take(EVENTS).map(|one| {
        let place = one
            .place
            .as_ref()
            .map_or(String::new(), |place| format!(", {place}"));
        let what = one.what.as_ref().filter(|what| *what != &one.title);
        let what = what.map_or(String::new(), |what| {
            format!(": {}", what.trim_end_matches('.'))
        });
        let sources = words::sourced(one.independent_sources, &one.sources);
        Line::of(format!("{}{place}, {}: ", dated(&one.on), one.kind))
            .figure(&one.id, one.title.clone())
            .and(format!("{what} ({sources})"))
    });
    let mut items: Vec<Line> = shown.collect();
    if held.len() > EVENTS {
        items.push(Line::of(format!(
            "and {} earlier ones",
            held.len() - EVENTS
        )));
    }
    let block = if items.is_empty() {
        nothing("No calls, meetings or statements of the last weeks are on file.")
    } else {
        Block::List(items)
    };
    Section {
        id: "meetings".to_owned(),
        title: "Meetings and statements".to_owned(),
        blocks: vec![block],
    }
}
