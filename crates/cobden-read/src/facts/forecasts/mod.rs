//! Forecasts: clauses that a hedge, a verb of expectation or the future tense of a consequence makes expectations.
//!
//! What a government *will* do is a measure, a meeting or a position; what *will come of it* is a forecast. The line is
//! drawn by the verb and by whether the subject acts or is acted on.

mod clause;
mod expect;
mod hedge;
mod modal;
mod outlook;
mod subject;
#[cfg(test)]
mod tests;

use super::Context;
use crate::clause::Range;
use crate::fact::{Attribution, Extract, Fact, Forecast};
use crate::layout::BlockKind;
use crate::lexicon::Concept;
use crate::time::{Anchor, Tense};
use crate::who::{self, Memory, Who};
use crate::words::Tag;

/// The concepts of `lexicon/forecasts.toml`.
struct Concepts {
    hedge: Concept,
    likely: Concept,
    expect: Concept,
    risks: Concept,
    outlook: Concept,
    effect: Concept,
    decision: Concept,
    surprise: Concept,
    outcome: Concept,
    voices: Concept,
    device: Concept,
    course: Concept,
    achieve: Concept,
    prospect: Concept,
}

/// A forecast found, before its slots are filled.
struct Found {
    evidence: Range,
    content: Range,
    hedge: Range,
    /// The subject of a verb of expectation.
    who: Option<Range>,
    negated: bool,
    rule: &'static str,
    confidence: f64,
}

struct Reader<'c, 't, 'd> {
    context: &'c Context<'t, 'd>,
    concepts: Concepts,
    found: Vec<Found>,
}

/// Reads the forecasts of a text.
pub(super) fn read(context: &Context<'_, '_>) -> Vec<Extract> {
    let concept = |name| context.text.lexicon.concept(name);
    let mut reader = Reader {
        context,
        concepts: Concepts {
            hedge: concept("hedge"),
            likely: concept("likely"),
            expect: concept("expect"),
            risks: concept("risks"),
            outlook: concept("outlook"),
            effect: concept("effect"),
            decision: concept("decision"),
            surprise: concept("surprise"),
            outcome: concept("outcome"),
            voices: concept("voices"),
            device: concept("device"),
            course: concept("course"),
            achieve: concept("achieve"),
            prospect: concept("prospect"),
        },
        found: Vec::new(),
    };
    for sentence in 0..context.text.sentences.len() {
        if context.text.block_kind(sentence) != BlockKind::Title {
            reader.sentence(sentence);
        }
    }
    reader
        .found
        .iter()
        .map(|found| reader.extract(found))
        .collect()
}

