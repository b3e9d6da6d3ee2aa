//! What a proposal of a kind may hold: the names of its slots and norms, and what each norm is.

use super::choice::variants;
use crate::fact::{
    Action, Attribution, Direction, EventType, Instrument, Kind, MeetingState, MeetingType, Mode,
    PositionType, Status,
};

/// The slots and norms of a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    /// The kind.
    pub kind: Kind,
    /// Its slots.
    pub slots: &'static [SlotShape],
    /// Its norms.
    pub norms: &'static [NormShape],
}

/// A slot of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SlotShape {
    /// Its name.
    pub name: &'static str,
    /// Whether several stretches may fill it.
    pub many: bool,
    /// Whether the words may stand anywhere in the document, or only near the evidence.
    pub anywhere: bool,
    /// Whether a foreign proposal has to fill it.
    pub needed: bool,
}

/// A norm of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NormShape {
    /// Its name.
    pub name: &'static str,
    /// What it is.
    pub value: NormValue,
    /// Whether a foreign proposal has to give it: a default would say something that nobody has said.
    pub needed: bool,
}

/// What a norm is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NormValue {
    /// One of the names of an enumeration.
    Choice(Choice),
    /// Codes of economies, joined by plus signs.
    Economies,
    /// The code of one economy.
    Economy,
    /// The code of an economy, or one of the names of [`crate::fact::Side`].
    Side,
    /// A rate in percent, in the evidence and in the slot of the same name.
    Rate,
    /// An amount with its unit, in the evidence.
    Amount,
    /// A number, in the evidence.
    Number,
    /// What a number counts.
    Unit,
    /// A day or a stretch of days.
    Period,
    /// A day, a stretch of days, or an occasion in words of the document.
    Horizon,
    /// True or false.
    Flag,
    /// A name of which the document has at least a word.
    Name,
    /// Names, or codes of economies.
    Parties,
    /// Names.
    Names,
    /// Words of the evidence.
    Words,
}

/// An enumeration of [`crate::fact`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are those of the types")]
pub enum Choice {
    Mode,
    Attribution,
    Action,
    Instrument,
    Status,
    PositionType,
    MeetingType,
    MeetingState,
    Direction,
    EventType,
}

impl Choice {
    /// The names that may be chosen.
    pub fn names(self) -> &'static [&'static str] {
        match self {
            Choice::Mode => variants::<Mode>(),
            Choice::Attribution => variants::<Attribution>(),
            Choice::Action => variants::<Action>(),
            Choice::Instrument => variants::<Instrument>(),
            Choice::Status => variants::<Status>(),
            Choice::PositionType => variants::<PositionType>(),
            Choice::MeetingType => variants::<MeetingType>(),
            Choice::MeetingState => variants::<MeetingState>(),
            Choice::Direction => variants::<Direction>(),
            Choice::EventType => variants::<EventType>(),
        }
    }
}

/// The other names of [`crate::fact::Side`].
pub(super) const SIDES: [&str; 5] = ["BOTH", "MKT", "MEDIA", "BUSINESS", "AUTHOR"];

const fn slot(name: &'static str) -> SlotShape {
    SlotShape {
        name,
        many: false,
        anywhere: false,
        needed: false,
    }
}

impl SlotShape {
    const fn many(self) -> Self {
        Self { many: true, ..self }
    }

    const fn anywhere(self) -> Self {
        Self {
            anywhere: true,
            ..self
        }
    }

    const fn needed(self) -> Self {
        Self {
            needed: true,
            ..self
        }
    }
}

const fn norm(name: &'static str, value: NormValue) -> NormShape {
    NormShape {
        name,
        value,
        needed: false,
    }
}

impl NormShape {
    const fn needed(self) -> Self {
        Self {
            needed: true,
            ..self
        }
    }
}

use NormValue as V;

const STATEMENT: (&[SlotShape], &[NormShape]) = (
    &[
        slot("speaker").anywhere(),
        slot("role").anywhere(),
        slot("cue"),
        slot("content").many().needed(),
        slot("venue"),
        slot("when"),
    ],
    &[
        norm("mode", V::Choice(Choice::Mode)).needed(),
        norm("attribution", V::Choice(Choice::Attribution)).needed(),
        norm("side", V::Side),
        norm("speaker_norm", V::Name),
        norm("date", V::Period),
        norm("chain", V::Names),
        norm("denies", V::Flag),
    ],
);

const MEASURE: (&[SlotShape], &[NormShape]) = (
    &[
        slot("actor"),
        slot("target"),
        slot("product"),
        slot("rate"),
        slot("rate_from"),
        slot("amount"),
        slot("when"),
        slot("since"),
        slot("duration"),
        slot("legal"),
        slot("condition"),
        slot("reason"),
    ],
    &[
        norm("action", V::Choice(Choice::Action)).needed(),
        norm("instrument", V::Choice(Choice::Instrument)).needed(),
        norm("actor", V::Economies),
        norm("target", V::Economies),
        norm("rate", V::Rate),
        norm("rate_from", V::Rate),
        norm("amount", V::Amount),
        norm("status", V::Choice(Choice::Status)).needed(),
        norm("requested_by", V::Economies),
        norm("date", V::Period),
        norm("until", V::Period),
        norm("retaliation", V::Flag),
    ],
);

