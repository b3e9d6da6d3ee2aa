//! What is in force.

use jiff::civil::Date;

use super::{beside_table, billions, column, level, nothing, table};
use crate::brief::Brief;
use crate::chart::{Quantity, Stacked, StepSeries, Steps, stacked, steps};
use crate::in_force::{Direction, LineKind, LineRate};
use crate::page::{Block, Line, Section};
use crate::words::{self, dated};

/// Percent of trade in wide codes from which figures on single lines are rough.
const ROUGH: f64 = 25.0;
/// Exemptions shown of a direction.
const EXEMPTIONS: usize = 6;
/// Controls shown of a side.
const CONTROLS: usize = 8;
/// Years that the chart looks back at most.
const YEARS: i16 = 8;

pub(super) fn section(brief: &Brief) -> Section {
    let mut blocks = vec![averages(brief)];
    for direction in &brief.in_force {
        blocks.extend(notes(direction));
    }
    blocks.extend(over_time(brief));
    blocks.extend(by_authority(brief));
    for direction in &brief.in_force {
        blocks.extend(rates(direction));
        blocks.extend(exemptions(direction));
    }
    blocks.extend(controls(brief));
    Section {
        id: "in-force".to_owned(),
        title: format!("In force on {}", dated(&brief.on)),
        blocks,
    }
}

fn averages(brief: &Brief) -> Block {
    let dash = || Line::of("–");
    let rows = brief.in_force.iter().map(|direction| {
        let mut row = vec![Line::of(capital_name(
            &direction.importer,
            &direction.exporter,
        ))];
        match &direction.average {
            Some(average) => {
                row.push(level(&average.total));
                row.push(level(&average.additional));
                row.push(average.additional_before.as_ref().map_or_else(dash, level));
                row.push(average.typical.as_ref().map_or_else(dash, level));
                let common = average.most_common.as_ref();
                row.push(common.map_or_else(dash, |rate| level(&rate.additional)));
                row.push(common.map_or_else(dash, |rate| level(&rate.share)));
            }
            None => row.extend((0..6).map(|_| dash())),
        }
        row
    });
    table(
        "Duties each way, weighed with trade",
        vec![
            column("Who levies", None, false),
            column("Average", Some("%"), true),
            column("of which additional", Some("%"), true),
            column(
                format!("additional on {}", dated(&brief.before)),
                Some("%"),
                true,
            ),
            column("typical additional (median)", Some("%"), true),
            column("most common", Some("%"), true),
            column("paid by", Some("% of trade"), true),
        ],
        rows.collect(),
    )
}

fn notes(direction: &Direction) -> Vec<Block> {
    let (importer, exporter) = (
        words::the_capital(&direction.importer),
        words::the(&direction.exporter),
    );
    let mut blocks = Vec::new();
    match &direction.average {
        None => blocks.push(nothing(&format!(
            "{importer} from {exporter}: the record has no duties or no trade to weigh them with."
        ))),
        Some(average) => {
            let mut text = format!(
                "{importer} from {exporter}: weights are {}; {}% of that trade is found in the tariff",
                average.weights,
                words::one_decimal(average.coverage)
            );
            if average.wider_than_lines >= 0.05 {
                text += &format!(
                    "; {}% is in codes wider than lines whose duties differ, where the plain mean of the lines is taken",
                    words::one_decimal(average.wider_than_lines)
                );
                if average.wider_than_lines >= ROUGH {
                    text += ", so that the median and the most common duty are rough";
                }
            }
            if average.without_ordinary >= 0.05 {
                text += &format!(
                    "; for {}% of that trade the ordinary duty is not on file and counts as nothing",
                    words::one_decimal(average.without_ordinary)
                );
            }
            blocks.push(Block::Note(Line::of(text + ".")));
        }
    }
    if !direction.unlisted.is_empty() {
        let text = format!(
            "{importer} from {exporter}: the averages are lower bounds, because the lines of {} are not held.",
            words::listed(&direction.unlisted)
        );
        blocks.push(Block::Note(Line::of(text)));
    }
    blocks
}

