//! What verbs bring; verbs of asking first: `urges Washington to lift`, `demands the removal`.

use super::content::Deed;
use super::{Draft, Party, Reader};
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
            let value = self.value(hit);
            let order = self.order(group, hit.last, value != "demand");
            drafts.extend(order);
        }
        if let Some(hit) = self.term_at(concepts.ask, main) {
            drafts.extend(self.ask(group, hit.last));
        }
        if let Some(hit) = self.term_at(concepts.refuse, main) {
            drafts.extend(self.refuse(group, hit.last, self.value(hit) == "against"));
        }
        if let Some(hit) = self.term_at(concepts.pledge, main) {
            drafts.extend(self.pledge(group, hit.last, self.value(hit)));
        }
        if let Some(hit) = self.term_at(concepts.offer, main) {
            drafts.extend(self.offer(group, hit.last));
        }
        if let Some(hit) = self.term_at(concepts.wish, main) {
            drafts.extend(self.wish(group, hit.last, self.value(hit)));
            drafts.extend(self.hopes_that(group, hit.last));
        }
        if let Some(hit) = self.term_at(concepts.against, main) {
            drafts.extend(self.against(group, hit.last));
        }
        if let Some(hit) = self.term_at(concepts.claim, main) {
            drafts.extend(self.claim(group, hit.last));
        }
        self.stance(group, drafts);
    }

    /// Whether a verb is in a form that has its subject as the one who does it.
    pub(super) fn active(&self, verb: &VerbGroup) -> bool {
        !verb.passive && verb.form != Form::Participle
    }

    /// Whose deed a verb is: its subject; of `hoping to reach a deal` that of the verb it hangs on, else the speaker.
    pub(super) fn doer(&self, verb: &VerbGroup) -> Option<Party> {
        if let Some(party) = self.parties.subject(verb) {
            return Some(party);
        }
        let loose = matches!(verb.form, Form::Gerund | Form::Infinitive)
            || verb.form == Form::Participle && verb.subject.is_none();
        if !loose {
            return None;
        }
        let named = |subject: &Range| {
            self.text.tokens[subject.clone()]
                .iter()
                .any(|token| matches!(token.tag, Tag::Noun | Tag::Proper))
        };
        // `a process to request exclusions`: nobody's deed.
        if verb.form == Form::Infinitive
            && verb
                .governor
                .is_none_or(|governor| self.text.verbs[governor].last != verb.first)
        {
            return None;
        }
        // `companies hoping to reach a deal`: a noun of its own that is no party.
        if verb.form == Form::Gerund
            && !verb.inherited
            && verb
                .subject
                .as_ref()
                .is_some_and(|subject| subject.end == verb.first && named(subject))
        {
            return None;
        }
        self.text
            .verbs_in(verb.sentence)
            .rev()
            .map(|other| &self.text.verbs[other])
            .filter(|other| other.last <= verb.first && other.form.finite())
            .find_map(|other| other.subject.clone())
            .map_or_else(
                || self.parties.speaker(&(verb.main..verb.main + 1)),
                |subject| self.parties.meant(&subject),
            )
    }

    /// X urges Y to do something.
    fn order(&self, verb: &VerbGroup, after: usize, weak: bool) -> Option<Draft> {
        if !self.active(verb) || self.supposed(verb) {
            return None;
        }
        let (to, main, spares) = match self.infinitive_after_noun(after) {
            Some(inner) => {
                let inner = &self.text.verbs[inner];
                (inner.first, inner.main, inner.negated)
            }
            // `urged Japan to retract`: a verb that is not on file, or one split from its `to`.
            None => self
                .open_infinitive(after)
                .map(|(to, main)| (to, main, false))?,
        };
        let addressee = self.noun_between(after, to)?;
        let asked = self.parties.meant(&addressee);
        // A minister who is not on file may ask; whom they ask must then be a party.
        let stranger = || {
            let subject = verb.subject.clone()?;
            let named = !weak
                && asked.is_some()
                && self.text.tokens[subject.clone()]
                    .iter()
                    .any(|token| token.tag == Tag::Proper);
            named.then_some(Party {
                words: subject,
                economies: Vec::new(),
                person: None,
            })
        };
        let holder = self.doer(verb).or_else(stranger)?;
        // `directed me to`
        if asked.is_none()
            && addressee.len() == 1
            && self.text.tokens[addressee.start].tag == Tag::Pronoun
        {
            return None;
        }
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
        let end = self
            .clause_stop(main, self.sentence_end(verb.main))
            .max(main + 1);
        Some(Draft {
            evidence: self.evidence(verb, end),
            reach: verb.first..end,
            what: if self.verb_is(self.concepts.war, main) && spares {
                PositionType::RedLine
            } else {
                PositionType::Demand
            },
            holder: Some(holder),
            addressee: Some(addressee),
            content: Some(main..end),
            rule: "urges-to",
            confidence: if weak { 0.7 } else { 0.9 },
        })
    }

    /// `to` and the word it brings, right after the name of a party, where no verb is seen: `Japan to retract`.
    fn open_infinitive(&self, from: usize) -> Option<(usize, usize)> {
        let text = self.text;
        let end = self.sentence_end(from.saturating_sub(1));
        let to = (from..end.min(from + 6)).find(|token| text.is(*token, "to"))?;
        if to == from || self.parties.named(&(from..to)).is_none() {
            return None;
        }
        let main = (to + 1..end).find(|token| text.tokens[*token].tag != Tag::Adverb)?;
        // `Washington to talks` names a place; `Japan to retract the curbs` a deed.
        let object = text.tokens.get(main + 1).is_some_and(|next| {
            matches!(
                next.tag,
                Tag::Determiner | Tag::Possessive | Tag::Pronoun | Tag::Number
            )
        });
        let word = matches!(text.tokens[main].tag, Tag::Base)
            || object
                && matches!(
                    text.tokens[main].tag,
                    Tag::Noun | Tag::Adjective | Tag::Participle | Tag::Past
                );
        word.then_some((to, main))
    }

    /// The noun between a verb and its infinitive, without what stands loosely round it.
    pub(super) fn noun_between(&self, from: usize, to: usize) -> Option<Range> {
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
        let holder = self.doer(verb)?;
        let mut what = PositionType::Demand;
        let mut addressee = None;
        let insists = text.tokens[verb.main].span().of(text.text).len() >= 6
            && text
                .word(verb.main)
                .to_ascii_lowercase()
                .starts_with("insist");
        let start = text.tokens[after].tag;
        // `insists on the right to defend its allies`
        let right = (after..end.min(after + 3)).any(|token| text.is(token, "right"));
        if insists && right {
            what = PositionType::Claim;
        } else if start == Tag::That || self.clause_follows(after, end) {
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
            let gerund = (start == Tag::Gerund).then_some(after);
            let main = infinitive.map(|verb| text.verbs[verb].main).or(gerund);
            let deed = self.deed(main, &told);
            let near = after..end.min(after + 12);
            let seeks = !text
                .word(verb.main)
                .to_ascii_lowercase()
                .starts_with("demand");
            let relief = self.holds(self.concepts.relief, &near);
            what = match deed {
                Deed::Talk if gerund.is_some() && told.end > after => PositionType::Openness,
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
    pub(super) fn clause_follows(&self, at: usize, end: usize) -> bool {
        self.text.verbs_in(self.text.sentence_of(at)).any(|verb| {
            let verb = &self.text.verbs[verb];
            verb.form.finite()
                && verb.first > at
                && verb.first < end
                && !verb.inherited
                && verb.start == at
        })
    }
}
