//! Figures that stand beside others or alone: a share of a flow, a flow that stopped, the change of another month.

use super::{Found, Reader, direction};
use crate::clause::Range;
use crate::fact::Direction;
use crate::facts::quantity::{self, Quantity, Unit};
use crate::words::Tag;

/// What is done with goods that a share can be taken of: `half of all steel imported`.
const HANDLED: [&str; 13] = [
    "imported",
    "exported",
    "produced",
    "mined",
    "sold",
    "shipped",
    "consumed",
    "traded",
    "bought",
    "manufactured",
    "refined",
    "processed",
    "grown",
];

impl Reader<'_, '_, '_> {
    /// `roughly half of its exports`, `59% of refined output`.
    pub(super) fn portions(&mut self, sentence: usize) {
        let text = self.context.text;
        let bounds = text.sentences[sentence];
        let mut at = bounds.first;
        while at < bounds.last {
            let Some(quantity) = quantity::at(text, at, bounds.last) else {
                at += 1;
                continue;
            };
            at = quantity.range.end;
            if quantity.unit == Unit::Percent
                && !self.covered(quantity.range.start)
                && let Some(found) = self.portion(sentence, quantity)
            {
                self.note(found);
            }
        }
    }

    fn portion(&self, sentence: usize, quantity: Quantity) -> Option<Found> {
        let text = self.context.text;
        let bounds = text.sentences[sentence];
        if !text.is(quantity.range.end, "of") {
            return None;
        }
        let group = text
            .nouns_in(sentence)
            .iter()
            .find(|group| group.first == quantity.range.end + 1)?;
        let group = group.first..group.last;
        let flow = text
            .hits_of(self.concepts.indicator, group.clone())
            .any(|hit| {
                hit.last == group.end
                    && matches!(&*text.meaning(hit).value, "trade" | "economy" | "business")
            });
        let handled = (group.start..(group.end + 5).min(bounds.last))
            .any(|index| text.is_any(index, &HANDLED));
        let first = self.hedge(quantity.range.start, bounds.first);
        if !(flow || handled) || self.is_duty(&group) || !self.is_real(first) {
            return None;
        }
        let end = self.chain_end(group.end, sentence);
        Some(Found {
            evidence: first..end,
            what: Some(group.start..end),
            value: first..quantity.range.end,
            direction: Some(Direction::Flat),
            quantity: Some(quantity),
            rule: "figure-portion",
            confidence: 0.65,
        })
    }

    /// Where the words begin that weaken an amount: `less than a third`.
    fn hedge(&self, from: usize, least: usize) -> usize {
        let text = self.context.text;
        let mut first = from;
        while first > least
            && text.is_any(
                first - 1,
                &[
                    "about",
                    "around",
                    "roughly",
                    "nearly",
                    "almost",
                    "some",
                    "than",
                    "more",
                    "less",
                    "over",
                    "under",
                    "just",
                    "only",
                    "least",
                    "at",
                    "most",
                    "close",
                    "to",
                    "approximately",
                    "fully",
                    "fewer",
                ],
            )
        {
            first -= 1;
        }
        // `at`, `to` alone belong to what stands before.
        while first < from && text.is_any(first, &["to", "at"]) && !text.is(first + 1, "least") {
            first += 1;
        }
        first
    }

    /// What the figure before was about, if it stands near enough to be meant still.
    pub(super) fn meant(&self, at: usize) -> Option<Range> {
        let text = self.context.text;
        let sentence = text.sentence_of(at);
        self.found
            .iter()
            .rev()
            .take(12)
            .filter(|found| found.evidence.end <= at)
            .max_by_key(|found| found.evidence.start)
            .filter(|found| text.sentence_of(found.evidence.start) + 1 >= sentence)
            .and_then(|found| found.what.clone())
    }

    /// `June's 1.3% fall`, `leading losses with a 2.5% drop`: a change of what was spoken of.
    pub(super) fn change(&self, group: &Range, hit: usize, value: &str) -> Option<Found> {
        let text = self.context.text;
        let quantity = quantity::next(text, group.start, hit)
            .filter(|quantity| quantity.unit.is_change() && quantity.range.end == hit)?;
        let sentence = text.sentences[text.sentence_of(hit)];
        if self.holds(self.concepts.duty, sentence.first..sentence.last)
            || !self.is_real(group.start)
        {
            return None;
        }
        let what = self.meant(group.start)?;
        Some(Found {
            evidence: group.clone(),
            what: Some(what),
            value: quantity.range.start..group.end,
            direction: direction(value),
            quantity: Some(quantity),
            rule: "figure-change",
            confidence: 0.6,
        })
    }

    /// `no shipments to America were made`: a flow that stopped.
    pub(super) fn nothing(&mut self, sentence: usize) {
        let text = self.context.text;
        for group in text.nouns_in(sentence) {
            if !(text.is(group.first, "no") || text.is(group.first, "zero"))
                || self.covered(group.first)
            {
                continue;
            }
            let flow = text
                .hits_of(self.concepts.indicator, group.first..group.last)
                .any(|hit| {
                    hit.last == group.last
                        && text.is_any(
                            group.last - 1,
                            &[
                                "exports",
                                "imports",
                                "shipments",
                                "purchases",
                                "orders",
                                "sales",
                                "deliveries",
                                "sailings",
                                "bookings",
                                "inflation",
                                "growth",
                                "cargoes",
                            ],
                        )
                });
            let verb = text.verbs[text.verbs_in(sentence)]
                .iter()
                .find(|verb| {
                    verb.last <= group.first && group.first - verb.last <= 2
                        || verb.first >= group.last && verb.first - group.last <= 14
                })
                .is_some_and(|verb| self.happened(verb) == Some(true));
            if !flow || !verb {
                continue;
            }
            let end = self.chain_end(group.last, sentence);
            self.note(Found {
                evidence: group.first..end,
                what: Some(group.first + 1..end),
                value: group.first..group.first + 1,
                direction: Some(Direction::Flat),
                quantity: Some(Quantity {
                    range: group.first..group.first + 1,
                    number: 0.0,
                    unit: Unit::Bare,
                }),
                rule: "figure-nothing",
                confidence: 0.55,
            });
        }
    }

    /// The noun that goods are counted of: `$130 billion of American goods`, `1,700 ships`.
    pub(super) fn goods(&self, quantity: &Quantity, end: usize) -> Option<Range> {
        let text = self.context.text;
        let mut first = quantity.range.end;
        if matches!(quantity.unit, Unit::Count(_)) && !text.is(first + 1, "of") {
            return (first < end).then_some(first..first + 1);
        }
        for word in ["worth", "in", "of"] {
            if first < end && text.is(first, word) {
                first += 1;
            }
        }
        if matches!(quantity.unit, Unit::Count(_)) && text.is(first + 1, "of") {
            first += 2;
        }
        text.nouns_in(text.sentence_of(first.min(end - 1)))
            .iter()
            .find(|group| group.first <= first && first < group.last && group.last <= end)
            .filter(|_| first > quantity.range.end)
            .map(|group| first..group.last)
    }

    /// Whether a clause tells over which stretch of time: `last year`, `in 2017`, `annually`.
    pub(super) fn over_time(&self, range: Range) -> bool {
        let text = self.context.text;
        !text.times_in(range.clone()).is_empty()
            || range.clone().any(|index| {
                text.is_any(index, &["annually", "yearly", "monthly", "daily", "annual"])
                    || text.is_any(index, &["each", "every", "a", "per"])
                        && text.is_any(index + 1, &["year", "month", "day", "week"])
            })
    }

    /// Whether a token is a pronoun that goes back to the figure before.
    pub(super) fn goes_back(&self, subject: &Range) -> bool {
        let text = self.context.text;
        subject.len() == 1
            && text.is_any(
                subject.start,
                &["it", "they", "that", "this", "which", "both"],
            )
            && text.tokens[subject.start].tag != Tag::Determiner
            && self.meant(subject.start).is_some()
    }
}
