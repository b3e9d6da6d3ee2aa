//! Stances told by what is said or done about talks: `expressed serious concerns`, `sent an invitation`,
//! `scotched the talks`, `it is necessary to talk`, `no talks until`, `a key advocate of`.

use super::content::Deed;
use super::{Draft, Reader};
use crate::clause::{Form, VerbGroup};
use crate::fact::PositionType;
use crate::text::Hit;
use crate::words::Tag;

impl Reader<'_, '_, '_> {
    /// The stances that a verb may bring.
    pub(super) fn stance(&self, verb: &VerbGroup, drafts: &mut Vec<Draft>) {
        let concepts = &self.concepts;
        if let Some(hit) = self.term_at(concepts.off, verb.main) {
            drafts.extend(self.calls_off(verb, hit.last));
        }
        if self.text.is_any(
            verb.main,
            &["invite", "invites", "invited", "inviting", "see"],
        ) {
            drafts.extend(self.invites(verb));
            drafts.extend(self.sees(verb));
        }
    }

    /// X voiced concerns about something; X sent an invitation to Y; X is an advocate of it.
    pub(super) fn told(&self, hit: &Hit) -> Option<Draft> {
        let text = self.text;
        let verb = text
            .verbs_in(text.sentence_of(hit.first))
            .rev()
            .map(|verb| &text.verbs[verb])
            .find(|verb| verb.last <= hit.first)?;
        let near = hit.first - verb.last <= 5
            && text.tokens[verb.last..hit.first].iter().all(|token| {
                token.tag.is_nominal()
                    || matches!(
                        token.tag,
                        Tag::Determiner
                            | Tag::Possessive
                            | Tag::Adjective
                            | Tag::Adverb
                            | Tag::Quote
                            | Tag::Conjunction
                            | Tag::Comma
                            | Tag::Participle
                            | Tag::Gerund
                    )
            });
        if !near || verb.passive || verb.negated || self.supposed(verb) {
            return None;
        }
        let voiced = || {
            text.tokens[verb.main].tag.is_verb() && self.holds_at(self.concepts.voiced, verb.main)
        };
        let value = self.value(hit);
        // `the move raised concerns`
        let stirs = text.is_any(verb.main, &["raise", "raises", "raised", "raising"])
            && verb
                .subject
                .as_ref()
                .is_none_or(|subject| text.is_any(subject.start, &["it", "that", "which", "this"]));
        if stirs {
            return None;
        }
        let what = match value {
            "concern" if voiced() => PositionType::Reservation,
            "invitation" if voiced() => PositionType::Openness,
            "backer" | "foe" if text.tokens[verb.main].tag == Tag::Be => {
                let follows = text.is_any(hit.last, &["of", "for", "to"]);
                let end = self.clause_stop(hit.last, self.sentence_end(hit.first));
                let deed = self.deed(None, &(hit.last..end));
                match (follows, value) {
                    (false, _) => return None,
                    (_, "foe") => PositionType::Refusal,
                    _ if deed == Deed::Talk => PositionType::Openness,
                    _ => PositionType::Demand,
                }
            }
            _ => return None,
        };
        let end = self
            .clause_stop(hit.last, self.sentence_end(hit.first))
            .max(hit.last);
        Some(Draft {
            evidence: self.evidence(verb, end),
            reach: verb.first..hit.last,
            what,
            holder: Some(self.doer(verb)?),
            addressee: None,
            content: Some(hit.first..end),
            rule: "voices",
            confidence: 0.65,
        })
    }

    fn holds_at(&self, concept: crate::lexicon::Concept, token: usize) -> bool {
        self.term_at(concept, token).is_some()
    }

    /// X calls off the talks, or thinks of it.
    fn calls_off(&self, verb: &VerbGroup, after: usize) -> Option<Draft> {
        let text = self.text;
        if !self.active(verb) || verb.negated || self.supposed(verb) {
            return None;
        }
        let end = self.clause_stop(after, self.sentence_end(verb.main));
        let group = text
            .nouns_in(verb.sentence)
            .iter()
            .find(|group| group.first >= after && group.first <= after + 1)?;
        let last = group.last - 1;
        let talks = text.is_any(
            last,
            &[
                "talks",
                "negotiations",
                "dialogue",
                "dialog",
                "discussions",
                "consultations",
                "meetings",
                "table",
            ],
        );
        if !talks || end <= last {
            return None;
        }
        let end = (last..end)
            .find(|token| matches!(text.tokens[*token].tag, Tag::That | Tag::Wh))
            .unwrap_or(end);
        // `is considering cancelling the talks`
        let weighed = text
            .verbs_in(verb.sentence)
            .map(|other| &text.verbs[other])
            .find(|other| {
                verb.form == Form::Gerund && other.last == verb.first && other.form.finite()
            });
        Some(Draft {
            evidence: self.evidence(weighed.unwrap_or(verb), end),
            reach: verb.first..end,
            what: PositionType::Refusal,
            holder: Some(self.doer(verb)?),
            addressee: None,
            content: Some(after..end),
            rule: "calls-off",
            confidence: 0.65,
        })
    }

    /// X invites Y to talks.
    fn invites(&self, verb: &VerbGroup) -> Option<Draft> {
        let text = self.text;
        if text.is(verb.main, "see") || !self.active(verb) || verb.negated || self.supposed(verb) {
            return None;
        }
        let end = self.clause_stop(verb.last, self.sentence_end(verb.main));
        let holder = self.doer(verb)?;
        let asked = self.parties.others_in(&(verb.last..end), &holder.economies);
        if asked.is_empty() || !self.holds(self.concepts.talk, &(verb.last..end)) {
            return None;
        }
        Some(Draft {
            evidence: self.evidence(verb, end),
            reach: verb.first..end,
            what: PositionType::Openness,
            holder: Some(holder),
            addressee: None,
            content: Some(verb.last..end),
            rule: "invites",
            confidence: 0.65,
        })
    }

    /// X needs to see Y do something.
    fn sees(&self, verb: &VerbGroup) -> Option<Draft> {
        let text = self.text;
        if !text.is(verb.main, "see") || verb.form != Form::Infinitive {
            return None;
        }
        let governor = &text.verbs[verb.governor?];
        let wants = text.is_any(
            governor.main,
            &[
                "want", "wants", "wanted", "need", "needs", "needed", "hope", "hopes", "hoped",
                "like", "love", "expect", "expects", "wish", "wishes", "have", "has",
            ],
        );
        if !wants || governor.negated || self.supposed(governor) {
            return None;
        }
        let group = text
            .nouns_in(verb.sentence)
            .iter()
            .find(|group| group.first >= verb.last && group.first <= verb.last + 1)?;
        let holder = self.doer(verb)?;
        let addressee = group.first..group.last;
        let asked = self.parties.meant(&addressee)?;
        let next = text.tokens.get(group.last)?.tag;
        if asked.economies == holder.economies
            || !(next.is_verb() || matches!(next, Tag::Adverb | Tag::To))
        {
            return None;
        }
        let end = self
            .clause_stop(group.last + 1, self.sentence_end(verb.main))
            .max(group.last + 1);
        Some(Draft {
            evidence: self.evidence(verb, end),
            reach: governor.first..end,
            what: PositionType::Demand,
            holder: Some(holder),
            addressee: Some(addressee),
            content: Some(group.last..end),
            rule: "needs-to-see",
            confidence: 0.75,
        })
    }

    /// `it is necessary to talk`, `de-escalation is in everybody's interest`, `there will be countermeasures`.
    pub(super) fn predicate(&self, verb: &VerbGroup) -> Option<Draft> {
        let text = self.text;
        if text.tokens[verb.main].tag != Tag::Be || self.supposed(verb) || !verb.form.finite() {
            return None;
        }
        let stop = self.sentence_end(verb.main);
        let mut at = verb.last;
        while at < stop && matches!(text.tokens[at].tag, Tag::Adverb | Tag::Quote | Tag::Not) {
            at += 1;
        }
        let subject = verb.subject.clone();
        let there = verb.first > 0
            && (text.is(verb.first - 1, "there")
                || subject
                    .as_ref()
                    .is_some_and(|subject| text.is(subject.start, "there")));
        let end = self.clause_stop(at, stop);
        let (what, content) = if there {
            // `there would be resolute countermeasures`
            let willed = verb.form == Form::Future
                || verb
                    .modal
                    .is_some_and(|modal| text.is_any(modal, &["would", "'ll"]));
            let near = at..end.min(at + 4);
            let fight = text
                .hits_of(self.concepts.fight, near.clone())
                .any(|hit| text.tokens[hit.first].tag.is_nominal());
            if !(willed && fight) || verb.negated || text.is(at, "no") {
                return None;
            }
            (PositionType::Resolve, at..end)
        } else {
            let needed = text.is_any(
                at,
                &[
                    "necessary",
                    "essential",
                    "imperative",
                    "vital",
                    "crucial",
                    "indispensable",
                    "desirable",
                    "urgent",
                ],
            );
            if !needed || verb.negated {
                return None;
            }
            let expletive = subject
                .as_ref()
                .is_none_or(|subject| subject.len() == 1 && text.is(subject.start, "it"));
            let inner = self.infinitive_at(at + 1);
            let deed = if expletive {
                let main = text.verbs[inner?].main;
                let near = main..end.min(main + 6).max(main);
                let joint = near.clone().any(|token| {
                    text.is_any(token, &["joint", "together", "cooperation", "jointly"])
                });
                if joint {
                    Deed::Talk
                } else {
                    self.deed(Some(main), &near)
                }
            } else {
                self.deed(None, &subject.clone()?)
            };
            if !matches!(deed, Deed::Talk | Deed::Calm) {
                return None;
            }
            (PositionType::Openness, at..end)
        };
        // Only a party's own words: what an analyst deems needed is nobody's position.
        let holder = self.voice(verb.main)?;
        let mut evidence = self.evidence(verb, end);
        if there {
            evidence.start = evidence.start.min(verb.first - 1);
        }
        Some(Draft {
            evidence,
            reach: content.clone(),
            what,
            holder: Some(holder),
            addressee: None,
            content: Some(content),
            rule: "needed",
            confidence: 0.6,
        })
    }

    /// `no talks until the issue is resolved`, `tariffs have to come down before talks can start`.
    pub(super) fn until(&self, verb: &VerbGroup) -> Option<Draft> {
        let text = self.text;
        let sentence = text.sentences[verb.sentence];
        let subject = verb.subject.as_ref().filter(|_| verb.form.finite())?;
        if subject.start <= sentence.first {
            return None;
        }
        let at = (subject.start.saturating_sub(2).max(sentence.first)..subject.start)
            .find(|token| text.is_any(*token, &["until", "unless"]))?;
        let from = at.saturating_sub(22).max(sentence.first);
        let denied = (from..at).rev().find(|token| {
            text.tokens[*token].tag == Tag::Not
                || text.is_any(
                    *token,
                    &[
                        "no",
                        "difficult",
                        "hard",
                        "impossible",
                        "cannot",
                        "never",
                        "refuse",
                        "refused",
                    ],
                )
        })?;
        let talk = text
            .hits_of(self.concepts.talk, denied..at)
            .any(|hit| hit.last <= at && at - hit.last <= 10);
        if !talk {
            return None;
        }
        let main = text
            .verbs_in(verb.sentence)
            .map(|other| &text.verbs[other])
            .rfind(|other| {
                other.form.finite() && other.first <= denied && other.subject.is_some()
            })?;
        let holder = self
            .voice(verb.main)
            .or_else(|| self.parties.subject(main))?;
        let end = self.clause_stop(verb.last, sentence.last).max(verb.last);
        Some(Draft {
            evidence: self.evidence(main, end),
            reach: main.first..end,
            what: PositionType::Precondition,
            holder: Some(holder),
            addressee: None,
            content: Some(at + 1..end),
            rule: "until",
            confidence: 0.82,
        })
    }
}
