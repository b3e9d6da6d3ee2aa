//! The entries of a record, as far as facts are compared with them.

use cobden_diagnostics::Place;
use cobden_read::Period;
use cobden_record::{Direction, Entry, EventKind, EventState, PositionKind, Record};
use jiff::ToSpan;
use jiff::civil::Date;

use super::party::Parties;
use super::words::{Bag, Stems};
use super::{Found, Match, Question};

/// From a first day to a last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) first: Date,
    pub(super) last: Date,
}

impl Span {
    pub(super) fn of(period: Period) -> Self {
        Self {
            first: period.first,
            last: period.last,
        }
    }

    pub(super) fn day(day: Date) -> Self {
        Self {
            first: day,
            last: day,
        }
    }

    /// So many days longer at both ends.
    pub(super) fn widened(self, before: i32, after: i32) -> Self {
        let first = self.first.checked_sub(before.days());
        let last = self.last.checked_add(after.days());
        Self {
            first: first.unwrap_or(Date::MIN),
            last: last.unwrap_or(Date::MAX),
        }
    }

    pub(super) fn overlaps(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    pub(super) fn has(self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }

    pub(super) fn is_day(self) -> bool {
        self.first == self.last
    }

    /// Days from the first to the last.
    pub(super) fn length(self) -> i32 {
        let span = self.first.until(self.last);
        span.map_or(i32::MAX, |span| span.get_days())
    }

    /// Days between the two; none if they share one.
    pub(super) fn apart(self, other: Self) -> i32 {
        let gap = |from: Date, to: Date| from.until(to).map_or(i32::MAX, |span| span.get_days());
        if self.overlaps(other) {
            0
        } else if self.last < other.first {
            gap(self.last, other.first)
        } else {
            gap(other.last, self.first)
        }
    }

    pub(super) fn shown(self) -> String {
        Period::between(self.first, self.last).to_string()
    }
}

/// An entry: what all are compared by.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub(super) id: String,
    pub(super) kind: &'static str,
    title: Option<String>,
    file: Option<String>,
    line: Option<usize>,
    pub(super) parties: Parties,
    pub(super) days: Span,
    pub(super) words: Bag,
    pub(super) body: Body,
    /// Sources that it cites, with the place in them.
    cites: Vec<(String, Option<String>)>,
}

/// What is only of one kind.
#[derive(Debug, Clone)]
pub(super) enum Body {
    /// An event.
    Event {
        kind: EventKind,
        state: EventState,
        place: Option<String>,
        /// Who moved first, where the note says so.
        initiator: Option<String>,
        denies: bool,
    },
    /// A position.
    Position {
        to: Option<String>,
        kind: PositionKind,
    },
    /// A forecast.
    Forecast { due: Date },
    /// A figure.
    Indicator {
        value: Option<f64>,
        unit: Option<String>,
        direction: Option<Direction>,
        period: Option<Period>,
    },
    /// A measure, an amendment: see `laws`.
    Law,
}

/// The entries in the order of kinds and ids.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    pub(super) stems: Stems,
    pub(super) items: Vec<Item>,
    /// Sources that were made from a document: hash and id, sorted.
    read: Vec<(String, String)>,
}

