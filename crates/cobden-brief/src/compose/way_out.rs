//! What could end it.

use super::{change, column, nothing, table};
use crate::brief::Brief;
use crate::page::{Block, Line, Section};
use crate::talks::{FirstStep, Prospect, WayOut};
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
    blocks.extend(prospects(brief));
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

/// One rate each: alone, in a war, by a deal; whether it would be kept; how long a standoff may last.
fn prospects(brief: &Brief) -> Vec<Block> {
    let found = &brief.prospects;
    let mut blocks = Vec::new();
    if !found.states.is_empty() {
        let mut columns = vec![column(
            "With one rate on all goods of the other",
            None,
            false,
        )];
        columns.extend(
            brief
                .parties
                .iter()
                .map(|party| column(format!("{}, rate", party.name), Some("%"), true)),
        );
        columns.extend(brief.parties.iter().map(|party| {
            column(
                format!("{}, real income against today", party.name),
                Some("%"),
                true,
            )
        }));
        let row = |state: &Prospect| {
            let mut row = vec![Line::of(state.name.clone())];
            row.extend(brief.parties.iter().map(|party| {
                let own = state
                    .rates
                    .iter()
                    .find(|rate| rate.id.ends_with(&format!(".{}", party.code)));
                own.map_or_else(
                    || Line::of("as today"),
                    |rate| Line::default().figure(&rate.id, words::one_decimal(rate.value)),
                )
            }));
            row.extend(state.gains.iter().map(|gain| change(gain, PLACES)));
            row
        };
        blocks.push(table(
            "What rates would come to",
            columns,
            found.states.iter().map(row).collect(),
        ));
    }
    for kept in &found.kept {
        let mut line = Line::of(format!(
            "Of that deal, {} {}",
            words::the(&kept.party),
            kept.verdict
        ));
        if let Some(rate) = &kept.discount_rate {
            line = line
                .and(" ")
                .figure(&rate.id, format!("{}%", words::one_decimal(rate.value)))
                .and(" a year");
        }
        blocks.push(Block::Paragraph(line.and(".")));
    }
    if let Some(wait) = &found.standoff {
        let mut line = Line::of(format!(
            "If each waits for the other to roll back first: {}",
            wait.meaning
        ));
        if let Some(median) = &wait.median_months {
            line = line
                .and(" As likely over as not within ")
                .figure(&median.id, words::one_decimal(median.value))
                .and(" months.");
        }
        blocks.push(Block::Paragraph(line));
    }
    for missing in &found.missing {
        blocks.push(Block::Note(Line::of(format!("Not found: {missing}."))));
    }
    blocks
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
