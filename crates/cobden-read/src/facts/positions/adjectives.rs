//! `is willing to`, `willingness to`, `the door is open`, `a precondition for`.

use super::content::Deed;
use super::{Draft, Reader};
use crate::clause::{Form, Range, VerbGroup};
use crate::fact::PositionType;
use crate::text::Hit;
use crate::words::Tag;

impl Reader<'_, '_, '_> {
    /// The verb that a predicate hangs on: `is` in `is now willing`.
    fn copula(&self, token: usize) -> Option<&VerbGroup> {
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

    /// X is willing to do something.
    pub(super) fn state(&self, hit: &Hit) -> Option<Draft> {
        let text = self.text;
        let verb = self.copula(hit.first)?;
        if self.supposed(verb) {
            return None;
        }
        let negated = verb.negated
            || text.tokens[verb.last.min(hit.first)..hit.first]
                .iter()
                .any(|token| token.tag == Tag::Not)
            || hit.first > 0 && text.is_any(hit.first - 1, &["no", "less", "not", "n't"]);
        let end = self.clause_stop(hit.last, self.sentence_end(hit.first));
        let refuses = self.value(hit) == "refuse";
        let to = text.is(hit.last - 1, "to");
        let inner = if to {
            self.infinitive_at(hit.last - 1)
        } else {
            self.infinitive_at(hit.last)
        };
        let inner = inner.map(|inner| &text.verbs[inner]);
        let content = inner.map_or(hit.last, |inner| inner.main)..end;
        // `acceptable` and its like stand alone; `ready` does not.
        let alone = hit.last - hit.first >= 2 && !to
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
        let holder = self.parties.subject(verb).or_else(|| {
            alone
                .then(|| self.parties.speaker(&(hit.first..hit.last)))
                .flatten()
        })?;
        let what = if refuses {
            if negated {
                return None;
            }
            PositionType::Refusal
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
            let speaker = self.parties.speaker(&(hit.first..hit.last))?;
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

    /// X's willingness to do something; X expressed willingness.
    pub(super) fn noun(&self, hit: &Hit) -> Option<Draft> {
        let text = self.text;
        let value = self.value(hit);
        if !matches!(
            text.tokens[hit.last - 1].tag,
            Tag::Noun | Tag::Proper | Tag::Adjective
        ) {
            return None;
        }
        if let Some(stands) = self.stands(hit, value) {
            return Some(stands);
        }
        let colon = text
            .tokens
            .get(hit.last)
            .is_some_and(|token| token.tag == Tag::Colon);
        let after = hit.last + usize::from(colon);
        let end = self.clause_stop(after, self.sentence_end(hit.first));
        let inner = self.infinitive_at(hit.last).map(|inner| &text.verbs[inner]);
        let follows = inner.is_some()
            || text.is_any(hit.last, &["to", "toward", "towards", "in"]) && value == "open"
            || text.is_any(hit.last, &["for", "that", "to"])
                && value != "open"
                && value != "resolve"
            || value == "open"
                && text.is(hit.last, "for")
                && (self.holds(self.concepts.talk, &(hit.last..end))
                    || self.holds(self.concepts.calm, &(hit.last..end)))
            || value == "demand" && colon;
        if !follows {
            return None;
        }
        let group = text
            .nouns_in(text.sentence_of(hit.first))
            .iter()
            .find(|group| group.first <= hit.first && hit.first < group.last)?;
        // X's willingness
        let possessive = (group.first..hit.first)
            .rev()
            .find(|token| text.tokens[*token].tag == Tag::Possessive);
        let owner = possessive.and_then(|token| {
            let pronoun = text.tokens[token].start != text.tokens[token.saturating_sub(1)].end
                || token == group.first;
            let words = if pronoun {
                token..token + 1
            } else {
                group.first..token
            };
            self.parties.meant(&words).map(|party| (group.first, party))
        });
        let verb = text
            .verbs_in(text.sentence_of(hit.first))
            .rev()
            .map(|verb| &text.verbs[verb])
            .find(|verb| verb.last <= hit.first && verb.subject.is_some())
            .filter(|verb| {
                hit.first - verb.last <= 8
                    && !text.tokens[verb.last..hit.first].iter().any(|token| {
                        matches!(
                            token.tag,
                            Tag::Comma
                                | Tag::Stop
                                | Tag::Semicolon
                                | Tag::Colon
                                | Tag::That
                                | Tag::Wh
                        )
                    })
            });
        let (start, holder) = match (owner, verb) {
            (Some((_, party)), Some(verb))
                if self
                    .parties
                    .subject(verb)
                    .is_some_and(|subject| subject.economies == party.economies) =>
            {
                (self.evidence(verb, end).start, party)
            }
            (Some((first, party)), _) => (first, party),
            (None, Some(verb)) if possessive.is_none() => {
                let party = self.parties.subject(verb).filter(|_| !verb.passive)?;
                (self.evidence(verb, end).start, party)
            }
            _ => return None,
        };
        let supposed = verb.is_some_and(|verb| self.supposed(verb) || verb.negated);
        if supposed {
            return None;
        }
        let content = inner.map_or(after, |inner| inner.main)..end.max(after);
        let deed = self.deed(inner.map(|inner| inner.main), &content);
        let what = match value {
            "refuse" => PositionType::Refusal,
            "resolve" => PositionType::Resolve,
            "demand" => PositionType::Demand,
            "offer" => PositionType::Offer,
            _ => match deed {
                Deed::Fight => PositionType::Resolve,
                _ => PositionType::Openness,
            },
        };
        // Calls and offers are many things: these need a party that can be asked or a deed that fits.
        if matches!(value, "demand" | "offer" | "resolve") {
            let relief = self.holds(self.concepts.relief, &(hit.last..end));
            let fits = match value {
                "demand" => relief || deed == Deed::Talk,
                "offer" => matches!(deed, Deed::Give | Deed::Talk | Deed::Calm),
                _ => inner.is_some(),
            };
            if !fits {
                return None;
            }
        }
        Some(Draft {
            evidence: start..end.max(start + 1),
            reach: hit.first..end,
            what,
            holder: Some(holder),
            addressee: None,
            content: (content.start < content.end).then_some(content),
            rule: "willingness",
            confidence: 0.7,
        })
    }

    /// `Our offer still stands`
    fn stands(&self, hit: &Hit, value: &str) -> Option<Draft> {
        let text = self.text;
        let what = match value {
            "offer" => PositionType::Offer,
            "demand" => PositionType::Demand,
            _ => return None,
        };
        let verb = text
            .verbs_in(text.sentence_of(hit.first))
            .map(|verb| &text.verbs[verb])
            .find(|verb| verb.first >= hit.last)
            .filter(|verb| {
                text.is_any(verb.main, &["stands", "stand", "remains"])
                    && text.tokens[hit.last..verb.first]
                        .iter()
                        .all(|token| token.tag == Tag::Adverb)
            })?;
        let subject = verb.subject.clone()?;
        let end = self
            .clause_stop(verb.main, self.sentence_end(verb.main))
            .max(verb.last);
        let holder = self.parties.meant(&(subject.start..subject.start + 1))?;
        Some(Draft {
            evidence: subject.start..end,
            reach: hit.first..end,
            what,
            holder: Some(holder),
            addressee: None,
            content: Some(subject.start..end),
            rule: "stands",
            confidence: 0.7,
        })
    }

    /// Set phrases: the door is open, the ball is in their court.
    pub(super) fn fixed(&self, hit: &Hit) -> Option<Draft> {
        let text = self.text;
        let what = match self.value(hit) {
            "openness" => PositionType::Openness,
            "demand" => PositionType::Demand,
            "resolve" => PositionType::Resolve,
            "red_line" => PositionType::RedLine,
            "restraint" => PositionType::Restraint,
            _ => PositionType::Reservation,
        };
        let sentence = text.sentence_of(hit.first);
        let verb = text
            .verbs_in(sentence)
            .map(|verb| &text.verbs[verb])
            .rfind(|verb| verb.first < hit.last && verb.subject.is_some());
        let end = self
            .clause_stop(hit.last, self.sentence_end(hit.first))
            .max(hit.last);
        if verb.is_some_and(|verb| self.supposed(verb)) {
            return None;
        }
        let range = hit.range();
        let start = match verb {
            Some(verb) if hit.first < verb.last + 6 => self.evidence(verb, end).start,
            _ => text
                .nouns_in(sentence)
                .iter()
                .find(|group| group.first <= hit.first && hit.first < group.last)
                .map_or(hit.first, |group| group.first),
        };
        // `the bottom line of the Chinese side`
        let owner = (what == PositionType::RedLine && text.is_any(hit.last, &["of", "for"]))
            .then(|| self.parties.meant(&(hit.last + 1..end.max(hit.last + 1))))
            .flatten();
        if what == PositionType::RedLine
            && owner.is_none()
            && !verb
                .is_some_and(|verb| !text.tokens[verb.main].tag.is_verb() && hit.first >= verb.last)
        {
            return None;
        }
        let speaker = self.parties.speaker(&range);
        let subject = verb.and_then(|verb| self.parties.subject(verb));
        let mut addressee = None;
        let holder = if what == PositionType::Demand {
            // The one whose turn it is stands in the phrase; the holder is the one who says so.
            let near = start..end;
            if text.is(hit.first, "up") {
                let to = self.infinitive_after_noun(hit.last)?;
                let who = self.noun_between_tokens(hit.last, text.verbs[to].first);
                self.parties.meant(&who)?;
                addressee = Some(who);
            }
            let subject =
                subject.filter(|subject| speaker.is_none() && subject.economies.len() == 1);
            let holder = speaker.or(subject)?;
            if addressee.is_none() {
                let others = self
                    .parties
                    .others_in(&(hit.last..near.end), &holder.economies);
                if !others.is_empty() {
                    addressee = Some(hit.last..near.end);
                }
            }
            Some(holder)
        } else if what == PositionType::Openness || what == PositionType::RedLine {
            owner
                .or(subject)
                .or(speaker)
                .or_else(|| self.parties.before(hit.first))
        } else {
            subject.or(speaker)
        };
        Some(Draft {
            evidence: start..end,
            reach: hit.first..end,
            what,
            holder: Some(holder?),
            addressee,
            content: Some(hit.first..end),
            rule: "set-phrase",
            confidence: 0.8,
        })
    }

    fn noun_between_tokens(&self, from: usize, to: usize) -> Range {
        let mut range = from..to;
        while range.start < range.end && !self.text.tokens[range.start].tag.is_nominal() {
            range.start += 1;
        }
        range
    }

    /// Something is a precondition, or must come before talks.
    pub(super) fn condition_noun(&self, hit: &Hit) -> Option<Draft> {
        let text = self.text;
        let sentence = text.sentence_of(hit.first);
        let verb = text
            .verbs_in(sentence)
            .rev()
            .map(|verb| &text.verbs[verb])
            .find(|verb| verb.first < hit.last && verb.form.finite() && verb.subject.is_some())?;
        let must = verb
            .modal
            .is_some_and(|modal| text.is_any(modal, &["must", "should"]));
        let noun = hit.last - hit.first <= 2
            && text.tokens[hit.last - 1].tag == Tag::Noun
            && (verb.form == Form::Present || must)
            && hit.first - verb.last.min(hit.first) <= 4;
        if !noun && !must {
            return None;
        }
        let subject = verb.subject.clone()?;
        let end = self
            .clause_stop(hit.last, self.sentence_end(hit.first))
            .max(hit.last);
        let talks = self.holds(self.concepts.talk, &subject)
            || self.holds(self.concepts.talk, &(hit.last..end));
        if !talks {
            return None;
        }
        let holder = self
            .parties
            .speaker(&hit.range())
            .or_else(|| self.parties.before(subject.start))?;
        Some(Draft {
            evidence: self.evidence(verb, end),
            reach: hit.first..end,
            what: PositionType::Precondition,
            holder: Some(holder),
            addressee: None,
            content: Some(if noun { subject } else { hit.last..end })
                .filter(|content| !content.is_empty()),
            rule: "precondition",
            confidence: 0.65,
        })
    }
}
