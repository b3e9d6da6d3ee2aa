//! The slots of a foreign proposal: found in the document, near the evidence.

use serde_json::{Map, Value};

use super::MAX_EVIDENCE;
use super::lists::{code_point, invisible};
use super::rejection::{Fault, Reason, shown};
use super::search::Search;
use super::shape::{Shape, SlotShape};
use crate::span::Span;

/// Stretches by slot, in the order of the shape.
pub(super) type Filled = Vec<(&'static str, Vec<Span>)>;

/// Finds the words of every slot. Faults are added to the list; what is found is returned all the same.
pub(super) fn fill(
    slots: &Map<String, Value>,
    shape: &Shape,
    evidence: Span,
    search: &Search<'_>,
    faults: &mut Vec<Fault>,
) -> Filled {
    let names: Vec<&'static str> = shape.slots.iter().map(|slot| slot.name).collect();
    for name in slots.keys().filter(|name| !names.contains(&name.as_str())) {
        let (found, allowed) = (shown(name), names.clone());
        faults.push(Fault::new("slots", Reason::Unknown { found, allowed }));
    }
    let mut filled = Filled::new();
    for slot in shape.slots {
        let field = format!("slots.{}", slot.name);
        let spans = match strings(slots.get(slot.name), *slot) {
            Ok(words) => {
                let mut spans = Vec::with_capacity(words.len());
                for words in words {
                    match find(words, *slot, evidence, search) {
                        Ok(span) => spans.push(span),
                        Err(reason) => faults.push(Fault::new(&field, reason)),
                    }
                }
                if slot.needed && spans.is_empty() && !faults.iter().any(|f| f.field == field) {
                    faults.push(Fault::new(&field, Reason::Missing));
                }
                spans
            }
            Err(reason) => {
                faults.push(Fault::new(&field, reason));
                continue;
            }
        };
        if !spans.is_empty() {
            filled.push((slot.name, spans));
        }
    }
    filled
}

/// The strings of a slot; none where it is absent, null or empty.
fn strings(value: Option<&Value>, slot: SlotShape) -> Result<Vec<&str>, Reason> {
    const MOST: usize = 12;
    let expected = if slot.many {
        "a string or a list of strings"
    } else {
        "a string"
    };
    let wrong = || Reason::WrongType {
        expected: expected.to_owned(),
    };
    let list = match value {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(Value::String(words)) => vec![words.as_str()],
        // A list of one is as good as the one.
        Some(Value::Array(list)) if slot.many || list.len() <= 1 => list
            .iter()
            .map(|words| words.as_str().ok_or_else(wrong))
            .collect::<Result<_, _>>()?,
        Some(_) => return Err(wrong()),
    };
    if list.len() > MOST {
        return Err(Reason::TooLong {
            length: list.len(),
            most: MOST,
        });
    }
    Ok(list
        .into_iter()
        .filter(|words| !words.trim().is_empty())
        .collect())
}

/// The place of a slot's words: within the evidence, else the nearest in reach.
fn find(words: &str, slot: SlotShape, evidence: Span, search: &Search<'_>) -> Result<Span, Reason> {
    quotable(words)?;
    if let Some(span) = search.find(words, evidence).first() {
        return Ok(*span);
    }
    let distance = |span: &Span| gap(*span, evidence);
    let reach = if slot.anywhere {
        search.whole()
    } else {
        search.paragraphs.around(evidence, search.text)
    };
    if let Some(span) = search.find(words, reach).into_iter().min_by_key(distance) {
        return Ok(span);
    }
    let words = words.to_owned();
    if slot.anywhere || search.find(&words, search.whole()).is_empty() {
        Err(Reason::NotInDocument {
            words: shown(&words),
        })
    } else {
        Err(Reason::NotNear {
            words: shown(&words),
        })
    }
}

/// Bytes between two stretches; none where they touch.
pub(super) fn gap(one: Span, other: Span) -> usize {
    one.start
        .saturating_sub(other.end)
        .max(other.start.saturating_sub(one.end))
}

/// Whether words may be a quotation at all: not too long, no control character but those of white space.
///
/// Invisible characters may be quoted from a document that has them; a notice says so.
pub(super) fn quotable(words: &str) -> Result<(), Reason> {
    let length = words.chars().count();
    if length > MAX_EVIDENCE {
        return Err(Reason::TooLong {
            length,
            most: MAX_EVIDENCE,
        });
    }
    let control = |c: &char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    match words.chars().find(control) {
        Some(c) => Err(Reason::Character {
            character: code_point(c),
        }),
        None => Ok(()),
    }
}

/// Whether words of the document hide characters.
pub(super) fn hides(words: &str) -> bool {
    words
        .chars()
        .any(|c| invisible(c) || c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}
