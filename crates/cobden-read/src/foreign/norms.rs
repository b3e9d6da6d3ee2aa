//! The norms of a foreign proposal: of the right type, of the lists, and borne out by the words.

use serde_json::{Map, Number as JsonNumber, Value, json};

use super::dates;
use super::names::{economies, economy, name, names, parties, plain, side};
use super::numbers::{Number, numbers};
use super::rejection::{Fault, NoticeKind, Reason, shown};
use super::search::Search;
use super::shape::{NormShape, NormValue, Shape};
use super::slots::Filled;
use crate::period::Period;
use crate::span::Span;

/// The words against which norms are held.
pub(super) struct Words<'a, 't> {
    pub(super) search: &'a Search<'t>,
    pub(super) evidence: Span,
    pub(super) slots: &'a Filled,
}

/// Checks every norm and writes it as our own facts write theirs. Faults and notices are added to the lists.
pub(super) fn settle(
    norm: &Map<String, Value>,
    shape: &Shape,
    words: &Words<'_, '_>,
    faults: &mut Vec<Fault>,
    notices: &mut Vec<NoticeKind>,
) -> Map<String, Value> {
    let known: Vec<&'static str> = shape.norms.iter().map(|norm| norm.name).collect();
    for name in norm.keys().filter(|name| !known.contains(&name.as_str())) {
        let (found, allowed) = (shown(name), known.clone());
        faults.push(Fault::new("norm", Reason::Unknown { found, allowed }));
    }
    let mut settled = Map::new();
    for shape in shape.norms {
        let field = format!("norm.{}", shape.name);
        let value = norm.get(shape.name).filter(|value| !absent(value));
        match value.map(|value| words.check(*shape, value, norm)) {
            None if shape.needed => faults.push(Fault::new(field, Reason::Missing)),
            None => {}
            Some(Ok(Checked::Value(value))) => {
                settled.insert(shape.name.to_owned(), value);
            }
            // As our own facts: said only where it is so.
            Some(Ok(Checked::Nothing)) => {}
            Some(Ok(Checked::LeftOut)) => notices.push(NoticeKind::DateLeftOut { field }),
            Some(Err(reason)) => faults.push(Fault::new(field, reason)),
        }
    }
    settled
}

/// Ways in which models say that there is nothing.
fn absent(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.is_empty(),
        _ => false,
    }
}

enum Checked {
    Value(Value),
    Nothing,
    LeftOut,
}

impl Words<'_, '_> {
    fn check(
        &self,
        shape: NormShape,
        value: &Value,
        norm: &Map<String, Value>,
    ) -> Result<Checked, Reason> {
        let checked = match shape.value {
            NormValue::Choice(choice) => one_of(value, choice.names()),
            NormValue::Economies => economies(value),
            NormValue::Economy => economy(plain(value)?).map(Value::from),
            NormValue::Side => side(value),
            NormValue::Rate => self.rate(shape.name, value),
            NormValue::Amount => self.amount(value),
            NormValue::Number => self.number(value, norm.get("unit")),
            NormValue::Unit => plain(value).map(Value::from),
            NormValue::Period => return self.period(shape.name, value),
            NormValue::Horizon => return self.horizon(shape.name, value),
            NormValue::Flag => return flag(value, shape.name),
            NormValue::Name => name(plain(value)?, self.search),
            NormValue::Names => names(value, self.search),
            NormValue::Parties => parties(value, self.search),
            NormValue::Words => self.own_words(plain(value)?),
        };
        checked.map(Checked::Value)
    }

    fn evidence(&self) -> &str {
        self.evidence.of(self.search.text)
    }

    /// The words of a slot, if it is filled.
    fn slot(&self, name: &str) -> Option<String> {
        let (_, spans) = self.slots.iter().find(|(slot, _)| *slot == name)?;
        let words: Vec<&str> = spans.iter().map(|span| span.of(self.search.text)).collect();
        Some(words.join(" "))
    }

    /// Fails unless the evidence holds the number, and so does the slot that gives it, where it is filled.
    fn holds(&self, value: f64, slot: &str, fits: impl Fn(&Number) -> bool) -> Result<(), Reason> {
        let not_in = |place: &str| Reason::NumberNotThere {
            value,
            place: shown(place),
        };
        let evidence = self.evidence();
        if !numbers(evidence).iter().any(|n| n.says(value) && fits(n)) {
            return Err(not_in(evidence));
        }
        match self.slot(slot) {
            // What a number of a slot counts, or its scale, may be said outside: "from [84] to 125%", "$[30]-40 billion".
            Some(words) if !in_slot(&words, value) => Err(not_in(&words)),
            _ => Ok(()),
        }
    }

    fn rate(&self, name: &str, value: &Value) -> Result<Value, Reason> {
        let rate = finite(value)?;
        if !(0.0..=100_000.0).contains(&rate) {
            return Err(Reason::OutOfRange { value: rate });
        }
        self.holds(rate, name, |n| n.percent || n.points)?;
        Ok(json!(rate))
    }

    fn number(&self, value: &Value, unit: Option<&Value>) -> Result<Value, Reason> {
        let number = finite(value)?;
        let unit = unit.and_then(Value::as_str).unwrap_or_default().trim();
        self.holds(number, "value", |n| counts(n, unit))?;
        Ok(json!(number))
    }

