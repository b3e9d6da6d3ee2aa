//! A draft made into a fact: what must come before, whom it turns to, on what condition.

use super::{Draft, Reader};
use crate::clause::Range;
use crate::fact::{Extract, Fact, Position, PositionType};
use crate::words::Tag;

impl Reader<'_, '_, '_> {
    /// The finished position.
    pub(super) fn extract(&self, draft: Draft) -> Extract {
        let text = self.text;
        let mut what = draft.what;
        let mut evidence = draft.evidence.clone();
        let clause_end = self.sentence_end(evidence.start);
        let mut before = None;
        // What is asked must come first: as a precondition, before talks.
        if matches!(what, PositionType::Demand | PositionType::Openness) {
            let to = clause_end.min(evidence.end + 8);
            let first = text
                .hits_of(self.concepts.first, draft.reach.start..to)
                .find(|hit| {
                    what == PositionType::Demand
                        || text.is_any(hit.first, &["but", "only", "provided", "on"])
                });
            if let Some(first) = first {
                what = PositionType::Precondition;
                let end = self.clause_stop(first.last, clause_end);
                evidence.end = evidence.end.max(end);
                let from = if text.is(first.first, "before") {
                    first.first + 1
                } else {
                    first.last
                };
                before = (from < end).then(|| text.span(from..end));
            }
        }
        let holders = draft
            .holder
            .as_ref()
            .map(|holder| holder.economies.clone())
            .unwrap_or_default();
        let mut to = draft
            .addressee
            .as_ref()
            .map(|range| self.parties.others_in(range, &holders))
            .unwrap_or_default();
        if to.is_empty() && holders.len() == 1 {
            let near = self.parties.others_in(&draft.evidence, &holders);
            to = if near.len() == 1 {
                near
            } else {
                self.parties.other(&holders).into_iter().collect()
            };
        }
        if draft.rule == "must-first" {
            before = draft
                .content
                .as_ref()
                .filter(|content| evidence.start < content.start)
                .map(|content| text.span(evidence.start..content.start));
        }
        if draft.rule == "once" && what == PositionType::Precondition {
            before = draft
                .content
                .as_ref()
                .filter(|content| draft.reach.start < content.start)
                .map(|content| text.span(draft.reach.start..content.start));
        }
        let addressee = draft
            .addressee
            .clone()
            .or_else(|| self.addressed(&draft.reach, &to));
        let condition = self.condition_in(&evidence);
        let position = Position {
            holder: draft
                .holder
                .as_ref()
                .map(|holder| text.span(holder.words.clone())),
            addressee: addressee.map(|range| text.span(range)),
            content: draft.content.map(|range| text.span(range)),
            before,
            condition,
            in_return: None,
            what,
            holders,
            person: draft.holder.and_then(|holder| holder.person),
            to,
        };
        self.context.extract(
            evidence,
            Fact::Position(position),
            draft.rule,
            draft.confidence,
        )
    }

    /// Whom the words of a position turn to: `talks with Washington`, `sincerity from the US`.
    fn addressed(&self, reach: &Range, to: &[String]) -> Option<Range> {
        let text = self.text;
        if to.is_empty() {
            return None;
        }
        let sentence = text.sentence_of(reach.start);
        text.nouns_in(sentence)
            .iter()
            .filter(|group| group.first > reach.start && group.first <= reach.end)
            .find(|group| {
                let turned = text.is_any(
                    group.first - 1,
                    &["with", "to", "from", "against", "toward", "towards", "on"],
                );
                turned && self.parties.others_in(&(group.first..group.last), &[]) == to
            })
            .map(|group| group.first..group.last)
    }

    /// The condition that a clause names: `if necessary`, `unless Washington lifts`.
    fn condition_in(&self, evidence: &Range) -> Option<crate::span::Span> {
        let text = self.text;
        let from = evidence.clone().find(|token| {
            text.is_any(*token, &["if", "unless", "provided"])
                || text.is(*token, "as") && text.is(*token + 1, "long")
                || text.is_any(*token, &["under", "without"])
                    && *token > evidence.start + 1
                    && *token + 5 >= evidence.end
        })?;
        let to = (from..evidence.end)
            .find(|token| *token > from + 1 && text.tokens[*token].tag == Tag::Comma)
            .unwrap_or(evidence.end);
        Some(text.span(from..to))
    }
}
