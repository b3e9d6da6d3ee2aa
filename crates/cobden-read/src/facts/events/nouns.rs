//! Events that a noun tells of: `the truce struck in London`, `a Supreme Court ruling`, `a cabinet reshuffle by X`.

use super::Reader;
use crate::clause::{NounGroup, Range};
use crate::fact::{Event, EventType, Extract, Fact};
use crate::lexicon::ActorTerm;
use crate::span::Span;
use crate::text::Hit;
use crate::time::{Anchor, Tense};
use crate::words::{Shape, Tag};

impl Reader<'_, '_, '_> {
    /// A noun that tells of an event, with the clause it rests on and what it is known by.
    pub(super) fn noun(&self, hit: &Hit) -> Option<(Extract, Range, (EventType, Vec<String>))> {
        let text = self.text;
        let sentence = text.sentence_of(hit.first);
        let group = *text
            .nouns_in(sentence)
            .iter()
            .find(|group| group.first <= hit.first && hit.first < group.last)?;
        // `deal talks` are no deal.
        if group.last > hit.last
            && text.tokens[hit.last].tag != Tag::Possessive
            && text.times_in(hit.last..group.last).is_empty()
        {
            return None;
        }
        let sort = match &*text.meaning(hit).value {
            "agreement" => self.existing(&group, hit).then_some(EventType::Agreement),
            "ruling" => self.of_a_court(&group, hit).then_some(EventType::Legal),
            "case" => self.against(&group, hit).then_some(EventType::Legal),
            "office" => self
                .of_a_person(&group, hit)
                .then_some(EventType::Appointment),
            "order" => return self.orders(&group, hit),
            "hearing" => self.of_a_hearing(&group, hit).then_some(EventType::Legal),
            "halt" => self.of_orders(hit).then_some(EventType::OrderCancellation),
            "review" => self.of_a_pact(hit).then_some(EventType::Mechanism),
            _ => None,
        }?;
        let end = text.sentences[sentence].last;
        let stop = self.stop(hit.last, end);
        let stop = self.phrase_end(hit.last, stop);
        let evidence = group.first..stop.max(hit.last);
        let when = text.times_in(evidence.clone()).first();
        let date = when
            .and_then(|time| {
                time.resolve(&Anchor {
                    document: self.context.setting.date,
                    tense: Tense::Past,
                    previous: None,
                })
            })
            .map(|resolved| resolved.period);
        let event = Event {
            who: self.who(sort, &evidence),
            what: Some(text.span(hit.range())),
            when: when.map(|time| time.span),
            place: None,
            sort,
            date,
        };
        let mut name = (sort, self.known_by(sort, &evidence));
        // A suit and a hearing are not the ruling that was told of.
        let kind: &str = &text.meaning(hit).value;
        if matches!(kind, "case" | "hearing") {
            name.1.push(kind.to_owned());
        }
        let extract =
            self.context
                .extract(evidence.clone(), Fact::Event(event), "event-noun", 0.55);
        Some((extract, evidence, name))
    }

    /// Whom an event that a noun tells of is about: the court, the person, the parties.
    fn who(&self, sort: EventType, evidence: &Range) -> Option<Span> {
        let text = self.text;
        let court = || {
            text.hits_of(self.noun, evidence.clone())
                .find(|hit| *text.meaning(hit).value == *"court")
        };
        let actor = || text.hits_of(text.lexicon.actor, evidence.clone()).next();
        let hit = match sort {
            EventType::Legal => court().or_else(actor),
            EventType::Appointment | EventType::Agreement => actor(),
            _ => None,
        }?;
        Some(text.span(hit.range()))
    }

    /// `those orders are in limbo`
    fn orders(
        &self,
        group: &NounGroup,
        hit: &Hit,
    ) -> Option<(Extract, Range, (EventType, Vec<String>))> {
        let text = self.text;
        let sentence = text.sentence_of(hit.first);
        let verb = text
            .verbs_in(sentence)
            .map(|verb| &text.verbs[verb])
            .find(|verb| verb.first >= hit.last && verb.first <= hit.last + 4)
            .filter(|verb| {
                verb.form.finite() && !verb.negated && text.tokens[verb.main].tag == Tag::Be
            })?;
        let end = text.sentences[sentence].last;
        let halted = text
            .hits_of(self.cue, verb.last..end.min(verb.last + 4))
            .any(|hit| *text.meaning(hit).value == *"halted");
        if !halted {
            return None;
        }
        let evidence = group.first..self.stop(verb.last, end);
        let event = Event {
            what: Some(text.span(group.first..hit.last)),
            sort: EventType::OrderCancellation,
            ..Event::default()
        };
        let extract =
            self.context
                .extract(evidence.clone(), Fact::Event(event), "orders-halted", 0.6);
        Some((
            extract,
            evidence,
            (EventType::OrderCancellation, Vec::new()),
        ))
    }

    /// Where the phrase of a noun ends: before a finite verb.
    fn phrase_end(&self, from: usize, stop: usize) -> usize {
        let text = self.text;
        (from..stop)
            .find(|token| {
                let tag = text.tokens[*token].tag;
                tag.is_auxiliary() || matches!(tag, Tag::Third | Tag::Base)
            })
            .unwrap_or(stop)
    }

    fn cued(&self, range: Range, value: &str) -> bool {
        self.text
            .hits_of(self.cue, range)
            .any(|hit| *self.text.meaning(hit).value == *value)
    }

    /// Whether an agreement is one that has been made.
    fn existing(&self, group: &NounGroup, hit: &Hit) -> bool {
        let text = self.text;
        let first = text.sentences[text.sentence_of(hit.first)].first;
        let end = text.sentences[text.sentence_of(hit.first)].last;
        // `no deal`, `a possible deal`, `towards a pact`, `talks on a deal`
        let from = group.first.saturating_sub(4).max(first);
        let from = (from..group.first)
            .rev()
            .find(|token| text.tokens[*token].tag == Tag::That)
            .unwrap_or(from);
        let open = self.cued(from..hit.last, "open");
        if open {
            return false;
        }
        let before = group.first..hit.first;
        let made = self.cued(group.first.saturating_sub(4).max(first)..hit.first, "made");
        let located = text.is_any(hit.last, &["in", "at"])
            && text.is(group.first, "the")
            && text
                .tokens
                .get(hit.last + 1)
                .is_some_and(|token| token.tag == Tag::Proper);
        let parties = self.sides(before.clone());
        let place = before.clone().next_back().is_some_and(|token| {
            text.tokens[token].tag == Tag::Proper && text.tokens[token].shape == Shape::Capital
        }) || before.end >= before.start + 2
            && text.is_any(before.end - 1, &["trade", "tariff"])
            && text.tokens[before.end - 2].tag == Tag::Proper
            && text.tokens[before.end - 2].shape == Shape::Capital
            && self.sides(before.end - 2..before.end - 1) == 0;
        // `brokered by`, `struck in`, `signed last year`
        let participle =
            text.tokens.get(hit.last).is_some_and(|token| {
                matches!(token.tag, Tag::Participle | Tag::Past | Tag::Adjective)
            }) && self.cued(hit.last..hit.last + 1, "reached");
        let behind = hit.last..end.min(hit.last + 4);
        let timed = text.times_in(behind.clone()).first().is_some_and(|time| {
            time.span.start <= text.tokens[(hit.last + 1).min(end - 1)].end as usize
        }) && !self.cued(behind.clone(), "open");
        // `as Ottawa deals with disputes`: no noun.
        if text.is(hit.last - 1, "deals")
            && text.is(hit.last, "with")
            && group.first + 2 >= hit.last
        {
            return false;
        }
        let sides = self.sides(hit.last..end.min(hit.last + 9));
        let neighbours = text.is(hit.last, "between")
            && (hit.last..end.min(hit.last + 7)).any(|token| {
                text.is_any(
                    token,
                    &[
                        "neighbors",
                        "neighbours",
                        "countries",
                        "sides",
                        "nations",
                        "partners",
                        "governments",
                        "leaders",
                        "allies",
                    ],
                )
            });
        let with = text.is_any(hit.last, &["with", "between"]) && sides > 0;
        // `following a deal between X and Y`, `under the pact with X`
        let behind_it = (with || neighbours)
            && self.cued(
                group.first.saturating_sub(5).max(first)..group.first,
                "behind",
            );
        let owned = text.tokens[before.clone()]
            .iter()
            .any(|token| token.tag == Tag::Possessive)
            && !text.is_any(
                group.first,
                &["its", "their", "our", "his", "her", "my", "your"],
            );
        let capital = text.tokens[hit.first].shape == Shape::Capital && hit.first > first;
        participle
            || behind_it
            || made && (with || parties > 0 || timed || place)
            || owned && with
            || located
            // `the A-B-C Agreement (ABCA)`
            || capital
                && parties > 1
                && text.tokens.get(hit.last).is_some_and(|token| token.tag == Tag::Open)
            || parties > 1 && timed
            || place && (parties > 0 || text.is_any(group.first, &["the", "a"])) && !capital
    }

    /// How many economies, or persons who stand for them, a range names.
    pub(super) fn sides(&self, range: Range) -> usize {
        let text = self.text;
        text.hits_of(text.lexicon.actor, range)
            .filter(|hit| {
                matches!(
                    text.lexicon.actors.term(&text.meaning(hit).value),
                    Some(
                        ActorTerm::Economy(_)
                            | ActorTerm::Adjective(_)
                            | ActorTerm::Person(_)
                            | ActorTerm::Office(_)
                    )
                )
            })
            .count()
    }

    /// `a Supreme Court ruling`, `a ruling by a federal judge`, `its final ruling on the duties`
    fn of_a_court(&self, group: &NounGroup, hit: &Hit) -> bool {
        let text = self.text;
        let court = |range: Range| {
            text.hits_of(self.noun, range)
                .any(|hit| *text.meaning(hit).value == *"court")
        };
        let end = text.sentences[text.sentence_of(hit.first)].last;
        let first = text.sentences[text.sentence_of(hit.first)].first;
        if self.cued(group.first.saturating_sub(3).max(first)..hit.last, "denied") {
            return false;
        }
        court(group.first..hit.first)
            || text.is_any(hit.last, &["by", "from", "of"])
                && court(hit.last + 1..end.min(hit.last + 7))
            || text.is_any(hit.last - 1, &["ruling", "verdict", "determination"])
                && text.is_any(hit.first.saturating_sub(1), &["final", "preliminary"])
    }

    /// `the prosecution of X`, `a lawsuit against X`
    fn against(&self, group: &NounGroup, hit: &Hit) -> bool {
        let text = self.text;
        let first = text.sentences[text.sentence_of(hit.first)].first;
        if self.cued(group.first.saturating_sub(3).max(first)..hit.last, "open") {
            return false;
        }
        let end = text.sentences[text.sentence_of(hit.first)].last;
        text.is_any(
            hit.last,
            &[
                "of",
                "against",
                "filed",
                "brought",
                "seeking",
                "challenging",
                "lodged",
            ],
        ) && !(text.is(hit.last, "of") && text.is_any(hit.last - 1, &["petition", "suit"]))
            && (text.tokens[hit.last + 1..end.min(hit.last + 8)]
                .iter()
                .any(|token| token.tag == Tag::Proper)
                || text.is_any(hit.last, &["seeking", "challenging"]))
    }

    /// `oral arguments in November`, `a Supreme Court hearing`
    fn of_a_hearing(&self, group: &NounGroup, hit: &Hit) -> bool {
        let text = self.text;
        let end = text.sentences[text.sentence_of(hit.first)].last;
        let first = text.sentences[text.sentence_of(hit.first)].first;
        let court = text
            .hits_of(self.noun, first..end)
            .any(|hit| *text.meaning(hit).value == *"court");
        let oral = text.is_any(hit.last - 1, &["arguments", "argument"]);
        let timed = !text.times_in(group.first..end.min(hit.last + 4)).is_empty();
        (oral || court) && (timed || oral && court)
    }

    /// `a halt in orders`, `a freeze on shipments`
    fn of_orders(&self, hit: &Hit) -> bool {
        let text = self.text;
        let end = text.sentences[text.sentence_of(hit.first)].last;
        text.is_any(hit.last, &["in", "on", "to", "of"])
            && text
                .hits_of(self.noun, hit.last + 1..end.min(hit.last + 5))
                .any(|hit| {
                    *text.meaning(hit).value == *"order"
                        && !text.is_any(hit.first, &["order", "container"])
                })
    }

    /// `a reshuffle by X`, `X's resignation`, `X's new role`
    fn of_a_person(&self, group: &NounGroup, hit: &Hit) -> bool {
        let text = self.text;
        let person = |range: Range| {
            text.hits_of(text.lexicon.actor, range).any(|hit| {
                matches!(
                    text.lexicon.actors.term(&text.meaning(hit).value),
                    Some(ActorTerm::Person(_))
                )
            })
        };
        let owned = person(group.first..hit.first)
            && text.tokens[group.first..hit.first]
                .iter()
                .any(|token| token.tag == Tag::Possessive);
        let role = text.is_any(hit.last - 1, &["role", "post", "job", "position"]);
        if role {
            return owned && (group.first..hit.first).any(|token| text.is(token, "new"));
        }
        let end = text.sentences[text.sentence_of(hit.first)].last;
        owned
            || text.is_any(hit.last, &["of", "by", "as"])
                && person(hit.last + 1..end.min(hit.last + 6))
    }

    /// `the planned review of the pact`
    fn of_a_pact(&self, hit: &Hit) -> bool {
        let text = self.text;
        let end = text.sentences[text.sentence_of(hit.first)].last;
        text.is(hit.last, "of")
            && text
                .hits_of(self.noun, hit.last..end.min(hit.last + 9))
                .any(|hit| *text.meaning(hit).value == *"agreement")
    }
}
