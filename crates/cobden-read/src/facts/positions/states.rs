//! `is willing to talk`, `is in no hurry to sign`.

use super::content::Deed;
use super::{Draft, Reader};
use crate::clause::{Form, VerbGroup};
use crate::fact::PositionType;
use crate::text::Hit;
use crate::words::Tag;

impl Reader<'_, '_, '_> {
    /// The verb that a predicate hangs on: `is` in `is now willing`.
    pub(super) fn copula(&self, token: usize) -> Option<&VerbGroup> {
        let text = self.text;
        text.verbs_in(text.sentence_of(token))
            .rev()
            .map(|verb| &text.verbs[verb])
            // `remains open to`: the adjective may pass for a verb.
            .find(|verb| {
                verb.first < token
                    || verb.main == token
                        && (verb.form == Form::Participle || verb.first < verb.main)
            })
            .filter(|verb| {
                verb.main == token
                    || verb.last <= token
                        && text.tokens[verb.last..token].iter().all(|other| {
                            matches!(
                                other.tag,
                                Tag::Adverb | Tag::Not | Tag::Quote | Tag::Adjective
                            ) || other.tag == Tag::Determiner
                        })
            })
    }

    /// `China stands ready to`: the verb may pass for a noun.
    fn stands_ready(&self, hit: &Hit) -> Option<Draft> {
        let text = self.text;
        let first = text.sentences[text.sentence_of(hit.first)].first;
        let at = hit.first.checked_sub(1).filter(|at| *at > first)?;
        if !text.is_any(at, &["stands", "stand", "stood", "remains"])
            || !matches!(self.value(hit), "open")
        {
            return None;
        }
        let group = text
            .nouns_in(text.sentence_of(at))
            .iter()
            .find(|group| group.first < at && group.last >= at)?;
        let holder = self.parties.meant(&(group.first..at))?;
        let to = hit.last - usize::from(text.is(hit.last - 1, "to"));
        let inner = &text.verbs[self.infinitive_at(to)?];
        let end = self
            .clause_stop(inner.main, self.sentence_end(at))
            .max(inner.last);
        let what = match self.deed(Some(inner.main), &(inner.main..end)) {
            Deed::Fight | Deed::War => PositionType::Resolve,
            Deed::Give => PositionType::Offer,
            _ => PositionType::Openness,
        };
        Some(Draft {
            evidence: group.first..end,
            reach: at..end,
            what,
            holder: Some(holder),
            addressee: None,
            content: Some(inner.main..end),
            rule: "is-willing",
            confidence: 0.8,
        })
    }

    /// X is willing to do something.
    pub(super) fn state(&self, hit: &Hit) -> Option<Draft> {
        let text = self.text;
        let Some(verb) = self.copula(hit.first) else {
            return self.stands_ready(hit);
        };
        if self.supposed(verb) {
            return None;
        }
        // `were not up for negotiation`: the `not` is the term's own.
        let own = text.tokens[hit.range()]
            .iter()
            .any(|token| token.tag == Tag::Not)
            || text.is_any(hit.first, &["not", "no"]);
        let negated = !own
            && (verb.negated
                || text.tokens[verb.last.min(hit.first)..hit.first]
                    .iter()
                    .any(|token| token.tag == Tag::Not)
                || hit.first > 0 && text.is_any(hit.first - 1, &["no", "less", "not", "n't"]));
        let end = self.clause_stop(hit.last, self.sentence_end(hit.first));
        let value = self.value(hit);
        let red = value == "red";
        let refuses = value == "refuse" || red;
        let to = text.is(hit.last - 1, "to");
        let inner = if to {
            self.infinitive_at(hit.last - 1)
        } else {
            self.infinitive_at(hit.last)
        };
        let inner = inner.map(|inner| &text.verbs[inner]);
        let content = inner.map_or(hit.last, |inner| inner.main)..end;
        // `acceptable` and its like stand alone; `ready` does not.
        let alone = red
            || hit.last - hit.first >= 2 && !to
            || text.is_any(
                hit.first,
                &[
                    "unacceptable",
                    "non-negotiable",
                    "flexible",
                    "non-starter",
                    "nonstarter",
                ],
            );
        let for_talks = text.is_any(hit.last, &["for", "on"])
            && self.holds(self.concepts.talk, &(hit.last..end.min(hit.last + 8)));
        if !(inner.is_some() || alone || for_talks || to && content.start < content.end) {
            return None;
        }
        let holder = self
            .doer(verb)
            .or_else(|| alone.then(|| self.voice(hit.first)).flatten())?;
        let what = if refuses {
            if negated {
                // `tariffs are not off the table`
                let kept = text.is(hit.first, "off") || text.is_any(hit.first, &["out"]);
                if !kept {
                    return None;
                }
                PositionType::Reservation
            } else if red {
                PositionType::RedLine
            } else {
                PositionType::Refusal
            }
        } else if negated {
            PositionType::Refusal
        } else {
            match self.deed(inner.map(|inner| inner.main), &content) {
                Deed::Fight | Deed::War if inner.is_some() => PositionType::Resolve,
                Deed::Give if inner.is_some() => PositionType::Offer,
                _ => PositionType::Openness,
            }
        };
        let start = hit.first;
        // The other side should be ready: that asks it to.
        let bound = verb
            .modal
            .is_some_and(|modal| text.is_any(modal, &["should", "must"]));
        if bound {
            let speaker = self.voice(hit.first)?;
            if speaker.economies == holder.economies {
                return None;
            }
            return Some(Draft {
                evidence: self.evidence(verb, end.max(hit.last)),
                reach: start..end.max(hit.last),
                what: PositionType::Demand,
                holder: Some(speaker),
                addressee: Some(holder.words),
                content: Some(start..end.max(hit.last)),
                rule: "should",
                confidence: 0.7,
            });
        }
        Some(Draft {
            evidence: self.evidence(verb, end.max(hit.last)),
            reach: start..end.max(hit.last),
            what,
            holder: Some(holder),
            addressee: None,
            content: Some(start..end.max(hit.last)),
            rule: "is-willing",
            confidence: 0.85,
        })
    }
}
