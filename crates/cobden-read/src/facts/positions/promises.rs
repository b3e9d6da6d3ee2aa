//! `vows to hit back`, `pledged to buy`, `offered to lower its duties`.

use super::content::Deed;
use super::{Draft, Reader};
use crate::clause::{Form, VerbGroup};
use crate::fact::PositionType;
use crate::words::Tag;

impl Reader<'_, '_, '_> {
    /// X vows to do something.
    pub(super) fn pledge(&self, verb: &VerbGroup, after: usize, value: &str) -> Option<Draft> {
        let text = self.text;
        if verb.form == Form::Participle || self.supposed(verb) || verb.negated {
            return None;
        }
        // `is committed to`, `is determined to`; `was promised` is somebody else's promise.
        if verb.passive && !text.is_any(verb.main, &["committed", "determined", "resolved"]) {
            return None;
        }
        let mut end = self.clause_stop(after, self.sentence_end(verb.main));
        if let Some(inner) = self.infinitive_past(after) {
            let main = text.verbs[inner].main;
            end = end.max(self.clause_stop(main, self.sentence_end(main)));
        }
        if end < after + 1 {
            return None;
        }
        let holder = self.doer(verb)?;
        let inner = self.infinitive_past(after).or_else(|| {
            (text.tokens[after].tag == Tag::Not)
                .then(|| self.infinitive_at(after + 1))
                .flatten()
        });
        let inner = inner.map(|inner| &text.verbs[inner]);
        let negated =
            inner.is_some_and(|inner| inner.negated) || text.tokens[after].tag == Tag::Not;
        if inner.is_none()
            && !text.tokens[after].tag.is_nominal()
            && text.tokens[after].tag != Tag::Gerund
        {
            return None;
        }
        // `resolve differences` is no promise.
        let word = text.word(verb.main).to_ascii_lowercase();
        if inner.is_none() && (word.starts_with("resolv") || word.starts_with("determin")) {
            return None;
        }
        let content = inner.map_or(after, |inner| inner.main)..end.max(after + 1);
        let deed = self.deed(inner.map(|inner| inner.main), &content);
        let resolve = value == "resolve";
        if value == "agree"
            && !negated
            && inner.is_some_and(|inner| {
                text.is_any(
                    inner.main,
                    &[
                        "maintain",
                        "keep",
                        "continue",
                        "strengthen",
                        "enhance",
                        "expand",
                        "deepen",
                        "remain",
                        "work",
                        "promote",
                    ],
                )
            })
            && deed == Deed::Talk
            && !text
                .times_in(content.clone())
                .iter()
                .any(|time| !time.is_vague())
        {
            return Some(Draft {
                evidence: self.evidence(verb, end),
                reach: verb.first..end,
                what: PositionType::Openness,
                holder: Some(holder),
                addressee: None,
                content: Some(content),
                rule: "agrees",
                confidence: 0.6,
            });
        }
        // What was agreed is a measure or a meeting, unless it is to talk.
        // and by one side alone.
        if value == "agree"
            && (negated
                || inner.is_none()
                || !matches!(deed, Deed::Talk | Deed::Calm)
                || holder.economies.len() != 1
                || verb
                    .subject
                    .as_ref()
                    .is_some_and(|subject| self.parties.is_both(subject)))
        {
            return None;
        }
        // `pledged $350 billion in investment`: a measure.
        if !resolve && inner.is_none() && deed == Deed::Give {
            return None;
        }
        // `chose not to retaliate`, `decided not to defer`, `decided to hit back`.
        if value == "choose" {
            let inner = inner?;
            let harsh = matches!(deed, Deed::Fight | Deed::War)
                || text.is_any(inner.main, &["impose", "raise", "levy"])
                    && self.holds(self.concepts.duty, &content);
            let delays = text.is_any(
                inner.main,
                &["defer", "delay", "postpone", "extend", "suspend", "wait"],
            );
            let what = match (negated, harsh, delays) {
                (true, true, _) => PositionType::Restraint,
                (true, _, true) => PositionType::Resolve,
                (false, true, _) if deed == Deed::Fight => PositionType::Resolve,
                _ => return None,
            };
            return Some(Draft {
                evidence: self.evidence(verb, end),
                reach: verb.first..end,
                what,
                holder: Some(holder),
                addressee: None,
                content: Some(content),
                rule: "chooses",
                confidence: 0.65,
            });
        }
        let what = if negated {
            if inner.is_some_and(|inner| self.verb_is(self.concepts.yields, inner.main)) {
                PositionType::Resolve
            } else {
                PositionType::Restraint
            }
        } else {
            match deed {
                Deed::Fight => PositionType::Resolve,
                Deed::Give => PositionType::Offer,
                Deed::Talk if inner.is_some() => PositionType::Openness,
                Deed::War => PositionType::Resolve,
                Deed::Other => return None,
                _ if resolve => PositionType::Resolve,
                _ => PositionType::Offer,
            }
        };
        Some(Draft {
            evidence: self.evidence(verb, end),
            reach: verb.first..end,
            what,
            holder: Some(holder),
            addressee: None,
            content: Some(content),
            rule: "pledges",
            confidence: 0.75,
        })
    }

    /// X offers something, or to do it.
    pub(super) fn offer(&self, verb: &VerbGroup, after: usize) -> Option<Draft> {
        let text = self.text;
        if !self.active(verb) || verb.negated || self.supposed(verb) {
            return None;
        }
        let end = self.clause_stop(after, self.sentence_end(verb.main));
        if end < after + 1 {
            return None;
        }
        let inner = self.infinitive_past(after);
        let content = inner.map_or(after, |inner| text.verbs[inner].main)..end.max(after + 1);
        let near = content.start..content.end.min(content.start + 10);
        let deed = self.deed(inner.map(|inner| text.verbs[inner].main), &near);
        let what = match (inner, deed) {
            (_, Deed::Talk | Deed::Calm) => PositionType::Openness,
            (_, Deed::Give) => PositionType::Offer,
            (Some(_), Deed::Other) => PositionType::Offer,
            // `they have offered us a lot of work`
            (None, _)
                if text.is_any(after, &["us", "them", "him"])
                    && text
                        .word(verb.main)
                        .to_ascii_lowercase()
                        .starts_with("offer") =>
            {
                PositionType::Offer
            }
            _ => return None,
        };
        let proposes = text
            .word(verb.main)
            .to_ascii_lowercase()
            .starts_with("propos");
        Some(Draft {
            evidence: self.evidence(verb, end),
            reach: verb.first..end,
            what: if proposes { PositionType::Offer } else { what },
            holder: Some(self.doer(verb)?),
            addressee: None,
            content: Some(content),
            rule: "offers",
            confidence: 0.65,
        })
    }
}
