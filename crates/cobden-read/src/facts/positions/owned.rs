//! Demands and offers that stand with their owner: `U.S. demands to open`, `a key demand from Brussels`.

use super::{Draft, Reader};
use crate::fact::PositionType;
use crate::text::Hit;
use crate::words::Tag;

impl Reader<'_, '_, '_> {
    /// What a noun with its owner is, where it is a demand or an offer.
    fn owned_type(value: &str) -> Option<PositionType> {
        match value {
            "demand" => Some(PositionType::Demand),
            "offer" => Some(PositionType::Offer),
            _ => None,
        }
    }

    /// `U.S. demands to open its market`, `Chinese offers to buy more`, `Washington's demands`.
    pub(super) fn owned(&self, hit: &Hit, value: &str, first: usize) -> Option<Draft> {
        let text = self.text;
        let what = Self::owned_type(value)?;
        let mut last = hit.first;
        while last > first
            && matches!(text.tokens[last - 1].tag, Tag::Possessive | Tag::Adjective)
            && text.tokens[last - 1].tag == Tag::Possessive
        {
            last -= 1;
        }
        let start = (first..last).find(|token| {
            text.hits_of(text.lexicon.actor, *token..last)
                .any(|actor| actor.first == *token && actor.last == last)
        })?;
        let holder = self.parties.meant(&(start..last))?;
        let end = self.clause_stop(hit.last, self.sentence_end(hit.first));
        let inner = self
            .infinitive_at(hit.last)
            .map(|inner| &text.verbs[inner])
            .filter(|inner| {
                what == PositionType::Offer
                    || self.term_at(self.concepts.relief, inner.main).is_some()
                    || self.term_at(self.concepts.give, inner.main).is_some()
            });
        let asks = text.is_any(hit.last, &["for", "on", "that"])
            && (self.holds(self.concepts.relief, &(hit.last..end))
                || self.holds(self.concepts.talk, &(hit.last..end)));
        if inner.is_none() && !asks {
            return None;
        }
        let end = inner.map_or(end, |inner| {
            end.min(self.verb_after(inner.main, end)).max(inner.last)
        });
        (hit.last < end).then_some(Draft {
            evidence: start..end,
            reach: hit.first..end,
            what,
            holder: Some(holder),
            addressee: None,
            content: Some(hit.last..end),
            rule: "owned",
            confidence: 0.72,
        })
    }

    /// The finite verb that the words before it are the subject of.
    fn verb_after(&self, from: usize, end: usize) -> usize {
        let text = self.text;
        text.verbs_in(text.sentence_of(from))
            .map(|verb| &text.verbs[verb])
            .find(|verb| verb.form.finite() && verb.first > from && !verb.inherited)
            .map_or(end, |verb| verb.first)
    }

    /// `a major demand from Washington`, `the offers from Beijing`.
    pub(super) fn demand_from(&self, hit: &Hit, value: &str) -> Option<Draft> {
        let text = self.text;
        let what = Self::owned_type(value)?;
        if !text.is_any(hit.last, &["from", "by"])
            || !text.is_any(
                hit.last - 1,
                &[
                    "demand",
                    "demands",
                    "offer",
                    "offers",
                    "request",
                    "requests",
                    "ultimatum",
                ],
            )
        {
            return None;
        }
        let sentence = text.sentence_of(hit.first);
        let groups = text.nouns_in(sentence);
        let owner = groups.iter().find(|group| group.first == hit.last + 1)?;
        let holder = self.parties.named(&(owner.first..owner.last))?;
        // `an offer by Vietnam to scrap its duties` is read with its deed.
        if self.infinitive_at(owner.last).is_some() {
            return None;
        }
        let first = groups
            .iter()
            .find(|group| group.first <= hit.first && hit.first < group.last)
            .map_or(hit.first, |group| group.first);
        let stop = self.clause_stop(owner.last, self.sentence_end(hit.first));
        let end = stop.min(self.verb_after(owner.last, stop)).max(owner.last);
        Some(Draft {
            evidence: first..end,
            reach: hit.first..end,
            what,
            holder: Some(holder),
            addressee: None,
            content: (owner.last < end).then_some(owner.last..end),
            rule: "owned",
            confidence: 0.72,
        })
    }
}
