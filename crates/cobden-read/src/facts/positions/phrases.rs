//! Set phrases: `the door is open`, `a precondition for talks`.

use super::{Draft, Party, Reader};
use crate::clause::{Form, Range};
use crate::fact::PositionType;
use crate::text::Hit;
use crate::words::Tag;

impl Reader<'_, '_, '_> {
    /// Set phrases: the door is open, the ball is in their court.
    pub(super) fn fixed(&self, hit: &Hit) -> Option<Draft> {
        let text = self.text;
        let what = match self.value(hit) {
            "openness" => PositionType::Openness,
            "demand" => PositionType::Demand,
            "resolve" => PositionType::Resolve,
            "red_line" => PositionType::RedLine,
            "restraint" => PositionType::Restraint,
            "refusal" => PositionType::Refusal,
            "stance" => PositionType::Resolve,
            "softer" => PositionType::Openness,
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
        // `has taken all necessary measures`: done, no resolve.
        if text.is_any(hit.last - 1, &["measures", "steps"])
            && verb.is_some_and(|verb| verb.perfect || verb.form == Form::Past)
        {
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
        let mut start = start;
        // `Beijing's strict stance`, `took a hard line`: whose stance it is must be said.
        let stance = matches!(self.value(hit), "stance" | "softer");
        let possessor = stance
            .then(|| {
                let group = text
                    .nouns_in(sentence)
                    .iter()
                    .find(|group| group.first <= hit.first && hit.first < group.last)?;
                let mark = (group.first..hit.first)
                    .rev()
                    .find(|token| text.tokens[*token].tag == Tag::Possessive)?;
                let words = if mark == group.first {
                    mark..mark + 1
                } else {
                    group.first..mark
                };
                self.parties.meant(&words).map(|party| (group.first, party))
            })
            .flatten();
        if let Some((first, _)) = &possessor
            && text.is_any(hit.last, &["on", "against", "toward", "towards"])
        {
            start = *first;
        } else if stance
            && !verb.is_some_and(|verb| {
                verb.last <= hit.first
                    && hit.first - verb.last <= 2
                    && !verb.negated
                    && text.is_any(
                        verb.main,
                        &[
                            "take",
                            "takes",
                            "took",
                            "taken",
                            "taking",
                            "adopt",
                            "adopts",
                            "adopted",
                            "adopting",
                            "strike",
                            "strikes",
                            "struck",
                            "striking",
                            "maintain",
                            "maintains",
                            "maintained",
                            "maintaining",
                            "keep",
                            "keeps",
                            "kept",
                            "hold",
                            "holds",
                            "held",
                            "show",
                            "shows",
                            "showed",
                            "showing",
                            "signal",
                            "signals",
                            "signalled",
                            "signaled",
                        ],
                    )
            })
        {
            return None;
        }
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
        let speaker = self.voice(range.start);
        // `The US leaves us no choice but to`: theirs who are left none.
        let left = hit.first > 0 && text.is(hit.first - 1, "us");
        let subject = verb
            .filter(|_| !left)
            .and_then(|verb| self.parties.subject(verb));
        let mut addressee = None;
        let holder = if stance {
            possessor.map(|(_, party)| party).or(subject)
        } else if what == PositionType::Demand {
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
            let holder = match speaker.or(subject) {
                Some(holder) => holder,
                // A quotation that nobody is named for: the other side's words.
                None => {
                    let asked = self.parties.others_in(&(hit.last..near.end), &[]);
                    Party {
                        words: range.clone(),
                        economies: vec![self.parties.other(&asked).filter(|_| asked.len() == 1)?],
                        person: None,
                    }
                }
            };
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
            .voice(hit.first)
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
