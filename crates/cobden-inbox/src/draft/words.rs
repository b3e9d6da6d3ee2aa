//! Reading slots and norms of a proposal.

use cobden_codes::{Economy, Group};
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
        let mut names: Vec<String> = match self.0.norm.get(name) {
            Some(Value::String(text)) => text.split('+').map(one_line).collect(),
            Some(Value::Array(list)) => list
                .iter()
                .filter_map(Value::as_str)
                .map(one_line)
                .collect(),
            _ => Vec::new(),
        };
        names.retain(|name| !name.is_empty());
        names
    }

    /// The words of a slot, on one line; an ellipsis between stretches.
    pub(super) fn slot(self, name: &str) -> Option<String> {
        let text = |value: &Value| value.get("text").and_then(Value::as_str).map(one_line);
        let words = match self.0.slots.get(name)? {
            Value::Array(list) => {
                let parts: Vec<String> = list.iter().filter_map(text).collect();
                parts.join(" … ")
            }
            one => text(one)?,
        };
        (!words.is_empty()).then_some(words)
    }
}

/// White space of any kind and length as one space; none at the ends.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// At most so many characters, cut between words.
pub(super) fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let cut: String = text.chars().take(most).collect();
    let end = cut.rfind(' ').filter(|at| *at > most / 2);
    format!("{} …", cut[..end.unwrap_or(cut.len())].trim_end())
}

/// As a clause of its own: a capital letter, no comma or full stop at the end.
pub(super) fn clause(text: &str) -> String {
    let text = one_line(text);
    let text = text.trim_end_matches([',', ';', '.', ':', ' ']);
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// An economy's name; what is none stays as it is.
pub(super) fn called(party: &str) -> String {
    match Economy::find(party) {
        Some(economy) if economy.code() == party => economy.name().to_owned(),
        _ => party.to_owned(),
    }
}

/// Whether a code stands for an economy, such as `CHN` or `EU`.
pub(super) fn is_economy(code: &str) -> bool {
    Economy::find(code).is_some_and(|economy| economy.code() == code)
}

/// Whether a name (`China`, `the United States`) is that of the economy with this code.
pub(super) fn names_economy(name: &str, code: &str) -> bool {
    let plain = name.trim_start_matches("the ").trim_start_matches("The ");
    let found = Economy::by_name(plain).or_else(|| Economy::find(plain));
    found.is_some_and(|economy| economy.code() == code)
}

/// A party as a record writes it: three capital letters must be a code there, so that others get an article.
pub(super) fn party(name: &str) -> String {
    let like_a_code = name.len() == 3 && name.bytes().all(|byte| byte.is_ascii_uppercase());
    let group = || Group::find(name).is_some_and(|group| group.name() == name);
    if like_a_code && !is_economy(name) && !group() {
        format!("the {name}")
    } else {
        name.to_owned()
    }
}
