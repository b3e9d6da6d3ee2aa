//! Figures: what rose, fell or stood where, told by a verb, by a noun of movement or by the far end of a scale.
//!
//! Verbs come first, clause by clause; nouns, adjectives and comparisons are read only where no verb's figure covers them.

mod absolute;
mod amounts;
mod clause;
mod dating;
mod frames;
mod nominal;
mod shares;
#[cfg(test)]
mod tests;

use super::Context;
use super::quantity::{self, Quantity, Unit};
use crate::clause::{Range, VerbGroup};
use crate::fact::{Direction, Extract, Fact, Figure};
use crate::layout::BlockKind;
use crate::lexicon::Concept;
use crate::period::Period;
use crate::who;
use crate::words::Tag;

/// The concepts of `lexicon/figures.toml`.
pub(super) struct Concepts {
    indicator: Concept,
    duty: Concept,
    move_: Concept,
    push: Concept,
    carry: Concept,
    level: Concept,
    state: Concept,
    movement: Concept,
    moving: Concept,
    quality: Concept,
    report: Concept,
    peak: Concept,
    rank: Concept,
    brings_about: Concept,
    shows: Concept,
    ticker: Concept,
    partitive: Concept,
    listed: Concept,
}

/// A figure found, before its slots are filled.
pub(super) struct Found {
    evidence: Range,
    what: Option<Range>,
    value: Range,
    direction: Option<Direction>,
    quantity: Option<Quantity>,
    rule: &'static str,
    confidence: f64,
}

/// Reads the figures of one text.
pub(super) struct Reader<'c, 't, 'd> {
    context: &'c Context<'t, 'd>,
    concepts: Concepts,
    found: Vec<Found>,
}

/// Reads the figures of a text.
pub(super) fn read(context: &Context<'_, '_>) -> Vec<Extract> {
    let concept = |name| context.text.lexicon.concept(name);
    let mut reader = Reader {
        context,
        concepts: Concepts {
            indicator: concept("indicator"),
            duty: concept("duty"),
            move_: concept("move"),
            push: concept("push"),
            carry: concept("carry"),
            level: concept("level"),
            state: concept("state"),
            movement: concept("movement"),
            moving: concept("moving"),
            quality: concept("quality"),
            report: concept("report"),
            peak: concept("peak"),
            rank: concept("rank"),
            brings_about: concept("brings_about"),
            shows: concept("shows"),
            ticker: concept("ticker"),
            partitive: concept("partitive"),
            listed: concept("listed"),
        },
        found: Vec::new(),
    };
    for sentence in 0..context.text.sentences.len() {
        reader.sentence(sentence);
    }
    reader.found.sort_by_key(|found| found.evidence.start);
    let mut previous = None;
    // The stretch of time spoken of, and the sentence that named it.
    let mut stretch: Option<(Period, usize)> = None;
    let mut all = Vec::with_capacity(reader.found.len());
    for found in &reader.found {
        let mut extract = reader.extract(found, previous);
        if let Fact::Figure(figure) = &mut extract.fact {
            let sentence = context.text.sentence_of(found.evidence.start);
            if let Some(period) = figure.period {
                stretch = Some((period, sentence));
            } else if figure.when.is_none()
                && figure.date.is_none()
                && let Some((period, named)) = stretch
                && sentence <= named + 2
            {
                figure.period = Some(period);
            }
            previous = figure
                .since_date
                .or(figure.period)
                .or(figure.date)
                .or(previous);
        }
        all.push(extract);
    }
    all
}

/// `up`, `down`, `flat` of the lexicon.
fn direction(value: &str) -> Option<Direction> {
    match value {
        "up" => Some(Direction::Up),
        "down" => Some(Direction::Down),
        "flat" => Some(Direction::Flat),
        _ => None,
    }
}

