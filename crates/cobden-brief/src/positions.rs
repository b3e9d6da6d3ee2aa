//! Who wants what of whom, and where sources contradict each other.

use std::collections::{BTreeMap, BTreeSet};

use cobden_record::{Entry, Kind, PositionKind};
use cobden_schedule::{Standing, stances};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::context::Context;
use crate::parties::Dispute;
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

/// Two positions that cannot both be had, or two entries that cannot both be true.
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
    /// Whether both are positions: they cannot both be had. Otherwise they cannot both be true.
    pub positions: bool,
    /// Whether it stands on the day: positions are open, events and forecasts are of the 90 days before.
    pub open: bool,
    /// Whether both are open and each side asks the other to move first.
    pub mutual: bool,
}

/// Days for which what was said counts as current.
const CURRENT: i64 = 90;

/// Positions between the two that count on the day: taken in the round, or still open.
pub(crate) fn positions(context: &Context<'_>, ledger: &mut Ledger<'_>) -> Vec<Position> {
    let asked = &context.asked;
    let dispute = context.dispute();
    let begun = asked.round.map(|round| round.body.from);
    let mut found: Vec<Position> = Vec::new();
    for one in stances(context.view, &context.schedule, asked.on) {
        let entry = one.entry;
        let position = &entry.body;
        let since = position.from.unwrap_or(entry.common.known);
        let is_old = begun.is_some_and(|begun| since < begun);
        let is_open = one.standing == Standing::Open;
        if dispute.between(position).is_none() || (is_old && !is_open) {
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

/// What an entry says that contradicts another.
struct Said {
    by: String,
    what: String,
    /// Whether it is open, or of late.
    open: bool,
    /// The side that asks the other for something first, where that is what it says.
    asks: Option<usize>,
    is_position: bool,
}

/// Looks up what entries say.
struct Sayings<'a, 'r> {
    context: &'a Context<'r>,
    dispute: Dispute<'a>,
    /// Positions shown, and whether they are open.
    shown: BTreeMap<&'a str, bool>,
    since: Date,
}

impl Sayings<'_, '_> {
    /// What an entry says; none if it is not known, not of the two, or not of the day.
    fn said(&self, ledger: &mut Ledger<'_>, id: &str) -> Option<Said> {
        let (record, on) = (self.context.record, self.context.asked.on);
        if let Some(entry) = record.positions.get(id) {
            let open = *self.shown.get(id)?;
            let body = &entry.body;
            ledger.entry(Kind::Position, entry);
            let first = matches!(body.kind, PositionKind::Demand | PositionKind::Precondition);
            return Some(Said {
                by: body.by.clone(),
                what: body.what.clone(),
                open,
                asks: self.dispute.between(body).filter(|_| first),
                is_position: true,
            });
        }
        if let Some(entry) = record.events.get(id) {
            let body = &entry.body;
            let title = entry.common.title.as_deref();
            if !self.known(entry) || body.from > on || !self.dispute.holds_event(title, body) {
                return None;
            }
            let what = body.what.clone().or_else(|| entry.common.title.clone());
            ledger.entry(Kind::Event, entry);
            return Some(Said {
                by: body.who.join(", "),
                what: what.unwrap_or_default(),
                open: body.from >= self.since,
                asks: None,
                is_position: false,
            });
        }
        let entry = record.forecasts.get(id)?;
        let body = &entry.body;
        let title = entry.common.title.as_deref();
        if !self.known(entry) || body.made > on || !self.dispute.holds_forecast(title, body) {
            return None;
        }
        ledger.entry(Kind::Forecast, entry);
        Some(Said {
            by: body.by.clone(),
            what: body.what.clone(),
            open: body.made >= self.since,
            asks: None,
            is_position: false,
        })
    }

    fn known<T>(&self, entry: &Entry<T>) -> bool {
        self.context.view.knows(entry)
    }
}

/// Pairs of entries known of which one says that it contradicts the other, by id.
fn pairs(context: &Context<'_>) -> BTreeSet<[String; 2]> {
    let record = context.record;
    let mut pairs = BTreeSet::new();
    macro_rules! of {
        ($($kind:ident),+) => {
            $(for entry in record.$kind.values().filter(|one| context.view.knows(one)) {
                for other in &entry.body.contradicts {
                    let mut pair = [entry.id.clone(), other.clone()];
                    pair.sort();
                    pairs.insert(pair);
                }
            })+
        };
    }
    of!(positions, events, forecasts);
    pairs
}

/// Contradictions between what the two want, and in what is said of them.
///
/// Told are those of which a position shown is part, and those of events and forecasts that are current; open ones first.
pub(crate) fn contradictions(
    context: &Context<'_>,
    ledger: &mut Ledger<'_>,
    shown: &[Position],
) -> Vec<Contradiction> {
    let on = context.asked.on;
    let sayings = Sayings {
        context,
        dispute: context.dispute(),
        shown: shown
            .iter()
            .map(|one| (one.entry.as_str(), one.standing == "open"))
            .collect(),
        since: on
            .checked_sub(jiff::Span::new().days(CURRENT))
            .unwrap_or(on),
    };
    let mut found = Vec::new();
    for [a, b] in pairs(context) {
        let (Some(first), Some(second)) = (sayings.said(ledger, &a), sayings.said(ledger, &b))
        else {
            continue;
        };
        let open = first.open && second.open;
        if !open && !first.is_position && !second.is_position {
            continue;
        }
        let positions = first.is_position && second.is_position;
        let each_asks = match (first.asks, second.asks) {
            (Some(one), Some(other)) => one != other,
            _ => false,
        };
        let title = if positions {
            "Two positions that cannot both be had"
        } else {
            "Two entries that cannot both be true"
        };
        let from = [&a, &b].map(|id| Origin::Entry { entry: id.clone() });
        found.push(Contradiction {
            id: ledger.file(
                &format!("contradiction.{a}+{b}"),
                title,
                Basis::Derived {
                    how: "one of the entries says that it contradicts the other".to_owned(),
                    from: from.to_vec(),
                },
            ),
            between: [a, b],
            by: [first.by, second.by],
            says: [first.what, second.what],
            positions,
            open,
            mutual: open && each_asks,
        });
    }
    found.sort_by(|a, b| {
        let rank = |one: &Contradiction| (!one.open, !one.mutual);
        rank(a).cmp(&rank(b)).then_with(|| a.id.cmp(&b.id))
    });
    found
}
