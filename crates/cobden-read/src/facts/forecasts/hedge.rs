//! The frames: what makes a clause a forecast.

use super::{Found, Reader};
use crate::clause::{Form, Range, VerbGroup};
use crate::words::Tag;

/// Whose doing a subject's verb is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Subject {
    /// I, we, you: intentions and promises.
    Speaker,
    /// A government, a person, a firm: acts at will.
    Agent,
    /// `it`, `they`, `which`: open.
    Pronoun,
    /// A thing or an event: what it does befalls others.
    Thing,
}

impl Reader<'_, '_, '_> {
    pub(super) fn sentence(&mut self, sentence: usize) {
        let text = self.context.text;
        let range = text.sentences[sentence];
        if text.tokens[range.first..range.last]
            .iter()
            .rev()
            .take(2)
            .any(|token| token.span().of(text.text) == "?")
        {
            return;
        }
        for number in text.verbs_in(sentence) {
            if self.covered(text.verbs[number].main) {
                continue;
            }
            let found = self
                .expects(number)
                .or_else(|| self.hedged(number))
                .or_else(|| self.modal(number))
                .or_else(|| self.risks(number));
            if let Some(found) = found {
                self.note(found);
            }
        }
        self.nouns(sentence);
    }

    fn subject(&self, verb: &VerbGroup) -> Subject {
        let text = self.context.text;
        let Some(subject) = verb.subject.clone() else {
            return Subject::Pronoun;
        };
        if subject.len() == 1 {
            if text.is_any(subject.start, &["i", "we", "you"]) {
                return Subject::Speaker;
            }
            if text.is_any(subject.start, &["he", "she", "they", "who"]) {
                return Subject::Agent;
            }
            if text.tokens[subject.start].tag == Tag::Pronoun
                || text.is_any(subject.start, &["this", "that", "which"])
            {
                return Subject::Pronoun;
            }
        }
        let sentence = verb.sentence;
        let Some(head) = text
            .nouns_in(sentence)
            .iter()
            .find(|group| group.last > subject.start && group.first < subject.end)
        else {
            return Subject::Pronoun;
        };
        let agent = text
            .hits_of(text.lexicon.actor, head.first..head.last.min(subject.end))
            .any(|hit| hit.last == head.last.min(subject.end));
        if agent {
            Subject::Agent
        } else {
            Subject::Thing
        }
    }

    /// Whether the subject is a duty or a control: what that does by its terms is a measure.
    fn is_measure(&self, verb: &VerbGroup) -> bool {
        let text = self.context.text;
        verb.subject
            .clone()
            .is_some_and(|subject| text.hits_of(self.concepts.device, subject).next().is_some())
    }

    /// Whether the object is goods: `tariffs will hit goods worth`.
    fn of_goods(&self, verb: &VerbGroup) -> bool {
        let text = self.context.text;
        let last = text.sentences[verb.sentence].last;
        (verb.last..(verb.last + 8).min(last)).any(|index| {
            text.is_any(
                index,
                &[
                    "goods",
                    "products",
                    "imports",
                    "exports",
                    "items",
                    "shipments",
                ],
            )
        })
    }

    /// Whether the object is a duty: `it will raise tariffs`.
    fn of_duties(&self, verb: &VerbGroup) -> bool {
        let text = self.context.text;
        let last = text.sentences[verb.sentence].last;
        text.hits_of(self.concepts.device, verb.last..(verb.last + 5).min(last))
            .next()
            .is_some()
    }

    /// Whether a verb stands under `if`, `whether` or `unless`, which makes it a condition.
    fn is_condition(&self, verb: &VerbGroup) -> bool {
        let text = self.context.text;
        let start = verb
            .subject
            .as_ref()
            .filter(|_| !verb.inherited)
            .map_or(verb.first, |subject| subject.start.min(verb.first));
        let first = text.sentences[verb.sentence].first;
        start > first
            && (start.saturating_sub(2).max(first)..start)
                .any(|index| text.is_any(index, &["if", "whether", "unless", "how", "what", "why"]))
    }

    /// `could`, `may`, `might`, `will`, `would`.
    fn modal(&self, number: usize) -> Option<Found> {
        let text = self.context.text;
        let verb = &text.verbs[number];
        let modal = verb.modal?;
        if verb.perfect || self.is_condition(verb) || text.tokens[verb.main].tag == Tag::Modal {
            return None;
        }
        // `will he`: a question without its mark.
        let subject = self.subject(verb);
        if subject == Subject::Speaker {
            return None;
        }
        let weak = text.is_any(modal, &["could", "may", "might"]);
        let firm = text.is_any(modal, &["will", "would", "'ll", "’ll", "wo"]);
        if !weak && !firm {
            return None;
        }
        if weak && verb.negated && text.is(modal, "could") {
            return None;
        }
        let last = text.sentences[verb.sentence].last;
        let likely = text
            .hits_of(self.concepts.likely, modal..(verb.last + 2).min(last))
            .find(|hit| hit.first <= verb.last);
        let effect = self
            .term(self.concepts.effect, verb.main, last)
            .map(|(value, _)| value);
        let decision = self.term(self.concepts.decision, verb.main, last).is_some();
        let be = text.tokens[verb.main].tag == Tag::Be;
        let outcome = (be || verb.passive)
            && text
                .hits_of(self.concepts.outcome, verb.main..(verb.last + 4).min(last))
                .next()
                .is_some();
        let own = subject == Subject::Agent;
        let (rule, confidence) = if weak {
            // `may be exaggerating` is about today; `might be to protect` about a purpose.
            if verb.progressive
                || be
                    && text
                        .tokens
                        .get(verb.last)
                        .is_some_and(|next| next.tag == Tag::To)
            {
                return None;
            }
            if text.is_any(
                verb.main,
                &[
                    "say",
                    "comment",
                    "like",
                    "want",
                    "reached",
                    "confirm",
                    "tell",
                    "know",
                    "understand",
                ],
            ) {
                return None;
            }
            // Who may meet whom is a meeting.
            if own
                && text.is_any(
                    verb.main,
                    &[
                        "meet", "discuss", "talk", "visit", "speak", "attend", "hold", "travel",
                        "consult",
                    ],
                )
            {
                return None;
            }
            if own && decision && !verb.passive {
                ("forecast-may-act", 0.4)
            } else {
                ("forecast-may", 0.7)
            }
        } else if likely.is_some() && !(own && decision) {
            ("forecast-likely", 0.8)
        } else if be && outcome && !own {
            ("forecast-will-be", 0.6)
        } else if verb.passive {
            if !outcome {
                return None;
            }
            ("forecast-will-be", 0.5)
        } else {
            match effect {
                Some("harm") => ("forecast-will", 0.7),
                Some("effect")
                    if !(own || decision || self.is_measure(verb) && self.of_goods(verb)) =>
                {
                    ("forecast-will", 0.65)
                }
                Some("act")
                    if matches!(subject, Subject::Thing | Subject::Pronoun)
                        && !decision
                        && !self.is_measure(verb)
                        && !self.of_duties(verb) =>
                {
                    ("forecast-will", 0.55)
                }
                None if text.tokens[verb.main].tag == Tag::Have && subject == Subject::Thing => {
                    ("forecast-will", 0.55)
                }
                Some("befall") if !decision => ("forecast-will", 0.6),
                _ => return None,
            }
        };
        let evidence = self.clause(number);
        // `the inefficiencies that may result`, `policies Trump could take`: nothing is foretold of them.
        if evidence.end <= verb.last && (verb.inherited || own) || evidence.len() < 4 {
            return None;
        }
        let content = self.content(verb, &evidence);
        // `will likely`, but `will` alone of `will pass, most likely`: the verb is no part of the hedge.
        let beside = likely.filter(|hit| hit.first <= verb.main || verb.main == modal);
        Some(Found {
            content,
            hedge: modal..beside.map_or(modal, |hit| hit.last).max(modal + 1),
            who: None,
            negated: verb.negated,
            evidence,
            rule,
            confidence,
        })
    }

    /// `is likely to`, `expected to`, `about to`.
    fn hedged(&self, number: usize) -> Option<Found> {
        let text = self.context.text;
        let verb = &text.verbs[number];
        let last = text.sentences[verb.sentence].last;
        let (hedge, _) = (verb.main..(verb.last + 4).min(last))
            .find_map(|index| Some((index, self.term(self.concepts.hedge, index, last)?.1)))?;
        let be = text.tokens[verb.main].tag == Tag::Be
            || text.is_any(
                verb.main,
                &[
                    "seems", "looks", "appears", "seem", "look", "appear", "seemed", "looked",
                ],
            )
            || verb.main == hedge;
        let between = (verb.last..hedge).all(|index| {
            matches!(
                text.tokens[index].tag,
                Tag::Adverb | Tag::Not | Tag::Determiner | Tag::Noun | Tag::Adjective
            )
        });
        if !be || !between || self.is_condition(verb) {
            return None;
        }
        // What is to be met, imposed or signed is a meeting or a measure.
        let inner = text
            .verbs_in(verb.sentence)
            .find(|other| *other > number && text.verbs[*other].first >= hedge);
        let inner = inner?;
        let then = &text.verbs[inner];
        let vague = text.is_any(
            hedge,
            &[
                "likely", "unlikely", "bound", "sure", "certain", "prone", "about",
            ],
        );
        let subject = self.subject(verb);
        if text.is_any(hedge, &["going"])
            && subject != Subject::Thing
            && subject != Subject::Pronoun
            || subject == Subject::Speaker && !vague
        {
            return None;
        }
        if self.term(self.concepts.decision, then.main, last).is_some() && !vague {
            return None;
        }
        if text.is(hedge, "expected")
            && verb.form == Form::Participle
            && text.is_any(hedge.saturating_sub(1), &["than", "as"])
        {
            return None;
        }
        let start = self.clause(number).start;
        let evidence = start..self.clause(inner).end;
        Some(Found {
            content: then.first..evidence.end,
            hedge: hedge..hedge + 1,
            who: None,
            negated: verb.negated || text.is(hedge, "unlikely"),
            evidence,
            rule: "forecast-likely-to",
            confidence: 0.7,
        })
    }

    /// `economists expect`: the subject expects the object.
    fn expects(&self, number: usize) -> Option<Found> {
        let text = self.context.text;
        let verb = &text.verbs[number];
        let last = text.sentences[verb.sentence].last;
        if text.is_any(verb.first.saturating_sub(1), &["than", "as"]) && verb.first > 0 {
            return None;
        }
        if let Some((_, after)) = self
            .term(self.concepts.surprise, verb.main, last)
            .or_else(|| self.term(self.concepts.surprise, verb.last, last))
        {
            let end = text
                .verbs_in(verb.sentence)
                .find(|other| *other > number)
                .map_or(last, |inner| self.clause(inner).end);
            let start = self.clause(number).start;
            return (end > after).then(|| Found {
                evidence: start..end,
                content: after..end,
                hedge: verb.first..after,
                who: verb.subject.clone().filter(|_| !verb.inherited),
                negated: !verb.negated,
                rule: "forecast-surprise",
                confidence: 0.6,
            });
        }
        let (value, after) = self.term(self.concepts.expect, verb.main, last)?;
        // `a decision is expected on Friday`
        if verb.passive
            && value == "expect"
            && matches!(verb.form, Form::Present | Form::Past)
            && text
                .tokens
                .get(after)
                .is_some_and(|next| next.tag == Tag::Preposition)
            && self.subject(verb) == Subject::Thing
        {
            return Some(Found {
                content: verb.subject.clone()?,
                hedge: verb.main..verb.main + 1,
                who: None,
                negated: verb.negated,
                evidence: self.clause(number),
                rule: "forecast-expected",
                confidence: 0.55,
            });
        }
        if verb.passive
            || verb.perfect && verb.form == Form::Past
            || matches!(verb.form, Form::Modal | Form::Future)
        {
            return None;
        }
        let next = text.tokens.get(after).filter(|_| after < last)?;
        // `moves expected toward year-end`
        if verb.form == Form::Participle || verb.form == Form::Past && next.tag == Tag::Preposition
        {
            let timed = text
                .times_in(after..(after + 6).min(last))
                .first()
                .is_some_and(|time| text.token_at(time.span.start) <= after + 1);
            if !timed || verb.subject.is_none() {
                return None;
            }
            let evidence = self.clause(number);
            return Some(Found {
                content: verb.subject.clone()?,
                hedge: verb.main..verb.main + 1,
                who: None,
                negated: false,
                evidence,
                rule: "forecast-expected",
                confidence: 0.5,
            });
        }
        let opens = next.tag.is_nominal()
            || matches!(
                next.tag,
                Tag::That | Tag::To | Tag::Quote | Tag::Gerund | Tag::Adverb
            );
        if !opens || after >= last {
            return None;
        }
        let inner = text
            .verbs_in(verb.sentence)
            .find(|other| *other > number && text.verbs[*other].first >= after);
        // A bare noun as object is an expectation of it; `hope` and `warn` need no more.
        let start = self.clause(number).start;
        let mut end = self.clause(number).end;
        if let Some(inner) = inner
            && text.verbs[inner].first < after + 14
            && text.tokens[after..text.verbs[inner].first]
                .iter()
                .all(|token| {
                    !matches!(token.tag, Tag::Comma | Tag::Stop | Tag::Semicolon | Tag::Wh)
                })
        {
            end = end.max(self.clause(inner).end);
        }
        let who = verb
            .subject
            .clone()
            .filter(|subject| subject.end <= verb.first);
        // `or expect supplies to dwindle`: an order to the reader needs its infinitive.
        let told = inner.is_some_and(|inner| text.verbs[inner].form == Form::Infinitive);
        if who.is_none() && verb.form.finite() && !told
            || inner.is_none() && next.tag == Tag::Pronoun
            || text.is_any(after, &["nothing", "that"]) && inner.is_none()
        {
            return None;
        }
        Some(Found {
            content: after.min(end - 1)..end,
            hedge: verb.main..verb.main + 1,
            who,
            negated: verb.negated,
            evidence: start..end,
            rule: if value == "expect" {
                "forecast-expect"
            } else {
                "forecast-hope"
            },
            confidence: if value == "expect" { 0.75 } else { 0.5 },
        })
    }

    /// `China risks finding itself alone`.
    fn risks(&self, number: usize) -> Option<Found> {
        let text = self.context.text;
        let verb = &text.verbs[number];
        let last = text.sentences[verb.sentence].last;
        if !verb.form.finite() || verb.form == Form::Past || verb.passive {
            return None;
        }
        let (value, after) = self.term(self.concepts.risks, verb.main, last)?;
        let next = text.tokens.get(after).filter(|_| after < last)?;
        let fits = match value {
            "risk" if text.is_any(verb.main, &["risk", "risks"]) => next.tag == Tag::Gerund,
            _ => next.tag == Tag::To && self.subject(verb) == Subject::Thing,
        };
        if !fits {
            return None;
        }
        let inner = text
            .verbs_in(verb.sentence)
            .find(|other| *other > number && text.verbs[*other].first >= after)?;
        let evidence = self.clause(number).start..self.clause(inner).end;
        Some(Found {
            content: evidence.clone(),
            hedge: verb.main..verb.main + 1,
            who: None,
            negated: verb.negated,
            evidence,
            rule: "forecast-risk",
            confidence: 0.6,
        })
    }

    /// `chances of a recession`, `expectations for a deal`.
    fn nouns(&mut self, sentence: usize) {
        let text = self.context.text;
        let last = text.sentences[sentence].last;
        for hit in text.hits_in(sentence) {
            if hit.concept != self.concepts.outlook || self.covered(hit.first) {
                continue;
            }
            let mut at = hit.last;
            // `optimism exists regarding`
            if text
                .tokens
                .get(at)
                .is_some_and(|token| matches!(token.tag, Tag::Third | Tag::Past | Tag::Base))
                && text.is_any(at + 1, &["regarding", "about", "over", "for"])
            {
                at += 1;
            }
            if !(at < last
                && text.is_any(
                    at,
                    &["of", "for", "about", "regarding", "on", "over", "that"],
                ))
            {
                continue;
            }
            let groups = text.nouns_in(sentence);
            let Some(group) = groups.iter().find(|group| group.first == at + 1) else {
                continue;
            };
            let mut end = group.last;
            for other in groups.iter().filter(|other| other.first > group.first) {
                if other.first == end + 1 && text.tokens[end].tag == Tag::Preposition {
                    end = other.last;
                }
            }
            let verb = text.verbs[text.verbs_in(sentence)]
                .iter()
                .rev()
                .find(|verb| verb.last <= hit.first && hit.first - verb.last < 4);
            let voiced =
                |verb: &&VerbGroup| self.term(self.concepts.voices, verb.main, last).is_some();
            let fits = match &*text.meaning(hit).value {
                "odds" => {
                    let reach = hit
                        .first
                        .saturating_sub(6)
                        .max(text.sentences[sentence].first)
                        ..(end + 8).min(last);
                    reach.clone().any(|index| {
                        text.is_any(index, &["percent", "pc"])
                            || text.word(index).ends_with('%')
                            || text.is(index, "cent")
                    })
                }
                "hope" => verb.as_ref().is_some_and(voiced),
                _ => text.is_any(at, &["about", "regarding", "over", "that"]),
            };
            if !fits {
                continue;
            }
            if &*text.meaning(hit).value == "odds"
                && let Some(percent) = (end..(end + 8).min(last)).find(|index| {
                    text.is_any(*index, &["percent", "pc"]) || text.word(*index).ends_with('%')
                })
            {
                end = percent + 1;
            }
            let start = verb.map_or(hit.first, |verb| {
                verb.subject
                    .as_ref()
                    .filter(|subject| subject.end <= verb.first && !verb.inherited)
                    .map_or(verb.first, |subject| subject.start)
            });
            let who = verb
                .and_then(|verb| verb.subject.clone())
                .filter(|who| who.end <= hit.first);
            let found = Found {
                evidence: start..end.min(last),
                content: at + 1..end.min(last),
                hedge: hit.range(),
                who,
                negated: false,
                rule: "forecast-outlook",
                confidence: 0.45,
            };
            self.note(found);
        }
    }

    /// What is expected: the subject with its verb, without the hedge.
    fn content(&self, verb: &VerbGroup, evidence: &Range) -> Range {
        let condition = self.condition(evidence);
        match (&verb.subject, condition) {
            (Some(subject), Some(condition)) if condition.start <= evidence.start => {
                subject.start.max(condition.end).min(verb.first)..evidence.end
            }
            _ => evidence.clone(),
        }
    }
}
