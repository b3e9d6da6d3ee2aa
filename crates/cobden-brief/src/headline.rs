//! The main points, from the facts.

use schemars::JsonSchema;
use serde::Serialize;

use crate::brief::Brief;
use crate::costs::{Effect, Scenario};
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
pub(crate) fn headline(brief: &Brief) -> Vec<Sentence> {
    let sentences = [Some(duties(brief)), costs(brief), Some(talks(brief))];
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

fn duties(brief: &Brief) -> Line {
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
    joined(start, brief.in_force.iter().map(side), "; ").and(".")
}

fn costs(brief: &Brief) -> Option<Line> {
    let now = brief.costs.scenario("in-force")?;
    let effect = |one: &Effect| {
        let range = &one.real_income;
        Line::of(format!("real income of {} ", the(&one.economy)))
            .figure(&range.central.id, moves(range.central.value))
            .and(" (")
            .figure(&range.low.id, change(range.low.value, 2))
            .and(" to ")
            .figure(&range.high.id, format!("{}%", change(range.high.value, 2)))
            .and(" over published elasticities)")
    };
    let line = joined(
        Line::of("If that stays, the model says, "),
        now.effects.iter().map(effect),
        " and ",
    );
    Some(match brief.costs.scenario("mutual-rollback") {
        Some(both) => {
            joined(line.and("; if both roll back, "), gains(both), " and ").and(" against today.")
        }
        None => line.and("."),
    })
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
    let (preconditions, demands, offers) = (open("precondition"), open("demand"), open("offer"));
    let mut parts = Vec::new();
    if let Some(one) = brief.contradictions.iter().find(|one| one.mutual) {
        let [first, second] = &one.by;
        let who = format!("{} and {}", the_capital(first), the(second));
        parts
            .push(Line::of(format!("{who} each want the ")).figure(&one.id, "other to move first"));
    }
    let counts = [
        (preconditions, "precondition"),
        (demands, "demand"),
        (offers, "offer"),
    ];
    let told = counts.into_iter().filter(|(count, _)| *count > 0);
    let told: Vec<String> = told.map(|(count, what)| counted(count, what)).collect();
    if !told.is_empty() {
        let verb = if preconditions + demands + offers == 1 {
            "is"
        } else {
            "are"
        };
        parts.push(Line::of(format!("{} {verb} open", listed(&told))));
    } else {
        parts.push(Line::of("No positions of the two are on file"));
    }
    if let Some(next) = brief.watch.first() {
        parts.push(Line::of(format!(
            "next to watch, on {}: {}",
            dated(&next.on),
            next.what.trim_end_matches('.')
        )));
    }
    joined(Line::default(), parts, "; ").and(".")
}