    fn amount(&self, value: &Value) -> Result<Value, Reason> {
        let wrong = || Reason::WrongType {
            expected: "an object of value and unit".to_owned(),
        };
        let amount = value.as_object().ok_or_else(wrong)?;
        if amount
            .keys()
            .any(|key| !["value", "unit", "approx"].contains(&key.as_str()))
        {
            return Err(wrong());
        }
        let number = finite(amount.get("value").ok_or_else(wrong)?)?;
        let unit = plain(amount.get("unit").ok_or_else(wrong)?)?;
        if number < 0.0 {
            return Err(Reason::OutOfRange { value: number });
        }
        self.holds(number, "amount", |n| counts(n, unit))?;
        match amount.get("approx") {
            None | Some(Value::Null | Value::Bool(false)) => {
                Ok(json!({ "value": number, "unit": unit }))
            }
            Some(Value::Bool(true)) => Ok(json!({ "value": number, "unit": unit, "approx": true })),
            Some(_) => Err(wrong()),
        }
    }

    /// A date that parses and does not disagree with the words; left out where no words say when.
    fn period(&self, name: &str, value: &Value) -> Result<Checked, Reason> {
        let text = plain(value)?;
        let no_date = || Reason::NoDate { found: shown(text) };
        // The longest is two days with a slash between.
        let short = text.len() <= 21 && text.matches('/').count() <= 1;
        let date = short
            .then(|| Period::parse(text))
            .flatten()
            .ok_or_else(no_date)?;
        self.dated(name, date)
    }

    fn dated(&self, name: &str, date: Period) -> Result<Checked, Reason> {
        // The slot that gives the norm; other words may name other days.
        let own = self.slot(if name == "since" { "since" } else { "when" });
        let own = own.filter(|words| dates::say_when(words));
        let strict = own.is_some();
        let others = || {
            let slots = ["since", "duration", "before"].map(|slot| self.slot(slot));
            let slots: Vec<String> = slots.into_iter().flatten().collect();
            format!("{} ; {}", self.evidence(), slots.join(" ; "))
        };
        let words = own.unwrap_or_else(others);
        let words = words.as_str();
        if !dates::say_when(words) {
            return Ok(Checked::LeftOut);
        }
        if strict && !dates::agree(date, words) {
            return Err(Reason::OtherDate {
                date: date.to_string(),
                words: shown(words),
            });
        }
        Ok(Checked::Value(date.to_string().into()))
    }

    /// A date, or an occasion: words of the evidence, else such as name one that the document speaks of.
    fn horizon(&self, shape: &str, value: &Value) -> Result<Checked, Reason> {
        let text = plain(value)?;
        if text.starts_with(|c: char| c.is_ascii_digit()) {
            return self.period(shape, value);
        }
        let words = self.own_words(text);
        words
            .or_else(|_| name(text, self.search))
            .map(Checked::Value)
    }

    /// Words of the evidence, as the document has them.
    fn own_words(&self, words: &str) -> Result<Value, Reason> {
        match self.search.find(words, self.evidence).first() {
            Some(span) => Ok(span.of(self.search.text).into()),
            None => Err(Reason::NotInDocument {
                words: shown(words),
            }),
        }
    }
}

/// Whether the words of a slot hold a number, or the figure that its scale was left off.
fn in_slot(words: &str, value: f64) -> bool {
    let scaled = |n: &Number| {
        [1.0, 1e3, 1e6, 1e9, 1e12].iter().any(|times| {
            let scaled = Number {
                value: n.value * times,
                ..*n
            };
            scaled.says(value)
        })
    };
    numbers(words).iter().any(scaled)
}

/// Whether a number counts what a unit names: percent, points and money have to be said, else anything goes.
fn counts(number: &Number, unit: &str) -> bool {
    match unit {
        "percent" | "%" => number.percent,
        "percentage points" => number.points,
        unit if unit.len() == 3 && unit.chars().all(|c| c.is_ascii_uppercase()) => number.money,
        _ => true,
    }
}

fn finite(value: &Value) -> Result<f64, Reason> {
    let number = value.as_number().and_then(JsonNumber::as_f64);
    number
        .filter(|n| n.is_finite())
        .ok_or_else(|| Reason::WrongType {
            expected: "a number".to_owned(),
        })
}

fn one_of(value: &Value, allowed: &'static [&'static str]) -> Result<Value, Reason> {
    let text = plain(value)?;
    match allowed.iter().find(|name| **name == text) {
        Some(name) => Ok((*name).into()),
        None => Err(Reason::Unknown {
            found: shown(text),
            allowed: allowed.to_vec(),
        }),
    }
}

/// A flag; like our own facts, only `scoreable` is also written where it is not so.
fn flag(value: &Value, name: &str) -> Result<Checked, Reason> {
    match value.as_bool() {
        Some(false) if name != "scoreable" => Ok(Checked::Nothing),
        Some(flag) => Ok(Checked::Value(flag.into())),
        None => Err(Reason::WrongType {
            expected: "true or false".to_owned(),
        }),
    }
}