fn percent(name: &str) -> Quantity {
    Quantity {
        name: name.to_owned(),
        unit: "%".to_owned(),
        decimals: 1,
        signed: false,
    }
}

/// Who levies on whose goods, inside a sentence.
fn direction_name(importer: &str, exporter: &str) -> String {
    format!(
        "{} on goods of {}",
        words::the(importer),
        words::the(exporter)
    )
}

/// The same where it stands alone.
fn capital_name(importer: &str, exporter: &str) -> String {
    format!(
        "{} on goods of {}",
        words::the_capital(importer),
        words::the(exporter)
    )
}

fn over_time(brief: &Brief) -> Option<Block> {
    let on: Date = brief.on.parse().ok()?;
    let series: Vec<StepSeries> = brief
        .history
        .iter()
        .map(|history| StepSeries {
            name: capital_name(&history.importer, &history.exporter),
            points: history
                .past
                .iter()
                .chain(&history.scheduled)
                .map(|step| (step.from, step.percent))
                .collect(),
        })
        .filter(|series| !series.points.is_empty())
        .collect();
    let first = series
        .iter()
        .filter_map(|one| one.points.first().map(|(day, _)| *day))
        .min()?;
    let last = series
        .iter()
        .filter_map(|one| one.points.last().map(|(day, _)| *day))
        .max()?;
    let earliest = Date::new(on.year().saturating_sub(YEARS), 1, 1).ok()?;
    Some(Block::Chart(steps(&Steps {
        id: "duties-over-time".to_owned(),
        title: "Average additional duty over time, as the law stood and stands".to_owned(),
        quantity: percent("average additional duty"),
        from: first.max(earliest).min(on),
        until: last.max(on),
        day: on,
        series,
    })))
}

/// Parts told apart in a chart, beside the others.
const PARTS: usize = 6;

/// A chart a direction, so that colours can be told apart, and the figures of both.
fn by_authority(brief: &Brief) -> Vec<Block> {
    let mut blocks: Vec<Block> = brief.in_force.iter().filter_map(powers).collect();
    if !blocks.is_empty() {
        blocks.push(contributions(brief));
    }
    blocks
}

fn powers(direction: &Direction) -> Option<Block> {
    let average = direction.average.as_ref()?;
    let shown = average
        .by_authority
        .iter()
        .filter(|part| part.points.value >= 0.05);
    let mut parts: Vec<(String, f64)> = shown
        .take(PARTS)
        .map(|part| (part.authority.clone(), part.points.value))
        .collect();
    if parts.is_empty() {
        return None;
    }
    let all: f64 = average
        .by_authority
        .iter()
        .map(|part| part.points.value)
        .sum();
    let rest = all - parts.iter().map(|(_, points)| points).sum::<f64>();
    if rest >= 0.05 {
        parts.push(("other".to_owned(), rest));
    }
    let (parts, values) = parts.into_iter().unzip();
    let (importer, exporter) = (&direction.importer, &direction.exporter);
    Some(beside_table(stacked(&Stacked {
        id: format!("duties-by-authority-{importer}-{exporter}"),
        title: format!(
            "What each power adds to the average duty of {}",
            direction_name(importer, exporter)
        ),
        quantity: Quantity {
            name: "part of the average duty".to_owned(),
            unit: "points".to_owned(),
            decimals: 1,
            signed: false,
        },
        category: "Who levies".to_owned(),
        parts,
        bars: vec![(capital_name(importer, exporter), values)],
    })))
}

/// What each power adds, as figures.
fn contributions(brief: &Brief) -> Block {
    let mut rows = Vec::new();
    for direction in &brief.in_force {
        let name = capital_name(&direction.importer, &direction.exporter);
        let parts = direction
            .average
            .iter()
            .flat_map(|average| &average.by_authority);
        for part in parts.filter(|part| part.points.value >= 0.05) {
            rows.push(vec![
                Line::of(&name),
                Line::of(&part.authority),
                level(&part.points),
                level(&part.share),
            ]);
        }
    }
    table(
        "Average duty by power",
        vec![
            column("Who levies", None, false),
            column("Power", None, false),
            column("Adds", Some("points"), true),
            column("Owed by", Some("% of trade"), true),
        ],
        rows,
    )
}

