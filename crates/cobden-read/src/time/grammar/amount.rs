//! Counted units of time: "two months ago", "90 days", "seven-month".

use super::{Grammar, Read, word_is_plural};
use crate::time::lexicon::Glue;
use crate::time::meaning::{Count, Meaning, Unit, Way};
use crate::time::phrase::Relation;
use crate::time::token::Gap;

impl Grammar<'_> {
    /// "90", "two", "a couple of", "a few", "several", "twenty-five"; and the first token after it.
    pub(in crate::time) fn count(&self, at: usize) -> Option<(Count, usize)> {
        let token = self.token(at);
        if token.is_number() {
            let number = u16::try_from(token.value)
                .ok()
                .filter(|_| self.free_number(at))?;
            let small = token.len() <= 4 && self.gap(at + 1) != Gap::Tight;
            return small.then_some((Count::exactly(number), at + 1));
        }
        let mut next = at;
        if self.word(at).is(Glue::A) {
            next += 1;
            let counted = self.word(next).number == Some(2)
                || self.word(next).number == Some(12)
                || self.word(next).fuzzy.is_some();
            if !counted || !self.spaced(next) || self.gap(next + 1) == Gap::Hyphen {
                return Some((Count::exactly(1), at + 1));
            }
        }
        let word = self.word(next);
        if let Some(number) = word.fuzzy {
            let count = Count {
                number: (number > 0).then_some(number),
                fuzzy: true,
            };
            return Some((count, next + 1));
        }
        let mut number = word.number?;
        next += 1;
        // "twenty-five"
        if number >= 20
            && number % 10 == 0
            && self.gap(next) == Gap::Hyphen
            && let Some(ones) = self.word(next).number.filter(|ones| *ones < 10)
        {
            number += ones;
            next += 1;
        }
        if self.glue(next, Glue::Of) {
            next += 1;
        }
        Some((Count::exactly(number), next))
    }

    /// A count with its unit and what follows: "ago", "later", "from now".
    pub(in crate::time) fn amount(&self, at: usize, relation: Relation) -> Read {
        let article = self.word(at).is(Glue::A) && self.word(at + 1).unit.is_some();
        // "$12 trillion-a-year", "half a year"
        if article
            && (self.gap(at) == Gap::Hyphen || self.word_before(at).eq_ignore_ascii_case("half"))
        {
            return None;
        }
        let (count, mut next) = self.count(at)?;
        if !self.joined(next) {
            return None;
        }
        while self.word(next).filler && self.joined(next + 1) {
            next += 1;
        }
        let unit = self.word(next).unit?;
        let token = self.token(next);
        let plural = word_is_plural(token.of(self.text));
        let hyphen = self.gap(next) == Gap::Hyphen;
        next += 1;
        // "45-year-old", "a half"
        if unit == Unit::Half || self.joined(next) && self.word(next).is(Glue::Old) {
            return None;
        }
        if !hyphen && !plural && count.number.is_some_and(|number| number != 1) {
            // "two day" is a slip, "10 Day" a name.
            return None;
        }
        if self.spaced(next) {
            let word = self.word(next);
            let way = if word.is(Glue::Ago) {
                Some(Way::Ago)
            } else if word.is(Glue::Later) && !self.glue(next + 1, Glue::The) {
                Some(Way::Later)
            } else if word.is(Glue::Earlier) {
                Some(Way::Earlier)
            } else {
                None
            };
            if let Some(way) = way {
                return Some((Meaning::Step { count, unit, way }, next + 1));
            }
            if word.is(Glue::From) && self.spaced(next + 1) && self.word(next + 1).is(Glue::Now) {
                let way = Way::FromNow;
                let within = matches!(relation, Relation::Within);
                let meaning = if within {
                    Meaning::Duration { count, unit }
                } else {
                    Meaning::Step { count, unit, way }
                };
                return Some((meaning, next + 2));
            }
        }
        let follows = self.spaced(next)
            && (self.word(next).is(Glue::After) || self.word(next).is(Glue::Before));
        // "$5 a barrel a day": an article with a unit says how often, unless a preposition makes it a length.
        if article && !follows && !hyphen {
            let length = matches!(
                relation,
                Relation::For
                    | Relation::In
                    | Relation::Within
                    | Relation::Over
                    | Relation::During
                    | Relation::After
                    | Relation::At
            );
            if !length {
                return None;
            }
        }
        // "a quarter of the exports", "two days of talks" is fine
        if matches!(unit, Unit::Quarter) && self.glue(next, Glue::Of) {
            return None;
        }
        if matches!(unit, Unit::Weekend) {
            return None;
        }
        // "one day we will": only with a preposition or behind it a step.
        if relation == Relation::Bare
            && !hyphen
            && !follows
            && count == Count::exactly(1)
            && unit == Unit::Day
        {
            return None;
        }
        Some((Meaning::Duration { count, unit }, next))
    }
}
