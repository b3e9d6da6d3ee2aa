//! What could end it.

use super::{change, column, nothing, table};
use crate::brief::Brief;
use crate::page::{Block, Line, Section};
use crate::talks::{FirstStep, WayOut};
use crate::words;

/// Decimals of gains: steps of one side alone may be small to the other.
const PLACES: usize = 3;

pub(super) fn section(brief: &Brief) -> Section {
    let way_out = &brief.way_out;
    let mut blocks = Vec::new();
    if way_out.steps.is_empty() {
        blocks.push(nothing(
            "None of the open positions says which measures would have to end or come for it to be met.",
        ));
    } else {
        blocks.push(Block::Paragraph(summary(way_out)));
        blocks.push(first_steps(brief));
    }
    if !way_out.left_out.is_empty() {
        blocks.push(Block::Note(Line::of(format!(
            "Left out, as older than the newest {}: {}.",
            way_out.steps.len(),
            words::listed(&way_out.left_out)
        ))));
    }
    Section {
        id: "way-out".to_owned(),
        title: "What could end it".to_owned(),
        blocks,
    }
}

/// How many steps and packages there are, and which is best.
fn summary(way_out: &WayOut) -> Line {
    let count = way_out.steps.len();
    let line = Line::of(format!(
        "Open positions put {} on the table, in ",
        words::counted(count, "step")
    ))
    .figure(
        &way_out.packages.id,
        words::counted(way_out.packages.value as usize, "combination"),
    )
    .and("; ")
    .figure(
        &way_out.better_for_both.id,
        match way_out.better_for_both.value as usize {
            0 => "none".to_owned(),
            count => count.to_string(),
        },
    )
    .and(match way_out.better_for_both.value as usize {
        0 | 1 => " is better for both than today.",
        _ => " are better for both than today.",
    });
    let line = match way_out.failed {
        0 => line,
        failed => line.and(format!(
            " {} no result and may be better or worse.",
            match failed {
                1 => "One has".to_owned(),
                _ => format!("{failed} have"),
            }
        )),
    };
    let Some(best) = &way_out.best else {
        return line;
    };
    let mut line = line.and(" By the product of gains the best is ");
    line = line.strong(best.steps.join(" with "));
    for (place, gain) in best.gains.iter().enumerate() {
        line = line.and(if place == 0 { ": " } else { " and " });
        line = line.figure(&gain.id, format!("{}%", words::change(gain.value, PLACES)));
    }
    line.and(" of real income.")
}

/// Every step taken alone.
fn first_steps(brief: &Brief) -> Block {
    let mut columns = vec![column("Step taken alone", None, false)];
    columns.extend(brief.parties.iter().map(|party| {
        column(
            format!("{}, real income against today", party.name),
            Some("%"),
            true,
        )
    }));
    columns.push(column("What it does for positions", None, false));
    let rows = brief.way_out.steps.iter().map(|step| {
        let name = match step.is_modelled {
            true => step.name.clone(),
            false => format!("{} (no effect that the model has)", step.name),
        };
        let mut row = vec![Line::default().figure(&step.id, name)];
        match step.gains.is_empty() {
            true => row.extend(brief.parties.iter().map(|_| Line::of("no result"))),
            false => row.extend(step.gains.iter().map(|gain| change(gain, PLACES))),
        }
        row.push(does(step));
        row
    });
    table("First steps", columns, rows.collect())
}

fn does(step: &FirstStep) -> Line {
    let said = [
        ("meets", &step.meets),
        ("crosses or touches the red line", &step.crosses),
    ];
    let said = said.into_iter().filter(|(_, ids)| !ids.is_empty());
    let said: Vec<String> = said
        .map(|(word, ids)| format!("{word} {}", words::listed(ids)))
        .collect();
    Line::of(said.join("; "))
}
