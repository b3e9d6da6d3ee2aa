//! `hopes to talk`, `cautions against escalation`, `claims the island as its own`.

use super::content::Deed;
use super::{Draft, Reader};
use crate::clause::{Form, VerbGroup};
use crate::fact::PositionType;
use crate::words::Tag;

impl Reader<'_, '_, '_> {
    /// X hopes to talk.
    pub(super) fn wish(&self, verb: &VerbGroup, after: usize, value: &str) -> Option<Draft> {
        let text = self.text;
        let focused = text.is(verb.main, "focused");
        if !self.active(verb) && !focused || self.supposed(verb) {
            return None;
        }
        // `both nations can work towards`, `it may consider`
        if verb.modal.is_some_and(|modal| {
            text.is_any(modal, &["can", "could", "may", "might", "should", "must"])
        }) {
            return None;
        }
        let end = self.clause_stop(after, self.sentence_end(verb.main));
        if end < after + 1 {
            return None;
        }
        let inner = self.infinitive_past(after);
        let noun = text.tokens[after].tag.is_nominal()
            || matches!(text.tokens[after].tag, Tag::Gerund | Tag::Quote | Tag::Dash);
        if inner.is_none() && !noun || inner.is_none() && self.clause_follows(after, end) {
            return None;
        }
        let content = inner.map_or(after, |inner| text.verbs[inner].main)..end.max(after + 1);
        let near = content.start..content.end.min(content.start + 8);
        let gerund = (text.tokens[after].tag == Tag::Gerund).then_some(after);
        let deed = self.deed(inner.map(|inner| text.verbs[inner].main).or(gerund), &near);
        // Those who try or work for something want it only if it is talk; those who weigh relief are open to it.
        let what = match (verb.negated, deed) {
            (false, Deed::Talk) if value != "try" || inner.is_some() => PositionType::Openness,
            (false, Deed::Give) if value == "weigh" && (gerund.is_some() || inner.is_some()) => {
                PositionType::Openness
            }
            (false, Deed::Calm) if value == "weigh" && gerund.is_some() => PositionType::Openness,
            (false, Deed::Calm) if inner.is_some() => PositionType::Openness,
            (true, Deed::War | Deed::Fight) => PositionType::Restraint,
            // `is not considering lifting the curbs`
            (true, _)
                if value == "weigh"
                    && gerund
                        .or(inner.map(|inner| text.verbs[inner].main))
                        .is_some_and(|main| {
                            [
                                self.concepts.relief,
                                self.concepts.give,
                                self.concepts.yields,
                            ]
                            .iter()
                            .any(|concept| self.verb_is(*concept, main))
                        }) =>
            {
                PositionType::Refusal
            }
            (true, Deed::Talk) if inner.is_some() => PositionType::Refusal,
            _ => return None,
        };
        // `looks to pressure Beijing into a deal`
        if inner.is_some_and(|inner| self.verb_is(self.concepts.press, text.verbs[inner].main)) {
            return None;
        }
        // `agreed to work on a deal`: what was agreed is no wish.
        if verb.form == Form::Infinitive
            && verb.governor.is_some_and(|governor| {
                text.is_any(
                    text.verbs[governor].main,
                    &["agree", "agreed", "agrees", "agreeing"],
                )
            })
        {
            return None;
        }
        let holder = self.doer(verb)?;
        Some(Draft {
            evidence: self.evidence(verb, end),
            reach: verb.first..end,
            what,
            holder: Some(holder),
            addressee: None,
            content: Some(content),
            rule: "wishes",
            confidence: 0.6,
        })
    }

    /// X hopes that Y will do something; it is hoped that both sides will settle.
    pub(super) fn hopes_that(&self, verb: &VerbGroup, after: usize) -> Option<Draft> {
        let text = self.text;
        if !text.is_any(
            verb.main,
            &["hope", "hopes", "hoped", "hoping", "wish", "wishes"],
        ) || self.supposed(verb)
            || verb.negated
        {
            return None;
        }
        let end = self.clause_stop(after, self.sentence_end(verb.main));
        let inner = text
            .verbs_in(verb.sentence)
            .map(|other| &text.verbs[other])
            .find(|other| other.first > after && other.form.finite())?;
        let subject = inner
            .subject
            .clone()
            .filter(|subject| subject.start >= after && subject.start <= after + 2)?;
        if inner.first > subject.end + 2 {
            return None;
        }
        let holder = if verb.passive {
            self.voice(verb.main)
                .or_else(|| self.parties.before(verb.first))?
        } else {
            self.doer(verb)?
        };
        let end = end.max(self.clause_stop(inner.main, self.sentence_end(inner.main)));
        let near = inner.main..end.min(inner.main + 10);
        let deed = self.deed(Some(inner.main), &near);
        let both = self.parties.is_both(&subject)
            || text.is_any(subject.start, &["we"]) && subject.len() == 1;
        let what = if both {
            matches!(deed, Deed::Talk | Deed::Calm | Deed::Give)
                .then_some(PositionType::Openness)?
        } else {
            let asked = self.parties.meant(&subject)?;
            if asked.economies == holder.economies || inner.form == Form::Past {
                return None;
            }
            PositionType::Demand
        };
        Some(Draft {
            evidence: self.evidence(verb, end),
            reach: verb.first..end,
            what,
            holder: Some(holder),
            addressee: (!both).then_some(subject),
            content: Some(inner.first..end),
            rule: "hopes-that",
            confidence: 0.7,
        })
    }

    /// X cautions against escalation.
    pub(super) fn against(&self, verb: &VerbGroup, after: usize) -> Option<Draft> {
        let text = self.text;
        if !self.active(verb) || verb.negated || self.supposed(verb) {
            return None;
        }
        let end = self.clause_stop(after, self.sentence_end(verb.main));
        if end < after + 1 {
            return None;
        }
        let gerund = (text.tokens[after].tag == Tag::Gerund).then_some(after);
        let near = after..end.min(after + 6);
        // `avoid imposing tariffs`
        let imposing = text.is_any(after, &["imposing", "raising", "levying", "retaliating"]);
        if !imposing && !matches!(self.deed(gerund, &near), Deed::War | Deed::Fight) {
            return None;
        }
        Some(Draft {
            evidence: self.evidence(verb, end),
            reach: verb.first..end,
            what: PositionType::Restraint,
            holder: Some(self.doer(verb)?),
            addressee: None,
            content: Some(after..end),
            rule: "cautions-against",
            confidence: 0.65,
        })
    }

    /// X claims something as its own.
    pub(super) fn claim(&self, verb: &VerbGroup, after: usize) -> Option<Draft> {
        let text = self.text;
        let end = self.clause_stop(after, self.sentence_end(verb.main));
        let as_own = (after..end.min(after + 8)).find(|token| text.is(*token, "as"))?;
        let own = (as_own + 1..end.min(as_own + 6)).any(|token| {
            text.is_any(
                token,
                &["territory", "own", "part", "province", "sovereign"],
            )
        });
        if !own || verb.negated {
            return None;
        }
        Some(Draft {
            evidence: self.evidence(verb, end),
            reach: verb.first..end,
            what: PositionType::Claim,
            holder: self.parties.subject(verb),
            addressee: None,
            content: Some(verb.main..end),
            rule: "claims-as",
            confidence: 0.7,
        })
    }
}
