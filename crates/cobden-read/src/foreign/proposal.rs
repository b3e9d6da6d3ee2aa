//! What a proposer says it found, before anything is checked.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A fact somebody says a document holds: its kind, its words, and values. Nothing of it has been checked.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ForeignProposal {
    /// Who proposes it; an admitted proposal's rule is `model:` and this.
    pub model: String,
    /// The proposer's own name for it, to which another proposal's `from` may point. Unique for a model and a document.
    pub label: Option<String>,
    /// What sort of fact, by [`crate::Kind::name`].
    pub kind: String,
    /// The evidence, word for word.
    pub quote: String,
    /// Words that fill parts of the fact: a string, or a list of strings, by slot.
    pub slots: Map<String, Value>,
    /// Plain values by name.
    pub norm: Map<String, Value>,
    /// The label of the statement that says it.
    pub from: Option<String>,
    /// First and last (excluded) code point of the part that the proposer was shown, to tell repeated words apart.
    pub hint: Option<(usize, usize)>,
    /// Fields that were not of the type they should be, and were left empty.
    pub ill_formed: Vec<IllFormed>,
}

/// A field of the wrong type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IllFormed {
    /// Which.
    pub field: String,
    /// What should stand there: `a string`.
    pub expected: String,
}

impl ForeignProposal {
    /// Reads one entry of a reply: `{ "kind", "quote", "slots", "norm", "label", "from" }`.
    ///
    /// Never fails: what is of the wrong type is left empty and told in `ill_formed`, for [`super::admit`] to refuse it by
    /// name. Other fields are ignored, a confidence that a model gives itself among them.
    pub fn read(model: &str, value: &Value) -> Self {
        let mut read = Self {
            model: model.to_owned(),
            ..Self::default()
        };
        let Some(entry) = value.as_object() else {
            read.ill("proposal", "an object");
            return read;
        };
        read.kind = read.string(entry, "kind").unwrap_or_default();
        read.quote = read.string(entry, "quote").unwrap_or_default();
        read.label = read.string(entry, "label");
        read.from = read.string(entry, "from");
        read.slots = read.object(entry, "slots");
        read.norm = read.object(entry, "norm");
        read
    }

    fn string(&mut self, entry: &Map<String, Value>, field: &str) -> Option<String> {
        match entry.get(field) {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => Some(text.clone()),
            Some(_) => {
                self.ill(field, "a string");
                None
            }
        }
    }

    fn object(&mut self, entry: &Map<String, Value>, field: &str) -> Map<String, Value> {
        match entry.get(field) {
            None | Some(Value::Null) => Map::new(),
            Some(Value::Object(object)) => object.clone(),
            Some(_) => {
                self.ill(field, "an object");
                Map::new()
            }
        }
    }

    fn ill(&mut self, field: &str, expected: &str) {
        self.ill_formed.push(IllFormed {
            field: field.to_owned(),
            expected: expected.to_owned(),
        });
    }
}
