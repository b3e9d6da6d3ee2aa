//! Verbs of asking, refusing, promising, offering, wishing and claiming.

use super::content::Deed;
use super::{Draft, Reader};
use crate::clause::{Form, Range, VerbGroup};
use crate::fact::PositionType;
use crate::words::Tag;

impl Reader<'_, '_, '_> {
    /// The positions that a verb may bring.
    pub(super) fn verb(&self, verb: usize, drafts: &mut Vec<Draft>) {
        let group = &self.text.verbs[verb];
        let main = group.main;
        if !self.text.tokens[main].tag.is_verb() {
            return;
        }
        let concepts = &self.concepts;
        if let Some(hit) = self.term_at(concepts.order, main) {
            let weak = self.value(hit) == "weak";
            drafts.extend(self.order(group, hit.last, weak));
        }
        if let Some(hit) = self.term_at(concepts.ask, main) {
            drafts.extend(self.ask(group, hit.last));
        }
        if let Some(hit) = self.term_at(concepts.refuse, main) {
            drafts.extend(self.refuse(group, hit.last));
        }
        if let Some(hit) = self.term_at(concepts.pledge, main) {
            let resolve = self.value(hit) == "resolve";
            drafts.extend(self.pledge(group, hit.last, resolve));
        }
        if let Some(hit) = self.term_at(concepts.offer, main) {
            drafts.extend(self.offer(group, hit.last));
        }
        if let Some(hit) = self.term_at(concepts.wish, main) {
            drafts.extend(self.wish(group, hit.last));
        }
        if let Some(hit) = self.term_at(concepts.against, main) {
            drafts.extend(self.against(group, hit.last));
        }
        if let Some(hit) = self.term_at(concepts.claim, main) {
            drafts.extend(self.claim(group, hit.last));
        }
    }

    /// Whether a verb is in a form that has its subject as the one who does it.
    fn active(&self, verb: &VerbGroup) -> bool {
        !verb.passive && verb.form != Form::Participle
    }

    /// X urges Y to do something.
    fn order(&self, verb: &VerbGroup, after: usize, weak: bool) -> Option<Draft> {
        if !self.active(verb) || self.supposed(verb) {
            return None;
        }
        let inner = self.infinitive_after_noun(after)?;
        let inner = &self.text.verbs[inner];
        let addressee = self.noun_between(after, inner.first)?;
        let asked = self.parties.meant(&addressee);
        // A minister who is not on file may ask; whom they ask must then be a party.
        let stranger = || {
            let subject = verb.subject.clone()?;
            let named = !weak
                && asked.is_some()
                && self.text.tokens[subject.clone()]
                    .iter()
                    .any(|token| token.tag == Tag::Proper);
            named.then_some(super::Party {
                words: subject,
                economies: Vec::new(),
                person: None,
            })
        };
        let holder = self.parties.subject(verb).or_else(stranger)?;
        let own = asked.is_none()
            && addressee.clone().any(|token| {
                self.text.is_any(
                    token,
                    &[
                        "officials",
                        "companies",
                        "firms",
                        "businesses",
                        "citizens",
                        "people",
                        "consumers",
                        "lawmakers",
                        "authorities",
                        "exporters",
                        "investors",
                        "process",
                    ],
                )
            });
        if own {
            return None;
        }
        let other = asked
            .as_ref()
            .is_some_and(|party| party.economies != holder.economies);
        if weak && (!other || verb.negated) || asked.is_some() && !other {
            return None;
        }
        let end = self.clause_stop(inner.main, self.sentence_end(verb.main));
        Some(Draft {
            evidence: self.evidence(verb, end),
            reach: verb.first..end,
            what: if self.verb_is(self.concepts.war, inner.main) && inner.negated {
                PositionType::RedLine
            } else {
                PositionType::Demand
            },
            holder: Some(holder),
            addressee: Some(addressee),
            content: Some(inner.main..end),
            rule: "urges-to",
            confidence: if weak { 0.7 } else { 0.9 },
        })
    }

    /// The noun between a verb and its infinitive, without what stands loosely round it.
    fn noun_between(&self, from: usize, to: usize) -> Option<Range> {
        let mut range = from..to;
        while range.start < range.end && !self.text.tokens[range.start].tag.is_nominal() {
            range.start += 1;
        }
        while range.start < range.end && !self.text.tokens[range.end - 1].tag.is_nominal() {
            range.end -= 1;
        }
        (!range.is_empty()).then_some(range)
    }

    /// X demands something, X insists that Y do something.
    fn ask(&self, verb: &VerbGroup, after: usize) -> Option<Draft> {
        if !self.active(verb) || verb.negated || self.supposed(verb) {
            return None;
        }
        let text = self.text;
        let end = self.clause_stop(after, self.sentence_end(verb.main));
        if end < after + 1 {
            return None;
        }
        let holder = self.parties.subject(verb)?;
        let mut what = PositionType::Demand;
        let mut addressee = None;
        let insists = text.tokens[verb.main].span().of(text.text).len() >= 6
            && text
                .word(verb.main)
                .to_ascii_lowercase()
                .starts_with("insist");
        let start = text.tokens[after].tag;
        if start == Tag::That || self.clause_follows(after, end) {
            // that Y do something
            let inner = text
                .verbs_in(verb.sentence)
                .map(|other| &text.verbs[other])
                .find(|other| other.first > after && other.first < end)?;
            let subject = inner
                .subject
                .clone()
                .filter(|subject| subject.start >= after)?;
            let asked = self.parties.meant(&subject)?;
            if asked.economies == holder.economies || inner.form == Form::Past {
                return None;
            }
            if insists && inner.form == Form::Present && text.tokens[inner.main].tag != Tag::Base {
                return None;
            }
            addressee = Some(subject);
        } else if insists
            && verb.form == Form::Future
            && (text.is(after, "on") || after > verb.main + 1)
        {
            what = PositionType::Resolve;
        }
        let content = after..end;
        let plain = addressee.is_none() && !insists;
        if plain {
            let infinitive = self.infinitive_at(after);
            let phrase = (after..content.end)
                .find(|token| {
                    *token > after
                        && text.tokens[*token].tag == Tag::Preposition
                        && !text.is(*token, "of")
                })
                .unwrap_or(content.end);
            let told = if infinitive.is_some() {
                content.clone()
            } else {
                after..phrase
            };
            let deed = self.deed(infinitive.map(|verb| text.verbs[verb].main), &told);
            let near = after..end.min(after + 12);
            let seeks = !text
                .word(verb.main)
                .to_ascii_lowercase()
                .starts_with("demand");
            let relief = self.holds(self.concepts.relief, &near);
            what = match deed {
                Deed::Talk if seeks && (infinitive.is_some() || !relief) => PositionType::Openness,
                _ if relief => PositionType::Demand,
                Deed::Calm | Deed::Talk | Deed::Give => PositionType::Demand,
                _ => return None,
            };
        } else if addressee.is_none() {
            // insisting on Washington dropping the tariffs
            let who = after..end.min(after + 3);
            addressee =
                (!self.parties.others_in(&who, &holder.economies).is_empty()).then_some(who);
        }
        Some(Draft {
            evidence: self.evidence(verb, end),
            reach: verb.first..end,
            what,
            holder: Some(holder),
            addressee,
            content: Some(content),
            rule: "demands",
            confidence: 0.75,
        })
    }

    /// Whether a clause with its own subject follows.
    fn clause_follows(&self, at: usize, end: usize) -> bool {
        self.text.verbs_in(self.text.sentence_of(at)).any(|verb| {
            let verb = &self.text.verbs[verb];
            verb.form.finite()
                && verb.first > at
                && verb.first < end
                && !verb.inherited
                && verb.start == at
        })
    }

    /// X refuses something.
    fn refuse(&self, verb: &VerbGroup, after: usize) -> Option<Draft> {
        if self.supposed(verb) || verb.form == Form::Participle && !verb.passive {
            return None;
        }
        let text = self.text;
        let main = verb.main;
        let end = self.clause_stop(after, self.sentence_end(main));
        let infinitive = self.infinitive_at(after);
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
                if end < after + 1 {
                    return None;
                }
                self.parties.subject(verb)?
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
        let fits = infinitive.is_some()
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
                && infinitive.is_none()
                && !text.tokens[after].tag.is_nominal()
                && !matches!(
                    text.tokens[after].tag,
                    Tag::Gerund | Tag::Quote | Tag::Participle
                )
        {
            return None;
        }
        Some(Draft {
            evidence: self.evidence(verb, end),
            reach: verb.first..end,
            what: if verb.negated {
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

    /// X vows to do something.
    fn pledge(&self, verb: &VerbGroup, after: usize, resolve: bool) -> Option<Draft> {
        let text = self.text;
        if verb.form == Form::Participle || self.supposed(verb) || verb.negated {
            return None;
        }
        // `is committed to`, `is determined to`; `was promised` is somebody else's promise.
        if verb.passive && !text.is_any(verb.main, &["committed", "determined", "resolved"]) {
            return None;
        }
        let end = self.clause_stop(after, self.sentence_end(verb.main));
        if end < after + 1 {
            return None;
        }
        let holder = self.parties.subject(verb)?;
        let inner = self.infinitive_at(after).or_else(|| {
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
        let content = inner.map_or(after, |inner| inner.main)..end;
        let deed = self.deed(inner.map(|inner| inner.main), &content);
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
    fn offer(&self, verb: &VerbGroup, after: usize) -> Option<Draft> {
        let text = self.text;
        if !self.active(verb) || verb.negated || self.supposed(verb) {
            return None;
        }
        let end = self.clause_stop(after, self.sentence_end(verb.main));
        if end < after + 1 {
            return None;
        }
        let inner = self.infinitive_at(after);
        let content = inner.map_or(after, |inner| text.verbs[inner].main)..end;
        let near = content.start..content.end.min(content.start + 10);
        let deed = self.deed(inner.map(|inner| text.verbs[inner].main), &near);
        let what = match (inner, deed) {
            (_, Deed::Talk | Deed::Calm) => PositionType::Openness,
            (_, Deed::Give) => PositionType::Offer,
            (Some(_), Deed::Other) => PositionType::Offer,
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
            holder: Some(self.parties.subject(verb)?),
            addressee: None,
            content: Some(content),
            rule: "offers",
            confidence: 0.65,
        })
    }

    /// X hopes to talk.
    fn wish(&self, verb: &VerbGroup, after: usize) -> Option<Draft> {
        let text = self.text;
        let focused = text.is(verb.main, "focused");
        if !self.active(verb) && !focused || self.supposed(verb) {
            return None;
        }
        let end = self.clause_stop(after, self.sentence_end(verb.main));
        if end < after + 1 {
            return None;
        }
        let inner = self.infinitive_at(after);
        let noun = text.tokens[after].tag.is_nominal()
            || matches!(text.tokens[after].tag, Tag::Gerund | Tag::Quote | Tag::Dash);
        if inner.is_none() && !noun || inner.is_none() && self.clause_follows(after, end) {
            return None;
        }
        let content = inner.map_or(after, |inner| text.verbs[inner].main)..end;
        let near = content.start..content.end.min(content.start + 8);
        let gerund = (text.tokens[after].tag == Tag::Gerund).then_some(after);
        let deed = self.deed(inner.map(|inner| text.verbs[inner].main).or(gerund), &near);
        let what = match (verb.negated, deed) {
            (false, Deed::Talk) => PositionType::Openness,
            (false, Deed::Calm) if inner.is_some() => PositionType::Openness,
            (true, Deed::War) => PositionType::Restraint,
            (true, Deed::Talk) if inner.is_some() => PositionType::Refusal,
            _ => return None,
        };
        let holder = self.parties.subject(verb)?;
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

    /// X cautions against escalation.
    fn against(&self, verb: &VerbGroup, after: usize) -> Option<Draft> {
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
        if !matches!(self.deed(gerund, &near), Deed::War | Deed::Fight) {
            return None;
        }
        Some(Draft {
            evidence: self.evidence(verb, end),
            reach: verb.first..end,
            what: PositionType::Restraint,
            holder: Some(self.parties.subject(verb)?),
            addressee: None,
            content: Some(after..end),
            rule: "cautions-against",
            confidence: 0.65,
        })
    }

    /// X claims something as its own.
    fn claim(&self, verb: &VerbGroup, after: usize) -> Option<Draft> {
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
