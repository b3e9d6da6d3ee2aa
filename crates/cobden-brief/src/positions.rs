//! Who wants what of whom, and where sources contradict each other.

use std::collections::BTreeSet;

use cobden_record::{Entry, Kind, PositionKind};
use cobden_schedule::{Standing, stances};
use schemars::JsonSchema;
use serde::Serialize;

use crate::context::Context;
use crate::trail::{Basis, Cited, Ledger, Origin};

/// A demand, offer, precondition or red line, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Position {
    /// The position, as a figure's name.
    pub id: String,
    /// Its id in the record.
    pub entry: String,
    /// Who holds it.
    pub by: String,
    /// Of whom it is asked, or to whom offered.
    pub to: Option<String>,
    /// What it is: demand, offer, precondition, red line.
    pub kind: String,
    /// What is wanted or offered.
    pub what: String,
    /// What it must come before.
    pub before: Option<String>,
    /// Since when.
    pub since: String,
    /// open, met, withdrawn or lapsed.
    pub standing: String,
    /// By what it was met or withdrawn, and when.
    pub standing_by: Option<String>,
    /// How well it is sourced: `A`, `B` or `C`.
    pub confidence: String,
    /// Sources that do not rest on each other.
    pub independent_sources: usize,
    /// Who says so.
    pub sources: Vec<Cited>,
}

/// Two entries that cannot both be true.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Contradiction {
    /// The contradiction, as a figure's name.
    pub id: String,
    /// The two entries, by id.
    pub between: [String; 2],
    /// Who holds each.
    pub by: [String; 2],
    /// What each says.
    pub says: [String; 2],
    /// Whether each asks the other side to move first.
    pub mutual: bool,
}

/// Positions that count on the day: taken in the round, or still open.
pub(crate) fn positions(context: &Context<'_>, ledger: &mut Ledger<'_>) -> Vec<Position> {
    let asked = &context.asked;
    let begun = asked.round.map(|round| round.body.from);
    let mut found: Vec<Position> = Vec::new();
    for one in stances(context.view, &context.schedule, asked.on) {
        let entry = one.entry;
        let position = &entry.body;
        let concerns = context.is_party(&position.by)
            || position
                .to
                .as_deref()
                .is_some_and(|to| context.is_party(to));
        let since = position.from.unwrap_or(entry.common.known);
        let is_old = begun.is_some_and(|begun| since < begun);
        if !concerns || (is_old && one.standing != Standing::Open) {
            continue;
        }
        let (standing, by) = match &one.standing {
            Standing::Open => ("open", None),
            Standing::Met { by, since: None } => ("met", Some(context.title(by))),
            Standing::Met {
                by,
                since: Some(day),
            } => ("met", Some(format!("{} ({day})", context.title(by)))),
            Standing::Withdrawn { by, since } => (
                "withdrawn",
                Some(format!("{} ({since})", context.title(by))),
            ),
            Standing::Lapsed => ("lapsed", None),
        };
        let basis = ledger.says(Kind::Position, entry);
        found.push(Position {
            id: ledger.file(
                &format!("position.{}", entry.id),
                format!("{} of {}: {}", position.kind, position.by, position.what),
                basis,
            ),
            entry: entry.id.clone(),
            by: position.by.clone(),
            to: position.to.clone(),
            kind: position.kind.word().to_owned(),
            what: position.what.trim_end_matches('.').to_owned(),
            before: position.before.clone(),
            since: since.to_string(),
            standing: standing.to_owned(),
            standing_by: by,
            confidence: entry.common.confidence.word().to_owned(),
            independent_sources: ledger.independent(&entry.id),
            sources: ledger.sources(&entry.id),
        });
    }
    // Open ones first, preconditions before the rest, the newest first.
    let rank = |one: &Position| {
        let kind = PositionKind::from_word(&one.kind);
        (
            one.standing != "open",
            kind != Some(PositionKind::Precondition),
        )
    };
    found.sort_by(|a, b| {
        rank(a)
            .cmp(&rank(b))
            .then_with(|| b.since.cmp(&a.since))
            .then_with(|| a.entry.cmp(&b.entry))
    });
    found
}

/// Who says what, and as what kind of position.
type Said = (String, String, Option<PositionKind>);

/// What an entry says, and who.
fn said(context: &Context<'_>, ledger: &mut Ledger<'_>, id: &str) -> Option<Said> {
    let record = context.record;
    if let Some(entry) = record.positions.get(id) {
        let body = &entry.body;
        ledger.entry(Kind::Position, entry);
        return Some((body.by.clone(), body.what.clone(), Some(body.kind)));
    }
    if let Some(entry) = record.events.get(id) {
        let what = entry
            .body
            .what
            .clone()
            .or_else(|| entry.common.title.clone())
            .unwrap_or_default();
        ledger.entry(Kind::Event, entry);
        return Some((entry.body.who.join(", "), what, None));
    }
    let entry: &Entry<_> = record.forecasts.get(id)?;
    ledger.entry(Kind::Forecast, entry);
    Some((entry.body.by.clone(), entry.body.what.clone(), None))
}

/// Pairs of entries that cannot both be true, one of which at least is among the positions shown.
pub(crate) fn contradictions(
    context: &Context<'_>,
    ledger: &mut Ledger<'_>,
    shown: &[Position],
) -> Vec<Contradiction> {
    let shown: BTreeSet<&str> = shown.iter().map(|one| one.entry.as_str()).collect();
    let mut pairs: BTreeSet<[String; 2]> = BTreeSet::new();
    for one in stances(context.view, &context.schedule, context.asked.on) {
        for other in &one.contradicts {
            let mut pair = [one.entry.id.clone(), other.clone()];
            pair.sort();
            if pair.iter().any(|id| shown.contains(id.as_str())) {
                pairs.insert(pair);
            }
        }
    }
    let mut found = Vec::new();
    for [a, b] in pairs {
        let (Some(first), Some(second)) = (said(context, ledger, &a), said(context, ledger, &b))
        else {
            continue;
        };
        let asks = |kind: Option<PositionKind>| {
            matches!(
                kind,
                Some(PositionKind::Demand | PositionKind::Precondition)
            )
        };
        let mutual = asks(first.2) && asks(second.2) && first.0 != second.0;
        let id = format!("contradiction.{a}+{b}");
        let from = [&a, &b].map(|id| Origin::Entry { entry: id.clone() });
        found.push(Contradiction {
            id: ledger.file(
                &id,
                "Two entries that cannot both be true",
                Basis::Derived {
                    how: "one of the entries says that it contradicts the other".to_owned(),
                    from: from.to_vec(),
                },
            ),
            between: [a, b],
            by: [first.0, second.0],
            says: [first.1, second.1],
            mutual,
        });
    }
    found.sort_by(|a, b| b.mutual.cmp(&a.mutual).then_with(|| a.id.cmp(&b.id)));
    found
}
