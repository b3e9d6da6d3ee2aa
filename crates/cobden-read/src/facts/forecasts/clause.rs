//! How far a forecast's clause reaches, with the condition it hangs on.

use super::Reader;
use crate::clause::{Range, VerbGroup};
use crate::words::Tag;

impl Reader<'_, '_, '_> {
    /// The clause of a verb: from its subject, or an `if` clause before that, to its end, an `if` clause included.
    pub(super) fn clause(&self, number: usize) -> Range {
        let verb = &self.context.text.verbs[number];
        self.with_condition(verb, self.start(verb)..self.end(number))
    }

    fn start(&self, verb: &VerbGroup) -> usize {
        let text = self.context.text;
        match &verb.subject {
            Some(subject) if !verb.inherited && subject.start <= verb.first => subject.start,
            _ => {
                let first = verb.first;
                let before = first.checked_sub(1).map(|index| text.tokens[index].tag);
                if matches!(before, Some(Tag::Wh | Tag::That)) {
                    first - 1
                } else {
                    first
                }
            }
        }
    }

    fn end(&self, number: usize) -> usize {
        let text = self.context.text;
        let verb = &text.verbs[number];
        let mut limit = text.sentences[verb.sentence].last;
        if let Some(quote) = text.quote_of(verb.main) {
            limit = limit.min(quote.last());
        }
        for other in text.verbs_in(verb.sentence).filter(|other| *other > number) {
            let other = &text.verbs[other];
            if other.first < verb.last || !other.form.finite() {
                continue;
            }
            let opening = other.start.min(other.first).max(verb.last);
            // A clause joined on; relative clauses and conditions belong to this one.
            let before = opening.checked_sub(1).map(|index| text.tokens[index].tag);
            if matches!(before, Some(Tag::Conjunction | Tag::Comma)) && opening <= limit {
                limit = opening;
                break;
            }
        }
        let mut index = verb.last;
        while index < limit {
            let stops = match text.tokens[index].tag {
                Tag::Stop | Tag::Semicolon | Tag::Colon => true,
                Tag::Dash => {
                    let token = &text.tokens[index];
                    text.tokens[index - 1].end < token.start || token.end - token.start >= 3
                }
                Tag::Comma => !self.comma_goes_on(index, limit),
                Tag::Subordinator => text.is_any(
                    index,
                    &["while", "whereas", "because", "although", "though", "so"],
                ),
                _ => false,
            };
            if stops {
                break;
            }
            index += 1;
        }
        while index > verb.last
            && matches!(
                text.tokens[index - 1].tag,
                Tag::Comma | Tag::Conjunction | Tag::Subordinator | Tag::Dash | Tag::Quote
            )
        {
            index -= 1;
        }
        index
    }

    /// A list of adjectives or nouns, or a condition, goes on behind a comma.
    fn comma_goes_on(&self, comma: usize, limit: usize) -> bool {
        let text = self.context.text;
        let next = comma + 1;
        next < limit
            && (text.is_any(
                next,
                &["if", "unless", "possibly", "even", "perhaps", "and", "or"],
            ) || text.tokens[next].tag == Tag::Adjective
                || text.tokens[next].tag == Tag::Number)
    }

    /// `If the data impresses, that may help`: the condition in front.
    fn with_condition(&self, verb: &VerbGroup, clause: Range) -> Range {
        let text = self.context.text;
        let first = text.sentences[verb.sentence].first;
        let before = clause.start.checked_sub(1).filter(|before| *before > first);
        let Some(before) = before else { return clause };
        if text.tokens[before].tag != Tag::Comma || text.is(before, "then") {
            return clause;
        }
        let opens = (first..before).rev().take(40).find(|index| {
            text.is_any(*index, &["if", "unless"])
                && (*index == first
                    || text.tokens[index - 1].tag.is_mark()
                    || text.is_any(index - 1, &["that", "and", "but", "even"]))
        });
        match opens {
            Some(opens) => opens..clause.end,
            None => clause,
        }
    }
}
