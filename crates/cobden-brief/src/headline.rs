//! The main points, from the facts.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use crate::brief::Brief;
use crate::context::Context;
use crate::costs::{Effect, OWN, Scenario};
use crate::figure::Figure;
use crate::in_force::Direction;
use crate::page::Line;
use crate::words::{change, counted, dated, listed, moves, rate, the, the_capital};

/// A sentence and the figures in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Sentence {
    /// The sentence.
    pub text: String,
    /// The figures in it, by id.
    pub figures: Vec<String>,
    /// Its words, figures marked.
    #[serde(skip)]
    #[schemars(skip)]
    pub(crate) line: Line,
}

impl From<Line> for Sentence {
    fn from(line: Line) -> Self {
        Self {
            text: line.plain(),
            figures: line
                .0
                .iter()
                .filter_map(|span| span.figure.clone())
                .collect(),
            line,
        }
    }
}

/// Three sentences: what is levied, what it costs and what would ease it, and where the talks stand.
pub(crate) fn headline(brief: &Brief, context: &Context<'_>) -> Vec<Sentence> {
    let sentences = [
        Some(duties(brief, &later_years(context))),
        costs(brief),
        Some(talks(brief)),
    ];
    sentences
        .into_iter()
        .flatten()
        .map(Sentence::from)
        .collect()
}

/// Parts of a sentence with a separator in between.
fn joined(start: Line, parts: impl IntoIterator<Item = Line>, between: &str) -> Line {
    let mut line = start;
    for (position, part) in parts.into_iter().enumerate() {
        if position > 0 {
            line = line.and(between);
        }
        line.0.extend(part.0);
    }
    line
}

fn duties(brief: &Brief, years: &[String]) -> Line {
    let side = |direction: &Direction| -> Line {
        let (importer, exporter) = (the(&direction.importer), the(&direction.exporter));
        let Some(average) = &direction.average else {
            return Line::of(format!(
                "what {importer} levies on goods of {exporter} cannot be averaged"
            ));
        };
        let at_least = if direction.unlisted.is_empty() {
            ""
        } else {
            "at least "
        };
        let now = rate(average.additional.value);
        let line = Line::of(format!("{importer} levies {at_least}"))
            .figure(&average.additional.id, now.clone())
            .and(format!(
                " on average on goods of {exporter} on top of ordinary duties"
            ));
        match &average.additional_before {
            Some(before) if rate(before.value) == now => line.and(", as before"),
            Some(before) => line
                .and(", after ")
                .figure(&before.id, rate(before.value))
                .and(format!(" on {}", dated(&brief.before))),
            None => line,
        }
    };
    let start = Line::of(format!("On {} ", dated(&brief.on)));
    let line = joined(start, brief.in_force.iter().map(side), "; ");
    let weighed = brief.in_force.iter().any(|one| one.average.is_some());
    if years.is_empty() || !weighed {
        line.and(".")
    } else {
        line.and(format!(" (weighed with trade of {}).", listed(years)))
    }
}

/// The years of the trade that means are weighed with, where they are later than the day.
fn later_years(context: &Context<'_>) -> Vec<String> {
    let importers = context.asked.directions().map(|(importer, _)| importer);
    let weights = importers
        .iter()
        .filter_map(|importer| context.weights(importer));
    let years: BTreeSet<i16> = weights
        .map(|(_, entry)| entry.body.year)
        .filter(|year| *year > context.asked.on.year())
        .collect();
    years.iter().map(i16::to_string).collect()
}

/// What the two levy on each other costs, what all duties of the day cost, and what a rollback of both would bring.
fn costs(brief: &Brief) -> Option<Line> {
    let all = brief.costs.scenario("in-force")?;
    let sets = brief.costs.elasticities.iter();
    let published = sets.filter(|set| set.fault.is_none() && set.name != OWN);
    let sets = published.count();
    let over = format!(" over {}", counted_sets(sets));
    let mut line = match brief.costs.scenario("bilateral") {
        Some(bilateral) => {
            let line = joined(
                Line::of("If what the two levy on each other stays, the model says, "),
                effects(bilateral, &over),
                " and ",
            );
            let with_all = effects_in_short(all);
            joined(
                line.and("; with all other duties of the day "),
                with_all,
                " and ",
            )
        }
        None => joined(
            Line::of("If that stays, the model says, "),
            effects(all, &over),
            " and ",
        ),
    };
    if let Some(both) = brief.costs.scenario("mutual-rollback") {
        line =
            joined(line.and("; if both roll back, "), gains(both), " and ").and(" against today");
    }
    Some(line.and("."))
}

