//! Figures told without any verb: `with the S&P 500 down 2.7%`, `the Dow 1.9% lower at 45,480`, and what a verb sends
//! somewhere: `sent yields sharply lower`.

use super::{Found, Reader, direction};
use crate::clause::Range;
use crate::facts::quantity::{self, Quantity};
use crate::words::Tag;

impl Reader<'_, '_, '_> {
    /// Reads the states of a sentence that no verb tells of.
    pub(super) fn absolutes(&mut self, sentence: usize) {
        let text = self.context.text;
        for hit in text.hits_in(sentence) {
            if hit.concept != self.concepts.state
                || hit.last != hit.first + 1
                || !text.is_any(
                    hit.first,
                    &[
                        "up", "down", "lower", "higher", "off", "flat", "weaker", "stronger",
                        "firmer",
                    ],
                )
                || self.covered(hit.first)
            {
                continue;
            }
            let found = self
                .absolute(sentence, hit.first, &text.meaning(hit).value)
                .or_else(|| self.sent(sentence, hit.first, &text.meaning(hit).value));
            if let Some(found) = found {
                self.note(found);
            }
        }
    }

    fn absolute(&self, sentence: usize, state: usize, value: &str) -> Option<Found> {
        let text = self.context.text;
        let bounds = text.sentences[sentence];
        let (before, quantity, mut end) = match quantity::at(text, state + 1, bounds.last) {
            // `down 2.7% to 6,552`
            Some(quantity) => {
                let end = quantity.range.end;
                (state, quantity, end)
            }
            // `1.9% lower at 45,480`
            None => {
                let quantity =
                    (state.saturating_sub(5).max(bounds.first)..state).find_map(|index| {
                        quantity::at(text, index, state).filter(|found| found.range.end == state)
                    })?;
                (quantity.range.start, quantity, state + 1)
            }
        };
        if quantity::is_year(&quantity) || !self.is_move(&quantity, state) {
            return None;
        }
        let first = self.noun_before(before, bounds.first)?;
        let what = first..before;
        // `Apple up 3%`, `the 10-year rate 9 basis points lower`: whatever it is, so measured it moves.
        let listed = quantity.unit == quantity::Unit::BasisPoints
            || quantity.unit == quantity::Unit::Percent
                && text.tokens[what.clone()]
                    .iter()
                    .all(|token| matches!(token.tag, Tag::Proper | Tag::Number | Tag::Possessive));
        if self.is_duty(&what) || !listed && !self.holds(self.concepts.indicator, what.clone()) {
            return None;
        }
        // A verb of its own stands between: read there.
        let opens = first == bounds.first
            || matches!(
                text.tokens[first - 1].tag,
                Tag::Preposition
                    | Tag::Comma
                    | Tag::Conjunction
                    | Tag::Semicolon
                    | Tag::Open
                    | Tag::Dash
                    | Tag::Colon
            );
        if !opens || first > bounds.first && text.is_any(first - 1, &["of", "in", "from", "on"]) {
            return None;
        }
        if text.is_any(end, &["to", "at"])
            && let Some(level) = quantity::at(text, end + 1, bounds.last)
        {
            end = level.range.end;
        }
        Some(Found {
            evidence: first..end,
            what: Some(what),
            value: before.min(state)..quantity.range.end.max(state + 1),
            direction: direction(value),
            quantity: Some(quantity),
            rule: "figure-absolute",
            confidence: 0.75,
        })
    }

    /// Whether an amount can be a move: a share, points, money; `down 3 places` is none.
    fn is_move(&self, quantity: &Quantity, state: usize) -> bool {
        quantity.unit.is_change()
            || matches!(
                quantity.unit,
                quantity::Unit::Money(_) | quantity::Unit::Cents
            )
            || matches!(quantity.unit, quantity::Unit::Points)
            || !self.context.text.is_any(state, &["up", "down"])
    }

    /// Where the noun group that ends before a token begins, across names joined by `&` and hyphens.
    fn noun_before(&self, before: usize, from: usize) -> Option<usize> {
        let text = self.context.text;
        let mut first = before;
        while first > from {
            let token = &text.tokens[first - 1];
            let takes = token.tag.is_nominal()
                || token.tag == Tag::Dash && token.end - token.start == 1
                || text.is(first - 1, "&");
            if !takes || before - first > 8 {
                break;
            }
            first -= 1;
            if token.tag == Tag::Determiner {
                break;
            }
        }
        (first < before).then_some(first)
    }

    /// `sent US bond yields and the dollar sharply lower`
    fn sent(&self, sentence: usize, state: usize, value: &str) -> Option<Found> {
        let text = self.context.text;
        let verb = text.verbs_in(sentence).rev().find(|verb| {
            let main = text.verbs[*verb].main;
            main < state
                && text.is_any(
                    main,
                    &[
                        "sent", "send", "sends", "sending", "pushed", "push", "pushes", "pushing",
                        "drove", "driving", "drives", "driven", "dragged", "dragging", "drags",
                        "pulled", "pulling", "knocked", "knocking", "nudged", "nudging",
                    ],
                )
        })?;
        let verb = &text.verbs[verb];
        let from = verb.last;
        if state <= from
            || state - from > 12
            || self.covered(verb.main)
            || self.happened(verb) != Some(true)
        {
            return None;
        }
        let plain = text.tokens[from..state].iter().all(|token| {
            token.tag.is_nominal()
                || matches!(
                    token.tag,
                    Tag::Adverb | Tag::Conjunction | Tag::Preposition | Tag::Dash
                )
        });
        let mut end = state;
        while end > from && text.tokens[end - 1].tag == Tag::Adverb {
            end -= 1;
        }
        let what: Range = from..end;
        if !plain || what.is_empty() || self.is_duty(&what) || self.head(&what).is_none() {
            return None;
        }
        Some(Found {
            evidence: verb.first..state + 1,
            what: Some(what),
            value: verb.main..state + 1,
            direction: direction(value),
            quantity: None,
            rule: "figure-sent",
            confidence: 0.75,
        })
    }
}
