//! Statements, positions, forecasts and other events, which all are words of somebody.

use cobden_read::{Kind, Period};
use cobden_record::{EventKind, PositionKind};

use super::party::{Parties, Relation};
use super::shelf::{Body, Item, Span};
use super::words::Overlap;
use super::{Found, Known, Question};

/// Days by which reports may be off: time zones, the day after.
const SLACK: i32 = 1;
/// A document without a day for what it reports means the week before it.
const RECENT: i32 = 7;
/// Further apart, the same words are another occasion.
const SAME_OCCASION: i32 = 10;

impl Known {
    /// Entries that hold the same words of the same speaker.
    pub(super) fn said(&self, question: &Question<'_>) -> Vec<Found> {
        let speaker = speaker(question);
        let text = words(question);
        let bag = self.shelf.stems.bag(&text);
        let mut found = Vec::new();
        for (at, item) in self.shelf.items.iter().enumerate() {
            if !is_for(question, &item.body) {
                continue;
            }
            let overlap = self.shelf.stems.overlap(&bag, &item.words);
            if overlap.is_same() {
                let relation = speaker.relation(&item.parties);
                found.extend(judged(question, (at, item), overlap, relation, &speaker));
            }
        }
        found
    }
}

/// Whether such an entry can hold such a fact.
fn is_for(question: &Question<'_>, body: &Body) -> bool {
    let kind = question.proposal.kind;
    match body {
        Body::Event { kind: event, .. } => match event {
            EventKind::Call | EventKind::Meeting => false,
            EventKind::Statement | EventKind::Accusation => {
                kind != Kind::Event || is_soft(question)
            }
            EventKind::Agreement | EventKind::Ruling => {
                matches!(kind, Kind::Statement | Kind::Event)
            }
        },
        Body::Position { .. } => matches!(kind, Kind::Statement | Kind::Position | Kind::Measure),
        Body::Forecast { .. } => matches!(kind, Kind::Statement | Kind::Forecast),
        Body::Indicator { .. } | Body::Law => false,
    }
}

/// Whether an event is one that a record writes as a statement.
fn is_soft(question: &Question<'_>) -> bool {
    let sort = question.norms().text("type");
    matches!(sort, Some("appointment" | "order_cancellation"))
}

/// Who speaks, holds, expects.
fn speaker(question: &Question<'_>) -> Parties {
    let norms = question.norms();
    let mut parties = Parties::default();
    let mut add = |name: Option<&str>| {
        if let Some(name) = name {
            parties.add(name);
        }
    };
    match question.proposal.kind {
        Kind::Statement => {
            add(norms.text("side"));
            add(norms.text("speaker_norm"));
            if norms.text("speaker_norm").is_none() {
                add(norms.slot("speaker").as_deref());
            }
        }
        Kind::Position => {
            norms
                .several("holder")
                .iter()
                .for_each(|one| add(Some(one)));
            add(norms.text("holder_person"));
        }
        Kind::Measure => {
            let name = match norms.text("status") {
                Some("requested") => "requested_by",
                _ => "actor",
            };
            norms.several(name).iter().for_each(|one| add(Some(one)));
        }
        Kind::Forecast => {
            add(norms.text("who").filter(|who| *who != "article author"));
        }
        Kind::Event => add(norms.slot("who").as_deref()),
        Kind::Meeting => norms
            .several("parties")
            .iter()
            .for_each(|one| add(Some(one))),
        Kind::Figure => {}
    }
    parties
}

/// The words to compare: what was said, or all of the evidence where that is short.
fn words(question: &Question<'_>) -> String {
    let slot = match question.proposal.kind {
        Kind::Statement | Kind::Position | Kind::Forecast => question.norms().slot("content"),
        _ => None,
    };
    let enough = |text: &String| text.split_whitespace().count() >= 4;
    let text = slot.filter(enough);
    text.unwrap_or_else(|| question.proposal.text.clone())
}

