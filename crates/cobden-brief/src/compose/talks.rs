//! Who wants what, and who met whom.

use super::{column, nothing, table};
use cobden_record::PositionKind;

use crate::brief::Brief;
use crate::events::Event;
use crate::page::{Block, Line, Section};
use crate::parties::means;
use crate::positions::{Contradiction, Position};
use crate::words::{self, dated};

/// Events shown.
const EVENTS: usize = 16;

pub(super) fn positions(brief: &Brief) -> Section {
    let open = brief.contradictions.iter().filter(|one| one.open);
    let mut blocks: Vec<Block> = open.map(against).collect();
    blocks.extend(side_by_side(brief));
    let past: Vec<Line> = brief
        .positions
        .iter()
        .filter(|one| one.standing != "open")
        .map(past)
        .collect();
    if brief.positions.is_empty() {
        blocks.push(nothing("No positions of the two are on file."));
    } else if past.len() == brief.positions.len() {
        blocks.push(nothing("None of the positions on file is open."));
    }
    if !past.is_empty() {
        blocks.push(Block::Heading("No longer open".to_owned()));
        blocks.push(Block::List(past));
    }
    Section {
        id: "positions".to_owned(),
        title: "Who wants what".to_owned(),
        blocks,
    }
}

/// Two entries that contradict each other.
fn against(one: &Contradiction) -> Block {
    let [first, second] = &one.by;
    let [said, answered] = &one.says;
    let lead = match (one.mutual, one.positions) {
        (true, _) => format!(
            "{} and {} each want the other to move first: ",
            words::the_capital(first),
            words::the(second)
        ),
        (false, true) => "These cannot both be had: ".to_owned(),
        (false, false) => "These cannot both be true: ".to_owned(),
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
    Block::Paragraph(line)
}

/// Codes as names, and what else stands there as it is: `China, Ministry of Commerce`.
fn name(by: &str) -> String {
    let parts: Vec<String> = by.split(", ").map(words::name).collect();
    parts.join(", ")
}

/// Open positions by kind, a column a side, a row an item.
fn side_by_side(brief: &Brief) -> Option<Block> {
    let open = || brief.positions.iter().filter(|one| one.standing == "open");
    let mut rows = Vec::new();
    for kind in PositionKind::ALL {
        let of = |party: &str| -> Vec<Line> {
            let own = open().filter(|one| one.kind == kind.word() && means(&one.by, party));
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
    let shown = held.iter().take(EVENTS).map(|one| event(one));
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

/// An event with its sourcing.
fn event(one: &Event) -> Line {
    let place = one
        .place
        .as_ref()
        .map_or(String::new(), |place| format!(", {place}"));
    let what = one.what.as_ref().filter(|what| *what != &one.title);
    let what = what.map_or(String::new(), |what| {
        format!(": {}", what.trim_end_matches('.'))
    });
    let effect = one.takes_effect.as_ref().map_or(String::new(), |day| {
        format!("; takes effect on {}", dated(day))
    });
    let sources = words::sourced(one.independent_sources, &one.sources);
    Line::of(format!("{}{place}, {}: ", dated(&one.on), one.kind))
        .figure(&one.id, one.title.clone())
        .and(format!("{what}{effect} ({sources})"))
}

/// What was held and settled after the day, where more is known than on it; none where nothing is.
pub(super) fn after(brief: &Brief) -> Option<Section> {
    let events = brief.events.iter().rev();
    let held = events.filter(|one| one.state == "held" && one.on > brief.on);
    let mut dated_items: Vec<(&str, Line)> =
        held.map(|one| (one.on.as_str(), event(one))).collect();
    for forecast in &brief.forecasts {
        let Some(outcome) = forecast.outcome.as_ref().filter(|one| one.on > brief.on) else {
            continue;
        };
        let line = Line::of(format!(
            "{}, forecast {}: ",
            dated(&outcome.on),
            outcome.verdict()
        ))
        .figure(
            &outcome.id,
            format!("{} ({}, due {})", forecast.what, forecast.by, forecast.due),
        )
        .and(format!(": {}", outcome.title));
        let line = match &outcome.brier {
            Some(score) => line
                .and(", Brier score ")
                .figure(&score.id, format!("{:.2}", score.value)),
            None => line,
        };
        dated_items.push((&outcome.on, line));
    }
    if dated_items.is_empty() {
        return None;
    }
    dated_items.sort_by(|a, b| a.0.cmp(b.0));
    Some(Section {
        id: "after".to_owned(),
        title: "What came after".to_owned(),
        blocks: vec![Block::List(
            dated_items.into_iter().map(|(_, line)| line).collect(),
        )],
    })
}