fn layers(rate: &LineRate) -> String {
    match rate.kind {
        LineKind::Mixed => return "mixed: held by heading or by share; their mean".to_owned(),
        LineKind::Others => return "others; their mean".to_owned(),
        LineKind::Rate => {}
    }
    let layers: Vec<String> = rate
        .layers
        .iter()
        .map(|layer| format!("{} {}", words::one_decimal(layer.percent), layer.authority))
        .collect();
    if layers.is_empty() {
        "no additional duty".to_owned()
    } else {
        layers.join(" + ")
    }
}

fn rates(direction: &Direction) -> Option<Block> {
    if direction.rates.is_empty() {
        return None;
    }
    let rows = direction.rates.iter().map(|rate| {
        vec![
            level(&rate.additional),
            level(&rate.share),
            Line::of(layers(rate)),
            Line::of(&rate.example),
        ]
    });
    Some(table(
        format!(
            "What lines pay on top of ordinary duties: {}",
            direction_name(&direction.importer, &direction.exporter)
        ),
        vec![
            column("Additional duty", Some("%"), true),
            column("Share of trade", Some("%"), true),
            column("Made of", None, false),
            column("Largest line", None, false),
        ],
        rows.collect(),
    ))
}

fn exemptions(direction: &Direction) -> Vec<Block> {
    if direction.exemptions.is_empty() {
        return Vec::new();
    }
    let counted = direction
        .exemptions
        .iter()
        .filter(|one| one.counts)
        .take(EXEMPTIONS);
    let others = direction.exemptions.iter().filter(|one| !one.counts);
    let currency = direction.average.as_ref().map_or_else(
        || "bn".to_owned(),
        |average| format!("bn {}", average.currency),
    );
    let rows = counted.chain(others).map(|one| {
        let dash = || Line::of("–");
        vec![
            Line::of(if one.counts {
                one.title.clone()
            } else {
                format!("{} (reported only: does not count)", one.title)
            }),
            one.trade.as_ref().map_or_else(dash, billions),
            one.share.as_ref().map_or_else(dash, level),
            one.points.as_ref().map_or_else(dash, level),
            one.listed.as_ref().map_or_else(dash, level),
        ]
    });
    let mut blocks = vec![table(
        format!(
            "Exemptions: {}",
            direction_name(&direction.importer, &direction.exporter)
        ),
        vec![
            column("Exemption", None, false),
            column("Trade spared a duty", Some(&currency), true),
            column("Share of trade", Some("%"), true),
            column("Off the average", Some("points"), true),
            column("On lines on file", Some("% of trade"), true),
        ],
        rows.collect(),
    )];
    for one in direction.exemptions.iter().filter(|one| !one.counts) {
        if let Some(trade) = &one.reported {
            blocks.push(Block::Note(Line::of(format!(
                "{}: {trade}.",
                one.title.trim_end_matches('.')
            ))));
        }
    }
    blocks
}

fn controls(brief: &Brief) -> Vec<Block> {
    let mut blocks = Vec::new();
    for direction in &brief.in_force {
        // The side that imports is the one that acts here.
        let mut controls: Vec<_> = direction.controls.iter().collect();
        controls.sort_by(|a, b| b.from.cmp(&a.from).then_with(|| a.measure.cmp(&b.measure)));
        if controls.is_empty() {
            continue;
        }
        let items = controls.iter().take(CONTROLS).map(|one| {
            let from = one
                .from
                .as_ref()
                .map_or(String::new(), |day| format!(", since {}", dated(day)));
            Line::default()
                .figure(&one.id, one.title.clone())
                .and(format!(" ({}{from})", one.instrument))
        });
        let mut items: Vec<Line> = items.collect();
        if controls.len() > CONTROLS {
            items.push(Line::of(format!("and {} more", controls.len() - CONTROLS)));
        }
        blocks.push(Block::Heading(format!(
            "Controls and other measures of {} against {}",
            words::the(&direction.importer),
            words::the(&direction.exporter)
        )));
        blocks.push(Block::List(items));
    }
    blocks
}
