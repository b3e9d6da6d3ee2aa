//! Times of day, as far as they belong to a date.

use super::{Grammar, Read};
use crate::time::lexicon::Glue;
use crate::time::meaning::Meaning;
use crate::time::phrase::Relation;
use crate::time::token::Gap;

impl Grammar<'_> {
    /// Past a time of day: "12:01 a.m. EDT", "10:27", "9 a.m.". The first token after it.
    pub(in crate::time) fn clock(&self, at: usize) -> Option<usize> {
        let hour = self.token(at);
        if !hour.is_number() || hour.len() > 2 || !(0..=24).contains(&hour.value) {
            return None;
        }
        let mut next = at + 1;
        let mut minutes = false;
        while self.gap(next) == Gap::Colon
            && self.token(next).is_number()
            && self.token(next).len() == 2
        {
            minutes = true;
            next += 1;
        }
        if minutes && self.gap(next) == Gap::DotTight && self.token(next).is_number() {
            next += 1;
        }
        let half = matches!(self.gap(next), Gap::Space | Gap::Tight);
        let mut marked = false;
        if half && self.word(next).is(Glue::Clock) {
            next += 1;
            marked = true;
        } else if half
            && self.word(next).is(Glue::HalfClock)
            && self.gap(next + 1) == Gap::DotTight
            && self.word(next + 1).is(Glue::ClockEnd)
        {
            next += 2;
            marked = true;
        }
        if !minutes && !marked {
            return None;
        }
        if matches!(
            self.gap(next),
            Gap::Space | Gap::Dot | Gap::Tight | Gap::Open
        ) && self.word(next).is(Glue::Zone)
        {
            next += 1;
            // "UTC+8", "GMT+08:00"
            let plus = self.text.as_bytes().get(self.token(next - 1).end);
            if matches!(plus, Some(b'+' | b'-')) && self.token(next).is_number() {
                next += 1;
                if self.gap(next) == Gap::Colon {
                    next += 1;
                }
            }
        }
        Some(next)
    }

    /// A day behind a time of day: "12:01 a.m. EDT on August 7".
    pub(in crate::time) fn after_clock(&self, at: usize) -> Read {
        let mut next = self.clock(at)?;
        if self.glue(next, Glue::On) {
            next += 1;
        }
        if !matches!(self.gap(next), Gap::Space | Gap::Comma | Gap::Dot) {
            return None;
        }
        let (meaning, end) = self.atom(next, Relation::On)?;
        matches!(
            meaning,
            Meaning::Day { .. } | Meaning::Weekday { .. } | Meaning::Today(_)
        )
        .then_some((meaning, end))
    }
}