impl Reader<'_, '_, '_> {
    fn covered(&self, token: usize) -> bool {
        self.found
            .iter()
            .rev()
            .take(8)
            .any(|found| found.evidence.contains(&token))
    }

    /// Notes a forecast; `..., but it will not vanish` belongs to the one before.
    fn note(&mut self, found: Found) {
        let text = self.context.text;
        if let Some(last) = self.found.last_mut()
            && last.evidence.end < found.evidence.start
            && found.evidence.start - last.evidence.end <= 2
            && text.is(found.evidence.start, "it")
            && text.tokens[last.evidence.end..found.evidence.start]
                .iter()
                .all(|token| matches!(token.tag, Tag::Comma | Tag::Conjunction))
        {
            last.evidence.end = found.evidence.end;
            return;
        }
        let clash = self.found.iter().rev().take(8).any(|other| {
            other.evidence.start < found.evidence.end && found.evidence.start < other.evidence.end
        });
        if !clash && found.evidence.len() > 2 {
            self.found.push(found);
        }
    }

    /// The value of a term of a concept that begins at a token, and one past its last token.
    fn term(&self, concept: Concept, at: usize, end: usize) -> Option<(&'static str, usize)> {
        let text = self.context.text;
        text.hits_of(concept, at..end)
            .take_while(|hit| hit.first == at)
            .map(|hit| (&*text.meaning(hit).value, hit.last))
            .next()
    }

    fn extract(&self, found: &Found) -> Extract {
        let text = self.context.text;
        let named = found.who.clone().and_then(|who| {
            who::identify(
                text,
                who,
                None,
                &Memory::default(),
                self.context.setting.day(),
            )
        });
        let said = self
            .context
            .statement_of(&found.evidence)
            .map(|index| &self.context.said[index]);
        let speaker: Option<&Who> = named
            .as_ref()
            .or_else(|| said.and_then(|said| said.who.as_ref()));
        let attribution = match (&named, said) {
            (_, Some(said)) => said.statement.attribution,
            (Some(who), None) => who.attribution(),
            (None, None) if found.who.is_some() => Attribution::Unsourced,
            (None, None) => Attribution::Opinion,
        };
        let by = speaker
            .map(|who| {
                who.name
                    .clone()
                    .unwrap_or_else(|| text.words(who.words.clone()).to_owned())
            })
            .or_else(|| found.who.clone().map(|who| text.words(who).to_owned()))
            .or_else(|| Some("article author".to_owned()));
        let when = self.when(found);
        let horizon = when.as_ref().and_then(|(_, horizon)| horizon.clone());
        Extract {
            ..self.context.extract(
                found.evidence.clone(),
                Fact::Forecast(Forecast {
                    who: found
                        .who
                        .clone()
                        .or_else(|| speaker.map(|who| who.words.clone()))
                        .map(|who| text.span(who)),
                    content: Some(text.span(found.content.clone())),
                    when: when.as_ref().map(|(span, _)| *span),
                    condition: self
                        .condition(&found.evidence)
                        .map(|range| text.span(range)),
                    by,
                    attribution,
                    hedge: Some(text.words(found.hedge.clone()).to_lowercase()),
                    scoreable: when.is_some(),
                    horizon,
                    negated: found.negated,
                }),
                found.rule,
                found.confidence,
            )
        }
    }

    /// By when, in words and days.
    fn when(&self, found: &Found) -> Option<(crate::Span, Option<String>)> {
        let text = self.context.text;
        let anchor = Anchor {
            document: self.context.setting.date,
            tense: Tense::Future,
            previous: None,
        };
        let condition = self.condition(&found.evidence);
        let condition = condition.map(|range| text.span(range));
        // `Next week, prices could rise`: a phrase in front of the clause; inside, what stands behind the hedge.
        let first = text.sentences[text.sentence_of(found.evidence.start)].first;
        let comma = found
            .evidence
            .start
            .checked_sub(1)
            .filter(|comma| *comma > first && text.tokens[*comma].tag == Tag::Comma);
        let opening = text
            .times_in(first..first + 1)
            .first()
            .map(|time| text.token_at(time.span.end))
            .filter(|after| {
                *after < found.evidence.start
                    && found.evidence.start - after < 8
                    && text.tokens[*after].tag == Tag::Comma
            });
        let comma = comma.or(opening);
        let front = comma.map_or(found.evidence.start, |_| first);
        text.times_in(front..found.evidence.end)
            .iter()
            .filter(|time| {
                let at = text.token_at(time.span.start);
                let after = text.token_at(time.span.end);
                at >= found.hedge.start
                    || at == found.evidence.start
                    || comma.is_some_and(|comma| after == comma)
            })
            .filter(|time| {
                let vague = time.is_vague();
                let aside = condition
                    .is_some_and(|span| time.span.start >= span.start && time.span.end <= span.end);
                let token = text.token_at(time.span.end);
                // `Friday's tariffs`: an attribute, not a day of reckoning.
                let attribute = text.tokens.get(token).is_some_and(|next| {
                    next.start as usize == time.span.end && next.tag == Tag::Possessive
                });
                !vague
                    && !aside
                    && !attribute
                    && !matches!(
                        time.relation,
                        crate::time::Relation::Since | crate::time::Relation::From
                    )
            })
            .map(|time| {
                let horizon = time.horizon(&anchor).map(|period| period.to_string());
                (time.span, horizon)
            })
            .max_by_key(|(span, horizon)| (horizon.is_some(), std::cmp::Reverse(span.start)))
    }

    /// The `if` clause inside a stretch.
    fn condition(&self, evidence: &Range) -> Option<Range> {
        let text = self.context.text;
        let at = evidence.clone().find(|index| {
            text.is_any(*index, &["if", "unless", "should", "provided", "depending"])
        })?;
        if text.is(at, "should") && at != evidence.start {
            return None;
        }
        let end = (at..evidence.end)
            .find(|index| text.tokens[*index].tag == Tag::Comma)
            .unwrap_or(evidence.end);
        (end > at + 1).then_some(at..end)
    }
}
