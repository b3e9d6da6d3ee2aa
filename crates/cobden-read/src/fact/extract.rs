//! A fact with its evidence, whatever its kind.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Event, Figure, Forecast, Measure, Meeting, Position, Statement};
use crate::span::Span;

/// A fact, the words that say it, and how it was found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Extract {
    /// Unique within its document: three letters of its kind and a number, `sta01`.
    pub id: String,
    /// The smallest clause or sentence that supports the fact on its own.
    pub evidence: Span,
    /// What it says.
    pub fact: Fact,
    /// The statement of this document that says it; without one, the narrator does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The extract of this document that it only says again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duplicate_of: Option<String>,
    /// The part of the document it stands in, if that is not the text itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub layer: Option<Layer>,
    /// Which rule made it, or which model.
    pub rule: String,
    /// How often proposals of this rule are right, 0 to 1: measured where annotated text was at hand, else estimated.
    pub confidence: f64,
}

/// A part of a document that restates the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layer {
    /// The headline.
    Title,
    /// A list of main points.
    Highlights,
    /// A summary by an editor.
    Summary,
    /// A summary by a machine.
    AiSummary,
}

/// What an extract says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Fact {
    /// Who said what.
    Statement(Statement),
    /// What an economy does, did or may do to trade.
    Measure(Measure),
    /// Who wants what of whom.
    Position(Position),
    /// Who met or will meet whom.
    Meeting(Meeting),
    /// Who expects what by when.
    Forecast(Forecast),
    /// A figure or the direction of one.
    Figure(Figure),
    /// Anything else that happened.
    Event(Event),
}

/// The kinds, without what they hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Who said what.
    Statement,
    /// What an economy does to trade.
    Measure,
    /// Who wants what of whom.
    Position,
    /// Who met whom.
    Meeting,
    /// Who expects what by when.
    Forecast,
    /// A figure.
    Figure,
    /// Anything else that happened.
    Event,
}

impl Kind {
    /// All kinds, in the order in which they are listed.
    pub const ALL: [Kind; 7] = [
        Kind::Statement,
        Kind::Measure,
        Kind::Position,
        Kind::Meeting,
        Kind::Forecast,
        Kind::Figure,
        Kind::Event,
    ];

    /// Its name in files: `statement`.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Statement => "statement",
            Kind::Measure => "measure",
            Kind::Position => "position",
            Kind::Meeting => "meeting",
            Kind::Forecast => "forecast",
            Kind::Figure => "figure",
            Kind::Event => "event",
        }
    }
}

impl Fact {
    /// Its kind.
    pub fn kind(&self) -> Kind {
        match self {
            Fact::Statement(_) => Kind::Statement,
            Fact::Measure(_) => Kind::Measure,
            Fact::Position(_) => Kind::Position,
            Fact::Meeting(_) => Kind::Meeting,
            Fact::Forecast(_) => Kind::Forecast,
            Fact::Figure(_) => Kind::Figure,
            Fact::Event(_) => Kind::Event,
        }
    }

    /// The words that fill its parts, by the part's name.
    pub fn slots(&self) -> Slots {
        match self {
            Fact::Statement(fact) => fact.slots(),
            Fact::Measure(fact) => fact.slots(),
            Fact::Position(fact) => fact.slots(),
            Fact::Meeting(fact) => fact.slots(),
            Fact::Forecast(fact) => fact.slots(),
            Fact::Figure(fact) => fact.slots(),
            Fact::Event(fact) => fact.slots(),
        }
    }

    /// The plain values read from the words, by name; economies by ISO 3166-1 alpha-3.
    pub fn norms(&self) -> Norms {
        match self {
            Fact::Statement(fact) => fact.norms(),
            Fact::Measure(fact) => fact.norms(),
            Fact::Position(fact) => fact.norms(),
            Fact::Meeting(fact) => fact.norms(),
            Fact::Forecast(fact) => fact.norms(),
            Fact::Figure(fact) => fact.norms(),
            Fact::Event(fact) => fact.norms(),
        }
    }
}

/// The slots of a fact that are filled, in the order in which they are documented.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Slots(Vec<(&'static str, Vec<Span>)>);

impl Slots {
    /// Adds a slot of one stretch, if it is filled.
    #[must_use]
    pub(super) fn one(mut self, name: &'static str, span: Option<Span>) -> Self {
        self.0.extend(span.map(|span| (name, vec![span])));
        self
    }

    /// Adds a slot of any number of stretches, if there are any.
    #[must_use]
    pub(super) fn many(mut self, name: &'static str, spans: &[Span]) -> Self {
        if !spans.is_empty() {
            self.0.push((name, spans.to_vec()));
        }
        self
    }

    /// Name and stretches, one after the other.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &[Span])> {
        self.0.iter().map(|(name, spans)| (*name, spans.as_slice()))
    }

    /// The stretches of one slot.
    pub fn get(&self, name: &str) -> Option<&[Span]> {
        self.iter()
            .find(|(slot, _)| *slot == name)
            .map(|(_, spans)| spans)
    }
}

/// The norms of a fact that are known, in the order in which they are documented.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Norms(Map<String, Value>);

impl Norms {
    /// Adds a value.
    #[must_use]
    pub(super) fn with(mut self, name: &str, value: impl Serialize) -> Self {
        match serde_json::to_value(value) {
            Ok(Value::Null) | Err(_) => {}
            Ok(value) => {
                self.0.insert(name.to_owned(), value);
            }
        }
        self
    }

    /// Adds economies, joined by a plus sign.
    #[must_use]
    pub(super) fn economies(self, name: &str, economies: &[String]) -> Self {
        if economies.is_empty() {
            self
        } else {
            self.with(name, economies.join("+"))
        }
    }

    /// Adds a period.
    #[must_use]
    pub(super) fn period(self, name: &str, period: Option<crate::Period>) -> Self {
        self.with(name, period)
    }

    /// The values by name.
    pub fn values(&self) -> &Map<String, Value> {
        &self.0
    }
}
