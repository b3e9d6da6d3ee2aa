//! Why a measure is taken: `in response to`, `due to`, `to protect`, `for buying`.

use crate::clause::{Form, Range};
use crate::text::Text;
use crate::words::Tag;

/// Words that bring in a reason, as written.
const OPENERS: [&[&str]; 16] = [
    &["in", "response", "to"],
    &["in", "retaliation", "for"],
    &["in", "retaliation", "to"],
    &["in", "retaliation", "against"],
    &["in", "an", "attempt", "to"],
    &["in", "an", "effort", "to"],
    &["in", "a", "bid", "to"],
    &["in", "order", "to"],
    &["as", "a", "result", "of"],
    &["as", "part", "of", "an", "effort", "to"],
    &["as", "punishment", "for"],
    &["because", "of"],
    &["due", "to"],
    &["owing", "to"],
    &["on", "account", "of"],
    &["because"],
];

/// What one does a thing for.
const PURPOSES: [&str; 40] = [
    "safeguard",
    "protect",
    "defend",
    "offset",
    "counter",
    "encourage",
    "pressure",
    "punish",
    "force",
    "compel",
    "curb",
    "address",
    "prevent",
    "shield",
    "stop",
    "combat",
    "reduce",
    "rebalance",
    "boost",
    "help",
    "support",
    "maintain",
    "ensure",
    "preserve",
    "make",
    "bring",
    "push",
    "deter",
    "respond",
    "retaliate",
    "correct",
    "permit",
    "allow",
    "compensate",
    "stem",
    "revive",
    "secure",
    "raise",
    "narrow",
    "give",
];

/// The words of the reason of a measure whose evidence is given, in its sentence.
pub(super) fn reason(
    text: &Text<'_>,
    evidence: &Range,
    term: &Range,
    sentence: &Range,
) -> Option<Range> {
    // `To safeguard its industry, the ministry ...`
    if text.tokens[sentence.start].tag == Tag::To
        && let Some(end) = (sentence.start + 3..evidence.start.max(sentence.start + 3))
            .find(|index| text.tokens[*index].tag == Tag::Comma)
        && evidence.start < end + 12
    {
        return Some(sentence.start..end);
    }
    let limit = sentence.end.min(evidence.end + 24);
    let mut index = term.end;
    while index < limit {
        // Another clause of its own ends the search.
        if index >= evidence.end
            && matches!(
                text.tokens[index].tag,
                Tag::Stop | Tag::Semicolon | Tag::Colon
            )
        {
            return None;
        }
        let opens = OPENERS
            .iter()
            .find(|words| {
                words
                    .iter()
                    .enumerate()
                    .all(|(next, word)| text.is(index + next, word))
            })
            .map(|words| words.len());
        let purpose = || {
            text.tokens[index].tag == Tag::To
                && text.is_any(index + 1, &PURPOSES)
                && index > 0
                && (text.tokens[index - 1].tag.is_nominal()
                    || text.tokens[index - 1].tag == Tag::Comma)
                && text.verbs_in(text.sentence_of(index)).any(|verb| {
                    let verb = &text.verbs[verb];
                    verb.first == index && verb.form == Form::Infinitive
                })
        };
        let penalty = || {
            text.is(index, "for")
                && text
                    .tokens
                    .get(index + 1)
                    .is_some_and(|next| next.tag == Tag::Gerund)
        };
        let length = opens
            .or_else(|| purpose().then_some(2))
            .or_else(|| penalty().then_some(2));
        if let Some(length) = length {
            let last = (index + length..sentence.end)
                .find(|index| {
                    matches!(
                        text.tokens[*index].tag,
                        Tag::Comma | Tag::Stop | Tag::Semicolon
                    )
                })
                .unwrap_or(sentence.end);
            return (last > index + length).then_some(index..last);
        }
        index += 1;
    }
    None
}
