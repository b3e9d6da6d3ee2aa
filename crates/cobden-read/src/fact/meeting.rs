//! Calls, visits and talks.

use serde::{Deserialize, Serialize};

use super::Economies;
use super::extract::{Norms, Slots};
use crate::period::Period;
use crate::span::Span;

/// A contact between parties, held, under way, planned or possible.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Meeting {
    /// Who, in the words of the text.
    pub parties: Vec<Span>,
    /// Where.
    pub place: Option<Span>,
    /// When.
    pub when: Option<Span>,
    /// By what way: a telephone, an intermediary.
    pub channel: Option<Span>,
    /// About what.
    pub topic: Option<Span>,
    /// With what result.
    pub outcome: Option<Span>,
    /// What it depends on.
    pub condition: Option<Span>,
    /// What sort of contact.
    pub what: MeetingType,
    /// Persons by full name, else economies by code.
    pub who: Vec<String>,
    /// Who moved first.
    pub initiator: Economies,
    /// Whether it took place.
    pub state: MeetingState,
    /// The day or days.
    pub date: Option<Period>,
}

impl Meeting {
    pub(super) fn slots(&self) -> Slots {
        Slots::default()
            .many("parties", &self.parties)
            .one("place", self.place)
            .one("when", self.when)
            .one("channel", self.channel)
            .one("topic", self.topic)
            .one("outcome", self.outcome)
            .one("condition", self.condition)
    }

    pub(super) fn norms(&self) -> Norms {
        let norms = Norms::default().with("type", self.what);
        let norms = if self.who.is_empty() {
            norms
        } else {
            norms.with("parties", &self.who)
        };
        norms
            .economies("initiator", &self.initiator)
            .with("status", self.state)
            .period("date", self.date)
    }
}

/// Sorts of contact.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum MeetingType {
    /// Negotiations, consultations.
    #[default]
    Talks,
    /// By telephone or video.
    Call,
    /// Heads of state or government meet.
    Summit,
    /// One travels to the other.
    Visit,
    /// Messages, an approach, an unnamed contact.
    Contact,
}

/// Whether a meeting took place.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum MeetingState {
    /// It did.
    #[default]
    Held,
    /// It is under way.
    Ongoing,
    /// It is arranged.
    Planned,
    /// It is talked of.
    Possible,
    /// Somebody says that there was none.
    Denied,
}
