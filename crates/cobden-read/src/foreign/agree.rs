//! Whether two proposals say the same.

use serde_json::Value;

use crate::proposal::Proposal;

/// Whether two proposals of a kind share half of their evidence or more, and no slot or norm that both have differs.
///
/// Slots differ where they share no character, norms where they are not equal. The one proposal may know more than the other.
pub(super) fn same(one: &Proposal, other: &Proposal) -> bool {
    one.kind == other.kind
        && 2 * shared((one.start, one.end), (other.start, other.end))
            >= one.end.max(other.end) - one.start.min(other.start)
        && one
            .norm
            .iter()
            .all(|(name, value)| other.norm.get(name).is_none_or(|same| equal(value, same)))
        && one
            .slots
            .iter()
            .all(|(name, value)| other.slots.get(name).is_none_or(|same| touch(value, same)))
}

fn shared(one: (usize, usize), other: (usize, usize)) -> usize {
    one.1.min(other.1).saturating_sub(one.0.max(other.0))
}

/// Equal, whatever the numbers' spelling: 145 and 145.0.
fn equal(one: &Value, other: &Value) -> bool {
    match (one.as_f64(), other.as_f64()) {
        (Some(a), Some(b)) => a == b,
        _ => match (one.as_object(), other.as_object()) {
            // An amount said to be rough and the same without the word are one.
            (Some(a), Some(b)) => {
                ["value", "unit"]
                    .iter()
                    .all(|key| match (a.get(*key), b.get(*key)) {
                        (Some(a), Some(b)) => equal(a, b),
                        (a, b) => a == b,
                    })
            }
            _ => one == other,
        },
    }
}

fn touch(one: &Value, other: &Value) -> bool {
    let ends = |value: &Value| -> Vec<(usize, usize)> {
        let list = value
            .as_array()
            .map_or(std::slice::from_ref(value), Vec::as_slice);
        let place = |part: &Value, key: &str| part.get(key)?.as_u64().map(|place| place as usize);
        list.iter()
            .filter_map(|part| Some((place(part, "start")?, place(part, "end")?)))
            .collect()
    };
    let (one, other) = (ends(one), ends(other));
    one.iter().any(|a| other.iter().any(|b| shared(*a, *b) > 0))
}
