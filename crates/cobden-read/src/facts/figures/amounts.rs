//! Clauses whose object is an amount: carried on, come to, brought about, ranked.

use super::frames::Clause;
use super::{Found, Reader, direction};
use crate::clause::Form;
use crate::fact::Direction;
use crate::facts::quantity::{self, Unit};
use crate::words::Tag;

impl Reader<'_, '_, '_> {
    /// `posted gains`, `hit a seven-month low`, `recorded the biggest drop`: a verb and a noun of movement.
    pub(super) fn carried(&self, clause: &Clause<'_>) -> Option<Found> {
        let text = self.context.text;
        let verb = clause.verb;
        let (value, after) = if text.tokens[verb.main].tag == Tag::Have {
            ("noun", verb.last)
        } else {
            self.term(self.concepts.carry, verb.main, clause.evidence.end)?
        };
        if value != "noun" {
            return None;
        }
        let object = self.object(after, clause.evidence.end)?;
        // `a survey showed growth slowed`: the clause below tells it.
        if text
            .tokens
            .get(object.end)
            .is_some_and(|next| matches!(next.tag, Tag::Past | Tag::Third))
        {
            return None;
        }
        let subject = clause.subject.clone()?;
        let movement = self
            .first_of(self.concepts.movement, object.clone())
            .or_else(|| {
                // `had a dismal start`: of a stretch of trading.
                object
                    .clone()
                    .any(|index| {
                        text.is_any(
                            index,
                            &[
                                "start",
                                "day",
                                "session",
                                "week",
                                "month",
                                "quarter",
                                "year",
                                "run",
                                "performance",
                                "results",
                                "losses",
                                "gains",
                                "finish",
                            ],
                        )
                    })
                    .then(|| self.first_of(self.concepts.quality, object.clone()))
                    .flatten()
            })
            .filter(|_| {
                !text.is_any(verb.main, &["has", "have", "had"]) || self.head(&subject).is_some()
            });
        let peak = self.first_of(self.concepts.peak, object.clone());
        let low = object.clone().find_map(|index| {
            let fresh = || {
                let far = text.is_any(
                    index,
                    &[
                        "fresh",
                        "new",
                        "record",
                        "session",
                        "intraday",
                        "lifetime",
                        "all-time",
                        "multi-year",
                        "multiyear",
                        "historic",
                        "yearly",
                        "annual",
                        "contract",
                        "multi-month",
                        "cycle",
                        "weekly",
                        "monthly",
                        "52-week",
                    ],
                );
                let next =
                    index + 1 + usize::from(quantity::at(text, index + 1, object.end).is_some());
                far.then_some(next)
            };
            let next = super::months_at(text, index)
                .map(|(next, _)| next)
                .or_else(fresh)
                .filter(|next| *next < object.end)?;
            if text.is_any(next, &["high", "highs", "peak"]) {
                Some(Direction::Up)
            } else if text.is_any(next, &["low", "lows", "trough"]) {
                Some(Direction::Down)
            } else {
                None
            }
        });
        let about = self.head(&subject).is_some();
        let quantity = self.quantity(after..clause.evidence.end);
        let measured = quantity
            .as_ref()
            .is_some_and(|quantity| quantity.unit.is_change());
        let way = match (low, movement.as_ref(), peak.as_ref()) {
            (Some(low), _, _) => Some(low),
            (_, Some((_, value)), _) => direction(value),
            (_, _, Some((_, value))) => direction(value),
            _ => return None,
        };
        let inherits = clause.verb.inherited && peak.is_some();
        if !(about || inherits || measured && movement.is_some()) || self.is_duty(&subject) {
            return None;
        }
        Some(Found {
            evidence: clause.evidence.clone(),
            what: Some(subject),
            value: self.value(
                verb.main,
                object.end,
                clause.evidence.end,
                quantity.as_ref(),
            ),
            direction: way,
            quantity,
            rule: "figure-noun",
            confidence: 0.75,
        })
    }

    /// `exports totalled $3 trillion`: a level.
    pub(super) fn amounted(&self, clause: &Clause<'_>) -> Option<Found> {
        let text = self.context.text;
        let verb = clause.verb;
        let end = clause.evidence.end;
        let be = matches!(text.tokens[verb.main].tag, Tag::Be | Tag::Have);
        let after = if be {
            verb.last
        } else {
            self.term(self.concepts.level, verb.main, end)?.1
        };
        let quantity = self.quantity(after..end.min(after + 14))?;
        // `bought $130 billion of goods last year`, `builds 1,700 ships a year`: goods, whoever handles them.
        let trades = text.is_any(
            verb.main,
            &[
                "import",
                "imports",
                "imported",
                "importing",
                "export",
                "exports",
                "exported",
                "exporting",
                "ship",
                "ships",
                "shipped",
                "shipping",
                "produce",
                "produces",
                "produced",
                "producing",
                "build",
                "builds",
                "built",
                "building",
                "manufactures",
                "manufactured",
                "mines",
                "mined",
                "supplies",
                "supplied",
                "constructed",
                "constructing",
                "constructs",
                "grows",
                "harvested",
                "refines",
                "refined",
                "processes",
                "processed",
                "consumes",
                "consumed",
                "moved",
            ],
        );
        let deals = text.is_any(
            verb.main,
            &["buys", "bought", "purchased", "purchases", "sold", "sells"],
        );
        let handled = (trades
            && (self.over_time(after..end)
                || quantity.unit == Unit::Percent
                || verb.form == Form::Past)
            || deals && (self.over_time(after..end) || quantity.unit == Unit::Percent))
            && match &quantity.unit {
                Unit::Percent => true,
                Unit::Money(_) => quantity.number >= 1e6,
                Unit::Count(_) => {
                    trades && (quantity.number >= 100.0 || self.over_time(after..end))
                }
                _ => false,
            };
        let handled = handled.then(|| self.goods(&quantity, end)).flatten();
        let about_money = handled.is_some()
            || match quantity.unit {
                Unit::Money(_) => quantity.number >= 1e6,
                Unit::Percent | Unit::PercentagePoints => true,
                Unit::Count(_) => {
                    quantity.number >= 1e4
                        || matches!(&quantity.unit, Unit::Count(noun) if matches!(&**noun, "barrels" | "tonnes" | "tons" | "bushels" | "units"))
                }
                _ => false,
            };
        // `exceeded the expected expansion of 10 percent`: what was expected is no figure.
        let awaited = (after..quantity.range.start).any(|index| {
            text.is_any(
                index,
                &[
                    "expected",
                    "forecast",
                    "forecasts",
                    "estimated",
                    "planned",
                    "target",
                ],
            )
        });
        let estimated = text.is_any(quantity.range.start.saturating_sub(1), &["estimated"]);
        if !about_money
            || awaited && !estimated
            || self.holds(self.concepts.duty, clause.evidence.clone())
        {
            return None;
        }
        let subject = clause.subject.clone();
        let what = if let Some(subject) = subject.filter(|subject| self.head(subject).is_some()) {
            subject
        } else if let Some(goods) = handled {
            goods
        } else if let Some(subject) = clause
            .subject
            .clone()
            .filter(|subject| !be && self.goes_back(subject))
        {
            subject
        } else {
            let object = after..end;
            text.hits_of(self.concepts.indicator, object)
                .filter(|hit| !matches!(&*text.meaning(hit).value, "mood" | "other" | "market"))
                .map(|hit| hit.range())
                .next()?
        };
        Some(Found {
            evidence: clause.evidence.clone(),
            what: Some(what),
            value: quantity.range.clone(),
            direction: Some(Direction::Flat),
            quantity: Some(quantity),
            rule: "figure-level",
            confidence: 0.65,
        })
    }

    /// `brought the total to $250 billion`: a sum and what it came to.
    pub(super) fn brought(&self, clause: &Clause<'_>) -> Option<Found> {
        let text = self.context.text;
        let verb = clause.verb;
        if !text.is_any(
            verb.main,
            &[
                "brought", "brings", "bringing", "took", "takes", "taking", "pushed", "pushing",
                "raised", "raising", "lifted", "lifting", "puts", "put", "putting",
            ],
        ) {
            return None;
        }
        let object = self.object(verb.last, clause.evidence.end)?;
        let sum = object.clone().find(|index| {
            text.is_any(
                *index,
                &[
                    "total", "totals", "value", "amount", "number", "tally", "sum", "share",
                    "count",
                ],
            )
        })?;
        let quantity = self.quantity(sum..clause.evidence.end)?;
        let to = (sum..quantity.range.start).any(|index| text.is_any(index, &["to", "at"]));
        let sized = match quantity.unit {
            Unit::Percent => true,
            Unit::Money(_) => quantity.number >= 1e6,
            Unit::Count(_) => quantity.number >= 10.0,
            _ => false,
        };
        if !to || !sized {
            return None;
        }
        Some(Found {
            evidence: object.start..clause.evidence.end,
            what: Some(object.start..object.end.min(quantity.range.start)),
            value: quantity.range.clone(),
            direction: Some(Direction::Up),
            quantity: Some(quantity),
            rule: "figure-total",
            confidence: 0.6,
        })
    }

    /// `is China's second-largest trading partner`: a rank.
    pub(super) fn ranked(&self, clause: &Clause<'_>) -> Option<Found> {
        let text = self.context.text;
        let verb = clause.verb;
        let be = text.tokens[verb.main].tag == Tag::Be
            || text.is_any(
                verb.main,
                &["remains", "became", "ranks", "ranked", "remained"],
            );
        if !be {
            return None;
        }
        // `ranks 19th in the world`
        let ranks = text.is_any(verb.main, &["ranks", "ranked"]);
        let place = verb.last..(verb.last + 3).min(clause.evidence.end);
        if ranks
            && let Some(at) = place.clone().find(|index| {
                let word = text.word(*index);
                word.starts_with(|letter: char| letter.is_ascii_digit())
                    || text.is_any(
                        *index,
                        &[
                            "first", "second", "third", "fourth", "fifth", "sixth", "seventh",
                            "eighth", "ninth", "tenth", "last", "number", "no.",
                        ],
                    )
            })
        {
            return Some(Found {
                evidence: clause.evidence.clone(),
                what: clause.subject.clone(),
                value: at..(at + 4).min(clause.evidence.end),
                direction: Some(Direction::Flat),
                quantity: None,
                rule: "figure-rank",
                confidence: 0.6,
            });
        }
        let object = self.object(verb.last, clause.evidence.end)?;
        let (rank, _) = self.first_of(self.concepts.rank, object.clone())?;
        let superlative = object.clone().find(|index| {
            *index < rank.end && {
                let word = text.word(*index).to_ascii_lowercase();
                word.ends_with("largest")
                    || word.ends_with("biggest")
                    || word == "top"
                    || word == "leading"
            }
        })?;
        // A mere mention needs a number: `15th largest`; `the largest` is said of many things.
        let ordinal = text.word(superlative).contains('-')
            || superlative > object.start
                && text.tokens[superlative - 1].tag != Tag::Determiner
                && text.tokens[superlative - 1].tag != Tag::Possessive;
        if !ordinal {
            return None;
        }
        Some(Found {
            evidence: clause.evidence.clone(),
            what: clause.subject.clone(),
            value: object,
            direction: Some(Direction::Flat),
            quantity: None,
            rule: "figure-rank",
            confidence: 0.7,
        })
    }
}
