//! `willingness to talk`, `its offer still stands`, `our goal is to`.

use super::content::Deed;
use super::{Draft, Reader};
use crate::fact::PositionType;
use crate::text::Hit;
use crate::words::Tag;

impl Reader<'_, '_, '_> {
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
        if value == "aim" {
            return self.aim(hit);
        }
        if let Some(stands) = self.stands(hit, value) {
            return Some(stands);
        }
        // `consumer confidence` is no resolve.
        if value == "resolve" && hit.first > 0 && text.tokens[hit.first - 1].tag == Tag::Noun {
            return None;
        }
        if let Some(from) = self.demand_from(hit, value) {
            return Some(from);
        }
        let colon = text
            .tokens
            .get(hit.last)
            .is_some_and(|token| token.tag == Tag::Colon);
        let after = hit.last + usize::from(colon);
        let mut end = self.clause_stop(after, self.sentence_end(hit.first));
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
            || value == "demand" && colon
            || value == "bound" && text.is(hit.last, "to")
            || text.is_any(hit.last, &["by", "from"])
                && matches!(value, "offer" | "open" | "demand" | "effort")
            || text.is(hit.first, "hope") && text.is(hit.last, "that");
        if text.is(hit.last, "that") && value == "open" {
            end = end.max(self.clause_stop(hit.last + 1, self.sentence_end(hit.first)));
        }
        if !follows {
            return None;
        }
        let group = text
            .nouns_in(text.sentence_of(hit.first))
            .iter()
            .find(|group| group.first <= hit.first && hit.first < group.last)?;
        // `a deadlock in efforts to negotiate`
        if value == "effort"
            && group.first == hit.first
            && hit.first > 0
            && text.is_any(hit.first - 1, &["in", "of", "over", "about"])
        {
            return None;
        }
        if let Some(owned) = self.owned(hit, value, group.first) {
            return Some(owned);
        }
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
        // `an offer by Vietnam to scrap its duties`
        let by = text
            .is_any(hit.last, &["by", "from"])
            .then(|| {
                let group = text
                    .nouns_in(text.sentence_of(hit.first))
                    .iter()
                    .find(|group| group.first == hit.last + 1)?;
                let party = self.parties.named(&(group.first..group.last))?;
                let inner = &text.verbs[self.infinitive_at(group.last)?];
                Some((party, inner))
            })
            .flatten();
        if let Some((party, inner)) = by
            && matches!(value, "offer" | "open" | "demand" | "effort")
        {
            let end = self.clause_stop(inner.main, self.sentence_end(inner.main));
            // `an offer by Vietnam to scrap duties | would not do`: up to the verb it is the subject of.
            let end = text
                .verbs_in(text.sentence_of(hit.first))
                .map(|verb| &text.verbs[verb])
                .find(|verb| verb.form.finite() && verb.first > inner.main && !verb.inherited)
                .map_or(end, |verb| end.min(verb.first));
            let content = inner.main..end.max(inner.last);
            let deed = self.deed(Some(inner.main), &content);
            let what = match (value, deed) {
                ("offer", Deed::Give | Deed::Talk | Deed::Calm) => PositionType::Offer,
                ("open" | "effort", Deed::Talk | Deed::Calm) => PositionType::Openness,
                ("demand", _) => PositionType::Demand,
                _ => return None,
            };
            return Some(Draft {
                evidence: group.first..content.end,
                reach: hit.first..content.end,
                what,
                holder: Some(party),
                addressee: None,
                content: Some(content),
                rule: "offer-by",
                confidence: 0.7,
            });
        }
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
        let mut other_verb = false;
        let (start, holder) = match (owner, verb) {
            (Some((_, party)), Some(verb))
                if self
                    .parties
                    .subject(verb)
                    .is_some_and(|subject| subject.economies == party.economies) =>
            {
                (self.evidence(verb, end).start, party)
            }
            (Some((first, party)), _) => {
                other_verb = true;
                (first, party)
            }
            (None, Some(verb)) if possessive.is_none() => {
                let party = self.parties.subject(verb).filter(|_| !verb.passive)?;
                (self.evidence(verb, end).start, party)
            }
            // `despite the willingness to talk`: the speaker's, or that of the one spoken of.
            (None, None) if possessive.is_none() && inner.is_some() && value == "open" => {
                let party = self
                    .voice(hit.first)
                    .or_else(|| self.parties.before(hit.first))?;
                (group.first, party)
            }
            _ => return None,
        };
        let supposed = !other_verb && verb.is_some_and(|verb| self.supposed(verb) || verb.negated);
        if supposed {
            return None;
        }
        if text.is_any(hit.last, &["by", "from"]) {
            return None;
        }
        let content = inner.map_or(after, |inner| inner.main)..end.max(after);
        // `commitment to defending`
        let gerund = (value == "bound"
            && text
                .tokens
                .get(after + 1)
                .is_some_and(|next| next.tag == Tag::Gerund))
        .then_some(after + 1);
        let deed = self.deed(inner.map(|inner| inner.main).or(gerund), &content);
        let what = match value {
            "refuse" => PositionType::Refusal,
            "resolve" | "need" => PositionType::Resolve,
            "demand" => PositionType::Demand,
            "offer" => PositionType::Offer,
            "bound" if deed == Deed::Give => PositionType::Offer,
            _ => match deed {
                Deed::Fight => PositionType::Resolve,
                _ => PositionType::Openness,
            },
        };
        // `his intention to raise tariffs`; `sparked hopes for a thaw` is nobody's position.
        let stirred = verb.is_some_and(|verb| {
            text.is_any(
                verb.main,
                &[
                    "sparked", "raised", "dashed", "fuelled", "fueled", "dampened", "boosted",
                    "revived", "fed", "stoked", "raising", "sparking", "fuelling", "fueling",
                    "boosting", "dashing", "lifted", "buoyed", "spark", "raise", "dampen",
                ],
            )
        });
        if value == "open"
            && (stirred && possessive.is_none()
                || text.is_any(hit.last - 1, &["intention", "intent", "intentions", "wish"])
                    && !matches!(deed, Deed::Talk | Deed::Calm))
        {
            return None;
        }
        // Calls and offers are many things: these need a party that can be asked or a deed that fits.
        if matches!(
            value,
            "demand" | "offer" | "resolve" | "need" | "effort" | "bound"
        ) {
            let relief = self.holds(self.concepts.relief, &(hit.last..end));
            let fits = match value {
                "demand" => relief || deed == Deed::Talk,
                "offer" => matches!(deed, Deed::Give | Deed::Talk | Deed::Calm),
                "need" => inner.is_some() && deed == Deed::Fight,
                "resolve" if text.is_any(hit.last - 1, &["capability", "capacity", "ability"]) => {
                    inner.is_some() && deed == Deed::Fight
                }
                "effort" => inner.is_some() && deed == Deed::Talk,
                "bound" => deed != Deed::Other && deed != Deed::War,
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

    /// `Our goal is to get the tariffs removed`, `his focus is on the talks`.
    fn aim(&self, hit: &Hit) -> Option<Draft> {
        let text = self.text;
        let verb = text
            .verbs_in(text.sentence_of(hit.first))
            .map(|verb| &text.verbs[verb])
            .find(|verb| verb.first >= hit.last && verb.form.finite())
            .filter(|verb| {
                verb.first <= hit.last + 2
                    && (text.tokens[verb.main].tag == Tag::Be
                        || text.is_any(verb.main, &["remains", "remained"]))
                    && !verb.negated
            })?;
        let subject = verb.subject.clone()?;
        let possessive = (subject.start..hit.first)
            .rev()
            .find(|token| text.tokens[*token].tag == Tag::Possessive);
        // `the focus is on removing the levies, he said`
        let bare = possessive.is_none()
            && hit.first == subject.start + 1
            && text.is(subject.start, "the")
            && text.is_any(
                hit.first,
                &["focus", "goal", "aim", "priority", "objective"],
            );
        let possessive = possessive.or(bare.then_some(subject.start))?;
        let pronoun = text.tokens[possessive].start
            != text.tokens[possessive.saturating_sub(1)].end
            || possessive == subject.start;
        let owner = if pronoun {
            possessive..possessive + 1
        } else {
            subject.start..possessive
        };
        let holder = if bare {
            self.parties.speaker(&hit.range())?
        } else {
            self.parties.meant(&owner)?
        };
        let mut after = verb.last;
        while text
            .tokens
            .get(after)
            .is_some_and(|token| matches!(token.tag, Tag::Adverb | Tag::Preposition | Tag::Quote))
        {
            after += 1;
        }
        let end = self.clause_stop(after, self.sentence_end(after.saturating_sub(1)));
        let inner = self.infinitive_at(after);
        let main = inner.map(|inner| text.verbs[inner].main);
        let from = main.unwrap_or(after);
        if from >= end {
            return None;
        }
        let near = from..end.min(from + 12);
        // `to get these tariffs removed`, `to see the duties lifted`
        let relief = self.holds(self.concepts.duty, &near)
            && (self.holds(self.concepts.relief, &near) || text.is_any(from, &["get", "see"]))
            || self.holds(self.concepts.relief, &(from..from + 1))
                && near
                    .clone()
                    .any(|token| text.is_any(token, &["them", "these", "those"]));
        let addresses = self.holds(self.concepts.duty, &near)
            && text.is_any(from, &["address", "addressing", "tackle", "tackling"]);
        let gerund = (text.tokens[from].tag == Tag::Gerund).then_some(from);
        let what = if relief || addresses {
            PositionType::Demand
        } else {
            match self.deed(main.or(gerund), &near) {
                Deed::Talk | Deed::Calm => PositionType::Openness,
                Deed::Fight => PositionType::Resolve,
                _ => return None,
            }
        };
        Some(Draft {
            evidence: subject.start..end,
            reach: hit.first..end,
            what,
            holder: Some(holder),
            addressee: None,
            content: Some(from..end),
            rule: "aim",
            confidence: 0.65,
        })
    }
}
