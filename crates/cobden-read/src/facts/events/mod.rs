//! Events: agreements, rulings, appointments, standing bodies, cancelled orders.
//!
//! An event is a verb that tells of something done and the noun it is done to: `reached a deal`, `appointed an envoy`;
//! or a court that does something.

mod legal;
mod nouns;
mod verbs;

use std::collections::BTreeSet;

use super::Context;
use super::party::Parties;
use crate::clause::{Form, Range, VerbGroup};
use crate::fact::{Event, EventType, Extract, Fact};
use crate::layout::BlockKind;
use crate::lexicon::Concept;
use crate::text::Text;
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
                && (name.0 == EventType::OrderCancellation || !seen.contains(&name))
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
                    // `passed a resolution accusing them of`
                    || tag == Tag::Gerund
                        && *at > from + 1
                        && matches!(text.tokens[*at - 1].tag, Tag::Noun | Tag::Proper)
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
