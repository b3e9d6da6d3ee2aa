//! Reading norms and slots of a proposal.

use cobden_read::{Period, Proposal};
use serde_json::Value;

/// The norms and slots of a proposal by name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Norms<'a>(pub(super) &'a Proposal);

impl<'a> Norms<'a> {
    /// A norm that is text.
    pub(super) fn text(self, name: &str) -> Option<&'a str> {
        let text = self.0.norm.get(name)?.as_str()?.trim();
        (!text.is_empty()).then_some(text)
    }

    /// A norm that is a number.
    pub(super) fn number(self, name: &str) -> Option<f64> {
        self.0.norm.get(name)?.as_f64().filter(|n| n.is_finite())
    }

    /// Whether a norm is true.
    pub(super) fn is(self, name: &str) -> bool {
        self.0.norm.get(name).and_then(Value::as_bool) == Some(true)
    }

    /// A norm that is a period.
    pub(super) fn period(self, name: &str) -> Option<Period> {
        Period::parse(self.text(name)?)
    }

    /// Economies joined by a plus sign, or a list of names.
    pub(super) fn several(self, name: &str) -> Vec<String> {
        let trimmed = |text: &str| text.trim().to_owned();
        let mut names: Vec<String> = match self.0.norm.get(name) {
            Some(Value::String(text)) => text.split('+').map(trimmed).collect(),
            Some(Value::Array(list)) => {
                list.iter().filter_map(Value::as_str).map(trimmed).collect()
            }
            _ => Vec::new(),
        };
        names.retain(|name| !name.is_empty());
        names
    }

    /// The words of a slot; stretches are joined by a space.
    pub(super) fn slot(self, name: &str) -> Option<String> {
        let text = |value: &'a Value| value.get("text").and_then(Value::as_str);
        let words = match self.0.slots.get(name)? {
            Value::Array(list) => list.iter().filter_map(text).collect::<Vec<_>>().join(" "),
            one => text(one)?.to_owned(),
        };
        (!words.trim().is_empty()).then_some(words)
    }
}
