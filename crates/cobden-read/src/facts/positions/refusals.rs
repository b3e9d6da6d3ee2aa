//! `refuses to talk`, `opposes the tariffs`, `has not ruled out a levy`.

use super::{Draft, Reader};
use crate::clause::{Form, VerbGroup};
use crate::fact::PositionType;
use crate::words::Tag;

impl Reader<'_, '_, '_> {
    /// X refuses something.
    pub(super) fn refuse(&self, verb: &VerbGroup, after: usize, against: bool) -> Option<Draft> {
        if self.supposed(verb) || verb.form == Form::Participle && !verb.passive {
            return None;
        }
        // `would not oppose`: hardly a position.
        if against && (verb.negated || verb.passive) {
            return None;
        }
        let text = self.text;
        let main = verb.main;
        let end = self.clause_stop(after, self.sentence_end(main));
        let infinitive = self.infinitive_past(after);
        if let Some(inner) = infinitive
            && text.is_any(
                text.verbs[inner].main,
                &[
                    "comment",
                    "say",
                    "elaborate",
                    "be",
                    "name",
                    "identify",
                    "specify",
                    "give",
                    "provide",
                    "disclose",
                    "discuss",
                    "speculate",
                    "confirm",
                    "reveal",
                    "take",
                    "share",
                    "answer",
                    "respond",
                ],
            )
            && (text.word(main).to_ascii_lowercase().starts_with("declin")
                || text.is_any(
                    text.verbs[inner].main,
                    &["comment", "say", "elaborate", "be", "speculate"],
                ))
        {
            return None;
        }
        let declines = text.word(main).to_ascii_lowercase().starts_with("declin");
        if declines && infinitive.is_none() {
            return None;
        }
        let by = verb
            .passive
            .then(|| (after..end.min(after + 3)).find(|token| text.is(*token, "by")));
        let holder = match by {
            Some(by) => {
                let by = by?;
                self.parties.meant(&(by + 1..end.min(by + 7)))?
            }
            None => {
                if end < after + 1 && !verb.negated {
                    return None;
                }
                self.doer(verb)?
            }
        };
        let words = after..end.min(after + 10);
        let told = words.clone().any(|token| {
            text.is_any(
                token,
                &[
                    "claim",
                    "claims",
                    "accusation",
                    "accusations",
                    "allegation",
                    "allegations",
                    "report",
                    "reports",
                    "notion",
                    "suggestion",
                    "suggestions",
                    "idea",
                    "characterization",
                    "charge",
                    "charges",
                    "assertion",
                    "assertions",
                    "criticism",
                    "comment",
                ],
            )
        });
        // A deal, a demand, a pressure: what parties refuse each other.
        let concepts = &self.concepts;
        let kept =
            verb.negated && text.is(after - 1, "out") && text.tokens[after - 2].tag == Tag::Pronoun;
        let fits = infinitive.is_some()
            || kept
            || verb.passive
            || [
                concepts.refused,
                concepts.talk,
                concepts.give,
                concepts.relief,
                concepts.war,
            ]
            .iter()
            .any(|concept| self.holds(*concept, &words));
        if told
            || !fits
            || !verb.passive
                && !kept
                && infinitive.is_none()
                && !text.tokens[after].tag.is_nominal()
                && !matches!(
                    text.tokens[after].tag,
                    Tag::Gerund | Tag::Quote | Tag::Participle
                )
        {
            return None;
        }
        // `rejected Seoul's call for talks`: the call is a position of its own.
        let nested = infinitive.is_none()
            && text
                .hits_of(concepts.noun, after..end.min(after + 5))
                .any(|hit| {
                    matches!(self.value(hit), "demand" | "offer")
                        && !self
                            .parties
                            .others_in(&(after..hit.first), &holder.economies)
                            .is_empty()
                });
        Some(Draft {
            evidence: self.evidence(verb, end.max(after)),
            reach: verb.first..if nested { after } else { end.max(after) },
            what: if verb.negated && self.holds(concepts.talk, &words) {
                PositionType::Openness
            } else if verb.negated {
                PositionType::Reservation
            } else {
                PositionType::Refusal
            },
            holder: Some(holder),
            addressee: None,
            content: Some(infinitive.map_or(after, |inner| text.verbs[inner].main)..end)
                .filter(|content| !content.is_empty()),
            rule: "refuses",
            confidence: 0.8,
        })
    }
}
