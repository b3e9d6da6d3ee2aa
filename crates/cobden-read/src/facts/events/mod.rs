//! Events: agreements, rulings, appointments, standing bodies, cancelled orders.
//!
//! An event is a verb that tells of something done and the noun it is done to: `reached a deal`, `appointed an envoy`;
//! or a court that does something.

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
    };
    let mut extracts = Vec::new();
    for sentence in 0..text.sentences.len() {
        if text.block_kind(sentence) == BlockKind::Title {
            continue;
        }
        let mut last = 0;
        for verb in text.verbs_in(sentence) {
            let group = &text.verbs[verb];
            if group.first >= last
                && let Some((extract, end)) = reader.verb(group)
            {
                extracts.push(extract);
                last = end;
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
}

impl Reader<'_, '_, '_> {
    fn verb(&self, verb: &VerbGroup) -> Option<(Extract, usize)> {
        let text = self.text;
        let main = verb.main;
        if !text.tokens[main].tag.is_verb() || verb.negated {
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
            Form::Present => verb.perfect || verb.passive,
            // `appear to have reached`
            Form::Infinitive => verb.perfect,
            Form::Participle => false,
            _ => false,
        }
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
        let party = verb.passive || self.parties.subject(verb).is_some();
        (party && !matches!(follows, Tag::Noun)).then_some((
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
        if !self.done(verb) {
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
        let will = matches!(verb.form, Form::Future | Form::Infinitive) && verb.passive;
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
        (office && (!weak || as_office)).then_some((EventType::Appointment, "appoints", 0.7))
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
        let told = self.done(verb) || verb.form == Form::Future;
        let person = self.parties.subject(verb).is_some();
        (told && person && (office || leaves)).then_some((
            EventType::Appointment,
            "serves-as",
            0.65,
        ))
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
    ) -> (Extract, usize) {
        let text = self.text;
        let end = self.stop(after, text.sentences[verb.sentence].last);
        let start = verb
            .subject
            .as_ref()
            .filter(|subject| {
                subject.start < verb.first
                    && subject.start >= text.sentences[verb.sentence].first
                    && verb.first - subject.start <= 25
                    && !verb.inherited
            })
            .map_or(verb.first, |subject| subject.start);
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
                .filter(|subject| !verb.passive && !subject.is_empty())
                .map(|subject| text.span(subject)),
            what: Some(if verb.passive {
                verb.subject.clone().unwrap_or(verb.first..after)
            } else {
                after..evidence.end.max(after + 1)
            })
            .filter(|range| range.start < range.end && range.end <= text.tokens.len())
            .map(|range| text.span(range)),
            when: when.map(|time| time.span),
            place: None,
            sort,
            date,
        };
        let stop = evidence.end;
        (
            self.context
                .extract(evidence, Fact::Event(event), rule, confidence),
            stop,
        )
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