const POSITION: (&[SlotShape], &[NormShape]) = (
    &[
        slot("holder"),
        slot("addressee"),
        slot("content").needed(),
        slot("before"),
        slot("condition"),
        slot("in_return"),
    ],
    &[
        norm("type", V::Choice(Choice::PositionType)).needed(),
        norm("holder", V::Economies),
        norm("holder_person", V::Name),
        norm("to", V::Economies),
    ],
);

const MEETING: (&[SlotShape], &[NormShape]) = (
    &[
        slot("parties").many(),
        slot("place"),
        slot("when"),
        slot("channel"),
        slot("topic"),
        slot("outcome"),
        slot("condition"),
    ],
    &[
        norm("type", V::Choice(Choice::MeetingType)).needed(),
        norm("parties", V::Parties),
        norm("initiator", V::Economies),
        norm("status", V::Choice(Choice::MeetingState)).needed(),
        norm("date", V::Period),
    ],
);

const FORECAST: (&[SlotShape], &[NormShape]) = (
    &[
        slot("who"),
        slot("content").needed(),
        slot("when"),
        slot("condition"),
    ],
    &[
        norm("who", V::Name),
        norm("attribution", V::Choice(Choice::Attribution)).needed(),
        norm("hedge", V::Words),
        norm("horizon", V::Horizon),
        norm("scoreable", V::Flag),
        norm("negated", V::Flag),
    ],
);

const FIGURE: (&[SlotShape], &[NormShape]) = (
    &[
        slot("what").needed(),
        slot("value").needed(),
        slot("since"),
        slot("when"),
        slot("source"),
    ],
    &[
        norm("dir", V::Choice(Choice::Direction)),
        norm("value", V::Number),
        norm("unit", V::Unit),
        norm("since", V::Period),
        norm("period", V::Period),
        norm("date", V::Period),
        norm("country", V::Economy),
    ],
);

const EVENT: (&[SlotShape], &[NormShape]) = (
    &[slot("who"), slot("what"), slot("when"), slot("place")],
    &[
        norm("type", V::Choice(Choice::EventType)).needed(),
        norm("date", V::Period),
    ],
);

impl Shape {
    /// The shape of a kind.
    pub fn of(kind: Kind) -> Self {
        let (slots, norms) = match kind {
            Kind::Statement => STATEMENT,
            Kind::Measure => MEASURE,
            Kind::Position => POSITION,
            Kind::Meeting => MEETING,
            Kind::Forecast => FORECAST,
            Kind::Figure => FIGURE,
            Kind::Event => EVENT,
        };
        Self { kind, slots, norms }
    }

    /// The shapes of all kinds as a list that a person or a model can read: one line a slot or norm.
    ///
    /// Prompts are made from it, so that they ask for what the check admits.
    pub fn listing() -> String {
        let mut text = String::new();
        for shape in Kind::ALL.map(Shape::of) {
            text += &format!("kind {}\n", shape.kind.name());
            for slot in shape.slots {
                let many = if slot.many { ", or a list of them" } else { "" };
                let needed = if slot.needed { " (always)" } else { "" };
                text += &format!("  slots.{}{needed}: quoted words{many}\n", slot.name);
            }
            for norm in shape.norms {
                let needed = if norm.needed { " (always)" } else { "" };
                text += &format!("  norm.{}{needed}: {}\n", norm.name, norm.value.told());
            }
        }
        text
    }
}

impl NormValue {
    /// In words, for a listing.
    fn told(self) -> String {
        let told = match self {
            V::Choice(choice) => return format!("one of {}", choice.names().join(", ")),
            V::Economies => "ISO 3166-1 alpha-3 codes (or EU), joined by +",
            V::Economy => "an ISO 3166-1 alpha-3 code, or EU",
            V::Side => {
                return format!(
                    "an ISO 3166-1 alpha-3 code, EU, or one of {}",
                    SIDES.join(", ")
                );
            }
            V::Rate => "a number of percent that stands in the quote: 145",
            V::Amount => {
                "{\"value\": in whole units, \"unit\": an ISO 4217 code or what is counted, \"approx\": true if so said}"
            }
            V::Number => {
                "a number that stands in the quote, in whole units: 4 billion is 4000000000"
            }
            V::Unit => "percent, percentage points, points, an ISO 4217 code, or what is counted",
            V::Period => {
                "2025-05-02, 2025-05, 2025-Q2, 2025, or two of them with a slash between; only if words say when"
            }
            V::Horizon => "such a date, or an occasion in words of the document",
            V::Flag => "true or false",
            V::Name => "a name, in words of the document",
            V::Parties => "a list: persons by name, economies by code",
            V::Names => "a list of names, in words of the document",
            V::Words => "words of the quote",
        };
        told.to_owned()
    }
}
