//! Who expects what by when.

use serde::{Deserialize, Serialize};

use super::Attribution;
use super::extract::{Norms, Slots};
use crate::span::Span;

/// An expectation of somebody.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Forecast {
    /// Who expects it, in the words of the text.
    pub who: Option<Span>,
    /// What is expected.
    pub content: Option<Span>,
    /// By when.
    pub when: Option<Span>,
    /// On what condition.
    pub condition: Option<Span>,
    /// Who expects it; `article author` where nobody is named.
    pub by: Option<String>,
    /// How well it is sourced.
    pub attribution: Attribution,
    /// The word that makes it an expectation: `could`, `expects`.
    pub hedge: Option<String>,
    /// By when: a period, or the words where they name an occasion.
    pub horizon: Option<String>,
    /// Whether a day will come on which it can be called right or wrong.
    pub scoreable: bool,
    /// Whether the expectation is that it will not happen.
    pub negated: bool,
}

impl Forecast {
    pub(super) fn slots(&self) -> Slots {
        Slots::default()
            .one("who", self.who)
            .one("content", self.content)
            .one("when", self.when)
            .one("condition", self.condition)
    }

    pub(super) fn norms(&self) -> Norms {
        let norms = Norms::default()
            .with("who", &self.by)
            .with("attribution", self.attribution)
            .with("hedge", &self.hedge)
            .with("horizon", &self.horizon)
            .with("scoreable", self.scoreable);
        if self.negated {
            norms.with("negated", true)
        } else {
            norms
        }
    }
}
