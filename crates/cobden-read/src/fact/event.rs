//! What else happened.

use serde::{Deserialize, Serialize};

use super::extract::{Norms, Slots};
use crate::period::Period;
use crate::span::Span;

/// An appointment, an agreement, a ruling.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Event {
    /// Who, in the words of the text.
    pub who: Option<Span>,
    /// What.
    pub what: Option<Span>,
    /// When.
    pub when: Option<Span>,
    /// Where.
    pub place: Option<Span>,
    /// What sort of event.
    pub sort: EventType,
    /// The day or days.
    pub date: Option<Period>,
}

impl Event {
    pub(super) fn slots(&self) -> Slots {
        Slots::default()
            .one("who", self.who)
            .one("what", self.what)
            .one("when", self.when)
            .one("place", self.place)
    }

    pub(super) fn norms(&self) -> Norms {
        Norms::default()
            .with("type", self.sort)
            .period("date", self.date)
    }
}

/// Sorts of events.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum EventType {
    /// Somebody gets or loses an office.
    Appointment,
    /// Parties agree.
    #[default]
    Agreement,
    /// A court or panel rules, a case is filed.
    Legal,
    /// A standing way to talk is set up.
    Mechanism,
    /// Buyers cancel orders.
    OrderCancellation,
}
