//! How far the clause of a verb reaches, and what its subject is about.

use crate::clause::{Form, Range, VerbGroup};
use crate::lexicon::Concept;
use crate::text::Text;
use crate::words::Tag;

/// Where the clause of a verb begins in the text: its subject, or the verb if it shares another's.
pub(crate) fn start(text: &Text<'_>, verb: &VerbGroup) -> usize {
    match &verb.subject {
        Some(subject) if !verb.inherited && subject.start <= verb.first => subject.start,
        _ => {
            let before = verb.first.checked_sub(1);
            match before.map(|index| text.tokens[index].tag) {
                Some(Tag::Wh) => verb.first - 1,
                Some(Tag::That) if verb.inherited => verb.first - 1,
                _ => verb.first,
            }
        }
    }
}

/// One past the last token of the clause of a verb: before the next verb's clause, an aside, or the end.
pub(crate) fn end(
    text: &Text<'_>,
    verb: &VerbGroup,
    number: usize,
    goes_on: impl Fn(usize) -> bool,
) -> usize {
    let sentence = text.sentences[verb.sentence];
    let mut limit = sentence.last;
    for other in text.verbs_in(verb.sentence).filter(|other| *other > number) {
        let other = &text.verbs[other];
        // `remains guarded`: a state, not another verb.
        let state = other.form == Form::Past
            && (other.first == verb.last
                || other.first == verb.last + 1
                    && text.is_any(verb.last, &["little", "largely", "broadly", "barely"]));
        if other.first >= verb.last && other.form.finite() && !state {
            // Without a subject nobody knows where its clause begins: at the verb, at the latest.
            limit = match &other.subject {
                Some(subject) if !other.inherited && subject.start > verb.last + 1 => {
                    subject.start.min(other.first)
                }
                // `fell from 9 to 8 since the duty took effect`: the chain before took in too much.
                Some(subject) if !other.inherited => {
                    let group = text
                        .nouns_in(verb.sentence)
                        .iter()
                        .rev()
                        .find(|group| group.last <= other.first && group.first > subject.start);
                    let first = group.map_or(other.first, |group| group.first);
                    first
                        - usize::from(
                            text.is_any(first - 1, &["since", "until", "after", "before"]),
                        )
                }
                _ => other.first,
            };
            break;
        }
    }
    // A quotation ends the clause that begins in it.
    if let Some(quote) = text.quote_of(verb.main) {
        limit = limit.min(quote.last());
    }
    let mut index = verb.last;
    while index < limit {
        let stops = match text.tokens[index].tag {
            Tag::Stop | Tag::Semicolon | Tag::Colon | Tag::Open => true,
            Tag::Wh => true,
            Tag::Dash => {
                let token = &text.tokens[index];
                (text.tokens[index - 1].end < token.start || token.end - token.start >= 3)
                    && !goes_on(index + 1)
            }
            Tag::Comma => !goes_on(index + 1),
            Tag::Subordinator => {
                text.is_any(
                    index,
                    &[
                        "while", "whereas", "after", "because", "although", "though", "when", "if",
                        "unless", "so",
                    ],
                ) || text.is(index, "as")
                    && !text.is_any(index + 1, &["much", "many", "well", "of", "low", "high"])
                    && !text.is_any(index - 1, &["much", "many", "low", "high"])
            }
            Tag::Preposition => {
                text.is_any(index, &["amid", "following", "despite"]) && index > verb.last
            }
            _ => text.is(index, "due") && text.is(index + 1, "to") || text.is(index, "thanks"),
        };
        if stops {
            break;
        }
        index += 1;
    }
    while index > verb.last
        && matches!(
            text.tokens[index - 1].tag,
            Tag::Comma | Tag::Conjunction | Tag::Subordinator | Tag::That | Tag::Dash | Tag::Wh
        )
    {
        index -= 1;
    }
    index
}

/// Whether a clause stands under `if`, `whether` or `unless`.
pub(crate) fn is_conditional(text: &Text<'_>, start: usize) -> bool {
    let sentence = text.sentences[text.sentence_of(start)];
    start > sentence.first
        && (start.saturating_sub(2).max(sentence.first)..start)
            .any(|index| text.is_any(index, &["if", "whether", "unless"]))
}

/// The indicator that a noun chain is about: the head of its first group, or of one it counts or lists.
pub(crate) fn head(
    text: &Text<'_>,
    chain: &Range,
    indicator: Concept,
    partitive: Concept,
) -> Option<Range> {
    let sentence = text.sentence_of(chain.start);
    let mut considered = true;
    let mut previous_end = chain.start;
    for group in text.nouns_in(sentence) {
        if group.last <= chain.start {
            continue;
        }
        if group.first >= chain.end {
            break;
        }
        let (first, last) = (group.first.max(chain.start), group.last.min(chain.end));
        let between = previous_end..first;
        let listed = between.clone().any(|index| {
            matches!(
                text.tokens[index].tag,
                Tag::Conjunction | Tag::Comma | Tag::Dash
            )
        });
        if considered || listed {
            if let Some(found) = indicator_at_end(text, first..last, indicator) {
                return Some(found);
            }
            considered = text
                .hits_of(partitive, first..last)
                .any(|hit| hit.last == last)
                || last < chain.end
                    && text.tokens[first..last]
                        .iter()
                        .all(|token| matches!(token.tag, Tag::Number | Tag::Determiner));
        } else {
            considered = false;
        }
        previous_end = last;
    }
    None
}

/// The indicator at the end of a noun group, but for names and numbers behind it: `the Nikkei 225`.
fn indicator_at_end(text: &Text<'_>, group: Range, indicator: Concept) -> Option<Range> {
    text.hits_of(indicator, group.clone())
        .filter(|hit| {
            text.tokens[hit.last..group.end]
                .iter()
                .all(|token| matches!(token.tag, Tag::Number | Tag::Proper))
        })
        .last()
        .map(|hit| hit.range())
}