impl Reader<'_, '_, '_> {
    fn sentence(&mut self, sentence: usize) {
        let text = self.context.text;
        if text.block_kind(sentence) == BlockKind::Title {
            return;
        }
        // Most sentences hold nothing that could be a figure.
        let concepts = &self.concepts;
        let worth = text.hits_in(sentence).iter().any(|hit| {
            [
                concepts.indicator,
                concepts.ticker,
                concepts.peak,
                concepts.rank,
                concepts.movement,
            ]
            .contains(&hit.concept)
        });
        if !worth {
            return;
        }
        for verb in text.verbs_in(sentence) {
            self.verb(verb);
        }
        self.absolutes(sentence);
        self.nominal(sentence);
        self.portions(sentence);
        self.nothing(sentence);
    }

    /// The value of a term of a concept that begins at a token, and its last token.
    fn term(&self, concept: Concept, at: usize, end: usize) -> Option<(&'static str, usize)> {
        let text = self.context.text;
        text.hits_of(concept, at..end)
            .take_while(|hit| hit.first == at)
            .map(|hit| (&*text.meaning(hit).value, hit.last))
            .next()
    }

    /// Whether a term of a concept stands in a range.
    fn holds(&self, concept: Concept, range: Range) -> bool {
        self.context.text.hits_of(concept, range).next().is_some()
    }

    /// The last term of a concept in a range.
    fn first_of(&self, concept: Concept, range: Range) -> Option<(Range, &'static str)> {
        let text = self.context.text;
        text.hits_of(concept, range)
            .map(|hit| (hit.range(), &*text.meaning(hit).value))
            .next()
    }

    /// Whether a token stands in the evidence of a figure already found.
    fn covered(&self, token: usize) -> bool {
        self.found
            .iter()
            .rev()
            .take(12)
            .any(|found| found.evidence.contains(&token))
    }

    fn head(&self, chain: &Range) -> Option<Range> {
        clause::head(
            self.context.text,
            chain,
            self.concepts.indicator,
            self.concepts.partitive,
        )
    }

    /// Whether a chain is about duties: their rates are measures.
    fn is_duty(&self, chain: &Range) -> bool {
        clause::head(
            self.context.text,
            chain,
            self.concepts.duty,
            self.concepts.partitive,
        )
        .is_some()
    }

    /// One past the end of a verb's clause, with the amounts and comparisons that go on behind a comma.
    fn clause_end(&self, number: usize) -> usize {
        let text = self.context.text;
        let verb = &text.verbs[number];
        let last = text.sentences[verb.sentence].last;
        clause::end(text, verb, number, |after| {
            let Some(token) = text.tokens.get(after).filter(|_| after < last) else {
                return false;
            };
            let number_at = |at: usize| {
                text.tokens
                    .get(at)
                    .is_some_and(|token| token.tag == Tag::Number)
            };
            let to_end = text.is(after, "to")
                && text.is_any(after + 1, &["end", "close", "settle", "finish", "trade"])
                || text.is(after, "to") && number_at(after + 1);
            let compared = text.is_any(after, &["its", "their", "the", "a", "his"])
                && (after + 1..(after + 4).min(last))
                    .any(|index| self.term(self.concepts.peak, index, last).is_some());
            token.tag == Tag::Number
                || text.is(after, "or") && (number_at(after + 1) || number_at(after + 2))
                || to_end
                || compared
                || text.is_any(after, &["up", "down", "compared"]) && after + 1 < last
                || text.is(after, "from") && number_at(after + 1)
        })
    }

    /// The amount that tells most in a range: a share before points, points before a bare number.
    fn quantity(&self, range: Range) -> Option<Quantity> {
        let text = self.context.text;
        let mut best: Option<Quantity> = None;
        let mut at = range.start;
        while at < range.end {
            let Some(quantity) = quantity::at(text, at, range.end) else {
                at += 1;
                continue;
            };
            at = quantity.range.end;
            if quantity::is_year(&quantity) || self.is_day_or_age(&quantity) {
                continue;
            }
            let rank = |quantity: &Quantity| match quantity.unit {
                Unit::Percent | Unit::PercentagePoints | Unit::BasisPoints => 3,
                Unit::Points | Unit::Money(_) | Unit::Cents => 2,
                Unit::Count(_) => 1,
                Unit::Bare => 0,
            };
            // `from $15 to $10`: where it arrived.
            let after = |range: &Range, word: &str| {
                (range.start.saturating_sub(2)..range.start).any(|index| text.is(index, word))
            };
            let arrives = |best: &Quantity| {
                rank(&quantity) == rank(best)
                    && after(&quantity.range, "to")
                    && after(&best.range, "from")
            };
            if best
                .as_ref()
                .is_none_or(|best| rank(&quantity) > rank(best) || arrives(best))
            {
                best = Some(quantity);
            }
        }
        best
    }

    /// Days of the month and lengths of time measure nothing: `April 2`, `in 27 years`.
    fn is_day_or_age(&self, quantity: &Quantity) -> bool {
        let text = self.context.text;
        match &quantity.unit {
            Unit::Count(noun) => matches!(
                &**noun,
                "year"
                    | "years"
                    | "month"
                    | "months"
                    | "week"
                    | "weeks"
                    | "day"
                    | "days"
                    | "decades"
                    | "hours"
            ),
            Unit::Bare => {
                let before = quantity.range.start.checked_sub(1);
                before.is_some_and(|index| text.tokens[index].tag == Tag::Proper)
            }
            _ => false,
        }
    }

    fn note(&mut self, found: Found) {
        let clash = self.found.iter().rev().take(12).any(|other| {
            other.evidence.start < found.evidence.end && found.evidence.start < other.evidence.end
        });
        if !clash && found.evidence.start < found.evidence.end {
            self.found.push(found);
        }
    }

    fn extract(&self, found: &Found, previous: Option<Period>) -> Extract {
        let text = self.context.text;
        let compares = self.holds(self.concepts.peak, found.evidence.clone())
            || text
                .words(found.evidence.clone())
                .contains("for the first time");
        let mut figure = Figure {
            what: found.what.clone().map(|what| text.span(what)),
            value: Some(text.span(found.value.clone())),
            source: self.source(found).map(|source| text.span(source)),
            direction: found.direction,
            ..Figure::default()
        };
        if let Some(quantity) = &found.quantity {
            figure.number = Some(quantity.number);
            figure.unit = quantity.unit.name().map(str::to_owned);
        }
        let reach = self.reach(&found.evidence);
        dating::date(self.context, reach, compares, previous, &mut figure);
        if figure.when.is_none() {
            self.opening(&found.evidence, previous, &mut figure);
        }
        if figure.when.is_none() && figure.since.is_none() {
            self.before(&found.evidence, previous, &mut figure);
        }
        if figure.since_date.is_none()
            && let Some((span, months)) = self.months(found.evidence.clone())
        {
            figure.since = Some(text.span(span));
            figure.since_date = dating::months_back(self.context, months);
        }
        figure.economy = self.economy(found);
        self.context.extract(
            found.evidence.clone(),
            Fact::Figure(figure),
            found.rule,
            found.confidence,
        )
    }

    /// The evidence with the adjunct behind it: `($5bn) in 2024`.
    fn reach(&self, evidence: &Range) -> Range {
        let text = self.context.text;
        let last = text.sentences[text.sentence_of(evidence.start)].last;
        let stop = (evidence.end..last.min(evidence.end + 8)).find(|index| {
            let tag = text.tokens[*index].tag;
            tag.is_verb()
                || tag.is_auxiliary()
                || matches!(
                    tag,
                    Tag::Comma
                        | Tag::Stop
                        | Tag::Semicolon
                        | Tag::Conjunction
                        | Tag::Subordinator
                        | Tag::Wh
                        | Tag::Dash
                        | Tag::Colon
                        | Tag::That
                )
        });
        evidence.start..stop.unwrap_or(last.min(evidence.end + 8)).max(evidence.end)
    }

    /// `On Monday, stocks fell`: the time phrase that opens the sentence.
    fn opening(&self, evidence: &Range, previous: Option<Period>, figure: &mut Figure) {
        let text = self.context.text;
        let first = text.sentences[text.sentence_of(evidence.start)].first;
        let opens = text
            .times_in(first..(first + 2).min(evidence.start))
            .first()
            .map(|time| text.token_at(time.span.end))
            .filter(|after| *after <= evidence.start && text.tokens[*after].tag == Tag::Comma);
        if let Some(after) = opens {
            dating::date(self.context, first..after, false, previous, figure);
        }
    }

    /// `stocks sank on Friday, with the Dow plunging`: the one time phrase of the sentence before the figure.
    fn before(&self, evidence: &Range, previous: Option<Period>, figure: &mut Figure) {
        let text = self.context.text;
        let sentence = text.sentences[text.sentence_of(evidence.start)];
        let [time] = text.times_in(sentence.first..sentence.last) else {
            return;
        };
        let (from, to) = (text.token_at(time.span.start), text.token_at(time.span.end));
        // Found figures are in the order of the text by now.
        let at = self
            .found
            .partition_point(|found| found.evidence.start < evidence.start);
        let moved = self.found[at.saturating_sub(6)..at]
            .iter()
            .any(|found| found.evidence.contains(&from) && found.evidence.end <= evidence.start);
        if to <= evidence.start && (moved || from <= sentence.first + 1) {
            dating::date(self.context, from..to, false, previous, figure);
        }
    }

    /// Of which economy: named by what is measured, by its exchange or currency, or at the front of the sentence.
    fn economy(&self, found: &Found) -> Option<String> {
        let text = self.context.text;
        // `Brazil is the US's 15th largest partner`: a rank among the partners of the US.
        if found.rule == "figure-rank"
            && let Some(code) = who::economies_in(text, &found.value).first()
        {
            return Some(code.to_string());
        }
        if let Some(what) = &found.what {
            if let Some(code) = who::economies_in(text, what).first() {
                return Some(code.to_string());
            }
            if let Some((_, code)) = self.first_of(self.concepts.listed, what.clone()) {
                return Some(code.to_owned());
            }
        }
        let first = text.sentences[text.sentence_of(found.evidence.start)].first;
        let opens = text.is(first, "in")
            && found.evidence.start > first
            && found.evidence.start - first <= 5;
        opens
            .then(|| who::economies_in(text, &(first..found.evidence.start)))
            .filter(|codes| codes.len() == 1)
            .and_then(|codes| codes.first().map(|code| code.to_string()))
    }

    /// `seven-month low`: the words and the months.
    fn months(&self, range: Range) -> Option<(Range, i32)> {
        let text = self.context.text;
        range.clone().find_map(|index| {
            let (last, months) = months_at(text, index)?;
            Some((index..last, months))
        })
    }

    /// Who gives the figure: a survey that shows it, or whoever says it.
    fn source(&self, found: &Found) -> Option<Range> {
        let text = self.context.text;
        let sentence = text.sentence_of(found.evidence.start);
        let shows = |verb: &&VerbGroup| {
            self.term(
                self.concepts.shows,
                verb.main,
                text.sentences[sentence].last,
            )
            .is_some()
        };
        let verbs = &text.verbs[text.verbs_in(sentence)];
        let before = verbs
            .iter()
            .rev()
            .find(|verb| verb.last <= found.evidence.start);
        if let Some(verb) = before.filter(shows)
            && found.evidence.start - verb.last <= 4
        {
            return verb.subject.clone();
        }
        let after = verbs.iter().find(|verb| verb.first >= found.evidence.end);
        if let Some(verb) = after.filter(shows)
            && verb.last < text.sentences[sentence].last
        {
            return verb.subject.clone();
        }
        let said = self.context.statement_of(&found.evidence)?;
        self.context.said[said]
            .who
            .as_ref()
            .map(|who| who.words.clone())
    }
}