impl Shelf {
    /// Events, positions, forecasts and indicators.
    pub(super) fn of(record: &Record) -> Self {
        let mut shelf = Self::default();
        for entry in record.sources.values() {
            let note = entry.common.note.as_deref().unwrap_or_default();
            if let Some((_, rest)) = note.split_once("SHA-256 ") {
                let hash: String = rest.chars().take_while(char::is_ascii_hexdigit).collect();
                shelf.read.push((hash, entry.id.clone()));
            }
        }
        shelf.read.sort_unstable();
        for entry in record.events.values() {
            let event = &entry.body;
            let what = event.what.as_deref().unwrap_or_default();
            let days = match event.until {
                Some(until) => Span {
                    first: event.from,
                    last: until.yesterday().unwrap_or(until).max(event.from),
                },
                None => Span::day(event.from),
            };
            let note = entry.common.note.as_deref().unwrap_or_default();
            let body = Body::Event {
                kind: event.kind,
                state: event.state,
                place: event.place.clone(),
                initiator: moved_first(note),
                denies: what.starts_with("Denies"),
            };
            let parties = Parties::of(&event.who);
            shelf.put(entry, "event", what, parties, days, body);
        }
        for entry in record.positions.values() {
            let position = &entry.body;
            let days = Span {
                first: position.from.unwrap_or(entry.common.known),
                last: position.until.unwrap_or(Date::MAX),
            };
            let body = Body::Position {
                to: position.to.clone(),
                kind: position.kind,
            };
            let parties = Parties::of([&position.by]);
            shelf.put(entry, "position", &position.what, parties, days, body);
        }
        for entry in record.forecasts.values() {
            let forecast = &entry.body;
            let body = Body::Forecast { due: forecast.due };
            let days = Span::day(forecast.made);
            let parties = Parties::of([&forecast.by]);
            shelf.put(entry, "forecast", &forecast.what, parties, days, body);
        }
        for entry in record.indicators.values() {
            let indicator = &entry.body;
            let period = indicator.period.as_deref().and_then(Period::parse);
            let days = period.map_or(Span::day(indicator.on), Span::of);
            let body = Body::Indicator {
                value: indicator.value,
                unit: indicator.unit.clone(),
                direction: indicator.direction,
                period,
            };
            let parties = Parties::of([&indicator.economy]);
            shelf.put(entry, "indicator", &indicator.name, parties, days, body);
        }
        let parties = shelf.items.iter().flat_map(|item| &item.parties.names);
        // Names of persons are written `Name, office`.
        let names: Vec<String> = parties
            .filter_map(|(name, _)| Some(name.split_once(',')?.0.to_owned()))
            .collect();
        names.iter().for_each(|name| shelf.stems.learn_name(name));
        shelf
    }

    /// Puts an entry on the shelf; its place.
    pub(super) fn put<T>(
        &mut self,
        entry: &Entry<T>,
        kind: &'static str,
        words: &str,
        parties: Parties,
        days: Span,
        body: Body,
    ) -> usize {
        let title = entry.common.title.clone();
        let words = match &title {
            Some(title) => format!("{title}. {words}"),
            None => words.to_owned(),
        };
        let line = match &entry.place {
            Place::Span { source, range } => Some(source.line_column(range.start).0),
            _ => None,
        };
        let cites = entry.common.sources.iter();
        self.items.push(Item {
            id: entry.id.clone(),
            kind,
            file: entry.place.path().map(str::to_owned),
            line,
            parties,
            days,
            words: self.stems.learn(&words),
            body,
            cites: cites
                .map(|one| (one.source.clone(), one.at.clone()))
                .collect(),
            title,
        });
        self.items.len() - 1
    }

    /// Entries that were written from this very fact.
    pub(super) fn accepted_from(&self, question: &Question<'_>) -> Vec<Found> {
        let hash = question.note.hash.as_str();
        let from = self
            .read
            .partition_point(|(other, _)| other.as_str() < hash);
        let same = self.read[from..]
            .iter()
            .take_while(|(other, _)| other == hash);
        let sources: Vec<&str> = same.map(|(_, id)| id.as_str()).collect();
        if hash.is_empty() || sources.is_empty() {
            return Vec::new();
        }
        let place = format!(
            "characters {} to {}",
            question.proposal.start, question.proposal.end
        );
        let mut found = Vec::new();
        for (at, item) in self.items.iter().enumerate() {
            let cited = item.cites.iter().any(|(source, at)| {
                sources.contains(&source.as_str())
                    && at.as_deref().is_some_and(|at| at.ends_with(&place))
            });
            if cited {
                found.push(Found::same(at, 10.0, "it cites these words"));
            }
        }
        found
    }

    /// What is found, with the entry's name and place.
    pub(super) fn named(&self, found: Found) -> Match {
        let item = &self.items[found.entry];
        Match {
            id: item.id.clone(),
            kind: item.kind,
            title: item.title.clone(),
            file: item.file.clone(),
            line: item.line,
            because: found.because,
            differs: found.differs,
        }
    }
}

/// `USA moved first.` in the note of a contact.
fn moved_first(note: &str) -> Option<String> {
    let (before, _) = note.split_once(" moved first.")?;
    let who = before.rsplit(". ").next().unwrap_or(before).trim();
    (!who.is_empty()).then(|| who.to_owned())
}
