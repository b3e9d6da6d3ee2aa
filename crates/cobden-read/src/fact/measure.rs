//! What an economy does to trade, did, or may do.

use serde::{Deserialize, Serialize};

use super::Economies;
use super::extract::{Norms, Slots};
use crate::period::Period;
use crate::span::Span;

/// A step of trade policy.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Measure {
    /// Who acts, in the words of the text.
    pub actor: Option<Span>,
    /// Whom it meets.
    pub target: Option<Span>,
    /// Which goods or firms.
    pub product: Option<Span>,
    /// The rate it sets.
    pub rate: Option<Span>,
    /// The rate that held before.
    pub rate_from: Option<Span>,
    /// Trade, purchases or lines covered.
    pub amount: Option<Span>,
    /// When.
    pub when: Option<Span>,
    /// Since when.
    pub since: Option<Span>,
    /// For how long.
    pub duration: Option<Span>,
    /// The law or order it rests on.
    pub legal: Option<Span>,
    /// What it depends on.
    pub condition: Option<Span>,
    /// Why.
    pub reason: Option<Span>,
    /// What is done.
    pub action: Option<Action>,
    /// With what.
    pub instrument: Option<Instrument>,
    /// Who acts.
    pub actors: Economies,
    /// Whom it meets.
    pub targets: Economies,
    /// The rate it sets, percent.
    pub percent: Option<f64>,
    /// The rate that held before, percent.
    pub percent_from: Option<f64>,
    /// How much trade.
    pub quantity: Option<Amount>,
    /// How far it has got.
    pub status: Status,
    /// Who asks for it, where it is asked for.
    pub requested_by: Economies,
    /// When it was or will be done.
    pub date: Option<Period>,
    /// When it ends.
    pub until: Option<Period>,
    /// Whether it answers another's.
    pub retaliation: bool,
}

impl Measure {
    pub(super) fn slots(&self) -> Slots {
        Slots::default()
            .one("actor", self.actor)
            .one("target", self.target)
            .one("product", self.product)
            .one("rate", self.rate)
            .one("rate_from", self.rate_from)
            .one("amount", self.amount)
            .one("when", self.when)
            .one("since", self.since)
            .one("duration", self.duration)
            .one("legal", self.legal)
            .one("condition", self.condition)
            .one("reason", self.reason)
    }

    pub(super) fn norms(&self) -> Norms {
        let norms = Norms::default()
            .with("action", self.action)
            .with("instrument", self.instrument)
            .economies("actor", &self.actors)
            .economies("target", &self.targets)
            .with("rate", self.percent)
            .with("rate_from", self.percent_from)
            .with("amount", &self.quantity)
            .with("status", self.status)
            .economies("requested_by", &self.requested_by)
            .period("date", self.date)
            .period("until", self.until);
        if self.retaliation {
            norms.with("retaliation", true)
        } else {
            norms
        }
    }
}

/// An amount with its unit: `{ value: 4e10, unit: "USD" }`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Amount {
    /// How much, in whole units.
    pub value: f64,
    /// Of what: an ISO 4217 code, or what is counted (`product lines`).
    pub unit: String,
    /// Whether the text says about, roughly, some.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub approx: bool,
}

/// What a measure does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names are the definitions")]
pub enum Action {
    Impose,
    Raise,
    Cut,
    Remove,
    Suspend,
    Keep,
    Extend,
    Exempt,
    Restrict,
    Ease,
    License,
    Purchase,
    Invest,
    Sanction,
    Reform,
    Retaliate,
    Announce,
    OpenMarket,
}

/// What a measure works with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names are the definitions")]
pub enum Instrument {
    Tariff,
    TariffExclusion,
    ExportControl,
    NonTariff,
    Purchase,
    Investment,
    Sanction,
    Investigation,
    PortFee,
    Visa,
    Subsidy,
    IntellectualProperty,
    Guidance,
    Deadline,
    Unspecified,
}

/// How far a measure has got.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names are the definitions")]
pub enum Status {
    #[default]
    InForce,
    Announced,
    Planned,
    Threatened,
    Requested,
    Offered,
    Promised,
    Considered,
    Expected,
    Forecast,
    Denied,
    Reported,
    NotDone,
    NotFulfilled,
    Undecided,
    Hypothetical,
    Past,
}