/// `seven-month`, `40-year` at a token: one past its end, and how many months.
pub(super) fn months_at(text: &crate::text::Text<'_>, index: usize) -> Option<(usize, i32)> {
    if let Some(months) = months_of(text.word(index)) {
        return Some((index + 1, months));
    }
    if text.tokens[index].tag != Tag::Number || !text.is(index + 1, "-") {
        return None;
    }
    let factor = if text.is(index + 2, "month") {
        1
    } else if text.is(index + 2, "year") {
        12
    } else if text.is(index + 2, "decade") {
        120
    } else {
        return None;
    };
    let count: i32 = text.word(index).parse().ok()?;
    (1..200)
        .contains(&count)
        .then_some((index + 3, count * factor))
}

/// `seven-month`, `4-year`: how many months.
fn months_of(word: &str) -> Option<i32> {
    let (count, unit) = word.split_once('-')?;
    let factor = match unit.to_ascii_lowercase().as_str() {
        "month" => 1,
        "year" => 12,
        "decade" => 120,
        _ => return None,
    };
    let count = match count.to_ascii_lowercase().as_str() {
        "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        "ten" => 10,
        "eleven" => 11,
        "twelve" => 12,
        digits => digits
            .parse()
            .ok()
            .filter(|count| (1..200).contains(count))?,
    };
    Some(count * factor)
}
