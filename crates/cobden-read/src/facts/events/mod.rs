//! Events: agreements, rulings, appointments, standing bodies, cancelled orders.
//!
//! An event is a verb that tells of something done and the noun it is done to: `reached a deal`, `appointed an envoy`;
//! or a court that does something.

mod nouns;

use std::collections::BTreeSet;

use super::Context;
use super::party::Parties;
use crate::clause::{Form, Range, VerbGroup};
use crate::fact::{Event, EventType, Extract, Fact};
use crate::layout::BlockKind;
use crate::lexicon::Concept;
use crate::text::{Hit, Text};
use crate::time::{Anchor, Tense};
use crate::words::Tag;

/// Reads the events of a text.
pub(super) fn read(context: &Context<'_, '_>) -> Vec<Extract> {
    let text = context.text;
    let reader = Reader {
        context,
        text,
        parties: Parties::of(context),
        verb: text.lexicon.concept("event.verb"),
        noun: text.lexicon.concept("event.noun"),
        thing: text.lexicon.concept("event.thing"),
        cue: text.lexicon.concept("event.cue"),
    };
    let mut extracts = Vec::new();
    let mut seen: BTreeSet<(EventType, Vec<String>)> = BTreeSet::new();
    for sentence in 0..text.sentences.len() {
        if text.block_kind(sentence) == BlockKind::Title {
            continue;
        }
        let mut taken: Vec<Range> = Vec::new();
        for verb in text.verbs_in(sentence) {
            let group = &text.verbs[verb];
            if taken.last().is_none_or(|last| group.first >= last.end)
                && let Some((extract, range)) = reader.verb(group)
            {
                if let Fact::Event(event) = &extract.fact {
                    seen.insert((event.sort, reader.known_by(event.sort, &range)));
                }
                extracts.push(extract);
                taken.push(range);
            }
        }
        for hit in text.hits_in(sentence) {
            if hit.concept != reader.thing {
                continue;
            }
            let free = |range: &Range| {
                taken
                    .iter()
                    .all(|other| range.end <= other.start || other.end <= range.start)
            };
            if free(&hit.range())
                && let Some((extract, range, name)) = reader.noun(hit)
                // An agreement is an event where it is first named.
                && !seen.contains(&name)
                && free(&range)
            {
                seen.insert(name);
                extracts.push(extract);
                taken.push(range);
            }
        }
    }
    extracts
}

struct Reader<'c, 't, 'd> {
    context: &'c Context<'t, 'd>,
    text: &'t Text<'d>,
    parties: Parties<'c, 't, 'd>,
    verb: Concept,
    noun: Concept,
    /// Nouns that may tell of an event on their own.
    thing: Concept,
    /// Words that show that such a noun is meant as something that happened.
    cue: Concept,
}

