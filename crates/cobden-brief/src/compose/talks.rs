//! Who wants what, and who met whom.

use super::{column, nothing, table};
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
    let sides: Vec<&String> = brief.parties.iter().map(|party| &party.code).collect();
    for party in &brief.parties {
        let own: Vec<&Position> = brief
            .positions
            .iter()
            .filter(|one| one.by.split([' ', ',']).any(|word| word == party.code))
            .collect();
        if !own.is_empty() {
            blocks.push(rows(&party.name, &own));
        }
    }
    let of_others = |one: &&Position| {
        !one.by
            .split([' ', ','])
            .any(|word| sides.iter().any(|side| *side == word))
    };
    let others: Vec<&Position> = brief.positions.iter().filter(of_others).collect();
    if !others.is_empty() {
        blocks.push(rows("others", &others));
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

fn rows(of: &str, positions: &[&Position]) -> Block {
    let rows = positions.iter().map(|one| {
        let before = one
            .before
            .as_ref()
            .map_or(String::new(), |before| format!(", before {before}"));
        let standing = match &one.standing_by {
            Some(by) => format!("{}: {by}", one.standing),
            None => one.standing.clone(),
        };
        let how = one
            .sources
            .first()
            .map_or("", |source| source.attribution.as_str());
        vec![
            Line::of(&one.kind),
            Line::default().figure(&one.id, format!("{}{before}", one.what)),
            Line::of(&one.since),
            Line::of(standing),
            Line::of(format!(
                "{}, {how}, {}",
                one.confidence,
                words::sourced(one.independent_sources, &one.sources)
            )),
        ]
    });
    let columns = ["Kind", "What", "Since", "Standing", "Sourcing"];
    table(
        format!("Positions of {of}"),
        columns.map(|title| column(title, None, false)).to_vec(),
        rows.collect(),
    )
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
