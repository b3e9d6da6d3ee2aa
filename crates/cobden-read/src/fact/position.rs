//! Who wants what of whom, before what.

use serde::{Deserialize, Serialize};

use super::Economies;
use super::extract::{Norms, Slots};
use crate::span::Span;

/// What a party asks, offers, insists on or refuses.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Position {
    /// Whose it is, in the words of the text.
    pub holder: Option<Span>,
    /// Of whom it is asked.
    pub addressee: Option<Span>,
    /// What is asked or offered.
    pub content: Option<Span>,
    /// What it must come before.
    pub before: Option<Span>,
    /// On what condition.
    pub condition: Option<Span>,
    /// Against what.
    pub in_return: Option<Span>,
    /// What sort of position.
    pub what: PositionType,
    /// Whose it is.
    pub holders: Economies,
    /// The person who holds it, where one is named.
    pub person: Option<String>,
    /// Of whom.
    pub to: Economies,
}

impl Position {
    pub(super) fn slots(&self) -> Slots {
        Slots::default()
            .one("holder", self.holder)
            .one("addressee", self.addressee)
            .one("content", self.content)
            .one("before", self.before)
            .one("condition", self.condition)
            .one("in_return", self.in_return)
    }

    pub(super) fn norms(&self) -> Norms {
        Norms::default()
            .with("type", self.what)
            .economies("holder", &self.holders)
            .with("holder_person", &self.person)
            .economies("to", &self.to)
    }
}

/// Sorts of positions.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum PositionType {
    /// The other side should do something.
    #[default]
    Demand,
    /// One would do something.
    Offer,
    /// Something must come first.
    Precondition,
    /// One will not do something.
    Refusal,
    /// Something must not happen.
    RedLine,
    /// One is ready to talk.
    Openness,
    /// One will hold out.
    Resolve,
    /// One will not make it worse.
    Restraint,
    /// One keeps a right or a doubt.
    Reservation,
    /// One holds something to be one's own.
    Claim,
}