impl Reader<'_, '_, '_> {
    fn verb(&self, verb: &VerbGroup) -> Option<(Extract, Range)> {
        let text = self.text;
        let main = verb.main;
        if !text.tokens[main].tag.is_verb() || verb.negated || self.supposed(verb) {
            return None;
        }
        let end = text.sentences[verb.sentence].last;
        for hit in text
            .hits_of(self.verb, main..end)
            .take_while(|hit| hit.first == main)
        {
            let value: &str = &text.meaning(hit).value;
            let found = match value {
                "agree" => self.agreement(verb, hit),
                "rule" => self.ruling(verb, hit),
                "sue" => self.case(verb, hit),
                "try" => self
                    .done(verb)
                    .then_some((EventType::Legal, "is-tried", 0.65)),
                "appoint" | "name" => self.appointment(verb, hit, value == "name"),
                "serve" => self.service(verb, hit),
                "set-up" => self.mechanism(verb, hit),
                _ => self.cancellation(verb, hit),
            };
            if let Some((sort, rule, confidence)) = found {
                return Some(self.extract(verb, hit.last, sort, rule, confidence));
            }
        }
        None
    }

    /// Whether it is told as done: neither wished nor only possible.
    fn done(&self, verb: &VerbGroup) -> bool {
        match verb.form {
            Form::Past => true,
            Form::Present => verb.perfect,
            // `appear to have reached`
            Form::Infinitive => verb.perfect,
            Form::Participle => false,
            _ => false,
        }
    }

    /// Whether it is told as arranged: `will file`, `is set to step down`.
    fn arranged(&self, verb: &VerbGroup) -> bool {
        let text = self.text;
        match verb.form {
            Form::Future => true,
            Form::Infinitive => verb.governor.is_some_and(|governor| {
                let governor = &text.verbs[governor];
                let end = text.sentences[verb.sentence].last;
                text.hits_of(self.cue, governor.main..verb.first.min(end))
                    .any(|hit| *text.meaning(hit).value == *"arranged")
            }),
            _ => false,
        }
    }

    /// Whether the clause is only supposed: `until a deal is reached`.
    fn supposed(&self, verb: &VerbGroup) -> bool {
        let start = verb.start.min(verb.first);
        let first = self.text.sentences[verb.sentence].first;
        (start.saturating_sub(2).max(first)..start).any(|token| {
            self.text
                .is_any(token, &["if", "unless", "whether", "until", "once"])
        })
    }

    /// The first noun of a sort within the object of a verb, or its subject where it is passive.
    fn object(&self, verb: &VerbGroup, after: usize, sort: &str) -> Option<&Hit> {
        let text = self.text;
        let end = text.sentences[verb.sentence].last;
        let object = if verb.passive {
            verb.subject.clone()?
        } else {
            let mut to = after;
            while to < end
                && to < after + 9
                && (text.tokens[to].tag.is_nominal()
                    || matches!(
                        text.tokens[to].tag,
                        Tag::Quote | Tag::Dash | Tag::Adverb | Tag::Participle
                    ))
            {
                to += 1;
            }
            after..to
        };
        text.hits_of(self.noun, object)
            .find(|hit| *text.meaning(hit).value == *sort)
    }

    fn agreement(&self, verb: &VerbGroup, hit: &Hit) -> Option<(EventType, &'static str, f64)> {
        if !self.done(verb) {
            return None;
        }
        let object = self.object(verb, hit.last, "agreement")?;
        // `a deal` is one, `an agreement in principle` too; `deal talks` are not.
        let follows = self.text.tokens.get(object.last)?.tag;
        // `no deal was reached`
        if self.text.is(object.first.saturating_sub(1), "no")
            || verb.subject.as_ref().is_some_and(|subject| {
                verb.passive && self.text.is_any(subject.start, &["no", "any"])
            })
        {
            return None;
        }
        let party = verb.passive
            || self.parties.subject(verb).is_some()
            || verb
                .subject
                .as_ref()
                .is_some_and(|subject| self.sides(subject.clone()) > 0);
        let timed = !self.text.times_in(object.last..object.last + 1).is_empty();
        (party && (timed || !matches!(follows, Tag::Noun))).then_some((
            EventType::Agreement,
            "reaches-deal",
            0.75,
        ))
    }

    fn ruling(&self, verb: &VerbGroup, hit: &Hit) -> Option<(EventType, &'static str, f64)> {
        if !self.done(verb) || hit.last <= verb.main {
            return None;
        }
        let by = verb
            .passive
            .then(|| hit.last..self.text.sentences[verb.sentence].last.min(hit.last + 7));
        let words = by.or_else(|| verb.subject.clone())?;
        self.text
            .hits_of(self.noun, words)
            .any(|hit| &*self.text.meaning(hit).value == "court")
            .then_some((EventType::Legal, "court-rules", 0.8))
    }

    fn case(&self, verb: &VerbGroup, hit: &Hit) -> Option<(EventType, &'static str, f64)> {
        if !self.done(verb) && !self.arranged(verb) {
            return None;
        }
        let sues = self.text.is_any(verb.main, &["sued", "sue", "suing"]);
        (sues || self.object(verb, hit.last, "case").is_some()).then_some((
            EventType::Legal,
            "files-case",
            0.7,
        ))
    }

    fn appointment(
        &self,
        verb: &VerbGroup,
        hit: &Hit,
        weak: bool,
    ) -> Option<(EventType, &'static str, f64)> {
        let will = matches!(verb.form, Form::Future | Form::Infinitive) && verb.passive
            || self.arranged(verb);
        if !self.done(verb) && !will {
            return None;
        }
        let end = self.text.sentences[verb.sentence].last;
        let near = hit.last..end.min(hit.last + 14);
        let office = self
            .text
            .hits_of(self.noun, near.clone())
            .any(|hit| &*self.text.meaning(hit).value == "office");
        let as_office = near
            .clone()
            .any(|token| self.text.is_any(token, &["as", "to"]));
        // `announces its new leader`
        let new = self
            .object(verb, hit.last, "office")
            .is_some_and(|office| (hit.last..office.first).any(|token| self.text.is(token, "new")));
        (office && (!weak || as_office || new)).then_some((EventType::Appointment, "appoints", 0.7))
    }

    fn service(&self, verb: &VerbGroup, hit: &Hit) -> Option<(EventType, &'static str, f64)> {
        let text = self.text;
        let end = text.sentences[verb.sentence].last;
        let near = hit.last..end.min(hit.last + 10);
        let office = text
            .hits_of(self.noun, near)
            .any(|hit| &*text.meaning(hit).value == "office");
        let leaves = text.is_any(
            verb.main,
            &["resigned", "resign", "resigns", "step", "stepped", "steps"],
        );
        let told = self.done(verb) || self.arranged(verb);
        let person = self.parties.subject(verb).is_some();
        (told && person && (office || leaves)).then_some((
            EventType::Appointment,
            "serves-as",
            0.65,
        ))
    }

    /// What tells an event from others of its sort: the person appointed; else the economies it is between, as far as they
    /// are named, or those of the document.
    fn known_by(&self, sort: EventType, evidence: &Range) -> Vec<String> {
        let text = self.text;
        if sort == EventType::Appointment {
            return text
                .hits_of(text.lexicon.actor, evidence.clone())
                .next()
                .map(|hit| text.meaning(hit).value.to_string())
                .into_iter()
                .collect();
        }
        let mut named = self.parties.others_in(evidence, &[]);
        if named.len() < 2 {
            named = self.parties.both();
        }
        named.sort_unstable();
        named
    }

    fn mechanism(&self, verb: &VerbGroup, hit: &Hit) -> Option<(EventType, &'static str, f64)> {
        let agreed = verb.form == Form::Infinitive
            && verb.governor.is_some_and(|governor| {
                self.text
                    .is_any(self.text.verbs[governor].main, &["agreed"])
            });
        if !self.done(verb) && !agreed {
            return None;
        }
        self.object(verb, hit.last, "mechanism")?;
        let party = verb.passive || self.parties.subject(verb).is_some();
        party.then_some((EventType::Mechanism, "sets-up", 0.65))
    }

    fn cancellation(&self, verb: &VerbGroup, hit: &Hit) -> Option<(EventType, &'static str, f64)> {
        if !self.done(verb) && !verb.progressive && verb.form != Form::Gerund {
            return None;
        }
        let object = self.object(verb, hit.last, "order")?;
        // `an executive order` is no purchase.
        let executive = (object.first.saturating_sub(2)..object.first).any(|token| {
            self.text
                .is_any(token, &["executive", "court", "trump's", "the"])
        }) && self.text.is(object.last - 1, "order");
        (!executive).then_some((EventType::OrderCancellation, "cancels-orders", 0.6))
    }

    fn extract(
        &self,
        verb: &VerbGroup,
        after: usize,
        sort: EventType,
        rule: &'static str,
        confidence: f64,
    ) -> (Extract, Range) {
        let text = self.text;
        let end = self.stop(after, text.sentences[verb.sentence].last);
        let from = |verb: &VerbGroup| {
            verb.subject
                .as_ref()
                .filter(|subject| {
                    subject.start < verb.first
                        && subject.start >= text.sentences[verb.sentence].first
                        && verb.first - subject.start <= 25
                        && !verb.inherited
                })
                .map_or(verb.first, |subject| subject.start)
        };
        // `is set to step down`: with the verb it hangs on.
        let start = match verb.governor.map(|governor| &text.verbs[governor]) {
            Some(governor) if verb.form == Form::Infinitive && verb.inherited => from(governor),
            _ => from(verb),
        };
        let evidence: Range = start..end.max(after);
        let when = text.times_in(evidence.clone()).first();
        let tense = if verb.form == Form::Future {
            Tense::Future
        } else {
            Tense::Past
        };
        let date = when
            .and_then(|time| {
                time.resolve(&Anchor {
                    document: self.context.setting.date,
                    tense,
                    previous: None,
                })
            })
            .map(|resolved| resolved.period);
        let event = Event {
            who: verb
                .subject
                .clone()
                .filter(|subject| {
                    !subject.is_empty() && (!verb.passive || sort == EventType::Appointment)
                })
                .map(|subject| text.span(subject)),
            what: Some(if verb.passive {
                verb.subject.clone().unwrap_or(verb.first..after)
            } else {
                after..evidence.end.max(after + 1)
            })
            .filter(|range| range.start < range.end && range.end <= text.tokens.len())
            .filter(|range| {
                sort != EventType::Appointment || text.tokens[range.start].tag != Tag::Preposition
            })
            .map(|range| text.span(range)),
            when: when.map(|time| time.span),
            place: None,
            sort,
            date,
        };
        (
            self.context
                .extract(evidence.clone(), Fact::Event(event), rule, confidence),
            evidence,
        )
    }

    /// Whether a subject with its finite verb begins at a token.
    fn clause_follows(&self, at: usize, end: usize) -> bool {
        let text = self.text;
        at < end
            && text.verbs_in(text.sentence_of(at)).any(|verb| {
                let verb = &text.verbs[verb];
                verb.form.finite()
                    && verb.first > at
                    && verb.first < end
                    && verb.start <= at + 1
                    && verb.start >= at
            })
    }

    /// Where the clause that runs on from a token ends.
    fn stop(&self, from: usize, end: usize) -> usize {
        let text = self.text;
        (from..end)
            .find(|at| {
                let tag = text.tokens[*at].tag;
                matches!(
                    tag,
                    Tag::Stop | Tag::Semicolon | Tag::Colon | Tag::Open | Tag::Wh
                ) || tag == Tag::Dash && text.tokens[*at].start > text.tokens[*at - 1].end
                    || tag == Tag::Subordinator
                        && *at > from
                        && !text.is(*at, "after")
                        && !text.is(*at, "as")
                    || text.is(*at, "after") && self.clause_follows(*at + 1, end)
                    || tag == Tag::Comma
                        && !matches!(
                            text.tokens.get(*at + 1).map(|token| token.tag),
                            Some(Tag::Proper | Tag::Number)
                        )
            })
            .unwrap_or(end)
            .max(from)
    }
}

#[cfg(test)]
mod tests;
