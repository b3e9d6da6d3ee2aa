//! Figures told without a verb: nouns of movement, adjectives, shares in front of an indicator, the far end of a scale.

use super::{Found, Reader, direction};
use crate::clause::{Form, Range};
use crate::fact::Direction;
use crate::facts::quantity;
use crate::words::Tag;

impl Reader<'_, '_, '_> {
    /// Reads what no verb's figure of the sentence covers.
    pub(super) fn nominal(&mut self, sentence: usize) {
        let text = self.context.text;
        self.movements(sentence);
        self.comparisons(sentence);
        for group in text.nouns_in(sentence) {
            // `complained about soaring costs`: the adjective is tagged as a verb.
            let first = match group.first.checked_sub(1) {
                Some(before) if self.leads(before, sentence) => before,
                _ => group.first,
            };
            let group = first..group.last;
            if self.covered(group.start) || self.covered(group.end - 1) {
                continue;
            }
            let found = self
                .share_of(&group)
                .or_else(|| self.adjective(&group, sentence));
            if let Some(found) = found
                && self.is_real(found.evidence.start)
            {
                self.note(found);
            }
        }
    }

    /// Whether a gerund describes the noun behind it: one without an object of its own.
    fn leads(&self, token: usize, sentence: usize) -> bool {
        let text = self.context.text;
        token >= text.sentences[sentence].first
            && text.tokens[token].tag == Tag::Gerund
            && (self.term(self.concepts.moving, token, token + 1).is_some()
                || self.term(self.concepts.quality, token, token + 1).is_some())
            && !text.is_any(
                token,
                &[
                    "increasing",
                    "growing",
                    "expanding",
                    "improving",
                    "decreasing",
                    "accelerating",
                    "slowing",
                    "shrinking",
                    "encouraging",
                    "worsening",
                    "weakening",
                ],
            )
    }

    /// `a surge of imports`, `the drop in the currency`, `price increases`.
    fn movements(&mut self, sentence: usize) {
        let text = self.context.text;
        for hit in text.hits_in(sentence) {
            if hit.concept != self.concepts.movement || self.covered(hit.first) {
                continue;
            }
            let Some(group) = text
                .nouns_in(sentence)
                .iter()
                .find(|group| group.first <= hit.first && hit.first < group.last)
                .map(|group| group.first..group.last)
            else {
                continue;
            };
            let conditional = group
                .start
                .checked_sub(1)
                .is_some_and(|before| text.is_any(before, &["if", "unless", "whether", "should"]));
            // `growth targets`: the movement must be the head.
            if hit.last != group.end || conditional {
                continue;
            }
            let behind = text
                .tokens
                .get(group.end)
                .filter(|token| token.tag == Tag::Preposition)
                .and_then(|_| {
                    text.is_any(group.end, &["in", "of", "on", "for"])
                        .then_some(group.end + 1)
                })
                .and_then(|first| {
                    let other = text
                        .nouns_in(sentence)
                        .iter()
                        .find(|other| other.first == first)?;
                    Some(other.first..other.last)
                });
            let (what, evidence) =
                if let Some(behind) = behind.filter(|behind| self.head(behind).is_some()) {
                    let end = self.chain_end(behind.end, sentence);
                    (behind.start..end, group.start..end)
                } else if let Some((inside, _)) = self
                    .first_of(self.concepts.indicator, group.start..hit.first)
                    .filter(|_| !text.is(group.start, "the"))
                {
                    (group.start..inside.end, group.clone())
                } else {
                    if let Some(found) = self.change(&group, hit.first, &text.meaning(hit).value) {
                        self.note(found);
                    }
                    continue;
                };
            // `a drop in income is projected`: a forecast.
            let projected = text.verbs[text.verbs_in(sentence)]
                .iter()
                .find(|verb| verb.first >= evidence.end)
                .is_some_and(|verb| {
                    verb.first <= evidence.end + 1
                        && text.is_any(
                            verb.main,
                            &[
                                "projected",
                                "expected",
                                "forecast",
                                "predicted",
                                "feared",
                                "likely",
                            ],
                        )
                });
            if projected || self.is_duty(&what) || !self.is_real(evidence.start) {
                continue;
            }
            // Growth as such is an indicator: it needs an amount.
            let quantity = self.quantity(evidence.clone());
            let loose = text.is_any(
                hit.first,
                &[
                    "growth",
                    "hike",
                    "hikes",
                    "recovery",
                    "expansion",
                    "weakness",
                ],
            );
            if loose && quantity.is_none() {
                continue;
            }
            let found = Found {
                value: group.start..hit.last,
                what: Some(what),
                direction: direction(&text.meaning(hit).value),
                evidence,
                quantity,
                rule: "figure-movement",
                confidence: 0.6,
            };
            self.note(found);
        }
    }

    /// `to the highest level in a century`, `their worst year in 27 years`.
    fn comparisons(&mut self, sentence: usize) {
        let text = self.context.text;
        let last = text.sentences[sentence].last;
        for hit in text.hits_in(sentence) {
            if hit.concept != self.concepts.peak || self.covered(hit.first) {
                continue;
            }
            let reach = hit.last..(hit.last + 6).min(last);
            let compared = reach.clone().find(|index| {
                text.is(*index, "since")
                    || text.is(*index, "in")
                        && text
                            .times_in(*index..(*index + 6).min(last))
                            .iter()
                            .any(|time| time.is_duration() || time.duration().is_some())
                    || text.is(*index, "on") && text.is(*index + 1, "record")
                    || text.is_any(*index, &["ever"])
                    || text.is_any(hit.first, &["worst", "best"])
                        && text.is(*index, "of")
                        && text.is_any(*index + 1, &["the", "this"])
                        && text.is_any(*index + 2, &["year", "month", "week", "decade", "quarter"])
            });
            let Some(compared) = compared else { continue };
            let end = if text.is(compared, "of") {
                compared + 3
            } else {
                text.times_in(compared..(compared + 8).min(last))
                    .first()
                    .map_or(compared + 1, |time| text.token_at(time.span.end))
            };
            let what = text
                .nouns_in(sentence)
                .iter()
                .rev()
                .find(|group| {
                    group.last <= hit.first
                        && !self.covered(group.first)
                        && text.times_in(group.first..group.last).is_empty()
                })
                .map(|group| group.first..group.last);
            // `the worst day of the year for stocks`
            let behind = text
                .is(compared, "of")
                .then(|| {
                    text.nouns_in(sentence).iter().find(|group| {
                        group.first > compared
                            && group.first <= end + 1
                            && text.is_any(group.first - 1, &["for", "in", "on"])
                            && self.head(&(group.first..group.last)).is_some()
                    })
                })
                .flatten()
                .map(|group| group.first..group.last);
            if let Some(what) = behind {
                let start = text
                    .nouns_in(sentence)
                    .iter()
                    .find(|group| group.first <= hit.first && hit.first < group.last)
                    .map_or(hit.first, |group| group.first);
                if self.is_real(start) {
                    self.note(Found {
                        evidence: start..what.end,
                        what: Some(what),
                        value: hit.first..end.max(hit.last),
                        direction: direction(&text.meaning(hit).value),
                        quantity: None,
                        rule: "figure-peak",
                        confidence: 0.65,
                    });
                }
                continue;
            }
            if text.is(compared, "of") {
                continue;
            }
            let Some(mut what) = what.filter(|what| hit.first - what.end <= 5) else {
                continue;
            };
            // `the highest`: the article is a group of its own.
            if what.end == hit.first && text.tokens[what.end - 1].tag == Tag::Determiner {
                what = what.start..what.end;
            }
            if !self.is_real(hit.first) {
                continue;
            }
            // `its biggest sell-off since`
            let way = match direction(&text.meaning(hit).value) {
                Some(Direction::Flat) => self
                    .first_of(self.concepts.movement, hit.first..compared)
                    .and_then(|(_, value)| direction(value))
                    .or(Some(Direction::Flat)),
                way => way,
            };
            let found = Found {
                evidence: what.start..end.max(hit.last),
                what: Some(what),
                value: hit.first..end.max(hit.last),
                direction: way,
                quantity: None,
                rule: "figure-peak",
                confidence: 0.65,
            };
            self.note(found);
        }
    }

    /// `a 4% unemployment rate`, `598,000 fewer jobs`.
    fn share_of(&self, group: &Range) -> Option<Found> {
        let text = self.context.text;
        let quantity = quantity::next(text, group.start, group.end)?;
        if quantity::is_year(&quantity) || self.is_duty(group) {
            return None;
        }
        let way = (quantity.range.end..group.end).find_map(|index| {
            if text.is_any(index, &["fewer", "less", "lower"]) {
                Some(Direction::Down)
            } else if text.is_any(index, &["more", "higher"]) {
                Some(Direction::Up)
            } else {
                None
            }
        });
        let about = self.head(group)?;
        if !(quantity.unit == quantity::Unit::Percent || way.is_some())
            || about.start < quantity.range.end
        {
            return None;
        }
        Some(Found {
            evidence: group.clone(),
            what: Some(about),
            value: quantity.range.clone(),
            direction: way.or(Some(Direction::Flat)),
            quantity: Some(quantity),
            rule: "figure-share",
            confidence: 0.6,
        })
    }

    /// `rising costs`, `positive hiring data`.
    fn adjective(&self, group: &Range, sentence: usize) -> Option<Found> {
        let text = self.context.text;
        let about = self.head(group);
        if let Some((word, value)) = self.first_of(self.concepts.moving, group.clone())
            && let Some(about) = about.clone()
            && about.start >= word.end
            && !self.is_duty(group)
            && word.start <= group.start + 1
        {
            return Some(Found {
                evidence: group.clone(),
                what: Some(word.end..about.end),
                value: word,
                direction: direction(value),
                quantity: None,
                rule: "figure-moving",
                confidence: 0.5,
            });
        }
        let (word, value) = self.first_of(self.concepts.quality, group.clone())?;
        // `weak jobs and sentiment data`
        let joined = text
            .nouns_in(sentence)
            .iter()
            .find(|other| {
                other.first == group.end + 1 && text.tokens[group.end].tag == Tag::Conjunction
            })
            .map(|other| other.last);
        let end = [Some(group.end), joined]
            .into_iter()
            .flatten()
            .find(|end| {
                text.hits_of(self.concepts.report, word.end..*end)
                    .any(|hit| hit.last == *end)
            })?;
        Some(Found {
            evidence: group.start..end,
            what: Some(word.end..end),
            value: word,
            direction: direction(value),
            quantity: None,
            rule: "figure-quality",
            confidence: 0.5,
        })
    }

    /// The end of a noun with what hangs on it by `of`, `in`, `from`, `between`.
    pub(super) fn chain_end(&self, from: usize, sentence: usize) -> usize {
        let text = self.context.text;
        let mut end = from;
        for group in text.nouns_in(sentence) {
            let linked = group.first == end + 1
                && (text.is_any(end, &["of", "from", "between", "to"])
                    || text.tokens[end].tag == Tag::Conjunction
                        && text.tokens[group.first].tag == Tag::Proper);
            if linked && end < text.sentences[sentence].last {
                end = group.last;
            }
        }
        end
    }

    /// Whether what stands at a token is told as a fact: no verb before it makes it a wish, a plan or a possibility.
    pub(super) fn is_real(&self, token: usize) -> bool {
        let text = self.context.text;
        let awaited = (token.saturating_sub(4)..token).any(|index| {
            text.is_any(
                index,
                &[
                    "expected",
                    "forecast",
                    "forecasts",
                    "expectations",
                    "estimates",
                    "hopes",
                    "fears",
                ],
            )
        });
        if awaited {
            return false;
        }
        let before = text.verbs[text.verbs_in(text.sentence_of(token))]
            .iter()
            .rev()
            .find(|verb| verb.last <= token);
        let open = |form: Form| matches!(form, Form::Modal | Form::Future);
        match before {
            None => true,
            Some(verb) if open(verb.form) => false,
            Some(verb) if verb.form == Form::Infinitive => verb.governor.is_some_and(|governor| {
                let governor = &text.verbs[governor];
                !open(governor.form)
                    && self
                        .term(
                            self.concepts.brings_about,
                            governor.main,
                            text.sentences[governor.sentence].last,
                        )
                        .is_some()
            }),
            Some(verb) => !verb.negated,
        }
    }
}