/// Real income of each side with its range.
fn effects(scenario: &Scenario, over: &str) -> Vec<Line> {
    let mut over = over;
    let effect = |one: &Effect| {
        let range = &one.real_income;
        // What the range is over is said once.
        let over = std::mem::take(&mut over);
        Line::of(format!("real income of {} ", the(&one.economy)))
            .figure(&range.central.id, moves(range.central.value))
            .and(" (")
            .figure(&range.low.id, change(range.low.value, 2))
            .and(" to ")
            .figure(&range.high.id, format!("{}%", change(range.high.value, 2)))
            .and(format!("{over})"))
    };
    scenario.effects.iter().map(effect).collect()
}

/// Real income of each side.
fn effects_in_short(scenario: &Scenario) -> impl Iterator<Item = Line> {
    scenario.effects.iter().map(|one| {
        let figure = &one.real_income.central;
        Line::of(format!("that of {} ", the(&one.economy))).figure(&figure.id, moves(figure.value))
    })
}

fn counted_sets(sets: usize) -> String {
    if sets == 1 {
        "a published set of elasticities".to_owned()
    } else {
        format!("{sets} published sets of elasticities")
    }
}

fn gains(scenario: &Scenario) -> impl Iterator<Item = Line> {
    scenario.effects.iter().map(|one| {
        let figure: &Figure = &one.against_today.central;
        Line::of(format!("{} ", the(&one.economy))).figure(&figure.id, gain(figure.value))
    })
}

/// `gains 0.5%`, `loses 0.1%`.
fn gain(percent: f64) -> String {
    let size = format!("{:.2}", percent.abs());
    match (size.as_str(), percent < 0.0) {
        ("0.00", _) => "neither gains nor loses".to_owned(),
        (size, true) => format!("loses {size}%"),
        (size, false) => format!("gains {size}%"),
    }
}

fn talks(brief: &Brief) -> Line {
    let open = |kind: &str| {
        let positions = brief.positions.iter();
        positions
            .filter(|one| one.standing == "open" && one.kind == kind)
            .count()
    };
    let mut parts = Vec::new();
    if let Some(one) = brief.contradictions.iter().find(|one| one.mutual) {
        let [first, second] = [&brief.parties[0], &brief.parties[1]].map(|party| &party.code);
        let who = format!("{} and {}", the_capital(first), the(second));
        parts
            .push(Line::of(format!("{who} each want the ")).figure(&one.id, "other to move first"));
    }
    let counts = ["precondition", "demand", "offer", "red line"].map(|kind| (open(kind), kind));
    let all: usize = counts.iter().map(|(count, _)| count).sum();
    let told = counts.into_iter().filter(|(count, _)| *count > 0);
    let told: Vec<String> = told.map(|(count, what)| counted(count, what)).collect();
    let is_head = parts.is_empty();
    let (head, inside) = if brief.positions.is_empty() {
        ("No", "no positions of the two are on file")
    } else {
        ("None", "none of the positions on file is open")
    };
    parts.push(Line::of(if !told.is_empty() {
        let verb = if all == 1 { "is" } else { "are" };
        format!("{} {verb} open", listed(&told))
    } else if is_head {
        format!("{head}{}", &inside[head.len()..])
    } else {
        inside.to_owned()
    }));
    let mut ahead = brief.watch.iter();
    let next = ahead.find(|one| one.is_notable());
    if let Some(next) = next.or_else(|| brief.watch.first()) {
        let line = Line::of(format!("next to watch, on {}: ", dated(&next.on)));
        parts.push(line.figure(&next.id, next.what.trim_end_matches('.')));
    }
    joined(Line::default(), parts, "; ").and(".")
}