/// What an entry in the same words means for the fact.
fn judged(
    question: &Question<'_>,
    (at, item): (usize, &Item),
    overlap: Overlap,
    relation: Relation,
    speaker: &Parties,
) -> Option<Found> {
    let norms = question.norms();
    let rank = overlap.contained + overlap.shared as f64 / 10.0 + relation as u8 as f64;
    let same = |because: &str| Some(Found::same(at, rank, because));
    let when = fits(question, item);
    match &item.body {
        Body::Event { denies, .. } => {
            if relation < Relation::Side && !(relation == Relation::Open && overlap.is_close()) {
                // The same words in another's mouth, on the same day, and word for word.
                let quoted = norms.text("mode") == Some("direct");
                let told = relation == Relation::Other && overlap.is_close() && quoted;
                let named = !speaker.names.is_empty() && !item.parties.names.is_empty();
                let apart = sides_differ(speaker, &item.parties);
                return (told && named && apart && when).then(|| {
                    Found::same(at, rank, "the same words on the same day").but(
                        "speaker",
                        speaker.shown(),
                        item.parties.shown(),
                    )
                });
            }
            match when {
                true if norms.is("denies") != *denies && overlap.is_close() => {
                    let word = |denied: bool| if denied { "denied" } else { "affirmed" };
                    let found = Found::same(at, rank, "the same words of the same side");
                    Some(found.but("status", word(norms.is("denies")), word(*denies)))
                }
                true => same(because(relation, "on these days")),
                false => other_day(question, item, overlap, relation).map(|found| Found {
                    entry: at,
                    rank,
                    ..found
                }),
            }
        }
        Body::Position { to, kind } => {
            let by = relation >= Relation::Side;
            let asked = norms.several("to");
            let to_whom = asked.is_empty() || to.as_ref().is_none_or(|to| asked.contains(to));
            // A statement says much beside a position.
            let is_held = question.proposal.kind != Kind::Statement || overlap.holds();
            if !by || !to_whom || !when || !is_held {
                return None;
            }
            let sort = match question.proposal.kind {
                Kind::Position => position(norms.text("type")),
                _ => None,
            };
            match sort {
                Some(sort) if oppose(sort, *kind) => overlap.is_close().then(|| {
                    let found = Found::same(at, rank, "the same words of the same side");
                    found.but("kind", sort.word(), kind.word())
                }),
                Some(sort) if !go_together(sort, *kind) => None,
                _ => same(because(relation, "as a position held then")),
            }
        }
        Body::Forecast { due } => {
            if relation < Relation::Side || !when {
                return None;
            }
            let horizon = norms.text("horizon").and_then(Period::parse);
            let found = Found::same(at, rank, because(relation, "as a forecast"));
            match horizon {
                Some(horizon)
                    if relation == Relation::Same
                        && Span::of(horizon).apart(Span::day(*due)) > 31
                        && overlap.is_close() =>
                {
                    Some(found.but("due", horizon.to_string(), due.to_string()))
                }
                _ => Some(found),
            }
        }
        Body::Indicator { .. } | Body::Law => None,
    }
}

fn because(relation: Relation, how: &str) -> &'static str {
    match (relation, how) {
        (Relation::Same, "as a forecast") => "the same forecast of the same forecaster",
        (_, "as a forecast") => "the same forecast",
        (Relation::Same, "as a position held then") => "the same position of the same side",
        (_, "as a position held then") => "the same position",
        (Relation::Same, _) => "the same speaker says the same then",
        (Relation::Side, _) => "the same side says the same then",
        _ => "the same is said then",
    }
}

/// Whether both sides are told and have nothing in common.
fn sides_differ(one: &Parties, other: &Parties) -> bool {
    !one.economies.is_empty()
        && !other.economies.is_empty()
        && !one
            .economies
            .iter()
            .any(|code| other.economies.contains(code))
}

/// Whether an entry's days fit; all do where the document bears no day.
fn fits(question: &Question<'_>, item: &Item) -> bool {
    let published = question.published();
    let days = match (question.dated(), published) {
        (Some(days), _) => Span::of(days).widened(SLACK, SLACK),
        (None, Some(published)) => published.widened(RECENT, SLACK),
        // Nothing speaks against it.
        (None, None) => return true,
    };
    match item.body {
        // A position holds from its first day on, a forecast is repeated until it is due.
        Body::Position { .. } => days.last >= item.days.first && days.first <= item.days.last,
        Body::Forecast { due } => days.last >= item.days.first && days.first <= due,
        _ => item.days.overlaps(days),
    }
}

/// The same words of the same speaker on a day close by: one of the two days is wrong.
fn other_day(
    question: &Question<'_>,
    item: &Item,
    overlap: Overlap,
    relation: Relation,
) -> Option<Found> {
    let days = Span::of(question.dated()?);
    // A day worked out from the document's own is no statement of the document.
    let stated = question.proposal.slots.contains_key("when") && days.is_day();
    let close = overlap.is_close() && overlap.shared >= 6 && relation == Relation::Same;
    let quoted = question.norms().text("mode") == Some("direct");
    (stated && close && quoted && item.days.is_day() && days.apart(item.days) <= SAME_OCCASION)
        .then(|| {
            let found = Found::same(0, 0.0, "the same words of the same speaker");
            found.but("date", days.shown(), item.days.shown())
        })
}

/// The position of a record that a sort stands for.
fn position(sort: Option<&str>) -> Option<PositionKind> {
    Some(match sort? {
        "demand" => PositionKind::Demand,
        "offer" | "openness" => PositionKind::Offer,
        "precondition" => PositionKind::Precondition,
        "refusal" | "red_line" => PositionKind::RedLine,
        _ => return None,
    })
}

/// Whether two sorts can be one position: what one report calls a demand another calls a precondition.
fn go_together(one: PositionKind, other: PositionKind) -> bool {
    use PositionKind::{Demand, Precondition};
    one == other
        || matches!(
            (one, other),
            (Demand, Precondition) | (Precondition, Demand)
        )
}

/// Whether one offers what the other rules out.
fn oppose(one: PositionKind, other: PositionKind) -> bool {
    use PositionKind::{Offer, RedLine};
    matches!((one, other), (Offer, RedLine) | (RedLine, Offer))
}
